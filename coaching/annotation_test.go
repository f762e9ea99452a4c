package coaching_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestWhatAMarkMaySay(t *testing.T) {
	t.Parallel()
	codes := coaching.NewCodes(coaching.Schemes())
	const known = "vib-microanalyse:volgen"
	for name, c := range map[string]struct {
		mark coaching.Annotation
		want string
	}{
		"a moment":                {coaching.Annotation{StartMS: 10, EndMS: 10, Kind: coaching.Top}, ""},
		"the last millisecond":    {coaching.Annotation{StartMS: 1000, EndMS: 1000, Kind: coaching.Top}, ""},
		"only a code":             {coaching.Annotation{Codes: []string{known}}, ""},
		"before the beginning":    {coaching.Annotation{StartMS: -1, EndMS: 1, Kind: coaching.Top}, "start_ms outside_the_recording"},
		"after the end":           {coaching.Annotation{StartMS: 1001, EndMS: 1001, Kind: coaching.Top}, "start_ms outside_the_recording, end_ms outside_the_recording"},
		"ends after the end":      {coaching.Annotation{StartMS: 10, EndMS: 1001, Kind: coaching.Top}, "end_ms outside_the_recording"},
		"backwards":               {coaching.Annotation{StartMS: 10, EndMS: 9, Kind: coaching.Top}, "end_ms before_the_start"},
		"says nothing":            {coaching.Annotation{Text: "alleen tekst"}, "kind required"},
		"a kind of its own":       {coaching.Annotation{Kind: "grade"}, "kind unknown"},
		"a subject of its own":    {coaching.Annotation{Kind: coaching.Top, Subject: "Noor"}, "subject unknown"},
		"a code of its own":       {coaching.Annotation{Codes: []string{"vib-microanalyse"}}, "codes unknown"},
		"a code twice":            {coaching.Annotation{Codes: []string{known, known}}, "codes twice"},
		"answers itself":          {coaching.Annotation{ID: "a", Kind: coaching.Top, AnswersID: "a"}, "answers_id itself"},
		"4000 characters":         {coaching.Annotation{Kind: coaching.Top, Text: strings.Repeat("é", 4000)}, ""},
		"4001 characters":         {coaching.Annotation{Kind: coaching.Top, Text: strings.Repeat("é", 4001)}, "text too_long"},
		"not text":                {coaching.Annotation{Kind: coaching.Top, Text: "\xff"}, "text not_text"},
		"a nought in the text":    {coaching.Annotation{Kind: coaching.Top, Text: "a\x00b"}, "text not_text"},
		"more codes than the pad": {coaching.Annotation{Kind: coaching.Top, Codes: append(coaching.DefaultPad(), "vib-basiscommunicatie:helpen")}, "codes too_many"},
	} {
		err := c.mark.Check(1000, codes)
		if c.want == "" {
			require.NoError(t, err, name)
			continue
		}
		require.ErrorIs(t, err, coaching.ErrInvalid, name)
		require.EqualError(t, err, "invalid: "+c.want, name)
	}
	require.NoError(t, coaching.Annotation{StartMS: 9e9, EndMS: 9e9, Kind: coaching.Top}.Check(0, codes), "the duration is not known yet")
}

func TestWhoMayChangeAMark(t *testing.T) {
	t.Parallel()
	her, coach := actor("her", coaching.Employee), actor("coach", coaching.Coach)
	own := coaching.Annotation{AuthorID: "her", Visibility: coaching.Own}
	draft := coaching.Annotation{AuthorID: "another coach", Visibility: coaching.Draft}
	released := coaching.Annotation{AuthorID: "coach", Visibility: coaching.Released}
	require.NoError(t, own.MayChange(her))
	require.ErrorIs(t, own.MayChange(coach), coaching.ErrForbidden)
	require.NoError(t, draft.MayChange(coach), "coaches of one trajectory share their drafts")
	require.ErrorIs(t, released.MayChange(coach), coaching.ErrConflict)
}

func actor(id coaching.PersonID, role coaching.Role) coaching.Actor {
	return coaching.Actor{
		Person: coaching.Person{ID: id, HolderID: "holder"},
		Roles:  []coaching.Assignment{{HolderID: "holder", Role: role}},
	}
}
