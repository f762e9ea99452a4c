-- Who may see and touch which row: the policies, and below them what the serving role may do at all.
-- The functions they ask are in 0007_access.sql. Each policy is dropped once in a test that must notice it.

-- +goose Up
-- Places and people -----------------------------------------------------------------------------

ALTER TABLE holder ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON holder FOR SELECT USING (id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY settle ON holder FOR UPDATE USING (id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY door ON holder FOR SELECT USING ((SELECT access.door()) IN ('ingest', 'demo', 'start'));
CREATE POLICY demo ON holder FOR INSERT WITH CHECK ((SELECT access.door()) = 'demo' AND demo_version IS NOT NULL);

ALTER TABLE location ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON location FOR SELECT USING (holder_id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY door ON location FOR SELECT USING ((SELECT access.door()) = 'demo');
CREATE POLICY demo ON location FOR INSERT WITH CHECK ((SELECT access.door()) = 'demo'
    AND EXISTS (SELECT FROM holder h WHERE h.id = holder_id AND h.demo_version IS NOT NULL));

ALTER TABLE care_group ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON care_group FOR SELECT USING (holder_id = ANY ((SELECT access.any_role())::uuid[]));
CREATE POLICY door ON care_group FOR SELECT USING ((SELECT access.door()) = 'demo');
CREATE POLICY demo ON care_group FOR INSERT WITH CHECK ((SELECT access.door()) = 'demo'
    AND EXISTS (SELECT FROM holder h WHERE h.id = holder_id AND h.demo_version IS NOT NULL));

ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON person FOR SELECT USING (id = ANY ((SELECT access.people())::uuid[]));
CREATE POLICY own ON person FOR UPDATE USING (id = (SELECT access.actor())) WITH CHECK (id = (SELECT access.actor()));
CREATE POLICY door ON person FOR SELECT USING ((SELECT access.door()) IN ('login', 'session', 'demo'));
CREATE POLICY demo ON person FOR INSERT WITH CHECK ((SELECT access.door()) = 'demo'
    AND EXISTS (SELECT FROM holder h WHERE h.id = holder_id AND h.demo_version IS NOT NULL));

ALTER TABLE credential ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON credential FOR SELECT USING (person_id = (SELECT access.actor()));
CREATE POLICY change ON credential FOR UPDATE USING (person_id = (SELECT access.actor())) WITH CHECK (person_id = (SELECT access.actor()));
CREATE POLICY door ON credential FOR SELECT USING ((SELECT access.door()) = 'login');
CREATE POLICY demo ON credential FOR INSERT WITH CHECK ((SELECT access.door()) = 'demo'
    AND EXISTS (SELECT FROM holder h WHERE h.id = holder_id AND h.demo_version IS NOT NULL));

ALTER TABLE role_assignment ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON role_assignment FOR SELECT USING (
    person_id = (SELECT access.actor())
    OR holder_id = ANY ((SELECT access.holders('administrator', 'data_protection_officer'))::uuid[]));
CREATE POLICY door ON role_assignment FOR SELECT USING ((SELECT access.door()) IN ('session', 'demo'));
CREATE POLICY demo ON role_assignment FOR INSERT WITH CHECK ((SELECT access.door()) = 'demo'
    AND EXISTS (SELECT FROM holder h WHERE h.id = holder_id AND h.demo_version IS NOT NULL));

ALTER TABLE login_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON login_session FOR SELECT USING (person_id = (SELECT access.actor()));
CREATE POLICY leave ON login_session FOR DELETE USING (person_id = (SELECT access.actor()));
CREATE POLICY login ON login_session FOR INSERT WITH CHECK ((SELECT access.door()) = 'login');
CREATE POLICY door ON login_session USING ((SELECT access.door()) = 'session') WITH CHECK (false);
CREATE POLICY keep ON login_session FOR UPDATE USING ((SELECT access.door()) = 'session') WITH CHECK ((SELECT access.door()) = 'session');

ALTER TABLE access_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON access_token USING (person_id = (SELECT access.actor())) WITH CHECK (person_id = (SELECT access.actor()));
CREATE POLICY door ON access_token FOR SELECT USING ((SELECT access.door()) = 'session');

-- Question, trajectory, cycle -------------------------------------------------------------------

ALTER TABLE coach_question ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON coach_question FOR SELECT USING (
    (employee_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    OR id = ANY ((SELECT access.coached_questions())::uuid[]));
CREATE POLICY ask ON coach_question FOR INSERT WITH CHECK (
    employee_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));

ALTER TABLE question_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON question_version FOR SELECT USING (EXISTS (SELECT FROM coach_question q WHERE q.id = question_id));
CREATE POLICY word ON question_version FOR INSERT WITH CHECK (
    author_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM coach_question q WHERE q.id = question_id
                AND q.holder_id = question_version.holder_id
                AND (accepted_at IS NULL OR q.employee_id = (SELECT access.actor()))));
CREATE POLICY accept ON question_version FOR UPDATE USING (
    EXISTS (SELECT FROM coach_question q WHERE q.id = question_id AND q.employee_id = (SELECT access.actor())));

ALTER TABLE trajectory ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON trajectory FOR SELECT USING (id = ANY ((SELECT access.trajectories())::uuid[]));
CREATE POLICY open ON trajectory FOR INSERT WITH CHECK (
    employee_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM coach_question q WHERE q.id = question_id AND q.employee_id = (SELECT access.actor())
                AND q.holder_id = trajectory.holder_id));
CREATE POLICY steer ON trajectory FOR UPDATE USING (employee_id = (SELECT access.actor())) WITH CHECK (employee_id = (SELECT access.actor()));

ALTER TABLE trajectory_coach ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON trajectory_coach FOR SELECT USING (trajectory_id = ANY ((SELECT access.trajectories())::uuid[]));
CREATE POLICY choose ON trajectory_coach FOR INSERT WITH CHECK (
    trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[])
    AND coach_id = ANY ((SELECT access.engaged_coaches())::uuid[])
    AND EXISTS (SELECT FROM trajectory t WHERE t.id = trajectory_id AND t.holder_id = trajectory_coach.holder_id));
