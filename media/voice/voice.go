// Package voice judges a spoken note that came from a browser, and writes it anew as one sound that every browser plays.
package voice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

const (
	rate  = 48000
	bits  = 48000
	name  = "note.m4a"
	slack = 3 * time.Second // a browser stops a little after it is told to
)

// Spoken is what came of a note.
type Spoken struct {
	File     string       `json:"file"` // in the folder that it was written into
	Duration media.Millis `json:"duration_ms"`
}

// Note reads all of a note that is size bytes long, at most longest, and writes its sound into the folder. Nothing else of
// the file is kept. Errors: media.ErrUnsupported for what is no sound alone in WebM or MP4, media.ErrTooLong,
// media.ErrNoMedia for silence without a sample, media.ErrUnreadable.
func Note(ctx context.Context, r io.ReaderAt, size int64, longest time.Duration, folder string) (Spoken, error) {
	reader, err := sniff(r)
	if err != nil {
		return Spoken{}, err
	}
	src, err := av.OpenFilm(r, size, reader)
	if err != nil {
		return Spoken{}, err
	}
	defer func() { _ = src.Close() }()
	for _, s := range src.Streams() {
		if s.Kind != media.Audio {
			return Spoken{}, fmt.Errorf("a %s beside the sound: %w", s.Kind, media.ErrUnsupported)
		}
	}
	track := src.First(media.Audio)
	if track < 0 || len(src.Streams()) != 1 {
		return Spoken{}, fmt.Errorf("%d tracks: %w", len(src.Streams()), media.ErrUnsupported)
	}
	out, err := newOutput(filepath.Join(folder, name), longest+slack)
	if err != nil {
		return Spoken{}, err
	}
	defer out.close()
	if err := decode(ctx, src, track, out); err != nil {
		return Spoken{}, err
	}
	return out.finish()
}

// sniff is FFmpeg's reader by the first bytes: an EBML header (RFC 8794 section 11.2.1), or a box ftyp (ISO 14496-12).
func sniff(r io.ReaderAt) (string, error) {
	var head [8]byte
	if _, err := r.ReadAt(head[:], 0); err != nil {
		return "", fmt.Errorf("read the beginning: %w", errors.Join(media.ErrUnreadable, err))
	}
	switch {
	case bytes.HasPrefix(head[:], []byte{0x1a, 0x45, 0xdf, 0xa3}):
		return "matroska", nil
	case string(head[4:]) == "ftyp":
		return "mov", nil
	}
	return "", fmt.Errorf("neither WebM nor MP4: %w", media.ErrUnsupported)
}

func decode(ctx context.Context, src *av.Source, track int, out *output) error {
	decoder, err := src.Decoder(track, false)
	if err != nil {
		return err
	}
	defer decoder.Close()
	for {
		packet, err := src.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if packet.Track != track {
			continue
		}
		if err := decoder.Decode(src, out.put); err != nil {
			return err
		}
	}
	if err := src.Failed(); err != nil {
		return err
	}
	return decoder.Flush(out.put)
}
