package postgres

import (
	"context"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// stays picks the marks of a recording r whose words stay: what she marked herself in words, and of the coach's what had
// opened to her. What was released and never looked at goes with the film: here it would open without her look.
const stays = `
		  AND ((a.visibility = 'own' AND (a.text <> '' OR a.kind = 'proud'))
		       OR (a.visibility = 'released'
		           AND EXISTS (SELECT FROM feedback_moment m
		                       WHERE m.annotation_id = a.id
		                         AND (EXISTS (SELECT FROM look l WHERE l.moment_id = m.id)
		                              OR EXISTS (SELECT FROM talk_opening o WHERE o.moment_id = m.id)))))
		ON CONFLICT DO NOTHING`

// KeepWords puts aside what stays of a recording: the coach's marks that opened to her with her look and the replies, and
// what she marked herself in words.
// What was put aside before stays as it is. Door Retain.
func (tx *Tx) KeepWords(ctx context.Context, id coaching.RecordingID) error {
	for _, keep := range []string{
		`INSERT INTO kept_word (id, holder_id, cycle_id, recording_id, owner_id, author_id, kind, text, codes, start_ms, said_at, was_shared)
		SELECT a.id, a.holder_id, r.cycle_id, r.id, r.owner_id, a.author_id, COALESCE(a.kind, ''), a.text, a.codes, a.start_ms, a.created_at,
		       EXISTS (SELECT FROM recording_share s WHERE s.recording_id = r.id AND s.withdrawn_at IS NULL)
		FROM annotation a
		JOIN recording r ON r.id = a.recording_id
		WHERE r.id = $1` + stays,
		`INSERT INTO kept_word (id, holder_id, cycle_id, recording_id, owner_id, author_id, kind, answers_id, text, start_ms, said_at, was_shared)
		SELECT l.id, l.holder_id, r.cycle_id, r.id, r.owner_id, l.employee_id, 'look', m.annotation_id, l.text, m.start_ms, l.looked_at,
		       EXISTS (SELECT FROM recording_share s WHERE s.recording_id = r.id AND s.withdrawn_at IS NULL)
		FROM look l
		JOIN feedback_moment m ON m.id = l.moment_id
		JOIN recording r ON r.id = m.recording_id
		WHERE r.id = $1
		  AND l.text <> ''
		ON CONFLICT DO NOTHING`,
		`INSERT INTO kept_word (id, holder_id, cycle_id, recording_id, owner_id, author_id, kind, answers_id, text, start_ms, said_at, was_shared)
		SELECT p.id, p.holder_id, r.cycle_id, r.id, r.owner_id, p.author_id, 'reply', a.id, p.text, a.start_ms, p.created_at,
		       EXISTS (SELECT FROM recording_share s WHERE s.recording_id = r.id AND s.withdrawn_at IS NULL)
		FROM reply p
		JOIN annotation a ON a.id = p.annotation_id
		JOIN recording r ON r.id = a.recording_id
		WHERE r.id = $1` + stays,
	} {
		if _, err := tx.run(ctx, "keep words", keep, id); err != nil {
			return err
		}
	}
	return nil
}

// KeptWords lists what stays of the erased recordings of a cycle: marks by recording and place, each with its look and
// replies after it.
func (tx *Tx) KeptWords(ctx context.Context, cycle coaching.CycleID) ([]coaching.KeptWord, error) {
	return tx.keptWords(ctx, `
		WHERE k.cycle_id = $1`, cycle)
}

// KeptProud lists the moments that the actor was proud of and whose film is gone.
func (tx *Tx) KeptProud(ctx context.Context) ([]coaching.KeptWord, error) {
	return tx.keptWords(ctx, `
		WHERE k.owner_id = $1
		  AND k.author_id = $1
		  AND k.kind = 'proud'`, tx.person)
}

func (tx *Tx) keptWords(ctx context.Context, where string, args ...any) ([]coaching.KeptWord, error) {
	var rows []struct {
		coaching.KeptWord
		Codes pq.StringArray
	}
	err := tx.many(ctx, "read kept words", &rows, `
		SELECT k.id,
		       k.recording_id,
		       k.cycle_id,
		       k.owner_id,
		       k.author_id,
		       k.kind,
		       COALESCE(k.answers_id::text, '') AS answers_id,
		       k.text,
		       k.codes,
		       k.start_ms,
		       k.said_at
		FROM kept_word k`+where+`
		ORDER BY k.recording_id, k.start_ms, COALESCE(k.answers_id, k.id), k.answers_id IS NOT NULL, k.said_at, k.id`, args...)
	words := make([]coaching.KeptWord, len(rows))
	for i, row := range rows {
		words[i] = row.KeptWord
		words[i].Codes = row.Codes
	}
	return words, err
}
