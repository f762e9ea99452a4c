package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// send posts a form as a browser without script does. Pairs are names and values.
func (v *visitor) send(path string, pairs ...string) answer {
	v.t.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return v.with("Content-Type", "application/x-www-form-urlencoded").do(http.MethodPost, path, values.Encode())
}

// goes demands a redirect and says where to.
func (v *visitor) goes(path string, pairs ...string) string {
	v.t.Helper()
	got := v.send(path, pairs...)
	require.Equal(v.t, http.StatusSeeOther, got.StatusCode, "%s: %s", path, got.body)
	return got.Header.Get("Location")
}

// page demands a page that can be seen.
func (v *visitor) page(path string) string {
	v.t.Helper()
	got := v.get(path)
	require.Equal(v.t, http.StatusOK, got.StatusCode, "%s: %s", path, got.body)
	return got.body
}

func TestTheThreadFromQuestionToWorkPointNeedsNoScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	samira, els := s.as(s.Employee), s.as(s.Coach)

	require.Contains(t, samira.page("/"), "Schrijf je eerste vraag")
	question := askTogether(t, s, samira, els)
	cycle := s.openCycle(samira, question)
	recording := planAndFilm(t, s, samira, els, cycle)
	giveFeedback(t, s, els, samira, cycle, recording)

	require.Contains(t, samira.page("/"), "Els koos 1 moment")
	moment := s.onlyMoment(cycle)
	require.NotContains(t, samira.page("/cycles/"+string(cycle)+"/review"), "Je wacht drie tellen", "before her own look")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateLook(t.Context(), s.Employee, moment, coaching.SeenNothing, "", s.Now)
		return err
	})
	require.Contains(t, samira.page("/"), "Nabespreken met Els")
	base := "/cycles/" + string(cycle)
	got := samira.send(base+"/work-point", "text", " ", "try_when", "bij het fruit")
	require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode)
	require.Contains(t, got.body, "Vul dit in.")
	require.Contains(t, got.body, `value="bij het fruit"`, "what was typed is still there")
	require.Equal(t, base+"#work-point", samira.goes(base+"/work-point", "text", "Drie tellen wachten"))
	next := samira.goes(base+"/close", "next", "yes")
	require.NotEqual(t, base, next)
	require.Contains(t, samira.page(next), "Ronde 2")
}

// askTogether: she asks, the coach words it, she accepts.
func askTogether(t *testing.T, s *site, samira, els *visitor) string {
	t.Helper()
	got := samira.send("/questions", "text", "", "situation", "fruit <eten>", "coach_id", string(s.Coach.ID))
	require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode)
	require.Contains(t, got.body, "Vul dit in.")
	require.Contains(t, got.body, `value="fruit &lt;eten&gt;"`)
	got = samira.send("/questions", "text", "Ze luisteren niet")
	require.Contains(t, got.body, "Kies een coach die met je meedenkt.", "nobody to think along")
	question := samira.goes("/questions", "text", "Ze luisteren niet", "situation", "fruit eten", "coach_id", string(s.Coach.ID))
	list := els.page("/")
	require.Contains(t, list, "Samira van den Oetelaar")
	require.Contains(t, list, "Denk mee over de vraag")
	require.Equal(t, http.StatusUnprocessableEntity, els.send(question+"/versions", "text", "Mijn zin", "accept", "yes").StatusCode, "only she accepts")
	els.goes(question+"/versions", "text", "Hoe maak ik contact met iedereen?")
	require.Contains(t, samira.page("/"), "Els stelt een zin voor")
	samira.goes(question + "/versions/2/accept")
	require.Contains(t, samira.page("/"), "Hoe maak ik contact met iedereen?")
	return question
}

func (s *site) openCycle(samira *visitor, question string) (id coaching.CycleID) {
	s.t.Helper()
	found := regexp.MustCompile(`href="/cycles/([0-9a-f-]+)"`).FindStringSubmatch(samira.page(question))
	require.Len(s.t, found, 2)
	return coaching.CycleID(found[1])
}

