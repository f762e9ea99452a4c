package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/library"
	"terugblik/media/master"
	"terugblik/media/transcode"
)

// deviceOrder reads what a device kept beside the live takes, and writes nothing but its report.
func deviceOrder(ctx context.Context, o jobs.ChildOrder) (master.Kept, error) {
	if err := confineReader(deviceWithin); err != nil {
		return master.Kept{}, err
	}
	sealed, err := inherited(o, 0)
	if err != nil {
		return master.Kept{}, err
	}
	defer func() { _ = sealed.Close() }()
	file, err := unsealPartial(sealed, library.Key(o.Key), o.Size)
	if err != nil {
		return master.Kept{}, err
	}
	in := master.Input{File: file, Size: o.Size, Guess: o.Guess}
	for i, take := range o.Takes {
		live, size, err := unsealed(o, i+1)
		if err != nil {
			return master.Kept{}, err
		}
		in.Live = append(in.Live, master.Live{Take: take, File: live, Size: size})
	}
	return master.Check(ctx, in)
}

// readTiming reads which time of a take's file is which on the clock of the recording.
func readTiming(take *media.Take, open transcode.Opener) error {
	if take.TimingFile == "" {
		return nil
	}
	r, size, err := open(take.TimingFile)
	if err != nil {
		return err
	}
	take.Timing = &media.Timing{}
	if err := json.NewDecoder(io.NewSectionReader(r, 0, size)).Decode(take.Timing); err != nil {
		return fmt.Errorf("read the timing of take %d: %w", take.Number, err)
	}
	return nil
}
