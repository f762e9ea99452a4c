package main

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"
)

// stopLimit is how long all parts together may take to end; then the process ends without them.
const stopLimit = 10 * time.Second

// lifecycle remembers what was started, to stop it in reverse order.
type lifecycle struct {
	log   *slog.Logger
	parts []part
}

type part struct {
	name string
	stop func() error
}

// started is said after each start that needs a stop.
func (l *lifecycle) started(name string, stop func() error) {
	l.parts = append(l.parts, part{name, stop})
}

// stop ends every part, the last one first, within stopLimit. It may be called again.
func (l *lifecycle) stop() error {
	parts := slices.Clone(l.parts)
	slices.Reverse(parts)
	l.parts = nil
	late := time.After(stopLimit)
	var errs []error
	for _, p := range parts {
		done := make(chan error, 1)
		go func() { done <- p.stop() }()
		select {
		case err := <-done:
			if err != nil {
				errs = append(errs, fmt.Errorf("stop %s: %w", p.name, err))
			}
		case <-late:
			return errors.Join(append(errs, fmt.Errorf("stop %s: not done within %s of all", p.name, stopLimit))...)
		}
	}
	return errors.Join(errs...)
}
