-- The coach question and what hangs under it: trajectory, coaches, pauses, cycles.

-- +goose Up
CREATE TABLE coach_question (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    employee_id uuid NOT NULL REFERENCES person,   -- she owns it
    created_at timestamptz NOT NULL
);
CREATE INDEX coach_question_employee ON coach_question (employee_id, created_at, id);

-- Versions are never changed. The accepted version with the highest number is the question.
CREATE TABLE question_version (
    question_id uuid NOT NULL REFERENCES coach_question,
    number integer NOT NULL CONSTRAINT question_version_number CHECK (number > 0),
    holder_id uuid NOT NULL REFERENCES holder,
    author_id uuid NOT NULL REFERENCES person,
    text text NOT NULL CONSTRAINT question_version_text_length CHECK (length(text) BETWEEN 1 AND 500),
    situation text NOT NULL DEFAULT '' CONSTRAINT question_version_situation_length CHECK (length(situation) <= 2000),
    created_at timestamptz NOT NULL,
    accepted_at timestamptz,
    PRIMARY KEY (question_id, number)
);

-- A trajectory starts when the first wording is accepted; until then its coach can help to word the question.
CREATE TABLE trajectory (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    question_id uuid NOT NULL REFERENCES coach_question CONSTRAINT trajectory_question_unique UNIQUE,
    employee_id uuid NOT NULL REFERENCES person,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz
);
CREATE INDEX trajectory_employee ON trajectory (employee_id, created_at, id);

CREATE TABLE trajectory_coach (
    trajectory_id uuid NOT NULL REFERENCES trajectory,
    coach_id uuid NOT NULL REFERENCES person,
    holder_id uuid NOT NULL REFERENCES holder,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    PRIMARY KEY (trajectory_id, coach_id, valid_from),
    CONSTRAINT trajectory_coach_dates CHECK (valid_until IS NULL OR valid_until >= valid_from)
);
CREATE INDEX trajectory_coach_coach ON trajectory_coach (coach_id);
CREATE UNIQUE INDEX trajectory_coach_once ON trajectory_coach (trajectory_id, coach_id) WHERE valid_until IS NULL;

CREATE TABLE trajectory_pause (
    trajectory_id uuid NOT NULL REFERENCES trajectory,
    holder_id uuid NOT NULL REFERENCES holder,
    paused_at timestamptz NOT NULL,
    resumed_at timestamptz,
    PRIMARY KEY (trajectory_id, paused_at)
);
CREATE UNIQUE INDEX trajectory_pause_once ON trajectory_pause (trajectory_id) WHERE resumed_at IS NULL;

-- The step of a cycle is derived from dated facts; only its opening and closing are stored here.
CREATE TABLE cycle (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    trajectory_id uuid NOT NULL REFERENCES trajectory,
    number integer NOT NULL CONSTRAINT cycle_number CHECK (number > 0),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    CONSTRAINT cycle_number_unique UNIQUE (trajectory_id, number)
);
CREATE UNIQUE INDEX cycle_open_once ON cycle (trajectory_id) WHERE closed_at IS NULL;
