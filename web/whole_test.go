package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"terugblik/coaching"
)

// isFile are addresses of what is no page.
var isFile = regexp.MustCompile(`[./](pdf|csv|json|crt|webmanifest)$|^/(assets|media|api)/`)

// rawKey is a key of a text that nobody translated.
var rawKey = regexp.MustCompile(`^[a-z_]+\.[a-z_]+[a-z_.]*$`)

var anID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

// crawler visits the pages that one account reaches by links, in one language: of those that differ by what they are about, three.
type crawler struct {
	*visitor
	language string
	waiting  []string
	seen     map[string]bool
	kinds    map[string]int // how many of a kind were seen
}

// crawl gives the addresses of the pages that were seen.
func (s *site) crawl(v *visitor, language string) map[string]bool {
	s.t.Helper()
	c := &crawler{visitor: v.with("Cookie", "terugblik_language="+language), language: language, waiting: []string{"/"}, seen: map[string]bool{"/": true}, kinds: map[string]int{}}
	for len(c.waiting) > 0 {
		next := c.waiting[0]
		c.waiting = c.waiting[1:]
		c.look(next)
	}
	return c.seen
}

func (c *crawler) look(path string) {
	c.t.Helper()
	got := c.get(path)
	for range 3 {
		if got.StatusCode != http.StatusSeeOther {
			break
		}
		path = got.Header.Get("Location")
		got = c.get(path)
	}
	require.Equal(c.t, http.StatusOK, got.StatusCode, "%s: %.300s", path, got.body)
	if c.cookie == "" && path != "/api/docs" {
		require.True(c.t, strings.HasPrefix(path, "/login"), "%s opens without a log-in", path)
	}
	require.True(c.t, strings.HasPrefix(got.Header.Get("Content-Type"), "text/html"), path)
	document, err := html.Parse(strings.NewReader(got.body))
	require.NoError(c.t, err)
	headings, at := 0, c.language+" "+path
	for node := range document.Descendants() {
		switch {
		case node.Type == html.TextNode && !slices.Contains([]string{"script", "style", "code"}, node.Parent.Data):
			require.NotRegexp(c.t, rawKey, strings.TrimSpace(node.Data), at)
		case node.Type != html.ElementNode:
		case node.Data == "html":
			require.Equal(c.t, c.language, valueOf(node, "lang"), at)
		case node.Data == "h1":
			headings++
		case node.Data == "a":
			c.follow(path, valueOf(node, "href"))
		}
		for _, name := range []string{"aria-label", "title", "placeholder", "alt"} {
			require.NotRegexp(c.t, rawKey, valueOf(node, name), at)
		}
	}
	require.Equal(c.t, 1, headings, "headings of %s", at)
}

// follow takes down where a link leads, without what it asks: two pages of a kind differ by that in words only.
func (c *crawler) follow(from, link string) {
	base, err := url.Parse(from)
	require.NoError(c.t, err)
	to, err := base.Parse(link)
	require.NoError(c.t, err, "%s leads to %q", from, link)
	if to.Host != "" || to.Scheme != "" || isFile.MatchString(to.Path) || c.seen[to.Path] {
		return
	}
	kind := anID.ReplaceAllString(to.Path, "id")
	if c.kinds[kind]++; c.kinds[kind] > 3 {
		return
	}
	c.seen[to.Path] = true
	c.waiting = append(c.waiting, to.Path)
}

func valueOf(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestEveryPageThatALinkLeadsToIsWhole: for every account and for nobody, in both languages, there is a page behind each
// link, in that language, with one heading and no key of a text.
func TestEveryPageThatALinkLeadsToIsWhole(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	s.store(s.Recording.ID, 1)
	visited := map[string]bool{}
	for _, language := range []string{"nl", "en"} {
		for _, actor := range append(everybody(s), coaching.Actor{}) {
			v := s.nobody()
			if actor.ID != "" {
				v = s.as(actor)
			}
			for path := range s.crawl(v, language) {
				visited[path] = true
			}
		}
	}
	require.Greater(t, len(visited), 80)
}
