package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// describeUploads says by hand what huma cannot see: tus 1.0 (https://tus.io/protocols/resumable-upload).
func (a *API) describeUploads(document *huma.OpenAPI) {
	const all, one = "/api/v1/uploads", "/api/v1/uploads/{id}"
	if document.Paths[all] != nil {
		return
	}
	text, number := &huma.Schema{Type: "string"}, &huma.Schema{Type: "integer", Format: "int64"}
	version := header("Tus-Resumable", "1.0.0", text)
	id := &huma.Param{Name: "id", In: "path", Required: true, Schema: text}
	offset := map[string]*huma.Param{"Upload-Offset": {Description: "How many bytes are on the server's disk", Schema: number}}
	so := func(codes statuses, headers map[string]*huma.Param) map[string]*huma.Response {
		all := answers(codes, statuses{"404": "not_found", "412": "tus_version: Tus-Resumable is missing or another"})
		for status, answer := range all {
			if status < "300" {
				answer.Headers = headers
			}
		}
		return all
	}
	film := &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/offset+octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}},
	}}
	for _, op := range []*huma.Operation{
		{
			OperationID: "begin-upload", Method: http.MethodPost, Path: all, Summary: "Begin to send a film as a file (tus 1.0)",
			Description: "Where you were not asked before, sending is your yes to this recording (see consent); after you took it back it is 409 consent_withdrawn. " +
				"For purpose film (the default) one MP4, MOV, MKV, WebM, AVI, transport stream (MTS, M2TS, TS) or 3GP of at most 20 GiB and four hours into an empty recording of your own. When the last byte has come the recording is `processing`; " +
				"where it cannot be used it is `failed`, with the reason not_a_film, damaged, no_media, too_long, too_large, unsupported or took_too_long, and another may be sent. " +
				"What nobody goes on with for seven days is erased. " +
				"For purpose device: what the device that filmed kept itself, WebM or fragmented MP4 as its recorder wrote it, into a recording that may have takes, be under way or be ready; " +
				"several for one recording. Its Upload-Length may be left open with Upload-Defer-Length: 1 and told with the last PATCH. It becomes a take of its own, byte for byte, on the clock of the recording: " +
				"see device-masters, and the event device of the recording's stream. For purpose angle: as film, and only into a further camera of a recording (see angles).",
			Parameters: []*huma.Param{
				version, optional(header("Upload-Length", "Bytes of the whole file", number)),
				optional(header("Upload-Defer-Length", "1: a device tells the length later", number)),
				header("Upload-Metadata", "recording_id, and if you like filename and purpose (film, device, angle); for a device also age_ms, the milliseconds by its own clock from the start of its recorder to this request, and mime: each name with its value in base64, joined by commas", text),
			},
			Responses: so(statuses{
				"201": "Begun", "400": "bad_upload", "409": "recording_has_film, upload_under_way, too_many_uploads, or why else no film may come in now",
				"413": "too_large", "422": "invalid: see errors", "507": "disk_full or disk_read_only",
			}, map[string]*huma.Param{"Location": {Description: "Where the upload is", Schema: text}}),
		},
		{
			OperationID: "upload-abilities", Method: http.MethodOptions, Path: all, Summary: "What of tus this server can do",
			Responses: answers(statuses{"200": "In Tus-Version, Tus-Extension and Tus-Max-Size"}),
		},
		{
			OperationID: "upload-offset", Method: http.MethodHead, Path: one, Summary: "How much of an upload is safe",
			Parameters: []*huma.Param{id, version}, Responses: so(statuses{"200": "Of Upload-Length bytes"}, map[string]*huma.Param{
				"Upload-Offset": offset["Upload-Offset"], "Upload-Length": {Description: "Bytes of the whole file, once told", Schema: number},
				"Upload-Defer-Length": {Description: "1 while its length is not told", Schema: number},
			}),
		},
		{
			OperationID: "carry-on-upload", Method: http.MethodPatch, Path: one, Summary: "Send the next bytes of an upload",
			Parameters: []*huma.Param{
				id, version, header("Upload-Offset", "How many bytes the server has", number),
				optional(header("Upload-Length", "Bytes of the whole file, once, where it was left open", number)),
			}, RequestBody: film,
			Responses: so(statuses{
				"204": "They are on the disk", "408": "upload_broken_off: ask with HEAD how much came", "409": "upload_offset: ask with HEAD, or why no film may come in now",
				"413": "too_large", "423": "upload_locked: another request sends it", "507": "disk_full or disk_read_only",
			}, offset),
		},
		{
			OperationID: "end-upload", Method: http.MethodDelete, Path: one, Summary: "Throw away what came of an upload",
			Parameters: []*huma.Param{id, version}, Responses: so(statuses{"204": "What came of it is being erased", "423": "upload_locked: another request sends it"}, nil),
		},
		{
			OperationID: "upload-abilities-here", Method: http.MethodOptions, Path: one, Summary: "What can be done with an upload",
			Parameters: []*huma.Param{id}, Responses: map[string]*huma.Response{"200": {Description: "As for all uploads"}},
		},
	} {
		op.Tags, op.Security = []string{"uploads"}, securityOf(op.OperationID)
		op.Responses["default"] = a.problemResponse()
		document.AddOperation(op)
	}
}

func optional(p *huma.Param) *huma.Param {
	p.Required = false
	return p
}

func header(name, says string, schema *huma.Schema) *huma.Param {
	return &huma.Param{Name: name, In: "header", Required: true, Description: says, Schema: schema}
}
