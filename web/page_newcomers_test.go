package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// bring sends a file in the form of the page.
func (v *visitor) bring(name string, content []byte) answer {
	v.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", name)
	require.NoError(v.t, err)
	_, err = file.Write(content)
	require.NoError(v.t, err)
	require.NoError(v.t, form.Close())
	return v.with("Content-Type", form.FormDataContentType()).do(http.MethodPost, "/people/import", body.String())
}

var listAction = regexp.MustCompile(`action="(/people/import/[0-9a-f-]{36})"`)

func (v *visitor) apply(path string) answer {
	v.t.Helper()
	return v.with("Content-Type", "application/x-www-form-urlencoded").do(http.MethodPost, path, "x=y")
}

func TestAListOfPeopleIsLookedAtAndThenTakenOver(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(s.Administrator)
	place := s.Locations[0]
	list := "Naam;E-mail;Locatie;Groep;Fte;Dienstverband\n" +
		"Fatima el Amrani;fatima@x.test;" + place.Name + ";" + place.Groups[0].Name + ";0,67;vast\n" +
		"Samira van den Oetelaar;" + s.Employee.Email + ";" + place.Name + ";;;\n"
	before := s.contents()
	seen := boss.bring("mensen.csv", []byte(list))
	require.Equal(t, http.StatusOK, seen.StatusCode, seen.body)
	for _, word := range []string{"Fatima el Amrani", "0,67 fte", "Heeft al een account", "mensen.csv"} {
		require.Contains(t, seen.body, word)
	}
	after := s.contents()
	delete(before, "newcomer_list")
	delete(after, "newcomer_list")
	require.Equal(t, before, after, "looking changes nothing")

	path := listAction.FindStringSubmatch(seen.body)[1]
	require.Equal(t, http.StatusForbidden, s.as(s.Officer).apply(path).StatusCode, "who watches over people changes none")
	require.Equal(t, http.StatusNotFound, s.as(s.Outsider).apply(path).StatusCode)
	// Two taps at once: one takes it over, the other is told.
	var answers [2]answer
	var both sync.WaitGroup
	for i := range answers {
		both.Go(func() { answers[i] = boss.apply(path) })
	}
	both.Wait()
	if answers[0].StatusCode != http.StatusCreated {
		answers[0], answers[1] = answers[1], answers[0]
	}
	require.Equal(t, http.StatusCreated, answers[0].StatusCode, answers[0].body)
	require.Equal(t, http.StatusConflict, answers[1].StatusCode, answers[1].body)
	require.Contains(t, answers[1].body, "al overgenomen")
	require.Equal(t, 1, strings.Count(answers[0].body, `<code class="one-time-link">`), "a link for who is new")
	link := regexp.MustCompile(`/link/([A-Za-z0-9_-]+)`).FindString(answers[0].body)
	require.Equal(t, http.StatusOK, s.nobody().get(link).StatusCode, "and it opens")
	people := boss.get("/api/v1/people?q=fatima@x.test").body
	require.Contains(t, people, string(place.Groups[0].ID))
	var employed string
	require.NoError(t, s.PG.Owner.Get(&employed, `SELECT kind || ' ' || fte || ' ' || standing FROM employment e JOIN person p ON p.id = e.person_id WHERE p.email = 'fatima@x.test'`))
	require.Equal(t, "fixed 0.67 qualified", employed)
	var kept string
	require.NoError(t, s.PG.Owner.Get(&kept, `SELECT rows::text FROM newcomer_list`))
	require.Equal(t, "[]", kept, "what was taken over is not kept twice")
}

func TestAListWithAMistakeChangesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(s.Administrator)
	before := s.contents()
	got := boss.bring("x.csv", []byte("Naam;E-mail;Locatie\nJo Smit;jo@x.test;Nergens\nEls Wit;els\n"))
	require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode)
	require.Contains(t, got.body, "Regel 2, Locatie")
	require.Contains(t, got.body, "“Nergens” kennen we hier niet.")
	require.Contains(t, got.body, "Regel 3, E-mail")
	require.NotContains(t, got.body, "newcomers.")
	require.Equal(t, before, s.contents())
	for name, file := range map[string][]byte{"een .xls": []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "geen tabel": []byte("\x89PNG\r\n\x1a\n\x00")} {
		require.Equal(t, http.StatusUnprocessableEntity, boss.bring(name, file).StatusCode, name)
	}
	require.Contains(t, boss.bring("groot.csv", make([]byte, 1<<20)).body, "groter dan 1 MB")
}

// An address of another holder is not told of while the list is looked at, and stops it when it is taken over: all of it.
func TestAnAddressThatIsTakenStopsTheWholeList(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(s.Administrator)
	seen := boss.bring("x.csv", []byte("Naam;E-mail\nJo Smit;jo@x.test\nVreemd Mens;"+s.Outsider.Email+"\n"))
	require.Equal(t, http.StatusOK, seen.StatusCode)
	require.NotContains(t, seen.body, "Heeft al een account")
	got := boss.apply(listAction.FindStringSubmatch(seen.body)[1])
	require.Equal(t, http.StatusConflict, got.StatusCode, got.body)
	require.Contains(t, got.body, s.Outsider.Email+" is al in gebruik")
	require.NotContains(t, boss.get("/api/v1/people?q=jo@x.test").body, "jo@x.test", "nobody of it came in")
}

func TestAListThatWaitedTooLongIsBroughtAgain(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(s.Administrator)
	seen := boss.bring("x.csv", []byte("Naam;E-mail\nJo Smit;jo@x.test\n"))
	s.clock.advance(25 * time.Hour)
	got := boss.apply(listAction.FindStringSubmatch(seen.body)[1])
	require.Equal(t, http.StatusConflict, got.StatusCode)
	require.Contains(t, got.body, "Breng hem opnieuw mee")
}

func TestPeopleComeFromExcel(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	begins := s.Now.AddDate(0, 1, 0).UTC().Truncate(24 * time.Hour)
	book := excelize.NewFile()
	defer book.Close()
	require.NoError(t, book.SetSheetRow("Sheet1", "A1", &[]any{"Voornaam", "Achternaam", "E-mail", "Begin"}))
	require.NoError(t, book.SetSheetRow("Sheet1", "A2", &[]any{"Zoë", "Bos", "zoe@x.test", begins}))
	var file bytes.Buffer
	require.NoError(t, book.Write(&file))
	seen := s.as(s.Administrator).bring("mensen.xlsx", file.Bytes())
	require.Equal(t, http.StatusOK, seen.StatusCode)
	require.Contains(t, seen.body, "Zoë Bos")
	require.Contains(t, seen.body, fmt.Sprintf("vanaf %d ", begins.Day()))
}
