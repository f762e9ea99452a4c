package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// lines writes a log for people: the time, what happened as a sentence, and few facts as name=value behind it. Where
// the journal of systemd listens it leaves the time to that.
type lines struct {
	to      *lockedWriter
	untimed bool
	facts   string // of With, as they will stand behind the sentence
	group   string
}

type lockedWriter struct {
	mu sync.Mutex
	io.Writer
}

func newLines(to io.Writer) *lines {
	return &lines{to: &lockedWriter{Writer: to}, untimed: os.Getenv("JOURNAL_STREAM") != ""}
}

// Enabled leaves out what is for finding faults in the program.
func (*lines) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelInfo }

// Handle writes one line, whatever is in the message.
func (l *lines) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	if !l.untimed && !r.Time.IsZero() {
		b.WriteString(r.Time.Local().Format("2006-01-02 15:04:05 "))
	}
	switch {
	case r.Level >= slog.LevelError:
		b.WriteString("ERROR ")
	case r.Level >= slog.LevelWarn:
		b.WriteString("WARNING ")
	}
	b.WriteString(flat(r.Message))
	b.WriteString(l.facts)
	r.Attrs(func(a slog.Attr) bool { b.WriteString(factText(l.group, a)); return true })
	b.WriteByte('\n')
	l.to.mu.Lock()
	defer l.to.mu.Unlock()
	_, err := io.WriteString(l.to.Writer, b.String())
	return err
}

// WithAttrs and WithGroup follow slog.Handler.
func (l *lines) WithAttrs(attrs []slog.Attr) slog.Handler {
	with := *l
	for _, a := range attrs {
		with.facts += factText(l.group, a)
	}
	return &with
}

// WithGroup puts a name before those of all facts to come.
func (l *lines) WithGroup(name string) slog.Handler {
	with := *l
	with.group += name + "."
	return &with
}

// factText is " name=value"; a value that says nothing is left out.
func factText(group string, a slog.Attr) string {
	value := a.Value.Resolve()
	if value.Kind() == slog.KindGroup {
		var all strings.Builder
		for _, inner := range value.Group() {
			all.WriteString(factText(group+a.Key+".", inner))
		}
		return all.String()
	}
	var text string
	switch v := value.Any().(type) {
	case nil:
		return ""
	case error:
		text = v.Error()
	case time.Duration:
		text = v.Round(time.Millisecond).String()
	default:
		text = fmt.Sprint(v)
	}
	if text == "" {
		return ""
	}
	if strings.ContainsAny(text, " =\"\n\r\t") || !strconv.CanBackquote(text) {
		text = strconv.Quote(text)
	}
	return " " + group + a.Key + "=" + text
}

func flat(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
}

// logSwitch is a handler whose form is chosen when the flags have been read.
type logSwitch struct {
	to   io.Writer
	form *atomic.Pointer[slog.Handler]
	with []func(slog.Handler) slog.Handler
}

func newLogSwitch(to io.Writer) *logSwitch {
	s := &logSwitch{to: to, form: &atomic.Pointer[slog.Handler]{}}
	_ = s.choose("text") // known
	return s
}

func (s *logSwitch) choose(form string) error {
	var h slog.Handler
	switch form {
	case "text":
		h = newLines(s.to)
	case "json":
		h = slog.NewJSONHandler(s.to, nil)
	default:
		return errors.New("--log-format is text or json")
	}
	s.form.Store(&h)
	return nil
}

func (s *logSwitch) handler() slog.Handler {
	h := *s.form.Load()
	for _, with := range s.with {
		h = with(h)
	}
	return h
}

// Enabled, Handle, WithAttrs and WithGroup follow slog.Handler.
func (s *logSwitch) Enabled(ctx context.Context, level slog.Level) bool {
	return (*s.form.Load()).Enabled(ctx, level)
}

// Handle passes a record on to the form that was chosen.
func (s *logSwitch) Handle(ctx context.Context, r slog.Record) error {
	return s.handler().Handle(ctx, r)
}

// WithAttrs remembers facts for whichever form.
func (s *logSwitch) WithAttrs(attrs []slog.Attr) slog.Handler {
	return s.and(func(h slog.Handler) slog.Handler { return h.WithAttrs(attrs) })
}

// WithGroup remembers a group for whichever form.
func (s *logSwitch) WithGroup(name string) slog.Handler {
	return s.and(func(h slog.Handler) slog.Handler { return h.WithGroup(name) })
}

func (s *logSwitch) and(with func(slog.Handler) slog.Handler) *logSwitch {
	return &logSwitch{to: s.to, form: s.form, with: append(append([]func(slog.Handler) slog.Handler{}, s.with...), with)}
}
