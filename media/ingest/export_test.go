package ingest

import "time"

// SetPatience shortens the wait for a vanished publisher.
func (s *Server) SetPatience(disconnected, failed time.Duration) {
	s.patience = patience{disconnected: disconnected, failed: failed, keepAlive: 200 * time.Millisecond}
}

// LongestAbsence is how long a vanished publisher is kept at most.
const LongestAbsence = 30 * time.Second

func UsualPatience() time.Duration { return usualPatience.disconnected + usualPatience.failed }
