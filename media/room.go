package media

import "time"

// expectedRate is what a stream takes on the disk in bytes a second: 2.5 Mbit/s and what the journal adds.
const expectedRate = 320 << 10

// TakeRoom is the room in bytes that a new take must find above the reserve: ten minutes.
const TakeRoom = expectedRate * 600

// RoomLeft is how long so many streams can still be recorded into a number of bytes above the reserve.
func RoomLeft(spare int64, streams int) time.Duration {
	seconds := max(spare, 0) / (expectedRate * int64(max(streams, 1)))
	return time.Duration(min(seconds, 1<<31)) * time.Second
}
