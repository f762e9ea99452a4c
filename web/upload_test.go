package web_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/library"
)

// empty is a recording of the employee into which nothing came yet.
func (s *site) empty() coaching.RecordingID {
	s.t.Helper()
	if s.Cycle.ID == "" {
		s.Ask()
	}
	var made coaching.Recording
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		made, err = tx.CreateRecording(s.t.Context(), s.Employee, s.Cycle.ID, "Kring", nil, 0, s.Now)
		return err
	})
	return made.ID
}

func (v *visitor) tus() *visitor { return v.with("Tus-Resumable", "1.0.0") }

func metadata(recording coaching.RecordingID, name string) string {
	encode := base64.StdEncoding.EncodeToString
	return "recording_id " + encode([]byte(recording)) + ",filename " + encode([]byte(name))
}

func (v *visitor) beginUpload(recording coaching.RecordingID, size int) answer {
	v.t.Helper()
	return v.tus().with("Upload-Length", strconv.Itoa(size)).with("Upload-Metadata", metadata(recording, "IMG_1.MOV")).do("POST", "/api/v1/uploads", "")
}

func (v *visitor) upload(recording coaching.RecordingID, size int) string {
	v.t.Helper()
	got := v.beginUpload(recording, size)
	require.Equal(v.t, http.StatusCreated, got.StatusCode, got.body)
	require.Regexp(v.t, `^/api/v1/uploads/[0-9a-f-]{36}$`, got.Header.Get("Location"))
	return got.Header.Get("Location")
}

func (v *visitor) offset(path string) int {
	v.t.Helper()
	got := v.tus().do("HEAD", path, "")
	require.Equal(v.t, http.StatusOK, got.StatusCode, v.log.lines("uploads"))
	at, err := strconv.Atoi(got.Header.Get("Upload-Offset"))
	require.NoError(v.t, err)
	return at
}

func (v *visitor) patch(path string, offset int, body io.Reader, length int64) (*http.Response, error) {
	v.t.Helper()
	r := v.tus().request("PATCH", path, "")
	r.Body, r.ContentLength = io.NopCloser(body), length
	r.Header.Set("Content-Type", "application/offset+octet-stream")
	r.Header.Set("Upload-Offset", strconv.Itoa(offset))
	return v.http.Client().Transport.RoundTrip(r)
}

func (v *visitor) sendFilm(path string, offset int, body []byte) answer {
	v.t.Helper()
	got, err := v.patch(path, offset, bytes.NewReader(body), int64(len(body)))
	require.NoError(v.t, err)
	defer got.Body.Close()
	said, err := io.ReadAll(got.Body)
	require.NoError(v.t, err)
	return answer{got, string(said)}
}

func randomBytes(n int) []byte {
	out := make([]byte, n)
	_, _ = rand.Read(out)
	return out
}

// kept is what the library holds of an upload.
func (s *site) kept(recording coaching.RecordingID) []byte {
	s.t.Helper()
	logs, err := s.library.Logs()
	require.NoError(s.t, err)
	require.Len(s.t, logs, 1)
	file, key, err := s.library.OpenPartial(s.t.Context(), media.RecordingID(recording), logs[0].Name)
	require.NoError(s.t, err)
	defer file.Close()
	info, err := file.Stat()
	require.NoError(s.t, err)
	plain, err := library.UnsealPartial(file, info.Size(), key)
	require.NoError(s.t, err)
	content, err := io.ReadAll(io.NewSectionReader(plain, 0, plain.Size()))
	require.NoError(s.t, err)
	return content
}

func TestAFilmComesInPiecesAndGoesOnAfterACut(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	she, recording, film := s.as(s.Employee), s.empty(), randomBytes(3_000_000)
	path := she.upload(recording, len(film))
	require.Equal(t, 0, she.offset(path))
	got := she.sendFilm(path, 0, film[:1_000_001])
	require.Equal(t, http.StatusNoContent, got.StatusCode, got.body)
	require.Equal(t, "1000001", got.Header.Get("Upload-Offset"))

	// The network goes in the middle of a piece.
	reader, writer := io.Pipe()
	go func() {
		_, _ = writer.Write(film[1_000_001:1_700_000])
		_ = writer.CloseWithError(io.ErrUnexpectedEOF)
	}()
	if cut, err := she.patch(path, 1_000_001, reader, int64(len(film)-1_000_001)); err == nil {
		_ = cut.Body.Close()
	}
	require.Eventually(t, func() bool { return len(s.log.lines("tus: BodyReadError")) > 0 }, time.Minute, 10*time.Millisecond)
	at := she.offset(path)
	require.GreaterOrEqual(t, at, 1_000_001)
	require.LessOrEqual(t, at, 1_700_000)
	require.Equal(t, film[:at], s.kept(recording), "what HEAD tells is there")

	wrong := she.sendFilm(path, at+1, film[at+1:])
	require.Equal(t, "upload_offset", wrong.code(t))
	require.Equal(t, coaching.Planned, s.Read(recording).State)
	last := she.sendFilm(path, at, film[at:])
	require.Equal(t, http.StatusNoContent, last.StatusCode, "%s %s", last.body, s.log.lines("tus"))
	require.Equal(t, coaching.Processing, s.Read(recording).State)
	require.Equal(t, film, s.kept(recording))
	require.Equal(t, len(film), she.offset(path), "a client that did not hear the end asks again")
}

