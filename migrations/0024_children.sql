-- Locks of recordings, the register of children and what their guardians said, who was present at a recording, and what
-- is to be done when a yes is taken back. The rules stand in coaching/{child,roster,consenttask,lock}.go; why a lock is
-- kept by triggers is in docs/decisions/0024-the-consent-register.md.
-- PostgreSQL looks up what a function in plpgsql names when it is first called: so some here name what a later file makes
-- (access.cut_since in 0029, restore in 0033), and no file calls them before.

-- +goose Up
-- Locks ------------------------------------------------------------------------------------------------------------

ALTER TABLE recording ADD COLUMN frozen_at timestamptz; -- since when nothing of it may be deleted, by anybody

-- Why nobody may watch, share or take away a recording, since when and until when. A further camera is locked with its
-- recording. recording.locked_at is set exactly while one of these stands, frozen_at while a safety signal does.
CREATE TABLE recording_lock (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    reason text NOT NULL CONSTRAINT recording_lock_reason_known CHECK (reason IN ('child_consent', 'access_request', 'safety_signal', 'restore')),
    cause_id uuid NOT NULL,                        -- the child, the request, the signal, the restore
    made_at timestamptz NOT NULL,
    made_by text NOT NULL,                         -- a person's id, or 'system:' and a door
    lifted_at timestamptz,
    lifted_by text,
    CONSTRAINT recording_lock_lifted CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE UNIQUE INDEX recording_lock_once ON recording_lock (recording_id, reason, cause_id) WHERE lifted_at IS NULL;
CREATE INDEX recording_lock_holder ON recording_lock (holder_id) WHERE lifted_at IS NULL;

-- +goose StatementBegin
-- Who locks need not see the recording, so its holder and its main camera are found here. Where there is none, or it is
-- erased, the row has no holder and no policy lets it in. The recording is held first, so that of two locks, or of a lock
-- and a lifting at once, each sees the other.
CREATE FUNCTION access.hold_for_lock() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.recording_id = COALESCE((SELECT r.angle_of FROM recording r WHERE r.id = NEW.recording_id), NEW.recording_id);
        NEW.holder_id = (SELECT r.holder_id FROM recording r WHERE r.id = NEW.recording_id AND r.deleted_at IS NULL);
    END IF;
    PERFORM FROM recording WHERE id = NEW.recording_id FOR UPDATE;
    RETURN NEW;
END
$$;

-- Since when nothing of a recording may be deleted: a signal holds it; or one may have before a restore, and nobody has
-- looked yet.
CREATE FUNCTION access.frozen_since(of_recording uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT min(k.made_at)
        FROM recording_lock k
        LEFT JOIN restore x ON x.id = k.cause_id
        WHERE k.recording_id = of_recording
          AND k.lifted_at IS NULL
          AND (k.reason = 'safety_signal' OR k.reason = 'restore' AND x.thawed_at IS NULL));
END
$$;

-- What follows from a lock: the recording's own columns, its owner's log, and everybody who has it open.
CREATE FUNCTION access.keep_lock() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Whether a lock because of a child may be lifted by who sees the recording: its guardians allow it again, or something was
-- cut out since, of every camera.
CREATE FUNCTION access.child_out_of_the_way(of_recording uuid, child uuid, since timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN of_recording = ANY ((SELECT access.recordings())::uuid[])
       AND (EXISTS (SELECT FROM effective_consent e
                    WHERE e.child_id = child AND e.purpose = 'vib_individual' AND e.allowed)
            OR access.cut_since(of_recording, since));
END
$$;

-- Whether a recording is locked for this already, for who may lock it.
CREATE FUNCTION access.locked(of_recording uuid, why text, cause uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
-- +goose StatementEnd
-- locked_at follows from locks and is nobody's to write.
REVOKE UPDATE (locked_at) ON recording FROM terugblik_app;
REVOKE ALL ON FUNCTION access.hold_for_lock(), access.frozen_since(uuid), access.keep_lock(), access.locked(uuid, text, uuid),
    access.child_out_of_the_way(uuid, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.locked(uuid, text, uuid), access.child_out_of_the_way(uuid, uuid, timestamptz) TO terugblik_app;

CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON recording_lock FOR EACH ROW EXECUTE FUNCTION access.hold_for_lock();
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON recording_lock FOR EACH ROW EXECUTE FUNCTION access.keep_lock();

-- The register ------------------------------------------------------------------------------------------------------

-- A first name or a code. No family name, no date of birth: nothing here needs one.
CREATE TABLE child (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    group_id uuid NOT NULL REFERENCES care_group,
    name text NOT NULL CONSTRAINT child_name_length CHECK (length(name) BETWEEN 1 AND 40),
    left_on date,                                  -- the first day on which the child is not there any more
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX child_name_once ON child (group_id, lower(name)) WHERE left_on IS NULL;
CREATE INDEX child_holder ON child (holder_id, id);
CREATE INDEX child_group ON child (group_id);
CREATE INDEX child_name ON child (holder_id, name COLLATE "nl-x-icu", id);
CREATE TRIGGER open_place BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place_moved BEFORE UPDATE ON child FOR EACH ROW WHEN (OLD.group_id IS DISTINCT FROM NEW.group_id)
    EXECUTE FUNCTION access.begins_at_open_place();

-- Who decides for a child: "ouder 1" or a first name. No contact data.
CREATE TABLE guardian (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    child_id uuid NOT NULL REFERENCES child,
    label text NOT NULL CONSTRAINT guardian_label_length CHECK (length(label) BETWEEN 1 AND 40),
    ended_at timestamptz,                          -- decides no more
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX guardian_label_once ON guardian (child_id, lower(label)) WHERE ended_at IS NULL;

-- What a guardian said about a purpose; lines are added and never changed.
CREATE TABLE child_consent (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    child_id uuid NOT NULL REFERENCES child,
    guardian_id uuid NOT NULL REFERENCES guardian,
    purpose text NOT NULL CONSTRAINT child_consent_purpose_known CHECK (purpose IN ('vib_individual', 'vib_team', 'supervision', 'research', 'external_use')),
    act text NOT NULL CONSTRAINT child_consent_act_known CHECK (act IN ('given', 'refused', 'withdrawn', 'objection')),
    at timestamptz NOT NULL,                       -- when it was said
    how text NOT NULL CONSTRAINT child_consent_how_known CHECK (how IN ('paper', 'conversation', 'e-mail', 'form')),
    text_version integer NOT NULL CONSTRAINT child_consent_text_version CHECK (text_version > 0),
    noted_by uuid NOT NULL REFERENCES person,
    noted_at timestamptz NOT NULL,
    CONSTRAINT child_consent_order CHECK (at <= noted_at)
);
CREATE INDEX child_consent_child ON child_consent (child_id, purpose, at);

-- What follows from all that was said, by coaching.EffectiveConsent: written with each line and each basis, so that who
-- makes a roster sees whether a child may be in view, and not who said what.
CREATE TABLE effective_consent (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    child_id uuid NOT NULL REFERENCES child,
    purpose text NOT NULL CONSTRAINT effective_consent_purpose_known CHECK (purpose IN ('vib_individual', 'vib_team', 'supervision', 'research', 'external_use')),
    allowed boolean NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT effective_consent_once UNIQUE (child_id, purpose)
);

-- On what ground a holder films children, and how. Versions; the last one holds. A holder without any was there before
-- the register, and does not use it.
CREATE TABLE consent_basis (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    version integer NOT NULL CONSTRAINT consent_basis_version CHECK (version > 0),
    basis text NOT NULL CONSTRAINT consent_basis_known CHECK (basis IN ('opt_in', 'legitimate_interest')),
    balancing text NOT NULL DEFAULT '' CONSTRAINT consent_basis_balancing_length CHECK (length(balancing) <= 5000),
    both_guardians boolean NOT NULL DEFAULT false,
    register_in_use boolean NOT NULL,
    task_days integer NOT NULL CONSTRAINT consent_basis_task_days CHECK (task_days BETWEEN 1 AND 30),
    set_by uuid REFERENCES person,                 -- null: the defaults of a new holder
    set_at timestamptz NOT NULL,
    CONSTRAINT consent_basis_once UNIQUE (holder_id, version),
    CONSTRAINT consent_basis_balanced CHECK (basis = 'opt_in' OR balancing <> '')
);

-- Who was or will be there when it is filmed; of the recording and all its cameras.
CREATE TABLE roster (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL CONSTRAINT roster_once UNIQUE REFERENCES recording ON DELETE CASCADE,
    group_id uuid NOT NULL REFERENCES care_group,
    adults integer NOT NULL DEFAULT 0 CONSTRAINT roster_adults CHECK (adults BETWEEN 0 AND 50), -- besides herself
    adults_told boolean NOT NULL DEFAULT false,    -- they know that it is filmed, and agree
    made_by uuid NOT NULL REFERENCES person,
    confirmed_by uuid REFERENCES person,           -- who answers for it that whom it keeps out stays out
    confirmed_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL,
    CONSTRAINT roster_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);

-- A child that is there. Who is not there has no row.
CREATE TABLE roster_child (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    roster_id uuid NOT NULL REFERENCES roster ON DELETE CASCADE,
    child_id uuid NOT NULL REFERENCES child,
    seen text NOT NULL CONSTRAINT roster_child_seen_known CHECK (seen IN ('present', 'keep_out')),
    CONSTRAINT roster_child_once UNIQUE (roster_id, child_id)
);
CREATE INDEX roster_child_child ON roster_child (child_id);

-- +goose StatementBegin
-- A yes that no guardian gave stands in no register, whoever writes it: what is settled here may be stricter than what
-- follows from the lines, and never milder. The rule is coaching.EffectiveConsent.
CREATE FUNCTION access.consent_stands() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Once there is film, who was in view stays on the roster, whoever takes children off it to write them anew. The doors
-- that cut a child out of the film, and that erase all of it, do not come by here.
CREATE FUNCTION access.keep_roster() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
-- +goose StatementEnd
REVOKE ALL ON FUNCTION access.consent_stands(), access.keep_roster() FROM PUBLIC;
CREATE TRIGGER stands BEFORE INSERT OR UPDATE ON effective_consent FOR EACH ROW EXECUTE FUNCTION access.consent_stands();
CREATE CONSTRAINT TRIGGER filmed AFTER DELETE ON roster_child DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION access.keep_roster();

-- What is to be done about a child that may not be in view of a recording. It stays when the recording is gone.
CREATE TABLE consent_task (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL,
    owner_id uuid NOT NULL REFERENCES person,
    child_id uuid NOT NULL REFERENCES child,
    made_at timestamptz NOT NULL,
    due_on date NOT NULL,                          -- the last day, in the holder's zone; then the recording is deleted
    done_how text CONSTRAINT consent_task_how_known CHECK (done_how IN ('deleted', 'trimmed', 'masked', 'given_again')),
    done_at timestamptz,
    done_by text,                                  -- a person's id, or 'system:' and a door
    CONSTRAINT consent_task_done CHECK ((done_at IS NULL) = (done_how IS NULL) AND (done_at IS NULL) = (done_by IS NULL))
);
CREATE UNIQUE INDEX consent_task_open_once ON consent_task (recording_id, child_id) WHERE done_at IS NULL;
CREATE INDEX consent_task_due ON consent_task (due_on) WHERE done_at IS NULL;
CREATE INDEX consent_task_holder ON consent_task (holder_id, made_at, id);

-- Who sees what ----------------------------------------------------------------------------------------------------

-- +goose StatementBegin
-- Groups in which the actor holds one of the roles.
CREATE FUNCTION access.care_groups(VARIADIC roles text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Groups whose register the actor keeps.
CREATE FUNCTION access.kept_groups() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT access.care_groups('administrator', 'manager'));
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

-- Recordings of which the actor may say who is present: her own, what is shared with her, and her plans.
CREATE FUNCTION access.rostered_recordings() RETURNS uuid[]
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

-- Children on the roster of a recording that the actor sees, or of a plan that she made.
CREATE FUNCTION access.rostered_children() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE(access.answered('rostered_children'), access.answer('rostered_children', (
        SELECT COALESCE(array_agg(DISTINCT c.child_id), '{}')
        FROM roster_child c
        JOIN roster o ON o.id = c.roster_id
        WHERE o.recording_id = ANY ((SELECT access.rostered_recordings())::uuid[]))));
END
$$;

-- Whether film came in, or is coming as a file, for a recording or one of its further cameras.
CREATE FUNCTION access.has_film(of_recording uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Where a child is on film, or not surely out of it: of their own recordings for those who film and coach. Ids and nothing
-- else; and nothing for a manager, who locks by access.lock_filmed without a word of what there is.
CREATE FUNCTION access.filmed(of_child uuid) RETURNS TABLE (recording_id uuid, holder_id uuid, owner_id uuid, has_film boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Locks every recording with film in which a child is, or is not surely out of view, each with a task, for those who keep
-- its register; of what is not filmed yet, those who plan it are told. Only where the child may not be in view, and without
-- saying how much there is: that is not for a manager to know.
CREATE FUNCTION access.lock_filmed(of_child uuid, days integer, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Every recording that has a child on its roster, for the officer of its holder: no title, no question, no mark.
CREATE FUNCTION access.recordings_of_child(of_child uuid)
RETURNS TABLE (id uuid, recorded_at timestamptz, duration_ms bigint, owner_id uuid, given_name text, prefix text,
               family_name text, state text, seen text, locked boolean, marks bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- As in 0017; a further camera that was locked with its recording takes in no file either.
CREATE OR REPLACE FUNCTION access.lost_uploads() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
-- +goose StatementEnd
-- The last was left to everybody.
REVOKE ALL ON FUNCTION access.care_groups(text[]), access.kept_groups(), access.whole_holders(text[]), access.rostered_children(),
    access.rostered_recordings(), access.has_film(uuid), access.filmed(uuid), access.recordings_of_child(uuid),
    access.lock_filmed(uuid, integer, timestamptz), access.lost_uploads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.care_groups(text[]), access.kept_groups(), access.whole_holders(text[]), access.rostered_children(),
    access.rostered_recordings(), access.has_film(uuid), access.filmed(uuid), access.recordings_of_child(uuid),
    access.lock_filmed(uuid, integer, timestamptz), access.lost_uploads() TO terugblik_app;

-- Children whose consent the actor may read, for who asks about one: of the groups that she keeps, and for the officer of her
-- whole holder. An array of a thousand groups is read through for every child, and who keeps the whole holder needs none.
CREATE VIEW access.kept_child WITH (security_invoker = true) AS
SELECT c.id, c.holder_id
FROM child c
WHERE c.holder_id = ANY ((SELECT access.whole_holders('administrator', 'manager'))::uuid[])
   OR c.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])
   OR c.group_id = ANY ((SELECT access.kept_groups())::uuid[]);
GRANT SELECT ON access.kept_child TO terugblik_app;

-- Policies ---------------------------------------------------------------------------------------------------------

ALTER TABLE recording_lock ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON recording_lock FOR SELECT USING (recording_id = ANY ((SELECT access.recordings())::uuid[]));
CREATE POLICY officer ON recording_lock FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]));
CREATE POLICY consent ON recording_lock FOR INSERT WITH CHECK (
    reason = 'child_consent' AND lifted_at IS NULL
    AND (made_by = (SELECT access.actor())::text OR made_by = 'system:' || (SELECT access.door()))
    AND EXISTS (SELECT FROM access.filmed(cause_id) f WHERE f.recording_id = recording_lock.recording_id));
CREATE POLICY consent_back ON recording_lock FOR UPDATE USING (
    reason = 'child_consent' AND recording_id = ANY ((SELECT access.recordings())::uuid[])) WITH CHECK (
    lifted_by = (SELECT access.actor())::text AND access.child_out_of_the_way(recording_id, cause_id, made_at));
-- A safety signal's are made and lifted by access.freeze and access.unfreeze alone.
CREATE POLICY office ON recording_lock FOR INSERT WITH CHECK (
    reason = 'access_request' AND lifted_at IS NULL AND made_by = (SELECT access.actor())::text
    AND holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]));
CREATE POLICY office_lifts ON recording_lock FOR UPDATE USING (
    reason = 'access_request' AND lifted_at IS NULL
    AND holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])) WITH CHECK (
    reason = 'access_request' AND lifted_by = (SELECT access.actor())::text
    AND holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]));
