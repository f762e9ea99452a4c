package web

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/web/ui"
)

func spoken(t *testing.T) *texts {
	t.Helper()
	all, err := newTexts(ui.Locales())
	require.NoError(t, err)
	return all
}

func TestTheLanguageIsTheAccountsElseTheCookiesElseTheBrowsersElseDutch(t *testing.T) {
	t.Parallel()
	all := spoken(t)
	for name, c := range map[string]struct{ account, cookie, header, want string }{
		"account first":     {"en", "nl", "nl", "en"},
		"then the cookie":   {"", "en", "nl", "en"},
		"then the browser":  {"", "", "en-GB,en;q=0.9", "en"},
		"the better one":    {"", "", "fr,nl;q=0.8,en;q=0.2", "nl"},
		"Dutch otherwise":   {"", "", "fr", "nl"},
		"Dutch for nothing": {"", "", "", "nl"},
		"a broken header":   {"", "", ";;q=x", "nl"},
		"an unknown cookie": {"", "xx", "", "nl"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			require.NoError(t, err)
			r.Header.Set("Accept-Language", c.header)
			r.AddCookie(&http.Cookie{Name: languageCookie, Value: c.cookie})
			require.Equal(t, c.want, all.of(r, coaching.Actor{Person: coaching.Person{Language: c.account}}).Language)
		})
	}
}

func TestDatesAreSaidInTheHoldersZone(t *testing.T) {
	t.Parallel()
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	now := time.Date(2026, 3, 5, 23, 30, 0, 0, time.UTC) // the sixth in Amsterdam
	dutch, english := spoken(t).in("nl"), spoken(t).in("en")
	for want, at := range map[string]time.Time{
		"vandaag":      now,
		"gisteren":     time.Date(2026, 3, 5, 22, 59, 0, 0, time.UTC),
		"morgen":       time.Date(2026, 3, 7, 10, 0, 0, 0, time.UTC),
		"3 maart":      time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC),
		"1 april 2025": time.Date(2025, 4, 1, 10, 0, 0, 0, time.UTC),
	} {
		require.Equal(t, want, dutch.day(at, now, amsterdam).Text)
	}
	require.Equal(t, "vandaag om 00:30", dutch.moment(now, now, amsterdam).Text)
	require.Equal(t, "3 March at 11:00", english.moment(time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC), now, amsterdam).Text)
	summer := words{speech: dutch, now: time.Date(2026, 3, 30, 8, 0, 0, 0, time.UTC), zone: amsterdam}
	require.Equal(t, "3 dagen geleden", summer.Ago(time.Date(2026, 3, 27, 23, 30, 0, 0, amsterdam)), "over the change to summer time")
}

func TestPluralsAgreeWithTheirNumber(t *testing.T) {
	t.Parallel()
	dutch, english := spoken(t).in("nl"), spoken(t).in("en")
	require.Equal(t, "1 minuut", dutch.N("common.minutes", 1))
	require.Equal(t, "0 minuten", dutch.N("common.minutes", 0))
	require.Equal(t, "1 minute", english.N("common.minutes", 1))
	require.Equal(t, "45 minutes", english.N("common.minutes", 45))
}

func rawTexts(t *testing.T, language string) map[string]any {
	t.Helper()
	content, err := fs.ReadFile(ui.Locales(), language+".json")
	require.NoError(t, err)
	raw := map[string]any{}
	require.NoError(t, json.Unmarshal(content, &raw))
	return raw
}

var placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// names are the values that a sentence mentions, each once, in all its plural forms together.
func names(text any) []string {
	found := map[string]bool{}
	written, _ := json.Marshal(text)
	for _, match := range placeholder.FindAllStringSubmatch(string(written), -1) {
		found[match[1]] = true
	}
	var list []string
	for name := range found {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	t.Parallel()
	dutch, english := rawTexts(t, "nl"), rawTexts(t, "en")
	for key, text := range dutch {
		other, ok := english[key]
		require.True(t, ok, "%s is missing in English", key)
		require.IsType(t, text, other, "%s has plurals in one language only", key)
		require.Equal(t, names(text), names(other), "%s mentions other values", key)
	}
	for key := range english {
		_, ok := dutch[key]
		require.True(t, ok, "%s is missing in Dutch", key)
	}
}

// sources are the files that say sentences, with their content.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, root := range []string{".", "../coaching", "../media", "../cmd"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				if entry != nil && (entry.Name() == "node_modules" || entry.Name() == "dist" || entry.Name() == "e2e") {
					return filepath.SkipDir
				}
				if os.IsNotExist(err) {
					return nil
				}
				return err
			}
			ext := filepath.Ext(path)
			if (ext != ".go" && ext != ".html" && ext != ".ts") || strings.Contains(path, "_test.") || strings.Contains(path, ".test.") {
				return nil
			}
			content, err := os.ReadFile(path)
			all.Write(content)
			return err
		})
		require.NoError(t, err)
	}
	return all.String()
}

