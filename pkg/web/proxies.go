package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// forwarding are the headers by which a proxy says for whom it asks. Anybody can send them.
var forwarding = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip"}

// behindProxies gives a request the address of the client for which a trusted proxy sent it, and lets that proxy say
// whether the client came by https. From anybody else the headers of forwarding are taken off, so that nothing below can
// believe them.
func (s *Server) behindProxies(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		own := *r
		own.Header = r.Header.Clone()
		scheme := lastOf(r.Header.Values("X-Forwarded-Proto"))
		for _, name := range forwarding {
			own.Header.Del(name)
		}
		if s.trusts(addressOf(r.RemoteAddr)) {
			if client := s.client(r.Header.Values("X-Forwarded-For")); client.IsValid() {
				own.RemoteAddr = net.JoinHostPort(client.String(), "0")
			}
			if scheme != "" {
				own.Header.Set("X-Forwarded-Proto", scheme)
			}
		}
		next.ServeHTTP(w, &own)
	})
}

// client is the address that the outermost trusted proxy saw. Each proxy adds on the right whom it saw, so the list is
// read from there, up to the first address that is no trusted proxy's: what stands left of it is only claimed.
func (s *Server) client(values []string) netip.Addr {
	var seen netip.Addr
	hops := strings.Split(strings.Join(values, ","), ",")
	for _, hop := range slices.Backward(hops) {
		at := addressOf(strings.TrimSpace(hop))
		if !at.IsValid() {
			return seen
		}
		seen = at
		if !s.trusts(at) {
			return seen
		}
	}
	return seen
}

func (s *Server) trusts(at netip.Addr) bool {
	return at.IsValid() && slices.ContainsFunc(s.cfg.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(at) })
}

// addressOf reads an address with or without a port; the zero address when it is none.
func addressOf(s string) netip.Addr {
	if with, err := netip.ParseAddrPort(s); err == nil {
		return with.Addr().Unmap().WithZone("")
	}
	at, err := netip.ParseAddr(strings.Trim(s, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return at.Unmap().WithZone("")
}

func lastOf(values []string) string {
	all := strings.Join(values, ",")
	return strings.TrimSpace(all[strings.LastIndex(all, ",")+1:])
}
