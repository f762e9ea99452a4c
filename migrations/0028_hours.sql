-- Hours for the inspectorate: the norm of a year, the plan for each centre, and minutes that were worked, from cycles
-- and by hand. Nothing of what was coached is here. See docs/decisions/0028-hours.md.

-- +goose Up

-- Minutes: those of cycles as before, and by hand what happened outside them ---------------------------------------------

ALTER TABLE coaching_entry
    ALTER COLUMN trajectory_id DROP NOT NULL,      -- these three null: written down by hand
    ALTER COLUMN cycle_id DROP NOT NULL,
    ALTER COLUMN employee_id DROP NOT NULL,
    ALTER COLUMN coach_id DROP NOT NULL,           -- null: somebody without an account
    ALTER COLUMN confirmed_at DROP NOT NULL,       -- null: her coach has not confirmed it yet, and it counts nowhere
    ADD COLUMN in_ratio boolean NOT NULL DEFAULT false, -- while she stood in the ratio of staff to children
    ADD COLUMN noted_by uuid REFERENCES person,    -- who wrote it down by hand
    ADD COLUMN replaced_at timestamptz,            -- struck through: another line says it better
    ADD COLUMN replaces_id uuid,
    ADD COLUMN reason text NOT NULL DEFAULT '' CONSTRAINT coaching_entry_reason_length CHECK (length(reason) <= 200),
    DROP CONSTRAINT coaching_entry_kind_known,
    ADD CONSTRAINT coaching_entry_kind_known CHECK (kind IN (
        'feedback', 'review', 'intake', 'observation', 'other', 'preparation', 'team', 'policy', 've')),
    DROP CONSTRAINT coaching_entry_minutes,
    ADD CONSTRAINT coaching_entry_minutes CHECK (minutes BETWEEN 0 AND CASE WHEN cycle_id IS NULL THEN 6000 ELSE 600 END),
    ADD CONSTRAINT coaching_entry_by_hand CHECK (
        CASE WHEN cycle_id IS NULL THEN trajectory_id IS NULL AND employee_id IS NULL AND noted_by IS NOT NULL
             ELSE trajectory_id IS NOT NULL AND employee_id IS NOT NULL AND coach_id IS NOT NULL AND confirmed_at IS NOT NULL END),
    ADD CONSTRAINT coaching_entry_of_holder UNIQUE (id, holder_id),
    ADD CONSTRAINT coaching_entry_replaces FOREIGN KEY (replaces_id, holder_id)
        REFERENCES coaching_entry (id, holder_id) ON DELETE SET NULL (replaces_id);
CREATE INDEX coaching_entry_holder ON coaching_entry (holder_id, held_on);
CREATE INDEX coaching_entry_coach ON coaching_entry (coach_id, held_on);
CREATE UNIQUE INDEX coaching_entry_replaced_once ON coaching_entry (replaces_id);
ALTER TABLE centre ADD CONSTRAINT centre_of_holder UNIQUE (id, holder_id);

-- For which centres the minutes of an entry were; none of these: for all together.
CREATE TABLE entry_share (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    entry_id uuid NOT NULL,
    centre_id uuid NOT NULL,
    minutes integer NOT NULL CONSTRAINT entry_share_minutes CHECK (minutes >= 0),
    CONSTRAINT entry_share_once UNIQUE (entry_id, centre_id),
    CONSTRAINT entry_share_entry FOREIGN KEY (entry_id, holder_id) REFERENCES coaching_entry (id, holder_id) ON DELETE CASCADE,
    CONSTRAINT entry_share_centre FOREIGN KEY (centre_id, holder_id) REFERENCES centre (id, holder_id)
);

-- Who was coached in what is written down by hand. Its minutes count once for the norm, however many there were.
CREATE TABLE entry_attendee (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    entry_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES person,
    CONSTRAINT entry_attendee_once UNIQUE (entry_id, person_id),
    CONSTRAINT entry_attendee_entry FOREIGN KEY (entry_id, holder_id) REFERENCES coaching_entry (id, holder_id) ON DELETE CASCADE
);
CREATE INDEX entry_attendee_person ON entry_attendee (person_id);

-- What was there, at a location with one centre.
INSERT INTO entry_share (id, holder_id, entry_id, centre_id, minutes)
SELECT gen_random_uuid(), e.holder_id, e.id, min(c.id::text)::uuid, e.minutes
FROM coaching_entry e
JOIN role_assignment r ON r.person_id = e.employee_id AND r.holder_id = e.holder_id AND r.role = 'employee'
JOIN centre c ON c.holder_id = e.holder_id AND (r.location_id IS NULL OR c.location_id = r.location_id)
GROUP BY e.id
HAVING count(DISTINCT c.id) = 1;

