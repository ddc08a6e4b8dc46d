package analytics_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

const displaysPage = "/fill-rate/wall/displays"

var (
	displayPath = regexp.MustCompile(`/fill-rate/wall/display/[A-Za-z0-9_-]{43}`)
	displayID   = regexp.MustCompile(`data-testid="display-([0-9a-f-]{36})"`)
)

// anybody opens a page signed in as nobody.
func anybody(t *testing.T, h *testkit.Harness, path string) (*http.Response, func()) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	return res, func() { _ = res.Body.Close() }
}

func status(t *testing.T, h *testkit.Harness, path string) int {
	t.Helper()
	res, done := anybody(t, h, path)
	defer done()
	return res.StatusCode
}

func TestADisplayShowsTheWallWithNobodySignedInUntilItIsWithdrawn(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", "East Kent Hospitals")
	if body, code := fill(t, h, lead, displaysPage, url.Values{"name": {" "}}); code != http.StatusUnprocessableEntity || !strings.Contains(body, "where the display hangs") {
		t.Errorf("without a name: %d", code)
	}
	body, code := fill(t, h, lead, displaysPage, url.Values{"name": {"Control room"}})
	address := displayPath.FindString(body)
	if code != http.StatusOK || address == "" {
		t.Fatalf("made: %d %s", code, body)
	}
	res, done := anybody(t, h, address)
	defer done()
	if res.StatusCode != http.StatusOK || res.Header.Get("Referrer-Policy") != "no-referrer" || len(res.Cookies()) != 0 {
		t.Errorf("the display shows %d %v", res.StatusCode, res.Header)
	}
	if got := status(t, h, address+"/stream"); got != http.StatusOK {
		t.Errorf("its stream answers %d", got)
	}
	for path, want := range map[string]int{
		"/fill-rate": http.StatusSeeOther, "/fill-rate/wall": http.StatusSeeOther, displaysPage: http.StatusSeeOther,
		"/fill-rate/wall/display/" + strings.Repeat("A", 43): http.StatusNotFound, "/fill-rate/wall/display/x": http.StatusNotFound,
	} {
		if got := status(t, h, path); got != want {
			t.Errorf("%s answers %d to nobody, want %d", path, got, want)
		}
	}
	list, _ := page(t, h, lead, displaysPage)
	found := displayID.FindStringSubmatch(list)
	if found == nil || !strings.Contains(list, "Control room") || displayPath.MatchString(list) {
		t.Fatalf("the list is %s", list)
	}
	seen := url.Values{"version": {"1"}}
	if _, code := fill(t, h, executive, displaysPage+"/"+found[1]+"/withdraw", seen); code != http.StatusNotFound {
		t.Errorf("an employer withdraws the lead's display: %d", code)
	}
	for _, want := range []int{http.StatusSeeOther, http.StatusConflict} {
		if body, code := fill(t, h, lead, displaysPage+"/"+found[1]+"/withdraw", seen); code != want {
			t.Errorf("withdrawn: %d, want %d: %s", code, want, body)
		}
	}
	if a, b := status(t, h, address), status(t, h, address+"/stream"); a != http.StatusNotFound || b != http.StatusNotFound {
		t.Errorf("a withdrawn display answers %d and %d", a, b)
	}
}

func TestOnlyThoseWhoDecideWhatLeavesTheSystemMakeDisplays(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	for _, c := range []struct {
		who  auth.Principal
		want int
	}{{executive, http.StatusOK}, {employer, http.StatusForbidden}, {auditor, http.StatusForbidden}, {worker, http.StatusNotFound}} {
		if _, code := fill(t, h, c.who, displaysPage, url.Values{"name": {"Ward office"}}); code != c.want {
			t.Errorf("%s makes a display: %d, want %d", c.who.Subject, code, c.want)
		}
	}
	if list, code := page(t, h, lead, displaysPage); code != http.StatusOK || strings.Contains(list, "Ward office") {
		t.Errorf("the lead is shown an employer's displays: %d", code)
	}
}

func TestAnEmployersDisplayShowsItsOwnFiguresForThirtyDays(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", "East Kent Hospitals")
	register(t, h, "RPA", "Medway")
	testkit.Await(t, soon, "both are heard", func() bool {
		body, _ := page(t, h, lead, "/fill-rate/wall")
		return strings.Contains(body, "Medway") && strings.Contains(body, "East Kent")
	})
	body, _ := fill(t, h, executive, displaysPage, url.Values{"name": {"Site office"}})
	address := displayPath.FindString(body)
	res, done := anybody(t, h, address)
	defer done()
	shown, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(shown), "East Kent") || strings.Contains(string(shown), "Medway") {
		t.Errorf("the employer's display shows %d %s %v", res.StatusCode, shown, err)
	}
	h.Clock.Advance(thirtyDays - time.Second)
	if got := status(t, h, address); got != http.StatusOK {
		t.Errorf("a second before the end: %d", got)
	}
	h.Clock.Advance(time.Second)
	if got := status(t, h, address); got != http.StatusNotFound {
		t.Errorf("at the end: %d", got)
	}
}

const thirtyDays = 30 * 24 * time.Hour
