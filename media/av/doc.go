// Package av reads, decodes, filters, encodes and writes media through FFmpeg; it is the only package that links FFmpeg.
//
// Nothing in it is safe for use by two goroutines at once on the same value. Every value that
// owns FFmpeg memory has a Close or Free that may be called more than once.
package av

import (
	"fmt"
	"time"

	"github.com/asticode/go-astiav"
)

// quiet keeps FFmpeg off standard error, where a damaged file would write a line per packet;
// what went wrong comes back as an error. A log callback is not an option: the
// binding prints each message into 1024 bytes with vsprintf.
func quiet() { astiav.SetLogLevel(astiav.LogLevelFatal) }

// dictionary holds FFmpeg options until the call that consumes them. An option that the call
// did not understand stays behind, which leftover turns into an error.
func dictionary(options map[string]string) (*astiav.Dictionary, error) {
	d := astiav.NewDictionary()
	for key, value := range options {
		if err := d.Set(key, value, 0); err != nil {
			d.Free()
			return nil, fmt.Errorf("set option %s: %w", key, err)
		}
	}
	return d, nil
}

func leftover(d *astiav.Dictionary) error {
	flags := astiav.NewDictionaryFlags(astiav.DictionaryFlagIgnoreSuffix)
	if e := d.Get("", nil, flags); e != nil {
		return fmt.Errorf("option %s=%s is not understood", e.Key(), e.Value())
	}
	return nil
}

// ticks is d in units of base, rounded to the nearest.
func ticks(d time.Duration, base astiav.Rational) int64 {
	return astiav.RescaleQ(int64(d), astiav.NewRational(1, int(time.Second)), base)
}

// span is n units of base as a duration, rounded to the nearest nanosecond.
func span(n int64, base astiav.Rational) time.Duration {
	return time.Duration(astiav.RescaleQ(n, base, astiav.NewRational(1, int(time.Second))))
}
