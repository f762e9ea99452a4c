-- The privacy office: requests with their timer, supervised viewing, breaches, safety signals, and access in an emergency.
-- Whoever is let in here sees film and nothing else: no title, question, mark or note. See docs/decisions/0025.

-- +goose Up
-- What somebody asked about a child or about herself. Its due day follows from received_on: see coaching/privacyrequest.go.
CREATE TABLE privacy_request (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    kind text NOT NULL CONSTRAINT privacy_request_kind_known CHECK (kind IN ('access', 'erasure', 'objection')),
    child_id uuid REFERENCES child,
    person_id uuid REFERENCES person,
    asked_by text NOT NULL CONSTRAINT privacy_request_asked_by_length CHECK (length(asked_by) BETWEEN 1 AND 100),
    received_on date NOT NULL,
    extended_at timestamptz,
    extension_reason text NOT NULL DEFAULT '' CONSTRAINT privacy_request_extension_length CHECK (length(extension_reason) <= 500),
    registered_by uuid NOT NULL REFERENCES person,
    registered_at timestamptz NOT NULL,
    closed_at timestamptz,
    closed_by uuid REFERENCES person,
    outcome text NOT NULL DEFAULT '' CONSTRAINT privacy_request_outcome_known CHECK (outcome IN ('', 'done', 'partly', 'refused', 'taken_back')),
    answer text NOT NULL DEFAULT '' CONSTRAINT privacy_request_answer_length CHECK (length(answer) <= 2000),
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT privacy_request_about CHECK (num_nonnulls(child_id, person_id) = 1),
    CONSTRAINT privacy_request_closed CHECK ((closed_at IS NULL) = (outcome = '') AND (closed_at IS NULL) = (closed_by IS NULL))
);
CREATE INDEX privacy_request_holder ON privacy_request (holder_id, received_on, id);

-- A recording that a request is about, also when it is gone, and what was decided.
CREATE TABLE privacy_finding (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    request_id uuid NOT NULL REFERENCES privacy_request,
    recording_id uuid NOT NULL,
    owner_id uuid NOT NULL REFERENCES person,
    recorded_at timestamptz,
    duration_ms bigint NOT NULL,
    marks integer NOT NULL,
    found_at timestamptz NOT NULL,
    decision text NOT NULL DEFAULT '' CONSTRAINT privacy_finding_decision_known CHECK (decision IN ('', 'ask_owner', 'erase', 'keep')),
    reason text NOT NULL DEFAULT '' CONSTRAINT privacy_finding_reason_length CHECK (length(reason) <= 500),
    decided_by uuid REFERENCES person,
    decided_at timestamptz,
    CONSTRAINT privacy_finding_once UNIQUE (request_id, recording_id),
    CONSTRAINT privacy_finding_decided CHECK ((decision = '') = (decided_at IS NULL) AND (decision = '') = (decided_by IS NULL))
);
CREATE INDEX privacy_finding_recording ON privacy_finding (recording_id);

