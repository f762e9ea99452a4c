package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/library"
)

// sameOwner refuses what would leave files that the server cannot read.
func sameOwner(folder string) error {
	var stat unix.Stat_t
	if err := unix.Stat(folder, &stat); err != nil {
		return fmt.Errorf("owner of %s: %w", folder, err)
	}
	if int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("%s belongs to another user than you: run this as that user (sudo -u)", folder)
	}
	return nil
}

// begin finds the upload that an earlier run left, or makes one. Her yes must stand: the request is not hers.
func (i *importing) begin(ctx context.Context) (coaching.Upload, error) {
	asked := coaching.Upload{
		RecordingID: i.id, Node: i.node, Purpose: coaching.FilmUpload, Name: coaching.FileName(filepath.Base(i.path)), Size: i.size,
	}
	if err := coaching.CheckUpload(asked); err != nil { // before the disk is asked: no room helps a film that is too large
		return asked, err
	}
	if err := i.library.Room(2 * i.size); err != nil {
		return asked, err
	}
	var upload coaching.Upload
	fresh := false
	err := i.db.AsActor(ctx, i.actor, func(tx *postgres.Tx) error {
		recording, err := tx.Recording(ctx, i.id)
		if err != nil {
			return err
		}
		if err := recording.MayLetIn(i.actor); err != nil {
			return err
		}
		beginning, err := tx.Beginning(ctx, recording)
		if err == nil {
			err = coaching.MayBegin(beginning)
		}
		if err != nil {
			return err
		}
		open, err := tx.UploadsInto(ctx, i.id)
		if err != nil {
			return err
		}
		if left, is := open[i.id]; is && left.Name == asked.Name && left.Size == asked.Size && left.Node == i.node {
			upload = left
			return nil
		}
		upload, err = tx.CreateUpload(ctx, i.actor, asked, i.now())
		fresh = true
		return err
	})
	if err != nil {
		return upload, err
	}
	if !fresh {
		return upload, nil
	}
	id := media.RecordingID(i.id)
	err = i.library.Create(ctx, id)
	if err == nil {
		err = i.library.StartPartial(ctx, id, upload.File)
	}
	if err != nil {
		err = errors.Join(err, i.end(ctx, upload.ID))
	}
	return upload, err
}

// end lets what came be erased.
func (i *importing) end(ctx context.Context, id coaching.UploadID) error {
	return i.db.AsActor(ctx, i.actor, func(tx *postgres.Tx) error { return tx.EndUpload(ctx, i.actor, id, i.now()) })
}

// pour brings the film in, after what an earlier run brought.
func (i *importing) pour(ctx context.Context, film io.ReaderAt, upload coaching.Upload) error {
	id := media.RecordingID(i.id)
	file, err := i.library.ContinuePartial(ctx, id, upload.File)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	if err := i.compare(ctx, film, upload, file.Size()); err != nil {
		return err
	}
	// Each time, before the first byte: what was there may be what she began herself.
	if err := i.tell(ctx, "import"); err != nil {
		return err
	}
	if file.Size() > 0 {
		i.progress.Info("going on with what an earlier run brought", "megabytes", file.Size()>>20)
	}
	piece, told := make([]byte, library.MaxPiece), time.Now()
	for file.Size() < i.size {
		n, err := film.ReadAt(piece[:min(int64(len(piece)), i.size-file.Size())], file.Size())
		if n == 0 {
			return fmt.Errorf("read it at %d: %w", file.Size(), err)
		}
		if err := file.Append(piece[:n]); err != nil {
			return err
		}
		if time.Since(told) >= time.Second {
			told = time.Now()
			if err := i.settle(ctx, file, upload.ID); err != nil {
				return err
			}
			i.progress.Info("bringing a film in", "percent", 100*file.Size()/i.size, "megabytes", i.size>>20)
		}
	}
	if err := i.settle(ctx, file, upload.ID); err != nil {
		return err
	}
	return i.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error { return tx.CompleteUpload(ctx, upload.ID, i.now()) })
}

// settle brings what came to the disk and asks whether more may come.
func (i *importing) settle(ctx context.Context, file *library.Partial, id coaching.UploadID) error {
	if err := errors.Join(ctx.Err(), file.Sync(), i.library.Room(0)); err != nil {
		return err
	}
	return i.db.AsActor(ctx, i.actor, func(tx *postgres.Tx) error {
		return tx.CarryOnUpload(ctx, i.actor, id, file.Size(), i.now())
	})
}

// compare holds what an earlier run brought against the film: a file of the same name and size may be another.
func (i *importing) compare(ctx context.Context, film io.ReaderAt, upload coaching.Upload, size int64) error {
	if size == 0 {
		return nil
	}
	sealed, key, err := i.library.OpenPartial(ctx, media.RecordingID(i.id), upload.File)
	if err != nil {
		return err
	}
	defer func() { _ = sealed.Close() }()
	info, err := sealed.Stat()
	if err != nil {
		return fmt.Errorf("size of what came: %w", err)
	}
	kept, err := library.UnsealPartial(sealed, info.Size(), key)
	if err != nil {
		return err
	}
	ours, theirs := make([]byte, library.MaxPiece), make([]byte, library.MaxPiece)
	for at := int64(0); at < size && ctx.Err() == nil; at += int64(len(ours)) {
		n := min(int64(len(ours)), size-at)
		_, _ = kept.ReadAt(ours[:n], at)
		_, _ = film.ReadAt(theirs[:n], at)
		if !bytes.Equal(ours[:n], theirs[:n]) {
			return errors.New("a part of another film of that name and size is there: she throws it away in her browser, or it is erased after seven days")
		}
	}
	return ctx.Err()
}
