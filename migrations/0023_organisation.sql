-- The organisation: registered centres, teams, employment, external coaches for a time, declared dual roles, and for
-- which holder somebody works now. See docs/decisions/0023-organisation.md.

-- +goose Up
-- The last day on which a place is open; it stays in the books.
ALTER TABLE location ADD COLUMN until_day date;
ALTER TABLE care_group ADD COLUMN until_day date;

-- One row is one entry in the national register of childcare; a location can have several.
CREATE TABLE centre (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    location_id uuid NOT NULL REFERENCES location,
    name text NOT NULL CONSTRAINT centre_name_length CHECK (length(name) BETWEEN 1 AND 200),
    kind text NOT NULL CONSTRAINT centre_kind_known CHECK (kind IN ('daycare', 'out_of_school', 'playgroup')),
    lrk_number text CONSTRAINT centre_lrk_number CHECK (lrk_number ~ '^[0-9]{9,12}$'), -- null: not known yet
    registered_from date NOT NULL,
    registered_until date,                         -- its last day
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    CONSTRAINT centre_dates CHECK (registered_until >= registered_from)
);
CREATE INDEX centre_location ON centre (location_id);
CREATE INDEX centre_holder ON centre (holder_id);
CREATE UNIQUE INDEX centre_lrk_once ON centre (holder_id, lrk_number) WHERE registered_until IS NULL;
ALTER TABLE care_group ADD COLUMN centre_id uuid REFERENCES centre;

-- A location's number becomes its first centre; what kind it is the administrator can mend.
INSERT INTO centre (id, holder_id, location_id, name, kind, lrk_number, registered_from, created_at)
SELECT gen_random_uuid(), l.holder_id, l.id, l.name, 'daycare', l.lrk_number, l.created_at::date, l.created_at
FROM location l
WHERE l.lrk_number ~ '^[0-9]{9,12}$';
ALTER TABLE location DROP COLUMN lrk_number;

-- From when to when a centre is there: in the register, and its location open.
CREATE VIEW access.centre_days WITH (security_invoker = true) AS
SELECT c.id, c.holder_id, c.location_id, c.name, c.kind, c.lrk_number,
       c.registered_from AS first_day,
       COALESCE(LEAST(c.registered_until, l.until_day), 'infinity') AS last_day
FROM centre c
JOIN location l ON l.id = c.location_id;

CREATE TABLE team (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    location_id uuid REFERENCES location,          -- null: of the whole holder
    name text NOT NULL CONSTRAINT team_name_length CHECK (length(name) BETWEEN 1 AND 200),
    until_day date,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
);
CREATE INDEX team_holder ON team (holder_id);

CREATE TABLE team_member (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    team_id uuid NOT NULL REFERENCES team,
    person_id uuid NOT NULL REFERENCES person,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    CONSTRAINT team_member_dates CHECK (valid_until >= valid_from)
);
CREATE UNIQUE INDEX team_member_once ON team_member (team_id, person_id) WHERE valid_until IS NULL;
CREATE INDEX team_member_person ON team_member (person_id);
CREATE INDEX team_member_holder ON team_member (holder_id);

-- +goose StatementBegin
-- Whether one of these is over on a day; what is at a closed location is closed. coaching.CheckOpenGroup says the same in words.
CREATE FUNCTION access.closed(place uuid, of_group uuid, of_team uuid, of_centre uuid, on_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM care_group WHERE id = of_group AND until_day < on_day)
        OR EXISTS (SELECT FROM team WHERE id = of_team AND until_day < on_day)
        OR EXISTS (SELECT FROM centre WHERE id = of_centre AND registered_until < on_day)
        OR EXISTS (SELECT FROM location
                   WHERE until_day < on_day
                     AND id IN (place,
                                (SELECT location_id FROM care_group WHERE id = of_group),
                                (SELECT location_id FROM team WHERE id = of_team)))
$$;

-- Nothing begins at a closed place: no role, contract, child, device or team, no part in one, and no group or centre. The day
-- is the first one of the row, where it has one, else today.
CREATE FUNCTION access.begins_at_open_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    made jsonb := to_jsonb(NEW);
    zone text := (SELECT h.time_zone FROM holder h WHERE h.id = NEW.holder_id);
BEGIN
    IF access.closed((made->>'location_id')::uuid, (made->>'group_id')::uuid, (made->>'team_id')::uuid, (made->>'centre_id')::uuid,
                     COALESCE((made->>'from_day')::date, (made->>'registered_from')::date,
                              ((made->>'valid_from')::timestamptz AT TIME ZONE zone)::date, (now() AT TIME ZONE zone)::date)) THEN
        RAISE EXCEPTION 'a row of % is at a closed place', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'place_open';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION access.closed(uuid, uuid, uuid, uuid, date), access.begins_at_open_place() FROM PUBLIC;