-- A guardian or an employee looks at film beside the officer, who opens it: from opens_at until closes_at or ended_at.
CREATE TABLE viewing (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    request_id uuid NOT NULL REFERENCES privacy_request,
    officer_id uuid NOT NULL REFERENCES person,
    present text NOT NULL CONSTRAINT viewing_present_length CHECK (length(present) BETWEEN 1 AND 300),
    recordings uuid[] NOT NULL CONSTRAINT viewing_recordings_some CHECK (cardinality(recordings) BETWEEN 1 AND 50),
    opens_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    planned_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by uuid REFERENCES person,
    CONSTRAINT viewing_window CHECK (closes_at > opens_at AND closes_at <= opens_at + interval '8 hours'),
    CONSTRAINT viewing_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX viewing_request ON viewing (request_id, opens_at);
CREATE INDEX viewing_officer ON viewing (officer_id, closes_at);

-- Film of one employee on one day, in an emergency: asked by one, granted by another, for a day at most.
CREATE TABLE emergency_access (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    owner_id uuid NOT NULL REFERENCES person,
    on_day date NOT NULL,
    reason text NOT NULL CONSTRAINT emergency_access_reason_length CHECK (length(reason) BETWEEN 10 AND 1000),
    asked_by uuid NOT NULL REFERENCES person,
    asked_at timestamptz NOT NULL,
    ended_at timestamptz,                          -- also a request that was refused or taken back
    ended_by uuid REFERENCES person,
    CONSTRAINT emergency_access_asker UNIQUE (id, asked_by),
    CONSTRAINT emergency_access_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX emergency_access_holder ON emergency_access (holder_id, asked_at, id);
CREATE INDEX emergency_access_owner ON emergency_access (owner_id, on_day);

CREATE TABLE emergency_grant (
    emergency_id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    asked_by uuid NOT NULL,
    granted_by uuid NOT NULL REFERENCES person,
    granted_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    CONSTRAINT emergency_grant_asked FOREIGN KEY (emergency_id, asked_by) REFERENCES emergency_access (id, asked_by),
    CONSTRAINT emergency_grant_two_people CHECK (granted_by <> asked_by),
    CONSTRAINT emergency_grant_window CHECK (closes_at > granted_at AND closes_at <= granted_at + interval '24 hours')
);

-- Suspected violence or neglect: what was filmed stays until this is closed. Its recordings are those that a lock with
-- this cause holds. Its words are in safety_note, for those who are named.
CREATE TABLE safety_signal (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    raised_by uuid NOT NULL REFERENCES person,
    raised_at timestamptz NOT NULL,
    recording_id uuid,                             -- seen by who raised it; else what was filmed in a group on a day
    group_id uuid REFERENCES care_group,
    on_day date,
    closed_at timestamptz,
    closed_by uuid REFERENCES person,
    CONSTRAINT safety_signal_about CHECK (
        (recording_id IS NOT NULL AND group_id IS NULL AND on_day IS NULL)
        OR (recording_id IS NULL AND group_id IS NOT NULL AND on_day IS NOT NULL)),
    CONSTRAINT safety_signal_closed CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE INDEX safety_signal_holder ON safety_signal (holder_id, raised_at, id);

CREATE TABLE safety_note (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    signal_id uuid NOT NULL REFERENCES safety_signal,
    author_id uuid NOT NULL REFERENCES person,
    kind text NOT NULL CONSTRAINT safety_note_kind_known CHECK (kind IN ('raised', 'note', 'closed')),
    text text NOT NULL CONSTRAINT safety_note_text_length CHECK (length(text) BETWEEN 1 AND 4000),
    written_at timestamptz NOT NULL
);
CREATE INDEX safety_note_signal ON safety_note (signal_id, written_at, id);

-- Who may look while a signal stands: two people, named one by one.
CREATE TABLE safety_officer (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    signal_id uuid NOT NULL REFERENCES safety_signal,
    slot smallint NOT NULL CONSTRAINT safety_officer_two CHECK (slot IN (1, 2)),
    person_id uuid NOT NULL REFERENCES person,
    named_by uuid NOT NULL REFERENCES person,
    named_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE UNIQUE INDEX safety_officer_slot_once ON safety_officer (signal_id, slot) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX safety_officer_person_once ON safety_officer (signal_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX safety_officer_person ON safety_officer (person_id) WHERE ended_at IS NULL;

-- What of a film was on the screen of whom the office let in.
CREATE TABLE office_played (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    cause text NOT NULL CONSTRAINT office_played_cause_known CHECK (cause IN ('viewing', 'emergency', 'signal')),
    cause_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES person,
    from_ms bigint NOT NULL,
    to_ms bigint NOT NULL,
    played_at timestamptz NOT NULL,
    CONSTRAINT office_played_order CHECK (from_ms >= 0 AND to_ms > from_ms)
);
CREATE INDEX office_played_cause ON office_played (cause_id, recording_id, from_ms);

-- A breach of personal data. Each time that it is written about there is one more row; the last number holds.
CREATE TABLE breach_entry (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    breach_id uuid NOT NULL,
    number integer NOT NULL CONSTRAINT breach_entry_number CHECK (number > 0),
    noticed_at timestamptz NOT NULL,
    what text NOT NULL CONSTRAINT breach_entry_what_length CHECK (length(what) BETWEEN 1 AND 4000),
    kinds text NOT NULL DEFAULT '' CONSTRAINT breach_entry_kinds_length CHECK (length(kinds) <= 1000),
    affected integer CONSTRAINT breach_entry_affected CHECK (affected >= 0),
    measures text NOT NULL DEFAULT '' CONSTRAINT breach_entry_measures_length CHECK (length(measures) <= 4000),
    authority text NOT NULL CONSTRAINT breach_entry_authority_known CHECK (authority IN ('open', 'told', 'not_needed')),
    authority_at timestamptz,
    authority_why text NOT NULL DEFAULT '' CONSTRAINT breach_entry_authority_length CHECK (length(authority_why) <= 1000),
    people text NOT NULL CONSTRAINT breach_entry_people_known CHECK (people IN ('open', 'told', 'not_needed')),
    people_at timestamptz,
    people_why text NOT NULL DEFAULT '' CONSTRAINT breach_entry_people_length CHECK (length(people_why) <= 1000),
    closed boolean NOT NULL DEFAULT false,
    written_by uuid NOT NULL REFERENCES person,
    written_at timestamptz NOT NULL,
    CONSTRAINT breach_entry_once UNIQUE (breach_id, number),
    CONSTRAINT breach_entry_authority_when CHECK (authority <> 'told' OR authority_at IS NOT NULL),
    CONSTRAINT breach_entry_people_when CHECK (people <> 'told' OR people_at IS NOT NULL)
);
CREATE INDEX breach_entry_holder ON breach_entry (holder_id, breach_id, number);

-- What the office did is told on her home and names its people: few lines among many.
CREATE INDEX access_log_office ON access_log (owner_id, at) WHERE action IN (
    'viewing_planned', 'viewing', 'viewing_over', 'emergency', 'emergency_view', 'emergency_over', 'signal_view', 'erase_asked', 'erase_decided');

-- Functions --------------------------------------------------------------------------------------------------------

-- +goose StatementBegin
-- When a recording was made: what came first, of itself or of its further cameras.
CREATE FUNCTION access.recorded_at(recording uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT min(t.began_at)
        FROM take t
        JOIN recording r ON r.id = t.recording_id
        WHERE r.id = recording OR r.angle_of = recording);
END
$$;

-- The recordings of one employee on one day of her holder, further cameras left out.
CREATE FUNCTION access.recordings_on(employee uuid, of_holder uuid, on_day date) RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT r.id
    FROM recording r
    JOIN holder h ON h.id = r.holder_id
    WHERE r.owner_id = employee
      AND r.holder_id = of_holder
      AND r.angle_of IS NULL
      AND r.deleted_at IS NULL
      AND (access.recorded_at(r.id) AT TIME ZONE h.time_zone)::date = on_day;
END
$$;

-- The film that the office has opened to the actor now, by which cause and until when. While a safety signal stands over
-- a recording, only those named there see it.
CREATE FUNCTION access.office_films() RETURNS TABLE (
    recording_id uuid, main_id uuid, holder_id uuid, owner_id uuid, generation integer, duration_ms bigint,
    recorded_at timestamptz, cause text, cause_id uuid, closes_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    WITH opened AS (
        SELECT unnest(v.recordings) AS main, v.holder_id AS of_holder, 'viewing' AS why, v.id AS why_id, v.closes_at AS until
        FROM viewing v
        WHERE v.officer_id = (SELECT access.actor())
          AND v.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
          AND NOT v.holder_id = ANY ((SELECT access.holders('manager', 'administrator'))::uuid[])
          AND v.opens_at <= now()
          AND v.closes_at > now()
          AND v.ended_at IS NULL
        UNION ALL
        SELECT o.id, e.holder_id, 'emergency', e.id, g.closes_at
        FROM emergency_access e
        JOIN emergency_grant g ON g.emergency_id = e.id
        CROSS JOIN LATERAL access.recordings_on(e.owner_id, e.holder_id, e.on_day) o
        WHERE e.asked_by = (SELECT access.actor())
          AND e.holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
          AND NOT e.holder_id = ANY ((SELECT access.holders('manager'))::uuid[])
          AND g.closes_at > now()
          AND e.ended_at IS NULL
        UNION ALL
        SELECT l.recording_id, s.holder_id, 'signal', s.id, 'infinity'::timestamptz
        FROM safety_officer o
        JOIN safety_signal s ON s.id = o.signal_id AND s.closed_at IS NULL
        JOIN recording_lock l ON l.cause_id = s.id AND l.reason = 'safety_signal' AND l.lifted_at IS NULL
        WHERE o.person_id = (SELECT access.actor())
          AND o.ended_at IS NULL
          AND s.holder_id = ANY ((SELECT access.any_role())::uuid[])
          AND NOT s.holder_id = ANY ((SELECT access.holders('manager'))::uuid[])
    )
    SELECT r.id, COALESCE(r.angle_of, r.id), r.holder_id, r.owner_id, r.generation, r.duration_ms,
           access.recorded_at(COALESCE(r.angle_of, r.id)), o.why, o.why_id, o.until
    FROM opened o
    JOIN recording r ON (r.id = o.main OR r.angle_of = o.main) AND r.holder_id = o.of_holder
    WHERE r.deleted_at IS NULL
      AND (o.why = 'signal' OR NOT EXISTS (
          SELECT FROM recording_lock l
          WHERE l.recording_id = COALESCE(r.angle_of, r.id)
            AND l.reason = 'safety_signal'
            AND l.lifted_at IS NULL));
END
$$;

-- Recordings of an employee, for an officer with a request of hers: what there is, and nothing of what it is about.
CREATE FUNCTION access.recordings_of_person(employee uuid) RETURNS TABLE (
    id uuid, recorded_at timestamptz, duration_ms bigint, owner_id uuid, state text, locked boolean, marks bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT r.id, access.recorded_at(r.id), r.duration_ms, r.owner_id, r.state, r.locked_at IS NOT NULL,
           (SELECT count(*) FROM annotation a WHERE a.recording_id = r.id)
    FROM recording r
    WHERE r.owner_id = employee
      AND r.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
      AND r.angle_of IS NULL
      AND r.deleted_at IS NULL
      AND r.state <> 'planned';
END
$$;

-- Who did what to which recording of the officer's holder, without content; a null does not narrow.
CREATE FUNCTION access.who_saw(person uuid, recordings uuid[], since timestamptz, until timestamptz) RETURNS TABLE (
    id uuid, at timestamptz, actor text, action text, recording_id uuid, owner_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT l.id, l.at, l.actor, l.action, l.recording_id, l.owner_id
    FROM access_log l
    WHERE l.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
      AND l.at >= since
      AND l.at < until
      AND (person IS NULL OR l.owner_id = person OR l.actor = person::text)
      AND (recordings IS NULL OR l.recording_id = ANY (recordings));
END
$$;

-- What the office does to a recording, written into its owner's log by whom may do it. How many lines: 0 or 1.
CREATE FUNCTION access.tell_owner(line uuid, act text, recording uuid, said text, at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told integer;
BEGIN
    INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
    SELECT line, r.holder_id, LEAST(GREATEST(at, now() - interval '1 day'), now() + interval '1 day'), access.actor()::text, act, r.id, r.owner_id, said
    FROM recording r
    WHERE r.id = recording
      AND CASE
          WHEN act = 'erase_asked' THEN
              r.holder_id = ANY (access.holders('data_protection_officer'))
          WHEN act IN ('viewing', 'emergency_view', 'signal_view') THEN
              r.id IN (SELECT f.main_id FROM access.office_films() f)
          ELSE false
      END;
    GET DIAGNOSTICS told = ROW_COUNT;
    RETURN told;
END
$$;

-- The same of an emergency, by every recording of its day, for who has just granted or ended it.
CREATE FUNCTION access.tell_emergency(emergency uuid, act text, at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told integer;
BEGIN
    INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
    SELECT gen_random_uuid(), e.holder_id, at, access.actor()::text, act, o.id, e.owner_id, e.reason
    FROM emergency_access e
    JOIN emergency_grant g ON g.emergency_id = e.id
    CROSS JOIN LATERAL access.recordings_on(e.owner_id, e.holder_id, e.on_day) o
    WHERE e.id = emergency
      AND ((act = 'emergency' AND g.granted_by = access.actor()
            AND NOT EXISTS (SELECT FROM access_log l WHERE l.recording_id = o.id AND l.action = act AND l.at = g.granted_at))
           OR (act = 'emergency_over' AND e.ended_by = access.actor()));
    GET DIAGNOSTICS told = ROW_COUNT;
    RETURN told;
END
$$;

-- Whether the actor is somebody else than who asked in an emergency, as far as accounts can say: her role in the office was
-- there before, and she did not get into her account by a link that the asker made in the last week.
CREATE FUNCTION access.second_person(emergency uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM emergency_access e
        JOIN role_assignment a ON a.holder_id = e.holder_id AND a.person_id = access.actor()
         AND a.role IN ('administrator', 'data_protection_officer')
         AND a.valid_from <= LEAST(e.asked_at, now()) - interval '1 day'
         AND (a.valid_until IS NULL OR a.valid_until > now())
        WHERE e.id = emergency
          AND e.asked_by <> access.actor()
          AND e.holder_id = ANY (access.holders('administrator', 'data_protection_officer'))
          AND NOT EXISTS (
              SELECT FROM invitation i
              WHERE i.person_id = access.actor()
                AND i.made_by = e.asked_by::text
                AND i.used_at > now() - interval '7 days'));
END
$$;

-- Whether the actor has been in the office of a holder for a day, and did not get into her account by an administrator's
-- link meanwhile: with an account that is made or taken over for the occasion nobody opens film the same day.
CREATE FUNCTION access.settled(of_holder uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN of_holder = ANY (access.holders('administrator', 'data_protection_officer'))
       AND EXISTS (SELECT FROM role_assignment a
                   WHERE a.person_id = access.actor()
                     AND a.holder_id = of_holder
                     AND a.role IN ('administrator', 'data_protection_officer')
                     AND a.valid_from <= now() - interval '1 day'
                     AND (a.valid_until IS NULL OR a.valid_until > now()))
       AND NOT EXISTS (SELECT FROM invitation i
                       WHERE i.person_id = access.actor()
                         AND i.made_by NOT LIKE 'system:%'
                         AND i.used_at > now() - interval '1 day');
END
$$;

-- Whoever grants, and however: the owner is told in the same moment.
CREATE FUNCTION access.tell_granted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM access.tell_emergency(NEW.emergency_id, 'emergency', NEW.granted_at);
    RETURN NULL;
END
$$;

-- Signals in which the actor is named.
CREATE FUNCTION access.named_signals() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT o.signal_id), '{}')
        FROM safety_officer o
        WHERE o.person_id = (SELECT access.actor())
          AND o.ended_at IS NULL
          AND o.holder_id = ANY ((SELECT access.any_role())::uuid[]));
END
$$;

-- Whether the actor can name somebody in a signal: another, who worked for its holder before it was raised, manages nobody
-- there, and is neither in view of what it holds nor coach of who is. Neither of the two has an account for the occasion.
CREATE FUNCTION access.may_be_named(signal uuid, candidate uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM safety_signal s
        JOIN role_assignment a ON a.holder_id = s.holder_id AND a.person_id = candidate
         AND a.valid_from <= LEAST(s.raised_at, now()) - interval '1 day' AND (a.valid_until IS NULL OR a.valid_until > now())
        WHERE s.id = signal
          AND access.settled(s.holder_id)
          AND candidate <> access.actor()
          AND NOT EXISTS (
              SELECT FROM invitation i
              WHERE i.person_id = candidate
                AND i.made_by IN (access.actor()::text, s.raised_by::text)
                AND i.used_at > now() - interval '7 days')
          AND NOT EXISTS (
              SELECT FROM role_assignment m
              WHERE m.holder_id = s.holder_id
                AND m.person_id = candidate
                AND m.role = 'manager'
                AND m.valid_from <= now()
                AND (m.valid_until IS NULL OR m.valid_until > now()))
          AND NOT EXISTS (
              SELECT FROM recording_lock l
              JOIN recording r ON r.id = l.recording_id
              JOIN cycle c ON c.id = r.cycle_id
              LEFT JOIN trajectory_coach t ON t.trajectory_id = c.trajectory_id
              WHERE l.cause_id = s.id
                AND l.reason = 'safety_signal'
                AND (r.owner_id = candidate OR t.coach_id = candidate)));
END
$$;

-- Freezes what a signal is about, for who raised it (of whom its owner's log says nothing): the recording, or what was made in the group on the day. Where
-- nobody wrote down who was present, that is whatever was made by who works in that group. It does not say how much.
CREATE FUNCTION access.freeze(signal uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO recording_lock (id, recording_id, reason, cause_id, made_at, made_by)
    SELECT gen_random_uuid(), r.id, 'safety_signal', s.id, at, 'system:signal'
    FROM safety_signal s
    JOIN holder h ON h.id = s.holder_id
    JOIN recording r ON r.holder_id = s.holder_id AND r.angle_of IS NULL AND r.deleted_at IS NULL AND r.state <> 'planned'
    LEFT JOIN care_group g ON g.id = s.group_id
    LEFT JOIN roster o ON o.recording_id = r.id
    WHERE s.id = signal
      AND s.closed_at IS NULL
      AND (s.raised_by = access.actor()
           OR (s.id = ANY (access.named_signals())))
      AND (r.id = COALESCE((SELECT m.angle_of FROM recording m WHERE m.id = s.recording_id), s.recording_id)
           OR ((access.recorded_at(r.id) AT TIME ZONE h.time_zone)::date = s.on_day
               AND (o.group_id = g.id
                    OR (o.id IS NULL
                        AND EXISTS (SELECT FROM role_assignment a
                                    WHERE a.person_id = r.owner_id
                                      AND a.holder_id = r.holder_id
                                      AND a.role = 'employee'
                                      AND (a.location_id IS NULL OR a.location_id = g.location_id)
                                      AND (a.group_id IS NULL OR a.group_id = g.id))))))
    ON CONFLICT (recording_id, reason, cause_id) WHERE lifted_at IS NULL DO NOTHING;
END
$$;

-- Lets go what a signal held, for who closed it.
CREATE FUNCTION access.unfreeze(signal uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE recording_lock l
    SET lifted_at = at,
        lifted_by = 'system:signal'
    FROM safety_signal s
    WHERE s.id = signal
      AND s.closed_by = access.actor()
      AND l.cause_id = s.id
      AND l.reason = 'safety_signal'
      AND l.lifted_at IS NULL;
END
$$;

-- What is kept of the actor's own recordings because of a signal, and who may look: no words, and not who raised it.
CREATE FUNCTION access.own_signals() RETURNS TABLE (signal_id uuid, recording_id uuid, raised_at timestamptz, officers text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT s.id, l.recording_id, l.made_at,
           (SELECT COALESCE(array_agg(concat_ws(' ', p.given_name, NULLIF(p.prefix, ''), p.family_name) ORDER BY o.slot), '{}')
            FROM safety_officer o
            JOIN person p ON p.id = o.person_id
            WHERE o.signal_id = s.id AND o.ended_at IS NULL)
    FROM recording_lock l
    JOIN safety_signal s ON s.id = l.cause_id
    WHERE l.reason = 'safety_signal'
      AND l.lifted_at IS NULL
      AND l.recording_id = ANY ((SELECT access.owned_recordings())::uuid[]);
END
$$;

-- Whom of the office the actor's own log names: an employee knows who opened her film, and who looked.
CREATE FUNCTION access.office_people() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT l.actor::uuid), '{}')
        FROM access_log l
        WHERE l.owner_id = (SELECT access.actor())
          AND l.holder_id = ANY ((SELECT access.holders('employee'))::uuid[])
          AND (l.action IN ('viewing_planned', 'viewing', 'viewing_over', 'emergency', 'emergency_view', 'emergency_over',
                            'signal_view', 'erase_asked')
               OR (l.action = 'lock' AND l.detail = 'access_request'))
          AND l.actor ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');
END
$$;

-- What a viewing opens its owners know in the same moment, however it was planned; and when it is closed.
CREATE FUNCTION access.tell_viewing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
    SELECT gen_random_uuid(), r.holder_id,
           LEAST(GREATEST(COALESCE(NEW.ended_at, NEW.planned_at), now() - interval '1 day'), now() + interval '1 day'), -- not where she never looks
           COALESCE(NEW.ended_by, NEW.officer_id)::text,
           CASE TG_OP WHEN 'INSERT' THEN 'viewing_planned' ELSE 'viewing_over' END, r.id, r.owner_id,
           CASE TG_OP WHEN 'INSERT' THEN to_char(NEW.opens_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ELSE '' END
    FROM recording r
    WHERE r.id = ANY (NEW.recordings)
      AND r.holder_id = NEW.holder_id;
    RETURN NULL;
END
$$;

-- What was filmed goes with a receipt and never without one, and while a signal holds it not at all: its row and its key
-- stay, whoever comes.
CREATE FUNCTION access.keep_filmed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone uuid := CASE TG_TABLE_NAME WHEN 'recording' THEN (to_jsonb(OLD) ->> 'id')::uuid ELSE (to_jsonb(OLD) ->> 'recording_id')::uuid END;
BEGIN
    IF EXISTS (SELECT FROM recording r
               JOIN recording m ON m.id = COALESCE(r.angle_of, r.id)
               WHERE r.id = gone
                 AND m.frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'recording % is kept because of a safety signal', gone
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recording_frozen';
    END IF;
    IF TG_TABLE_NAME = 'recording' AND EXISTS (SELECT FROM take t WHERE t.recording_id = gone)
       AND (TG_OP = 'DELETE' OR NOT EXISTS (SELECT FROM erasure_receipt x WHERE x.recording_id = gone)) THEN
        RAISE EXCEPTION 'recording % was filmed and is only erased', gone
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recording_filmed';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- Nothing that a signal holds is erased, whoever asks and whatever for.
CREATE FUNCTION access.refuse_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Held as who locks holds it: of an erasure and a signal at once, the one that comes second knows of the first.
    PERFORM FROM recording m
    WHERE m.id = (SELECT COALESCE(r.angle_of, r.id) FROM recording r WHERE r.id = NEW.recording_id)
    FOR UPDATE;
    IF EXISTS (
        SELECT FROM recording r
        JOIN recording m ON m.id = COALESCE(r.angle_of, r.id)
        WHERE r.id = NEW.recording_id
          AND m.frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'recording % is kept because of a safety signal', NEW.recording_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recording_frozen';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER told AFTER INSERT ON emergency_grant FOR EACH ROW EXECUTE FUNCTION access.tell_granted();
CREATE TRIGGER told AFTER INSERT ON viewing FOR EACH ROW EXECUTE FUNCTION access.tell_viewing();
CREATE TRIGGER told_over AFTER UPDATE ON viewing FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION access.tell_viewing();
CREATE TRIGGER frozen BEFORE INSERT ON erasure_receipt FOR EACH ROW EXECUTE FUNCTION access.refuse_frozen();
CREATE TRIGGER filmed BEFORE DELETE ON recording FOR EACH ROW EXECUTE FUNCTION access.keep_filmed();
CREATE TRIGGER filmed_closed BEFORE UPDATE OF deleted_at ON recording FOR EACH ROW
    WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION access.keep_filmed();
CREATE TRIGGER frozen BEFORE DELETE ON recording_key FOR EACH ROW EXECUTE FUNCTION access.keep_filmed();

REVOKE ALL ON FUNCTION access.recorded_at(uuid), access.recordings_on(uuid, uuid, date), access.office_films(),
    access.recordings_of_person(uuid), access.who_saw(uuid, uuid[], timestamptz, timestamptz),
    access.tell_owner(uuid, text, uuid, text, timestamptz), access.tell_emergency(uuid, text, timestamptz), access.named_signals(), access.may_be_named(uuid, uuid),
    access.freeze(uuid, timestamptz), access.unfreeze(uuid, timestamptz), access.own_signals(), access.office_people(), access.refuse_frozen(),
    access.second_person(uuid), access.tell_granted(), access.tell_viewing(), access.keep_filmed(), access.settled(uuid) FROM PUBLIC;
-- The first two answer for any recording, so they are for the functions here only.
GRANT EXECUTE ON FUNCTION access.office_films(), access.recordings_of_person(uuid),
    access.who_saw(uuid, uuid[], timestamptz, timestamptz), access.tell_owner(uuid, text, uuid, text, timestamptz),
    access.tell_emergency(uuid, text, timestamptz), access.named_signals(), access.may_be_named(uuid, uuid),
    access.freeze(uuid, timestamptz), access.unfreeze(uuid, timestamptz), access.own_signals(), access.office_people(),
    access.second_person(uuid), access.settled(uuid) TO terugblik_app;

-- Policies ---------------------------------------------------------------------------------------------------------

ALTER TABLE privacy_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON privacy_request FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
CREATE POLICY register ON privacy_request FOR INSERT WITH CHECK (
    registered_by = (SELECT access.actor()) AND closed_at IS NULL
    AND holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
    AND (child_id IS NULL OR EXISTS (SELECT FROM child c WHERE c.id = child_id AND c.holder_id = privacy_request.holder_id))
    AND (person_id IS NULL OR person_id = ANY ((SELECT access.people())::uuid[])));
CREATE POLICY handle ON privacy_request FOR UPDATE USING (
    holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])) WITH CHECK (
    closed_by IS NULL OR closed_by = (SELECT access.actor()));

ALTER TABLE privacy_finding ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON privacy_finding FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]));
CREATE POLICY find ON privacy_finding FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
    AND EXISTS (SELECT FROM privacy_request q WHERE q.id = request_id AND q.holder_id = privacy_finding.holder_id
                AND (EXISTS (SELECT FROM access.recordings_of_child(q.child_id) r
                             WHERE r.id = recording_id AND r.owner_id = privacy_finding.owner_id)
                     OR EXISTS (SELECT FROM access.recordings_of_person(q.person_id) r
                                WHERE r.id = recording_id AND r.owner_id = privacy_finding.owner_id))));
CREATE POLICY decide ON privacy_finding FOR UPDATE USING (
    holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])) WITH CHECK (decided_by = (SELECT access.actor()));
CREATE POLICY retain ON privacy_finding FOR SELECT USING ((SELECT access.door()) = 'retain');

ALTER TABLE viewing ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON viewing FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]));
CREATE POLICY plan ON viewing FOR INSERT WITH CHECK (
    officer_id = (SELECT access.actor()) AND ended_at IS NULL
    AND access.settled(holder_id)
    AND NOT holder_id = ANY ((SELECT access.holders('manager', 'administrator'))::uuid[])
    AND holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
    AND EXISTS (SELECT FROM privacy_request q WHERE q.id = request_id AND q.holder_id = viewing.holder_id)
    AND recordings <@ ARRAY(SELECT f.recording_id FROM privacy_finding f WHERE f.request_id = viewing.request_id));
CREATE POLICY finish ON viewing FOR UPDATE USING (
    holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])) WITH CHECK (ended_by = (SELECT access.actor()));

