-- The employee's own yes to one recording and its purpose, with the words that she read. See coaching/consent.go.

-- +goose Up
CREATE TABLE recording_consent (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person,
    purpose text NOT NULL CONSTRAINT recording_consent_purpose_known CHECK (purpose IN ('vib_individual')),
    text_version integer NOT NULL CONSTRAINT recording_consent_text_version CHECK (text_version > 0),
    language text NOT NULL CONSTRAINT recording_consent_language_known CHECK (language IN ('nl', 'en')),
    words text NOT NULL CONSTRAINT recording_consent_words_length CHECK (length(words) BETWEEN 1 AND 2000),
    way text NOT NULL CONSTRAINT recording_consent_way_known CHECK (way IN ('shown', 'request')),
    given_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    CONSTRAINT recording_consent_dates CHECK (withdrawn_at IS NULL OR withdrawn_at >= given_at)
);
CREATE INDEX recording_consent_recording ON recording_consent (recording_id, given_at, id);
CREATE UNIQUE INDEX recording_consent_once ON recording_consent (recording_id) WHERE withdrawn_at IS NULL;

ALTER TABLE recording_consent ENABLE ROW LEVEL SECURITY;
-- Hers alone, also where she shares the recording.
CREATE POLICY see ON recording_consent FOR SELECT USING (
    person_id = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY say ON recording_consent FOR INSERT WITH CHECK (
    person_id = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
    AND withdrawn_at IS NULL
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.holder_id = recording_consent.holder_id));
CREATE POLICY take_back ON recording_consent FOR UPDATE USING (
    person_id = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY ingest ON recording_consent FOR SELECT USING ((SELECT access.door()) = 'ingest');
CREATE POLICY erase ON recording_consent USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

GRANT SELECT, INSERT, DELETE ON recording_consent TO terugblik_app;
GRANT UPDATE (withdrawn_at) ON recording_consent TO terugblik_app;
