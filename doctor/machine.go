package doctor

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// Clock looks whether the time can be right: synchronised is what Synchronised says, used when the data were last used
// (zero: never).
func Clock(now time.Time, synchronised bool, used time.Time) Finding {
	f := Finding{Check: "clock", Level: OK, Said: now.Local().Format("2006-01-02 15:04:05 MST")}
	switch {
	case now.Year() < 2026 || now.Year() > 2100:
		f.Level, f.Advice = Error, "set the clock of this machine, and switch on NTP: timedatectl set-ntp true"
	case now.Before(used.Add(-time.Hour)):
		f.Level, f.Said = Error, f.Said+fmt.Sprintf(", but the data were used on %s", used.Local().Format("2006-01-02 15:04"))
		f.Advice = "the clock of this machine is slow, or was ahead: set it before the server starts"
	case !synchronised:
		f.Level, f.Said = Warning, f.Said+", not synchronised with a time server"
		f.Advice = "switch on NTP: timedatectl set-ntp true (in a container the host does it: then this may be left)"
	default:
		f.Said += ", synchronised with a time server"
	}
	return f
}

// Synchronised asks the kernel whether a time server sets the clock.
func Synchronised() bool {
	const unsynchronised = 0x0040 // STA_UNSYNC of adjtimex(2)
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	return err == nil && state != 5 && t.Status&unsynchronised == 0
}

// Disk holds the free space of a folder against what recordings never take, both in bytes.
func Disk(name, folder string, free, reserve int64) Finding {
	f := Finding{Check: name, Level: OK, Said: fmt.Sprintf("%s free below %s (an hour of film takes about 2 GB)", gigabytes(free), folder)}
	switch {
	case free < reserve:
		f.Level = Error
		f.Said = fmt.Sprintf("%s free below %s, less than the %s that finishing recordings needs: no new recording begins", gigabytes(free), folder, gigabytes(reserve))
		f.Advice = "make room on that disk, move the data folder to a larger one, or keep less free (--reserve)"
	case free < reserve+10e9:
		f.Level, f.Advice = Warning, "make room before it is full: recordings stop when less than "+gigabytes(reserve)+" are left"
	}
	return f
}

// Free is how many bytes can still be written where a folder is.
func Free(folder string) (int64, error) {
	var disk unix.Statfs_t
	if err := unix.Statfs(folder, &disk); err != nil {
		return 0, fmt.Errorf("look for free space in %s: %w", folder, err)
	}
	return int64(disk.Bavail) * disk.Bsize, nil
}

func gigabytes(n int64) string { return fmt.Sprintf("%.1f GB", float64(n)/1e9) }

// Memory holds the memory that programs can still have, in bytes, against what making a film watchable takes.
func Memory(available int64) Finding {
	f := Finding{Check: "memory", Level: OK, Said: fmt.Sprintf("%s available, %d processors", gigabytes(available), runtime.NumCPU())}
	if available < 1e9 {
		f.Level, f.Advice = Warning, "making a film watchable takes up to 1 GB: end other programs, or add memory"
	}
	return f
}

// Available reads from /proc/meminfo how much memory programs can still have, in bytes.
func Available() (int64, error) {
	file, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0, fmt.Errorf("look for free memory: %w", err)
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) >= 2 && fields[0] == "MemAvailable:" {
			kib, err := strconv.ParseInt(fields[1], 10, 64)
			return kib << 10, err
		}
	}
	return 0, fmt.Errorf("look for free memory: no MemAvailable in /proc/meminfo: %w", lines.Err())
}
