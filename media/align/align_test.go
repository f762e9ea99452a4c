package align

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// speech is length of something like voices in a room: syllables of a gliding pitch with two
// formants and some breath, with pauses, never twice the same.
func speech(seed uint64, length time.Duration) []float32 {
	r := rand.New(rand.NewPCG(seed, 7))
	out := make([]float32, samples(length))
	for at := 0; at < len(out); {
		n := Rate/10 + r.IntN(Rate/5)
		if r.IntN(4) > 0 {
			syllable(r, out[at:min(at+n, len(out))])
		}
		at += n + r.IntN(Rate/12)
	}
	return out
}

func syllable(r *rand.Rand, x []float32) {
	pitch, glide := 90+200*r.Float64(), 0.8+0.4*r.Float64()
	low, high := 300+500*r.Float64(), 900+1600*r.Float64()
	breath, loud := 0.3*r.Float64(), 0.1+0.3*r.Float64()
	phase, weights := 0.0, []float64{0}
	for k := 1.0; k*pitch < 3000; k++ {
		weights = append(weights, math.Exp(-math.Pow((k*pitch-low)/150, 2))+0.5*math.Exp(-math.Pow((k*pitch-high)/200, 2))+0.03/k)
	}
	for i := range x {
		part := float64(i) / float64(len(x))
		f := pitch * (1 + (glide-1)*part)
		phase += 2 * math.Pi * f / Rate
		var v float64
		for k, w := range weights {
			v += w * math.Sin(float64(k)*phase)
		}
		x[i] += float32(loud * math.Sin(math.Pi*part) * (v + breath*(2*r.Float64()-1)))
	}
}

// heard is x as another microphone has it: softer, in a room that echoes, with noise of its own.
func heard(seed uint64, x []float32, gain, noise float64) []float32 {
	r := rand.New(rand.NewPCG(seed, 11))
	out := make([]float32, len(x))
	echoes := [][2]int{{210, 3}, {517, 4}, {983, 6}, {1409, 9}}
	for i := range x {
		v := float64(x[i])
		for _, e := range echoes {
			if i >= e[0] {
				v += float64(x[i-e[0]]) / float64(e[1])
			}
		}
		out[i] = float32(gain*v + noise*r.NormFloat64())
	}
	return out
}

// slower is x as a clock has it that falls behind by drift.
func slower(x []float32, drift float64) []float32 {
	out := make([]float32, int(float64(len(x))/(1+drift))-1)
	for i := range out {
		k, part := math.Modf(float64(i) * (1 + drift))
		out[i] = x[int(k)]*float32(1-part) + x[int(k)+1]*float32(part)
	}
	return out
}

const tight = 2 * time.Millisecond

func TestTheSameMomentIsFoundThroughRoomGainAndNoise(t *testing.T) {
	t.Parallel()
	room := speech(1, 90*time.Second)
	for name, c := range map[string]struct {
		from, to    time.Duration // what a has of the room
		other, last time.Duration // what b has
		gain, noise float64
	}{
		"b begins later":        {0, 60 * time.Second, 20 * time.Second, 80 * time.Second, 0.3, 0.002},
		"b began before":        {30 * time.Second, 90 * time.Second, 0, 50 * time.Second, 1, 0.01},
		"b lies within a":       {0, 90 * time.Second, 40 * time.Second, 55 * time.Second, 0.1, 0.002},
		"b is soft and noisy":   {0, 90 * time.Second, 10 * time.Second, 80 * time.Second, 0.1, 0.02},
		"b hangs upside down":   {0, 60 * time.Second, 20 * time.Second, 80 * time.Second, -0.5, 0.002},
		"three seconds overlap": {0, 40 * time.Second, 37 * time.Second, 70 * time.Second, 0.5, 0.002},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := heard(2, room[samples(c.from):samples(c.to)], 1, 0.003)
			b := heard(3, room[samples(c.other):samples(c.last)], c.gain, c.noise)
			m := Sound(a, b)
			t.Logf("%+v", m)
			require.InDelta(t, c.other-c.from, m.Offset, float64(tight))
			require.GreaterOrEqual(t, m.Confidence, Sure)
			require.InDelta(t, min(c.to, c.last)-max(c.from, c.other), m.Overlap, float64(10*time.Millisecond))
			near := SoundNear(a, b, c.other-c.from+200*time.Millisecond, 400*time.Millisecond)
			require.InDelta(t, c.other-c.from, near.Offset, float64(tight))
			require.GreaterOrEqual(t, near.Confidence, Sure)
		})
	}
}

