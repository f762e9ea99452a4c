package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestThePlaylistLeadsToFilesOfItsGeneration(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	s.store(s.Recording.ID, 1)
	coach, film := s.as(s.Coach), "/media/"+string(s.Recording.ID)+"/"
	master := coach.get(film + "master.m3u8")
	require.Equal(t, 200, master.StatusCode, master.body)
	require.Equal(t, "application/vnd.apple.mpegurl", master.Header.Get("Content-Type"))
	require.Equal(t, "private, no-store", master.Header.Get("Cache-Control"))
	require.Contains(t, master.body, "\ng1/720p.m3u8\n")
	require.Contains(t, master.body, `URI="g1/audio.m3u8"`)
	require.Contains(t, coach.get(film+"g1/720p.m3u8").body, "\n720p_000.m4s\n", "inside its generation addresses are relative")

	s.store(s.Recording.ID, 2)
	s.Behind(postgres.Transcode, func(tx *postgres.Tx) error {
		return tx.Publish(t.Context(), s.Recording.ID, postgres.Watchable{Generation: 2, Takes: 1, DurationMS: 600_000, Num: 30, Den: 1})
	})
	require.Eventually(t, func() bool {
		return coach.get(film+"master.m3u8").body != master.body
	}, 20*time.Second, 10*time.Millisecond)
	require.Contains(t, coach.get(film+"master.m3u8").body, "\ng2/720p.m3u8\n")
	require.Equal(t, 200, coach.get(film+"g1/720p_000.m4s").StatusCode, "who began with the first goes on with it")
}

func TestFilmIsServedInRangesWithItsTypeAndNothingElseIsServed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	s.store(s.Recording.ID, 1)
	v, film := s.as(s.Employee), "/media/"+string(s.Recording.ID)+"/"
	part := v.with("Range", "bytes=2-4").get(film + "g1/720p_000.m4s")
	require.Equal(t, http.StatusPartialContent, part.StatusCode)
	require.Equal(t, "234", part.body)
	require.Equal(t, "bytes 2-4/10", part.Header.Get("Content-Range"))
	require.Equal(t, "video/mp4", part.Header.Get("Content-Type"))
	head := v.do("HEAD", film+"g1/720p_000.m4s", "")
	require.Equal(t, 200, head.StatusCode)
	require.Equal(t, "10", head.Header.Get("Content-Length"))
	for name, kind := range map[string]string{
		"poster.jpg": "image/jpeg", "sprites.vtt": "text/vtt; charset=utf-8", "sprites_000.jpg": "image/jpeg", "waveform.json": "application/json",
	} {
		got := v.get(film + name)
		require.Equal(t, 200, got.StatusCode, name)
		require.Equal(t, kind, got.Header.Get("Content-Type"))
		require.Equal(t, "private, no-store", got.Header.Get("Cache-Control"))
	}
	for _, name := range []string{
		"secret.txt", "", "g1/", "g2/720p.m3u8", "g0/720p.m3u8", "g01/720p.m3u8", "g1/../1/720p.m3u8", "..%2f1%2f720p.m3u8",
		"missing.m4s", "g1/g1/720p.m3u8", "../takes/001.mp4", "g1//720p.m3u8", "MASTER.M3U8",
	} {
		require.Equal(t, 404, v.get(film+name).StatusCode, name)
	}
}

func TestAWithdrawalEndsAnOpenPlayer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	s.store(s.Recording.ID, 1)
	coach, owner := s.as(s.Coach), s.as(s.Employee)
	segment := "/media/" + string(s.Recording.ID) + "/g1/720p_000.m4s"
	require.Equal(t, 200, coach.get(segment).StatusCode)
	// The clock stands still, so only the notification can end what is remembered.
	owner.want(200, "DELETE", "/api/v1/recordings/"+string(s.Recording.ID)+"/share", "")
	require.Eventually(t, func() bool { return coach.get(segment).StatusCode == 404 }, 20*time.Second, 5*time.Millisecond)
	require.Equal(t, 200, owner.get(segment).StatusCode)
}

func TestWhatIsRememberedLastsASecond(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	s.store(s.Recording.ID, 1)
	coach := s.as(s.Coach)
	segment := "/media/" + string(s.Recording.ID) + "/g1/720p_000.m4s"
	require.Equal(t, 200, coach.get(segment).StatusCode)
	_, err := s.PG.Owner.Exec(`UPDATE recording_share SET withdrawn_at = now()`) // behind everybody's back: no notification
	require.NoError(t, err)
	require.Equal(t, 200, coach.get(segment).StatusCode)
	s.clock.advance(time.Second)
	require.Equal(t, 404, coach.get(segment).StatusCode)
}

