package web

import (
	"net/http"

	"terugblik/coaching"
)

const (
	eventsPath     = "/api/v1/recordings/{id}/events"
	talkEventsPath = "/api/v1/talks/{id}/events"
)

// events streams what happens to a recording; the guard has let the actor in.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	actor, _ := actorOf(r)
	if err := s.api.Events(w, r, actor, coaching.RecordingID(r.PathValue("id"))); err != nil {
		s.fail(w, r, err)
	}
}

// talkEvents streams what happens in a talk.
func (s *Server) talkEvents(w http.ResponseWriter, r *http.Request) {
	actor, _ := actorOf(r)
	if err := s.api.TalkEvents(w, r, actor, coaching.TalkID(r.PathValue("id"))); err != nil {
		s.fail(w, r, err)
	}
}
