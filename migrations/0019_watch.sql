-- Watching live: whom the employee lets watch while she films, and the tokens with which that coach gets the stream.

-- +goose Up
-- One coach, one recording, from invited_at until she takes it back or stops filming.
CREATE TABLE live_invitation (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    coach_id uuid NOT NULL REFERENCES person,
    invited_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT live_invitation_dates CHECK (ended_at IS NULL OR ended_at >= invited_at)
);
CREATE UNIQUE INDEX live_invitation_once ON live_invitation (recording_id, coach_id) WHERE ended_at IS NULL;
CREATE INDEX live_invitation_coach ON live_invitation (coach_id) WHERE ended_at IS NULL;
CREATE INDEX live_invitation_recording ON live_invitation (recording_id, invited_at);

-- A bearer token that can watch one recording live and do nothing else. It goes with the log-in that asked for it; a
-- script's has none.
CREATE TABLE watch_token (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    recording_id uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    token_hash bytea NOT NULL CONSTRAINT watch_token_hash_unique UNIQUE,
    login_hash bytea REFERENCES login_session (token_hash) ON DELETE CASCADE,
    created_by uuid NOT NULL REFERENCES person,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX watch_token_recording ON watch_token (recording_id);
CREATE INDEX watch_token_login ON watch_token (login_hash);

-- What the actor, a coach, may watch now: she is invited, and it is being filmed or has not begun. Between two takes she
-- keeps sight for as long as a recorder tries to come back by itself. What was filmed opens to her by a share only, so
-- these are not among access.recordings().
-- +goose StatementBegin
CREATE FUNCTION access.watched_recordings() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION access.watched_recordings() TO terugblik_app;

-- Policies ---------------------------------------------------------------------------------------------------------

ALTER TABLE live_invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON live_invitation FOR SELECT USING (
    recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
    OR (coach_id = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.watched_recordings())::uuid[])));
CREATE POLICY invite ON live_invitation FOR INSERT WITH CHECK (
    recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
    AND EXISTS (SELECT FROM recording r
                JOIN cycle c ON c.id = r.cycle_id
                JOIN trajectory_coach t ON t.trajectory_id = c.trajectory_id
                WHERE r.id = recording_id AND r.holder_id = live_invitation.holder_id
                  AND t.coach_id = live_invitation.coach_id
                  AND t.valid_from <= now() AND (t.valid_until IS NULL OR t.valid_until > now())));
CREATE POLICY withdraw ON live_invitation FOR UPDATE USING (recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY watch ON live_invitation FOR SELECT USING ((SELECT access.door()) = 'watch');
CREATE POLICY erase ON live_invitation USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

ALTER TABLE watch_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY ask ON watch_token FOR INSERT WITH CHECK (
    created_by = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.watched_recordings())::uuid[])
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.holder_id = watch_token.holder_id));
-- She who films ends them with the invitation.
CREATE POLICY withdraw ON watch_token USING (recording_id = ANY ((SELECT access.owned_recordings())::uuid[])) WITH CHECK (false);
CREATE POLICY watch ON watch_token FOR SELECT USING ((SELECT access.door()) = 'watch');
CREATE POLICY erase ON watch_token USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

CREATE POLICY watch ON recording FOR SELECT USING (id = ANY ((SELECT access.watched_recordings())::uuid[]));
CREATE POLICY read_watched ON recording FOR SELECT USING ((SELECT access.door()) = 'watch');
CREATE POLICY watch ON take FOR SELECT USING (recording_id = ANY ((SELECT access.watched_recordings())::uuid[]));

-- While she watches, a coach's marks are her own drafts. They stay, and are there again when the recording is shared.
CREATE POLICY see_live ON annotation FOR SELECT USING (
    author_id = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.watched_recordings())::uuid[]));
CREATE POLICY mark_live ON annotation FOR INSERT WITH CHECK (
    author_id = (SELECT access.actor()) AND visibility = 'draft'
    AND recording_id = ANY ((SELECT access.watched_recordings())::uuid[])
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.holder_id = annotation.holder_id));
CREATE POLICY change_live ON annotation FOR UPDATE USING (
    author_id = (SELECT access.actor()) AND visibility = 'draft'
    AND recording_id = ANY ((SELECT access.watched_recordings())::uuid[]));
CREATE POLICY drop_live ON annotation FOR DELETE USING (
    author_id = (SELECT access.actor()) AND visibility = 'draft'
    AND recording_id = ANY ((SELECT access.watched_recordings())::uuid[]));

-- What is chosen for feedback is of what was shared.
DROP POLICY coach ON feedback_choice;
CREATE POLICY coach ON feedback_choice USING (cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
        AND EXISTS (SELECT FROM annotation a WHERE a.id = annotation_id))
    WITH CHECK (cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
        AND EXISTS (SELECT FROM annotation a JOIN recording r ON r.id = a.recording_id
                    WHERE a.id = annotation_id AND r.cycle_id = feedback_choice.cycle_id
                      AND r.id = ANY ((SELECT access.coached_recordings())::uuid[])
                      AND a.visibility = 'draft' AND a.holder_id = feedback_choice.holder_id));

-- That she stopped watching is written when she may see nothing any more; that she began she writes herself.
CREATE POLICY watch ON access_log FOR INSERT WITH CHECK (
    (SELECT access.door()) = 'watch' AND action = 'watch_end'
    AND EXISTS (SELECT FROM live_invitation i
                JOIN recording r ON r.id = i.recording_id
                WHERE i.recording_id = access_log.recording_id AND i.coach_id::text = access_log.actor
                  AND r.owner_id = access_log.owner_id AND r.holder_id = access_log.holder_id));

GRANT SELECT, INSERT, DELETE ON live_invitation, watch_token TO terugblik_app;
GRANT UPDATE (ended_at) ON live_invitation TO terugblik_app;
