-- The helper for a question and what goes with the stages of a trajectory: what she said aloud, how she likes to learn,
-- that she tried her work point, when she wants to be reminded of it, and ends that were undone. See coaching/stage.go.

-- +goose Up
-- One sound, sealed with a key of its own. It is hers alone until it is sent with a wording of her question.
CREATE TABLE voice_note (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    employee_id uuid NOT NULL REFERENCES person,
    question_id uuid REFERENCES coach_question,
    number integer,                                -- of the wording that it was sent with
    duration_ms bigint NOT NULL CONSTRAINT voice_note_duration CHECK (duration_ms BETWEEN 1 AND 125000),
    node text NOT NULL,
    made_at timestamptz NOT NULL,
    sent_at timestamptz,
    deleted_at timestamptz,
    CONSTRAINT voice_note_sent CHECK ((sent_at IS NULL) = (question_id IS NULL) AND (sent_at IS NULL) = (number IS NULL)),
    CONSTRAINT voice_note_wording FOREIGN KEY (question_id, number) REFERENCES question_version (question_id, number),
    CONSTRAINT voice_note_once UNIQUE (question_id, number)
);
CREATE INDEX voice_note_employee ON voice_note (employee_id);

CREATE TABLE voice_note_key (
    id uuid PRIMARY KEY REFERENCES voice_note ON DELETE CASCADE,
    holder_id uuid NOT NULL REFERENCES holder,
    wrapped bytea NOT NULL
);

CREATE TABLE learning_preference (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    person_id uuid NOT NULL REFERENCES person,
    preference text NOT NULL CONSTRAINT learning_preference_known
        CHECK (preference IN ('', 'copying', 'participating', 'knowing', 'practising', 'discovering')),
    chosen_at timestamptz NOT NULL,
    CONSTRAINT learning_preference_once UNIQUE (person_id, holder_id)
);

CREATE TABLE practice (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    work_point_id uuid NOT NULL REFERENCES work_point,
    cycle_id uuid NOT NULL REFERENCES cycle,
    employee_id uuid NOT NULL REFERENCES person,
    text text NOT NULL DEFAULT '' CONSTRAINT practice_text_length CHECK (length(text) <= 500),
    tried_at timestamptz NOT NULL
);
CREATE INDEX practice_cycle ON practice (cycle_id, tried_at, id);

-- An end that is undone: of a trajectory, or of one of its cycles. What a coach asks waits for the employee.
CREATE TABLE reopening (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    trajectory_id uuid NOT NULL REFERENCES trajectory,
    cycle_id uuid REFERENCES cycle,
    ended_at timestamptz NOT NULL,
    asked_by uuid NOT NULL REFERENCES person,
    asked_at timestamptz NOT NULL,
    answered_at timestamptz,
    granted boolean NOT NULL DEFAULT false,
    CONSTRAINT reopening_order CHECK (NOT granted OR answered_at IS NOT NULL)
);
CREATE INDEX reopening_trajectory ON reopening (trajectory_id, asked_at, id);
CREATE UNIQUE INDEX reopening_waits_once ON reopening (trajectory_id) WHERE answered_at IS NULL;

CREATE TABLE reminder (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    work_point_id uuid NOT NULL REFERENCES work_point CONSTRAINT reminder_once UNIQUE,
    cycle_id uuid NOT NULL REFERENCES cycle,
    employee_id uuid NOT NULL REFERENCES person,
    kind text NOT NULL CONSTRAINT reminder_kind_known CHECK (kind IN ('days', 'working')),
    weekdays integer[] NOT NULL DEFAULT '{}' CONSTRAINT reminder_weekdays CHECK (weekdays <@ '{1,2,3,4,5,6,7}'::integer[]),
    minute integer NOT NULL DEFAULT 0 CONSTRAINT reminder_minute CHECK (minute BETWEEN 0 AND 1439),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX reminder_employee ON reminder (employee_id);

-- Each day on which a reminder is due. Whoever sends notices some day reads here what is to be told; nobody does yet.
CREATE TABLE reminder_notice (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    reminder_id uuid NOT NULL REFERENCES reminder ON DELETE CASCADE,
    employee_id uuid NOT NULL REFERENCES person,
    due_on date NOT NULL,                          -- in the holder's zone
    due_at timestamptz NOT NULL,
    seen_at timestamptz,                           -- she tried it, or said: not today
    told_at timestamptz,
    CONSTRAINT reminder_notice_once UNIQUE (reminder_id, due_on)
);
CREATE INDEX reminder_notice_employee ON reminder_notice (employee_id, due_on);

-- +goose StatementBegin
CREATE FUNCTION access.own_voice_notes() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM voice_note
        WHERE employee_id = (SELECT access.actor())
          AND deleted_at IS NULL
          AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
END
$$;

-- From the moment she sends it.
CREATE FUNCTION access.heard_voice_notes() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM voice_note
        WHERE question_id = ANY ((SELECT access.coached_questions())::uuid[])
          AND sent_at IS NOT NULL
          AND deleted_at IS NULL);
END
$$;

-- Employees whose coach the actor is now.
CREATE FUNCTION access.coached_employees() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT employee_id), '{}')
        FROM trajectory
        WHERE id = ANY ((SELECT access.coached_trajectories())::uuid[])
          AND ended_at IS NULL);
END
$$;

