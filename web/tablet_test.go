package web_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/media"
	"terugblik/web"
)

const pin = "482915"

// tabletSite has a tablet of a group and an employee with a PIN.
func tabletSite(t *testing.T) (*site, coaching.TabletID) {
	t.Helper()
	s := newSite(t)
	s.Look()
	hash, err := web.HashPassword(t.Context(), pin)
	require.NoError(t, err)
	return s, s.ShareTablet(hash)
}

// device is the tablet while nobody is on it.
func (s *site) device() *visitor { return s.nobody().with("Cookie", "terugblik-tablet=tablet") }

func (v *visitor) form(path string, values url.Values) answer {
	v.t.Helper()
	return v.with("Content-Type", "application/x-www-form-urlencoded").do("POST", path, values.Encode())
}

// enter types a PIN on the tablet.
func (s *site) enter(who coaching.PersonID, typed string) answer {
	s.t.Helper()
	return s.device().form("/tablet", url.Values{"who": {string(who)}, "pin": {typed}})
}

// onTablet is somebody's log-in there.
func (s *site) onTablet(who coaching.PersonID) *visitor {
	s.t.Helper()
	got := s.enter(who, pin)
	require.Equal(s.t, http.StatusSeeOther, got.StatusCode, got.body)
	v := s.device()
	v.cookie = s.nobody().after(got).cookie
	return v
}

// onlyThere are the routes that a log-in on a tablet has beside those of tabletRules, and those it has not: written
// here a second time on purpose.
func tabletExpects(route web.Route) bool {
	switch route.Method + " " + route.Path {
	case "GET /api/v1/me", "GET /api/v1/me/pad", "GET /api/v1/me/preference":
		return true
	case "GET /signals", "GET /coaching", "POST /login", "POST /api/v1/login":
		return false
	}
	for _, part := range []string{"/print", ".pdf", "/pdf", "/start/", "/link/", "/engagement/", "/watch-tokens"} {
		if strings.Contains(route.Path, part) {
			return false
		}
	}
	switch route.Rule {
	case web.Anyone, web.Doorstep, web.Lists, web.OfQuestion, web.OfCycle, web.OfRecording, web.OfOwner, web.OfFilm, web.OfAnnotation,
		web.OfConsent, web.OfUpload, web.OfTalk, web.OfTalkNote, web.OfVoiceNote, web.OfTask, web.Machines:
		return true
	}
	return false
}

func TestOnATabletIsOnlyWhatAnEmployeeNeeds(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	s.Sit().Office().Agree().Evaluate()
	s.Speak()
	for _, role := range []coaching.Role{coaching.Administrator, coaching.Manager, coaching.DataProtectionOfficer} {
		_, err := s.PG.Owner.ExecContext(t.Context(), `
			INSERT INTO role_assignment (id, holder_id, person_id, role, valid_from) VALUES ($1, $2, $3, $4, $5)`,
			postgres.NewID[string](), s.Holder.ID, s.Employee.ID, role, s.Now.Add(-time.Hour))
		require.NoError(t, err)
	}
	s.store(s.Recording.ID, 1)
	s.storeVoice(s.Voice.ID)
	v := s.onTablet(s.Employee.ID)
	require.Equal(t, http.StatusOK, s.as(s.Employee).get("/people").StatusCode, "elsewhere she is all of it")
	before := s.contents()
	hidden, there := 0, []string{}
	for _, route := range s.server.Routes() {
		if route.Rule == web.ByIngestToken || route.Rule == web.ByWatchToken {
			continue
		}
		path := addressed(s, route.Path)
		if tabletExpects(route) {
			if route.Method == "GET" && !strings.HasSuffix(route.Path, "/events") {
				there = append(there, path)
			}
			continue
		}
		hidden++
		require.Equal(t, http.StatusNotFound, ask(v, route, path).StatusCode, "%s %s", route.Method, path)
	}
	require.Greater(t, hidden, 120)
	require.Greater(t, len(there), 60)
	require.Equal(t, before, s.contents(), "nothing was changed")
	for _, path := range there {
		got := v.get(path)
		require.Less(t, got.StatusCode, 500, "%s: %s", path, got.body)
		require.NotEqual(t, http.StatusUnauthorized, got.StatusCode, path)
	}
	home := v.get("/learning")
	require.NotContains(t, home.body, "<title>"+"Mijn", "the history of the browser tells nothing")
	require.Equal(t, http.StatusOK, home.StatusCode, home.body)
	require.Contains(t, home.body, "tablet-leave")
	require.Contains(t, home.Header.Get("Cache-Control"), "no-store")
	for _, secret := range []string{"/people", "/account", "/dossier", "/log", "/hours"} {
		require.NotContains(t, home.body, `href="`+secret+`"`)
	}
}