-- What the hours norm needs to know of who is employed, period by period.
CREATE TABLE employment (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    person_id uuid NOT NULL REFERENCES person,
    kind text NOT NULL CONSTRAINT employment_kind_known CHECK (kind IN ('fixed', 'flexible', 'agency')),
    fte numeric(5,2) NOT NULL CONSTRAINT employment_fte CHECK (fte BETWEEN 0 AND 2), -- 1 is 36 hours a week
    standing text NOT NULL CONSTRAINT employment_standing_known CHECK (standing IN ('qualified', 'in_training', 'other')),
    location_id uuid REFERENCES location,          -- null: not at one location
    from_day date NOT NULL,
    until_day date,                                -- its last day
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    CONSTRAINT employment_dates CHECK (until_day >= from_day)
);
CREATE INDEX employment_person ON employment (person_id);
CREATE INDEX employment_holder ON employment (holder_id, from_day);

-- A coach from outside, hired for a time. The person is known when she has accepted it herself; before that there is an
-- address and a name, and nobody learns whether an account has that address.
CREATE TABLE engagement (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    person_id uuid REFERENCES person,              -- null: not accepted yet
    email text NOT NULL CONSTRAINT engagement_email_lower CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    name text NOT NULL CONSTRAINT engagement_name_length CHECK (length(name) BETWEEN 1 AND 200),
    location_id uuid REFERENCES location,          -- null: the whole holder
    contract_reference text NOT NULL DEFAULT '' CONSTRAINT engagement_contract_length CHECK (length(contract_reference) <= 200),
    processor_agreement_on date,
    from_day date NOT NULL,
    until_day date NOT NULL,                       -- its last day, in the holder's zone
    token_hash bytea CONSTRAINT engagement_hash_unique UNIQUE, -- SHA-256 of the link's secret
    token_expires_at timestamptz,
    offered_by uuid NOT NULL REFERENCES person,
    offered_at timestamptz NOT NULL,
    accepted_at timestamptz,
    ended_at timestamptz,                          -- before until_day, or taken back
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT engagement_dates CHECK (until_day >= from_day),
    CONSTRAINT engagement_accepted CHECK ((person_id IS NULL) = (accepted_at IS NULL))
);
CREATE INDEX engagement_holder ON engagement (holder_id, until_day);
CREATE INDEX engagement_person ON engagement (person_id);
CREATE UNIQUE INDEX engagement_open_once ON engagement (holder_id, email) WHERE accepted_at IS NULL AND ended_at IS NULL;
ALTER TABLE role_assignment ADD COLUMN engagement_id uuid REFERENCES engagement;
CREATE INDEX role_assignment_engagement ON role_assignment (engagement_id) WHERE engagement_id IS NOT NULL;

