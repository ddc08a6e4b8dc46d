package analytics_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

func page(t *testing.T, h *testkit.Harness, who auth.Principal, path string) (body string, status int) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.Token(who))
	req.Header.Set("Accept", "text/html")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), res.StatusCode
}

func TestThePagesShowWhatTheEventsSay(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", "East Kent Hospitals")
	stream, stop := listen(t, h, lead, "/fill-rate/stream?window=next_24h", "")
	defer stop()
	if m := next(t, stream); !strings.Contains(m.data, "Nothing is requested") {
		t.Errorf("the first fragment: %s", m.data)
	}
	ask(h, "RVV", 6*time.Hour).posted(t, h).filled(t, h, shifts.OwnBank)
	open := ask(h, "RVV", 7*time.Hour).posted(t, h)
	for {
		m := next(t, stream)
		if m.name != "" || !strings.Contains(m.data, `id="fill-rate-now"`) {
			t.Fatalf("a fragment is %+v", m)
		}
		if strings.Contains(m.data, ">50%<") && strings.Contains(m.data, "East Kent Hospitals") {
			break
		}
	}
	body, status := page(t, h, lead, "/fill-rate?window=next_24h")
	if status != http.StatusOK || !strings.Contains(body, "East Kent Hospitals") || !strings.Contains(body, ">50%<") {
		t.Errorf("GET /fill-rate: %d %s", status, body)
	}
	body, status = page(t, h, lead, "/fill-rate/employers/RVV?window=next_24h")
	if status != http.StatusOK || !strings.Contains(body, "/shifts/"+open.state.ShiftID) {
		t.Errorf("GET /fill-rate/employers/RVV: %d %s", status, body)
	}
}

func TestPagesAreForThoseWhoMaySeeThem(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	ask(h, "RVV", 6*time.Hour).posted(t, h)
	ask(h, "RPA", 6*time.Hour).posted(t, h)
	testkit.Await(t, soon, "both are counted", func() bool { return rates(t, h, lead, "").Events == 2 })
	for _, c := range []struct {
		who  string
		as   auth.Principal
		path string
		want int
	}{
		{"a lead", lead, "/fill-rate", http.StatusOK},
		{"a lead, of an employer", lead, "/fill-rate/employers/RPA", http.StatusOK},
		{"a lead, of nobody", lead, "/fill-rate/employers/XXX", http.StatusNotFound},
		{"a lead, of no window", lead, "/fill-rate?window=x", http.StatusUnprocessableEntity},
		{"an employer, of its own", employer, "/fill-rate/employers/RVV", http.StatusOK},
		{"an employer, of another", employer, "/fill-rate/employers/RPA", http.StatusNotFound},
		{"a lead, of the forecast", lead, "/fill-rate/forecast?employer=RPA&staff_group=", http.StatusOK},
		{"a lead, of the forecast of nobody", lead, "/fill-rate/forecast?employer=XXX", http.StatusNotFound},
		{"a lead, of the forecast of no group", lead, "/fill-rate/forecast?staff_group=poets", http.StatusUnprocessableEntity},
		{"an employer, of its forecast", employer, "/fill-rate/forecast", http.StatusOK},
		{"an employer, of another's forecast", employer, "/fill-rate/forecast?employer=RPA", http.StatusNotFound},
		{"a worker, of the forecast", worker, "/fill-rate/forecast", http.StatusNotFound},
		{"a worker", worker, "/fill-rate", http.StatusNotFound},
		{"a worker, of an employer", worker, "/fill-rate/employers/RVV", http.StatusNotFound},
		{"a worker, of the stream", worker, "/fill-rate/stream", http.StatusNotFound},
	} {
		if _, got := page(t, h, c.as, c.path); got != c.want {
			t.Errorf("%s: %s answers %d, want %d", c.who, c.path, got, c.want)
		}
	}
	if body, _ := page(t, h, employer, "/fill-rate"); strings.Contains(body, "RPA") || !strings.Contains(body, "RVV") {
		t.Error("an employer sees another employer on /fill-rate, or not itself")
	}
}
