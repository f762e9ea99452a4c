package record

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

// between is true from a to b.
func between(a, b time.Duration) func(time.Duration) bool {
	return func(at time.Duration) bool { return at >= a && at < b }
}

func TestSoundAndPictureStandWhereTheyWereCaptured(t *testing.T) {
	t.Parallel()
	const s = time.Second
	lost := func(a, b time.Duration) func(time.Duration, int) bool {
		in := between(a, b)
		return func(at time.Duration, _ int) bool { return in(at) }
	}
	cases := []struct {
		name  string
		limit time.Duration // 0: 20 ms
		edit  func(v, a *source)
	}{
		{name: "clean", edit: func(v, a *source) {}},
		{name: "encoder 150 ms late", edit: func(v, a *source) { v.encode = 150 * time.Millisecond }},
		{name: "sound runs 5000 ppm fast for 60 s", edit: func(v, a *source) { v.to, a.to, a.ppm = 60*s, 60*s, 5000 }},
		{name: "sound runs 5000 ppm slow for 60 s", edit: func(v, a *source) { v.to, a.to, a.ppm = 60*s, 60*s, -5000 }},
		{name: "100 ppm for 20 minutes", edit: func(v, a *source) { v.to, a.to, a.ppm = 1200*s, 1200*s, 100 }},
		{name: "sound starts 2 s late", edit: func(v, a *source) { a.from = 2 * s }},
		{name: "picture starts 2 s late", edit: func(v, a *source) { v.from = 2 * s }},
		{name: "first packets lost", edit: func(v, a *source) { v.lose, a.lose = lost(0, 1500*time.Millisecond), lost(0, 300*time.Millisecond) }},
		{name: "3 s outage", edit: func(v, a *source) { v.lose, a.lose = lost(10*s, 13*s), lost(10*s, 13*s) }},
		{name: "both reports at once", edit: func(v, a *source) {
			v.firstSR, a.firstSR, v.everySR, a.everySR = s, s, s, s
			v.encode = 100 * time.Millisecond
		}},
		{name: "first report with nothing sent", edit: func(v, a *source) {
			empty := func(r Report, n int) Report {
				if n == 0 {
					return Report{SSRC: r.SSRC, NTP: r.NTP, RTP: 0xFFFFFFFF}
				}
				return r
			}
			v.reports, a.reports = empty, empty
		}},
		{name: "an absurd report now and then", edit: func(v, a *source) {
			v.encode = 100 * time.Millisecond
			v.reports = func(r Report, n int) Report {
				if n%7 == 5 {
					r.NTP += 400 << 32 / 1000
				}
				if n%9 == 4 {
					r.RTP += 1 << 30
				}
				return r
			}
		}},
		{name: "reports scatter by 20 ms", edit: func(v, a *source) {
			v.noiseSR, a.noiseSR, v.encode = 20*time.Millisecond, 20*time.Millisecond, 60*time.Millisecond
			v.to, a.to = 120*s, 120*s
		}},
		{name: "packets come twice", edit: func(v, a *source) { v.twice = true }},
		{name: "1 MHz picture clock", edit: func(v, a *source) { v.rate = 1e6 }},
		{name: "1 MHz picture clock without reports", limit: 150 * time.Millisecond, edit: func(v, a *source) {
			v.rate, v.everySR, a.everySR = 1e6, 0, 0
		}},
		{name: "no reports", limit: 150 * time.Millisecond, edit: func(v, a *source) {
			v.everySR, a.everySR, v.encode = 0, 0, 100*time.Millisecond
		}},
		{name: "no reports and 5000 ppm", limit: 150 * time.Millisecond, edit: func(v, a *source) {
			v.everySR, a.everySR, a.ppm, v.to, a.to = 0, 0, 5000, 60*s, 60*s
		}},
		{name: "only the picture has reports", limit: 150 * time.Millisecond, edit: func(v, a *source) { a.everySR = 0 }},
		{name: "microphone stalls for 5 s", edit: func(v, a *source) { a.still = between(10*s, 15*s) }},
		{name: "both stall for 5 s", edit: func(v, a *source) { a.still, v.still = between(10*s, 15*s), between(10*s, 15*s) }},
		{name: "both stall without reports", limit: 150 * time.Millisecond, edit: func(v, a *source) {
			v.everySR, a.everySR = 0, 0
			a.still, v.still = between(10*s, 15*s), between(10*s, 15*s)
		}},
		{name: "congestion of 3 s", edit: func(v, a *source) {
			hold := func(sent time.Duration) time.Duration {
				if between(10*s, 13*s)(sent) {
					return min(800*time.Millisecond, 13*s-sent)
				}
				return 0
			}
			v.hold, a.hold = hold, hold
		}},
		{name: "sender sets its clock 30 s back", edit: func(v, a *source) {
			v.to, a.to, v.encode = 90*s, 90*s, 80*time.Millisecond
			set := func(at time.Duration) time.Duration {
				if at > 40*s {
					return -30 * s
				}
				return 0
			}
			v.ntp, a.ntp = set, set
		}},
		{name: "packets overtake one another", edit: func(v, a *source) { v.jitter, a.jitter = 120*time.Millisecond, 120*time.Millisecond }},
		{name: "three hours, sound 80 ppm fast and picture 40 ppm slow", edit: func(v, a *source) {
			v.to, a.to, v.ppm, a.ppm = 3*3600*s, 3*3600*s, -40, 80
			v.every, a.every, v.keys = 500*time.Millisecond, 100*time.Millisecond, 4
			v.everySR, v.encode = 5*s, 60*time.Millisecond
			v.noiseSR, a.noiseSR = 2*time.Millisecond, 2*time.Millisecond
		}},
		{name: "three hours without reports", limit: 150 * time.Millisecond, edit: func(v, a *source) {
			v.to, a.to, v.ppm, a.ppm = 3*3600*s, 3*3600*s, -40, 80
			v.every, a.every, v.keys = 500*time.Millisecond, 100*time.Millisecond, 4
			v.everySR, a.everySR = 0, 0
		}},
		{name: "lost, late, twice and out of order at once", edit: func(v, a *source) {
			v.jitter, a.jitter, v.twice, a.twice, a.red = 90*time.Millisecond, 90*time.Millisecond, true, true, true
			v.lose = func(_ time.Duration, n int) bool { return n%97 == 50 }
			a.lose = func(_ time.Duration, n int) bool { return n%31 == 7 }
		}},
		{name: "8 s take", edit: func(v, a *source) { v.to, a.to, v.encode = 8*s, 8*s, 100*time.Millisecond }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			video, audio := camera(), microphone()
			c.edit(&video, &audio)
			if c.limit == 0 {
				c.limit = 20 * time.Millisecond
			}
			frames, l := show(t, send(t, video, audio))
			requireInStep(t, frames, l, c.limit)
		})
	}
}

