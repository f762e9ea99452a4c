package coaching

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
)

// Text is one text in both languages of the product.
type Text struct {
	NL string `json:"nl"`
	EN string `json:"en"`
}

// In is the text in a language; Dutch unless it is "en".
func (t Text) In(language string) string {
	if language == "en" {
		return t.EN
	}
	return t.NL
}

// Item is one code of a scheme, with narrower ones below it.
type Item struct {
	ID          string `json:"id"` // unique in its scheme
	Label       Text   `json:"label"`
	Description Text   `json:"description"`
	Valence     string `json:"valence"` // "positive", "neutral" or "growth"
	Children    []Item `json:"children,omitempty"`
}

// Scheme is a set of codes to look with. A scheme that is used never changes; a new one gets another id.
type Scheme struct {
	ID          string `json:"id"`
	Title       Text   `json:"title"`
	Source      string `json:"source"`
	LicenceNote string `json:"licenceNote"`
	Items       []Item `json:"items"`
}

//go:embed schemes/*.json
var shipped embed.FS

// Schemes are the shipped schemes, in order of their id. It panics when the binary was built with a broken one.
func Schemes() []Scheme {
	schemes, err := readSchemes(shipped)
	if err != nil {
		panic(err)
	}
	return schemes
}

func readSchemes(files fs.FS) ([]Scheme, error) {
	names, err := fs.Glob(files, "schemes/*.json")
	if err != nil {
		return nil, fmt.Errorf("list schemes: %w", err)
	}
	var schemes []Scheme
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read scheme: %w", err)
		}
		scheme, err := ParseScheme(data)
		if err != nil {
			return nil, fmt.Errorf("scheme %s: %w", name, err)
		}
		schemes = append(schemes, scheme)
	}
	return schemes, nil
}

// ParseScheme reads a scheme and demands ids that can be codes, each once, and labels in both languages.
func ParseScheme(data []byte) (Scheme, error) {
	var scheme Scheme
	if err := json.Unmarshal(data, &scheme); err != nil {
		return Scheme{}, fmt.Errorf("read json: %w", err)
	}
	if !schemeID.MatchString(scheme.ID) || scheme.Title.NL == "" || scheme.Title.EN == "" || len(scheme.Items) == 0 {
		return Scheme{}, fmt.Errorf("scheme %q needs an id, a title in both languages and items", scheme.ID)
	}
	if err := checkItems(scheme.Items, make(map[string]bool), 0); err != nil {
		return Scheme{}, err
	}
	return scheme, nil
}

var schemeID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+){0,9}$`)

// Deeper than the cluster, pattern and element of the method no pad or list can show.
const deepestItem = 4

func checkItems(items []Item, seen map[string]bool, depth int) error {
	if depth > deepestItem {
		return fmt.Errorf("items are more than %d deep", deepestItem)
	}
	for _, item := range items {
		switch {
		case !schemeID.MatchString(item.ID):
			return fmt.Errorf("item id %q is not lower-case words with hyphens", item.ID)
		case seen[item.ID]:
			return fmt.Errorf("item %q is there twice", item.ID)
		case item.Label.NL == "" || item.Label.EN == "":
			return fmt.Errorf("item %q needs a label in both languages", item.ID)
		case item.Valence != "positive" && item.Valence != "neutral" && item.Valence != "growth":
			return fmt.Errorf("item %q has the unknown valence %q", item.ID, item.Valence)
		}
		seen[item.ID] = true
		if err := checkItems(item.Children, seen, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// Codes finds items by their code, "scheme:item".
type Codes map[string]Item

// NewCodes lists every item of the schemes, at every depth.
func NewCodes(schemes []Scheme) Codes {
	codes := make(Codes)
	for _, scheme := range schemes {
		codes.add(scheme.ID, scheme.Items)
	}
	return codes
}

func (c Codes) add(scheme string, items []Item) {
	for _, item := range items {
		c[scheme+":"+item.ID] = item
		c.add(scheme, item.Children)
	}
}
