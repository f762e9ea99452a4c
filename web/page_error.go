package web

import (
	"net/http"
	"strconv"

	"terugblik/web/api"
)

// errorView is the page for when something went wrong: what happened, what is safe, what to do.
type errorView struct {
	Frame
	What      string
	Safe      string
	Retry     bool
	RequestID string
}

// problem shows an error to a person.
func (p *pages) problem(w http.ResponseWriter, r *http.Request, problem *api.Problem) {
	a := &ask{w: w, r: r, say: p.speechOf(r), now: p.Now()}
	a.actor, _ = actorOf(r)
	status := strconv.Itoa(problem.Status)
	view := errorView{What: problem.Detail}
	view.Frame = p.frame(a, "error", a.say.oneOf("error.title."+status, "error.title.other"))
	if problem.Status >= http.StatusInternalServerError {
		view.RequestID = problem.RequestID
		view.Safe = a.say.T("error.safe")
		view.Retry = r.Method == http.MethodGet
	}
	for name, values := range problem.GetHeaders() {
		if name == "Retry-After" {
			w.Header()[name] = values
		}
	}
	if err := p.render(a, problem.Status, "error", view); err != nil {
		p.Log.ErrorContext(r.Context(), "the error page failed", "request_id", problem.RequestID, "error", err)
		http.Error(w, problem.Detail, problem.Status)
	}
}
