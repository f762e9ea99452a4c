package record

import (
	"errors"
	"fmt"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"terugblik/media"
)

const (
	appendEvery = 250 * time.Millisecond // at most 0.4 s may pass until a packet has left the process
	syncEvery   = time.Second
	maxBuffered = 16 << 20 // bytes of packets that wait for a slow disk
	fullBlock   = 96 << 10 // bytes; a fuller buffer is appended at once
)

// Log is where a journal goes: *library.Log, or in tests a disk that fails.
type Log interface {
	Append(block []byte) error // at most 4 MiB
	Sync() error
	Close() error
}

// Writer writes the journal of one take. Its Write methods only copy into memory; one goroutine owns the log.
// After a failure of the disk each of them returns an error that is media.ErrDiskFull or media.ErrReadOnly, and what was
// appended before stays readable. Safe for several goroutines.
type Writer struct {
	log   Log
	room  func() error
	start time.Time

	mu      sync.Mutex
	buf     []byte
	streams int
	newest  time.Time // arrival of the last packet in buf or before
	synced  time.Time
	err     error
	closed  bool

	wake chan struct{}
	stop chan struct{}
	done chan struct{}
}

// errClosed is what a Write after Close gets.
var errClosed = errors.New("journal is closed")

// NewWriter starts the journal of the take with that number in an empty log. start is the zero of all arrivals.
// room is asked each second; its error ends the journal, cleanly and before the disk is really full.
func NewWriter(log Log, room func() error, take int, start time.Time) *Writer {
	w := &Writer{
		log: log, room: room, start: start, newest: start, synced: start,
		wake: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{}),
	}
	w.buf = appendSmall(nil, Record{Kind: KindStart, Start: Start{Wall: start, Monotonic: bootTime(), Take: take}})
	go w.run()
	return w
}

func bootTime() time.Duration {
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &ts); err != nil {
		return 0
	}
	return time.Duration(ts.Nano())
}

// AddTrack announces a track and gives its number. At most 256 of them fit in a take.
func (w *Writer) AddTrack(t media.Track, ssrc uint32, payloadType uint8, fmtp string) (int, error) {
	number := 0
	err := w.write(func(b []byte) []byte {
		number = w.streams
		w.streams++
		s := Stream{Number: number, Track: t, SSRC: ssrc, PayloadType: payloadType, Fmtp: fmtp}
		return appendSmall(b, Record{Kind: KindTrack, Stream: s})
	})
	if err == nil && number > 255 {
		return 0, fmt.Errorf("track %d of a take: %w", number, media.ErrUnsupported)
	}
	return number, err
}

// WriteRTP adds a packet that arrived at that time. The packet is copied.
func (w *Writer) WriteRTP(track int, at time.Time, packet []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.open(len(packet)); err != nil {
		return err
	}
	w.buf = appendRTP(w.buf, track, at.Sub(w.start), packet)
	if at.After(w.newest) {
		w.newest = at
	}
	w.nudge()
	return nil
}

// WriteReport adds the sender information of an RTCP sender report.
func (w *Writer) WriteReport(at time.Time, ssrc uint32, ntp uint64, rtp, packets, octets uint32) error {
	r := Report{SSRC: ssrc, NTP: ntp, RTP: rtp, Packets: packets, Octets: octets}
	return w.small(Record{Kind: KindReport, Arrival: at.Sub(w.start), Report: r})
}

// WriteNote adds a line for whoever reads the journal later, such as a change of the connection.
func (w *Writer) WriteNote(at time.Time, text string) error {
	return w.small(Record{Kind: KindNote, Arrival: at.Sub(w.start), Text: text})
}

func (w *Writer) small(r Record) error {
	return w.write(func(b []byte) []byte { return appendSmall(b, r) })
}

func (w *Writer) write(add func([]byte) []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.open(0); err != nil {
		return err
	}
	w.buf = add(w.buf)
	w.nudge()
	return nil
}

// open says whether there is place for more bytes.
func (w *Writer) open(more int) error {
	if w.err == nil && w.closed {
		return errClosed
	}
	if w.err == nil && len(w.buf)+more > maxBuffered {
		w.err = fmt.Errorf("journal: the disk does not keep up: %w", media.ErrDiskFull)
	}
	return w.err
}

func (w *Writer) nudge() {
	if len(w.buf) < fullBlock {
		return
	}
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Synced is the arrival of the last packet that is on the disk, with all that came before it.
func (w *Writer) Synced() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.synced
}

// Close writes the end record, syncs and closes the log. It returns the first error of the disk, if there was one;
// later calls return the same.
func (w *Writer) Close(reason string) error {
	w.mu.Lock()
	first := !w.closed
	if first {
		w.closed = true
		w.buf = appendSmall(w.buf, Record{Kind: KindEnd, Arrival: time.Since(w.start), Text: reason})
		close(w.stop)
	}
	w.mu.Unlock()
	<-w.done
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

// run owns the log.
func (w *Writer) run() {
	defer close(w.done)
	tick := time.NewTicker(appendEvery)
	defer tick.Stop()
	var spare []byte
	lastSync := w.start
	for open := true; open; {
		select {
		case <-tick.C:
		case <-w.wake:
		case <-w.stop:
			open = false
		}
		var upTo time.Time
		spare, upTo = w.flush(spare)
		if now := time.Now(); !open || now.Sub(lastSync) > syncEvery-appendEvery/2 {
			w.sync(upTo)
			lastSync = now
		}
	}
	w.fail(w.log.Close())
}

// flush appends what is buffered and gives the old buffer back for reuse.
func (w *Writer) flush(spare []byte) (reuse []byte, upTo time.Time) {
	w.mu.Lock()
	full, failed := w.buf, w.err != nil
	w.buf, upTo = spare[:0], w.newest
	w.mu.Unlock()
	if failed {
		return full, upTo
	}
	for block := range blocks(full) {
		if err := w.log.Append(block); err != nil {
			w.fail(err)
			break
		}
	}
	return keepSmall(full), upTo
}

// keepSmall lets go of a buffer that a slow disk once made large.
func keepSmall(b []byte) []byte {
	if cap(b) > 2<<20 {
		return nil
	}
	return b
}

func (w *Writer) sync(upTo time.Time) {
	w.mu.Lock()
	failed := w.err != nil
	w.mu.Unlock()
	if failed {
		return
	}
	err := w.log.Sync()
	if err == nil && w.room != nil {
		err = w.room()
	}
	if err != nil {
		w.fail(err)
		return
	}
	w.mu.Lock()
	w.synced = upTo
	w.mu.Unlock()
}

// fail keeps the first error. A disk that gives an input/output error is as good as full for the one who records.
func (w *Writer) fail(err error) {
	if err == nil {
		return
	}
	if errors.Is(err, syscall.EIO) && !errors.Is(err, media.ErrDiskFull) {
		err = fmt.Errorf("%w: %w", media.ErrDiskFull, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = fmt.Errorf("write journal: %w", err)
	}
}

// blocks cuts a buffer at the ends of records into what a log takes.
func blocks(b []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		if len(b) > 0 && len(b) <= 2*fullBlock {
			yield(b)
			return
		}
		for len(b) > 0 {
			end := 0
			for end < len(b) && end < fullBlock {
				_, rest, err := parse(b[end:])
				if err != nil {
					return
				}
				end = len(b) - len(rest)
			}
			if !yield(b[:end]) {
				return
			}
			b = b[end:]
		}
	}
}
