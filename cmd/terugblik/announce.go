package main

import (
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"os"
	"strings"

	"terugblik/certificate"
)

// announce prints where the server is, how a phone gets there, and who may log in to a demo.
func announce(out io.Writer, c config, addresses []string, keeper *certificate.Keeper) {
	fmt.Fprintln(out, "Terugblik is on "+addresses[0])
	if len(addresses) > 1 {
		fmt.Fprintln(out, "  and on "+strings.Join(addresses[1:], ", "))
	}
	codes := []code{}
	if keeper != nil && keeper.Authority() != nil {
		page := certificatePage(addresses[0])
		fmt.Fprintln(out, "A phone or tablet first installs the certificate of this server, once: "+page)
		fmt.Fprintln(out, "  SHA-256 "+keeper.Authority().Fingerprint())
		codes = append(codes, code{"1. the certificate", page})
	}
	if len(codes) > 0 || !onlyHere(addresses[0]) {
		title := "Terugblik"
		if len(codes) > 0 {
			title = "2. Terugblik"
		}
		printCodes(out, append(codes, code{title, addresses[0]}), isTerminal(out))
	}
	if !c.Demo {
		return
	}
	fmt.Fprintln(out, "This is a demo. Log in with the password terugblik as:")
	for _, a := range demoAccounts() {
		fmt.Fprintf(out, "  %-26s %s\n", a.email, a.who)
	}
	fmt.Fprintln(out, "Stop with Ctrl-C.")
}

// certificatePage is reached without TLS: nobody trusts the certificate yet.
func certificatePage(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	port := u.Port()
	if port == "" {
		u.Host += ":443"
	}
	return "http://" + u.Host + "/certificate"
}

// onlyHere says whether an address is that of this machine to itself.
func onlyHere(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}

func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
