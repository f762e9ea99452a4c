-- Who did what to a recording. Lines are added and read, never changed or removed.

-- +goose Up
CREATE TABLE access_log (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    at timestamptz NOT NULL,
    actor text NOT NULL,                           -- a person's id, or "system:..." or "operator"
    action text NOT NULL,                          -- "play", "share", "withdraw", "release", "export", "erase", ...
    recording_id uuid,
    owner_id uuid REFERENCES person,
    detail text NOT NULL DEFAULT ''
);
CREATE INDEX access_log_owner ON access_log (owner_id, at, id);
CREATE INDEX access_log_recording ON access_log (recording_id, at);
