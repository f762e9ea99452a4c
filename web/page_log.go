package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const logLines = 100

type logView struct {
	Frame
	Lines []logLineView
	More  string
}

type logLineView struct {
	Sentence string
	At       Stamp
}

// showLog tells the employee in plain words who did what to her recordings.
func (p *pages) showLog(a *ask) error {
	ctx := a.r.Context()
	var view logView
	err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		lines, next, err := tx.OwnLog(ctx, a.r.URL.Query().Get("after"), logLines)
		if err != nil {
			return err
		}
		if next != "" {
			view.More = "/log?after=" + url.QueryEscape(next)
		}
		var ids []coaching.PersonID
		for _, line := range lines {
			if !strings.Contains(line.Actor, ":") && line.Actor != "operator" {
				ids = append(ids, coaching.PersonID(line.Actor))
			}
		}
		people, err := castOf(ctx, tx, ids...)
		if err != nil {
			return err
		}
		titles, err := ownTitles(a, tx)
		for _, line := range lines {
			view.Lines = append(view.Lines, logLineView{logSentence(a, a.words(holder), line, people, titles), a.words(holder).Moment(line.At)})
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "log", a.say.T("log.title"))
	return p.render(a, http.StatusOK, "log", view)
}

func logSentence(a *ask, w words, line coaching.LogLine, people cast, titles map[coaching.RecordingID]string) string {
	who := people.Full(coaching.PersonID(line.Actor))
	switch {
	case line.Actor == string(a.actor.ID):
		who = a.say.T("log.you")
	case strings.HasPrefix(line.Actor, "system:"):
		who = a.say.T("log.system")
	case line.Actor == "operator":
		who = a.say.T("log.operator")
	case who == "":
		who = a.say.T("log.somebody")
	}
	key := "log.action." + line.Action
	if !a.say.Has(key) {
		key = "log.action.other"
	}
	what := a.say.T("log.what_gone")
	if title, ok := titles[line.RecordingID]; ok {
		what = a.say.T("log.what", "Title", title)
	}
	return a.say.T(key, "Who", who, "What", what, "Why", logDetail(w, line))
}

// logDetail says for a live picture that was watched from when to when.
func logDetail(w words, line coaching.LogLine) string {
	from, err := time.Parse(time.RFC3339, line.Detail)
	if line.Action != "watch_end" || err != nil {
		return line.Detail
	}
	return w.T("log.from_to", "From", from.In(w.zone).Format(time.TimeOnly), "To", line.At.In(w.zone).Format(time.TimeOnly))
}

// ownTitles are those of the recordings that still exist.
func ownTitles(a *ask, tx *postgres.Tx) (map[coaching.RecordingID]string, error) {
	recordings, _, err := tx.Recordings(a.r.Context(), postgres.RecordingFilter{}, "", 500)
	titles := make(map[coaching.RecordingID]string, len(recordings))
	for _, recording := range recordings {
		titles[recording.ID] = recording.Title
	}
	return titles, err
}
