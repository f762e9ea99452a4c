package web

import (
	"fmt"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type storageView struct {
	Frame
	At      string // "" before the first look
	Facts   []termFact
	Fits    bool
	Wrong   []termFact
	What    string
	Locked  string
	MayLook bool
}

// showStorage says what lies in storage and whether it fits: counts and bytes.
func (p *pages) showStorage(a *ask) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	var holder coaching.Holder
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		holder, err = tx.Holder(a.r.Context(), a.actor.At())
		return err
	})
	if err != nil {
		return err
	}
	view := storageView{MayLook: p.Keeper != nil && a.actor.Is(coaching.Administrator)}
	if p.Keeper != nil {
		view.fill(a.words(holder), p.Keeper.Report())
	}
	view.Frame = p.frame(a, "storage", a.say.T("storage.title"))
	return p.render(a, http.StatusOK, "storage", view)
}

func (v *storageView) fill(w words, r coaching.StorageReport) {
	if r.At.IsZero() {
		return
	}
	v.At, v.Fits = w.Moment(r.At).Text, r.Fits()
	v.Facts = []termFact{
		{w.T("storage.recordings"), fmt.Sprint(r.Recordings)}, {w.T("storage.files"), fmt.Sprint(r.Files)}, {w.T("storage.bytes"), w.bytes(r.Bytes)},
	}
	for _, wrong := range []struct {
		count int
		what  string
		how   string
	}{
		{r.Strays, w.T("storage.strays"), w.N("storage.strays_how", r.Strays, "Bytes", w.bytes(r.StrayBytes))},
		{r.StrayKeys, w.T("storage.keys"), fmt.Sprint(r.StrayKeys)},
		{r.Missing, w.T("storage.missing"), w.N("storage.missing_how", r.Missing)},
	} {
		if wrong.count > 0 {
			v.Wrong = append(v.Wrong, termFact{wrong.what, wrong.how})
		}
	}
	v.What = w.T("storage.wait")
	if !r.Trusted {
		v.What = w.T("storage.not_trusted")
	}
	if r.LockedPast > 0 {
		v.Locked = w.N("storage.locked", r.LockedPast)
	}
}

// bytes says a size in the unit that people know from their disk.
func (w words) bytes(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}} {
		if n >= unit.size {
			return w.decimal(fmt.Sprintf("%.1f", float64(n)/float64(unit.size))) + " " + unit.name
		}
	}
	return fmt.Sprintf("%d B", n)
}

// checkStorage looks now.
func (p *pages) checkStorage(a *ask) error {
	if !a.actor.Is(coaching.Administrator) || p.Keeper == nil {
		return coaching.ErrNotFound
	}
	if err := p.Keeper.Check(a.r.Context()); err != nil {
		return err
	}
	return p.done(a, "/settings/storage", "storage_looked")
}
