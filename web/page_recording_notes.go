package web

import (
	"encoding/json"
	"fmt"

	"terugblik/coaching"
	"terugblik/media"
)

// notesOf says of a film that came as a file which of its sound is heard, and what of it could not be used.
func notesOf(w words, takes []coaching.Take) ([]string, error) {
	var notes []string
	for _, take := range takes {
		var video, audio media.Track
		for _, track := range []struct {
			raw  []byte
			into *media.Track
		}{{take.Video, &video}, {take.Audio, &audio}} {
			if len(track.raw) == 0 {
				continue
			}
			if err := json.Unmarshal(track.raw, track.into); err != nil {
				return nil, fmt.Errorf("read a track of take %d: %w", take.Number, err)
			}
		}
		notes = append(notes, trackNotes(w, video, audio)...)
	}
	return notes, nil
}

func trackNotes(w words, video, audio media.Track) (notes []string) {
	switch heard := audio.Streams; {
	case len(heard) == 2:
		notes = append(notes, w.T("film.note_sound_pair", "Of", audio.Of, "Left", heard[0]+1, "Right", heard[1]+1))
	case len(heard) == 1:
		notes = append(notes, w.T("film.note_sound_track", "Of", audio.Of, "Number", heard[0]+1))
	case audio.Kind == "" && len(video.Unusable) > 0:
		notes = append(notes, w.T("film.note_no_sound"))
	}
	if video.Torn {
		notes = append(notes, w.T("film.note_torn"))
	}
	return notes
}
