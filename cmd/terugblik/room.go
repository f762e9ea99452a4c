package main

import (
	"context"
	"errors"
	"time"

	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/web"
)

// warnBelow is from when on those who record are told how much room is left.
const warnBelow = 10 * time.Minute

// room says how much more can be recorded now; more is how many streams begin beside those that run.
func (s *site) room(more int) web.Room {
	switch err := s.library.Room(0); {
	case errors.Is(err, media.ErrReadOnly):
		return web.Room{Reason: string(ingest.ReadOnly)}
	case errors.Is(err, media.ErrDiskFull):
		return web.Room{Reason: string(ingest.DiskFull)}
	case err != nil:
		s.log.Warn("cannot look for free space", "err", err)
		return web.Room{Enough: true, MinutesLeft: -1}
	}
	free, err := s.library.Free()
	if err != nil {
		s.log.Warn("cannot look for free space", "err", err)
		return web.Room{Enough: true, MinutesLeft: -1}
	}
	spare := free - s.library.Reserve()
	found := web.Room{Enough: spare >= media.TakeRoom*int64(more), MinutesLeft: int(media.RoomLeft(spare, len(s.intake.filming())+more).Minutes())}
	if !found.Enough {
		found.Reason = string(ingest.DiskFull)
	}
	return found
}

// tellRoom warns whoever records while little room is left, at each minute less. It is asked each second of each
// session, one at a time.
func (s *site) tellRoom(ctx context.Context, recording media.RecordingID) {
	now := s.room(0)
	before, told := s.warned[recording]
	if now.MinutesLeft < 0 || time.Duration(now.MinutesLeft)*time.Minute >= warnBelow || told && before == now {
		return
	}
	s.warned[recording] = now
	s.web.TellRoom(ctx, recording, now)
}