func TestAfterTwoMinutesWithoutATouchTheTabletIsNobodys(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	v := s.onTablet(s.Employee.ID)
	s.clock.advance(119 * time.Second)
	require.Equal(t, "in", v.form("/tablet/touch", nil).body)
	s.clock.advance(100 * time.Second)
	require.Equal(t, http.StatusOK, v.get("/api/v1/me").StatusCode)
	require.Equal(t, "in", v.get("/tablet/touch").body)
	s.clock.advance(21 * time.Second) // what a script asked did not count
	require.Equal(t, http.StatusUnauthorized, v.get("/api/v1/me").StatusCode)
	got := v.get("/learning")
	require.Equal(t, http.StatusSeeOther, got.StatusCode)
	require.Equal(t, "/tablet", got.Header.Get("Location"))
	require.Equal(t, "locked", v.form("/tablet/touch", nil).body, "a touch brings nobody back")
	require.Equal(t, "locked", v.get("/tablet/touch").body)
}

func TestALogInOnATabletEndsAfterHoursWhateverSheTouches(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	v := s.onTablet(s.Employee.ID)
	_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE login_session SET expires_at = $1 WHERE tablet_id IS NOT NULL`,
		s.clock.Now().Add(24*time.Hour))
	require.NoError(t, err)
	s.clock.advance(coaching.TabletLongest - time.Second)
	require.Equal(t, http.StatusOK, v.get("/api/v1/me").StatusCode)
	s.clock.advance(2 * time.Second)
	require.Equal(t, http.StatusUnauthorized, v.get("/api/v1/me").StatusCode)
}

func TestAStolenLogInIsNobodysOffItsTablet(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	v := s.onTablet(s.Employee.ID)
	require.Equal(t, http.StatusOK, v.get("/api/v1/me").StatusCode)
	require.Equal(t, http.StatusUnauthorized, v.with("Cookie", "").get("/api/v1/me").StatusCode)
	require.Equal(t, http.StatusUnauthorized, v.with("Cookie", "terugblik-tablet=other").get("/api/v1/me").StatusCode)
}

// TestTheLockEndsWhatIsOpen: what a page of hers holds open ends with her log-in, not at its own next question.
func TestTheLockEndsWhatIsOpen(t *testing.T) {
	t.Parallel()
	const endless = 4 << 30 // bytes
	s, _ := tabletSite(t)
	s.store(s.Recording.ID, 1)
	v, recording := s.onTablet(s.Employee.ID), s.empty()
	stream := v.follow()
	film := "/media/" + string(s.Recording.ID) + "/master.m3u8"
	require.Equal(t, http.StatusOK, v.get(film).StatusCode)
	path := v.upload(recording, endless)
	reader, writer := io.Pipe()
	sent := make(chan *http.Response, 1)
	go func() {
		got, err := v.patch(path, 0, reader, endless)
		if err == nil {
			_ = got.Body.Close()
		}
		_ = reader.CloseWithError(io.ErrClosedPipe)
		sent <- got
	}()
	for len(s.kept(recording)) == 0 {
		_, err := writer.Write(randomBytes(10_000))
		require.NoError(t, err)
	}

	s.clock.advance(coaching.TabletIdle)
	lock := func() {
		s.Behind(postgres.Session, func(tx *postgres.Tx) error { return tx.LockTablets(t.Context(), s.clock.Now()) })
	}
	lock()
	require.Equal(t, "bye", stream.next().kind)
	for err := error(nil); err == nil; {
		_, err = writer.Write(randomBytes(1000))
	}
	if got := <-sent; got != nil {
		require.Equal(t, http.StatusUnauthorized, got.StatusCode, "the upload was not taken in whole")
	}
	require.Equal(t, http.StatusUnauthorized, v.get(film).StatusCode)
	var left int
	require.NoError(t, s.PG.Owner.Get(&left, `SELECT count(*) FROM login_session WHERE tablet_id IS NOT NULL`))
	require.Zero(t, left)

	again := s.onTablet(s.Employee.ID) // what was acknowledged is there when she is back
	require.Equal(t, http.StatusOK, again.tus().do("HEAD", path, "").StatusCode)
	require.Equal(t, len(s.kept(recording)), again.offset(path))
	require.Positive(t, again.offset(path))
}

func TestWhileSheFilmsOnlyWhatFilmsIsThere(t *testing.T) {
	t.Parallel()
	s, tablet := tabletSite(t)
	s.store(s.Recording.ID, 1)
	v := s.onTablet(s.Employee.ID)
	filmed, other := s.empty(), s.Recording.ID
	own := v.stream("/api/v1/recordings/"+string(filmed)+"/events", "recording") // the recorder's, from before the film
	actor := s.Employee
	actor.Tablet = tablet
	s.As(actor, func(tx *postgres.Tx) error {
		return tx.CreateIngestToken(t.Context(), actor, filmed, pgstory.Hash("publish"), s.clock.Now(), s.clock.Now().Add(time.Hour))
	})
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.BeginTake(t.Context(), filmed, "node", s.clock.Now())
		return err
	})
	s.clock.advance(30 * time.Minute)
	s.Behind(postgres.Session, func(tx *postgres.Tx) error { return tx.LockTablets(t.Context(), s.clock.Now()) })
	recording := "/api/v1/recordings/" + string(filmed)
	require.Equal(t, http.StatusOK, v.get(recording).StatusCode)
	v.stream(recording+"/events", "recording")
	s.Behind(postgres.Session, func(tx *postgres.Tx) error {
		return tx.Notify(t.Context(), postgres.TopicPerson, string(s.Employee.ID))
	})
	s.server.TellSafe(t.Context(), media.RecordingID(filmed), web.Safe{UntilMS: 1, At: s.Now})
	for now := own.next(); now.kind != "safe"; now = own.next() {
		require.NotEqual(t, "bye", now.kind, "what tells the recorder goes on: a bye would stop it")
	}
	for _, path := range []string{"/api/v1/me", "/api/v1/recordings", "/api/v1/recordings/" + string(other), "/media/" + string(other) + "/master.m3u8"} {
		require.Equal(t, http.StatusUnauthorized, v.get(path).StatusCode, path)
	}
	require.Equal(t, "locked", v.form("/tablet/touch", nil).body)
	require.Equal(t, http.StatusSeeOther, v.get("/learning").StatusCode)
	require.Equal(t, http.StatusSeeOther, v.get("/recordings/"+string(filmed)+"/record").StatusCode)
	require.Equal(t, http.StatusUnauthorized, v.do("DELETE", recording, "").StatusCode, "nor is it thrown away")
	require.Contains(t, v.get("/tablet").body, "/tablet?who=", "the first page is there for the next")

	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		return tx.EndTake(t.Context(), filmed, 1, s.clock.Now())
	})
	_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET state = 'processing' WHERE id = $1`, filmed)
	require.NoError(t, err)
	require.Equal(t, http.StatusUnauthorized, v.get(recording).StatusCode)
	s.Behind(postgres.Session, func(tx *postgres.Tx) error { return tx.LockTablets(t.Context(), s.clock.Now()) })
	for now := own.next(); now.kind != "bye"; now = own.next() {
		require.NotEmpty(t, now.kind)
	}
}