-- What has had its time: never sent since draft, or of a trajectory that ended before ended. For the door that ends it only.
CREATE FUNCTION access.lapsed_voice_notes(draft timestamptz, ended timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT v.id
    FROM voice_note v
    LEFT JOIN trajectory t ON t.question_id = v.question_id
    WHERE (SELECT access.door()) = 'retain'
      AND v.deleted_at IS NULL
      AND ((v.sent_at IS NULL AND v.made_at < draft) OR t.ended_at < ended);
END
$$;

-- Reminders of trajectories that run and cycles that are open. For the door that writes the notices only.
CREATE FUNCTION access.live_reminders()
RETURNS TABLE (id uuid, holder_id uuid, employee_id uuid, kind text, weekdays integer[], minute integer, time_zone text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT r.id, r.holder_id, r.employee_id, r.kind, r.weekdays, r.minute, h.time_zone
    FROM reminder r
    JOIN holder h ON h.id = r.holder_id
    JOIN cycle c ON c.id = r.cycle_id AND c.closed_at IS NULL
    WHERE (SELECT access.door()) = 'remind'
      AND NOT EXISTS (SELECT FROM trajectory_pause p WHERE p.trajectory_id = c.trajectory_id AND p.resumed_at IS NULL);
END
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION access.own_voice_notes(), access.heard_voice_notes(), access.coached_employees(),
    access.lapsed_voice_notes(timestamptz, timestamptz), access.live_reminders() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.own_voice_notes(), access.heard_voice_notes(), access.coached_employees(),
    access.lapsed_voice_notes(timestamptz, timestamptz), access.live_reminders() TO terugblik_app;

-- Policies ---------------------------------------------------------------------------------------------------------

ALTER TABLE voice_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON voice_note FOR SELECT USING (
    id = ANY ((SELECT access.own_voice_notes())::uuid[]) OR id = ANY ((SELECT access.heard_voice_notes())::uuid[]));
CREATE POLICY say ON voice_note FOR INSERT WITH CHECK (
    employee_id = (SELECT access.actor()) AND sent_at IS NULL AND deleted_at IS NULL
    AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
CREATE POLICY own ON voice_note FOR UPDATE USING (id = ANY ((SELECT access.own_voice_notes())::uuid[])) WITH CHECK (
    employee_id = (SELECT access.actor())
    AND (question_id IS NULL OR EXISTS (SELECT FROM coach_question q WHERE q.id = question_id
                                        AND q.employee_id = (SELECT access.actor()) AND q.holder_id = voice_note.holder_id)));
CREATE POLICY keys ON voice_note FOR SELECT USING ((SELECT access.door()) = 'keys');
CREATE POLICY retain ON voice_note FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain_end ON voice_note FOR UPDATE USING ((SELECT access.door()) = 'retain');
CREATE POLICY erase ON voice_note USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

ALTER TABLE voice_note_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY keys ON voice_note_key USING ((SELECT access.door()) = 'keys') WITH CHECK ((SELECT access.door()) = 'keys');

ALTER TABLE learning_preference ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON learning_preference FOR SELECT USING (
    (person_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    OR (person_id = ANY ((SELECT access.coached_employees())::uuid[])
        AND holder_id = ANY ((SELECT access.holders('coach'))::uuid[])));
CREATE POLICY choose ON learning_preference FOR INSERT WITH CHECK (
    person_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
CREATE POLICY change ON learning_preference FOR UPDATE USING (person_id = (SELECT access.actor()));

ALTER TABLE practice ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON practice FOR SELECT USING (
    EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.trajectories())::uuid[])));
CREATE POLICY tell ON practice FOR INSERT WITH CHECK (
    employee_id = (SELECT access.actor()) AND cycle_id = ANY ((SELECT access.own_cycles())::uuid[])
    AND EXISTS (SELECT FROM work_point w WHERE w.id = work_point_id AND w.cycle_id = practice.cycle_id AND w.holder_id = practice.holder_id));

ALTER TABLE reopening ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON reopening FOR SELECT USING (trajectory_id = ANY ((SELECT access.trajectories())::uuid[]));
CREATE POLICY ask ON reopening FOR INSERT WITH CHECK (
    asked_by = (SELECT access.actor())
    AND EXISTS (SELECT FROM trajectory t WHERE t.id = trajectory_id AND t.holder_id = reopening.holder_id)
    AND (trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[])
         OR (answered_at IS NULL AND trajectory_id = ANY ((SELECT access.coached_trajectories())::uuid[]))));
CREATE POLICY answer ON reopening FOR UPDATE USING (trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[]));

ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON reminder USING (
    employee_id = (SELECT access.actor()) AND cycle_id = ANY ((SELECT access.own_cycles())::uuid[]))
    WITH CHECK (
    employee_id = (SELECT access.actor()) AND cycle_id = ANY ((SELECT access.own_cycles())::uuid[])
    AND EXISTS (SELECT FROM work_point w WHERE w.id = work_point_id AND w.cycle_id = reminder.cycle_id AND w.holder_id = reminder.holder_id));

ALTER TABLE reminder_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON reminder_notice USING (
    employee_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    WITH CHECK (
    employee_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM reminder r WHERE r.id = reminder_id AND r.holder_id = reminder_notice.holder_id));
CREATE POLICY remind ON reminder_notice FOR SELECT USING ((SELECT access.door()) = 'remind');
CREATE POLICY remind_add ON reminder_notice FOR INSERT WITH CHECK ((SELECT access.door()) = 'remind' AND seen_at IS NULL);

GRANT SELECT, INSERT, DELETE ON voice_note, voice_note_key, reminder TO terugblik_app;
GRANT SELECT, INSERT ON learning_preference, practice, reopening, reminder_notice TO terugblik_app;
GRANT UPDATE (question_id, number, sent_at, deleted_at) ON voice_note TO terugblik_app;
GRANT UPDATE (preference, chosen_at) ON learning_preference TO terugblik_app;
GRANT UPDATE (answered_at, granted) ON reopening TO terugblik_app;
GRANT UPDATE (kind, weekdays, minute, version, updated_at) ON reminder TO terugblik_app;
GRANT UPDATE (seen_at) ON reminder_notice TO terugblik_app;