CREATE POLICY cut ON recording_lock FOR SELECT USING ((SELECT access.door()) IN ('finalise', 'transcode'));
CREATE POLICY cut_lifts ON recording_lock FOR UPDATE USING (
    reason = 'child_consent' AND (SELECT access.door()) IN ('finalise', 'transcode'));
CREATE POLICY erase ON recording_lock USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

ALTER TABLE child ENABLE ROW LEVEL SECURITY;
CREATE POLICY keep ON child FOR SELECT USING (
    holder_id = ANY ((SELECT access.whole_holders('administrator', 'manager'))::uuid[])
    OR group_id = ANY ((SELECT access.kept_groups())::uuid[]));
CREATE POLICY officer ON child FOR SELECT USING (holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]));
CREATE POLICY present ON child FOR SELECT USING (group_id = ANY ((SELECT access.care_groups('employee', 'coach'))::uuid[]));
CREATE POLICY rostered ON child FOR SELECT USING (id = ANY ((SELECT access.rostered_children())::uuid[]));
CREATE POLICY enter ON child FOR INSERT WITH CHECK (
    group_id = ANY ((SELECT access.kept_groups())::uuid[])
    AND EXISTS (SELECT FROM care_group g WHERE g.id = group_id AND g.holder_id = child.holder_id));
