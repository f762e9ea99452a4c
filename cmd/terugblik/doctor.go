package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/doctor"
	"terugblik/media/av"
	"terugblik/media/library"
)

func doctorCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:  "doctor",
		Usage: "look at this machine and the data and say what is wrong and what to do; give it the flags of serve",
		Flags: append(serveFlags(),
			&cli.StringFlag{Name: "backup-dir", Sources: env("BACKUP_DIR"), Usage: "folder with the backups, to look how old the newest is"},
			&cli.BoolFlag{Name: "json", Usage: "print the findings for a program"},
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, err := given(c)
			if err != nil {
				return err
			}
			e := &examination{config: config, backups: c.String("backup-dir"), log: log, now: time.Now()}
			return report(e.findings(ctx), c.Bool("json"), stdout)
		},
	}
}

// errSick ends doctor with a status that scripts see; everything has been said by then.
var errSick = errors.New("doctor found errors")

func report(findings []doctor.Finding, asJSON bool, out io.Writer) error {
	if asJSON {
		text, err := json.MarshalIndent(findings, "", "  ")
		if err != nil {
			return fmt.Errorf("print the findings: %w", err)
		}
		fmt.Fprintln(out, string(text))
	} else {
		doctor.Print(out, findings)
	}
	if doctor.Count(findings, doctor.Error) > 0 {
		return errSick
	}
	return nil
}

// examination looks at everything once and changes nothing.
type examination struct {
	config  config
	backups string // folder; empty: not named
	log     *slog.Logger
	now     time.Time

	data   string
	server int             // the process that works on the data folder; 0 for none
	audit  *doctor.Finding // nil while there is no database to look at
}

func (e *examination) findings(ctx context.Context) []doctor.Finding {
	all := []doctor.Finding{{Check: "program", Level: doctor.OK, Said: "Terugblik " + version}}
	folder, err := e.folder()
	if err != nil {
		return append(all, doctor.Unreadable("data folder", err))
	}
	all = append(all, folder, e.clock())
	all = append(all, e.space()...)
	all = append(all, e.memory(), ffmpeg())
	all = append(all, e.database(ctx)...)
	if e.audit != nil {
		all = append(all, *e.audit)
	}
	all = append(all, e.masterKey(), doctor.Secrets(e.data))
	all = append(all, doctor.Port("tcp", e.config.Addr, "--addr", e.server), doctor.Port("udp", e.config.udpAddr(), "--udp-port", e.server))
	if e.config.TCPMedia {
		all = append(all, e.mediaOverTCP())
	}
	all = append(all, e.address()...)
	all = append(all, e.certificates()...)
	return append(all, e.backup())
}

// mediaOverTCP is a port that the server can do without.
func (e *examination) mediaOverTCP() doctor.Finding {
	f := doctor.Port("tcp", e.config.udpAddr(), "--udp-port", e.server)
	f.Check = "media over TCP"
	if f.Level == doctor.Error {
		f.Level = doctor.Warning
		f.Advice += "; without it those whose network lets no UDP through cannot film"
	}
	return f
}

// folder finds the data folder and who works on it.
func (e *examination) folder() (f doctor.Finding, err error) {
	var note string
	if e.data, note, _, err = findData(e.config); err != nil {
		return f, err
	}
	f = doctor.Finding{Check: "data folder", Level: doctor.OK, Said: e.data}
	if note != "" {
		f.Said += " (" + note + ")"
	}
	info, err := os.Stat(e.data)
	if errors.Is(err, os.ErrNotExist) {
		f.Said += " is not there yet: the first start makes it"
		f.Level = doctor.Note
		return f, nil
	}
	if err != nil {
		return f, err
	}
	if _, err := os.ReadDir(e.data); err != nil {
		return f, err
	}
	if owner := int(info.Sys().(*syscall.Stat_t).Uid); os.Geteuid() != 0 && owner != os.Geteuid() {
		f.Level, f.Advice = doctor.Error, "it belongs to another account: run Terugblik as that one"
	}
	if e.server, err = worksOn(e.data); err != nil {
		return f, err
	}
	if e.server != 0 {
		f.Said += fmt.Sprintf(", a server works on it (process %d)", e.server)
	}
	return f, nil
}

// worksOn is the process that holds the lock of a data folder; 0 for none.
func worksOn(data string) (pid int, err error) {
	file, err := os.Open(filepath.Join(data, lockName))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer func() { _ = file.Close() }()
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return 0, err
	}
	text, err := io.ReadAll(io.LimitReader(file, 20))
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(text)))
}

func (e *examination) clock() doctor.Finding {
	var used time.Time
	for _, name := range []string{lockName, filepath.Join("postgres", "global", "pg_control")} {
		if info, err := os.Stat(filepath.Join(e.data, name)); err == nil && info.ModTime().After(used) {
			used = info.ModTime()
		}
	}
	return doctor.Clock(e.now, doctor.Synchronised(), used)
}

// space looks where film, database and backups are to go.
func (e *examination) space() (findings []doctor.Finding) {
	folder := realPath(e.data)
	for ; !there(folder); folder = filepath.Dir(folder) {
	}
	free, err := doctor.Free(folder)
	if err != nil {
		return append(findings, doctor.Unreadable("disk", err))
	}
	reserve, err := e.config.Reserve.of(folder)
	if err != nil {
		return append(findings, doctor.Unreadable("disk", err))
	}
	return append(findings, doctor.Disk("disk", folder, free, reserve))
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil || path == filepath.Dir(path)
}

func (e *examination) memory() doctor.Finding {
	available, err := doctor.Available()
	if err != nil {
		return doctor.Unreadable("memory", err)
	}
	return doctor.Memory(available)
}

func (e *examination) address() []doctor.Finding {
	return doctor.Address(doctor.Reach{Addr: e.config.Addr, TLS: e.config.TLS.on(), Public: e.config.PublicURL, Proxies: e.config.TrustedProxies})
}

// masterKey looks whether the key that opens all film is there and can be read. It makes none.
func (e *examination) masterKey() doctor.Finding {
	f := doctor.Finding{Check: "master key", Level: doctor.OK}
	path := filepath.Join(e.data, "keys", "master.key")
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		f.Level, f.Said = doctor.Note, "there is none yet: the first start makes it"
		if films, err := os.ReadDir(filepath.Join(e.data, "media")); err == nil && len(films) > 1 { // beside .incoming
			f.Level, f.Said = doctor.Error, path+" is missing, and there is film that only it opens"
			f.Advice = "put it back from a backup: files/keys/master.key"
		}
		return f
	}
	if _, err := library.MasterKey(path); err != nil {
		f = doctor.Unreadable(f.Check, err)
		if f.Advice == "" {
			f.Advice = "put it back from a backup (files/keys/master.key), readable for its owner only: chmod 600"
		}
		return f
	}
	f.Said = "is there and can be read"
	return f
}

// ffmpeg looks whether the libraries can do what recording, phones and watching need.
func ffmpeg() doctor.Finding {
	f := doctor.Finding{Check: "FFmpeg", Level: doctor.OK, Said: "libraries " + av.Version() + " with all that is needed"}
	lacking := append(av.MissingEncoders("libx264", "aac", "mjpeg", "pcm_s16le"), av.MissingDecoders("h264", "hevc", "vp8", "vp9", "aac", "opus")...)
	if len(lacking) > 0 {
		f.Level, f.Said = doctor.Error, "libraries "+av.Version()+" lack "+strings.Join(lacking, ", ")
		f.Advice = "install Debian's own: apt install --reinstall libavcodec59 libavformat59 libavfilter8"
	}
	return f
}
