package courier_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/courier"
)

func TestACourierCallsOnlyTheHostsOfAReceiver(t *testing.T) {
	t.Parallel()
	var trapped atomic.Int64
	trap := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { trapped.Add(1) }))
	t.Cleanup(trap.Close)
	good := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, trap.URL, http.StatusFound)
		case "/endless":
			_, _ = w.Write([]byte(strings.Repeat("x", 300<<10)))
		default:
			_, _ = w.Write([]byte(r.FormValue("state")))
		}
	}))
	t.Cleanup(good.Close)
	hosts := []string{strings.TrimPrefix(good.URL, "http://")}
	c := courier.New("http://127.0.0.1:8080")
	taken, says, err := c.Bring(t.Context(), good.URL, url.Values{"state": {"s"}}, hosts)
	if err != nil || !taken || string(says) != "s" {
		t.Errorf("got %v %q %v", taken, says, err)
	}
	for name, address := range map[string]string{
		"a host that is not listed": trap.URL, "one behind an @": strings.Replace(good.URL, "http://", "http://x@", 1), "a redirect": good.URL + "/away",
		"an answer without end": good.URL + "/endless", "a file": "file:///etc/passwd", "nothing": "",
	} {
		if _, err := c.Fetch(t.Context(), address, hosts); err == nil {
			t.Errorf("%s was fetched", name)
		}
	}
	if taken, _, err := c.Bring(t.Context(), good.URL+"/away", url.Values{}, hosts); err != nil || taken {
		t.Errorf("a redirect is no yes: %v, %v", taken, err)
	}
	if _, _, err := c.Bring(t.Context(), trap.URL, url.Values{}, hosts); err == nil {
		t.Error("a host that is not listed was brought an answer")
	}
	if n := trapped.Load(); n != 0 {
		t.Errorf("%d calls went astray", n)
	}
}

func TestASystemOnTheInternetCallsNoPrivateAddressesAndNothingButHTTPS(t *testing.T) {
	t.Parallel()
	c := courier.New("https://muster.example")
	for _, address := range []string{"http://127.0.0.1/r", "https://127.0.0.1:1/r", "https://169.254.169.254/latest", "https://[::1]:1/r", "https://10.0.0.1:1/r"} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Fetch(t.Context(), address, []string{u.Host}); err == nil {
			t.Errorf("%s was called", address)
		}
	}
	if c.May("http://verify.hospice.example/r", []string{"verify.hospice.example"}) == nil || c.May("https://verify.hospice.example/r", []string{"verify.hospice.example"}) != nil {
		t.Error("a receiver on the internet is called by https, and only so")
	}
}
