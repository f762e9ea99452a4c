package transcode

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
)

var (
	video = &media.Track{Kind: media.Video, Codec: media.H264, ClockRate: 90000, Width: 1280, Height: 720}
	audio = &media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}
	hd    = Shape{Width: 1280, Height: 720, Rate: 30}
)

func planned(n int, start, length media.Millis, v, a *media.Track) media.Take {
	return media.Take{Number: n, File: string(rune('0' + n)), Start: start, Duration: length, Video: v, Audio: a}
}

func TestStepsCoverTheClockWithoutAHole(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		takes []media.Take
		gaps  []media.Gap
		want  []Step
	}{
		"one take": {takes: []media.Take{planned(1, 0, 5000, video, audio)},
			want: []Step{{Span: Span{0, 5000}, File: "1", Length: 5000, Video: true, Audio: true}}},
		"a gap keeps its length": {takes: []media.Take{planned(1, 0, 5000, video, audio), planned(2, 8000, 1000, video, nil)},
			want: []Step{{Span: Span{0, 5000}, File: "1", Length: 5000, Video: true, Audio: true}, {Span: Span{5000, 8000}},
				{Span: Span{8000, 9000}, File: "2", Origin: 8000, Length: 1000, Video: true}}},
		"out of order": {takes: []media.Take{planned(2, 5000, 1000, video, nil), planned(1, 0, 5000, nil, audio)},
			want: []Step{{Span: Span{0, 5000}, File: "1", Length: 5000, Audio: true}, {Span: Span{5000, 6000}, File: "2", Origin: 5000, Length: 1000, Video: true}}},
		"the later take wins": {takes: []media.Take{planned(1, 0, 5000, video, nil), planned(2, 4000, 2000, video, nil)},
			want: []Step{{Span: Span{0, 4000}, File: "1", Length: 5000, Video: true}, {Span: Span{4000, 6000}, File: "2", Origin: 4000, Length: 2000, Video: true}}},
		"starts late": {takes: []media.Take{planned(1, 700, 300, nil, audio)},
			want: []Step{{Span: Span{0, 700}}, {Span: Span{700, 1000}, File: "1", Origin: 700, Length: 300, Audio: true}}},
		"empty takes are passed over": {takes: []media.Take{planned(1, 0, 900, nil, nil), planned(2, 0, 300, video, nil), planned(3, 300, 0, video, nil)},
			want: []Step{{Span: Span{0, 300}, File: "2", Length: 300, Video: true}}},
		"damage is held, the rest is not": {takes: []media.Take{planned(1, 0, 5000, video, audio)},
			gaps: []media.Gap{{Start: 4000, End: 6000, Track: media.Video, Reason: "damaged"}, {Start: 1000, End: 2000, Track: media.Video, Reason: "stall"},
				{Start: 1000, End: 2000, Track: media.Audio, Reason: "loss"}},
			want: []Step{{Span: Span{0, 5000}, File: "1", Length: 5000, Video: true, Audio: true, Hold: []Span{{4000, 5000}}}}},
	} {
		p, err := Make(c.takes, c.gaps, hd)
		require.NoError(t, err, name)
		require.Equal(t, c.want, p.Steps, name)
	}
}

func TestAPlanOfMoreTakesBeginsWithThePlanOfFewer(t *testing.T) {
	t.Parallel()
	takes := []media.Take{planned(1, 0, 5000, video, audio), planned(2, 8000, 1000, video, nil), planned(3, 9000, 50, nil, audio)}
	whole, err := Make(takes, nil, hd)
	require.NoError(t, err)
	for n := 1; n < len(takes); n++ {
		part, err := Make(takes[:n], nil, hd)
		require.NoError(t, err)
		require.Equal(t, part.Steps, whole.Steps[:len(part.Steps)])
		require.Equal(t, part.Ladder, whole.Ladder)
	}
}

func TestNothingToShowIsNoMedia(t *testing.T) {
	t.Parallel()
	for _, takes := range [][]media.Take{nil, {planned(1, 0, 1000, nil, nil)}, {planned(1, 0, 0, video, audio)}} {
		_, err := Make(takes, nil, hd)
		require.ErrorIs(t, err, media.ErrNoMedia)
	}
	for _, bad := range []media.Take{planned(1, -1, 1000, video, nil), planned(1, 0, longest+1, video, nil)} {
		_, err := Make([]media.Take{bad}, nil, hd)
		require.ErrorIs(t, err, media.ErrUnsupported)
	}
}

