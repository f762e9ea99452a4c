-- How long things are kept: the terms of a holder, later ends, what stays of an erased recording, and the server's
-- own memory of the clock and of its storage. The rules stand in coaching/terms.go and coaching/retention.go.

-- +goose Up
-- Versions; the last decided one that has begun is in force. A holder without any has the defaults.
CREATE TABLE retention_terms (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    review_days integer NOT NULL CONSTRAINT retention_terms_review CHECK (review_days BETWEEN 1 AND 90),
    cap_days integer NOT NULL CONSTRAINT retention_terms_cap CHECK (cap_days BETWEEN 14 AND 120),
    hours_years integer NOT NULL CONSTRAINT retention_terms_hours CHECK (hours_years BETWEEN 3 AND 7),
    reason text NOT NULL DEFAULT '' CONSTRAINT retention_terms_reason_length CHECK (length(reason) <= 500),
    set_by uuid REFERENCES person,                 -- null: the defaults, when retention came to a holder that was there
    set_at timestamptz NOT NULL,
    valid_from timestamptz NOT NULL,
    CONSTRAINT retention_terms_order CHECK (review_days <= cap_days),
    CONSTRAINT retention_terms_once UNIQUE (holder_id, set_at)
);

-- Nothing that was recorded before this update goes without a week's warning.
INSERT INTO retention_terms (id, holder_id, review_days, cap_days, hours_years, set_at, valid_from)
SELECT gen_random_uuid(), h.id, 14, 60, 3, now(), now() + interval '7 days'
FROM holder h;

CREATE TABLE recording_extension (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    asked_by uuid NOT NULL REFERENCES person,
    until_on date NOT NULL,                        -- the last day, in the holder's zone
    reason text NOT NULL CONSTRAINT recording_extension_reason_length CHECK (length(reason) BETWEEN 1 AND 500),
    asked_at timestamptz NOT NULL,
    decided_at timestamptz,                        -- by the owner of the recording
    granted boolean NOT NULL DEFAULT false,
    taken_back_at timestamptz,
    CONSTRAINT recording_extension_order CHECK (NOT granted OR decided_at IS NOT NULL)
);
CREATE INDEX recording_extension_recording ON recording_extension (recording_id, asked_at, id);
CREATE UNIQUE INDEX recording_extension_waits_once ON recording_extension (recording_id) WHERE decided_at IS NULL;

-- Words that stay when their recording is erased because its time came.
CREATE TABLE kept_word (
    id uuid PRIMARY KEY,                           -- that of the mark, look or reply that it was
    holder_id uuid NOT NULL REFERENCES holder,
    cycle_id uuid NOT NULL REFERENCES cycle,
    recording_id uuid NOT NULL,
    owner_id uuid NOT NULL REFERENCES person,
    author_id uuid NOT NULL REFERENCES person,
    kind text NOT NULL,
    answers_id uuid REFERENCES kept_word ON DELETE CASCADE,
    text text NOT NULL,
    codes text[] NOT NULL DEFAULT '{}',
    start_ms bigint NOT NULL,
    said_at timestamptz NOT NULL,
    was_shared boolean NOT NULL
);
CREATE INDEX kept_word_cycle ON kept_word (cycle_id, said_at);
CREATE INDEX kept_word_owner ON kept_word (owner_id, said_at);

-- What each server last knew of the clock: after a leap or a restore automatic erasing waits while it runs.
CREATE TABLE retention_clock (
    node text PRIMARY KEY,
    seen_at timestamptz NOT NULL,
    held_ms bigint NOT NULL CONSTRAINT retention_clock_held CHECK (held_ms >= 0)
);

-- What does not fit together in storage, since when: files that belong to nothing, recordings that miss their files.
CREATE TABLE storage_finding (
    node text NOT NULL,
    recording_id text NOT NULL,                    -- a name in storage, perhaps not an id at all
    kind text NOT NULL CONSTRAINT storage_finding_kind CHECK (kind IN ('stray_files', 'stray_key', 'missing_files')),
    files integer NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    PRIMARY KEY (node, kind, recording_id)
);

