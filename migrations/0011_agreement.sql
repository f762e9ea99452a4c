-- What the two agree on before they film, how they look back, and the report that comes of it. Words only: nothing here
-- hangs on a recording, so it can be read when the films have gone. For the employee and her coach of now.

-- +goose Up
-- Versions are never changed. Who proposes says yes; a version counts when both have.
CREATE TABLE sharing_agreement (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    trajectory_id uuid NOT NULL REFERENCES trajectory,
    number integer NOT NULL CONSTRAINT sharing_agreement_number CHECK (number > 0),
    proposed_by uuid NOT NULL REFERENCES person,
    text_version integer NOT NULL CONSTRAINT sharing_agreement_text_version CHECK (text_version > 0),
    allowed text[] NOT NULL DEFAULT '{}'
        CONSTRAINT sharing_agreement_allowed_known CHECK (allowed <@ ARRAY['own_report', 'team_clips', 'supervision']),
    note text NOT NULL DEFAULT '' CONSTRAINT sharing_agreement_note_length CHECK (length(note) <= 1000),
    created_at timestamptz NOT NULL,
    CONSTRAINT sharing_agreement_number_unique UNIQUE (trajectory_id, number)
);

CREATE TABLE sharing_agreement_yes (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    agreement_id uuid NOT NULL REFERENCES sharing_agreement,
    person_id uuid NOT NULL REFERENCES person,
    agreed_at timestamptz NOT NULL,
    CONSTRAINT sharing_agreement_yes_once UNIQUE (agreement_id, person_id)
);

CREATE TABLE evaluation (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    trajectory_id uuid NOT NULL REFERENCES trajectory,
    number integer NOT NULL CONSTRAINT evaluation_number CHECK (number > 0),
    started_by uuid NOT NULL REFERENCES person,
    started_at timestamptz NOT NULL,
    CONSTRAINT evaluation_number_unique UNIQUE (trajectory_id, number)
);

-- One person's answers; hers are the first four, a coach's the last three. Handed in, they stay as they are.
CREATE TABLE evaluation_part (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    evaluation_id uuid NOT NULL REFERENCES evaluation,
    author_id uuid NOT NULL REFERENCES person,
    answered text NOT NULL DEFAULT '' CONSTRAINT evaluation_part_answered_length CHECK (length(answered) <= 2000),
    best_moment text NOT NULL DEFAULT '' CONSTRAINT evaluation_part_best_moment_length CHECK (length(best_moment) <= 2000),
    keep text NOT NULL DEFAULT '' CONSTRAINT evaluation_part_keep_length CHECK (length(keep) <= 2000),
    next_question text NOT NULL DEFAULT '' CONSTRAINT evaluation_part_next_question_length CHECK (length(next_question) <= 2000),
    growth text NOT NULL DEFAULT '' CONSTRAINT evaluation_part_growth_length CHECK (length(growth) <= 2000),
    helped text NOT NULL DEFAULT '' CONSTRAINT evaluation_part_helped_length CHECK (length(helped) <= 2000),
    wish text NOT NULL DEFAULT '' CONSTRAINT evaluation_part_wish_length CHECK (length(wish) <= 2000),
    version integer NOT NULL DEFAULT 1,
    handed_in_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT evaluation_part_once UNIQUE (evaluation_id, author_id)
);

-- Names and numbers stand as they were when it was drafted. Approved by both it is frozen.
CREATE TABLE report (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    evaluation_id uuid NOT NULL REFERENCES evaluation CONSTRAINT report_once UNIQUE,
    version integer NOT NULL DEFAULT 1,
    question text NOT NULL CONSTRAINT report_question_length CHECK (length(question) BETWEEN 1 AND 500),
    work_points text NOT NULL DEFAULT '' CONSTRAINT report_work_points_length CHECK (length(work_points) <= 6000),
    answered text NOT NULL DEFAULT '' CONSTRAINT report_answered_length CHECK (length(answered) <= 2000),
    best_moment text NOT NULL DEFAULT '' CONSTRAINT report_best_moment_length CHECK (length(best_moment) <= 2000),
    keep text NOT NULL DEFAULT '' CONSTRAINT report_keep_length CHECK (length(keep) <= 2000),
    next_question text NOT NULL DEFAULT '' CONSTRAINT report_next_question_length CHECK (length(next_question) <= 2000),
    growth text NOT NULL DEFAULT '' CONSTRAINT report_growth_length CHECK (length(growth) <= 2000),
    helped text NOT NULL DEFAULT '' CONSTRAINT report_helped_length CHECK (length(helped) <= 2000),
    wish text NOT NULL DEFAULT '' CONSTRAINT report_wish_length CHECK (length(wish) <= 2000),
    employee text NOT NULL,
    coach text NOT NULL,
    holder text NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    rounds integer NOT NULL,
    updated_by uuid NOT NULL REFERENCES person,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

-- An approval is of one version: a change leaves it behind.
CREATE TABLE report_approval (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    report_id uuid NOT NULL REFERENCES report,
    version integer NOT NULL,
    person_id uuid NOT NULL REFERENCES person,
    approved_at timestamptz NOT NULL,
    CONSTRAINT report_approval_once UNIQUE (report_id, version, person_id)
);

-- Who may see and touch which row ----------------------------------------------------------------

-- +goose StatementBegin
-- Evaluations in which the actor has handed in her own part: those of others open with it.
CREATE FUNCTION access.answered_evaluations() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(evaluation_id), '{}')
        FROM evaluation_part
        WHERE author_id = (SELECT access.actor())
          AND handed_in_at IS NOT NULL);
END
$$;

CREATE FUNCTION access.evaluations() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM evaluation
        WHERE trajectory_id = ANY ((SELECT access.trajectories())::uuid[]));
