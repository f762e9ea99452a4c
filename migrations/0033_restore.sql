-- What a server that was put back from a backup does not know, and what waits until somebody has looked. See
-- docs/decisions/0033-after-a-restore.md.

-- +goose Up
-- Between these two moments something may have been taken back of which this database knows nothing.
CREATE TABLE restore (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    backup_at timestamptz NOT NULL,                -- the moment of the backup
    restored_at timestamptz NOT NULL,              -- when it was put back
    confirmed_at timestamptz,                      -- somebody answers for what is known now
    confirmed_by uuid REFERENCES person,
    thawed_at timestamptz,                         -- nobody did in time: what is locked may be erased again
    CONSTRAINT restore_confirmed CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL))
);
CREATE INDEX restore_holder ON restore (holder_id);
CREATE INDEX restore_open ON restore (holder_id) WHERE confirmed_at IS NULL;

ALTER TABLE recording_lock DROP CONSTRAINT recording_lock_reason_known;
ALTER TABLE recording_lock ADD CONSTRAINT recording_lock_reason_known
    CHECK (reason IN ('child_consent', 'access_request', 'safety_signal', 'restore'));

-- A share that a restore ended, until she has said whether it is still right.
ALTER TABLE recording_share
    ADD COLUMN restore_id uuid REFERENCES restore,
    ADD COLUMN answered_at timestamptz;
CREATE INDEX recording_share_unanswered ON recording_share (recording_id) WHERE restore_id IS NOT NULL AND answered_at IS NULL;
GRANT UPDATE (answered_at) ON recording_share TO terugblik_app;

-- +goose StatementBegin
-- As in 0024; a signal holds it, or may have, and nobody has looked yet.
CREATE OR REPLACE FUNCTION access.frozen_since(of_recording uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT min(k.made_at)
        FROM recording_lock k
        LEFT JOIN restore x ON x.id = k.cause_id
        WHERE k.recording_id = of_recording
          AND k.lifted_at IS NULL
          AND (k.reason = 'safety_signal' OR k.reason = 'restore' AND x.thawed_at IS NULL));
END
$$;

-- What follows when somebody has looked, or nobody did in time: who confirms need not see the recordings.
CREATE FUNCTION access.settle_restore() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.confirmed_at IS NOT NULL AND OLD.confirmed_at IS NULL THEN
        UPDATE recording_lock
        SET lifted_at = GREATEST(made_at, NEW.confirmed_at),
            lifted_by = NEW.confirmed_by::text
        WHERE holder_id = NEW.holder_id
          AND reason = 'restore'
          AND cause_id = NEW.id
          AND lifted_at IS NULL;
    ELSIF NEW.thawed_at IS NOT NULL AND OLD.thawed_at IS NULL THEN
        UPDATE recording
        SET frozen_at = access.frozen_since(id),
            version = version + 1
        WHERE id IN (SELECT k.recording_id FROM recording_lock k
                     WHERE k.holder_id = NEW.holder_id AND k.reason = 'restore' AND k.cause_id = NEW.id AND k.lifted_at IS NULL);
    END IF;
    RETURN NULL;
END
$$;

-- As in 0026; none while nobody has looked after a restore: one that was switched off since would be there again.
CREATE OR REPLACE FUNCTION access.transparency(address text)
RETURNS TABLE (holder text, location text, contact text, basis text, review_days integer, cap_days integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT h.name, l.name, p.contact,
           COALESCE((SELECT b.basis FROM consent_basis b WHERE b.holder_id = h.id ORDER BY b.version DESC LIMIT 1), 'opt_in'),
           COALESCE(t.review_days, 0), COALESCE(t.cap_days, 0)
    FROM transparency_page p
    JOIN location l ON l.id = p.location_id
    JOIN holder h ON h.id = p.holder_id
    LEFT JOIN LATERAL (SELECT r.review_days, r.cap_days FROM retention_terms r
                       WHERE r.holder_id = h.id AND r.valid_from <= now()
                       ORDER BY r.set_at DESC
                       LIMIT 1) t ON true
    WHERE (SELECT access.door()) = 'parents'
      AND p.shown
      AND p.token = address
      AND NOT access.closed(l.id, NULL, NULL, NULL, (now() AT TIME ZONE h.time_zone)::date)
      AND NOT EXISTS (SELECT FROM restore x WHERE x.holder_id = p.holder_id AND x.confirmed_at IS NULL);
END
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION access.settle_restore() FROM PUBLIC;

CREATE TRIGGER settle AFTER UPDATE ON restore FOR EACH ROW EXECUTE FUNCTION access.settle_restore();
-- The fact itself is in the chain, whoever tells of it and whatever she tells.
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON restore DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('put_back', '', '', 'restore', '.id', '.restored_at');
CREATE CONSTRAINT TRIGGER audit_confirmed AFTER UPDATE ON restore DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL)
    EXECUTE FUNCTION audit.append('put_back_confirmed', '.confirmed_by', '', 'restore', '.id', '.confirmed_at');
CREATE CONSTRAINT TRIGGER audit_thawed AFTER UPDATE ON restore DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.thawed_at IS NULL AND NEW.thawed_at IS NOT NULL)
    EXECUTE FUNCTION audit.append('put_back_thawed', '', '', 'restore', '.id', '.thawed_at');

-- Only a restore, with the owner's rights, makes a row. Everybody of the holder reads why something waits.
ALTER TABLE restore ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON restore FOR SELECT USING (holder_id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY confirm ON restore FOR UPDATE USING (
    confirmed_at IS NULL
    AND holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])) WITH CHECK (
    confirmed_by = (SELECT access.actor()));
CREATE POLICY begin ON restore FOR SELECT USING ((SELECT access.door()) IN ('ingest', 'retain'));
CREATE POLICY thaw ON restore FOR UPDATE USING ((SELECT access.door()) = 'retain' AND confirmed_at IS NULL) WITH CHECK (
    (SELECT access.door()) = 'retain' AND confirmed_at IS NULL);
GRANT SELECT ON restore TO terugblik_app;
GRANT UPDATE (confirmed_at, confirmed_by, thawed_at) ON restore TO terugblik_app;
