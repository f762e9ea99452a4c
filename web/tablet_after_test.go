package web_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/web"
)

// alsoThere gives somebody a PIN, who works at the place of the tablet.
func (s *site) alsoThere(who coaching.Actor) {
	s.t.Helper()
	hash, err := web.HashPassword(s.t.Context(), pin)
	require.NoError(s.t, err)
	s.As(who, func(tx *postgres.Tx) error { return tx.SetPIN(s.t.Context(), who, hash, s.Now) })
}

// hers are addresses of every kind that show or take something of the employee, with what is asked there.
func (s *site) hers(upload string) map[string]func(*visitor) answer {
	get := func(path string) func(*visitor) answer { return func(v *visitor) answer { return v.get(path) } }
	recording := string(s.Recording.ID)
	return map[string]func(*visitor) answer{
		"page":      get("/recordings/" + recording),
		"question":  get("/questions/" + string(s.Question.ID)),
		"talk":      get("/cycles/" + string(s.Cycle.ID) + "/talk"),
		"recording": get("/api/v1/recordings/" + recording),
		"marks":     get("/api/v1/recordings/" + recording + "/annotations"),
		"film":      get("/media/" + recording + "/g1/720p_000.m4s"),
		"stream":    get("/api/v1/recordings/" + recording + "/events"),
		"talks":     get("/api/v1/talks/" + string(s.Talk.ID) + "/events"),
		"voice":     get("/api/v1/voice-notes/" + string(s.Voice.ID) + "/sound"),
		"asked":     func(v *visitor) answer { return v.tus().do("HEAD", upload, "") },
		"sent":      func(v *visitor) answer { return v.sendFilm(upload, 0, randomBytes(10)) },
		"dropped":   func(v *visitor) answer { return v.tus().do("DELETE", upload, "") },
		"begun":     func(v *visitor) answer { return v.beginUpload(s.Recording.ID, 10) },
		"token":     func(v *visitor) answer { return v.do("POST", "/api/v1/recordings/"+recording+"/ingest-tokens", "") },
		"erased":    func(v *visitor) answer { return v.do("DELETE", "/api/v1/recordings/"+recording, "") },
	}
}

// openTablet is a tablet with things of the employee in reach of it, and her upload.
func openTablet(t *testing.T) (s *site, tablet coaching.TabletID, upload string) {
	t.Helper()
	s, tablet = tabletSite(t)
	s.Sit()
	s.Speak()
	s.store(s.Recording.ID, 1)
	s.storeVoice(s.Voice.ID)
	return s, tablet, s.as(s.Employee).upload(s.empty(), 1000)
}

// refusedAll says that nothing of hers answers, and that nothing was done.
func (s *site) refusedAll(v *visitor, upload string, statuses ...int) {
	s.t.Helper()
	before := s.contents()
	for what, ask := range s.hers(upload) {
		got := ask(v)
		require.Contains(s.t, statuses, got.StatusCode, "%s: %.200s", what, got.body)
		require.NotContains(s.t, got.body, "contact met alle kinderen", what)
	}
	require.Equal(s.t, before, s.contents())
}

// TestWhoComesAfterFindsNothingOfWhoWasBefore: the next types her PIN in the same browser.
func TestWhoComesAfterFindsNothingOfWhoWasBefore(t *testing.T) {
	t.Parallel()
	s, _, upload := openTablet(t)
	s.alsoThere(s.Colleague)
	first := s.onTablet(s.Employee.ID)
	for what, ask := range s.hers(upload) {
		if what == "page" || what == "film" || what == "recording" || what == "voice" || what == "asked" {
			require.Equal(t, http.StatusOK, ask(first).StatusCode, what)
		}
	}
	stream := first.follow()
	entered := first.form("/tablet", url.Values{"who": {string(s.Colleague.ID)}, "pin": {pin}})
	require.Equal(t, http.StatusSeeOther, entered.StatusCode, entered.body)
	require.Equal(t, "bye", stream.next().kind)
	next := s.device()
	next.cookie = s.nobody().after(entered).cookie
	require.Equal(t, string(s.Colleague.ID), next.get("/api/v1/me").json(t)["id"])
	s.refusedAll(first, upload, http.StatusUnauthorized, http.StatusSeeOther)
	s.refusedAll(next, upload, http.StatusNotFound)
	require.NotContains(t, next.get("/learning").body, s.Employee.Name.Full())
}

