package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"terugblik/coaching"
)

// languages are those the screens speak, the default first.
var languages = []string{"nl", "en"}

const languageCookie = "terugblik_language"

// texts holds every sentence of the screens in every language.
type texts struct {
	speech map[string]*speech
}

// speech speaks one language.
type speech struct {
	Language  string
	localizer *i18n.Localizer
	raw       map[string]json.RawMessage // as written, for the elements
	months    []string
	all       *texts
}

// newTexts reads <language>.json of every language from a folder. It fails when a file is missing or broken.
func newTexts(locales fs.FS) (*texts, error) {
	bundle := i18n.NewBundle(language.Dutch)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	all := &texts{speech: map[string]*speech{}}
	for _, name := range languages {
		content, err := fs.ReadFile(locales, name+".json")
		if err != nil {
			return nil, fmt.Errorf("reading the texts in %s: %w", name, err)
		}
		if _, err := bundle.ParseMessageFileBytes(content, name+".json"); err != nil {
			return nil, fmt.Errorf("parsing the texts in %s: %w", name, err)
		}
		raw := map[string]json.RawMessage{}
		if err := json.Unmarshal(content, &raw); err != nil {
			return nil, fmt.Errorf("parsing the texts in %s: %w", name, err)
		}
		all.speech[name] = &speech{Language: name, raw: raw, all: all}
	}
	for _, s := range all.speech {
		s.localizer = i18n.NewLocalizer(bundle, s.Language)
		s.months = strings.Fields(s.T("date.months"))
	}
	return all, nil
}

// everSaid says whether a text is the sentence of a key, in whichever language it was written down.
func (s *speech) everSaid(key, text string) bool {
	for _, one := range s.all.speech {
		if one.T(key) == text {
			return true
		}
	}
	return false
}

// in speaks the language, or Dutch when it is not known.
func (t *texts) in(name string) *speech {
	if s, ok := t.speech[name]; ok {
		return s
	}
	return t.speech[languages[0]]
}

// of chooses the language of a request: the account's, else the cookie's, else Accept-Language, else Dutch.
func (t *texts) of(r *http.Request, actor coaching.Actor) *speech {
	if s, ok := t.speech[actor.Language]; ok {
		return s
	}
	if cookie, err := r.Cookie(languageCookie); err == nil {
		if s, ok := t.speech[cookie.Value]; ok {
			return s
		}
	}
	return t.in(accepted(r.Header.Get("Accept-Language")))
}

var languageMatcher = language.NewMatcher([]language.Tag{language.Dutch, language.English})

// accepted is the best of our languages for an Accept-Language header.
func accepted(header string) string {
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(wanted) == 0 {
		return languages[0]
	}
	_, index, confidence := languageMatcher.Match(wanted...)
	if confidence == language.No {
		return languages[0]
	}
	return languages[index]
}

// T says a sentence. Pairs are the names and values that it mentions.
func (s *speech) T(key string, pairs ...any) string {
	return s.say(&i18n.LocalizeConfig{MessageID: key, TemplateData: named(pairs)})
}

// N says a sentence in the plural form that the count asks for; the sentence may mention {{.Count}}.
func (s *speech) N(key string, count int, pairs ...any) string {
	data := named(append(pairs, "Count", count))
	return s.say(&i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: count})
}

// say shows the key itself when the sentence is missing; a test keeps that from happening.
func (s *speech) say(config *i18n.LocalizeConfig) string {
	said, err := s.localizer.Localize(config)
	if err != nil {
		return config.MessageID
	}
	return said
}

// Has says whether a sentence exists.
func (s *speech) Has(key string) bool {
	_, ok := s.raw[key]
	return ok
}

func named(pairs []any) map[string]any {
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return data
}

// Strings are the sentences under the prefixes as they are written, for an element that speaks for itself.
func (s *speech) Strings(prefixes ...string) map[string]json.RawMessage {
	chosen := map[string]json.RawMessage{}
	for key, text := range s.raw {
		for _, prefix := range prefixes {
			if strings.HasPrefix(key, prefix+".") {
				chosen[key] = text
			}
		}
	}
	return chosen
}

// Stamp is an instant for a reader: for the machine and in words.
type Stamp struct {
	ISO  string
	Text string
}

// day says a date in the zone: "vandaag", "5 maart" or, in another year, "5 maart 2025".
func (s *speech) day(at, now time.Time, zone *time.Location) Stamp {
	at, now = at.In(zone), now.In(zone)
	stamp := Stamp{ISO: at.Format(time.DateOnly)}
	switch daysBetween(at, now) {
	case 0:
		stamp.Text = s.T("date.today")
	case 1:
		stamp.Text = s.T("date.yesterday")
	case -1:
		stamp.Text = s.T("date.tomorrow")
	default:
		stamp.Text = fmt.Sprintf("%d %s", at.Day(), s.months[at.Month()-1])
		if at.Year() != now.Year() {
			stamp.Text += fmt.Sprintf(" %d", at.Year())
		}
	}
	return stamp
}

// moment says a day with the time of that day: "vandaag om 14:05".
func (s *speech) moment(at, now time.Time, zone *time.Location) Stamp {
	day := s.day(at, now, zone)
	at = at.In(zone)
	return Stamp{
		ISO:  at.Format(time.RFC3339),
		Text: s.T("date.at", "Day", day.Text, "Time", at.Format("15:04")),
	}
}

// daysBetween counts the midnights from one instant to another, both in the same zone.
func daysBetween(from, to time.Time) int {
	start := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC)
	end := time.Date(to.Year(), to.Month(), to.Day(), 0, 0, 0, 0, time.UTC)
	return int(end.Sub(start).Hours() / 24)
}

// clock writes milliseconds as minutes and seconds: "10:04".
func clock(ms int64) string {
	seconds := ms / 1000
	if seconds >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}
