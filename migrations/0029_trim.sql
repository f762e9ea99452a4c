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
-- counts until the camera is removed or cut there after all; of the recording itself nothing went then. For who sees the
-- recording, and the officer.
CREATE FUNCTION access.open_cuts(of_recording uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*)
        FROM trim c
        JOIN recording r ON r.id = c.recording_id
        WHERE (r.id = of_recording OR r.angle_of = of_recording)
          AND r.deleted_at IS NULL
          AND (of_recording = ANY ((SELECT access.recordings())::uuid[])
               OR r.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]))
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
                     AND (of_recording = ANY ((SELECT access.recordings())::uuid[])
                          OR c.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])))
       AND access.open_cuts(of_recording) = 0;
END
$$;

-- The recording of an open task of the officer's holder and its further cameras: what somebody must know to cut. No title,
-- question or mark.
CREATE FUNCTION access.task_cameras(of_task uuid)
RETURNS TABLE (id uuid, holder_id uuid, owner_id uuid, angle_of uuid, source text, state text, duration_ms bigint, zero_at timestamptz,
               locked_at timestamptz, frozen_at timestamptz, found_ms bigint, placed text, hand_ms bigint, clock_ms bigint, joined boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT r.id, r.holder_id, r.owner_id, r.angle_of, COALESCE(a.source, ''), r.state, COALESCE(r.duration_ms, 0)::bigint, r.zero_at,
           r.locked_at, r.frozen_at, a.found_ms, COALESCE(a.placed, ''), a.hand_ms,
           round(extract(epoch FROM r.zero_at - m.zero_at) * 1000)::bigint,
           EXISTS (SELECT FROM ingest_token t WHERE t.recording_id = r.id)
    FROM consent_task k
    JOIN recording m ON m.id = k.recording_id AND m.deleted_at IS NULL
    JOIN recording r ON (r.id = m.id OR r.angle_of = m.id) AND r.deleted_at IS NULL
    LEFT JOIN angle a ON a.id = r.id
    WHERE k.id = of_task
      AND k.done_at IS NULL
      AND k.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
    ORDER BY r.angle_of IS NOT NULL, r.id;
END
$$;

-- Asks for the cuts of an open task as its officer: the first is of the recording, the others of its further cameras. False
-- where there is no such task, or the recording is locked for more than a child.
CREATE FUNCTION access.cut_for_task(of_task uuid, ids uuid[], recordings uuid[], starts bigint[], ends bigint[], at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    cameras uuid[];
    main record;
BEGIN
    SELECT array_agg(c.id) INTO cameras FROM access.task_cameras(of_task) c;
    SELECT r.id, r.holder_id, r.owner_id INTO main FROM recording r WHERE r.id = recordings[1] AND r.angle_of IS NULL FOR UPDATE;
    IF cameras IS NULL OR main.id IS NULL OR NOT recordings <@ cameras
       OR EXISTS (SELECT FROM recording_lock l WHERE l.recording_id = main.id AND l.lifted_at IS NULL AND l.reason <> 'child_consent') THEN
        RETURN false;
    END IF;
    INSERT INTO trim (id, holder_id, recording_id, with_id, asked_by, asked_at, reason, start_ms, end_ms)
    SELECT ids[i], main.holder_id, recordings[i], CASE WHEN i > 1 THEN ids[1] END, access.actor(), at, 'consent', starts[i], ends[i]
    FROM generate_subscripts(ids, 1) i
    ORDER BY i;
    -- Nothing more is taken in of what a device still has.
    DELETE FROM join_code WHERE angle_id = ANY (cameras);
    DELETE FROM ingest_token WHERE recording_id = ANY (cameras);
    UPDATE upload SET ended_at = at
    WHERE recording_id = ANY (cameras) AND kept_at IS NULL AND ended_at IS NULL
      AND (purpose <> 'film' OR EXISTS (SELECT FROM recording r WHERE r.id = upload.recording_id AND r.state <> 'ready'));
    UPDATE recording SET pending_device = false WHERE id = ANY (cameras) AND pending_device;
    INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id)
    VALUES (gen_random_uuid(), main.holder_id, at, access.actor()::text, 'trim', main.id, main.owner_id);
    PERFORM pg_notify('terugblik', 'recording:' || main.id);
    RETURN true;
END
$$;

-- Her word that a child was cut out of what she had cut: the task is done, the lock because of it lifted, and the roster has
-- the child out of view. False where something is still to be cut.
CREATE FUNCTION access.end_cut_task(of_task uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    k record;
BEGIN
    SELECT t.* INTO k FROM consent_task t
    WHERE t.id = of_task AND EXISTS (SELECT FROM access.task_cameras(of_task)) AND access.cut_since(t.recording_id, t.made_at)
    FOR UPDATE;
    IF k.id IS NULL THEN
        RETURN false;
    END IF;
    UPDATE recording_lock SET lifted_at = at, lifted_by = access.actor()::text
    WHERE recording_id = k.recording_id AND reason = 'child_consent' AND cause_id = k.child_id AND lifted_at IS NULL;
    UPDATE roster_child SET seen = 'keep_out'
    FROM roster o
    WHERE o.id = roster_id AND o.recording_id = k.recording_id AND child_id = k.child_id;
    UPDATE consent_task SET done_how = 'trimmed', done_at = at, done_by = access.actor()::text WHERE id = k.id AND done_at IS NULL;
    RETURN true;
END
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION access.open_cuts(uuid), access.cut_since(uuid, timestamptz), access.task_cameras(uuid),
    access.cut_for_task(uuid, uuid[], uuid[], bigint[], bigint[], timestamptz), access.end_cut_task(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.open_cuts(uuid), access.cut_since(uuid, timestamptz), access.task_cameras(uuid),
    access.cut_for_task(uuid, uuid[], uuid[], bigint[], bigint[], timestamptz), access.end_cut_task(uuid, timestamptz) TO terugblik_app;

-- What a signal holds is not cut either; what comes back with a backup has been cut before.
CREATE TRIGGER frozen BEFORE INSERT ON trim FOR EACH ROW WHEN (NEW.reason <> 'restored') EXECUTE FUNCTION access.refuse_frozen();

ALTER TABLE trim ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON trim FOR SELECT USING (recording_id = ANY ((SELECT access.recordings())::uuid[]));
CREATE POLICY officer ON trim FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
    AND EXISTS (SELECT FROM consent_task k WHERE k.recording_id = trim.recording_id));
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
