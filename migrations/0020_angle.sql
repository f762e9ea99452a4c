-- Several cameras in one recording. A further camera is a recording of its own that belongs to another one: film comes
-- in, is kept, made watchable and erased as that of any recording, under a key of its own. It stands in no list, carries
-- no marks, and who may see the recording sees its cameras. See docs/decisions/0020-angles.md.

-- +goose Up
ALTER TABLE recording
    ADD COLUMN angle_of uuid REFERENCES recording ON DELETE CASCADE;
CREATE INDEX recording_angle_of ON recording (angle_of) WHERE angle_of IS NOT NULL;
ALTER TABLE erasure_receipt
    ADD COLUMN angle_of uuid;                      -- the recording whose camera it was

-- What makes a recording a camera of another one. Number 1 is the recording itself.
CREATE TABLE angle (
    id uuid PRIMARY KEY REFERENCES recording ON DELETE CASCADE,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    number integer NOT NULL CONSTRAINT angle_number CHECK (number BETWEEN 2 AND 9),
    name text NOT NULL CONSTRAINT angle_name_length CHECK (length(name) BETWEEN 1 AND 60),
    source text NOT NULL CONSTRAINT angle_source_known CHECK (source IN ('live', 'file')),
    created_at timestamptz NOT NULL,
    found_ms bigint,                               -- where its zero lies on the clock of the recording, as was found
    placed text NOT NULL DEFAULT '' CONSTRAINT angle_placed_known CHECK (placed IN ('', 'clock', 'sound', 'none')),
    confidence real NOT NULL DEFAULT 0 CONSTRAINT angle_confidence CHECK (confidence BETWEEN 0 AND 1),
    placed_for text NOT NULL DEFAULT '',           -- the versions of both that it was found with
    hand_ms bigint CONSTRAINT angle_hand CHECK (abs(hand_ms) <= 86400000), -- instead of found_ms, by its owner
    CONSTRAINT angle_number_unique UNIQUE (recording_id, number)
);

-- A code that lets one device film for one angle. It goes when it is used.
CREATE TABLE join_code (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    angle_id uuid NOT NULL CONSTRAINT join_code_once UNIQUE REFERENCES angle ON DELETE CASCADE,
    code_hash bytea NOT NULL CONSTRAINT join_code_hash_unique UNIQUE,
    created_by uuid NOT NULL REFERENCES person,
    welcome text NOT NULL,                         -- whose recording it is, as the device is told: a first name
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

-- A camera is shared with the recording that it belongs to.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION access.coached_recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(r.id), '{}')
        FROM recording r
        JOIN recording_share s ON s.recording_id = COALESCE(r.angle_of, r.id) AND s.withdrawn_at IS NULL
        WHERE r.cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
          AND r.deleted_at IS NULL);
END
$$;
-- +goose StatementEnd

DROP POLICY create_own ON recording;
CREATE POLICY create_own ON recording FOR INSERT WITH CHECK (
    owner_id = (SELECT access.actor()) AND planned_by = (SELECT access.actor()) AND state = 'planned'
    AND cycle_id = ANY ((SELECT access.own_cycles())::uuid[])
    AND (angle_of IS NULL OR angle_of = ANY ((SELECT access.owned_recordings())::uuid[]))
    AND EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.holder_id = recording.holder_id));
DROP POLICY create_plan ON recording;
CREATE POLICY create_plan ON recording FOR INSERT WITH CHECK (
    planned_by = (SELECT access.actor()) AND state = 'planned' AND accepted_at IS NULL AND angle_of IS NULL
    AND cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
    AND EXISTS (SELECT FROM cycle c JOIN trajectory t ON t.id = c.trajectory_id
                WHERE c.id = cycle_id AND t.employee_id = owner_id AND t.holder_id = recording.holder_id));
DROP POLICY share ON recording_share;
CREATE POLICY share ON recording_share FOR INSERT WITH CHECK (
    recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
    AND NOT EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.angle_of IS NOT NULL));

ALTER TABLE angle ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON angle FOR SELECT USING (recording_id = ANY ((SELECT access.recordings())::uuid[]));
CREATE POLICY add ON angle FOR INSERT WITH CHECK (
    recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
    AND EXISTS (SELECT FROM recording r WHERE r.id = angle.id AND r.angle_of = angle.recording_id AND r.holder_id = angle.holder_id));
CREATE POLICY change ON angle FOR UPDATE USING (recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY read_media ON angle FOR SELECT USING ((SELECT access.door()) IN ('transcode', 'erase', 'export'));
CREATE POLICY place ON angle FOR UPDATE USING ((SELECT access.door()) = 'transcode');
CREATE POLICY erase ON angle FOR DELETE USING ((SELECT access.door()) = 'erase');

ALTER TABLE join_code ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON join_code USING (
    created_by = (SELECT access.actor()) AND angle_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY enter ON join_code USING ((SELECT access.door()) = 'join') WITH CHECK (false);

-- Whoever brings the code gets a token for its angle and for nothing else.
CREATE POLICY enter ON ingest_token FOR INSERT WITH CHECK (
    (SELECT access.door()) = 'join'
    AND EXISTS (SELECT FROM join_code c
                WHERE c.angle_id = recording_id AND c.holder_id = ingest_token.holder_id AND c.created_by = ingest_token.created_by));

GRANT SELECT, INSERT, DELETE ON angle TO terugblik_app;
GRANT UPDATE (name, found_ms, placed, confidence, placed_for, hand_ms) ON angle TO terugblik_app;
GRANT SELECT, INSERT, DELETE ON join_code TO terugblik_app;
