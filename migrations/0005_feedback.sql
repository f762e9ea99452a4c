-- The steps of a cycle after the film: the coach's choice, the release, her own look, the work point, the minutes.

-- +goose Up
-- The coach's choice of moments, in order, before release. She does not see it.
CREATE TABLE feedback_choice (
    cycle_id uuid NOT NULL REFERENCES cycle,
    annotation_id uuid NOT NULL REFERENCES annotation ON DELETE CASCADE,
    holder_id uuid NOT NULL REFERENCES holder,
    position integer NOT NULL,
    PRIMARY KEY (cycle_id, annotation_id),
    CONSTRAINT feedback_choice_position_unique UNIQUE (cycle_id, position) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX feedback_choice_annotation ON feedback_choice (annotation_id);

CREATE TABLE feedback_release (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    cycle_id uuid NOT NULL REFERENCES cycle,
    coach_id uuid NOT NULL REFERENCES person,
    message text NOT NULL DEFAULT '' CONSTRAINT feedback_release_message_length CHECK (length(message) <= 4000),
    released_at timestamptz NOT NULL
);
CREATE INDEX feedback_release_cycle ON feedback_release (cycle_id, released_at);

-- Where to look; the mark itself opens to her after her own look.
CREATE TABLE feedback_moment (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    release_id uuid NOT NULL REFERENCES feedback_release ON DELETE CASCADE,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    annotation_id uuid NOT NULL REFERENCES annotation ON DELETE CASCADE CONSTRAINT feedback_moment_once UNIQUE,
    position integer NOT NULL,
    start_ms bigint NOT NULL,
    end_ms bigint NOT NULL,
    CONSTRAINT feedback_moment_position_unique UNIQUE (release_id, position)
);
CREATE INDEX feedback_moment_recording ON feedback_moment (recording_id);

CREATE TABLE look (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    moment_id uuid NOT NULL REFERENCES feedback_moment ON DELETE CASCADE CONSTRAINT look_once UNIQUE,
    employee_id uuid NOT NULL REFERENCES person,
    seen text NOT NULL CONSTRAINT look_seen_known CHECK (seen IN ('something', 'nothing', 'skipped')),
    text text NOT NULL DEFAULT '' CONSTRAINT look_text_length CHECK (length(text) <= 4000),
    looked_at timestamptz NOT NULL,
    CONSTRAINT look_text_when_seen CHECK ((seen = 'something') = (text <> ''))
);
CREATE INDEX look_employee ON look (employee_id);

CREATE TABLE work_point (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    cycle_id uuid NOT NULL REFERENCES cycle CONSTRAINT work_point_once UNIQUE,
    employee_id uuid NOT NULL REFERENCES person,
    text text NOT NULL CONSTRAINT work_point_text_length CHECK (length(text) BETWEEN 1 AND 500),
    try_when text NOT NULL DEFAULT '' CONSTRAINT work_point_when_length CHECK (length(try_when) <= 500),
    noticed_by text NOT NULL DEFAULT '' CONSTRAINT work_point_noticed_length CHECK (length(noticed_by) <= 500),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

-- Minutes of coaching as the coach confirmed them; nothing is ever derived from viewing.
CREATE TABLE coaching_entry (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    trajectory_id uuid NOT NULL REFERENCES trajectory,
    cycle_id uuid NOT NULL REFERENCES cycle,
    coach_id uuid NOT NULL REFERENCES person,
    employee_id uuid NOT NULL REFERENCES person,
    held_on date NOT NULL,
    kind text NOT NULL CONSTRAINT coaching_entry_kind_known CHECK (kind IN ('feedback', 'review', 'intake', 'observation', 'other')),
    minutes integer NOT NULL CONSTRAINT coaching_entry_minutes CHECK (minutes BETWEEN 0 AND 600),
    confirmed_at timestamptz NOT NULL
);
CREATE INDEX coaching_entry_employee ON coaching_entry (employee_id, held_on);
CREATE INDEX coaching_entry_cycle ON coaching_entry (cycle_id);
