package web

import (
	"net/http"

	"terugblik/web/api"
)

// Route is one line of the only list of what the server answers. It names its visibility rule and
// has either a Handler or an Operation of the JSON API.
type Route struct {
	Method    string
	Path      string
	Rule      Rule
	Handler   http.Handler
	Operation api.Operation
}

func (s *Server) routes() []Route {
	routes := append(s.machineRoutes(), s.peopleRoutes()...)
	routes = append(routes, s.memberRoutes()...)
	routes = append(routes, s.childRoutes()...)
	routes = append(routes, s.coachingRoutes()...)
	routes = append(routes, s.recordingRoutes()...)
	routes = append(routes, s.talkRoutes()...)
	routes = append(routes, s.filmRoutes()...)
	routes = append(routes, s.uploadRoutes()...)
	routes = append(routes, s.hoursRoutes()...)
	return append(routes, s.pageRoutes()...)
}

func (s *Server) machineRoutes() []Route {
	return []Route{
		{Method: "GET", Path: "/healthz", Rule: Anyone, Handler: http.HandlerFunc(s.alive)},
		{Method: "GET", Path: "/readyz", Rule: Anyone, Handler: http.HandlerFunc(s.ready)},
		{Method: "GET", Path: "/metrics", Rule: Machines, Handler: s.metrics.handler()},
		{Method: "GET", Path: "/api/openapi.json", Rule: Anyone, Handler: http.HandlerFunc(s.openAPI)},
		{Method: "GET", Path: "/api/docs", Rule: Anyone, Handler: s.page(s.apiDocs)},
		{Method: "GET", Path: authorityPath, Rule: Anyone, Handler: http.HandlerFunc(s.authorityFile)},
		{Method: "GET", Path: trustPath, Rule: Anyone, Handler: http.HandlerFunc(s.trusted)},
	}
}

func (s *Server) filmRoutes() []Route {
	return []Route{
		{Method: "GET", Path: "/media/{id}/*", Rule: OfFilm, Handler: http.HandlerFunc(s.film)},
		{Method: "GET", Path: eventsPath, Rule: OfRecording, Handler: http.HandlerFunc(s.events)},
		{Method: "POST", Path: "/whip/{id}", Rule: ByIngestToken, Handler: s.signalling(s.whipOffer)},
		{Method: "PATCH", Path: "/whip/{id}/{session}", Rule: ByIngestToken, Handler: s.signalling(s.whipPatch)},
		{Method: "DELETE", Path: "/whip/{id}/{session}", Rule: ByIngestToken, Handler: s.signalling(s.whipEnd)},
		{Method: "POST", Path: joinAPIPath, Rule: Anyone, Handler: http.HandlerFunc(s.join)},
		{Method: "GET", Path: joinAPIPath, Rule: ByIngestToken, Handler: http.HandlerFunc(s.joinState)},
		{Method: "OPTIONS", Path: "/whip/{id}", Rule: Anyone, Handler: s.signalling(s.whipOptions)},
		{Method: "OPTIONS", Path: "/whip/{id}/{session}", Rule: Anyone, Handler: s.signalling(s.whipOptions)},
		{Method: "POST", Path: "/whep/{id}", Rule: ByWatchToken, Handler: s.signalling(s.whepOffer)},
		{Method: "PATCH", Path: "/whep/{id}/{session}", Rule: ByWatchToken, Handler: s.signalling(s.whepPatch)},
		{Method: "DELETE", Path: "/whep/{id}/{session}", Rule: ByWatchToken, Handler: s.signalling(s.whepEnd)},
		{Method: "OPTIONS", Path: "/whep/{id}", Rule: Anyone, Handler: s.signalling(s.whepOptions)},
		{Method: "OPTIONS", Path: "/whep/{id}/{session}", Rule: Anyone, Handler: s.signalling(s.whepOptions)},
	}
}