ALTER TABLE erasure_receipt ALTER COLUMN requested_by DROP NOT NULL;
ALTER TABLE erasure_receipt ADD COLUMN why text NOT NULL DEFAULT ''; -- with reason "retention": "reviewed", "cap" or "extended"
ALTER TABLE erasure_receipt ADD CONSTRAINT erasure_receipt_asked CHECK (requested_by IS NOT NULL OR reason = 'retention');

-- Policies ---------------------------------------------------------------------------------------------------------

ALTER TABLE retention_terms ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON retention_terms FOR SELECT USING (holder_id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY settle ON retention_terms FOR INSERT WITH CHECK (
    set_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY retain ON retention_terms FOR SELECT USING ((SELECT access.door()) = 'retain');

ALTER TABLE recording_extension ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON recording_extension FOR SELECT USING (recording_id = ANY ((SELECT access.recordings())::uuid[]));
CREATE POLICY choose ON recording_extension FOR INSERT WITH CHECK (
    asked_by = (SELECT access.actor())
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.holder_id = recording_extension.holder_id)
    AND (recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
         OR (decided_at IS NULL AND recording_id = ANY ((SELECT access.coached_recordings())::uuid[]))));
CREATE POLICY answer ON recording_extension FOR UPDATE USING (recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY retain ON recording_extension FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY erase ON recording_extension USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

ALTER TABLE kept_word ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON kept_word FOR SELECT USING (
    (owner_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    OR (was_shared AND cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])));
CREATE POLICY retain ON kept_word FOR INSERT WITH CHECK ((SELECT access.door()) = 'retain');

ALTER TABLE retention_clock ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON retention_clock FOR SELECT USING (
    cardinality((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]) > 0);
CREATE POLICY retain ON retention_clock USING ((SELECT access.door()) = 'retain') WITH CHECK ((SELECT access.door()) = 'retain');

ALTER TABLE storage_finding ENABLE ROW LEVEL SECURITY;
CREATE POLICY retain ON storage_finding USING ((SELECT access.door()) = 'retain') WITH CHECK ((SELECT access.door()) = 'retain');

-- The door that ends what has had its time reads the facts that ends follow from, and closes recordings as their owner would.
CREATE POLICY retain ON holder FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON cycle FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON feedback_release FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON work_point FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON take FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON recording FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain_change ON recording FOR UPDATE USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON recording_share FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain_end ON recording_share FOR UPDATE USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON ingest_token USING ((SELECT access.door()) = 'retain') WITH CHECK (false);
CREATE POLICY retain ON erasure_receipt FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain_ask ON erasure_receipt FOR INSERT WITH CHECK (
    (SELECT access.door()) = 'retain' AND reason = 'retention' AND requested_by IS NULL
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.owner_id = erasure_receipt.owner_id
                AND r.cycle_id = erasure_receipt.cycle_id AND r.holder_id = erasure_receipt.holder_id));
CREATE POLICY retain ON annotation FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON feedback_moment FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON look FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON reply FOR SELECT USING ((SELECT access.door()) = 'retain');
CREATE POLICY retain ON coaching_entry USING ((SELECT access.door()) = 'retain') WITH CHECK (false);

GRANT SELECT, INSERT ON retention_terms, retention_clock, kept_word TO terugblik_app;
GRANT SELECT, INSERT, DELETE ON recording_extension, storage_finding TO terugblik_app;
GRANT UPDATE (decided_at, granted, taken_back_at) ON recording_extension TO terugblik_app;
GRANT UPDATE (seen_at, held_ms) ON retention_clock TO terugblik_app;
GRANT UPDATE (files, bytes, last_seen_at) ON storage_finding TO terugblik_app;
GRANT DELETE ON coaching_entry TO terugblik_app;