// planAndFilm: the coach plans, she says yes, films and shares.
func planAndFilm(t *testing.T, s *site, samira, els *visitor, cycle coaching.CycleID) coaching.Recording {
	t.Helper()
	base := "/cycles/" + string(cycle)
	require.Contains(t, els.send(base+"/recordings", "title", "Fruit", "planned_for", "gisteren").body, "Dit is geen datum.")
	els.goes(base+"/recordings", "title", "Fruit eten", "planned_for", "2026-03-05", "planned_minutes", "10")
	home := samira.page("/")
	require.Contains(t, home, "Els wil een opname met je plannen")
	accept := regexp.MustCompile(`action="(/recordings/[0-9a-f-]+/accept)"`).FindStringSubmatch(home)
	require.Len(t, accept, 2)
	samira.goes(accept[1])
	require.NotContains(t, samira.page("/"), "Els wil een opname")
	recording := s.Film(cycle, "Fruit eten", s.Now.AddDate(0, 0, -1))
	path := "/recordings/" + string(recording.ID)
	require.Equal(t, http.StatusNotFound, els.get(path).StatusCode, "hers alone until she shares")
	samira.goes(path + "/share")
	require.Contains(t, els.page(path), "tb-desk")
	samira.goes(path + "/unshare")
	require.Equal(t, http.StatusNotFound, els.get(path).StatusCode, "and again after she took it back")
	s.clock.advance(time.Second)
	samira.goes(path + "/share")
	return recording
}

// giveFeedback: the coach marks, chooses, and releases with a message and minutes.
func giveFeedback(t *testing.T, s *site, els, samira *visitor, cycle coaching.CycleID, recording coaching.Recording) {
	t.Helper()
	s.Recording = recording
	mark := s.Note(s.Coach, coaching.Annotation{StartMS: 1000, EndMS: 9000, Kind: coaching.Top, Text: "Je wacht drie tellen"})
	release := "/cycles/" + string(cycle) + "/release"
	require.Equal(t, http.StatusNotFound, samira.get(release).StatusCode, "the choice is the coach's")
	require.Contains(t, els.page(release), "Je wacht drie tellen")
	els.goes("/cycles/"+string(cycle)+"/choice", "annotation", string(mark.ID), "move", "in")
	got := els.send(release, "message", "Kijk eens", "date", "2026-03-01", "kind", "feedback", "minutes", "veel", "confirm", "yes")
	require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode)
	require.Contains(t, got.body, "Vul een getal in.")
	require.Contains(t, got.body, ">Kijk eens</textarea>")
	got = els.send(release, "message", "Kijk eens", "date", "2026-03-01", "kind", "feedback", "minutes", "30")
	require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode, "the minutes are confirmed, not assumed")
	els.goes(release, "message", "Kijk eens", "date", "2026-03-01", "kind", "feedback", "minutes", "30", "confirm", "yes")
	require.Contains(t, samira.page("/cycles/"+string(cycle)), "30 minuten")
}

func (s *site) onlyMoment(cycle coaching.CycleID) (id coaching.MomentID) {
	s.t.Helper()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		releases, err := tx.Releases(s.t.Context(), cycle)
		require.Len(s.t, releases, 1)
		require.Len(s.t, releases[0].Moments, 1)
		id = releases[0].Moments[0].ID
		return err
	})
	return id
}

func TestThrowingAwayAsksFirstAndLeavesAReceipt(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	samira, els := s.as(s.Employee), s.as(s.Coach)
	path := "/recordings/" + string(s.Recording.ID)
	require.Contains(t, samira.page(path+"/erase"), "Els kan nu meekijken")
	require.Equal(t, http.StatusForbidden, els.get(path+"/erase").StatusCode)
	require.Equal(t, http.StatusForbidden, els.send(path+"/erase").StatusCode)
	require.Equal(t, "/cycles/"+string(s.Cycle.ID)+"#recordings", samira.goes(path+"/erase"))
	for _, visitor := range []*visitor{samira, els} {
		gone := visitor.page(path)
		require.Contains(t, gone, "Deze opname is weggegooid")
		require.NotContains(t, gone, "Lunch", "not its title")
	}
	require.Contains(t, samira.page("/log"), "Jij gooide dit weg.")
}

func TestSheRestsGoesOnAndStopsHerTrajectory(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	samira, els := s.as(s.Employee), s.as(s.Coach)
	path := "/questions/" + string(s.Question.ID)
	require.Contains(t, els.send(path+"/pause").body, "Alleen de medewerker bepaalt het tempo.")
	samira.goes(path + "/pause")
	home := samira.page("/")
	require.Contains(t, home, "Je traject rust.")
	require.NotContains(t, home, "record-button", "nothing is recorded in a rest")
	require.NotContains(t, home, path+"/agreement", "nothing is asked in a rest")
	samira.goes(path + "/resume")
	samira.goes(path+"/coach", "coach_id", string(s.Coach2.ID))
	require.Equal(t, http.StatusNotFound, els.get(path).StatusCode, "the earlier coach no longer sees it")
	require.Contains(t, samira.page(path+"/end"), "Wil je later toch verder? Dat kan")
	samira.goes(path + "/end")
	require.Contains(t, samira.page("/"), "Dit traject is klaar.")
}

