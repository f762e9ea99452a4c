package transcode

import (
	"fmt"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

const (
	soundName = "audio"
	soundRate = 48000
	soundBits = 128000
)

var soundClock = media.FrameRate{Num: soundRate, Den: 1}

// sounds puts decoded sound on the clock of the recording, sample by sample, with silence where
// there is none, and codes it.
type sounds struct {
	enc    *av.Encoder
	list   *av.Playlist
	peaks  *waveform
	at     int64 // number of the sample to write next
	end    int64 // where the last picture ends: sound that stopped before would keep a player from going there
	block  [2][]float32
	graph  *av.Graph
	expect time.Duration // where the next decoded frame should begin
	shape  string        // of the frames that graph takes
	offset int64         // added to what comes out of graph to be on the clock of the recording
	step   Step
}

func openSounds(folder string, plan Plan) (*sounds, error) {
	s := &sounds{peaks: newWaveform(plan.End()), end: int64(plan.shown()*soundRate/time.Second) + 1}
	if !plan.Sound {
		return s, nil
	}
	var err error
	s.enc, err = av.NewEncoder(av.Encoding{Codec: "aac", SampleRate: soundRate, Channels: 2, Bits: soundBits, Headers: true})
	if err != nil {
		return nil, err
	}
	if s.list, err = av.CreatePlaylist(folder, soundName, s.enc, SegmentSeconds); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func samplesAt(m media.Millis) int64 { return int64(m) * soundRate / 1000 }

// hole is how far apart decoded frames may be before silence goes between them. It is less than
// one lost Opus packet; what is smaller is a clock that runs a little fast or slow.
const hole = 16 * time.Millisecond

// put adds a decoded frame of step. delay is how much later than it went into the encoder sound
// comes out of the decoder.
func (s *sounds) put(step Step, f *av.Frame, delay int64) error {
	n, rate := f.Samples()
	if n == 0 || rate == 0 {
		return nil
	}
	at := f.Time()
	off := at - s.expect
	if shape := f.Shape(); s.graph == nil || shape != s.shape || off > hole || off < -hole {
		if err := s.restart(step, f); err != nil {
			return err
		}
		s.shape, s.offset, s.step = shape, samplesAt(step.Origin)-delay, step
	}
	s.expect = at + time.Duration(n)*time.Second/time.Duration(rate)
	return s.graph.Push(f, s.take)
}

// The filter stretches sound of a clock that is not quite ours, at most 1000 samples a second.
const stretching = "[in]aresample=48000:async=1000,aformat=sample_fmts=fltp:channel_layouts=stereo[out]"

func (s *sounds) restart(step Step, f *av.Frame) (err error) {
	if err := s.endRun(); err != nil {
		return err
	}
	s.graph, err = av.NewGraph(f, stretching, "out")
	return err
}

// endRun takes what the filter still holds.
func (s *sounds) endRun() error {
	if s.graph == nil {
		return nil
	}
	defer func() {
		s.graph.Close()
		s.graph = nil
	}()
	return s.graph.Push(nil, s.take)
}

func (s *sounds) take(_ int, f *av.Frame) error {
	left, err := f.Channel(0)
	if err != nil {
		return err
	}
	right, err := f.Channel(1)
	if err != nil {
		return err
	}
	from := f.Index(soundClock) + s.offset
	to := min(from+int64(len(left)), samplesAt(s.step.End))
	start := max(from, s.at, samplesAt(s.step.Start))
	if start >= to {
		return nil
	}
	if err := s.silence(start); err != nil {
		return err
	}
	return s.add(left[start-from:to-from], right[start-from:to-from])
}

// silence fills up to sample number end.
func (s *sounds) silence(end int64) error {
	var nothing [1024]float32
	for s.at < end {
		n := min(end-s.at, int64(len(nothing)))
		if err := s.add(nothing[:n], nothing[:n]); err != nil {
			return err
		}
	}
	return nil
}

func (s *sounds) add(left, right []float32) error {
	s.peaks.add(s.at, left, right)
	s.at += int64(len(left))
	if s.enc == nil {
		return nil
	}
	s.block[0] = append(s.block[0], left...)
	s.block[1] = append(s.block[1], right...)
	size := s.enc.FrameSize()
	for len(s.block[0]) >= size {
		if err := s.code(s.at-int64(len(s.block[0])), size); err != nil {
			return err
		}
	}
	return nil
}

func (s *sounds) code(at int64, size int) error {
	f, err := s.enc.Sound(at, s.block[0][:size], s.block[1][:size])
	if err != nil {
		return err
	}
	defer f.Free()
	for i := range s.block {
		s.block[i] = s.block[i][:copy(s.block[i], s.block[i][size:])]
	}
	return s.enc.Encode(f, s.write)
}

// write leaves out the packets that only get a decoder going (AAC: 1024 samples before zero).
// Kept, they would need an edit list, which players do not honour: everything would be heard
// 21 ms late. Without them the first 21 ms fade in, and every time is true.
func (s *sounds) write(c av.Coded) error {
	if c.Index() < 0 {
		return nil
	}
	return s.list.Write(c)
}

// finish fills with silence to the end and makes the last packet whole.
func (s *sounds) finish() error {
	if err := s.endRun(); err != nil {
		return err
	}
	if err := s.silence(s.end); err != nil {
		return err
	}
	if s.enc == nil {
		return nil
	}
	if size := int64(s.enc.FrameSize()); s.at%size != 0 {
		if err := s.silence(s.at + size - s.at%size); err != nil {
			return err
		}
	}
	if err := s.enc.Encode(nil, s.write); err != nil {
		return fmt.Errorf("finish sound: %w", err)
	}
	return s.list.Close()
}

func (s *sounds) close() {
	s.graph.Close()
	s.enc.Close()
	_ = s.list.Close()
}
