-- A stretch that is cut out of a recording for good: what was asked, what went, and when it was done. What is cut is in no
-- file any more, and the key that opened the files before is destroyed. See docs/decisions/0029-cutting-for-good.md.

-- +goose Up
CREATE TABLE trim (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    with_id uuid REFERENCES trim ON DELETE CASCADE, -- of a further camera: the one of the recording
    asked_by uuid NOT NULL REFERENCES person,
    asked_at timestamptz NOT NULL,
    reason text NOT NULL CONSTRAINT trim_reason_known CHECK (reason IN ('consent', 'other', 'restored')),
    start_ms bigint NOT NULL CONSTRAINT trim_start CHECK (start_ms >= 0),
    end_ms bigint NOT NULL,
    from_ms bigint,                                 -- what was cut: never less than was asked
    to_ms bigint,
    switched_at timestamptz,                        -- from then on the old files cannot be read
    done_at timestamptz,                            -- and from then on they are not there
    failed_at timestamptz,
    failure text NOT NULL DEFAULT '',
    files integer NOT NULL DEFAULT 0,               -- that were destroyed
    bytes bigint NOT NULL DEFAULT 0,
    CONSTRAINT trim_order CHECK (end_ms > start_ms),
    CONSTRAINT trim_cut CHECK ((switched_at IS NULL) = (from_ms IS NULL) AND (switched_at IS NULL) = (to_ms IS NULL)
                               AND (from_ms <= start_ms AND to_ms >= end_ms)),
    CONSTRAINT trim_ends CHECK (NOT (switched_at IS NOT NULL AND failed_at IS NOT NULL) AND NOT (done_at IS NOT NULL AND switched_at IS NULL))
);
CREATE INDEX trim_recording ON trim (recording_id, asked_at, id);
CREATE INDEX trim_with ON trim (with_id) WHERE with_id IS NOT NULL;
CREATE UNIQUE INDEX trim_open_once ON trim (recording_id) WHERE done_at IS NULL AND failed_at IS NULL AND reason <> 'restored';

-- The key under which the files are sealed anew; it takes the place of the other when all of them are there.
ALTER TABLE recording_key
    ADD COLUMN next_wrapped bytea;

-- +goose StatementBegin
-- How much is still to be cut out of a recording and its further cameras. What could not be cut out of a further camera
-- counts until the camera is removed or cut there after all; of the recording itself nothing went then.
CREATE FUNCTION access.open_cuts(of_recording uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*)
        FROM trim c
        JOIN recording r ON r.id = c.recording_id
        WHERE (r.id = of_recording OR r.angle_of = of_recording)
          AND (r.holder_id = ANY ((SELECT access.any_role())::uuid[]) OR (SELECT access.door()) IS NOT NULL)
          AND r.deleted_at IS NULL
          AND c.done_at IS NULL
          AND (c.failed_at IS NULL
               OR (r.angle_of IS NOT NULL
                   AND NOT EXISTS (SELECT FROM trim d
                                   WHERE d.recording_id = c.recording_id AND d.done_at IS NOT NULL
                                     AND d.from_ms <= c.start_ms AND d.to_ms >= c.end_ms))));
END
$$;

-- Whether something was cut out of a recording since, and of every camera.
CREATE FUNCTION access.cut_since(of_recording uuid, since timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM trim c
                   WHERE c.recording_id = of_recording AND c.done_at IS NOT NULL AND c.asked_at >= since
                     AND (c.holder_id = ANY ((SELECT access.any_role())::uuid[]) OR (SELECT access.door()) IS NOT NULL))
       AND access.open_cuts(of_recording) = 0;
END
$$;

-- As in 0024; or something was cut out since, of every camera.
CREATE OR REPLACE FUNCTION access.child_out_of_the_way(of_recording uuid, child uuid, since timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN of_recording = ANY ((SELECT access.recordings())::uuid[])
       AND (EXISTS (SELECT FROM effective_consent e
                    WHERE e.child_id = child AND e.purpose = 'vib_individual' AND e.allowed)
            OR access.cut_since(of_recording, since));
END
$$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION access.open_cuts(uuid), access.cut_since(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.open_cuts(uuid), access.cut_since(uuid, timestamptz) TO terugblik_app;

-- What a signal holds is not cut either; what comes back with a backup has been cut before.
CREATE TRIGGER frozen BEFORE INSERT ON trim FOR EACH ROW WHEN (NEW.reason <> 'restored') EXECUTE FUNCTION access.refuse_frozen();

ALTER TABLE trim ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON trim FOR SELECT USING (recording_id = ANY ((SELECT access.recordings())::uuid[]));
CREATE POLICY ask ON trim FOR INSERT WITH CHECK (
    asked_by = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
    AND switched_at IS NULL AND failed_at IS NULL AND reason <> 'restored'
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.holder_id = trim.holder_id));
CREATE POLICY read_media ON trim FOR SELECT USING ((SELECT access.door()) IN ('trim', 'transcode', 'export'));
CREATE POLICY cut ON trim FOR UPDATE USING ((SELECT access.door()) = 'trim');
CREATE POLICY erase ON trim USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

-- Who was cut out is out of view from then on.
CREATE POLICY cut_out ON roster_child FOR UPDATE USING (
    EXISTS (SELECT FROM roster o
            JOIN consent_task k ON k.recording_id = o.recording_id AND k.child_id = roster_child.child_id AND k.done_at IS NULL
            WHERE o.id = roster_id
              AND o.recording_id = ANY ((SELECT access.recordings())::uuid[])
              AND access.cut_since(o.recording_id, k.made_at))) WITH CHECK (seen = 'keep_out');

CREATE POLICY read_trim ON recording FOR SELECT USING ((SELECT access.door()) = 'trim');
CREATE POLICY write_trim ON recording FOR UPDATE USING ((SELECT access.door()) = 'trim');
CREATE POLICY read_trim ON take FOR SELECT USING ((SELECT access.door()) = 'trim');
CREATE POLICY write_trim ON take FOR UPDATE USING ((SELECT access.door()) = 'trim');
CREATE POLICY read_trim ON gap FOR SELECT USING ((SELECT access.door()) = 'trim');
CREATE POLICY read_trim ON upload FOR SELECT USING ((SELECT access.door()) = 'trim');
CREATE POLICY read_trim ON annotation FOR SELECT USING ((SELECT access.door()) = 'trim');
CREATE POLICY write_trim ON annotation FOR UPDATE USING ((SELECT access.door()) = 'trim');
CREATE POLICY read_trim ON feedback_moment FOR SELECT USING ((SELECT access.door()) = 'trim');
CREATE POLICY write_trim ON feedback_moment FOR UPDATE USING ((SELECT access.door()) = 'trim');
CREATE POLICY read_trim ON recording_key FOR SELECT USING ((SELECT access.door()) = 'trim');
CREATE POLICY write_trim ON recording_key FOR UPDATE USING ((SELECT access.door()) = 'trim');

GRANT SELECT, INSERT, DELETE ON trim TO terugblik_app;
GRANT UPDATE (from_ms, to_ms, switched_at, done_at, failed_at, failure, files, bytes) ON trim TO terugblik_app;
GRANT UPDATE (wrapped, next_wrapped) ON recording_key TO terugblik_app;
GRANT UPDATE (timing) ON take TO terugblik_app;
GRANT UPDATE (end_ms) ON feedback_moment TO terugblik_app;
