package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// CreateAccessToken keeps the hash of a new token; expires may be nil.
func (tx *Tx) CreateAccessToken(ctx context.Context, actor coaching.Actor, name string, tokenHash []byte, now time.Time, expires *time.Time) (coaching.AccessToken, error) {
	token := coaching.AccessToken{ID: NewID[coaching.TokenID](), Name: name, CreatedAt: now, ExpiresAt: expires}
	if err := coaching.CheckTokenName(name); err != nil {
		return coaching.AccessToken{}, err
	}
	_, err := tx.run(ctx, "create access token", `
		INSERT INTO access_token (id, holder_id, person_id, name, token_hash, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, token.ID, actor.At(), actor.ID, name, tokenHash, now, expires)
	return token, err
}

// AccessTokens lists the actor's own, newest first.
func (tx *Tx) AccessTokens(ctx context.Context) ([]coaching.AccessToken, error) {
	var tokens []coaching.AccessToken
	err := tx.many(ctx, "list access tokens", &tokens, `
		SELECT id,
		       name,
		       created_at,
		       expires_at
		FROM access_token
		ORDER BY created_at DESC, id DESC`)
	return tokens, err
}

// DeleteAccessToken ends one of the actor's own, with what is open by it.
func (tx *Tx) DeleteAccessToken(ctx context.Context, id coaching.TokenID) error {
	if err := tx.touch(ctx, "delete access token", `
		DELETE FROM access_token
		WHERE id = $1`, id); err != nil {
		return err
	}
	return tx.Notify(ctx, TopicPerson, string(tx.person))
}
