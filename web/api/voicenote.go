package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// describeVoiceNotes says by hand what huma cannot see: sound as it is.
func (a *API) describeVoiceNotes(document *huma.OpenAPI) {
	const all = "/api/v1/voice-notes"
	if document.Paths[all] != nil {
		return
	}
	text := &huma.Schema{Type: "string"}
	id := &huma.Param{Name: "id", In: "path", Required: true, Schema: text}
	binary := map[string]*huma.MediaType{"audio/mp4": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}
	made := answers(statuses{"201": "id and duration_ms; send the id as voice_note_id with a wording within a day", "403": "only_as_employee", "422": "invalid: see errors for sound", "507": "disk_full or disk_read_only"})
	sound := answers(statuses{"200": "The sound, or a range of it", "206": "A range", "404": "not_found"})
	sound["200"].Content = binary
	for _, op := range []*huma.Operation{
		{
			OperationID: "take-voice-note", Method: http.MethodPost, Path: all, Summary: "Say your question aloud",
			Description: "WebM or MP4 with sound alone, at most two minutes and 6 MiB. It is yours alone until you send it, and only its sound is kept.",
			RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
				"audio/webm": {Schema: &huma.Schema{Type: "string", Format: "binary"}}, "audio/mp4": {Schema: &huma.Schema{Type: "string", Format: "binary"}},
			}},
			Responses: made,
		},
		{
			OperationID: "voice-note-sound", Method: http.MethodGet, Path: all + "/{id}/sound", Summary: "Hear a voice note",
			Parameters: []*huma.Param{id}, Responses: sound,
		},
		{
			OperationID: "erase-voice-note", Method: http.MethodDelete, Path: all + "/{id}", Summary: "Throw your voice note away at once",
			Parameters: []*huma.Param{id}, Responses: answers(statuses{"204": "Its key and its sound are destroyed", "403": "only_the_owner", "404": "not_found"}),
		},
	} {
		op.Tags, op.Security = []string{"voice-notes"}, securityOf(op.OperationID)
		op.Responses["default"] = a.problemResponse()
		document.AddOperation(op)
	}
}
