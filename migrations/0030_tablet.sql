-- A tablet that the people of a group share: the device, their PINs, and log-ins that are tied to it. See docs/decisions/0030-tablet.md.

-- +goose Up
-- A device. It is named by a cookie of its own; of that and of the code that sets it only hashes are here.
CREATE TABLE tablet (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    group_id uuid NOT NULL REFERENCES care_group,
    made_by uuid NOT NULL REFERENCES person,
    name text NOT NULL CONSTRAINT tablet_name_length CHECK (length(name) BETWEEN 1 AND 100),
    made_at timestamptz NOT NULL,
    code_hash bytea CONSTRAINT tablet_code_unique UNIQUE, -- null once it was used
    code_until timestamptz NOT NULL,
    token_hash bytea CONSTRAINT tablet_token_unique UNIQUE, -- null until then
    forgotten_at timestamptz
);
CREATE INDEX tablet_holder ON tablet (holder_id);
CREATE INDEX tablet_group ON tablet (group_id);
CREATE INDEX tablet_maker ON tablet (made_by);
CREATE TRIGGER open_place BEFORE INSERT ON tablet FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();

-- What a person types on a tablet in place of her password.
CREATE TABLE pin (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    person_id uuid NOT NULL REFERENCES person CONSTRAINT pin_once UNIQUE,
    pin_hash text NOT NULL,
    set_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0,              -- since the last that was right
    locked_until timestamptz                       -- stays, so that she can be told
);
CREATE INDEX pin_holder ON pin (holder_id);

ALTER TABLE login_session ADD COLUMN tablet_id uuid REFERENCES tablet;
CREATE INDEX login_session_tablet ON login_session (tablet_id) WHERE tablet_id IS NOT NULL;

-- The device on which a token to publish was asked for: what it films ends when the device is forgotten.
ALTER TABLE ingest_token ADD COLUMN tablet_id uuid REFERENCES tablet;
CREATE INDEX ingest_token_tablet ON ingest_token (tablet_id) WHERE tablet_id IS NOT NULL;

-- +goose StatementBegin
-- Who of these people can be on a device: employees of the location of its group, now, with a PIN that they set in this
-- work. Nobody once it was forgotten or its group closed.
CREATE FUNCTION access.at_tablet(device uuid, among uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT r.person_id
    FROM tablet t
    JOIN holder h ON h.id = t.holder_id
    JOIN care_group g ON g.id = t.group_id
    JOIN role_assignment r ON r.holder_id = t.holder_id AND (r.location_id IS NULL OR r.location_id = g.location_id)
    JOIN pin n ON n.person_id = r.person_id AND n.set_at >= r.valid_from
    WHERE (SELECT access.door()) IN ('tablet', 'session')
      AND t.id = device
      AND t.token_hash IS NOT NULL
      AND t.forgotten_at IS NULL
      AND NOT access.closed(NULL, g.id, NULL, NULL, (now() AT TIME ZONE h.time_zone)::date)
      AND r.person_id = ANY (among)
      AND r.role = 'employee'
      AND r.valid_from <= now()
      AND (r.valid_until IS NULL OR r.valid_until > now());
END
$$;

-- What a device that brings its cookie is. Nothing for one that was forgotten, or of a group that closed.
CREATE FUNCTION access.tablet_at(token bytea) RETURNS TABLE (id uuid, holder_id uuid, group_id uuid, "group" text, place text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT t.id, t.holder_id, g.id, g.name, l.name
    FROM tablet t
    JOIN holder h ON h.id = t.holder_id
    JOIN care_group g ON g.id = t.group_id
    JOIN location l ON l.id = g.location_id
    WHERE (SELECT access.door()) = 'tablet'
      AND t.token_hash = token
      AND t.forgotten_at IS NULL
      AND NOT access.closed(NULL, g.id, NULL, NULL, (now() AT TIME ZONE h.time_zone)::date);
END
$$;

-- Who can begin on a device that brings its cookie.
CREATE FUNCTION access.tablet_people(token bytea) RETURNS TABLE (id uuid, given_name text, prefix text, family_name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    device uuid := (SELECT a.id FROM access.tablet_at(token) a);
BEGIN
    RETURN QUERY
    SELECT p.id, p.given_name, p.prefix, p.family_name
    FROM access.at_tablet(device, (SELECT array_agg(n.person_id) FROM pin n)) who
    JOIN person p ON p.id = who
    ORDER BY lower(p.given_name), lower(p.family_name), p.id;
END
$$;

-- What somebody films on a device now: her log-in there waits for that. Null for nothing.
CREATE FUNCTION access.films_on(device uuid, who uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT r.id
        FROM ingest_token k
        JOIN recording r ON r.id = k.recording_id
        WHERE (SELECT access.door()) = 'session'
          AND k.tablet_id = device
          AND k.created_by = who
          AND r.state = 'recording'
          AND r.deleted_at IS NULL
        ORDER BY k.created_at DESC
        LIMIT 1);
END
$$;

-- Ends the log-ins on a device of the actor's holder and what is filmed there, and gives whose they were.
CREATE FUNCTION access.end_tablet(wanted uuid) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- No token, no film: a recording with one from elsewhere beside it would be let go on.
    DELETE FROM ingest_token k
    USING tablet t, ingest_token there
    WHERE t.id = wanted
      AND t.holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
      AND there.tablet_id = t.id
      AND k.recording_id = there.recording_id;
    RETURN QUERY
    DELETE FROM login_session s
    USING tablet t
    WHERE t.id = wanted
      AND t.holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
      AND s.tablet_id = t.id
    RETURNING s.person_id;
END
$$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION access.at_tablet(uuid, uuid[]), access.tablet_at(bytea), access.tablet_people(bytea),
    access.films_on(uuid, uuid), access.end_tablet(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.at_tablet(uuid, uuid[]), access.tablet_at(bytea), access.tablet_people(bytea),
    access.films_on(uuid, uuid), access.end_tablet(uuid) TO terugblik_app;

ALTER TABLE tablet ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON tablet FOR SELECT USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY make ON tablet FOR INSERT WITH CHECK (
    made_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND EXISTS (SELECT FROM care_group g WHERE g.id = group_id AND g.holder_id = tablet.holder_id));
CREATE POLICY forget ON tablet FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY door ON tablet FOR SELECT USING ((SELECT access.door()) IN ('tablet', 'session'));
CREATE POLICY begin ON tablet FOR UPDATE USING ((SELECT access.door()) = 'tablet');

ALTER TABLE pin ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON pin
    USING (person_id = (SELECT access.actor()) AND cardinality((SELECT access.holders('employee'))::uuid[]) > 0)
    WITH CHECK (person_id = (SELECT access.actor()) AND cardinality((SELECT access.holders('employee'))::uuid[]) > 0);
CREATE POLICY door ON pin FOR SELECT USING ((SELECT access.door()) = 'tablet');
CREATE POLICY count ON pin FOR UPDATE USING ((SELECT access.door()) = 'tablet');

CREATE POLICY tablet ON login_session FOR INSERT WITH CHECK ((SELECT access.door()) = 'tablet' AND tablet_id IS NOT NULL);

GRANT SELECT, INSERT ON tablet TO terugblik_app;
GRANT UPDATE (code_hash, token_hash, forgotten_at) ON tablet TO terugblik_app;
GRANT SELECT, INSERT, DELETE ON pin TO terugblik_app;
GRANT UPDATE (pin_hash, set_at, tries, locked_until) ON pin TO terugblik_app;