// uploadRoutes are tus 1.0 (https://tus.io/protocols/resumable-upload): films that come as a file.
func (s *Server) uploadRoutes() []Route {
	u := s.uploads
	one := uploadPath + "{id}"
	return []Route{
		{Method: "POST", Path: "/api/v1/uploads", Rule: Lists, Handler: u.tus(u.handler.PostFile)},
		{Method: "OPTIONS", Path: "/api/v1/uploads", Rule: Lists, Handler: u.tus(u.handler.PostFile)},
		{Method: "HEAD", Path: one, Rule: OfUpload, Handler: u.own(u.tus(u.handler.HeadFile))},
		{Method: "PATCH", Path: one, Rule: OfUpload, Handler: u.own(u.tus(u.handler.PatchFile))},
		{Method: "DELETE", Path: one, Rule: OfUpload, Handler: u.own(u.tus(u.handler.DelFile))},
		{Method: "OPTIONS", Path: one, Rule: OfUpload, Handler: u.own(u.tus(u.handler.HeadFile))},
	}
}

// at is a route of the JSON API; its operation is described in web/api.
func at(rule Rule, method, path string, operation api.Operation) Route {
	return Route{Method: method, Path: "/api/v1" + path, Rule: rule, Operation: operation}
}

func (s *Server) peopleRoutes() []Route {
	a := s.api
	return []Route{
		at(Doorstep, "POST", "/login", a.LogIn()),
		at(Doorstep, "POST", "/logout", a.LogOut()),
		at(OwnAccount, "POST", "/logout-everywhere", a.LogOutEverywhere()),
		at(OwnAccount, "GET", "/me", a.Me()),
		at(OwnAccount, "POST", "/me/holder", a.WorkFor()),
		at(OwnAccount, "PUT", "/me/language", a.SetLanguage()),
		at(OwnAccount, "PUT", "/me/password", a.ChangePassword()),
		at(Themselves, "GET", "/me/pad", a.Pad()),
		at(Themselves, "PUT", "/me/pad", a.SetPad()),
		at(Themselves, "GET", "/me/preference", a.Preference()),
		at(Themselves, "PUT", "/me/preference", a.SetPreference()),
		at(Themselves, "GET", "/me/log", a.OwnLog()),
		{Method: "GET", Path: api.DossierPath, Rule: OwnDossier, Handler: http.HandlerFunc(s.dossierFile)},
		at(Themselves, "GET", "/me/proud", a.ProudMarks()),
		at(Themselves, "GET", "/tokens", a.Tokens()),
		at(Themselves, "POST", "/tokens", a.CreateToken()),
		at(Themselves, "DELETE", "/tokens/{id}", a.DeleteToken()),

		at(Lists, "GET", "/coaches", a.Coaches()),
		at(Lists, "GET", "/schemes", a.Schemes()),
		at(OfManager, "GET", "/accountability", a.Accountability()),
		at(OfHolder, "PUT", "/holder/recording-confirmation", a.ConfirmRecording()),
		at(Lists, "GET", "/retention", a.Terms()),
		at(OfHolder, "PUT", "/retention", a.SetTerms()),
	}
}

func (s *Server) memberRoutes() []Route {
	a := s.api
	return []Route{
		at(OfHolder, "GET", "/people", a.People()),
		at(OfHolder, "POST", "/people", a.AddPerson()),
		at(OfHolder, "GET", "/people/{id}", a.Person()),
		at(OfHolder, "PATCH", "/people/{id}", a.ChangePerson()),
		at(OfHolder, "POST", "/people/{id}/roles", a.GiveRole()),
		at(OfHolder, "POST", "/people/{id}/roles/{role}/end", a.EndRole()),
		at(OfHolder, "POST", "/people/{id}/end", a.EndPerson()),
		at(OfHolder, "GET", "/people/{id}/links", a.LinksOf()),
		at(OfHolder, "POST", "/people/{id}/links", a.MakeLink()),
		at(OfHolder, "GET", "/links", a.Links()),
		at(OfHolder, "GET", "/administration-log", a.AdministrationLog()),
		at(OfHolder, "GET", "/locations", a.Locations()),
		at(OfHolder, "POST", "/locations", a.AddLocation()),
		at(OfHolder, "PATCH", "/locations/{id}", a.ChangeLocation()),
		at(OfHolder, "GET", "/centres", a.Centres()),
		at(OfHolder, "POST", "/centres", a.AddCentre()),
		at(OfHolder, "PATCH", "/centres/{id}", a.ChangeCentre()),
		at(OfHolder, "GET", "/teams", a.Teams()),
		at(OfHolder, "POST", "/teams", a.AddTeam()),
		at(OfHolder, "PATCH", "/teams/{id}", a.ChangeTeam()),
		at(OfHolder, "GET", "/people/{id}/teams", a.Memberships()),
		at(OfHolder, "POST", "/people/{id}/teams", a.JoinTeam()),
		at(OfHolder, "POST", "/people/{id}/teams/{membership}/end", a.LeaveTeam()),
		at(OfHolder, "GET", "/people/{id}/employments", a.Employments()),
		at(OfHolder, "POST", "/people/{id}/employments", a.AddEmployment()),
		at(OfHolder, "PATCH", "/people/{id}/employments/{employment}", a.ChangeEmployment()),
		at(OfHolder, "GET", "/engagements", a.Engagements()),
		at(OfHolder, "PATCH", "/engagements/{id}", a.ChangeEngagement()),
		at(OfHolder, "POST", "/engagements/{id}/end", a.EndEngagement()),
		at(OfHolder, "POST", "/groups", a.AddGroup()),
		at(OfHolder, "PATCH", "/groups/{id}", a.ChangeGroup()),
	}
}

