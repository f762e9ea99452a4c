package main

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/urfave/cli/v3"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/film"
)

// demoLength is how much of the table is filmed: six of its contacts.
const demoLength = media.Millis(60_000)

// filmCommand draws, sounds and codes the demo's film in a child and prints its units for the server.
func filmCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:   "film",
		Usage:  "code the film of the demo",
		Hidden: true,
		Action: func(ctx context.Context, _ *cli.Command) error {
			if err := confine(); err != nil {
				return err
			}
			table, err := film.NewTable()
			if err != nil {
				return err
			}
			units := gob.NewEncoder(stdout)
			return film.Encode(ctx, table, demoLength, film.Coding{}, func(u film.Unit) error { return units.Encode(u) })
		},
	}
}

// shoot writes the film as the journal of a take that ended just now, as if it had come over the network.
func (s *demoStory) shoot(ctx context.Context, recording coaching.Recording, zero time.Time) error {
	id := media.RecordingID(recording.ID)
	if err := s.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error { return tx.SetZero(ctx, recording.ID, zero) }); err != nil {
		return err
	}
	writer, err := s.intake.begin(ctx, id, time.Now().Add(-demoLength.Duration()))
	if err != nil {
		return err
	}
	return errors.Join(s.play(ctx, writer), writer.Close("demo"))
}

// play takes the units of the child and sends them as a browser would.
func (s *demoStory) play(ctx context.Context, to *takeWriter) error {
	runtime.LockOSThread() // the parent-death signal follows the thread that starts the child (prctl(2))
	defer runtime.UnlockOSThread()
	cmd := childProcess(ctx, "")
	cmd.Args = []string{"terugblik", "film"}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = sendUnits(out, to)
	if err != nil {
		_ = cmd.Cancel()
	}
	return errors.Join(err, cmd.Wait())
}

func sendUnits(out io.Reader, to *takeWriter) error {
	video, err := newLane(to, media.Track{Kind: media.Video, Codec: media.H264, ClockRate: 90000}, 102, &codecs.H264Payloader{})
	if err != nil {
		return err
	}
	sound, err := newLane(to, media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}, 111, &codecs.OpusPayloader{})
	if err != nil {
		return err
	}
	units := gob.NewDecoder(out)
	for {
		var u film.Unit
		if err := units.Decode(&u); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read the film of the demo: %w", err)
		}
		lane := video
		if u.Kind == media.Audio {
			lane = sound
		}
		if err := lane.send(u); err != nil {
			return err
		}
	}
}

// lane is one track on its way into a journal.
type lane struct {
	to      *takeWriter
	start   time.Time
	track   int
	ssrc    uint32
	rate    time.Duration
	packets rtp.Packetizer
	sent    uint32
	bytes   uint32
	nextSR  time.Duration
}

func newLane(to *takeWriter, t media.Track, payloadType uint8, payloader rtp.Payloader) (*lane, error) {
	ssrc := uint32(payloadType)
	number, err := to.AddTrack(t, ssrc, payloadType, "")
	if err != nil {
		return nil, err
	}
	return &lane{
		to: to, start: to.began, track: number, ssrc: ssrc, rate: time.Duration(t.ClockRate),
		packets: rtp.NewPacketizer(1200, payloadType, ssrc, payloader, rtp.NewFixedSequencer(1), t.ClockRate),
	}, nil
}

func (l *lane) send(u film.Unit) error {
	ticks := uint32(u.At * l.rate / time.Second)
	at := l.start.Add(u.At)
	for _, p := range l.packets.Packetize(u.Data, 0) {
		p.Timestamp = ticks
		raw, err := p.Marshal()
		if err != nil {
			return err
		}
		if err := l.to.WriteRTP(l.track, at, raw); err != nil {
			return err
		}
		l.sent++
		l.bytes += uint32(len(p.Payload))
	}
	if u.At < l.nextSR {
		return nil
	}
	l.nextSR = u.At + time.Second
	return l.to.WriteReport(at, l.ssrc, ntp(at), ticks, l.sent, l.bytes)
}

// ntp is the 64-bit timestamp of RFC 5905.
func ntp(t time.Time) uint64 {
	const toUnix = 2208988800
	seconds := uint64(t.Unix() + toUnix)
	return seconds<<32 | uint64(t.Nanosecond())<<32/uint64(time.Second)
}