-- A coach who is something else too in the same organisation says so; who chooses or has her reads it.
CREATE TABLE dual_role (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    person_id uuid NOT NULL REFERENCES person,
    words text NOT NULL CONSTRAINT dual_role_words_length CHECK (length(words) BETWEEN 1 AND 500),
    declared_by uuid NOT NULL REFERENCES person,
    declared_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT dual_role_dates CHECK (ended_at >= declared_at)
);
CREATE UNIQUE INDEX dual_role_once ON dual_role (holder_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX dual_role_person ON dual_role (person_id);

-- Why the part of a coach ended: the employee chose so, with words to her or without, or the coach began to manage her.
CREATE TABLE parting (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    trajectory_id uuid NOT NULL REFERENCES trajectory,
    coach_id uuid NOT NULL REFERENCES person,
    why text NOT NULL CONSTRAINT parting_why_known CHECK (why IN ('chosen', 'manages')),
    words text NOT NULL DEFAULT '' CONSTRAINT parting_words_length CHECK (length(words) <= 500),
    at timestamptz NOT NULL
);
CREATE INDEX parting_trajectory ON parting (trajectory_id);
CREATE INDEX parting_coach ON parting (coach_id, at);

-- For which holder she works in this log-in; null while she has not chosen.
ALTER TABLE login_session ADD COLUMN working_holder uuid REFERENCES holder;
GRANT UPDATE (working_holder) ON login_session TO terugblik_app;

-- For which holder a transaction works: app.holder beside app.actor. Empty: for all for which the actor has a role.
-- Anything that is no id is no holder.
-- +goose StatementBegin
CREATE FUNCTION access.working(holder uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN COALESCE(NULLIF(current_setting('app.holder', true), ''), holder::text) = holder::text;
END
$$;

-- As which role a transaction works: app.role beside app.actor and app.holder. Empty: as all that the actor has. Every function
-- that reads her roles asks it.
CREATE FUNCTION access.as_role(role text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN COALESCE(NULLIF(current_setting('app.role', true), ''), role) = role;
END
$$;

-- Functions that are asked again and again keep their answer for the transaction (docs/decisions/0032-speed.md). What stands
-- before an answer: the transaction, and for whom it works.
CREATE FUNCTION access.asking() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN concat_ws(' ', pg_backend_pid(), extract(epoch FROM now()), current_setting('app.actor', true), current_setting('app.holder', true),
        current_setting('app.role', true), '');
END
$$;

-- An answer that was given before in this transaction, or null. It counts only until the transaction writes or locks
-- something: from then on everything is asked again. tx.alone counts as a lock.
CREATE FUNCTION access.answered(question text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
DECLARE
    asking text := access.asking();
    kept text := current_setting('answer.' || question, true);
BEGIN
    IF pg_current_xact_id_if_assigned() IS NULL AND starts_with(kept, asking) THEN
        RETURN substr(kept, length(asking) + 1)::uuid[];
    END IF;
    RETURN NULL;
END
$$;

-- Keeps an answer until the end of the transaction, and gives it.
CREATE FUNCTION access.answer(question text, ids uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    IF pg_current_xact_id_if_assigned() IS NULL THEN
        PERFORM set_config('answer.' || question, access.asking() || ids::text, true);
    END IF;
    RETURN ids;
END
$$;

CREATE OR REPLACE FUNCTION access.holders(VARIADIC roles text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT holder_id), '{}')
        FROM role_assignment
        WHERE person_id = (SELECT access.actor())
          AND role = ANY (roles)
          AND access.as_role(role)
          AND access.working(holder_id)
          AND valid_from <= now()
          AND (valid_until IS NULL OR valid_until > now()));
END
$$;

CREATE OR REPLACE FUNCTION access.locations(VARIADIC roles text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT l.id), '{}')
        FROM role_assignment r
        JOIN location l ON l.holder_id = r.holder_id AND (r.location_id IS NULL OR r.location_id = l.id)
        WHERE r.person_id = (SELECT access.actor())
          AND r.role = ANY (roles)
          AND access.as_role(r.role)
          AND access.working(r.holder_id)
          AND r.valid_from <= now()
          AND (r.valid_until IS NULL OR r.valid_until > now()));
END
$$;

-- Who manages an employee now, for whichever holder: a manager's location, or all of them, is where the employee works.
CREATE FUNCTION access.managers_of(employee uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT m.person_id), '{}')
        FROM role_assignment e
        JOIN role_assignment m ON m.holder_id = e.holder_id
         AND (m.location_id IS NULL OR e.location_id IS NULL OR e.location_id = m.location_id)
        WHERE e.person_id = employee
          AND e.role = 'employee'
          AND e.valid_from <= now()
          AND (e.valid_until IS NULL OR e.valid_until > now())
          AND m.role = 'manager'
          AND m.valid_from <= now()
          AND (m.valid_until IS NULL OR m.valid_until > now()));
END
$$;

-- Coaches whom the actor, an employee, may choose: never one who manages her.
CREATE OR REPLACE FUNCTION access.engaged_coaches() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    managers uuid[] := access.managers_of(access.actor());
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM unnest(access.people_at(access.locations('employee'), 'coach')) AS id
        WHERE id <> access.actor()
          AND id <> ALL (managers));
END
$$;

-- Whether the actor manages anybody now, for whichever holder.
CREATE FUNCTION access.manages() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM role_assignment m
        WHERE m.person_id = (SELECT access.actor())
          AND m.role = 'manager'
          AND m.valid_from <= now()
          AND (m.valid_until IS NULL OR m.valid_until > now()));
END
$$;

-- A coach sees a trajectory while she is its coach, is engaged as a coach by its holder, and does not manage the employee:
-- which is asked of her own employees only, and only where she manages anybody.
CREATE OR REPLACE FUNCTION access.coached_trajectories() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ids uuid[] := access.answered('coached_trajectories');
    manages boolean;
BEGIN
    IF ids IS NOT NULL THEN
        RETURN ids;
    END IF;
    manages := access.manages();
    RETURN access.answer('coached_trajectories', (SELECT COALESCE(array_agg(c.trajectory_id), '{}')
        FROM trajectory_coach c
        JOIN trajectory t ON t.id = c.trajectory_id
        WHERE c.coach_id = (SELECT access.actor())
          AND c.valid_from <= now()
          AND (c.valid_until IS NULL OR c.valid_until > now())
          AND c.holder_id = ANY ((SELECT access.holders('coach'))::uuid[])
          AND NOT (manages AND EXISTS (
              SELECT FROM role_assignment m
              JOIN role_assignment e ON e.holder_id = m.holder_id
               AND (m.location_id IS NULL OR e.location_id IS NULL OR e.location_id = m.location_id)
              WHERE m.person_id = (SELECT access.actor())
                AND m.role = 'manager'
                AND m.valid_from <= now()
                AND (m.valid_until IS NULL OR m.valid_until > now())
                AND e.person_id = t.employee_id
                AND e.role = 'employee'
                AND e.valid_from <= now()
                AND (e.valid_until IS NULL OR e.valid_until > now())))));
