package web

import (
	"context"
	"log/slog"

	expslog "golang.org/x/exp/slog"
)

// tusLogger lets tusd, which knows an older slog, write into our log: its every step, which is for looking closer only.
// What matters of a request is in its one line.
func tusLogger(log *slog.Logger) *expslog.Logger { return expslog.New(tusLog{log}) }

type tusLog struct{ log *slog.Logger }

func (t tusLog) Enabled(ctx context.Context, _ expslog.Level) bool {
	return t.log.Enabled(ctx, slog.LevelDebug)
}

func (t tusLog) Handle(ctx context.Context, r expslog.Record) error {
	var said []any
	r.Attrs(func(a expslog.Attr) bool {
		if a.Key != "body" {
			said = append(said, a.Key, a.Value.Any())
		}
		return true
	})
	t.log.DebugContext(ctx, "tus: "+r.Message, said...)
	return nil
}

func (t tusLog) WithAttrs(attrs []expslog.Attr) expslog.Handler {
	var said []any
	for _, a := range attrs {
		said = append(said, a.Key, a.Value.Any())
	}
	return tusLog{t.log.With(said...)}
}

func (t tusLog) WithGroup(name string) expslog.Handler { return tusLog{t.log.WithGroup(name)} }
