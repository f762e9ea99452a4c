package jobs

import (
	"fmt"
	"log/slog"
)

// Secret is the data key of a recording on its way to a child. It prints, logs and encodes as "[key]"; only WriteOrder
// writes it out. Keep it out of unexported fields: fmt calls no methods there.
type Secret [32]byte

const redacted = "[key]"

// Format writes a placeholder for every verb.
func (Secret) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(redacted)) }

// LogValue is a placeholder.
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText gives a placeholder.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