CREATE POLICY part ON trajectory_coach FOR UPDATE USING (trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[]));

ALTER TABLE trajectory_pause ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON trajectory_pause FOR SELECT USING (trajectory_id = ANY ((SELECT access.trajectories())::uuid[]));
CREATE POLICY pause ON trajectory_pause FOR INSERT WITH CHECK (trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[]));
CREATE POLICY resume ON trajectory_pause FOR UPDATE USING (trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[]));

ALTER TABLE cycle ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON cycle FOR SELECT USING (trajectory_id = ANY ((SELECT access.trajectories())::uuid[]));
CREATE POLICY open ON cycle FOR INSERT WITH CHECK (
    trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[])
    AND EXISTS (SELECT FROM trajectory t WHERE t.id = trajectory_id AND t.holder_id = cycle.holder_id));
CREATE POLICY close ON cycle FOR UPDATE USING (trajectory_id = ANY ((SELECT access.own_trajectories())::uuid[]));

-- Recording -------------------------------------------------------------------------------------

ALTER TABLE recording ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON recording FOR SELECT USING (id = ANY ((SELECT access.recordings())::uuid[]));
-- A plan is not a recording yet: the coach who made it sees it until something has been recorded.
CREATE POLICY plan ON recording FOR SELECT USING (
    state = 'planned' AND deleted_at IS NULL AND cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
    AND planned_by = (SELECT access.actor()));
CREATE POLICY create_own ON recording FOR INSERT WITH CHECK (
    owner_id = (SELECT access.actor()) AND planned_by = (SELECT access.actor()) AND state = 'planned'
    AND cycle_id = ANY ((SELECT access.own_cycles())::uuid[])
    AND EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.holder_id = recording.holder_id));
CREATE POLICY create_plan ON recording FOR INSERT WITH CHECK (
    planned_by = (SELECT access.actor()) AND state = 'planned' AND accepted_at IS NULL
    AND cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
    AND EXISTS (SELECT FROM cycle c JOIN trajectory t ON t.id = c.trajectory_id
                WHERE c.id = cycle_id AND t.employee_id = owner_id AND t.holder_id = recording.holder_id));