END
$$;

-- Coaches of the actor's own trajectories now.
CREATE FUNCTION access.own_coaches() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT coach_id), '{}')
        FROM trajectory_coach
        WHERE trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[])
          AND valid_from <= now()
          AND (valid_until IS NULL OR valid_until > now()));
END
$$;

-- Coaches of the actor's own trajectories who are no coach of that holder any more: their role ended, or their engagement.
CREATE FUNCTION access.absent_coaches() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT c.coach_id), '{}')
        FROM trajectory_coach c
        WHERE c.trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[])
          AND c.valid_until IS NULL
          AND NOT EXISTS (
              SELECT FROM role_assignment r
              WHERE r.person_id = c.coach_id
                AND r.holder_id = c.holder_id
                AND r.role = 'coach'
                AND r.valid_from <= now()
                AND (r.valid_until IS NULL OR r.valid_until > now())));
END
$$;

-- Whether somebody manages the actor now.
CREATE FUNCTION access.manages_me(somebody uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN somebody = ANY (access.managers_of(access.actor()));
END
$$;

-- With how many people coaching would end if somebody had a role at a place, or everywhere: how many, and never who, for
-- who coaches whom is not the administrator's.
CREATE FUNCTION access.coaching_at_stake(somebody uuid, of_holder uuid, as_role text, place uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT count(DISTINCT t.employee_id)
        FROM trajectory_coach c
        JOIN trajectory t ON t.id = c.trajectory_id
        JOIN role_assignment other ON other.holder_id = of_holder
         AND other.person_id = CASE as_role WHEN 'manager' THEN t.employee_id ELSE c.coach_id END
         AND other.role = CASE as_role WHEN 'manager' THEN 'employee' ELSE 'manager' END
         AND (other.valid_until IS NULL OR other.valid_until > GREATEST(other.valid_from, now()))
         AND (other.location_id IS NULL OR place IS NULL OR other.location_id = place)
        WHERE CASE as_role WHEN 'manager' THEN c.coach_id WHEN 'employee' THEN t.employee_id END = somebody
          AND c.valid_until IS NULL
          AND t.ended_at IS NULL
          AND of_holder = ANY ((SELECT access.holders('administrator'))::uuid[]));
END
$$;

-- Ends each part of a coach who manages the employee now, and what was planned together, and tells it; of one person, or
-- of all. It only writes down what the policies hold already, so that coaching does not begin again by itself when she
-- manages her no more.
CREATE FUNCTION access.part_managers(of_person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    parted uuid[];
BEGIN
    WITH ended AS (
        UPDATE trajectory_coach c
        SET valid_until = GREATEST(c.valid_from, now())
        FROM trajectory t
        WHERE t.id = c.trajectory_id
          AND c.valid_until IS NULL
          AND (of_person IS NULL OR c.coach_id = of_person OR t.employee_id = of_person)
          AND EXISTS (
              SELECT FROM role_assignment m
              JOIN role_assignment e ON e.holder_id = m.holder_id
               AND (m.location_id IS NULL OR e.location_id IS NULL OR e.location_id = m.location_id)
              WHERE m.person_id = c.coach_id
                AND m.role = 'manager'
                AND m.valid_from <= now()
                AND (m.valid_until IS NULL OR m.valid_until > now())
                AND e.person_id = t.employee_id
                AND e.role = 'employee'
                AND e.valid_from <= now()
                AND (e.valid_until IS NULL OR e.valid_until > now()))
        RETURNING c.trajectory_id, c.coach_id, c.holder_id
    ), said AS (
        INSERT INTO parting (id, holder_id, trajectory_id, coach_id, why, at)
        SELECT gen_random_uuid(), holder_id, trajectory_id, coach_id, 'manages', now()
        FROM ended
        RETURNING trajectory_id
    )
    SELECT COALESCE(array_agg(trajectory_id), '{}') INTO parted
    FROM said;
    IF parted = '{}' THEN
        RETURN;
    END IF;
    UPDATE talk
    SET ended_at = GREATEST(COALESCE(started_at, now()), now()),
        playing = false
    WHERE ended_at IS NULL
      AND cycle_id IN (SELECT id FROM cycle WHERE trajectory_id = ANY (parted));
    PERFORM pg_notify('terugblik', topic)
    FROM (SELECT 'trajectory:' || id AS topic FROM unnest(parted) AS id
          UNION ALL
          SELECT 'recording:' || r.id FROM recording r JOIN cycle c ON c.id = r.cycle_id WHERE c.trajectory_id = ANY (parted)
          UNION ALL
          SELECT 'talk:' || k.id FROM talk k JOIN cycle c ON c.id = k.cycle_id WHERE c.trajectory_id = ANY (parted)) AS told;
END
$$;

-- What the actor, a coach, is told of parts of hers that ended since: the name is that of the employee, whom she may not
-- see any more.
CREATE FUNCTION access.partings_since(since timestamptz)
RETURNS TABLE (question_id uuid, given_name text, prefix text, family_name text, why text, words text, at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT t.question_id, p.given_name, p.prefix, p.family_name, g.why, g.words, g.at
    FROM parting g
    JOIN trajectory t ON t.id = g.trajectory_id
    JOIN person p ON p.id = t.employee_id
    WHERE g.coach_id = (SELECT access.actor())
      AND g.holder_id = ANY ((SELECT access.holders('coach'))::uuid[])
      AND g.at > since
      AND g.trajectory_id <> ALL ((SELECT access.coached_trajectories())::uuid[]);
END
$$;

-- Teams in which the actor is now.
CREATE FUNCTION access.own_teams() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(team_id), '{}')
        FROM team_member
        WHERE person_id = (SELECT access.actor())
          AND holder_id = ANY ((SELECT access.any_role())::uuid[])
          AND valid_from <= now()
          AND (valid_until IS NULL OR valid_until > now()));
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
-- For whom the actor can work, whichever it is now, and whom she left lately: the names in her menu.
CREATE FUNCTION access.workplaces() RETURNS TABLE (id uuid, name text, has_left boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT h.id, h.name, bool_and(r.valid_until IS NOT NULL AND r.valid_until <= now())
    FROM role_assignment r
    JOIN holder h ON h.id = r.holder_id
    WHERE r.person_id = (SELECT access.actor())
      AND r.valid_from <= now()
      AND (r.valid_until IS NULL OR r.valid_until > now()
           OR (r.role = 'employee' AND r.valid_until > r.valid_from AND r.valid_until > now() - interval '60 days'))
    GROUP BY h.id, h.name;
END
$$;

-- Holders that the actor, an employee, left within coaching.LeavingDays and to which she has not come back: she reads
-- what is hers there, and changes nothing.
CREATE FUNCTION access.left_holders() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT r.holder_id), '{}')
        FROM role_assignment r
        WHERE r.person_id = (SELECT access.actor())
          AND r.role = 'employee'
          AND r.valid_until > r.valid_from
          AND r.valid_until <= now()
          AND r.valid_until > now() - interval '60 days'
          AND access.working(r.holder_id)
          AND NOT EXISTS (SELECT FROM role_assignment n
                          WHERE n.person_id = r.person_id
                            AND n.holder_id = r.holder_id
                            AND n.valid_from <= now()
                            AND (n.valid_until IS NULL OR n.valid_until > now())));
