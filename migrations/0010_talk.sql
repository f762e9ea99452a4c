-- The review talk: both look at one place in the film, write down what is said, and she says whether it was said so.

-- +goose Up
-- Planned, running, held: a talk is derived from its dates. The playhead is the place that both look at.
CREATE TABLE talk (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    cycle_id uuid NOT NULL REFERENCES cycle,
    created_by uuid NOT NULL REFERENCES person,
    created_at timestamptz NOT NULL,
    planned_for timestamptz,
    started_by uuid REFERENCES person,
    started_at timestamptz,
    ended_at timestamptz,
    setting text NOT NULL CONSTRAINT talk_setting_known CHECK (setting IN ('together', 'apart')),
    step text NOT NULL DEFAULT 'look' CONSTRAINT talk_step_known CHECK (
        step IN ('look', 'child', 'you', 'after', 'why', 'question', 'more', 'need', 'when')),
    moment_id uuid REFERENCES feedback_moment ON DELETE SET NULL,
    recording_id uuid REFERENCES recording,
    position_ms bigint NOT NULL DEFAULT 0 CONSTRAINT talk_position CHECK (position_ms >= 0),
    loop_start_ms bigint,
    loop_end_ms bigint,
    playing boolean NOT NULL DEFAULT false,
    rate_percent integer NOT NULL DEFAULT 100 CONSTRAINT talk_rate CHECK (rate_percent BETWEEN 25 AND 200),
    playhead_number integer NOT NULL DEFAULT 0,    -- counts the touches, so that a late answer is known as late
    playhead_by uuid REFERENCES person,
    playhead_at timestamptz,                       -- the server's time when it was at position_ms
    CONSTRAINT talk_dates CHECK (ended_at IS NULL OR started_at IS NULL OR ended_at >= started_at),
    CONSTRAINT talk_loop CHECK ((loop_start_ms IS NULL) = (loop_end_ms IS NULL) AND loop_start_ms >= 0 AND loop_end_ms > loop_start_ms)
);
CREATE UNIQUE INDEX talk_open_once ON talk (cycle_id) WHERE ended_at IS NULL;
CREATE INDEX talk_cycle ON talk (cycle_id, created_at);

-- In the talk the coach's mark opens after her words were written down, by either of them, or when she skips.
CREATE TABLE talk_opening (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    talk_id uuid NOT NULL REFERENCES talk,
    moment_id uuid NOT NULL REFERENCES feedback_moment ON DELETE CASCADE CONSTRAINT talk_opening_once UNIQUE,
    opened_by uuid NOT NULL REFERENCES person,
    skipped boolean NOT NULL,
    opened_at timestamptz NOT NULL
);
CREATE INDEX talk_opening_talk ON talk_opening (talk_id);

CREATE TABLE talk_note (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    talk_id uuid NOT NULL REFERENCES talk,
    author_id uuid NOT NULL REFERENCES person,     -- who typed it
    voice text NOT NULL CONSTRAINT talk_note_voice_known CHECK (voice IN ('employee', 'coach')), -- whose words it is
    kind text NOT NULL CONSTRAINT talk_note_kind_known CHECK (kind IN ('word', 'insight', 'agreement')),
    step text NOT NULL,
    text text NOT NULL CONSTRAINT talk_note_text_length CHECK (length(text) <= 4000),
    moment_id uuid REFERENCES feedback_moment ON DELETE SET NULL,
    recording_id uuid REFERENCES recording,
    position_ms bigint CONSTRAINT talk_note_position CHECK (position_ms >= 0),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    approved_at timestamptz,                       -- she said: so I said it
    withdrawn_at timestamptz,                      -- from then on the text is gone
    CONSTRAINT talk_note_place CHECK ((recording_id IS NULL) = (position_ms IS NULL)),
    CONSTRAINT talk_note_says_something CHECK ((text = '') = (withdrawn_at IS NOT NULL))
);
CREATE INDEX talk_note_talk ON talk_note (talk_id, created_at, id);

-- Minutes of a talk are confirmed once.
ALTER TABLE coaching_entry ADD COLUMN talk_id uuid REFERENCES talk CONSTRAINT coaching_entry_talk_once UNIQUE;

-- Who sees it -----------------------------------------------------------------------------------

-- +goose StatementBegin
CREATE FUNCTION access.own_talks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM talk
        WHERE cycle_id = ANY ((SELECT access.own_cycles())::uuid[]));