func TestALostTabletEndsWithAllOnIt(t *testing.T) {
	t.Parallel()
	s, tablet := tabletSite(t)
	v, actor, filmed := s.onTablet(s.Employee.ID), s.Employee, s.empty()
	for device, token := range map[coaching.TabletID]string{tablet: "there", "": "elsewhere"} {
		actor.Tablet = device
		s.As(actor, func(tx *postgres.Tx) error {
			return tx.CreateIngestToken(t.Context(), actor, filmed, pgstory.Hash(token), s.clock.Now(), s.clock.Now().Add(time.Hour))
		})
	}
	stream := v.follow()
	require.Equal(t, http.StatusNotFound, s.as(s.Manager).form("/tablets/"+string(tablet)+"/forget", nil).StatusCode)
	require.Equal(t, http.StatusSeeOther, s.as(s.Administrator).form("/tablets/"+string(tablet)+"/forget", nil).StatusCode)
	require.Equal(t, "bye", stream.next().kind)
	require.Equal(t, http.StatusUnauthorized, v.get("/api/v1/me").StatusCode)
	require.Equal(t, "none", v.get("/tablet/touch").body)
	require.Equal(t, http.StatusUnauthorized, s.enter(s.Employee.ID, pin).StatusCode)
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		stop, err := tx.MustStop(t.Context(), []coaching.RecordingID{filmed}, s.clock.Now())
		require.Equal(t, []coaching.RecordingID{filmed}, stop, "and what it films stops")
		return err
	})
	require.Equal(t, http.StatusNotFound, s.as(s.Administrator).form("/tablets/"+string(tablet)+"/forget", nil).StatusCode, "once")
	page := s.device().get("/tablet")
	require.Contains(t, strings.Join(page.Header.Values("Set-Cookie"), " "), "terugblik-tablet=;", "it is an ordinary device again")
	require.Equal(t, http.StatusOK, s.device().get("/login").StatusCode)
}

