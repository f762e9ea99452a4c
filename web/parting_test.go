package web_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media/ingest"
)

// TestSheGoesOnWithAnotherCoach: with one button, words for the former coach alone, and nothing lost.
func TestSheGoesOnWithAnotherCoach(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	page := "/questions/" + string(s.Question.ID)
	she, coach := s.as(s.Employee), s.as(s.Coach)
	require.Contains(t, she.get(page).body, "Ik wil een andere coach")
	choice := she.get(page + "/coach")
	require.Contains(t, choice.body, s.Coach2.Name.Full())
	require.NotContains(t, choice.body, `value="`+string(s.Coach.ID)+`"`)
	forgotten := she.post(page+"/coach", "words", "Dank je wel")
	require.Equal(t, http.StatusUnprocessableEntity, forgotten.StatusCode)
	require.Contains(t, forgotten.body, "Dank je wel", "what she typed is still there")
	stream := coach.follow()
	require.Equal(t, http.StatusSeeOther, she.post(page+"/coach", "coach_id", string(s.Coach2.ID), "words", "Dank je wel").StatusCode)
	require.Equal(t, "bye", stream.next().kind)
	require.Contains(t, coach.get("/coaching").body, "Dank je wel")
	gone := coach.get(page)
	require.Equal(t, http.StatusNotFound, gone.StatusCode)
	require.Contains(t, gone.body, s.Employee.Name.Full()+" gaat verder zonder jou")
	require.NotContains(t, gone.body, "contact met alle kinderen")
	for _, other := range []coaching.Actor{s.Coach2, s.Manager, s.Administrator} {
		require.NotContains(t, s.as(other).get("/").body, "Dank je wel")
	}
	film := "/api/v1/recordings/" + string(s.Recording.ID)
	require.Equal(t, http.StatusNotFound, coach.get(film).StatusCode)
	require.Equal(t, 200, she.get(film).StatusCode)
	require.Equal(t, 200, s.as(s.Coach2).get(film).StatusCode, "what she shared is for who coaches her now")
	require.Equal(t, http.StatusSeeOther, she.post(page+"/coach", "coach_id", "nobody").StatusCode)
	require.Equal(t, http.StatusNotFound, s.as(s.Coach2).get(film).StatusCode)
	require.Contains(t, she.get(page).body, "Kies je coach")
}

// TestARoleThatEndsCoachingIsAskedTwiceAndTold: the administrator reads of how many, and not of whom; the employee gets one
// button, and her manager is nobody whom she can choose.
func TestARoleThatEndsCoachingIsAskedTwiceAndTold(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	keeper, roles := s.as(s.Administrator), "/people/"+string(s.Coach.ID)+"/roles"
	form := []string{"role", "manager", "scope", string(s.Locations[0].ID)}
	asked := keeper.post(roles, form...)
	require.Equal(t, http.StatusConflict, asked.StatusCode)
	require.Contains(t, asked.body, "coacht één collega die op deze plek werkt")
	require.NotContains(t, asked.body, s.Employee.Name.Given)
	require.NotContains(t, asked.body, "contact met alle kinderen")
	program := `{"role": "manager", "location_id": "` + string(s.Locations[0].ID) + `"}`
	require.Equal(t, "ends_coaching", keeper.do("POST", "/api/v1"+roles, program).code(t))
	require.Equal(t, 200, s.as(s.Coach).get("/questions/"+string(s.Question.ID)).StatusCode, "nothing has happened yet")
	require.Equal(t, http.StatusSeeOther, keeper.post(roles, append(form, "ends_coaching", "yes")...).StatusCode)
	she, page := s.as(s.Employee), "/questions/"+string(s.Question.ID)
	for _, path := range []string{"/", page, page + "/coach"} {
		require.Contains(t, she.get(path).body, s.Coach.Name.Given+" geeft nu leiding op jouw werkplek", path)
	}
	require.Contains(t, she.get("/").body, `href="`+page+`/coach"`)
	require.Contains(t, s.as(s.Coach).get("/coaching").body, "Je geeft nu leiding aan "+s.Employee.Name.Full())
	refused := she.post(page+"/coach", "coach_id", string(s.Coach.ID))
	require.Equal(t, http.StatusConflict, refused.StatusCode)
	require.Contains(t, refused.body, "Je leidinggevende kan niet je coach zijn")
	require.Equal(t, http.StatusConflict, she.post("/questions", "text", "Hoe dan?", "coach_id", string(s.Coach.ID), "accept", "yes").StatusCode)
}