CREATE POLICY change ON child FOR UPDATE USING (group_id = ANY ((SELECT access.kept_groups())::uuid[]))
    WITH CHECK (group_id = ANY ((SELECT access.kept_groups())::uuid[])
        AND EXISTS (SELECT FROM care_group g WHERE g.id = group_id AND g.holder_id = child.holder_id));
CREATE POLICY retain ON child FOR SELECT USING ((SELECT access.door()) = 'retain');

ALTER TABLE guardian ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON guardian FOR SELECT USING (EXISTS (SELECT FROM access.kept_child k WHERE k.id = child_id));
CREATE POLICY enter ON guardian FOR INSERT WITH CHECK (
    EXISTS (SELECT FROM child c WHERE c.id = child_id AND c.holder_id = guardian.holder_id
            AND c.group_id = ANY ((SELECT access.kept_groups())::uuid[])));
CREATE POLICY change ON guardian FOR UPDATE USING (
    EXISTS (SELECT FROM child c WHERE c.id = child_id AND c.group_id = ANY ((SELECT access.kept_groups())::uuid[])));

ALTER TABLE child_consent ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON child_consent FOR SELECT USING (EXISTS (SELECT FROM access.kept_child k WHERE k.id = child_id));
-- The officer writes down what takes back, and never a yes.
CREATE POLICY note ON child_consent FOR INSERT WITH CHECK (
    noted_by = (SELECT access.actor())
    AND EXISTS (SELECT FROM guardian g JOIN child c ON c.id = g.child_id
                WHERE g.id = guardian_id AND g.child_id = child_consent.child_id AND g.holder_id = child_consent.holder_id
                  AND (c.group_id = ANY ((SELECT access.kept_groups())::uuid[])
                       OR (act <> 'given' AND c.holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[])))));

