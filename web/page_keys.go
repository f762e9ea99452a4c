package web

import "net/http"

type keysView struct {
	Frame
	Element Element
}

// showKeys is filled by the page's script from the one table of keys that the player listens to.
func (p *pages) showKeys(a *ask) error {
	view := keysView{Element: a.element(nil, "keys")}
	view.Frame = p.frame(a, "keys", a.say.T("help.keys_title"))
	return p.render(a, http.StatusOK, "keys", view)
}