// TestWhatIsOpenEndsWithTheGroundUnderIt: live pictures, talks, streams and film, whatever it is that ends.
func TestWhatIsOpenEndsWithTheGroundUnderIt(t *testing.T) {
	t.Parallel()
	sql := func(s *site, text string, args ...any) {
		_, err := s.PG.Owner.Exec(text, args...)
		require.NoError(s.t, err)
	}
	appoint := func(s *site, id coaching.PersonID, role coaching.Role, place coaching.LocationID) {
		_, err := s.DB.Appoint(s.t.Context(), s.Administrator, id, coaching.Appointment{Role: role, Location: place, EndsCoaching: true}, s.Now)
		require.NoError(s.t, err)
	}
	for name, end := range map[string]func(*site){
		"her role as a coach ends": func(s *site) {
			_, err := s.DB.EndMember(s.t.Context(), s.Administrator, s.Coach.ID, "2020-01-01", s.Now)
			require.NoError(s.t, err)
		},
		"her engagement ends by the clock": func(s *site) {
			sql(s, `UPDATE role_assignment SET valid_until = now() WHERE person_id = $1`, s.Coach.ID)
			s.Behind(postgres.Session, func(tx *postgres.Tx) error {
				_, err := tx.TellEnded(s.t.Context(), time.Now().Add(-time.Minute))
				return err
			})
		},
		"she becomes the manager": func(s *site) { appoint(s, s.Coach.ID, coaching.Manager, s.Locations[0].ID) },
		"her role as a manager begins by the clock": func(s *site) {
			sql(s, `INSERT INTO role_assignment (id, holder_id, person_id, role, valid_from) VALUES ($1, $2, $3, 'manager', now())`,
				postgres.NewID[coaching.TenureID](), s.Holder.ID, s.Coach.ID)
			s.Behind(postgres.Session, func(tx *postgres.Tx) error { return tx.PartBegun(s.t.Context(), time.Now().Add(-time.Minute)) })
		},
		"the employee comes to work where she manages": func(s *site) {
			appoint(s, s.Coach.ID, coaching.Manager, s.Locations[1].ID)
			appoint(s, s.Employee.ID, coaching.Employee, s.Locations[1].ID)
		},
		"the employee chooses another": func(s *site) {
			s.As(s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.ChooseCoach(s.t.Context(), s.Employee, s.Trajectory.ID, s.Coach2.ID, s.Now)
				return err
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.Share().Sit()
			s.store(s.Recording.ID, 1)
			coach := s.as(s.Coach)
			segment := "/media/" + string(s.Recording.ID) + "/g1/720p_000.m4s"
			require.Equal(t, 200, coach.get(segment).StatusCode)
			film, talk, watches := coach.follow(), coach.followTalk(), s.watching(t, coach)
			end(s)
			film.until("bye")
			talk.until("bye")
			select {
			case <-watches:
			case <-time.After(20 * time.Second):
				require.Fail(t, "the live picture goes on")
			}
			// The clock of the server stands still: only having been told ends what it remembers.
			require.Eventually(t, func() bool { return coach.get(segment).StatusCode != 200 }, 20*time.Second, 5*time.Millisecond)
		})
	}
}

// watching has the coach watch live, and says when the server would end her picture: it asks after each change, as the
// rounds of the process do.
func (s *site) watching(t *testing.T, coach *visitor) <-chan struct{} {
	t.Helper()
	id, path := filming(s)
	s.as(s.Employee).want(200, "PUT", path+"/live-invitation", "")
	token := coach.want(201, "POST", path+"/watch-tokens", "")["token"].(string)
	require.Equal(s.t, http.StatusCreated, s.nobody().publisher(token).do("POST", "/whep/"+id, looks(t)).StatusCode)
	viewers := s.ingest.Viewers("")
	require.Len(s.t, viewers, 1)
	may := func(guest ingest.Guest) error {
		return s.server.StillWatches(context.Background(), coaching.RecordingID(id), guest)
	}
	require.NoError(s.t, may(viewers[0].Guest))
	ended, changed := make(chan struct{}), make(chan struct{}, 1)
	s.t.Cleanup(s.hub.OnChange(func(string) {
		select {
		case changed <- struct{}{}:
		default:
		}
	}))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	s.t.Cleanup(func() { cancel(); <-done })
	go func() {
		defer close(done)
		for {
			select {
			case <-ctx.Done():
				return
			case <-changed:
			}
			if errors.Is(may(viewers[0].Guest), coaching.ErrNotFound) {
				close(ended)
				return
			}
		}
	}()
	return ended
}

// TestWhoseWorkForOneHolderIsOverIsToldAndGoesOver: she does not find herself at the other one without having chosen it.
func TestWhoseWorkForOneHolderIsOverIsToldAndGoesOver(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	_, link := s.offer("buiten@demo.test")
	in := s.nobody().post(link, "as", "account", "password", password)
	require.Equal(t, http.StatusSeeOther, in.StatusCode, in.body)
	coach := s.nobody().afterLast(in)
	require.Equal(t, 200, coach.get("/coaching").StatusCode)
	var id string
	require.NoError(t, s.PG.Owner.Get(&id, `SELECT id FROM engagement WHERE person_id IS NOT NULL`))
	require.Equal(t, http.StatusSeeOther, s.as(s.Administrator).post("/engagements/"+id+"/end").StatusCode)
	for _, path := range []string{"/", "/coaching", "/account"} {
		told := coach.get(path)
		require.Equal(t, http.StatusUnauthorized, told.StatusCode, path)
		require.Contains(t, told.body, "Verder bij "+s.Other.Name)
		require.NotContains(t, told.body, "Verder bij "+s.Holder.Name)
	}
	require.Equal(t, "role_over", coach.get("/api/v1/me").code(t))
	require.Equal(t, http.StatusUnauthorized, coach.post("/account/language", "language", "en").StatusCode)
	over := coach.post("/account/holder", "holder", string(s.Other.ID))
	require.Equal(t, http.StatusSeeOther, over.StatusCode)
	there := coach.after(over)
	require.Equal(t, 200, there.get("/coaching").StatusCode)
	require.Equal(t, s.Other.Name, there.get("/api/v1/me").json(t)["holder"].(map[string]any)["name"])
}
