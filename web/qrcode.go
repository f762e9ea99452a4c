package web

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// QRCode is an address to point a camera at, as one path of an SVG.
type QRCode struct {
	Path string // dark modules, one unit each
	Size int    // of the whole drawing with the quiet zone around it, in units
}

const quietZone = 4 // modules (ISO/IEC 18004)

func drawQR(text string) (QRCode, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return QRCode{}, fmt.Errorf("drawing a QR code of %d bytes: %w", len(text), err)
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1H%dz", from+quietZone, y+quietZone, x-from, from+quietZone)
			}
		}
	}
	return QRCode{Path: path.String(), Size: code.Size + 2*quietZone}, nil
}