CREATE POLICY own ON recording FOR UPDATE USING (id = ANY ((SELECT access.owned_recordings())::uuid[])) WITH CHECK (owner_id = (SELECT access.actor()));
-- A plan that was not accepted goes without a trace; everything else is erased and leaves a receipt.
CREATE POLICY decline ON recording FOR DELETE USING (
    state = 'planned' AND accepted_at IS NULL
    AND (id = ANY ((SELECT access.owned_recordings())::uuid[])
         OR (planned_by = (SELECT access.actor()) AND cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]))));
CREATE POLICY read_media ON recording FOR SELECT USING (
    (SELECT access.door()) IN ('ingest', 'finalise', 'transcode', 'erase', 'export', 'keys'));
CREATE POLICY write_media ON recording FOR UPDATE USING ((SELECT access.door()) IN ('ingest', 'finalise', 'transcode'));

ALTER TABLE take ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON take FOR SELECT USING (recording_id = ANY ((SELECT access.recordings())::uuid[]));
CREATE POLICY read_media ON take FOR SELECT USING (
    (SELECT access.door()) IN ('ingest', 'finalise', 'transcode', 'erase', 'export'));
CREATE POLICY begin_take ON take FOR INSERT WITH CHECK ((SELECT access.door()) = 'ingest');
CREATE POLICY write_media ON take FOR UPDATE USING ((SELECT access.door()) IN ('ingest', 'finalise'));
CREATE POLICY erase ON take FOR DELETE USING ((SELECT access.door()) = 'erase');

ALTER TABLE gap ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON gap FOR SELECT USING (recording_id = ANY ((SELECT access.recordings())::uuid[]));
CREATE POLICY read_media ON gap FOR SELECT USING ((SELECT access.door()) IN ('finalise', 'transcode', 'export'));
CREATE POLICY add_gap ON gap FOR INSERT WITH CHECK ((SELECT access.door()) = 'finalise');
CREATE POLICY replace_gap ON gap FOR DELETE USING ((SELECT access.door()) = 'finalise');

ALTER TABLE recording_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY keys ON recording_key USING ((SELECT access.door()) = 'keys') WITH CHECK ((SELECT access.door()) = 'keys');

ALTER TABLE recording_share ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON recording_share FOR SELECT USING (recording_id = ANY ((SELECT access.recordings())::uuid[]));
CREATE POLICY share ON recording_share FOR INSERT WITH CHECK (recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY withdraw ON recording_share FOR UPDATE USING (recording_id = ANY ((SELECT access.owned_recordings())::uuid[]));
CREATE POLICY erase ON recording_share USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

ALTER TABLE ingest_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON ingest_token USING (recording_id = ANY ((SELECT access.owned_recordings())::uuid[]))
    WITH CHECK (recording_id = ANY ((SELECT access.owned_recordings())::uuid[]) AND created_by = (SELECT access.actor()));
CREATE POLICY door ON ingest_token FOR SELECT USING ((SELECT access.door()) = 'ingest');
CREATE POLICY erase ON ingest_token USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

ALTER TABLE erasure_receipt ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON erasure_receipt FOR SELECT USING (
    (owner_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]))
    OR (was_shared AND cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])));
CREATE POLICY ask ON erasure_receipt FOR INSERT WITH CHECK (
    owner_id = (SELECT access.actor()) AND requested_by = (SELECT access.actor())
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.owner_id = erasure_receipt.owner_id
                AND r.cycle_id = erasure_receipt.cycle_id AND r.holder_id = erasure_receipt.holder_id));
CREATE POLICY due ON erasure_receipt FOR SELECT USING ((SELECT access.door()) = 'erase');
CREATE POLICY erase ON erasure_receipt FOR UPDATE USING ((SELECT access.door()) = 'erase');

-- Marks -----------------------------------------------------------------------------------------

ALTER TABLE annotation ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON annotation FOR SELECT USING (
    recording_id = ANY ((SELECT access.coached_recordings())::uuid[])
    OR (recording_id = ANY ((SELECT access.owned_recordings())::uuid[])
        AND (author_id = (SELECT access.actor()) OR id = ANY ((SELECT access.opened_marks())::uuid[]))));
