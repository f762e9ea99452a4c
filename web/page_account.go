package web

import (
	"crypto/rand"
	"net/http"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type accountView struct {
	Frame
	Full         string
	Email        string
	Holder       string
	Roles        []string
	Engaged      string // until when she was hired; "" for who works here
	Chosen       string
	CurrentWrong string
	NewWrong     string
	Tokens       []tokenView
	NewToken     string
	TokenName    string
	TokenWrong   string
	Links        []linkView
	Likes        []likeView // ways to learn; none for who is no employee
	Coach        bool       // she can say what else she is
	Dual         string     // what she or her administrator said
	PIN          *pinView   // nil for who is no employee
	wrongPIN     formErrors
}

type tokenView struct {
	ID    string
	Name  string
	Made  string
	Until string
}

func (p *pages) showAccount(a *ask) error { return p.renderAccount(a, http.StatusOK, accountView{}) }

func (p *pages) renderAccount(a *ask, status int, view accountView) error {
	ctx := a.r.Context()
	view.Full, view.Email, view.Chosen = a.actor.Name.Full(), a.actor.Email, a.say.Language
	view.Roles = roleNames(a.say, a.actor.Roles)
	err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		view.Holder = holder.Name
		tokens, err := tx.AccessTokens(ctx)
		if err != nil {
			return err
		}
		if view.Likes, err = likeViews(a, tx); err != nil {
			return err
		}
		w := a.words(holder)
		for _, token := range tokens {
			line := tokenView{ID: string(token.ID), Name: token.Name, Made: a.say.T("account.token_made", "Day", w.Day(token.CreatedAt).Text)}
			if token.ExpiresAt != nil {
				line.Until = a.say.T("account.token_until", "Day", w.Day(*token.ExpiresAt).Text)
			}
			view.Tokens = append(view.Tokens, line)
		}
		links, _, err := tx.Invitations(ctx, a.actor.HolderID, a.actor.ID, "", 20)
		if err != nil {
			return err
		}
		dual, err := tx.DualRoles(ctx)
		if err != nil {
			return err
		}
		view.Coach, view.Dual = a.actor.Is(coaching.Coach), dual[a.actor.ID].Words
		if view.Coach {
			if view.Engaged, err = w.engaged(a, tx, holder.ID); err != nil {
				return err
			}
		}
		if view.PIN, err = pinOf(a, tx, w, view.wrongPIN); err != nil {
			return err
		}
		view.Links, err = keeping{words: w, holder: holder}.links(a, tx, links)
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "account", a.say.T("account.title"))
	return p.render(a, status, "account", view)
}

// engaged says until when the actor was hired by the holder, if she was.
func (w words) engaged(a *ask, tx *postgres.Tx, by coaching.HolderID) (string, error) {
	all, err := tx.Engagements(a.r.Context(), by)
	for _, e := range all {
		if e.PersonID == a.actor.ID && e.State(a.now, w.zone) == coaching.EngagementRuns {
			return w.T("account.engaged", "Day", w.Date(string(e.Until)), "Contract", e.Contract), nil
		}
	}
	return "", err
}

// roleNames says each role once.
func roleNames(say *speech, roles []coaching.Assignment) []string {
	var names []string
	seen := map[coaching.Role]bool{}
	for _, assignment := range roles {
		if !seen[assignment.Role] {
			seen[assignment.Role] = true
			names = append(names, say.T("role."+string(assignment.Role)))
		}
	}
	return names
}

// chooseHolder goes over to another holder, and to its first page.
func (p *pages) chooseHolder(a *ask) error {
	_, err := p.WorkFor(a.w, a.r, coaching.HolderID(a.r.PostFormValue("holder")))
	return p.finish(a, err, "/", "holder_chosen")
}

func (p *pages) changePassword(a *ask) error {
	err := p.ChangePassword(a.w, a.r, a.actor, a.r.PostFormValue("current"), a.r.PostFormValue("new"))
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderAccount(a, http.StatusUnprocessableEntity,
			accountView{CurrentWrong: wrong.of("current"), NewWrong: wrong.of("new")})
	}
	if err != nil {
		return err
	}
	return p.done(a, "/account", "password_changed")
}

func (p *pages) logoutEverywhere(a *ask) error {
	if err := p.LogOutEverywhere(a.w, a.r, a.actor); err != nil {
		return err
	}
	return p.done(a, "/login", "logged_out_everywhere")
}

// createToken shows the new token once, in the answer itself; it is stored only as a hash.
func (p *pages) createToken(a *ask) error {
	name, token := strings.TrimSpace(a.r.PostFormValue("name")), rand.Text()+rand.Text()
	err := p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.CreateAccessToken(a.r.Context(), a.actor, name, hashOf(token), a.now, nil)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderAccount(a, http.StatusUnprocessableEntity, accountView{TokenName: name, TokenWrong: wrong.of("name")})
	}
	if err != nil {
		return err
	}
	return p.renderAccount(a, http.StatusCreated, accountView{NewToken: token})
}

func (p *pages) deleteToken(a *ask) error {
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.DeleteAccessToken(a.r.Context(), coaching.TokenID(a.r.PathValue("id")))
	})
	if err != nil {
		return err
	}
	return p.done(a, "/account#tokens", "token_deleted")
}

// takeBackLink ends a link that somebody made to the actor's own account and that nobody has used.
func (p *pages) takeBackLink(a *ask) error {
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.TakeBackInvitation(a.r.Context(), a.actor, coaching.InvitationID(a.r.PathValue("id")), a.now)
	})
	return p.finish(a, err, "/account#links", "link_taken_back")
}
