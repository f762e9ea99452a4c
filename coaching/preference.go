package coaching

import (
	"embed"
	"slices"
	"time"
)

// Preference is how somebody likes to learn: one of the five language games of Ruijters. It is chosen, never tested.
type Preference string

// The preferences; "" is none.
const (
	Copying       Preference = "copying"       // kunst afkijken
	Participating Preference = "participating" // participeren
	Knowing       Preference = "knowing"       // kennis verwerven
	Practising    Preference = "practising"    // oefenen
	Discovering   Preference = "discovering"   // ontdekken
)

// Preferences are all there are, in the order in which they are shown.
func Preferences() []Preference {
	return []Preference{Copying, Participating, Knowing, Practising, Discovering}
}

// LearningPreference is what an employee chose.
type LearningPreference struct {
	PersonID   PersonID
	Preference Preference
	ChosenAt   time.Time
}

// CheckPreference is Invalid with field "preference".
func CheckPreference(p Preference) error {
	if p != "" && !slices.Contains(Preferences(), p) {
		return Invalid{{Field: "preference", Code: "unknown"}}
	}
	return nil
}

// preferences holds what each preference is called, and forms of learning that go with it.
//
//go:embed preferences/*.json
var preferences embed.FS

// PreferenceWords says in plain words what a preference is, and which forms suit it. They are ideas: she picks or ignores.
type PreferenceWords struct {
	Label string   `json:"label"`
	About string   `json:"about"`
	Forms []string `json:"forms"` // two to four
}

// PreferenceTexts are the words of all preferences, in Dutch where there are none in the language.
func PreferenceTexts(language string) (map[Preference]PreferenceWords, error) {
	texts := map[Preference]PreferenceWords{}
	return texts, readSpoken(preferences, "preferences", language, &texts)
}
