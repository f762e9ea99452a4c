package av

import "strings"

// Containers that may be opened, by FFmpeg's names of their readers. Playlists and the like are left out on purpose: they
// would make FFmpeg open other files by name.
const containers = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts"

// codecs are those that phones, cameras and browsers write; what else FFmpeg can decode is not let near a stranger's file.
const codecs = " h264 hevc mpeg4 mjpeg vp8 vp9 av1 prores h263 mpeg2video mpeg1video dvvideo flv1 msmpeg4v3 " +
	"aac mp2 mp3 ac3 eac3 alac opus vorbis flac amr_nb amr_wb adpcm_ima_wav adpcm_ima_qt adpcm_ms " +
	"pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_s32be pcm_f32le pcm_f32be pcm_u8 pcm_mulaw pcm_alaw pcm_bluray pcm_dvd "

// Decodes says whether a codec, by FFmpeg's name, is one that is decoded.
func Decodes(codec string) bool {
	return codec != "" && !strings.Contains(codec, " ") && strings.Contains(codecs, " "+codec+" ")
}

// decoders are the names of FFmpeg's decoders of these codecs, where they differ from those of the codecs as well. It holds
// for what FFmpeg decodes by itself to find out what is in a file.
func decoders() string {
	names := strings.Fields(codecs)
	names = append(names, "mp2float", "mp3float", "amrnb", "amrwb", "libdav1d", "libaom-av1", "flv", "msmpeg4")
	return strings.Join(names, ",")
}

// mostStreams is how many tracks a file may have: those that a hostile one declares beyond are passed over.
const mostStreams = "80"