// families are keys that are put together from a prefix and a value that stands in the code by itself.
var families = []string{
	"purpose.", "consent_act.", "consent_how.", "lock.", "talk.prompt_", "talk.step_", "talk.kind_", "error.field.",
	"error.title.", "error.status.", "error.only_as_", "error.trajectory_", "error.", "flash.", "role.", "step.",
	"film.failed_", "film.", "administration.link_made_", "administration.link_used_", "administration.", "member_link.title_",
	"member_link.what_", "link.title_", "links.", "dead_link.title_", "dead_link.what_", "dead_link.do_", "upload.failed_",
	"upload.", "engagements.state_", "farewell.", "centre.kind_", "employment.kind_", "employment.standing_", "stage.", "stage_done.",
	"act.", "weekday.", "hours.field.", "entry.kind.", "common.kind_", "log.action.", "documents.basis_", "audit.act.",
	"audit.thing.", "dossier.word_", "dossier.sharing_", "api.warning.", "coach.next_", "end.why_", "receipt.why_",
	"certificate.guide.", "request.kind_", "request.outcome_", "request.decided_", "letter.title_", "saw.action_",
	"breach.authority_", "breach.people_", "breach.", "tasks.done_", "signal.note_", "emergency.state_", "viewing.why_", "trim.failed_",
	"moment.", "newcomers.heading_", "newcomers.about_", "newcomers.wrong_", "newcomers.contract_", "newcomers.", "restored.check_", "restored.link_",
	"choose.", "signal.name_",
}

func TestNoSentenceIsUnused(t *testing.T) {
	t.Parallel()
	code := sources(t)
	var unused []string
	for key := range rawTexts(t, "nl") {
		if !said(code, key) {
			unused = append(unused, key)
		}
	}
	require.Empty(t, unused, "nothing says these")
}

func said(code, key string) bool {
	if quoted(code, key) || quoted(code, strings.TrimSuffix(key, "_coach")) {
		return true
	}
	for _, family := range families {
		value, ok := strings.CutPrefix(key, family)
		written := strings.Contains(code, `"`+family) || strings.Contains(code, `"`+strings.TrimPrefix(family, "error."))
		if !ok || !written {
			continue
		}
		value, _, _ = strings.Cut(value, ".") // "table.example_1" stands in the code as "table"
		if quoted(code, value) || isStatus(value) {
			return true
		}
	}
	return false
}

func quoted(code, text string) bool { return strings.Contains(code, `"`+text+`"`) }

// isStatus says whether the value is an HTTP status, which the code writes as a constant.
func isStatus(value string) bool {
	return len(value) == 3 && strings.Trim(value, "0123456789") == ""
}

var saying = regexp.MustCompile(`(?:\b[tn]|\.[TN]) ?\(?"([a-z_]+\.[a-z0-9_.]*[a-z0-9])"`)

func TestEverySentenceThatIsSaidExists(t *testing.T) {
	t.Parallel()
	raw := rawTexts(t, "nl")
	found := saying.FindAllStringSubmatch(sources(t), -1)
	require.Greater(t, len(found), 300, "the pattern finds what is said")
	var missing []string
	for _, match := range found {
		if _, ok := raw[match[1]]; !ok {
			missing = append(missing, match[1])
		}
	}
	require.Empty(t, missing, "these are said and do not exist")
}

// TestTheAuditLogHasWordsForAllThatIsDoneWithARecording: what the employee reads in a sentence, the officer reads in words.
func TestTheAuditLogHasWordsForAllThatIsDoneWithARecording(t *testing.T) {
	t.Parallel()
	texts := rawTexts(t, "nl")
	for key := range texts {
		if act, ok := strings.CutPrefix(key, "log.action."); ok && act != "other" {
			require.Contains(t, texts, "audit.act."+act)
		}
	}
}
