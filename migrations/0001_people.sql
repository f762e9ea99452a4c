-- Holders, places, people, roles and the doors they come in by.
-- Every table carries holder_id; who may see a row is decided in 0008_visibility.sql.

-- +goose Up
CREATE TABLE holder (
    id uuid PRIMARY KEY,
    name text NOT NULL CONSTRAINT holder_name_length CHECK (length(name) BETWEEN 1 AND 200),
    time_zone text NOT NULL DEFAULT 'Europe/Amsterdam',
    demo_version integer,                          -- null for a real holder
    recording_confirmed_at timestamptz,            -- the administrator confirmed that everybody in view has agreed
    recording_confirmed_by uuid,
    created_at timestamptz NOT NULL
);

CREATE TABLE location (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    name text NOT NULL CONSTRAINT location_name_length CHECK (length(name) BETWEEN 1 AND 200),
    lrk_number text,
    created_at timestamptz NOT NULL
);
CREATE INDEX location_holder ON location (holder_id);

CREATE TABLE care_group (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    location_id uuid NOT NULL REFERENCES location,
    name text NOT NULL CONSTRAINT care_group_name_length CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL
);
CREATE INDEX care_group_location ON care_group (location_id);

CREATE TABLE person (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,     -- the holder that keeps this account
    given_name text NOT NULL CONSTRAINT person_given_name_length CHECK (length(given_name) BETWEEN 1 AND 100),
    prefix text NOT NULL DEFAULT '',
    family_name text NOT NULL CONSTRAINT person_family_name_length CHECK (length(family_name) BETWEEN 1 AND 200),
    email text NOT NULL CONSTRAINT person_email_lower CHECK (email = lower(email)),
    language text NOT NULL DEFAULT '' CONSTRAINT person_language_known CHECK (language IN ('', 'nl', 'en')),
    created_at timestamptz NOT NULL,
    CONSTRAINT person_email_unique UNIQUE (email)
);
CREATE INDEX person_holder_name ON person (holder_id, family_name COLLATE "nl-x-icu", given_name COLLATE "nl-x-icu", id);

CREATE TABLE credential (
    person_id uuid PRIMARY KEY REFERENCES person,
    holder_id uuid NOT NULL REFERENCES holder,
    password_hash text NOT NULL,                   -- Argon2id, PHC string
    changed_at timestamptz NOT NULL
);

-- A role holds from valid_from up to, but not on, valid_until; location and group narrow it.
CREATE TABLE role_assignment (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    person_id uuid NOT NULL REFERENCES person,
    role text NOT NULL CONSTRAINT role_known CHECK (role IN ('employee', 'coach', 'manager', 'administrator', 'data_protection_officer')),
    location_id uuid REFERENCES location,          -- null: the whole holder
    group_id uuid REFERENCES care_group,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    CONSTRAINT role_dates CHECK (valid_until IS NULL OR valid_until > valid_from)
);
CREATE INDEX role_assignment_person ON role_assignment (person_id);
CREATE INDEX role_assignment_holder ON role_assignment (holder_id, role);

CREATE TABLE login_session (
    token_hash bytea PRIMARY KEY,                  -- SHA-256 of the cookie
    holder_id uuid NOT NULL REFERENCES holder,
    person_id uuid NOT NULL REFERENCES person,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX login_session_person ON login_session (person_id);

CREATE TABLE access_token (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    person_id uuid NOT NULL REFERENCES person,
    name text NOT NULL CONSTRAINT access_token_name_length CHECK (length(name) BETWEEN 1 AND 100),
    token_hash bytea NOT NULL CONSTRAINT access_token_hash_unique UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz
);
CREATE INDEX access_token_person ON access_token (person_id);