CREATE POLICY mark ON annotation FOR INSERT WITH CHECK (
    author_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.holder_id = annotation.holder_id)
    AND ((visibility = 'own' AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[]))
         OR (visibility = 'draft' AND recording_id = ANY ((SELECT access.coached_recordings())::uuid[]))));
CREATE POLICY change ON annotation FOR UPDATE USING (
    (visibility = 'own' AND author_id = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[]))
    OR (visibility = 'draft' AND recording_id = ANY ((SELECT access.coached_recordings())::uuid[])))
    WITH CHECK (
    (visibility = 'own' AND author_id = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[]))
    OR (visibility IN ('draft', 'released') AND recording_id = ANY ((SELECT access.coached_recordings())::uuid[])));
CREATE POLICY drop_mark ON annotation FOR DELETE USING (
    (visibility = 'own' AND author_id = (SELECT access.actor()) AND recording_id = ANY ((SELECT access.owned_recordings())::uuid[]))
    OR (visibility = 'draft' AND recording_id = ANY ((SELECT access.coached_recordings())::uuid[])));
CREATE POLICY erase ON annotation USING ((SELECT access.door()) = 'erase') WITH CHECK (false);

ALTER TABLE reply ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON reply FOR SELECT USING (
    (SELECT access.actor()) IS NOT NULL AND EXISTS (SELECT FROM annotation a WHERE a.id = annotation_id));
CREATE POLICY answer ON reply FOR INSERT WITH CHECK (
    author_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM annotation a WHERE a.id = annotation_id AND a.holder_id = reply.holder_id));

ALTER TABLE code_pad ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON code_pad USING (person_id = (SELECT access.actor())) WITH CHECK (person_id = (SELECT access.actor()));

-- Feedback --------------------------------------------------------------------------------------

ALTER TABLE feedback_choice ENABLE ROW LEVEL SECURITY;
CREATE POLICY coach ON feedback_choice USING (cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
        AND EXISTS (SELECT FROM annotation a WHERE a.id = annotation_id))
    WITH CHECK (cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
        AND EXISTS (SELECT FROM annotation a JOIN recording r ON r.id = a.recording_id
                    WHERE a.id = annotation_id AND r.cycle_id = feedback_choice.cycle_id
                      AND a.visibility = 'draft' AND a.holder_id = feedback_choice.holder_id));

ALTER TABLE feedback_release ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON feedback_release FOR SELECT USING (
    cycle_id = ANY ((SELECT access.own_cycles())::uuid[]) OR cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]));
CREATE POLICY release ON feedback_release FOR INSERT WITH CHECK (
    coach_id = (SELECT access.actor()) AND cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
    AND EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.holder_id = feedback_release.holder_id));

ALTER TABLE feedback_moment ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON feedback_moment FOR SELECT USING (recording_id = ANY ((SELECT access.recordings())::uuid[]));
CREATE POLICY release ON feedback_moment FOR INSERT WITH CHECK (
    recording_id = ANY ((SELECT access.coached_recordings())::uuid[])
    AND EXISTS (SELECT FROM annotation a
                JOIN recording r ON r.id = a.recording_id
                JOIN feedback_release f ON f.cycle_id = r.cycle_id
                WHERE a.id = annotation_id AND a.recording_id = feedback_moment.recording_id
                  AND a.visibility = 'released' AND a.holder_id = feedback_moment.holder_id
                  AND f.id = release_id AND f.coach_id = (SELECT access.actor())));

ALTER TABLE look ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON look FOR SELECT USING (
    (employee_id = (SELECT access.actor()) AND moment_id = ANY ((SELECT access.own_moments())::uuid[]))
    OR moment_id = ANY ((SELECT access.coached_moments())::uuid[]));
CREATE POLICY look ON look FOR INSERT WITH CHECK (
    employee_id = (SELECT access.actor()) AND moment_id = ANY ((SELECT access.own_moments())::uuid[])
    AND EXISTS (SELECT FROM feedback_moment m WHERE m.id = moment_id AND m.holder_id = look.holder_id));

ALTER TABLE work_point ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON work_point FOR SELECT USING (
    cycle_id = ANY ((SELECT access.own_cycles())::uuid[]) OR cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]));
