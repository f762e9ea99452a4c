package bench

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/webrtc/v4"
	pionmedia "github.com/pion/webrtc/v4/pkg/media"
	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/film"
	"terugblik/media/ingest"
	"terugblik/media/library"
	"terugblik/media/record"
)

const (
	oursVar    = "TERUGBLIK_BENCH_RECEIVER" // set in the child that is our receiver: its folder
	warmUp     = 2 * time.Second
	streamTime = 15 * time.Second
)

func TestMain(m *testing.M) {
	if root := os.Getenv(oursVar); root != "" {
		if err := serve(root); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// serve is our receiver with the same doors as the baseline.
func serve(root string) error {
	lib, err := library.Open(library.Config{Root: root, Master: library.Key{1}, Vault: &vault{}})
	if err != nil {
		return err
	}
	server := &ingest.Server{UDPAddr: "127.0.0.1:0", Sink: sink{lib}}
	if err := server.Start(); err != nil {
		return err
	}
	defer server.Stop()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	http.HandleFunc("POST /whip", func(w http.ResponseWriter, r *http.Request) {
		offer, _ := io.ReadAll(r.Body)
		answer, err := server.Publish(r.Context(), recording, string(offer))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, answer.SDP)
	})
	fmt.Printf("http://%s/whip\n", listener.Addr())
	go func() { _ = http.Serve(listener, nil) }()
	_, _ = io.Copy(io.Discard, os.Stdin)
	return nil
}

const recording media.RecordingID = "0190a000-0000-7000-8000-00000000000b"

type sink struct{ library *library.Library }

func (s sink) Open(ctx context.Context, id media.RecordingID) (ingest.Writer, error) {
	if err := s.library.Create(ctx, id); err != nil {
		return nil, err
	}
	w, err := record.Create(ctx, s.library, id, 1, time.Now())
	if err != nil {
		return nil, err
	}
	return w, nil
}

type vault struct{ keys sync.Map }

func (v *vault) PutKey(_ context.Context, id string, wrapped []byte) error {
	v.keys.LoadOrStore(id, wrapped)
	return nil
}

func (v *vault) Key(_ context.Context, id string) ([]byte, error) {
	if k, ok := v.keys.Load(id); ok {
		return k.([]byte), nil
	}
	return nil, library.ErrNoKey
}

func (v *vault) DestroyKey(_ context.Context, id string) error {
	v.keys.Delete(id)
	return nil
}

// BenchmarkReceive receives 720p30 of 2 Mbit/s with sound from one real publisher, first by the baseline, then by us.
func BenchmarkReceive(b *testing.B) {
	units := noise(b)
	baseline := filepath.Join(b.TempDir(), "receiver")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", baseline, "terugblik/bench/receiver")
	out, err := build.CombinedOutput()
	require.NoError(b, err, string(out))
	for b.Loop() {
		folder := b.TempDir()
		theirs := measure(b, exec.Command(baseline, folder), units)
		self := exec.Command(os.Args[0])
		self.Env = append(os.Environ(), oursVar+"="+b.TempDir())
		ours := measure(b, self, units)
		b.ReportMetric(theirs.cpu, "baseline-cpu-s/stream-s")
		b.ReportMetric(ours.cpu, "cpu-s/stream-s")
		b.ReportMetric(ours.cpu/theirs.cpu, "cpu-ratio")
		b.ReportMetric(theirs.above, "baseline-MiB-above-idle")
		b.ReportMetric(ours.above, "MiB-above-idle")
		b.ReportMetric(ours.connect.Seconds()*1000, "connect-ms")
	}
}

type cost struct {
	cpu     float64 // seconds per second of stream
	above   float64 // MiB of anonymous memory, most, above idle
	connect time.Duration
}

// measure runs a receiver in a process of its own and publishes to it.
func measure(b *testing.B, server *exec.Cmd, units []film.Unit) cost {
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
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(b, err)
	idle := anonymous(b, server.Process.Pid)
	p := newPublisher(b, strings.TrimSpace(line))
	defer p.close()
	p.play(b, units, warmUp, func() {})
	start := cpuTime(b, server.Process.Pid)
	most := idle
	p.play(b, units, streamTime, func() { most = max(most, anonymous(b, server.Process.Pid)) })
	used := cpuTime(b, server.Process.Pid) - start
	return cost{cpu: used.Seconds() / streamTime.Seconds(), above: float64(most-idle) / 1024, connect: p.connect}
}

// cpuTime is user and system time of a process, in steps of 10 ms (proc(5)).
func cpuTime(b *testing.B, pid int) time.Duration {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	require.NoError(b, err)
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')'):]))
	user, err := strconv.Atoi(fields[12])
	require.NoError(b, err)
	system, err := strconv.Atoi(fields[13])
	require.NoError(b, err)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// anonymous is memory that belongs to the process alone, in KiB.
