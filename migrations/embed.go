// Package migrations brings a database to the schema of this binary and refuses to serve from any other.
package migrations

import "embed"

// The schema as goose reads it. The name must begin with the number: schema.sql, the dump for readers, is not one.
//
//go:embed [0-9]*_*.sql
var files embed.FS
