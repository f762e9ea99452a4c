package coaching_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestTheShippedSchemesCanBeUsed(t *testing.T) {
	t.Parallel()
	schemes := coaching.Schemes()
	require.Len(t, schemes, 2)
	require.Equal(t, "vib-basiscommunicatie", schemes[0].ID)
	require.Equal(t, "vib-microanalyse", schemes[1].ID)
	codes := coaching.NewCodes(schemes)
	for code, item := range codes {
		require.NotEmpty(t, item.Description.NL, code)
		require.NotEmpty(t, item.Description.EN, code)
	}
	require.Equal(t, "Naming", codes["vib-basiscommunicatie:benoemen"].Label.In("en"))
	require.Equal(t, "Benoemen", codes["vib-basiscommunicatie:benoemen"].Label.In(""))
	for _, scheme := range schemes {
		require.NotEmpty(t, scheme.Source)
		require.NotEmpty(t, scheme.LicenceNote)
	}
}

func TestTheUsualPadCountsAChain(t *testing.T) {
	t.Parallel()
	codes := coaching.NewCodes(coaching.Schemes())
	pad := coaching.DefaultPad()
	require.Len(t, pad, 9)
	require.NoError(t, coaching.CheckPad(pad, codes))
	subjects := make(map[coaching.Subject]bool)
	for _, code := range pad {
		subjects[coaching.UsualSubject(code)] = true
	}
	require.True(t, subjects[coaching.SubjectChild] && subjects[coaching.SubjectEmployee], "an initiative and its reception")
}

func TestABrokenSchemeIsRefused(t *testing.T) {
	t.Parallel()
	const sound = `{"id": "een", "title": {"nl": "Een", "en": "One"}, "items": [
		{"id": "a", "label": {"nl": "A", "en": "A"}, "valence": "positive"},
		{"id": "b", "label": {"nl": "B", "en": "B"}, "valence": "growth"}]}`
	_, err := coaching.ParseScheme([]byte(sound))
	require.NoError(t, err)
	for name, change := range map[string][2]string{
		"no json":          {`{"id"`, `{"id`},
		"no id":            {`"id": "een"`, `"id": ""`},
		"a colon":          {`"id": "a"`, `"id": "a:b"`},
		"upper case":       {`"id": "een"`, `"id": "Een"`},
		"the same id":      {`"id": "b"`, `"id": "a"`},
		"no English":       {`"en": "B"`, `"en": ""`},
		"no title":         {`"en": "One"`, `"en": ""`},
		"unknown valence":  {`"growth"`, `"negative"`},
		"nothing in it":    {`"items": [`, `"things": [`},
		"the same id deep": {`"valence": "growth"`, `"valence": "growth", "children": [{"id": "a", "label": {"nl": "A", "en": "A"}, "valence": "positive"}]`},
	} {
		broken := strings.Replace(sound, change[0], change[1], 1)
		require.NotEqual(t, sound, broken, name)
		_, err := coaching.ParseScheme([]byte(broken))
		require.Error(t, err, name)
	}
}

func FuzzScheme(f *testing.F) {
	for _, name := range []string{"schemes/vib-basiscommunicatie.json", "schemes/vib-microanalyse.json"} {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		scheme, err := coaching.ParseScheme(data)
		if err == nil {
			require.NotEmpty(t, coaching.NewCodes([]coaching.Scheme{scheme}))
		}
	})
}