func TestTwoClocksThatRunApartMeetInTheMiddle(t *testing.T) {
	t.Parallel()
	room := speech(4, 4*time.Minute)
	b := slower(heard(5, room, 0.4, 0.004), 200e-6)
	m := Sound(room[:samples(3*time.Minute)], b[samples(30*time.Second):])
	t.Logf("%+v", m)
	require.InDelta(t, 200e-6, m.Drift, 10e-6)
	require.GreaterOrEqual(t, m.Confidence, Sure)
	// b's sample at t stands at (t+30 s) * 1.0002; in the middle of the overlap that is 105 s.
	require.InDelta(t, 30*time.Second+21*time.Millisecond, m.Offset, float64(tight))
}

func TestWhatDoesNotBelongTogetherIsNotBelieved(t *testing.T) {
	t.Parallel()
	one, two := speech(6, 40*time.Second), speech(7, 40*time.Second)
	noise := func(seed uint64) []float32 { return heard(seed, make([]float32, 40*Rate), 0, 0.05) }
	hum := func(phase float64) []float32 {
		out := noise(8 + uint64(10*phase))
		for i := range out {
			out[i] = out[i]/10 + float32(0.3*math.Sin(2*math.Pi*50*float64(i)/Rate+phase)+0.2*math.Sin(2*math.Pi*150*float64(i)/Rate+phase))
		}
		return out
	}
	beeps := make([]float32, 40*Rate)
	for i := range beeps {
		if i%Rate < Rate/10 {
			beeps[i] = float32(0.3 * math.Sin(2*math.Pi*1000*float64(i)/Rate))
		}
	}
	for name, c := range map[string][2][]float32{
		"other words":               {one, two},
		"other words with noise":    {heard(9, one, 1, 0.01), heard(10, two, 1, 0.01)},
		"two noises":                {noise(11), noise(12)},
		"the same mains":            {hum(0), heard(13, hum(1), 1, 0.01)},
		"speech and silence":        {one, make([]float32, 40*Rate)},
		"silence":                   {make([]float32, 40*Rate), make([]float32, 40*Rate)},
		"nothing":                   {one, nil},
		"too short to tell":         {one, one[samples(9*time.Second):samples(9500*time.Millisecond)]},
		"the same beep each second": {beeps, beeps[samples(10*time.Second):samples(30*time.Second)]},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := Sound(c[0], c[1])
			t.Logf("%+v", m)
			require.Less(t, m.Confidence, 0.35)
			require.GreaterOrEqual(t, m.Confidence, 0.0)
		})
	}
}

func TestBeepsAreTakenWhereTheGuessSaysTheyAre(t *testing.T) {
	t.Parallel()
	beeps := make([]float32, 20*Rate)
	for i := range beeps {
		if i%Rate < Rate/20 {
			beeps[i] = float32(0.3 * math.Sin(2*math.Pi*1000*float64(i)/Rate))
		}
	}
	a, b := heard(14, beeps, 1, 0.003), heard(15, beeps[samples(5300*time.Millisecond):], 0.4, 0.003)
	m := SoundNear(a, b, 5200*time.Millisecond, 400*time.Millisecond)
	t.Logf("%+v", m)
	require.InDelta(t, 5300*time.Millisecond, m.Offset, float64(20*time.Millisecond))
	require.LessOrEqual(t, m.Offset, 5600*time.Millisecond)
}

func TestALongRecordingIsSearchedWhole(t *testing.T) {
	t.Parallel()
	room := speech(16, 6*time.Minute)
	m := Sound(room, heard(17, room[samples(4*time.Minute):samples(5*time.Minute)], 0.5, 0.01))
	t.Logf("%+v", m)
	require.InDelta(t, 4*time.Minute, m.Offset, float64(tight))
	require.GreaterOrEqual(t, m.Confidence, Sure)
}
