package main

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/film"
	"terugblik/media/jobs"
	"terugblik/media/library"
)

// newTrimming is a shooting whose keys lie in the database, as they do on a server.
func newTrimming(t *testing.T) *shooting {
	t.Helper()
	f := newShooting(t)
	f.keysInDatabase()
	return f
}

func (f *shooting) keysInDatabase() {
	f.t.Helper()
	vault := postgres.NewVault(f.DB, library.ErrNoKey)
	lib, err := library.Open(library.Config{Root: f.t.TempDir(), Master: library.Key{1}, Vault: vault})
	require.NoError(f.t, err)
	f.work.library, f.work.sealing = lib, lib.Under(vault.Next())
	require.NoError(f.t, lib.Create(f.t.Context(), media.RecordingID(f.id)))
}

func (f *shooting) ask(start, end int64) (asked coaching.Trim) {
	f.t.Helper()
	f.As(f.Employee, func(tx *postgres.Tx) (err error) {
		asked, err = tx.AskTrim(f.t.Context(), f.Employee, f.id, start, end, coaching.TrimConsent, time.Now())
		return err
	})
	return asked
}

func (f *shooting) cut(asked coaching.Trim) error {
	return (&trimWorker{work: f.work}).Work(f.t.Context(),
		&river.Job[jobs.Trim]{JobRow: row(10), Args: jobs.Trim{Recording: media.RecordingID(asked.RecordingID), Trim: string(asked.ID)}})
}

func (f *shooting) trims() (all []coaching.Trim) {
	f.t.Helper()
	f.As(f.Employee, func(tx *postgres.Tx) (err error) {
		all, err = tx.Trims(f.t.Context(), f.id)
		return err
	})
	return all
}

// held reads every film and every sprite that lies in the library, and gives the numbers that their pictures show, by
// file. What does not open with the key of now is counted.
func (f *shooting) held() (numbers map[string][]int, foreign int) {
	f.t.Helper()
	numbers = map[string][]int{}
	id, root := media.RecordingID(f.id), filepath.Join(rootOf(f.t, f.work.library), "media", string(f.id))
	require.NoError(f.t, filepath.WalkDir(root, func(at string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, at)
		require.NoError(f.t, err)
		file, err := f.work.library.Open(f.t.Context(), id, rel)
		if errors.Is(err, library.ErrWrongKey) {
			foreign++
			return nil
		}
		require.NoError(f.t, err, rel)
		raw := readAll(f.t, file)
		switch {
		case strings.Contains(rel, "sprites_"):
			numbers[rel] = sprites(f.t, raw)
		case strings.HasPrefix(rel, "takes/") && !strings.HasSuffix(rel, ".json"):
			decode(f.t, raw, func(n int) { numbers[rel] = append(numbers[rel], n) })
		}
		return nil
	}))
	return numbers, foreign
}

