package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

const (
	sdp         = "application/sdp"
	sdpFragment = "application/trickle-ice-sdpfrag"
)

// signalling is what WHIP and its mirror WHEP share: one address to offer to, and one for each session.
type signalling struct {
	root, token       string // the path before the id, the security scheme
	begin, patch, end *huma.Operation
}

// statuses say what each answer means.
type statuses map[string]string

// describeSignalling says by hand what huma cannot see: WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep).
func (a *API) describeSignalling(document *huma.OpenAPI) {
	if document.Paths["/whip/{id}"] != nil {
		return
	}
	for _, s := range []signalling{whip(), whep()} {
		for _, op := range s.operations() {
			op.Tags, op.Responses["default"] = []string{s.root}, a.problemResponse()
			document.AddOperation(op)
		}
	}
}

func whip() signalling {
	return signalling{
		root: "whip", token: byIngestToken,
		begin: &huma.Operation{
			Summary: "Begin to publish into a recording (WHIP, RFC 9725)",
			Description: "The body is the SDP offer of a publisher: one picture (H.264 or VP8) and one sound (Opus) at most. Each session is a take. " +
				"Where the server has STUN or TURN servers they are in Link, with credentials for six hours.",
			Responses: offered(statuses{
				"403": "recording_not_confirmed: recording is not switched on for the holder",
				"406": "not_acceptable: Accept excludes " + sdp,
				"409": "recording_in_use while another publishes, recording_finished an hour after the last take, consent_needed, or why else no film may come in now",
				"422": "unsupported_media: what is offered cannot be recorded whole",
				"507": "disk_full or disk_read_only",
			}),
		},
		patch: &huma.Operation{
			Summary: "Add candidates, or restart ICE in the same take",
			Description: "If-Match is the ETag of the ICE session for more candidates, at most 100. If-Match: * with another ice-ufrag and ice-pwd restarts ICE, " +
				"and the take goes on.",
			Responses: patched(statuses{
				"200": "ICE was restarted: the fragment of the server",
				"422": "unsupported_media: ICE of this session cannot be restarted, begin a new one",
				"429": "too_many_candidates",
			}),
		},
		end: &huma.Operation{Summary: "End a session; the answer comes when what was sent is on the disk"},
	}
}

func whep() signalling {
	return signalling{
		root: "whep", token: byWatchToken,
		begin: &huma.Operation{
			Summary: "Begin to watch what is filmed now (WHEP)",
			Description: "For a coach who is let in. The body is an SDP offer that receives. The owner sees who watches, and her log says so before anything is sent. " +
				"The session ends with that of the publisher, and within two seconds after the invitation is taken back. " +
				"RTP times are those of the publisher; the event safe of the recording's stream says where a picture lies.",
			Responses: offered(statuses{
				"409": "not_live: nothing is filmed now; too_many_viewers: four watch already. Retry-After says when to ask again",
				"422": "cannot_show: the viewer cannot take what is filmed",
			}),
		},
		patch: &huma.Operation{
			Summary:     "Add candidates of a viewer",
			Description: "If-Match is the ETag of the session, or *. ICE is not restarted: begin a new session.",
			Responses:   patched(nil),
		},
		end: &huma.Operation{Summary: "Stop watching"},
	}
}

func (s signalling) operations() []*huma.Operation {
	id := &huma.Param{Name: "id", In: "path", Required: true, Schema: text(), Description: "Of the recording"}
	session := &huma.Param{Name: "session", In: "path", Required: true, Schema: text()}
	all, one := "/"+s.root+"/{id}", "/"+s.root+"/{id}/{session}"
	s.begin.OperationID, s.begin.Method, s.begin.Path = s.root+"-begin", http.MethodPost, all
	s.patch.OperationID, s.patch.Method, s.patch.Path = s.root+"-patch", http.MethodPatch, one
	s.end.OperationID, s.end.Method, s.end.Path = s.root+"-end", http.MethodDelete, one
	s.begin.RequestBody, s.patch.RequestBody = bodyOf(sdp), bodyOf(sdpFragment)
	s.begin.Parameters = []*huma.Param{id}
	s.patch.Parameters = []*huma.Param{id, session, header("If-Match", "The ETag of the ICE session, or *", text())}
	s.end.Parameters = []*huma.Param{id, session}
	s.end.Responses = answers(known(), statuses{"200": "It has ended"})
	for _, op := range []*huma.Operation{s.begin, s.patch, s.end} {
		op.Security = []map[string][]string{{s.token: {}}}
	}
	return []*huma.Operation{s.begin, s.patch, s.end, s.options("-abilities", all, id), s.options("-abilities-here", one, id, session)}
}

// options are for browsers of other origins, and for who must know the ICE servers before the offer.
func (s signalling) options(name, path string, in ...*huma.Param) *huma.Operation {
	can := answers(statuses{"204": "In Accept-Post"})
	can["204"].Headers = map[string]*huma.Param{"Accept-Post": {Description: sdp, Schema: text()}, "Link": iceServers()}
	return &huma.Operation{
		OperationID: s.root + name, Method: http.MethodOptions, Path: path, Parameters: in, Responses: can,
		Summary:     "What can be posted, and with a token the ICE servers",
		Description: "Answers pages of any origin; a cookie is never read here. Methods that are not listed get 405 with Allow.",
		Security:    []map[string][]string{{}, {s.token: {}}},
	}
}

// known is what is answered about token and session.
func known() statuses {
	return statuses{
		"401": "The token is missing, unknown or over",
		"404": "No such recording or session for this token",
	}
}

// offered are the answers to an offer; more are those of one protocol.
func offered(more statuses) map[string]*huma.Response {
	all := answers(known(), more, statuses{
		"201": "The answer of the server", "400": "bad_offer", "413": "too_large", "415": "content_type: not " + sdp,
		"503": "unavailable: see Retry-After",
	})
	all["201"].Content = bodyOf(sdp).Content
	all["201"].Headers = map[string]*huma.Param{
		"Location": {Description: "The session", Schema: text()}, "ETag": {Description: "Of the ICE session", Schema: text()},
		"Link": iceServers(), "Accept-Patch": {Description: sdpFragment, Schema: text()},
	}
	return all
}

// patched are the answers to a fragment; more are those of one protocol.
func patched(more statuses) map[string]*huma.Response {
	all := answers(known(), more, statuses{
		"204": "The candidates were taken", "400": "bad_offer", "412": "stale: that ICE session is over", "413": "too_large",
		"415": "content_type: not " + sdpFragment, "428": "needs_if_match",
	})
	if restarted := all["200"]; restarted != nil {
		restarted.Content = bodyOf(sdpFragment).Content
		restarted.Headers = map[string]*huma.Param{"ETag": {Description: "Of the new ICE session", Schema: text()}}
	}
	return all
}

func answers(parts ...statuses) map[string]*huma.Response {
	all := map[string]*huma.Response{}
	for _, part := range parts {
		for status, means := range part {
			all[status] = &huma.Response{Description: means}
		}
	}
	return all
}

func iceServers() *huma.Param {
	return &huma.Param{Description: `rel="ice-server": a STUN or TURN server, with username and credential`, Schema: text()}
}

func bodyOf(mime string) *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{mime: {Schema: text()}}}
}

func text() *huma.Schema { return &huma.Schema{Type: "string"} }