ALTER TABLE emergency_access ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON emergency_access FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
CREATE POLICY ask ON emergency_access FOR INSERT WITH CHECK (
    asked_by = (SELECT access.actor()) AND ended_at IS NULL
    AND holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
    AND NOT holder_id = ANY ((SELECT access.holders('manager'))::uuid[])
    AND EXISTS (SELECT FROM role_assignment r
                WHERE r.person_id = owner_id AND r.holder_id = emergency_access.holder_id AND r.role = 'employee'));
CREATE POLICY finish ON emergency_access FOR UPDATE USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])) WITH CHECK (
    ended_by = (SELECT access.actor()));

ALTER TABLE emergency_grant ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON emergency_grant FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
CREATE POLICY give ON emergency_grant FOR INSERT WITH CHECK (
    granted_by = (SELECT access.actor())
    AND closes_at <= now() + interval '25 hours'
    AND access.second_person(emergency_id)
    AND NOT holder_id = ANY ((SELECT access.holders('manager'))::uuid[])
    AND EXISTS (SELECT FROM emergency_access e WHERE e.id = emergency_id AND e.holder_id = emergency_grant.holder_id
                AND e.ended_at IS NULL));

ALTER TABLE safety_signal ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON safety_signal FOR SELECT USING (
    raised_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.any_role())::uuid[])
    OR holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
