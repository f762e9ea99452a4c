package record

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
)

func TestSoundThatCameAgainStandsWhereItWasLost(t *testing.T) {
	t.Parallel()
	one := func(_ time.Duration, n int) bool { return n%7 == 3 }
	two := func(_ time.Duration, n int) bool { return n%50 == 10 || n%50 == 11 }
	for name, c := range map[string]struct {
		lose    func(time.Duration, int) bool
		packets int // of 1500
		missing int
	}{
		"nothing lost":   {nil, 1500, 0},
		"each seventh":   {one, 1500, 0},
		"two in a row":   {two, 1470, 30},
		"the very first": {func(_ time.Duration, n int) bool { return n == 0 }, 1499, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			video, audio := camera(), microphone()
			audio.red, audio.lose = true, c.lose
			frames, l := show(t, send(t, video, audio))
			requireInStep(t, frames, l, 20*time.Millisecond)
			require.InDelta(t, c.packets, len(l.audio), 3, "those before the first picture are left out")
			require.Equal(t, c.missing, l.missingPackets)
			require.Empty(t, l.gaps)
			seen := map[time.Duration]bool{}
			for _, f := range frames {
				if f.kind == media.Audio {
					require.False(t, seen[f.capture], "twice")
					seen[f.capture] = true
				}
			}
		})
	}
}

func TestPlainOpusMayComeWhereREDWasAgreed(t *testing.T) {
	t.Parallel()
	var got []frame
	o := opusStream{out: func(f frame) { got = append(got, f) }}
	whole := []byte{0x80 | 111, 960 >> 6, 960 & 63 << 2, 2, 111, 0xfc, 1, 0xfc, 2}
	o.push(packet{ts: 960, payload: []byte{0xfc, 0}}, 0)
	o.push(packet{ts: 2880, payload: whole, twice: true, arrival: time.Second}, 1)
	o.push(packet{ts: 3840, payload: whole[:6], twice: true}, 0) // cut short
	o.push(packet{ts: 4800, payload: []byte{0xfc, 4}}, 0)
	require.Len(t, got, 4)
	for i, want := range []struct{ ts, lost int64 }{{960, 0}, {1920, 0}, {2880, 0}, {4800, 1}} {
		require.Equal(t, want.ts, got[i].ts)
		require.Equal(t, want.lost, got[i].lost)
	}
	require.Equal(t, time.Second-20*time.Millisecond, got[1].arrival)
}

// What Chromium sent, whole and without each seventh packet of sound.
func TestSoundOfChromiumSurvivesTheLossOfEachSeventhPacket(t *testing.T) {
	t.Parallel()
	const journal = "testdata/chromium-red.journal"
	whole, err := os.ReadFile(journal)
	require.NoError(t, err)
	var torn []byte
	sounds := 0
	for rest := whole; len(rest) > 0; {
		r, after, err := parse(rest)
		require.NoError(t, err)
		if sound := r.Kind == KindRTP && r.Track == 1; sound {
			sounds++
		}
		if r.Kind != KindRTP || r.Track != 1 || sounds%7 != 3 {
			torn = append(torn, rest[:len(rest)-len(after)]...)
		}
		rest = after
	}
	require.Less(t, len(torn), len(whole)-1000)
	path := filepath.Join(t.TempDir(), "torn")
	require.NoError(t, os.WriteFile(path, torn, 0o600))
	packets := func(path string) int {
		f, err := Finalise(t.Context(), replay(t, path).input(1), t.TempDir())
		require.NoError(t, err)
		require.Zero(t, f.MissingPackets)
		require.Empty(t, f.Gaps)
		streams, err := av.ProbeFile(f.Path)
		require.NoError(t, err)
		return streams[1].Packets
	}
	all := packets(journal)
	require.InDelta(t, 300, all, 10)
	require.Equal(t, all, packets(path))
}
