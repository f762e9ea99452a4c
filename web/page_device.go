package web

import "terugblik/coaching"

// deviceBundle is the script of the element below.
const deviceBundle = "device"

// device goes on sending what of a person's films is still on her device; nil for who films nothing.
func (a *ask) device() *Element {
	if !a.actor.Is(coaching.Employee) {
		return nil
	}
	element := a.element(map[string]any{"me": a.actor.ID}, "device")
	return &element
}