// sprites reads the numbers of a sheet of ten by ten.
func sprites(t *testing.T, raw []byte) (numbers []int) {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(raw))
	require.NoError(t, err)
	sheet := img.(*image.YCbCr)
	for i := range 100 {
		at := image.Pt(i%10*160, i/10*90)
		tile := sheet.SubImage(image.Rectangle{Min: at, Max: at.Add(image.Pt(160, 90))}).(*image.YCbCr)
		if n, _, ok := film.ReadPattern(tile); ok {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// decode gives the number that each picture shows, -1 for one that shows none.
func decode(t *testing.T, raw []byte, each func(n int)) {
	t.Helper()
	src, err := av.Open(bytes.NewReader(raw), int64(len(raw)))
	require.NoError(t, err)
	defer func() { require.NoError(t, src.Close()) }()
	video := src.First(media.Video)
	d, err := src.Decoder(video, false)
	require.NoError(t, err)
	defer d.Close()
	see := func(f *av.Frame) error {
		img, err := f.Image()
		require.NoError(t, err)
		n, _, ok := film.ReadPattern(img)
		if !ok {
			n = -1
		}
		each(n)
		return nil
	}
	for {
		p, err := src.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if p.Track == video {
			require.NoError(t, d.Decode(src, see))
		}
	}
	require.NoError(t, d.Flush(see))
}

func rootOf(t *testing.T, l *library.Library) string {
	t.Helper()
	dir, remove, err := l.TempFolder("root")
	require.NoError(t, err)
	remove()
	return filepath.Dir(filepath.Dir(dir))
}

// watched plays the largest size of the version that is shown: the numbers by the picture's place, -1 for a card.
func (f *shooting) watched() []int {
	f.t.Helper()
	ctx, id, g := f.t.Context(), media.RecordingID(f.id), f.Read(f.id).Generation
	list, err := f.work.library.Open(ctx, id, watchFolder(g)+"/180p.m3u8")
	require.NoError(f.t, err)
	var whole []byte
	for _, line := range strings.Split(string(readAll(f.t, list)), "\n") {
		name := line
		if v, ok := strings.CutPrefix(line, `#EXT-X-MAP:URI="`); ok {
			name = strings.TrimSuffix(v, `"`)
		} else if line == "" || line[0] == '#' {
			continue
		}
		part, err := f.work.library.Open(ctx, id, watchFolder(g)+"/"+name)
		require.NoError(f.t, err)
		whole = append(whole, readAll(f.t, part)...)
	}
	var shown []int
	decode(f.t, whole, func(n int) { shown = append(shown, n) })
	return shown
}

func readAll(t *testing.T, file *library.File) []byte {
	t.Helper()
	defer func() { _ = file.Close() }()
	raw := make([]byte, file.Size())
	_, err := file.ReadAt(raw, 0)
	require.NoError(t, err)
	return raw
}

// twoAndADevice films twelve seconds: two live takes, of which the network lost some, and what the device kept of them.
func (f *shooting) twoAndADevice() {
	f.t.Helper()
	f.live(2*time.Second, 6*time.Second, 0, 3*time.Second, 4*time.Second)
	f.live(8*time.Second, 12*time.Second, 150*time.Millisecond, 0, 0)
	f.device(0, 1700*time.Millisecond)
	f.adopt()
	require.Equal(f.t, coaching.Ready, f.watchable(1).State)
}

func TestAStretchThatIsCutOutIsInNoFileAnyMoreAndAllElseIsAsItWas(t *testing.T) {
	t.Parallel()
	f := newTrimming(t)
	f.twoAndADevice()
	before, was := f.watched(), f.Read(f.id)
	oldKey := f.wrapped()
	files, _ := f.held()
	require.Len(t, files, 4, "two takes, what the device kept, and the sprites")
	at := slices.Index(before, 150) // a picture that the network lost and the device kept is at 5 s, or where it is
	from := int64(at) * 1000 / 30
	asked := f.ask(from, from+1000)
	require.NoError(t, f.cut(asked))

	done := f.trims()[0]
	require.NotNil(t, done.DoneAt)
	require.Empty(t, done.Failure)
	require.LessOrEqual(t, *done.FromMS, from)
	require.GreaterOrEqual(t, *done.ToMS, from+1000)
	require.Less(t, *done.ToMS-*done.FromMS, int64(6000))
	require.Positive(t, done.Files)
	require.Positive(t, done.Bytes)
	now := f.Read(f.id)
	require.Equal(t, was.DurationMS, now.DurationMS, "the clock keeps its length")
	require.Equal(t, was.FrameRateNum, now.FrameRateNum)
	require.Greater(t, now.Generation, was.Generation)

	after := f.watched()
	require.Len(t, after, len(before))
	cards := 0
	for i, n := range after {
		ms := int64(i) * 1000 / 30
		if ms >= *done.FromMS-40 && ms <= *done.ToMS+40 {
			require.True(t, n == -1 || n == before[i], "picture %d is %d", i, n)
			require.False(t, n >= before[at] && n < before[at]+30, "picture %d is %d", i, n)
			if n == -1 {
				cards++
			}
			continue
		}
		require.Equal(t, before[i], n, "picture %d, at %d ms, with %d to %d cut out", i, ms, *done.FromMS, *done.ToMS)
	}
	require.GreaterOrEqual(t, cards, 30)
	numbers, foreign := f.held()
	require.Zero(t, foreign, "nothing of the old files is left")
	require.Len(t, numbers, 4)
	for name, shown := range numbers {
		require.NotEmpty(t, shown, name)
		for _, n := range shown {
			require.False(t, n >= before[at] && n < before[at]+30, "%s shows %d", name, n)
		}
	}
	logs, err := f.work.library.Logs()
	require.NoError(t, err)
	require.Empty(t, logs)
	require.NotEqual(t, oldKey, f.wrapped(), "the key of what was is no more")
	_, gaps, _ := f.seen()
	require.Contains(t, gaps, coaching.Gap{StartMS: *done.FromMS, EndMS: *done.ToMS, Track: "video", Reason: coaching.Trimmed})

	require.NoError(t, f.cut(asked), "once more changes nothing")
	require.Equal(t, f.trims()[0], done)
	f.As(f.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateUpload(t.Context(), f.Employee, coaching.Upload{Purpose: coaching.DeviceUpload, RecordingID: f.id, Node: "node"}, time.Now())
		require.ErrorIs(t, err, coaching.ErrConflict, "what a device still has would bring it back")
		return nil
	})

	again := f.ask(9000, 9400) // a second stretch of what was cut before
	require.NoError(t, f.cut(again))
	last := f.watched()
	require.Len(t, last, len(before))
	require.Equal(t, -1, last[9100*30/1000])
	require.Equal(t, -1, last[at+15], "the first one is not there either")
}

func (f *shooting) wrapped() (key []byte) {
	f.t.Helper()
	require.NoError(f.t, f.PG.Owner.GetContext(f.t.Context(), &key, `SELECT wrapped FROM recording_key WHERE recording_id = $1`, f.id))
	return key
}

// TestAKillAtAnyPointEndsInWhatWasOrInWhatIs stops between the steps, as kill -9 does.
func TestAKillAtAnyPointEndsInWhatWasOrInWhatIs(t *testing.T) {
	t.Parallel()
	f := newTrimming(t)
	f.live(0, 8*time.Second, 0, 0, 0)
	f.watchable(1)
	before := f.watched()
	asked := f.ask(3000, 3500)
	worker := &trimWorker{work: f.work}
	u, err := worker.source(t.Context(), asked)
	require.NoError(t, err)

	u.generation++ // something came between, so that it stops when all new files are there
	require.ErrorIs(t, worker.recut(t.Context(), asked, u), coaching.ErrConflict)
	require.Equal(t, before, f.watched(), "what was is whole")
	require.Nil(t, f.trims()[0].SwitchedAt)
	_, foreign := f.held()
	require.Positive(t, foreign, "the new files lie beside")
	var waiting []postgres.Unwatchable
	f.door(postgres.Transcode, func(tx *postgres.Tx) (err error) {
		waiting, err = tx.Unwatchables(t.Context())
		return err
	})
	for _, w := range waiting {
		require.NotEqual(t, f.id, w.RecordingID, "nobody makes another version meanwhile")
	}

	u.generation--
	require.NoError(t, worker.recut(t.Context(), asked, u)) // and it stops right after the switch
	require.NotNil(t, f.trims()[0].SwitchedAt)
	require.Nil(t, f.trims()[0].DoneAt)
	cut := f.watched()
	require.Equal(t, -1, cut[3200*30/1000], "nobody sees what was from the switch on")
	_, foreign = f.held()
	require.Positive(t, foreign)

	require.NoError(t, f.cut(asked))
	require.NotNil(t, f.trims()[0].DoneAt)
	require.Equal(t, cut, f.watched())
	_, foreign = f.held()
	require.Zero(t, foreign)
	cuts, err := library.CutIn(filepath.Join(rootOf(t, f.work.library), "trimmed.log"))
	require.NoError(t, err)
	require.Equal(t, media.Span{Start: 3000, End: 3500}, cuts[0].Span)
	require.Equal(t, media.RecordingID(f.id), cuts[0].Recording)
}

func TestACutThatCannotBeMadeLeavesAllAsItIs(t *testing.T) {
	t.Parallel()
	f := newTrimming(t)
	f.live(0, 4*time.Second, 0, 0, 0)
	f.watchable(1)
	before := f.watched()
	require.NoError(t, f.cut(f.ask(0, 3700)))
	require.Equal(t, coaching.TrimNothingLeft, f.trims()[0].Failure, "from a key picture to the end there is nothing left")
	require.Equal(t, before, f.watched())
	takes, _, _ := f.seen()
	require.NoError(t, f.work.library.Put(t.Context(), media.RecordingID(f.id), takes[0].File, strings.NewReader("geen film")))
	require.NoError(t, f.cut(f.ask(1000, 1500)))
	require.Equal(t, coaching.TrimUnreadable, f.trims()[1].Failure)
}

// TestWhatWasCutOutAfterABackupIsCutOutAgain puts the rows of before back, as a restore does, and the files with them.
func TestWhatWasCutOutAfterABackupIsCutOutAgain(t *testing.T) {
	t.Parallel()
	f := newTrimming(t)
	f.live(0, 8*time.Second, 0, 0, 0)
	f.watchable(1)
	asked := time.Now().UTC().Truncate(time.Microsecond)
	cuts := []coaching.Trim{
		{RecordingID: f.id, AskedAt: asked, StartMS: 1000, EndMS: 1500}, {RecordingID: f.id, AskedAt: asked.Add(time.Second), StartMS: 5000, EndMS: 5500},
		{RecordingID: coaching.RecordingID(postgres.NewID[coaching.RecordingID]()), AskedAt: asked, StartMS: 1, EndMS: 2},
	}
	owner := postgres.New(f.PG.Owner)
	for range 2 { // twice is once
		require.NoError(t, owner.AsDoor(t.Context(), postgres.Erase, func(tx *postgres.Tx) error {
			_, err := tx.Restored(t.Context(), nil, asked, asked)
			require.NoError(t, err)
			_, err = tx.TrimAgain(t.Context(), cuts)
			return err
		}))
	}
	require.Len(t, f.trims(), 2)
	require.Zero(t, f.Read(f.id).Generation, "nobody sees anything of it")
	require.NotNil(t, f.Read(f.id).FrozenAt, "nobody has looked; the cut was made before")
	require.NoError(t, f.cut(f.trims()[0]))
	require.Zero(t, f.Read(f.id).Generation, "one is still to be cut")
	require.Equal(t, coaching.Processing, f.Read(f.id).State)
	require.NoError(t, f.cut(f.trims()[1]))
	require.Equal(t, coaching.Ready, f.Read(f.id).State)
	shown := f.watched()
	require.Equal(t, -1, shown[1200*30/1000])
	require.Equal(t, -1, shown[5200*30/1000])
	_, foreign := f.held()
	require.Zero(t, foreign)
}