ALTER TABLE effective_consent ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON effective_consent FOR SELECT USING (EXISTS (SELECT FROM child c WHERE c.id = child_id));
CREATE POLICY follow ON effective_consent FOR INSERT WITH CHECK (
    EXISTS (SELECT FROM access.kept_child k WHERE k.id = child_id AND k.holder_id = effective_consent.holder_id));
CREATE POLICY follow_change ON effective_consent FOR UPDATE USING (EXISTS (SELECT FROM access.kept_child k WHERE k.id = child_id));
CREATE POLICY begin ON effective_consent FOR SELECT USING ((SELECT access.door()) IN ('ingest', 'finalise'));

ALTER TABLE consent_basis ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON consent_basis FOR SELECT USING (holder_id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY settle ON consent_basis FOR INSERT WITH CHECK (
    set_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY begin ON consent_basis FOR SELECT USING ((SELECT access.door()) IN ('ingest', 'finalise', 'retain'));
CREATE POLICY first ON consent_basis FOR INSERT WITH CHECK (set_by IS NULL AND holder_id = ANY ((SELECT access.unowned())::uuid[]));
CREATE POLICY operator_founds ON consent_basis FOR INSERT WITH CHECK ((SELECT access.door()) = 'invite' AND set_by IS NULL AND version = 1);

ALTER TABLE roster ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON roster FOR SELECT USING (recording_id = ANY ((SELECT access.rostered_recordings())::uuid[]));
CREATE POLICY make ON roster FOR INSERT WITH CHECK (
    made_by = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.rostered_recordings())::uuid[])
    AND (confirmed_by IS NULL OR confirmed_by = (SELECT access.actor()))
    AND EXISTS (SELECT FROM recording r JOIN care_group g ON g.holder_id = r.holder_id
                WHERE r.id = recording_id AND r.angle_of IS NULL AND g.id = group_id AND r.holder_id = roster.holder_id));
