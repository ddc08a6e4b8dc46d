package web_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web"
)

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	t.Parallel()
	h := withThings(t, server(t))
	for _, path := range []string{"/", "/livez", "/assets/app.js", "/nothing", "/api/things/v1/things/1", "/api/things/v1/things/%00"} {
		res := request{path: path}.do(t, h)
		csp := res.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'self'; script-src 'self' 'nonce-", "'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: policy %q lacks %q", path, csp, want)
			}
		}
		if res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("X-Request-Id") == "" || res.Header.Get("Referrer-Policy") == "" {
			t.Errorf("%s: headers %v", path, res.Header)
		}
		if res.Header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: HSTS over plain http", path)
		}
	}
	res := request{path: "/"}.do(t, h)
	if request := (request{path: "/"}); request.do(t, h).Header.Get("Content-Security-Policy") == res.Header.Get("Content-Security-Policy") {
		t.Errorf("two answers share a nonce")
	}
}

func TestTheRateLimitIsEachPrincipalsOwn(t *testing.T) {
	t.Parallel()
	h := withThings(t, server(t, func(c *web.Config) { c.Limit = web.RateLimit{PerSecond: 0.01, Burst: 3} }))
	read := func(as request) *http.Response {
		as.path = "/api/things/v1/things/1"
		return as.do(t, h)
	}
	for range 3 {
		if res := read(request{as: worker}); res.StatusCode != 200 || res.Header.Get("RateLimit") == "" {
			t.Fatalf("answered %d %v", res.StatusCode, res.Header)
		}
	}
	res := read(request{as: worker})
	expect(t, res, 429, "too_many_requests")
	if res.Header.Get("Retry-After") == "" || res.Header.Get("RateLimit-Policy") != `"principal";q=3;w=300` {
		t.Errorf("headers %v", res.Header)
	}
	if res := read(request{as: employer}); res.StatusCode != 200 {
		t.Errorf("another principal got %d", res.StatusCode)
	}
	if res := (request{path: "/livez"}).do(t, h); res.StatusCode != 200 {
		t.Errorf("a probe got %d", res.StatusCode)
	}
}

func TestTheLogNamesTheRouteAndNeverWhatWasAsked(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := server(t, func(c *web.Config) { c.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	h := withThings(t, s)
	request{path: "/api/things/v1/things/canary-path?limit=7&q=canary-query", as: worker}.do(t, h)
	request{
		method: "POST", path: "/api/things/v1/things", body: `{"name":"canary-body","count":0}`, as: employer,
		header: map[string]string{"Idempotency-Key": "k", "Authorization": "Bearer canary-token"},
	}.do(t, h)
	got := log.String()
	if strings.Contains(got, "canary") || strings.Contains(got, worker.Name) {
		t.Errorf("the log tells what was asked: %s", got)
	}
	for _, want := range []string{`"route":"/api/things/v1/things/{id}"`, `"status":200`, `"status":422`, `"role":"worker"`, `"request_id"`} {
		if !strings.Contains(got, want) {
			t.Errorf("the log lacks %s: %s", want, got)
		}
	}
}

func TestAProbeTellsWhetherTheServiceIsReady(t *testing.T) {
	t.Parallel()
	broken := errors.New("password=canary")
	var err error
	h := server(t, func(c *web.Config) { c.Ready = func(context.Context) error { return err } }).Handler()
	if res := (request{path: "/readyz"}).do(t, h); res.StatusCode != 200 {
		t.Errorf("ready answered %d", res.StatusCode)
	}
	err = broken
	res := request{path: "/readyz"}.do(t, h)
	if body := text(t, res); res.StatusCode != 503 || strings.Contains(body, "canary") {
		t.Errorf("not ready answered %d %s", res.StatusCode, body)
	}
	if res := (request{path: "/livez"}).do(t, h); res.StatusCode != 200 {
		t.Errorf("alive answered %d", res.StatusCode)
	}
	if res := (request{path: "/metrics"}).do(t, h); res.StatusCode != 200 || !strings.Contains(text(t, res), "go_goroutines") {
		t.Errorf("metrics answered %d", res.StatusCode)
	}
}

func TestABearerTokenAndACookieAreBothUnderstood(t *testing.T) {
	t.Parallel()
	c := clock.System()
	a, token := testkit.Issuer(t, c)
	s := server(t, func(cfg *web.Config) { cfg.Auth = a })
	h := withThings(t, s)
	read := func(authorization string) *http.Response {
		return request{path: "/api/things/v1/things/1", header: map[string]string{"Authorization": authorization}}.do(t, h)
	}
	if res := read("Bearer " + token(worker)); res.StatusCode != 200 {
		t.Errorf("a valid token got %d: %s", res.StatusCode, text(t, res))
	}
	expect(t, read("Bearer nonsense"), 401, "invalid_token")
	if res := (request{path: "/signin"}).do(t, h); res.StatusCode != http.StatusSeeOther {
		t.Errorf("sign-in answered %d", res.StatusCode)
	}
}

func TestTextIsCompressedForThoseWhoAsk(t *testing.T) {
	t.Parallel()
	h := withThings(t, server(t))
	for _, path := range []string{"/", "/assets/vendor/nhsuk-frontend-10.6.1/nhsuk-frontend.min.css", "/api/things/v1/openapi.json"} {
		zipped := request{path: path, header: map[string]string{"Accept-Encoding": "gzip"}}.do(t, h)
		plain := request{path: path}.do(t, h)
		if zipped.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %v and %v", path, zipped.Header, plain.Header)
		}
	}
}
