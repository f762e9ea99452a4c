package main

import (
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"terugblik/coaching"
)

// steadyClock reads the clock of this machine that nobody sets. Where it cannot, takes are placed by the wall clock.
func steadyClock() coaching.Steady {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id") // random(4)
	if err != nil {
		return coaching.Steady{}
	}
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &ts); err != nil {
		return coaching.Steady{}
	}
	return coaching.Steady{Boot: strings.TrimSpace(string(id)), SinceBoot: time.Duration(ts.Nano())}
}
