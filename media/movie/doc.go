// Package movie reads the boxes of an MP4 or MOV file, without decoding: whether it is a film, when it was made, and what of it is not kept.
//
// Boxes are those of ISO/IEC 14496-12 and of Apple's QuickTime File Format, which are the same but for details.
package movie
