-- Answers of the access functions among ten thousand people: those of before 0023, and what pages ask. Who sees what stays
-- exactly as it was: each function here gives the ids that the one before it gave. See docs/decisions/0032-speed.md.

-- +goose Up
CREATE INDEX role_assignment_location ON role_assignment (location_id, role) WHERE location_id IS NOT NULL;
CREATE INDEX role_assignment_everywhere ON role_assignment (holder_id, role) WHERE location_id IS NULL;
CREATE INDEX trajectory_running ON trajectory (employee_id, holder_id) WHERE started_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX evaluation_part_author ON evaluation_part (author_id, evaluation_id) WHERE handed_in_at IS NOT NULL;
CREATE INDEX coaching_entry_trajectory ON coaching_entry (trajectory_id, held_on);
CREATE INDEX access_log_holder ON access_log (holder_id, at, id);
CREATE INDEX role_assignment_ended ON role_assignment (holder_id, person_id) WHERE valid_until IS NOT NULL;

-- +goose StatementBegin
-- These give what they gave, and keep it for the transaction with access.answered.
CREATE OR REPLACE FUNCTION access.trajectories() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('trajectories'), access.answer('trajectories',
        access.own_trajectories() || access.coached_trajectories()));
END
$$;

CREATE OR REPLACE FUNCTION access.own_cycles() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('own_cycles'), access.answer('own_cycles', (SELECT COALESCE(array_agg(id), '{}')
        FROM cycle
        WHERE trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[]))));
END
$$;

CREATE OR REPLACE FUNCTION access.coached_cycles() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('coached_cycles'), access.answer('coached_cycles', (SELECT COALESCE(array_agg(id), '{}')
        FROM cycle
        WHERE trajectory_id = ANY ((SELECT access.coached_trajectories())::uuid[]))));
END
$$;

CREATE OR REPLACE FUNCTION access.owned_recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('owned_recordings'), access.answer('owned_recordings', (SELECT COALESCE(array_agg(id), '{}')
        FROM recording
        WHERE owner_id = (SELECT access.actor())
          AND deleted_at IS NULL
          AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))));
END
$$;

CREATE OR REPLACE FUNCTION access.coached_recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('coached_recordings'), access.answer('coached_recordings', (SELECT COALESCE(array_agg(r.id), '{}')
        FROM recording r
        JOIN recording_share s ON s.recording_id = COALESCE(r.angle_of, r.id) AND s.withdrawn_at IS NULL
        WHERE r.cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
          AND r.deleted_at IS NULL)));
END
$$;

CREATE OR REPLACE FUNCTION access.recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('recordings'), access.answer('recordings',
        access.owned_recordings() || access.coached_recordings()));
END
$$;

CREATE OR REPLACE FUNCTION access.own_moments() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('own_moments'), access.answer('own_moments', (SELECT COALESCE(array_agg(m.id), '{}')
        FROM feedback_moment m
        WHERE m.recording_id = ANY ((SELECT access.owned_recordings())::uuid[]))));
END
$$;

CREATE OR REPLACE FUNCTION access.coached_moments() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('coached_moments'), access.answer('coached_moments', (SELECT COALESCE(array_agg(m.id), '{}')
        FROM feedback_moment m
        WHERE m.recording_id = ANY ((SELECT access.coached_recordings())::uuid[]))));
END
$$;

CREATE OR REPLACE FUNCTION access.opened_marks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('opened_marks'), access.answer('opened_marks', (SELECT COALESCE(array_agg(m.annotation_id), '{}')
        FROM feedback_moment m
        WHERE m.recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
          AND (EXISTS (SELECT FROM look l WHERE l.moment_id = m.id AND l.employee_id = (SELECT access.actor()))
               OR EXISTS (SELECT FROM talk_opening o WHERE o.moment_id = m.id)))));
END
$$;

CREATE OR REPLACE FUNCTION access.own_talks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('own_talks'), access.answer('own_talks', (SELECT COALESCE(array_agg(id), '{}')
        FROM talk
        WHERE cycle_id = ANY ((SELECT access.own_cycles())::uuid[]))));
END
$$;

CREATE OR REPLACE FUNCTION access.coached_talks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('coached_talks'), access.answer('coached_talks', (SELECT COALESCE(array_agg(id), '{}')
        FROM talk
        WHERE cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]))));
END
$$;

