package transcode

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func TestACardStandsWhereSomethingWasCutOut(t *testing.T) {
	t.Parallel()
	takes := []media.Take{planned(1, 0, 5000, video, audio), planned(2, 8000, 2000, video, nil)}
	shape := hd
	shape.Trimmed = []media.Span{{Start: 9000, End: 30_000}, {Start: 4000, End: 6000}, {Start: 5500, End: 7000}, {Start: 1000, End: 1000}}
	p, err := Make(takes, nil, shape)
	require.NoError(t, err)
	require.Equal(t, []Step{
		{Span: Span{0, 4000}, File: "1", Length: 4000, Video: true, Audio: true},
		{Span: Span{4000, 7000}, Card: true},
		{Span: Span{7000, 8000}},
		{Span: Span{8000, 9000}, File: "2", Origin: 8000, Length: 1000, Video: true},
		{Span: Span{9000, 10_000}, Card: true},
	}, p.Steps, "the clock keeps its length")
}
