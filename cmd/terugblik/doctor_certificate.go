package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"terugblik/certificate"
	"terugblik/doctor"
)

// certificates looks at each certificate that the server would show with these flags. It asks for none.
func (e *examination) certificates() (findings []doctor.Finding) {
	tls := e.config.TLS
	own := filepath.Join(e.data, "tls")
	switch {
	case tls.CertFile != "":
		findings = append(findings, e.certificateIn(tls.CertFile, "put the files that --tls-cert and --tls-key name in their place, readable for the server's account"))
	case tls.Self:
		findings = append(findings,
			e.certificateIn(filepath.Join(own, "server.pem"), "start the server: it renews this one by itself"),
			e.certificateIn(filepath.Join(own, certificate.AuthorityFile), "put the file back from a backup; a new authority has to be installed on every phone again"))
	case len(tls.Domains) > 0:
		for _, domain := range tls.Domains {
			findings = append(findings, e.certificateIn(filepath.Join(own, "acme", domain), "look whether the internet reaches this server on port 443 under that name: only then it is renewed"))
		}
	default:
		findings = append(findings, doctor.Finding{Check: "certificate", Level: doctor.Note, Said: "none: the server speaks plain HTTP"})
	}
	return findings
}

func (e *examination) certificateIn(path, advice string) doctor.Finding {
	f := doctor.Finding{Check: "certificate", Level: doctor.OK}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) && e.config.TLS.CertFile == "" {
		f.Level, f.Said = doctor.Note, path+" is not there yet: the server makes or asks for it"
		return f
	}
	if err != nil {
		f = doctor.Unreadable(f.Check, err)
		f.Advice = advice
		return f
	}
	facts := certificate.Inspect(text, e.now)
	f.Said = fmt.Sprintf("%s is for %s and lasts until %s", path, strings.Join(facts.Names, ", "), facts.NotAfter.Local().Format("2006-01-02"))
	if len(facts.Names) == 0 {
		f.Said = fmt.Sprintf("%s is the own authority and lasts until %s", path, facts.NotAfter.Local().Format("2006-01-02"))
	}
	if facts.Problem == "" {
		return f
	}
	f.Level, f.Said, f.Advice = doctor.Error, path+": "+facts.Words(e.now), advice
	if facts.Problem == certificate.EndsSoon {
		f.Level = doctor.Warning
	}
	return f
}
