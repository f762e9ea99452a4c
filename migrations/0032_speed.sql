-- Answers of the access functions among ten thousand people. Who sees what stays exactly as it was: each function here
-- gives the ids that the one before it gave. See docs/decisions/0032-speed.md.

-- +goose Up
CREATE INDEX role_assignment_location ON role_assignment (location_id, role) WHERE location_id IS NOT NULL;
CREATE INDEX role_assignment_everywhere ON role_assignment (holder_id, role) WHERE location_id IS NULL;
CREATE INDEX trajectory_running ON trajectory (employee_id, holder_id) WHERE started_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX evaluation_part_author ON evaluation_part (author_id, evaluation_id) WHERE handed_in_at IS NOT NULL;
CREATE INDEX coaching_entry_trajectory ON coaching_entry (trajectory_id, held_on);
CREATE INDEX access_log_holder ON access_log (holder_id, at, id);
CREATE INDEX child_name ON child (holder_id, name COLLATE "nl-x-icu", id);
CREATE INDEX role_assignment_ended ON role_assignment (holder_id, person_id) WHERE valid_until IS NOT NULL;

-- +goose StatementBegin
-- What stands before an answer that is kept: the transaction, and for whom it works.
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

-- As before; whom she manages is asked of her own employees only, and only where she manages anybody.
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

-- As before.
CREATE OR REPLACE FUNCTION access.rostered_recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('rostered_recordings'), access.answer('rostered_recordings', (
        SELECT access.recordings() || COALESCE(array_agg(r.id), '{}')
        FROM recording r
        WHERE r.state = 'planned'
          AND r.deleted_at IS NULL
          AND r.planned_by = (SELECT access.actor())
          AND r.cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]))));
END
$$;

-- As before.
CREATE OR REPLACE FUNCTION access.rostered_children() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('rostered_children'), access.answer('rostered_children', (
        SELECT COALESCE(array_agg(DISTINCT c.child_id), '{}')
        FROM roster_child c
        JOIN roster o ON o.id = c.roster_id
        WHERE o.recording_id = ANY ((SELECT access.rostered_recordings())::uuid[]))));
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

-- As access.activated(), of some people.
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

-- Holders for all of which the actor holds one of the roles.
CREATE FUNCTION access.whole_holders(VARIADIC roles text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT r.holder_id), '{}')
        FROM role_assignment r
        WHERE r.person_id = (SELECT access.actor())
          AND r.role = ANY (roles)
          AND r.location_id IS NULL
          AND r.group_id IS NULL
          AND access.as_role(r.role)
          AND r.holder_id = ANY ((SELECT access.any_role())::uuid[])
          AND r.valid_from <= now()
          AND (r.valid_until IS NULL OR r.valid_until > now()));
END
$$;

-- As before, of all her places or of one, in pages: those who work there by place and name, after a person at a place. What
-- is told of an employee is looked up for the page only. The place where a page begins says nothing of who never worked there.
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

-- A manager's view as before, without lines that were struck through, and with what was written down by hand.
CREATE OR REPLACE FUNCTION access.accountability()
RETURNS TABLE (employee_id uuid, given_name text, prefix text, family_name text,
               location_id uuid, location_name text, running boolean, minutes bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT *
    FROM access.accountability(NULL, NULL, NULL, NULL);
END
$$;
-- +goose StatementEnd

-- The last two are of before, and were left to everybody.
REVOKE ALL ON FUNCTION access.asking(), access.answered(text), access.answer(text, uuid[]), access.manages(),
    access.people_met(), access.guests(uuid), access.have_password(uuid[]), access.last_contacts(uuid[]),
    access.whole_holders(text[]), access.accountability(uuid, uuid, uuid, integer),
    access.watched_recordings(), access.lost_uploads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.people_met(), access.guests(uuid), access.have_password(uuid[]), access.last_contacts(uuid[]),
    access.whole_holders(text[]), access.accountability(uuid, uuid, uuid, integer),
    access.watched_recordings(), access.lost_uploads() TO terugblik_app;

DROP POLICY see ON person;
CREATE POLICY see ON person FOR SELECT USING (id = ANY ((SELECT access.people_met())::uuid[]));
CREATE POLICY kept ON person FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));

