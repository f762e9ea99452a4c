package web

import (
	"net/http"

	"terugblik/coaching"
)

// pageHandler answers a page or a form for the actor. An error it returns is shown by pages.problem.
type pageHandler func(w http.ResponseWriter, r *http.Request, actor coaching.Actor) error

// page makes a handler of a page. The actor is the zero value on routes whose rule lets anybody in.
func (s *Server) page(handle pageHandler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		actor, _ := actorOf(r)
		w.Header().Set("Cache-Control", "private, no-store")
		if err := handle(w, r, actor); err != nil {
			s.fail(w, r, err)
		}
	})
}
