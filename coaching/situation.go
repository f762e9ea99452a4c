package coaching

import (
	"embed"
	"encoding/json"
	"fmt"
)

// Situation is a moment of the day that a question can begin with. Care of the body is never filmed, so it is not offered.
type Situation struct {
	Name      string   `json:"name"`
	Label     string   `json:"label"`
	Questions []string `json:"questions"` // examples, at least three
}

// ProudMoment is the situation that the helper puts first.
const ProudMoment = "proud"

// situations holds the same situations in each language, in the order of a day.
//
//go:embed situations/*.json
var situations embed.FS

// Situations are those of the helper, in Dutch where there are none in the language.
func Situations(language string) ([]Situation, error) {
	var all []Situation
	return all, readSpoken(situations, "situations", language, &all)
}

// readSpoken reads the file of a language, or the Dutch one.
func readSpoken(files embed.FS, folder, language string, into any) error {
	content, err := files.ReadFile(folder + "/" + language + ".json")
	if err != nil {
		content, err = files.ReadFile(folder + "/nl.json")
	}
	if err == nil {
		err = json.Unmarshal(content, into)
	}
	if err != nil {
		return fmt.Errorf("read the %s: %w", folder, err)
	}
	return nil
}