-- Sums of minutes that count, kept by the triggers below: a year of a large holder is tens of thousands of lines. Views
-- access.hours_counted and access.hours_coached say what must be in them.
CREATE TABLE hours_sum (
    holder_id uuid NOT NULL REFERENCES holder,
    year integer NOT NULL,
    centre_id uuid,                                -- null: for all together
    kind text NOT NULL,
    in_ratio boolean NOT NULL,
    minutes bigint NOT NULL,
    CONSTRAINT hours_sum_once UNIQUE NULLS NOT DISTINCT (holder_id, year, centre_id, kind, in_ratio),
    CONSTRAINT hours_sum_centre FOREIGN KEY (centre_id, holder_id) REFERENCES centre (id, holder_id)
);

-- Of those lines the ones with somebody: how many minutes, and in how many of them she was coached.
CREATE TABLE hours_reached (
    holder_id uuid NOT NULL REFERENCES holder,
    year integer NOT NULL,
    person_id uuid NOT NULL REFERENCES person,
    minutes bigint NOT NULL,
    lines integer NOT NULL,
    PRIMARY KEY (holder_id, year, person_id)
);

CREATE VIEW access.hours_counted AS
SELECT part.holder_id, part.year, part.centre_id, part.kind, part.in_ratio, sum(part.minutes)::bigint AS minutes
FROM (SELECT e.holder_id, extract(year FROM e.held_on)::integer AS year, s.centre_id, e.kind, e.in_ratio, s.minutes
      FROM coaching_entry e
      JOIN entry_share s ON s.entry_id = e.id
      WHERE e.replaced_at IS NULL AND e.confirmed_at IS NOT NULL
      UNION ALL
      SELECT e.holder_id, extract(year FROM e.held_on)::integer, NULL, e.kind, e.in_ratio,
             e.minutes - COALESCE((SELECT sum(s.minutes) FROM entry_share s WHERE s.entry_id = e.id), 0)
      FROM coaching_entry e
      WHERE e.replaced_at IS NULL AND e.confirmed_at IS NOT NULL) AS part
GROUP BY part.holder_id, part.year, part.centre_id, part.kind, part.in_ratio
HAVING sum(part.minutes) <> 0;

CREATE VIEW access.hours_coached AS
SELECT e.holder_id, extract(year FROM e.held_on)::integer AS year, who.person_id, sum(e.minutes)::bigint AS minutes,
       (count(*) FILTER (WHERE e.minutes > 0 AND e.kind NOT IN ('preparation', 'policy', 've')))::integer AS lines
FROM coaching_entry e
JOIN LATERAL (SELECT e.employee_id AS person_id
              WHERE e.employee_id IS NOT NULL
              UNION ALL
              SELECT a.person_id
              FROM entry_attendee a
              WHERE a.entry_id = e.id) AS who ON true
WHERE e.replaced_at IS NULL AND e.confirmed_at IS NOT NULL
GROUP BY e.holder_id, extract(year FROM e.held_on)::integer, who.person_id
HAVING sum(e.minutes) <> 0;

-- The norm of a year. Rows are added, never changed: the newest version holds, the older ones stay to be read. Numbers of
-- hours and full-time jobs are in hundredths. ----------------------------------------------------------------------------

CREATE TABLE hours_rule (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    year integer NOT NULL CONSTRAINT hours_rule_year CHECK (year BETWEEN 2018 AND 2200),
    version integer NOT NULL,
    per_centre bigint NOT NULL CONSTRAINT hours_rule_per_centre CHECK (per_centre BETWEEN 0 AND 100000),
    per_fte bigint NOT NULL CONSTRAINT hours_rule_per_fte CHECK (per_fte BETWEEN 0 AND 100000),
    per_toddler bigint NOT NULL CONSTRAINT hours_rule_per_toddler CHECK (per_toddler BETWEEN 0 AND 100000),
    full_time bigint NOT NULL CONSTRAINT hours_rule_full_time CHECK (full_time BETWEEN 2000 AND 4800),
    weeks integer NOT NULL CONSTRAINT hours_rule_weeks CHECK (weeks BETWEEN 1 AND 52),
    count_training boolean NOT NULL,
    counted text[] NOT NULL,                       -- kinds of minutes
    source text NOT NULL CONSTRAINT hours_rule_source_length CHECK (length(source) <= 500),
    set_by uuid NOT NULL REFERENCES person,
    set_at timestamptz NOT NULL,
    CONSTRAINT hours_rule_once UNIQUE (holder_id, year, version)
);