END
$$;

CREATE FUNCTION access.coached_talks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM talk
        WHERE cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]));
END
$$;

-- As before, and also what opened in the talk.
CREATE OR REPLACE FUNCTION access.opened_marks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(m.annotation_id), '{}')
        FROM feedback_moment m
        WHERE m.recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
          AND (EXISTS (SELECT FROM look l WHERE l.moment_id = m.id AND l.employee_id = (SELECT access.actor()))
               OR EXISTS (SELECT FROM talk_opening o WHERE o.moment_id = m.id)));
END
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION access.own_talks(), access.coached_talks() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.own_talks(), access.coached_talks() TO terugblik_app;

ALTER TABLE talk ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON talk FOR SELECT USING (
    cycle_id = ANY ((SELECT access.own_cycles())::uuid[]) OR cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]));
CREATE POLICY open ON talk FOR INSERT WITH CHECK (
    created_by = (SELECT access.actor())
    AND (cycle_id = ANY ((SELECT access.own_cycles())::uuid[]) OR cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]))
    AND EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.holder_id = talk.holder_id));
CREATE POLICY lead ON talk FOR UPDATE USING (
    cycle_id = ANY ((SELECT access.own_cycles())::uuid[]) OR cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]));

ALTER TABLE talk_opening ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON talk_opening FOR SELECT USING (
    moment_id = ANY ((SELECT access.own_moments())::uuid[]) OR moment_id = ANY ((SELECT access.coached_moments())::uuid[]));
CREATE POLICY open ON talk_opening FOR INSERT WITH CHECK (
    opened_by = (SELECT access.actor())
    AND (moment_id = ANY ((SELECT access.own_moments())::uuid[]) OR moment_id = ANY ((SELECT access.coached_moments())::uuid[]))
    AND EXISTS (SELECT FROM talk t
                JOIN feedback_release f ON f.cycle_id = t.cycle_id
                JOIN feedback_moment m ON m.release_id = f.id
                WHERE t.id = talk_id AND m.id = talk_opening.moment_id AND t.holder_id = talk_opening.holder_id));

-- What she approved stays with the two of them; what waits for her and lies at a place in a film goes with that film.
ALTER TABLE talk_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON talk_note FOR SELECT USING (
    talk_id = ANY ((SELECT access.own_talks())::uuid[])
    OR (talk_id = ANY ((SELECT access.coached_talks())::uuid[])
        AND (recording_id IS NULL OR approved_at IS NOT NULL OR recording_id = ANY ((SELECT access.coached_recordings())::uuid[]))));
CREATE POLICY write ON talk_note FOR INSERT WITH CHECK (
    author_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM talk t WHERE t.id = talk_id AND t.holder_id = talk_note.holder_id)
    AND (talk_id = ANY ((SELECT access.own_talks())::uuid[])
         OR (talk_id = ANY ((SELECT access.coached_talks())::uuid[]) AND approved_at IS NULL
             AND (recording_id IS NULL OR recording_id = ANY ((SELECT access.coached_recordings())::uuid[])))));
-- Her own, and what stands there as hers.
CREATE POLICY own ON talk_note FOR UPDATE USING (
    talk_id = ANY ((SELECT access.own_talks())::uuid[])
    AND (author_id = (SELECT access.actor()) OR voice = 'employee' OR kind = 'agreement'));
-- The coach's hand never approves, and what she changes waits for approval again.
CREATE POLICY author ON talk_note FOR UPDATE USING (
    talk_id = ANY ((SELECT access.coached_talks())::uuid[]) AND author_id = (SELECT access.actor()))
    WITH CHECK (
    talk_id = ANY ((SELECT access.coached_talks())::uuid[]) AND author_id = (SELECT access.actor()) AND approved_at IS NULL);

GRANT SELECT, INSERT ON talk, talk_opening, talk_note TO terugblik_app;
GRANT UPDATE (planned_for, started_by, started_at, ended_at, setting, step, moment_id, recording_id, position_ms, loop_start_ms,
              loop_end_ms, playing, rate_percent, playhead_number, playhead_by, playhead_at) ON talk TO terugblik_app;
GRANT UPDATE (kind, voice, text, version, updated_at, approved_at, withdrawn_at) ON talk_note TO terugblik_app;
