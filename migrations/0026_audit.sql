-- The audit log: what was done, by whom and to which thing, numbered without gaps and chained by SHA-256, without any
-- content. It is written at the commit by triggers with the owner's rights; the serving role can only read it.
-- A line says ids, kinds and times; the words, names and titles that an id stands for are elsewhere and may be erased.

-- +goose Up
-- What is done to people and settings gets new acts with each capability; coaching/administration.go lists them.
ALTER TABLE administration_log DROP CONSTRAINT administration_act_known;
ALTER TABLE administration_log ADD CONSTRAINT administration_act_known CHECK (act ~ '^[a-z_]{3,40}$');

-- Without foreign keys: they would wait for locks while the chain is held, and the chain outlives what it names.
CREATE TABLE audit_entry (
    holder_id uuid NOT NULL,
    number bigint NOT NULL CONSTRAINT audit_entry_number CHECK (number > 0),
    at timestamptz NOT NULL,                       -- when it was done, as the line that it comes from says
    written_at timestamptz NOT NULL,               -- when it was chained, by the database's clock
    actor text NOT NULL CONSTRAINT audit_entry_actor CHECK (actor ~ '^([0-9a-f-]{36}|[a-z_:]{3,40})$'),
    act text NOT NULL CONSTRAINT audit_entry_act CHECK (act ~ '^[a-z_]{3,40}$'),
    person_id uuid,                                -- about whom
    thing_kind text NOT NULL CONSTRAINT audit_entry_thing CHECK (thing_kind ~ '^[a-z_]{0,40}$'),
    thing_id uuid,
    source text NOT NULL CONSTRAINT audit_entry_source CHECK (source ~ '^[a-z_]{3,63}$'), -- the table
    line_id uuid,                                  -- and the line that it comes from
    previous bytea NOT NULL CONSTRAINT audit_entry_previous CHECK (length(previous) = 32),
    hash bytea NOT NULL CONSTRAINT audit_entry_hash CHECK (length(hash) = 32),
    PRIMARY KEY (holder_id, number)
);
CREATE INDEX audit_entry_line ON audit_entry (source, line_id);
CREATE INDEX audit_entry_person ON audit_entry (holder_id, person_id, number);
CREATE INDEX audit_entry_actor ON audit_entry (holder_id, actor, number);
CREATE INDEX audit_entry_act ON audit_entry (holder_id, act, number);
CREATE INDEX audit_entry_at ON audit_entry (holder_id, at);

CREATE SCHEMA audit; -- the serving role has no business in it

-- +goose StatementBegin
-- What is hashed; coaching/audit.go writes the same.
CREATE FUNCTION audit.content(e audit_entry) RETURNS bytea
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN convert_to(concat_ws(E'\n', 'terugblik-audit-1', e.holder_id, e.number,
        to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        to_char(e.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        e.actor, e.act, COALESCE(e.person_id::text, '-'), e.thing_kind, COALESCE(e.thing_id::text, '-'),
        e.source, COALESCE(e.line_id::text, '-')), 'UTF8');
END
$$;

-- Adds a line to the chain of its holder. Whoever adds holds the chain until her commit is seen by the next, so it is
-- called at the very end of a transaction: the triggers below are deferred.
CREATE FUNCTION audit.add(e audit_entry) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
$$;

-- A trigger's arguments: act, actor, about whom, kind of thing, thing, when. One that begins with a dot names a column
-- of the row; '' is none, for the actor whoever works in the transaction, for the time now.
CREATE FUNCTION audit.append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

-- Holds also for the owner of the tables, unless she takes the trigger away first.
CREATE FUNCTION audit.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'lines of the audit log are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Where the log and the chain do not say the same: lines of the two logs that are never removed without their entry
-- (number 0), and entries without their line. For the door that checks.
CREATE FUNCTION access.audit_mismatches() RETURNS TABLE (holder_id uuid, number bigint, source text, line_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
-- +goose StatementEnd

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
REVOKE ALL ON FUNCTION access.audit_mismatches() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.audit_mismatches() TO terugblik_app;

-- What was done before this update, in the order of its times.
-- +goose StatementBegin
DO $$
DECLARE
    line record;
BEGIN
    FOR line IN
        SELECT a.holder_id, a.at, a.actor, a.action AS act, a.owner_id AS person_id,
               CASE WHEN a.report_id IS NULL THEN 'recording' ELSE 'report' END AS kind,
               COALESCE(a.recording_id, a.report_id) AS thing_id, 'access_log' AS source, a.id
        FROM access_log a
        UNION ALL
        SELECT a.holder_id, a.created_at, a.actor, a.act, a.person_id, '', NULL, 'administration_log', a.id
        FROM administration_log a
        ORDER BY 2, 9
    LOOP
        PERFORM audit.add(ROW(line.holder_id, NULL, line.at, NULL, line.actor, line.act, line.person_id, line.kind,
                              line.thing_id, line.source, line.id, NULL, NULL)::audit_entry);
    END LOOP;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();

-- The facts -------------------------------------------------------------------------------------------------------

CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON access_log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.report_id IS NULL) EXECUTE FUNCTION audit.append('.action', '.actor', '.owner_id', 'recording', '.recording_id', '.at');
CREATE CONSTRAINT TRIGGER audit_report AFTER INSERT ON access_log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.report_id IS NOT NULL) EXECUTE FUNCTION audit.append('.action', '.actor', '.owner_id', 'report', '.report_id', '.at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON administration_log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION audit.append('.act', '.actor', '.person_id', '', '', '.created_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON retention_terms DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION audit.append('terms_set', '.set_by', '', 'retention_terms', '.id', '.set_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON recording_consent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION audit.append('consent_given', '.person_id', '.person_id', 'recording', '.recording_id', '.given_at');
CREATE CONSTRAINT TRIGGER audit_withdrawn AFTER UPDATE ON recording_consent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL)
    EXECUTE FUNCTION audit.append('consent_withdrawn', '', '.person_id', 'recording', '.recording_id', '.withdrawn_at');
CREATE CONSTRAINT TRIGGER audit_key AFTER UPDATE ON erasure_receipt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.key_destroyed_at IS NULL AND NEW.key_destroyed_at IS NOT NULL)
    EXECUTE FUNCTION audit.append('key_destroyed', '', '.owner_id', 'recording', '.recording_id', '.key_destroyed_at');