// TestFilmThatWasJustShownIsNotShownOffItsTablet: what is remembered of a log-in is of its device too.
func TestFilmThatWasJustShownIsNotShownOffItsTablet(t *testing.T) {
	t.Parallel()
	s, _, _ := openTablet(t)
	v, film := s.onTablet(s.Employee.ID), "/media/"+string(s.Recording.ID)+"/g1/720p_000.m4s"
	require.Equal(t, http.StatusOK, v.get(film).StatusCode)
	for _, device := range []string{"", "terugblik-tablet=other"} {
		require.Equal(t, http.StatusUnauthorized, v.with("Cookie", device).get(film).StatusCode, device)
	}
}

// TestATabletWithNobodyOnItOpensNothing asks every route there is.
func TestATabletWithNobodyOnItOpensNothing(t *testing.T) {
	t.Parallel()
	s, _, upload := openTablet(t)
	s.Office().Agree().Evaluate()
	before, asked := s.contents(), 0
	for _, route := range s.server.Routes() {
		path := addressed(s, route.Path)
		if route.Rule == web.Anyone || route.Rule == web.Machines || strings.HasPrefix(path, "/tablet") || route.Path == "/language" {
			continue
		}
		got := ask(s.device(), route, path)
		switch {
		case strings.HasSuffix(route.Path, "/logout"):
			require.Less(t, got.StatusCode, 400, path)
		case route.Path == "/login" && route.Method == http.MethodGet:
			require.Equal(t, "/tablet", got.Header.Get("Location"))
		case route.Rule == web.Doorstep:
			require.Equal(t, http.StatusNotFound, got.StatusCode, "%s %s", route.Method, path)
		case forPrograms(path):
			require.Equal(t, http.StatusUnauthorized, got.StatusCode, "%s %s", route.Method, path)
		default:
			require.Equal(t, "/tablet", got.Header.Get("Location"), "%s %s: %d", route.Method, path, got.StatusCode)
		}
		asked++
	}
	require.Greater(t, asked, 250)
	require.Equal(t, before, s.contents())
	s.refusedAll(s.device(), upload, http.StatusUnauthorized, http.StatusSeeOther)
}

// TestNothingIsLeftOnATabletWhateverEnds: the device, her work, her PIN or her password; also of what was open a moment ago.
func TestNothingIsLeftOnATabletWhateverEnds(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*site, coaching.TabletID){
		"the tablet is forgotten": func(s *site, tablet coaching.TabletID) {
			s.As(s.Administrator, func(tx *postgres.Tx) error {
				return tx.ForgetTablet(s.t.Context(), s.Administrator, tablet, s.Now)
			})
		},
		"she works here no longer": func(s *site, _ coaching.TabletID) {
			_, err := s.DB.EndMember(s.t.Context(), s.Administrator, s.Employee.ID, "2020-01-01", s.Now)
			require.NoError(s.t, err)
		},
		"her PIN is gone": func(s *site, _ coaching.TabletID) {
			s.As(s.Employee, func(tx *postgres.Tx) error { return tx.RemovePIN(s.t.Context(), s.Employee) })
		},
		"her password changed": func(s *site, _ coaching.TabletID) {
			s.As(s.Employee, func(tx *postgres.Tx) error { return tx.EndEveryAccess(s.t.Context()) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, tablet, upload := openTablet(t)
			v := s.onTablet(s.Employee.ID)
			film := s.hers(upload)["film"]
			require.Equal(t, http.StatusOK, film(v).StatusCode)
			stream := v.follow()
			end(s, tablet)
			require.Equal(t, "bye", stream.next().kind)
			// The clock of the server stands still: only having been told ends what it remembers.
			require.Eventually(t, func() bool { return film(v).StatusCode != http.StatusOK }, 20*time.Second, 5*time.Millisecond)
			s.refusedAll(v, upload, http.StatusUnauthorized, http.StatusSeeOther)
		})
	}
}

