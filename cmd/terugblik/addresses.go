package main

import (
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"terugblik/certificate"
)

// boundAddresses are the addresses on which others reach a listener, the best one first: that of the default
// interface, other private ones, other ones, loopback. Addresses that no browser can type are left out.
func boundAddresses(addr string) []netip.Addr {
	host, _, _ := net.SplitHostPort(addr) // checked by parseConfig
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if ip, err := netip.ParseAddr(host); err == nil && !ip.IsUnspecified() {
		return []netip.Addr{ip.Unmap()}
	}
	if host != "" && host != "::" && host != "0.0.0.0" {
		return nil // a name, which is enough by itself
	}
	all := interfaceAddresses()
	if host == "0.0.0.0" {
		all = slices.DeleteFunc(all, func(ip netip.Addr) bool { return !ip.Is4() })
	}
	return ordered(all, defaultAddress())
}

func interfaceAddresses() []netip.Addr {
	found, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var all []netip.Addr
	for _, each := range found {
		network, ok := each.(*net.IPNet)
		if !ok {
			continue
		}
		if ip, ok := netip.AddrFromSlice(network.IP); ok && !ip.Unmap().IsLinkLocalUnicast() {
			all = appendNew(all, ip.Unmap())
		}
	}
	return all
}

// ordered puts the most useful address first.
func ordered(all []netip.Addr, usual netip.Addr) []netip.Addr {
	rank := func(ip netip.Addr) int {
		switch {
		case ip == usual && !ip.IsLoopback():
			return 0
		case ip.IsLoopback():
			return 4
		case ip.IsPrivate() && ip.Is4():
			return 1
		case ip.Is4():
			return 2
		}
		return 3
	}
	slices.SortStableFunc(all, func(a, b netip.Addr) int { return rank(a) - rank(b) })
	return all
}

// defaultAddress is that of the interface which leads to the rest of the world; no packet is sent. The zero value
// when there is none.
func defaultAddress() netip.Addr {
	conn, err := net.Dial("udp4", "192.0.2.1:9") // an address for documentation (RFC 5737)
	if err != nil {
		return netip.Addr{}
	}
	defer conn.Close()
	local, _ := conn.LocalAddr().(*net.UDPAddr)
	ip, _ := netip.AddrFromSlice(local.IP)
	return ip.Unmap()
}

// reach is every address of the site as people type it, the best one first. Those that the certificate does not hold
// are left out.
func reach(c config, listener net.Addr, keeper *certificate.Keeper) []string {
	if c.PublicURL != nil {
		return []string{c.PublicURL.String()}
	}
	scheme, usual := "http", 80
	if c.TLS.on() {
		scheme, usual = "https", 443
	}
	port := listener.(*net.TCPAddr).Port
	hosts := slices.Clone(c.TLS.Domains)
	if len(hosts) == 0 {
		hosts = held(boundHosts(c.Addr), keeper)
	}
	var all []string
	for _, host := range hosts {
		written := net.JoinHostPort(host, strconv.Itoa(port))
		if port == usual {
			written = strings.TrimSuffix(written, ":"+strconv.Itoa(port))
		}
		all = append(all, scheme+"://"+written)
	}
	return all
}

func held(hosts []string, keeper *certificate.Keeper) []string {
	if keeper == nil || keeper.Authority() == nil {
		return hosts
	}
	facts, _ := keeper.Facts()
	good := slices.DeleteFunc(slices.Clone(hosts), func(host string) bool { return !slices.Contains(facts.Names, host) })
	if len(good) == 0 {
		return hosts
	}
	return good
}

func boundHosts(addr string) []string {
	var hosts []string
	for _, ip := range boundAddresses(addr) {
		hosts = append(hosts, ip.String())
	}
	if len(hosts) == 0 {
		host, _, _ := net.SplitHostPort(addr)
		hosts = append(hosts, host)
	}
	return hosts
}

func appendNew[T comparable](list []T, item T) []T {
	if slices.Contains(list, item) {
		return list
	}
	return append(list, item)
}
