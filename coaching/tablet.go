package coaching

import (
	"strings"
	"time"
)

// TabletID names a device that the people of a group share.
type TabletID string

// How a shared tablet behaves.
const (
	TabletIdle    = 2 * time.Minute    // without a touch: then her log-in there is over, or waits for the end of what she films
	TabletLongest = 4 * time.Hour      // for so long at most a log-in there holds, whatever she does
	TabletCodeFor = 30 * time.Minute   // for so long the one-time address that makes a device a tablet holds
	PINNotice     = 7 * 24 * time.Hour // for so long she reads that somebody tried
	longestTablet = 100
	pinLength     = 6
	leastOfDigits = 3 // different ones in a PIN
)

// pinTries are free; after each wrong one from then on nobody can try her PIN, on any device, for a longer while.
const pinTries = 5

var pinWaits = [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour, 24 * time.Hour}

// PINWait is how long a PIN is locked after so many tries since the last that was right.
func PINWait(tries int) time.Duration {
	if tries < pinTries {
		return 0
	}
	return pinWaits[min(tries-pinTries, len(pinWaits)-1)]
}

// Tablet is a shared device as its administrator sees it.
type Tablet struct {
	ID      TabletID
	GroupID GroupID
	Name    string
	Group   string
	Place   string
	MadeAt  time.Time
	Begun   bool // the one-time address was used on a device
}

// PIN is what a person can know of her own.
type PIN struct {
	SetAt       time.Time
	LockedUntil *time.Time
}

// CheckPIN is Invalid with the field "pin" for one that is not six digits or that anybody would try first: fewer than
// three different digits, or all in a row up or down.
func CheckPIN(pin string) error {
	wrong := Invalid{{Field: "pin", Code: "not_a_pin"}}
	if len(pin) != pinLength || strings.Trim(pin, "0123456789") != "" {
		return wrong
	}
	different, up, down := map[byte]bool{pin[0]: true}, true, true
	for i := 1; i < len(pin); i++ {
		different[pin[i]] = true
		up, down = up && pin[i] == pin[i-1]+1, down && pin[i]+1 == pin[i-1]
	}
	if len(different) < leastOfDigits || up || down || pin[:pinLength/2] == pin[pinLength/2:] {
		return Invalid{{Field: "pin", Code: "pin_too_easy"}}
	}
	return nil
}

// TidyTablet is the name of a tablet as it is kept. Invalid with field "name".
func TidyTablet(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch length := len([]rune(name)); {
	case length == 0:
		return "", Invalid{{Field: "name", Code: "required"}}
	case length > longestTablet:
		return "", Invalid{{Field: "name", Code: "too_long"}}
	}
	return name, nil
}

// OnTablet is the actor on a shared device: an employee and nothing else. Without that role nothing is left of her.
func (a Actor) OnTablet(tablet TabletID) Actor {
	var roles []Assignment
	for _, r := range a.Roles {
		if r.Role == Employee {
			roles = append(roles, r)
		}
	}
	a.Roles, a.Tablet, a.Leaver, a.Holders = roles, tablet, false, []HolderID{a.Working}
	return a
}