CREATE CONSTRAINT TRIGGER audit_erased AFTER UPDATE ON erasure_receipt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.completed_at IS NULL AND NEW.completed_at IS NOT NULL)
    EXECUTE FUNCTION audit.append('erasure_completed', '', '.owner_id', 'recording', '.recording_id', '.completed_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON login_session DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION audit.append('logged_in', '.person_id', '.person_id', '', '', '.created_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON access_token DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION audit.append('token_made', '.person_id', '.person_id', 'access_token', '.id', '.created_at');
CREATE CONSTRAINT TRIGGER audit_removed AFTER DELETE ON access_token DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION audit.append('token_removed', '', '.person_id', 'access_token', '.id', '');

-- What is done to children, in the office and to the powers of people is taken from the facts as well: each has its line
-- in the log of administration, but nobody need trust that whoever did it wrote that line, or wrote it truly. Rows that no
-- actor and no door wrote come from the owner of the tables: demo, restore.
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON child DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('register_child', '', '', 'child', '.id', '.created_at');
CREATE CONSTRAINT TRIGGER audit_changed AFTER UPDATE ON child DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('register_child', '', '', 'child', '.id', '');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON guardian DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('register_guardian', '', '', 'child', '.child_id', '.created_at');
CREATE CONSTRAINT TRIGGER audit_changed AFTER UPDATE ON guardian DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('register_guardian', '', '', 'child', '.child_id', '');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON child_consent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('register_line', '.noted_by', '', 'child', '.child_id', '.noted_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON consent_basis DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('register_basis', '.set_by', '', 'consent_basis', '.id', '.set_at');
CREATE CONSTRAINT TRIGGER audit_done AFTER UPDATE ON consent_task DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.done_at IS NULL AND NEW.done_at IS NOT NULL AND current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('task_done', '.done_by', '.owner_id', 'recording', '.recording_id', '.done_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON privacy_request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_request', '.registered_by', '.person_id', 'request', '.id', '.registered_at');
CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON privacy_request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at AND current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_request_over', '.closed_by', '.person_id', 'request', '.id', '.closed_at');
CREATE CONSTRAINT TRIGGER audit_decided AFTER UPDATE ON privacy_finding DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.decided_at IS DISTINCT FROM NEW.decided_at AND current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_decision', '.decided_by', '.owner_id', 'recording', '.recording_id', '.decided_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON viewing DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_viewing', '.officer_id', '', 'viewing', '.id', '.planned_at');
CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON viewing DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at AND current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_viewing_over', '.ended_by', '', 'viewing', '.id', '.ended_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON emergency_access DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_emergency', '.asked_by', '.owner_id', 'emergency', '.id', '.asked_at');
CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON emergency_access DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at AND current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_emergency_over', '.ended_by', '.owner_id', 'emergency', '.id', '.ended_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON emergency_grant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_grant', '.granted_by', '.asked_by', 'emergency', '.emergency_id', '.granted_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON safety_signal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_signal', '.raised_by', '', 'signal', '.id', '.raised_at');
CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON safety_signal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at AND current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_signal_over', '.closed_by', '', 'signal', '.id', '.closed_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON safety_officer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_named', '.named_by', '.person_id', 'signal', '.signal_id', '.named_at');
CREATE CONSTRAINT TRIGGER audit_over AFTER UPDATE ON safety_officer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at AND current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_named_over', '', '.person_id', 'signal', '.signal_id', '.ended_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON breach_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('office_breach', '.written_by', '', 'breach', '.breach_id', '.written_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON role_assignment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('role_row', '', '.person_id', 'role', '.id', '');
CREATE CONSTRAINT TRIGGER audit_end AFTER UPDATE ON role_assignment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.valid_until IS DISTINCT FROM NEW.valid_until AND current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('role_row_end', '', '.person_id', 'role', '.id', '');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON invitation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('link_row', '', '.person_id', 'link', '.id', '.made_at');
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON credential DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('password_set', '', '.person_id', '', '', '.changed_at');
CREATE CONSTRAINT TRIGGER audit_changed AFTER UPDATE ON credential DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.password_hash IS DISTINCT FROM NEW.password_hash AND current_setting('app.actor', true) <> '')
    EXECUTE FUNCTION audit.append('password_set', '', '.person_id', '', '', '.changed_at');

-- Who reads it ----------------------------------------------------------------------------------------------------

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON audit_entry FOR SELECT USING (holder_id = ANY ((SELECT access.holders('data_protection_officer'))::uuid[]));
CREATE POLICY audit ON audit_entry FOR SELECT USING ((SELECT access.door()) = 'audit');
CREATE POLICY audit ON holder FOR SELECT USING ((SELECT access.door()) = 'audit');
GRANT SELECT ON audit_entry TO terugblik_app;

-- Who left takes the agreements along in her dossier, and agrees to nothing any more.
CREATE POLICY leaver ON sharing_agreement FOR SELECT USING (trajectory_id = ANY ((SELECT access.left_trajectories())::uuid[]));
CREATE POLICY leaver_adds_nothing ON sharing_agreement_yes AS RESTRICTIVE FOR INSERT
    WITH CHECK (holder_id <> ALL ((SELECT access.left_holders())::uuid[]));

-- A page for parents per location, at an address that nobody guesses. It says nothing about anybody.
CREATE TABLE transparency_page (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    location_id uuid NOT NULL REFERENCES location CONSTRAINT transparency_page_once UNIQUE,
    token text NOT NULL CONSTRAINT transparency_page_token UNIQUE
        CONSTRAINT transparency_page_token_length CHECK (length(token) >= 20),
    contact text NOT NULL DEFAULT '' CONSTRAINT transparency_page_contact CHECK (length(contact) <= 300),
    shown boolean NOT NULL,
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL
);
CREATE INDEX transparency_page_holder ON transparency_page (holder_id);
CREATE TRIGGER open_place BEFORE INSERT ON transparency_page FOR EACH ROW WHEN (NEW.shown)
    EXECUTE FUNCTION access.begins_at_open_place();
CREATE TRIGGER open_place_moved BEFORE UPDATE ON transparency_page FOR EACH ROW WHEN (NEW.shown AND NOT OLD.shown)
    EXECUTE FUNCTION access.begins_at_open_place();

-- +goose StatementBegin
-- On what basis children are filmed for a holder now, for whoever has a role there.
CREATE FUNCTION access.basis_of(wanted uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN COALESCE((SELECT b.basis FROM consent_basis b
                     WHERE b.holder_id = wanted AND wanted = ANY ((SELECT access.any_role())::uuid[])
                     ORDER BY b.version DESC
                     LIMIT 1), 'opt_in');
END
$$;

-- What parents read at an address that is switched on, while the location is open and nothing waits after a restore
-- (table restore of 0033: a page that was switched off since would be there again). It names the organisation and the location.
CREATE FUNCTION access.transparency(address text)
RETURNS TABLE (holder text, location text, contact text, basis text, review_days integer, cap_days integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
-- +goose StatementEnd
REVOKE ALL ON FUNCTION access.basis_of(uuid), access.transparency(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.basis_of(uuid), access.transparency(text) TO terugblik_app;

ALTER TABLE transparency_page ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON transparency_page FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
CREATE POLICY make ON transparency_page FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = transparency_page.holder_id));
CREATE POLICY change ON transparency_page FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
GRANT SELECT, INSERT ON transparency_page TO terugblik_app;
GRANT UPDATE (contact, shown, version, changed_at) ON transparency_page TO terugblik_app;
