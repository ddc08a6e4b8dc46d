package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// collector takes what the program exports of its spans, as an OpenTelemetry collector would: names, attributes, events and
// states, in the bytes of the wire.
type collector struct {
	URL string

	mu    sync.Mutex
	spans [][]byte
}

func startCollector(t *testing.T) *collector {
	t.Helper()
	c := &collector{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := io.Reader(r.Body)
		if r.Header.Get("Content-Encoding") == "gzip" {
			plain, err := gzip.NewReader(body)
			if err != nil {
				http.Error(w, "no gzip", http.StatusBadRequest)
				return
			}
			body = plain
		}
		raw, err := io.ReadAll(body)
		if err != nil || r.URL.Path != "/v1/traces" {
			http.Error(w, "no spans", http.StatusBadRequest)
			return
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.spans = append(c.spans, raw)
	}))
	t.Cleanup(srv.Close)
	c.URL = srv.URL
	return c
}

// all is everything that was exported up to now.
func (c *collector) all() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Join(c.spans, nil)
}

// followedAlone waits until the spans of the whole life have been exported, and looks for the canary in them and in every
// metric: names, labels and all.
func followedAlone(t *testing.T, demo *program, c *collector) {
	t.Helper()
	// What the life went through, from its first request to its last, over all services and by events too.
	for _, part := range []string{
		"/api/passports/v1/workers", "/api/shifts/v1/shifts/{id}/bookings", "/passports/workers/{id}/card", "/api/passports/v1/workers/{id}/suspend",
		"/api/passports/v1/workers/{id}/erase", "muster.shifts.booking.requested.v1", "muster.passports.booking.cleared.v1", "muster.deployments.deployment.authorised.v1",
	} {
		await(t, 20*time.Second, "a span of "+part, func() (bool, string) { return bytes.Contains(c.all(), []byte(part)), "it is not exported" })
	}
	if word, found := canary.in(c.all()); found {
		t.Errorf("a span tells %q", word)
	}
	res, err := http.Get(demo.URL + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	told, err := io.ReadAll(res.Body)
	if err != nil || !bytes.Contains(told, []byte("# TYPE ")) {
		t.Fatalf("the metrics are %q, %v", told, err)
	}
	if word, found := canary.in(told); found {
		t.Errorf("a metric tells %q", word)
	}
}
