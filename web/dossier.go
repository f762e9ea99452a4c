package web

import (
	"io"
	"net/http"

	"terugblik/coaching"
)

// dossierFile is the actor's own dossier as JSON. It is written while it is read, so an error in its middle can only
// break the answer off.
func (s *Server) dossierFile(w http.ResponseWriter, r *http.Request) {
	actor, _ := actorOf(r)
	w.Header().Set("Cache-Control", "private, no-store")
	if !actor.Leaver && !actor.Is(coaching.Employee) {
		s.fail(w, r, coaching.ErrNotFound)
		return
	}
	out := &begun{Writer: w, first: func() {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Disposition", `attachment; filename="dossier-`+s.Now().Format("2006-01-02")+`.json"`)
	}}
	err := s.api.WriteDossier(r.Context(), actor, out)
	switch {
	case err != nil && out.first == nil:
		s.Log.ErrorContext(r.Context(), "a dossier broke off", "request_id", visitOf(r.Context()).id, "error", err)
		panic(http.ErrAbortHandler)
	case err != nil:
		s.fail(w, r, err)
	}
}

// begun calls first before the first byte.
type begun struct {
	io.Writer
	first func()
}

func (b *begun) Write(p []byte) (int, error) {
	if b.first != nil {
		b.first()
		b.first = nil
	}
	return b.Writer.Write(p)
}
