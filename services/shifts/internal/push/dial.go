package push

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// guardedClient calls only addresses that allowed lets pass. An endpoint comes from outside: it must not lead into the
// hospital's own network. The address is judged when the connection is made, after the name was looked up, so that a
// name cannot point elsewhere in between; and redirects are not followed.
func guardedClient(allowed func(addr string) error) *http.Client {
	dialer := &net.Dialer{
		Timeout: 5 * time.Second,
		Control: func(_, address string, _ syscall.RawConn) error { return allowed(address) },
	}
	return &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			// No proxy: it would dial in our place, unguarded.
			DialContext: dialer.DialContext, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 8, IdleConnTimeout: time.Minute,
			TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: timeout,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// notPublic are blocks that netip does not call private but that lead to no push service: shared address space, the
// translation prefixes that may reach private IPv4, benchmarks and documentation.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
}

// publicOnly refuses every address that is not on the public internet.
func publicOnly(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("push: no address: %w", err)
	}
	ip := at.Addr().Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return fmt.Errorf("push: %s is not a public address", ip)
	}
	for _, block := range notPublic {
		if block.Contains(ip) {
			return fmt.Errorf("push: %s is not a public address", ip)
		}
	}
	return nil
}
