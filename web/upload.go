package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
)

// uploadPath is where an upload is, followed by its id.
const uploadPath = "/api/v1/uploads/"

const (
	stalledUpload = time.Minute     // without a byte the connection is given up; the client comes back
	afterwards    = 5 * time.Second // to write down what came, when the client is gone
	waitForLock   = 20 * time.Second
)

// What tusd refuses, in our words; it tells them apart by status only.
var (
	errBadUpload    = api.Refusal{Status: http.StatusBadRequest, Code: "bad_upload"}
	errUploadOffset = api.Refusal{Status: http.StatusConflict, Code: "upload_offset"}
	errTusVersion   = api.Refusal{Status: http.StatusPreconditionFailed, Code: "tus_version"}
	errUploadLocked = api.Refusal{Status: http.StatusLocked, Code: "upload_locked"}
	errUploadBroken = api.Refusal{Status: http.StatusRequestTimeout, Code: "upload_broken_off"}
)

// uploads takes in films that come as a file.
type uploads struct {
	*Server
	handler *handler.UnroutedHandler
}

func newUploads(s *Server) (*uploads, error) {
	u := &uploads{Server: s}
	composer := handler.NewStoreComposer()
	composer.UseCore(u)
	composer.UseTerminater(u)
	composer.UseLengthDeferrer(u)
	composer.UseLocker(memorylocker.New())
	var err error
	u.handler, err = handler.NewUnroutedHandler(handler.Config{
		StoreComposer: composer, BasePath: uploadPath, MaxSize: coaching.LargestUpload, Logger: tusLogger(s.Log),
		// Open by default: nothing is read back here, and no other origin has business here.
		DisableDownload: true, DisableConcatenation: true, Cors: &handler.CorsConfig{Disable: true},
		NetworkTimeout: stalledUpload, GracefulRequestCompletionTimeout: afterwards, AcquireLockTimeout: waitForLock,
	})
	return u, err
}

// takesFilm says whether a body is film, whose size and pace uploads bounds by itself.
func takesFilm(r *http.Request) bool {
	return (r.Method == http.MethodPatch || r.Method == http.MethodPost) && strings.HasPrefix(r.URL.Path+"/", uploadPath)
}

// own lets only her through who sends the upload, before anything about it is done or locked.
func (u *uploads) own(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		actor, _ := actorOf(r)
		err := u.DB.AsActor(r.Context(), actor, func(tx *postgres.Tx) error {
			if r.Method == http.MethodDelete { // also of one that may not go on
				_, err := tx.Upload(r.Context(), coaching.UploadID(r.PathValue("id")))
				return err
			}
			found, err := tx.OpenUpload(r.Context(), actor, coaching.UploadID(r.PathValue("id")))
			if err == nil {
				err = u.takesInto(r.Context(), found.RecordingID)
			}
			if r.Header.Get("Upload-Length") == strconv.FormatInt(found.Size, 10) {
				r.Header.Del("Upload-Length") // told before, and the answer was lost: tusd takes it once
			}
			return err
		})
		if err != nil {
			u.fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// takesInto notes what a log-in on a shared device fills. It is errNoLogin for one that only waits for the end of what she
// films there, and for another recording.
func (u *uploads) takesInto(ctx context.Context, recording coaching.RecordingID) error {
	held := visitOf(ctx).login
	if held == nil || held.actor.Tablet == "" {
		return nil
	}
	held.asks.recording = recording
	if held.idle(u.Now()) && !held.stillFilming() {
		return errNoLogin
	}
	return nil
}

// tus answers by the protocol, and with problems where tusd has plain text.
func (u *uploads) tus(serve http.HandlerFunc) http.Handler {
	checked := u.handler.Middleware(serve)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		connection := http.NewResponseController(w)
		r = r.Clone(r.Context())
		r.URL.Path = "/" + r.PathValue("id") // what tusd takes for an id
		r.Body = endingBody{r.Context(), r.Body}
		// A server that stops does not wait for the end of a film.
		wake := context.AfterFunc(r.Context(), func() { _ = connection.SetReadDeadline(time.Now()) })
		defer func() {
			wake()
			// tusd leaves its deadlines on the connection, and the next request on it may be a stream of events.
			_ = connection.SetReadDeadline(time.Time{})
			_ = connection.SetWriteDeadline(time.Time{})
		}()
		checked.ServeHTTP(&tusWriter{ResponseWriter: w, r: r, server: u.Server}, r)
	})
}

// endingBody ends with the request, also where its bytes keep coming.
type endingBody struct {
	ctx context.Context
	io.ReadCloser
}

func (b endingBody) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	return b.ReadCloser.Read(p)
}

// tusWriter turns refusals of tusd into problems, and addresses into paths: behind a proxy it would guess the rest wrong.
type tusWriter struct {
	http.ResponseWriter
	r       *http.Request
	server  *Server
	refused bool
}

// Unwrap is for http.ResponseController.
func (w *tusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader answers whole where it is a refusal.
func (w *tusWriter) WriteHeader(status int) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if location, err := url.Parse(h.Get("Location")); err == nil && h.Get("Location") != "" {
		h.Set("Location", location.Path)
	}
	if status < http.StatusBadRequest || h.Get("Content-Type") == problemType {
		w.ResponseWriter.WriteHeader(status)
		return
	}
	w.refused = true
	h.Del("Content-Length")
	writeProblem(w.ResponseWriter, w.server.problem(w.r.Context(), tusRefusal(status)))
}

func (w *tusWriter) Write(p []byte) (int, error) {
	if w.refused {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}

func tusRefusal(status int) error {
	switch status {
	case http.StatusNotFound:
		return coaching.ErrNotFound
	case http.StatusConflict:
		return errUploadOffset
	case http.StatusPreconditionFailed:
		return errTusVersion
	case http.StatusRequestEntityTooLarge:
		return api.Refusal{Status: status, Code: "too_large"}
	case http.StatusLocked:
		return errUploadLocked
	}
	if status >= http.StatusInternalServerError { // tusd's words for a connection that broke or stood still
		return errUploadBroken
	}
	return errBadUpload
}
