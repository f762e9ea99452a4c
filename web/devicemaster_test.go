package web_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// said is Upload-Metadata of pairs.
func said(pairs ...string) string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(out, ",")
}

// recordSealed is the story's recording without the key that the story made up: it gets a real one.
func (s *site) recordSealed() {
	s.t.Helper()
	s.Record()
	_, err := s.PG.Owner.Exec(`DELETE FROM recording_key WHERE recording_id = $1`, s.Recording.ID)
	require.NoError(s.t, err)
}

// beginDevice begins a device master whose size is not known yet.
func (v *visitor) beginDevice(recording coaching.RecordingID) answer {
	v.t.Helper()
	of := said("recording_id", string(recording), "purpose", "device", "age_ms", "1500", "mime", "video/webm;codecs=vp8,opus")
	return v.tus().with("Upload-Defer-Length", "1").with("Upload-Metadata", of).do("POST", "/api/v1/uploads", "")
}

func (v *visitor) masters(recording coaching.RecordingID) []map[string]any {
	v.t.Helper()
	var list struct{ Items []map[string]any }
	got := v.get("/api/v1/recordings/" + string(recording) + "/device-masters")
	require.Equal(v.t, http.StatusOK, got.StatusCode, got.body)
	require.NoError(v.t, json.Unmarshal([]byte(got.body), &list))
	return list.Items
}

// last sends the last bytes together with how many there are.
func (v *visitor) last(path string, offset, size int, body string) answer {
	v.t.Helper()
	return v.tus().with("Content-Type", "application/offset+octet-stream").with("Upload-Offset", fmt.Sprint(offset)).
		with("Upload-Length", fmt.Sprint(size)).do("PATCH", path, body)
}

func TestADeviceSendsWhatItKeptWithoutKnowingItsSize(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordSealed()
	she, recording := s.as(s.Employee), s.Recording.ID
	follow := she.follow()
	begun := she.beginDevice(recording)
	require.Equal(t, http.StatusCreated, begun.StatusCode, "%s %s", begun.body, s.log.lines("error"))
	path := begun.Header.Get("Location")
	told := follow.until("device")
	require.Contains(t, told.data, `"state":"receiving"`)
	require.True(t, s.Read(recording).PendingDevice)
	require.NotEqual(t, coaching.Processing, s.Read(recording).State)

	first := she.sendFilm(path, 0, []byte("chunk one, "))
	require.Equal(t, http.StatusNoContent, first.StatusCode, first.body)
	head := she.tus().do("HEAD", path, "")
	require.Equal(t, "1", head.Header.Get("Upload-Defer-Length"))
	require.Equal(t, "11", head.Header.Get("Upload-Offset"))
	require.Nil(t, she.masters(recording)[0]["size"])
	require.InDelta(t, 11, she.masters(recording)[0]["received"], 0)

	second := she.beginDevice(recording)
	require.Equal(t, http.StatusCreated, second.StatusCode, "a reload of the page begins another: %s", second.body)
	got := she.last(path, 11, 17, "chunk ")
	require.Equal(t, http.StatusNoContent, got.StatusCode, got.body)
	again := she.last(path, 17, 17, "")
	require.Equal(t, http.StatusNoContent, again.StatusCode, "the answer was lost: %s", again.body)
	masters := she.masters(recording)
	require.Len(t, masters, 2)
	require.Equal(t, "checking", masters[0]["state"])
	require.InDelta(t, 17, masters[0]["size"], 0)
	require.Nil(t, masters[0]["sha256"])

	for _, other := range everybody(s) {
		if other.ID != s.Employee.ID {
			require.Equal(t, http.StatusNotFound, s.as(other).tus().do("HEAD", path, "").StatusCode)
			require.Equal(t, http.StatusNotFound, s.as(other).get("/api/v1/recordings/"+string(recording)+"/device-masters").StatusCode)
		}
	}
	require.Equal(t, http.StatusNoContent, she.tus().do("DELETE", second.Header.Get("Location"), "").StatusCode)
	require.True(t, s.Read(recording).PendingDevice, "one is still being looked through")
	require.Equal(t, http.StatusNoContent, she.tus().do("DELETE", path, "").StatusCode)
	require.False(t, s.Read(recording).PendingDevice)
	require.Empty(t, she.masters(recording))
}

func TestADeviceIsAwaitedUntilThePageSaysNo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordSealed()
	she := s.as(s.Employee)
	path := "/api/v1/recordings/" + string(s.Recording.ID) + "/pending-device"
	require.Equal(t, true, she.want(200, "PUT", path, `{"pending": true}`)["pending_device"])
	s.Share()
	require.Equal(t, http.StatusCreated, she.beginDevice(s.Recording.ID).StatusCode, "it was awaited when she shared")
	require.Equal(t, true, she.want(200, "PUT", path, `{"pending": false}`)["pending_device"], "its file is coming")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		masters, err := tx.DeviceMasters(t.Context(), s.Recording.ID)
		require.Len(t, masters, 1)
		require.NoError(t, tx.EndUpload(t.Context(), s.Employee, masters[0].ID, s.Now))
		return err
	})
	require.False(t, s.Read(s.Recording.ID).PendingDevice)
	require.Equal(t, "recording_shared", she.beginDevice(s.Recording.ID).code(t))
	require.Equal(t, "recording_shared", she.do("PUT", path, `{"pending": true}`).code(t))
}

func TestWhatADeviceSaysWrongIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordSealed()
	she := s.as(s.Employee)
	begin := func(length, value string, pairs ...string) string {
		of := said(append([]string{"recording_id", string(s.Recording.ID)}, pairs...)...)
		return she.tus().with(length, value).with("Upload-Metadata", of).do("POST", "/api/v1/uploads", "").code(t)
	}
	require.Equal(t, "invalid", begin("Upload-Defer-Length", "1"), "a film has a size")
	require.Equal(t, "invalid", begin("Upload-Length", "9", "purpose", "other"))
	require.Equal(t, "invalid", begin("Upload-Length", "0", "purpose", "device"))
	require.Equal(t, "invalid", begin("Upload-Length", "9", "purpose", "device", "age_ms", "soon"))
	require.Equal(t, "invalid", begin("Upload-Length", "9", "purpose", "device", "age_ms", "-5"))
	require.Equal(t, "recording_has_film", begin("Upload-Length", "9"))
	begun := she.beginDevice(s.Recording.ID)
	path := begun.Header.Get("Location")
	require.Equal(t, "bad_upload", she.last(path, 0, coaching.LargestUpload+1, "x").code(t))
	require.Equal(t, "too_large", she.last(path, 0, 3, "more than that").code(t))
}