-- What was counted on 1 January, with the constants that were used.
CREATE TABLE hours_snapshot (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    year integer NOT NULL CONSTRAINT hours_snapshot_year CHECK (year BETWEEN 2018 AND 2200),
    version integer NOT NULL,
    per_centre bigint NOT NULL,
    per_fte bigint NOT NULL,
    per_toddler bigint NOT NULL,
    full_time bigint NOT NULL,
    weeks integer NOT NULL,
    count_training boolean NOT NULL,
    fte_fixed bigint NOT NULL CONSTRAINT hours_snapshot_fixed CHECK (fte_fixed BETWEEN 0 AND 1000000000),
    fte_flexible bigint NOT NULL CONSTRAINT hours_snapshot_flexible CHECK (fte_flexible BETWEEN 0 AND 1000000000),
    fte_agency bigint NOT NULL CONSTRAINT hours_snapshot_agency CHECK (fte_agency BETWEEN 0 AND 1000000000),
    fte_training bigint NOT NULL CONSTRAINT hours_snapshot_training CHECK (fte_training BETWEEN 0 AND 1000000000),
    centres jsonb NOT NULL CONSTRAINT hours_snapshot_centres CHECK (jsonb_typeof(centres) = 'array'), -- as they were called then
    source text NOT NULL CONSTRAINT hours_snapshot_source_length CHECK (length(source) BETWEEN 1 AND 500),
    reason text NOT NULL DEFAULT '' CONSTRAINT hours_snapshot_reason_length CHECK (length(reason) <= 500),
    fixed_by uuid NOT NULL REFERENCES person,
    fixed_at timestamptz NOT NULL,
    CONSTRAINT hours_snapshot_once UNIQUE (holder_id, year, version),
    CONSTRAINT hours_snapshot_corrected CHECK (version = 1 OR reason <> '')
);

-- The distribution over centres that the holder writes down each year for staff and parents.
CREATE TABLE hours_plan (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    year integer NOT NULL CONSTRAINT hours_plan_year CHECK (year BETWEEN 2018 AND 2200),
    version integer NOT NULL,
    words text NOT NULL DEFAULT '' CONSTRAINT hours_plan_words_length CHECK (length(words) <= 2000), -- for staff and parents
    centres jsonb NOT NULL CONSTRAINT hours_plan_centres CHECK (jsonb_typeof(centres) = 'array'), -- hours in hundredths
    set_by uuid NOT NULL REFERENCES person,
    set_at timestamptz NOT NULL,
    CONSTRAINT hours_plan_once UNIQUE (holder_id, year, version)
);

-- An address at which anybody who has it reads the distribution of a year, and nothing else. The token is no secret of a
-- person: it is kept as it is, so that the administrator can hand it out again.
CREATE TABLE hours_page (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    year integer NOT NULL CONSTRAINT hours_page_year CHECK (year BETWEEN 2018 AND 2200),
    token text NOT NULL CONSTRAINT hours_page_token_unique UNIQUE CONSTRAINT hours_page_token_length CHECK (length(token) >= 22),
    opened_by uuid NOT NULL REFERENCES person,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz
);
CREATE UNIQUE INDEX hours_page_once ON hours_page (holder_id, year) WHERE closed_at IS NULL;

-- What crosses to those who answer for the hours: sums, and for each worker yes or no. ------------------------------------

-- +goose StatementBegin
-- By-hand entries in which the actor was coached.
CREATE FUNCTION access.attended_entries() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(entry_id), '{}')
        FROM entry_attendee
        WHERE person_id = (SELECT access.actor())
          AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
END
$$;

