package web

import (
	"bytes"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/web/ui"
)

// updating is the flag -update, which the tests of the whole server define in the same binary.
func updating() bool {
	found := flag.Lookup("update")
	return found != nil && found.Value.String() == "true"
}

// samirasHome is an employee's home on the fifth of March with something in every row.
func samirasHome() homeFacts {
	at := func(day int) *time.Time {
		t := time.Date(2026, 3, day, 9, 0, 0, 0, time.UTC)
		return &t
	}
	mark := coaching.Annotation{ID: "m1", Kind: coaching.Proud, Text: "Ik wachtte dus echt", StartMS: 74_000}
	lunch := coaching.Recording{ID: "r1", CycleID: "c2", OwnerID: "samira", Title: "Fruit eten", State: coaching.Ready, DurationMS: 604_000, SharedAt: at(3)}
	return homeFacts{
		holder: coaching.Holder{TimeZone: "Europe/Amsterdam", Demo: true},
		questions: []coaching.Question{
			{
				ID: "q2", EmployeeID: "samira", Trajectory: coaching.Trajectory{StartedAt: at(1), CoachIDs: []coaching.PersonID{"els"}},
				Versions: []coaching.QuestionVersion{{Number: 1, AuthorID: "samira", Text: "Hoe maak ik contact met alle kinderen aan tafel?", AcceptedAt: at(1)}},
			},
			{
				ID: "q1", EmployeeID: "samira", Trajectory: coaching.Trajectory{StartedAt: at(1), EndedAt: at(2)},
				Versions: []coaching.QuestionVersion{{Number: 1, AuthorID: "samira", Text: "Hoe loopt opruimen rustiger?", AcceptedAt: at(1)}},
			},
		},
		cycle: &coaching.Cycle{ID: "c2", Number: 2, Facts: coaching.CycleFacts{Recorded: 1, Shared: 1, Released: 1, Moments: 3, Looked: 1}},
		films: []coaching.Recording{lunch, {ID: "r2", OwnerID: "samira", Title: "Naar buiten", State: coaching.Processing}},
		plans: []coaching.Recording{{ID: "r3", OwnerID: "samira", PlannedBy: "els", Title: "Jassen aan", State: coaching.Planned, PlannedFor: at(6), PlannedMinutes: 10}},
		unwatched: []coaching.Release{{CycleID: "c2", CoachID: "els", Moments: []coaching.Moment{
			{RecordingID: "r1", StartMS: 72_000, EndMS: 81_000, Opened: true}, {RecordingID: "r1"}, {RecordingID: "r1"},
		}}},
		proud: []coaching.ProudMark{{Mark: mark, Recording: lunch}},
		point: &coaching.WorkPoint{CycleID: "c1", Text: "Drie tellen wachten", TryWhen: "bij het fruit", NoticedBy: "een kind begint zelf te praten"},
		news: []coaching.News{{
			Reply: coaching.Reply{AuthorID: "els", Text: "Zag je wat er daarna gebeurde?", CreatedAt: *at(4)},
			AtMS:  74_000, Film: "r1", Title: "Fruit eten",
		}},
		receipts: []coaching.Receipt{{RequestedAt: *at(4), CompletedAt: at(4), Files: 12}},
		people:   cast{"els": {Name: coaching.Name{Given: "Els", Prefix: "de", Family: "Wit"}}},
	}
}

func TestTheEmployeesHomeReadsAsWritten(t *testing.T) {
	t.Parallel()
	all := spoken(t)
	for _, language := range languages {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		a := &ask{r: r, say: all.in(language), now: time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)}
		a.actor = coaching.Actor{
			Person: coaching.Person{ID: "samira", Name: coaching.Name{Given: "Samira", Prefix: "van den", Family: "Oetelaar-Achterberg"}},
			Roles:  []coaching.Assignment{{Role: coaching.Employee}},
		}
		facts := samirasHome()
		view := facts.view(a)
		view.Frame = (&pages{Server: &Server{}}).frame(a, "home", a.say.T("home.title"))
		parsed, err := parsePages(ui.Pages(), functions(a.say, ui.Manifest{"icons.svg": "icons.svg"}))
		require.NoError(t, err)
		var page bytes.Buffer
		require.NoError(t, parsed["home"].ExecuteTemplate(&page, "page.html", view))
		golden := filepath.Join("testdata", "home."+language+".html")
		if updating() {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(golden, page.Bytes(), 0o644))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err, "run with -update to write it")
		require.Equal(t, string(want), page.String(), golden)
	}
}

// TestAMomentOfALockedFilmSaysSo on the cards that would lead to it.
func TestAMomentOfALockedFilmSaysSo(t *testing.T) {
	t.Parallel()
	facts := samirasHome()
	w := words{speech: spoken(t).in("nl"), now: time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC), zone: time.UTC}
	for _, card := range []Card{facts.releaseCard(w, facts.unwatched[0]), proudCard(w, facts.proud[0])} {
		require.NotEmpty(t, card.Poster)
		require.NotEqual(t, "Op slot", card.Why)
	}
	facts.films[0].LockedAt, facts.proud[0].Recording.LockedAt = &w.now, &w.now
	for _, card := range []Card{facts.releaseCard(w, facts.unwatched[0]), proudCard(w, facts.proud[0])} {
		require.Empty(t, card.Poster)
		require.Equal(t, "Op slot", card.Why)
	}
}
