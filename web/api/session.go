package api

import (
	"context"

	"terugblik/coaching"
)

type logInInput struct {
	Exchange
	Body struct {
		Email    string `json:"email" maxLength:"320"`
		Password string `json:"password" maxLength:"1000"`
	}
}

// LogIn opens a log-in and sets its cookie.
func (a *API) LogIn() Operation {
	return Do(a, "log-in", "Log in; sets the cookie", func(ctx context.Context, _ coaching.Actor, in *logInInput) (*Of[Me], error) {
		actor, err := a.Doors.LogIn(in.w, in.r, in.Body.Email, in.Body.Password)
		if err != nil {
			return nil, err
		}
		return of(a.me(ctx, actor))
	})
}

type exchangeInput struct{ Exchange }

// LogOut ends this log-in.
func (a *API) LogOut() Operation {
	return Do(a, "log-out", "Log out here", func(_ context.Context, _ coaching.Actor, in *exchangeInput) (*Nothing, error) {
		return nothing(a.Doors.LogOut(in.w, in.r))
	})
}

// LogOutEverywhere ends every log-in of the actor.
func (a *API) LogOutEverywhere() Operation {
	return Do(a, "log-out-everywhere", "Log out on every device; ends your access tokens", func(_ context.Context, actor coaching.Actor, in *exchangeInput) (*Nothing, error) {
		return nothing(a.Doors.LogOutEverywhere(in.w, in.r, actor))
	})
}

type passwordInput struct {
	Exchange
	Body struct {
		Current string `json:"current" maxLength:"1000"`
		New     string `json:"new" maxLength:"1000" doc:"At least 10 characters"`
	}
}

// ChangePassword sets a new password and ends every other log-in of the actor.
func (a *API) ChangePassword() Operation {
	return Do(a, "change-password", "Change your password; logs out every other device and ends your access tokens", func(_ context.Context, actor coaching.Actor, in *passwordInput) (*Nothing, error) {
		return nothing(a.Doors.ChangePassword(in.w, in.r, actor, in.Body.Current, in.Body.New))
	})
}