func TestOnATabletNothingButAPINLogsIn(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	require.Equal(t, "/tablet", s.device().get("/login").Header.Get("Location"))
	login := url.Values{"email": {s.Employee.Email}, "password": {password}}
	require.Equal(t, http.StatusNotFound, s.device().form("/login", login).StatusCode)
	require.Equal(t, http.StatusNotFound, s.device().do("POST", "/api/v1/login", `{"email":"`+s.Employee.Email+`","password":"`+password+`"}`).StatusCode)
	for _, path := range []string{"/start/x", "/link/x", "/engagement/x"} {
		require.Equal(t, http.StatusNotFound, s.device().form(path, nil).StatusCode, path)
	}
	require.Equal(t, http.StatusSeeOther, s.nobody().form("/login", login).StatusCode, "elsewhere it does")
}

func TestLeavingATabletLeavesNothing(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	v := s.onTablet(s.Employee.ID)
	got := v.form("/tablet/leave", nil)
	require.Equal(t, http.StatusSeeOther, got.StatusCode)
	require.Equal(t, `"cache"`, got.Header.Get("Clear-Site-Data"))
	require.Equal(t, http.StatusUnauthorized, v.get("/api/v1/me").StatusCode)

	for what, end := range map[string]func(*postgres.Tx) error{
		"another PIN":      func(tx *postgres.Tx) error { return tx.SetPIN(t.Context(), s.Employee, mustHash(t), s.clock.Now()) },
		"another password": func(tx *postgres.Tx) error { return tx.EndEveryAccess(t.Context()) },
	} {
		v := s.onTablet(s.Employee.ID)
		s.As(s.Employee, end)
		require.Equal(t, http.StatusUnauthorized, v.get("/api/v1/me").StatusCode, what)
	}
}

func mustHash(t *testing.T) string {
	t.Helper()
	hash, err := web.HashPassword(t.Context(), pin)
	require.NoError(t, err)
	return hash
}

// TestAPINEndsWithTheWorkAtThePlace: whoever works there no more is off the tablet at once, also where she works elsewhere,
// and a PIN of before does not come back with her.
func TestAPINEndsWithTheWorkAtThePlace(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	v := s.onTablet(s.Employee.ID)
	run := func(statement string, with ...any) {
		_, err := s.PG.Owner.ExecContext(t.Context(), statement, with...)
		require.NoError(t, err)
	}
	run(`UPDATE role_assignment SET valid_until = now() WHERE person_id = $1`, s.Employee.ID)
	add := `INSERT INTO role_assignment (id, holder_id, person_id, role, location_id, valid_from) VALUES ($1, $2, $3, 'employee', $4, now())`
	run(add, postgres.NewID[string](), s.Holder.ID, s.Employee.ID, s.Locations[1].ID)
	require.Equal(t, http.StatusOK, s.as(s.Employee).get("/api/v1/me").StatusCode, "she works elsewhere")
	require.Equal(t, http.StatusUnauthorized, v.get("/api/v1/me").StatusCode)
	gone := func(why string) {
		require.NotContains(t, s.device().get("/tablet").body, string(s.Employee.ID), why)
		require.Equal(t, http.StatusUnauthorized, s.enter(s.Employee.ID, pin).StatusCode, why)
	}
	gone("of another place")
	run(add, postgres.NewID[string](), s.Holder.ID, s.Employee.ID, s.Locations[0].ID)
	gone("the PIN is of before")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		return tx.SetPIN(t.Context(), s.Employee, mustHash(t), time.Now().Add(time.Second))
	})
	s.onTablet(s.Employee.ID)
	run(`UPDATE care_group SET until_day = current_date - 2 WHERE id = $1`, s.Locations[0].Groups[0].ID)
	require.Equal(t, http.StatusUnauthorized, s.enter(s.Employee.ID, pin).StatusCode, "the group closed")
}

