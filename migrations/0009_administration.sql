-- Who keeps people and places: one-time links, the log of administration, and what an administrator may do.
-- The rules of 0008_visibility.sql stay as they are; everything here is added to them. Nothing here opens learning.

-- +goose Up
ALTER TABLE person ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE location ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE care_group ADD COLUMN version integer NOT NULL DEFAULT 1;

-- A role that is taken back before it began holds at no instant.
ALTER TABLE role_assignment DROP CONSTRAINT role_dates;
ALTER TABLE role_assignment ADD CONSTRAINT role_dates CHECK (valid_until IS NULL OR valid_until >= valid_from);
ALTER TABLE role_assignment ADD CONSTRAINT role_scope CHECK (
    (group_id IS NULL OR (location_id IS NOT NULL AND role = 'employee'))
    AND (location_id IS NULL OR role NOT IN ('administrator', 'data_protection_officer')));

-- A one-time link with which a person chooses her password: to begin, or because she forgot it.
CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    person_id uuid NOT NULL REFERENCES person,
    kind text NOT NULL CONSTRAINT invitation_kind_known CHECK (kind IN ('begin', 'password')),
    token_hash bytea NOT NULL CONSTRAINT invitation_hash_unique UNIQUE, -- SHA-256
    made_by text NOT NULL,                         -- a person's id, or 'system:invite' for the operator
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    replaced_at timestamptz,                       -- by a newer link, or taken back
    CONSTRAINT invitation_ends_once CHECK (used_at IS NULL OR replaced_at IS NULL)
);
CREATE UNIQUE INDEX invitation_open_once ON invitation (person_id) WHERE used_at IS NULL AND replaced_at IS NULL;
CREATE INDEX invitation_person ON invitation (person_id, made_at);
CREATE INDEX invitation_holder ON invitation (holder_id, made_at, id);

-- Who added, changed or ended whom or what; append-only.
CREATE TABLE administration_log (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    actor text NOT NULL,                           -- a person's id, or 'system:' and a door
    act text NOT NULL CONSTRAINT administration_act_known CHECK (act IN (
        'begun', 'person_added', 'person_changed', 'person_ended', 'role_given', 'role_ended', 'link_made', 'link_used',
        'link_taken_back', 'location_added', 'location_changed', 'group_added', 'group_changed')),
    person_id uuid REFERENCES person,              -- about whom
    role text NOT NULL DEFAULT '',
    day date,                                      -- the last day, where something ended; the first, where it begins
    detail text NOT NULL DEFAULT '',               -- a name or address, before and after
    created_at timestamptz NOT NULL
);
CREATE INDEX administration_log_holder ON administration_log (holder_id, created_at, id);
CREATE INDEX administration_log_person ON administration_log (person_id, created_at, id);

-- +goose StatementBegin
-- Behind the door 'first' only: whether there is no holder at all.
CREATE FUNCTION access.untouched() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT access.door()) = 'first' AND NOT EXISTS (SELECT FROM holder);
END
$$;

-- Behind the door 'first' only: the holder in the making, in which nobody has a role yet.
CREATE FUNCTION access.unowned() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(h.id), '{}')
        FROM holder h
        WHERE (SELECT access.door()) = 'first'
          AND NOT EXISTS (SELECT FROM role_assignment r WHERE r.holder_id = h.id));
END
$$;

-- Behind the door 'link' only: people with a link that is neither used nor replaced.
CREATE FUNCTION access.invited() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(person_id), '{}')
        FROM invitation
        WHERE (SELECT access.door()) = 'link'
          AND used_at IS NULL
          AND replaced_at IS NULL);
END
$$;

-- Who made links to the actor's account: she must know by name who could have got in.
CREATE FUNCTION access.link_makers() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(DISTINCT made_by::uuid), '{}')
        FROM invitation
        WHERE person_id = (SELECT access.actor())
          AND made_by NOT LIKE 'system:%');
END
$$;

-- People who have chosen a password, for those who keep their accounts and for the operator.
CREATE FUNCTION access.activated() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(person_id), '{}')
        FROM credential
        WHERE holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[])
           OR (SELECT access.door()) = 'invite');
END
$$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION access.untouched(), access.unowned(), access.invited(), access.link_makers(), access.activated() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.untouched(), access.unowned(), access.invited(), access.link_makers(), access.activated() TO terugblik_app;

-- The administrator, within her own holder -------------------------------------------------------

CREATE POLICY add_place ON location FOR INSERT WITH CHECK (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY change_place ON location FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

CREATE POLICY add_group ON care_group FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = care_group.holder_id));
CREATE POLICY change_group ON care_group FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

CREATE POLICY admit ON person FOR INSERT WITH CHECK (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY administer ON person FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

-- Only to people whose account her holder keeps: a role for anybody else would show her who that is.
CREATE POLICY appoint ON role_assignment FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND EXISTS (SELECT FROM person p WHERE p.id = person_id AND p.holder_id = role_assignment.holder_id)
    AND (location_id IS NULL
         OR EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = role_assignment.holder_id))
    AND (group_id IS NULL
         OR EXISTS (SELECT FROM care_group g WHERE g.id = group_id AND g.location_id = role_assignment.location_id)));
