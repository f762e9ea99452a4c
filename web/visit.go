package web

import (
	"context"
	"net/http"

	"terugblik/coaching"
)

// visit is what is known of one request. It travels in the request's context between the outermost
// middleware and the handler; below a handler the actor is an argument.
type visit struct {
	id      string // request id
	nonce   string // of the content security policy
	speech  *speech
	login   *login // nil while nobody is logged in
	over    *login // one whose holder is there for her no more, while another is
	explain bool   // an error has been logged already
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey{}).(*visit)
	if v == nil {
		return &visit{}
	}
	return v
}

// actorOf is for whom the request is made; false when nobody is logged in.
func actorOf(r *http.Request) (coaching.Actor, bool) {
	if v := visitOf(r.Context()); v.login != nil {
		return v.login.actor, true
	}
	return coaching.Actor{}, false
}

// nonceOf is the nonce that scripts and styles of this response carry.
func nonceOf(r *http.Request) string { return visitOf(r.Context()).nonce }

// speechOf speaks the language of the request.
func (s *Server) speechOf(r *http.Request) *speech {
	if v := visitOf(r.Context()); v.speech != nil {
		return v.speech
	}
	return s.texts.of(r, coaching.Actor{})
}

func (s *Server) languageOf(ctx context.Context) string {
	if v := visitOf(ctx); v.speech != nil {
		return v.speech.Language
	}
	return languages[0]
}

// say says a sentence in the language of the request.
func (s *Server) say(ctx context.Context, key string) string {
	return s.texts.in(s.languageOf(ctx)).T(key)
}
