package film

import "math"

// pitch is how high each figure sounds, in hertz.
func (w Who) pitch() float64 { return [...]float64{196, 349.2, 293.7}[w] }

// syllable is the length of one, with the little pause after it, in seconds.
const syllable = 0.24

// loudness is the envelope of speech, 0 to 1: one soft swell per syllable, some of them left out.
func (c cue) loudness(t float64) float64 {
	n, part := math.Modf((t - c.start) / syllable)
	if t < c.start || t >= c.end || int(n*5+c.start)%7 == 6 {
		return 0
	}
	length := 0.62 + 0.3*noise(n+c.start*3)
	if part >= length {
		return 0
	}
	s := math.Sin(math.Pi * part / length)
	return s * (0.7 + 0.3*noise(n*3+c.start))
}

// noise is a number from 0 to 1 that looks like chance and always is the same for the same n.
func noise(n float64) float64 {
	_, f := math.Modf(math.Abs(math.Sin(n*12.9898)) * 43758.5453)
	return f
}

// tone is one sample of speech: a soft tone that falls a little in the course of each syllable
// and rises at the end of a question.
func (c cue) tone(t float64) float64 {
	loud := c.loudness(t)
	if loud == 0 {
		return 0
	}
	n, part := math.Modf((t - c.start) / syllable)
	step := math.Round(4*noise(n*2+c.start)) - 2 // half tones round the own pitch
	if t > c.end-2*syllable {
		step += 3
	}
	f := c.who.pitch() * math.Pow(2, step/12)
	phase := 2 * math.Pi * f * (part*syllable - 0.12*part*part*syllable)
	return loud * (math.Sin(phase) + 0.35*math.Sin(2*phase) + 0.12*math.Sin(3*phase)) / 1.47
}

// hum is the room itself: two very soft low tones that beat slowly.
func hum(t float64) float64 {
	return 0.004 * (math.Sin(2*math.Pi*98*t) + math.Sin(2*math.Pi*147.2*t))
}