END
$$;

CREATE FUNCTION access.left_trajectories() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM trajectory
        WHERE employee_id = (SELECT access.actor())
          AND holder_id = ANY ((SELECT access.left_holders())::uuid[]));
END
$$;

CREATE FUNCTION access.left_cycles() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM cycle
        WHERE trajectory_id = ANY ((SELECT access.left_trajectories())::uuid[]));
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- When an engagement begins and ends, in the zone of its holder: from the first instant of from_day to the last of until_day.
CREATE FUNCTION access.engaged_from(e engagement) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.from_day::timestamp AT TIME ZONE h.time_zone FROM holder h WHERE h.id = e.holder_id
$$;

CREATE FUNCTION access.engaged_until(e engagement) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (e.until_day + 1)::timestamp AT TIME ZONE h.time_zone FROM holder h WHERE h.id = e.holder_id
$$;

-- The actor accepts the offer whose secret she brings, if it was made to her address: she is a coach of that holder from
-- its first day up to its last, and no longer. An address alone opens nothing, for nobody proves that it is hers.
CREATE FUNCTION access.accept_engagement(secret bytea, role_id uuid, line_id uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    e engagement;
    me uuid := access.actor();
BEGIN
    SELECT o.* INTO e
    FROM engagement o
    JOIN person p ON p.email = o.email
    WHERE o.token_hash = secret
      AND o.token_expires_at > at
      AND o.accepted_at IS NULL
      AND o.ended_at IS NULL
      AND p.id = me
    FOR UPDATE OF o;
    IF e.id IS NULL OR access.engaged_until(e) <= now() THEN
        RETURN false;
    END IF;
    UPDATE engagement
    SET person_id = me,
        accepted_at = at,
        token_hash = NULL,
        version = version + 1
    WHERE id = e.id;
    INSERT INTO role_assignment (id, holder_id, person_id, role, location_id, valid_from, valid_until, engagement_id)
    VALUES (role_id, e.holder_id, me, 'coach', e.location_id,
            GREATEST(access.engaged_from(e), LEAST(at, now())), access.engaged_until(e), e.id);
    INSERT INTO administration_log (id, holder_id, actor, act, person_id, role, day, detail, created_at)
    VALUES (line_id, e.holder_id, me::text, 'engagement_accepted', me, 'coach', e.until_day, e.contract_reference, at);
    RETURN true;
END
$$;

-- Whether an account opens what another holder has than the one that keeps it: by a role there, now or to come, or by the
-- dossier of who left lately. Told to the administrators of who keeps it, and at the door of links.
CREATE FUNCTION access.works_elsewhere(somebody uuid, keeper uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ((SELECT access.door()) = 'link' OR keeper = ANY (access.holders('administrator')))
       AND EXISTS (
           SELECT FROM role_assignment r
           JOIN person p ON p.id = r.person_id AND p.holder_id = keeper
           WHERE r.person_id = somebody
             AND r.holder_id <> keeper
             AND (r.valid_until IS NULL
                  OR r.valid_until > GREATEST(r.valid_from, now())
                  OR (r.role = 'employee' AND r.valid_until > GREATEST(r.valid_from, now() - interval '60 days'))));
END
$$;

-- Door 'engage': whoever brings the secret of an offer and has no account yet makes one with the address that was asked,
-- kept by that holder. An address that has an account stays as it is: person_email_unique says so.
CREATE FUNCTION access.begin_engaged(secret bytea, new_id uuid, given text, prefix text, family text, hash text, at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    e engagement;
BEGIN
    SELECT * INTO e FROM engagement
    WHERE token_hash = secret
      AND token_expires_at > at
      AND accepted_at IS NULL
      AND ended_at IS NULL
      AND (SELECT access.door()) = 'engage';
    IF e.id IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO person (id, holder_id, given_name, prefix, family_name, email, created_at)
    VALUES (new_id, e.holder_id, given, begin_engaged.prefix, family, e.email, at);
    INSERT INTO credential (person_id, holder_id, password_hash, changed_at)
    VALUES (new_id, e.holder_id, hash, at);
    RETURN e.email;
END
$$;

-- Whether a role stays within its engagement, for who keeps the people of its holder; one without any has no bounds.
CREATE FUNCTION access.within_engagement(engaged uuid, until timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN engaged IS NULL
        OR (until IS NOT NULL AND EXISTS (
            SELECT FROM engagement e
            WHERE e.id = engaged
              AND e.holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
              AND until <= access.engaged_until(e)));
END
$$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION access.engaged_from(engagement), access.engaged_until(engagement), access.works_elsewhere(uuid, uuid),
    access.accept_engagement(bytea, uuid, uuid, timestamptz), access.begin_engaged(bytea, uuid, text, text, text, text, timestamptz),
    access.within_engagement(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.works_elsewhere(uuid, uuid), access.accept_engagement(bytea, uuid, uuid, timestamptz),
    access.begin_engaged(bytea, uuid, text, text, text, text, timestamptz), access.within_engagement(uuid, timestamptz) TO terugblik_app;
REVOKE ALL ON FUNCTION access.workplaces(), access.left_holders(), access.left_trajectories(), access.left_cycles() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.workplaces(), access.left_holders(), access.left_trajectories(), access.left_cycles() TO terugblik_app;
REVOKE ALL ON FUNCTION access.working(uuid), access.as_role(text), access.asking(), access.answered(text), access.answer(text, uuid[]),
    access.manages(), access.managers_of(uuid), access.own_coaches(), access.own_teams() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.working(uuid), access.as_role(text), access.own_coaches(), access.own_teams() TO terugblik_app;
REVOKE ALL ON FUNCTION access.absent_coaches(), access.manages_me(uuid), access.coaching_at_stake(uuid, uuid, text, uuid),
    access.part_managers(uuid), access.partings_since(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.absent_coaches(), access.manages_me(uuid), access.coaching_at_stake(uuid, uuid, text, uuid),
    access.part_managers(uuid), access.partings_since(timestamptz) TO terugblik_app;

-- What is said of places above holds for every row that is made, and for one that moves.
CREATE TRIGGER open_place BEFORE INSERT ON role_assignment FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place BEFORE INSERT ON care_group FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place_moved BEFORE UPDATE ON care_group FOR EACH ROW WHEN (OLD.centre_id IS DISTINCT FROM NEW.centre_id)
    EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place BEFORE INSERT ON centre FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place BEFORE INSERT ON team FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place BEFORE INSERT ON team_member FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place BEFORE INSERT ON employment FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place_moved BEFORE UPDATE ON employment FOR EACH ROW WHEN (OLD.location_id IS DISTINCT FROM NEW.location_id)
    EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place BEFORE INSERT ON engagement FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();

-- Policies ---------------------------------------------------------------------------------------------------------

ALTER TABLE centre ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON centre FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
    OR location_id = ANY ((SELECT access.locations('manager', 'coach', 'employee'))::uuid[]));
CREATE POLICY add ON centre FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = centre.holder_id));
CREATE POLICY change ON centre FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

ALTER TABLE team ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON team FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
    OR location_id = ANY ((SELECT access.locations('manager', 'coach'))::uuid[])
    OR id = ANY ((SELECT access.own_teams())::uuid[]));
CREATE POLICY add ON team FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND (location_id IS NULL
         OR EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = team.holder_id)));