-- As before: who works at one of the places, and who works at all of a holder that has one of them.
CREATE OR REPLACE FUNCTION access.people_at(places uuid[], VARIADIC roles text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(person_id), '{}')
        FROM (SELECT r.person_id
              FROM role_assignment r
              JOIN location l ON l.id = r.location_id AND l.holder_id = r.holder_id
              WHERE r.location_id = ANY (places)
                AND r.role = ANY (roles)
                AND r.valid_from <= now()
                AND (r.valid_until IS NULL OR r.valid_until > now())
              UNION
              SELECT r.person_id
              FROM role_assignment r
              WHERE r.location_id IS NULL
                AND r.holder_id IN (SELECT l.holder_id FROM location l WHERE l.id = ANY (places))
                AND r.role = ANY (roles)
                AND r.valid_from <= now()
                AND (r.valid_until IS NULL OR r.valid_until > now())) AS here);
END
$$;

-- People whom the actor sees otherwise than because her holder keeps their accounts: for an array of seven thousand is
-- read through for every row, and policy kept on person shows those by their holder.
CREATE FUNCTION access.people_met() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ids uuid[] := access.answered('people_met');
    keeping uuid[];
BEGIN
    IF ids IS NOT NULL THEN
        RETURN ids;
    END IF;
    keeping := access.holders('administrator', 'data_protection_officer');
    RETURN access.answer('people_met', (SELECT ARRAY[access.actor()]
            || access.engaged_coaches()
            || access.people_at(access.locations('manager'), 'employee')
            || (SELECT COALESCE(array_agg(DISTINCT r.person_id), '{}') FROM role_assignment r
                JOIN person p ON p.id = r.person_id
                WHERE r.holder_id = ANY (keeping)
                  AND p.holder_id <> ALL (keeping))
            || (SELECT COALESCE(array_agg(DISTINCT employee_id), '{}') FROM trajectory
                WHERE id = ANY ((SELECT access.coached_trajectories())::uuid[]))
            || (SELECT COALESCE(array_agg(DISTINCT coach_id), '{}') FROM trajectory_coach
                WHERE trajectory_id = ANY ((SELECT access.trajectories())::uuid[]))));
END
$$;

-- As before: everybody.
CREATE OR REPLACE FUNCTION access.people() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN access.people_met()
        || (SELECT COALESCE(array_agg(id), '{}') FROM person
            WHERE holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
END
$$;

-- People with a role at a holder whose account another one keeps; for who keeps the people of that holder.
CREATE FUNCTION access.guests(of_holder uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT r.person_id), '{}')
        FROM role_assignment r
        JOIN person p ON p.id = r.person_id
        WHERE r.holder_id = of_holder
          AND p.holder_id <> of_holder
          AND of_holder = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
END
$$;

-- When there last was contact in trajectories that the actor coaches: a wording, a standing share, feedback or minutes.
CREATE FUNCTION access.last_contacts(of_trajectories uuid[]) RETURNS TABLE (trajectory_id uuid, at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT t.id,
           GREATEST(
               (SELECT max(v.created_at) FROM question_version v WHERE v.question_id = t.question_id),
               (SELECT max(s.shared_at) FROM cycle c
                JOIN recording r ON r.cycle_id = c.id AND r.deleted_at IS NULL
                JOIN recording_share s ON s.recording_id = r.id AND s.withdrawn_at IS NULL
                WHERE c.trajectory_id = t.id),
               (SELECT max(f.released_at) FROM cycle c
                JOIN feedback_release f ON f.cycle_id = c.id
                WHERE c.trajectory_id = t.id),
               (SELECT max(e.held_on)::timestamptz FROM coaching_entry e WHERE e.trajectory_id = t.id))
    FROM trajectory t
    WHERE t.id = ANY (of_trajectories)
      AND t.id = ANY ((SELECT access.coached_trajectories())::uuid[]);
END
$$;

-- Who of some people has a password; in the place of access.activated(), which read all of them.
CREATE FUNCTION access.have_password(people uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(c.person_id), '{}')
        FROM credential c
        WHERE c.person_id = ANY (people)
          AND (c.holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
               OR (SELECT access.door()) = 'invite'));
END
$$;