CREATE POLICY own ON work_point FOR INSERT WITH CHECK (
    employee_id = (SELECT access.actor()) AND cycle_id = ANY ((SELECT access.own_cycles())::uuid[])
    AND EXISTS (SELECT FROM cycle c WHERE c.id = cycle_id AND c.holder_id = work_point.holder_id));
CREATE POLICY reword ON work_point FOR UPDATE USING (
    employee_id = (SELECT access.actor()) AND cycle_id = ANY ((SELECT access.own_cycles())::uuid[]));

ALTER TABLE coaching_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON coaching_entry FOR SELECT USING (
    cycle_id = ANY ((SELECT access.own_cycles())::uuid[]) OR cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]));
CREATE POLICY confirm ON coaching_entry FOR INSERT WITH CHECK (
    coach_id = (SELECT access.actor()) AND cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
    AND EXISTS (SELECT FROM cycle c JOIN trajectory t ON t.id = c.trajectory_id
                WHERE c.id = cycle_id AND t.id = coaching_entry.trajectory_id
                  AND t.employee_id = coaching_entry.employee_id AND t.holder_id = coaching_entry.holder_id));

-- Access log ------------------------------------------------------------------------------------

ALTER TABLE access_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON access_log FOR SELECT USING (
    owner_id = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('employee'))::uuid[]));
-- A line names a recording that its writer can see now, and that recording's owner: nobody fills another's log.
CREATE POLICY write ON access_log FOR INSERT WITH CHECK (
    (actor = (SELECT access.actor())::text OR actor = 'system:' || (SELECT access.door()))
    AND EXISTS (SELECT FROM recording r WHERE r.id = recording_id AND r.owner_id = access_log.owner_id
                AND r.holder_id = access_log.holder_id));

-- What the serving role may do at all; the policies above say with which rows. Who owns a row, whose it is
-- and under what it hangs is never changed. -------------------------------------------------------------

GRANT SELECT, INSERT ON
    holder, location, care_group, person, credential, role_assignment,
    coach_question, question_version, trajectory, trajectory_coach, trajectory_pause, cycle,
    feedback_release, feedback_moment, look, work_point, coaching_entry, reply, access_log, erasure_receipt
TO terugblik_app;
GRANT SELECT, INSERT, DELETE ON
    login_session, access_token, recording, take, gap, recording_key, recording_share, ingest_token,
    annotation, feedback_choice, code_pad
TO terugblik_app;

GRANT UPDATE (recording_confirmed_at, recording_confirmed_by) ON holder TO terugblik_app;
GRANT UPDATE (language) ON person TO terugblik_app;
GRANT UPDATE (password_hash, changed_at) ON credential TO terugblik_app;
GRANT UPDATE (expires_at) ON login_session TO terugblik_app;
GRANT UPDATE (accepted_at) ON question_version TO terugblik_app;
GRANT UPDATE (started_at, ended_at) ON trajectory TO terugblik_app;
GRANT UPDATE (valid_until) ON trajectory_coach TO terugblik_app;
GRANT UPDATE (resumed_at) ON trajectory_pause TO terugblik_app;
GRANT UPDATE (closed_at) ON cycle TO terugblik_app;
GRANT UPDATE (title, state, reason, planned_for, planned_minutes, accepted_at, zero_at, duration_ms, frame_rate_num,
              frame_rate_den, generation, watchable_takes, progress_ms, version, locked_at, pending_device, deleted_at) ON recording TO terugblik_app;
GRANT UPDATE (ended_at, finalised_at, file, start_ms, duration_ms, video, audio) ON take TO terugblik_app;
GRANT UPDATE (withdrawn_at) ON recording_share TO terugblik_app;
GRANT UPDATE (key_destroyed_at, completed_at, files, bytes) ON erasure_receipt TO terugblik_app;
GRANT UPDATE (start_ms, end_ms, kind, text, codes, subject, answers_id, shapes, visibility, version, updated_at) ON annotation TO terugblik_app;
GRANT UPDATE (codes, updated_at) ON code_pad TO terugblik_app;
GRANT UPDATE (position) ON feedback_choice TO terugblik_app;
GRANT UPDATE (text, try_when, noticed_by, version, updated_at) ON work_point TO terugblik_app;
