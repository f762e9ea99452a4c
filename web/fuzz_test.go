package web

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"
)

func FuzzBearerTokenIsNeverEmpty(f *testing.F) {
	for _, seed := range []string{"", "Bearer", "Bearer ", "Bearer x", "bearer  x ", "Basic eDp5", "Bearer\tx", "Bearer x y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		r := httptest.NewRequest("GET", "/api/v1/me", nil)
		r.Header.Set("Authorization", header)
		if token, ok := bearerToken(r); ok && strings.TrimSpace(token) == "" || !ok && token != "" {
			t.Fatalf("%q gives %q, %v", header, token, ok)
		}
	})
}

func FuzzFilmNamesStayInTheirFolder(f *testing.F) {
	for _, seed := range []string{"master.m3u8", "g1/720p.m3u8", "g1/../x", "g99999999999999999999/x", "g-1/x", ".hidden", "a//b", "g1/", "%2e%2e/x", "g1/g2/x.m4s"} {
		f.Add(seed, 3)
	}
	f.Fuzz(func(t *testing.T, file string, current int) {
		generation, name, ok := splitGeneration(file, current)
		if !ok {
			return
		}
		if generation <= 0 && generation != current {
			t.Fatalf("%q is of generation %d", file, generation)
		}
		if name == "" || strings.Contains(name, "..") && strings.Contains("/"+name+"/", "/../") || name[0] == '/' {
			t.Fatalf("%q leads to %q", file, name)
		}
	})
}

func FuzzPlaylistsKeepTheirLines(f *testing.F) {
	f.Add([]byte("#EXTM3U\n#EXT-X-MAP:URI=\"init.mp4\"\n720p.m3u8\n"))
	f.Add([]byte("\r\n\n#"))
	f.Fuzz(func(t *testing.T, playlist []byte) {
		out, err := pointInto(bytes.NewReader(playlist), "g1/")
		if err == nil && bytes.Count(out, []byte("\n")) < bytes.Count(bytes.TrimRight(playlist, "\n"), []byte("\n")) {
			t.Fatalf("%q became %q", playlist, out)
		}
	})
}

func FuzzDamagedHashesAreRefused(f *testing.F) {
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5")
	f.Add("$none")
	f.Add("$argon2id$v=19$m=4294967295,t=4294967295,p=255$$")
	f.Fuzz(func(t *testing.T, stored string) {
		p, err := parsePHC(stored)
		if err == nil && (p.memory > 1<<20 || p.passes == 0 || p.passes > 16 || p.lanes == 0 || len(p.key) < 16) {
			t.Fatalf("%q would cost %+v", stored, p)
		}
	})
}
