package postgres

import (
	"encoding/base64"
	"strings"
	"time"

	"github.com/google/uuid"

	"terugblik/coaching"
)

const (
	usualPage = 50
	mostPage  = 500
)

// after is where a page begins: behind the row with this key and id. The zero value is the beginning.
type after struct {
	key *string
	id  *string
}

// readCursor takes an opaque cursor apart; "" is the beginning. A broken one is Invalid.
func readCursor(cursor string, checkKey func(string) error) (after, error) {
	if cursor == "" {
		return after{}, nil
	}
	data, err := base64.RawURLEncoding.DecodeString(cursor)
	key, id, found := strings.Cut(string(data), " ")
	if err != nil || !found || checkKey(key) != nil || uuid.Validate(id) != nil {
		return after{}, coaching.Invalid{{Field: "cursor", Code: "malformed"}}
	}
	return after{key: &key, id: &id}, nil
}

func writeCursor(key, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(key + " " + id))
}

func instantKey(key string) error {
	_, err := time.Parse(time.RFC3339Nano, key)
	return err
}

func instantCursor(t time.Time, id string) string {
	return writeCursor(t.UTC().Format(time.RFC3339Nano), id)
}

// pageSize is the wanted number of rows, 50 for 0, and never more than 500.
func pageSize(limit int) int {
	if limit <= 0 {
		return usualPage
	}
	return min(limit, mostPage)
}

// cut drops the one row that was read too many and gives the cursor behind the last that is left; "" at the end.
func cut[T any](rows []T, limit int, cursor func(T) string) ([]T, string) {
	if len(rows) <= limit {
		return rows, ""
	}
	return rows[:limit], cursor(rows[limit-1])
}
