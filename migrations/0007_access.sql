-- The one visibility rule: who may see and touch which row.
--
-- A transaction says for whom it works with set_config('app.actor', ..., true): a person's id, or
-- 'system:<door>' for the few doors without a person. Without an actor nothing is visible.
-- Functions answer "which ids" once per statement, always as (SELECT ...), for a bare call may run per row.
-- They see all rows (SECURITY DEFINER), so that policies never refer to one another. They are plpgsql,
-- which keeps their plans with the connection: sql functions are planned anew in each statement and took
-- twenty times as long. Learning (question, film, marks) is for the employee and her coach; a manager gets
-- counts from access.accountability() and nothing else.

-- +goose Up
CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO terugblik_app;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO terugblik_app;

-- +goose StatementBegin
CREATE FUNCTION access.actor() RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN (SELECT CASE WHEN s ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN s::uuid END
        FROM current_setting('app.actor', true) AS s);
END
$$;

-- The door without a person that is open, or null.
CREATE FUNCTION access.door() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN (SELECT CASE WHEN s LIKE 'system:%' THEN substr(s, 8) END
        FROM current_setting('app.actor', true) AS s);
END
$$;

CREATE FUNCTION access.holders(VARIADIC roles text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT holder_id), '{}')
        FROM role_assignment
        WHERE person_id = (SELECT access.actor())
          AND role = ANY (roles)
          AND valid_from <= now()
          AND (valid_until IS NULL OR valid_until > now()));
END
$$;

CREATE FUNCTION access.any_role() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN access.holders('employee', 'coach', 'manager', 'administrator', 'data_protection_officer');
END
$$;

-- Locations at which the actor holds one of the roles; a role without a location holds at all of them.
CREATE FUNCTION access.locations(VARIADIC roles text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT l.id), '{}')
        FROM role_assignment r
        JOIN location l ON l.holder_id = r.holder_id AND (r.location_id IS NULL OR r.location_id = l.id)
        WHERE r.person_id = (SELECT access.actor())
          AND r.role = ANY (roles)
          AND r.valid_from <= now()
          AND (r.valid_until IS NULL OR r.valid_until > now()));
END
$$;

-- People who hold a role at a location.
CREATE FUNCTION access.people_at(places uuid[], VARIADIC roles text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT r.person_id), '{}')
        FROM role_assignment r
        JOIN location l ON l.holder_id = r.holder_id AND (r.location_id IS NULL OR r.location_id = l.id)
        WHERE l.id = ANY (places)
          AND r.role = ANY (roles)
          AND r.valid_from <= now()
          AND (r.valid_until IS NULL OR r.valid_until > now()));
END
$$;

-- Coaches whom the actor, an employee, may choose.
CREATE FUNCTION access.engaged_coaches() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT array_remove(access.people_at(access.locations('employee'), 'coach'), access.actor()));
END
$$;

CREATE FUNCTION access.own_trajectories() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM trajectory
        WHERE employee_id = (SELECT access.actor())
          AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
END
$$;

-- A coach sees a trajectory while she is its coach and is engaged as a coach by its holder.
CREATE FUNCTION access.coached_trajectories() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(trajectory_id), '{}')
        FROM trajectory_coach
        WHERE coach_id = (SELECT access.actor())
          AND valid_from <= now()
          AND (valid_until IS NULL OR valid_until > now())
          AND holder_id = ANY ((SELECT access.holders('coach'))::uuid[]));
END
$$;

CREATE FUNCTION access.trajectories() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT access.own_trajectories() || access.coached_trajectories());
END
$$;

CREATE FUNCTION access.coached_questions() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(question_id), '{}')
        FROM trajectory
        WHERE id = ANY ((SELECT access.coached_trajectories())::uuid[]));
END
$$;

-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION access.own_cycles() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM cycle
        WHERE trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[]));
END
$$;

CREATE FUNCTION access.coached_cycles() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM cycle
        WHERE trajectory_id = ANY ((SELECT access.coached_trajectories())::uuid[]));
END
$$;

CREATE FUNCTION access.owned_recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM recording
        WHERE owner_id = (SELECT access.actor())
          AND deleted_at IS NULL
          AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
END
$$;

-- From the moment she shares it until she takes it back.
CREATE FUNCTION access.coached_recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(r.id), '{}')
        FROM recording r
        JOIN recording_share s ON s.recording_id = r.id AND s.withdrawn_at IS NULL
        WHERE r.cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
          AND r.deleted_at IS NULL);
END
$$;

CREATE FUNCTION access.recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT access.owned_recordings() || access.coached_recordings());
END
$$;

-- Moments that were released to the actor as the employee.
CREATE FUNCTION access.own_moments() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(m.id), '{}')
        FROM feedback_moment m
        WHERE m.recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
END
$$;

-- Moments of recordings that are shared with the actor as the coach.
CREATE FUNCTION access.coached_moments() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(m.id), '{}')
        FROM feedback_moment m
        WHERE m.recording_id = ANY ((SELECT access.coached_recordings())::uuid[]));
END
$$;

-- The coach's marks that have opened to the actor: released, and looked at by herself first.
CREATE FUNCTION access.opened_marks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(m.annotation_id), '{}')
        FROM feedback_moment m
        JOIN look l ON l.moment_id = m.id AND l.employee_id = (SELECT access.actor())
        WHERE m.recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
END
$$;

CREATE FUNCTION access.people() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT ARRAY[access.actor()]
            || access.engaged_coaches()
            || access.people_at(access.locations('manager'), 'employee')
            || (SELECT COALESCE(array_agg(id), '{}') FROM person
                WHERE holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]))
            || (SELECT COALESCE(array_agg(person_id), '{}') FROM role_assignment
                WHERE holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]))
            || (SELECT COALESCE(array_agg(employee_id), '{}') FROM trajectory
                WHERE id = ANY ((SELECT access.coached_trajectories())::uuid[]))
            || (SELECT COALESCE(array_agg(DISTINCT coach_id), '{}') FROM trajectory_coach
                WHERE trajectory_id = ANY ((SELECT access.trajectories())::uuid[])));
END
$$;

-- All that crosses from learning to accountability: that a trajectory runs, and minutes confirmed this year.
CREATE FUNCTION access.accountability()
RETURNS TABLE (employee_id uuid, given_name text, prefix text, family_name text,
               location_id uuid, location_name text, running boolean, minutes bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT p.id, p.given_name, p.prefix, p.family_name, l.id, l.name,
           EXISTS (SELECT FROM trajectory t
                   WHERE t.employee_id = p.id AND t.holder_id = l.holder_id
                     AND t.started_at IS NOT NULL AND t.ended_at IS NULL),
           (SELECT COALESCE(sum(e.minutes), 0) FROM coaching_entry e
            WHERE e.employee_id = p.id AND e.holder_id = l.holder_id
              AND e.held_on >= date_trunc('year', now() AT TIME ZONE h.time_zone)::date)
    FROM location l
    JOIN holder h ON h.id = l.holder_id
    JOIN role_assignment r ON r.holder_id = l.holder_id AND r.role = 'employee'
     AND (r.location_id IS NULL OR r.location_id = l.id)
     AND r.valid_from <= now()
     AND (r.valid_until IS NULL OR r.valid_until > now())
    JOIN person p ON p.id = r.person_id
    WHERE l.id = ANY ((SELECT access.locations('manager'))::uuid[]);
END
$$;
-- +goose StatementEnd

-- people_at answers for any place, so it is for the functions above only.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA access FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA access TO terugblik_app;
REVOKE ALL ON FUNCTION access.people_at(uuid[], text[]) FROM terugblik_app;
