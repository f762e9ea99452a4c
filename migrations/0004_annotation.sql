-- Marks on the clock of a recording, the talk under them, and each coach's pad of codes.

-- +goose Up
CREATE TABLE annotation (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    author_id uuid NOT NULL REFERENCES person,
    start_ms bigint NOT NULL CONSTRAINT annotation_start CHECK (start_ms >= 0),
    end_ms bigint NOT NULL,
    kind text CONSTRAINT annotation_kind_known CHECK (kind IN ('top', 'tip', 'question', 'observation', 'proud')),
    text text NOT NULL DEFAULT '' CONSTRAINT annotation_text_length CHECK (length(text) <= 4000),
    codes text[] NOT NULL DEFAULT '{}',            -- "scheme:item"
    subject text CONSTRAINT annotation_subject_known CHECK (subject IN ('employee', 'child', 'other')),
    answers_id uuid REFERENCES annotation ON DELETE SET NULL,
    shapes jsonb NOT NULL DEFAULT '[]',
    visibility text NOT NULL CONSTRAINT annotation_visibility_known CHECK (visibility IN ('own', 'draft', 'released')),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT annotation_order CHECK (end_ms >= start_ms),
    CONSTRAINT annotation_says_something CHECK (kind IS NOT NULL OR cardinality(codes) > 0)
);
CREATE INDEX annotation_recording ON annotation (recording_id, start_ms, id);
CREATE INDEX annotation_proud ON annotation (author_id, created_at) WHERE kind = 'proud';
CREATE INDEX annotation_answers ON annotation (answers_id);

CREATE TABLE reply (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    annotation_id uuid NOT NULL REFERENCES annotation ON DELETE CASCADE,
    author_id uuid NOT NULL REFERENCES person,
    text text NOT NULL CONSTRAINT reply_text_length CHECK (length(text) BETWEEN 1 AND 4000),
    created_at timestamptz NOT NULL
);
CREATE INDEX reply_annotation ON reply (annotation_id, created_at, id);

CREATE TABLE code_pad (
    person_id uuid PRIMARY KEY REFERENCES person,
    holder_id uuid NOT NULL REFERENCES holder,
    codes text[] NOT NULL CONSTRAINT code_pad_nine CHECK (cardinality(codes) BETWEEN 1 AND 9),
    updated_at timestamptz NOT NULL
);