func TestLoggingOutEndsAnOpenPlayer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	s.store(s.Recording.ID, 1)
	v := s.as(s.Employee)
	segment := "/media/" + string(s.Recording.ID) + "/g1/720p_000.m4s"
	require.Equal(t, 200, v.get(segment).StatusCode)
	require.Equal(t, 204, v.do("POST", "/api/v1/logout", "").StatusCode)
	require.Eventually(t, func() bool { return v.get(segment).StatusCode == 401 }, 20*time.Second, 5*time.Millisecond)
}

func TestALockedRecordingDoesNotPlay(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	s.store(s.Recording.ID, 1)
	cycle, poster := "/cycles/"+string(s.Cycle.ID), "/media/"+string(s.Recording.ID)+"/poster.jpg"
	require.Contains(t, s.as(s.Employee).page(cycle), poster)
	_, err := s.PG.Owner.Exec(`UPDATE recording SET locked_at = now()`)
	require.NoError(t, err)
	require.Equal(t, 404, s.as(s.Employee).get("/media/"+string(s.Recording.ID)+"/master.m3u8").StatusCode)
	require.NotContains(t, s.as(s.Employee).page(cycle), poster)
}

func TestOpeningAFilmIsNotedOnceAnHour(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	s.store(s.Recording.ID, 1)
	coach, master := s.as(s.Coach), "/media/"+string(s.Recording.ID)+"/master.m3u8"
	plays := func() (n int) {
		require.NoError(t, s.PG.Owner.Get(&n, `SELECT count(*) FROM access_log WHERE action = 'play' AND actor = $1`, s.Coach.ID))
		return n
	}
	coach.do("HEAD", master, "")
	require.Equal(t, 0, plays())
	coach.get("/media/" + string(s.Recording.ID) + "/poster.jpg")
	require.Equal(t, 0, plays())
	coach.get("/media/" + string(s.Recording.ID) + "/poster.jpg")
	s.as(s.Employee).get("/media/" + string(s.Recording.ID) + "/poster.jpg")
	var stills []string
	require.NoError(t, s.PG.Owner.Select(&stills, `SELECT actor FROM access_log WHERE action = 'still'`))
	require.Equal(t, []string{string(s.Coach.ID)}, stills, "who sees another's picture is noted, once")
	require.Equal(t, 200, coach.get("/media/"+string(s.Recording.ID)+"/g1/720p_000.m4s").StatusCode)
	require.Equal(t, 1, plays(), "whichever file she begins with")
	coach.get(master)
	coach.get(master)
	require.Equal(t, 1, plays())
	s.clock.advance(time.Hour)
	coach.get(master)
	require.Equal(t, 2, plays())
	log := s.as(s.Employee).want(200, "GET", "/api/v1/me/log", "")
	line := log["items"].([]any)[0].(map[string]any)
	require.Equal(t, "play", line["action"])
	require.Equal(t, "Els de Wit", line["person"].(map[string]any)["full"])
}

func TestWhoLooksAtAFurtherCameraHasLookedAtTheRecording(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	var camera coaching.RecordingID
	s.As(s.Employee, func(tx *postgres.Tx) error {
		angle, err := tx.CreateAngle(t.Context(), s.Employee, s.Recording.ID, "", coaching.AngleFile, s.Now)
		camera = angle.ID
		return err
	})
	_, err := s.PG.Owner.Exec(`UPDATE recording SET state = 'ready', generation = 1 WHERE id = $1`, camera)
	require.NoError(t, err)
	s.Share()
	s.store(camera, 1)
	coach := s.as(s.Coach)
	require.Equal(t, 200, coach.get("/media/"+string(camera)+"/master.m3u8").StatusCode)
	log := s.as(s.Employee).want(200, "GET", "/api/v1/me/log", "")
	line := log["items"].([]any)[0].(map[string]any)
	require.Equal(t, "play", line["action"])
	require.Equal(t, string(s.Recording.ID), line["recording_id"], "she knows no other: her log would say that it is gone")
}

func TestAnErasedRecordingLeavesAReceipt(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	s.store(s.Recording.ID, 1)
	owner, path := s.as(s.Employee), "/api/v1/recordings/"+string(s.Recording.ID)
	receipt := owner.want(200, "DELETE", path, "")
	require.Equal(t, string(s.Recording.ID), receipt["recording_id"])
	for _, actor := range []coaching.Actor{s.Employee, s.Coach} {
		got := s.as(actor).want(200, "GET", path, "")
		require.NotNil(t, got["receipt"])
		require.Empty(t, got["title"])
		require.Equal(t, 404, s.as(actor).get("/media/"+string(s.Recording.ID)+"/master.m3u8").StatusCode)
		require.Contains(t, s.as(actor).get("/api/v1/recordings?cycle_id="+string(s.Cycle.ID)).body, `"files"`)
	}
	require.Equal(t, 404, s.as(s.Coach2).get(path).StatusCode)
}