-- All that crosses from learning to accountability: that a trajectory runs, and minutes that count in this year. Of all her
-- places or of one, in pages: those who work there by place and name, after a person at a place. What is told of an employee
-- is looked up for the page only. The place where a page begins says nothing of who never worked there.
CREATE FUNCTION access.accountability(of_place uuid, after_place uuid, after_person uuid, most integer)
RETURNS TABLE (employee_id uuid, given_name text, prefix text, family_name text,
               location_id uuid, location_name text, running boolean, minutes bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    places uuid[] := access.locations('manager');
BEGIN
    RETURN QUERY
    WITH page AS MATERIALIZED (
        SELECT p.id, p.given_name, p.prefix, p.family_name, l.id AS place, l.name AS called, l.holder_id AS holder
        FROM location l
        CROSS JOIN LATERAL (
            SELECT r.person_id
            FROM role_assignment r
            WHERE r.location_id = l.id
              AND r.holder_id = l.holder_id
              AND r.role = 'employee'
              AND r.valid_from <= now()
              AND (r.valid_until IS NULL OR r.valid_until > now())
            UNION
            SELECT r.person_id
            FROM role_assignment r
            WHERE r.holder_id = l.holder_id
              AND r.location_id IS NULL
              AND r.role = 'employee'
              AND r.valid_from <= now()
              AND (r.valid_until IS NULL OR r.valid_until > now())) AS works
        JOIN person p ON p.id = works.person_id
        WHERE l.id = ANY (places)
          AND (of_place IS NULL OR l.id = of_place)
          AND (after_place IS NULL
               OR (l.name COLLATE "nl-x-icu", l.id, p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", p.id) >
                  (SELECT a.name, a.id, b.family_name, b.given_name, b.id
                   FROM location a
                   JOIN person b ON b.id = after_person
                   WHERE a.id = after_place
                     AND a.id = ANY (places)
                     AND EXISTS (SELECT FROM role_assignment r
                                 WHERE r.person_id = b.id
                                   AND r.holder_id = a.holder_id
                                   AND r.role = 'employee'
                                   AND (r.location_id IS NULL OR r.location_id = a.id))))
        ORDER BY l.name COLLATE "nl-x-icu", l.id, p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", p.id
        LIMIT most
    )
    SELECT g.id, g.given_name, g.prefix, g.family_name, g.place, g.called,
           EXISTS (SELECT FROM trajectory t
                   WHERE t.employee_id = g.id AND t.holder_id = g.holder
                     AND t.started_at IS NOT NULL AND t.ended_at IS NULL),
           COALESCE((SELECT c.minutes FROM hours_reached c
                     WHERE c.holder_id = g.holder AND c.person_id = g.id
                       AND c.year = extract(year FROM now() AT TIME ZONE h.time_zone)::integer), 0)
    FROM page g
    JOIN holder h ON h.id = g.holder
    ORDER BY g.called COLLATE "nl-x-icu", g.place, g.family_name COLLATE "nl-x-icu", g.given_name COLLATE "nl-x-icu", g.id;
END
$$;
-- +goose StatementEnd
DROP FUNCTION access.activated(), access.accountability();

-- The last is of before, and was left to everybody.
REVOKE ALL ON FUNCTION access.people_met(), access.guests(uuid), access.have_password(uuid[]), access.last_contacts(uuid[]),
    access.accountability(uuid, uuid, uuid, integer), access.watched_recordings() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.people_met(), access.guests(uuid), access.have_password(uuid[]), access.last_contacts(uuid[]),
    access.accountability(uuid, uuid, uuid, integer), access.watched_recordings() TO terugblik_app;

DROP POLICY see ON person;
CREATE POLICY see ON person FOR SELECT USING (id = ANY ((SELECT access.people_met())::uuid[]));
CREATE POLICY kept ON person FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));

-- What hangs under a cycle or a moment asks for that one row: to read the ids of a thousand again for each statement costs
-- more than the statement. As before, what is under a cycle is seen by who sees its trajectory, and what is said of a
-- moment by who sees the moment.
DROP POLICY see ON feedback_release;
CREATE POLICY see ON feedback_release FOR SELECT USING (
    EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.trajectories())::uuid[])));
DROP POLICY see ON work_point;
CREATE POLICY see ON work_point FOR SELECT USING (
    EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.trajectories())::uuid[])));
DROP POLICY see ON talk;
CREATE POLICY see ON talk FOR SELECT USING (
    EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.trajectories())::uuid[])));
DROP POLICY see ON kept_word;
CREATE POLICY see ON kept_word FOR SELECT USING (
    (owner_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    OR (was_shared AND EXISTS (SELECT FROM cycle c
        WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.coached_trajectories())::uuid[]))));
DROP POLICY see ON erasure_receipt;
CREATE POLICY see ON erasure_receipt FOR SELECT USING (
    (owner_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    OR (was_shared AND EXISTS (SELECT FROM cycle c
        WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.coached_trajectories())::uuid[]))));
DROP POLICY see ON look;
CREATE POLICY see ON look FOR SELECT USING (
    (SELECT access.door()) IS NULL AND EXISTS (SELECT FROM feedback_moment m WHERE m.id = moment_id));
DROP POLICY see ON talk_opening;
CREATE POLICY see ON talk_opening FOR SELECT USING (
    (SELECT access.door()) IS NULL AND EXISTS (SELECT FROM feedback_moment m WHERE m.id = moment_id));