CREATE POLICY dismiss ON role_assignment FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));

ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON invitation FOR SELECT USING (
    person_id = (SELECT access.actor())
    OR holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
CREATE POLICY make ON invitation FOR INSERT WITH CHECK (
    holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND made_by = (SELECT access.actor())::text
    AND EXISTS (SELECT FROM person p WHERE p.id = person_id AND p.holder_id = invitation.holder_id));
CREATE POLICY replace ON invitation FOR UPDATE USING (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY take_back ON invitation FOR UPDATE USING (person_id = (SELECT access.actor()));

CREATE POLICY link_maker ON person FOR SELECT USING (id = ANY ((SELECT access.link_makers())::uuid[]));

ALTER TABLE administration_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON administration_log FOR SELECT USING (
    holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
CREATE POLICY write ON administration_log FOR INSERT WITH CHECK (
    actor = (SELECT access.actor())::text
    AND (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
         OR (act = 'link_taken_back' AND person_id = (SELECT access.actor())
             AND EXISTS (SELECT FROM person p WHERE p.id = person_id AND p.holder_id = administration_log.holder_id))));

-- Door 'link': whoever brings the secret of a link. It reaches accounts with an open link and no others.

CREATE POLICY look_up ON invitation FOR SELECT USING ((SELECT access.door()) = 'link');
CREATE POLICY use_up ON invitation FOR UPDATE USING ((SELECT access.door()) = 'link');
CREATE POLICY link ON holder FOR SELECT USING ((SELECT access.door()) = 'link');
CREATE POLICY link ON person FOR SELECT USING (id = ANY ((SELECT access.invited())::uuid[]));
CREATE POLICY link ON role_assignment FOR SELECT USING (person_id = ANY ((SELECT access.invited())::uuid[]));
CREATE POLICY link ON credential USING (person_id = ANY ((SELECT access.invited())::uuid[]))
    WITH CHECK (person_id = ANY ((SELECT access.invited())::uuid[]));
CREATE POLICY link ON login_session USING (person_id = ANY ((SELECT access.invited())::uuid[])) WITH CHECK (false);
CREATE POLICY link ON access_token USING (person_id = ANY ((SELECT access.invited())::uuid[])) WITH CHECK (false);
CREATE POLICY link ON administration_log FOR INSERT WITH CHECK (
    act = 'link_used' AND actor = person_id::text AND person_id = ANY ((SELECT access.invited())::uuid[]));

-- Door 'invite': the operator beside the server.

CREATE POLICY operator ON holder FOR SELECT USING ((SELECT access.door()) = 'invite');
CREATE POLICY operator ON location FOR SELECT USING ((SELECT access.door()) = 'invite');
CREATE POLICY operator ON person FOR SELECT USING ((SELECT access.door()) = 'invite');
CREATE POLICY operator_adds ON person FOR INSERT WITH CHECK ((SELECT access.door()) = 'invite');
CREATE POLICY operator ON role_assignment FOR SELECT USING ((SELECT access.door()) = 'invite');
CREATE POLICY operator_appoints ON role_assignment FOR INSERT WITH CHECK ((SELECT access.door()) = 'invite'
    AND EXISTS (SELECT FROM person p WHERE p.id = person_id AND p.holder_id = role_assignment.holder_id)
    AND (location_id IS NULL
         OR EXISTS (SELECT FROM location l WHERE l.id = location_id AND l.holder_id = role_assignment.holder_id))
    AND group_id IS NULL);
CREATE POLICY operator ON invitation FOR SELECT USING ((SELECT access.door()) = 'invite');
CREATE POLICY operator_replaces ON invitation FOR UPDATE USING ((SELECT access.door()) = 'invite');
CREATE POLICY operator_makes ON invitation FOR INSERT WITH CHECK ((SELECT access.door()) = 'invite' AND made_by = 'system:invite'
    AND EXISTS (SELECT FROM person p WHERE p.id = person_id AND p.holder_id = invitation.holder_id));
CREATE POLICY operator ON administration_log FOR INSERT WITH CHECK ((SELECT access.door()) = 'invite' AND actor = 'system:invite');

-- Door 'first': the first administrator, while there is no holder. It shuts with her role.

CREATE POLICY first ON holder FOR INSERT WITH CHECK ((SELECT access.untouched()) AND demo_version IS NULL);
CREATE POLICY first ON location FOR INSERT WITH CHECK (holder_id = ANY ((SELECT access.unowned())::uuid[]));
CREATE POLICY first ON person FOR INSERT WITH CHECK (holder_id = ANY ((SELECT access.unowned())::uuid[]));
CREATE POLICY first ON credential FOR INSERT WITH CHECK (holder_id = ANY ((SELECT access.unowned())::uuid[]));
CREATE POLICY first ON administration_log FOR INSERT WITH CHECK (act = 'begun' AND holder_id = ANY ((SELECT access.unowned())::uuid[]));
CREATE POLICY first ON role_assignment FOR INSERT WITH CHECK (
    role = 'administrator' AND holder_id = ANY ((SELECT access.unowned())::uuid[]));

-- Doors that were there: who may publish film must still work there; who left takes her tokens along.

CREATE POLICY publishing ON role_assignment FOR SELECT USING ((SELECT access.door()) = 'ingest');
CREATE POLICY leave ON access_token FOR DELETE USING ((SELECT access.door()) = 'session');

GRANT SELECT, INSERT ON invitation, administration_log TO terugblik_app;
GRANT UPDATE (used_at, replaced_at) ON invitation TO terugblik_app;
GRANT UPDATE (given_name, prefix, family_name, email, version) ON person TO terugblik_app;
GRANT UPDATE (valid_until) ON role_assignment TO terugblik_app;
GRANT UPDATE (name, lrk_number, version) ON location TO terugblik_app;
GRANT UPDATE (name, version) ON care_group TO terugblik_app;
