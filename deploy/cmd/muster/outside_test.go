package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/id"
)

const schemas = "../../../events/schema"

// A plain NATS client hears every event; each is one that the committed schemas accept, and none names a person.
func watchEvents(t *testing.T, demo *program, act func()) {
	t.Helper()
	state, err := system.ReadState(demo.data)
	if err != nil {
		t.Fatal(err)
	}
	nc, err := nats.Connect(state.NATSURL)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	var mu sync.Mutex
	var heard []*nats.Msg
	if _, err := nc.Subscribe("muster.>", func(m *nats.Msg) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, m)
	}); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	act()
	want := []string{"muster.shifts.shift.posted.v1", "muster.shifts.booking.requested.v1", "muster.passports.booking.cleared.v1",
		"muster.deployments.deployment.authorised.v1", "muster.shifts.booking.confirmed.v1", "muster.shifts.shift.filled.v1", "muster.analytics.fill_rate.changed.v1"}
	await(t, 20*time.Second, "all events of the flow on NATS", func() (bool, string) {
		mu.Lock()
		defer mu.Unlock()
		seen := map[string]bool{}
		for _, m := range heard {
			if env, err := events.Decode(m.Data); err == nil {
				seen[env.Type] = true
			}
		}
		for _, w := range want {
			if !seen[w] {
				return false, "not yet " + w
			}
		}
		return true, ""
	})
	mu.Lock()
	defer mu.Unlock()
	compiled := map[string]*jsonschema.Schema{}
	for _, m := range heard {
		checkEvent(t, compiled, m)
	}
	oneTrace(t, heard)
	t.Logf("%d events heard and accepted by their schemas", len(heard))
}

// oneTrace checks that the saga's events, made by three services, belong to the one request that began it.
func oneTrace(t *testing.T, heard []*nats.Msg) {
	t.Helper()
	saga := map[string]string{}
	for _, m := range heard {
		if env, err := events.Decode(m.Data); err == nil && strings.Count(env.TraceParent, "-") == 3 {
			saga[env.Type] = strings.Split(env.TraceParent, "-")[1]
		}
	}
	began := saga["muster.shifts.booking.requested.v1"]
	for _, name := range []string{"muster.passports.booking.cleared.v1", "muster.deployments.deployment.authorised.v1", "muster.shifts.booking.confirmed.v1"} {
		if began == "" || saga[name] != began {
			t.Errorf("%s belongs to trace %q, the request to %q", name, saga[name], began)
		}
	}
}

func checkEvent(t *testing.T, compiled map[string]*jsonschema.Schema, m *nats.Msg) {
	t.Helper()
	env, err := events.Decode(m.Data)
	if err != nil {
		t.Errorf("%s: %v", m.Subject, err)
		return
	}
	if env.NATSSubject() != m.Subject {
		t.Errorf("%s carries an event for %s", m.Subject, env.NATSSubject())
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(m.Data))
	if err != nil {
		t.Fatal(err)
	}
	for name, part := range map[string]any{"cloudevent": doc, env.Type: doc.(map[string]any)["data"]} {
		if compiled[name] == nil {
			if compiled[name], err = jsonschema.NewCompiler().Compile(filepath.Join(schemas, name+".json")); err != nil {
				t.Fatal(err)
			}
		}
		if err := compiled[name].Validate(part); err != nil {
			t.Errorf("%s is not what its schema says: %v", env.Type, err)
		}
	}
	if bytes.Contains(m.Data, []byte("Synthetic")) {
		t.Errorf("%s names a person: %s", env.Type, m.Data)
	}
}