CREATE POLICY named ON safety_signal FOR SELECT USING (id = ANY ((SELECT access.named_signals())::uuid[]));
CREATE POLICY raise ON safety_signal FOR INSERT WITH CHECK (
    raised_by = (SELECT access.actor()) AND closed_at IS NULL
    AND (recording_id = ANY ((SELECT access.recordings())::uuid[])
         OR EXISTS (SELECT FROM care_group g WHERE g.id = group_id AND g.holder_id = safety_signal.holder_id
                    AND (g.id = ANY ((SELECT access.care_groups('coach', 'manager'))::uuid[])
                         OR g.holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]))))
    AND holder_id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY close ON safety_signal FOR UPDATE USING (
    id = ANY ((SELECT access.named_signals())::uuid[])
    OR holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])) WITH CHECK (closed_by = (SELECT access.actor()));

ALTER TABLE safety_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON safety_note FOR SELECT USING (
    (author_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.any_role())::uuid[]))
    OR signal_id = ANY ((SELECT access.named_signals())::uuid[]));
CREATE POLICY write ON safety_note FOR INSERT WITH CHECK (
    author_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM safety_signal s WHERE s.id = signal_id AND s.holder_id = safety_note.holder_id));

ALTER TABLE safety_officer ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON safety_officer FOR SELECT USING (EXISTS (SELECT FROM safety_signal s WHERE s.id = signal_id));
CREATE POLICY name ON safety_officer FOR INSERT WITH CHECK (
    named_by = (SELECT access.actor()) AND ended_at IS NULL
    AND EXISTS (SELECT FROM safety_signal s WHERE s.id = signal_id AND s.holder_id = safety_officer.holder_id AND s.closed_at IS NULL)
    AND (SELECT access.may_be_named(signal_id, person_id)));