// childRoutes are the register, who is present, and what is to be done about a yes that was taken back.
func (s *Server) childRoutes() []Route {
	a := s.api
	return []Route{
		at(OfChildren, "GET", "/children", a.Children()),
		at(OfChildren, "POST", "/children", a.AddChildren()),
		at(OfChild, "GET", "/children/{id}", a.Child()),
		at(OfChild, "PATCH", "/children/{id}", a.ChangeChild()),
		at(OfChild, "POST", "/children/{id}/guardians", a.AddGuardian()),
		at(OfChild, "POST", "/children/{id}/guardians/{guardian}/end", a.EndGuardian()),
		at(OfChild, "GET", "/children/{id}/consents", a.ChildConsents()),
		at(OfChild, "POST", "/children/{id}/consents", a.NoteConsent()),
		at(Lists, "GET", "/consent-basis", a.Basis()),
		at(OfHolder, "PUT", "/consent-basis", a.SetBasis()),
		at(OfRecording, "GET", "/recordings/{id}/roster", a.Roster()),
		at(OfRecording, "PUT", "/recordings/{id}/roster", a.SetRoster()),
		at(OfRecording, "GET", "/recordings/{id}/locks", a.Locks()),
		at(Lists, "GET", "/consent-tasks", a.ConsentTasks()),
		at(OfTask, "POST", "/consent-tasks/{id}/reopen", a.Reopen()),
	}
}