func TestLadderNeverEnlargesAndIsEven(t *testing.T) {
	t.Parallel()
	type size struct {
		name string
		w, h int
	}
	for in, want := range map[[2]int][]size{
		{1280, 720}:  {{"720p", 1280, 720}, {"360p", 640, 360}},
		{1920, 1080}: {{"720p", 1280, 720}, {"360p", 640, 360}},
		{640, 480}:   {{"480p", 640, 480}, {"360p", 480, 360}},
		{640, 360}:   {{"360p", 640, 360}},
		{320, 180}:   {{"180p", 320, 180}},
		{720, 1280}:  {{"720p", 720, 1280}, {"360p", 360, 640}},
		{854, 480}:   {{"480p", 854, 480}, {"360p", 640, 360}},
		{641, 361}:   {{"361p", 640, 360}},
	} {
		var got []size
		for _, r := range ladder(in[0], in[1], media.FrameRate{Num: 30, Den: 1}) {
			got = append(got, size{r.Name, r.Width, r.Height})
		}
		require.Equal(t, want, got, "%v", in)
	}
	p, err := Make([]media.Take{planned(1, 0, 1000, nil, audio)}, nil, Shape{})
	require.NoError(t, err)
	require.False(t, p.Picture)
	require.Equal(t, "360p", p.Ladder[0].Name)
}

func TestRateIsThatOfTheSource(t *testing.T) {
	t.Parallel()
	for measured, want := range map[float64]int64{30: 30, 29.97: 30, 25: 25, 24: 25, 15: 30, 12.5: 25, 50: 25, 60: 30, 20: 25, 28: 30, 0: 30, 7: 25} {
		require.Equal(t, want, rateFor(measured).Num, measured)
	}
}

func TestEveryMillisecondLiesInAPicture(t *testing.T) {
	t.Parallel()
	for length, frames := range map[media.Millis]int64{0: 0, 1: 1, 999: 30, 1000: 30, 1001: 31, 1016: 31, 1033: 31, 1034: 32} {
		p := Plan{Rate: media.FrameRate{Num: 30, Den: 1}, Steps: []Step{{Span: Span{0, length}}}}
		require.Equal(t, frames, p.Frames(), length)
	}
	require.EqualValues(t, 31, Plan{Rate: media.FrameRate{Num: 30, Den: 1}}.slot(1020*time.Millisecond), "the picture that begins nearest")
}

func TestScalingKeepsTheShapeAndTheColours(t *testing.T) {
	t.Parallel()
	two := ladder(1280, 720, media.FrameRate{Num: 30, Den: 1})
	tail := "setsar=1,format=yuv420p,split=2[o0][s1];[s1]scale=640:360[o1]"
	for want, got := range map[string]string{
		"[in]" + tail: scaling(camera{w: 1280, h: 720, aspect: 1}, two),
		"[in]scale=1280:720:in_color_matrix=bt709:out_color_matrix=bt601," + tail: scaling(camera{w: 1280, h: 720, aspect: 1, bt709: true}, two),
		"[in]scale=1280:720," + tail:                                               scaling(camera{w: 640, h: 360, aspect: 1}, two),
		"[in]scale=404:720,pad=1280:720:438:0," + tail:                             scaling(camera{w: 720, h: 1280, aspect: 1}, two),
		"[in]scale=960:720,pad=1280:720:160:0," + tail:                             scaling(camera{w: 640, h: 480, aspect: 1}, two),
		"[in]scale=1280:720," + tail + "-wide":                                     scaling(camera{w: 960, h: 720, aspect: 4.0 / 3}, two) + "-wide",
		"[in]setsar=1,format=yuv420p[o0]":                                          scaling(camera{w: 640, h: 360, aspect: 1}, two[1:]),
		"[in]transpose=clock,scale=404:720,pad=1280:720:438:0," + tail:             scaling(camera{w: 1920, h: 1080, aspect: 1, turn: av.Clockwise}, two),
		"[in]hflip,vflip," + tail:                                                  scaling(camera{w: 1280, h: 720, aspect: 1, turn: av.HalfTurn}, two),
		"[in]scale=1280:720:in_color_matrix=bt2020:out_color_matrix=bt601," + tail: scaling(camera{w: 1920, h: 1080, aspect: 1, bt2020: true}, two),
		"[in]scale=1280:720," + dimming + tail:                                     scaling(camera{w: 3840, h: 2160, aspect: 1, bt2020: true, bright: true}, two),
	} {
		require.Equal(t, want, got)
	}
}
