package web_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web"
)

var (
	worker   = auth.Principal{Subject: "w-1", Name: "Ada Demo", Role: auth.Worker, WorkerID: "01936d2e-7c1a-7000-8000-000000000001", Employer: "RVV", ICS: "QKS"}
	employer = auth.Principal{Subject: "e-1", Name: "Ben Demo", Role: auth.Employer, Employer: "RVV"}
)

var policy = auth.Policy{
	"thing.read": func(auth.Principal, auth.Facts) error { return nil },
	"thing.make": func(auth.Principal, auth.Facts) error { return nil },
}

// server is a server without sign-in; the principal comes by as.
func server(t *testing.T, change ...func(*web.Config)) *web.Server {
	t.Helper()
	cfg := web.Config{Service: "things", Title: "Things", Policy: policy, Clock: clock.System(), Log: testkit.Log(t)}
	for _, c := range change {
		c(&cfg)
	}
	return web.NewServer(cfg)
}

type request struct {
	method, path, body string
	header             map[string]string
	as                 auth.Principal
}

func (q request) do(t *testing.T, h http.Handler) *http.Response {
	t.Helper()
	method := q.method
	if method == "" {
		method = http.MethodGet
	}
	r := httptest.NewRequest(method, q.path, strings.NewReader(q.body))
	if q.body != "" && q.header["Content-Type"] == "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for k, v := range q.header {
		r.Header.Set(k, v)
	}
	if q.as.Role != "" {
		r = r.WithContext(auth.With(context.Background(), q.as))
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func text(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func problem(t *testing.T, res *http.Response) web.Problem {
	t.Helper()
	if ct := res.Header.Get("Content-Type"); ct != "application/problem+json" {
		t.Fatalf("content type %q, want a problem: %s", ct, text(t, res))
	}
	var p web.Problem
	if err := json.NewDecoder(res.Body).Decode(&p); err != nil {
		t.Fatal(err)
	}
	if p.Status != res.StatusCode || p.Type != "urn:muster:problem:"+p.Code || p.Title == "" || p.Detail == "" {
		t.Errorf("problem %+v with status %d is not whole", p, res.StatusCode)
	}
	return p
}

func expect(t *testing.T, res *http.Response, status int, code string) web.Problem {
	t.Helper()
	p := problem(t, res)
	if res.StatusCode != status || p.Code != code {
		t.Errorf("answered %d %s (%s), want %d %s", res.StatusCode, p.Code, p.Detail, status, code)
	}
	return p
}
