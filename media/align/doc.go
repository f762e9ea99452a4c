// Package align finds where one sound lies on the clock of another: the same moment, heard by two microphones.
//
// It works in two steps. The coarse one compares how loud a few bands of both sounds become and
// fade, over their whole length, and yields some places where they may fit. The fine one listens
// to short pieces at each of these places and lets every piece say how far off it is, by the phase
// of the sound itself. A place is believed when more pieces say the same than chance would let
// them. That is what Confidence counts, so gain, codec, room and noise hardly touch it.
package align