func TestAnUploadIsItsMakersAloneOnEachVerb(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	recording := s.empty()
	path := s.as(s.Employee).upload(recording, 1000)
	for _, other := range everybody(s) {
		if other.ID == s.Employee.ID {
			continue
		}
		v := s.as(other)
		for _, method := range []string{"HEAD", "PATCH", "DELETE", "OPTIONS"} {
			got := v.tus().with("Content-Type", "application/offset+octet-stream").with("Upload-Offset", "0").do(method, path, "")
			require.Equal(t, http.StatusNotFound, got.StatusCode, "%s as %s", method, other.Email)
		}
		require.Equal(t, "not_found", v.beginUpload(recording, 10).code(t), other.Email)
	}
	require.Equal(t, http.StatusUnauthorized, s.nobody().tus().do("HEAD", path, "").StatusCode)
	colleague := s.as(s.Colleague).tus().with("Upload-Length", "10").with("Upload-Metadata", metadata(recording, "x.mov"))
	for _, method := range []string{"HEAD", "PATCH", "DELETE"} { // tusd reads it on a POST
		for _, address := range []string{path, "/api/v1/uploads"} {
			got := colleague.with("X-HTTP-Method-Override", method).with("Upload-Offset", "0").do("POST", address, "")
			require.Contains(t, []int{http.StatusNotFound, http.StatusMethodNotAllowed}, got.StatusCode, "%s %s: %s", method, address, got.body)
		}
	}
	for _, concat := range []string{"partial", "final;" + path} {
		require.Equal(t, "not_found", colleague.with("Upload-Concat", concat).do("POST", "/api/v1/uploads", "").code(t), concat)
	}
	require.Equal(t, http.StatusMethodNotAllowed, s.as(s.Employee).get(path).StatusCode, "nothing is read back")
	require.Equal(t, 0, s.as(s.Employee).offset(path))
}

func TestOtherSitesSendNothingWithHerCookie(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	recording := s.empty()
	she := s.as(s.Employee)
	path := she.upload(recording, 1000)
	foreign := she.with("Sec-Fetch-Site", "cross-site").with("Origin", "https://elders.example")
	require.Equal(t, "cross_origin", foreign.beginUpload(recording, 10).code(t))
	require.Equal(t, "cross_origin", foreign.sendFilm(path, 0, randomBytes(10)).code(t))
	got := she.with("Origin", "https://elders.example").tus().do("OPTIONS", path, "")
	require.Empty(t, got.Header.Get("Access-Control-Allow-Origin"))
}

func TestWhatCannotBeUploadedIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	she := s.as(s.Employee)
	s.Record()
	recording := s.empty()
	require.Equal(t, "too_large", she.beginUpload(recording, coaching.LargestUpload+1).code(t))
	require.Equal(t, "invalid", she.beginUpload(recording, 0).code(t))
	require.Equal(t, "invalid", she.beginUpload("", 10).code(t))
	require.Equal(t, "recording_has_film", she.beginUpload(s.Recording.ID, 10).code(t))
	require.Equal(t, "tus_version", she.do("POST", "/api/v1/uploads", "").code(t))
	require.Equal(t, "bad_upload", she.tus().do("POST", "/api/v1/uploads", "").code(t))
	path := she.upload(recording, 1000)
	require.Equal(t, "upload_under_way", she.beginUpload(recording, 10).code(t))
	require.Equal(t, "upload_under_way", she.do("POST", fmt.Sprintf("/api/v1/recordings/%s/ingest-tokens", recording), "").code(t))
	require.Equal(t, "bad_upload", she.tus().with("Upload-Offset", "0").do("PATCH", path, "{}").code(t))
	require.Equal(t, "too_large", she.sendFilm(path, 0, randomBytes(1001)).code(t))
	for range coaching.UploadsPerPerson - 1 {
		she.upload(s.empty(), 1000)
	}
	require.Equal(t, "too_many_uploads", she.beginUpload(s.empty(), 10).code(t))
}

func TestAFullDiskTakesNoFilm(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	free, err := s.library.Free()
	require.NoError(t, err)
	s.library, err = library.Open(library.Config{
		Root: filepath.Join(t.TempDir(), "full"), Master: library.Key{1}, Vault: postgres.NewVault(s.DB, library.ErrNoKey), Reserve: free + 1<<40,
	})
	require.NoError(t, err)
	s.serve(s.DB)
	got := s.as(s.Employee).beginUpload(s.empty(), 1000)
	require.Equal(t, http.StatusInsufficientStorage, got.StatusCode)
	require.Equal(t, "disk_full", got.code(t))
}

