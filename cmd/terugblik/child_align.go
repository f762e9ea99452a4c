package main

import (
	"context"
	"io"

	"terugblik/coaching"
	"terugblik/media"
	"terugblik/media/align"
	"terugblik/media/jobs"
)

// aligned is what a child heard: nothing in common where Confidence is low.
type aligned struct {
	Offset     media.Millis `json:"offset_ms"`
	Confidence float64      `json:"confidence"`
	Drift      float64      `json:"drift"` // of the two clocks, for the log
	Overlap    media.Millis `json:"overlap_ms"`
}

// alignOrder listens to two recordings. It reads files from outside and writes nothing but its report.
func alignOrder(ctx context.Context, o jobs.ChildOrder) (aligned, error) {
	if err := confineReader(adoptWithin(coaching.LargestUpload)); err != nil {
		return aligned{}, err
	}
	one, err := align.Hear(ctx, o.Takes, listening(o))
	if err != nil {
		return aligned{}, err
	}
	// The files of the other one are inherited after these, and may have the same names.
	beside := jobs.ChildOrder{Files: append(make([]string, len(o.Files)), o.Beside.Files...), Key: o.Beside.Key}
	other, err := align.Hear(ctx, o.Beside.Takes, listening(beside))
	if err != nil {
		return aligned{}, err
	}
	match := align.Match{}
	if guess := o.Beside.Guess; guess != nil {
		match = align.SoundNear(one, other, guess.Duration(), o.Beside.Within.Duration())
	} else {
		match = align.Sound(one, other)
	}
	return aligned{
		Offset: media.Millis(match.Offset.Round(1e6) / 1e6), Confidence: match.Confidence, Drift: match.Drift,
		Overlap: media.MillisOf(match.Overlap),
	}, nil
}

func listening(o jobs.ChildOrder) align.Opener {
	open := opener(o)
	return func(file string) (io.ReaderAt, int64, error) { return open(file) }
}
