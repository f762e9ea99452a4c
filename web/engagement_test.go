package web_test

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

var offerLink = regexp.MustCompile(`/engagement/[A-Z0-9]+`)

// offer asks an address as the administrator and gives the page and the link on it.
func (s *site) offer(email string) (page, link string) {
	s.t.Helper()
	today := coaching.DayOf(s.Now, s.Holder.Zone())
	got := s.as(s.Administrator).post("/engagements", "name", "Mirjam Kok", "email", email, "contract_reference", "C-7",
		"from_day", string(today), "until_day", string(today.Plus(30)))
	require.Equal(s.t, http.StatusCreated, got.StatusCode, got.body)
	link = offerLink.FindString(got.body)
	return got.body, link
}

// TestAnExternalCoachAcceptsWithTheAccountThatSheHas: the administrator reads the same words whether or not the address
// has an account; the coach accepts with her password and works for the new holder, and for one at a time.
func TestAnExternalCoachAcceptsWithTheAccountThatSheHas(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	known, link := s.offer("buiten@demo.test")
	unknown, other := s.offer("niemand@demo.test")
	strip := regexp.MustCompile(`/engagement/[A-Z0-9]+|nonce="[^"]+"|nonce-[^']+`)
	require.Equal(t, strip.ReplaceAllString(unknown, ""), strip.ReplaceAllString(known, ""))
	page := s.nobody().get(link)
	require.Equal(t, 200, page.StatusCode)
	require.NotContains(t, page.body, s.Other.Name, "for whom else she works nobody is told")
	require.Equal(t, http.StatusUnauthorized, s.nobody().post(link, "as", "account", "password", "geraden woorden").StatusCode)
	gone := s.nobody().post(link, "as", "new", "given", "Mirjam", "family", "Kok", "new", "een heel nieuw wachtwoord")
	require.Equal(t, http.StatusConflict, gone.StatusCode)
	require.NotContains(t, gone.body, "Dit e-mailadres is al in gebruik")
	in := s.nobody().post(link, "as", "account", "password", password)
	require.Equal(t, http.StatusSeeOther, in.StatusCode, in.body)
	coach := s.nobody().afterLast(in)
	me := coach.get("/api/v1/me").json(t)
	require.Equal(t, s.Holder.Name, me["holder"].(map[string]any)["name"])
	require.Len(t, me["holders"], 2)
	require.Equal(t, http.StatusNotFound, s.nobody().get(link).StatusCode, "the link is used")
	fresh := s.nobody().post(other, "as", "new", "given", "Wim", "family", "van Dam", "new", "een heel nieuw wachtwoord")
	require.Equal(t, http.StatusSeeOther, fresh.StatusCode, fresh.body)
	require.Equal(t, "van", s.nobody().afterLast(fresh).get("/api/v1/me").json(t)["prefix"])
}

// TestWhatWasOpenEndsWithTheEngagement: streams say bye and pages are gone, at once.
func TestWhatWasOpenEndsWithTheEngagement(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	_, err := s.PG.Owner.Exec(`
		WITH e AS (
		    INSERT INTO engagement (id, holder_id, person_id, email, name, from_day, until_day, offered_by, offered_at, accepted_at)
		    SELECT gen_random_uuid(), $1, $2, 'coach@demo.test', 'Els', now()::date - 10, now()::date + 10, $3, now(), now()
		    RETURNING id)
		UPDATE role_assignment
		SET engagement_id = e.id,
		    valid_until = now() + interval '10 days'
		FROM e
		WHERE person_id = $2`, s.Holder.ID, s.Coach.ID, s.Administrator.ID)
	require.NoError(t, err)
	coach := s.as(s.Coach)
	stream := coach.follow()
	var id string
	require.NoError(t, s.PG.Owner.Get(&id, `SELECT id FROM engagement WHERE person_id = $1`, s.Coach.ID))
	asked := time.Now()
	require.Equal(t, http.StatusSeeOther, s.as(s.Administrator).post("/engagements/"+id+"/end").StatusCode)
	require.Equal(t, "bye", stream.next().kind)
	t.Logf("told %s after the end", time.Since(asked))
	require.Equal(t, http.StatusUnauthorized, coach.get("/api/v1/recordings/"+string(s.Recording.ID)).StatusCode)
}

// TestALostLinkOfAnOfferIsMadeAnew: the one before dies, and who has accepted needs none.
func TestALostLinkOfAnOfferIsMadeAnew(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	_, lost := s.offer("niemand@demo.test")
	var id string
	require.NoError(t, s.PG.Owner.Get(&id, `SELECT id FROM engagement WHERE email = 'niemand@demo.test'`))
	again := s.as(s.Administrator).post("/engagements/" + id + "/link")
	require.Equal(t, http.StatusCreated, again.StatusCode, again.body)
	require.Equal(t, http.StatusNotFound, s.nobody().get(lost).StatusCode)
	require.Equal(t, http.StatusOK, s.nobody().get(offerLink.FindString(again.body)).StatusCode)
	_, err := s.PG.Owner.Exec(`UPDATE engagement SET token_expires_at = now() - interval '1 hour' WHERE id = $1`, id)
	require.NoError(t, err)
	require.Contains(t, s.as(s.Administrator).get("/engagements").body, "De link is niet gebruikt en werkt niet meer.")
	link := offerLink.FindString(s.as(s.Administrator).post("/engagements/" + id + "/link").body)
	in := s.nobody().post(link, "as", "new", "given", "Mirjam", "family", "Kok", "new", "een heel nieuw wachtwoord")
	require.Equal(t, http.StatusSeeOther, in.StatusCode, in.body)
	settled := s.as(s.Administrator).post("/engagements/" + id + "/link")
	require.Equal(t, http.StatusConflict, settled.StatusCode)
	require.Contains(t, settled.body, "Er is geen link meer nodig.")
	require.Empty(t, offerLink.FindString(settled.body))
}
