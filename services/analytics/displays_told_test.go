package analytics_test

import (
	"encoding/json"
	"html"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web/pagetest"
	module "github.com/muster-ics/muster/services/analytics"
)

const displaysPath = "/api/analytics/v1/displays"

// shownDisplay is an address as the API tells of it.
type shownDisplay struct {
	DisplayID   string `json:"display_id"`
	Version     int64
	Live        bool
	Owner, Name string
	Address     string
	ShownAt     *time.Time `json:"shown_at"`
	WithdrawnAt *time.Time `json:"withdrawn_at"`
}

func displaysOf(t testing.TB, h *testkit.Harness, who auth.Principal) []shownDisplay {
	t.Helper()
	list, status := get[struct{ Displays []shownDisplay }](t, h, who, displaysPath)
	if status != http.StatusOK {
		t.Fatalf("%s lists displays: %d", who.Subject, status)
	}
	return list.Displays
}

// makeDisplay makes an address and gives where the wall is by it.
func makeDisplay(t testing.TB, h *testkit.Harness, who auth.Principal, name string) (displayID, path string) {
	t.Helper()
	out, status, _ := send(t, h, who, http.MethodPost, displaysPath, "", rule{"name": name})
	address, _ := out["address"].(string)
	if status != http.StatusCreated || displayPath.FindString(address) == "" {
		t.Fatalf("made: %d %v", status, out)
	}
	return out["display_id"].(string), displayPath.FindString(address)
}

func TestADisplayIsMadeAndWithdrawnWithItsVersionEventAndAuditRow(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	heard := testkit.Collect(t, h.Bus, "analytics")
	displayID, path := makeDisplay(t, h, executive, "Jane Doe's office")
	one := displaysPath + "/" + displayID
	if got := status(t, h, path); got != http.StatusOK {
		t.Fatalf("the display shows %d", got)
	}
	list := displaysOf(t, h, executive)
	if len(list) != 1 || !list[0].Live || list[0].Version != 1 || list[0].ShownAt == nil || list[0].Address != "" || list[0].Owner != "RVV" {
		t.Fatalf("listed %+v", list)
	}
	if got, code := get[shownDisplay](t, h, executive, one); code != http.StatusOK || got.Name != "Jane Doe's office" || got.Address != "" {
		t.Errorf("read: %d %+v", code, got)
	}
	for _, c := range []struct {
		who  auth.Principal
		etag string
		want int
	}{
		{worker, `"1"`, http.StatusNotFound}, {auditor, `"1"`, http.StatusForbidden}, {employer, `"1"`, http.StatusForbidden}, {lead, `"1"`, http.StatusNotFound},
		{executiveOf("RPA"), `"1"`, http.StatusNotFound}, {executive, "", http.StatusPreconditionRequired}, {executive, `"2"`, http.StatusPreconditionFailed},
		{executive, `"1"`, http.StatusOK}, {executive, `"1"`, http.StatusPreconditionFailed}, {executive, `"2"`, http.StatusConflict},
	} {
		if out, code, _ := send(t, h, c.who, http.MethodDelete, one, c.etag, nil); code != c.want {
			t.Errorf("withdrawn by %s at %s: %d %v, want %d", c.who.Subject, c.etag, code, out, c.want)
		}
	}
	if list := displaysOf(t, h, executive); len(list) != 1 || list[0].Live || list[0].Version != 2 || list[0].WithdrawnAt == nil {
		t.Errorf("listed then %+v", list)
	}
	if got := status(t, h, path); got != http.StatusNotFound {
		t.Errorf("withdrawn it shows %d", got)
	}
	for version, live := range map[int64]bool{1: true, 2: false} {
		var told analytics.DisplayChangedV1
		env := heard.Await(t, soon, func(env events.Envelope) bool {
			return env.Type == told.EventName() && env.AggregateID == displayID && env.AggregateVersion == version
		})
		if err := json.Unmarshal(env.Data, &told); err != nil || env.Actor != executive.Subject || env.ODS() != "RVV" || told.Display.Live != live || !told.Display.EndsAt.Equal(told.Display.MadeAt.Add(thirtyDays)) {
			t.Errorf("version %d is told as %+v %s (%v)", version, env, env.Data, err)
		}
		if said := string(env.Data); strings.Contains(said, "Jane") || strings.Contains(said, path[len(path)-43:]) {
			t.Errorf("version %d tells %s", version, said)
		}
	}
	var actions string
	err := h.DB.Pool.QueryRow(t.Context(), `select string_agg(action || ' ' || version || ' ' || actor, ', ' order by version) from audit
		where entity = 'analytics.display' and aggregate = $1`, displayID).Scan(&actions)
	if want := "display.make 1 emp-9, display.withdraw 2 emp-9"; err != nil || actions != want {
		t.Errorf("the audit has %q (%v), want %q", actions, err, want)
	}
	if _, err := h.DB.Pool.Exec(t.Context(), "update wall_display set version = version + 1, ends_at = ends_at + interval '1 day'"); pg.Code(err) != "MU001" {
		t.Errorf("an address is changed without its trail: %v", err)
	}
}