-- +goose StatementBegin
-- As before.
CREATE OR REPLACE FUNCTION access.trajectories() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('trajectories'), access.answer('trajectories',
        access.own_trajectories() || access.coached_trajectories()));
END
$$;

-- As before.
CREATE OR REPLACE FUNCTION access.recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('recordings'), access.answer('recordings',
        access.owned_recordings() || access.coached_recordings()));
END
$$;

-- As before.
CREATE OR REPLACE FUNCTION access.own_talks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('own_talks'), access.answer('own_talks', (SELECT COALESCE(array_agg(id), '{}')
        FROM talk
        WHERE cycle_id = ANY ((SELECT access.own_cycles())::uuid[]))));
END
$$;

-- As before.
CREATE OR REPLACE FUNCTION access.coached_talks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('coached_talks'), access.answer('coached_talks', (SELECT COALESCE(array_agg(id), '{}')
        FROM talk
        WHERE cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]))));
END
$$;
-- +goose StatementEnd

-- What hangs under a cycle or a moment asks for that one row: to read the ids of a thousand again for each statement costs
-- more than the statement. As before, what is under a cycle is seen by who sees its trajectory, and what is said of a
-- moment by who sees the moment.
DROP POLICY see ON feedback_release;
CREATE POLICY see ON feedback_release FOR SELECT USING (
    EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.trajectories())::uuid[])));
DROP POLICY see ON work_point;
CREATE POLICY see ON work_point FOR SELECT USING (
    EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.trajectories())::uuid[])));
DROP POLICY see ON practice;
CREATE POLICY see ON practice FOR SELECT USING (
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
DROP POLICY see ON coaching_entry;
CREATE POLICY see ON coaching_entry FOR SELECT USING (
    (coach_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('coach'))::uuid[]))
    OR (cycle_id IS NULL AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]))
    OR EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.trajectories())::uuid[]))
    OR id = ANY ((SELECT access.attended_entries())::uuid[]));
DROP POLICY see ON look;
CREATE POLICY see ON look FOR SELECT USING (
    (SELECT access.door()) IS NULL AND EXISTS (SELECT FROM feedback_moment m WHERE m.id = moment_id));
DROP POLICY see ON talk_opening;
CREATE POLICY see ON talk_opening FOR SELECT USING (
    (SELECT access.door()) IS NULL AND EXISTS (SELECT FROM feedback_moment m WHERE m.id = moment_id));

-- As before; an array of a thousand groups is read through for every child, and who keeps the whole holder needs none.
DROP POLICY keep ON child;
CREATE POLICY keep ON child FOR SELECT USING (
    holder_id = ANY ((SELECT access.whole_holders('administrator', 'manager'))::uuid[])
    OR group_id = ANY ((SELECT access.kept_groups())::uuid[]));

-- As before; what was said of a child, and who decides for it, is seen by who keeps the child, and by the officer of its holder.
DROP POLICY see ON child_consent;
CREATE POLICY see ON child_consent FOR SELECT USING (
    EXISTS (SELECT FROM child c
            WHERE c.id = child_id
              AND (c.holder_id = ANY ((SELECT access.whole_holders('administrator', 'manager'))::uuid[])
                   OR c.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
                   OR c.group_id = ANY ((SELECT access.kept_groups())::uuid[]))));
DROP POLICY see ON guardian;
CREATE POLICY see ON guardian FOR SELECT USING (
    EXISTS (SELECT FROM child c
            WHERE c.id = child_id
              AND (c.holder_id = ANY ((SELECT access.whole_holders('administrator', 'manager'))::uuid[])
                   OR c.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
                   OR c.group_id = ANY ((SELECT access.kept_groups())::uuid[]))));
