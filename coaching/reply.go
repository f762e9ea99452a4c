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
