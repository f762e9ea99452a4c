package av

// #cgo pkg-config: libavutil
// #include <libavutil/avutil.h>
import "C"

import "github.com/asticode/go-astiav"

// Version is that of the FFmpeg libraries that this program runs with, for example "5.1.9-0+deb12u1".
func Version() string { return C.GoString(C.av_version_info()) }

// MissingEncoders lists those of the names that this FFmpeg does not have.
func MissingEncoders(names ...string) []string {
	return missing(names, func(name string) bool { return astiav.FindEncoderByName(name) != nil })
}

// MissingDecoders is MissingEncoders for reading.
func MissingDecoders(names ...string) []string {
	return missing(names, func(name string) bool { return astiav.FindDecoderByName(name) != nil })
}

func missing(names []string, there func(string) bool) (lacking []string) {
	for _, name := range names {
		if !there(name) {
			lacking = append(lacking, name)
		}
	}
	return lacking
}
