-- What this installation remembers about itself, whoever the holder is.

-- +goose Up
CREATE TABLE server_state (
    key text PRIMARY KEY CONSTRAINT server_state_known CHECK (key IN ('restored')),
    value text NOT NULL,                           -- restored: the moment of the backup that was put back, RFC 3339
    at timestamptz NOT NULL                        -- restored: when it was put back
);
ALTER TABLE server_state ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON server_state TO terugblik_app;

-- Only a restore writes here, as the owner of the tables. What erases by itself looks whether it must wait.
CREATE POLICY erase ON server_state FOR SELECT TO terugblik_app
    USING ((SELECT access.door()) = 'erase');
