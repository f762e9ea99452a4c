package main

import (
	"errors"
	"fmt"

	"terugblik/coaching"
)

// notNow says in a sentence why a film may not come.
var notNow = map[coaching.Conflict]string{
	"recording_has_film":      "there is film in this recording already",
	"recording_shared":        "it is shared already",
	"recording_locked":        "it is locked",
	"restore_not_confirmed":   "this server was put back from a backup, and nobody has confirmed yet what is known now",
	"recording_not_accepted":  "she has not said yes to this recording",
	"recording_not_confirmed": "recording is not switched on for her holder",
	"upload_under_way":        "another film is coming into this recording",
	"too_many_uploads":        "she is sending as many films as she may: let those end first",
	"consent_needed":          "she has not said yes to this recording: she does so in her browser, and then it can be brought in",
	"consent_withdrawn":       "she took back her yes to this recording",
	"trajectory_paused":       "her trajectory is paused",
	"trajectory_ended":        "her trajectory has ended",
	"cycle_closed":            "that round is closed",
}

// importError gives an error of the store the words of the command line.
func importError(err error) error {
	if conflict, is := errors.AsType[coaching.Conflict](err); is && notNow[conflict] != "" {
		return errors.New(notNow[conflict])
	}
	invalid, is := errors.AsType[coaching.Invalid](err)
	switch {
	case errors.Is(err, coaching.ErrForbidden):
		return errors.New("it is not hers")
	case errors.Is(err, coaching.ErrNotFound):
		return errors.New("she has no such recording or round, or it was erased")
	case is && len(invalid) > 0 && invalid[0].Code == "too_large":
		return fmt.Errorf("it is larger than %d GB", int64(coaching.LargestUpload)>>30)
	case is && len(invalid) > 0 && invalid[0].Field == "size":
		return errors.New("it is empty")
	}
	return err
}