func (s *Server) coachingRoutes() []Route {
	a := s.api
	return []Route{
		at(Lists, "GET", "/questions", a.Questions()),
		at(Lists, "POST", "/questions", a.CreateQuestion()),
		{Method: "POST", Path: voicePath, Rule: Lists, Handler: http.HandlerFunc(s.takeVoiceNote)},
		{Method: "GET", Path: voicePath + "/{id}/sound", Rule: OfVoiceNote, Handler: http.HandlerFunc(s.playVoiceNote)},
		{Method: "DELETE", Path: voicePath + "/{id}", Rule: OfVoiceNote, Handler: http.HandlerFunc(s.eraseVoiceNote)},
		at(OfQuestion, "GET", "/questions/{id}", a.Question()),
		at(OfQuestion, "GET", "/questions/{id}/versions", a.Versions()),
		at(OfQuestion, "POST", "/questions/{id}/versions", a.AddVersion()),
		at(OfQuestion, "POST", "/questions/{id}/versions/{n}/accept", a.AcceptVersion()),

		at(Lists, "GET", "/trajectories", a.Trajectories()),
		at(OfQuestion, "GET", "/trajectories/{id}", a.Trajectory()),
		at(OfQuestion, "PUT", "/trajectories/{id}/coach", a.ChooseCoach()),
		at(OfQuestion, "POST", "/trajectories/{id}/pause", a.PauseTrajectory()),
		at(OfQuestion, "POST", "/trajectories/{id}/resume", a.ResumeTrajectory()),
		at(OfQuestion, "POST", "/trajectories/{id}/end", a.EndTrajectory()),
		at(OfQuestion, "GET", "/trajectories/{id}/cycles", a.Cycles()),
		at(OfQuestion, "GET", "/trajectories/{id}/agreement", a.Agreement()),
		at(OfQuestion, "POST", "/trajectories/{id}/agreement", a.ProposeAgreement()),
		at(OfQuestion, "POST", "/trajectories/{id}/agreement/agree", a.Agree()),
		at(OfQuestion, "GET", "/trajectories/{id}/evaluation", a.Evaluation()),
		at(OfQuestion, "POST", "/trajectories/{id}/evaluation", a.StartEvaluation()),
		at(OfQuestion, "PUT", "/trajectories/{id}/evaluation", a.Answer()),
		at(OfQuestion, "GET", "/trajectories/{id}/report", a.Report()),
		at(OfQuestion, "PATCH", "/trajectories/{id}/report", a.EditReport()),
		at(OfQuestion, "POST", "/trajectories/{id}/report/approve", a.ApproveReport()),

		at(Lists, "GET", "/cycles", a.SeenCycles()),
		at(OfCycle, "GET", "/cycles/{id}", a.Cycle()),
		at(OfCycle, "POST", "/cycles/{id}/close", a.CloseCycle()),
		at(OfCycle, "GET", "/cycles/{id}/choice", a.Choice()),
		at(OfCycle, "PUT", "/cycles/{id}/choice", a.SetChoice()),
		at(OfCycle, "POST", "/cycles/{id}/release", a.Release()),
		at(OfCycle, "GET", "/cycles/{id}/releases", a.Releases()),
		at(OfCycle, "POST", "/cycles/{id}/looks", a.CreateLook()),
		at(OfCycle, "GET", "/cycles/{id}/work-point", a.WorkPoint()),
		at(OfCycle, "PUT", "/cycles/{id}/work-point", a.SetWorkPoint()),
		at(OfCycle, "GET", "/cycles/{id}/entries", a.Entries()),
		at(OfCycle, "GET", "/cycles/{id}/practice", a.Practices()),
		at(OfCycle, "POST", "/cycles/{id}/practice", a.TryWorkPoint()),
		at(OfCycle, "GET", "/cycles/{id}/reminder", a.Reminder()),
		at(OfCycle, "PUT", "/cycles/{id}/reminder", a.SetReminder()),
		at(OfCycle, "DELETE", "/cycles/{id}/reminder", a.EndReminder()),
		at(OfCycle, "POST", "/cycles/{id}/reopen", a.ReopenCycle()),
		at(OfQuestion, "POST", "/trajectories/{id}/reopen", a.ReopenTrajectory()),
		at(OfQuestion, "GET", "/trajectories/{id}/reopenings", a.Reopenings()),
		at(OfQuestion, "POST", "/trajectories/{id}/reopenings/{reopening}/answer", a.AnswerReopening()),
	}
}

func (s *Server) talkRoutes() []Route {
	a := s.api
	return []Route{
		at(OfCycle, "GET", "/cycles/{id}/talks", a.Talks()),
		at(OfCycle, "POST", "/cycles/{id}/talks", a.CreateTalk()),
		at(OfTalk, "GET", "/talks/{id}", a.Talk()),
		at(OfTalk, "PATCH", "/talks/{id}", a.ChangeTalk()),
		at(OfTalk, "POST", "/talks/{id}/openings", a.OpenMoment()),
		at(OfTalk, "POST", "/talks/{id}/minutes", a.ConfirmTalk()),
		at(OfTalk, "GET", "/talks/{id}/notes", a.TalkNotes()),
		at(OfTalk, "POST", "/talks/{id}/notes", a.CreateTalkNote()),
		{Method: "GET", Path: talkEventsPath, Rule: OfTalk, Handler: http.HandlerFunc(s.talkEvents)},
		at(OfTalkNote, "GET", "/talk-notes/{id}", a.TalkNote()),
		at(OfTalkNote, "PATCH", "/talk-notes/{id}", a.ChangeTalkNote()),
		at(OfTalkNote, "DELETE", "/talk-notes/{id}", a.DeleteTalkNote()),
		at(OfTalkNote, "POST", "/talk-notes/{id}/approve", a.ApproveTalkNote()),
	}
}

