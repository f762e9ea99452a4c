package web

// pageRoutes are the pages that people look at; each is one method of pages in page_*.go.
func (s *Server) pageRoutes() []Route {
	p := s.pages
	get := func(rule Rule, path string, show func(*ask) error) Route {
		return Route{Method: "GET", Path: path, Rule: rule, Handler: p.at(show)}
	}
	post := func(rule Rule, path string, act func(*ask) error) Route {
		return Route{Method: "POST", Path: path, Rule: rule, Handler: p.at(act)}
	}
	return []Route{
		{Method: "GET", Path: assetPath + "{file}", Rule: Anyone, Handler: assets()},
		get(Anyone, "/app.webmanifest", p.showManifest),
		get(Anyone, "/worker.js", p.showWorker),
		get(Anyone, "/offline", p.showOffline),
		get(Anyone, certificatePath, p.showCertificate),
		get(Doorstep, "/login", p.showLogin),
		post(Doorstep, "/login", p.login),
		post(Doorstep, "/logout", p.logout),
		post(Doorstep, "/language", p.chooseLanguage),

		get(Doorstep, "/start/{token}", p.showStart),
		post(Doorstep, "/start/{token}", p.start),
		get(Doorstep, "/link/{token}", p.showLink),
		post(Doorstep, "/link/{token}", p.useLinkOnce),

		get(Themselves, "/account", p.showAccount),
		post(Themselves, "/account/links/{id}/take-back", p.takeBackLink),
		post(Themselves, "/account/language", p.chooseLanguageOfAccount),
		post(Themselves, "/account/password", p.changePassword),
		post(Themselves, "/account/logout-everywhere", p.logoutEverywhere),
		post(Themselves, "/account/tokens", p.createToken),
		post(Themselves, "/account/tokens/{id}/delete", p.deleteToken),
		get(Themselves, "/log", p.showLog),
		get(Themselves, "/help/keys", p.showKeys),

		get(Lists, "/", p.showHome),
		get(Lists, "/learning", p.showLearning),
		get(Lists, "/coaching", p.showCoaching),
		get(OfManager, "/manager", p.showManager),
		get(OfHolder, "/people", p.showPeople),
		get(OfHolder, "/people/new", p.showNewMember),
		post(OfHolder, "/people", p.addMember),
		get(OfHolder, "/people/log", p.showAdministration),
		get(OfHolder, "/people/links", p.showLinks),
		get(OfHolder, "/people/{id}", p.showMember),
		post(OfHolder, "/people/{id}", p.changeMember),
		post(OfHolder, "/people/{id}/roles", p.giveRole),
		post(OfHolder, "/people/{id}/roles/{role}/end", p.endRole),
		get(OfHolder, "/people/{id}/end", p.showMemberEnd),
		post(OfHolder, "/people/{id}/end", p.endMember),
		post(OfHolder, "/people/{id}/links", p.makeLink),
		get(OfHolder, "/places", p.showPlaces),
		post(OfHolder, "/places", p.addLocation),
		post(OfHolder, "/places/{id}", p.changeLocation),
		post(OfHolder, "/places/{id}/groups", p.addGroup),
		post(OfHolder, "/groups/{id}", p.changeGroup),
		get(OfHolder, "/settings", p.showSettings),
		post(OfHolder, "/settings/recording", p.confirmRecording),
		get(OfHolder, "/settings/retention", p.showRetention),
		post(OfHolder, "/settings/retention", p.setTerms),
		get(OfHolder, "/settings/storage", p.showStorage),
		post(OfHolder, "/settings/storage", p.checkStorage),
		get(OfHolder, "/devices", p.showDevices),

		get(Lists, "/questions/new", p.showNewQuestion),
		post(Lists, "/questions", p.createQuestion),
		get(OfQuestion, "/questions/{id}", p.showQuestion),
		post(OfQuestion, "/questions/{id}/versions", p.addWording),
		post(OfQuestion, "/questions/{id}/versions/{n}/accept", p.acceptWording),
		post(OfQuestion, "/questions/{id}/coach", p.chooseCoach),
		post(OfQuestion, "/questions/{id}/pause", p.pauseTrajectory),
		post(OfQuestion, "/questions/{id}/resume", p.resumeTrajectory),
		get(OfQuestion, "/questions/{id}/end", p.showEnd),
		post(OfQuestion, "/questions/{id}/end", p.endTrajectory),

		get(OfCycle, "/cycles/{id}", p.showCycle),
		post(OfCycle, "/cycles/{id}/recordings", p.planRecording),
		post(OfCycle, "/cycles/{id}/record", p.recordNow),
		post(OfCycle, "/cycles/{id}/upload", p.uploadNow),
		post(OfCycle, "/cycles/{id}/work-point", p.writeWorkPoint),
		post(OfCycle, "/cycles/{id}/close", p.closeCycle),
		post(OfCycle, "/cycles/{id}/choice", p.moveMark),
		get(OfCycle, "/cycles/{id}/release", p.showRelease),
		post(OfCycle, "/cycles/{id}/release", p.release),
		get(OfCycle, "/cycles/{id}/review", p.showReview),

		get(OfRecording, "/recordings/{id}", p.showRecording),
		get(OfRecording, "/recordings/{id}/record", p.showRecorder),
		get(OfRecording, "/recordings/{id}/upload", p.showUpload),
		post(OfRecording, "/recordings/{id}/accept", p.acceptPlan),
		post(OfRecording, "/recordings/{id}/decline", p.declinePlan),
		post(OfRecording, "/recordings/{id}/share", p.share),
		post(OfRecording, "/recordings/{id}/unshare", p.unshare),
		get(OfRecording, "/recordings/{id}/erase", p.showErase),
		post(OfRecording, "/recordings/{id}/erase", p.erase),
		get(OfRecording, "/recordings/{id}/keep", p.showKeep),
		post(OfRecording, "/recordings/{id}/keep", p.keepLonger),
		post(OfRecording, "/recordings/{id}/keep/answer", p.answerKeep),
		post(OfRecording, "/recordings/{id}/keep/take-back", p.takeBackKeep),
	}
}
