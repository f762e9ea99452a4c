package api

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Token is a personal access token. Its text is shown once, when it is made.
type Token struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt *time.Time `json:"expires_at"`
	Token     string     `json:"token,omitempty" doc:"Only in the answer that makes it"`
}

func tokenOf(t coaching.AccessToken) Token {
	return Token{ID: string(t.ID), Name: t.Name, CreatedAt: instant(t.CreatedAt), ExpiresAt: perhaps(t.ExpiresAt)}
}

// secret is a new random token and the hash that is stored of it.
func secret() (token string, hash []byte) {
	token = rand.Text() + rand.Text()
	sum := sha256.Sum256([]byte(token))
	return token, sum[:]
}

// Tokens lists the actor's tokens.
func (a *API) Tokens() Operation {
	return Do(a, "tokens", "Your personal access tokens", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Of[List[Token]], error) {
		var found []coaching.AccessToken
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.AccessTokens(ctx)
			return err
		})
		return of(whole(each(found, tokenOf)), err)
	})
}

type tokenInput struct {
	Body struct {
		Name      string     `json:"name" maxLength:"100"`
		ExpiresAt *time.Time `json:"expires_at,omitempty" doc:"Without it the token holds until it is deleted"`
	}
}

// CreateToken makes a token for scripts.
func (a *API) CreateToken() Operation {
	return Make(a, "create-token", "Make a personal access token", func(ctx context.Context, actor coaching.Actor, in *tokenInput) (*Of[Token], error) {
		if in.Body.ExpiresAt != nil && !in.Body.ExpiresAt.After(a.Now()) {
			return nil, coaching.Invalid{{Field: "expires_at", Code: "in_the_past"}}
		}
		text, hash := secret()
		var made coaching.AccessToken
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			made, err = tx.CreateAccessToken(ctx, actor, in.Body.Name, hash, a.Now(), in.Body.ExpiresAt)
			return err
		})
		shown := tokenOf(made)
		shown.Token = text
		return of(shown, err)
	})
}

// DeleteToken ends a token at once.
func (a *API) DeleteToken() Operation {
	return Do(a, "delete-token", "Delete a personal access token", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Nothing, error) {
		return nothing(a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.DeleteAccessToken(ctx, coaching.TokenID(in.ID))
		}))
	})
}
