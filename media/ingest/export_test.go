package ingest

import (
	"time"

	"github.com/pion/interceptor"

	"terugblik/media"
)

// SetPatience shortens the wait for a vanished publisher.
func (s *Server) SetPatience(disconnected, failed time.Duration) {
	s.patience = patience{disconnected: disconnected, failed: failed, keepAlive: 200 * time.Millisecond, onTheWay: usualPatience.onTheWay}
}

// WaitForRepairs lengthens the wait for the last packets when a publisher says that it is over.
func (s *Server) WaitForRepairs(onTheWay time.Duration) {
	s.patience = usualPatience
	s.patience.onTheWay = onTheWay
}

// Around adds to what each session's packets go through.
func (s *Server) Around(f interceptor.Factory) { s.around.Add(f) }

// LongestAbsence is how long a vanished publisher is kept at most.
const LongestAbsence = 30 * time.Second

func UsualPatience() time.Duration { return usualPatience.disconnected + usualPatience.failed }

// BeginsPicture tells whether a picture can begin with this packet.
func BeginsPicture(codec media.Codec, payload []byte) bool {
	g := gate{codec: codec}
	return g.entry(payload)
}
