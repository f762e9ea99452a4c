package coaching

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// agreements holds one file per version of the text. A file that has been released is never changed: people agreed to it.
//
//go:embed agreements/*.json
var agreements embed.FS

// CurrentAgreementText is the version that new proposals are made with.
const CurrentAgreementText = 1

// AgreementWords is the text in one language, with the names of the two filled in.
type AgreementWords struct {
	Lead    string             `json:"lead"`
	Fixed   []string           `json:"fixed"` // holds always
	Safety  string             `json:"safety"`
	Changes string             `json:"changes"`
	Options map[Sharing]string `json:"options"`
}

// AgreementText is a version of the text in the language ("nl" or "en"), for an employee and a coach by their first
// names. A version or language that does not exist is an error.
func AgreementText(version int, language, employee, coach string) (AgreementWords, error) {
	content, err := agreements.ReadFile("agreements/" + strconv.Itoa(version) + ".json")
	if err != nil {
		return AgreementWords{}, fmt.Errorf("read version %d of the agreement's text: %w", version, err)
	}
	languages := map[string]AgreementWords{}
	if err := json.Unmarshal(content, &languages); err != nil {
		return AgreementWords{}, fmt.Errorf("read version %d of the agreement's text: %w", version, err)
	}
	words, ok := languages[language]
	if !ok {
		return AgreementWords{}, fmt.Errorf("version %d of the agreement's text is not there in %q", version, language)
	}
	return words.filled(strings.NewReplacer("{employee}", employee, "{coach}", coach)), nil
}

func (w AgreementWords) filled(names *strings.Replacer) AgreementWords {
	w.Lead, w.Safety, w.Changes = names.Replace(w.Lead), names.Replace(w.Safety), names.Replace(w.Changes)
	for i := range w.Fixed {
		w.Fixed[i] = names.Replace(w.Fixed[i])
	}
	for option := range w.Options {
		w.Options[option] = names.Replace(w.Options[option])
	}
	return w
}