func TestEachRoleHasItsOwnHomeAndNoOtherOpens(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Give()
	manager := s.as(s.Manager).page("/")
	require.Contains(t, manager, "Samira van den Oetelaar")
	require.Contains(t, manager, "traject loopt")
	require.Contains(t, manager, ">45<")
	for _, secret := range []string{"contact met alle kinderen", "Lunch", "Kijk eens wat jij doet", string(s.Cycle.ID)} {
		require.NotContains(t, manager, secret)
	}
	require.Contains(t, s.as(s.Officer).page("/"), "Je ziet hier nooit een vraag, aantekening of verslag van een medewerker.")
	require.NotContains(t, s.as(s.Officer).page("/settings"), "<input type=\"checkbox\"")
	require.Equal(t, http.StatusNotFound, s.as(s.Officer).send("/settings/recording", "confirmed", "yes").StatusCode)
	for _, path := range []string{"/manager", "/people", "/settings"} {
		require.Equal(t, http.StatusNotFound, s.as(s.Employee).get(path).StatusCode, path)
	}
}

func TestTheAdministratorSwitchesRecordingOnWithDateAndName(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	fatma := s.as(s.Administrator)
	_, err := s.PG.Owner.Exec(`UPDATE holder SET demo_version = NULL`)
	require.NoError(t, err)
	require.Contains(t, fatma.page("/settings"), "Opnemen staat uit.")
	fatma.goes("/settings/recording", "confirmed", "yes")
	require.Contains(t, fatma.page("/settings"), "Fatma Yılmaz heeft dat bevestigd (vandaag)")
	fatma.goes("/settings/recording", "confirmed", "")
	require.Contains(t, fatma.page("/settings"), "Opnemen staat uit.")
}

func TestALanguageIsKeptInTheAccountAndBeforeIt(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	got := s.nobody().send("/language", "language", "en", "back", "//elsewhere.test/")
	require.Equal(t, "/", got.Header.Get("Location"), "never to another site")
	require.Contains(t, strings.Join(got.Header.Values("Set-Cookie"), ";"), "terugblik_language=en")
	samira := s.as(s.Employee)
	require.Contains(t, samira.page("/"), `<html lang="nl">`)
	require.Equal(t, "/log?x=1", samira.goes("/language", "language", "en", "back", "/log?x=1"))
	page := samira.page("/")
	require.Contains(t, page, `<html lang="en">`)
	require.Contains(t, page, "Hi Samira.")
}

func TestATokenIsShownOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	samira := s.as(s.Employee)
	require.Contains(t, samira.send("/account/tokens", "name", " ").body, "Vul dit in.")
	made := samira.send("/account/tokens", "name", "rooster")
	token := regexp.MustCompile(`<code class="token">(\w+)</code>`).FindStringSubmatch(made.body)
	require.Len(t, token, 2)
	account := samira.page("/account")
	require.NotContains(t, account, token[1])
	revoke := regexp.MustCompile(`action="(/account/tokens/[0-9a-f-]+/delete)"`).FindStringSubmatch(account)
	require.Len(t, revoke, 2)
	require.Equal(t, "/account#tokens", samira.goes(revoke[1]))
	require.NotContains(t, samira.page("/account"), "rooster")
}

func TestErrorPagesSpeakTheLanguageOfTheReader(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	samira := s.as(s.Employee)
	gone := samira.get("/cycles/01890000-0000-7000-8000-000000000000")
	require.Equal(t, http.StatusNotFound, gone.StatusCode)
	require.Contains(t, gone.body, "Deze pagina is er niet")
	foreign := samira.with("Sec-Fetch-Site", "cross-site").send("/language", "language", "en")
	require.Equal(t, http.StatusForbidden, foreign.StatusCode)
	require.Contains(t, foreign.body, "Deze opdracht kwam van een andere website.")
	large := samira.send("/questions", "text", strings.Repeat("x", 2<<20))
	require.Equal(t, http.StatusRequestEntityTooLarge, large.StatusCode)
	require.Contains(t, large.body, "Dat is te groot")
	broken := samira.with("Content-Type", "application/x-www-form-urlencoded").do(http.MethodPost, "/questions", "text=%zz")
	require.Equal(t, http.StatusBadRequest, broken.StatusCode)
	require.NoError(t, s.PG.App.Close())
	away := samira.with("Accept-Language", "en").get("/")
	require.GreaterOrEqual(t, away.StatusCode, http.StatusInternalServerError)
	require.Contains(t, away.body, "What had been saved is safe.")
	require.Contains(t, away.body, away.Header.Get("X-Request-Id"))
	require.Contains(t, away.body, "Try again")
}
