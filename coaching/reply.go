package coaching

import "time"

// Reply is one answer in the thread under a mark.
type Reply struct {
	ID           ReplyID
	AnnotationID AnnotationID
	AuthorID     PersonID
	Text         string
	CreatedAt    time.Time
}

// CheckReply is Invalid with field "text".
func CheckReply(text string) error {
	var c checked
	c.text("text", text, true, 4000)
	return c.err()
}

// News is a reply that somebody wrote under a mark on the actor's own film.
type News struct {
	Reply Reply
	AtMS  int64 // where the mark begins on the clock of the recording
	Film  RecordingID
	Title string // of the recording
}

// NewsFor is how long a reply counts as news.
const NewsFor = 14 * 24 * time.Hour
