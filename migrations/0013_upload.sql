-- Films that come as a file: what is under way, and of which takes they became the source.

-- +goose Up
ALTER TABLE take
    ADD COLUMN source text NOT NULL DEFAULT 'live' CONSTRAINT take_source_known CHECK (source IN ('live', 'upload')),
    ADD COLUMN lead_ms bigint NOT NULL DEFAULT 0;  -- what of its file lies before its start

-- One at a time per recording. How much has come is in the file itself; received is for lists. The row goes when the
-- film can be watched, or when what came of it is erased.
CREATE TABLE upload (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL CONSTRAINT upload_once UNIQUE REFERENCES recording ON DELETE CASCADE,
    created_by uuid NOT NULL REFERENCES person,
    node text NOT NULL,                            -- the server that holds its bytes
    name text NOT NULL CONSTRAINT upload_name_length CHECK (length(name) <= 200),
    size bigint NOT NULL CONSTRAINT upload_size CHECK (size BETWEEN 1 AND 2147483648),
    received bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,                  -- when something came last
    completed_at timestamptz,                      -- when the last byte had come
    ended_at timestamptz                           -- stopped, lost or failed: its bytes are to be erased
);
CREATE INDEX upload_person ON upload (created_by);

-- Uploads that may not go on: their maker is no employee of the holder any more, their recording is gone or locked, the
-- trajectory rests or has ended, the cycle is closed, or recording has been switched off. For the door only.
-- +goose StatementBegin
CREATE FUNCTION access.lost_uploads() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(u.id), '{}')
        FROM upload u
        JOIN recording r ON r.id = u.recording_id
        JOIN cycle c ON c.id = r.cycle_id
        JOIN trajectory t ON t.id = c.trajectory_id
        JOIN holder h ON h.id = u.holder_id
        WHERE (SELECT access.door()) = 'ingest'
          AND u.completed_at IS NULL
          AND u.ended_at IS NULL
          AND (r.deleted_at IS NOT NULL
               OR r.locked_at IS NOT NULL
               OR c.closed_at IS NOT NULL
               OR t.ended_at IS NOT NULL
               OR (h.recording_confirmed_at IS NULL AND h.demo_version IS NULL) -- as coaching.Holder.MayRecord
               OR EXISTS (SELECT FROM trajectory_pause p WHERE p.trajectory_id = t.id AND p.resumed_at IS NULL)
               OR NOT EXISTS (SELECT FROM role_assignment a
                              WHERE a.person_id = u.created_by
                                AND a.holder_id = u.holder_id
                                AND a.role = 'employee'
                                AND a.valid_from <= now()
                                AND (a.valid_until IS NULL OR a.valid_until > now()))));
END
$$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION access.lost_uploads() TO terugblik_app;

ALTER TABLE upload ENABLE ROW LEVEL SECURITY;
-- Hers alone, also where she shares the recording: nothing of it can be watched yet.
CREATE POLICY see ON upload FOR SELECT USING (
    created_by = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY begin_upload ON upload FOR INSERT WITH CHECK (
    created_by = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.holder_id = upload.holder_id AND r.state = 'planned'));
CREATE POLICY carry_on ON upload FOR UPDATE USING (
    created_by = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY read_media ON upload FOR SELECT USING ((SELECT access.door()) IN ('ingest', 'finalise', 'transcode', 'erase'));
CREATE POLICY write_media ON upload FOR UPDATE USING ((SELECT access.door()) IN ('ingest', 'finalise', 'transcode'));
CREATE POLICY erase ON upload FOR DELETE USING ((SELECT access.door()) IN ('transcode', 'erase'));

DROP POLICY begin_take ON take;
CREATE POLICY begin_take ON take FOR INSERT WITH CHECK ((SELECT access.door()) = 'ingest' AND source = 'live');
CREATE POLICY adopt ON take FOR INSERT WITH CHECK ((SELECT access.door()) = 'finalise' AND source = 'upload' AND number = 1);

GRANT SELECT, INSERT, DELETE ON upload TO terugblik_app;
GRANT UPDATE (received, last_at, completed_at, ended_at) ON upload TO terugblik_app;
