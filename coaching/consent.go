package coaching

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Purpose is what a recording may be used for; it never changes in place.
type Purpose string

// OwnQuestion is coaching on the employee's own question, and not assessment: the one purpose there is so far.
const OwnQuestion Purpose = "vib_individual"

// ConsentWay says how a yes came.
type ConsentWay string

// The ways.
const (
	ConsentShown   ConsentWay = "shown"   // the words stood on her screen and she agreed to them
	ConsentRequest ConsentWay = "request" // she asked to publish or to send a film by herself, through the API
)

// Consent is the employee's own yes to one recording and its purpose. It can be taken back until film has come in; after
// that she throws the recording away.
type Consent struct {
	ID          ConsentID
	HolderID    HolderID
	RecordingID RecordingID
	PersonID    PersonID
	Purpose     Purpose
	TextVersion int
	Language    string // of the words
	Words       string // as she read them
	Way         ConsentWay
	GivenAt     time.Time
	WithdrawnAt *time.Time
}

// Stands says whether the yes holds.
func (c Consent) Stands() bool { return !c.GivenAt.IsZero() && c.WithdrawnAt == nil }

// consents holds one file per version of the text. A file that has been released is never changed: people said yes to it.
//
//go:embed consents/*.json
var consents embed.FS

// CurrentConsentText is the version that is asked for now.
const CurrentConsentText = 1

// ConsentText is a version of the words for a purpose, in Dutch where there are none in the language. Errors: Invalid
// with field "text_version" or "purpose".
func ConsentText(version int, purpose Purpose, language string) (words, in string, err error) {
	content, err := consents.ReadFile("consents/" + strconv.Itoa(version) + ".json")
	if err != nil {
		return "", "", Invalid{{Field: "text_version", Code: "unknown"}}
	}
	texts := map[Purpose]map[string]string{}
	if err := json.Unmarshal(content, &texts); err != nil {
		return "", "", fmt.Errorf("read version %d of the words of consent: %w", version, err)
	}
	spoken, ok := texts[purpose]
	if !ok {
		return "", "", Invalid{{Field: "purpose", Code: "unknown"}}
	}
	if words, ok := spoken[language]; ok {
		return words, language, nil
	}
	return spoken["nl"], "nl", nil
}

// MayConsent says whether the actor may say yes to the recording, or take it back: it is hers and film has not come in
// yet. takes is how many there are.
func (r Recording) MayConsent(actor Actor, takes int) error {
	if err := r.mustOwn(actor); err != nil {
		return err
	}
	if r.AcceptedAt == nil {
		return Conflict("recording_not_accepted")
	}
	if takes > 0 {
		return Conflict("recording_begun")
	}
	return nil
}