CREATE POLICY replace ON safety_officer FOR UPDATE USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])) WITH CHECK (ended_at IS NOT NULL);

ALTER TABLE office_played ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON office_played FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]));
CREATE POLICY write ON office_played FOR INSERT WITH CHECK (
    person_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM access.office_films() f
                WHERE f.recording_id = office_played.recording_id AND f.cause = office_played.cause
                  AND f.cause_id = office_played.cause_id AND f.holder_id = office_played.holder_id));

ALTER TABLE breach_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON breach_entry FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
CREATE POLICY write ON breach_entry FOR INSERT WITH CHECK (
    written_by = (SELECT access.actor())
    AND holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));

-- What the office does stands in the log of administration; a signal also where a coach or manager raises it.
CREATE POLICY office ON administration_log FOR INSERT WITH CHECK (
    actor = (SELECT access.actor())::text
    AND act ~ '^(request|finding|viewing|emergency|signal|breach|saw|restore)_'
    AND (holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
         OR (act LIKE 'signal\_%' AND holder_id = ANY ((SELECT access.any_role())::uuid[]))));

CREATE POLICY office ON person FOR SELECT USING (id = ANY ((SELECT access.office_people())::uuid[]));

-- What an officer decided to erase goes as what has had its time goes.
CREATE POLICY retain_decided ON erasure_receipt FOR INSERT WITH CHECK (
    (SELECT access.door()) = 'retain' AND reason = 'erasure_request'
    AND EXISTS (SELECT FROM privacy_finding f
                JOIN recording r ON r.id = f.recording_id
                WHERE f.recording_id = erasure_receipt.recording_id AND f.holder_id = r.holder_id AND f.decision = 'erase'
                  AND f.decided_by = erasure_receipt.requested_by AND r.owner_id = erasure_receipt.owner_id
                  AND r.cycle_id = erasure_receipt.cycle_id AND r.holder_id = erasure_receipt.holder_id));

GRANT SELECT, INSERT ON privacy_request, privacy_finding, viewing, emergency_access, emergency_grant, safety_signal, safety_note,
    safety_officer, office_played, breach_entry TO terugblik_app;
GRANT UPDATE (extended_at, extension_reason, closed_at, closed_by, outcome, answer, version) ON privacy_request TO terugblik_app;
GRANT UPDATE (decision, reason, decided_by, decided_at) ON privacy_finding TO terugblik_app;
GRANT UPDATE (ended_at, ended_by) ON viewing, emergency_access TO terugblik_app;
GRANT UPDATE (closed_at, closed_by) ON safety_signal TO terugblik_app;
GRANT UPDATE (ended_at) ON safety_officer TO terugblik_app;