func (s *Server) recordingRoutes() []Route {
	a := s.api
	return []Route{
		at(Lists, "GET", "/recordings", a.Recordings()),
		at(Lists, "POST", "/recordings", a.CreateRecording()),
		at(OfRecording, "GET", "/recordings/{id}", a.Recording()),
		at(OfRecording, "PATCH", "/recordings/{id}", a.RenameRecording()),
		at(OfRecording, "DELETE", "/recordings/{id}", a.EraseRecording()),
		at(OfRecording, "POST", "/recordings/{id}/accept", a.AcceptRecording()),
		at(OfRecording, "POST", "/recordings/{id}/decline", a.DeclineRecording()),
		at(OfRecording, "PUT", "/recordings/{id}/share", a.Share()),
		at(OfRecording, "DELETE", "/recordings/{id}/share", a.Withdraw()),
		at(OfOwner, "GET", "/recordings/{id}/device-masters", a.DeviceMasters()),
		at(OfOwner, "GET", "/recordings/{id}/trims", a.Trims()),
		at(OfRecording, "POST", "/recordings/{id}/trims", a.CreateTrim()),
		at(OfRecording, "PUT", "/recordings/{id}/pending-device", a.AwaitDevice()),
		at(OfRecording, "POST", "/recordings/{id}/ingest-tokens", a.CreateIngestToken()),
		at(OfRecording, "POST", "/recordings/{id}/stop", a.StopRecording()),
		at(OfRecording, "PUT", "/recordings/{id}/live-invitation", a.InviteLive()),
		at(OfRecording, "DELETE", "/recordings/{id}/live-invitation", a.EndLive()),
		at(OfWatched, "POST", "/recordings/{id}/watch-tokens", a.CreateWatchToken()),
		at(OfConsent, "GET", "/recordings/{id}/readiness", a.Readiness()),
		at(OfConsent, "PUT", "/recordings/{id}/consent", a.GiveConsent()),
		at(OfConsent, "DELETE", "/recordings/{id}/consent", a.WithdrawConsent()),
		at(OfOfficeFilm, "GET", "/office-films/{id}", a.OfficeFilm()),
		at(OfOfficeFilm, "POST", "/office-films/{id}/played", a.OfficePlayed()),
		at(OfRecording, "GET", "/recordings/{id}/extensions", a.Extensions()),
		at(OfRecording, "POST", "/recordings/{id}/extensions", a.Extend()),
		at(OfRecording, "POST", "/recordings/{id}/extensions/{extension}/answer", a.AnswerExtension()),
		at(OfRecording, "DELETE", "/recordings/{id}/extensions", a.TakeBackExtensions()),
		at(OfRecording, "GET", "/recordings/{id}/angles", a.Angles()),
		at(OfRecording, "POST", "/recordings/{id}/angles", a.CreateAngle()),
		at(OfRecording, "PATCH", "/recordings/{id}/angles/{number}", a.ChangeAngle()),
		at(OfRecording, "DELETE", "/recordings/{id}/angles/{number}", a.RemoveAngle()),
		at(OfRecording, "POST", "/recordings/{id}/angles/{number}/code", a.OpenCode()),
		at(OfRecording, "POST", "/recordings/{id}/angles/{number}/put-out", a.PutOut()),
		at(OfRecording, "GET", "/recordings/{id}/annotations", a.Annotations()),
		at(OfRecording, "POST", "/recordings/{id}/annotations", a.CreateAnnotation()),

		at(OfAnnotation, "GET", "/annotations/{id}", a.Annotation()),
		at(OfAnnotation, "PATCH", "/annotations/{id}", a.ChangeAnnotation()),
		at(OfAnnotation, "DELETE", "/annotations/{id}", a.DeleteAnnotation()),
		at(OfAnnotation, "GET", "/annotations/{id}/replies", a.Replies()),
		at(OfAnnotation, "POST", "/annotations/{id}/replies", a.CreateReply()),
	}
}
