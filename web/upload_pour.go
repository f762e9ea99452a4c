package web

import (
	"context"
	"errors"
	"io"
	"time"

	"terugblik/coaching/postgres"
	"terugblik/media/library"
)

// pourSync is how often what comes is brought to the disk, and asked again whether it may come.
const pourSync = time.Second

// pour brings the body of one request into the file.
type pour struct {
	up   *upload
	file *library.Partial
	buf  []byte
	fill int
	last time.Time
}

// all ends with the body, and then all of it is on the disk; with an error, what came before it is.
func (p *pour) all(ctx context.Context, src io.Reader) error {
	for {
		n, ended := src.Read(p.buf[p.fill:])
		p.fill += n
		if ended != nil {
			if errors.Is(ended, io.EOF) {
				ended = nil
			}
			return errors.Join(p.append(), p.settle(ctx), ended)
		}
		due := time.Since(p.last) >= pourSync
		if due || p.fill == len(p.buf) {
			if err := p.append(); err != nil {
				return errors.Join(err, p.file.Sync())
			}
		}
		if due {
			if err := p.settle(ctx); err != nil {
				return err
			}
		}
	}
}

func (p *pour) append() error {
	if p.fill == 0 {
		return nil
	}
	piece := p.buf[:p.fill]
	p.fill = 0
	return p.file.Append(piece)
}

// settle syncs and notes it. An upload that may not go on ends here.
func (p *pour) settle(ctx context.Context) error {
	p.last = time.Now()
	if err := p.file.Sync(); err != nil {
		return err
	}
	if err := p.up.u.Library.Room(0); err != nil {
		return err
	}
	if p.up.actor.Tablet != "" { // what films by itself goes on there; what is sent ends with her log-in
		if err := p.up.u.StillIn(ctx); err != nil {
			return err
		}
	}
	return p.up.u.DB.AsActor(ctx, p.up.actor, func(tx *postgres.Tx) error {
		return tx.CarryOnUpload(ctx, p.up.actor, p.up.ID, p.file.Size(), p.up.u.Now())
	})
}
