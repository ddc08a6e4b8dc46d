package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/muster-ics/muster/pkg/web"
)

// asked tells what a route of Open sees of a request that came from an address with these headers: from where it thinks
// that it came, and what of the headers is left.
func asked(t *testing.T, proxies []netip.Prefix, from string, header http.Header) (seen *http.Request, answer *http.Response) {
	t.Helper()
	s := server(t, func(c *web.Config) { c.TrustedProxies = proxies })
	s.Open("GET /seen", web.RateLimit{}, func(_ http.ResponseWriter, r *http.Request) error {
		seen = r
		return nil
	})
	r := httptest.NewRequest(http.MethodGet, "/seen", nil)
	r.RemoteAddr, r.Header = from, header
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return seen, w.Result()
}

var edge = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}

func TestTheAddressOfAClientIsWhatATrustedProxySaw(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		proxies []netip.Prefix
		from    string
		through []string
		want    string
	}{
		"no proxy is trusted":                      {nil, "10.0.0.2:41000", []string{"203.0.113.7"}, "10.0.0.2:41000"},
		"the edge":                                 {edge, "10.0.0.2:41000", []string{"203.0.113.7"}, "203.0.113.7:0"},
		"another machine says it is the edge":      {edge, "198.51.100.9:41000", []string{"203.0.113.7"}, "198.51.100.9:41000"},
		"a client claims an address to the edge":   {edge, "10.0.0.2:41000", []string{"192.0.2.1, 203.0.113.7"}, "203.0.113.7:0"},
		"it claims it in a header of its own":      {edge, "10.0.0.2:41000", []string{"192.0.2.1", "203.0.113.7"}, "203.0.113.7:0"},
		"it claims to be a proxy":                  {edge, "10.0.0.2:41000", []string{"10.0.0.9, 203.0.113.7"}, "203.0.113.7:0"},
		"two trusted proxies":                      {edge, "10.0.0.2:41000", []string{"192.0.2.1, 203.0.113.7, 10.0.0.3"}, "203.0.113.7:0"},
		"nonsense left of a proxy":                 {edge, "10.0.0.2:41000", []string{"unknown, 10.0.0.3"}, "10.0.0.3:0"},
		"nonsense alone":                           {edge, "10.0.0.2:41000", []string{"<script>"}, "10.0.0.2:41000"},
		"nothing":                                  {edge, "10.0.0.2:41000", nil, "10.0.0.2:41000"},
		"inside":                                   {edge, "10.0.0.2:41000", []string{"10.1.1.1"}, "10.1.1.1:0"},
		"with ports":                               {edge, "10.0.0.2:41000", []string{"203.0.113.7:5000"}, "203.0.113.7:0"},
		"IPv6":                                     {edge, "[fd00::2]:41000", []string{"[2001:db8::7]:5000"}, "[2001:db8::7]:0"},
		"an IPv4 edge that is seen as an IPv6 one": {edge, "[::ffff:10.0.0.2]:41000", []string{"2001:db8::7"}, "[2001:db8::7]:0"},
		"a zone":                                   {edge, "[fd00::2%eth0]:41000", []string{"203.0.113.7"}, "203.0.113.7:0"},
		"no address at all":                        {edge, "@", []string{"203.0.113.7"}, "@"},
	} {
		header := http.Header{"X-Real-Ip": {"192.0.2.2"}, "Forwarded": {"for=192.0.2.3"}}
		if c.through != nil {
			header["X-Forwarded-For"] = c.through
		}
		seen, _ := asked(t, c.proxies, c.from, header)
		if seen.RemoteAddr != c.want {
			t.Errorf("%s: seen as %s, want %s", name, seen.RemoteAddr, c.want)
		}
		for _, h := range []string{"X-Forwarded-For", "X-Real-Ip", "Forwarded"} {
			if got := seen.Header.Get(h); got != "" {
				t.Errorf("%s: %s is still there: %s", name, h, got)
			}
		}
	}
}

func TestOnlyATrustedProxySaysThatAClientCameByHTTPS(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		proxies []netip.Prefix
		from    string
		scheme  []string
		want    bool
	}{
		"the edge":            {edge, "10.0.0.2:1", []string{"https"}, true},
		"by http":             {edge, "10.0.0.2:1", []string{"http"}, false},
		"a client claims it":  {edge, "10.0.0.2:1", []string{"https, http"}, false},
		"another machine":     {edge, "198.51.100.9:1", []string{"https"}, false},
		"no proxy is trusted": {nil, "10.0.0.2:1", []string{"https"}, false},
	} {
		_, res := asked(t, c.proxies, c.from, http.Header{"X-Forwarded-Proto": c.scheme})
		if got := res.Header.Get("Strict-Transport-Security") != ""; got != c.want {
			t.Errorf("%s: told to stay with https: %t", name, got)
		}
	}
}

// Behind the edge everybody has a limit of their own, and nobody gets another by claiming other addresses.
func TestTheLimitOfAnOpenRouteIsEachClientsOwnBehindAProxy(t *testing.T) {
	t.Parallel()
	s := server(t, func(c *web.Config) { c.TrustedProxies = edge })
	s.Open("GET /seen", web.RateLimit{PerSecond: 0.001, Burst: 2}, func(http.ResponseWriter, *http.Request) error { return nil })
	h := s.Handler()
	ask := func(from, through string) int {
		r := httptest.NewRequest(http.MethodGet, "/seen", nil)
		r.RemoteAddr = from
		r.Header.Set("X-Forwarded-For", through)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	for i, c := range []struct {
		from, through string
		want          int
	}{
		{"10.0.0.2:1", "203.0.113.7", 200},
		{"10.0.0.3:1", "192.0.2.1, 203.0.113.7", 200},
		{"10.0.0.2:1", "192.0.2.2, 203.0.113.7", 429},
		{"10.0.0.2:1", "203.0.113.8", 200},
		{"198.51.100.9:1", "192.0.2.3", 200},
		{"198.51.100.9:1", "192.0.2.4", 200},
		{"198.51.100.9:1", "192.0.2.5", 429},
	} {
		if got := ask(c.from, c.through); got != c.want {
			t.Errorf("request %d from %s for %s: answered %d, want %d", i+1, c.from, c.through, got, c.want)
		}
	}
}