-- Minutes of a year by centre and kind: of all centres for the administrator, of her own locations for a manager.
CREATE FUNCTION access.hours_realised(for_holder uuid, in_year integer)
RETURNS TABLE (centre_id uuid, kind text, in_ratio boolean, minutes bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Who worked with the children at any time in a year, where, and how where a contract says so. Days are the holder's.
CREATE FUNCTION access.worked(for_holder uuid, in_year integer) RETURNS TABLE (who uuid, place uuid, how text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- How many worked with the children at any time in the year, and how many of them were coached in it: of all for the
-- administrator, of her own locations for a manager.
CREATE FUNCTION access.hours_cover(for_holder uuid, in_year integer) RETURNS TABLE (number bigint, coached bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Those people by name, so many (null: all) after the one who is named; only who was not coached where missing is true,
-- and only those in whose name the pattern is found where it is not empty.
CREATE FUNCTION access.hours_people(for_holder uuid, in_year integer, missing boolean, find text, after uuid, most integer)
RETURNS TABLE (person_id uuid, given_name text, prefix text, family_name text, places text[], work text[], coached boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Where people work on a day, for whoever writes down minutes with them: by contract (rank 1) or by role (rank 2).
CREATE FUNCTION access.work_places(for_holder uuid, people uuid[], on_day date)
RETURNS TABLE (person_id uuid, rank integer, location_id uuid, centre_id uuid, weight bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Minutes of cycles that are for no centre yet, for the administrator: the day and with whom, nothing else.
CREATE FUNCTION access.unplaced_entries(for_holder uuid, in_year integer)
RETURNS TABLE (entry_id uuid, held_on date, minutes integer, employee_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Behind the door 'hours' only: the distribution of the year whose address was opened.
CREATE FUNCTION access.hours_shown(by_token text)
RETURNS TABLE (holder_name text, in_year integer, words text, set_at timestamptz, time_zone text, centres jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Adds to a sum, or takes from it.
CREATE FUNCTION access.count_minutes(of_entry coaching_entry, for_centre uuid, more bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO hours_sum AS s (holder_id, year, centre_id, kind, in_ratio, minutes)
    VALUES (of_entry.holder_id, extract(year FROM of_entry.held_on), for_centre, of_entry.kind, of_entry.in_ratio, more)
    ON CONFLICT ON CONSTRAINT hours_sum_once DO UPDATE SET minutes = s.minutes + excluded.minutes;
END
$$;

CREATE FUNCTION access.count_reached(of_entry coaching_entry, who uuid, sign integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF who IS NOT NULL THEN
        INSERT INTO hours_reached AS r (holder_id, year, person_id, minutes, lines)
        VALUES (of_entry.holder_id, extract(year FROM of_entry.held_on), who, sign * of_entry.minutes,
                CASE WHEN of_entry.minutes > 0 AND of_entry.kind NOT IN ('preparation', 'policy', 've') THEN sign ELSE 0 END)
        ON CONFLICT (holder_id, year, person_id) DO UPDATE SET minutes = r.minutes + excluded.minutes, lines = r.lines + excluded.lines;
    END IF;
END
$$;

-- Whether a line counts. Those of one holder are counted one after the other, under the lock of hoursAlone: two that add
-- to the same sums in another order would wait for each other.
CREATE FUNCTION access.counts(of_entry coaching_entry) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF of_entry.id IS NULL OR of_entry.replaced_at IS NOT NULL OR of_entry.confirmed_at IS NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('hours of ' || of_entry.holder_id, 0));
    RETURN true;
END
$$;

CREATE FUNCTION access.count_entry(of_entry coaching_entry, sign integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- A line that goes is taken off before its shares and its people go with it.
CREATE FUNCTION access.entry_counts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

CREATE FUNCTION access.share_counts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

CREATE FUNCTION access.attendee_counts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
-- +goose StatementEnd

INSERT INTO hours_sum (holder_id, year, centre_id, kind, in_ratio, minutes)
SELECT holder_id, year, centre_id, kind, in_ratio, minutes
FROM access.hours_counted;
INSERT INTO hours_reached (holder_id, year, person_id, minutes, lines)
SELECT holder_id, year, person_id, minutes, lines
FROM access.hours_coached;

CREATE TRIGGER coaching_entry_counts AFTER INSERT OR UPDATE ON coaching_entry FOR EACH ROW EXECUTE FUNCTION access.entry_counts();
CREATE TRIGGER coaching_entry_counts_no_more BEFORE DELETE ON coaching_entry FOR EACH ROW EXECUTE FUNCTION access.entry_counts();
CREATE TRIGGER entry_share_counts AFTER INSERT OR DELETE ON entry_share FOR EACH ROW EXECUTE FUNCTION access.share_counts();
CREATE TRIGGER entry_attendee_counts AFTER INSERT OR DELETE ON entry_attendee FOR EACH ROW EXECUTE FUNCTION access.attendee_counts();

REVOKE ALL ON FUNCTION access.attended_entries(), access.hours_realised(uuid, integer), access.hours_cover(uuid, integer),
    access.hours_people(uuid, integer, boolean, text, uuid, integer), access.work_places(uuid, uuid[], date),
    access.unplaced_entries(uuid, integer), access.hours_shown(text),
    access.count_minutes(coaching_entry, uuid, bigint), access.count_reached(coaching_entry, uuid, integer),
    access.counts(coaching_entry), access.worked(uuid, integer), access.count_entry(coaching_entry, integer),
    access.entry_counts(), access.share_counts(), access.attendee_counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.attended_entries(), access.hours_realised(uuid, integer), access.hours_cover(uuid, integer),
    access.hours_people(uuid, integer, boolean, text, uuid, integer), access.work_places(uuid, uuid[], date),
    access.unplaced_entries(uuid, integer), access.hours_shown(text) TO terugblik_app;

-- Policies -----------------------------------------------------------------------------------------------------------------

-- Also: a coach her own minutes wherever they are from, the administrator what was written down by hand, and an employee
-- the sessions in which she was. A manager none of them.
DROP POLICY see ON coaching_entry;
CREATE POLICY see ON coaching_entry FOR SELECT USING (
    (coach_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('coach'))::uuid[]))
    OR (cycle_id IS NULL AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]))
    OR EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.trajectory_id = ANY ((SELECT access.trajectories())::uuid[]))
    OR id = ANY ((SELECT access.attended_entries())::uuid[]));
CREATE POLICY note ON coaching_entry FOR INSERT WITH CHECK (
    cycle_id IS NULL AND noted_by = (SELECT access.actor()) AND replaced_at IS NULL
    AND ((coach_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('coach'))::uuid[]))
         OR (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
             AND (coach_id IS NULL
                  OR (confirmed_at IS NULL
                      AND EXISTS (SELECT FROM role_assignment r -- minutes of whoever coaches, or did, for the same holder
                                  WHERE r.person_id = coach_id
                                    AND r.holder_id = coaching_entry.holder_id
                                    AND r.role = 'coach'))))));
-- A coach confirms her minutes herself: who keeps them for the holder can only strike them through.
CREATE POLICY settle ON coaching_entry FOR UPDATE USING (
    (coach_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('coach'))::uuid[]))
    OR (cycle_id IS NULL AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])))
    WITH CHECK ((coach_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('coach'))::uuid[]))
        OR (replaced_at IS NOT NULL AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])));

