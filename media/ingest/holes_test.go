package ingest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func after(ms int) time.Time { return noon.Add(time.Duration(ms) * time.Millisecond) }

// come lets packets arrive a millisecond apart.
func (h *holes) come(from time.Time, seqs ...uint16) (last seen) {
	for i, seq := range seqs {
		last = h.see(seq, from.Add(time.Duration(i)*time.Millisecond))
	}
	return last
}

func TestAHoleIsAskedForAtOnceAndThenLessOftenUntilItIsGivenUp(t *testing.T) {
	t.Parallel()
	for trip, want := range map[time.Duration][]int{
		5 * time.Millisecond:   {15, 55, 135, 295, 615, 1115, 1615}, // never sooner than a picture brings a repair along
		100 * time.Millisecond: {15, 115, 315, 715, 1215, 1715},
		700 * time.Millisecond: {15, 715, 1415},
	} {
		h := holes{}
		h.come(after(-1), 65534, 0) // 65535 is missing, across the wrap
		require.Empty(t, h.due(after(14), trip).ask, "it may only have been overtaken")
		var asked []int
		for now := after(0); ; {
			d := h.due(now, trip)
			if len(d.ask) > 0 {
				require.Equal(t, []uint16{65535}, d.ask)
				asked = append(asked, int(now.Sub(noon)/time.Millisecond))
			}
			require.Equal(t, len(asked) == inVain && len(d.ask) > 0, d.vain)
			if d.lost > 0 {
				require.Equal(t, after(2000), now)
				require.True(t, d.next.IsZero())
				break
			}
			require.True(t, d.next.After(now))
			now = d.next
		}
		require.Equal(t, want, asked, trip)
	}
}

func TestWhatComesLateIsRepairedOnceAndNotAskedForAgain(t *testing.T) {
	t.Parallel()
	h := holes{}
	require.True(t, h.come(after(0), 10, 14).opened)
	require.Equal(t, []uint16{11, 12, 13}, h.due(after(20), 0).ask)
	require.Equal(t, int64(1), h.come(after(30), 12).repaired)
	require.Zero(t, h.come(after(31), 12).repaired, "a duplicate, as senders send to measure the line, is nothing")
	require.Zero(t, h.come(after(32), 9, 14).repaired)
	require.Equal(t, []uint16{11, 13}, h.due(after(70), 0).ask)
	require.Equal(t, int64(2), h.due(after(2001), 0).lost)
}

func TestNoMoreIsAskedForThanComes(t *testing.T) {
	t.Parallel()
	h := holes{}
	asked := 0
	for i := range 3000 { // three seconds of a stream of which two packets in three are lost
		now := after(i)
		h.see(uint16(3*i), now)
		asked += len(h.due(now, 10*time.Millisecond).ask)
		require.LessOrEqual(t, len(h.open), maxHoles)
	}
	require.LessOrEqual(t, asked, 3000+maxTokens/2+3*perSecond)
	require.Greater(t, asked, 3000)
}

func TestAnOutageWantsAKeyFrameAtOnce(t *testing.T) {
	t.Parallel()
	h := holes{}
	h.come(after(0), 1, 2, 3)
	require.True(t, h.see(600, after(3000)).outage)
	require.Len(t, h.due(after(3020), 0).ask, 596, "what the sender still has is asked for as well")
	require.False(t, h.see(602, after(3021)).outage)
	require.False(t, h.see(603, after(6000)).outage, "a pause without a hole is none")
}

func TestACounterThatBeginsAnewIsNoLoss(t *testing.T) {
	t.Parallel()
	h := holes{}
	h.come(after(0), 40000, 40001)
	require.False(t, h.see(60001, after(10)).opened, "nobody sends 20000 packets in ten milliseconds")
	h.come(after(11), 60003)
	for i := range uint16(restarts) {
		h.come(after(20+int(i)), 40002+i)
	}
	require.Len(t, h.open, 1)
	require.Equal(t, int64(1), h.come(after(90), 40002+restarts).lost, "nobody will send the old hole any more")
	require.True(t, h.come(after(91), 40002+restarts+2).opened)
}

func TestMemoryForHolesIsBounded(t *testing.T) {
	t.Parallel()
	h := holes{}
	lost := int64(0)
	for i := range 20000 {
		lost += h.come(noon.Add(time.Duration(i)*time.Microsecond), uint16(2*i)).lost
	}
	require.Len(t, h.open, maxHoles)
	require.Equal(t, int64(20000-1-maxHoles), lost)
}
