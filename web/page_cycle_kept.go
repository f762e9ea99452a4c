package web

import (
	"terugblik/coaching"
)

// keptView is what stays of a mark when its film is gone.
type keptView struct {
	Kind    string // of the mark, for its colour
	Label   string
	By      string
	Text    string
	Answers []keptAnswer
}

type keptAnswer struct{ By, Text string }

// keptWords puts looks and replies under the mark that they belong to.
func (f *cycleFacts) keptWords(w words) []keptView {
	var views []keptView
	place := map[coaching.KeptWordID]int{}
	for _, word := range f.kept {
		by := f.people.Given(word.AuthorID)
		if word.AnswersID == "" {
			place[word.ID] = len(views)
			views = append(views, keptView{Kind: word.Kind, Label: keptLabel(w, word), By: by, Text: word.Text})
			continue
		}
		if at, ok := place[word.AnswersID]; ok {
			if word.Kind == "look" {
				by = w.T("kept.saw", "Name", by)
			}
			views[at].Answers = append(views[at].Answers, keptAnswer{By: by, Text: word.Text})
		}
	}
	return views
}

func keptLabel(w words, word coaching.KeptWord) string {
	if word.Kind == "" {
		return w.T("release.codes_only")
	}
	return w.T("common.kind_" + word.Kind)
}