// requireInStep asserts that each frame stands at its capture time, and that few are missing.
func requireInStep(t *testing.T, frames []shown, l layout, limit time.Duration) {
	t.Helper()
	require.NotEmpty(t, l.video)
	require.NotEmpty(t, l.audio)
	zero := time.Duration(-1)
	last := map[media.Kind]time.Duration{media.Video: -1, media.Audio: -1}
	var worst [2]time.Duration
	for _, f := range frames {
		if f.kind == media.Video && zero < 0 {
			zero = f.capture
			require.Zero(t, f.pts)
		}
	}
	for _, f := range frames {
		off := f.pts - (f.capture - zero)
		k := 0
		if f.kind == media.Audio {
			k = 1
		}
		if off.Abs() > worst[k].Abs() {
			worst[k] = off
		}
		require.LessOrEqual(t, off.Abs(), limit, "%s captured at %s stands at %s", f.kind, f.capture-zero, f.pts)
		require.Greater(t, f.dts, last[f.kind])
		require.GreaterOrEqual(t, f.pts, f.dts)
		last[f.kind] = f.dts
	}
	t.Logf("worst: picture %s, sound %s; %d and %d frames, gaps %v", worst[0], worst[1], len(l.video), len(l.audio), l.gaps)
}

func TestGapsStandWhereTheyHappenedWithTheirReason(t *testing.T) {
	t.Parallel()
	const s = time.Second
	cases := []struct {
		name string
		edit func(v, a *source)
		want []media.Gap
	}{
		{"none", func(v, a *source) {}, nil},
		{"outage", func(v, a *source) {
			lose := func(at time.Duration, _ int) bool { return at >= 10*s && at < 13*s }
			v.lose, a.lose = lose, lose
		}, []media.Gap{
			{Start: 10000, End: 13000, Track: media.Audio, Reason: ReasonLoss},
			{Start: 10000, End: 13000, Track: media.Video, Reason: ReasonLoss},
			{Start: 13000, End: 14000, Track: media.Video, Reason: ReasonDamaged},
		}},
		{"one picture lost", func(v, a *source) {
			v.lose = func(_ time.Duration, n int) bool { return n == 315 }
		}, []media.Gap{{Start: 10500, End: 12000, Track: media.Video, Reason: ReasonDamaged}}},
		{"one picture lost of the last ones", func(v, a *source) {
			v.lose = func(_ time.Duration, n int) bool { return n == 850 }
		}, []media.Gap{{Start: 28333, End: 30000, Track: media.Video, Reason: ReasonDamaged}}},
		{"microphone stalls", func(v, a *source) { a.still = between(10*s, 15*s) }, []media.Gap{
			{Start: 10000, End: 15000, Track: media.Audio, Reason: ReasonStall},
		}},
		{"camera stalls", func(v, a *source) { v.still = between(10*s, 15*s) }, []media.Gap{
			{Start: 10000, End: 15000, Track: media.Video, Reason: ReasonStall},
		}},
		{"late sound that ends early", func(v, a *source) { a.from, a.to = 2*s, 25*s }, []media.Gap{
			{Start: 0, End: 2000, Track: media.Audio, Reason: ReasonNoTrack},
			{Start: 25000, End: 30000, Track: media.Audio, Reason: ReasonNoTrack},
		}},
		{"silence without packets", func(v, a *source) { // DTX: the sequence numbers run on
			a.every = 400 * time.Millisecond
		}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			video, audio := camera(), microphone()
			c.edit(&video, &audio)
			_, l := show(t, send(t, video, audio))
			require.Len(t, l.gaps, len(c.want), "%v", l.gaps)
			for i, want := range c.want {
				got := l.gaps[i]
				require.Equal(t, want.Reason, got.Reason, "%v", l.gaps)
				require.Equal(t, want.Track, got.Track, "%v", l.gaps)
				require.InDelta(t, int64(want.Start), int64(got.Start), 45, "%v", l.gaps)
				require.InDelta(t, int64(want.End), int64(got.End), 45, "%v", l.gaps)
			}
		})
	}
}
