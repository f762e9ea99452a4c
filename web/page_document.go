package web

import (
	"html/template"
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/docs/privacy"
	"terugblik/web/paper"
)

type documentsView struct {
	Frame
	Documents []Option // Value is the address; Chosen: the letter that fits the basis
	Page      bool     // there is a page for parents per location to set up
}

type documentView struct {
	Frame
	Text  template.HTML
	Print string
	PDF   string
}

// showDocuments lists the documents on privacy, for everybody who works here.
func (p *pages) showDocuments(a *ask) error {
	var f documentFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx) }); err != nil {
		return err
	}
	fits := map[string]string{"opt_in": "ouderbrief-toestemming", "legitimate_interest": "ouderbrief-bezwaar"}[f.basis]
	view := documentsView{Page: ofHolder(a.actor) == nil}
	for _, d := range privacy.Documents() {
		view.Documents = append(view.Documents, Option{Value: "/documents/" + d.Name, Label: d.Title, Chosen: d.Name == fits})
	}
	view.Frame = p.frame(a, "documents", a.say.T("documents.title"))
	return p.render(a, http.StatusOK, "documents", view)
}

func (f *documentFacts) load(a *ask, tx *postgres.Tx) (err error) {
	ctx := a.r.Context()
	if f.holder, err = tx.Holder(ctx, a.actor.At()); err != nil {
		return err
	}
	history, err := tx.TermsHistory(ctx, f.holder.ID)
	if err != nil {
		return err
	}
	f.terms = history.At(a.now)
	f.basis, err = tx.BasisOf(ctx, f.holder.ID)
	return err
}

// document is the filled-in text of the path's document, and who says it.
func (p *pages) document(a *ask) (d privacy.Document, source string, dutch words, err error) {
	for _, known := range privacy.Documents() {
		if known.Name == a.r.PathValue("name") {
			d = known
		}
	}
	if d.Name == "" {
		return d, "", dutch, coaching.ErrNotFound
	}
	file, err := privacy.Files.ReadFile(d.Name + ".md")
	if err != nil {
		return d, "", dutch, err
	}
	var f documentFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx) }); err != nil {
		return d, "", dutch, err
	}
	dutch = words{speech: p.texts.in("nl"), now: a.now, zone: zoneOf(f.holder)}
	return d, f.filled(dutch, string(file)), dutch, nil
}

func (p *pages) showDocument(a *ask) error {
	d, source, _, err := p.document(a)
	if err != nil {
		return err
	}
	view := documentView{Print: "/documents/" + d.Name + "/print", PDF: "/documents/" + d.Name + "/pdf"}
	if view.Text, err = documentHTML(source); err != nil {
		return err
	}
	view.Frame = p.frame(a, "document", d.Title)
	return p.render(a, http.StatusOK, "document", view)
}

func (p *pages) printDocument(a *ask) error {
	d, document, err := p.documentPaper(a)
	if err != nil {
		return err
	}
	return p.print(a, document, "/documents/"+d.Name)
}

func (p *pages) documentPDF(a *ask) error {
	d, document, err := p.documentPaper(a)
	if err != nil {
		return err
	}
	file, err := paper.PDF(document)
	if err != nil {
		return err
	}
	a.w.Header().Set("Content-Type", "application/pdf")
	a.w.Header().Set("Content-Length", strconv.Itoa(len(file)))
	a.w.Header().Set("Content-Disposition", `attachment; filename="`+d.Name+`.pdf"`)
	_, err = a.w.Write(file)
	return err
}

func (p *pages) documentPaper(a *ask) (privacy.Document, paper.Document, error) {
	d, source, dutch, err := p.document(a)
	if err != nil {
		return d, paper.Document{}, err
	}
	return d, documentPaper(source, d.Title, dutch.T("report.page_of", "Page", "%s", "Pages", "%s"), dutch), nil
}