// TestAPINOpensNothingElsewhere: on a tablet of another place of her holder, or of another holder.
func TestAPINOpensNothingElsewhere(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	for name, of := range map[string]struct {
		group  coaching.Group
		holder coaching.HolderID
	}{
		"another-place":  {s.Locations[1].Groups[0], s.Holder.ID},
		"another-holder": {s.Away.Groups[0], s.Other.ID},
	} {
		_, err := s.PG.Owner.ExecContext(t.Context(), `
			INSERT INTO tablet (id, holder_id, group_id, made_by, name, made_at, code_until, token_hash)
			VALUES ($1, $2, $3, $4, 'Elders', now(), now(), $5)`, postgres.NewID[string](), of.holder, of.group.ID, s.Administrator.ID, pgstory.Hash(name))
		require.NoError(t, err)
		there := s.nobody().with("Cookie", "terugblik-tablet="+name)
		require.Contains(t, there.get("/tablet").body, of.group.Name, "it is a tablet")
		require.NotContains(t, there.get("/tablet").body, string(s.Employee.ID), name)
		got := there.form("/tablet", url.Values{"who": {string(s.Employee.ID)}, "pin": {pin}})
		require.Equal(t, http.StatusUnauthorized, got.StatusCode, name)
	}
}

// TestAnIdleTabletTakesFilmOfThatRecordingOnly: while she films and nobody touches the tablet, nothing else of hers is filled.
func TestAnIdleTabletTakesFilmOfThatRecordingOnly(t *testing.T) {
	t.Parallel()
	s, tablet := tabletSite(t)
	const endless = 4 << 30 // bytes
	v, filmed := s.onTablet(s.Employee.ID), s.empty()
	waiting, coming := v.upload(s.empty(), 1000), v.upload(s.empty(), endless)
	actor := s.Employee
	actor.Tablet = tablet
	s.As(actor, func(tx *postgres.Tx) error {
		return tx.CreateIngestToken(t.Context(), actor, filmed, pgstory.Hash("publish"), s.clock.Now(), s.clock.Now().Add(time.Hour))
	})
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.BeginTake(t.Context(), filmed, "node", s.clock.Now())
		return err
	})
	require.Equal(t, 0, v.offset(waiting), "while she is there it goes on")
	reader, writer := io.Pipe()
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		if got, err := v.patch(coming, 0, reader, endless); err == nil {
			_ = got.Body.Close()
		}
		_ = reader.CloseWithError(io.ErrClosedPipe)
	}()
	_, err := writer.Write(randomBytes(10_000))
	require.NoError(t, err)
	s.clock.advance(coaching.TabletIdle + time.Second)
	for err == nil { // the server asks again each second, whatever comes
		_, err = writer.Write(randomBytes(1000))
	}
	<-sent
	require.Equal(t, http.StatusOK, v.get("/api/v1/recordings/"+string(filmed)).StatusCode)
	require.Equal(t, http.StatusUnauthorized, v.tus().do("HEAD", waiting, "").StatusCode)
	require.Equal(t, http.StatusUnauthorized, v.sendFilm(waiting, 0, randomBytes(10)).StatusCode)
	require.Equal(t, http.StatusUnauthorized, v.beginUpload(s.empty(), 10).StatusCode)
	begun := v.tus().with("Upload-Length", "10").with("Upload-Metadata", metadata(filmed, "x.webm")+",purpose "+"ZGV2aWNl").do("POST", "/api/v1/uploads", "")
	require.NotEqual(t, http.StatusUnauthorized, begun.StatusCode, "what this device keeps of the film still comes: %s", begun.body)
}
