package egress_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/egress"
)

func everyHost(string) bool { return true }

func TestOnlyPublicAddressesAreCalled(t *testing.T) {
	t.Parallel()
	for address, ok := range map[string]bool{
		"93.184.216.34:443": true, "[2606:2800:220:1:248:1893:25c8:1946]:443": true,
		"127.0.0.1:443": false, "10.0.0.1:443": false, "172.16.0.1:443": false, "192.168.1.1:443": false, "169.254.169.254:80": false, "0.0.0.0:80": false,
		"100.64.0.1:443": false, "[::1]:443": false, "[fe80::1%eth0]:443": false, "[fc00::1]:443": false, "[::ffff:10.0.0.1]:443": false, "[64:ff9b::a00:1]:443": false,
		"224.0.0.1:443": false, "203.0.113.7:443": false, "no address": false,
	} {
		if err := egress.PublicOnly(address); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
	if egress.LoopbackOnly("127.0.0.1:8080") != nil || egress.LoopbackOnly("[::1]:80") != nil || egress.LoopbackOnly("93.184.216.34:443") == nil {
		t.Error("loopback is this machine and nothing else")
	}
}

func TestADocumentComesFromAKnownHostWholeSmallAndInTime(t *testing.T) {
	t.Parallel()
	hold := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/ok", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("0123456789")) })
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("0123456789x")) })
	mux.HandleFunc("/elsewhere", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ok", http.StatusFound) })
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("0"))
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		select {
		case <-hold:
		case <-r.Context().Done():
		}
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	defer close(hold)
	host := strings.TrimPrefix(srv.URL, "http://")
	known := func(h string) bool { return h == host }
	for name, c := range map[string]struct {
		get *egress.Getter
		url string
		ok  bool
	}{
		"known and small":  {egress.NewGetter(known, true, 10, time.Second), srv.URL + "/ok", true},
		"too large":        {egress.NewGetter(known, true, 10, time.Second), srv.URL + "/large", false},
		"redirected":       {egress.NewGetter(known, true, 10, time.Second), srv.URL + "/elsewhere", false},
		"broken":           {egress.NewGetter(known, true, 10, time.Second), srv.URL + "/broken", false},
		"too slow":         {egress.NewGetter(known, true, 10, 100*time.Millisecond), srv.URL + "/slow", false},
		"unknown host":     {egress.NewGetter(func(string) bool { return false }, true, 10, time.Second), srv.URL + "/ok", false},
		"plain http":       {egress.NewGetter(everyHost, false, 10, time.Second), srv.URL + "/ok", false},
		"private by https": {egress.NewGetter(everyHost, false, 10, time.Second), "https://" + host + "/ok", false},
		"a file":           {egress.NewGetter(everyHost, true, 10, time.Second), "file:///etc/passwd", false},
		"with a password":  {egress.NewGetter(everyHost, true, 10, time.Second), "http://a:b@" + host + "/ok", false},
	} {
		got, err := c.get.Get(t.Context(), c.url)
		if (err == nil) != c.ok || (c.ok && string(got) != "0123456789") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
