package web

import (
	"bytes"
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"terugblik/web/ui"
)

// samples are the views of all pages; a page without one fails the test.
func samples() map[string]any {
	return map[string]any{
		"talk": talkPage{}, "watch": watchView{},

		"hours": hoursView{}, "hours_people": hoursPeopleView{}, "hours_norm": hoursNormView{}, "hours_plan": hoursPlanView{},
		"hours_lines": hoursLinesView{}, "hours_line": hoursLineOneView{}, "hours_shown": hoursShownView{},
		"administration": administrationView{}, "dead_link": deadLinkView{}, "link": linkPage{}, "links": linksView{},
		"member": memberView{}, "member_end": memberEndView{}, "member_link": memberLinkView{}, "member_new": memberNewView{},
		"basis": basisView{}, "child": childView{}, "children": childrenView{}, "roster": rosterView{}, "tasks": tasksView{},
		"tablet": tabletView{}, "tablets": tabletsView{}, "tablet_begin": tabletBeginView{},
		"places": placesView{}, "start": startView{},
		"agreement": agreementView{}, "evaluation": evaluationView{}, "print": printView{}, "report": reportView{},
		"account": accountView{}, "offline": offlineView{}, "certificate": certificateView{}, "coach": coachView{}, "cycle": cycleView{}, "devices": devicesView{}, "end": endView{}, "erase": eraseView{},
		"coach_choice": coachChoiceView{}, "elsewhere": elsewhereView{}, "role_cost": roleCostView{},
		"error": errorView{}, "home": homeView{}, "join": joinView{}, "keys": keysView{}, "log": logView{}, "login": loginView{},
		"audit": auditView{}, "documents": documentsView{}, "document": documentView{}, "transparency": transparencyView{}, "parents": parentsView{}, "dossier": dossierView{},
		"restored": restoredView{}, "shares": sharesView{},
		"engagement": engagementView{}, "engagements": engagementsView{},
		"manager": managerView{}, "newcomers": newcomersView{}, "newcomer_list": newcomerListView{}, "newcomer_links": newcomerLinksView{}, "people": peopleView{}, "question": questionView{}, "question_new": questionNewView{},
		"record": recordView{}, "recording": recordingView{}, "release": releasePage{}, "review": reviewView{}, "settings": settingsView{},
		"office": officeView{}, "office_film": officeFilmView{}, "saw": sawView{},
		"keep": keepView{}, "retention": retentionView{}, "storage": storageView{}, "trim": trimView{}, "upload": uploadView{},
	}
}

// fill puts something into every field, so that every branch of a template that shows something runs.
func fill(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("Van den Oetelaar-Achterberg <b>")
	case reflect.Int, reflect.Int64:
		v.SetInt(2)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() && depth < 6 {
				fill(v.Field(i), depth+1)
			}
		}
	}
}

func filled(view any) any {
	value := reflect.New(reflect.TypeOf(view)).Elem()
	if _, isRaw := view.(Element); !isRaw {
		fill(value, 0)
	}
	return value.Interface()
}

// without switches off one flag of a view, for the other branch of a template.
func without(view any, flag string) any {
	value := reflect.New(reflect.TypeOf(view)).Elem()
	value.Set(reflect.ValueOf(view))
	value.FieldByName(flag).SetZero()
	return value.Interface()
}

