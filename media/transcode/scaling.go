package transcode

import (
	"fmt"
	"math"

	"terugblik/media/av"
)

// camera is the shape of the pictures that come in.
type camera struct {
	w, h   int     // pixels, as they are kept
	aspect float64 // of one pixel
	turn   av.Turn
	bt709  bool
	bt2020 bool
	bright bool // of a high dynamic range
}

func cameraOf(f *av.Frame, turn av.Turn) camera {
	w, h := f.Size()
	return camera{w: w, h: h, aspect: f.Aspect(), turn: turn, bt709: f.BT709(), bt2020: f.BT2020(), bright: f.Bright()}
}

// dimming brings a high dynamic range into that of an ordinary screen, by way of linear light.
const dimming = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=170m:r=tv,"

// scaling turns pictures upright, fits them into the largest rung without bending them, and makes the smaller ones from
// it. All of them come out in the colours of BT.601.
func scaling(s camera, ladder []Rung) string {
	spec := "[in]"
	if s.turn != av.Upright {
		spec += string(s.turn) + ","
	}
	if s.turn.Sideways() {
		s.w, s.h, s.aspect = s.h, s.w, 1/s.aspect
	}
	top := ladder[0]
	wide := float64(s.w) * s.aspect
	factor := math.Min(float64(top.Width)/wide, float64(top.Height)/float64(s.h))
	// Two pixels are rounding, not another shape.
	tw, th := even(int(wide*factor+0.5)), even(int(float64(s.h)*factor+0.5))
	if top.Width-tw <= 2 && top.Height-th <= 2 {
		tw, th = top.Width, top.Height
	}
	switch {
	case s.bright: // small first: linear light is dear
		spec += fmt.Sprintf("scale=%d:%d,", tw, th) + dimming
	case s.bt709:
		spec += fmt.Sprintf("scale=%d:%d:in_color_matrix=bt709:out_color_matrix=bt601,", tw, th)
	case s.bt2020:
		spec += fmt.Sprintf("scale=%d:%d:in_color_matrix=bt2020:out_color_matrix=bt601,", tw, th)
	case tw != s.w || th != s.h:
		spec += fmt.Sprintf("scale=%d:%d,", tw, th)
	}
	if tw != top.Width || th != top.Height {
		spec += fmt.Sprintf("pad=%d:%d:%d:%d,", top.Width, top.Height, (top.Width-tw)/2&^1, (top.Height-th)/2&^1)
	}
	return spec + smaller(ladder)
}

// smaller hands out the largest picture and makes the others of it.
func smaller(ladder []Rung) string {
	spec := "setsar=1,format=yuv420p"
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
