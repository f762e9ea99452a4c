-- Recordings: the record of a film, its takes and gaps, its key, its shares and what remains after erasing.

-- +goose Up
CREATE TABLE recording (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    cycle_id uuid NOT NULL REFERENCES cycle,
    owner_id uuid NOT NULL REFERENCES person,      -- the employee; hers alone until she shares it
    title text NOT NULL CONSTRAINT recording_title_length CHECK (length(title) <= 200),
    state text NOT NULL CONSTRAINT recording_state_known CHECK (state IN ('planned', 'recording', 'processing', 'ready', 'failed')),
    reason text NOT NULL DEFAULT '',               -- a stable code, set with state failed
    planned_by uuid NOT NULL REFERENCES person,
    planned_for timestamptz,
    planned_minutes integer CONSTRAINT recording_planned_minutes CHECK (planned_minutes BETWEEN 1 AND 120),
    accepted_at timestamptz,                       -- when the owner said yes to this recording
    zero_at timestamptz,                           -- capture time of position 0; never changes once set
    duration_ms bigint,
    frame_rate_num integer,                        -- of the watchable version
    frame_rate_den integer,
    generation integer NOT NULL DEFAULT 0,         -- which watchable version is shown; 0 for none yet
    watchable_takes integer NOT NULL DEFAULT 0,    -- how many takes that version holds
    progress_ms bigint NOT NULL DEFAULT 0,         -- of the work under way
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    locked_at timestamptz,
    pending_device boolean NOT NULL DEFAULT false,
    deleted_at timestamptz
);
CREATE INDEX recording_cycle ON recording (cycle_id, created_at, id);
CREATE INDEX recording_owner ON recording (owner_id, created_at, id);
CREATE INDEX recording_unfinished ON recording (state) WHERE state IN ('recording', 'processing') AND deleted_at IS NULL;

-- A take begins when a publisher is accepted and is whole when it has been finalised.
CREATE TABLE take (
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    number integer NOT NULL CONSTRAINT take_number CHECK (number > 0),
    holder_id uuid NOT NULL REFERENCES holder,
    node text NOT NULL,                            -- the server that holds its journal
    began_at timestamptz NOT NULL,
    ended_at timestamptz,
    finalised_at timestamptz,
    file text NOT NULL DEFAULT '',
    start_ms bigint,
    duration_ms bigint,
    video jsonb,                                   -- {kind, codec, clock_rate, width, height} or null
    audio jsonb,
    PRIMARY KEY (recording_id, number)
);

CREATE TABLE gap (
    recording_id uuid NOT NULL,
    take_number integer NOT NULL,
    holder_id uuid NOT NULL REFERENCES holder,
    start_ms bigint NOT NULL,
    end_ms bigint NOT NULL,
    track text NOT NULL CONSTRAINT gap_track_known CHECK (track IN ('video', 'audio')),
    reason text NOT NULL,
    CONSTRAINT gap_order CHECK (end_ms >= start_ms),
    FOREIGN KEY (recording_id, take_number) REFERENCES take ON DELETE CASCADE
);
CREATE INDEX gap_recording ON gap (recording_id, start_ms);

-- The key that seals all files of one recording, wrapped by the server's master key. Without it the files are noise.
-- No person ever reads this table; it has no foreign key so that the key can go first.
CREATE TABLE recording_key (
    recording_id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Shared with the coach of the trajectory, from shared_at until withdrawn_at.
CREATE TABLE recording_share (
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    holder_id uuid NOT NULL REFERENCES holder,
    shared_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    PRIMARY KEY (recording_id, shared_at),
    CONSTRAINT recording_share_dates CHECK (withdrawn_at IS NULL OR withdrawn_at >= shared_at)
);
CREATE UNIQUE INDEX recording_share_once ON recording_share (recording_id) WHERE withdrawn_at IS NULL;

-- A bearer token that can publish into one recording and do nothing else.
CREATE TABLE ingest_token (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    token_hash bytea NOT NULL CONSTRAINT ingest_token_hash_unique UNIQUE,
    created_by uuid NOT NULL REFERENCES person,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX ingest_token_recording ON ingest_token (recording_id);

-- What remains of an erased recording.
CREATE TABLE erasure_receipt (
    recording_id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    cycle_id uuid NOT NULL REFERENCES cycle,
    owner_id uuid NOT NULL REFERENCES person,
    was_shared boolean NOT NULL,
    reason text NOT NULL,                          -- "owner" for now
    requested_by uuid NOT NULL REFERENCES person,
    requested_at timestamptz NOT NULL,
    key_destroyed_at timestamptz,
    completed_at timestamptz,
    files integer NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0
);
CREATE INDEX erasure_receipt_owner ON erasure_receipt (owner_id);
CREATE INDEX erasure_receipt_cycle ON erasure_receipt (cycle_id);
