package web_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web"
)

func TestAnOpenRouteActsInNobodysNameAndIsLimitedByAddress(t *testing.T) {
	t.Parallel()
	a, token := testkit.Issuer(t, clock.System())
	s := server(t, func(c *web.Config) { c.Auth = a })
	s.Open("POST /wallet/{name}", web.RateLimit{PerSecond: 0.001, Burst: 4}, func(w http.ResponseWriter, r *http.Request) error {
		if _, known := auth.From(r.Context()); known {
			t.Error("somebody's name was read")
		}
		if r.PathValue("name") == "nobody" {
			return fault.New(fault.NotFound, "no_such_wallet", "There is no such wallet.")
		}
		_, err := io.Copy(w, r.Body)
		return err
	})
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	ask := func(name, authorization, body string) *http.Response {
		return request{method: "POST", path: "/wallet/" + name, body: body, header: map[string]string{
			"Authorization": authorization, "Sec-Fetch-Site": "cross-site", "Origin": "https://wallet.example", "Accept": "application/json",
		}}.do(t, h)
	}
	if res := ask("a", "Bearer "+token(worker), "hello"); res.StatusCode != http.StatusOK || text(t, res) != "hello" || res.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("a known token: %d", res.StatusCode)
	}
	if res := ask("a", "Bearer of-the-wallets-own", "hello"); res.StatusCode != http.StatusOK {
		t.Errorf("a token of another kind: %d", res.StatusCode)
	}
	expect(t, ask("nobody", "", ""), 404, "no_such_wallet")
	expect(t, ask("a", "", strings.Repeat("x", web.OpenLimit+1)), 413, "body_too_large")
	expect(t, ask("a", "", ""), 429, "too_many_requests")
	// Beside it everything is as it was.
	if res := (request{method: "POST", path: "/api/things/v1/things", header: map[string]string{"Sec-Fetch-Site": "cross-site"}}).do(t, h); res.StatusCode != http.StatusForbidden {
		t.Errorf("another route was opened too: %d", res.StatusCode)
	}
}
