--
-- PostgreSQL database dump
--

\restrict golden


SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: access; Type: SCHEMA; Schema: -; Owner: terugblik_owner
--

CREATE SCHEMA access;


ALTER SCHEMA access OWNER TO terugblik_owner;

--
-- Name: audit; Type: SCHEMA; Schema: -; Owner: terugblik_owner
--

CREATE SCHEMA audit;


ALTER SCHEMA audit OWNER TO terugblik_owner;

--
-- Name: river_job_state; Type: TYPE; Schema: public; Owner: terugblik_owner
--

CREATE TYPE public.river_job_state AS ENUM (
    'available',
    'cancelled',
    'completed',
    'discarded',
    'pending',
    'retryable',
    'running',
    'scheduled'
);


ALTER TYPE public.river_job_state OWNER TO terugblik_owner;

--
-- Name: absent_coaches(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.absent_coaches() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.absent_coaches() OWNER TO terugblik_owner;

--
-- Name: accept_engagement(bytea, uuid, uuid, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.accept_engagement(secret bytea, role_id uuid, line_id uuid, at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.accept_engagement(secret bytea, role_id uuid, line_id uuid, at timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: accountability(uuid, uuid, uuid, integer); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.accountability(of_place uuid, after_place uuid, after_person uuid, most integer) RETURNS TABLE(employee_id uuid, given_name text, prefix text, family_name text, location_id uuid, location_name text, running boolean, minutes bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.accountability(of_place uuid, after_place uuid, after_person uuid, most integer) OWNER TO terugblik_owner;

--
-- Name: actor(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.actor() RETURNS uuid
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog'
    AS $_$
BEGIN
    RETURN (SELECT CASE WHEN s ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN s::uuid END
        FROM current_setting('app.actor', true) AS s);
END
$_$;


ALTER FUNCTION access.actor() OWNER TO terugblik_owner;

--
-- Name: answer(text, uuid[]); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.answer(question text, ids uuid[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    IF pg_current_xact_id_if_assigned() IS NULL THEN
        PERFORM set_config('answer.' || question, access.asking() || ids::text, true);
    END IF;
    RETURN ids;
END
$$;


ALTER FUNCTION access.answer(question text, ids uuid[]) OWNER TO terugblik_owner;

--
-- Name: answered(text); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.answered(question text) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
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


ALTER FUNCTION access.answered(question text) OWNER TO terugblik_owner;

--
-- Name: answered_evaluations(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.answered_evaluations() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(evaluation_id), '{}')
        FROM evaluation_part
        WHERE author_id = (SELECT access.actor())
          AND handed_in_at IS NOT NULL);
END
$$;


ALTER FUNCTION access.answered_evaluations() OWNER TO terugblik_owner;

--
-- Name: any_role(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.any_role() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN access.holders('employee', 'coach', 'manager', 'administrator', 'data_protection_officer');
END
$$;


ALTER FUNCTION access.any_role() OWNER TO terugblik_owner;

--
-- Name: approved_reports(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.approved_reports() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(r.id), '{}')
        FROM report r
        JOIN evaluation e ON e.id = r.evaluation_id
        JOIN trajectory t ON t.id = e.trajectory_id
        WHERE t.id = ANY ((SELECT access.trajectories())::uuid[])
          AND EXISTS (SELECT FROM report_approval a
                      WHERE a.report_id = r.id AND a.version = r.version AND a.person_id = t.employee_id)
          AND EXISTS (SELECT FROM report_approval a
                      WHERE a.report_id = r.id AND a.version = r.version AND a.person_id <> t.employee_id));
END
$$;


ALTER FUNCTION access.approved_reports() OWNER TO terugblik_owner;

--
-- Name: as_role(text); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.as_role(role text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RETURN COALESCE(NULLIF(current_setting('app.role', true), ''), role) = role;
END
$$;


ALTER FUNCTION access.as_role(role text) OWNER TO terugblik_owner;

--
-- Name: asking(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.asking() RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RETURN concat_ws(' ', pg_backend_pid(), extract(epoch FROM now()), current_setting('app.actor', true), current_setting('app.holder', true),
        current_setting('app.role', true), '');
END
$$;


ALTER FUNCTION access.asking() OWNER TO terugblik_owner;

--
-- Name: at_tablet(uuid, uuid[]); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.at_tablet(device uuid, among uuid[]) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.at_tablet(device uuid, among uuid[]) OWNER TO terugblik_owner;

--
-- Name: attended_entries(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.attended_entries() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(entry_id), '{}')
        FROM entry_attendee
        WHERE person_id = (SELECT access.actor())
          AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
END
$$;


ALTER FUNCTION access.attended_entries() OWNER TO terugblik_owner;

--
-- Name: attendee_counts(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.attendee_counts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    e coaching_entry;
    row_of entry_attendee;
BEGIN
    row_of := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    SELECT * INTO e FROM coaching_entry WHERE id = row_of.entry_id;
    IF access.counts(e) THEN
        PERFORM access.count_reached(e, row_of.person_id, CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END);
    END IF;
    RETURN NULL;
END
$$;


ALTER FUNCTION access.attendee_counts() OWNER TO terugblik_owner;

--
-- Name: audit_mismatches(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.audit_mismatches() RETURNS TABLE(holder_id uuid, number bigint, source text, line_id uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    WITH line AS (
        SELECT 'access_log' AS source, a.id, a.holder_id, a.at FROM access_log a
        UNION ALL
        SELECT 'administration_log', a.id, a.holder_id, a.created_at FROM administration_log a
    )
    SELECT COALESCE(e.holder_id, l.holder_id), COALESCE(e.number, 0), COALESCE(e.source, l.source), COALESCE(e.line_id, l.id)
    FROM line l
    FULL JOIN (SELECT * FROM audit_entry x WHERE x.source IN ('access_log', 'administration_log')) e
      ON e.source = l.source AND e.line_id = l.id AND e.holder_id = l.holder_id AND e.at = l.at
    WHERE (SELECT access.door()) = 'audit'
      AND (l.id IS NULL OR e.line_id IS NULL)
    ORDER BY 1, 2, 4;
END
$$;


ALTER FUNCTION access.audit_mismatches() OWNER TO terugblik_owner;

--
-- Name: basis_of(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.basis_of(wanted uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE((SELECT b.basis FROM consent_basis b
                     WHERE b.holder_id = wanted AND wanted = ANY ((SELECT access.any_role())::uuid[])
                     ORDER BY b.version DESC
                     LIMIT 1), 'opt_in');
END
$$;


ALTER FUNCTION access.basis_of(wanted uuid) OWNER TO terugblik_owner;

--
-- Name: begin_engaged(bytea, uuid, text, text, text, text, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.begin_engaged(secret bytea, new_id uuid, given text, prefix text, family text, hash text, at timestamp with time zone) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.begin_engaged(secret bytea, new_id uuid, given text, prefix text, family text, hash text, at timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: begins_at_open_place(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.begins_at_open_place() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.begins_at_open_place() OWNER TO terugblik_owner;

--
-- Name: care_groups(text[]); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.care_groups(VARIADIC roles text[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT g.id), '{}')
        FROM role_assignment r
        JOIN care_group g ON g.holder_id = r.holder_id
         AND (r.location_id IS NULL OR r.location_id = g.location_id)
         AND (r.group_id IS NULL OR r.group_id = g.id)
        WHERE r.person_id = (SELECT access.actor())
          AND r.role = ANY (roles)
          AND access.as_role(r.role)
          AND r.holder_id = ANY ((SELECT access.any_role())::uuid[])
          AND r.valid_from <= now()
          AND (r.valid_until IS NULL OR r.valid_until > now()));
END
$$;


ALTER FUNCTION access.care_groups(VARIADIC roles text[]) OWNER TO terugblik_owner;

--
-- Name: child_out_of_the_way(uuid, uuid, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.child_out_of_the_way(of_recording uuid, child uuid, since timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN of_recording = ANY ((SELECT access.recordings())::uuid[])
       AND (EXISTS (SELECT FROM effective_consent e
                    WHERE e.child_id = child AND e.purpose = 'vib_individual' AND e.allowed)
            OR access.cut_since(of_recording, since));
END
$$;


ALTER FUNCTION access.child_out_of_the_way(of_recording uuid, child uuid, since timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: closed(uuid, uuid, uuid, uuid, date); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.closed(place uuid, of_group uuid, of_team uuid, of_centre uuid, on_day date) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (SELECT FROM care_group WHERE id = of_group AND until_day < on_day)
        OR EXISTS (SELECT FROM team WHERE id = of_team AND until_day < on_day)
        OR EXISTS (SELECT FROM centre WHERE id = of_centre AND registered_until < on_day)
        OR EXISTS (SELECT FROM location
                   WHERE until_day < on_day
                     AND id IN (place,
                                (SELECT location_id FROM care_group WHERE id = of_group),
                                (SELECT location_id FROM team WHERE id = of_team)))
$$;


ALTER FUNCTION access.closed(place uuid, of_group uuid, of_team uuid, of_centre uuid, on_day date) OWNER TO terugblik_owner;

--
-- Name: coached_cycles(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.coached_cycles() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('coached_cycles'), access.answer('coached_cycles', (SELECT COALESCE(array_agg(id), '{}')
        FROM cycle
        WHERE trajectory_id = ANY ((SELECT access.coached_trajectories())::uuid[]))));
END
$$;


ALTER FUNCTION access.coached_cycles() OWNER TO terugblik_owner;

--
-- Name: coached_employees(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.coached_employees() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT employee_id), '{}')
        FROM trajectory
        WHERE id = ANY ((SELECT access.coached_trajectories())::uuid[])
          AND ended_at IS NULL);
END
$$;


ALTER FUNCTION access.coached_employees() OWNER TO terugblik_owner;

--
-- Name: coached_evaluations(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.coached_evaluations() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM evaluation
        WHERE trajectory_id = ANY ((SELECT access.coached_trajectories())::uuid[]));
END
$$;


ALTER FUNCTION access.coached_evaluations() OWNER TO terugblik_owner;

--
-- Name: coached_moments(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.coached_moments() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('coached_moments'), access.answer('coached_moments', (SELECT COALESCE(array_agg(m.id), '{}')
        FROM feedback_moment m
        WHERE m.recording_id = ANY ((SELECT access.coached_recordings())::uuid[]))));
END
$$;


ALTER FUNCTION access.coached_moments() OWNER TO terugblik_owner;

--
-- Name: coached_questions(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.coached_questions() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(question_id), '{}')
        FROM trajectory
        WHERE id = ANY ((SELECT access.coached_trajectories())::uuid[]));
END
$$;


ALTER FUNCTION access.coached_questions() OWNER TO terugblik_owner;

--
-- Name: coached_recordings(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.coached_recordings() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('coached_recordings'), access.answer('coached_recordings', (SELECT COALESCE(array_agg(r.id), '{}')
        FROM recording r
        JOIN recording_share s ON s.recording_id = COALESCE(r.angle_of, r.id) AND s.withdrawn_at IS NULL
        WHERE r.cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
          AND r.deleted_at IS NULL)));
END
$$;


ALTER FUNCTION access.coached_recordings() OWNER TO terugblik_owner;

--
-- Name: coached_talks(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.coached_talks() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('coached_talks'), access.answer('coached_talks', (SELECT COALESCE(array_agg(id), '{}')
        FROM talk
        WHERE cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]))));
END
$$;


ALTER FUNCTION access.coached_talks() OWNER TO terugblik_owner;

--
-- Name: coached_trajectories(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.coached_trajectories() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.coached_trajectories() OWNER TO terugblik_owner;

--
-- Name: coaching_at_stake(uuid, uuid, text, uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.coaching_at_stake(somebody uuid, of_holder uuid, as_role text, place uuid) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.coaching_at_stake(somebody uuid, of_holder uuid, as_role text, place uuid) OWNER TO terugblik_owner;

--
-- Name: consent_stands(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.consent_stands() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    basis consent_basis;
    deciding bigint;
    yes bigint;
    against bigint;
BEGIN
    IF NOT NEW.allowed THEN
        RETURN NEW;
    END IF;
    SELECT b.* INTO basis FROM consent_basis b WHERE b.holder_id = NEW.holder_id ORDER BY b.version DESC LIMIT 1;
    SELECT count(*), count(*) FILTER (WHERE said.act = 'given'), count(*) FILTER (WHERE said.act <> 'given')
    INTO deciding, yes, against
    FROM guardian g
    LEFT JOIN LATERAL (SELECT c.act FROM child_consent c
                       WHERE c.guardian_id = g.id AND c.child_id = g.child_id AND c.purpose = NEW.purpose
                       ORDER BY c.at DESC, c.act = 'given'
                       LIMIT 1) said ON true
    WHERE g.child_id = NEW.child_id
      AND g.ended_at IS NULL;
    IF against > 0
       OR ((yes = 0 OR (COALESCE(basis.both_guardians, false) AND yes < deciding))
           AND NOT (COALESCE(basis.basis, 'opt_in') = 'legitimate_interest' AND NEW.purpose IN ('vib_individual', 'vib_team'))) THEN
        RAISE EXCEPTION 'the guardians of child % do not allow %', NEW.child_id, NEW.purpose
            USING ERRCODE = 'check_violation', CONSTRAINT = 'effective_consent_stands';
    END IF;
    RETURN NEW;
END
$$;


ALTER FUNCTION access.consent_stands() OWNER TO terugblik_owner;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: coaching_entry; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.coaching_entry (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    trajectory_id uuid,
    cycle_id uuid,
    coach_id uuid,
    employee_id uuid,
    held_on date NOT NULL,
    kind text NOT NULL,
    minutes integer NOT NULL,
    confirmed_at timestamp with time zone,
    talk_id uuid,
    in_ratio boolean DEFAULT false NOT NULL,
    noted_by uuid,
    replaced_at timestamp with time zone,
    replaces_id uuid,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT coaching_entry_by_hand CHECK (
CASE
    WHEN (cycle_id IS NULL) THEN ((trajectory_id IS NULL) AND (employee_id IS NULL) AND (noted_by IS NOT NULL))
    ELSE ((trajectory_id IS NOT NULL) AND (employee_id IS NOT NULL) AND (coach_id IS NOT NULL) AND (confirmed_at IS NOT NULL))
END),
    CONSTRAINT coaching_entry_kind_known CHECK ((kind = ANY (ARRAY['feedback'::text, 'review'::text, 'intake'::text, 'observation'::text, 'other'::text, 'preparation'::text, 'team'::text, 'policy'::text, 've'::text]))),
    CONSTRAINT coaching_entry_minutes CHECK (((minutes >= 0) AND (minutes <=
CASE
    WHEN (cycle_id IS NULL) THEN 6000
    ELSE 600
END))),
    CONSTRAINT coaching_entry_reason_length CHECK ((length(reason) <= 200))
);


ALTER TABLE public.coaching_entry OWNER TO terugblik_owner;

--
-- Name: count_entry(public.coaching_entry, integer); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.count_entry(of_entry public.coaching_entry, sign integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF access.counts(of_entry) THEN
        PERFORM access.count_minutes(of_entry, s.centre_id, sign * s.minutes),
                access.count_minutes(of_entry, NULL, -sign * s.minutes)
        FROM entry_share s
        WHERE s.entry_id = of_entry.id;
        PERFORM access.count_minutes(of_entry, NULL, sign * of_entry.minutes),
                access.count_reached(of_entry, of_entry.employee_id, sign);
        PERFORM access.count_reached(of_entry, a.person_id, sign)
        FROM entry_attendee a
        WHERE a.entry_id = of_entry.id;
    END IF;
END
$$;


ALTER FUNCTION access.count_entry(of_entry public.coaching_entry, sign integer) OWNER TO terugblik_owner;

--
-- Name: count_minutes(public.coaching_entry, uuid, bigint); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.count_minutes(of_entry public.coaching_entry, for_centre uuid, more bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO hours_sum AS s (holder_id, year, centre_id, kind, in_ratio, minutes)
    VALUES (of_entry.holder_id, extract(year FROM of_entry.held_on), for_centre, of_entry.kind, of_entry.in_ratio, more)
    ON CONFLICT ON CONSTRAINT hours_sum_once DO UPDATE SET minutes = s.minutes + excluded.minutes;
END
$$;


ALTER FUNCTION access.count_minutes(of_entry public.coaching_entry, for_centre uuid, more bigint) OWNER TO terugblik_owner;

--
-- Name: count_reached(public.coaching_entry, uuid, integer); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.count_reached(of_entry public.coaching_entry, who uuid, sign integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF who IS NOT NULL THEN
        INSERT INTO hours_reached AS r (holder_id, year, person_id, minutes, lines)
        VALUES (of_entry.holder_id, extract(year FROM of_entry.held_on), who, sign * of_entry.minutes,
                CASE WHEN of_entry.minutes > 0 AND of_entry.kind NOT IN ('preparation', 'policy', 've') THEN sign ELSE 0 END)
        ON CONFLICT (holder_id, year, person_id) DO UPDATE SET minutes = r.minutes + excluded.minutes, lines = r.lines + excluded.lines;
    END IF;
END
$$;


ALTER FUNCTION access.count_reached(of_entry public.coaching_entry, who uuid, sign integer) OWNER TO terugblik_owner;

--
-- Name: counts(public.coaching_entry); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.counts(of_entry public.coaching_entry) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF of_entry.id IS NULL OR of_entry.replaced_at IS NOT NULL OR of_entry.confirmed_at IS NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('hours of ' || of_entry.holder_id, 0));
    RETURN true;
END
$$;


ALTER FUNCTION access.counts(of_entry public.coaching_entry) OWNER TO terugblik_owner;

--
-- Name: cut_for_task(uuid, uuid[], uuid[], bigint[], bigint[], timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.cut_for_task(of_task uuid, ids uuid[], recordings uuid[], starts bigint[], ends bigint[], at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    cameras uuid[];
    main record;
BEGIN
    SELECT array_agg(c.id) INTO cameras FROM access.task_cameras(of_task) c;
    SELECT r.id, r.holder_id, r.owner_id INTO main FROM recording r WHERE r.id = recordings[1] AND r.angle_of IS NULL FOR UPDATE;
    IF cameras IS NULL OR main.id IS NULL OR NOT recordings <@ cameras
       OR EXISTS (SELECT FROM recording_lock l WHERE l.recording_id = main.id AND l.lifted_at IS NULL AND l.reason <> 'child_consent') THEN
        RETURN false;
    END IF;
    INSERT INTO trim (id, holder_id, recording_id, with_id, asked_by, asked_at, reason, start_ms, end_ms)
    SELECT ids[i], main.holder_id, recordings[i], CASE WHEN i > 1 THEN ids[1] END, access.actor(), at, 'consent', starts[i], ends[i]
    FROM generate_subscripts(ids, 1) i
    ORDER BY i;
    -- Nothing more is taken in of what a device still has.
    DELETE FROM join_code WHERE angle_id = ANY (cameras);
    DELETE FROM ingest_token WHERE recording_id = ANY (cameras);
    UPDATE upload SET ended_at = at
    WHERE recording_id = ANY (cameras) AND kept_at IS NULL AND ended_at IS NULL
      AND (purpose <> 'film' OR EXISTS (SELECT FROM recording r WHERE r.id = upload.recording_id AND r.state <> 'ready'));
    UPDATE recording SET pending_device = false WHERE id = ANY (cameras) AND pending_device;
    INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id)
    VALUES (gen_random_uuid(), main.holder_id, at, access.actor()::text, 'trim', main.id, main.owner_id);
    PERFORM pg_notify('terugblik', 'recording:' || main.id);
    RETURN true;
END
$$;


ALTER FUNCTION access.cut_for_task(of_task uuid, ids uuid[], recordings uuid[], starts bigint[], ends bigint[], at timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: cut_since(uuid, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.cut_since(of_recording uuid, since timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM trim c
                   WHERE c.recording_id = of_recording AND c.done_at IS NOT NULL AND c.asked_at >= since
                     AND (of_recording = ANY ((SELECT access.recordings())::uuid[])
                          OR c.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])))
       AND access.open_cuts(of_recording) = 0;
END
$$;


ALTER FUNCTION access.cut_since(of_recording uuid, since timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: door(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.door() RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RETURN (SELECT CASE WHEN s LIKE 'system:%' THEN substr(s, 8) END
        FROM current_setting('app.actor', true) AS s);
END
$$;


ALTER FUNCTION access.door() OWNER TO terugblik_owner;

--
-- Name: end_cut_task(uuid, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.end_cut_task(of_task uuid, at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    k record;
BEGIN
    SELECT t.* INTO k FROM consent_task t
    WHERE t.id = of_task AND EXISTS (SELECT FROM access.task_cameras(of_task)) AND access.cut_since(t.recording_id, t.made_at)
    FOR UPDATE;
    IF k.id IS NULL THEN
        RETURN false;
    END IF;
    UPDATE recording_lock SET lifted_at = at, lifted_by = access.actor()::text
    WHERE recording_id = k.recording_id AND reason = 'child_consent' AND cause_id = k.child_id AND lifted_at IS NULL;
    UPDATE roster_child SET seen = 'keep_out'
    FROM roster o
    WHERE o.id = roster_id AND o.recording_id = k.recording_id AND child_id = k.child_id;
    UPDATE consent_task SET done_how = 'trimmed', done_at = at, done_by = access.actor()::text WHERE id = k.id AND done_at IS NULL;
    RETURN true;
END
$$;


ALTER FUNCTION access.end_cut_task(of_task uuid, at timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: end_tablet(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.end_tablet(wanted uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.end_tablet(wanted uuid) OWNER TO terugblik_owner;

--
-- Name: engaged_coaches(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.engaged_coaches() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    managers uuid[] := access.managers_of(access.actor());
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM unnest(access.people_at(access.locations('employee'), 'coach')) AS id
        WHERE id <> access.actor()
          AND id <> ALL (managers));
END
$$;


ALTER FUNCTION access.engaged_coaches() OWNER TO terugblik_owner;

--
-- Name: engagement; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.engagement (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid,
    email text NOT NULL,
    name text NOT NULL,
    location_id uuid,
    contract_reference text DEFAULT ''::text NOT NULL,
    processor_agreement_on date,
    from_day date NOT NULL,
    until_day date NOT NULL,
    token_hash bytea,
    token_expires_at timestamp with time zone,
    offered_by uuid NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    ended_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT engagement_accepted CHECK (((person_id IS NULL) = (accepted_at IS NULL))),
    CONSTRAINT engagement_contract_length CHECK ((length(contract_reference) <= 200)),
    CONSTRAINT engagement_dates CHECK ((until_day >= from_day)),
    CONSTRAINT engagement_email_lower CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
    CONSTRAINT engagement_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);


ALTER TABLE public.engagement OWNER TO terugblik_owner;

--
-- Name: engaged_from(public.engagement); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.engaged_from(e public.engagement) RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT e.from_day::timestamp AT TIME ZONE h.time_zone FROM holder h WHERE h.id = e.holder_id
$$;


ALTER FUNCTION access.engaged_from(e public.engagement) OWNER TO terugblik_owner;

--
-- Name: engaged_until(public.engagement); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.engaged_until(e public.engagement) RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT (e.until_day + 1)::timestamp AT TIME ZONE h.time_zone FROM holder h WHERE h.id = e.holder_id
$$;


ALTER FUNCTION access.engaged_until(e public.engagement) OWNER TO terugblik_owner;

--
-- Name: entry_counts(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.entry_counts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM access.count_entry(OLD, -1);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM access.count_entry(NEW, 1);
        RETURN NEW;
    END IF;
    RETURN OLD;
END
$$;


ALTER FUNCTION access.entry_counts() OWNER TO terugblik_owner;

--
-- Name: evaluations(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.evaluations() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM evaluation
        WHERE trajectory_id = ANY ((SELECT access.trajectories())::uuid[]));
END
$$;


ALTER FUNCTION access.evaluations() OWNER TO terugblik_owner;

--
-- Name: filmed(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.filmed(of_child uuid) RETURNS TABLE(recording_id uuid, holder_id uuid, owner_id uuid, has_film boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT r.id, r.holder_id, r.owner_id, access.has_film(r.id)
    FROM roster_child c
    JOIN roster o ON o.id = c.roster_id
    JOIN recording r ON r.id = o.recording_id
    WHERE c.child_id = of_child
      AND (c.seen = 'present' OR o.confirmed_at IS NULL)
      AND r.deleted_at IS NULL
      AND (r.id = ANY ((SELECT access.rostered_recordings())::uuid[])
           OR (SELECT access.door()) IN ('ingest', 'finalise'))
    ORDER BY r.id;
END
$$;


ALTER FUNCTION access.filmed(of_child uuid) OWNER TO terugblik_owner;

--
-- Name: films_on(uuid, uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.films_on(device uuid, who uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.films_on(device uuid, who uuid) OWNER TO terugblik_owner;

--
-- Name: freeze(uuid, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access."freeze"(signal uuid, at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO recording_lock (id, recording_id, reason, cause_id, made_at, made_by)
    SELECT gen_random_uuid(), r.id, 'safety_signal', s.id, at, 'system:signal'
    FROM safety_signal s
    JOIN holder h ON h.id = s.holder_id
    JOIN recording r ON r.holder_id = s.holder_id AND r.angle_of IS NULL AND r.deleted_at IS NULL AND r.state <> 'planned'
    LEFT JOIN care_group g ON g.id = s.group_id
    LEFT JOIN roster o ON o.recording_id = r.id
    WHERE s.id = signal
      AND s.closed_at IS NULL
      AND (s.raised_by = access.actor()
           OR (s.id = ANY (access.named_signals())))
      AND (r.id = COALESCE((SELECT m.angle_of FROM recording m WHERE m.id = s.recording_id), s.recording_id)
           OR ((access.recorded_at(r.id) AT TIME ZONE h.time_zone)::date = s.on_day
               AND (o.group_id = g.id
                    OR (o.id IS NULL
                        AND EXISTS (SELECT FROM role_assignment a
                                    WHERE a.person_id = r.owner_id
                                      AND a.holder_id = r.holder_id
                                      AND a.role = 'employee'
                                      AND (a.location_id IS NULL OR a.location_id = g.location_id)
                                      AND (a.group_id IS NULL OR a.group_id = g.id))))))
    ON CONFLICT (recording_id, reason, cause_id) WHERE lifted_at IS NULL DO NOTHING;
END
$$;


ALTER FUNCTION access."freeze"(signal uuid, at timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: frozen_since(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.frozen_since(of_recording uuid) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT min(k.made_at)
        FROM recording_lock k
        LEFT JOIN restore x ON x.id = k.cause_id
        WHERE k.recording_id = of_recording
          AND k.lifted_at IS NULL
          AND (k.reason = 'safety_signal' OR k.reason = 'restore' AND x.thawed_at IS NULL));
END
$$;


ALTER FUNCTION access.frozen_since(of_recording uuid) OWNER TO terugblik_owner;

--
-- Name: guests(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.guests(of_holder uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT r.person_id), '{}')
        FROM role_assignment r
        JOIN person p ON p.id = r.person_id
        WHERE r.holder_id = of_holder
          AND p.holder_id <> of_holder
          AND of_holder = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
END
$$;


ALTER FUNCTION access.guests(of_holder uuid) OWNER TO terugblik_owner;

--
-- Name: has_film(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.has_film(of_recording uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM recording r
        WHERE (r.id = of_recording OR r.angle_of = of_recording)
          AND r.deleted_at IS NULL
          AND (EXISTS (SELECT FROM take t WHERE t.recording_id = r.id)
               OR EXISTS (SELECT FROM upload u WHERE u.recording_id = r.id AND u.ended_at IS NULL))
          AND (of_recording = ANY ((SELECT access.rostered_recordings())::uuid[])
               OR r.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
               OR (SELECT access.door()) IN ('ingest', 'finalise')));
END
$$;


ALTER FUNCTION access.has_film(of_recording uuid) OWNER TO terugblik_owner;

--
-- Name: have_password(uuid[]); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.have_password(people uuid[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(c.person_id), '{}')
        FROM credential c
        WHERE c.person_id = ANY (people)
          AND (c.holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
               OR (SELECT access.door()) = 'invite'));
END
$$;


ALTER FUNCTION access.have_password(people uuid[]) OWNER TO terugblik_owner;

--
-- Name: heard_voice_notes(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.heard_voice_notes() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM voice_note
        WHERE question_id = ANY ((SELECT access.coached_questions())::uuid[])
          AND sent_at IS NOT NULL
          AND deleted_at IS NULL);
END
$$;


ALTER FUNCTION access.heard_voice_notes() OWNER TO terugblik_owner;

--
-- Name: hold_for_lock(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.hold_for_lock() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.recording_id = COALESCE((SELECT r.angle_of FROM recording r WHERE r.id = NEW.recording_id), NEW.recording_id);
        NEW.holder_id = (SELECT r.holder_id FROM recording r WHERE r.id = NEW.recording_id AND r.deleted_at IS NULL);
    END IF;
    PERFORM FROM recording WHERE id = NEW.recording_id FOR UPDATE;
    RETURN NEW;
END
$$;


ALTER FUNCTION access.hold_for_lock() OWNER TO terugblik_owner;

--
-- Name: holders(text[]); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.holders(VARIADIC roles text[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.holders(VARIADIC roles text[]) OWNER TO terugblik_owner;

--
-- Name: hours_cover(uuid, integer); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.hours_cover(for_holder uuid, in_year integer) RETURNS TABLE(number bigint, coached bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    whole boolean := for_holder = ANY (access.holders('administrator'));
    managing boolean := for_holder = ANY (access.holders('manager'));
    own uuid[] := access.locations('manager');
BEGIN
    RETURN QUERY
    SELECT count(*), count(c.person_id)
    FROM (SELECT DISTINCT w.who
          FROM access.worked(for_holder, in_year) w
          WHERE whole OR (managing AND (w.place = ANY (own) OR (w.place IS NULL AND w.how IS NULL)))) AS worker
    LEFT JOIN hours_reached c ON c.holder_id = for_holder AND c.year = in_year AND c.person_id = worker.who AND c.lines > 0;
END
$$;


ALTER FUNCTION access.hours_cover(for_holder uuid, in_year integer) OWNER TO terugblik_owner;

--
-- Name: hours_people(uuid, integer, boolean, text, uuid, integer); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.hours_people(for_holder uuid, in_year integer, missing boolean, find text, after uuid, most integer) RETURNS TABLE(person_id uuid, given_name text, prefix text, family_name text, places text[], work text[], coached boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    whole boolean := for_holder = ANY (access.holders('administrator'));
    managing boolean := for_holder = ANY (access.holders('manager'));
    own uuid[] := access.locations('manager');
BEGIN
    RETURN QUERY
    WITH worked AS MATERIALIZED (
        SELECT * FROM access.worked(for_holder, in_year)
    ), page AS MATERIALIZED (
        SELECT p.id, p.given_name, p.prefix, p.family_name, c.person_id IS NOT NULL AS reached
        FROM (SELECT DISTINCT w.who FROM worked w
              WHERE whole OR (managing AND (w.place = ANY (own) OR (w.place IS NULL AND w.how IS NULL)))) AS worker
        JOIN person p ON p.id = worker.who
        LEFT JOIN hours_reached c ON c.holder_id = for_holder AND c.year = in_year AND c.person_id = p.id AND c.lines > 0
        WHERE NOT (missing AND c.person_id IS NOT NULL)
          AND (find = '' OR concat_ws(' ', p.given_name, NULLIF(p.prefix, ''), p.family_name) ILIKE find)
          AND (after IS NULL
               OR (p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", p.id) >
                  (SELECT l.family_name, l.given_name, l.id FROM person l WHERE l.id = after))
        ORDER BY p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", p.id
        LIMIT most
    )
    SELECT p.id, p.given_name, p.prefix, p.family_name,
           COALESCE(array_agg(DISTINCT l.name ORDER BY l.name) FILTER (WHERE l.id IS NOT NULL AND (whole OR l.id = ANY (own))), '{}'),
           COALESCE(array_agg(DISTINCT w.how ORDER BY w.how) FILTER (WHERE w.how IS NOT NULL), '{}'),
           p.reached
    FROM page p
    JOIN worked w ON w.who = p.id
    LEFT JOIN location l ON l.id = w.place
    GROUP BY p.id, p.given_name, p.prefix, p.family_name, p.reached
    ORDER BY p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", p.id;
END
$$;


ALTER FUNCTION access.hours_people(for_holder uuid, in_year integer, missing boolean, find text, after uuid, most integer) OWNER TO terugblik_owner;

--
-- Name: hours_realised(uuid, integer); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.hours_realised(for_holder uuid, in_year integer) RETURNS TABLE(centre_id uuid, kind text, in_ratio boolean, minutes bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    whole boolean := for_holder = ANY (access.holders('administrator'));
    places uuid[] := access.locations('manager');
BEGIN
    RETURN QUERY
    SELECT s.centre_id, s.kind, s.in_ratio, s.minutes
    FROM hours_sum s
    LEFT JOIN centre c ON c.id = s.centre_id
    WHERE s.holder_id = for_holder
      AND s.year = in_year
      AND s.minutes <> 0
      AND (whole OR c.location_id = ANY (places));
END
$$;


ALTER FUNCTION access.hours_realised(for_holder uuid, in_year integer) OWNER TO terugblik_owner;

--
-- Name: hours_shown(text); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.hours_shown(by_token text) RETURNS TABLE(holder_name text, in_year integer, words text, set_at timestamp with time zone, time_zone text, centres jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT h.name, g.year, n.words, n.set_at, h.time_zone, n.centres
    FROM hours_page g
    JOIN holder h ON h.id = g.holder_id
    JOIN hours_plan n ON n.holder_id = g.holder_id AND n.year = g.year
     AND n.version = (SELECT max(o.version) FROM hours_plan o WHERE o.holder_id = g.holder_id AND o.year = g.year)
    WHERE (SELECT access.door()) = 'hours'
      AND g.token = by_token
      AND g.closed_at IS NULL;
END
$$;


ALTER FUNCTION access.hours_shown(by_token text) OWNER TO terugblik_owner;

--
-- Name: invited(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.invited() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(person_id), '{}')
        FROM invitation
        WHERE (SELECT access.door()) = 'link'
          AND used_at IS NULL
          AND replaced_at IS NULL);
END
$$;


ALTER FUNCTION access.invited() OWNER TO terugblik_owner;

--
-- Name: keep_filmed(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.keep_filmed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    gone uuid := CASE TG_TABLE_NAME WHEN 'recording' THEN (to_jsonb(OLD) ->> 'id')::uuid ELSE (to_jsonb(OLD) ->> 'recording_id')::uuid END;
BEGIN
    IF EXISTS (SELECT FROM recording r
               JOIN recording m ON m.id = COALESCE(r.angle_of, r.id)
               WHERE r.id = gone
                 AND m.frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'recording % is kept because of a safety signal', gone
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recording_frozen';
    END IF;
    IF TG_TABLE_NAME = 'recording' AND EXISTS (SELECT FROM take t WHERE t.recording_id = gone)
       AND (TG_OP = 'DELETE' OR NOT EXISTS (SELECT FROM erasure_receipt x WHERE x.recording_id = gone)) THEN
        RAISE EXCEPTION 'recording % was filmed and is only erased', gone
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recording_filmed';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;


ALTER FUNCTION access.keep_filmed() OWNER TO terugblik_owner;

--
-- Name: keep_lock(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.keep_lock() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE recording
    SET locked_at = (SELECT min(k.made_at) FROM recording_lock k
                     WHERE k.recording_id = recording.id AND k.lifted_at IS NULL),
        frozen_at = access.frozen_since(recording.id),
        version = version + 1
    WHERE id = NEW.recording_id;
    INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
    SELECT CASE TG_OP WHEN 'INSERT' THEN NEW.id ELSE gen_random_uuid() END,
           r.holder_id,
           COALESCE(NEW.lifted_at, NEW.made_at),
           COALESCE(NEW.lifted_by, NEW.made_by),
           CASE TG_OP WHEN 'INSERT' THEN 'lock' ELSE 'unlock' END,
           r.id,
           r.owner_id,
           NEW.reason
    FROM recording r
    WHERE r.id = NEW.recording_id;
    PERFORM pg_notify('terugblik', 'recording:' || r.id)
    FROM recording r
    WHERE r.id = NEW.recording_id OR r.angle_of = NEW.recording_id;
    PERFORM pg_notify('terugblik', 'cycle:' || r.cycle_id)
    FROM recording r
    WHERE r.id = NEW.recording_id;
    RETURN NULL;
END
$$;


ALTER FUNCTION access.keep_lock() OWNER TO terugblik_owner;

--
-- Name: keep_roster(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.keep_roster() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF access.actor() IS NOT NULL
       AND EXISTS (SELECT FROM roster o
                   JOIN recording r ON r.id = o.recording_id OR r.angle_of = o.recording_id
                   WHERE o.id = OLD.roster_id
                     AND r.deleted_at IS NULL
                     AND EXISTS (SELECT FROM take t WHERE t.recording_id = r.id))
       AND NOT EXISTS (SELECT FROM roster_child c
                       WHERE c.roster_id = OLD.roster_id
                         AND c.child_id = OLD.child_id
                         AND c.seen IN ('present', OLD.seen)) THEN
        RAISE EXCEPTION 'a child that was in view stays on the roster'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'roster_filmed';
    END IF;
    RETURN NULL;
END
$$;


ALTER FUNCTION access.keep_roster() OWNER TO terugblik_owner;

--
-- Name: kept_groups(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.kept_groups() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT access.care_groups('administrator', 'manager'));
END
$$;


ALTER FUNCTION access.kept_groups() OWNER TO terugblik_owner;

--
-- Name: lapsed_voice_notes(timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.lapsed_voice_notes(draft timestamp with time zone, ended timestamp with time zone) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT v.id
    FROM voice_note v
    LEFT JOIN trajectory t ON t.question_id = v.question_id
    WHERE (SELECT access.door()) = 'retain'
      AND v.deleted_at IS NULL
      AND ((v.sent_at IS NULL AND v.made_at < draft) OR t.ended_at < ended);
END
$$;


ALTER FUNCTION access.lapsed_voice_notes(draft timestamp with time zone, ended timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: last_contacts(uuid[]); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.last_contacts(of_trajectories uuid[]) RETURNS TABLE(trajectory_id uuid, at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.last_contacts(of_trajectories uuid[]) OWNER TO terugblik_owner;

--
-- Name: left_cycles(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.left_cycles() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM cycle
        WHERE trajectory_id = ANY ((SELECT access.left_trajectories())::uuid[]));
END
$$;


ALTER FUNCTION access.left_cycles() OWNER TO terugblik_owner;

--
-- Name: left_holders(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.left_holders() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.left_holders() OWNER TO terugblik_owner;

--
-- Name: left_trajectories(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.left_trajectories() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM trajectory
        WHERE employee_id = (SELECT access.actor())
          AND holder_id = ANY ((SELECT access.left_holders())::uuid[]));
END
$$;


ALTER FUNCTION access.left_trajectories() OWNER TO terugblik_owner;

--
-- Name: link_makers(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.link_makers() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT made_by::uuid), '{}')
        FROM invitation
        WHERE person_id = (SELECT access.actor())
          AND made_by NOT LIKE 'system:%');
END
$$;


ALTER FUNCTION access.link_makers() OWNER TO terugblik_owner;

--
-- Name: live_reminders(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.live_reminders() RETURNS TABLE(id uuid, holder_id uuid, employee_id uuid, kind text, weekdays integer[], minute integer, time_zone text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT r.id, r.holder_id, r.employee_id, r.kind, r.weekdays, r.minute, h.time_zone
    FROM reminder r
    JOIN holder h ON h.id = r.holder_id
    JOIN cycle c ON c.id = r.cycle_id AND c.closed_at IS NULL
    WHERE (SELECT access.door()) = 'remind'
      AND NOT EXISTS (SELECT FROM trajectory_pause p WHERE p.trajectory_id = c.trajectory_id AND p.resumed_at IS NULL);
END
$$;


ALTER FUNCTION access.live_reminders() OWNER TO terugblik_owner;

--
-- Name: locations(text[]); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.locations(VARIADIC roles text[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.locations(VARIADIC roles text[]) OWNER TO terugblik_owner;

--
-- Name: lock_filmed(uuid, integer, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.lock_filmed(of_child uuid, days integer, at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    f record;
BEGIN
    IF NOT EXISTS (SELECT FROM access.kept_child k WHERE k.id = of_child)
       OR EXISTS (SELECT FROM effective_consent e WHERE e.child_id = of_child AND e.purpose = 'vib_individual' AND e.allowed) THEN
        RETURN;
    END IF;
    FOR f IN
        SELECT r.id, r.holder_id, r.owner_id, h.time_zone,
               EXISTS (SELECT FROM recording x
                       WHERE (x.id = r.id OR x.angle_of = r.id)
                         AND x.deleted_at IS NULL
                         AND (EXISTS (SELECT FROM take t WHERE t.recording_id = x.id)
                              OR EXISTS (SELECT FROM upload u WHERE u.recording_id = x.id AND u.ended_at IS NULL))) AS has_film
        FROM roster_child c
        JOIN roster o ON o.id = c.roster_id
        JOIN recording r ON r.id = o.recording_id AND r.deleted_at IS NULL
        JOIN holder h ON h.id = r.holder_id
        WHERE c.child_id = of_child
          AND (c.seen = 'present' OR o.confirmed_at IS NULL)
        ORDER BY r.id
    LOOP
        IF NOT f.has_film THEN
            PERFORM pg_notify('terugblik', 'recording:' || f.id);
            CONTINUE;
        END IF;
        INSERT INTO recording_lock (id, recording_id, reason, cause_id, made_at, made_by)
        VALUES (gen_random_uuid(), f.id, 'child_consent', of_child, at, access.actor()::text)
        ON CONFLICT (recording_id, reason, cause_id) WHERE lifted_at IS NULL DO NOTHING;
        INSERT INTO consent_task (id, holder_id, recording_id, owner_id, child_id, made_at, due_on)
        VALUES (gen_random_uuid(), f.holder_id, f.id, f.owner_id, of_child, at,
                (GREATEST(at, now()) AT TIME ZONE f.time_zone)::date + LEAST(GREATEST(days, 1), 30)) -- never over before it began
        ON CONFLICT DO NOTHING;
    END LOOP;
END
$$;


ALTER FUNCTION access.lock_filmed(of_child uuid, days integer, at timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: locked(uuid, text, uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.locked(of_recording uuid, why text, cause uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM recording_lock k
        WHERE k.recording_id = COALESCE((SELECT r.angle_of FROM recording r WHERE r.id = of_recording), of_recording)
          AND k.reason = why
          AND k.cause_id = cause
          AND k.lifted_at IS NULL
          AND (k.recording_id = ANY ((SELECT access.rostered_recordings())::uuid[])
               OR k.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
               OR (SELECT access.door()) IN ('ingest', 'finalise')));
END
$$;


ALTER FUNCTION access.locked(of_recording uuid, why text, cause uuid) OWNER TO terugblik_owner;

--
-- Name: lost_uploads(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.lost_uploads() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(u.id), '{}')
        FROM upload u
        JOIN recording r ON r.id = u.recording_id
        JOIN recording m ON m.id = COALESCE(r.angle_of, r.id)
        JOIN cycle c ON c.id = r.cycle_id
        JOIN trajectory t ON t.id = c.trajectory_id
        JOIN holder h ON h.id = u.holder_id
        WHERE (SELECT access.door()) = 'ingest'
          AND u.completed_at IS NULL
          AND u.ended_at IS NULL
          AND (r.deleted_at IS NOT NULL
               -- What a device still holds of a recording belongs to it, also when coaching rests or has ended.
               OR (u.purpose <> 'device'
                   AND (m.locked_at IS NOT NULL
                        OR c.closed_at IS NOT NULL
                        OR t.ended_at IS NOT NULL
                        OR (h.recording_confirmed_at IS NULL AND h.demo_version IS NULL) -- as coaching.Holder.MayRecord
                        OR EXISTS (SELECT FROM trajectory_pause p WHERE p.trajectory_id = t.id AND p.resumed_at IS NULL)))
               OR NOT EXISTS (SELECT FROM role_assignment a
                              WHERE a.person_id = u.created_by
                                AND a.holder_id = u.holder_id
                                AND a.role = 'employee'
                                AND a.valid_from <= now()
                                AND (a.valid_until IS NULL OR a.valid_until > now()))));
END
$$;


ALTER FUNCTION access.lost_uploads() OWNER TO terugblik_owner;

--
-- Name: managers_of(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.managers_of(employee uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.managers_of(employee uuid) OWNER TO terugblik_owner;

--
-- Name: manages(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.manages() RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM role_assignment m
        WHERE m.person_id = (SELECT access.actor())
          AND m.role = 'manager'
          AND m.valid_from <= now()
          AND (m.valid_until IS NULL OR m.valid_until > now()));
END
$$;


ALTER FUNCTION access.manages() OWNER TO terugblik_owner;

--
-- Name: manages_me(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.manages_me(somebody uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN somebody = ANY (access.managers_of(access.actor()));
END
$$;


ALTER FUNCTION access.manages_me(somebody uuid) OWNER TO terugblik_owner;

--
-- Name: may_be_named(uuid, uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.may_be_named(signal uuid, candidate uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM safety_signal s
        JOIN role_assignment a ON a.holder_id = s.holder_id AND a.person_id = candidate
         AND a.valid_from <= LEAST(s.raised_at, now()) - interval '1 day' AND (a.valid_until IS NULL OR a.valid_until > now())
        WHERE s.id = signal
          AND access.settled(s.holder_id)
          AND candidate <> access.actor()
          AND NOT EXISTS (
              SELECT FROM invitation i
              WHERE i.person_id = candidate
                AND i.made_by IN (access.actor()::text, s.raised_by::text)
                AND i.used_at > now() - interval '7 days')
          AND NOT EXISTS (
              SELECT FROM role_assignment m
              WHERE m.holder_id = s.holder_id
                AND m.person_id = candidate
                AND m.role = 'manager'
                AND m.valid_from <= now()
                AND (m.valid_until IS NULL OR m.valid_until > now()))
          AND NOT EXISTS (
              SELECT FROM recording_lock l
              JOIN recording r ON r.id = l.recording_id
              JOIN cycle c ON c.id = r.cycle_id
              LEFT JOIN trajectory_coach t ON t.trajectory_id = c.trajectory_id
              WHERE l.cause_id = s.id
                AND l.reason = 'safety_signal'
                AND (r.owner_id = candidate OR t.coach_id = candidate)));
END
$$;


ALTER FUNCTION access.may_be_named(signal uuid, candidate uuid) OWNER TO terugblik_owner;

--
-- Name: named_signals(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.named_signals() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT o.signal_id), '{}')
        FROM safety_officer o
        WHERE o.person_id = (SELECT access.actor())
          AND o.ended_at IS NULL
          AND o.holder_id = ANY ((SELECT access.any_role())::uuid[]));
END
$$;


ALTER FUNCTION access.named_signals() OWNER TO terugblik_owner;

--
-- Name: office_films(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.office_films() RETURNS TABLE(recording_id uuid, main_id uuid, holder_id uuid, owner_id uuid, generation integer, duration_ms bigint, recorded_at timestamp with time zone, cause text, cause_id uuid, closes_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    WITH opened AS (
        SELECT unnest(v.recordings) AS main, v.holder_id AS of_holder, 'viewing' AS why, v.id AS why_id, v.closes_at AS until
        FROM viewing v
        WHERE v.officer_id = (SELECT access.actor())
          AND v.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
          AND NOT v.holder_id = ANY ((SELECT access.holders('manager', 'administrator'))::uuid[])
          AND v.opens_at <= now()
          AND v.closes_at > now()
          AND v.ended_at IS NULL
        UNION ALL
        SELECT o.id, e.holder_id, 'emergency', e.id, g.closes_at
        FROM emergency_access e
        JOIN emergency_grant g ON g.emergency_id = e.id
        CROSS JOIN LATERAL access.recordings_on(e.owner_id, e.holder_id, e.on_day) o
        WHERE e.asked_by = (SELECT access.actor())
          AND e.holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
          AND NOT e.holder_id = ANY ((SELECT access.holders('manager'))::uuid[])
          AND g.closes_at > now()
          AND e.ended_at IS NULL
        UNION ALL
        SELECT l.recording_id, s.holder_id, 'signal', s.id, 'infinity'::timestamptz
        FROM safety_officer o
        JOIN safety_signal s ON s.id = o.signal_id AND s.closed_at IS NULL
        JOIN recording_lock l ON l.cause_id = s.id AND l.reason = 'safety_signal' AND l.lifted_at IS NULL
        WHERE o.person_id = (SELECT access.actor())
          AND o.ended_at IS NULL
          AND s.holder_id = ANY ((SELECT access.any_role())::uuid[])
          AND NOT s.holder_id = ANY ((SELECT access.holders('manager'))::uuid[])
    )
    SELECT r.id, COALESCE(r.angle_of, r.id), r.holder_id, r.owner_id, r.generation, r.duration_ms,
           access.recorded_at(COALESCE(r.angle_of, r.id)), o.why, o.why_id, o.until
    FROM opened o
    JOIN recording r ON (r.id = o.main OR r.angle_of = o.main) AND r.holder_id = o.of_holder
    WHERE r.deleted_at IS NULL
      AND (o.why = 'signal' OR NOT EXISTS (
          SELECT FROM recording_lock l
          WHERE l.recording_id = COALESCE(r.angle_of, r.id)
            AND l.reason = 'safety_signal'
            AND l.lifted_at IS NULL));
END
$$;


ALTER FUNCTION access.office_films() OWNER TO terugblik_owner;

--
-- Name: office_people(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.office_people() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT l.actor::uuid), '{}')
        FROM access_log l
        WHERE l.owner_id = (SELECT access.actor())
          AND l.holder_id = ANY ((SELECT access.holders('employee'))::uuid[])
          AND (l.action IN ('viewing_planned', 'viewing', 'viewing_over', 'emergency', 'emergency_view', 'emergency_over',
                            'signal_view', 'erase_asked')
               OR (l.action = 'lock' AND l.detail = 'access_request'))
          AND l.actor ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');
END
$_$;


ALTER FUNCTION access.office_people() OWNER TO terugblik_owner;

--
-- Name: open_cuts(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.open_cuts(of_recording uuid) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT count(*)
        FROM trim c
        JOIN recording r ON r.id = c.recording_id
        WHERE (r.id = of_recording OR r.angle_of = of_recording)
          AND r.deleted_at IS NULL
          AND (of_recording = ANY ((SELECT access.recordings())::uuid[])
               OR r.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]))
          AND c.done_at IS NULL
          AND (c.failed_at IS NULL
               OR (r.angle_of IS NOT NULL
                   AND NOT EXISTS (SELECT FROM trim d
                                   WHERE d.recording_id = c.recording_id AND d.done_at IS NOT NULL
                                     AND d.from_ms <= c.start_ms AND d.to_ms >= c.end_ms))));
END
$$;


ALTER FUNCTION access.open_cuts(of_recording uuid) OWNER TO terugblik_owner;

--
-- Name: opened_marks(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.opened_marks() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('opened_marks'), access.answer('opened_marks', (SELECT COALESCE(array_agg(m.annotation_id), '{}')
        FROM feedback_moment m
        WHERE m.recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
          AND (EXISTS (SELECT FROM look l WHERE l.moment_id = m.id AND l.employee_id = (SELECT access.actor()))
               OR EXISTS (SELECT FROM talk_opening o WHERE o.moment_id = m.id)))));
END
$$;


ALTER FUNCTION access.opened_marks() OWNER TO terugblik_owner;

--
-- Name: own_coaches(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.own_coaches() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT coach_id), '{}')
        FROM trajectory_coach
        WHERE trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[])
          AND valid_from <= now()
          AND (valid_until IS NULL OR valid_until > now()));
END
$$;


ALTER FUNCTION access.own_coaches() OWNER TO terugblik_owner;

--
-- Name: own_cycles(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.own_cycles() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('own_cycles'), access.answer('own_cycles', (SELECT COALESCE(array_agg(id), '{}')
        FROM cycle
        WHERE trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[]))));
END
$$;


ALTER FUNCTION access.own_cycles() OWNER TO terugblik_owner;

--
-- Name: own_moments(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.own_moments() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('own_moments'), access.answer('own_moments', (SELECT COALESCE(array_agg(m.id), '{}')
        FROM feedback_moment m
        WHERE m.recording_id = ANY ((SELECT access.owned_recordings())::uuid[]))));
END
$$;


ALTER FUNCTION access.own_moments() OWNER TO terugblik_owner;

--
-- Name: own_signals(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.own_signals() RETURNS TABLE(signal_id uuid, recording_id uuid, raised_at timestamp with time zone, officers text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT s.id, l.recording_id, l.made_at,
           (SELECT COALESCE(array_agg(concat_ws(' ', p.given_name, NULLIF(p.prefix, ''), p.family_name) ORDER BY o.slot), '{}')
            FROM safety_officer o
            JOIN person p ON p.id = o.person_id
            WHERE o.signal_id = s.id AND o.ended_at IS NULL)
    FROM recording_lock l
    JOIN safety_signal s ON s.id = l.cause_id
    WHERE l.reason = 'safety_signal'
      AND l.lifted_at IS NULL
      AND l.recording_id = ANY ((SELECT access.owned_recordings())::uuid[]);
END
$$;


ALTER FUNCTION access.own_signals() OWNER TO terugblik_owner;

--
-- Name: own_talks(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.own_talks() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('own_talks'), access.answer('own_talks', (SELECT COALESCE(array_agg(id), '{}')
        FROM talk
        WHERE cycle_id = ANY ((SELECT access.own_cycles())::uuid[]))));
END
$$;


ALTER FUNCTION access.own_talks() OWNER TO terugblik_owner;

--
-- Name: own_teams(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.own_teams() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(team_id), '{}')
        FROM team_member
        WHERE person_id = (SELECT access.actor())
          AND holder_id = ANY ((SELECT access.any_role())::uuid[])
          AND valid_from <= now()
          AND (valid_until IS NULL OR valid_until > now()));
END
$$;


ALTER FUNCTION access.own_teams() OWNER TO terugblik_owner;

--
-- Name: own_trajectories(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.own_trajectories() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM trajectory
        WHERE employee_id = (SELECT access.actor())
          AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
END
$$;


ALTER FUNCTION access.own_trajectories() OWNER TO terugblik_owner;

--
-- Name: own_voice_notes(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.own_voice_notes() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM voice_note
        WHERE employee_id = (SELECT access.actor())
          AND deleted_at IS NULL
          AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
END
$$;


ALTER FUNCTION access.own_voice_notes() OWNER TO terugblik_owner;

--
-- Name: owned_recordings(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.owned_recordings() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('owned_recordings'), access.answer('owned_recordings', (SELECT COALESCE(array_agg(id), '{}')
        FROM recording
        WHERE owner_id = (SELECT access.actor())
          AND deleted_at IS NULL
          AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))));
END
$$;


ALTER FUNCTION access.owned_recordings() OWNER TO terugblik_owner;

--
-- Name: part_managers(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.part_managers(of_person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.part_managers(of_person uuid) OWNER TO terugblik_owner;

--
-- Name: partings_since(timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.partings_since(since timestamp with time zone) RETURNS TABLE(question_id uuid, given_name text, prefix text, family_name text, why text, words text, at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.partings_since(since timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: people(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.people() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN access.people_met()
        || (SELECT COALESCE(array_agg(id), '{}') FROM person
            WHERE holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
END
$$;


ALTER FUNCTION access.people() OWNER TO terugblik_owner;

--
-- Name: people_at(uuid[], text[]); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.people_at(places uuid[], VARIADIC roles text[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.people_at(places uuid[], VARIADIC roles text[]) OWNER TO terugblik_owner;

--
-- Name: people_met(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.people_met() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.people_met() OWNER TO terugblik_owner;

--
-- Name: recorded_at(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.recorded_at(recording uuid) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT min(t.began_at)
        FROM take t
        JOIN recording r ON r.id = t.recording_id
        WHERE r.id = recording OR r.angle_of = recording);
END
$$;


ALTER FUNCTION access.recorded_at(recording uuid) OWNER TO terugblik_owner;

--
-- Name: recordings(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.recordings() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('recordings'), access.answer('recordings',
        access.owned_recordings() || access.coached_recordings()));
END
$$;


ALTER FUNCTION access.recordings() OWNER TO terugblik_owner;

--
-- Name: recordings_of_child(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.recordings_of_child(of_child uuid) RETURNS TABLE(id uuid, recorded_at timestamp with time zone, duration_ms bigint, owner_id uuid, given_name text, prefix text, family_name text, state text, seen text, locked boolean, marks bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT r.id,
           COALESCE((SELECT min(t.began_at) FROM take t WHERE t.recording_id = r.id), r.zero_at),
           COALESCE(r.duration_ms, 0),
           p.id, p.given_name, p.prefix, p.family_name,
           r.state, c.seen, r.locked_at IS NOT NULL,
           (SELECT count(*) FROM annotation a WHERE a.recording_id = r.id)
    FROM roster_child c
    JOIN roster o ON o.id = c.roster_id
    JOIN recording r ON r.id = o.recording_id
    JOIN person p ON p.id = r.owner_id
    WHERE c.child_id = of_child
      AND r.deleted_at IS NULL
      AND r.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
    ORDER BY r.created_at, r.id;
END
$$;


ALTER FUNCTION access.recordings_of_child(of_child uuid) OWNER TO terugblik_owner;

--
-- Name: recordings_of_person(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.recordings_of_person(employee uuid) RETURNS TABLE(id uuid, recorded_at timestamp with time zone, duration_ms bigint, owner_id uuid, state text, locked boolean, marks bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT r.id, access.recorded_at(r.id), r.duration_ms, r.owner_id, r.state, r.locked_at IS NOT NULL,
           (SELECT count(*) FROM annotation a WHERE a.recording_id = r.id)
    FROM recording r
    WHERE r.owner_id = employee
      AND r.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
      AND r.angle_of IS NULL
      AND r.deleted_at IS NULL
      AND r.state <> 'planned';
END
$$;


ALTER FUNCTION access.recordings_of_person(employee uuid) OWNER TO terugblik_owner;

--
-- Name: recordings_on(uuid, uuid, date); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.recordings_on(employee uuid, of_holder uuid, on_day date) RETURNS TABLE(id uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT r.id
    FROM recording r
    JOIN holder h ON h.id = r.holder_id
    WHERE r.owner_id = employee
      AND r.holder_id = of_holder
      AND r.angle_of IS NULL
      AND r.deleted_at IS NULL
      AND (access.recorded_at(r.id) AT TIME ZONE h.time_zone)::date = on_day;
END
$$;


ALTER FUNCTION access.recordings_on(employee uuid, of_holder uuid, on_day date) OWNER TO terugblik_owner;

--
-- Name: refuse_frozen(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.refuse_frozen() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    -- Held as who locks holds it: of an erasure and a signal at once, the one that comes second knows of the first.
    PERFORM FROM recording m
    WHERE m.id = (SELECT COALESCE(r.angle_of, r.id) FROM recording r WHERE r.id = NEW.recording_id)
    FOR UPDATE;
    IF EXISTS (
        SELECT FROM recording r
        JOIN recording m ON m.id = COALESCE(r.angle_of, r.id)
        WHERE r.id = NEW.recording_id
          AND m.frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'recording % is kept because of a safety signal', NEW.recording_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recording_frozen';
    END IF;
    RETURN NEW;
END
$$;


ALTER FUNCTION access.refuse_frozen() OWNER TO terugblik_owner;

--
-- Name: rostered_children(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.rostered_children() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('rostered_children'), access.answer('rostered_children', (
        SELECT COALESCE(array_agg(DISTINCT c.child_id), '{}')
        FROM roster_child c
        JOIN roster o ON o.id = c.roster_id
        WHERE o.recording_id = ANY ((SELECT access.rostered_recordings())::uuid[]))));
END
$$;


ALTER FUNCTION access.rostered_children() OWNER TO terugblik_owner;

--
-- Name: rostered_recordings(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.rostered_recordings() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.rostered_recordings() OWNER TO terugblik_owner;

--
-- Name: second_person(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.second_person(emergency uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM emergency_access e
        JOIN role_assignment a ON a.holder_id = e.holder_id AND a.person_id = access.actor()
         AND a.role IN ('administrator', 'data_protection_officer')
         AND a.valid_from <= LEAST(e.asked_at, now()) - interval '1 day'
         AND (a.valid_until IS NULL OR a.valid_until > now())
        WHERE e.id = emergency
          AND e.asked_by <> access.actor()
          AND e.holder_id = ANY (access.holders('administrator', 'data_protection_officer'))
          AND NOT EXISTS (
              SELECT FROM invitation i
              WHERE i.person_id = access.actor()
                AND i.made_by = e.asked_by::text
                AND i.used_at > now() - interval '7 days'));
END
$$;


ALTER FUNCTION access.second_person(emergency uuid) OWNER TO terugblik_owner;

--
-- Name: settle_restore(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.settle_restore() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.confirmed_at IS NOT NULL AND OLD.confirmed_at IS NULL THEN
        UPDATE recording_lock
        SET lifted_at = GREATEST(made_at, NEW.confirmed_at),
            lifted_by = NEW.confirmed_by::text
        WHERE holder_id = NEW.holder_id
          AND reason = 'restore'
          AND cause_id = NEW.id
          AND lifted_at IS NULL;
    ELSIF NEW.thawed_at IS NOT NULL AND OLD.thawed_at IS NULL THEN
        UPDATE recording
        SET frozen_at = access.frozen_since(id),
            version = version + 1
        WHERE id IN (SELECT k.recording_id FROM recording_lock k
                     WHERE k.holder_id = NEW.holder_id AND k.reason = 'restore' AND k.cause_id = NEW.id AND k.lifted_at IS NULL);
    END IF;
    RETURN NULL;
END
$$;


ALTER FUNCTION access.settle_restore() OWNER TO terugblik_owner;

--
-- Name: settled(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.settled(of_holder uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN of_holder = ANY (access.holders('administrator', 'data_protection_officer'))
       AND EXISTS (SELECT FROM role_assignment a
                   WHERE a.person_id = access.actor()
                     AND a.holder_id = of_holder
                     AND a.role IN ('administrator', 'data_protection_officer')
                     AND a.valid_from <= now() - interval '1 day'
                     AND (a.valid_until IS NULL OR a.valid_until > now()))
       AND NOT EXISTS (SELECT FROM invitation i
                       WHERE i.person_id = access.actor()
                         AND i.made_by NOT LIKE 'system:%'
                         AND i.used_at > now() - interval '1 day');
END
$$;


ALTER FUNCTION access.settled(of_holder uuid) OWNER TO terugblik_owner;

--
-- Name: share_counts(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.share_counts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    e coaching_entry;
    row_of entry_share;
BEGIN
    row_of := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    SELECT * INTO e FROM coaching_entry WHERE id = row_of.entry_id;
    IF access.counts(e) THEN
        PERFORM access.count_minutes(e, row_of.centre_id, CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END * row_of.minutes),
                access.count_minutes(e, NULL, CASE TG_OP WHEN 'DELETE' THEN 1 ELSE -1 END * row_of.minutes);
    END IF;
    RETURN NULL;
END
$$;


ALTER FUNCTION access.share_counts() OWNER TO terugblik_owner;

--
-- Name: tablet_at(bytea); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.tablet_at(token bytea) RETURNS TABLE(id uuid, holder_id uuid, group_id uuid, "group" text, place text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.tablet_at(token bytea) OWNER TO terugblik_owner;

--
-- Name: tablet_people(bytea); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.tablet_people(token bytea) RETURNS TABLE(id uuid, given_name text, prefix text, family_name text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.tablet_people(token bytea) OWNER TO terugblik_owner;

--
-- Name: task_cameras(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.task_cameras(of_task uuid) RETURNS TABLE(id uuid, holder_id uuid, owner_id uuid, angle_of uuid, source text, state text, duration_ms bigint, zero_at timestamp with time zone, locked_at timestamp with time zone, frozen_at timestamp with time zone, found_ms bigint, placed text, hand_ms bigint, clock_ms bigint, joined boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT r.id, r.holder_id, r.owner_id, r.angle_of, COALESCE(a.source, ''), r.state, COALESCE(r.duration_ms, 0)::bigint, r.zero_at,
           r.locked_at, r.frozen_at, a.found_ms, COALESCE(a.placed, ''), a.hand_ms,
           round(extract(epoch FROM r.zero_at - m.zero_at) * 1000)::bigint,
           EXISTS (SELECT FROM ingest_token t WHERE t.recording_id = r.id)
    FROM consent_task k
    JOIN recording m ON m.id = k.recording_id AND m.deleted_at IS NULL
    JOIN recording r ON (r.id = m.id OR r.angle_of = m.id) AND r.deleted_at IS NULL
    LEFT JOIN angle a ON a.id = r.id
    WHERE k.id = of_task
      AND k.done_at IS NULL
      AND k.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
    ORDER BY r.angle_of IS NOT NULL, r.id;
END
$$;


ALTER FUNCTION access.task_cameras(of_task uuid) OWNER TO terugblik_owner;

--
-- Name: tell_emergency(uuid, text, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.tell_emergency(emergency uuid, act text, at timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    told integer;
BEGIN
    INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
    SELECT gen_random_uuid(), e.holder_id, at, access.actor()::text, act, o.id, e.owner_id, e.reason
    FROM emergency_access e
    JOIN emergency_grant g ON g.emergency_id = e.id
    CROSS JOIN LATERAL access.recordings_on(e.owner_id, e.holder_id, e.on_day) o
    WHERE e.id = emergency
      AND ((act = 'emergency' AND g.granted_by = access.actor()
            AND NOT EXISTS (SELECT FROM access_log l WHERE l.recording_id = o.id AND l.action = act AND l.at = g.granted_at))
           OR (act = 'emergency_over' AND e.ended_by = access.actor()));
    GET DIAGNOSTICS told = ROW_COUNT;
    RETURN told;
END
$$;


ALTER FUNCTION access.tell_emergency(emergency uuid, act text, at timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: tell_granted(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.tell_granted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM access.tell_emergency(NEW.emergency_id, 'emergency', NEW.granted_at);
    RETURN NULL;
END
$$;


ALTER FUNCTION access.tell_granted() OWNER TO terugblik_owner;

--
-- Name: tell_owner(uuid, text, uuid, text, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.tell_owner(line uuid, act text, recording uuid, said text, at timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    told integer;
BEGIN
    INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
    SELECT line, r.holder_id, LEAST(GREATEST(at, now() - interval '1 day'), now() + interval '1 day'), access.actor()::text, act, r.id, r.owner_id, said
    FROM recording r
    WHERE r.id = recording
      AND CASE
          WHEN act = 'erase_asked' THEN
              r.holder_id = ANY (access.holders('data_protection_officer'))
          WHEN act IN ('viewing', 'emergency_view', 'signal_view') THEN
              r.id IN (SELECT f.main_id FROM access.office_films() f)
          ELSE false
      END;
    GET DIAGNOSTICS told = ROW_COUNT;
    RETURN told;
END
$$;


ALTER FUNCTION access.tell_owner(line uuid, act text, recording uuid, said text, at timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: tell_viewing(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.tell_viewing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
    SELECT gen_random_uuid(), r.holder_id,
           LEAST(GREATEST(COALESCE(NEW.ended_at, NEW.planned_at), now() - interval '1 day'), now() + interval '1 day'), -- not where she never looks
           COALESCE(NEW.ended_by, NEW.officer_id)::text,
           CASE TG_OP WHEN 'INSERT' THEN 'viewing_planned' ELSE 'viewing_over' END, r.id, r.owner_id,
           CASE TG_OP WHEN 'INSERT' THEN to_char(NEW.opens_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ELSE '' END
    FROM recording r
    WHERE r.id = ANY (NEW.recordings)
      AND r.holder_id = NEW.holder_id;
    RETURN NULL;
END
$$;


ALTER FUNCTION access.tell_viewing() OWNER TO terugblik_owner;

--
-- Name: trajectories(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.trajectories() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN COALESCE(access.answered('trajectories'), access.answer('trajectories',
        access.own_trajectories() || access.coached_trajectories()));
END
$$;


ALTER FUNCTION access.trajectories() OWNER TO terugblik_owner;

--
-- Name: transparency(text); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.transparency(address text) RETURNS TABLE(holder text, location text, contact text, basis text, review_days integer, cap_days integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT h.name, l.name, p.contact,
           COALESCE((SELECT b.basis FROM consent_basis b WHERE b.holder_id = h.id ORDER BY b.version DESC LIMIT 1), 'opt_in'),
           COALESCE(t.review_days, 0), COALESCE(t.cap_days, 0)
    FROM transparency_page p
    JOIN location l ON l.id = p.location_id
    JOIN holder h ON h.id = p.holder_id
    LEFT JOIN LATERAL (SELECT r.review_days, r.cap_days FROM retention_terms r
                       WHERE r.holder_id = h.id AND r.valid_from <= now()
                       ORDER BY r.set_at DESC
                       LIMIT 1) t ON true
    WHERE (SELECT access.door()) = 'parents'
      AND p.shown
      AND p.token = address
      AND NOT access.closed(l.id, NULL, NULL, NULL, (now() AT TIME ZONE h.time_zone)::date)
      AND NOT EXISTS (SELECT FROM restore x WHERE x.holder_id = p.holder_id AND x.confirmed_at IS NULL);
END
$$;


ALTER FUNCTION access.transparency(address text) OWNER TO terugblik_owner;

--
-- Name: unfreeze(uuid, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.unfreeze(signal uuid, at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE recording_lock l
    SET lifted_at = at,
        lifted_by = 'system:signal'
    FROM safety_signal s
    WHERE s.id = signal
      AND s.closed_by = access.actor()
      AND l.cause_id = s.id
      AND l.reason = 'safety_signal'
      AND l.lifted_at IS NULL;
END
$$;


ALTER FUNCTION access.unfreeze(signal uuid, at timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: unowned(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.unowned() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(h.id), '{}')
        FROM holder h
        WHERE (SELECT access.door()) = 'first'
          AND NOT EXISTS (SELECT FROM role_assignment r WHERE r.holder_id = h.id));
END
$$;


ALTER FUNCTION access.unowned() OWNER TO terugblik_owner;

--
-- Name: unplaced_entries(uuid, integer); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.unplaced_entries(for_holder uuid, in_year integer) RETURNS TABLE(entry_id uuid, held_on date, minutes integer, employee_id uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT e.id, e.held_on, e.minutes, e.employee_id
    FROM coaching_entry e
    WHERE e.holder_id = for_holder
      AND e.holder_id = ANY (access.holders('administrator'))
      AND e.held_on >= make_date(in_year, 1, 1)
      AND e.held_on < make_date(in_year + 1, 1, 1)
      AND e.replaced_at IS NULL
      AND e.employee_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM entry_share s WHERE s.entry_id = e.id);
END
$$;


ALTER FUNCTION access.unplaced_entries(for_holder uuid, in_year integer) OWNER TO terugblik_owner;

--
-- Name: untouched(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.untouched() RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT access.door()) = 'first' AND NOT EXISTS (SELECT FROM holder);
END
$$;


ALTER FUNCTION access.untouched() OWNER TO terugblik_owner;

--
-- Name: watched_recordings(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.watched_recordings() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT r.id), '{}')
        FROM live_invitation i
        JOIN recording r ON r.id = i.recording_id
        WHERE i.coach_id = (SELECT access.actor())
          AND i.ended_at IS NULL
          AND r.cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
          AND r.deleted_at IS NULL
          AND r.locked_at IS NULL
          AND (r.state = 'planned'
               OR EXISTS (SELECT FROM take t
                          WHERE t.recording_id = r.id
                            AND t.source = 'live'
                            AND (t.ended_at IS NULL OR t.ended_at > now() - interval '90 seconds'))));
END
$$;


ALTER FUNCTION access.watched_recordings() OWNER TO terugblik_owner;

--
-- Name: who_saw(uuid, uuid[], timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.who_saw(person uuid, recordings uuid[], since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(id uuid, at timestamp with time zone, actor text, action text, recording_id uuid, owner_id uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN QUERY
    SELECT l.id, l.at, l.actor, l.action, l.recording_id, l.owner_id
    FROM access_log l
    WHERE l.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
      AND l.at >= since
      AND l.at < until
      AND (person IS NULL OR l.owner_id = person OR l.actor = person::text)
      AND (recordings IS NULL OR l.recording_id = ANY (recordings));
END
$$;


ALTER FUNCTION access.who_saw(person uuid, recordings uuid[], since timestamp with time zone, until timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: whole_holders(text[]); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.whole_holders(VARIADIC roles text[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.whole_holders(VARIADIC roles text[]) OWNER TO terugblik_owner;

--
-- Name: within_engagement(uuid, timestamp with time zone); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.within_engagement(engaged uuid, until timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN engaged IS NULL
        OR (until IS NOT NULL AND EXISTS (
            SELECT FROM engagement e
            WHERE e.id = engaged
              AND e.holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
              AND until <= access.engaged_until(e)));
END
$$;


ALTER FUNCTION access.within_engagement(engaged uuid, until timestamp with time zone) OWNER TO terugblik_owner;

--
-- Name: work_places(uuid, uuid[], date); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.work_places(for_holder uuid, people uuid[], on_day date) RETURNS TABLE(person_id uuid, rank integer, location_id uuid, centre_id uuid, weight bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    asked uuid[] := CASE
        WHEN for_holder = ANY (access.holders('administrator')) THEN people
        ELSE (SELECT COALESCE(array_agg(DISTINCT t.employee_id), '{}') FROM trajectory t
              WHERE t.id = ANY (access.coached_trajectories()) AND t.holder_id = for_holder AND t.employee_id = ANY (people)) END;
BEGIN
    RETURN QUERY
    WITH standing AS (
        SELECT m.person_id AS who, 1 AS level, m.location_id AS place, NULL::uuid AS of_group, (m.fte * 100)::bigint AS heavy
        FROM employment m
        WHERE m.holder_id = for_holder
          AND m.person_id = ANY (asked)
          AND m.standing <> 'other'
          AND m.from_day <= on_day
          AND (m.until_day IS NULL OR m.until_day >= on_day)
        UNION ALL
        SELECT r.person_id, 2, r.location_id, g.centre_id, 1
        FROM role_assignment r
        JOIN holder h ON h.id = r.holder_id
        LEFT JOIN care_group g ON g.id = r.group_id
        WHERE r.holder_id = for_holder
          AND r.person_id = ANY (asked)
          AND r.role = 'employee'
          AND r.valid_from < (on_day + 1)::timestamp AT TIME ZONE h.time_zone
          AND (r.valid_until IS NULL OR r.valid_until > on_day::timestamp AT TIME ZONE h.time_zone)
    )
    SELECT s.who, s.level, c.location_id, c.id, s.heavy
    FROM standing s
    JOIN access.centre_days c ON c.holder_id = for_holder
     AND (s.place IS NULL OR c.location_id = s.place)
     AND (s.of_group IS NULL OR c.id = s.of_group)
     AND on_day BETWEEN c.first_day AND c.last_day;
END
$$;


ALTER FUNCTION access.work_places(for_holder uuid, people uuid[], on_day date) OWNER TO terugblik_owner;

--
-- Name: worked(uuid, integer); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.worked(for_holder uuid, in_year integer) RETURNS TABLE(who uuid, place uuid, how text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    first date := make_date(in_year, 1, 1);
    next date := make_date(in_year + 1, 1, 1);
    zone text := (SELECT h.time_zone FROM holder h WHERE h.id = for_holder);
    begins timestamptz := first::timestamp AT TIME ZONE zone;
    ends timestamptz := next::timestamp AT TIME ZONE zone;
BEGIN
    RETURN QUERY
    SELECT r.person_id, r.location_id, NULL
    FROM role_assignment r
    WHERE r.holder_id = for_holder
      AND r.role = 'employee'
      AND r.valid_from < ends
      AND (r.valid_until IS NULL OR (r.valid_until > begins AND r.valid_until > r.valid_from))
    UNION ALL
    SELECT m.person_id, m.location_id, m.kind
    FROM employment m
    WHERE m.holder_id = for_holder
      AND m.standing <> 'other'
      AND m.from_day < next
      AND (m.until_day IS NULL OR m.until_day >= first);
END
$$;


ALTER FUNCTION access.worked(for_holder uuid, in_year integer) OWNER TO terugblik_owner;

--
-- Name: working(uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.working(holder uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RETURN COALESCE(NULLIF(current_setting('app.holder', true), ''), holder::text) = holder::text;
END
$$;


ALTER FUNCTION access.working(holder uuid) OWNER TO terugblik_owner;

--
-- Name: workplaces(); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.workplaces() RETURNS TABLE(id uuid, name text, has_left boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.workplaces() OWNER TO terugblik_owner;

--
-- Name: works_elsewhere(uuid, uuid); Type: FUNCTION; Schema: access; Owner: terugblik_owner
--

CREATE FUNCTION access.works_elsewhere(somebody uuid, keeper uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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


ALTER FUNCTION access.works_elsewhere(somebody uuid, keeper uuid) OWNER TO terugblik_owner;

--
-- Name: audit_entry; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.audit_entry (
    holder_id uuid NOT NULL,
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    written_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    act text NOT NULL,
    person_id uuid,
    thing_kind text NOT NULL,
    thing_id uuid,
    source text NOT NULL,
    line_id uuid,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_entry_act CHECK ((act ~ '^[a-z_]{3,40}$'::text)),
    CONSTRAINT audit_entry_actor CHECK ((actor ~ '^([0-9a-f-]{36}|[a-z_:]{3,40})$'::text)),
    CONSTRAINT audit_entry_hash CHECK ((length(hash) = 32)),
    CONSTRAINT audit_entry_number CHECK ((number > 0)),
    CONSTRAINT audit_entry_previous CHECK ((length(previous) = 32)),
    CONSTRAINT audit_entry_source CHECK ((source ~ '^[a-z_]{3,63}$'::text)),
    CONSTRAINT audit_entry_thing CHECK ((thing_kind ~ '^[a-z_]{0,40}$'::text))
);


ALTER TABLE public.audit_entry OWNER TO terugblik_owner;

--
-- Name: add(public.audit_entry); Type: FUNCTION; Schema: audit; Owner: terugblik_owner
--

CREATE FUNCTION audit.add(e public.audit_entry) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
BEGIN
    PERFORM pg_advisory_xact_lock(742602600, hashtext(e.holder_id::text));
    SELECT l.number, l.hash
    INTO e.number, e.previous
    FROM audit_entry l
    WHERE l.holder_id = e.holder_id
    ORDER BY l.number DESC
    LIMIT 1;
    e.number := COALESCE(e.number, 0) + 1;
    e.previous := COALESCE(e.previous, decode(repeat('00', 32), 'hex'));
    e.written_at := clock_timestamp();
    IF e.actor IS NULL OR e.actor !~ '^([0-9a-f-]{36}|[a-z_:]{3,40})$' THEN
        e.actor := 'unknown'; -- words of anybody never come in
    END IF;
    IF e.act !~ '^[a-z_]{3,40}$' THEN
        e.act := 'other';
    END IF;
    e.hash := sha256(e.previous || audit.content(e));
    INSERT INTO audit_entry VALUES (e.*);
END
$_$;


ALTER FUNCTION audit.add(e public.audit_entry) OWNER TO terugblik_owner;

--
-- Name: append(); Type: FUNCTION; Schema: audit; Owner: terugblik_owner
--

CREATE FUNCTION audit.append() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    line jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    said text[];
    e audit_entry;
BEGIN
    FOR i IN 0 .. 5 LOOP
        said[i] := CASE WHEN TG_ARGV[i] LIKE '.%' THEN line ->> substr(TG_ARGV[i], 2) ELSE NULLIF(TG_ARGV[i], '') END;
    END LOOP;
    e.holder_id := line ->> 'holder_id';
    e.act := said[0];
    e.actor := COALESCE(said[1], current_setting('app.actor', true));
    e.person_id := said[2];
    e.thing_kind := COALESCE(said[3], '');
    e.thing_id := said[4];
    e.at := COALESCE(said[5]::timestamptz, now());
    e.source := TG_TABLE_NAME;
    e.line_id := line ->> 'id';
    PERFORM audit.add(e);
    RETURN NULL;
END
$$;


ALTER FUNCTION audit.append() OWNER TO terugblik_owner;

--
-- Name: content(public.audit_entry); Type: FUNCTION; Schema: audit; Owner: terugblik_owner
--

CREATE FUNCTION audit.content(e public.audit_entry) RETURNS bytea
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RETURN convert_to(concat_ws(E'\n', 'terugblik-audit-1', e.holder_id, e.number,
        to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        to_char(e.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        e.actor, e.act, COALESCE(e.person_id::text, '-'), e.thing_kind, COALESCE(e.thing_id::text, '-'),
        e.source, COALESCE(e.line_id::text, '-')), 'UTF8');
END
$$;


ALTER FUNCTION audit.content(e public.audit_entry) OWNER TO terugblik_owner;

--
-- Name: refuse(); Type: FUNCTION; Schema: audit; Owner: terugblik_owner
--

CREATE FUNCTION audit.refuse() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RAISE EXCEPTION 'lines of the audit log are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END
$$;


ALTER FUNCTION audit.refuse() OWNER TO terugblik_owner;

--
-- Name: river_job_state_in_bitmask(bit, public.river_job_state); Type: FUNCTION; Schema: public; Owner: terugblik_owner
--

CREATE FUNCTION public.river_job_state_in_bitmask(bitmask bit, state public.river_job_state) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE state
        WHEN 'available' THEN get_bit(bitmask, 7)
        WHEN 'cancelled' THEN get_bit(bitmask, 6)
        WHEN 'completed' THEN get_bit(bitmask, 5)
        WHEN 'discarded' THEN get_bit(bitmask, 4)
        WHEN 'pending'   THEN get_bit(bitmask, 3)
        WHEN 'retryable' THEN get_bit(bitmask, 2)
        WHEN 'running'   THEN get_bit(bitmask, 1)
        WHEN 'scheduled' THEN get_bit(bitmask, 0)
        ELSE 0
    END = 1;
$$;


ALTER FUNCTION public.river_job_state_in_bitmask(bitmask bit, state public.river_job_state) OWNER TO terugblik_owner;

--
-- Name: centre; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.centre (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    location_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    lrk_number text,
    registered_from date NOT NULL,
    registered_until date,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT centre_dates CHECK ((registered_until >= registered_from)),
    CONSTRAINT centre_kind_known CHECK ((kind = ANY (ARRAY['daycare'::text, 'out_of_school'::text, 'playgroup'::text]))),
    CONSTRAINT centre_lrk_number CHECK ((lrk_number ~ '^[0-9]{9,12}$'::text)),
    CONSTRAINT centre_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);


ALTER TABLE public.centre OWNER TO terugblik_owner;

--
-- Name: location; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.location (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    until_day date,
    CONSTRAINT location_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);


ALTER TABLE public.location OWNER TO terugblik_owner;

--
-- Name: centre_days; Type: VIEW; Schema: access; Owner: terugblik_owner
--

CREATE VIEW access.centre_days WITH (security_invoker='true') AS
 SELECT c.id,
    c.holder_id,
    c.location_id,
    c.name,
    c.kind,
    c.lrk_number,
    c.registered_from AS first_day,
    COALESCE(LEAST(c.registered_until, l.until_day), 'infinity'::date) AS last_day
   FROM (public.centre c
     JOIN public.location l ON ((l.id = c.location_id)));


ALTER TABLE access.centre_days OWNER TO terugblik_owner;

--
-- Name: entry_attendee; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.entry_attendee (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    person_id uuid NOT NULL
);


ALTER TABLE public.entry_attendee OWNER TO terugblik_owner;

--
-- Name: hours_coached; Type: VIEW; Schema: access; Owner: terugblik_owner
--

CREATE VIEW access.hours_coached AS
 SELECT e.holder_id,
    (EXTRACT(year FROM e.held_on))::integer AS year,
    who.person_id,
    sum(e.minutes) AS minutes,
    (count(*) FILTER (WHERE ((e.minutes > 0) AND (e.kind <> ALL (ARRAY['preparation'::text, 'policy'::text, 've'::text])))))::integer AS lines
   FROM (public.coaching_entry e
     JOIN LATERAL ( SELECT e.employee_id AS person_id
          WHERE (e.employee_id IS NOT NULL)
        UNION ALL
         SELECT a.person_id
           FROM public.entry_attendee a
          WHERE (a.entry_id = e.id)) who ON (true))
  WHERE ((e.replaced_at IS NULL) AND (e.confirmed_at IS NOT NULL))
  GROUP BY e.holder_id, ((EXTRACT(year FROM e.held_on))::integer), who.person_id
 HAVING (sum(e.minutes) <> 0);


ALTER TABLE access.hours_coached OWNER TO terugblik_owner;

--
-- Name: entry_share; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.entry_share (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    centre_id uuid NOT NULL,
    minutes integer NOT NULL,
    CONSTRAINT entry_share_minutes CHECK ((minutes >= 0))
);


ALTER TABLE public.entry_share OWNER TO terugblik_owner;

--
-- Name: hours_counted; Type: VIEW; Schema: access; Owner: terugblik_owner
--

CREATE VIEW access.hours_counted AS
 SELECT part.holder_id,
    part.year,
    part.centre_id,
    part.kind,
    part.in_ratio,
    (sum(part.minutes))::bigint AS minutes
   FROM ( SELECT e.holder_id,
            (EXTRACT(year FROM e.held_on))::integer AS year,
            s.centre_id,
            e.kind,
            e.in_ratio,
            s.minutes
           FROM (public.coaching_entry e
             JOIN public.entry_share s ON ((s.entry_id = e.id)))
          WHERE ((e.replaced_at IS NULL) AND (e.confirmed_at IS NOT NULL))
        UNION ALL
         SELECT e.holder_id,
            (EXTRACT(year FROM e.held_on))::integer AS "extract",
            NULL::uuid,
            e.kind,
            e.in_ratio,
            (e.minutes - COALESCE(( SELECT sum(s.minutes) AS sum
                   FROM public.entry_share s
                  WHERE (s.entry_id = e.id)), (0)::bigint))
           FROM public.coaching_entry e
          WHERE ((e.replaced_at IS NULL) AND (e.confirmed_at IS NOT NULL))) part
  GROUP BY part.holder_id, part.year, part.centre_id, part.kind, part.in_ratio
 HAVING (sum(part.minutes) <> (0)::numeric);


ALTER TABLE access.hours_counted OWNER TO terugblik_owner;

--
-- Name: child; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.child (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    group_id uuid NOT NULL,
    name text NOT NULL,
    left_on date,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT child_name_length CHECK (((length(name) >= 1) AND (length(name) <= 40)))
);


ALTER TABLE public.child OWNER TO terugblik_owner;

--
-- Name: kept_child; Type: VIEW; Schema: access; Owner: terugblik_owner
--

CREATE VIEW access.kept_child WITH (security_invoker='true') AS
 SELECT c.id,
    c.holder_id
   FROM public.child c
  WHERE ((c.holder_id = ANY (( SELECT access.whole_holders(VARIADIC ARRAY['administrator'::text, 'manager'::text]) AS whole_holders)::uuid[])) OR (c.holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])) OR (c.group_id = ANY (( SELECT access.kept_groups() AS kept_groups)::uuid[])));


ALTER TABLE access.kept_child OWNER TO terugblik_owner;

--
-- Name: access_log; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.access_log (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    recording_id uuid,
    owner_id uuid,
    detail text DEFAULT ''::text NOT NULL,
    report_id uuid
);


ALTER TABLE public.access_log OWNER TO terugblik_owner;

--
-- Name: access_token; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.access_token (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    CONSTRAINT access_token_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);


ALTER TABLE public.access_token OWNER TO terugblik_owner;

--
-- Name: administration_log; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.administration_log (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    actor text NOT NULL,
    act text NOT NULL,
    person_id uuid,
    role text DEFAULT ''::text NOT NULL,
    day date,
    detail text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT administration_act_known CHECK ((act ~ '^[a-z_]{3,40}$'::text))
);


ALTER TABLE public.administration_log OWNER TO terugblik_owner;

--
-- Name: angle; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.angle (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    found_ms bigint,
    placed text DEFAULT ''::text NOT NULL,
    confidence real DEFAULT 0 NOT NULL,
    placed_for text DEFAULT ''::text NOT NULL,
    hand_ms bigint,
    CONSTRAINT angle_confidence CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
    CONSTRAINT angle_hand CHECK ((abs(hand_ms) <= 86400000)),
    CONSTRAINT angle_name_length CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT angle_number CHECK (((number >= 2) AND (number <= 9))),
    CONSTRAINT angle_placed_known CHECK ((placed = ANY (ARRAY[''::text, 'clock'::text, 'sound'::text, 'none'::text]))),
    CONSTRAINT angle_source_known CHECK ((source = ANY (ARRAY['live'::text, 'file'::text])))
);


ALTER TABLE public.angle OWNER TO terugblik_owner;

--
-- Name: annotation; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.annotation (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    author_id uuid NOT NULL,
    start_ms bigint NOT NULL,
    end_ms bigint NOT NULL,
    kind text,
    text text DEFAULT ''::text NOT NULL,
    codes text[] DEFAULT '{}'::text[] NOT NULL,
    subject text,
    answers_id uuid,
    shapes jsonb DEFAULT '[]'::jsonb NOT NULL,
    visibility text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT annotation_kind_known CHECK ((kind = ANY (ARRAY['top'::text, 'tip'::text, 'question'::text, 'observation'::text, 'proud'::text]))),
    CONSTRAINT annotation_order CHECK ((end_ms >= start_ms)),
    CONSTRAINT annotation_says_something CHECK (((kind IS NOT NULL) OR (cardinality(codes) > 0))),
    CONSTRAINT annotation_start CHECK ((start_ms >= 0)),
    CONSTRAINT annotation_subject_known CHECK ((subject = ANY (ARRAY['employee'::text, 'child'::text, 'other'::text]))),
    CONSTRAINT annotation_text_length CHECK ((length(text) <= 4000)),
    CONSTRAINT annotation_visibility_known CHECK ((visibility = ANY (ARRAY['own'::text, 'draft'::text, 'released'::text])))
);


ALTER TABLE public.annotation OWNER TO terugblik_owner;

--
-- Name: breach_entry; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.breach_entry (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    breach_id uuid NOT NULL,
    number integer NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    what text NOT NULL,
    kinds text DEFAULT ''::text NOT NULL,
    affected integer,
    measures text DEFAULT ''::text NOT NULL,
    authority text NOT NULL,
    authority_at timestamp with time zone,
    authority_why text DEFAULT ''::text NOT NULL,
    people text NOT NULL,
    people_at timestamp with time zone,
    people_why text DEFAULT ''::text NOT NULL,
    closed boolean DEFAULT false NOT NULL,
    written_by uuid NOT NULL,
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT breach_entry_affected CHECK ((affected >= 0)),
    CONSTRAINT breach_entry_authority_known CHECK ((authority = ANY (ARRAY['open'::text, 'told'::text, 'not_needed'::text]))),
    CONSTRAINT breach_entry_authority_length CHECK ((length(authority_why) <= 1000)),
    CONSTRAINT breach_entry_authority_when CHECK (((authority <> 'told'::text) OR (authority_at IS NOT NULL))),
    CONSTRAINT breach_entry_kinds_length CHECK ((length(kinds) <= 1000)),
    CONSTRAINT breach_entry_measures_length CHECK ((length(measures) <= 4000)),
    CONSTRAINT breach_entry_number CHECK ((number > 0)),
    CONSTRAINT breach_entry_people_known CHECK ((people = ANY (ARRAY['open'::text, 'told'::text, 'not_needed'::text]))),
    CONSTRAINT breach_entry_people_length CHECK ((length(people_why) <= 1000)),
    CONSTRAINT breach_entry_people_when CHECK (((people <> 'told'::text) OR (people_at IS NOT NULL))),
    CONSTRAINT breach_entry_what_length CHECK (((length(what) >= 1) AND (length(what) <= 4000)))
);


ALTER TABLE public.breach_entry OWNER TO terugblik_owner;

--
-- Name: care_group; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.care_group (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    location_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    until_day date,
    centre_id uuid,
    CONSTRAINT care_group_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);


ALTER TABLE public.care_group OWNER TO terugblik_owner;

--
-- Name: child_consent; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.child_consent (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    child_id uuid NOT NULL,
    guardian_id uuid NOT NULL,
    purpose text NOT NULL,
    act text NOT NULL,
    at timestamp with time zone NOT NULL,
    how text NOT NULL,
    text_version integer NOT NULL,
    noted_by uuid NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    CONSTRAINT child_consent_act_known CHECK ((act = ANY (ARRAY['given'::text, 'refused'::text, 'withdrawn'::text, 'objection'::text]))),
    CONSTRAINT child_consent_how_known CHECK ((how = ANY (ARRAY['paper'::text, 'conversation'::text, 'e-mail'::text, 'form'::text]))),
    CONSTRAINT child_consent_order CHECK ((at <= noted_at)),
    CONSTRAINT child_consent_purpose_known CHECK ((purpose = ANY (ARRAY['vib_individual'::text, 'vib_team'::text, 'supervision'::text, 'research'::text, 'external_use'::text]))),
    CONSTRAINT child_consent_text_version CHECK ((text_version > 0))
);


ALTER TABLE public.child_consent OWNER TO terugblik_owner;

--
-- Name: coach_question; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.coach_question (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);


ALTER TABLE public.coach_question OWNER TO terugblik_owner;

--
-- Name: code_pad; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.code_pad (
    person_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    codes text[] NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT code_pad_nine CHECK (((cardinality(codes) >= 1) AND (cardinality(codes) <= 9)))
);


ALTER TABLE public.code_pad OWNER TO terugblik_owner;

--
-- Name: consent_basis; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.consent_basis (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    version integer NOT NULL,
    basis text NOT NULL,
    balancing text DEFAULT ''::text NOT NULL,
    both_guardians boolean DEFAULT false NOT NULL,
    register_in_use boolean NOT NULL,
    task_days integer NOT NULL,
    set_by uuid,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT consent_basis_balanced CHECK (((basis = 'opt_in'::text) OR (balancing <> ''::text))),
    CONSTRAINT consent_basis_balancing_length CHECK ((length(balancing) <= 5000)),
    CONSTRAINT consent_basis_known CHECK ((basis = ANY (ARRAY['opt_in'::text, 'legitimate_interest'::text]))),
    CONSTRAINT consent_basis_task_days CHECK (((task_days >= 1) AND (task_days <= 30))),
    CONSTRAINT consent_basis_version CHECK ((version > 0))
);


ALTER TABLE public.consent_basis OWNER TO terugblik_owner;

--
-- Name: consent_task; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.consent_task (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    child_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    done_how text,
    done_at timestamp with time zone,
    done_by text,
    CONSTRAINT consent_task_done CHECK ((((done_at IS NULL) = (done_how IS NULL)) AND ((done_at IS NULL) = (done_by IS NULL)))),
    CONSTRAINT consent_task_how_known CHECK ((done_how = ANY (ARRAY['deleted'::text, 'trimmed'::text, 'masked'::text, 'given_again'::text])))
);


ALTER TABLE public.consent_task OWNER TO terugblik_owner;

--
-- Name: credential; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.credential (
    person_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    password_hash text NOT NULL,
    changed_at timestamp with time zone NOT NULL
);


ALTER TABLE public.credential OWNER TO terugblik_owner;

--
-- Name: cycle; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.cycle (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    trajectory_id uuid NOT NULL,
    number integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT cycle_number CHECK ((number > 0))
);


ALTER TABLE public.cycle OWNER TO terugblik_owner;

--
-- Name: dual_role; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.dual_role (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid NOT NULL,
    words text NOT NULL,
    declared_by uuid NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT dual_role_dates CHECK ((ended_at >= declared_at)),
    CONSTRAINT dual_role_words_length CHECK (((length(words) >= 1) AND (length(words) <= 500)))
);


ALTER TABLE public.dual_role OWNER TO terugblik_owner;

--
-- Name: effective_consent; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.effective_consent (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    child_id uuid NOT NULL,
    purpose text NOT NULL,
    allowed boolean NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT effective_consent_purpose_known CHECK ((purpose = ANY (ARRAY['vib_individual'::text, 'vib_team'::text, 'supervision'::text, 'research'::text, 'external_use'::text])))
);


ALTER TABLE public.effective_consent OWNER TO terugblik_owner;

--
-- Name: emergency_access; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.emergency_access (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    on_day date NOT NULL,
    reason text NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    CONSTRAINT emergency_access_ended CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT emergency_access_reason_length CHECK (((length(reason) >= 10) AND (length(reason) <= 1000)))
);


ALTER TABLE public.emergency_access OWNER TO terugblik_owner;

--
-- Name: emergency_grant; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.emergency_grant (
    emergency_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    asked_by uuid NOT NULL,
    granted_by uuid NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    CONSTRAINT emergency_grant_two_people CHECK ((granted_by <> asked_by)),
    CONSTRAINT emergency_grant_window CHECK (((closes_at > granted_at) AND (closes_at <= (granted_at + '24:00:00'::interval))))
);


ALTER TABLE public.emergency_grant OWNER TO terugblik_owner;

--
-- Name: employment; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.employment (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    fte numeric(5,2) NOT NULL,
    standing text NOT NULL,
    location_id uuid,
    from_day date NOT NULL,
    until_day date,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT employment_dates CHECK ((until_day >= from_day)),
    CONSTRAINT employment_fte CHECK (((fte >= (0)::numeric) AND (fte <= (2)::numeric))),
    CONSTRAINT employment_kind_known CHECK ((kind = ANY (ARRAY['fixed'::text, 'flexible'::text, 'agency'::text]))),
    CONSTRAINT employment_standing_known CHECK ((standing = ANY (ARRAY['qualified'::text, 'in_training'::text, 'other'::text])))
);


ALTER TABLE public.employment OWNER TO terugblik_owner;

--
-- Name: erasure_receipt; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.erasure_receipt (
    recording_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    was_shared boolean NOT NULL,
    reason text NOT NULL,
    requested_by uuid,
    requested_at timestamp with time zone NOT NULL,
    key_destroyed_at timestamp with time zone,
    completed_at timestamp with time zone,
    files integer DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    why text DEFAULT ''::text NOT NULL,
    angle_of uuid,
    CONSTRAINT erasure_receipt_asked CHECK (((requested_by IS NOT NULL) OR (reason = 'retention'::text)))
);


ALTER TABLE public.erasure_receipt OWNER TO terugblik_owner;

--
-- Name: evaluation; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.evaluation (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    trajectory_id uuid NOT NULL,
    number integer NOT NULL,
    started_by uuid NOT NULL,
    started_at timestamp with time zone NOT NULL,
    CONSTRAINT evaluation_number CHECK ((number > 0))
);


ALTER TABLE public.evaluation OWNER TO terugblik_owner;

--
-- Name: evaluation_part; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.evaluation_part (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    author_id uuid NOT NULL,
    answered text DEFAULT ''::text NOT NULL,
    best_moment text DEFAULT ''::text NOT NULL,
    keep text DEFAULT ''::text NOT NULL,
    next_question text DEFAULT ''::text NOT NULL,
    growth text DEFAULT ''::text NOT NULL,
    helped text DEFAULT ''::text NOT NULL,
    wish text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    handed_in_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT evaluation_part_answered_length CHECK ((length(answered) <= 2000)),
    CONSTRAINT evaluation_part_best_moment_length CHECK ((length(best_moment) <= 2000)),
    CONSTRAINT evaluation_part_growth_length CHECK ((length(growth) <= 2000)),
    CONSTRAINT evaluation_part_helped_length CHECK ((length(helped) <= 2000)),
    CONSTRAINT evaluation_part_keep_length CHECK ((length(keep) <= 2000)),
    CONSTRAINT evaluation_part_next_question_length CHECK ((length(next_question) <= 2000)),
    CONSTRAINT evaluation_part_wish_length CHECK ((length(wish) <= 2000))
);


ALTER TABLE public.evaluation_part OWNER TO terugblik_owner;

--
-- Name: feedback_choice; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.feedback_choice (
    cycle_id uuid NOT NULL,
    annotation_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    "position" integer NOT NULL
);


ALTER TABLE public.feedback_choice OWNER TO terugblik_owner;

--
-- Name: feedback_moment; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.feedback_moment (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    release_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    annotation_id uuid NOT NULL,
    "position" integer NOT NULL,
    start_ms bigint NOT NULL,
    end_ms bigint NOT NULL
);


ALTER TABLE public.feedback_moment OWNER TO terugblik_owner;

--
-- Name: feedback_release; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.feedback_release (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    coach_id uuid NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    released_at timestamp with time zone NOT NULL,
    CONSTRAINT feedback_release_message_length CHECK ((length(message) <= 4000))
);


ALTER TABLE public.feedback_release OWNER TO terugblik_owner;

--
-- Name: gap; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.gap (
    recording_id uuid NOT NULL,
    take_number integer NOT NULL,
    holder_id uuid NOT NULL,
    start_ms bigint NOT NULL,
    end_ms bigint NOT NULL,
    track text NOT NULL,
    reason text NOT NULL,
    CONSTRAINT gap_order CHECK ((end_ms >= start_ms)),
    CONSTRAINT gap_track_known CHECK ((track = ANY (ARRAY['video'::text, 'audio'::text])))
);


ALTER TABLE public.gap OWNER TO terugblik_owner;

--
-- Name: goose_db_version; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.goose_db_version (
    id integer NOT NULL,
    version_id bigint NOT NULL,
    is_applied boolean NOT NULL,
    tstamp timestamp without time zone DEFAULT now() NOT NULL
);


ALTER TABLE public.goose_db_version OWNER TO terugblik_owner;

--
-- Name: goose_db_version_id_seq; Type: SEQUENCE; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.goose_db_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goose_db_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: guardian; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.guardian (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    child_id uuid NOT NULL,
    label text NOT NULL,
    ended_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT guardian_label_length CHECK (((length(label) >= 1) AND (length(label) <= 40)))
);


ALTER TABLE public.guardian OWNER TO terugblik_owner;

--
-- Name: holder; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.holder (
    id uuid NOT NULL,
    name text NOT NULL,
    time_zone text DEFAULT 'Europe/Amsterdam'::text NOT NULL,
    demo_version integer,
    recording_confirmed_at timestamp with time zone,
    recording_confirmed_by uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT holder_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);


ALTER TABLE public.holder OWNER TO terugblik_owner;

--
-- Name: hours_page; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.hours_page (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    year integer NOT NULL,
    token text NOT NULL,
    opened_by uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT hours_page_token_length CHECK ((length(token) >= 22)),
    CONSTRAINT hours_page_year CHECK (((year >= 2018) AND (year <= 2200)))
);


ALTER TABLE public.hours_page OWNER TO terugblik_owner;

--
-- Name: hours_plan; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.hours_plan (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    year integer NOT NULL,
    version integer NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    centres jsonb NOT NULL,
    set_by uuid NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT hours_plan_centres CHECK ((jsonb_typeof(centres) = 'array'::text)),
    CONSTRAINT hours_plan_words_length CHECK ((length(words) <= 2000)),
    CONSTRAINT hours_plan_year CHECK (((year >= 2018) AND (year <= 2200)))
);


ALTER TABLE public.hours_plan OWNER TO terugblik_owner;

--
-- Name: hours_reached; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.hours_reached (
    holder_id uuid NOT NULL,
    year integer NOT NULL,
    person_id uuid NOT NULL,
    minutes bigint NOT NULL,
    lines integer NOT NULL
);


ALTER TABLE public.hours_reached OWNER TO terugblik_owner;

--
-- Name: hours_rule; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.hours_rule (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    year integer NOT NULL,
    version integer NOT NULL,
    per_centre bigint NOT NULL,
    per_fte bigint NOT NULL,
    per_toddler bigint NOT NULL,
    full_time bigint NOT NULL,
    weeks integer NOT NULL,
    count_training boolean NOT NULL,
    counted text[] NOT NULL,
    source text NOT NULL,
    set_by uuid NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT hours_rule_full_time CHECK (((full_time >= 2000) AND (full_time <= 4800))),
    CONSTRAINT hours_rule_per_centre CHECK (((per_centre >= 0) AND (per_centre <= 100000))),
    CONSTRAINT hours_rule_per_fte CHECK (((per_fte >= 0) AND (per_fte <= 100000))),
    CONSTRAINT hours_rule_per_toddler CHECK (((per_toddler >= 0) AND (per_toddler <= 100000))),
    CONSTRAINT hours_rule_source_length CHECK ((length(source) <= 500)),
    CONSTRAINT hours_rule_weeks CHECK (((weeks >= 1) AND (weeks <= 52))),
    CONSTRAINT hours_rule_year CHECK (((year >= 2018) AND (year <= 2200)))
);


ALTER TABLE public.hours_rule OWNER TO terugblik_owner;

--
-- Name: hours_snapshot; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.hours_snapshot (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    year integer NOT NULL,
    version integer NOT NULL,
    per_centre bigint NOT NULL,
    per_fte bigint NOT NULL,
    per_toddler bigint NOT NULL,
    full_time bigint NOT NULL,
    weeks integer NOT NULL,
    count_training boolean NOT NULL,
    fte_fixed bigint NOT NULL,
    fte_flexible bigint NOT NULL,
    fte_agency bigint NOT NULL,
    fte_training bigint NOT NULL,
    centres jsonb NOT NULL,
    source text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    fixed_by uuid NOT NULL,
    fixed_at timestamp with time zone NOT NULL,
    CONSTRAINT hours_snapshot_agency CHECK (((fte_agency >= 0) AND (fte_agency <= 1000000000))),
    CONSTRAINT hours_snapshot_centres CHECK ((jsonb_typeof(centres) = 'array'::text)),
    CONSTRAINT hours_snapshot_corrected CHECK (((version = 1) OR (reason <> ''::text))),
    CONSTRAINT hours_snapshot_fixed CHECK (((fte_fixed >= 0) AND (fte_fixed <= 1000000000))),
    CONSTRAINT hours_snapshot_flexible CHECK (((fte_flexible >= 0) AND (fte_flexible <= 1000000000))),
    CONSTRAINT hours_snapshot_reason_length CHECK ((length(reason) <= 500)),
    CONSTRAINT hours_snapshot_source_length CHECK (((length(source) >= 1) AND (length(source) <= 500))),
    CONSTRAINT hours_snapshot_training CHECK (((fte_training >= 0) AND (fte_training <= 1000000000))),
    CONSTRAINT hours_snapshot_year CHECK (((year >= 2018) AND (year <= 2200)))
);


ALTER TABLE public.hours_snapshot OWNER TO terugblik_owner;

--
-- Name: hours_sum; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.hours_sum (
    holder_id uuid NOT NULL,
    year integer NOT NULL,
    centre_id uuid,
    kind text NOT NULL,
    in_ratio boolean NOT NULL,
    minutes bigint NOT NULL
);


ALTER TABLE public.hours_sum OWNER TO terugblik_owner;

--
-- Name: ingest_token; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.ingest_token (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tablet_id uuid
);


ALTER TABLE public.ingest_token OWNER TO terugblik_owner;

--
-- Name: invitation; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.invitation (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    token_hash bytea NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    replaced_at timestamp with time zone,
    CONSTRAINT invitation_ends_once CHECK (((used_at IS NULL) OR (replaced_at IS NULL))),
    CONSTRAINT invitation_kind_known CHECK ((kind = ANY (ARRAY['begin'::text, 'password'::text])))
);


ALTER TABLE public.invitation OWNER TO terugblik_owner;

--
-- Name: join_code; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.join_code (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    angle_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    created_by uuid NOT NULL,
    welcome text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


ALTER TABLE public.join_code OWNER TO terugblik_owner;

--
-- Name: kept_word; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.kept_word (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    answers_id uuid,
    text text NOT NULL,
    codes text[] DEFAULT '{}'::text[] NOT NULL,
    start_ms bigint NOT NULL,
    said_at timestamp with time zone NOT NULL,
    was_shared boolean NOT NULL
);


ALTER TABLE public.kept_word OWNER TO terugblik_owner;

--
-- Name: learning_preference; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.learning_preference (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid NOT NULL,
    preference text NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    CONSTRAINT learning_preference_known CHECK ((preference = ANY (ARRAY[''::text, 'copying'::text, 'participating'::text, 'knowing'::text, 'practising'::text, 'discovering'::text])))
);


ALTER TABLE public.learning_preference OWNER TO terugblik_owner;

--
-- Name: live_invitation; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.live_invitation (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    coach_id uuid NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT live_invitation_dates CHECK (((ended_at IS NULL) OR (ended_at >= invited_at)))
);


ALTER TABLE public.live_invitation OWNER TO terugblik_owner;

--
-- Name: login_session; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.login_session (
    token_hash bytea NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    working_holder uuid,
    tablet_id uuid
);


ALTER TABLE public.login_session OWNER TO terugblik_owner;

--
-- Name: look; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.look (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    moment_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    seen text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    CONSTRAINT look_seen_known CHECK ((seen = ANY (ARRAY['something'::text, 'nothing'::text, 'skipped'::text]))),
    CONSTRAINT look_text_length CHECK ((length(text) <= 4000)),
    CONSTRAINT look_text_when_seen CHECK (((seen = 'something'::text) = (text <> ''::text)))
);


ALTER TABLE public.look OWNER TO terugblik_owner;

--
-- Name: newcomer_list; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.newcomer_list (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    made_by uuid NOT NULL,
    name text NOT NULL,
    rows jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    applied_at timestamp with time zone,
    added integer DEFAULT 0 NOT NULL,
    CONSTRAINT newcomer_list_added CHECK ((added >= 0)),
    CONSTRAINT newcomer_list_name_length CHECK ((length(name) <= 200))
);


ALTER TABLE public.newcomer_list OWNER TO terugblik_owner;

--
-- Name: office_played; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.office_played (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    cause text NOT NULL,
    cause_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    person_id uuid NOT NULL,
    from_ms bigint NOT NULL,
    to_ms bigint NOT NULL,
    played_at timestamp with time zone NOT NULL,
    CONSTRAINT office_played_cause_known CHECK ((cause = ANY (ARRAY['viewing'::text, 'emergency'::text, 'signal'::text]))),
    CONSTRAINT office_played_order CHECK (((from_ms >= 0) AND (to_ms > from_ms)))
);


ALTER TABLE public.office_played OWNER TO terugblik_owner;

--
-- Name: parting; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.parting (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    trajectory_id uuid NOT NULL,
    coach_id uuid NOT NULL,
    why text NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT parting_why_known CHECK ((why = ANY (ARRAY['chosen'::text, 'manages'::text]))),
    CONSTRAINT parting_words_length CHECK ((length(words) <= 500))
);


ALTER TABLE public.parting OWNER TO terugblik_owner;

--
-- Name: person; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.person (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    given_name text NOT NULL,
    prefix text DEFAULT ''::text NOT NULL,
    family_name text NOT NULL,
    email text NOT NULL,
    language text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT person_email_lower CHECK ((email = lower(email))),
    CONSTRAINT person_family_name_length CHECK (((length(family_name) >= 1) AND (length(family_name) <= 200))),
    CONSTRAINT person_given_name_length CHECK (((length(given_name) >= 1) AND (length(given_name) <= 100))),
    CONSTRAINT person_language_known CHECK ((language = ANY (ARRAY[''::text, 'nl'::text, 'en'::text])))
);


ALTER TABLE public.person OWNER TO terugblik_owner;

--
-- Name: pin; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.pin (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid NOT NULL,
    pin_hash text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone
);


ALTER TABLE public.pin OWNER TO terugblik_owner;

--
-- Name: practice; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.practice (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    work_point_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    tried_at timestamp with time zone NOT NULL,
    CONSTRAINT practice_text_length CHECK ((length(text) <= 500))
);


ALTER TABLE public.practice OWNER TO terugblik_owner;

--
-- Name: privacy_finding; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.privacy_finding (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    request_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    recorded_at timestamp with time zone,
    duration_ms bigint NOT NULL,
    marks integer NOT NULL,
    found_at timestamp with time zone NOT NULL,
    decision text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    CONSTRAINT privacy_finding_decided CHECK ((((decision = ''::text) = (decided_at IS NULL)) AND ((decision = ''::text) = (decided_by IS NULL)))),
    CONSTRAINT privacy_finding_decision_known CHECK ((decision = ANY (ARRAY[''::text, 'ask_owner'::text, 'erase'::text, 'keep'::text]))),
    CONSTRAINT privacy_finding_reason_length CHECK ((length(reason) <= 500))
);


ALTER TABLE public.privacy_finding OWNER TO terugblik_owner;

--
-- Name: privacy_request; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.privacy_request (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    kind text NOT NULL,
    child_id uuid,
    person_id uuid,
    asked_by text NOT NULL,
    received_on date NOT NULL,
    extended_at timestamp with time zone,
    extension_reason text DEFAULT ''::text NOT NULL,
    registered_by uuid NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    closed_by uuid,
    outcome text DEFAULT ''::text NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT privacy_request_about CHECK ((num_nonnulls(child_id, person_id) = 1)),
    CONSTRAINT privacy_request_answer_length CHECK ((length(answer) <= 2000)),
    CONSTRAINT privacy_request_asked_by_length CHECK (((length(asked_by) >= 1) AND (length(asked_by) <= 100))),
    CONSTRAINT privacy_request_closed CHECK ((((closed_at IS NULL) = (outcome = ''::text)) AND ((closed_at IS NULL) = (closed_by IS NULL)))),
    CONSTRAINT privacy_request_extension_length CHECK ((length(extension_reason) <= 500)),
    CONSTRAINT privacy_request_kind_known CHECK ((kind = ANY (ARRAY['access'::text, 'erasure'::text, 'objection'::text]))),
    CONSTRAINT privacy_request_outcome_known CHECK ((outcome = ANY (ARRAY[''::text, 'done'::text, 'partly'::text, 'refused'::text, 'taken_back'::text])))
);


ALTER TABLE public.privacy_request OWNER TO terugblik_owner;

--
-- Name: question_version; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.question_version (
    question_id uuid NOT NULL,
    number integer NOT NULL,
    holder_id uuid NOT NULL,
    author_id uuid NOT NULL,
    text text NOT NULL,
    situation text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    CONSTRAINT question_version_number CHECK ((number > 0)),
    CONSTRAINT question_version_situation_length CHECK ((length(situation) <= 2000)),
    CONSTRAINT question_version_text_length CHECK (((length(text) >= 1) AND (length(text) <= 500)))
);


ALTER TABLE public.question_version OWNER TO terugblik_owner;

--
-- Name: recording; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.recording (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    planned_by uuid NOT NULL,
    planned_for timestamp with time zone,
    planned_minutes integer,
    accepted_at timestamp with time zone,
    zero_at timestamp with time zone,
    duration_ms bigint,
    frame_rate_num integer,
    frame_rate_den integer,
    generation integer DEFAULT 0 NOT NULL,
    watchable_takes integer DEFAULT 0 NOT NULL,
    progress_ms bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    locked_at timestamp with time zone,
    pending_device boolean DEFAULT false NOT NULL,
    deleted_at timestamp with time zone,
    angle_of uuid,
    frozen_at timestamp with time zone,
    CONSTRAINT recording_planned_minutes CHECK (((planned_minutes >= 1) AND (planned_minutes <= 120))),
    CONSTRAINT recording_state_known CHECK ((state = ANY (ARRAY['planned'::text, 'recording'::text, 'processing'::text, 'ready'::text, 'failed'::text]))),
    CONSTRAINT recording_title_length CHECK ((length(title) <= 200))
);


ALTER TABLE public.recording OWNER TO terugblik_owner;

--
-- Name: recording_consent; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.recording_consent (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    person_id uuid NOT NULL,
    purpose text NOT NULL,
    text_version integer NOT NULL,
    language text NOT NULL,
    words text NOT NULL,
    way text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT recording_consent_dates CHECK (((withdrawn_at IS NULL) OR (withdrawn_at >= given_at))),
    CONSTRAINT recording_consent_language_known CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
    CONSTRAINT recording_consent_purpose_known CHECK ((purpose = 'vib_individual'::text)),
    CONSTRAINT recording_consent_text_version CHECK ((text_version > 0)),
    CONSTRAINT recording_consent_way_known CHECK ((way = ANY (ARRAY['shown'::text, 'request'::text]))),
    CONSTRAINT recording_consent_words_length CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
);


ALTER TABLE public.recording_consent OWNER TO terugblik_owner;

--
-- Name: recording_extension; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.recording_extension (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    asked_by uuid NOT NULL,
    until_on date NOT NULL,
    reason text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    granted boolean DEFAULT false NOT NULL,
    taken_back_at timestamp with time zone,
    CONSTRAINT recording_extension_order CHECK (((NOT granted) OR (decided_at IS NOT NULL))),
    CONSTRAINT recording_extension_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);


ALTER TABLE public.recording_extension OWNER TO terugblik_owner;

--
-- Name: recording_key; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.recording_key (
    recording_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    next_wrapped bytea
);


ALTER TABLE public.recording_key OWNER TO terugblik_owner;

--
-- Name: recording_lock; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.recording_lock (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    reason text NOT NULL,
    cause_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    lifted_at timestamp with time zone,
    lifted_by text,
    CONSTRAINT recording_lock_lifted CHECK (((lifted_at IS NULL) = (lifted_by IS NULL))),
    CONSTRAINT recording_lock_reason_known CHECK ((reason = ANY (ARRAY['child_consent'::text, 'access_request'::text, 'safety_signal'::text, 'restore'::text])))
);


ALTER TABLE public.recording_lock OWNER TO terugblik_owner;

--
-- Name: recording_share; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.recording_share (
    recording_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    shared_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    restore_id uuid,
    answered_at timestamp with time zone,
    CONSTRAINT recording_share_dates CHECK (((withdrawn_at IS NULL) OR (withdrawn_at >= shared_at)))
);


ALTER TABLE public.recording_share OWNER TO terugblik_owner;

--
-- Name: reminder; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.reminder (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    work_point_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    kind text NOT NULL,
    weekdays integer[] DEFAULT '{}'::integer[] NOT NULL,
    minute integer DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT reminder_kind_known CHECK ((kind = ANY (ARRAY['days'::text, 'working'::text]))),
    CONSTRAINT reminder_minute CHECK (((minute >= 0) AND (minute <= 1439))),
    CONSTRAINT reminder_weekdays CHECK ((weekdays <@ '{1,2,3,4,5,6,7}'::integer[]))
);


ALTER TABLE public.reminder OWNER TO terugblik_owner;

--
-- Name: reminder_notice; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.reminder_notice (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    reminder_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    due_on date NOT NULL,
    due_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    told_at timestamp with time zone
);


ALTER TABLE public.reminder_notice OWNER TO terugblik_owner;

--
-- Name: reopening; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.reopening (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    trajectory_id uuid NOT NULL,
    cycle_id uuid,
    ended_at timestamp with time zone NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    granted boolean DEFAULT false NOT NULL,
    CONSTRAINT reopening_order CHECK (((NOT granted) OR (answered_at IS NOT NULL)))
);


ALTER TABLE public.reopening OWNER TO terugblik_owner;

--
-- Name: reply; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.reply (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    annotation_id uuid NOT NULL,
    author_id uuid NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT reply_text_length CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);


ALTER TABLE public.reply OWNER TO terugblik_owner;

--
-- Name: report; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.report (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    question text NOT NULL,
    work_points text DEFAULT ''::text NOT NULL,
    answered text DEFAULT ''::text NOT NULL,
    best_moment text DEFAULT ''::text NOT NULL,
    keep text DEFAULT ''::text NOT NULL,
    next_question text DEFAULT ''::text NOT NULL,
    growth text DEFAULT ''::text NOT NULL,
    helped text DEFAULT ''::text NOT NULL,
    wish text DEFAULT ''::text NOT NULL,
    employee text NOT NULL,
    coach text NOT NULL,
    holder text NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    rounds integer NOT NULL,
    updated_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT report_answered_length CHECK ((length(answered) <= 2000)),
    CONSTRAINT report_best_moment_length CHECK ((length(best_moment) <= 2000)),
    CONSTRAINT report_growth_length CHECK ((length(growth) <= 2000)),
    CONSTRAINT report_helped_length CHECK ((length(helped) <= 2000)),
    CONSTRAINT report_keep_length CHECK ((length(keep) <= 2000)),
    CONSTRAINT report_next_question_length CHECK ((length(next_question) <= 2000)),
    CONSTRAINT report_question_length CHECK (((length(question) >= 1) AND (length(question) <= 500))),
    CONSTRAINT report_wish_length CHECK ((length(wish) <= 2000)),
    CONSTRAINT report_work_points_length CHECK ((length(work_points) <= 6000))
);


ALTER TABLE public.report OWNER TO terugblik_owner;

--
-- Name: report_approval; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.report_approval (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    report_id uuid NOT NULL,
    version integer NOT NULL,
    person_id uuid NOT NULL,
    approved_at timestamp with time zone NOT NULL
);


ALTER TABLE public.report_approval OWNER TO terugblik_owner;

--
-- Name: restore; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.restore (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    backup_at timestamp with time zone NOT NULL,
    restored_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    confirmed_by uuid,
    thawed_at timestamp with time zone,
    CONSTRAINT restore_confirmed CHECK (((confirmed_at IS NULL) = (confirmed_by IS NULL)))
);


ALTER TABLE public.restore OWNER TO terugblik_owner;

--
-- Name: retention_clock; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.retention_clock (
    node text NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    held_ms bigint NOT NULL,
    CONSTRAINT retention_clock_held CHECK ((held_ms >= 0))
);


ALTER TABLE public.retention_clock OWNER TO terugblik_owner;

--
-- Name: retention_terms; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.retention_terms (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    review_days integer NOT NULL,
    cap_days integer NOT NULL,
    hours_years integer NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    set_by uuid,
    set_at timestamp with time zone NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    CONSTRAINT retention_terms_cap CHECK (((cap_days >= 14) AND (cap_days <= 120))),
    CONSTRAINT retention_terms_hours CHECK (((hours_years >= 3) AND (hours_years <= 7))),
    CONSTRAINT retention_terms_order CHECK ((review_days <= cap_days)),
    CONSTRAINT retention_terms_reason_length CHECK ((length(reason) <= 500)),
    CONSTRAINT retention_terms_review CHECK (((review_days >= 1) AND (review_days <= 90)))
);


ALTER TABLE public.retention_terms OWNER TO terugblik_owner;

--
-- Name: river_job; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.river_job (
    id bigint NOT NULL,
    state public.river_job_state DEFAULT 'available'::public.river_job_state NOT NULL,
    attempt smallint DEFAULT 0 NOT NULL,
    max_attempts smallint DEFAULT 25 NOT NULL,
    attempted_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finalized_at timestamp with time zone,
    scheduled_at timestamp with time zone DEFAULT now() NOT NULL,
    priority smallint DEFAULT 1 NOT NULL,
    args jsonb NOT NULL,
    attempted_by text[],
    errors jsonb[],
    kind text NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    queue text DEFAULT 'default'::text NOT NULL,
    tags character varying(255)[] DEFAULT '{}'::character varying[] NOT NULL,
    unique_key bytea,
    unique_states bit(8),
    CONSTRAINT finalized_or_finalized_at_null CHECK ((((finalized_at IS NULL) AND (state <> ALL (ARRAY['cancelled'::public.river_job_state, 'completed'::public.river_job_state, 'discarded'::public.river_job_state]))) OR ((finalized_at IS NOT NULL) AND (state = ANY (ARRAY['cancelled'::public.river_job_state, 'completed'::public.river_job_state, 'discarded'::public.river_job_state]))))),
    CONSTRAINT kind_length CHECK (((char_length(kind) > 0) AND (char_length(kind) < 128))),
    CONSTRAINT max_attempts_is_positive CHECK ((max_attempts > 0)),
    CONSTRAINT priority_in_range CHECK (((priority >= 1) AND (priority <= 4))),
    CONSTRAINT queue_length CHECK (((char_length(queue) > 0) AND (char_length(queue) < 128)))
);


ALTER TABLE public.river_job OWNER TO terugblik_owner;

--
-- Name: river_job_id_seq; Type: SEQUENCE; Schema: public; Owner: terugblik_owner
--

CREATE SEQUENCE public.river_job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.river_job_id_seq OWNER TO terugblik_owner;

--
-- Name: river_job_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: terugblik_owner
--

ALTER SEQUENCE public.river_job_id_seq OWNED BY public.river_job.id;


--
-- Name: river_leader; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE UNLOGGED TABLE public.river_leader (
    elected_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    leader_id text NOT NULL,
    name text DEFAULT 'default'::text NOT NULL,
    CONSTRAINT leader_id_length CHECK (((char_length(leader_id) > 0) AND (char_length(leader_id) < 128))),
    CONSTRAINT name_length CHECK ((name = 'default'::text))
);


ALTER TABLE public.river_leader OWNER TO terugblik_owner;

--
-- Name: river_migration; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.river_migration (
    line text NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT line_length CHECK (((char_length(line) > 0) AND (char_length(line) < 128))),
    CONSTRAINT version_gte_1 CHECK ((version >= 1))
);


ALTER TABLE public.river_migration OWNER TO terugblik_owner;

--
-- Name: river_notification; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.river_notification (
    id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    payload text NOT NULL,
    topic text NOT NULL,
    CONSTRAINT topic_length CHECK (((length(topic) > 0) AND (length(topic) < 128)))
);


ALTER TABLE public.river_notification OWNER TO terugblik_owner;

--
-- Name: river_notification_id_seq; Type: SEQUENCE; Schema: public; Owner: terugblik_owner
--

CREATE SEQUENCE public.river_notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.river_notification_id_seq OWNER TO terugblik_owner;

--
-- Name: river_notification_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: terugblik_owner
--

ALTER SEQUENCE public.river_notification_id_seq OWNED BY public.river_notification.id;


--
-- Name: river_queue; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.river_queue (
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    paused_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);


ALTER TABLE public.river_queue OWNER TO terugblik_owner;

--
-- Name: role_assignment; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.role_assignment (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    location_id uuid,
    group_id uuid,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    engagement_id uuid,
    CONSTRAINT role_dates CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT role_known CHECK ((role = ANY (ARRAY['employee'::text, 'coach'::text, 'manager'::text, 'administrator'::text, 'data_protection_officer'::text]))),
    CONSTRAINT role_scope CHECK ((((group_id IS NULL) OR ((location_id IS NOT NULL) AND (role = 'employee'::text))) AND ((location_id IS NULL) OR (role <> ALL (ARRAY['administrator'::text, 'data_protection_officer'::text])))))
);


ALTER TABLE public.role_assignment OWNER TO terugblik_owner;

--
-- Name: roster; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.roster (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    group_id uuid NOT NULL,
    adults integer DEFAULT 0 NOT NULL,
    adults_told boolean DEFAULT false NOT NULL,
    made_by uuid NOT NULL,
    confirmed_by uuid,
    confirmed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT roster_adults CHECK (((adults >= 0) AND (adults <= 50))),
    CONSTRAINT roster_confirmed CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL)))
);


ALTER TABLE public.roster OWNER TO terugblik_owner;

--
-- Name: roster_child; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.roster_child (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    roster_id uuid NOT NULL,
    child_id uuid NOT NULL,
    seen text NOT NULL,
    CONSTRAINT roster_child_seen_known CHECK ((seen = ANY (ARRAY['present'::text, 'keep_out'::text])))
);


ALTER TABLE public.roster_child OWNER TO terugblik_owner;

--
-- Name: safety_note; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.safety_note (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    signal_id uuid NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT safety_note_kind_known CHECK ((kind = ANY (ARRAY['raised'::text, 'note'::text, 'closed'::text]))),
    CONSTRAINT safety_note_text_length CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);


ALTER TABLE public.safety_note OWNER TO terugblik_owner;

--
-- Name: safety_officer; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.safety_officer (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    signal_id uuid NOT NULL,
    slot smallint NOT NULL,
    person_id uuid NOT NULL,
    named_by uuid NOT NULL,
    named_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT safety_officer_two CHECK ((slot = ANY (ARRAY[1, 2])))
);


ALTER TABLE public.safety_officer OWNER TO terugblik_owner;

--
-- Name: safety_signal; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.safety_signal (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    raised_by uuid NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    recording_id uuid,
    group_id uuid,
    on_day date,
    closed_at timestamp with time zone,
    closed_by uuid,
    CONSTRAINT safety_signal_about CHECK ((((recording_id IS NOT NULL) AND (group_id IS NULL) AND (on_day IS NULL)) OR ((recording_id IS NULL) AND (group_id IS NOT NULL) AND (on_day IS NOT NULL)))),
    CONSTRAINT safety_signal_closed CHECK (((closed_at IS NULL) = (closed_by IS NULL)))
);


ALTER TABLE public.safety_signal OWNER TO terugblik_owner;

--
-- Name: server_state; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.server_state (
    key text NOT NULL,
    value text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT server_state_known CHECK ((key = 'restored'::text))
);


ALTER TABLE public.server_state OWNER TO terugblik_owner;

--
-- Name: sharing_agreement; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.sharing_agreement (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    trajectory_id uuid NOT NULL,
    number integer NOT NULL,
    proposed_by uuid NOT NULL,
    text_version integer NOT NULL,
    allowed text[] DEFAULT '{}'::text[] NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT sharing_agreement_allowed_known CHECK ((allowed <@ ARRAY['own_report'::text, 'team_clips'::text, 'supervision'::text])),
    CONSTRAINT sharing_agreement_note_length CHECK ((length(note) <= 1000)),
    CONSTRAINT sharing_agreement_number CHECK ((number > 0)),
    CONSTRAINT sharing_agreement_text_version CHECK ((text_version > 0))
);


ALTER TABLE public.sharing_agreement OWNER TO terugblik_owner;

--
-- Name: sharing_agreement_yes; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.sharing_agreement_yes (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    person_id uuid NOT NULL,
    agreed_at timestamp with time zone NOT NULL
);


ALTER TABLE public.sharing_agreement_yes OWNER TO terugblik_owner;

--
-- Name: storage_finding; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.storage_finding (
    node text NOT NULL,
    recording_id text NOT NULL,
    kind text NOT NULL,
    files integer DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    first_seen_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    CONSTRAINT storage_finding_kind CHECK ((kind = ANY (ARRAY['stray_files'::text, 'stray_key'::text, 'missing_files'::text])))
);


ALTER TABLE public.storage_finding OWNER TO terugblik_owner;

--
-- Name: tablet; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.tablet (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    group_id uuid NOT NULL,
    made_by uuid NOT NULL,
    name text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    code_hash bytea,
    code_until timestamp with time zone NOT NULL,
    token_hash bytea,
    forgotten_at timestamp with time zone,
    CONSTRAINT tablet_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);


ALTER TABLE public.tablet OWNER TO terugblik_owner;

--
-- Name: take; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.take (
    recording_id uuid NOT NULL,
    number integer NOT NULL,
    holder_id uuid NOT NULL,
    node text NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    finalised_at timestamp with time zone,
    file text DEFAULT ''::text NOT NULL,
    start_ms bigint,
    duration_ms bigint,
    video jsonb,
    audio jsonb,
    source text DEFAULT 'live'::text NOT NULL,
    lead_ms bigint DEFAULT 0 NOT NULL,
    timing text DEFAULT ''::text NOT NULL,
    boot text DEFAULT ''::text NOT NULL,
    since_boot bigint DEFAULT 0 NOT NULL,
    CONSTRAINT take_number CHECK ((number > 0)),
    CONSTRAINT take_source_known CHECK ((source = ANY (ARRAY['live'::text, 'upload'::text, 'device'::text])))
);


ALTER TABLE public.take OWNER TO terugblik_owner;

--
-- Name: talk; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.talk (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    planned_for timestamp with time zone,
    started_by uuid,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    setting text NOT NULL,
    step text DEFAULT 'look'::text NOT NULL,
    moment_id uuid,
    recording_id uuid,
    position_ms bigint DEFAULT 0 NOT NULL,
    loop_start_ms bigint,
    loop_end_ms bigint,
    playing boolean DEFAULT false NOT NULL,
    rate_percent integer DEFAULT 100 NOT NULL,
    playhead_number integer DEFAULT 0 NOT NULL,
    playhead_by uuid,
    playhead_at timestamp with time zone,
    CONSTRAINT talk_dates CHECK (((ended_at IS NULL) OR (started_at IS NULL) OR (ended_at >= started_at))),
    CONSTRAINT talk_loop CHECK ((((loop_start_ms IS NULL) = (loop_end_ms IS NULL)) AND (loop_start_ms >= 0) AND (loop_end_ms > loop_start_ms))),
    CONSTRAINT talk_position CHECK ((position_ms >= 0)),
    CONSTRAINT talk_rate CHECK (((rate_percent >= 25) AND (rate_percent <= 200))),
    CONSTRAINT talk_setting_known CHECK ((setting = ANY (ARRAY['together'::text, 'apart'::text]))),
    CONSTRAINT talk_step_known CHECK ((step = ANY (ARRAY['look'::text, 'child'::text, 'you'::text, 'after'::text, 'why'::text, 'question'::text, 'more'::text, 'need'::text, 'when'::text])))
);


ALTER TABLE public.talk OWNER TO terugblik_owner;

--
-- Name: talk_note; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.talk_note (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    talk_id uuid NOT NULL,
    author_id uuid NOT NULL,
    voice text NOT NULL,
    kind text NOT NULL,
    step text NOT NULL,
    text text NOT NULL,
    moment_id uuid,
    recording_id uuid,
    position_ms bigint,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT talk_note_kind_known CHECK ((kind = ANY (ARRAY['word'::text, 'insight'::text, 'agreement'::text]))),
    CONSTRAINT talk_note_place CHECK (((recording_id IS NULL) = (position_ms IS NULL))),
    CONSTRAINT talk_note_position CHECK ((position_ms >= 0)),
    CONSTRAINT talk_note_says_something CHECK (((text = ''::text) = (withdrawn_at IS NOT NULL))),
    CONSTRAINT talk_note_text_length CHECK ((length(text) <= 4000)),
    CONSTRAINT talk_note_voice_known CHECK ((voice = ANY (ARRAY['employee'::text, 'coach'::text])))
);


ALTER TABLE public.talk_note OWNER TO terugblik_owner;

--
-- Name: talk_opening; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.talk_opening (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    talk_id uuid NOT NULL,
    moment_id uuid NOT NULL,
    opened_by uuid NOT NULL,
    skipped boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL
);


ALTER TABLE public.talk_opening OWNER TO terugblik_owner;

--
-- Name: team; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.team (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    location_id uuid,
    name text NOT NULL,
    until_day date,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT team_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);


ALTER TABLE public.team OWNER TO terugblik_owner;

--
-- Name: team_member; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.team_member (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    team_id uuid NOT NULL,
    person_id uuid NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    CONSTRAINT team_member_dates CHECK ((valid_until >= valid_from))
);


ALTER TABLE public.team_member OWNER TO terugblik_owner;

--
-- Name: trajectory; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.trajectory (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    question_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone
);


ALTER TABLE public.trajectory OWNER TO terugblik_owner;

--
-- Name: trajectory_coach; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.trajectory_coach (
    trajectory_id uuid NOT NULL,
    coach_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    CONSTRAINT trajectory_coach_dates CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)))
);


ALTER TABLE public.trajectory_coach OWNER TO terugblik_owner;

--
-- Name: trajectory_pause; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.trajectory_pause (
    trajectory_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    paused_at timestamp with time zone NOT NULL,
    resumed_at timestamp with time zone
);


ALTER TABLE public.trajectory_pause OWNER TO terugblik_owner;

--
-- Name: transparency_page; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.transparency_page (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    location_id uuid NOT NULL,
    token text NOT NULL,
    contact text DEFAULT ''::text NOT NULL,
    shown boolean NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT transparency_page_contact CHECK ((length(contact) <= 300)),
    CONSTRAINT transparency_page_token_length CHECK ((length(token) >= 20))
);


ALTER TABLE public.transparency_page OWNER TO terugblik_owner;

--
-- Name: trim; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public."trim" (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    with_id uuid,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    start_ms bigint NOT NULL,
    end_ms bigint NOT NULL,
    from_ms bigint,
    to_ms bigint,
    switched_at timestamp with time zone,
    done_at timestamp with time zone,
    failed_at timestamp with time zone,
    failure text DEFAULT ''::text NOT NULL,
    files integer DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    CONSTRAINT trim_cut CHECK ((((switched_at IS NULL) = (from_ms IS NULL)) AND ((switched_at IS NULL) = (to_ms IS NULL)) AND ((from_ms <= start_ms) AND (to_ms >= end_ms)))),
    CONSTRAINT trim_ends CHECK (((NOT ((switched_at IS NOT NULL) AND (failed_at IS NOT NULL))) AND (NOT ((done_at IS NOT NULL) AND (switched_at IS NULL))))),
    CONSTRAINT trim_order CHECK ((end_ms > start_ms)),
    CONSTRAINT trim_reason_known CHECK ((reason = ANY (ARRAY['consent'::text, 'other'::text, 'restored'::text]))),
    CONSTRAINT trim_start CHECK ((start_ms >= 0))
);


ALTER TABLE public."trim" OWNER TO terugblik_owner;

--
-- Name: upload; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.upload (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    created_by uuid NOT NULL,
    node text NOT NULL,
    name text NOT NULL,
    size bigint,
    received bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    ended_at timestamp with time zone,
    purpose text DEFAULT 'film'::text NOT NULL,
    file text NOT NULL,
    age_ms bigint,
    mime text DEFAULT ''::text NOT NULL,
    sha256 text,
    reason text DEFAULT ''::text NOT NULL,
    take_number integer,
    kept_at timestamp with time zone,
    erased_at timestamp with time zone,
    CONSTRAINT upload_age CHECK (((age_ms >= 0) AND (age_ms <= '31622400000'::bigint))),
    CONSTRAINT upload_kept CHECK (((kept_at IS NULL) OR ((sha256 IS NOT NULL) AND (take_number IS NOT NULL) AND (ended_at IS NULL)))),
    CONSTRAINT upload_mime_length CHECK ((length(mime) <= 200)),
    CONSTRAINT upload_name_length CHECK ((length(name) <= 200)),
    CONSTRAINT upload_purpose_known CHECK ((purpose = ANY (ARRAY['film'::text, 'device'::text, 'angle'::text]))),
    CONSTRAINT upload_size CHECK (((size >= 1) AND (size <= '21474836480'::bigint))),
    CONSTRAINT upload_size_told CHECK (((size IS NOT NULL) OR ((purpose = 'device'::text) AND (completed_at IS NULL))))
);


ALTER TABLE public.upload OWNER TO terugblik_owner;

--
-- Name: viewing; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.viewing (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    request_id uuid NOT NULL,
    officer_id uuid NOT NULL,
    present text NOT NULL,
    recordings uuid[] NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    CONSTRAINT viewing_ended CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT viewing_present_length CHECK (((length(present) >= 1) AND (length(present) <= 300))),
    CONSTRAINT viewing_recordings_some CHECK (((cardinality(recordings) >= 1) AND (cardinality(recordings) <= 50))),
    CONSTRAINT viewing_window CHECK (((closes_at > opens_at) AND (closes_at <= (opens_at + '08:00:00'::interval))))
);


ALTER TABLE public.viewing OWNER TO terugblik_owner;

--
-- Name: voice_note; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.voice_note (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    question_id uuid,
    number integer,
    duration_ms bigint NOT NULL,
    node text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    deleted_at timestamp with time zone,
    CONSTRAINT voice_note_duration CHECK (((duration_ms >= 1) AND (duration_ms <= 125000))),
    CONSTRAINT voice_note_sent CHECK ((((sent_at IS NULL) = (question_id IS NULL)) AND ((sent_at IS NULL) = (number IS NULL))))
);


ALTER TABLE public.voice_note OWNER TO terugblik_owner;

--
-- Name: voice_note_key; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.voice_note_key (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    wrapped bytea NOT NULL
);


ALTER TABLE public.voice_note_key OWNER TO terugblik_owner;

--
-- Name: watch_token; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.watch_token (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    login_hash bytea,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


ALTER TABLE public.watch_token OWNER TO terugblik_owner;

--
-- Name: work_point; Type: TABLE; Schema: public; Owner: terugblik_owner
--

CREATE TABLE public.work_point (
    id uuid NOT NULL,
    holder_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    text text NOT NULL,
    try_when text DEFAULT ''::text NOT NULL,
    noticed_by text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT work_point_noticed_length CHECK ((length(noticed_by) <= 500)),
    CONSTRAINT work_point_text_length CHECK (((length(text) >= 1) AND (length(text) <= 500))),
    CONSTRAINT work_point_when_length CHECK ((length(try_when) <= 500))
);


ALTER TABLE public.work_point OWNER TO terugblik_owner;

--
-- Name: river_job id; Type: DEFAULT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.river_job ALTER COLUMN id SET DEFAULT nextval('public.river_job_id_seq'::regclass);


--
-- Name: river_notification id; Type: DEFAULT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.river_notification ALTER COLUMN id SET DEFAULT nextval('public.river_notification_id_seq'::regclass);


--
-- Name: access_log access_log_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_pkey PRIMARY KEY (id);


--
-- Name: access_token access_token_hash_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT access_token_hash_unique UNIQUE (token_hash);


--
-- Name: access_token access_token_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT access_token_pkey PRIMARY KEY (id);


--
-- Name: administration_log administration_log_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.administration_log
    ADD CONSTRAINT administration_log_pkey PRIMARY KEY (id);


--
-- Name: angle angle_number_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.angle
    ADD CONSTRAINT angle_number_unique UNIQUE (recording_id, number);


--
-- Name: angle angle_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.angle
    ADD CONSTRAINT angle_pkey PRIMARY KEY (id);


--
-- Name: annotation annotation_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.annotation
    ADD CONSTRAINT annotation_pkey PRIMARY KEY (id);


--
-- Name: audit_entry audit_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (holder_id, number);


--
-- Name: breach_entry breach_entry_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.breach_entry
    ADD CONSTRAINT breach_entry_once UNIQUE (breach_id, number);


--
-- Name: breach_entry breach_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.breach_entry
    ADD CONSTRAINT breach_entry_pkey PRIMARY KEY (id);


--
-- Name: care_group care_group_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.care_group
    ADD CONSTRAINT care_group_pkey PRIMARY KEY (id);


--
-- Name: centre centre_of_holder; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.centre
    ADD CONSTRAINT centre_of_holder UNIQUE (id, holder_id);


--
-- Name: centre centre_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.centre
    ADD CONSTRAINT centre_pkey PRIMARY KEY (id);


--
-- Name: child_consent child_consent_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.child_consent
    ADD CONSTRAINT child_consent_pkey PRIMARY KEY (id);


--
-- Name: child child_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.child
    ADD CONSTRAINT child_pkey PRIMARY KEY (id);


--
-- Name: coach_question coach_question_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coach_question
    ADD CONSTRAINT coach_question_pkey PRIMARY KEY (id);


--
-- Name: coaching_entry coaching_entry_of_holder; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_of_holder UNIQUE (id, holder_id);


--
-- Name: coaching_entry coaching_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_pkey PRIMARY KEY (id);


--
-- Name: coaching_entry coaching_entry_talk_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_talk_once UNIQUE (talk_id);


--
-- Name: code_pad code_pad_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.code_pad
    ADD CONSTRAINT code_pad_pkey PRIMARY KEY (person_id);


--
-- Name: consent_basis consent_basis_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.consent_basis
    ADD CONSTRAINT consent_basis_once UNIQUE (holder_id, version);


--
-- Name: consent_basis consent_basis_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.consent_basis
    ADD CONSTRAINT consent_basis_pkey PRIMARY KEY (id);


--
-- Name: consent_task consent_task_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.consent_task
    ADD CONSTRAINT consent_task_pkey PRIMARY KEY (id);


--
-- Name: credential credential_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (person_id);


--
-- Name: cycle cycle_number_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.cycle
    ADD CONSTRAINT cycle_number_unique UNIQUE (trajectory_id, number);


--
-- Name: cycle cycle_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.cycle
    ADD CONSTRAINT cycle_pkey PRIMARY KEY (id);


--
-- Name: dual_role dual_role_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.dual_role
    ADD CONSTRAINT dual_role_pkey PRIMARY KEY (id);


--
-- Name: effective_consent effective_consent_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.effective_consent
    ADD CONSTRAINT effective_consent_once UNIQUE (child_id, purpose);


--
-- Name: effective_consent effective_consent_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.effective_consent
    ADD CONSTRAINT effective_consent_pkey PRIMARY KEY (id);


--
-- Name: emergency_access emergency_access_asker; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_access
    ADD CONSTRAINT emergency_access_asker UNIQUE (id, asked_by);


--
-- Name: emergency_access emergency_access_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_access
    ADD CONSTRAINT emergency_access_pkey PRIMARY KEY (id);


--
-- Name: emergency_grant emergency_grant_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_grant
    ADD CONSTRAINT emergency_grant_pkey PRIMARY KEY (emergency_id);


--
-- Name: employment employment_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.employment
    ADD CONSTRAINT employment_pkey PRIMARY KEY (id);


--
-- Name: engagement engagement_hash_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_hash_unique UNIQUE (token_hash);


--
-- Name: engagement engagement_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_pkey PRIMARY KEY (id);


--
-- Name: entry_attendee entry_attendee_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_attendee
    ADD CONSTRAINT entry_attendee_once UNIQUE (entry_id, person_id);


--
-- Name: entry_attendee entry_attendee_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_attendee
    ADD CONSTRAINT entry_attendee_pkey PRIMARY KEY (id);


--
-- Name: entry_share entry_share_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_share
    ADD CONSTRAINT entry_share_once UNIQUE (entry_id, centre_id);


--
-- Name: entry_share entry_share_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_share
    ADD CONSTRAINT entry_share_pkey PRIMARY KEY (id);


--
-- Name: erasure_receipt erasure_receipt_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.erasure_receipt
    ADD CONSTRAINT erasure_receipt_pkey PRIMARY KEY (recording_id);


--
-- Name: evaluation evaluation_number_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation
    ADD CONSTRAINT evaluation_number_unique UNIQUE (trajectory_id, number);


--
-- Name: evaluation_part evaluation_part_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation_part
    ADD CONSTRAINT evaluation_part_once UNIQUE (evaluation_id, author_id);


--
-- Name: evaluation_part evaluation_part_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation_part
    ADD CONSTRAINT evaluation_part_pkey PRIMARY KEY (id);


--
-- Name: evaluation evaluation_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation
    ADD CONSTRAINT evaluation_pkey PRIMARY KEY (id);


--
-- Name: feedback_choice feedback_choice_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_choice
    ADD CONSTRAINT feedback_choice_pkey PRIMARY KEY (cycle_id, annotation_id);


--
-- Name: feedback_choice feedback_choice_position_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_choice
    ADD CONSTRAINT feedback_choice_position_unique UNIQUE (cycle_id, "position") DEFERRABLE INITIALLY DEFERRED;


--
-- Name: feedback_moment feedback_moment_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_moment
    ADD CONSTRAINT feedback_moment_once UNIQUE (annotation_id);


--
-- Name: feedback_moment feedback_moment_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_moment
    ADD CONSTRAINT feedback_moment_pkey PRIMARY KEY (id);


--
-- Name: feedback_moment feedback_moment_position_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_moment
    ADD CONSTRAINT feedback_moment_position_unique UNIQUE (release_id, "position");


--
-- Name: feedback_release feedback_release_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_release
    ADD CONSTRAINT feedback_release_pkey PRIMARY KEY (id);


--
-- Name: goose_db_version goose_db_version_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.goose_db_version
    ADD CONSTRAINT goose_db_version_pkey PRIMARY KEY (id);


--
-- Name: guardian guardian_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.guardian
    ADD CONSTRAINT guardian_pkey PRIMARY KEY (id);


--
-- Name: holder holder_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.holder
    ADD CONSTRAINT holder_pkey PRIMARY KEY (id);


--
-- Name: hours_page hours_page_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_page
    ADD CONSTRAINT hours_page_pkey PRIMARY KEY (id);


--
-- Name: hours_page hours_page_token_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_page
    ADD CONSTRAINT hours_page_token_unique UNIQUE (token);


--
-- Name: hours_plan hours_plan_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_plan
    ADD CONSTRAINT hours_plan_once UNIQUE (holder_id, year, version);


--
-- Name: hours_plan hours_plan_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_plan
    ADD CONSTRAINT hours_plan_pkey PRIMARY KEY (id);


--
-- Name: hours_reached hours_reached_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_reached
    ADD CONSTRAINT hours_reached_pkey PRIMARY KEY (holder_id, year, person_id);


--
-- Name: hours_rule hours_rule_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_rule
    ADD CONSTRAINT hours_rule_once UNIQUE (holder_id, year, version);


--
-- Name: hours_rule hours_rule_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_rule
    ADD CONSTRAINT hours_rule_pkey PRIMARY KEY (id);


--
-- Name: hours_snapshot hours_snapshot_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_snapshot
    ADD CONSTRAINT hours_snapshot_once UNIQUE (holder_id, year, version);


--
-- Name: hours_snapshot hours_snapshot_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_snapshot
    ADD CONSTRAINT hours_snapshot_pkey PRIMARY KEY (id);


--
-- Name: hours_sum hours_sum_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_sum
    ADD CONSTRAINT hours_sum_once UNIQUE NULLS NOT DISTINCT (holder_id, year, centre_id, kind, in_ratio);


--
-- Name: ingest_token ingest_token_hash_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.ingest_token
    ADD CONSTRAINT ingest_token_hash_unique UNIQUE (token_hash);


--
-- Name: ingest_token ingest_token_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.ingest_token
    ADD CONSTRAINT ingest_token_pkey PRIMARY KEY (id);


--
-- Name: invitation invitation_hash_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_hash_unique UNIQUE (token_hash);


--
-- Name: invitation invitation_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);


--
-- Name: join_code join_code_hash_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.join_code
    ADD CONSTRAINT join_code_hash_unique UNIQUE (code_hash);


--
-- Name: join_code join_code_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.join_code
    ADD CONSTRAINT join_code_once UNIQUE (angle_id);


--
-- Name: join_code join_code_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.join_code
    ADD CONSTRAINT join_code_pkey PRIMARY KEY (id);


--
-- Name: kept_word kept_word_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.kept_word
    ADD CONSTRAINT kept_word_pkey PRIMARY KEY (id);


--
-- Name: learning_preference learning_preference_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.learning_preference
    ADD CONSTRAINT learning_preference_once UNIQUE (person_id, holder_id);


--
-- Name: learning_preference learning_preference_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.learning_preference
    ADD CONSTRAINT learning_preference_pkey PRIMARY KEY (id);


--
-- Name: live_invitation live_invitation_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.live_invitation
    ADD CONSTRAINT live_invitation_pkey PRIMARY KEY (id);


--
-- Name: location location_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.location
    ADD CONSTRAINT location_pkey PRIMARY KEY (id);


--
-- Name: login_session login_session_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.login_session
    ADD CONSTRAINT login_session_pkey PRIMARY KEY (token_hash);


--
-- Name: look look_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.look
    ADD CONSTRAINT look_once UNIQUE (moment_id);


--
-- Name: look look_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.look
    ADD CONSTRAINT look_pkey PRIMARY KEY (id);


--
-- Name: newcomer_list newcomer_list_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.newcomer_list
    ADD CONSTRAINT newcomer_list_pkey PRIMARY KEY (id);


--
-- Name: office_played office_played_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.office_played
    ADD CONSTRAINT office_played_pkey PRIMARY KEY (id);


--
-- Name: parting parting_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.parting
    ADD CONSTRAINT parting_pkey PRIMARY KEY (id);


--
-- Name: person person_email_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_email_unique UNIQUE (email);


--
-- Name: person person_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);


--
-- Name: pin pin_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.pin
    ADD CONSTRAINT pin_once UNIQUE (person_id);


--
-- Name: pin pin_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.pin
    ADD CONSTRAINT pin_pkey PRIMARY KEY (id);


--
-- Name: practice practice_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.practice
    ADD CONSTRAINT practice_pkey PRIMARY KEY (id);


--
-- Name: privacy_finding privacy_finding_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_finding
    ADD CONSTRAINT privacy_finding_once UNIQUE (request_id, recording_id);


--
-- Name: privacy_finding privacy_finding_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_finding
    ADD CONSTRAINT privacy_finding_pkey PRIMARY KEY (id);


--
-- Name: privacy_request privacy_request_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_request
    ADD CONSTRAINT privacy_request_pkey PRIMARY KEY (id);


--
-- Name: question_version question_version_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT question_version_pkey PRIMARY KEY (question_id, number);


--
-- Name: recording_consent recording_consent_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_consent
    ADD CONSTRAINT recording_consent_pkey PRIMARY KEY (id);


--
-- Name: recording_extension recording_extension_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_extension
    ADD CONSTRAINT recording_extension_pkey PRIMARY KEY (id);


--
-- Name: recording_key recording_key_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_key
    ADD CONSTRAINT recording_key_pkey PRIMARY KEY (recording_id);


--
-- Name: recording_lock recording_lock_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_lock
    ADD CONSTRAINT recording_lock_pkey PRIMARY KEY (id);


--
-- Name: recording recording_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording
    ADD CONSTRAINT recording_pkey PRIMARY KEY (id);


--
-- Name: recording_share recording_share_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_share
    ADD CONSTRAINT recording_share_pkey PRIMARY KEY (recording_id, shared_at);


--
-- Name: reminder_notice reminder_notice_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder_notice
    ADD CONSTRAINT reminder_notice_once UNIQUE (reminder_id, due_on);


--
-- Name: reminder_notice reminder_notice_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder_notice
    ADD CONSTRAINT reminder_notice_pkey PRIMARY KEY (id);


--
-- Name: reminder reminder_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_once UNIQUE (work_point_id);


--
-- Name: reminder reminder_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_pkey PRIMARY KEY (id);


--
-- Name: reopening reopening_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reopening
    ADD CONSTRAINT reopening_pkey PRIMARY KEY (id);


--
-- Name: reply reply_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT reply_pkey PRIMARY KEY (id);


--
-- Name: report_approval report_approval_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report_approval
    ADD CONSTRAINT report_approval_once UNIQUE (report_id, version, person_id);


--
-- Name: report_approval report_approval_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report_approval
    ADD CONSTRAINT report_approval_pkey PRIMARY KEY (id);


--
-- Name: report report_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_once UNIQUE (evaluation_id);


--
-- Name: report report_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);


--
-- Name: restore restore_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.restore
    ADD CONSTRAINT restore_pkey PRIMARY KEY (id);


--
-- Name: retention_clock retention_clock_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.retention_clock
    ADD CONSTRAINT retention_clock_pkey PRIMARY KEY (node);


--
-- Name: retention_terms retention_terms_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.retention_terms
    ADD CONSTRAINT retention_terms_once UNIQUE (holder_id, set_at);


--
-- Name: retention_terms retention_terms_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.retention_terms
    ADD CONSTRAINT retention_terms_pkey PRIMARY KEY (id);


--
-- Name: river_job river_job_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.river_job
    ADD CONSTRAINT river_job_pkey PRIMARY KEY (id);


--
-- Name: river_leader river_leader_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.river_leader
    ADD CONSTRAINT river_leader_pkey PRIMARY KEY (name);


--
-- Name: river_migration river_migration_pkey1; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.river_migration
    ADD CONSTRAINT river_migration_pkey1 PRIMARY KEY (line, version);


--
-- Name: river_notification river_notification_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.river_notification
    ADD CONSTRAINT river_notification_pkey PRIMARY KEY (id);


--
-- Name: river_queue river_queue_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.river_queue
    ADD CONSTRAINT river_queue_pkey PRIMARY KEY (name);


--
-- Name: role_assignment role_assignment_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.role_assignment
    ADD CONSTRAINT role_assignment_pkey PRIMARY KEY (id);


--
-- Name: roster_child roster_child_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster_child
    ADD CONSTRAINT roster_child_once UNIQUE (roster_id, child_id);


--
-- Name: roster_child roster_child_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster_child
    ADD CONSTRAINT roster_child_pkey PRIMARY KEY (id);


--
-- Name: roster roster_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_once UNIQUE (recording_id);


--
-- Name: roster roster_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_pkey PRIMARY KEY (id);


--
-- Name: safety_note safety_note_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_note
    ADD CONSTRAINT safety_note_pkey PRIMARY KEY (id);


--
-- Name: safety_officer safety_officer_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_officer
    ADD CONSTRAINT safety_officer_pkey PRIMARY KEY (id);


--
-- Name: safety_signal safety_signal_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_signal
    ADD CONSTRAINT safety_signal_pkey PRIMARY KEY (id);


--
-- Name: server_state server_state_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.server_state
    ADD CONSTRAINT server_state_pkey PRIMARY KEY (key);


--
-- Name: sharing_agreement sharing_agreement_number_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement
    ADD CONSTRAINT sharing_agreement_number_unique UNIQUE (trajectory_id, number);


--
-- Name: sharing_agreement sharing_agreement_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement
    ADD CONSTRAINT sharing_agreement_pkey PRIMARY KEY (id);


--
-- Name: sharing_agreement_yes sharing_agreement_yes_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement_yes
    ADD CONSTRAINT sharing_agreement_yes_once UNIQUE (agreement_id, person_id);


--
-- Name: sharing_agreement_yes sharing_agreement_yes_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement_yes
    ADD CONSTRAINT sharing_agreement_yes_pkey PRIMARY KEY (id);


--
-- Name: storage_finding storage_finding_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.storage_finding
    ADD CONSTRAINT storage_finding_pkey PRIMARY KEY (node, kind, recording_id);


--
-- Name: tablet tablet_code_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.tablet
    ADD CONSTRAINT tablet_code_unique UNIQUE (code_hash);


--
-- Name: tablet tablet_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.tablet
    ADD CONSTRAINT tablet_pkey PRIMARY KEY (id);


--
-- Name: tablet tablet_token_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.tablet
    ADD CONSTRAINT tablet_token_unique UNIQUE (token_hash);


--
-- Name: take take_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.take
    ADD CONSTRAINT take_pkey PRIMARY KEY (recording_id, number);


--
-- Name: talk_note talk_note_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_note
    ADD CONSTRAINT talk_note_pkey PRIMARY KEY (id);


--
-- Name: talk_opening talk_opening_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_opening
    ADD CONSTRAINT talk_opening_once UNIQUE (moment_id);


--
-- Name: talk_opening talk_opening_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_opening
    ADD CONSTRAINT talk_opening_pkey PRIMARY KEY (id);


--
-- Name: talk talk_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk
    ADD CONSTRAINT talk_pkey PRIMARY KEY (id);


--
-- Name: team_member team_member_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT team_member_pkey PRIMARY KEY (id);


--
-- Name: team team_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_pkey PRIMARY KEY (id);


--
-- Name: trajectory_coach trajectory_coach_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory_coach
    ADD CONSTRAINT trajectory_coach_pkey PRIMARY KEY (trajectory_id, coach_id, valid_from);


--
-- Name: trajectory_pause trajectory_pause_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory_pause
    ADD CONSTRAINT trajectory_pause_pkey PRIMARY KEY (trajectory_id, paused_at);


--
-- Name: trajectory trajectory_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory
    ADD CONSTRAINT trajectory_pkey PRIMARY KEY (id);


--
-- Name: trajectory trajectory_question_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory
    ADD CONSTRAINT trajectory_question_unique UNIQUE (question_id);


--
-- Name: transparency_page transparency_page_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.transparency_page
    ADD CONSTRAINT transparency_page_once UNIQUE (location_id);


--
-- Name: transparency_page transparency_page_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.transparency_page
    ADD CONSTRAINT transparency_page_pkey PRIMARY KEY (id);


--
-- Name: transparency_page transparency_page_token; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.transparency_page
    ADD CONSTRAINT transparency_page_token UNIQUE (token);


--
-- Name: trim trim_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public."trim"
    ADD CONSTRAINT trim_pkey PRIMARY KEY (id);


--
-- Name: upload upload_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (id);


--
-- Name: viewing viewing_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT viewing_pkey PRIMARY KEY (id);


--
-- Name: voice_note_key voice_note_key_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.voice_note_key
    ADD CONSTRAINT voice_note_key_pkey PRIMARY KEY (id);


--
-- Name: voice_note voice_note_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.voice_note
    ADD CONSTRAINT voice_note_once UNIQUE (question_id, number);


--
-- Name: voice_note voice_note_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.voice_note
    ADD CONSTRAINT voice_note_pkey PRIMARY KEY (id);


--
-- Name: watch_token watch_token_hash_unique; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.watch_token
    ADD CONSTRAINT watch_token_hash_unique UNIQUE (token_hash);


--
-- Name: watch_token watch_token_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.watch_token
    ADD CONSTRAINT watch_token_pkey PRIMARY KEY (id);


--
-- Name: work_point work_point_once; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.work_point
    ADD CONSTRAINT work_point_once UNIQUE (cycle_id);


--
-- Name: work_point work_point_pkey; Type: CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.work_point
    ADD CONSTRAINT work_point_pkey PRIMARY KEY (id);


--
-- Name: access_log_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX access_log_holder ON public.access_log USING btree (holder_id, at, id);


--
-- Name: access_log_office; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX access_log_office ON public.access_log USING btree (owner_id, at) WHERE (action = ANY (ARRAY['viewing_planned'::text, 'viewing'::text, 'viewing_over'::text, 'emergency'::text, 'emergency_view'::text, 'emergency_over'::text, 'signal_view'::text, 'erase_asked'::text, 'erase_decided'::text]));


--
-- Name: access_log_owner; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX access_log_owner ON public.access_log USING btree (owner_id, at, id);


--
-- Name: access_log_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX access_log_recording ON public.access_log USING btree (recording_id, at);


--
-- Name: access_token_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX access_token_person ON public.access_token USING btree (person_id);


--
-- Name: administration_log_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX administration_log_holder ON public.administration_log USING btree (holder_id, created_at, id);


--
-- Name: administration_log_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX administration_log_person ON public.administration_log USING btree (person_id, created_at, id);


--
-- Name: annotation_answers; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX annotation_answers ON public.annotation USING btree (answers_id);


--
-- Name: annotation_proud; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX annotation_proud ON public.annotation USING btree (author_id, created_at) WHERE (kind = 'proud'::text);


--
-- Name: annotation_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX annotation_recording ON public.annotation USING btree (recording_id, start_ms, id);


--
-- Name: audit_entry_act; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX audit_entry_act ON public.audit_entry USING btree (holder_id, act, number);


--
-- Name: audit_entry_actor; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX audit_entry_actor ON public.audit_entry USING btree (holder_id, actor, number);


--
-- Name: audit_entry_at; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX audit_entry_at ON public.audit_entry USING btree (holder_id, at);


--
-- Name: audit_entry_line; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX audit_entry_line ON public.audit_entry USING btree (source, line_id);


--
-- Name: audit_entry_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX audit_entry_person ON public.audit_entry USING btree (holder_id, person_id, number);


--
-- Name: breach_entry_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX breach_entry_holder ON public.breach_entry USING btree (holder_id, breach_id, number);


--
-- Name: care_group_location; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX care_group_location ON public.care_group USING btree (location_id);


--
-- Name: centre_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX centre_holder ON public.centre USING btree (holder_id);


--
-- Name: centre_location; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX centre_location ON public.centre USING btree (location_id);


--
-- Name: centre_lrk_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX centre_lrk_once ON public.centre USING btree (holder_id, lrk_number) WHERE (registered_until IS NULL);


--
-- Name: child_consent_child; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX child_consent_child ON public.child_consent USING btree (child_id, purpose, at);


--
-- Name: child_group; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX child_group ON public.child USING btree (group_id);


--
-- Name: child_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX child_holder ON public.child USING btree (holder_id, id);


--
-- Name: child_name; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX child_name ON public.child USING btree (holder_id, name COLLATE "nl-x-icu", id);


--
-- Name: child_name_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX child_name_once ON public.child USING btree (group_id, lower(name)) WHERE (left_on IS NULL);


--
-- Name: coach_question_employee; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX coach_question_employee ON public.coach_question USING btree (employee_id, created_at, id);


--
-- Name: coaching_entry_coach; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX coaching_entry_coach ON public.coaching_entry USING btree (coach_id, held_on);


--
-- Name: coaching_entry_cycle; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX coaching_entry_cycle ON public.coaching_entry USING btree (cycle_id);


--
-- Name: coaching_entry_employee; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX coaching_entry_employee ON public.coaching_entry USING btree (employee_id, held_on);


--
-- Name: coaching_entry_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX coaching_entry_holder ON public.coaching_entry USING btree (holder_id, held_on);


--
-- Name: coaching_entry_replaced_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX coaching_entry_replaced_once ON public.coaching_entry USING btree (replaces_id);


--
-- Name: coaching_entry_trajectory; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX coaching_entry_trajectory ON public.coaching_entry USING btree (trajectory_id, held_on);


--
-- Name: consent_task_due; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX consent_task_due ON public.consent_task USING btree (due_on) WHERE (done_at IS NULL);


--
-- Name: consent_task_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX consent_task_holder ON public.consent_task USING btree (holder_id, made_at, id);


--
-- Name: consent_task_open_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX consent_task_open_once ON public.consent_task USING btree (recording_id, child_id) WHERE (done_at IS NULL);


--
-- Name: cycle_open_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX cycle_open_once ON public.cycle USING btree (trajectory_id) WHERE (closed_at IS NULL);


--
-- Name: dual_role_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX dual_role_once ON public.dual_role USING btree (holder_id, person_id) WHERE (ended_at IS NULL);


--
-- Name: dual_role_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX dual_role_person ON public.dual_role USING btree (person_id);


--
-- Name: emergency_access_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX emergency_access_holder ON public.emergency_access USING btree (holder_id, asked_at, id);


--
-- Name: emergency_access_owner; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX emergency_access_owner ON public.emergency_access USING btree (owner_id, on_day);


--
-- Name: employment_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX employment_holder ON public.employment USING btree (holder_id, from_day);


--
-- Name: employment_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX employment_person ON public.employment USING btree (person_id);


--
-- Name: engagement_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX engagement_holder ON public.engagement USING btree (holder_id, until_day);


--
-- Name: engagement_open_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX engagement_open_once ON public.engagement USING btree (holder_id, email) WHERE ((accepted_at IS NULL) AND (ended_at IS NULL));


--
-- Name: engagement_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX engagement_person ON public.engagement USING btree (person_id);


--
-- Name: entry_attendee_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX entry_attendee_person ON public.entry_attendee USING btree (person_id);


--
-- Name: erasure_receipt_cycle; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX erasure_receipt_cycle ON public.erasure_receipt USING btree (cycle_id);


--
-- Name: erasure_receipt_owner; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX erasure_receipt_owner ON public.erasure_receipt USING btree (owner_id);


--
-- Name: evaluation_part_author; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX evaluation_part_author ON public.evaluation_part USING btree (author_id, evaluation_id) WHERE (handed_in_at IS NOT NULL);


--
-- Name: feedback_choice_annotation; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX feedback_choice_annotation ON public.feedback_choice USING btree (annotation_id);


--
-- Name: feedback_moment_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX feedback_moment_recording ON public.feedback_moment USING btree (recording_id);


--
-- Name: feedback_release_cycle; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX feedback_release_cycle ON public.feedback_release USING btree (cycle_id, released_at);


--
-- Name: gap_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX gap_recording ON public.gap USING btree (recording_id, start_ms);


--
-- Name: guardian_label_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX guardian_label_once ON public.guardian USING btree (child_id, lower(label)) WHERE (ended_at IS NULL);


--
-- Name: hours_page_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX hours_page_once ON public.hours_page USING btree (holder_id, year) WHERE (closed_at IS NULL);


--
-- Name: ingest_token_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX ingest_token_recording ON public.ingest_token USING btree (recording_id);


--
-- Name: ingest_token_tablet; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX ingest_token_tablet ON public.ingest_token USING btree (tablet_id) WHERE (tablet_id IS NOT NULL);


--
-- Name: invitation_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX invitation_holder ON public.invitation USING btree (holder_id, made_at, id);


--
-- Name: invitation_open_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX invitation_open_once ON public.invitation USING btree (person_id) WHERE ((used_at IS NULL) AND (replaced_at IS NULL));


--
-- Name: invitation_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX invitation_person ON public.invitation USING btree (person_id, made_at);


--
-- Name: kept_word_cycle; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX kept_word_cycle ON public.kept_word USING btree (cycle_id, said_at);


--
-- Name: kept_word_owner; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX kept_word_owner ON public.kept_word USING btree (owner_id, said_at);


--
-- Name: live_invitation_coach; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX live_invitation_coach ON public.live_invitation USING btree (coach_id) WHERE (ended_at IS NULL);


--
-- Name: live_invitation_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX live_invitation_once ON public.live_invitation USING btree (recording_id, coach_id) WHERE (ended_at IS NULL);


--
-- Name: live_invitation_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX live_invitation_recording ON public.live_invitation USING btree (recording_id, invited_at);


--
-- Name: location_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX location_holder ON public.location USING btree (holder_id);


--
-- Name: login_session_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX login_session_person ON public.login_session USING btree (person_id);


--
-- Name: login_session_tablet; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX login_session_tablet ON public.login_session USING btree (tablet_id) WHERE (tablet_id IS NOT NULL);


--
-- Name: look_employee; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX look_employee ON public.look USING btree (employee_id);


--
-- Name: newcomer_list_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX newcomer_list_holder ON public.newcomer_list USING btree (holder_id);


--
-- Name: newcomer_list_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX newcomer_list_person ON public.newcomer_list USING btree (made_by, made_at);


--
-- Name: office_played_cause; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX office_played_cause ON public.office_played USING btree (cause_id, recording_id, from_ms);


--
-- Name: parting_coach; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX parting_coach ON public.parting USING btree (coach_id, at);


--
-- Name: parting_trajectory; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX parting_trajectory ON public.parting USING btree (trajectory_id);


--
-- Name: person_holder_name; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX person_holder_name ON public.person USING btree (holder_id, family_name COLLATE "nl-x-icu", given_name COLLATE "nl-x-icu", id);


--
-- Name: pin_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX pin_holder ON public.pin USING btree (holder_id);


--
-- Name: practice_cycle; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX practice_cycle ON public.practice USING btree (cycle_id, tried_at, id);


--
-- Name: privacy_finding_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX privacy_finding_recording ON public.privacy_finding USING btree (recording_id);


--
-- Name: privacy_request_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX privacy_request_holder ON public.privacy_request USING btree (holder_id, received_on, id);


--
-- Name: recording_angle_of; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX recording_angle_of ON public.recording USING btree (angle_of) WHERE (angle_of IS NOT NULL);


--
-- Name: recording_consent_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX recording_consent_once ON public.recording_consent USING btree (recording_id) WHERE (withdrawn_at IS NULL);


--
-- Name: recording_consent_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX recording_consent_recording ON public.recording_consent USING btree (recording_id, given_at, id);


--
-- Name: recording_cycle; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX recording_cycle ON public.recording USING btree (cycle_id, created_at, id);


--
-- Name: recording_extension_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX recording_extension_recording ON public.recording_extension USING btree (recording_id, asked_at, id);


--
-- Name: recording_extension_waits_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX recording_extension_waits_once ON public.recording_extension USING btree (recording_id) WHERE (decided_at IS NULL);


--
-- Name: recording_lock_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX recording_lock_holder ON public.recording_lock USING btree (holder_id) WHERE (lifted_at IS NULL);


--
-- Name: recording_lock_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX recording_lock_once ON public.recording_lock USING btree (recording_id, reason, cause_id) WHERE (lifted_at IS NULL);


--
-- Name: recording_owner; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX recording_owner ON public.recording USING btree (owner_id, created_at, id);


--
-- Name: recording_share_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX recording_share_once ON public.recording_share USING btree (recording_id) WHERE (withdrawn_at IS NULL);


--
-- Name: recording_share_unanswered; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX recording_share_unanswered ON public.recording_share USING btree (recording_id) WHERE ((restore_id IS NOT NULL) AND (answered_at IS NULL));


--
-- Name: recording_unfinished; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX recording_unfinished ON public.recording USING btree (state) WHERE ((state = ANY (ARRAY['recording'::text, 'processing'::text])) AND (deleted_at IS NULL));


--
-- Name: reminder_employee; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX reminder_employee ON public.reminder USING btree (employee_id);


--
-- Name: reminder_notice_employee; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX reminder_notice_employee ON public.reminder_notice USING btree (employee_id, due_on);


--
-- Name: reopening_trajectory; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX reopening_trajectory ON public.reopening USING btree (trajectory_id, asked_at, id);


--
-- Name: reopening_waits_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX reopening_waits_once ON public.reopening USING btree (trajectory_id) WHERE (answered_at IS NULL);


--
-- Name: reply_annotation; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX reply_annotation ON public.reply USING btree (annotation_id, created_at, id);


--
-- Name: restore_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX restore_holder ON public.restore USING btree (holder_id);


--
-- Name: restore_open; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX restore_open ON public.restore USING btree (holder_id) WHERE (confirmed_at IS NULL);


--
-- Name: river_job_args_index; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX river_job_args_index ON public.river_job USING gin (args);


--
-- Name: river_job_kind; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX river_job_kind ON public.river_job USING btree (kind);


--
-- Name: river_job_metadata_index; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX river_job_metadata_index ON public.river_job USING gin (metadata);


--
-- Name: river_job_prioritized_fetching_index; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX river_job_prioritized_fetching_index ON public.river_job USING btree (state, queue, priority, scheduled_at, id);


--
-- Name: river_job_state_and_finalized_at_index; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX river_job_state_and_finalized_at_index ON public.river_job USING btree (state, finalized_at) WHERE (finalized_at IS NOT NULL);


--
-- Name: river_job_unique_idx; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX river_job_unique_idx ON public.river_job USING btree (unique_key) WHERE ((unique_key IS NOT NULL) AND (unique_states IS NOT NULL) AND public.river_job_state_in_bitmask(unique_states, state));


--
-- Name: river_notification_created_at_idx; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX river_notification_created_at_idx ON public.river_notification USING btree (created_at);


--
-- Name: river_notification_topic_id_idx; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX river_notification_topic_id_idx ON public.river_notification USING btree (topic, id);


--
-- Name: role_assignment_begins; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX role_assignment_begins ON public.role_assignment USING btree (valid_from);


--
-- Name: role_assignment_ended; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX role_assignment_ended ON public.role_assignment USING btree (holder_id, person_id) WHERE (valid_until IS NOT NULL);


--
-- Name: role_assignment_ends; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX role_assignment_ends ON public.role_assignment USING btree (valid_until) WHERE (valid_until IS NOT NULL);


--
-- Name: role_assignment_engagement; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX role_assignment_engagement ON public.role_assignment USING btree (engagement_id) WHERE (engagement_id IS NOT NULL);


--
-- Name: role_assignment_everywhere; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX role_assignment_everywhere ON public.role_assignment USING btree (holder_id, role) WHERE (location_id IS NULL);


--
-- Name: role_assignment_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX role_assignment_holder ON public.role_assignment USING btree (holder_id, role);


--
-- Name: role_assignment_location; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX role_assignment_location ON public.role_assignment USING btree (location_id, role) WHERE (location_id IS NOT NULL);


--
-- Name: role_assignment_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX role_assignment_person ON public.role_assignment USING btree (person_id);


--
-- Name: roster_child_child; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX roster_child_child ON public.roster_child USING btree (child_id);


--
-- Name: safety_note_signal; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX safety_note_signal ON public.safety_note USING btree (signal_id, written_at, id);


--
-- Name: safety_officer_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX safety_officer_person ON public.safety_officer USING btree (person_id) WHERE (ended_at IS NULL);


--
-- Name: safety_officer_person_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX safety_officer_person_once ON public.safety_officer USING btree (signal_id, person_id) WHERE (ended_at IS NULL);


--
-- Name: safety_officer_slot_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX safety_officer_slot_once ON public.safety_officer USING btree (signal_id, slot) WHERE (ended_at IS NULL);


--
-- Name: safety_signal_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX safety_signal_holder ON public.safety_signal USING btree (holder_id, raised_at, id);


--
-- Name: tablet_group; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX tablet_group ON public.tablet USING btree (group_id);


--
-- Name: tablet_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX tablet_holder ON public.tablet USING btree (holder_id);


--
-- Name: tablet_maker; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX tablet_maker ON public.tablet USING btree (made_by);


--
-- Name: talk_cycle; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX talk_cycle ON public.talk USING btree (cycle_id, created_at);


--
-- Name: talk_note_talk; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX talk_note_talk ON public.talk_note USING btree (talk_id, created_at, id);


--
-- Name: talk_open_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX talk_open_once ON public.talk USING btree (cycle_id) WHERE (ended_at IS NULL);


--
-- Name: talk_opening_talk; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX talk_opening_talk ON public.talk_opening USING btree (talk_id);


--
-- Name: team_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX team_holder ON public.team USING btree (holder_id);


--
-- Name: team_member_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX team_member_holder ON public.team_member USING btree (holder_id);


--
-- Name: team_member_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX team_member_once ON public.team_member USING btree (team_id, person_id) WHERE (valid_until IS NULL);


--
-- Name: team_member_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX team_member_person ON public.team_member USING btree (person_id);


--
-- Name: trajectory_coach_coach; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX trajectory_coach_coach ON public.trajectory_coach USING btree (coach_id);


--
-- Name: trajectory_coach_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX trajectory_coach_once ON public.trajectory_coach USING btree (trajectory_id, coach_id) WHERE (valid_until IS NULL);


--
-- Name: trajectory_employee; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX trajectory_employee ON public.trajectory USING btree (employee_id, created_at, id);


--
-- Name: trajectory_pause_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX trajectory_pause_once ON public.trajectory_pause USING btree (trajectory_id) WHERE (resumed_at IS NULL);


--
-- Name: trajectory_running; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX trajectory_running ON public.trajectory USING btree (employee_id, holder_id) WHERE ((started_at IS NOT NULL) AND (ended_at IS NULL));


--
-- Name: transparency_page_holder; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX transparency_page_holder ON public.transparency_page USING btree (holder_id);


--
-- Name: trim_open_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX trim_open_once ON public."trim" USING btree (recording_id) WHERE ((done_at IS NULL) AND (failed_at IS NULL) AND (reason <> 'restored'::text));


--
-- Name: trim_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX trim_recording ON public."trim" USING btree (recording_id, asked_at, id);


--
-- Name: trim_with; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX trim_with ON public."trim" USING btree (with_id) WHERE (with_id IS NOT NULL);


--
-- Name: upload_once; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE UNIQUE INDEX upload_once ON public.upload USING btree (recording_id) WHERE (purpose = 'film'::text);


--
-- Name: upload_person; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX upload_person ON public.upload USING btree (created_by);


--
-- Name: upload_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX upload_recording ON public.upload USING btree (recording_id, created_at);


--
-- Name: viewing_officer; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX viewing_officer ON public.viewing USING btree (officer_id, closes_at);


--
-- Name: viewing_request; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX viewing_request ON public.viewing USING btree (request_id, opens_at);


--
-- Name: voice_note_employee; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX voice_note_employee ON public.voice_note USING btree (employee_id);


--
-- Name: watch_token_login; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX watch_token_login ON public.watch_token USING btree (login_hash);


--
-- Name: watch_token_recording; Type: INDEX; Schema: public; Owner: terugblik_owner
--

CREATE INDEX watch_token_recording ON public.watch_token USING btree (recording_id);


--
-- Name: access_log audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.access_log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.report_id IS NULL)) EXECUTE FUNCTION audit.append('.action', '.actor', '.owner_id', 'recording', '.recording_id', '.at');


--
-- Name: access_token audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.access_token DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.append('token_made', '.person_id', '.person_id', 'access_token', '.id', '.created_at');


--
-- Name: administration_log audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.administration_log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.append('.act', '.actor', '.person_id', '', '', '.created_at');


--
-- Name: breach_entry audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.breach_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('office_breach', '.written_by', '', 'breach', '.breach_id', '.written_at');


--
-- Name: child audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.child DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('register_child', '', '', 'child', '.id', '.created_at');


--
-- Name: child_consent audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.child_consent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('register_line', '.noted_by', '', 'child', '.child_id', '.noted_at');


--
-- Name: consent_basis audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.consent_basis DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('register_basis', '.set_by', '', 'consent_basis', '.id', '.set_at');


--
-- Name: credential audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.credential DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('password_set', '', '.person_id', '', '', '.changed_at');


--
-- Name: emergency_access audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.emergency_access DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('office_emergency', '.asked_by', '.owner_id', 'emergency', '.id', '.asked_at');


--
-- Name: emergency_grant audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.emergency_grant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('office_grant', '.granted_by', '.asked_by', 'emergency', '.emergency_id', '.granted_at');


--
-- Name: guardian audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.guardian DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('register_guardian', '', '', 'child', '.child_id', '.created_at');


--
-- Name: invitation audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.invitation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('link_row', '', '.person_id', 'link', '.id', '.made_at');


--
-- Name: login_session audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.login_session DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.append('logged_in', '.person_id', '.person_id', '', '', '.created_at');


--
-- Name: privacy_request audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.privacy_request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('office_request', '.registered_by', '.person_id', 'request', '.id', '.registered_at');


--
-- Name: recording_consent audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.recording_consent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.append('consent_given', '.person_id', '.person_id', 'recording', '.recording_id', '.given_at');


--
-- Name: restore audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.restore DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('put_back', '', '', 'restore', '.id', '.restored_at');


--
-- Name: retention_terms audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.retention_terms DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.append('terms_set', '.set_by', '', 'retention_terms', '.id', '.set_at');


--
-- Name: role_assignment audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.role_assignment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('role_row', '', '.person_id', 'role', '.id', '');


--
-- Name: safety_officer audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.safety_officer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('office_named', '.named_by', '.person_id', 'signal', '.signal_id', '.named_at');


--
-- Name: safety_signal audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.safety_signal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('office_signal', '.raised_by', '', 'signal', '.id', '.raised_at');


--
-- Name: viewing audit; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON public.viewing DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('office_viewing', '.officer_id', '', 'viewing', '.id', '.planned_at');


--
-- Name: child audit_changed; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_changed AFTER UPDATE ON public.child DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('register_child', '', '', 'child', '.id', '');


--
-- Name: credential audit_changed; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_changed AFTER UPDATE ON public.credential DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.password_hash IS DISTINCT FROM new.password_hash) AND (current_setting('app.actor'::text, true) <> ''::text))) EXECUTE FUNCTION audit.append('password_set', '', '.person_id', '', '', '.changed_at');


--
-- Name: guardian audit_changed; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_changed AFTER UPDATE ON public.guardian DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((current_setting('app.actor'::text, true) <> ''::text)) EXECUTE FUNCTION audit.append('register_guardian', '', '', 'child', '.child_id', '');


--
-- Name: restore audit_confirmed; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_confirmed AFTER UPDATE ON public.restore DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.confirmed_at IS NULL) AND (new.confirmed_at IS NOT NULL))) EXECUTE FUNCTION audit.append('put_back_confirmed', '.confirmed_by', '', 'restore', '.id', '.confirmed_at');


--
-- Name: privacy_finding audit_decided; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_decided AFTER UPDATE ON public.privacy_finding DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.decided_at IS DISTINCT FROM new.decided_at) AND (current_setting('app.actor'::text, true) <> ''::text))) EXECUTE FUNCTION audit.append('office_decision', '.decided_by', '.owner_id', 'recording', '.recording_id', '.decided_at');


--
-- Name: consent_task audit_done; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_done AFTER UPDATE ON public.consent_task DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.done_at IS NULL) AND (new.done_at IS NOT NULL) AND (current_setting('app.actor'::text, true) <> ''::text))) EXECUTE FUNCTION audit.append('task_done', '.done_by', '.owner_id', 'recording', '.recording_id', '.done_at');


--
-- Name: role_assignment audit_end; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_end AFTER UPDATE ON public.role_assignment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.valid_until IS DISTINCT FROM new.valid_until) AND (current_setting('app.actor'::text, true) <> ''::text))) EXECUTE FUNCTION audit.append('role_row_end', '', '.person_id', 'role', '.id', '');


--
-- Name: erasure_receipt audit_erased; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_erased AFTER UPDATE ON public.erasure_receipt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.completed_at IS NULL) AND (new.completed_at IS NOT NULL))) EXECUTE FUNCTION audit.append('erasure_completed', '', '.owner_id', 'recording', '.recording_id', '.completed_at');


--
-- Name: erasure_receipt audit_key; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_key AFTER UPDATE ON public.erasure_receipt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.key_destroyed_at IS NULL) AND (new.key_destroyed_at IS NOT NULL))) EXECUTE FUNCTION audit.append('key_destroyed', '', '.owner_id', 'recording', '.recording_id', '.key_destroyed_at');


--
-- Name: emergency_access audit_over; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON public.emergency_access DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.ended_at IS DISTINCT FROM new.ended_at) AND (current_setting('app.actor'::text, true) <> ''::text))) EXECUTE FUNCTION audit.append('office_emergency_over', '.ended_by', '.owner_id', 'emergency', '.id', '.ended_at');


--
-- Name: privacy_request audit_over; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON public.privacy_request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.closed_at IS DISTINCT FROM new.closed_at) AND (current_setting('app.actor'::text, true) <> ''::text))) EXECUTE FUNCTION audit.append('office_request_over', '.closed_by', '.person_id', 'request', '.id', '.closed_at');


--
-- Name: safety_officer audit_over; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON public.safety_officer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.ended_at IS DISTINCT FROM new.ended_at) AND (current_setting('app.actor'::text, true) <> ''::text))) EXECUTE FUNCTION audit.append('office_named_over', '', '.person_id', 'signal', '.signal_id', '.ended_at');


--
-- Name: safety_signal audit_over; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON public.safety_signal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.closed_at IS DISTINCT FROM new.closed_at) AND (current_setting('app.actor'::text, true) <> ''::text))) EXECUTE FUNCTION audit.append('office_signal_over', '.closed_by', '', 'signal', '.id', '.closed_at');


--
-- Name: viewing audit_over; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON public.viewing DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.ended_at IS DISTINCT FROM new.ended_at) AND (current_setting('app.actor'::text, true) <> ''::text))) EXECUTE FUNCTION audit.append('office_viewing_over', '.ended_by', '', 'viewing', '.id', '.ended_at');


--
-- Name: access_token audit_removed; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_removed AFTER DELETE ON public.access_token DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.append('token_removed', '', '.person_id', 'access_token', '.id', '');


--
-- Name: access_log audit_report; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_report AFTER INSERT ON public.access_log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.report_id IS NOT NULL)) EXECUTE FUNCTION audit.append('.action', '.actor', '.owner_id', 'report', '.report_id', '.at');


--
-- Name: restore audit_thawed; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_thawed AFTER UPDATE ON public.restore DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.thawed_at IS NULL) AND (new.thawed_at IS NOT NULL))) EXECUTE FUNCTION audit.append('put_back_thawed', '', '', 'restore', '.id', '.thawed_at');


--
-- Name: recording_consent audit_withdrawn; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER audit_withdrawn AFTER UPDATE ON public.recording_consent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.withdrawn_at IS NULL) AND (new.withdrawn_at IS NOT NULL))) EXECUTE FUNCTION audit.append('consent_withdrawn', '', '.person_id', 'recording', '.recording_id', '.withdrawn_at');


--
-- Name: coaching_entry coaching_entry_counts; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER coaching_entry_counts AFTER INSERT OR UPDATE ON public.coaching_entry FOR EACH ROW EXECUTE FUNCTION access.entry_counts();


--
-- Name: coaching_entry coaching_entry_counts_no_more; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER coaching_entry_counts_no_more BEFORE DELETE ON public.coaching_entry FOR EACH ROW EXECUTE FUNCTION access.entry_counts();


--
-- Name: entry_attendee entry_attendee_counts; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER entry_attendee_counts AFTER INSERT OR DELETE ON public.entry_attendee FOR EACH ROW EXECUTE FUNCTION access.attendee_counts();


--
-- Name: entry_share entry_share_counts; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER entry_share_counts AFTER INSERT OR DELETE ON public.entry_share FOR EACH ROW EXECUTE FUNCTION access.share_counts();


--
-- Name: recording filmed; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER filmed BEFORE DELETE ON public.recording FOR EACH ROW EXECUTE FUNCTION access.keep_filmed();


--
-- Name: roster_child filmed; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE CONSTRAINT TRIGGER filmed AFTER DELETE ON public.roster_child DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access.keep_roster();


--
-- Name: recording filmed_closed; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER filmed_closed BEFORE UPDATE OF deleted_at ON public.recording FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL))) EXECUTE FUNCTION access.keep_filmed();


--
-- Name: erasure_receipt frozen; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER frozen BEFORE INSERT ON public.erasure_receipt FOR EACH ROW EXECUTE FUNCTION access.refuse_frozen();


--
-- Name: recording_key frozen; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER frozen BEFORE DELETE ON public.recording_key FOR EACH ROW EXECUTE FUNCTION access.keep_filmed();


--
-- Name: trim frozen; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER frozen BEFORE INSERT ON public."trim" FOR EACH ROW WHEN ((new.reason <> 'restored'::text)) EXECUTE FUNCTION access.refuse_frozen();


--
-- Name: recording_lock hold; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON public.recording_lock FOR EACH ROW EXECUTE FUNCTION access.hold_for_lock();


--
-- Name: audit_entry keep; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER keep BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION audit.refuse();


--
-- Name: recording_lock keep; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER keep AFTER INSERT OR UPDATE ON public.recording_lock FOR EACH ROW EXECUTE FUNCTION access.keep_lock();


--
-- Name: audit_entry keep_all; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER keep_all BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();


--
-- Name: care_group open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.care_group FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: centre open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.centre FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: child open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.child FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: employment open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.employment FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: engagement open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.engagement FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: role_assignment open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.role_assignment FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: tablet open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.tablet FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: team open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.team FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: team_member open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.team_member FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: transparency_page open_place; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place BEFORE INSERT ON public.transparency_page FOR EACH ROW WHEN (new.shown) EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: care_group open_place_moved; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place_moved BEFORE UPDATE ON public.care_group FOR EACH ROW WHEN ((old.centre_id IS DISTINCT FROM new.centre_id)) EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: child open_place_moved; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place_moved BEFORE UPDATE ON public.child FOR EACH ROW WHEN ((old.group_id IS DISTINCT FROM new.group_id)) EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: employment open_place_moved; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place_moved BEFORE UPDATE ON public.employment FOR EACH ROW WHEN ((old.location_id IS DISTINCT FROM new.location_id)) EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: transparency_page open_place_moved; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER open_place_moved BEFORE UPDATE ON public.transparency_page FOR EACH ROW WHEN ((new.shown AND (NOT old.shown))) EXECUTE FUNCTION access.begins_at_open_place();


--
-- Name: restore settle; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER settle AFTER UPDATE ON public.restore FOR EACH ROW EXECUTE FUNCTION access.settle_restore();


--
-- Name: effective_consent stands; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER stands BEFORE INSERT OR UPDATE ON public.effective_consent FOR EACH ROW EXECUTE FUNCTION access.consent_stands();


--
-- Name: emergency_grant told; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER told AFTER INSERT ON public.emergency_grant FOR EACH ROW EXECUTE FUNCTION access.tell_granted();


--
-- Name: viewing told; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER told AFTER INSERT ON public.viewing FOR EACH ROW EXECUTE FUNCTION access.tell_viewing();


--
-- Name: viewing told_over; Type: TRIGGER; Schema: public; Owner: terugblik_owner
--

CREATE TRIGGER told_over AFTER UPDATE ON public.viewing FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION access.tell_viewing();


--
-- Name: access_log access_log_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: access_log access_log_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id);


--
-- Name: access_token access_token_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT access_token_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: access_token access_token_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT access_token_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: administration_log administration_log_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.administration_log
    ADD CONSTRAINT administration_log_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: administration_log administration_log_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.administration_log
    ADD CONSTRAINT administration_log_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: angle angle_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.angle
    ADD CONSTRAINT angle_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: angle angle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.angle
    ADD CONSTRAINT angle_id_fkey FOREIGN KEY (id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: angle angle_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.angle
    ADD CONSTRAINT angle_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: annotation annotation_answers_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.annotation
    ADD CONSTRAINT annotation_answers_id_fkey FOREIGN KEY (answers_id) REFERENCES public.annotation(id) ON DELETE SET NULL;


--
-- Name: annotation annotation_author_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.annotation
    ADD CONSTRAINT annotation_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(id);


--
-- Name: annotation annotation_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.annotation
    ADD CONSTRAINT annotation_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: annotation annotation_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.annotation
    ADD CONSTRAINT annotation_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: breach_entry breach_entry_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.breach_entry
    ADD CONSTRAINT breach_entry_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: breach_entry breach_entry_written_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.breach_entry
    ADD CONSTRAINT breach_entry_written_by_fkey FOREIGN KEY (written_by) REFERENCES public.person(id);


--
-- Name: care_group care_group_centre_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.care_group
    ADD CONSTRAINT care_group_centre_id_fkey FOREIGN KEY (centre_id) REFERENCES public.centre(id);


--
-- Name: care_group care_group_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.care_group
    ADD CONSTRAINT care_group_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: care_group care_group_location_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.care_group
    ADD CONSTRAINT care_group_location_id_fkey FOREIGN KEY (location_id) REFERENCES public.location(id);


--
-- Name: centre centre_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.centre
    ADD CONSTRAINT centre_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: centre centre_location_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.centre
    ADD CONSTRAINT centre_location_id_fkey FOREIGN KEY (location_id) REFERENCES public.location(id);


--
-- Name: child_consent child_consent_child_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.child_consent
    ADD CONSTRAINT child_consent_child_id_fkey FOREIGN KEY (child_id) REFERENCES public.child(id);


--
-- Name: child_consent child_consent_guardian_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.child_consent
    ADD CONSTRAINT child_consent_guardian_id_fkey FOREIGN KEY (guardian_id) REFERENCES public.guardian(id);


--
-- Name: child_consent child_consent_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.child_consent
    ADD CONSTRAINT child_consent_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: child_consent child_consent_noted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.child_consent
    ADD CONSTRAINT child_consent_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES public.person(id);


--
-- Name: child child_group_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.child
    ADD CONSTRAINT child_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.care_group(id);


--
-- Name: child child_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.child
    ADD CONSTRAINT child_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: coach_question coach_question_employee_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coach_question
    ADD CONSTRAINT coach_question_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES public.person(id);


--
-- Name: coach_question coach_question_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coach_question
    ADD CONSTRAINT coach_question_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: coaching_entry coaching_entry_coach_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_coach_id_fkey FOREIGN KEY (coach_id) REFERENCES public.person(id);


--
-- Name: coaching_entry coaching_entry_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: coaching_entry coaching_entry_employee_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES public.person(id);


--
-- Name: coaching_entry coaching_entry_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: coaching_entry coaching_entry_noted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES public.person(id);


--
-- Name: coaching_entry coaching_entry_replaces; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_replaces FOREIGN KEY (replaces_id, holder_id) REFERENCES public.coaching_entry(id, holder_id) ON DELETE SET NULL (replaces_id);


--
-- Name: coaching_entry coaching_entry_talk_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_talk_id_fkey FOREIGN KEY (talk_id) REFERENCES public.talk(id);


--
-- Name: coaching_entry coaching_entry_trajectory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.coaching_entry
    ADD CONSTRAINT coaching_entry_trajectory_id_fkey FOREIGN KEY (trajectory_id) REFERENCES public.trajectory(id);


--
-- Name: code_pad code_pad_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.code_pad
    ADD CONSTRAINT code_pad_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: code_pad code_pad_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.code_pad
    ADD CONSTRAINT code_pad_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: consent_basis consent_basis_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.consent_basis
    ADD CONSTRAINT consent_basis_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: consent_basis consent_basis_set_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.consent_basis
    ADD CONSTRAINT consent_basis_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.person(id);


--
-- Name: consent_task consent_task_child_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.consent_task
    ADD CONSTRAINT consent_task_child_id_fkey FOREIGN KEY (child_id) REFERENCES public.child(id);


--
-- Name: consent_task consent_task_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.consent_task
    ADD CONSTRAINT consent_task_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: consent_task consent_task_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.consent_task
    ADD CONSTRAINT consent_task_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id);


--
-- Name: credential credential_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: credential credential_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: cycle cycle_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.cycle
    ADD CONSTRAINT cycle_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: cycle cycle_trajectory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.cycle
    ADD CONSTRAINT cycle_trajectory_id_fkey FOREIGN KEY (trajectory_id) REFERENCES public.trajectory(id);


--
-- Name: dual_role dual_role_declared_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.dual_role
    ADD CONSTRAINT dual_role_declared_by_fkey FOREIGN KEY (declared_by) REFERENCES public.person(id);


--
-- Name: dual_role dual_role_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.dual_role
    ADD CONSTRAINT dual_role_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: dual_role dual_role_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.dual_role
    ADD CONSTRAINT dual_role_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: effective_consent effective_consent_child_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.effective_consent
    ADD CONSTRAINT effective_consent_child_id_fkey FOREIGN KEY (child_id) REFERENCES public.child(id);


--
-- Name: effective_consent effective_consent_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.effective_consent
    ADD CONSTRAINT effective_consent_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: emergency_access emergency_access_asked_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_access
    ADD CONSTRAINT emergency_access_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.person(id);


--
-- Name: emergency_access emergency_access_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_access
    ADD CONSTRAINT emergency_access_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);


--
-- Name: emergency_access emergency_access_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_access
    ADD CONSTRAINT emergency_access_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: emergency_access emergency_access_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_access
    ADD CONSTRAINT emergency_access_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id);


--
-- Name: emergency_grant emergency_grant_asked; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_grant
    ADD CONSTRAINT emergency_grant_asked FOREIGN KEY (emergency_id, asked_by) REFERENCES public.emergency_access(id, asked_by);


--
-- Name: emergency_grant emergency_grant_granted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_grant
    ADD CONSTRAINT emergency_grant_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.person(id);


--
-- Name: emergency_grant emergency_grant_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.emergency_grant
    ADD CONSTRAINT emergency_grant_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: employment employment_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.employment
    ADD CONSTRAINT employment_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: employment employment_location_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.employment
    ADD CONSTRAINT employment_location_id_fkey FOREIGN KEY (location_id) REFERENCES public.location(id);


--
-- Name: employment employment_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.employment
    ADD CONSTRAINT employment_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: engagement engagement_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: engagement engagement_location_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_location_id_fkey FOREIGN KEY (location_id) REFERENCES public.location(id);


--
-- Name: engagement engagement_offered_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_offered_by_fkey FOREIGN KEY (offered_by) REFERENCES public.person(id);


--
-- Name: engagement engagement_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: entry_attendee entry_attendee_entry; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_attendee
    ADD CONSTRAINT entry_attendee_entry FOREIGN KEY (entry_id, holder_id) REFERENCES public.coaching_entry(id, holder_id) ON DELETE CASCADE;


--
-- Name: entry_attendee entry_attendee_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_attendee
    ADD CONSTRAINT entry_attendee_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: entry_attendee entry_attendee_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_attendee
    ADD CONSTRAINT entry_attendee_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: entry_share entry_share_centre; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_share
    ADD CONSTRAINT entry_share_centre FOREIGN KEY (centre_id, holder_id) REFERENCES public.centre(id, holder_id);


--
-- Name: entry_share entry_share_entry; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_share
    ADD CONSTRAINT entry_share_entry FOREIGN KEY (entry_id, holder_id) REFERENCES public.coaching_entry(id, holder_id) ON DELETE CASCADE;


--
-- Name: entry_share entry_share_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.entry_share
    ADD CONSTRAINT entry_share_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: erasure_receipt erasure_receipt_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.erasure_receipt
    ADD CONSTRAINT erasure_receipt_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: erasure_receipt erasure_receipt_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.erasure_receipt
    ADD CONSTRAINT erasure_receipt_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: erasure_receipt erasure_receipt_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.erasure_receipt
    ADD CONSTRAINT erasure_receipt_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id);


--
-- Name: erasure_receipt erasure_receipt_requested_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.erasure_receipt
    ADD CONSTRAINT erasure_receipt_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.person(id);


--
-- Name: evaluation evaluation_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation
    ADD CONSTRAINT evaluation_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: evaluation_part evaluation_part_author_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation_part
    ADD CONSTRAINT evaluation_part_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(id);


--
-- Name: evaluation_part evaluation_part_evaluation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation_part
    ADD CONSTRAINT evaluation_part_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES public.evaluation(id);


--
-- Name: evaluation_part evaluation_part_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation_part
    ADD CONSTRAINT evaluation_part_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: evaluation evaluation_started_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation
    ADD CONSTRAINT evaluation_started_by_fkey FOREIGN KEY (started_by) REFERENCES public.person(id);


--
-- Name: evaluation evaluation_trajectory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.evaluation
    ADD CONSTRAINT evaluation_trajectory_id_fkey FOREIGN KEY (trajectory_id) REFERENCES public.trajectory(id);


--
-- Name: feedback_choice feedback_choice_annotation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_choice
    ADD CONSTRAINT feedback_choice_annotation_id_fkey FOREIGN KEY (annotation_id) REFERENCES public.annotation(id) ON DELETE CASCADE;


--
-- Name: feedback_choice feedback_choice_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_choice
    ADD CONSTRAINT feedback_choice_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: feedback_choice feedback_choice_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_choice
    ADD CONSTRAINT feedback_choice_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: feedback_moment feedback_moment_annotation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_moment
    ADD CONSTRAINT feedback_moment_annotation_id_fkey FOREIGN KEY (annotation_id) REFERENCES public.annotation(id) ON DELETE CASCADE;


--
-- Name: feedback_moment feedback_moment_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_moment
    ADD CONSTRAINT feedback_moment_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: feedback_moment feedback_moment_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_moment
    ADD CONSTRAINT feedback_moment_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: feedback_moment feedback_moment_release_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_moment
    ADD CONSTRAINT feedback_moment_release_id_fkey FOREIGN KEY (release_id) REFERENCES public.feedback_release(id) ON DELETE CASCADE;


--
-- Name: feedback_release feedback_release_coach_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_release
    ADD CONSTRAINT feedback_release_coach_id_fkey FOREIGN KEY (coach_id) REFERENCES public.person(id);


--
-- Name: feedback_release feedback_release_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_release
    ADD CONSTRAINT feedback_release_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: feedback_release feedback_release_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.feedback_release
    ADD CONSTRAINT feedback_release_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: gap gap_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.gap
    ADD CONSTRAINT gap_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: gap gap_recording_id_take_number_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.gap
    ADD CONSTRAINT gap_recording_id_take_number_fkey FOREIGN KEY (recording_id, take_number) REFERENCES public.take(recording_id, number) ON DELETE CASCADE;


--
-- Name: guardian guardian_child_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.guardian
    ADD CONSTRAINT guardian_child_id_fkey FOREIGN KEY (child_id) REFERENCES public.child(id);


--
-- Name: guardian guardian_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.guardian
    ADD CONSTRAINT guardian_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: hours_page hours_page_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_page
    ADD CONSTRAINT hours_page_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: hours_page hours_page_opened_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_page
    ADD CONSTRAINT hours_page_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES public.person(id);


--
-- Name: hours_plan hours_plan_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_plan
    ADD CONSTRAINT hours_plan_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: hours_plan hours_plan_set_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_plan
    ADD CONSTRAINT hours_plan_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.person(id);


--
-- Name: hours_reached hours_reached_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_reached
    ADD CONSTRAINT hours_reached_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: hours_reached hours_reached_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_reached
    ADD CONSTRAINT hours_reached_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: hours_rule hours_rule_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_rule
    ADD CONSTRAINT hours_rule_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: hours_rule hours_rule_set_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_rule
    ADD CONSTRAINT hours_rule_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.person(id);


--
-- Name: hours_snapshot hours_snapshot_fixed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_snapshot
    ADD CONSTRAINT hours_snapshot_fixed_by_fkey FOREIGN KEY (fixed_by) REFERENCES public.person(id);


--
-- Name: hours_snapshot hours_snapshot_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_snapshot
    ADD CONSTRAINT hours_snapshot_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: hours_sum hours_sum_centre; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_sum
    ADD CONSTRAINT hours_sum_centre FOREIGN KEY (centre_id, holder_id) REFERENCES public.centre(id, holder_id);


--
-- Name: hours_sum hours_sum_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.hours_sum
    ADD CONSTRAINT hours_sum_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: ingest_token ingest_token_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.ingest_token
    ADD CONSTRAINT ingest_token_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);


--
-- Name: ingest_token ingest_token_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.ingest_token
    ADD CONSTRAINT ingest_token_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: ingest_token ingest_token_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.ingest_token
    ADD CONSTRAINT ingest_token_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: ingest_token ingest_token_tablet_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.ingest_token
    ADD CONSTRAINT ingest_token_tablet_id_fkey FOREIGN KEY (tablet_id) REFERENCES public.tablet(id);


--
-- Name: invitation invitation_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: invitation invitation_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: join_code join_code_angle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.join_code
    ADD CONSTRAINT join_code_angle_id_fkey FOREIGN KEY (angle_id) REFERENCES public.angle(id) ON DELETE CASCADE;


--
-- Name: join_code join_code_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.join_code
    ADD CONSTRAINT join_code_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);


--
-- Name: join_code join_code_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.join_code
    ADD CONSTRAINT join_code_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: kept_word kept_word_answers_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.kept_word
    ADD CONSTRAINT kept_word_answers_id_fkey FOREIGN KEY (answers_id) REFERENCES public.kept_word(id) ON DELETE CASCADE;


--
-- Name: kept_word kept_word_author_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.kept_word
    ADD CONSTRAINT kept_word_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(id);


--
-- Name: kept_word kept_word_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.kept_word
    ADD CONSTRAINT kept_word_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: kept_word kept_word_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.kept_word
    ADD CONSTRAINT kept_word_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: kept_word kept_word_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.kept_word
    ADD CONSTRAINT kept_word_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id);


--
-- Name: learning_preference learning_preference_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.learning_preference
    ADD CONSTRAINT learning_preference_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: learning_preference learning_preference_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.learning_preference
    ADD CONSTRAINT learning_preference_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: live_invitation live_invitation_coach_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.live_invitation
    ADD CONSTRAINT live_invitation_coach_id_fkey FOREIGN KEY (coach_id) REFERENCES public.person(id);


--
-- Name: live_invitation live_invitation_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.live_invitation
    ADD CONSTRAINT live_invitation_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: live_invitation live_invitation_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.live_invitation
    ADD CONSTRAINT live_invitation_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: location location_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.location
    ADD CONSTRAINT location_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: login_session login_session_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.login_session
    ADD CONSTRAINT login_session_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: login_session login_session_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.login_session
    ADD CONSTRAINT login_session_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: login_session login_session_tablet_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.login_session
    ADD CONSTRAINT login_session_tablet_id_fkey FOREIGN KEY (tablet_id) REFERENCES public.tablet(id);


--
-- Name: login_session login_session_working_holder_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.login_session
    ADD CONSTRAINT login_session_working_holder_fkey FOREIGN KEY (working_holder) REFERENCES public.holder(id);


--
-- Name: look look_employee_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.look
    ADD CONSTRAINT look_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES public.person(id);


--
-- Name: look look_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.look
    ADD CONSTRAINT look_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: look look_moment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.look
    ADD CONSTRAINT look_moment_id_fkey FOREIGN KEY (moment_id) REFERENCES public.feedback_moment(id) ON DELETE CASCADE;


--
-- Name: newcomer_list newcomer_list_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.newcomer_list
    ADD CONSTRAINT newcomer_list_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: newcomer_list newcomer_list_made_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.newcomer_list
    ADD CONSTRAINT newcomer_list_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.person(id);


--
-- Name: office_played office_played_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.office_played
    ADD CONSTRAINT office_played_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: office_played office_played_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.office_played
    ADD CONSTRAINT office_played_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: parting parting_coach_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.parting
    ADD CONSTRAINT parting_coach_id_fkey FOREIGN KEY (coach_id) REFERENCES public.person(id);


--
-- Name: parting parting_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.parting
    ADD CONSTRAINT parting_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: parting parting_trajectory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.parting
    ADD CONSTRAINT parting_trajectory_id_fkey FOREIGN KEY (trajectory_id) REFERENCES public.trajectory(id);


--
-- Name: person person_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: pin pin_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.pin
    ADD CONSTRAINT pin_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: pin pin_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.pin
    ADD CONSTRAINT pin_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: practice practice_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.practice
    ADD CONSTRAINT practice_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: practice practice_employee_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.practice
    ADD CONSTRAINT practice_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES public.person(id);


--
-- Name: practice practice_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.practice
    ADD CONSTRAINT practice_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: practice practice_work_point_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.practice
    ADD CONSTRAINT practice_work_point_id_fkey FOREIGN KEY (work_point_id) REFERENCES public.work_point(id);


--
-- Name: privacy_finding privacy_finding_decided_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_finding
    ADD CONSTRAINT privacy_finding_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.person(id);


--
-- Name: privacy_finding privacy_finding_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_finding
    ADD CONSTRAINT privacy_finding_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: privacy_finding privacy_finding_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_finding
    ADD CONSTRAINT privacy_finding_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id);


--
-- Name: privacy_finding privacy_finding_request_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_finding
    ADD CONSTRAINT privacy_finding_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.privacy_request(id);


--
-- Name: privacy_request privacy_request_child_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_request
    ADD CONSTRAINT privacy_request_child_id_fkey FOREIGN KEY (child_id) REFERENCES public.child(id);


--
-- Name: privacy_request privacy_request_closed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_request
    ADD CONSTRAINT privacy_request_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES public.person(id);


--
-- Name: privacy_request privacy_request_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_request
    ADD CONSTRAINT privacy_request_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: privacy_request privacy_request_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_request
    ADD CONSTRAINT privacy_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: privacy_request privacy_request_registered_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.privacy_request
    ADD CONSTRAINT privacy_request_registered_by_fkey FOREIGN KEY (registered_by) REFERENCES public.person(id);


--
-- Name: question_version question_version_author_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT question_version_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(id);


--
-- Name: question_version question_version_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT question_version_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: question_version question_version_question_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT question_version_question_id_fkey FOREIGN KEY (question_id) REFERENCES public.coach_question(id);


--
-- Name: recording recording_angle_of_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording
    ADD CONSTRAINT recording_angle_of_fkey FOREIGN KEY (angle_of) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: recording_consent recording_consent_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_consent
    ADD CONSTRAINT recording_consent_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: recording_consent recording_consent_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_consent
    ADD CONSTRAINT recording_consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: recording_consent recording_consent_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_consent
    ADD CONSTRAINT recording_consent_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: recording recording_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording
    ADD CONSTRAINT recording_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: recording_extension recording_extension_asked_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_extension
    ADD CONSTRAINT recording_extension_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.person(id);


--
-- Name: recording_extension recording_extension_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_extension
    ADD CONSTRAINT recording_extension_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: recording_extension recording_extension_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_extension
    ADD CONSTRAINT recording_extension_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: recording recording_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording
    ADD CONSTRAINT recording_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: recording_key recording_key_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_key
    ADD CONSTRAINT recording_key_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: recording_lock recording_lock_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_lock
    ADD CONSTRAINT recording_lock_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: recording_lock recording_lock_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_lock
    ADD CONSTRAINT recording_lock_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: recording recording_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording
    ADD CONSTRAINT recording_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id);


--
-- Name: recording recording_planned_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording
    ADD CONSTRAINT recording_planned_by_fkey FOREIGN KEY (planned_by) REFERENCES public.person(id);


--
-- Name: recording_share recording_share_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_share
    ADD CONSTRAINT recording_share_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: recording_share recording_share_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_share
    ADD CONSTRAINT recording_share_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: recording_share recording_share_restore_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.recording_share
    ADD CONSTRAINT recording_share_restore_id_fkey FOREIGN KEY (restore_id) REFERENCES public.restore(id);


--
-- Name: reminder reminder_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: reminder reminder_employee_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES public.person(id);


--
-- Name: reminder reminder_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: reminder_notice reminder_notice_employee_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder_notice
    ADD CONSTRAINT reminder_notice_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES public.person(id);


--
-- Name: reminder_notice reminder_notice_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder_notice
    ADD CONSTRAINT reminder_notice_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: reminder_notice reminder_notice_reminder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder_notice
    ADD CONSTRAINT reminder_notice_reminder_id_fkey FOREIGN KEY (reminder_id) REFERENCES public.reminder(id) ON DELETE CASCADE;


--
-- Name: reminder reminder_work_point_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_work_point_id_fkey FOREIGN KEY (work_point_id) REFERENCES public.work_point(id);


--
-- Name: reopening reopening_asked_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reopening
    ADD CONSTRAINT reopening_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.person(id);


--
-- Name: reopening reopening_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reopening
    ADD CONSTRAINT reopening_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: reopening reopening_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reopening
    ADD CONSTRAINT reopening_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: reopening reopening_trajectory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reopening
    ADD CONSTRAINT reopening_trajectory_id_fkey FOREIGN KEY (trajectory_id) REFERENCES public.trajectory(id);


--
-- Name: reply reply_annotation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT reply_annotation_id_fkey FOREIGN KEY (annotation_id) REFERENCES public.annotation(id) ON DELETE CASCADE;


--
-- Name: reply reply_author_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT reply_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(id);


--
-- Name: reply reply_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.reply
    ADD CONSTRAINT reply_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: report_approval report_approval_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report_approval
    ADD CONSTRAINT report_approval_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: report_approval report_approval_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report_approval
    ADD CONSTRAINT report_approval_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: report_approval report_approval_report_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report_approval
    ADD CONSTRAINT report_approval_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);


--
-- Name: report report_evaluation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES public.evaluation(id);


--
-- Name: report report_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: report report_updated_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES public.person(id);


--
-- Name: restore restore_confirmed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.restore
    ADD CONSTRAINT restore_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.person(id);


--
-- Name: restore restore_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.restore
    ADD CONSTRAINT restore_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: retention_terms retention_terms_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.retention_terms
    ADD CONSTRAINT retention_terms_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: retention_terms retention_terms_set_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.retention_terms
    ADD CONSTRAINT retention_terms_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.person(id);


--
-- Name: role_assignment role_assignment_engagement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.role_assignment
    ADD CONSTRAINT role_assignment_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES public.engagement(id);


--
-- Name: role_assignment role_assignment_group_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.role_assignment
    ADD CONSTRAINT role_assignment_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.care_group(id);


--
-- Name: role_assignment role_assignment_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.role_assignment
    ADD CONSTRAINT role_assignment_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: role_assignment role_assignment_location_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.role_assignment
    ADD CONSTRAINT role_assignment_location_id_fkey FOREIGN KEY (location_id) REFERENCES public.location(id);


--
-- Name: role_assignment role_assignment_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.role_assignment
    ADD CONSTRAINT role_assignment_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: roster_child roster_child_child_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster_child
    ADD CONSTRAINT roster_child_child_id_fkey FOREIGN KEY (child_id) REFERENCES public.child(id);


--
-- Name: roster_child roster_child_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster_child
    ADD CONSTRAINT roster_child_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: roster_child roster_child_roster_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster_child
    ADD CONSTRAINT roster_child_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES public.roster(id) ON DELETE CASCADE;


--
-- Name: roster roster_confirmed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.person(id);


--
-- Name: roster roster_group_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.care_group(id);


--
-- Name: roster roster_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: roster roster_made_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.person(id);


--
-- Name: roster roster_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: safety_note safety_note_author_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_note
    ADD CONSTRAINT safety_note_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(id);


--
-- Name: safety_note safety_note_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_note
    ADD CONSTRAINT safety_note_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: safety_note safety_note_signal_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_note
    ADD CONSTRAINT safety_note_signal_id_fkey FOREIGN KEY (signal_id) REFERENCES public.safety_signal(id);


--
-- Name: safety_officer safety_officer_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_officer
    ADD CONSTRAINT safety_officer_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: safety_officer safety_officer_named_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_officer
    ADD CONSTRAINT safety_officer_named_by_fkey FOREIGN KEY (named_by) REFERENCES public.person(id);


--
-- Name: safety_officer safety_officer_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_officer
    ADD CONSTRAINT safety_officer_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: safety_officer safety_officer_signal_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_officer
    ADD CONSTRAINT safety_officer_signal_id_fkey FOREIGN KEY (signal_id) REFERENCES public.safety_signal(id);


--
-- Name: safety_signal safety_signal_closed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_signal
    ADD CONSTRAINT safety_signal_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES public.person(id);


--
-- Name: safety_signal safety_signal_group_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_signal
    ADD CONSTRAINT safety_signal_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.care_group(id);


--
-- Name: safety_signal safety_signal_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_signal
    ADD CONSTRAINT safety_signal_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: safety_signal safety_signal_raised_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.safety_signal
    ADD CONSTRAINT safety_signal_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES public.person(id);


--
-- Name: sharing_agreement sharing_agreement_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement
    ADD CONSTRAINT sharing_agreement_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: sharing_agreement sharing_agreement_proposed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement
    ADD CONSTRAINT sharing_agreement_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.person(id);


--
-- Name: sharing_agreement sharing_agreement_trajectory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement
    ADD CONSTRAINT sharing_agreement_trajectory_id_fkey FOREIGN KEY (trajectory_id) REFERENCES public.trajectory(id);


--
-- Name: sharing_agreement_yes sharing_agreement_yes_agreement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement_yes
    ADD CONSTRAINT sharing_agreement_yes_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES public.sharing_agreement(id);


--
-- Name: sharing_agreement_yes sharing_agreement_yes_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement_yes
    ADD CONSTRAINT sharing_agreement_yes_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: sharing_agreement_yes sharing_agreement_yes_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.sharing_agreement_yes
    ADD CONSTRAINT sharing_agreement_yes_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: tablet tablet_group_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.tablet
    ADD CONSTRAINT tablet_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.care_group(id);


--
-- Name: tablet tablet_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.tablet
    ADD CONSTRAINT tablet_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: tablet tablet_made_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.tablet
    ADD CONSTRAINT tablet_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.person(id);


--
-- Name: take take_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.take
    ADD CONSTRAINT take_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: take take_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.take
    ADD CONSTRAINT take_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: talk talk_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk
    ADD CONSTRAINT talk_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);


--
-- Name: talk talk_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk
    ADD CONSTRAINT talk_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: talk talk_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk
    ADD CONSTRAINT talk_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: talk talk_moment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk
    ADD CONSTRAINT talk_moment_id_fkey FOREIGN KEY (moment_id) REFERENCES public.feedback_moment(id) ON DELETE SET NULL;


--
-- Name: talk_note talk_note_author_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_note
    ADD CONSTRAINT talk_note_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(id);


--
-- Name: talk_note talk_note_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_note
    ADD CONSTRAINT talk_note_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: talk_note talk_note_moment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_note
    ADD CONSTRAINT talk_note_moment_id_fkey FOREIGN KEY (moment_id) REFERENCES public.feedback_moment(id) ON DELETE SET NULL;


--
-- Name: talk_note talk_note_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_note
    ADD CONSTRAINT talk_note_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id);


--
-- Name: talk_note talk_note_talk_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_note
    ADD CONSTRAINT talk_note_talk_id_fkey FOREIGN KEY (talk_id) REFERENCES public.talk(id);


--
-- Name: talk_opening talk_opening_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_opening
    ADD CONSTRAINT talk_opening_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: talk_opening talk_opening_moment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_opening
    ADD CONSTRAINT talk_opening_moment_id_fkey FOREIGN KEY (moment_id) REFERENCES public.feedback_moment(id) ON DELETE CASCADE;


--
-- Name: talk_opening talk_opening_opened_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_opening
    ADD CONSTRAINT talk_opening_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES public.person(id);


--
-- Name: talk_opening talk_opening_talk_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk_opening
    ADD CONSTRAINT talk_opening_talk_id_fkey FOREIGN KEY (talk_id) REFERENCES public.talk(id);


--
-- Name: talk talk_playhead_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk
    ADD CONSTRAINT talk_playhead_by_fkey FOREIGN KEY (playhead_by) REFERENCES public.person(id);


--
-- Name: talk talk_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk
    ADD CONSTRAINT talk_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id);


--
-- Name: talk talk_started_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.talk
    ADD CONSTRAINT talk_started_by_fkey FOREIGN KEY (started_by) REFERENCES public.person(id);


--
-- Name: team team_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: team team_location_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_location_id_fkey FOREIGN KEY (location_id) REFERENCES public.location(id);


--
-- Name: team_member team_member_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT team_member_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: team_member team_member_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT team_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: team_member team_member_team_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT team_member_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.team(id);


--
-- Name: trajectory_coach trajectory_coach_coach_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory_coach
    ADD CONSTRAINT trajectory_coach_coach_id_fkey FOREIGN KEY (coach_id) REFERENCES public.person(id);


--
-- Name: trajectory_coach trajectory_coach_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory_coach
    ADD CONSTRAINT trajectory_coach_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: trajectory_coach trajectory_coach_trajectory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory_coach
    ADD CONSTRAINT trajectory_coach_trajectory_id_fkey FOREIGN KEY (trajectory_id) REFERENCES public.trajectory(id);


--
-- Name: trajectory trajectory_employee_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory
    ADD CONSTRAINT trajectory_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES public.person(id);


--
-- Name: trajectory trajectory_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory
    ADD CONSTRAINT trajectory_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: trajectory_pause trajectory_pause_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory_pause
    ADD CONSTRAINT trajectory_pause_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: trajectory_pause trajectory_pause_trajectory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory_pause
    ADD CONSTRAINT trajectory_pause_trajectory_id_fkey FOREIGN KEY (trajectory_id) REFERENCES public.trajectory(id);


--
-- Name: trajectory trajectory_question_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.trajectory
    ADD CONSTRAINT trajectory_question_id_fkey FOREIGN KEY (question_id) REFERENCES public.coach_question(id);


--
-- Name: transparency_page transparency_page_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.transparency_page
    ADD CONSTRAINT transparency_page_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: transparency_page transparency_page_location_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.transparency_page
    ADD CONSTRAINT transparency_page_location_id_fkey FOREIGN KEY (location_id) REFERENCES public.location(id);


--
-- Name: trim trim_asked_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public."trim"
    ADD CONSTRAINT trim_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.person(id);


--
-- Name: trim trim_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public."trim"
    ADD CONSTRAINT trim_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: trim trim_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public."trim"
    ADD CONSTRAINT trim_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: trim trim_with_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public."trim"
    ADD CONSTRAINT trim_with_id_fkey FOREIGN KEY (with_id) REFERENCES public."trim"(id) ON DELETE CASCADE;


--
-- Name: upload upload_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);


--
-- Name: upload upload_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: upload upload_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: viewing viewing_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT viewing_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);


--
-- Name: viewing viewing_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT viewing_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: viewing viewing_officer_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT viewing_officer_id_fkey FOREIGN KEY (officer_id) REFERENCES public.person(id);


--
-- Name: viewing viewing_request_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT viewing_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.privacy_request(id);


--
-- Name: voice_note voice_note_employee_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.voice_note
    ADD CONSTRAINT voice_note_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES public.person(id);


--
-- Name: voice_note voice_note_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.voice_note
    ADD CONSTRAINT voice_note_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: voice_note_key voice_note_key_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.voice_note_key
    ADD CONSTRAINT voice_note_key_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: voice_note_key voice_note_key_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.voice_note_key
    ADD CONSTRAINT voice_note_key_id_fkey FOREIGN KEY (id) REFERENCES public.voice_note(id) ON DELETE CASCADE;


--
-- Name: voice_note voice_note_question_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.voice_note
    ADD CONSTRAINT voice_note_question_id_fkey FOREIGN KEY (question_id) REFERENCES public.coach_question(id);


--
-- Name: voice_note voice_note_wording; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.voice_note
    ADD CONSTRAINT voice_note_wording FOREIGN KEY (question_id, number) REFERENCES public.question_version(question_id, number);


--
-- Name: watch_token watch_token_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.watch_token
    ADD CONSTRAINT watch_token_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);


--
-- Name: watch_token watch_token_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.watch_token
    ADD CONSTRAINT watch_token_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: watch_token watch_token_login_hash_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.watch_token
    ADD CONSTRAINT watch_token_login_hash_fkey FOREIGN KEY (login_hash) REFERENCES public.login_session(token_hash) ON DELETE CASCADE;


--
-- Name: watch_token watch_token_recording_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.watch_token
    ADD CONSTRAINT watch_token_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;


--
-- Name: work_point work_point_cycle_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.work_point
    ADD CONSTRAINT work_point_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES public.cycle(id);


--
-- Name: work_point work_point_employee_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.work_point
    ADD CONSTRAINT work_point_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES public.person(id);


--
-- Name: work_point work_point_holder_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: terugblik_owner
--

ALTER TABLE ONLY public.work_point
    ADD CONSTRAINT work_point_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.holder(id);


--
-- Name: question_version accept; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY accept ON public.question_version FOR UPDATE USING ((EXISTS ( SELECT
   FROM public.coach_question q
  WHERE ((q.id = question_version.question_id) AND (q.employee_id = ( SELECT access.actor() AS actor))))));


--
-- Name: access_log; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.access_log ENABLE ROW LEVEL SECURITY;

--
-- Name: access_token; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.access_token ENABLE ROW LEVEL SECURITY;

--
-- Name: angle add; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add ON public.angle FOR INSERT WITH CHECK (((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = angle.id) AND (r.angle_of = angle.recording_id) AND (r.holder_id = angle.holder_id))))));


--
-- Name: centre add; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add ON public.centre FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.location l
  WHERE ((l.id = centre.location_id) AND (l.holder_id = centre.holder_id))))));


--
-- Name: employment add; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add ON public.employment FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.role_assignment r
  WHERE ((r.person_id = employment.person_id) AND (r.holder_id = employment.holder_id)))) AND ((location_id IS NULL) OR (EXISTS ( SELECT
   FROM public.location l
  WHERE ((l.id = employment.location_id) AND (l.holder_id = employment.holder_id)))))));


--
-- Name: hours_plan add; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add ON public.hours_plan FOR INSERT WITH CHECK (((set_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))));


--
-- Name: hours_rule add; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add ON public.hours_rule FOR INSERT WITH CHECK (((set_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))));


--
-- Name: hours_snapshot add; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add ON public.hours_snapshot FOR INSERT WITH CHECK (((fixed_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))));


--
-- Name: team add; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add ON public.team FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND ((location_id IS NULL) OR (EXISTS ( SELECT
   FROM public.location l
  WHERE ((l.id = team.location_id) AND (l.holder_id = team.holder_id)))))));


--
-- Name: team_member add; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add ON public.team_member FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.team t
  WHERE ((t.id = team_member.team_id) AND (t.holder_id = team_member.holder_id)))) AND (EXISTS ( SELECT
   FROM public.role_assignment r
  WHERE ((r.person_id = team_member.person_id) AND (r.holder_id = team_member.holder_id))))));


--
-- Name: gap add_gap; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add_gap ON public.gap FOR INSERT WITH CHECK ((( SELECT access.door() AS door) = 'finalise'::text));


--
-- Name: care_group add_group; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add_group ON public.care_group FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.location l
  WHERE ((l.id = care_group.location_id) AND (l.holder_id = care_group.holder_id)))) AND ((centre_id IS NULL) OR (EXISTS ( SELECT
   FROM public.centre c
  WHERE ((c.id = care_group.centre_id) AND (c.location_id = care_group.location_id)))))));


--
-- Name: location add_place; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY add_place ON public.location FOR INSERT WITH CHECK ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: person administer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY administer ON public.person FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: administration_log; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.administration_log ENABLE ROW LEVEL SECURITY;

--
-- Name: person admit; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY admit ON public.person FOR INSERT WITH CHECK ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: take adopt; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY adopt ON public.take FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'finalise'::text) AND (((source = 'upload'::text) AND (number = 1)) OR (source = 'device'::text))));


--
-- Name: sharing_agreement_yes agree; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY agree ON public.sharing_agreement_yes FOR INSERT WITH CHECK (((person_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.sharing_agreement a
  WHERE ((a.id = sharing_agreement_yes.agreement_id) AND (a.holder_id = sharing_agreement_yes.holder_id))))));


--
-- Name: angle; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.angle ENABLE ROW LEVEL SECURITY;

--
-- Name: annotation; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.annotation ENABLE ROW LEVEL SECURITY;

--
-- Name: evaluation_part answer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY answer ON public.evaluation_part FOR INSERT WITH CHECK (((author_id = ( SELECT access.actor() AS actor)) AND (evaluation_id = ANY (( SELECT access.evaluations() AS evaluations)::uuid[])) AND (EXISTS ( SELECT
   FROM public.evaluation e
  WHERE ((e.id = evaluation_part.evaluation_id) AND (e.holder_id = evaluation_part.holder_id))))));


--
-- Name: recording_extension answer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY answer ON public.recording_extension FOR UPDATE USING ((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])));


--
-- Name: reopening answer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY answer ON public.reopening FOR UPDATE USING ((trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])));


--
-- Name: reply answer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY answer ON public.reply FOR INSERT WITH CHECK (((author_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.annotation a
  WHERE ((a.id = reply.annotation_id) AND (a.holder_id = reply.holder_id))))));


--
-- Name: role_assignment appoint; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY appoint ON public.role_assignment FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.person p
  WHERE ((p.id = role_assignment.person_id) AND (p.holder_id = role_assignment.holder_id)))) AND ((location_id IS NULL) OR (EXISTS ( SELECT
   FROM public.location l
  WHERE ((l.id = role_assignment.location_id) AND (l.holder_id = role_assignment.holder_id))))) AND ((group_id IS NULL) OR (EXISTS ( SELECT
   FROM public.care_group g
  WHERE ((g.id = role_assignment.group_id) AND (g.location_id = role_assignment.location_id)))))));


--
-- Name: report_approval approve; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY approve ON public.report_approval FOR INSERT WITH CHECK (((person_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.report r
  WHERE ((r.id = report_approval.report_id) AND (r.version = report_approval.version) AND (r.holder_id = report_approval.holder_id))))));


--
-- Name: coach_question ask; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY ask ON public.coach_question FOR INSERT WITH CHECK (((employee_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))));


--
-- Name: emergency_access ask; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY ask ON public.emergency_access FOR INSERT WITH CHECK (((asked_by = ( SELECT access.actor() AS actor)) AND (ended_at IS NULL) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])) AND (NOT (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['manager'::text]) AS holders)::uuid[]))) AND (EXISTS ( SELECT
   FROM public.role_assignment r
  WHERE ((r.person_id = emergency_access.owner_id) AND (r.holder_id = emergency_access.holder_id) AND (r.role = 'employee'::text))))));


--
-- Name: erasure_receipt ask; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY ask ON public.erasure_receipt FOR INSERT WITH CHECK (((owner_id = ( SELECT access.actor() AS actor)) AND (requested_by = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = erasure_receipt.recording_id) AND (r.owner_id = erasure_receipt.owner_id) AND (r.cycle_id = erasure_receipt.cycle_id) AND (r.holder_id = erasure_receipt.holder_id))))));


--
-- Name: reopening ask; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY ask ON public.reopening FOR INSERT WITH CHECK (((asked_by = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.trajectory t
  WHERE ((t.id = reopening.trajectory_id) AND (t.holder_id = reopening.holder_id)))) AND ((trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])) OR ((answered_at IS NULL) AND (trajectory_id = ANY (( SELECT access.coached_trajectories() AS coached_trajectories)::uuid[]))))));


--
-- Name: trim ask; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY ask ON public."trim" FOR INSERT WITH CHECK (((asked_by = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) AND (switched_at IS NULL) AND (failed_at IS NULL) AND (reason <> 'restored'::text) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = "trim".recording_id) AND (r.holder_id = "trim".holder_id))))));


--
-- Name: watch_token ask; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY ask ON public.watch_token FOR INSERT WITH CHECK (((created_by = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.watched_recordings() AS watched_recordings)::uuid[])) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = watch_token.recording_id) AND (r.holder_id = watch_token.holder_id))))));


--
-- Name: audit_entry audit; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY audit ON public.audit_entry FOR SELECT USING ((( SELECT access.door() AS door) = 'audit'::text));


--
-- Name: holder audit; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY audit ON public.holder FOR SELECT USING ((( SELECT access.door() AS door) = 'audit'::text));


--
-- Name: audit_entry; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.audit_entry ENABLE ROW LEVEL SECURITY;

--
-- Name: talk_note author; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY author ON public.talk_note FOR UPDATE USING (((talk_id = ANY (( SELECT access.coached_talks() AS coached_talks)::uuid[])) AND (author_id = ( SELECT access.actor() AS actor)))) WITH CHECK (((talk_id = ANY (( SELECT access.coached_talks() AS coached_talks)::uuid[])) AND (author_id = ( SELECT access.actor() AS actor)) AND (approved_at IS NULL)));


--
-- Name: consent_basis begin; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY begin ON public.consent_basis FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'finalise'::text, 'retain'::text])));


--
-- Name: effective_consent begin; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY begin ON public.effective_consent FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'finalise'::text])));


--
-- Name: holder begin; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY begin ON public.holder FOR SELECT USING ((( SELECT access.door() AS door) = 'finalise'::text));


--
-- Name: restore begin; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY begin ON public.restore FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'retain'::text])));


--
-- Name: roster begin; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY begin ON public.roster FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'finalise'::text])));


--
-- Name: tablet begin; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY begin ON public.tablet FOR UPDATE USING ((( SELECT access.door() AS door) = 'tablet'::text));


--
-- Name: evaluation begin_evaluation; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY begin_evaluation ON public.evaluation FOR INSERT WITH CHECK (((started_by = ( SELECT access.actor() AS actor)) AND (trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[])) AND (EXISTS ( SELECT
   FROM public.trajectory t
  WHERE ((t.id = evaluation.trajectory_id) AND (t.holder_id = evaluation.holder_id))))));


--
-- Name: take begin_take; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY begin_take ON public.take FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'ingest'::text) AND (source = 'live'::text)));


--
-- Name: upload begin_upload; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY begin_upload ON public.upload FOR INSERT WITH CHECK (((created_by = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = upload.recording_id) AND (r.holder_id = upload.holder_id) AND (r.deleted_at IS NULL) AND ((r.state = 'planned'::text) OR (upload.purpose <> 'film'::text)))))));


--
-- Name: breach_entry; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.breach_entry ENABLE ROW LEVEL SECURITY;

--
-- Name: newcomer_list bring; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY bring ON public.newcomer_list FOR INSERT WITH CHECK (((made_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (applied_at IS NULL)));


--
-- Name: care_group; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.care_group ENABLE ROW LEVEL SECURITY;

--
-- Name: upload carry_on; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY carry_on ON public.upload FOR UPDATE USING (((created_by = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))));


--
-- Name: centre; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.centre ENABLE ROW LEVEL SECURITY;

--
-- Name: angle change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.angle FOR UPDATE USING ((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])));


--
-- Name: annotation change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.annotation FOR UPDATE USING ((((visibility = 'own'::text) AND (author_id = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))) OR ((visibility = 'draft'::text) AND (recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[]))))) WITH CHECK ((((visibility = 'own'::text) AND (author_id = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))) OR ((visibility = ANY (ARRAY['draft'::text, 'released'::text])) AND (recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[])))));


--
-- Name: centre change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.centre FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: child change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.child FOR UPDATE USING ((group_id = ANY (( SELECT access.kept_groups() AS kept_groups)::uuid[]))) WITH CHECK (((group_id = ANY (( SELECT access.kept_groups() AS kept_groups)::uuid[])) AND (EXISTS ( SELECT
   FROM public.care_group g
  WHERE ((g.id = child.group_id) AND (g.holder_id = child.holder_id))))));


--
-- Name: credential change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.credential FOR UPDATE USING ((person_id = ( SELECT access.actor() AS actor))) WITH CHECK ((person_id = ( SELECT access.actor() AS actor)));


--
-- Name: employment change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.employment FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))) WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND ((location_id IS NULL) OR (EXISTS ( SELECT
   FROM public.location l
  WHERE ((l.id = employment.location_id) AND (l.holder_id = employment.holder_id)))))));


--
-- Name: engagement change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.engagement FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: guardian change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.guardian FOR UPDATE USING ((EXISTS ( SELECT
   FROM public.child c
  WHERE ((c.id = guardian.child_id) AND (c.group_id = ANY (( SELECT access.kept_groups() AS kept_groups)::uuid[]))))));


--
-- Name: learning_preference change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.learning_preference FOR UPDATE USING ((person_id = ( SELECT access.actor() AS actor)));


--
-- Name: roster change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.roster FOR UPDATE USING ((recording_id = ANY (( SELECT access.rostered_recordings() AS rostered_recordings)::uuid[]))) WITH CHECK (((recording_id = ANY (( SELECT access.rostered_recordings() AS rostered_recordings)::uuid[])) AND ((confirmed_by IS NULL) OR (confirmed_by = ( SELECT access.actor() AS actor))) AND (EXISTS ( SELECT
   FROM public.care_group g
  WHERE ((g.id = roster.group_id) AND (g.holder_id = roster.holder_id))))));


--
-- Name: roster_child change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.roster_child FOR DELETE USING ((EXISTS ( SELECT
   FROM public.roster o
  WHERE ((o.id = roster_child.roster_id) AND (o.recording_id = ANY (( SELECT access.rostered_recordings() AS rostered_recordings)::uuid[]))))));


--
-- Name: team change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.team FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: team_member change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.team_member FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: transparency_page change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change ON public.transparency_page FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: care_group change_group; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change_group ON public.care_group FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))) WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND ((centre_id IS NULL) OR (EXISTS ( SELECT
   FROM public.centre c
  WHERE ((c.id = care_group.centre_id) AND (c.location_id = care_group.location_id)))))));


--
-- Name: annotation change_live; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change_live ON public.annotation FOR UPDATE USING (((author_id = ( SELECT access.actor() AS actor)) AND (visibility = 'draft'::text) AND (recording_id = ANY (( SELECT access.watched_recordings() AS watched_recordings)::uuid[]))));


--
-- Name: location change_place; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY change_place ON public.location FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: child; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.child ENABLE ROW LEVEL SECURITY;

--
-- Name: child_consent; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.child_consent ENABLE ROW LEVEL SECURITY;

--
-- Name: learning_preference choose; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY choose ON public.learning_preference FOR INSERT WITH CHECK (((person_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))));


--
-- Name: recording_extension choose; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY choose ON public.recording_extension FOR INSERT WITH CHECK (((asked_by = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = recording_extension.recording_id) AND (r.holder_id = recording_extension.holder_id)))) AND ((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) OR ((decided_at IS NULL) AND (recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[]))))));


--
-- Name: trajectory_coach choose; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY choose ON public.trajectory_coach FOR INSERT WITH CHECK (((trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])) AND (coach_id = ANY (( SELECT access.engaged_coaches() AS engaged_coaches)::uuid[])) AND (EXISTS ( SELECT
   FROM public.trajectory t
  WHERE ((t.id = trajectory_coach.trajectory_id) AND (t.holder_id = trajectory_coach.holder_id))))));


--
-- Name: cycle close; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY close ON public.cycle FOR UPDATE USING ((trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])));


--
-- Name: safety_signal close; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY close ON public.safety_signal FOR UPDATE USING (((id = ANY (( SELECT access.named_signals() AS named_signals)::uuid[])) OR (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])))) WITH CHECK ((closed_by = ( SELECT access.actor() AS actor)));


--
-- Name: feedback_choice coach; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY coach ON public.feedback_choice USING (((cycle_id = ANY (( SELECT access.coached_cycles() AS coached_cycles)::uuid[])) AND (EXISTS ( SELECT
   FROM public.annotation a
  WHERE (a.id = feedback_choice.annotation_id))))) WITH CHECK (((cycle_id = ANY (( SELECT access.coached_cycles() AS coached_cycles)::uuid[])) AND (EXISTS ( SELECT
   FROM (public.annotation a
     JOIN public.recording r ON ((r.id = a.recording_id)))
  WHERE ((a.id = feedback_choice.annotation_id) AND (r.cycle_id = feedback_choice.cycle_id) AND (r.id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[])) AND (a.visibility = 'draft'::text) AND (a.holder_id = feedback_choice.holder_id))))));


--
-- Name: coach_question; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.coach_question ENABLE ROW LEVEL SECURITY;

--
-- Name: coaching_entry; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.coaching_entry ENABLE ROW LEVEL SECURITY;

--
-- Name: code_pad; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.code_pad ENABLE ROW LEVEL SECURITY;

--
-- Name: coaching_entry confirm; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY confirm ON public.coaching_entry FOR INSERT WITH CHECK (((coach_id = ( SELECT access.actor() AS actor)) AND (cycle_id = ANY (( SELECT access.coached_cycles() AS coached_cycles)::uuid[])) AND (EXISTS ( SELECT
   FROM (public.cycle c
     JOIN public.trajectory t ON ((t.id = c.trajectory_id)))
  WHERE ((c.id = coaching_entry.cycle_id) AND (t.id = coaching_entry.trajectory_id) AND (t.employee_id = coaching_entry.employee_id) AND (t.holder_id = coaching_entry.holder_id))))));


--
-- Name: restore confirm; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY confirm ON public.restore FOR UPDATE USING (((confirmed_at IS NULL) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])))) WITH CHECK ((confirmed_by = ( SELECT access.actor() AS actor)));


--
-- Name: recording_lock consent; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY consent ON public.recording_lock FOR INSERT WITH CHECK (((reason = 'child_consent'::text) AND (lifted_at IS NULL) AND ((made_by = (( SELECT access.actor() AS actor))::text) OR (made_by = ('system:'::text || ( SELECT access.door() AS door)))) AND (EXISTS ( SELECT
   FROM access.filmed(recording_lock.cause_id) f(recording_id, holder_id, owner_id, has_film)
  WHERE (f.recording_id = recording_lock.recording_id)))));


--
-- Name: recording_lock consent_back; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY consent_back ON public.recording_lock FOR UPDATE USING (((reason = 'child_consent'::text) AND (recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])))) WITH CHECK (((lifted_by = (( SELECT access.actor() AS actor))::text) AND access.child_out_of_the_way(recording_id, cause_id, made_at)));


--
-- Name: consent_basis; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.consent_basis ENABLE ROW LEVEL SECURITY;

--
-- Name: consent_task; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.consent_task ENABLE ROW LEVEL SECURITY;

--
-- Name: pin count; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY count ON public.pin FOR UPDATE USING ((( SELECT access.door() AS door) = 'tablet'::text));


--
-- Name: recording create_own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY create_own ON public.recording FOR INSERT WITH CHECK (((owner_id = ( SELECT access.actor() AS actor)) AND (planned_by = ( SELECT access.actor() AS actor)) AND (state = 'planned'::text) AND (cycle_id = ANY (( SELECT access.own_cycles() AS own_cycles)::uuid[])) AND ((angle_of IS NULL) OR (angle_of = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))) AND (EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = recording.cycle_id) AND (c.holder_id = recording.holder_id))))));


--
-- Name: recording create_plan; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY create_plan ON public.recording FOR INSERT WITH CHECK (((planned_by = ( SELECT access.actor() AS actor)) AND (state = 'planned'::text) AND (accepted_at IS NULL) AND (angle_of IS NULL) AND (cycle_id = ANY (( SELECT access.coached_cycles() AS coached_cycles)::uuid[])) AND (EXISTS ( SELECT
   FROM (public.cycle c
     JOIN public.trajectory t ON ((t.id = c.trajectory_id)))
  WHERE ((c.id = recording.cycle_id) AND (t.employee_id = recording.owner_id) AND (t.holder_id = recording.holder_id))))));


--
-- Name: credential; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.credential ENABLE ROW LEVEL SECURITY;

--
-- Name: recording_lock cut; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY cut ON public.recording_lock FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['finalise'::text, 'transcode'::text])));


--
-- Name: roster_child cut; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY cut ON public.roster_child FOR UPDATE USING ((( SELECT access.door() AS door) = ANY (ARRAY['finalise'::text, 'transcode'::text])));


--
-- Name: trim cut; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY cut ON public."trim" FOR UPDATE USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: recording_lock cut_lifts; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY cut_lifts ON public.recording_lock FOR UPDATE USING (((reason = 'child_consent'::text) AND (( SELECT access.door() AS door) = ANY (ARRAY['finalise'::text, 'transcode'::text]))));


--
-- Name: roster_child cut_out; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY cut_out ON public.roster_child FOR UPDATE USING ((EXISTS ( SELECT
   FROM (public.roster o
     JOIN public.consent_task k ON (((k.recording_id = o.recording_id) AND (k.child_id = roster_child.child_id) AND (k.done_at IS NULL))))
  WHERE ((o.id = roster_child.roster_id) AND (o.recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])) AND access.cut_since(o.recording_id, k.made_at))))) WITH CHECK ((seen = 'keep_out'::text));


--
-- Name: roster cut_rows; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY cut_rows ON public.roster FOR SELECT USING ((( SELECT access.door() AS door) = 'transcode'::text));


--
-- Name: cycle; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.cycle ENABLE ROW LEVEL SECURITY;

--
-- Name: privacy_finding decide; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY decide ON public.privacy_finding FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[]))) WITH CHECK ((decided_by = ( SELECT access.actor() AS actor)));


--
-- Name: dual_role declare; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY declare ON public.dual_role FOR INSERT WITH CHECK (((declared_by = ( SELECT access.actor() AS actor)) AND ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) OR ((person_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['coach'::text]) AS holders)::uuid[])))) AND (EXISTS ( SELECT
   FROM public.role_assignment r
  WHERE ((r.person_id = dual_role.person_id) AND (r.holder_id = dual_role.holder_id))))));


--
-- Name: recording decline; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY decline ON public.recording FOR DELETE USING (((state = 'planned'::text) AND (accepted_at IS NULL) AND ((id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) OR ((planned_by = ( SELECT access.actor() AS actor)) AND (cycle_id = ANY (( SELECT access.coached_cycles() AS coached_cycles)::uuid[]))))));


--
-- Name: care_group demo; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY demo ON public.care_group FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'demo'::text) AND (EXISTS ( SELECT
   FROM public.holder h
  WHERE ((h.id = care_group.holder_id) AND (h.demo_version IS NOT NULL))))));


--
-- Name: credential demo; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY demo ON public.credential FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'demo'::text) AND (EXISTS ( SELECT
   FROM public.holder h
  WHERE ((h.id = credential.holder_id) AND (h.demo_version IS NOT NULL))))));


--
-- Name: holder demo; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY demo ON public.holder FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'demo'::text) AND (demo_version IS NOT NULL)));


--
-- Name: location demo; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY demo ON public.location FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'demo'::text) AND (EXISTS ( SELECT
   FROM public.holder h
  WHERE ((h.id = location.holder_id) AND (h.demo_version IS NOT NULL))))));


--
-- Name: person demo; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY demo ON public.person FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'demo'::text) AND (EXISTS ( SELECT
   FROM public.holder h
  WHERE ((h.id = person.holder_id) AND (h.demo_version IS NOT NULL))))));


--
-- Name: role_assignment demo; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY demo ON public.role_assignment FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'demo'::text) AND (EXISTS ( SELECT
   FROM public.holder h
  WHERE ((h.id = role_assignment.holder_id) AND (h.demo_version IS NOT NULL))))));


--
-- Name: role_assignment dismiss; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY dismiss ON public.role_assignment FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))) WITH CHECK (access.within_engagement(engagement_id, valid_until));


--
-- Name: access_token door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.access_token FOR SELECT USING ((( SELECT access.door() AS door) = 'session'::text));


--
-- Name: care_group door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.care_group FOR SELECT USING ((( SELECT access.door() AS door) = 'demo'::text));


--
-- Name: credential door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.credential FOR SELECT USING ((( SELECT access.door() AS door) = 'login'::text));


--
-- Name: holder door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.holder FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'demo'::text, 'start'::text])));


--
-- Name: ingest_token door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.ingest_token FOR SELECT USING ((( SELECT access.door() AS door) = 'ingest'::text));


--
-- Name: location door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.location FOR SELECT USING ((( SELECT access.door() AS door) = 'demo'::text));


--
-- Name: login_session door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.login_session USING ((( SELECT access.door() AS door) = 'session'::text)) WITH CHECK (false);


--
-- Name: person door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.person FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['login'::text, 'session'::text, 'demo'::text])));


--
-- Name: pin door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.pin FOR SELECT USING ((( SELECT access.door() AS door) = 'tablet'::text));


--
-- Name: role_assignment door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.role_assignment FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['session'::text, 'demo'::text])));


--
-- Name: tablet door; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY door ON public.tablet FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['tablet'::text, 'session'::text])));


--
-- Name: report draft; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY draft ON public.report FOR INSERT WITH CHECK (((updated_by = ( SELECT access.actor() AS actor)) AND (evaluation_id = ANY (( SELECT access.answered_evaluations() AS answered_evaluations)::uuid[])) AND (EXISTS ( SELECT
   FROM public.evaluation e
  WHERE ((e.id = report.evaluation_id) AND (e.holder_id = report.holder_id))))));


--
-- Name: newcomer_list drop_left; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY drop_left ON public.newcomer_list FOR DELETE USING (((( SELECT access.door() AS door) = 'retain'::text) AND (applied_at IS NULL)));


--
-- Name: annotation drop_live; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY drop_live ON public.annotation FOR DELETE USING (((author_id = ( SELECT access.actor() AS actor)) AND (visibility = 'draft'::text) AND (recording_id = ANY (( SELECT access.watched_recordings() AS watched_recordings)::uuid[]))));


--
-- Name: annotation drop_mark; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY drop_mark ON public.annotation FOR DELETE USING ((((visibility = 'own'::text) AND (author_id = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))) OR ((visibility = 'draft'::text) AND (recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[])))));


--
-- Name: dual_role; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.dual_role ENABLE ROW LEVEL SECURITY;

--
-- Name: consent_task due; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY due ON public.consent_task FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['retain'::text, 'finalise'::text, 'transcode'::text])));


--
-- Name: erasure_receipt due; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY due ON public.erasure_receipt FOR SELECT USING ((( SELECT access.door() AS door) = 'erase'::text));


--
-- Name: consent_task due_done; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY due_done ON public.consent_task FOR UPDATE USING ((( SELECT access.door() AS door) = ANY (ARRAY['retain'::text, 'finalise'::text, 'transcode'::text])));


--
-- Name: report edit; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY edit ON public.report FOR UPDATE USING (((evaluation_id = ANY (( SELECT access.evaluations() AS evaluations)::uuid[])) AND (id <> ALL (( SELECT access.approved_reports() AS approved_reports)::uuid[])))) WITH CHECK ((updated_by = ( SELECT access.actor() AS actor)));


--
-- Name: effective_consent; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.effective_consent ENABLE ROW LEVEL SECURITY;

--
-- Name: emergency_access; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.emergency_access ENABLE ROW LEVEL SECURITY;

--
-- Name: emergency_grant; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.emergency_grant ENABLE ROW LEVEL SECURITY;

--
-- Name: employment; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.employment ENABLE ROW LEVEL SECURITY;

--
-- Name: engagement engage; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY engage ON public.engagement FOR SELECT USING ((( SELECT access.door() AS door) = 'engage'::text));


--
-- Name: holder engage; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY engage ON public.holder FOR SELECT USING ((( SELECT access.door() AS door) = 'engage'::text));


--
-- Name: engagement; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.engagement ENABLE ROW LEVEL SECURITY;

--
-- Name: child enter; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY enter ON public.child FOR INSERT WITH CHECK (((group_id = ANY (( SELECT access.kept_groups() AS kept_groups)::uuid[])) AND (EXISTS ( SELECT
   FROM public.care_group g
  WHERE ((g.id = child.group_id) AND (g.holder_id = child.holder_id))))));


--
-- Name: guardian enter; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY enter ON public.guardian FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM public.child c
  WHERE ((c.id = guardian.child_id) AND (c.holder_id = guardian.holder_id) AND (c.group_id = ANY (( SELECT access.kept_groups() AS kept_groups)::uuid[]))))));


--
-- Name: ingest_token enter; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY enter ON public.ingest_token FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'join'::text) AND (EXISTS ( SELECT
   FROM public.join_code c
  WHERE ((c.angle_id = ingest_token.recording_id) AND (c.holder_id = ingest_token.holder_id) AND (c.created_by = ingest_token.created_by))))));


--
-- Name: join_code enter; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY enter ON public.join_code USING ((( SELECT access.door() AS door) = 'join'::text)) WITH CHECK (false);


--
-- Name: entry_attendee; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.entry_attendee ENABLE ROW LEVEL SECURITY;

--
-- Name: entry_share; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.entry_share ENABLE ROW LEVEL SECURITY;

--
-- Name: angle erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.angle FOR DELETE USING ((( SELECT access.door() AS door) = 'erase'::text));


--
-- Name: annotation erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.annotation USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: erasure_receipt erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.erasure_receipt FOR UPDATE USING ((( SELECT access.door() AS door) = 'erase'::text));


--
-- Name: ingest_token erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.ingest_token USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: live_invitation erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.live_invitation USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: recording_consent erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.recording_consent USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: recording_extension erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.recording_extension USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: recording_lock erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.recording_lock USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: recording_share erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.recording_share USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: roster erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.roster USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: server_state erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.server_state FOR SELECT TO terugblik_app USING ((( SELECT access.door() AS door) = 'erase'::text));


--
-- Name: take erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.take FOR DELETE USING ((( SELECT access.door() AS door) = 'erase'::text));


--
-- Name: trim erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public."trim" USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: upload erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.upload FOR DELETE USING ((( SELECT access.door() AS door) = ANY (ARRAY['transcode'::text, 'erase'::text])));


--
-- Name: voice_note erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.voice_note USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: watch_token erase; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY erase ON public.watch_token USING ((( SELECT access.door() AS door) = 'erase'::text)) WITH CHECK (false);


--
-- Name: erasure_receipt; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.erasure_receipt ENABLE ROW LEVEL SECURITY;

--
-- Name: evaluation; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.evaluation ENABLE ROW LEVEL SECURITY;

--
-- Name: evaluation_part; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.evaluation_part ENABLE ROW LEVEL SECURITY;

--
-- Name: feedback_choice; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.feedback_choice ENABLE ROW LEVEL SECURITY;

--
-- Name: feedback_moment; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.feedback_moment ENABLE ROW LEVEL SECURITY;

--
-- Name: feedback_release; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.feedback_release ENABLE ROW LEVEL SECURITY;

--
-- Name: privacy_finding find; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY find ON public.privacy_finding FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.privacy_request q
  WHERE ((q.id = privacy_finding.request_id) AND (q.holder_id = privacy_finding.holder_id) AND ((EXISTS ( SELECT
           FROM access.recordings_of_child(q.child_id) r(id, recorded_at, duration_ms, owner_id, given_name, prefix, family_name, state, seen, locked, marks)
          WHERE ((r.id = privacy_finding.recording_id) AND (r.owner_id = privacy_finding.owner_id)))) OR (EXISTS ( SELECT
           FROM access.recordings_of_person(q.person_id) r(id, recorded_at, duration_ms, owner_id, state, locked, marks)
          WHERE ((r.id = privacy_finding.recording_id) AND (r.owner_id = privacy_finding.owner_id))))))))));


--
-- Name: consent_task finish; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY finish ON public.consent_task FOR UPDATE USING ((((owner_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))) OR (recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[])))) WITH CHECK (((done_by = (( SELECT access.actor() AS actor))::text) AND
CASE done_how
    WHEN 'deleted'::text THEN (EXISTS ( SELECT
       FROM public.erasure_receipt x
      WHERE (x.recording_id = consent_task.recording_id)))
    ELSE access.child_out_of_the_way(recording_id, child_id, made_at)
END));


--
-- Name: dual_role finish; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY finish ON public.dual_role FOR UPDATE USING (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) OR ((person_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['coach'::text]) AS holders)::uuid[])))));


--
-- Name: emergency_access finish; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY finish ON public.emergency_access FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[]))) WITH CHECK ((ended_by = ( SELECT access.actor() AS actor)));


--
-- Name: viewing finish; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY finish ON public.viewing FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[]))) WITH CHECK ((ended_by = ( SELECT access.actor() AS actor)));


--
-- Name: administration_log first; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY first ON public.administration_log FOR INSERT WITH CHECK (((act = 'begun'::text) AND (holder_id = ANY (( SELECT access.unowned() AS unowned)::uuid[]))));


--
-- Name: consent_basis first; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY first ON public.consent_basis FOR INSERT WITH CHECK (((set_by IS NULL) AND (holder_id = ANY (( SELECT access.unowned() AS unowned)::uuid[]))));


--
-- Name: credential first; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY first ON public.credential FOR INSERT WITH CHECK ((holder_id = ANY (( SELECT access.unowned() AS unowned)::uuid[])));


--
-- Name: holder first; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY first ON public.holder FOR INSERT WITH CHECK ((( SELECT access.untouched() AS untouched) AND (demo_version IS NULL)));


--
-- Name: location first; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY first ON public.location FOR INSERT WITH CHECK ((holder_id = ANY (( SELECT access.unowned() AS unowned)::uuid[])));


--
-- Name: person first; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY first ON public.person FOR INSERT WITH CHECK ((holder_id = ANY (( SELECT access.unowned() AS unowned)::uuid[])));


--
-- Name: role_assignment first; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY first ON public.role_assignment FOR INSERT WITH CHECK (((role = 'administrator'::text) AND (holder_id = ANY (( SELECT access.unowned() AS unowned)::uuid[]))));


--
-- Name: effective_consent follow; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY follow ON public.effective_consent FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM access.kept_child k
  WHERE ((k.id = effective_consent.child_id) AND (k.holder_id = effective_consent.holder_id)))));


--
-- Name: effective_consent follow_change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY follow_change ON public.effective_consent FOR UPDATE USING ((EXISTS ( SELECT
   FROM access.kept_child k
  WHERE (k.id = effective_consent.child_id))));


--
-- Name: tablet forget; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY forget ON public.tablet FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: gap; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.gap ENABLE ROW LEVEL SECURITY;

--
-- Name: emergency_grant give; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY give ON public.emergency_grant FOR INSERT WITH CHECK (((granted_by = ( SELECT access.actor() AS actor)) AND (closes_at <= (now() + '25:00:00'::interval)) AND access.second_person(emergency_id) AND (NOT (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['manager'::text]) AS holders)::uuid[]))) AND (EXISTS ( SELECT
   FROM public.emergency_access e
  WHERE ((e.id = emergency_grant.emergency_id) AND (e.holder_id = emergency_grant.holder_id) AND (e.ended_at IS NULL))))));


--
-- Name: guardian; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.guardian ENABLE ROW LEVEL SECURITY;

--
-- Name: evaluation_part handed_in; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY handed_in ON public.evaluation_part FOR SELECT USING (((handed_in_at IS NOT NULL) AND (evaluation_id = ANY (( SELECT access.evaluations() AS evaluations)::uuid[])) AND ((evaluation_id = ANY (( SELECT access.answered_evaluations() AS answered_evaluations)::uuid[])) OR (evaluation_id = ANY (( SELECT access.coached_evaluations() AS coached_evaluations)::uuid[])))));


--
-- Name: privacy_request handle; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY handle ON public.privacy_request FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[]))) WITH CHECK (((closed_by IS NULL) OR (closed_by = ( SELECT access.actor() AS actor))));


--
-- Name: holder; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.holder ENABLE ROW LEVEL SECURITY;

--
-- Name: hours_page; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.hours_page ENABLE ROW LEVEL SECURITY;

--
-- Name: hours_plan; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.hours_plan ENABLE ROW LEVEL SECURITY;

--
-- Name: hours_reached; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.hours_reached ENABLE ROW LEVEL SECURITY;

--
-- Name: hours_rule; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.hours_rule ENABLE ROW LEVEL SECURITY;

--
-- Name: hours_snapshot; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.hours_snapshot ENABLE ROW LEVEL SECURITY;

--
-- Name: hours_sum; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.hours_sum ENABLE ROW LEVEL SECURITY;

--
-- Name: recording_consent ingest; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY ingest ON public.recording_consent FOR SELECT USING ((( SELECT access.door() AS door) = 'ingest'::text));


--
-- Name: ingest_token; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.ingest_token ENABLE ROW LEVEL SECURITY;

--
-- Name: invitation; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.invitation ENABLE ROW LEVEL SECURITY;

--
-- Name: live_invitation invite; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY invite ON public.live_invitation FOR INSERT WITH CHECK (((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) AND (EXISTS ( SELECT
   FROM ((public.recording r
     JOIN public.cycle c ON ((c.id = r.cycle_id)))
     JOIN public.trajectory_coach t ON ((t.trajectory_id = c.trajectory_id)))
  WHERE ((r.id = live_invitation.recording_id) AND (r.holder_id = live_invitation.holder_id) AND (t.coach_id = live_invitation.coach_id) AND (t.valid_from <= now()) AND ((t.valid_until IS NULL) OR (t.valid_until > now())))))));


--
-- Name: join_code; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.join_code ENABLE ROW LEVEL SECURITY;

--
-- Name: child keep; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY keep ON public.child FOR SELECT USING (((holder_id = ANY (( SELECT access.whole_holders(VARIADIC ARRAY['administrator'::text, 'manager'::text]) AS whole_holders)::uuid[])) OR (group_id = ANY (( SELECT access.kept_groups() AS kept_groups)::uuid[]))));


--
-- Name: login_session keep; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY keep ON public.login_session FOR UPDATE USING ((( SELECT access.door() AS door) = 'session'::text)) WITH CHECK ((( SELECT access.door() AS door) = 'session'::text));


--
-- Name: person kept; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY kept ON public.person FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: kept_word; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.kept_word ENABLE ROW LEVEL SECURITY;

--
-- Name: recording_key keys; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY keys ON public.recording_key USING ((( SELECT access.door() AS door) = 'keys'::text)) WITH CHECK ((( SELECT access.door() AS door) = 'keys'::text));


--
-- Name: voice_note keys; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY keys ON public.voice_note FOR SELECT USING ((( SELECT access.door() AS door) = 'keys'::text));


--
-- Name: voice_note_key keys; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY keys ON public.voice_note_key USING ((( SELECT access.door() AS door) = 'keys'::text)) WITH CHECK ((( SELECT access.door() AS door) = 'keys'::text));


--
-- Name: talk lead; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY lead ON public.talk FOR UPDATE USING (((cycle_id = ANY (( SELECT access.own_cycles() AS own_cycles)::uuid[])) OR (cycle_id = ANY (( SELECT access.coached_cycles() AS coached_cycles)::uuid[]))));


--
-- Name: learning_preference; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.learning_preference ENABLE ROW LEVEL SECURITY;

--
-- Name: access_token leave; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leave ON public.access_token FOR DELETE USING ((( SELECT access.door() AS door) = 'session'::text));


--
-- Name: login_session leave; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leave ON public.login_session FOR DELETE USING ((person_id = ( SELECT access.actor() AS actor)));


--
-- Name: annotation leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.annotation FOR SELECT USING (((author_id = ( SELECT access.actor() AS actor)) AND (visibility = 'own'::text) AND (holder_id = ANY (( SELECT access.left_holders() AS left_holders)::uuid[]))));


--
-- Name: coach_question leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.coach_question FOR SELECT USING (((employee_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.left_holders() AS left_holders)::uuid[]))));


--
-- Name: coaching_entry leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.coaching_entry FOR SELECT USING ((cycle_id = ANY (( SELECT access.left_cycles() AS left_cycles)::uuid[])));


--
-- Name: cycle leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.cycle FOR SELECT USING ((trajectory_id = ANY (( SELECT access.left_trajectories() AS left_trajectories)::uuid[])));


--
-- Name: evaluation leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.evaluation FOR SELECT USING ((trajectory_id = ANY (( SELECT access.left_trajectories() AS left_trajectories)::uuid[])));


--
-- Name: evaluation_part leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.evaluation_part FOR SELECT USING (((author_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.left_holders() AS left_holders)::uuid[]))));


--
-- Name: holder leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.holder FOR SELECT USING ((id = ANY (( SELECT access.left_holders() AS left_holders)::uuid[])));


--
-- Name: kept_word leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.kept_word FOR SELECT USING (((author_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.left_holders() AS left_holders)::uuid[]))));


--
-- Name: look leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.look FOR SELECT USING (((employee_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.left_holders() AS left_holders)::uuid[]))));


--
-- Name: report leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.report FOR SELECT USING ((EXISTS ( SELECT
   FROM public.evaluation e
  WHERE ((e.id = report.evaluation_id) AND (e.trajectory_id = ANY (( SELECT access.left_trajectories() AS left_trajectories)::uuid[]))))));


--
-- Name: sharing_agreement leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.sharing_agreement FOR SELECT USING ((trajectory_id = ANY (( SELECT access.left_trajectories() AS left_trajectories)::uuid[])));


--
-- Name: trajectory leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.trajectory FOR SELECT USING ((id = ANY (( SELECT access.left_trajectories() AS left_trajectories)::uuid[])));


--
-- Name: trajectory_coach leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.trajectory_coach FOR SELECT USING ((trajectory_id = ANY (( SELECT access.left_trajectories() AS left_trajectories)::uuid[])));


--
-- Name: work_point leaver; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver ON public.work_point FOR SELECT USING ((cycle_id = ANY (( SELECT access.left_cycles() AS left_cycles)::uuid[])));


--
-- Name: question_version leaver_adds_nothing; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver_adds_nothing ON public.question_version AS RESTRICTIVE FOR INSERT WITH CHECK ((holder_id <> ALL (( SELECT access.left_holders() AS left_holders)::uuid[])));


--
-- Name: reply leaver_adds_nothing; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver_adds_nothing ON public.reply AS RESTRICTIVE FOR INSERT WITH CHECK ((holder_id <> ALL (( SELECT access.left_holders() AS left_holders)::uuid[])));


--
-- Name: report leaver_adds_nothing; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver_adds_nothing ON public.report AS RESTRICTIVE FOR INSERT WITH CHECK ((holder_id <> ALL (( SELECT access.left_holders() AS left_holders)::uuid[])));


--
-- Name: report_approval leaver_adds_nothing; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver_adds_nothing ON public.report_approval AS RESTRICTIVE FOR INSERT WITH CHECK ((holder_id <> ALL (( SELECT access.left_holders() AS left_holders)::uuid[])));


--
-- Name: sharing_agreement_yes leaver_adds_nothing; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver_adds_nothing ON public.sharing_agreement_yes AS RESTRICTIVE FOR INSERT WITH CHECK ((holder_id <> ALL (( SELECT access.left_holders() AS left_holders)::uuid[])));


--
-- Name: trajectory leaver_adds_nothing; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver_adds_nothing ON public.trajectory AS RESTRICTIVE FOR INSERT WITH CHECK ((holder_id <> ALL (( SELECT access.left_holders() AS left_holders)::uuid[])));


--
-- Name: question_version leaver_changes_nothing; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver_changes_nothing ON public.question_version AS RESTRICTIVE FOR UPDATE USING ((holder_id <> ALL (( SELECT access.left_holders() AS left_holders)::uuid[])));


--
-- Name: trajectory leaver_changes_nothing; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY leaver_changes_nothing ON public.trajectory AS RESTRICTIVE FOR UPDATE USING ((holder_id <> ALL (( SELECT access.left_holders() AS left_holders)::uuid[])));


--
-- Name: newcomer_list left_lying; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY left_lying ON public.newcomer_list FOR SELECT USING (((( SELECT access.door() AS door) = 'retain'::text) AND (applied_at IS NULL)));


--
-- Name: access_token link; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY link ON public.access_token USING ((person_id = ANY (( SELECT access.invited() AS invited)::uuid[]))) WITH CHECK (false);


--
-- Name: administration_log link; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY link ON public.administration_log FOR INSERT WITH CHECK (((act = 'link_used'::text) AND (actor = (person_id)::text) AND (person_id = ANY (( SELECT access.invited() AS invited)::uuid[]))));


--
-- Name: credential link; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY link ON public.credential USING ((person_id = ANY (( SELECT access.invited() AS invited)::uuid[]))) WITH CHECK ((person_id = ANY (( SELECT access.invited() AS invited)::uuid[])));


--
-- Name: holder link; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY link ON public.holder FOR SELECT USING ((( SELECT access.door() AS door) = 'link'::text));


--
-- Name: login_session link; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY link ON public.login_session USING ((person_id = ANY (( SELECT access.invited() AS invited)::uuid[]))) WITH CHECK (false);


--
-- Name: person link; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY link ON public.person FOR SELECT USING ((id = ANY (( SELECT access.invited() AS invited)::uuid[])));


--
-- Name: role_assignment link; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY link ON public.role_assignment FOR SELECT USING ((person_id = ANY (( SELECT access.invited() AS invited)::uuid[])));


--
-- Name: person link_maker; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY link_maker ON public.person FOR SELECT USING ((id = ANY (( SELECT access.link_makers() AS link_makers)::uuid[])));


--
-- Name: live_invitation; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.live_invitation ENABLE ROW LEVEL SECURITY;

--
-- Name: location; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.location ENABLE ROW LEVEL SECURITY;

--
-- Name: login_session login; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY login ON public.login_session FOR INSERT WITH CHECK ((( SELECT access.door() AS door) = 'login'::text));


--
-- Name: login_session; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.login_session ENABLE ROW LEVEL SECURITY;

--
-- Name: look; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.look ENABLE ROW LEVEL SECURITY;

--
-- Name: look look; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY look ON public.look FOR INSERT WITH CHECK (((employee_id = ( SELECT access.actor() AS actor)) AND (moment_id = ANY (( SELECT access.own_moments() AS own_moments)::uuid[])) AND (EXISTS ( SELECT
   FROM public.feedback_moment m
  WHERE ((m.id = look.moment_id) AND (m.holder_id = look.holder_id))))));


--
-- Name: invitation look_up; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY look_up ON public.invitation FOR SELECT USING ((( SELECT access.door() AS door) = 'link'::text));


--
-- Name: consent_task make; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY make ON public.consent_task FOR INSERT WITH CHECK (((done_at IS NULL) AND (EXISTS ( SELECT
   FROM access.filmed(consent_task.child_id) f(recording_id, holder_id, owner_id, has_film)
  WHERE ((f.recording_id = consent_task.recording_id) AND (f.owner_id = consent_task.owner_id) AND (f.holder_id = consent_task.holder_id))))));


--
-- Name: invitation make; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY make ON public.invitation FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (made_by = (( SELECT access.actor() AS actor))::text) AND (EXISTS ( SELECT
   FROM public.person p
  WHERE ((p.id = invitation.person_id) AND (p.holder_id = invitation.holder_id)))) AND (NOT access.works_elsewhere(person_id, holder_id))));


--
-- Name: roster make; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY make ON public.roster FOR INSERT WITH CHECK (((made_by = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.rostered_recordings() AS rostered_recordings)::uuid[])) AND ((confirmed_by IS NULL) OR (confirmed_by = ( SELECT access.actor() AS actor))) AND (EXISTS ( SELECT
   FROM (public.recording r
     JOIN public.care_group g ON ((g.holder_id = r.holder_id)))
  WHERE ((r.id = roster.recording_id) AND (r.angle_of IS NULL) AND (g.id = roster.group_id) AND (r.holder_id = roster.holder_id))))));


--
-- Name: roster_child make; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY make ON public.roster_child FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM (public.roster o
     JOIN public.child c ON ((c.holder_id = o.holder_id)))
  WHERE ((o.id = roster_child.roster_id) AND (c.id = roster_child.child_id) AND (o.holder_id = roster_child.holder_id) AND (o.recording_id = ANY (( SELECT access.rostered_recordings() AS rostered_recordings)::uuid[]))))));


--
-- Name: tablet make; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY make ON public.tablet FOR INSERT WITH CHECK (((made_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.care_group g
  WHERE ((g.id = tablet.group_id) AND (g.holder_id = tablet.holder_id))))));


--
-- Name: transparency_page make; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY make ON public.transparency_page FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.location l
  WHERE ((l.id = transparency_page.location_id) AND (l.holder_id = transparency_page.holder_id))))));


--
-- Name: annotation mark; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY mark ON public.annotation FOR INSERT WITH CHECK (((author_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = annotation.recording_id) AND (r.holder_id = annotation.holder_id)))) AND (((visibility = 'own'::text) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))) OR ((visibility = 'draft'::text) AND (recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[]))))));


--
-- Name: annotation mark_live; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY mark_live ON public.annotation FOR INSERT WITH CHECK (((author_id = ( SELECT access.actor() AS actor)) AND (visibility = 'draft'::text) AND (recording_id = ANY (( SELECT access.watched_recordings() AS watched_recordings)::uuid[])) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = annotation.recording_id) AND (r.holder_id = annotation.holder_id))))));


--
-- Name: safety_officer name; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY name ON public.safety_officer FOR INSERT WITH CHECK (((named_by = ( SELECT access.actor() AS actor)) AND (ended_at IS NULL) AND (EXISTS ( SELECT
   FROM public.safety_signal s
  WHERE ((s.id = safety_officer.signal_id) AND (s.holder_id = safety_officer.holder_id) AND (s.closed_at IS NULL)))) AND ( SELECT access.may_be_named(safety_officer.signal_id, safety_officer.person_id) AS may_be_named)));


--
-- Name: safety_signal named; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY named ON public.safety_signal FOR SELECT USING ((id = ANY (( SELECT access.named_signals() AS named_signals)::uuid[])));


--
-- Name: newcomer_list; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.newcomer_list ENABLE ROW LEVEL SECURITY;

--
-- Name: child_consent note; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY note ON public.child_consent FOR INSERT WITH CHECK (((noted_by = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM (public.guardian g
     JOIN public.child c ON ((c.id = g.child_id)))
  WHERE ((g.id = child_consent.guardian_id) AND (g.child_id = child_consent.child_id) AND (g.holder_id = child_consent.holder_id) AND ((c.group_id = ANY (( SELECT access.kept_groups() AS kept_groups)::uuid[])) OR ((child_consent.act <> 'given'::text) AND (c.holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])))))))));


--
-- Name: coaching_entry note; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY note ON public.coaching_entry FOR INSERT WITH CHECK (((cycle_id IS NULL) AND (noted_by = ( SELECT access.actor() AS actor)) AND (replaced_at IS NULL) AND (((coach_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['coach'::text]) AS holders)::uuid[]))) OR ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND ((coach_id IS NULL) OR ((confirmed_at IS NULL) AND (EXISTS ( SELECT
   FROM public.role_assignment r
  WHERE ((r.person_id = coaching_entry.coach_id) AND (r.holder_id = coaching_entry.holder_id) AND (r.role = 'coach'::text))))))))));


--
-- Name: entry_attendee note; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY note ON public.entry_attendee FOR INSERT WITH CHECK (((EXISTS ( SELECT
   FROM public.coaching_entry e
  WHERE ((e.id = entry_attendee.entry_id) AND (e.noted_by = ( SELECT access.actor() AS actor))))) AND (EXISTS ( SELECT
   FROM public.person p
  WHERE (p.id = entry_attendee.person_id)))));


--
-- Name: engagement offer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY offer ON public.engagement FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) AND (offered_by = ( SELECT access.actor() AS actor)) AND (person_id IS NULL) AND ((location_id IS NULL) OR (EXISTS ( SELECT
   FROM public.location l
  WHERE ((l.id = engagement.location_id) AND (l.holder_id = engagement.holder_id)))))));


--
-- Name: administration_log office; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY office ON public.administration_log FOR INSERT WITH CHECK (((actor = (( SELECT access.actor() AS actor))::text) AND (act ~ '^(request|finding|viewing|emergency|signal|breach|saw|restore)_'::text) AND ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])) OR ((act ~~ 'signal\_%'::text) AND (holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[]))))));


--
-- Name: person office; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY office ON public.person FOR SELECT USING ((id = ANY (( SELECT access.office_people() AS office_people)::uuid[])));


--
-- Name: recording_lock office; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY office ON public.recording_lock FOR INSERT WITH CHECK (((reason = 'access_request'::text) AND (lifted_at IS NULL) AND (made_by = (( SELECT access.actor() AS actor))::text) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[]))));


--
-- Name: recording_lock office_lifts; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY office_lifts ON public.recording_lock FOR UPDATE USING (((reason = 'access_request'::text) AND (lifted_at IS NULL) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])))) WITH CHECK (((reason = 'access_request'::text) AND (lifted_by = (( SELECT access.actor() AS actor))::text) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[]))));


--
-- Name: office_played; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.office_played ENABLE ROW LEVEL SECURITY;

--
-- Name: child officer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY officer ON public.child FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: recording_lock officer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY officer ON public.recording_lock FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: trim officer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY officer ON public."trim" FOR SELECT USING (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.consent_task k
  WHERE (k.recording_id = "trim".recording_id)))));


--
-- Name: cycle open; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY open ON public.cycle FOR INSERT WITH CHECK (((trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])) AND (EXISTS ( SELECT
   FROM public.trajectory t
  WHERE ((t.id = cycle.trajectory_id) AND (t.holder_id = cycle.holder_id))))));


--
-- Name: hours_page open; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY open ON public.hours_page FOR INSERT WITH CHECK (((opened_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))));


--
-- Name: talk open; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY open ON public.talk FOR INSERT WITH CHECK (((created_by = ( SELECT access.actor() AS actor)) AND ((cycle_id = ANY (( SELECT access.own_cycles() AS own_cycles)::uuid[])) OR (cycle_id = ANY (( SELECT access.coached_cycles() AS coached_cycles)::uuid[]))) AND (EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = talk.cycle_id) AND (c.holder_id = talk.holder_id))))));


--
-- Name: talk_opening open; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY open ON public.talk_opening FOR INSERT WITH CHECK (((opened_by = ( SELECT access.actor() AS actor)) AND ((moment_id = ANY (( SELECT access.own_moments() AS own_moments)::uuid[])) OR (moment_id = ANY (( SELECT access.coached_moments() AS coached_moments)::uuid[]))) AND (EXISTS ( SELECT
   FROM ((public.talk t
     JOIN public.feedback_release f ON ((f.cycle_id = t.cycle_id)))
     JOIN public.feedback_moment m ON ((m.release_id = f.id)))
  WHERE ((t.id = talk_opening.talk_id) AND (m.id = talk_opening.moment_id) AND (t.holder_id = talk_opening.holder_id))))));


--
-- Name: trajectory open; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY open ON public.trajectory FOR INSERT WITH CHECK (((employee_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.coach_question q
  WHERE ((q.id = trajectory.question_id) AND (q.employee_id = ( SELECT access.actor() AS actor)) AND (q.holder_id = trajectory.holder_id))))));


--
-- Name: administration_log operator; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator ON public.administration_log FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'invite'::text) AND (actor = 'system:invite'::text)));


--
-- Name: holder operator; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator ON public.holder FOR SELECT USING ((( SELECT access.door() AS door) = 'invite'::text));


--
-- Name: invitation operator; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator ON public.invitation FOR SELECT USING ((( SELECT access.door() AS door) = 'invite'::text));


--
-- Name: location operator; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator ON public.location FOR SELECT USING ((( SELECT access.door() AS door) = 'invite'::text));


--
-- Name: person operator; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator ON public.person FOR SELECT USING ((( SELECT access.door() AS door) = 'invite'::text));


--
-- Name: role_assignment operator; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator ON public.role_assignment FOR SELECT USING ((( SELECT access.door() AS door) = 'invite'::text));


--
-- Name: person operator_adds; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator_adds ON public.person FOR INSERT WITH CHECK ((( SELECT access.door() AS door) = 'invite'::text));


--
-- Name: role_assignment operator_appoints; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator_appoints ON public.role_assignment FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'invite'::text) AND (EXISTS ( SELECT
   FROM public.person p
  WHERE ((p.id = role_assignment.person_id) AND (p.holder_id = role_assignment.holder_id)))) AND ((location_id IS NULL) OR (EXISTS ( SELECT
   FROM public.location l
  WHERE ((l.id = role_assignment.location_id) AND (l.holder_id = role_assignment.holder_id))))) AND (group_id IS NULL)));


--
-- Name: consent_basis operator_founds; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator_founds ON public.consent_basis FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'invite'::text) AND (set_by IS NULL) AND (version = 1)));


--
-- Name: holder operator_founds; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator_founds ON public.holder FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'invite'::text) AND (demo_version IS NULL)));


--
-- Name: invitation operator_makes; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator_makes ON public.invitation FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'invite'::text) AND (made_by = 'system:invite'::text) AND (EXISTS ( SELECT
   FROM public.person p
  WHERE ((p.id = invitation.person_id) AND (p.holder_id = invitation.holder_id))))));


--
-- Name: invitation operator_replaces; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY operator_replaces ON public.invitation FOR UPDATE USING ((( SELECT access.door() AS door) = 'invite'::text));


--
-- Name: access_token own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.access_token USING ((person_id = ( SELECT access.actor() AS actor))) WITH CHECK ((person_id = ( SELECT access.actor() AS actor)));


--
-- Name: code_pad own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.code_pad USING ((person_id = ( SELECT access.actor() AS actor))) WITH CHECK ((person_id = ( SELECT access.actor() AS actor)));


--
-- Name: credential own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.credential FOR SELECT USING ((person_id = ( SELECT access.actor() AS actor)));


--
-- Name: evaluation_part own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.evaluation_part FOR SELECT USING (((author_id = ( SELECT access.actor() AS actor)) AND (evaluation_id = ANY (( SELECT access.evaluations() AS evaluations)::uuid[]))));


--
-- Name: ingest_token own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.ingest_token USING ((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))) WITH CHECK (((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) AND (created_by = ( SELECT access.actor() AS actor))));


--
-- Name: join_code own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.join_code USING (((created_by = ( SELECT access.actor() AS actor)) AND (angle_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))));


--
-- Name: login_session own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.login_session FOR SELECT USING ((person_id = ( SELECT access.actor() AS actor)));


--
-- Name: person own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.person FOR UPDATE USING ((id = ( SELECT access.actor() AS actor))) WITH CHECK ((id = ( SELECT access.actor() AS actor)));


--
-- Name: pin own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.pin USING (((person_id = ( SELECT access.actor() AS actor)) AND (cardinality(( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)) > 0))) WITH CHECK (((person_id = ( SELECT access.actor() AS actor)) AND (cardinality(( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)) > 0)));


--
-- Name: recording own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.recording FOR UPDATE USING ((id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))) WITH CHECK ((owner_id = ( SELECT access.actor() AS actor)));


--
-- Name: reminder own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.reminder USING (((employee_id = ( SELECT access.actor() AS actor)) AND (cycle_id = ANY (( SELECT access.own_cycles() AS own_cycles)::uuid[])))) WITH CHECK (((employee_id = ( SELECT access.actor() AS actor)) AND (cycle_id = ANY (( SELECT access.own_cycles() AS own_cycles)::uuid[])) AND (EXISTS ( SELECT
   FROM public.work_point w
  WHERE ((w.id = reminder.work_point_id) AND (w.cycle_id = reminder.cycle_id) AND (w.holder_id = reminder.holder_id))))));


--
-- Name: reminder_notice own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.reminder_notice USING (((employee_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[])))) WITH CHECK (((employee_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.reminder r
  WHERE ((r.id = reminder_notice.reminder_id) AND (r.holder_id = reminder_notice.holder_id))))));


--
-- Name: talk_note own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.talk_note FOR UPDATE USING (((talk_id = ANY (( SELECT access.own_talks() AS own_talks)::uuid[])) AND ((author_id = ( SELECT access.actor() AS actor)) OR (voice = 'employee'::text) OR (kind = 'agreement'::text))));


--
-- Name: voice_note own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.voice_note FOR UPDATE USING ((id = ANY (( SELECT access.own_voice_notes() AS own_voice_notes)::uuid[]))) WITH CHECK (((employee_id = ( SELECT access.actor() AS actor)) AND ((question_id IS NULL) OR (EXISTS ( SELECT
   FROM public.coach_question q
  WHERE ((q.id = voice_note.question_id) AND (q.employee_id = ( SELECT access.actor() AS actor)) AND (q.holder_id = voice_note.holder_id)))))));


--
-- Name: work_point own; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY own ON public.work_point FOR INSERT WITH CHECK (((employee_id = ( SELECT access.actor() AS actor)) AND (cycle_id = ANY (( SELECT access.own_cycles() AS own_cycles)::uuid[])) AND (EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = work_point.cycle_id) AND (c.holder_id = work_point.holder_id))))));


--
-- Name: parting part; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY part ON public.parting FOR INSERT WITH CHECK (((why = 'chosen'::text) AND (trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])) AND (EXISTS ( SELECT
   FROM public.trajectory_coach c
  WHERE ((c.trajectory_id = parting.trajectory_id) AND (c.coach_id = parting.coach_id) AND (c.holder_id = parting.holder_id))))));


--
-- Name: trajectory_coach part; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY part ON public.trajectory_coach FOR UPDATE USING ((trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])));


--
-- Name: parting; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.parting ENABLE ROW LEVEL SECURITY;

--
-- Name: trajectory_pause pause; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY pause ON public.trajectory_pause FOR INSERT WITH CHECK ((trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])));


--
-- Name: person; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.person ENABLE ROW LEVEL SECURITY;

--
-- Name: pin; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.pin ENABLE ROW LEVEL SECURITY;

--
-- Name: angle place; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY place ON public.angle FOR UPDATE USING ((( SELECT access.door() AS door) = 'transcode'::text));


--
-- Name: entry_share place; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY place ON public.entry_share FOR INSERT WITH CHECK (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) OR (EXISTS ( SELECT
   FROM public.coaching_entry e
  WHERE ((e.id = entry_share.entry_id) AND (e.coach_id = ( SELECT access.actor() AS actor)))))));


--
-- Name: recording plan; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY plan ON public.recording FOR SELECT USING (((state = 'planned'::text) AND (deleted_at IS NULL) AND (cycle_id = ANY (( SELECT access.coached_cycles() AS coached_cycles)::uuid[])) AND (planned_by = ( SELECT access.actor() AS actor))));


--
-- Name: viewing plan; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY plan ON public.viewing FOR INSERT WITH CHECK (((officer_id = ( SELECT access.actor() AS actor)) AND (ended_at IS NULL) AND access.settled(holder_id) AND (NOT (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['manager'::text, 'administrator'::text]) AS holders)::uuid[]))) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])) AND (EXISTS ( SELECT
   FROM public.privacy_request q
  WHERE ((q.id = viewing.request_id) AND (q.holder_id = viewing.holder_id)))) AND (recordings <@ ARRAY( SELECT f.recording_id
   FROM public.privacy_finding f
  WHERE (f.request_id = viewing.request_id)))));


--
-- Name: practice; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.practice ENABLE ROW LEVEL SECURITY;

--
-- Name: child present; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY present ON public.child FOR SELECT USING ((group_id = ANY (( SELECT access.care_groups(VARIADIC ARRAY['employee'::text, 'coach'::text]) AS care_groups)::uuid[])));


--
-- Name: privacy_finding; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.privacy_finding ENABLE ROW LEVEL SECURITY;

--
-- Name: privacy_request; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.privacy_request ENABLE ROW LEVEL SECURITY;

--
-- Name: sharing_agreement propose; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY propose ON public.sharing_agreement FOR INSERT WITH CHECK (((proposed_by = ( SELECT access.actor() AS actor)) AND (trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[])) AND (EXISTS ( SELECT
   FROM public.trajectory t
  WHERE ((t.id = sharing_agreement.trajectory_id) AND (t.holder_id = sharing_agreement.holder_id))))));


--
-- Name: role_assignment publishing; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY publishing ON public.role_assignment FOR SELECT USING ((( SELECT access.door() AS door) = 'ingest'::text));


--
-- Name: question_version; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.question_version ENABLE ROW LEVEL SECURITY;

--
-- Name: safety_signal raise; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY raise ON public.safety_signal FOR INSERT WITH CHECK (((raised_by = ( SELECT access.actor() AS actor)) AND (closed_at IS NULL) AND ((recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])) OR (EXISTS ( SELECT
   FROM public.care_group g
  WHERE ((g.id = safety_signal.group_id) AND (g.holder_id = safety_signal.holder_id) AND ((g.id = ANY (( SELECT access.care_groups(VARIADIC ARRAY['coach'::text, 'manager'::text]) AS care_groups)::uuid[])) OR (g.holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[]))))))) AND (holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[]))));


--
-- Name: angle read_media; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_media ON public.angle FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['transcode'::text, 'erase'::text, 'export'::text])));


--
-- Name: gap read_media; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_media ON public.gap FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['finalise'::text, 'transcode'::text, 'export'::text])));


--
-- Name: recording read_media; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_media ON public.recording FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'finalise'::text, 'transcode'::text, 'erase'::text, 'export'::text, 'keys'::text])));


--
-- Name: take read_media; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_media ON public.take FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'finalise'::text, 'transcode'::text, 'erase'::text, 'export'::text])));


--
-- Name: trim read_media; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_media ON public."trim" FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['trim'::text, 'transcode'::text, 'export'::text])));


--
-- Name: upload read_media; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_media ON public.upload FOR SELECT USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'finalise'::text, 'transcode'::text, 'erase'::text])));


--
-- Name: annotation read_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_trim ON public.annotation FOR SELECT USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: feedback_moment read_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_trim ON public.feedback_moment FOR SELECT USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: gap read_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_trim ON public.gap FOR SELECT USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: recording read_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_trim ON public.recording FOR SELECT USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: recording_key read_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_trim ON public.recording_key FOR SELECT USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: take read_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_trim ON public.take FOR SELECT USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: upload read_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_trim ON public.upload FOR SELECT USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: recording read_watched; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY read_watched ON public.recording FOR SELECT USING ((( SELECT access.door() AS door) = 'watch'::text));


--
-- Name: recording; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.recording ENABLE ROW LEVEL SECURITY;

--
-- Name: recording_consent; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.recording_consent ENABLE ROW LEVEL SECURITY;

--
-- Name: recording_extension; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.recording_extension ENABLE ROW LEVEL SECURITY;

--
-- Name: recording_key; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.recording_key ENABLE ROW LEVEL SECURITY;

--
-- Name: recording_lock; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.recording_lock ENABLE ROW LEVEL SECURITY;

--
-- Name: recording_share; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.recording_share ENABLE ROW LEVEL SECURITY;

--
-- Name: administration_log register; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY register ON public.administration_log FOR INSERT WITH CHECK (((actor = (( SELECT access.actor() AS actor))::text) AND (person_id IS NULL) AND (act = ANY (ARRAY['child_added'::text, 'child_changed'::text, 'child_left'::text, 'guardian_added'::text, 'guardian_ended'::text, 'consent_noted'::text])) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['manager'::text, 'data_protection_officer'::text]) AS holders)::uuid[]))));


--
-- Name: privacy_request register; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY register ON public.privacy_request FOR INSERT WITH CHECK (((registered_by = ( SELECT access.actor() AS actor)) AND (closed_at IS NULL) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])) AND ((child_id IS NULL) OR (EXISTS ( SELECT
   FROM public.child c
  WHERE ((c.id = privacy_request.child_id) AND (c.holder_id = privacy_request.holder_id))))) AND ((person_id IS NULL) OR (person_id = ANY (( SELECT access.people() AS people)::uuid[])))));


--
-- Name: feedback_moment release; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY release ON public.feedback_moment FOR INSERT WITH CHECK (((recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[])) AND (EXISTS ( SELECT
   FROM ((public.annotation a
     JOIN public.recording r ON ((r.id = a.recording_id)))
     JOIN public.feedback_release f ON ((f.cycle_id = r.cycle_id)))
  WHERE ((a.id = feedback_moment.annotation_id) AND (a.recording_id = feedback_moment.recording_id) AND (a.visibility = 'released'::text) AND (a.holder_id = feedback_moment.holder_id) AND (f.id = feedback_moment.release_id) AND (f.coach_id = ( SELECT access.actor() AS actor)))))));


--
-- Name: feedback_release release; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY release ON public.feedback_release FOR INSERT WITH CHECK (((coach_id = ( SELECT access.actor() AS actor)) AND (cycle_id = ANY (( SELECT access.coached_cycles() AS coached_cycles)::uuid[])) AND (EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = feedback_release.cycle_id) AND (c.holder_id = feedback_release.holder_id))))));


--
-- Name: reminder_notice remind; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY remind ON public.reminder_notice FOR SELECT USING ((( SELECT access.door() AS door) = 'remind'::text));


--
-- Name: reminder_notice remind_add; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY remind_add ON public.reminder_notice FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'remind'::text) AND (seen_at IS NULL)));


--
-- Name: reminder; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.reminder ENABLE ROW LEVEL SECURITY;

--
-- Name: reminder_notice; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.reminder_notice ENABLE ROW LEVEL SECURITY;

--
-- Name: reopening; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.reopening ENABLE ROW LEVEL SECURITY;

--
-- Name: invitation replace; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY replace ON public.invitation FOR UPDATE USING (((used_at IS NULL) AND (replaced_at IS NULL) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])))) WITH CHECK ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: safety_officer replace; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY replace ON public.safety_officer FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[]))) WITH CHECK ((ended_at IS NOT NULL));


--
-- Name: gap replace_gap; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY replace_gap ON public.gap FOR DELETE USING ((( SELECT access.door() AS door) = 'finalise'::text));


--
-- Name: reply; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.reply ENABLE ROW LEVEL SECURITY;

--
-- Name: report; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.report ENABLE ROW LEVEL SECURITY;

--
-- Name: report_approval; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.report_approval ENABLE ROW LEVEL SECURITY;

--
-- Name: restore; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.restore ENABLE ROW LEVEL SECURITY;

--
-- Name: trajectory_pause resume; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY resume ON public.trajectory_pause FOR UPDATE USING ((trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])));


--
-- Name: annotation retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.annotation FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: child retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.child FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: coaching_entry retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.coaching_entry USING ((( SELECT access.door() AS door) = 'retain'::text)) WITH CHECK (false);


--
-- Name: cycle retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.cycle FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: erasure_receipt retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.erasure_receipt FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: feedback_moment retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.feedback_moment FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: feedback_release retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.feedback_release FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: holder retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.holder FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: ingest_token retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.ingest_token USING ((( SELECT access.door() AS door) = 'retain'::text)) WITH CHECK (false);


--
-- Name: kept_word retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.kept_word FOR INSERT WITH CHECK ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: look retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.look FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: privacy_finding retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.privacy_finding FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: recording retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.recording FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: recording_extension retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.recording_extension FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: recording_share retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.recording_share FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: reply retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.reply FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: retention_clock retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.retention_clock USING ((( SELECT access.door() AS door) = 'retain'::text)) WITH CHECK ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: retention_terms retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.retention_terms FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: storage_finding retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.storage_finding USING ((( SELECT access.door() AS door) = 'retain'::text)) WITH CHECK ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: take retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.take FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: talk retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.talk FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: talk_opening retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.talk_opening FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: voice_note retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.voice_note FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: work_point retain; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain ON public.work_point FOR SELECT USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: erasure_receipt retain_ask; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain_ask ON public.erasure_receipt FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'retain'::text) AND (reason = 'retention'::text) AND (requested_by IS NULL) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = erasure_receipt.recording_id) AND (r.owner_id = erasure_receipt.owner_id) AND (r.cycle_id = erasure_receipt.cycle_id) AND (r.holder_id = erasure_receipt.holder_id))))));


--
-- Name: recording retain_change; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain_change ON public.recording FOR UPDATE USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: erasure_receipt retain_decided; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain_decided ON public.erasure_receipt FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'retain'::text) AND (reason = 'erasure_request'::text) AND (EXISTS ( SELECT
   FROM (public.privacy_finding f
     JOIN public.recording r ON ((r.id = f.recording_id)))
  WHERE ((f.recording_id = erasure_receipt.recording_id) AND (f.holder_id = r.holder_id) AND (f.decision = 'erase'::text) AND (f.decided_by = erasure_receipt.requested_by) AND (r.owner_id = erasure_receipt.owner_id) AND (r.cycle_id = erasure_receipt.cycle_id) AND (r.holder_id = erasure_receipt.holder_id))))));


--
-- Name: recording_share retain_end; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain_end ON public.recording_share FOR UPDATE USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: voice_note retain_end; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY retain_end ON public.voice_note FOR UPDATE USING ((( SELECT access.door() AS door) = 'retain'::text));


--
-- Name: retention_clock; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.retention_clock ENABLE ROW LEVEL SECURITY;

--
-- Name: retention_terms; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.retention_terms ENABLE ROW LEVEL SECURITY;

--
-- Name: evaluation_part reword; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY reword ON public.evaluation_part FOR UPDATE USING (((author_id = ( SELECT access.actor() AS actor)) AND (handed_in_at IS NULL) AND (evaluation_id = ANY (( SELECT access.evaluations() AS evaluations)::uuid[])))) WITH CHECK ((author_id = ( SELECT access.actor() AS actor)));


--
-- Name: work_point reword; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY reword ON public.work_point FOR UPDATE USING (((employee_id = ( SELECT access.actor() AS actor)) AND (cycle_id = ANY (( SELECT access.own_cycles() AS own_cycles)::uuid[]))));


--
-- Name: role_assignment; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.role_assignment ENABLE ROW LEVEL SECURITY;

--
-- Name: roster; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.roster ENABLE ROW LEVEL SECURITY;

--
-- Name: roster_child; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.roster_child ENABLE ROW LEVEL SECURITY;

--
-- Name: child rostered; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY rostered ON public.child FOR SELECT USING ((id = ANY (( SELECT access.rostered_children() AS rostered_children)::uuid[])));


--
-- Name: safety_note; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.safety_note ENABLE ROW LEVEL SECURITY;

--
-- Name: safety_officer; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.safety_officer ENABLE ROW LEVEL SECURITY;

--
-- Name: safety_signal; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.safety_signal ENABLE ROW LEVEL SECURITY;

--
-- Name: recording_consent say; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY say ON public.recording_consent FOR INSERT WITH CHECK (((person_id = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) AND (withdrawn_at IS NULL) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = recording_consent.recording_id) AND (r.holder_id = recording_consent.holder_id))))));


--
-- Name: voice_note say; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY say ON public.voice_note FOR INSERT WITH CHECK (((employee_id = ( SELECT access.actor() AS actor)) AND (sent_at IS NULL) AND (deleted_at IS NULL) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))));


--
-- Name: access_log see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.access_log FOR SELECT USING (((owner_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))));


--
-- Name: administration_log see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.administration_log FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: angle see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.angle FOR SELECT USING ((recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])));


--
-- Name: annotation see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.annotation FOR SELECT USING (((recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[])) OR ((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) AND ((author_id = ( SELECT access.actor() AS actor)) OR (id = ANY (( SELECT access.opened_marks() AS opened_marks)::uuid[]))))));


--
-- Name: audit_entry see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.audit_entry FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: breach_entry see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.breach_entry FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: care_group see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.care_group FOR SELECT USING ((holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])));


--
-- Name: centre see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.centre FOR SELECT USING (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])) OR (location_id = ANY (( SELECT access.locations(VARIADIC ARRAY['manager'::text, 'coach'::text, 'employee'::text]) AS locations)::uuid[]))));


--
-- Name: child_consent see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.child_consent FOR SELECT USING ((EXISTS ( SELECT
   FROM access.kept_child k
  WHERE (k.id = child_consent.child_id))));


--
-- Name: coach_question see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.coach_question FOR SELECT USING ((((employee_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))) OR (id = ANY (( SELECT access.coached_questions() AS coached_questions)::uuid[]))));


--
-- Name: coaching_entry see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.coaching_entry FOR SELECT USING ((((coach_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['coach'::text]) AS holders)::uuid[]))) OR ((cycle_id IS NULL) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))) OR (EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = coaching_entry.cycle_id) AND (c.trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[]))))) OR (id = ANY (( SELECT access.attended_entries() AS attended_entries)::uuid[]))));


--
-- Name: consent_basis see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.consent_basis FOR SELECT USING ((holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])));


--
-- Name: consent_task see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.consent_task FOR SELECT USING ((((owner_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))) OR (recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[])) OR (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[]))));


--
-- Name: cycle see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.cycle FOR SELECT USING ((trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[])));


--
-- Name: dual_role see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.dual_role FOR SELECT USING (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])) OR ((person_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[]))) OR ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[])) AND ((person_id = ANY (( SELECT access.engaged_coaches() AS engaged_coaches)::uuid[])) OR (person_id = ANY (( SELECT access.own_coaches() AS own_coaches)::uuid[]))))));


--
-- Name: effective_consent see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.effective_consent FOR SELECT USING ((EXISTS ( SELECT
   FROM public.child c
  WHERE (c.id = effective_consent.child_id))));


--
-- Name: emergency_access see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.emergency_access FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: emergency_grant see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.emergency_grant FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: employment see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.employment FOR SELECT USING (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])) OR ((person_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])))));


--
-- Name: engagement see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.engagement FOR SELECT USING (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])) OR ((person_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])))));


--
-- Name: entry_attendee see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.entry_attendee FOR SELECT USING ((((person_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))) OR (EXISTS ( SELECT
   FROM public.coaching_entry e
  WHERE ((e.id = entry_attendee.entry_id) AND ((e.coach_id = ( SELECT access.actor() AS actor)) OR (e.holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))))))));


--
-- Name: entry_share see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.entry_share FOR SELECT USING (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) OR (EXISTS ( SELECT
   FROM public.coaching_entry e
  WHERE ((e.id = entry_share.entry_id) AND (e.coach_id = ( SELECT access.actor() AS actor)))))));


--
-- Name: erasure_receipt see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.erasure_receipt FOR SELECT USING ((((owner_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))) OR (was_shared AND (EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = erasure_receipt.cycle_id) AND (c.trajectory_id = ANY (( SELECT access.coached_trajectories() AS coached_trajectories)::uuid[]))))))));


--
-- Name: evaluation see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.evaluation FOR SELECT USING ((trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[])));


--
-- Name: feedback_moment see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.feedback_moment FOR SELECT USING ((recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])));


--
-- Name: feedback_release see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.feedback_release FOR SELECT USING ((EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = feedback_release.cycle_id) AND (c.trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[]))))));


--
-- Name: gap see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.gap FOR SELECT USING ((recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])));


--
-- Name: guardian see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.guardian FOR SELECT USING ((EXISTS ( SELECT
   FROM access.kept_child k
  WHERE (k.id = guardian.child_id))));


--
-- Name: holder see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.holder FOR SELECT USING ((id = ANY (( SELECT access.any_role() AS any_role)::uuid[])));


--
-- Name: hours_page see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.hours_page FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: hours_plan see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.hours_plan FOR SELECT USING ((holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])));


--
-- Name: hours_rule see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.hours_rule FOR SELECT USING ((holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])));


--
-- Name: hours_snapshot see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.hours_snapshot FOR SELECT USING ((holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])));


--
-- Name: invitation see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.invitation FOR SELECT USING (((person_id = ( SELECT access.actor() AS actor)) OR (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[]))));


--
-- Name: kept_word see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.kept_word FOR SELECT USING ((((owner_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))) OR (was_shared AND (EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = kept_word.cycle_id) AND (c.trajectory_id = ANY (( SELECT access.coached_trajectories() AS coached_trajectories)::uuid[]))))))));


--
-- Name: learning_preference see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.learning_preference FOR SELECT USING ((((person_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['employee'::text]) AS holders)::uuid[]))) OR ((person_id = ANY (( SELECT access.coached_employees() AS coached_employees)::uuid[])) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['coach'::text]) AS holders)::uuid[])))));


--
-- Name: live_invitation see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.live_invitation FOR SELECT USING (((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) OR ((coach_id = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.watched_recordings() AS watched_recordings)::uuid[])))));


--
-- Name: location see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.location FOR SELECT USING ((holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])));


--
-- Name: look see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.look FOR SELECT USING (((( SELECT access.door() AS door) IS NULL) AND (EXISTS ( SELECT
   FROM public.feedback_moment m
  WHERE (m.id = look.moment_id)))));


--
-- Name: newcomer_list see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.newcomer_list FOR SELECT USING (((made_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))));


--
-- Name: office_played see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.office_played FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: parting see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.parting FOR SELECT USING ((trajectory_id = ANY (( SELECT access.own_trajectories() AS own_trajectories)::uuid[])));


--
-- Name: person see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.person FOR SELECT USING ((id = ANY (( SELECT access.people_met() AS people_met)::uuid[])));


--
-- Name: practice see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.practice FOR SELECT USING ((EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = practice.cycle_id) AND (c.trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[]))))));


--
-- Name: privacy_finding see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.privacy_finding FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: privacy_request see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.privacy_request FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: question_version see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.question_version FOR SELECT USING ((EXISTS ( SELECT
   FROM public.coach_question q
  WHERE (q.id = question_version.question_id))));


--
-- Name: recording see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.recording FOR SELECT USING ((id = ANY (( SELECT access.recordings() AS recordings)::uuid[])));


--
-- Name: recording_consent see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.recording_consent FOR SELECT USING (((person_id = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))));


--
-- Name: recording_extension see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.recording_extension FOR SELECT USING ((recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])));


--
-- Name: recording_lock see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.recording_lock FOR SELECT USING ((recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])));


--
-- Name: recording_share see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.recording_share FOR SELECT USING ((recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])));


--
-- Name: reopening see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.reopening FOR SELECT USING ((trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[])));


--
-- Name: reply see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.reply FOR SELECT USING (((( SELECT access.actor() AS actor) IS NOT NULL) AND (EXISTS ( SELECT
   FROM public.annotation a
  WHERE (a.id = reply.annotation_id)))));


--
-- Name: report see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.report FOR SELECT USING ((evaluation_id = ANY (( SELECT access.evaluations() AS evaluations)::uuid[])));


--
-- Name: report_approval see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.report_approval FOR SELECT USING ((EXISTS ( SELECT
   FROM public.report r
  WHERE (r.id = report_approval.report_id))));


--
-- Name: restore see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.restore FOR SELECT USING ((holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])));


--
-- Name: retention_clock see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.retention_clock FOR SELECT USING ((cardinality(( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)) > 0));


--
-- Name: retention_terms see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.retention_terms FOR SELECT USING ((holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[])));


--
-- Name: role_assignment see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.role_assignment FOR SELECT USING (((person_id = ( SELECT access.actor() AS actor)) OR (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[]))));


--
-- Name: roster see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.roster FOR SELECT USING ((recording_id = ANY (( SELECT access.rostered_recordings() AS rostered_recordings)::uuid[])));


--
-- Name: roster_child see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.roster_child FOR SELECT USING ((EXISTS ( SELECT
   FROM public.roster o
  WHERE (o.id = roster_child.roster_id))));


--
-- Name: safety_note see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.safety_note FOR SELECT USING ((((author_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[]))) OR (signal_id = ANY (( SELECT access.named_signals() AS named_signals)::uuid[]))));


--
-- Name: safety_officer see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.safety_officer FOR SELECT USING ((EXISTS ( SELECT
   FROM public.safety_signal s
  WHERE (s.id = safety_officer.signal_id))));


--
-- Name: safety_signal see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.safety_signal FOR SELECT USING ((((raised_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[]))) OR (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[]))));


--
-- Name: sharing_agreement see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.sharing_agreement FOR SELECT USING ((trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[])));


--
-- Name: sharing_agreement_yes see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.sharing_agreement_yes FOR SELECT USING ((EXISTS ( SELECT
   FROM public.sharing_agreement a
  WHERE (a.id = sharing_agreement_yes.agreement_id))));


--
-- Name: tablet see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.tablet FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: take see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.take FOR SELECT USING ((recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])));


--
-- Name: talk see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.talk FOR SELECT USING ((EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = talk.cycle_id) AND (c.trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[]))))));


--
-- Name: talk_note see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.talk_note FOR SELECT USING (((talk_id = ANY (( SELECT access.own_talks() AS own_talks)::uuid[])) OR ((talk_id = ANY (( SELECT access.coached_talks() AS coached_talks)::uuid[])) AND ((recording_id IS NULL) OR (approved_at IS NOT NULL) OR (recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[]))))));


--
-- Name: talk_opening see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.talk_opening FOR SELECT USING (((( SELECT access.door() AS door) IS NULL) AND (EXISTS ( SELECT
   FROM public.feedback_moment m
  WHERE (m.id = talk_opening.moment_id)))));


--
-- Name: team see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.team FOR SELECT USING (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])) OR (location_id = ANY (( SELECT access.locations(VARIADIC ARRAY['manager'::text, 'coach'::text]) AS locations)::uuid[])) OR (id = ANY (( SELECT access.own_teams() AS own_teams)::uuid[]))));


--
-- Name: team_member see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.team_member FOR SELECT USING (((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])) OR ((person_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.any_role() AS any_role)::uuid[]))) OR (EXISTS ( SELECT
   FROM public.team t
  WHERE ((t.id = team_member.team_id) AND (t.location_id = ANY (( SELECT access.locations(VARIADIC ARRAY['manager'::text]) AS locations)::uuid[])))))));


--
-- Name: trajectory see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.trajectory FOR SELECT USING ((id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[])));


--
-- Name: trajectory_coach see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.trajectory_coach FOR SELECT USING ((trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[])));


--
-- Name: trajectory_pause see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.trajectory_pause FOR SELECT USING ((trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[])));


--
-- Name: transparency_page see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.transparency_page FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: trim see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public."trim" FOR SELECT USING ((recording_id = ANY (( SELECT access.recordings() AS recordings)::uuid[])));


--
-- Name: upload see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.upload FOR SELECT USING (((created_by = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))));


--
-- Name: viewing see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.viewing FOR SELECT USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['data_protection_officer'::text]) AS holders)::uuid[])));


--
-- Name: voice_note see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.voice_note FOR SELECT USING (((id = ANY (( SELECT access.own_voice_notes() AS own_voice_notes)::uuid[])) OR (id = ANY (( SELECT access.heard_voice_notes() AS heard_voice_notes)::uuid[]))));


--
-- Name: work_point see; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see ON public.work_point FOR SELECT USING ((EXISTS ( SELECT
   FROM public.cycle c
  WHERE ((c.id = work_point.cycle_id) AND (c.trajectory_id = ANY (( SELECT access.trajectories() AS trajectories)::uuid[]))))));


--
-- Name: annotation see_live; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY see_live ON public.annotation FOR SELECT USING (((author_id = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.watched_recordings() AS watched_recordings)::uuid[]))));


--
-- Name: server_state; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.server_state ENABLE ROW LEVEL SECURITY;

--
-- Name: coaching_entry settle; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY settle ON public.coaching_entry FOR UPDATE USING ((((coach_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['coach'::text]) AS holders)::uuid[]))) OR ((cycle_id IS NULL) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))))) WITH CHECK ((((coach_id = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['coach'::text]) AS holders)::uuid[]))) OR ((replaced_at IS NOT NULL) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])))));


--
-- Name: consent_basis settle; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY settle ON public.consent_basis FOR INSERT WITH CHECK (((set_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))));


--
-- Name: holder settle; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY settle ON public.holder FOR UPDATE USING ((id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: retention_terms settle; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY settle ON public.retention_terms FOR INSERT WITH CHECK (((set_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))));


--
-- Name: recording_share share; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY share ON public.recording_share FOR INSERT WITH CHECK (((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])) AND (NOT (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = recording_share.recording_id) AND (r.angle_of IS NOT NULL)))))));


--
-- Name: sharing_agreement; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.sharing_agreement ENABLE ROW LEVEL SECURITY;

--
-- Name: sharing_agreement_yes; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.sharing_agreement_yes ENABLE ROW LEVEL SECURITY;

--
-- Name: hours_page shut; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY shut ON public.hours_page FOR UPDATE USING ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])));


--
-- Name: trajectory steer; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY steer ON public.trajectory FOR UPDATE USING ((employee_id = ( SELECT access.actor() AS actor))) WITH CHECK ((employee_id = ( SELECT access.actor() AS actor)));


--
-- Name: storage_finding; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.storage_finding ENABLE ROW LEVEL SECURITY;

--
-- Name: login_session tablet; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY tablet ON public.login_session FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'tablet'::text) AND (tablet_id IS NOT NULL)));


--
-- Name: tablet; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.tablet ENABLE ROW LEVEL SECURITY;

--
-- Name: take; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.take ENABLE ROW LEVEL SECURITY;

--
-- Name: invitation take_back; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY take_back ON public.invitation FOR UPDATE USING (((used_at IS NULL) AND (replaced_at IS NULL) AND (person_id = ( SELECT access.actor() AS actor)))) WITH CHECK ((person_id = ( SELECT access.actor() AS actor)));


--
-- Name: recording_consent take_back; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY take_back ON public.recording_consent FOR UPDATE USING (((person_id = ( SELECT access.actor() AS actor)) AND (recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))));


--
-- Name: newcomer_list take_over; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY take_over ON public.newcomer_list FOR UPDATE USING (((made_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[]))));


--
-- Name: talk; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.talk ENABLE ROW LEVEL SECURITY;

--
-- Name: talk_note; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.talk_note ENABLE ROW LEVEL SECURITY;

--
-- Name: talk_opening; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.talk_opening ENABLE ROW LEVEL SECURITY;

--
-- Name: team; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.team ENABLE ROW LEVEL SECURITY;

--
-- Name: team_member; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.team_member ENABLE ROW LEVEL SECURITY;

--
-- Name: practice tell; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY tell ON public.practice FOR INSERT WITH CHECK (((employee_id = ( SELECT access.actor() AS actor)) AND (cycle_id = ANY (( SELECT access.own_cycles() AS own_cycles)::uuid[])) AND (EXISTS ( SELECT
   FROM public.work_point w
  WHERE ((w.id = practice.work_point_id) AND (w.cycle_id = practice.cycle_id) AND (w.holder_id = practice.holder_id))))));


--
-- Name: restore thaw; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY thaw ON public.restore FOR UPDATE USING (((( SELECT access.door() AS door) = 'retain'::text) AND (confirmed_at IS NULL))) WITH CHECK (((( SELECT access.door() AS door) = 'retain'::text) AND (confirmed_at IS NULL)));


--
-- Name: trajectory; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.trajectory ENABLE ROW LEVEL SECURITY;

--
-- Name: trajectory_coach; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.trajectory_coach ENABLE ROW LEVEL SECURITY;

--
-- Name: trajectory_pause; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.trajectory_pause ENABLE ROW LEVEL SECURITY;

--
-- Name: transparency_page; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.transparency_page ENABLE ROW LEVEL SECURITY;

--
-- Name: trim; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public."trim" ENABLE ROW LEVEL SECURITY;

--
-- Name: role_assignment unengaged; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY unengaged ON public.role_assignment AS RESTRICTIVE FOR INSERT WITH CHECK ((engagement_id IS NULL));


--
-- Name: upload; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.upload ENABLE ROW LEVEL SECURITY;

--
-- Name: invitation use_up; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY use_up ON public.invitation FOR UPDATE USING ((( SELECT access.door() AS door) = 'link'::text));


--
-- Name: viewing; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.viewing ENABLE ROW LEVEL SECURITY;

--
-- Name: voice_note; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.voice_note ENABLE ROW LEVEL SECURITY;

--
-- Name: voice_note_key; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.voice_note_key ENABLE ROW LEVEL SECURITY;

--
-- Name: access_log watch; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY watch ON public.access_log FOR INSERT WITH CHECK (((( SELECT access.door() AS door) = 'watch'::text) AND (action = 'watch_end'::text) AND (EXISTS ( SELECT
   FROM (public.live_invitation i
     JOIN public.recording r ON ((r.id = i.recording_id)))
  WHERE ((i.recording_id = access_log.recording_id) AND ((i.coach_id)::text = access_log.actor) AND (r.owner_id = access_log.owner_id) AND (r.holder_id = access_log.holder_id))))));


--
-- Name: live_invitation watch; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY watch ON public.live_invitation FOR SELECT USING ((( SELECT access.door() AS door) = 'watch'::text));


--
-- Name: recording watch; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY watch ON public.recording FOR SELECT USING ((id = ANY (( SELECT access.watched_recordings() AS watched_recordings)::uuid[])));


--
-- Name: take watch; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY watch ON public.take FOR SELECT USING ((recording_id = ANY (( SELECT access.watched_recordings() AS watched_recordings)::uuid[])));


--
-- Name: watch_token watch; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY watch ON public.watch_token FOR SELECT USING ((( SELECT access.door() AS door) = 'watch'::text));


--
-- Name: watch_token; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.watch_token ENABLE ROW LEVEL SECURITY;

--
-- Name: live_invitation withdraw; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY withdraw ON public.live_invitation FOR UPDATE USING ((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])));


--
-- Name: recording_share withdraw; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY withdraw ON public.recording_share FOR UPDATE USING ((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[])));


--
-- Name: watch_token withdraw; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY withdraw ON public.watch_token USING ((recording_id = ANY (( SELECT access.owned_recordings() AS owned_recordings)::uuid[]))) WITH CHECK (false);


--
-- Name: question_version word; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY word ON public.question_version FOR INSERT WITH CHECK (((author_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.coach_question q
  WHERE ((q.id = question_version.question_id) AND (q.holder_id = question_version.holder_id) AND ((question_version.accepted_at IS NULL) OR (q.employee_id = ( SELECT access.actor() AS actor))))))));


--
-- Name: work_point; Type: ROW SECURITY; Schema: public; Owner: terugblik_owner
--

ALTER TABLE public.work_point ENABLE ROW LEVEL SECURITY;

--
-- Name: access_log write; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write ON public.access_log FOR INSERT WITH CHECK ((((actor = (( SELECT access.actor() AS actor))::text) OR (actor = ('system:'::text || ( SELECT access.door() AS door)))) AND (EXISTS ( SELECT
   FROM public.recording r
  WHERE ((r.id = access_log.recording_id) AND (r.owner_id = access_log.owner_id) AND (r.holder_id = access_log.holder_id))))));


--
-- Name: administration_log write; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write ON public.administration_log FOR INSERT WITH CHECK (((actor = (( SELECT access.actor() AS actor))::text) AND ((holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text]) AS holders)::uuid[])) OR ((act = 'link_taken_back'::text) AND (person_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.person p
  WHERE ((p.id = administration_log.person_id) AND (p.holder_id = administration_log.holder_id))))))));


--
-- Name: breach_entry write; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write ON public.breach_entry FOR INSERT WITH CHECK (((written_by = ( SELECT access.actor() AS actor)) AND (holder_id = ANY (( SELECT access.holders(VARIADIC ARRAY['administrator'::text, 'data_protection_officer'::text]) AS holders)::uuid[]))));


--
-- Name: office_played write; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write ON public.office_played FOR INSERT WITH CHECK (((person_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM access.office_films() f(recording_id, main_id, holder_id, owner_id, generation, duration_ms, recorded_at, cause, cause_id, closes_at)
  WHERE ((f.recording_id = office_played.recording_id) AND (f.cause = office_played.cause) AND (f.cause_id = office_played.cause_id) AND (f.holder_id = office_played.holder_id))))));


--
-- Name: safety_note write; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write ON public.safety_note FOR INSERT WITH CHECK (((author_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.safety_signal s
  WHERE ((s.id = safety_note.signal_id) AND (s.holder_id = safety_note.holder_id))))));


--
-- Name: talk_note write; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write ON public.talk_note FOR INSERT WITH CHECK (((author_id = ( SELECT access.actor() AS actor)) AND (EXISTS ( SELECT
   FROM public.talk t
  WHERE ((t.id = talk_note.talk_id) AND (t.holder_id = talk_note.holder_id)))) AND ((talk_id = ANY (( SELECT access.own_talks() AS own_talks)::uuid[])) OR ((talk_id = ANY (( SELECT access.coached_talks() AS coached_talks)::uuid[])) AND (approved_at IS NULL) AND ((recording_id IS NULL) OR (recording_id = ANY (( SELECT access.coached_recordings() AS coached_recordings)::uuid[])))))));


--
-- Name: recording write_media; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write_media ON public.recording FOR UPDATE USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'finalise'::text, 'transcode'::text])));


--
-- Name: take write_media; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write_media ON public.take FOR UPDATE USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'finalise'::text])));


--
-- Name: upload write_media; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write_media ON public.upload FOR UPDATE USING ((( SELECT access.door() AS door) = ANY (ARRAY['ingest'::text, 'finalise'::text, 'transcode'::text, 'erase'::text])));


--
-- Name: access_log write_report; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write_report ON public.access_log FOR INSERT WITH CHECK (((recording_id IS NULL) AND (actor = (( SELECT access.actor() AS actor))::text) AND (EXISTS ( SELECT
   FROM ((public.report r
     JOIN public.evaluation e ON ((e.id = r.evaluation_id)))
     JOIN public.trajectory t ON ((t.id = e.trajectory_id)))
  WHERE ((r.id = access_log.report_id) AND (t.employee_id = access_log.owner_id) AND (r.holder_id = access_log.holder_id))))));


--
-- Name: annotation write_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write_trim ON public.annotation FOR UPDATE USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: feedback_moment write_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write_trim ON public.feedback_moment FOR UPDATE USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: recording write_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write_trim ON public.recording FOR UPDATE USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: recording_key write_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write_trim ON public.recording_key FOR UPDATE USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: take write_trim; Type: POLICY; Schema: public; Owner: terugblik_owner
--

CREATE POLICY write_trim ON public.take FOR UPDATE USING ((( SELECT access.door() AS door) = 'trim'::text));


--
-- Name: SCHEMA access; Type: ACL; Schema: -; Owner: terugblik_owner
--

GRANT USAGE ON SCHEMA access TO terugblik_app;


--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner
--

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO terugblik_app;


--
-- Name: FUNCTION absent_coaches(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.absent_coaches() FROM PUBLIC;
GRANT ALL ON FUNCTION access.absent_coaches() TO terugblik_app;


--
-- Name: FUNCTION accept_engagement(secret bytea, role_id uuid, line_id uuid, at timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.accept_engagement(secret bytea, role_id uuid, line_id uuid, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.accept_engagement(secret bytea, role_id uuid, line_id uuid, at timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION accountability(of_place uuid, after_place uuid, after_person uuid, most integer); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.accountability(of_place uuid, after_place uuid, after_person uuid, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.accountability(of_place uuid, after_place uuid, after_person uuid, most integer) TO terugblik_app;


--
-- Name: FUNCTION actor(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.actor() FROM PUBLIC;
GRANT ALL ON FUNCTION access.actor() TO terugblik_app;


--
-- Name: FUNCTION answer(question text, ids uuid[]); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.answer(question text, ids uuid[]) FROM PUBLIC;


--
-- Name: FUNCTION answered(question text); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.answered(question text) FROM PUBLIC;


--
-- Name: FUNCTION answered_evaluations(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.answered_evaluations() FROM PUBLIC;
GRANT ALL ON FUNCTION access.answered_evaluations() TO terugblik_app;


--
-- Name: FUNCTION any_role(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.any_role() FROM PUBLIC;
GRANT ALL ON FUNCTION access.any_role() TO terugblik_app;


--
-- Name: FUNCTION approved_reports(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.approved_reports() FROM PUBLIC;
GRANT ALL ON FUNCTION access.approved_reports() TO terugblik_app;


--
-- Name: FUNCTION as_role(role text); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.as_role(role text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.as_role(role text) TO terugblik_app;


--
-- Name: FUNCTION asking(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.asking() FROM PUBLIC;


--
-- Name: FUNCTION at_tablet(device uuid, among uuid[]); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.at_tablet(device uuid, among uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.at_tablet(device uuid, among uuid[]) TO terugblik_app;


--
-- Name: FUNCTION attended_entries(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.attended_entries() FROM PUBLIC;
GRANT ALL ON FUNCTION access.attended_entries() TO terugblik_app;


--
-- Name: FUNCTION attendee_counts(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.attendee_counts() FROM PUBLIC;


--
-- Name: FUNCTION audit_mismatches(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.audit_mismatches() FROM PUBLIC;
GRANT ALL ON FUNCTION access.audit_mismatches() TO terugblik_app;


--
-- Name: FUNCTION basis_of(wanted uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.basis_of(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.basis_of(wanted uuid) TO terugblik_app;


--
-- Name: FUNCTION begin_engaged(secret bytea, new_id uuid, given text, prefix text, family text, hash text, at timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.begin_engaged(secret bytea, new_id uuid, given text, prefix text, family text, hash text, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.begin_engaged(secret bytea, new_id uuid, given text, prefix text, family text, hash text, at timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION begins_at_open_place(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.begins_at_open_place() FROM PUBLIC;


--
-- Name: FUNCTION care_groups(VARIADIC roles text[]); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.care_groups(VARIADIC roles text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.care_groups(VARIADIC roles text[]) TO terugblik_app;


--
-- Name: FUNCTION child_out_of_the_way(of_recording uuid, child uuid, since timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.child_out_of_the_way(of_recording uuid, child uuid, since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.child_out_of_the_way(of_recording uuid, child uuid, since timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION closed(place uuid, of_group uuid, of_team uuid, of_centre uuid, on_day date); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.closed(place uuid, of_group uuid, of_team uuid, of_centre uuid, on_day date) FROM PUBLIC;


--
-- Name: FUNCTION coached_cycles(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.coached_cycles() FROM PUBLIC;
GRANT ALL ON FUNCTION access.coached_cycles() TO terugblik_app;


--
-- Name: FUNCTION coached_employees(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.coached_employees() FROM PUBLIC;
GRANT ALL ON FUNCTION access.coached_employees() TO terugblik_app;


--
-- Name: FUNCTION coached_evaluations(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.coached_evaluations() FROM PUBLIC;
GRANT ALL ON FUNCTION access.coached_evaluations() TO terugblik_app;


--
-- Name: FUNCTION coached_moments(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.coached_moments() FROM PUBLIC;
GRANT ALL ON FUNCTION access.coached_moments() TO terugblik_app;


--
-- Name: FUNCTION coached_questions(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.coached_questions() FROM PUBLIC;
GRANT ALL ON FUNCTION access.coached_questions() TO terugblik_app;


--
-- Name: FUNCTION coached_recordings(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.coached_recordings() FROM PUBLIC;
GRANT ALL ON FUNCTION access.coached_recordings() TO terugblik_app;


--
-- Name: FUNCTION coached_talks(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.coached_talks() FROM PUBLIC;
GRANT ALL ON FUNCTION access.coached_talks() TO terugblik_app;


--
-- Name: FUNCTION coached_trajectories(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.coached_trajectories() FROM PUBLIC;
GRANT ALL ON FUNCTION access.coached_trajectories() TO terugblik_app;


--
-- Name: FUNCTION coaching_at_stake(somebody uuid, of_holder uuid, as_role text, place uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.coaching_at_stake(somebody uuid, of_holder uuid, as_role text, place uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.coaching_at_stake(somebody uuid, of_holder uuid, as_role text, place uuid) TO terugblik_app;


--
-- Name: FUNCTION consent_stands(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.consent_stands() FROM PUBLIC;


--
-- Name: TABLE coaching_entry; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.coaching_entry TO terugblik_app;


--
-- Name: COLUMN coaching_entry.confirmed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(confirmed_at) ON TABLE public.coaching_entry TO terugblik_app;


--
-- Name: COLUMN coaching_entry.replaced_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(replaced_at) ON TABLE public.coaching_entry TO terugblik_app;


--
-- Name: FUNCTION count_entry(of_entry public.coaching_entry, sign integer); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.count_entry(of_entry public.coaching_entry, sign integer) FROM PUBLIC;


--
-- Name: FUNCTION count_minutes(of_entry public.coaching_entry, for_centre uuid, more bigint); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.count_minutes(of_entry public.coaching_entry, for_centre uuid, more bigint) FROM PUBLIC;


--
-- Name: FUNCTION count_reached(of_entry public.coaching_entry, who uuid, sign integer); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.count_reached(of_entry public.coaching_entry, who uuid, sign integer) FROM PUBLIC;


--
-- Name: FUNCTION counts(of_entry public.coaching_entry); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.counts(of_entry public.coaching_entry) FROM PUBLIC;


--
-- Name: FUNCTION cut_for_task(of_task uuid, ids uuid[], recordings uuid[], starts bigint[], ends bigint[], at timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.cut_for_task(of_task uuid, ids uuid[], recordings uuid[], starts bigint[], ends bigint[], at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.cut_for_task(of_task uuid, ids uuid[], recordings uuid[], starts bigint[], ends bigint[], at timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION cut_since(of_recording uuid, since timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.cut_since(of_recording uuid, since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.cut_since(of_recording uuid, since timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION door(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.door() FROM PUBLIC;
GRANT ALL ON FUNCTION access.door() TO terugblik_app;


--
-- Name: FUNCTION end_cut_task(of_task uuid, at timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.end_cut_task(of_task uuid, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_cut_task(of_task uuid, at timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION end_tablet(wanted uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.end_tablet(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_tablet(wanted uuid) TO terugblik_app;


--
-- Name: FUNCTION engaged_coaches(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.engaged_coaches() FROM PUBLIC;
GRANT ALL ON FUNCTION access.engaged_coaches() TO terugblik_app;


--
-- Name: TABLE engagement; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.engagement TO terugblik_app;


--
-- Name: COLUMN engagement.contract_reference; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(contract_reference) ON TABLE public.engagement TO terugblik_app;


--
-- Name: COLUMN engagement.processor_agreement_on; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(processor_agreement_on) ON TABLE public.engagement TO terugblik_app;


--
-- Name: COLUMN engagement.until_day; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(until_day) ON TABLE public.engagement TO terugblik_app;


--
-- Name: COLUMN engagement.token_hash; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(token_hash) ON TABLE public.engagement TO terugblik_app;


--
-- Name: COLUMN engagement.token_expires_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(token_expires_at) ON TABLE public.engagement TO terugblik_app;


--
-- Name: COLUMN engagement.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.engagement TO terugblik_app;


--
-- Name: COLUMN engagement.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.engagement TO terugblik_app;


--
-- Name: FUNCTION engaged_from(e public.engagement); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.engaged_from(e public.engagement) FROM PUBLIC;


--
-- Name: FUNCTION engaged_until(e public.engagement); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.engaged_until(e public.engagement) FROM PUBLIC;


--
-- Name: FUNCTION entry_counts(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.entry_counts() FROM PUBLIC;


--
-- Name: FUNCTION evaluations(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.evaluations() FROM PUBLIC;
GRANT ALL ON FUNCTION access.evaluations() TO terugblik_app;


--
-- Name: FUNCTION filmed(of_child uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.filmed(of_child uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.filmed(of_child uuid) TO terugblik_app;


--
-- Name: FUNCTION films_on(device uuid, who uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.films_on(device uuid, who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.films_on(device uuid, who uuid) TO terugblik_app;


--
-- Name: FUNCTION "freeze"(signal uuid, at timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access."freeze"(signal uuid, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access."freeze"(signal uuid, at timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION frozen_since(of_recording uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.frozen_since(of_recording uuid) FROM PUBLIC;


--
-- Name: FUNCTION guests(of_holder uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.guests(of_holder uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.guests(of_holder uuid) TO terugblik_app;


--
-- Name: FUNCTION has_film(of_recording uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.has_film(of_recording uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.has_film(of_recording uuid) TO terugblik_app;


--
-- Name: FUNCTION have_password(people uuid[]); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.have_password(people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.have_password(people uuid[]) TO terugblik_app;


--
-- Name: FUNCTION heard_voice_notes(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.heard_voice_notes() FROM PUBLIC;
GRANT ALL ON FUNCTION access.heard_voice_notes() TO terugblik_app;


--
-- Name: FUNCTION hold_for_lock(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.hold_for_lock() FROM PUBLIC;


--
-- Name: FUNCTION holders(VARIADIC roles text[]); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.holders(VARIADIC roles text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.holders(VARIADIC roles text[]) TO terugblik_app;


--
-- Name: FUNCTION hours_cover(for_holder uuid, in_year integer); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.hours_cover(for_holder uuid, in_year integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.hours_cover(for_holder uuid, in_year integer) TO terugblik_app;


--
-- Name: FUNCTION hours_people(for_holder uuid, in_year integer, missing boolean, find text, after uuid, most integer); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.hours_people(for_holder uuid, in_year integer, missing boolean, find text, after uuid, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.hours_people(for_holder uuid, in_year integer, missing boolean, find text, after uuid, most integer) TO terugblik_app;


--
-- Name: FUNCTION hours_realised(for_holder uuid, in_year integer); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.hours_realised(for_holder uuid, in_year integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.hours_realised(for_holder uuid, in_year integer) TO terugblik_app;


--
-- Name: FUNCTION hours_shown(by_token text); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.hours_shown(by_token text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.hours_shown(by_token text) TO terugblik_app;


--
-- Name: FUNCTION invited(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.invited() FROM PUBLIC;
GRANT ALL ON FUNCTION access.invited() TO terugblik_app;


--
-- Name: FUNCTION keep_filmed(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.keep_filmed() FROM PUBLIC;


--
-- Name: FUNCTION keep_lock(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.keep_lock() FROM PUBLIC;


--
-- Name: FUNCTION keep_roster(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.keep_roster() FROM PUBLIC;


--
-- Name: FUNCTION kept_groups(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.kept_groups() FROM PUBLIC;
GRANT ALL ON FUNCTION access.kept_groups() TO terugblik_app;


--
-- Name: FUNCTION lapsed_voice_notes(draft timestamp with time zone, ended timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.lapsed_voice_notes(draft timestamp with time zone, ended timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.lapsed_voice_notes(draft timestamp with time zone, ended timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION last_contacts(of_trajectories uuid[]); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.last_contacts(of_trajectories uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.last_contacts(of_trajectories uuid[]) TO terugblik_app;


--
-- Name: FUNCTION left_cycles(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.left_cycles() FROM PUBLIC;
GRANT ALL ON FUNCTION access.left_cycles() TO terugblik_app;


--
-- Name: FUNCTION left_holders(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.left_holders() FROM PUBLIC;
GRANT ALL ON FUNCTION access.left_holders() TO terugblik_app;


--
-- Name: FUNCTION left_trajectories(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.left_trajectories() FROM PUBLIC;
GRANT ALL ON FUNCTION access.left_trajectories() TO terugblik_app;


--
-- Name: FUNCTION link_makers(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.link_makers() FROM PUBLIC;
GRANT ALL ON FUNCTION access.link_makers() TO terugblik_app;


--
-- Name: FUNCTION live_reminders(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.live_reminders() FROM PUBLIC;
GRANT ALL ON FUNCTION access.live_reminders() TO terugblik_app;


--
-- Name: FUNCTION locations(VARIADIC roles text[]); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.locations(VARIADIC roles text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.locations(VARIADIC roles text[]) TO terugblik_app;


--
-- Name: FUNCTION lock_filmed(of_child uuid, days integer, at timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.lock_filmed(of_child uuid, days integer, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.lock_filmed(of_child uuid, days integer, at timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION locked(of_recording uuid, why text, cause uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.locked(of_recording uuid, why text, cause uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.locked(of_recording uuid, why text, cause uuid) TO terugblik_app;


--
-- Name: FUNCTION lost_uploads(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.lost_uploads() FROM PUBLIC;
GRANT ALL ON FUNCTION access.lost_uploads() TO terugblik_app;


--
-- Name: FUNCTION managers_of(employee uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.managers_of(employee uuid) FROM PUBLIC;


--
-- Name: FUNCTION manages(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.manages() FROM PUBLIC;


--
-- Name: FUNCTION manages_me(somebody uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.manages_me(somebody uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.manages_me(somebody uuid) TO terugblik_app;


--
-- Name: FUNCTION may_be_named(signal uuid, candidate uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.may_be_named(signal uuid, candidate uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.may_be_named(signal uuid, candidate uuid) TO terugblik_app;


--
-- Name: FUNCTION named_signals(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.named_signals() FROM PUBLIC;
GRANT ALL ON FUNCTION access.named_signals() TO terugblik_app;


--
-- Name: FUNCTION office_films(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.office_films() FROM PUBLIC;
GRANT ALL ON FUNCTION access.office_films() TO terugblik_app;


--
-- Name: FUNCTION office_people(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.office_people() FROM PUBLIC;
GRANT ALL ON FUNCTION access.office_people() TO terugblik_app;


--
-- Name: FUNCTION open_cuts(of_recording uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.open_cuts(of_recording uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.open_cuts(of_recording uuid) TO terugblik_app;


--
-- Name: FUNCTION opened_marks(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.opened_marks() FROM PUBLIC;
GRANT ALL ON FUNCTION access.opened_marks() TO terugblik_app;


--
-- Name: FUNCTION own_coaches(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.own_coaches() FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_coaches() TO terugblik_app;


--
-- Name: FUNCTION own_cycles(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.own_cycles() FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_cycles() TO terugblik_app;


--
-- Name: FUNCTION own_moments(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.own_moments() FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_moments() TO terugblik_app;


--
-- Name: FUNCTION own_signals(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.own_signals() FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_signals() TO terugblik_app;


--
-- Name: FUNCTION own_talks(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.own_talks() FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_talks() TO terugblik_app;


--
-- Name: FUNCTION own_teams(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.own_teams() FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_teams() TO terugblik_app;


--
-- Name: FUNCTION own_trajectories(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.own_trajectories() FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_trajectories() TO terugblik_app;


--
-- Name: FUNCTION own_voice_notes(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.own_voice_notes() FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_voice_notes() TO terugblik_app;


--
-- Name: FUNCTION owned_recordings(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.owned_recordings() FROM PUBLIC;
GRANT ALL ON FUNCTION access.owned_recordings() TO terugblik_app;


--
-- Name: FUNCTION part_managers(of_person uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.part_managers(of_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.part_managers(of_person uuid) TO terugblik_app;


--
-- Name: FUNCTION partings_since(since timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.partings_since(since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.partings_since(since timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION people(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.people() FROM PUBLIC;
GRANT ALL ON FUNCTION access.people() TO terugblik_app;


--
-- Name: FUNCTION people_at(places uuid[], VARIADIC roles text[]); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.people_at(places uuid[], VARIADIC roles text[]) FROM PUBLIC;


--
-- Name: FUNCTION people_met(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.people_met() FROM PUBLIC;
GRANT ALL ON FUNCTION access.people_met() TO terugblik_app;


--
-- Name: FUNCTION recorded_at(recording uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.recorded_at(recording uuid) FROM PUBLIC;


--
-- Name: FUNCTION recordings(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.recordings() FROM PUBLIC;
GRANT ALL ON FUNCTION access.recordings() TO terugblik_app;


--
-- Name: FUNCTION recordings_of_child(of_child uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.recordings_of_child(of_child uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.recordings_of_child(of_child uuid) TO terugblik_app;


--
-- Name: FUNCTION recordings_of_person(employee uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.recordings_of_person(employee uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.recordings_of_person(employee uuid) TO terugblik_app;


--
-- Name: FUNCTION recordings_on(employee uuid, of_holder uuid, on_day date); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.recordings_on(employee uuid, of_holder uuid, on_day date) FROM PUBLIC;


--
-- Name: FUNCTION refuse_frozen(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.refuse_frozen() FROM PUBLIC;


--
-- Name: FUNCTION rostered_children(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.rostered_children() FROM PUBLIC;
GRANT ALL ON FUNCTION access.rostered_children() TO terugblik_app;


--
-- Name: FUNCTION rostered_recordings(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.rostered_recordings() FROM PUBLIC;
GRANT ALL ON FUNCTION access.rostered_recordings() TO terugblik_app;


--
-- Name: FUNCTION second_person(emergency uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.second_person(emergency uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.second_person(emergency uuid) TO terugblik_app;


--
-- Name: FUNCTION settle_restore(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.settle_restore() FROM PUBLIC;


--
-- Name: FUNCTION settled(of_holder uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.settled(of_holder uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.settled(of_holder uuid) TO terugblik_app;


--
-- Name: FUNCTION share_counts(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.share_counts() FROM PUBLIC;


--
-- Name: FUNCTION tablet_at(token bytea); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.tablet_at(token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION access.tablet_at(token bytea) TO terugblik_app;


--
-- Name: FUNCTION tablet_people(token bytea); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.tablet_people(token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION access.tablet_people(token bytea) TO terugblik_app;


--
-- Name: FUNCTION task_cameras(of_task uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.task_cameras(of_task uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.task_cameras(of_task uuid) TO terugblik_app;


--
-- Name: FUNCTION tell_emergency(emergency uuid, act text, at timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.tell_emergency(emergency uuid, act text, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.tell_emergency(emergency uuid, act text, at timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION tell_granted(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.tell_granted() FROM PUBLIC;


--
-- Name: FUNCTION tell_owner(line uuid, act text, recording uuid, said text, at timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.tell_owner(line uuid, act text, recording uuid, said text, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.tell_owner(line uuid, act text, recording uuid, said text, at timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION tell_viewing(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.tell_viewing() FROM PUBLIC;


--
-- Name: FUNCTION trajectories(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.trajectories() FROM PUBLIC;
GRANT ALL ON FUNCTION access.trajectories() TO terugblik_app;


--
-- Name: FUNCTION transparency(address text); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.transparency(address text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.transparency(address text) TO terugblik_app;


--
-- Name: FUNCTION unfreeze(signal uuid, at timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.unfreeze(signal uuid, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.unfreeze(signal uuid, at timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION unowned(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.unowned() FROM PUBLIC;
GRANT ALL ON FUNCTION access.unowned() TO terugblik_app;


--
-- Name: FUNCTION unplaced_entries(for_holder uuid, in_year integer); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.unplaced_entries(for_holder uuid, in_year integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.unplaced_entries(for_holder uuid, in_year integer) TO terugblik_app;


--
-- Name: FUNCTION untouched(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.untouched() FROM PUBLIC;
GRANT ALL ON FUNCTION access.untouched() TO terugblik_app;


--
-- Name: FUNCTION watched_recordings(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.watched_recordings() FROM PUBLIC;
GRANT ALL ON FUNCTION access.watched_recordings() TO terugblik_app;


--
-- Name: FUNCTION who_saw(person uuid, recordings uuid[], since timestamp with time zone, until timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.who_saw(person uuid, recordings uuid[], since timestamp with time zone, until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.who_saw(person uuid, recordings uuid[], since timestamp with time zone, until timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION whole_holders(VARIADIC roles text[]); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.whole_holders(VARIADIC roles text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.whole_holders(VARIADIC roles text[]) TO terugblik_app;


--
-- Name: FUNCTION within_engagement(engaged uuid, until timestamp with time zone); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.within_engagement(engaged uuid, until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.within_engagement(engaged uuid, until timestamp with time zone) TO terugblik_app;


--
-- Name: FUNCTION work_places(for_holder uuid, people uuid[], on_day date); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.work_places(for_holder uuid, people uuid[], on_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION access.work_places(for_holder uuid, people uuid[], on_day date) TO terugblik_app;


--
-- Name: FUNCTION worked(for_holder uuid, in_year integer); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.worked(for_holder uuid, in_year integer) FROM PUBLIC;


--
-- Name: FUNCTION working(holder uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.working(holder uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.working(holder uuid) TO terugblik_app;


--
-- Name: FUNCTION workplaces(); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.workplaces() FROM PUBLIC;
GRANT ALL ON FUNCTION access.workplaces() TO terugblik_app;


--
-- Name: FUNCTION works_elsewhere(somebody uuid, keeper uuid); Type: ACL; Schema: access; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION access.works_elsewhere(somebody uuid, keeper uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.works_elsewhere(somebody uuid, keeper uuid) TO terugblik_app;


--
-- Name: TABLE audit_entry; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT ON TABLE public.audit_entry TO terugblik_app;


--
-- Name: FUNCTION add(e public.audit_entry); Type: ACL; Schema: audit; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION audit.add(e public.audit_entry) FROM PUBLIC;


--
-- Name: FUNCTION append(); Type: ACL; Schema: audit; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION audit.append() FROM PUBLIC;


--
-- Name: FUNCTION content(e public.audit_entry); Type: ACL; Schema: audit; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION audit.content(e public.audit_entry) FROM PUBLIC;


--
-- Name: FUNCTION refuse(); Type: ACL; Schema: audit; Owner: terugblik_owner
--

REVOKE ALL ON FUNCTION audit.refuse() FROM PUBLIC;


--
-- Name: TABLE centre; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.centre TO terugblik_app;


--
-- Name: COLUMN centre.name; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(name) ON TABLE public.centre TO terugblik_app;


--
-- Name: COLUMN centre.kind; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(kind) ON TABLE public.centre TO terugblik_app;


--
-- Name: COLUMN centre.lrk_number; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(lrk_number) ON TABLE public.centre TO terugblik_app;


--
-- Name: COLUMN centre.registered_from; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(registered_from) ON TABLE public.centre TO terugblik_app;


--
-- Name: COLUMN centre.registered_until; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(registered_until) ON TABLE public.centre TO terugblik_app;


--
-- Name: COLUMN centre.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.centre TO terugblik_app;


--
-- Name: TABLE location; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.location TO terugblik_app;


--
-- Name: COLUMN location.name; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(name) ON TABLE public.location TO terugblik_app;


--
-- Name: COLUMN location.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.location TO terugblik_app;


--
-- Name: COLUMN location.until_day; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(until_day) ON TABLE public.location TO terugblik_app;


--
-- Name: TABLE centre_days; Type: ACL; Schema: access; Owner: terugblik_owner
--

GRANT SELECT ON TABLE access.centre_days TO terugblik_app;


--
-- Name: TABLE entry_attendee; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.entry_attendee TO terugblik_app;


--
-- Name: TABLE entry_share; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.entry_share TO terugblik_app;


--
-- Name: TABLE child; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.child TO terugblik_app;


--
-- Name: COLUMN child.group_id; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(group_id) ON TABLE public.child TO terugblik_app;


--
-- Name: COLUMN child.name; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(name) ON TABLE public.child TO terugblik_app;


--
-- Name: COLUMN child.left_on; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(left_on) ON TABLE public.child TO terugblik_app;


--
-- Name: COLUMN child.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.child TO terugblik_app;


--
-- Name: TABLE kept_child; Type: ACL; Schema: access; Owner: terugblik_owner
--

GRANT SELECT ON TABLE access.kept_child TO terugblik_app;


--
-- Name: TABLE access_log; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.access_log TO terugblik_app;


--
-- Name: TABLE access_token; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.access_token TO terugblik_app;


--
-- Name: TABLE administration_log; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.administration_log TO terugblik_app;


--
-- Name: TABLE angle; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.angle TO terugblik_app;


--
-- Name: COLUMN angle.name; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(name) ON TABLE public.angle TO terugblik_app;


--
-- Name: COLUMN angle.found_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(found_ms) ON TABLE public.angle TO terugblik_app;


--
-- Name: COLUMN angle.placed; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(placed) ON TABLE public.angle TO terugblik_app;


--
-- Name: COLUMN angle.confidence; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(confidence) ON TABLE public.angle TO terugblik_app;


--
-- Name: COLUMN angle.placed_for; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(placed_for) ON TABLE public.angle TO terugblik_app;


--
-- Name: COLUMN angle.hand_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(hand_ms) ON TABLE public.angle TO terugblik_app;


--
-- Name: TABLE annotation; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.start_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(start_ms) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.end_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(end_ms) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.kind; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(kind) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.text; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(text) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.codes; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(codes) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.subject; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(subject) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.answers_id; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(answers_id) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.shapes; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(shapes) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.visibility; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(visibility) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.annotation TO terugblik_app;


--
-- Name: COLUMN annotation.updated_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(updated_at) ON TABLE public.annotation TO terugblik_app;


--
-- Name: TABLE breach_entry; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.breach_entry TO terugblik_app;


--
-- Name: TABLE care_group; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.care_group TO terugblik_app;


--
-- Name: COLUMN care_group.name; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(name) ON TABLE public.care_group TO terugblik_app;


--
-- Name: COLUMN care_group.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.care_group TO terugblik_app;


--
-- Name: COLUMN care_group.until_day; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(until_day) ON TABLE public.care_group TO terugblik_app;


--
-- Name: COLUMN care_group.centre_id; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(centre_id) ON TABLE public.care_group TO terugblik_app;


--
-- Name: TABLE child_consent; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.child_consent TO terugblik_app;


--
-- Name: TABLE coach_question; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.coach_question TO terugblik_app;


--
-- Name: TABLE code_pad; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.code_pad TO terugblik_app;


--
-- Name: COLUMN code_pad.codes; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(codes) ON TABLE public.code_pad TO terugblik_app;


--
-- Name: COLUMN code_pad.updated_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(updated_at) ON TABLE public.code_pad TO terugblik_app;


--
-- Name: TABLE consent_basis; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.consent_basis TO terugblik_app;


--
-- Name: TABLE consent_task; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.consent_task TO terugblik_app;


--
-- Name: COLUMN consent_task.done_how; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(done_how) ON TABLE public.consent_task TO terugblik_app;


--
-- Name: COLUMN consent_task.done_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(done_at) ON TABLE public.consent_task TO terugblik_app;


--
-- Name: COLUMN consent_task.done_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(done_by) ON TABLE public.consent_task TO terugblik_app;


--
-- Name: TABLE credential; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.credential TO terugblik_app;


--
-- Name: COLUMN credential.password_hash; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(password_hash) ON TABLE public.credential TO terugblik_app;


--
-- Name: COLUMN credential.changed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(changed_at) ON TABLE public.credential TO terugblik_app;


--
-- Name: TABLE cycle; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.cycle TO terugblik_app;


--
-- Name: COLUMN cycle.closed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(closed_at) ON TABLE public.cycle TO terugblik_app;


--
-- Name: TABLE dual_role; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.dual_role TO terugblik_app;


--
-- Name: COLUMN dual_role.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.dual_role TO terugblik_app;


--
-- Name: TABLE effective_consent; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.effective_consent TO terugblik_app;


--
-- Name: COLUMN effective_consent.allowed; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(allowed) ON TABLE public.effective_consent TO terugblik_app;


--
-- Name: COLUMN effective_consent.since; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(since) ON TABLE public.effective_consent TO terugblik_app;


--
-- Name: TABLE emergency_access; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.emergency_access TO terugblik_app;


--
-- Name: COLUMN emergency_access.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.emergency_access TO terugblik_app;


--
-- Name: COLUMN emergency_access.ended_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_by) ON TABLE public.emergency_access TO terugblik_app;


--
-- Name: TABLE emergency_grant; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.emergency_grant TO terugblik_app;


--
-- Name: TABLE employment; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.employment TO terugblik_app;


--
-- Name: COLUMN employment.kind; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(kind) ON TABLE public.employment TO terugblik_app;


--
-- Name: COLUMN employment.fte; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(fte) ON TABLE public.employment TO terugblik_app;


--
-- Name: COLUMN employment.standing; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(standing) ON TABLE public.employment TO terugblik_app;


--
-- Name: COLUMN employment.location_id; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(location_id) ON TABLE public.employment TO terugblik_app;


--
-- Name: COLUMN employment.from_day; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(from_day) ON TABLE public.employment TO terugblik_app;


--
-- Name: COLUMN employment.until_day; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(until_day) ON TABLE public.employment TO terugblik_app;


--
-- Name: COLUMN employment.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.employment TO terugblik_app;


--
-- Name: TABLE erasure_receipt; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.erasure_receipt TO terugblik_app;


--
-- Name: COLUMN erasure_receipt.key_destroyed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(key_destroyed_at) ON TABLE public.erasure_receipt TO terugblik_app;


--
-- Name: COLUMN erasure_receipt.completed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(completed_at) ON TABLE public.erasure_receipt TO terugblik_app;


--
-- Name: COLUMN erasure_receipt.files; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(files) ON TABLE public.erasure_receipt TO terugblik_app;


--
-- Name: COLUMN erasure_receipt.bytes; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(bytes) ON TABLE public.erasure_receipt TO terugblik_app;


--
-- Name: TABLE evaluation; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.evaluation TO terugblik_app;


--
-- Name: TABLE evaluation_part; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.answered; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(answered) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.best_moment; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(best_moment) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.keep; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(keep) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.next_question; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(next_question) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.growth; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(growth) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.helped; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(helped) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.wish; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(wish) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.handed_in_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(handed_in_at) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: COLUMN evaluation_part.updated_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(updated_at) ON TABLE public.evaluation_part TO terugblik_app;


--
-- Name: TABLE feedback_choice; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.feedback_choice TO terugblik_app;


--
-- Name: COLUMN feedback_choice."position"; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE("position") ON TABLE public.feedback_choice TO terugblik_app;


--
-- Name: TABLE feedback_moment; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.feedback_moment TO terugblik_app;


--
-- Name: COLUMN feedback_moment.end_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(end_ms) ON TABLE public.feedback_moment TO terugblik_app;


--
-- Name: TABLE feedback_release; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.feedback_release TO terugblik_app;


--
-- Name: TABLE gap; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.gap TO terugblik_app;


--
-- Name: TABLE goose_db_version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT ON TABLE public.goose_db_version TO terugblik_app;


--
-- Name: TABLE guardian; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.guardian TO terugblik_app;


--
-- Name: COLUMN guardian.label; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(label) ON TABLE public.guardian TO terugblik_app;


--
-- Name: COLUMN guardian.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.guardian TO terugblik_app;


--
-- Name: TABLE holder; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.holder TO terugblik_app;


--
-- Name: COLUMN holder.recording_confirmed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(recording_confirmed_at) ON TABLE public.holder TO terugblik_app;


--
-- Name: COLUMN holder.recording_confirmed_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(recording_confirmed_by) ON TABLE public.holder TO terugblik_app;


--
-- Name: TABLE hours_page; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.hours_page TO terugblik_app;


--
-- Name: COLUMN hours_page.closed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(closed_at) ON TABLE public.hours_page TO terugblik_app;


--
-- Name: TABLE hours_plan; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.hours_plan TO terugblik_app;


--
-- Name: TABLE hours_reached; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT ON TABLE public.hours_reached TO terugblik_app;


--
-- Name: TABLE hours_rule; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.hours_rule TO terugblik_app;


--
-- Name: TABLE hours_snapshot; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.hours_snapshot TO terugblik_app;


--
-- Name: TABLE hours_sum; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT ON TABLE public.hours_sum TO terugblik_app;


--
-- Name: TABLE ingest_token; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.ingest_token TO terugblik_app;


--
-- Name: TABLE invitation; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.invitation TO terugblik_app;


--
-- Name: COLUMN invitation.used_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(used_at) ON TABLE public.invitation TO terugblik_app;


--
-- Name: COLUMN invitation.replaced_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(replaced_at) ON TABLE public.invitation TO terugblik_app;


--
-- Name: TABLE join_code; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.join_code TO terugblik_app;


--
-- Name: TABLE kept_word; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.kept_word TO terugblik_app;


--
-- Name: TABLE learning_preference; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.learning_preference TO terugblik_app;


--
-- Name: COLUMN learning_preference.preference; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(preference) ON TABLE public.learning_preference TO terugblik_app;


--
-- Name: COLUMN learning_preference.chosen_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(chosen_at) ON TABLE public.learning_preference TO terugblik_app;


--
-- Name: TABLE live_invitation; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.live_invitation TO terugblik_app;


--
-- Name: COLUMN live_invitation.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.live_invitation TO terugblik_app;


--
-- Name: TABLE login_session; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.login_session TO terugblik_app;


--
-- Name: COLUMN login_session.expires_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(expires_at) ON TABLE public.login_session TO terugblik_app;


--
-- Name: COLUMN login_session.working_holder; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(working_holder) ON TABLE public.login_session TO terugblik_app;


--
-- Name: TABLE look; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.look TO terugblik_app;


--
-- Name: TABLE newcomer_list; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.newcomer_list TO terugblik_app;


--
-- Name: COLUMN newcomer_list.rows; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(rows) ON TABLE public.newcomer_list TO terugblik_app;


--
-- Name: COLUMN newcomer_list.applied_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(applied_at) ON TABLE public.newcomer_list TO terugblik_app;


--
-- Name: COLUMN newcomer_list.added; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(added) ON TABLE public.newcomer_list TO terugblik_app;


--
-- Name: TABLE office_played; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.office_played TO terugblik_app;


--
-- Name: TABLE parting; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.parting TO terugblik_app;


--
-- Name: TABLE person; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.person TO terugblik_app;


--
-- Name: COLUMN person.given_name; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(given_name) ON TABLE public.person TO terugblik_app;


--
-- Name: COLUMN person.prefix; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(prefix) ON TABLE public.person TO terugblik_app;


--
-- Name: COLUMN person.family_name; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(family_name) ON TABLE public.person TO terugblik_app;


--
-- Name: COLUMN person.email; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(email) ON TABLE public.person TO terugblik_app;


--
-- Name: COLUMN person.language; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(language) ON TABLE public.person TO terugblik_app;


--
-- Name: COLUMN person.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.person TO terugblik_app;


--
-- Name: TABLE pin; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.pin TO terugblik_app;


--
-- Name: COLUMN pin.pin_hash; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(pin_hash) ON TABLE public.pin TO terugblik_app;


--
-- Name: COLUMN pin.set_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(set_at) ON TABLE public.pin TO terugblik_app;


--
-- Name: COLUMN pin.tries; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(tries) ON TABLE public.pin TO terugblik_app;


--
-- Name: COLUMN pin.locked_until; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(locked_until) ON TABLE public.pin TO terugblik_app;


--
-- Name: TABLE practice; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.practice TO terugblik_app;


--
-- Name: TABLE privacy_finding; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.privacy_finding TO terugblik_app;


--
-- Name: COLUMN privacy_finding.decision; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(decision) ON TABLE public.privacy_finding TO terugblik_app;


--
-- Name: COLUMN privacy_finding.reason; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(reason) ON TABLE public.privacy_finding TO terugblik_app;


--
-- Name: COLUMN privacy_finding.decided_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(decided_by) ON TABLE public.privacy_finding TO terugblik_app;


--
-- Name: COLUMN privacy_finding.decided_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(decided_at) ON TABLE public.privacy_finding TO terugblik_app;


--
-- Name: TABLE privacy_request; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.privacy_request TO terugblik_app;


--
-- Name: COLUMN privacy_request.extended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(extended_at) ON TABLE public.privacy_request TO terugblik_app;


--
-- Name: COLUMN privacy_request.extension_reason; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(extension_reason) ON TABLE public.privacy_request TO terugblik_app;


--
-- Name: COLUMN privacy_request.closed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(closed_at) ON TABLE public.privacy_request TO terugblik_app;


--
-- Name: COLUMN privacy_request.closed_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(closed_by) ON TABLE public.privacy_request TO terugblik_app;


--
-- Name: COLUMN privacy_request.outcome; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(outcome) ON TABLE public.privacy_request TO terugblik_app;


--
-- Name: COLUMN privacy_request.answer; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(answer) ON TABLE public.privacy_request TO terugblik_app;


--
-- Name: COLUMN privacy_request.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.privacy_request TO terugblik_app;


--
-- Name: TABLE question_version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.question_version TO terugblik_app;


--
-- Name: COLUMN question_version.accepted_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(accepted_at) ON TABLE public.question_version TO terugblik_app;


--
-- Name: TABLE recording; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.title; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(title) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.state; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(state) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.reason; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(reason) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.planned_for; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(planned_for) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.planned_minutes; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(planned_minutes) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.accepted_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(accepted_at) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.zero_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(zero_at) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.duration_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(duration_ms) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.frame_rate_num; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(frame_rate_num) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.frame_rate_den; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(frame_rate_den) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.generation; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(generation) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.watchable_takes; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(watchable_takes) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.progress_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(progress_ms) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.pending_device; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(pending_device) ON TABLE public.recording TO terugblik_app;


--
-- Name: COLUMN recording.deleted_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(deleted_at) ON TABLE public.recording TO terugblik_app;


--
-- Name: TABLE recording_consent; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.recording_consent TO terugblik_app;


--
-- Name: COLUMN recording_consent.withdrawn_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(withdrawn_at) ON TABLE public.recording_consent TO terugblik_app;


--
-- Name: TABLE recording_extension; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.recording_extension TO terugblik_app;


--
-- Name: COLUMN recording_extension.decided_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(decided_at) ON TABLE public.recording_extension TO terugblik_app;


--
-- Name: COLUMN recording_extension.granted; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(granted) ON TABLE public.recording_extension TO terugblik_app;


--
-- Name: COLUMN recording_extension.taken_back_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(taken_back_at) ON TABLE public.recording_extension TO terugblik_app;


--
-- Name: TABLE recording_key; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.recording_key TO terugblik_app;


--
-- Name: COLUMN recording_key.wrapped; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(wrapped) ON TABLE public.recording_key TO terugblik_app;


--
-- Name: COLUMN recording_key.next_wrapped; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(next_wrapped) ON TABLE public.recording_key TO terugblik_app;


--
-- Name: TABLE recording_lock; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.recording_lock TO terugblik_app;


--
-- Name: COLUMN recording_lock.lifted_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(lifted_at) ON TABLE public.recording_lock TO terugblik_app;


--
-- Name: COLUMN recording_lock.lifted_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(lifted_by) ON TABLE public.recording_lock TO terugblik_app;


--
-- Name: TABLE recording_share; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.recording_share TO terugblik_app;


--
-- Name: COLUMN recording_share.withdrawn_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(withdrawn_at) ON TABLE public.recording_share TO terugblik_app;


--
-- Name: COLUMN recording_share.answered_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(answered_at) ON TABLE public.recording_share TO terugblik_app;


--
-- Name: TABLE reminder; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.reminder TO terugblik_app;


--
-- Name: COLUMN reminder.kind; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(kind) ON TABLE public.reminder TO terugblik_app;


--
-- Name: COLUMN reminder.weekdays; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(weekdays) ON TABLE public.reminder TO terugblik_app;


--
-- Name: COLUMN reminder.minute; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(minute) ON TABLE public.reminder TO terugblik_app;


--
-- Name: COLUMN reminder.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.reminder TO terugblik_app;


--
-- Name: COLUMN reminder.updated_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(updated_at) ON TABLE public.reminder TO terugblik_app;


--
-- Name: TABLE reminder_notice; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.reminder_notice TO terugblik_app;


--
-- Name: COLUMN reminder_notice.seen_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(seen_at) ON TABLE public.reminder_notice TO terugblik_app;


--
-- Name: TABLE reopening; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.reopening TO terugblik_app;


--
-- Name: COLUMN reopening.answered_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(answered_at) ON TABLE public.reopening TO terugblik_app;


--
-- Name: COLUMN reopening.granted; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(granted) ON TABLE public.reopening TO terugblik_app;


--
-- Name: TABLE reply; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.reply TO terugblik_app;


--
-- Name: TABLE report; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.question; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(question) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.work_points; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(work_points) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.answered; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(answered) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.best_moment; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(best_moment) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.keep; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(keep) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.next_question; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(next_question) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.growth; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(growth) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.helped; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(helped) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.wish; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(wish) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.updated_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(updated_by) ON TABLE public.report TO terugblik_app;


--
-- Name: COLUMN report.updated_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(updated_at) ON TABLE public.report TO terugblik_app;


--
-- Name: TABLE report_approval; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.report_approval TO terugblik_app;


--
-- Name: TABLE restore; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT ON TABLE public.restore TO terugblik_app;


--
-- Name: COLUMN restore.confirmed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(confirmed_at) ON TABLE public.restore TO terugblik_app;


--
-- Name: COLUMN restore.confirmed_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(confirmed_by) ON TABLE public.restore TO terugblik_app;


--
-- Name: COLUMN restore.thawed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(thawed_at) ON TABLE public.restore TO terugblik_app;


--
-- Name: TABLE retention_clock; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.retention_clock TO terugblik_app;


--
-- Name: COLUMN retention_clock.seen_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(seen_at) ON TABLE public.retention_clock TO terugblik_app;


--
-- Name: COLUMN retention_clock.held_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(held_ms) ON TABLE public.retention_clock TO terugblik_app;


--
-- Name: TABLE retention_terms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.retention_terms TO terugblik_app;


--
-- Name: TABLE river_job; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.river_job TO terugblik_app;


--
-- Name: SEQUENCE river_job_id_seq; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT USAGE ON SEQUENCE public.river_job_id_seq TO terugblik_app;


--
-- Name: TABLE river_leader; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.river_leader TO terugblik_app;


--
-- Name: TABLE river_migration; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT ON TABLE public.river_migration TO terugblik_app;


--
-- Name: TABLE river_notification; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.river_notification TO terugblik_app;


--
-- Name: SEQUENCE river_notification_id_seq; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT USAGE ON SEQUENCE public.river_notification_id_seq TO terugblik_app;


--
-- Name: TABLE river_queue; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.river_queue TO terugblik_app;


--
-- Name: TABLE role_assignment; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.role_assignment TO terugblik_app;


--
-- Name: COLUMN role_assignment.valid_until; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(valid_until) ON TABLE public.role_assignment TO terugblik_app;


--
-- Name: TABLE roster; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.roster TO terugblik_app;


--
-- Name: COLUMN roster.group_id; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(group_id) ON TABLE public.roster TO terugblik_app;


--
-- Name: COLUMN roster.adults; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(adults) ON TABLE public.roster TO terugblik_app;


--
-- Name: COLUMN roster.adults_told; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(adults_told) ON TABLE public.roster TO terugblik_app;


--
-- Name: COLUMN roster.confirmed_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(confirmed_by) ON TABLE public.roster TO terugblik_app;


--
-- Name: COLUMN roster.confirmed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(confirmed_at) ON TABLE public.roster TO terugblik_app;


--
-- Name: COLUMN roster.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.roster TO terugblik_app;


--
-- Name: COLUMN roster.updated_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(updated_at) ON TABLE public.roster TO terugblik_app;


--
-- Name: TABLE roster_child; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.roster_child TO terugblik_app;


--
-- Name: COLUMN roster_child.seen; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(seen) ON TABLE public.roster_child TO terugblik_app;


--
-- Name: TABLE safety_note; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.safety_note TO terugblik_app;


--
-- Name: TABLE safety_officer; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.safety_officer TO terugblik_app;


--
-- Name: COLUMN safety_officer.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.safety_officer TO terugblik_app;


--
-- Name: TABLE safety_signal; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.safety_signal TO terugblik_app;


--
-- Name: COLUMN safety_signal.closed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(closed_at) ON TABLE public.safety_signal TO terugblik_app;


--
-- Name: COLUMN safety_signal.closed_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(closed_by) ON TABLE public.safety_signal TO terugblik_app;


--
-- Name: TABLE server_state; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT ON TABLE public.server_state TO terugblik_app;


--
-- Name: TABLE sharing_agreement; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.sharing_agreement TO terugblik_app;


--
-- Name: TABLE sharing_agreement_yes; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.sharing_agreement_yes TO terugblik_app;


--
-- Name: TABLE storage_finding; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.storage_finding TO terugblik_app;


--
-- Name: COLUMN storage_finding.files; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(files) ON TABLE public.storage_finding TO terugblik_app;


--
-- Name: COLUMN storage_finding.bytes; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(bytes) ON TABLE public.storage_finding TO terugblik_app;


--
-- Name: COLUMN storage_finding.last_seen_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(last_seen_at) ON TABLE public.storage_finding TO terugblik_app;


--
-- Name: TABLE tablet; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.tablet TO terugblik_app;


--
-- Name: COLUMN tablet.code_hash; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(code_hash) ON TABLE public.tablet TO terugblik_app;


--
-- Name: COLUMN tablet.token_hash; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(token_hash) ON TABLE public.tablet TO terugblik_app;


--
-- Name: COLUMN tablet.forgotten_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(forgotten_at) ON TABLE public.tablet TO terugblik_app;


--
-- Name: TABLE take; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.finalised_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(finalised_at) ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.file; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(file) ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.start_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(start_ms) ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.duration_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(duration_ms) ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.video; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(video) ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.audio; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(audio) ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.timing; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(timing) ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.boot; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(boot) ON TABLE public.take TO terugblik_app;


--
-- Name: COLUMN take.since_boot; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(since_boot) ON TABLE public.take TO terugblik_app;


--
-- Name: TABLE talk; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.planned_for; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(planned_for) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.started_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(started_by) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.started_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(started_at) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.setting; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(setting) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.step; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(step) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.moment_id; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(moment_id) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.recording_id; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(recording_id) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.position_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(position_ms) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.loop_start_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(loop_start_ms) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.loop_end_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(loop_end_ms) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.playing; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(playing) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.rate_percent; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(rate_percent) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.playhead_number; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(playhead_number) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.playhead_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(playhead_by) ON TABLE public.talk TO terugblik_app;


--
-- Name: COLUMN talk.playhead_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(playhead_at) ON TABLE public.talk TO terugblik_app;


--
-- Name: TABLE talk_note; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.talk_note TO terugblik_app;


--
-- Name: COLUMN talk_note.voice; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(voice) ON TABLE public.talk_note TO terugblik_app;


--
-- Name: COLUMN talk_note.kind; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(kind) ON TABLE public.talk_note TO terugblik_app;


--
-- Name: COLUMN talk_note.text; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(text) ON TABLE public.talk_note TO terugblik_app;


--
-- Name: COLUMN talk_note.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.talk_note TO terugblik_app;


--
-- Name: COLUMN talk_note.updated_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(updated_at) ON TABLE public.talk_note TO terugblik_app;


--
-- Name: COLUMN talk_note.approved_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(approved_at) ON TABLE public.talk_note TO terugblik_app;


--
-- Name: COLUMN talk_note.withdrawn_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(withdrawn_at) ON TABLE public.talk_note TO terugblik_app;


--
-- Name: TABLE talk_opening; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.talk_opening TO terugblik_app;


--
-- Name: TABLE team; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.team TO terugblik_app;


--
-- Name: COLUMN team.name; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(name) ON TABLE public.team TO terugblik_app;


--
-- Name: COLUMN team.until_day; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(until_day) ON TABLE public.team TO terugblik_app;


--
-- Name: COLUMN team.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.team TO terugblik_app;


--
-- Name: TABLE team_member; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.team_member TO terugblik_app;


--
-- Name: COLUMN team_member.valid_until; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(valid_until) ON TABLE public.team_member TO terugblik_app;


--
-- Name: TABLE trajectory; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.trajectory TO terugblik_app;


--
-- Name: COLUMN trajectory.started_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(started_at) ON TABLE public.trajectory TO terugblik_app;


--
-- Name: COLUMN trajectory.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.trajectory TO terugblik_app;


--
-- Name: TABLE trajectory_coach; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.trajectory_coach TO terugblik_app;


--
-- Name: COLUMN trajectory_coach.valid_until; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(valid_until) ON TABLE public.trajectory_coach TO terugblik_app;


--
-- Name: TABLE trajectory_pause; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.trajectory_pause TO terugblik_app;


--
-- Name: COLUMN trajectory_pause.resumed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(resumed_at) ON TABLE public.trajectory_pause TO terugblik_app;


--
-- Name: TABLE transparency_page; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.transparency_page TO terugblik_app;


--
-- Name: COLUMN transparency_page.contact; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(contact) ON TABLE public.transparency_page TO terugblik_app;


--
-- Name: COLUMN transparency_page.shown; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(shown) ON TABLE public.transparency_page TO terugblik_app;


--
-- Name: COLUMN transparency_page.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.transparency_page TO terugblik_app;


--
-- Name: COLUMN transparency_page.changed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(changed_at) ON TABLE public.transparency_page TO terugblik_app;


--
-- Name: TABLE "trim"; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public."trim" TO terugblik_app;


--
-- Name: COLUMN "trim".from_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(from_ms) ON TABLE public."trim" TO terugblik_app;


--
-- Name: COLUMN "trim".to_ms; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(to_ms) ON TABLE public."trim" TO terugblik_app;


--
-- Name: COLUMN "trim".switched_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(switched_at) ON TABLE public."trim" TO terugblik_app;


--
-- Name: COLUMN "trim".done_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(done_at) ON TABLE public."trim" TO terugblik_app;


--
-- Name: COLUMN "trim".failed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(failed_at) ON TABLE public."trim" TO terugblik_app;


--
-- Name: COLUMN "trim".failure; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(failure) ON TABLE public."trim" TO terugblik_app;


--
-- Name: COLUMN "trim".files; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(files) ON TABLE public."trim" TO terugblik_app;


--
-- Name: COLUMN "trim".bytes; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(bytes) ON TABLE public."trim" TO terugblik_app;


--
-- Name: TABLE upload; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.size; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(size) ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.received; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(received) ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.last_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(last_at) ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.completed_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(completed_at) ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.sha256; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(sha256) ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.reason; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(reason) ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.take_number; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(take_number) ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.kept_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(kept_at) ON TABLE public.upload TO terugblik_app;


--
-- Name: COLUMN upload.erased_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(erased_at) ON TABLE public.upload TO terugblik_app;


--
-- Name: TABLE viewing; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.viewing TO terugblik_app;


--
-- Name: COLUMN viewing.ended_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_at) ON TABLE public.viewing TO terugblik_app;


--
-- Name: COLUMN viewing.ended_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(ended_by) ON TABLE public.viewing TO terugblik_app;


--
-- Name: TABLE voice_note; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.voice_note TO terugblik_app;


--
-- Name: COLUMN voice_note.question_id; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(question_id) ON TABLE public.voice_note TO terugblik_app;


--
-- Name: COLUMN voice_note.number; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(number) ON TABLE public.voice_note TO terugblik_app;


--
-- Name: COLUMN voice_note.sent_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(sent_at) ON TABLE public.voice_note TO terugblik_app;


--
-- Name: COLUMN voice_note.deleted_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(deleted_at) ON TABLE public.voice_note TO terugblik_app;


--
-- Name: TABLE voice_note_key; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.voice_note_key TO terugblik_app;


--
-- Name: TABLE watch_token; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.watch_token TO terugblik_app;


--
-- Name: TABLE work_point; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT SELECT,INSERT ON TABLE public.work_point TO terugblik_app;


--
-- Name: COLUMN work_point.text; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(text) ON TABLE public.work_point TO terugblik_app;


--
-- Name: COLUMN work_point.try_when; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(try_when) ON TABLE public.work_point TO terugblik_app;


--
-- Name: COLUMN work_point.noticed_by; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(noticed_by) ON TABLE public.work_point TO terugblik_app;


--
-- Name: COLUMN work_point.version; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(version) ON TABLE public.work_point TO terugblik_app;


--
-- Name: COLUMN work_point.updated_at; Type: ACL; Schema: public; Owner: terugblik_owner
--

GRANT UPDATE(updated_at) ON TABLE public.work_point TO terugblik_app;


--
-- PostgreSQL database dump complete
--

\unrestrict golden

