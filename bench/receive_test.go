package bench

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media/film"
)

const (
	warmUp     = 2 * time.Second
	streamTime = 10 * time.Second
)

// BenchmarkReceive receives 720p30 of 2 Mbit/s with sound from real publishers, first by the baseline, then by us.
func BenchmarkReceive(b *testing.B) {
	units := noise(b)
	baseline := filepath.Join(b.TempDir(), "receiver")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", baseline, "terugblik/bench/receiver")
	out, err := build.CombinedOutput()
	require.NoError(b, err, string(out))
	for _, publishers := range []int{1, 8, 16, 32} {
		for _, loss := range []float64{0, 0.02, 0.10} {
			b.Run(fmt.Sprintf("publishers=%d/loss=%g", publishers, loss*100), func(b *testing.B) {
				for b.Loop() {
					compare(b, baseline, load{units, publishers, loss})
				}
			})
		}
	}
}

func compare(b *testing.B, baseline string, l load) {
	b.Helper()
	folder := b.TempDir()
	theirs := l.measure(b, exec.Command(baseline, folder), folder)
	folder = b.TempDir()
	self := exec.Command(os.Args[0])
	self.Env = append(os.Environ(), oursVar+"="+folder)
	ours := l.measure(b, self, folder)
	b.ReportMetric(theirs.cpu, "baseline-cpu-s/stream-s")
	b.ReportMetric(ours.cpu, "cpu-s/stream-s")
	b.ReportMetric(ours.cpu/theirs.cpu, "cpu-ratio")
	b.ReportMetric(theirs.above, "baseline-MiB-above-idle")
	b.ReportMetric(ours.above, "MiB-above-idle")
	b.ReportMetric(ours.connect.Seconds()*1000, "connect-ms")
	b.ReportMetric(ours.firstByte.Seconds()*1000, "first-byte-ms")
	b.ReportMetric(float64(ours.missing)/float64(l.publishers), "frames-missing/stream")
	b.ReportMetric(float64(ours.damaged)/float64(l.publishers), "frames-damaged/stream")
}

// load is what a receiver is given to do.
type load struct {
	units      []film.Unit
	publishers int
	loss       float64
}

type cost struct {
	cpu       float64 // seconds per second of stream
	above     float64 // MiB of anonymous memory, most, above idle
	connect   time.Duration
	firstByte time.Duration // from POST until media is in a file
	missing   int           // frames that were sent and are not in the file, of all publishers
	damaged   int           // of them, those of which some came
}

// measure runs a receiver in a process of its own and publishes to it.
func (l load) measure(b *testing.B, server *exec.Cmd, folder string) (c cost) {
	b.Helper()
	stdin, err := server.StdinPipe()
	require.NoError(b, err)
	stdout, err := server.StdoutPipe()
	require.NoError(b, err)
	server.Stderr = os.Stderr
	require.NoError(b, server.Start())
	defer func() {
		_ = stdin.Close()
		_ = server.Wait()
	}()
	said := bufio.NewReader(stdout)
	line, err := said.ReadString('\n')
	require.NoError(b, err)
	if os.Getenv("TERUGBLIK_BENCH_SAY") != "" {
		fmt.Fprintln(os.Stderr, "receiver", strings.TrimSpace(line))
	}
	idle := anonymous(b, server.Process.Pid)
	publishers, played := l.publish(b, strings.TrimSpace(line), folder, &c)
	time.Sleep(warmUp)
	start, began, most := cpuTime(b, server.Process.Pid), time.Now(), idle
	for time.Since(began) < streamTime {
		time.Sleep(streamTime / 20)
		most = max(most, anonymous(b, server.Process.Pid))
	}
	used, lasted := cpuTime(b, server.Process.Pid)-start, time.Since(began)
	c.cpu = used.Seconds() / lasted.Seconds() / float64(l.publishers)
	c.above = float64(most-idle) / 1024
	for range publishers {
		require.NoError(b, <-played)
	}
	time.Sleep(time.Second) // the last packets, and their repairs
	require.NoError(b, stdin.Close())
	var all []kept
	if json.NewDecoder(said).Decode(&all) != nil {
		return c // the baseline keeps packets and tells nothing
	}
	for i, p := range publishers {
		c.missing += p.frames - all[i].Frames
		c.damaged += all[i].Damaged
	}
	return c
}

// publish connects the publishers and lets them send, evenly spread over the distance of key frames.
func (l load) publish(b *testing.B, url, folder string, c *cost) (publishers []*publisher, played chan error) {
	b.Helper()
	played = make(chan error, l.publishers)
	const keys = 2 * time.Second
	for i := range l.publishers {
		p := newPublisher(b, url, l.loss, uint64(i))
		b.Cleanup(p.close)
		publishers = append(publishers, p)
		go func() { played <- p.play(l.units, time.Now().Add(keys+warmUp+streamTime+keys)) }()
		if i == 0 {
			c.firstByte = firstByte(b, folder).Sub(p.posted)
			c.connect = p.connect
		}
		time.Sleep(keys / time.Duration(l.publishers))
	}
	return publishers, played
}

// firstByte waits until a file holds media; the heads of our files are smaller.
func firstByte(b *testing.B, folder string) time.Time {
	b.Helper()
	const heads = 1024
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		found := false
		_ = filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				info, err := d.Info()
				found = found || err == nil && info.Size() > heads
			}
			return nil
		})
		if found {
			return time.Now()
		}
	}
	b.Fatal("nothing was written")
	return time.Time{}
}