CREATE POLICY change ON roster FOR UPDATE USING (recording_id = ANY ((SELECT access.rostered_recordings())::uuid[]))
    WITH CHECK (recording_id = ANY ((SELECT access.rostered_recordings())::uuid[])
        AND (confirmed_by IS NULL OR confirmed_by = (SELECT access.actor()))
        AND EXISTS (SELECT FROM care_group g WHERE g.id = group_id AND g.holder_id = roster.holder_id));
CREATE POLICY begin ON roster FOR SELECT USING ((SELECT access.door()) IN ('ingest', 'finalise'));
CREATE POLICY erase ON roster USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

ALTER TABLE roster_child ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON roster_child FOR SELECT USING (EXISTS (SELECT FROM roster o WHERE o.id = roster_id));
CREATE POLICY make ON roster_child FOR INSERT WITH CHECK (
    EXISTS (SELECT FROM roster o JOIN child c ON c.holder_id = o.holder_id
            WHERE o.id = roster_id AND c.id = child_id AND o.holder_id = roster_child.holder_id
              AND o.recording_id = ANY ((SELECT access.rostered_recordings())::uuid[])));
CREATE POLICY change ON roster_child FOR DELETE USING (
    EXISTS (SELECT FROM roster o WHERE o.id = roster_id AND o.recording_id = ANY ((SELECT access.rostered_recordings())::uuid[])));