func TestEveryPageCanBeShownFullAndEmptyInBothLanguages(t *testing.T) {
	t.Parallel()
	all := spoken(t)
	for _, language := range languages {
		parsed, err := parsePages(ui.Pages(), functions(all.in(language), ui.Manifest{}))
		require.NoError(t, err)
		views := samples()
		require.Len(t, parsed, len(views), "each page has a sample")
		for name, empty := range views {
			shown := []any{empty, filled(empty)}
			for _, flag := range []string{"Desk", "Receipt", "Off", "Empty", "Owner", "Paused", "MayChange", "Confirmed", "Plan", "Count", "ForYou", "Ended", "Elsewhere", "In", "At", "Fits", "OnlyHere", "Already", "Install"} {
				if reflect.ValueOf(empty).FieldByName(flag).IsValid() {
					shown = append(shown, without(shown[1], flag))
				}
			}
			if talk, is := shown[1].(talkPage); is {
				talk.Running = nil
				shown = append(shown, talk)
			}
			for _, view := range shown {
				var page bytes.Buffer
				require.NoError(t, parsed[name].ExecuteTemplate(&page, "page.html", view), name)
				checkPage(t, name, page.String())
			}
		}
	}
}

var untranslated = regexp.MustCompile(`^\s*[a-z_]+\.[a-z_]+[a-z_.]*\s*$`)

// checkPage demands HTML in which ids are unique, fields have names for those who cannot see them, and no key shows.
func checkPage(t *testing.T, name, page string) {
	t.Helper()
	document, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	ids, labels, texts := map[string]bool{}, map[string]bool{}, 0
	for node := range document.Descendants() {
		if node.Type == html.TextNode && node.Parent.Data != "script" && node.Parent.Data != "code" {
			require.NotRegexp(t, untranslated, node.Data, name)
			texts++
		}
		if id := attribute(node, "id"); id != "" && node.Data != "symbol" {
			require.False(t, ids[id] && !strings.Contains(id, "Oetelaar"), "%s: the id %q is there twice", name, id)
			ids[id] = true
		}
		if node.Data == "label" {
			labels[attribute(node, "for")] = true
		}
		require.Empty(t, attribute(node, "style"), "%s: the policy forbids style attributes", name)
		for _, event := range []string{"onclick", "onsubmit", "onchange"} {
			require.Empty(t, attribute(node, event), name)
		}
	}
	require.Positive(t, texts)
	for node := range document.Descendants() {
		isField := node.Data == "textarea" || node.Data == "select" ||
			node.Data == "input" && attribute(node, "type") != "hidden" && attribute(node, "type") != "radio" && attribute(node, "type") != "checkbox"
		if node.Type == html.ElementNode && isField {
			require.True(t, labels[attribute(node, "id")], "%s: the field %q has no label", name, attribute(node, "name"))
		}
	}
}

func attribute(node *html.Node, key string) string {
	for _, a := range node.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

var (
	action     = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	tag        = regexp.MustCompile(`(?s)<[^>]*>`)
	spokenAttr = regexp.MustCompile(`(?:aria-label|placeholder|title|alt)="([^"]*)"`)
)

func TestNoTemplateHoldsWordsOfItsOwn(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(ui.Pages(), "*/*.html")
	require.NoError(t, err)
	require.Greater(t, len(files), 20)
	for _, file := range files {
		content, err := fs.ReadFile(ui.Pages(), file)
		require.NoError(t, err)
		bare := action.ReplaceAllString(string(content), "")
		for _, match := range spokenAttr.FindAllStringSubmatch(bare, -1) {
			require.False(t, hasLetters(match[1]), "%s says %q in an attribute", file, match[1])
		}
		require.False(t, hasLetters(tag.ReplaceAllString(bare, "")), "%s has words of its own: %q",
			file, strings.Join(strings.Fields(tag.ReplaceAllString(bare, "")), " "))
	}
}

func hasLetters(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

// The layout shows the fields of Frame: one of the same name in a page's own view would be shown in its place.
func TestNoPageHidesWhatTheLayoutShows(t *testing.T) {
	t.Parallel()
	frame := reflect.TypeFor[Frame]()
	for page, view := range samples() {
		own := reflect.TypeOf(view)
		for i := range own.NumField() {
			_, hidden := frame.FieldByName(own.Field(i).Name)
			assert.False(t, hidden && !own.Field(i).Anonymous, "%s hides %s", page, own.Field(i).Name)
		}
	}
}