func anonymous(b *testing.B, pid int) int {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	require.NoError(b, err)
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kib, err := strconv.Atoi(strings.Fields(rest)[0])
			require.NoError(b, err)
			return kib
		}
	}
	b.Fatal("no RssAnon")
	return 0
}

// snow is a picture that takes its bits: coarse noise that moves.
type snow struct{}

func (snow) Size() (int, int) { return 1280, 720 }

func (snow) Draw(frame int, img *image.YCbCr) {
	for y := range 720 {
		row := img.Y[y*img.YStride:][:1280]
		for x := range row {
			v := (uint32(x/24)*73856093 ^ uint32(y/24)*19349663 ^ uint32(frame)*83492791) * 2654435761
			row[x] = byte(96 + v>>26)
		}
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = 128, 128
	}
}

func (snow) Sound(at int, out []float32) {
	for i := range out {
		out[i] = float32((at+i)*7919%1000)/1000 - 0.5
	}
}

func noise(b *testing.B) (units []film.Unit) {
	b.Helper()
	bytes := 0
	err := film.Encode(b.Context(), snow{}, 6000, film.Coding{}, func(u film.Unit) error {
		units = append(units, u)
		bytes += len(u.Data)
		return nil
	})
	require.NoError(b, err)
	b.Logf("clip: %.2f Mbit/s", float64(bytes)*8/6/1e6)
	return units
}

// publisher is a real WebRTC peer.
type publisher struct {
	pc      *webrtc.PeerConnection
	tracks  map[media.Kind]*webrtc.TrackLocalStaticSample
	connect time.Duration
}

func newPublisher(b *testing.B, url string) *publisher {
	b.Helper()
	pc, err := webrtc.NewPeerConnection(webrtc.Configuration{})
	require.NoError(b, err)
	p := &publisher{pc: pc, tracks: map[media.Kind]*webrtc.TrackLocalStaticSample{}}
	p.add(b, media.Video, webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeH264, ClockRate: 90000})
	p.add(b, media.Audio, webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2})
	connected := make(chan struct{})
	var once sync.Once
	pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(connected) })
		}
	})
	offer, err := pc.CreateOffer(nil)
	require.NoError(b, err)
	gathered := webrtc.GatheringCompletePromise(pc)
	require.NoError(b, pc.SetLocalDescription(offer))
	<-gathered
	start := time.Now()
	response, err := http.Post(url, "application/sdp", strings.NewReader(pc.LocalDescription().SDP))
	require.NoError(b, err)
	answer, err := io.ReadAll(response.Body)
	require.NoError(b, err)
	require.NoError(b, response.Body.Close())
	require.Equal(b, http.StatusCreated, response.StatusCode, string(answer))
	require.NoError(b, pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: string(answer)}))
	select {
	case <-connected:
	case <-time.After(10 * time.Second):
		b.Fatal("no connection")
	}
	p.connect = time.Since(start)
	return p
}

func (p *publisher) add(b *testing.B, kind media.Kind, c webrtc.RTPCodecCapability) {
	b.Helper()
	track, err := webrtc.NewTrackLocalStaticSample(c, string(kind), "stream")
	require.NoError(b, err)
	sender, err := p.pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	require.NoError(b, err)
	go func() {
		for {
			if _, _, err := sender.Sender().ReadRTCP(); err != nil {
				return
			}
		}
	}()
	p.tracks[kind] = track
}

func (p *publisher) close() { _ = p.pc.GracefulClose() }

// play sends the clip over and over for that long, as fast as a camera does, and calls look each second.
func (p *publisher) play(b *testing.B, units []film.Unit, length time.Duration, look func()) {
	b.Helper()
	began := time.Now()
	looked := began
	clip := units[len(units)-1].At + units[len(units)-1].Duration
	for offset := time.Duration(0); ; offset += clip {
		for _, u := range units {
			if offset+u.At >= length {
				return
			}
			time.Sleep(time.Until(began.Add(offset + u.At)))
			if err := p.tracks[u.Kind].WriteSample(pionmedia.Sample{Data: u.Data, Duration: u.Duration}); err != nil {
				b.Fatal(err)
			}
			if time.Since(looked) > time.Second {
				look()
				looked = time.Now()
			}
		}
	}
}