ALTER TABLE consent_task ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON consent_task FOR SELECT USING (
    (owner_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    OR recording_id = ANY ((SELECT access.coached_recordings())::uuid[])
    OR holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]));
CREATE POLICY make ON consent_task FOR INSERT WITH CHECK (
    done_at IS NULL
    AND EXISTS (SELECT FROM access.filmed(child_id) f WHERE f.recording_id = consent_task.recording_id
                AND f.owner_id = consent_task.owner_id AND f.holder_id = consent_task.holder_id));
CREATE POLICY finish ON consent_task FOR UPDATE USING (
    (owner_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    OR recording_id = ANY ((SELECT access.coached_recordings())::uuid[])) WITH CHECK (
    done_by = (SELECT access.actor())::text
    AND CASE done_how
        WHEN 'deleted' THEN EXISTS (SELECT FROM erasure_receipt x WHERE x.recording_id = consent_task.recording_id)
        ELSE access.child_out_of_the_way(recording_id, child_id, made_at) END);
CREATE POLICY due ON consent_task FOR SELECT USING ((SELECT access.door()) IN ('retain', 'finalise', 'transcode'));
CREATE POLICY due_done ON consent_task FOR UPDATE USING ((SELECT access.door()) IN ('retain', 'finalise', 'transcode'));

-- Who keeps the register writes so in the log of administration.
CREATE POLICY register ON administration_log FOR INSERT WITH CHECK (
    actor = (SELECT access.actor())::text AND person_id IS NULL
    AND act IN ('child_added', 'child_changed', 'child_left', 'guardian_added', 'guardian_ended', 'consent_noted')
    AND holder_id = ANY ((SELECT access.holders('manager', 'data_protection_officer'))::uuid[]));
CREATE POLICY begin ON holder FOR SELECT USING ((SELECT access.door()) = 'finalise');

CREATE POLICY cut ON roster_child FOR UPDATE USING ((SELECT access.door()) IN ('finalise', 'transcode'));
CREATE POLICY cut_rows ON roster FOR SELECT USING ((SELECT access.door()) = 'transcode');
GRANT UPDATE (seen) ON roster_child TO terugblik_app;

GRANT SELECT, INSERT, DELETE ON recording_lock, roster, roster_child TO terugblik_app;
GRANT SELECT, INSERT ON child, guardian, child_consent, effective_consent, consent_basis, consent_task TO terugblik_app;
GRANT UPDATE (lifted_at, lifted_by) ON recording_lock TO terugblik_app;
GRANT UPDATE (name, group_id, left_on, version) ON child TO terugblik_app;
GRANT UPDATE (label, ended_at) ON guardian TO terugblik_app;
GRANT UPDATE (allowed, since) ON effective_consent TO terugblik_app;
GRANT UPDATE (group_id, adults, adults_told, confirmed_by, confirmed_at, version, updated_at) ON roster TO terugblik_app;
GRANT UPDATE (done_how, done_at, done_by) ON consent_task TO terugblik_app;
