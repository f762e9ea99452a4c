package postgres

import (
	"context"

	"terugblik/coaching"
)

// dossierBatch is how many words are in memory at once while a dossier is told.
const dossierBatch = 200

// DossierQuestions tells the actor's own questions one after the other, oldest first. What she may not see any more is
// not in it.
func (tx *Tx) DossierQuestions(ctx context.Context, tell func(coaching.DossierQuestion) error) error {
	var ids []coaching.QuestionID
	if err := tx.many(ctx, "list questions of a dossier", &ids, `
		SELECT id
		FROM coach_question
		WHERE employee_id = $1
		ORDER BY created_at, id`, tx.person); err != nil {
		return err
	}
	for _, id := range ids {
		told, err := tx.dossierQuestion(ctx, id)
		if err != nil {
			return err
		}
		if err := tell(told); err != nil {
			return err
		}
	}
	return nil
}

// DossierWordings are the actor's own questions without what became of them, oldest first.
func (tx *Tx) DossierWordings(ctx context.Context) ([]coaching.Question, error) {
	var questions []coaching.Question
	if err := tx.many(ctx, "list questions of a dossier", &questions, `
		SELECT id,
		       holder_id,
		       employee_id,
		       created_at
		FROM coach_question
		WHERE employee_id = $1
		ORDER BY created_at, id`, tx.person); err != nil {
		return nil, err
	}
	return questions, tx.fillQuestions(ctx, questions)
}

func (tx *Tx) dossierQuestion(ctx context.Context, id coaching.QuestionID) (q coaching.DossierQuestion, err error) {
	if q.Question, err = tx.Question(ctx, id); err != nil {
		return q, err
	}
	trajectory := q.Question.Trajectory
	if q.Agreement, err = tx.Agreement(ctx, trajectory); err != nil {
		return q, err
	}
	if q.Cycles, err = tx.Cycles(ctx, trajectory.ID); err != nil {
		return q, err
	}
	if q.Evaluations, err = tx.Evaluations(ctx, trajectory.ID); err != nil {
		return q, err
	}
	err = tx.many(ctx, "read work points of a dossier", &q.WorkPoints, `
		SELECT w.id,
		       w.cycle_id,
		       w.text,
		       w.try_when,
		       w.noticed_by,
		       w.version,
		       w.created_at,
		       w.updated_at
		FROM work_point w
		JOIN cycle c ON c.id = w.cycle_id
		WHERE c.trajectory_id = $1
		ORDER BY c.number`, trajectory.ID)
	return q, err
}

// DossierWords tells what the actor wrote about her own practice and what her coach wrote and gave to her, oldest
// first, in batches: hers wherever she sees them, the coach's only where they have opened to her.
func (tx *Tx) DossierWords(ctx context.Context, tell func([]coaching.DossierWord) error) error {
	var after coaching.DossierWord
	for {
		var words []coaching.DossierWord
		if err := tx.many(ctx, "read words of a dossier", &words, `
			WITH word AS (
			    SELECT a.id, a.created_at AS at, COALESCE(a.kind, 'observation') AS kind, a.author_id, a.author_id = $1 AS hers, a.text
			    FROM annotation a
			    WHERE a.recording_id IN (SELECT r.id FROM recording r WHERE r.owner_id = $1)
			      AND (a.visibility = 'released' OR (a.author_id = $1 AND a.visibility = 'own'))
			    UNION ALL
			    SELECT l.id, l.looked_at, 'look', l.employee_id, true, l.text
			    FROM look l
			    WHERE l.employee_id = $1
			    UNION ALL
			    SELECT p.id, p.created_at, 'reply', p.author_id, p.author_id = $1, p.text
			    FROM reply p
			    JOIN annotation a ON a.id = p.annotation_id
			    WHERE a.recording_id IN (SELECT r.id FROM recording r WHERE r.owner_id = $1)
			    UNION ALL
			    SELECT k.id, k.said_at, COALESCE(NULLIF(k.kind, ''), 'observation'), k.author_id, k.author_id = $1, k.text
			    FROM kept_word k
			    WHERE k.owner_id = $1
			    UNION ALL
			    SELECT n.id, n.created_at, 'talk_' || n.kind, n.author_id, n.voice = 'employee', n.text
			    FROM talk_note n
			    JOIN talk t ON t.id = n.talk_id
			    JOIN cycle c ON c.id = t.cycle_id
			    JOIN trajectory j ON j.id = c.trajectory_id
			    WHERE j.employee_id = $1
			      AND n.approved_at IS NOT NULL
			      AND n.withdrawn_at IS NULL
			)
			SELECT id,
			       at,
			       kind,
			       author_id,
			       hers,
			       text
			FROM word
			WHERE text <> ''
			  AND ($2 = '' OR (at, id) > ($3, NULLIF($2, '')::uuid))
			ORDER BY at, id
			LIMIT $4`, tx.person, after.ID, after.At, dossierBatch); err != nil {
			return err
		}
		if len(words) > 0 {
			if err := tell(words); err != nil {
				return err
			}
			after = words[len(words)-1]
		}
		if len(words) < dossierBatch {
			return nil
		}
	}
}

// DossierHours are the minutes that were confirmed for the actor, by year and kind.
func (tx *Tx) DossierHours(ctx context.Context) ([]coaching.DossierHours, error) {
	var hours []coaching.DossierHours
	err := tx.many(ctx, "read hours of a dossier", &hours, `
		SELECT CAST(extract(year FROM held_on) AS integer) AS year,
		       kind,
		       sum(minutes) AS minutes
		FROM coaching_entry
		WHERE employee_id = $1
		  AND replaced_at IS NULL
		GROUP BY 1, 2
		ORDER BY 1, 2`, tx.person)
	return hours, err
}