// Bad input is told what to change, with a problem document, and changes nothing.
func badInput(t *testing.T, demo *program, people history.Population) {
	t.Helper()
	ctx := context.Background()
	host := demo.as(t, "--role", "employer", "--employer", "RVV")
	worker := demo.as(t, "--role", "worker", "--worker", people.Workers[0].ID)
	lead := demo.as(t, "--role", "lead")
	good := `{"employer":"RVV","site":"RVV01","ward":"cedar","staff_group":"nursing_midwifery","role":"registered_nurse","band":"5","starts_at":"2026-12-24T07:30:00Z","ends_at":"2026-12-24T19:30:00Z","break_minutes":60,"reason":"vacancy","rate_pence":1700,"requirements":{"competencies":[]}}`
	const post = "/api/shifts/v1/shifts"
	alter := func(from, to string) string {
		if !strings.Contains(good, from) {
			t.Fatalf("the good body has no %s", from)
		}
		return strings.Replace(good, from, to, 1)
	}
	cases := []struct {
		name, path, body string
		as               apiclient.Client
		key              bool
		status           int
	}{
		{"no key", post, good, host, false, 422},
		{"no token", post, good, apiclient.Client{Base: demo.URL}, true, 401},
		{"not a token", post, good, host.As("nonsense"), true, 401},
		{"not JSON", post, `{"employer":`, host, true, 400},
		{"a list", post, `[]`, host, true, 422},
		{"wrong type", post, alter(`"break_minutes":60`, `"break_minutes":"sixty"`), host, true, 422},
		{"huge number", post, alter(`"rate_pence":1700`, `"rate_pence":1e400`), host, true, 422},
		{"end before start", post, alter(`2026-12-24T19:30:00Z`, `2026-12-24T01:30:00Z`), host, true, 422},
		{"year 9999", post, alter(`"starts_at":"2026-12-24T07:30:00Z","ends_at":"2026-12-24T19:30:00Z"`, `"starts_at":"9999-12-24T07:30:00Z","ends_at":"9999-12-24T19:30:00Z"`), host, true, 422},
		{"not a time", post, alter(`2026-12-24T07:30:00Z`, `tomorrow`), host, true, 422},
		{"unknown staff group", post, alter(`nursing_midwifery`, `wizards`), host, true, 422},
		{"unknown band", post, alter(`"band":"5"`, `"band":"55"`), host, true, 422},
		{"another employer", post, alter(`"employer":"RVV"`, `"employer":"RWF"`), host, true, 403},
		{"a site of another", post, alter(`"site":"RVV01"`, `"site":"RWF03"`), host, true, 422},
		{"subject wildcard as ward", post, alter(`"ward":"cedar"`, `"ward":"a.>.*"`), host, true, 422},
		{"duplicate key", post, alter(`"band":"5"`, `"band":"5","band":"6"`), host, true, 422},
		{"unknown field", post, alter(`"band":"5"`, `"band":"5","wage":1`), host, true, 422},
		{"10 MB", post, `{"employer":"` + strings.Repeat("A", 10<<20) + `"}`, host, true, 413},
		{"deep nesting", post, strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000), host, true, 400},
		{"a worker posts", post, good, worker, true, 403},
		{"a shift that is not there", post + "/" + id.New().String() + "/bookings", `{}`, worker, true, 404},
		{"an id that is none", post + "/1%27%20or%201=1/bookings", `{}`, worker, true, 404},
		{"a lead accepts", post + "/" + id.New().String() + "/bookings", `{}`, lead, true, 403},
		{"another's booking", "/api/shifts/v1/bookings/" + id.New().String() + "/withdraw", `{"why":"changed_plans"}`, worker, true, 404},
		{"a worker enrols", "/api/passports/v1/workers", `{}`, worker, true, 422},
		{"a stranger's agreement", "/api/deployments/v1/agreements/" + id.New().String() + "/offer", `{}`, host, true, 404},
		{"a lead's NUL", "/api/deployments/v1/employers", "{\"ods\":\"R\\u00001\",\"name\":\"x\",\"kind\":\"acute\",\"ics\":\"QKS\",\"since\":\"2026-01-01T00:00:00Z\"}", lead, true, 422},
		{"no such path", "/api/shifts/v1/rotas", `{}`, host, true, 404},
	}
	before := countHistory(ctx, t, demo)
	for _, c := range cases {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, demo.URL+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		if c.as.Token != "" {
			req.Header.Set("Authorization", "Bearer "+c.as.Token)
		}
		if c.key {
			req.Header.Set("Idempotency-Key", id.New().String())
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var body bytes.Buffer
		_, _ = body.ReadFrom(res.Body)
		_ = res.Body.Close()
		if res.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d: %.300s", c.name, res.StatusCode, c.status, body.String())
		}
		if ct := res.Header.Get("Content-Type"); !strings.HasPrefix(ct, "application/problem+json") {
			t.Errorf("%s: content type %q, want a problem document: %.200s", c.name, ct, body.String())
		}
	}
	if after := countHistory(ctx, t, demo); after != before {
		t.Errorf("bad input changed something: %s events before, %s after", before, after)
	}
}

// countHistory counts what people did, by the events of the three services that keep a history. What a service does of
// its own accord, such as telling of evidence that runs out, goes on meanwhile.
func countHistory(ctx context.Context, t *testing.T, demo *program) string {
	t.Helper()
	auditor := demo.as(t, "--role", "auditor")
	var total []string
	for _, service := range []string{"shifts", "passports", "deployments"} {
		n := 0
		for after := ""; ; {
			var page struct {
				Events []events.Envelope `json:"events"`
				Next   string            `json:"next"`
			}
			if err := auditor.Get(ctx, "/api/"+service+"/v1/history?limit=200&after="+after, &page); err != nil {
				t.Fatal(err)
			}
			for _, e := range page.Events {
				if !strings.HasPrefix(e.Actor, "system:") {
					n++
				}
			}
			if after = page.Next; after == "" {
				break
			}
		}
		total = append(total, fmt.Sprintf("%s %d", service, n))
	}
	return strings.Join(total, ", ")
}
