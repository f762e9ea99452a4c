-- What a server that was put back from a backup does not know, and what waits until somebody has looked. See
-- docs/decisions/0033-after-a-restore.md. access.frozen_since (0024) and access.transparency (0026) ask for it too.

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

-- A share that a restore ended, until she has said whether it is still right.
ALTER TABLE recording_share
    ADD COLUMN restore_id uuid REFERENCES restore,
    ADD COLUMN answered_at timestamptz;
CREATE INDEX recording_share_unanswered ON recording_share (recording_id) WHERE restore_id IS NOT NULL AND answered_at IS NULL;
GRANT UPDATE (answered_at) ON recording_share TO terugblik_app;

-- +goose StatementBegin
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
