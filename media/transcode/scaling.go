package transcode

import (
	"fmt"
	"math"
)

// scaling fits pictures of w by h, whose pixels have that aspect, into the largest rung without
// bending them, and makes the smaller ones from it. All of them come out in the colours of BT.601.
func scaling(w, h int, aspect float64, bt709 bool, ladder []Rung) string {
	top := ladder[0]
	wide := float64(w) * aspect
	factor := math.Min(float64(top.Width)/wide, float64(top.Height)/float64(h))
	// Two pixels are rounding, not another shape.
	tw, th := even(int(wide*factor+0.5)), even(int(float64(h)*factor+0.5))
	if top.Width-tw <= 2 && top.Height-th <= 2 {
		tw, th = top.Width, top.Height
	}
	spec := "[in]"
	switch {
	case bt709:
		spec += fmt.Sprintf("scale=%d:%d:in_color_matrix=bt709:out_color_matrix=bt601,", tw, th)
	case tw != w || th != h:
		spec += fmt.Sprintf("scale=%d:%d,", tw, th)
	}
	if tw != top.Width || th != top.Height {
		spec += fmt.Sprintf("pad=%d:%d:%d:%d,", top.Width, top.Height, (top.Width-tw)/2&^1, (top.Height-th)/2&^1)
	}
	spec += "setsar=1,format=yuv420p"
	if len(ladder) == 1 {
		return spec + "[o0]"
	}
	spec += fmt.Sprintf(",split=%d[o0]", len(ladder))
	for i := range ladder[1:] {
		spec += fmt.Sprintf("[s%d]", i+1)
	}
	for i, r := range ladder[1:] {
		spec += fmt.Sprintf(";[s%d]scale=%d:%d[o%d]", i+1, r.Width, r.Height, i+1)
	}
	return spec
}
