package privacy_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/docs/privacy"
)

// measures are what the documents promise, each with where the product does it.
var measures = map[string]struct{ file, says string }{
	"bewaartermijn":        {"coaching/retention.go", "ReviewDays"},
	"bewaartermijn-uren":   {"coaching/terms.go", "HoursYears"},
	"dossier":              {"coaching/person.go", "LeavingDays"},
	"gewist-blijft-gewist": {"backup/list.go", "ErasedName"},
	"teruggezet-wacht":     {"migrations/0033_restore.sql", "restored_at"},
	"sleutel":              {"media/library/key.go", "Key"},
	"zichtbaarheid":        {"migrations/0008_visibility.sql", "ENABLE ROW LEVEL SECURITY"},
	"leidinggevende":       {"migrations/0032_speed.sql", "CREATE FUNCTION access.accountability("},
	"delen-stopt":          {"web/viewers.go", "rememberSight = time.Second"},
	"wie-keek":             {"web/page_log.go", "showLog"},
	"live":                 {"migrations/0019_watch.sql", "live_invitation"},
	"slot":                 {"migrations/0024_children.sql", "recording_lock"},
	"logboek":              {"migrations/0026_audit.sql", "audit_entry"},
	"eigen-server":         {"web/security.go", "default-src 'self'"},
	"wachtwoord":           {"web/password.go", "argon2"},
	"groepstablet":         {"coaching/tablet.go", "TabletIdle    = 2 * time.Minute"},
	"deelafspraak":         {"coaching/agreement.go", "Allowed"},
	"dubbelrol":            {"migrations/0023_organisation.sql", "dual_role"},
	"veiligheidssignaal":   {"migrations/0024_children.sql", "safety_signal"},
}

var (
	measure     = regexp.MustCompile(`<!-- maatregel: ([a-z-]+) -->`)
	placeholder = regexp.MustCompile(`\{\{([a-z_]+)\}\}`)
	bareTerm    = regexp.MustCompile(`\b\d+ (dag|dagen|maanden|jaar)\b`)
)

func read(t *testing.T, d privacy.Document) string {
	t.Helper()
	text, err := privacy.Files.ReadFile(d.Name + ".md")
	require.NoError(t, err)
	return string(text)
}

// TestEachMeasureThatADocumentPromisesIsThere fails when a sentence names something that the product does not do, or
// a term that is not read from the settings.
func TestEachMeasureThatADocumentPromisesIsThere(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, d := range privacy.Documents() {
		text := read(t, d)
		require.Contains(t, text, "Versie {{versie}}", d.Name)
		require.Contains(t, text, "{{vandaag}}", d.Name)
		require.Empty(t, bareTerm.FindAllString(text, -1), "%s: terms come from the settings", d.Name)
		for _, found := range measure.FindAllStringSubmatch(text, -1) {
			counterpart, known := measures[found[1]]
			require.True(t, known, "%s promises %q", d.Name, found[1])
			source, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(counterpart.file)))
			require.NoError(t, err, found[1])
			require.Contains(t, string(source), counterpart.says, found[1])
			used[found[1]] = true
		}
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			require.True(t, slices.Contains(privacy.Fields(), found[1]), "%s: nobody fills in %q", d.Name, found[1])
		}
	}
	for name := range measures {
		require.True(t, used[name], "no document promises %q any more", name)
	}
}

func TestEveryFileIsADocument(t *testing.T) {
	t.Parallel()
	entries, err := privacy.Files.ReadDir(".")
	require.NoError(t, err)
	require.Len(t, entries, len(privacy.Documents()))
	for _, d := range privacy.Documents() {
		require.True(t, strings.HasPrefix(read(t, d), "# "), d.Name)
	}
}