ALTER TABLE entry_share ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON entry_share FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    OR EXISTS (SELECT FROM coaching_entry e WHERE e.id = entry_id AND e.coach_id = (SELECT access.actor())));
CREATE POLICY place ON entry_share FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    OR EXISTS (SELECT FROM coaching_entry e WHERE e.id = entry_id AND e.coach_id = (SELECT access.actor())));

-- No policy: the functions above read the sums, and nobody else.
ALTER TABLE hours_sum ENABLE ROW LEVEL SECURITY;
ALTER TABLE hours_reached ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON hours_sum, hours_reached TO terugblik_app;

ALTER TABLE entry_attendee ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON entry_attendee FOR SELECT USING (
    (person_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    OR EXISTS (SELECT FROM coaching_entry e WHERE e.id = entry_id
               AND (e.coach_id = (SELECT access.actor()) OR e.holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]))));
CREATE POLICY note ON entry_attendee FOR INSERT WITH CHECK (
    EXISTS (SELECT FROM coaching_entry e WHERE e.id = entry_id AND e.noted_by = (SELECT access.actor()))
    AND EXISTS (SELECT FROM person p WHERE p.id = person_id));

-- The norm and the distribution are for everybody who works for the holder; the administrator keeps them.
ALTER TABLE hours_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON hours_rule FOR SELECT USING (holder_id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY add ON hours_rule FOR INSERT WITH CHECK (
    set_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

ALTER TABLE hours_snapshot ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON hours_snapshot FOR SELECT USING (holder_id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY add ON hours_snapshot FOR INSERT WITH CHECK (
    fixed_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

ALTER TABLE hours_plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON hours_plan FOR SELECT USING (holder_id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY add ON hours_plan FOR INSERT WITH CHECK (
    set_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

ALTER TABLE hours_page ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON hours_page FOR SELECT USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY open ON hours_page FOR INSERT WITH CHECK (
    opened_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY shut ON hours_page FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

GRANT SELECT, INSERT ON entry_share, entry_attendee, hours_rule, hours_snapshot, hours_plan, hours_page TO terugblik_app;
GRANT UPDATE (confirmed_at, replaced_at) ON coaching_entry TO terugblik_app;
GRANT UPDATE (closed_at) ON hours_page TO terugblik_app;
