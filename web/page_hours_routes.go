package web

import "net/http"

// hoursRoutes are what there is about hours for the inspectorate.
func (s *Server) hoursRoutes() []Route {
	p, a := s.pages, s.api
	route := func(rule Rule, method, path string, show func(*ask) error) Route {
		return Route{Method: method, Path: path, Rule: rule, Handler: p.at(show)}
	}
	return []Route{
		route(Lists, http.MethodGet, hoursPath, p.showHours),
		route(OfHours, http.MethodGet, hoursPath+"/people", p.showHoursPeople),
		route(OfHours, http.MethodGet, hoursPath+"/inspection", p.showInspection),
		route(OfHours, http.MethodGet, hoursPath+"/inspection.pdf", p.inspectionPDF),
		route(OfHours, http.MethodGet, hoursPath+"/inspection.csv", p.inspectionCSV),
		route(OfHolder, http.MethodGet, hoursPath+"/norm", p.showHoursNorm),
		route(OfHolder, http.MethodPost, hoursPath+"/rule", p.setHoursRule),
		route(OfHolder, http.MethodPost, hoursPath+"/fix", p.fixHours),
		route(OfHolder, http.MethodGet, hoursPath+"/plan", p.showHoursPlan),
		route(OfHolder, http.MethodPost, hoursPath+"/plan", p.setHoursPlan),
		route(OfHolder, http.MethodPost, hoursPath+"/open", p.openHours),
		route(OfHolder, http.MethodPost, hoursPath+"/place", p.placeHours),
		route(Lists, http.MethodGet, hoursPath+"/lines", p.showHoursLines),
		route(Lists, http.MethodPost, hoursPath+"/lines", p.noteHours),
		route(OfHoursLine, http.MethodGet, hoursPath+"/lines/{id}", p.showHoursLine),
		route(OfHoursLine, http.MethodPost, hoursPath+"/lines/{id}/correct", p.correctHours),
		route(OfHoursLine, http.MethodPost, hoursPath+"/lines/{id}/confirm", p.confirmHours),
		route(Anyone, http.MethodGet, shownPath+"{token}", p.showDistribution),

		at(Lists, "GET", "/hours", a.Hours()),
		at(Lists, "POST", "/hours", a.NoteHours()),
		at(OfHoursLine, "GET", "/hours/{id}", a.HoursLine()),
		at(OfHoursLine, "PATCH", "/hours/{id}", a.CorrectHours()),
		at(OfHoursLine, "POST", "/hours/{id}/confirm", a.ConfirmHours()),
		at(Lists, "GET", "/hours/years/{year}", a.HoursYear()),
		at(OfHours, "GET", "/hours/years/{year}/people", a.HoursWorkers()),
		at(OfHolder, "PUT", "/hours/years/{year}/rule", a.SetHoursRule()),
		at(OfHolder, "POST", "/hours/years/{year}/snapshots", a.FixHours()),
		at(OfHolder, "PUT", "/hours/years/{year}/plan", a.SetHoursPlan()),
		at(OfHolder, "PUT", "/hours/years/{year}/page", a.OpenHours()),
		at(OfHolder, "DELETE", "/hours/years/{year}/page", a.CloseHours()),
	}
}