// Each takes the ground away under an upload that runs: nothing more comes in, and it is not there any more.
func TestAnUploadEndsWithItsGround(t *testing.T) {
	t.Parallel()
	const endless = 4 << 30 // bytes: far more than passes before the server asks again, and room for it is anywhere
	for name, end := range map[string]func(*site, coaching.RecordingID){
		"paused": func(s *site, _ coaching.RecordingID) {
			s.As(s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.Pause(s.t.Context(), s.Employee, s.Trajectory.ID, s.Now)
				return err
			})
		},
		"ended": func(s *site, _ coaching.RecordingID) {
			s.As(s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.End(s.t.Context(), s.Employee, s.Trajectory.ID, s.Now)
				return err
			})
		},
		"erased": func(s *site, id coaching.RecordingID) {
			s.As(s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.RequestErasure(s.t.Context(), s.Employee, id, s.Now)
				return err
			})
		},
		"locked": func(s *site, id coaching.RecordingID) {
			s.As(s.Officer, func(tx *postgres.Tx) error {
				return tx.LockRecording(s.t.Context(), id, coaching.LockRequest, postgres.NewID[string](), s.Now)
			})
		},
		"no longer an employee": func(s *site, _ coaching.RecordingID) {
			_, err := s.PG.Owner.ExecContext(s.t.Context(), `UPDATE role_assignment SET valid_until = now() WHERE person_id = $1`, s.Employee.ID)
			require.NoError(s.t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			she, recording := s.as(s.Employee), s.empty()
			path := she.upload(recording, endless)
			reader, writer := io.Pipe()
			ended := make(chan *http.Response, 1)
			go func() {
				got, err := she.patch(path, 0, reader, endless)
				if err == nil {
					_ = got.Body.Close()
				}
				_ = reader.CloseWithError(io.ErrClosedPipe)
				ended <- got
			}()
			_, err := writer.Write(randomBytes(100_000))
			require.NoError(t, err)
			end(s, recording)
			for err == nil { // the server asks again each second, whatever comes
				_, err = writer.Write(randomBytes(1000))
			}
			if got := <-ended; got != nil {
				require.Equal(t, http.StatusNotFound, got.StatusCode)
			}
			require.Contains(t, []int{http.StatusNotFound, http.StatusUnauthorized}, she.tus().do("HEAD", path, "").StatusCode)
			require.NotEqual(t, http.StatusNoContent, she.sendFilm(path, 0, randomBytes(10)).StatusCode)
			s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
				return tx.EndLostUploads(t.Context(), s.Now.Add(-time.Hour), s.Now)
			})
			var open int
			require.NoError(t, s.PG.Owner.GetContext(t.Context(), &open, `SELECT count(*) FROM upload WHERE ended_at IS NULL`))
			require.Zero(t, open, "its bytes are to be erased")
		})
	}
}

func TestSheThrowsAwayWhatCame(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	she, recording := s.as(s.Employee), s.empty()
	path := she.upload(recording, 1000)
	require.Equal(t, http.StatusNoContent, she.sendFilm(path, 0, randomBytes(10)).StatusCode)
	require.Equal(t, http.StatusNoContent, she.tus().do("DELETE", path, "").StatusCode)
	require.Equal(t, http.StatusNotFound, she.tus().do("HEAD", path, "").StatusCode)
}

func TestAHealthyUploadIsNotLost(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	she, recording := s.as(s.Employee), s.empty()
	path := she.upload(recording, 1000)
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		return tx.EndLostUploads(t.Context(), s.Now.Add(-coaching.UploadSilence), s.Now)
	})
	require.Equal(t, 0, she.offset(path))
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		return tx.EndLostUploads(t.Context(), s.Now.Add(time.Second), s.Now)
	})
	require.Equal(t, http.StatusNotFound, she.tus().do("HEAD", path, "").StatusCode, "nobody went on with it")
}

func TestTheRecordingSaysWhichSoundOfAFileIsHeard(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	for name, c := range map[string]struct{ video, audio, want string }{
		"one of three":  {`{"kind":"video"}`, `{"kind":"audio","streams":[1],"of":3}`, "Dit bestand heeft 3 geluidssporen. Je hoort spoor 2."},
		"a pair":        {`{"kind":"video"}`, `{"kind":"audio","streams":[0,1],"of":2}`, "Spoor 1 hoor je links, spoor 2 rechts."},
		"no sound":      {`{"kind":"video","unusable":["truehd"]}`, ``, "Het geluid van dit bestand kunnen we niet afspelen."},
		"the end":       {`{"kind":"video","torn":true}`, `{"kind":"audio"}`, "Het einde van dit bestand ontbreekt."},
		"nothing to it": {`{"kind":"video"}`, `{"kind":"audio"}`, ""},
	} {
		_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE take SET video = $2::jsonb, audio = NULLIF($3, '')::jsonb WHERE recording_id = $1`, s.Recording.ID, c.video, c.audio)
		require.NoError(t, err)
		page := s.as(s.Employee).page("/recordings/" + string(s.Recording.ID))
		if c.want == "" {
			require.NotContains(t, page, "recording-note", name)
			continue
		}
		require.Contains(t, page, c.want, name)
	}
}
