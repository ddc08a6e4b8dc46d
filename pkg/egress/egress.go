// Package egress calls addresses that come from outside without being led into the network that it stands in.
package egress

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Client calls only addresses that allowed lets pass. The address is judged when the connection is made, after the name
// was looked up, so that a name cannot point elsewhere in between; and redirects are not followed.
func Client(allowed func(address string) error, timeout time.Duration) *http.Client {
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

// notPublic are blocks that netip does not call private but that lead to nobody on the public internet: shared address
// space, the translation prefixes that may reach private IPv4, benchmarks and documentation.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
}

// PublicOnly refuses every address, as host:port, that is not on the public internet.
func PublicOnly(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("no address: %w", err)
	}
	ip := at.Addr().Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return fmt.Errorf("%s is not a public address", ip)
	}
	for _, block := range notPublic {
		if block.Contains(ip) {
			return fmt.Errorf("%s is not a public address", ip)
		}
	}
	return nil
}

// LoopbackOnly refuses every address but this machine's own. For a system that runs on one machine, e.g. to be shown.
func LoopbackOnly(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err == nil && at.Addr().Unmap().IsLoopback() {
		return nil
	}
	return errors.New("only this machine's own addresses are called here")
}

// Getter reads documents from hosts that are known.
type Getter struct {
	// Known tells whether a host, with its port if it names one, may be asked.
	Known func(host string) bool
	// Loopback reads from this machine alone, and then by plain http too; otherwise only https to public addresses.
	Loopback bool
	// Limit is the most bytes of a document; Timeout how long all of it may take.
	Limit   int64
	Timeout time.Duration

	client *http.Client
}

// NewGetter makes a getter of documents of at most limit bytes that arrive within timeout.
func NewGetter(known func(host string) bool, loopback bool, limit int64, timeout time.Duration) *Getter {
	allowed := PublicOnly
	if loopback {
		allowed = LoopbackOnly
	}
	return &Getter{Known: known, Loopback: loopback, Limit: limit, Timeout: timeout, client: Client(allowed, timeout)}
}

// Get reads a document. It refuses addresses of hosts that are not known, those that are not https, redirects, documents
// that are too large or too slow, and every answer but 200.
func (g *Getter) Get(ctx context.Context, address string) ([]byte, error) {
	status, body, err := g.call(ctx, http.MethodGet, address, nil)
	if err == nil && status != http.StatusOK {
		return nil, fmt.Errorf("the answer was %d", status)
	}
	return body, err
}

// Post sends a form and gives the status and what was answered, with the refusals of Get but for the status. An error does
// not mean that nothing arrived.
func (g *Getter) Post(ctx context.Context, address string, form url.Values) (status int, body []byte, err error) {
	return g.call(ctx, http.MethodPost, address, form)
}

// May refuses an address that would not be called.
func (g *Getter) May(address string) error { return g.may(address) }

func (g *Getter) call(ctx context.Context, method, address string, form url.Values) (int, []byte, error) {
	if err := g.may(address); err != nil {
		return 0, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, g.Timeout)
	defer cancel()
	var sent io.Reader
	if form != nil {
		sent = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(ctx, method, address, sent)
	if err != nil {
		return 0, nil, err
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := g.client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, g.Limit+1))
	if err == nil && int64(len(body)) > g.Limit {
		err = fmt.Errorf("the document is larger than %d bytes", g.Limit)
	}
	if err != nil {
		return res.StatusCode, nil, err
	}
	return res.StatusCode, body, nil
}

func (g *Getter) may(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.Fragment != "":
		return errors.New("this is no address of a document")
	case u.Scheme != "https" && (u.Scheme != "http" || !g.Loopback):
		return errors.New("only https is read")
	case !g.Known(u.Host):
		return errors.New("the host is not in the registry")
	}
	return nil
}