func TestAPredecessorsDisplaysAreItsHeirsFromTheDayOn(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	merger := merges(t, h)
	h.Clock.Set(merger.Add(-time.Hour))
	displayID, path := makeDisplay(t, h, executiveOf("RPA"), "Site office")
	if n := len(displaysOf(t, h, executiveOf("R1K"))); n != 0 {
		t.Errorf("before the day the heir lists %d", n)
	}
	testkit.Await(t, soon, "the merger is heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2 })
	h.Clock.Set(merger)
	if n := len(displaysOf(t, h, executiveOf("R1K"))); n != 1 || status(t, h, path) != http.StatusOK {
		t.Errorf("from the day on the heir lists %d", n)
	}
	if out, code, _ := send(t, h, executiveOf("R1K"), http.MethodDelete, displaysPath+"/"+displayID, `"1"`, nil); code != http.StatusOK || out["owner"] != "RPA" {
		t.Errorf("the heir withdraws it: %d %v", code, out)
	}
}

// What is shown once is nowhere in the database, also not among the answers that are kept for requests sent twice.
func TestNoSecretThatIsShownOnceIsKeptAsItIs(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	_, path := makeDisplay(t, h, lead, "Control room")
	body, _ := fill(t, h, lead, displaysPage, url.Values{"name": {"Site office"}})
	hooked := addHook(t, h, lead, "http://127.0.0.1:1/")
	rotated, _, _ := send(t, h, lead, http.MethodPost, webhooksPath+"/"+hooked.id+"/secret", hooked.etag, rule{})
	second, _ := rotated["secret"].(string)
	page, _ := fill(t, h, lead, alertsPage+"/webhooks", url.Values{"name": {"Site office"}, "url": {"http://127.0.0.1:1/"}})
	for what, secret := range map[string]string{
		"the API's address": path[len(path)-43:], "the page's address": displayPath.FindString(body)[len("/fill-rate/wall/display/"):],
		"a receiver's secret": hooked.secret, "its second secret": second, "the page's secret": regexp.MustCompile(`whsec_[A-Za-z0-9+/=]+`).FindString(html.UnescapeString(page)),
	} {
		var kept int
		err := h.DB.Pool.QueryRow(t.Context(), "select count(*) from idempotency where position(convert_to($1, 'UTF8') in body) > 0", secret).Scan(&kept)
		if err != nil || kept != 0 || len(secret) < 32 {
			t.Errorf("%s (%d letters) is in %d answers (%v)", what, len(secret), kept, err)
		}
	}
	var answers int
	if err := h.DB.Pool.QueryRow(t.Context(), "select count(*) from idempotency where body is null").Scan(&answers); err != nil || answers != 5 {
		t.Errorf("%d requests have their keys without their answers, of 5 (%v)", answers, err)
	}
}

// ends is closed when the stream at a path has ended.
func ends(t *testing.T, h *testkit.Harness, path string) <-chan struct{} {
	t.Helper()
	res, done := anybody(t, h, path)
	t.Cleanup(done)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d", path, res.StatusCode)
	}
	over := make(chan struct{})
	go func() {
		defer close(over)
		_, _ = io.Copy(io.Discard, res.Body)
	}()
	return over
}

func overSoon(t *testing.T, over <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-over:
	case <-time.After(soon):
		t.Errorf("%s goes on", what)
	}
}

