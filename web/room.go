package web

import (
	"context"

	"terugblik/media"
	"terugblik/web/api"
	"terugblik/web/live"
)

// Room says how much more can be recorded.
type Room = api.Room

// TellRoom warns those who have a recording open that little room is left, or why it ended: then nothing is left.
func (s *Server) TellRoom(ctx context.Context, recording media.RecordingID, room Room) {
	s.Live.Publish(ctx, "recording:"+string(recording), live.Event{Kind: "room", Data: room})
}

// roomLeft is asked before a recording begins; without a Room in the inputs there is enough.
func (s *Server) roomLeft() Room {
	if s.Room == nil {
		return Room{Enough: true, MinutesLeft: -1}
	}
	return s.Room(1)
}
