// Package movie reads the container of a film file, without decoding: whether it is a film, when it was made, and what of it is not kept.
//
// Boxes are those of ISO/IEC 14496-12 and of Apple's QuickTime File Format, which are the same but for details; elements
// those of EBML (RFC 8794) and Matroska (RFC 9559); chunks those of RIFF and OpenDML AVI; packets those of ISO/IEC 13818-1.
package movie
