package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/sheet"
)

type newcomersView struct {
	Frame
	Problem string
	Columns []newcomerColumn
}

// newcomerColumn is one line of the explanation: which heading, and what stands under it.
type newcomerColumn struct{ Heading, Meaning string }

func (p *pages) showNewcomers(a *ask) error { return p.renderNewcomers(a, http.StatusOK, "") }

func (p *pages) renderNewcomers(a *ask, status int, problem string) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	view := newcomersView{Frame: p.frame(a, "newcomers", a.say.T("newcomers.title")), Problem: problem}
	for _, column := range []string{"name", "email", "role", "location", "group", "first", "contract", "fte", "standing"} {
		view.Columns = append(view.Columns, newcomerColumn{a.say.T("newcomers.heading_" + column), a.say.T("newcomers.about_" + column)})
	}
	return p.render(a, status, "newcomers", view)
}

// newcomersSheet is an empty table to fill in: UTF-8 with its mark, so that Excel reads it as that.
func (p *pages) newcomersSheet(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	a.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	a.w.Header().Set("Content-Disposition", `attachment; filename="`+a.say.T("newcomers.sheet")+`"`)
	_, err := io.WriteString(a.w, "\ufeff"+a.say.T("newcomers.sheet_headings")+"\r\n"+a.say.T("newcomers.sheet_example")+"\r\n")
	return err
}

// bringNewcomers reads a file and shows what it says; nothing is taken over yet.
func (p *pages) bringNewcomers(a *ask) error {
	holder, err := p.administrator(a)
	if err != nil {
		return err
	}
	name, table, err := tableOf(a)
	if err != nil {
		return p.renderNewcomers(a, http.StatusUnprocessableEntity, a.say.T("newcomers."+sheetProblem(err), "Rows", strconv.Itoa(sheet.MostRows)))
	}
	var id coaching.NewcomersID
	var list coaching.NewcomerList
	err = p.as(a, func(tx *postgres.Tx) error {
		h, err := tx.Holder(a.r.Context(), holder)
		if err != nil {
			return err
		}
		places, err := tx.Locations(a.r.Context(), holder)
		if err != nil {
			return err
		}
		if list = coaching.ReadNewcomers(table, places, a.now, h.Zone()); len(list.Errors) > 0 {
			return nil
		}
		id, err = tx.KeepNewcomers(a.r.Context(), a.actor, name, list.Rows, a.now)
		return err
	})
	if err != nil {
		return err
	}
	return p.renderNewcomerList(a, statusOfList(list), holder, newcomersFile{id: id, name: name, list: list})
}

func statusOfList(list coaching.NewcomerList) int {
	if len(list.Errors) > 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// tableOf reads the file of a form.
func tableOf(a *ask) (name string, table [][]string, err error) {
	file, header, err := a.r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return "", nil, errNoFile
	}
	if err != nil {
		return "", nil, fmt.Errorf("read the form: %w", err)
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	if err != nil {
		return "", nil, fmt.Errorf("read the file: %w", err)
	}
	table, err = sheet.Read(content)
	return coaching.FileName(header.Filename), table, err
}

var errNoFile = errors.New("no file was chosen")

// sheetProblem is the key of the words for a file that is not read.
func sheetProblem(err error) string {
	_, large := errors.AsType[*http.MaxBytesError](err)
	switch {
	case errors.Is(err, errNoFile):
		return "no_file"
	case large:
		return "too_large"
	case errors.Is(err, sheet.ErrOldExcel):
		return "old_excel"
	case errors.Is(err, sheet.ErrTooLong):
		return "too_long"
	}
	return "no_table"
}

type newcomersFile struct {
	id   coaching.NewcomersID
	name string
	list coaching.NewcomerList
}

// applyNewcomers takes a list over and shows the links of who was added, once.
func (p *pages) applyNewcomers(a *ask) error {
	holder, err := p.administrator(a)
	if err != nil {
		return err
	}
	id := coaching.NewcomersID(a.r.PathValue("id"))
	var (
		file  coaching.NewcomersFile
		links []newcomerLink
	)
	err = p.as(a, func(tx *postgres.Tx) error {
		if file, err = tx.Newcomers(a.r.Context(), id); err != nil {
			return err
		}
		added, err := tx.ApplyNewcomers(a.r.Context(), a.actor, id, a.now)
		if err != nil {
			return err
		}
		for _, person := range added {
			token := secretToken()
			if _, err := tx.MakeInvitation(a.r.Context(), a.actor, person.ID, hashOf(token), a.now); err != nil {
				return err
			}
			links = append(links, newcomerLink{person.Name.Full(), person.Email, p.linkURL(a.r, token)})
		}
		return nil
	})
	if wrong, ok := errors.AsType[coaching.RowErrors](err); ok {
		list := coaching.NewcomerList{Rows: file.Rows, Errors: wrong}
		return p.renderNewcomerList(a, http.StatusConflict, holder, newcomersFile{name: file.Name, list: list})
	}
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderNewcomers(a, statusOf(err), wrong.summary)
	}
	if err != nil {
		return err
	}
	return p.renderNewcomerLinks(a, links)
}
