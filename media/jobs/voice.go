package jobs

// Voice makes the sound that a browser sent one that every browser plays. It is done while the browser waits, and never
// stands in a queue.
type Voice struct{}

// Kind names the order.
func (Voice) Kind() string { return "voice" }
