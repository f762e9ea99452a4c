package postgres

import (
	"context"
	"errors"

	"terugblik/coaching"
)

// Vault keeps the wrapped keys of recordings. It has the methods that the media side asks for.
type Vault struct {
	db     *DB
	absent error
}

// NewVault takes the error with which the media side knows that there is no key.
func NewVault(db *DB, absent error) *Vault { return &Vault{db: db, absent: absent} }

// PutKey stores the key of a recording that has none; a key that is there stays. An erased recording gets none:
// coaching.ErrNotFound.
func (v *Vault) PutKey(ctx context.Context, recording string, wrapped []byte) error {
	return v.db.AsDoor(ctx, Keys, func(tx *Tx) error {
		if err := tx.alone(ctx, recording); err != nil {
			return err
		}
		note, err := tx.putVoiceKey(ctx, recording, wrapped)
		if err != nil || note {
			return err
		}
		living, err := tx.living(tx.Recording(ctx, coaching.RecordingID(recording)))
		if err != nil {
			return err
		}
		_, err = tx.run(ctx, "store key", `
			INSERT INTO recording_key (recording_id, holder_id, wrapped)
			VALUES ($1, $2, $3)
			ON CONFLICT DO NOTHING`, recording, living.HolderID, wrapped)
		return err
	})
}

// putVoiceKey stores the key of a voice note; false when the id is not one. A hidden one gets none: coaching.ErrNotFound.
func (tx *Tx) putVoiceKey(ctx context.Context, id string, wrapped []byte) (bool, error) {
	var hidden bool
	err := tx.one(ctx, "look for a voice note", &hidden, `
		SELECT deleted_at IS NOT NULL
		FROM voice_note
		WHERE id = $1`, id)
	switch {
	case errors.Is(err, coaching.ErrNotFound):
		return false, nil
	case err == nil && hidden:
		err = coaching.ErrNotFound
	}
	if err != nil {
		return true, err
	}
	_, err = tx.run(ctx, "store key of a voice note", `
		INSERT INTO voice_note_key (id, holder_id, wrapped)
		SELECT id, holder_id, $2
		FROM voice_note
		WHERE id = $1
		ON CONFLICT DO NOTHING`, id, wrapped)
	return true, err
}

// Key returns the absent error where there is none.
func (v *Vault) Key(ctx context.Context, recording string) ([]byte, error) {
	var wrapped []byte
	err := v.db.AsDoor(ctx, Keys, func(tx *Tx) error {
		return tx.one(ctx, "read key", &wrapped, `
			SELECT wrapped
			FROM recording_key
			WHERE recording_id = $1
			UNION ALL
			SELECT wrapped
			FROM voice_note_key
			WHERE id = $1`, recording)
	})
	if errors.Is(err, coaching.ErrNotFound) {
		return nil, v.absent
	}
	return wrapped, err
}

// DestroyKey is done, without an error, where there is none.
func (v *Vault) DestroyKey(ctx context.Context, recording string) error {
	return v.db.AsDoor(ctx, Keys, func(tx *Tx) error {
		if err := tx.alone(ctx, recording); err != nil { // a key that is being stored is seen, or sees the erasure
			return err
		}
		if _, err := tx.run(ctx, "destroy key", `
			DELETE FROM recording_key
			WHERE recording_id = $1`, recording); err != nil {
			return err
		}
		_, err := tx.run(ctx, "destroy key of a voice note", `
			DELETE FROM voice_note_key
			WHERE id = $1`, recording)
		return err
	})
}

// NextVault keeps the keys under which recordings are being sealed anew: see SwitchTrim. It has the methods of Vault.
type NextVault struct{ *Vault }

// Next is the vault of the keys that are to come.
func (v *Vault) Next() NextVault { return NextVault{v} }

// PutKey stores the next key of a recording that has one and no next one.
func (v NextVault) PutKey(ctx context.Context, recording string, wrapped []byte) error {
	return v.db.AsDoor(ctx, Keys, func(tx *Tx) error {
		_, err := tx.run(ctx, "store next key", `
			UPDATE recording_key
			SET next_wrapped = $2
			WHERE recording_id = $1
			  AND next_wrapped IS NULL`, recording, wrapped)
		return err
	})
}

// Key returns the absent error where there is none.
func (v NextVault) Key(ctx context.Context, recording string) ([]byte, error) {
	var wrapped []byte
	err := v.db.AsDoor(ctx, Keys, func(tx *Tx) error {
		return tx.one(ctx, "read next key", &wrapped, `
			SELECT next_wrapped
			FROM recording_key
			WHERE recording_id = $1
			  AND next_wrapped IS NOT NULL`, recording)
	})
	if errors.Is(err, coaching.ErrNotFound) {
		return nil, v.absent
	}
	return wrapped, err
}

// DestroyKey is done, without an error, where there is none.
func (v NextVault) DestroyKey(ctx context.Context, recording string) error {
	return v.db.AsDoor(ctx, Keys, func(tx *Tx) error {
		_, err := tx.run(ctx, "destroy next key", `
			UPDATE recording_key
			SET next_wrapped = NULL
			WHERE recording_id = $1`, recording)
		return err
	})
}

// Count is how many recordings have a key.
func (v *Vault) Count(ctx context.Context) (int, error) {
	var keys int
	err := v.db.AsDoor(ctx, Keys, func(tx *Tx) error {
		return tx.one(ctx, "count keys", &keys, `
			SELECT (SELECT count(*) FROM recording_key) + (SELECT count(*) FROM voice_note_key)`)
	})
	return keys, err
}

// Recordings lists whatever has a key.
func (v *Vault) Recordings(ctx context.Context) ([]string, error) {
	var ids []string
	err := v.db.AsDoor(ctx, Keys, func(tx *Tx) error {
		return tx.many(ctx, "list keys", &ids, `
			SELECT recording_id
			FROM recording_key
			UNION ALL
			SELECT id
			FROM voice_note_key
			ORDER BY 1`)
	})
	return ids, err
}
