package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"syscall"
)

// reserve is the disk space that recordings never take, because finalising needs it: so many bytes, or a part of the
// disk. The zero value is a twentieth of the disk, 1 GiB at most.
type reserve struct {
	bytes int64
	part  float64 // of the disk, up to 1
	given bool
}

// units of --reserve; those of a thousand and those of 1024.
var reserveUnits = []struct {
	name  string
	bytes float64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1},
}

// parseReserve reads "2GiB", "500 MB" or "5%"; empty is the default.
func parseReserve(text string) (reserve, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return reserve{}, nil
	}
	if number, is := strings.CutSuffix(text, "%"); is {
		part, err := amount(number, 100)
		return reserve{part: part / 100, given: true}, err
	}
	for _, unit := range reserveUnits {
		if number, is := strings.CutSuffix(text, unit.name); is {
			bytes, err := amount(number, math.MaxInt64/2/unit.bytes)
			return reserve{bytes: int64(bytes * unit.bytes), given: true}, err
		}
	}
	return reserve{}, fmt.Errorf("--reserve %q is neither a size such as 2GiB nor a part of the disk such as 5%%", text)
}

func amount(text string, most float64) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(n >= 0 && n <= most) { // also what is not a number
		return 0, fmt.Errorf("--reserve: %q is not a number from 0 to %.0f", text, most)
	}
	return n, nil
}

// of is the reserve in bytes on the disk of a folder.
func (r reserve) of(folder string) (int64, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(folder, &disk); err != nil {
		return 0, fmt.Errorf("size of the disk of %s: %w", folder, err)
	}
	size := int64(disk.Blocks) * disk.Bsize
	switch {
	case !r.given:
		return min(size/20, 1<<30), nil
	case r.part > 0:
		return int64(r.part * float64(size)), nil
	}
	return r.bytes, nil
}