END
$$;

CREATE FUNCTION access.coached_evaluations() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(id), '{}')
        FROM evaluation
        WHERE trajectory_id = ANY ((SELECT access.coached_trajectories())::uuid[]));
END
$$;

-- Reports of the actor that she and a coach have approved as they stand: nobody changes them any more.
CREATE FUNCTION access.approved_reports() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
-- +goose StatementEnd

REVOKE ALL ON FUNCTION access.answered_evaluations(), access.evaluations(), access.coached_evaluations(),
    access.approved_reports() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.answered_evaluations(), access.evaluations(), access.coached_evaluations(),
    access.approved_reports() TO terugblik_app;

ALTER TABLE sharing_agreement ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON sharing_agreement FOR SELECT USING (trajectory_id = ANY ((SELECT access.trajectories())::uuid[]));
CREATE POLICY propose ON sharing_agreement FOR INSERT WITH CHECK (
    proposed_by = (SELECT access.actor()) AND trajectory_id = ANY ((SELECT access.trajectories())::uuid[])
    AND EXISTS (SELECT FROM trajectory t WHERE t.id = trajectory_id AND t.holder_id = sharing_agreement.holder_id));

ALTER TABLE sharing_agreement_yes ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON sharing_agreement_yes FOR SELECT USING (EXISTS (SELECT FROM sharing_agreement a WHERE a.id = agreement_id));
CREATE POLICY agree ON sharing_agreement_yes FOR INSERT WITH CHECK (
    person_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM sharing_agreement a WHERE a.id = agreement_id AND a.holder_id = sharing_agreement_yes.holder_id));

ALTER TABLE evaluation ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON evaluation FOR SELECT USING (trajectory_id = ANY ((SELECT access.trajectories())::uuid[]));
CREATE POLICY begin_evaluation ON evaluation FOR INSERT WITH CHECK (
    started_by = (SELECT access.actor()) AND trajectory_id = ANY ((SELECT access.trajectories())::uuid[])
    AND EXISTS (SELECT FROM trajectory t WHERE t.id = trajectory_id AND t.holder_id = evaluation.holder_id));

-- The employee first: her coach sees her answers when she hands them in, she sees the coach's after that.
ALTER TABLE evaluation_part ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON evaluation_part FOR SELECT USING (
    author_id = (SELECT access.actor()) AND evaluation_id = ANY ((SELECT access.evaluations())::uuid[]));
CREATE POLICY handed_in ON evaluation_part FOR SELECT USING (
    handed_in_at IS NOT NULL AND evaluation_id = ANY ((SELECT access.evaluations())::uuid[])
    AND (evaluation_id = ANY ((SELECT access.answered_evaluations())::uuid[])
         OR evaluation_id = ANY ((SELECT access.coached_evaluations())::uuid[])));
CREATE POLICY answer ON evaluation_part FOR INSERT WITH CHECK (
    author_id = (SELECT access.actor()) AND evaluation_id = ANY ((SELECT access.evaluations())::uuid[])
    AND EXISTS (SELECT FROM evaluation e WHERE e.id = evaluation_id AND e.holder_id = evaluation_part.holder_id));
CREATE POLICY reword ON evaluation_part FOR UPDATE USING (
    author_id = (SELECT access.actor()) AND handed_in_at IS NULL AND evaluation_id = ANY ((SELECT access.evaluations())::uuid[]))
    WITH CHECK (author_id = (SELECT access.actor()));

ALTER TABLE report ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON report FOR SELECT USING (evaluation_id = ANY ((SELECT access.evaluations())::uuid[]));
CREATE POLICY draft ON report FOR INSERT WITH CHECK (
    updated_by = (SELECT access.actor()) AND evaluation_id = ANY ((SELECT access.answered_evaluations())::uuid[])
    AND EXISTS (SELECT FROM evaluation e WHERE e.id = evaluation_id AND e.holder_id = report.holder_id));
CREATE POLICY edit ON report FOR UPDATE USING (
    evaluation_id = ANY ((SELECT access.evaluations())::uuid[]) AND id <> ALL ((SELECT access.approved_reports())::uuid[]))
    WITH CHECK (updated_by = (SELECT access.actor()));

ALTER TABLE report_approval ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON report_approval FOR SELECT USING (EXISTS (SELECT FROM report r WHERE r.id = report_id));
CREATE POLICY approve ON report_approval FOR INSERT WITH CHECK (
    person_id = (SELECT access.actor())
    AND EXISTS (SELECT FROM report r WHERE r.id = report_id AND r.version = report_approval.version
                AND r.holder_id = report_approval.holder_id));

-- Who took a report away stands in the employee's log, as who looked at a film does.
ALTER TABLE access_log ADD COLUMN report_id uuid;
CREATE POLICY write_report ON access_log FOR INSERT WITH CHECK (
    recording_id IS NULL AND actor = (SELECT access.actor())::text
    AND EXISTS (SELECT FROM report r JOIN evaluation e ON e.id = r.evaluation_id JOIN trajectory t ON t.id = e.trajectory_id
                WHERE r.id = report_id AND t.employee_id = owner_id AND r.holder_id = access_log.holder_id));

GRANT SELECT, INSERT ON
    sharing_agreement, sharing_agreement_yes, evaluation, evaluation_part, report, report_approval
TO terugblik_app;
GRANT UPDATE (answered, best_moment, keep, next_question, growth, helped, wish, version, handed_in_at, updated_at)
    ON evaluation_part TO terugblik_app;
GRANT UPDATE (question, work_points, answered, best_moment, keep, next_question, growth, helped, wish, version, updated_by,
              updated_at) ON report TO terugblik_app;
