package api

import (
	"encoding/json"
	"strconv"
	"testing"

	"terugblik/coaching"
)

func FuzzOnlyOurOwnETagsAreVersions(f *testing.F) {
	for _, seed := range []string{"", `"1"`, `W/"1"`, `*`, `"0"`, `"-1"`, `"+1"`, `"01"`, `"1", "2"`, `1`, `"99999999999999999999"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		version, ok := parseETag(header)
		if ok && (version < 1 || !containsTag(header, version)) {
			t.Fatalf("%q is version %d", header, version)
		}
	})
}

func containsTag(header string, version int) bool {
	tag := strconv.Quote(strconv.Itoa(version))
	for i := 0; i+len(tag) <= len(header); i++ {
		if header[i:i+len(tag)] == tag {
			return true
		}
	}
	return false
}

func FuzzOnlyOneSpellingIsAnID(f *testing.F) {
	for _, seed := range []string{"", "01900000-0000-7000-8000-000000000000", "01900000-0000-7000-8000-00000000000A", "{01900000-0000-7000-8000-000000000000}", "urn:uuid:01900000-0000-7000-8000-000000000000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		if isID(id) && (len(id) != 36 || id[8] != '-') {
			t.Fatalf("%q", id)
		}
	})
}

func FuzzAnyJSONIsAMarkOrAnError(f *testing.F) {
	for _, seed := range []string{`{}`, `null`, `{"start_ms": 1}`, `{"kind": null, "codes": null}`, `{"codes": ["a"], "subject": 5}`, `{"end_ms": 1e400}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var in annotationInput
		if json.Unmarshal(body, &in.Body) != nil {
			return
		}
		before := coaching.Annotation{Text: "staat er", EndMS: 7}
		after := in.Body.on(before)
		if !in.Body.Text.Set && after.Text != before.Text || !in.Body.EndMS.Set && after.EndMS != before.EndMS {
			t.Fatalf("%s changed what it does not name", body)
		}
	})
}
