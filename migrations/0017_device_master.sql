-- What the device itself recorded: uploads of several purposes, and the takes that device masters become.

-- +goose Up
-- A film fills an empty recording and its row goes when it can be watched. A device master belongs to a recording that
-- may have takes already; its row stays, and says what was kept of it. An angle is another camera's file.
ALTER TABLE upload
    DROP CONSTRAINT upload_once,
    DROP CONSTRAINT upload_size,
    ALTER COLUMN size DROP NOT NULL,               -- a device tells it with the last bytes
    ADD COLUMN purpose text NOT NULL DEFAULT 'film' CONSTRAINT upload_purpose_known CHECK (purpose IN ('film', 'device', 'angle')),
    ADD COLUMN file text NOT NULL DEFAULT 'upload', -- the name of its partial file
    ADD COLUMN age_ms bigint,                      -- how long its recorder ran at created_at, by the device's own clock
    ADD COLUMN mime text NOT NULL DEFAULT '',
    ADD COLUMN sha256 text,                        -- of the bytes as they came, in hex, once they are checked
    ADD COLUMN reason text NOT NULL DEFAULT '',    -- why it was refused; a stable code
    ADD COLUMN take_number integer,                -- which take it became
    ADD COLUMN kept_at timestamptz,                -- whole, read through, placed on the clock, and synced
    ADD COLUMN erased_at timestamptz,              -- its bytes are gone, and the row stays to say why
    ADD CONSTRAINT upload_size CHECK (size BETWEEN 1 AND 21474836480),
    ADD CONSTRAINT upload_size_told CHECK (size IS NOT NULL OR purpose = 'device' AND completed_at IS NULL),
    ADD CONSTRAINT upload_age CHECK (age_ms BETWEEN 0 AND 31622400000),
    ADD CONSTRAINT upload_mime_length CHECK (length(mime) <= 200),
    ADD CONSTRAINT upload_kept CHECK (kept_at IS NULL OR (sha256 IS NOT NULL AND take_number IS NOT NULL AND ended_at IS NULL));
ALTER TABLE upload ALTER COLUMN file DROP DEFAULT;
CREATE UNIQUE INDEX upload_once ON upload (recording_id) WHERE purpose = 'film';
CREATE INDEX upload_recording ON upload (recording_id, created_at);

ALTER TABLE take
    DROP CONSTRAINT take_source_known,
    ADD CONSTRAINT take_source_known CHECK (source IN ('live', 'upload', 'device')),
    ADD COLUMN timing text NOT NULL DEFAULT '';    -- the file that says which time of the take's file is which on the clock

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION access.lost_uploads() RETURNS uuid[]
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
               -- What a device still holds of a recording belongs to it, also when coaching rests or has ended.
               OR (u.purpose <> 'device'
                   AND (r.locked_at IS NOT NULL
                        OR c.closed_at IS NOT NULL
                        OR t.ended_at IS NOT NULL
                        OR (h.recording_confirmed_at IS NULL AND h.demo_version IS NULL) -- as coaching.Holder.MayRecord
                        OR EXISTS (SELECT FROM trajectory_pause p WHERE p.trajectory_id = t.id AND p.resumed_at IS NULL)))
               OR NOT EXISTS (SELECT FROM role_assignment a
                              WHERE a.person_id = u.created_by
                                AND a.holder_id = u.holder_id
                                AND a.role = 'employee'
                                AND a.valid_from <= now()
                                AND (a.valid_until IS NULL OR a.valid_until > now()))));
END
$$;
-- +goose StatementEnd

DROP POLICY begin_upload ON upload;
CREATE POLICY begin_upload ON upload FOR INSERT WITH CHECK (
    created_by = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.holder_id = upload.holder_id
                AND r.deleted_at IS NULL AND (r.state = 'planned' OR purpose <> 'film')));
DROP POLICY write_media ON upload;
CREATE POLICY write_media ON upload FOR UPDATE USING ((SELECT access.door()) IN ('ingest', 'finalise', 'transcode', 'erase'));

DROP POLICY adopt ON take;
CREATE POLICY adopt ON take FOR INSERT WITH CHECK ((SELECT access.door()) = 'finalise'
    AND (source = 'upload' AND number = 1 OR source = 'device'));

GRANT UPDATE (size, sha256, reason, take_number, kept_at, erased_at) ON upload TO terugblik_app;
