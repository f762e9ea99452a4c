package web_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzTus sends whatever the headers of tus may hold through the real server, as somebody who may send a film. No
// answer is a fault of ours, each refusal is a problem with a code, and what is on the disk is never more than was said.
func FuzzTus(f *testing.F) {
	s := newSite(f)
	she, recording := s.as(s.Employee), s.empty()
	path := she.upload(recording, 1000)
	head, base := she.tus().request("HEAD", path, "").Header, s.http.URL
	client := s.http.Client()
	told := metadata(recording, "IMG_1.MOV")
	for _, seed := range [][6]string{
		{"1000", "0", told, "", "1.0.0", "film"}, {"-1", "-1", told, "1", "1.0.0", ""}, {"99999999999999999999", "1e3", told, "0", "1.0.0", "x"},
		{"21474836481", "9223372036854775807", "recording_id", "", "1.0.0", ""}, {"", "", told + ",purpose ZGV2aWNl,age_ms LTE=", "1", "1.0.0", ""},
		{"", "0", "recording_id !!!,filename ,,", "2", "0.2.2", ""}, {" 5", "+0", "recording_id " + strings.Repeat("QUFB", 4000), "", "", "film"},
		{"1000", "0", told + "," + told, "1", "1.0.0", "film"}, {"0x10", "00", "recording_id AA== x", "", "1.0.0", strings.Repeat("x", 2000)},
	} {
		for method := range byte(6) {
			f.Add(method, seed[0], seed[1], seed[2], seed[3], seed[4], seed[5])
		}
	}
	methods := []string{"POST", "PATCH", "HEAD", "OPTIONS", "GET", "PUT"}
	f.Fuzz(func(t *testing.T, method byte, length, offset, said, deferred, version, body string) {
		verb, at := methods[int(method)%len(methods)], path
		if verb == "POST" {
			at = "/api/v1/uploads"
		}
		r, err := http.NewRequestWithContext(t.Context(), verb, base+at, strings.NewReader(body))
		require.NoError(t, err)
		r.Header = head.Clone()
		r.Header.Set("Content-Type", "application/offset+octet-stream")
		for name, value := range map[string]string{
			"Upload-Length": length, "Upload-Offset": offset, "Upload-Metadata": said, "Upload-Defer-Length": deferred, "Tus-Resumable": version,
		} {
			if r.Header.Del(name); value != "" {
				r.Header.Set(name, value)
			}
		}
		got, err := client.Do(r)
		if err != nil {
			t.Skip("no such request can be sent")
		}
		defer got.Body.Close()
		answer, err := io.ReadAll(got.Body)
		require.NoError(t, err)
		require.Less(t, got.StatusCode, http.StatusInternalServerError, "%s", answer)
		if got.StatusCode >= http.StatusBadRequest && verb != "HEAD" && got.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			var problem struct{ Code string }
			require.NoError(t, json.Unmarshal(answer, &problem), "%s", answer)
			require.NotEmpty(t, problem.Code)
		}
	})
}