CREATE POLICY change ON team FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

ALTER TABLE team_member ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON team_member FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
    OR (person_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.any_role())::uuid[]))
    OR EXISTS (SELECT FROM team t WHERE t.id = team_id AND t.location_id = ANY ((SELECT access.locations('manager'))::uuid[])));
CREATE POLICY add ON team_member FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND EXISTS (SELECT FROM team t WHERE t.id = team_id AND t.holder_id = team_member.holder_id)
    AND EXISTS (SELECT FROM role_assignment r WHERE r.person_id = team_member.person_id AND r.holder_id = team_member.holder_id));
CREATE POLICY change ON team_member FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

-- What somebody's contract says is for who keeps the people and for herself; a manager gets sums only.
ALTER TABLE employment ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON employment FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
    OR (person_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.any_role())::uuid[])));
CREATE POLICY add ON employment FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND EXISTS (SELECT FROM role_assignment r WHERE r.person_id = employment.person_id AND r.holder_id = employment.holder_id)
    AND (location_id IS NULL
         OR EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = employment.holder_id)));
CREATE POLICY change ON employment FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]))
    WITH CHECK (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
        AND (location_id IS NULL
             OR EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = employment.holder_id)));

-- A group belongs to a centre of its own location, or to none.
ALTER POLICY add_group ON care_group WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = care_group.holder_id)
    AND (centre_id IS NULL OR EXISTS (SELECT FROM centre c WHERE c.id = centre_id AND c.location_id = care_group.location_id)));
