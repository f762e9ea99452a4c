package web

import "net/http"

// hoursRoutes are the pages about hours for the inspectorate.
func (s *Server) hoursRoutes() []Route {
	p := s.pages
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
	}
}