// An open stream is judged each minute; here each 20 ms.
func TestAnOpenStreamEndsOnceItsDisplayIsWithdrawnOrOver(t *testing.T) {
	t.Parallel()
	quick := module.Module
	quick.New = func(d service.Deps) (service.Service, error) {
		d.StreamsJudged = 20 * time.Millisecond
		return module.Module.New(d)
	}
	h := testkit.Start(t, quick)
	withdrawn, first := makeDisplay(t, h, lead, "Control room")
	_, second := makeDisplay(t, h, lead, "Site office")
	one, other := ends(t, h, first+"/stream"), ends(t, h, second+"/stream")
	if out, code, _ := send(t, h, lead, http.MethodDelete, displaysPath+"/"+withdrawn, `"1"`, nil); code != http.StatusOK {
		t.Fatalf("withdrawn: %d %v", code, out)
	}
	overSoon(t, one, "the stream of a withdrawn display")
	select {
	case <-other:
		t.Error("another display's stream has ended too")
	default:
	}
	h.Clock.Advance(thirtyDays)
	overSoon(t, other, "the stream of a display whose thirty days are over")
}

func TestNoValueInAnyFieldOfDisplaysDoesHarm(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	displayID, _ := makeDisplay(t, h, lead, "Control room")
	kept := func() (s string) {
		t.Helper()
		err := h.DB.Pool.QueryRow(t.Context(), `select (select coalesce(string_agg(to_jsonb(d)::text, ' ' order by id), '') from wall_display d) || ' '
			|| (select count(*) from outbox where entity = 'analytics.display') || ' ' || (select count(*) from audit)`).Scan(&s)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := kept()
	refused := func(what string, code int) {
		t.Helper()
		if code < 400 || code >= 500 {
			t.Errorf("%s answers %d", what, code)
		}
		if now := kept(); now != before {
			t.Errorf("%s has changed something: %s, before %s", what, now, before)
			before = now
		}
	}
	for _, value := range hostile {
		who := lead
		who.Subject = id.New().String() // One person may not ask as fast as that.
		_, code, _ := send(t, h, who, http.MethodDelete, displaysPath+"/"+url.PathEscape(value), `"1"`, nil)
		refused("DELETE of "+value[:min(len(value), 40)], code)
		if tag := strings.Map(printing, value); len(tag) < 200 {
			_, code, _ = send(t, h, who, http.MethodDelete, displaysPath+"/"+displayID, tag, nil)
			refused("If-Match "+tag, code)
		}
		if got := status(t, h, "/fill-rate/wall/display/"+url.PathEscape(value)); got < 400 || got >= 500 {
			t.Errorf("the wall by %.40q answers %d", value, got)
		}
	}
	for _, body := range []any{
		rule{}, rule{"name": ""}, rule{"name": "  "}, rule{"name": 7}, rule{"name": nil}, rule{"name": []string{"x"}}, rule{"name": strings.Repeat("x", 61)}, rule{"name": "a\x00b"},
		rule{"name": "x", "owner": "RVV"}, rule{"name": "x", "ends_at": "2099-01-01T00:00:00Z"}, []string{}, "x", nil,
	} {
		_, code, _ := send(t, h, lead, http.MethodPost, displaysPath, "", body)
		refused("POST", code)
	}
	body, _ := page(t, h, lead, displaysPage)
	forms := pagetest.Parse(t, body).Forms()
	n := 0
	for _, f := range forms {
		if !strings.HasPrefix(f.Action, displaysPage) {
			continue
		}
		n++
		if strings.HasSuffix(f.Action, "/withdraw") {
			for _, value := range hostile {
				who, form := lead, maps.Clone(f.Values)
				who.Subject, form["version"] = id.New().String(), []string{value}
				_, code := fill(t, h, who, f.Action, form)
				refused("version "+value[:min(len(value), 40)], code)
			}
			continue
		}
		spoil(t, h, f) // Some of it is a name that a display may have.
		before = kept()
	}
	if n != 2 {
		t.Errorf("%d forms were found", n)
	}
}

// printing leaves what a header may hold.
func printing(r rune) rune {
	if r < ' ' || r > '~' {
		return -1
	}
	return r
}