ALTER POLICY change_group ON care_group WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND (centre_id IS NULL OR EXISTS (SELECT FROM centre c WHERE c.id = centre_id AND c.location_id = care_group.location_id)));

ALTER TABLE engagement ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON engagement FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
    OR (person_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.any_role())::uuid[])));
CREATE POLICY offer ON engagement FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND offered_by = (SELECT access.actor())
    AND person_id IS NULL
    AND (location_id IS NULL
         OR EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = engagement.holder_id)));
CREATE POLICY change ON engagement FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

-- Door 'engage': whoever brings the secret of an offer.
CREATE POLICY engage ON engagement FOR SELECT USING ((SELECT access.door()) = 'engage');
CREATE POLICY engage ON holder FOR SELECT USING ((SELECT access.door()) = 'engage');

-- A role that belongs to an engagement ends with it at the latest; nobody is given one by hand.
DROP POLICY dismiss ON role_assignment;
CREATE POLICY dismiss ON role_assignment FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]))
    WITH CHECK (access.within_engagement(engagement_id, valid_until));
CREATE POLICY unengaged ON role_assignment AS RESTRICTIVE FOR INSERT WITH CHECK (engagement_id IS NULL);

-- A link for a new password gets whoever has it into all that the account opens: where that is another holder's too, the
-- operator of the server makes it, and no administrator.
DROP POLICY make ON invitation;
CREATE POLICY make ON invitation FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND made_by = (SELECT access.actor())::text
    AND EXISTS (SELECT FROM person p WHERE p.id = person_id AND p.holder_id = invitation.holder_id)
    AND NOT access.works_elsewhere(person_id, holder_id));
-- A link that was used or replaced stays so: nobody opens it again, or hides that it was.
DROP POLICY replace ON invitation;
CREATE POLICY replace ON invitation FOR UPDATE USING (
    used_at IS NULL AND replaced_at IS NULL AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])) WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
DROP POLICY take_back ON invitation;
CREATE POLICY take_back ON invitation FOR UPDATE USING (
    used_at IS NULL AND replaced_at IS NULL AND person_id = (SELECT access.actor())) WITH CHECK (
    person_id = (SELECT access.actor()));

ALTER TABLE dual_role ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON dual_role FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
    OR (person_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.any_role())::uuid[]))
    OR (holder_id = ANY ((SELECT access.holders('employee'))::uuid[])
        AND (person_id = ANY ((SELECT access.engaged_coaches())::uuid[]) OR person_id = ANY ((SELECT access.own_coaches())::uuid[]))));
CREATE POLICY declare ON dual_role FOR INSERT WITH CHECK (
    declared_by = (SELECT access.actor())
    AND (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
         OR (person_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('coach'))::uuid[])))
    AND EXISTS (SELECT FROM role_assignment r WHERE r.person_id = dual_role.person_id AND r.holder_id = dual_role.holder_id));