func TestWrongPINsAreWaitedForLongerAndLonger(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.SetPIN(t.Context(), s.Employee, mustHash(t), s.clock.Now()) })
	statuses := make([]int, 8)
	var all sync.WaitGroup
	for i := range statuses { // all at once: no more than five are compared
		all.Go(func() { statuses[i] = s.enter(s.Employee.ID, "111222").StatusCode })
	}
	all.Wait()
	slices.Sort(statuses)
	require.Equal(t, []int{401, 401, 401, 401, 401, 429, 429, 429}, statuses)
	locked := s.enter(s.Employee.ID, pin)
	require.Equal(t, http.StatusTooManyRequests, locked.StatusCode, "not even the right one")
	require.Contains(t, locked.body, "Over 1 minuut kan het weer.")
	require.Contains(t, s.as(s.Employee).get("/account").body, "verkeerde pincode bij jouw naam", "she reads of it")
	s.clock.advance(time.Hour)
	s.onTablet(s.Employee.ID)

	now := s.clock.Now()
	try := func(at time.Time) (hash string, locked time.Duration) {
		s.Behind(postgres.Tablet, func(tx *postgres.Tx) (err error) {
			hash, locked, err = tx.TryPIN(t.Context(), pgstory.Hash("tablet"), s.Employee.ID, at)
			return err
		})
		return hash, locked
	}
	for tries := 1; tries <= 12; tries++ { // after the right one it begins anew
		hash, locked := try(now)
		require.NotEmpty(t, hash, tries)
		require.Zero(t, locked, tries)
		if wait := coaching.PINWait(tries); wait > 0 {
			hash, locked = try(now.Add(wait - time.Second))
			require.Empty(t, hash, tries)
			require.Equal(t, time.Second, locked, tries)
			now = now.Add(wait)
		}
	}
}

// TestADeviceTriesNoManyNames: whoever goes from name to name on one device is stopped too.
func TestADeviceTriesNoManyNames(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	for range 10 {
		require.Equal(t, http.StatusUnauthorized, s.enter(s.Outsider.ID, "111222").StatusCode)
	}
	require.Equal(t, http.StatusTooManyRequests, s.enter(s.Employee.ID, pin).StatusCode)
}

// TestATabletTellsNothingOfWhoIsNotOnIt: whoever has no PIN, works elsewhere or does not exist gets the same answer.
func TestATabletTellsNothingOfWhoIsNotOnIt(t *testing.T) {
	t.Parallel()
	s, _ := tabletSite(t)
	page := s.device().get("/tablet").body
	require.Contains(t, page, string(s.Employee.ID))
	wrong := refusedWith(s.enter(s.Employee.ID, "111222"))
	require.NotEmpty(t, wrong)
	for _, who := range []coaching.PersonID{s.Coach.ID, s.Colleague.ID, s.Outsider.ID, "nobody", ""} {
		got := s.enter(who, pin)
		require.Equal(t, http.StatusUnauthorized, got.StatusCode, who)
		require.Equal(t, wrong, refusedWith(got), who)
		require.NotContains(t, page, "who="+string(who)+`"`)
	}
	require.NotContains(t, s.nobody().get("/tablet").body, string(s.Employee.ID), "nor to a device that is none")
}

// refusedWith is the sentence of a refused PIN.
func refusedWith(got answer) string {
	_, after, _ := strings.Cut(got.body, `role="alert"`)
	before, _, _ := strings.Cut(after, "</p>")
	_, words, _ := strings.Cut(before, "<span>")
	return words
}

func TestAnOwnPINAsksHerPassword(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := s.as(s.Employee).with("Content-Type", "application/x-www-form-urlencoded")
	set := func(pin, secret string) int {
		return v.do("POST", "/account/pin", url.Values{"pin": {pin}, "pin_password": {secret}}.Encode()).StatusCode
	}
	require.Equal(t, http.StatusUnprocessableEntity, set(pin, "wrong"))
	require.Equal(t, http.StatusUnprocessableEntity, set("123456", password))
	require.Equal(t, http.StatusSeeOther, set(pin, password))
	require.Contains(t, v.get("/account").body, "/account/pin/remove")
}

func TestATabletIsMadeWithACodeThatWorksOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	form := s.as(s.Administrator)
	made := form.form("/tablets", url.Values{"name": {"Vlinders"}, "group": {string(s.Locations[0].Groups[0].ID)}})
	require.Equal(t, http.StatusCreated, made.StatusCode, made.body)
	_, shown, _ := strings.Cut(made.body, "<code>")
	_, rest, _ := strings.Cut(shown, "/tablet/begin/")
	token, _, _ := strings.Cut(rest, "<")
	device := s.nobody()
	require.Contains(t, device.get("/tablet/begin/"+token).body, "Vlinders")
	begun := device.form("/tablet/begin/"+token, nil)
	require.Equal(t, http.StatusSeeOther, begun.StatusCode, begun.body)
	require.Equal(t, http.StatusNotFound, device.form("/tablet/begin/"+token, nil).StatusCode)
	require.Contains(t, form.get("/tablets").body, "Vlinders")
	require.Empty(t, s.log.lines(token))
}
