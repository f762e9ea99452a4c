package postgres

// Constraints is for the test that holds the map against the schema.
func Constraints() map[string]error { return constraints() }

// ReadCursor is for the fuzz test of cursors.
func ReadCursor(cursor string) error {
	_, err := readCursor(cursor, instantKey)
	return err
}

// WriteCursor makes one that no list gave.
func WriteCursor(key, id string) string { return writeCursor(key, id) }