CREATE POLICY finish ON dual_role FOR UPDATE USING (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    OR (person_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('coach'))::uuid[])));

-- What she wrote to a coach whom she left is for that coach alone, who is told by access.partings_since.
ALTER TABLE parting ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON parting FOR SELECT USING (trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[]));
CREATE POLICY part ON parting FOR INSERT WITH CHECK (
    why = 'chosen'
    AND trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[])
    AND EXISTS (SELECT FROM trajectory_coach c
                WHERE c.trajectory_id = parting.trajectory_id AND c.coach_id = parting.coach_id AND c.holder_id = parting.holder_id));

-- Door 'invite': the operator makes a further holder with its administrator.
CREATE POLICY operator_founds ON holder FOR INSERT WITH CHECK ((SELECT access.door()) = 'invite' AND demo_version IS NULL);

-- Her own dossier, for somebody who left: her words, her work points, what she looked at and her hours. No film, no mark of
-- another, and no name of anybody else but those of her coaches.
CREATE POLICY leaver ON holder FOR SELECT USING (id = ANY ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver ON coach_question FOR SELECT USING (
    employee_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver ON trajectory FOR SELECT USING (id = ANY ((SELECT access.left_trajectories())::uuid[]));
CREATE POLICY leaver ON trajectory_coach FOR SELECT USING (trajectory_id = ANY ((SELECT access.left_trajectories())::uuid[]));
CREATE POLICY leaver ON cycle FOR SELECT USING (trajectory_id = ANY ((SELECT access.left_trajectories())::uuid[]));
CREATE POLICY leaver ON work_point FOR SELECT USING (cycle_id = ANY ((SELECT access.left_cycles())::uuid[]));
CREATE POLICY leaver ON coaching_entry FOR SELECT USING (cycle_id = ANY ((SELECT access.left_cycles())::uuid[]));
CREATE POLICY leaver ON look FOR SELECT USING (
    employee_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver ON annotation FOR SELECT USING (
    author_id = (SELECT access.actor()) AND visibility = 'own' AND holder_id = ANY ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver ON evaluation FOR SELECT USING (trajectory_id = ANY ((SELECT access.left_trajectories())::uuid[]));
CREATE POLICY leaver ON evaluation_part FOR SELECT USING (
    author_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver ON report FOR SELECT USING (EXISTS (SELECT FROM evaluation e
    WHERE e.id = evaluation_id AND e.trajectory_id = ANY ((SELECT access.left_trajectories())::uuid[])));
CREATE POLICY leaver ON kept_word FOR SELECT USING (
    author_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.left_holders())::uuid[]));

-- Who sees a thing can do something with it by some policies; who left cannot.
CREATE POLICY leaver_adds_nothing ON question_version AS RESTRICTIVE FOR INSERT
    WITH CHECK (holder_id <> ALL ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver_changes_nothing ON question_version AS RESTRICTIVE FOR UPDATE
    USING (holder_id <> ALL ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver_adds_nothing ON trajectory AS RESTRICTIVE FOR INSERT
    WITH CHECK (holder_id <> ALL ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver_changes_nothing ON trajectory AS RESTRICTIVE FOR UPDATE
    USING (holder_id <> ALL ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver_adds_nothing ON report_approval AS RESTRICTIVE FOR INSERT
    WITH CHECK (holder_id <> ALL ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver_adds_nothing ON report AS RESTRICTIVE FOR INSERT
    WITH CHECK (holder_id <> ALL ((SELECT access.left_holders())::uuid[]));
CREATE POLICY leaver_adds_nothing ON reply AS RESTRICTIVE FOR INSERT
    WITH CHECK (holder_id <> ALL ((SELECT access.left_holders())::uuid[]));

CREATE INDEX role_assignment_ends ON role_assignment (valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX role_assignment_begins ON role_assignment (valid_from);

GRANT SELECT ON access.centre_days TO terugblik_app;
GRANT SELECT, INSERT ON centre, team, team_member, employment, engagement, dual_role, parting TO terugblik_app;
GRANT UPDATE (name, kind, lrk_number, registered_from, registered_until, version) ON centre TO terugblik_app;
GRANT UPDATE (name, until_day, version) ON team TO terugblik_app;
GRANT UPDATE (valid_until) ON team_member TO terugblik_app;
GRANT UPDATE (kind, fte, standing, location_id, from_day, until_day, version) ON employment TO terugblik_app;
GRANT UPDATE (contract_reference, processor_agreement_on, until_day, token_hash, token_expires_at, ended_at, version) ON engagement TO terugblik_app;
GRANT UPDATE (ended_at) ON dual_role TO terugblik_app;
GRANT UPDATE (until_day) ON location TO terugblik_app;
GRANT UPDATE (until_day, centre_id) ON care_group TO terugblik_app;
