package web

import (
	"slices"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// firstFrame is the frame of a page that people come to after their log-in.
func (p *pages) firstFrame(a *ask, name, title string, elements ...string) Frame {
	f := p.frame(a, name, title, elements...)
	if a.actor.Tablet == "" { // a device of many is no place to be told of one's account
		f.Notices, f.Office = p.notices(a), p.officeNotices(a)
	}
	f.Waits = p.waits(a, name)
	return f
}

// notices tell a person of links with which somebody could choose, or chose, a new password for her: nobody else may
// get into an account unseen. They stay for coaching.NoticeFor and cannot be clicked away.
func (p *pages) notices(a *ask) []string {
	var said []string
	err := p.as(a, func(tx *postgres.Tx) error {
		links, _, err := tx.Invitations(a.r.Context(), a.actor.HolderID, a.actor.ID, "", 20)
		links = slices.DeleteFunc(links, func(i coaching.Invitation) bool { return !i.Notice(a.now) })
		if err != nil || len(links) == 0 {
			return err
		}
		holder, err := tx.Holder(a.r.Context(), a.actor.At())
		if err != nil {
			return err
		}
		lines, err := keeping{words: a.words(holder), holder: holder}.links(a, tx, links)
		for _, line := range lines {
			said = append(said, a.say.T("links.notice", "Sentence", line.Sentence, "Moment", line.At.Text, "What", line.What))
		}
		return err
	})
	if err != nil && a.r.Context().Err() == nil { // the page itself is there all the same
		p.Log.ErrorContext(a.r.Context(), "links to an account could not be told of", "request_id", visitOf(a.r.Context()).id, "error", err)
	}
	return said
}
