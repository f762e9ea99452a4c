package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
)

// TestWhoHasLookedIsGroupedAndAShareEndsInOneTap: by day and recording, what is the same in one sentence.
func TestWhoHasLookedIsGroupedAndAShareEndsInOneTap(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	for minute := range 3 {
		s.As(s.Coach, func(tx *postgres.Tx) error {
			return tx.Log(t.Context(), string(s.Coach.ID), "play", s.Recording.ID, s.Employee.ID, "", s.Now.Add(time.Duration(minute)*time.Millisecond))
		})
	}
	samira := s.as(s.Employee)
	page := samira.page("/log")
	require.Equal(t, 1, strings.Count(page, "Els de Wit bekeek dit."), "three looks, one sentence")
	require.Contains(t, page, "Met Els de Wit, sinds")
	require.Contains(t, page, "Jij deelde dit met je coach.")

	hidden := samira.page("/log?own=hide")
	require.Contains(t, hidden, "Els de Wit bekeek dit.")
	require.NotContains(t, hidden, "Jij deelde dit")

	require.Equal(t, "/log", samira.goes("/recordings/"+string(s.Recording.ID)+"/unshare", "back", "/log"))
	require.Equal(t, 404, s.as(s.Coach).get("/recordings/"+string(s.Recording.ID)).StatusCode)
	require.Contains(t, samira.page("/log"), "Je deelt nu niets.")
}

// TestEveryLineOfWhoHasLookedIsReachedByPaging however many there are.
func TestEveryLineOfWhoHasLookedIsReachedByPaging(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	_, err := s.PG.Owner.Exec(`
		INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id)
		SELECT gen_random_uuid(), r.holder_id, now() - n * interval '1 hour', $1, 'play', r.id, r.owner_id
		FROM recording r, generate_series(1, 250) n`, s.Coach.ID)
	require.NoError(t, err)
	samira, path, looks, pages := s.as(s.Employee), "/log?own=hide", 0, 0
	for path != "" {
		page := samira.page(path)
		looks += strings.Count(page, "<time datetime") - strings.Count(page, "<h3><time datetime")
		pages++
		_, more, found := strings.Cut(page, `<a class="button" href="`)
		if path = ""; found {
			path = strings.ReplaceAll(more[:strings.Index(more, `"`)], "&amp;", "&")
		}
	}
	require.Equal(t, 250, looks)
	require.Equal(t, 3, pages)
}

// TestWhoLocksIsNotTakenForACoach: it is who keeps the register, whom she may not see.
func TestWhoLocksIsNotTakenForACoach(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	for _, action := range []string{"lock", "play"} {
		_, err := s.PG.Owner.Exec(`
			INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id)
			SELECT gen_random_uuid(), r.holder_id, now(), $1, $2, r.id, r.owner_id
			FROM recording r
			WHERE r.id = $3`, s.Manager.ID, action, s.Recording.ID)
		require.NoError(t, err)
	}
	page := s.as(s.Employee).page("/log")
	require.Contains(t, page, "Iemand van je organisatie zette dit op slot.")
	require.Contains(t, page, "Iemand die je nu niet meer coacht bekeek dit.")
}
