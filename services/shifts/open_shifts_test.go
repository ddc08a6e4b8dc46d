package shifts_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts"
)

// passportOf is the passport of somebody who can take every shift of posting.
func (w *world) passportOf(who auth.Principal) passports.PassportState {
	from := w.Clock.Now().AddDate(-1, 0, 0)
	p := passports.PassportState{WorkerID: who.WorkerID, HomeEmployer: who.Employer, Status: "active",
		Engagements: []passports.Engagement{{EngagementID: id.New().String(), Employer: who.Employer, Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse",
			Band: "5", From: from}},
		Competencies: []passports.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}}, Registrations: []passports.Registration{{Body: "NMC", Effect: passports.Allow}},
		Holds: []passports.Hold{}}
	for _, kind := range []string{"identity", "right_to_work", "references", "occupational_health"} {
		p.Checks = append(p.Checks, passports.Check{Type: kind, Outcome: "satisfied"})
	}
	return p
}

// settled waits until the service has heard of the worker.
func (w *world) settled(home string) auth.Principal {
	w.t.Helper()
	who := nurse(home)
	w.tell("passports", passports.PassportChangedV1{Passport: w.passportOf(who)}, who.WorkerID)
	testkit.Await(w.t, within, "the worker is known", func() bool {
		n := 0
		_ = w.DB.Pool.QueryRow(w.t.Context(), "select count(*) from workers where id = $1", who.WorkerID).Scan(&n)
		return n == 1
	})
	return who
}

type openShift struct {
	Shift    es.ShiftState
	Outcome  string
	Reasons  []struct{ Code string }
	TotalPay int64    `json:"total_pay_pence"`
	KM       *float64 `json:"distance_km"`
	Night    bool
	Urgency  string
	Cross    bool   `json:"cross_employer"`
	WardMark string `json:"ward_mark"`
}

type openList struct {
	Shifts  []openShift
	Count   int
	AtLeast bool `json:"count_is_at_least"`
	Area    string
	next    string
}

func (l openList) ids() []string {
	out := make([]string, len(l.Shifts))
	for i, s := range l.Shifts {
		out[i] = s.Shift.ShiftID
	}
	return out
}

func (w *world) openTo(who auth.Principal, query string) (l openList) {
	w.t.Helper()
	a := w.must(200, who, "GET", "/open-shifts?"+query, nil)
	a.into(w.t, &l)
	if link := a.header.Get("Link"); link != "" {
		u, err := url.Parse(strings.TrimPrefix(strings.Split(link, ">")[0], "<"))
		if err != nil {
			w.t.Fatal(err)
		}
		l.next = u.RawQuery
	}
	return l
}

// What a worker sees right after a change is what has been committed, in the process that changed it and, soon, in others.
func TestEveryReplicaListsWhatAnyHasCommitted(t *testing.T) {
	t.Parallel()
	w := start(t)
	second, err := shifts.New(w.Deps)
	if err != nil {
		t.Fatal(err)
	}
	run(t, second)
	elsewhere := httptest.NewServer(second.Handler())
	t.Cleanup(elsewhere.Close)
	there := &world{Harness: &testkit.Harness{URL: elsewhere.URL, Token: w.Token}, t: t}
	testkit.Await(t, within, "the second replica is ready", func() bool { return second.Ready(t.Context()) == nil })

	who := w.settled(host)
	for n := range 5 {
		s := w.post(at(w.Clock.Now().Truncate(time.Minute).Add(time.Duration(24+24*n)*time.Hour), 8))
		if l := w.openTo(who, ""); !slices.Contains(l.ids(), s.ShiftID) || l.Count != 1 {
			t.Fatalf("a posted shift is not listed at once: %v of %d", l.ids(), l.Count)
		}
		testkit.Await(t, within, "the other replica lists the shift", func() bool { return slices.Contains(there.openTo(who, "").ids(), s.ShiftID) })
		w.confirmed(nurse(host), s.ShiftID)
		if l := w.openTo(who, ""); l.Count != 0 {
			t.Fatalf("a filled shift is still listed: %v", l.ids())
		}
		testkit.Await(t, within, "the other replica lists it no more", func() bool { return there.openTo(who, "").Count == 0 })
	}
}

func run(t *testing.T, s *shifts.Service) {
	t.Helper()
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// An instance without bus and Run reads the list when somebody asks, and hears what it is handed.
func TestAnInstanceThatNobodyRunsListsToo(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.settled(host)
	s := w.post(nil)
	d := w.Deps
	d.Bus = nil
	alone, err := shifts.New(d)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(alone.Handler())
	t.Cleanup(srv.Close)
	there := &world{Harness: &testkit.Harness{URL: srv.URL, Token: w.Token, Clock: w.Clock}, t: t}
	if l := there.openTo(who, ""); !slices.Equal(l.ids(), []string{s.ShiftID}) {
		t.Errorf("lists %v", l.ids())
	}
	second := there.post(at(w.Clock.Now().Truncate(time.Minute).Add(96*time.Hour), 8))
	if l := there.openTo(who, ""); !slices.Equal(l.ids(), []string{s.ShiftID, second.ShiftID}) {
		t.Errorf("after one more it lists %v", l.ids())
	}
}

// ashford and margate are two sites of the host; the third is of an employer with an agreement.
func (w *world) geography() {
	w.t.Helper()
	signed := w.Clock.Now().AddDate(-1, 0, 0)
	for _, s := range []deployments.SiteState{
		{ODS: "RVV02", Employer: host, Name: "Ashford", Town: "Ashford", Lat: 51.1415, Lon: 0.9162},
		{ODS: "RVV09", Employer: host, Name: "Margate", Town: "Margate", Lat: 51.3781, Lon: 1.3894},
		{ODS: "RVV10", Employer: host, Name: "Nobody knows where", Town: "?"},
	} {
		w.tell("deployments", deployments.SiteRegisteredV1{Site: s}, s.ODS)
	}
	a := deployments.AgreementState{AgreementID: id.New().String(), Version: 1, Title: "Bank", Model: "home_pays", Status: "in_force", From: signed, AtEnd: "honour",
		Parties: []deployments.Party{{Employer: host, SignedAt: &signed}, {Employer: other, SignedAt: &signed}}, Sites: []string{}, StaffGroups: []string{}, Bands: []string{}, TermsHash: "x"}
	testkit.Publish(w.t, w.Bus, "deployments", deployments.AgreementInForceV1{Agreement: a}, events.Meta{AggregateID: a.AgreementID})
	testkit.Await(w.t, within, "sites and agreement are known", func() bool {
		n := 0
		_ = w.DB.Pool.QueryRow(w.t.Context(), "select (select count(*) from sites) + (select count(*) from agreements)").Scan(&n)
		return n == 6
	})
}

func TestAWorkerFindsTheShiftsThatTheyWant(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.geography()
	who := w.settled(other)
	day := func(n, hour int) time.Time {
		d := w.Clock.Now().In(clock.London)
		return time.Date(d.Year(), d.Month(), d.Day()+2+n, hour, 0, 0, 0, clock.London)
	}
	post := func(site, ward string, starts time.Time, pence int) string {
		return w.post(func(b map[string]any) {
			at(starts, 8)(b)
			b["site"], b["ward"], b["rate_pence"] = site, ward, pence
		}).ShiftID
	}
	ashford, margate := post("RVV02", "ward_1", day(0, 9), 2000), post("RVV09", "ward_1", day(1, 9), 1900)
	night, nowhere := post("RVV09", "ward_2", day(2, 22), 1800), post("RVV10", "ward_9", day(3, 9), 1700)
	all := []string{ashford, margate, night, nowhere}
	date := func(n int) string { return day(n, 9).Format(time.DateOnly) }

	for name, c := range map[string]struct {
		query string
		want  []string
	}{
		"all, soonest first":              {"", all},
		"best paid first":                 {"sort=best_paid", nil},
		"nearest to Margate":              {"sort=nearest&postcode=CT9", []string{margate, night, ashford, nowhere}},
		"nearest to Ashford":              {"sort=nearest&postcode=tn24 0lz", []string{ashford, margate, night, nowhere}},
		"within 10 km of Margate":         {"postcode=CT9 4AN&within_km=10", []string{margate, night}},
		"a day":                           {"from=" + date(1) + "&to=" + date(1), []string{margate}},
		"from a day on":                   {"from=" + date(1), []string{margate, night, nowhere}},
		"nights":                          {"when=nights", []string{night}},
		"days":                            {"when=days", []string{ashford, margate, nowhere}},
		"a site":                          {"site=RVV09", []string{margate, night}},
		"a ward, by its name at any site": {"ward=ward_1", []string{ashford, margate}},
		"another employer":                {"employer=RWF", []string{}},
		"at least £19 an hour":            {"min_rate_pence=1900", []string{ashford, margate}},
		"at least £1,000 in all":          {"min_total_pence=100000", []string{}},
	} {
		l := w.openTo(who, strings.ReplaceAll(c.query, " ", "%20"))
		if c.want == nil {
			if got := l.Shifts; len(got) != 4 || !slices.IsSortedFunc(got, func(a, b openShift) int {
				return int(b.TotalPay - a.TotalPay)
			}) {
				t.Errorf("%s: %+v", name, got)
			}
			continue
		}
		if got := l.ids(); !slices.Equal(got, c.want) || l.Count != len(c.want) {
			t.Errorf("%s: %d of %v, want %v", name, l.Count, got, c.want)
		}
	}

	l := w.openTo(who, "postcode=CT9")
	if km := l.Shifts[1].KM; km == nil || *km > 6 || l.Shifts[3].KM != nil || l.Area != "CT9" || !l.Shifts[0].Cross {
		t.Errorf("%v km to Margate, %v km to nowhere from %q", km, l.Shifts[3].KM, l.Area)
	}
	if s := l.Shifts[0]; s.TotalPay < 7*2000 || s.TotalPay > 3*7*2000 || !strings.HasPrefix(s.Outcome, "eligible") {
		t.Errorf("seven hours at £20 pay %d pence, %s", s.TotalPay, s.Outcome)
	}
	for name, c := range map[string][2]string{
		"no such postcode":           {"postcode=ZZ9", "No postcode area ZZ9 is known."},
		"no postcode":                {"postcode=Ashford", "That is not a UK postcode."},
		"a distance from nowhere":    {"within_km=10", "Give a postcode"},
		"the nearest to nowhere":     {"sort=nearest", "Give a postcode"},
		"no date":                    {"from=2026-13-01", ""},
		"a cursor of another list":   {"cursor=abc", "Leave the cursor out"},
		"an order that is not there": {"sort=oldest", ""},
	} {
		a := w.call(who, "GET", base+"/open-shifts?"+c[0], nil)
		if p := a.problem(t); a.status != 422 || !strings.Contains(fmt.Sprint(p.Errors), c[1]) {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}

	// Page by page, in every order, each shift comes once.
	for _, query := range []string{"limit=1", "limit=3&sort=best_paid", "limit=1&sort=nearest&postcode=CT9"} {
		var got []string
		for next := query; next != ""; {
			l := w.openTo(who, next)
			got, next = append(got, l.ids()...), l.next
			if l.Count != 4 {
				t.Errorf("%s counts %d", next, l.Count)
			}
		}
		if slices.Sort(got); len(slices.Compact(got)) != 4 {
			t.Errorf("%s gave %v", query, got)
		}
	}
}

func TestPreferencesAreRememberedAndAreTheWorkersAlone(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.geography()
	who := w.settled(host)
	starts := w.Clock.Now().Truncate(time.Minute).Add(48 * time.Hour)
	post := func(site, ward string) string {
		return w.post(func(b map[string]any) {
			at(starts, 8)(b)
			b["site"], b["ward"] = site, ward
		}).ShiftID
	}
	ashford, margate, hidden := post("RVV02", "ward_1"), post("RVV09", "ward_1"), post("RVV09", "ward_2")
	put := func(status int, body map[string]any) answer {
		return w.must(status, who, "PUT", "/my-preferences", body, header("Content-Type", "application/json"))
	}

	put(200, map[string]any{"postcode": "ct9 4an", "within_km": 10, "hidden_wards": []any{map[string]string{"site": "RVV09", "ward": "ward_2"}},
		"favourite_wards": []any{map[string]string{"site": "RVV02", "ward": "ward_1"}}})
	if got := w.must(200, who, "GET", "/my-preferences", nil); strings.Contains(string(got.raw), "4AN") || !strings.Contains(string(got.raw), `"CT9"`) {
		t.Errorf("kept as %s", got.raw)
	}
	for query, want := range map[string][]string{
		"": {margate}, "within_km=0": {ashford, margate}, "hidden=true": {margate, hidden}, "favourites=true&within_km=0": {ashford}, "postcode=TN24": {ashford},
	} {
		slices.Sort(want)
		if got := w.openTo(who, query).ids(); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("%q lists %v, want %v", query, got, want)
		}
	}
	if got := len(w.openTo(w.settled(host), "").ids()); got != 3 {
		t.Errorf("somebody else sees %d shifts", got)
	}
	for _, body := range []map[string]any{
		{"postcode": "nowhere"}, {"within_km": 10}, {"postcode": "CT9", "within_km": 999}, {"hidden_wards": []any{map[string]string{"site": "x y", "ward": "1"}}}, {"colour": "red"},
	} {
		before := w.must(200, who, "GET", "/my-preferences", nil).raw
		put(422, body)
		if after := w.must(200, who, "GET", "/my-preferences", nil).raw; string(before) != string(after) {
			t.Errorf("%v changed %s to %s", body, before, after)
		}
	}
	for _, nobody := range []auth.Principal{staff(host), lead(), auditor()} {
		if a := w.call(nobody, "GET", base+"/my-preferences", nil); a.status != 403 {
			t.Errorf("%s reads preferences: %d", nobody.Role, a.status)
		}
	}
	n := 0
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from audit where entity = 'shifts.preferences' and aggregate = $1", who.WorkerID).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d audit rows, %v", n, err)
	}
	// Every change counts, also when they come at once.
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if a, err := w.try(who, "PUT", base+"/my-preferences", map[string]any{"postcode": "CT1"}, header("Content-Type", "application/json")); err != nil || a.status != 200 {
				t.Errorf("%v %d %s", err, a.status, a.raw)
			}
		})
	}
	all.Wait()
	if err := w.DB.Pool.QueryRow(t.Context(), "select version from worker_preferences where worker_id = $1", who.WorkerID).Scan(&n); err != nil || n != 5 {
		t.Errorf("version %d, %v", n, err)
	}
}

func TestTheListWorksAsAPlainForm(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.geography()
	who := w.settled(other)
	starts := w.Clock.Now().Truncate(time.Minute).Add(48 * time.Hour)
	for n := range 32 {
		w.post(func(b map[string]any) {
			at(starts.Add(time.Duration(n)*time.Hour), 8)(b)
			b["site"] = "RVV09"
		})
	}
	status, _, p := w.open(who, "GET", "/open-shifts?postcode=CT9&sort=nearest", nil)
	p.Has("count", "32 shifts are open to you")
	p.Has("shift-pay", "in all", "£18.45 an hour")
	p.Has("shift-place", "Margate", "km from CT9")
	p.Has("tags", "Another employer")
	if links := p.All("shift-link"); status != 200 || len(links) != 30 {
		t.Errorf("%d: %d shifts on the first page", status, len(links))
	}
	next := p.Rel("next")
	status, _, p = w.open(who, "GET", next, nil)
	if links := p.All("shift-link"); status != 200 || len(links) != 2 {
		t.Errorf("%d: %d shifts on the second page, %s", status, len(links), next)
	}
	status, _, p = w.open(who, "GET", "/open-shifts?postcode=CT9&within_km=1&site=RVV02", nil)
	p.Has("nothing", "Take a limit out")
	if status != 200 {
		t.Errorf("nothing found answers %d", status)
	}
	status, _, p = w.open(who, "GET", "/open-shifts?postcode=ZZ9", nil)
	p.Has("error-summary", "No postcode area ZZ9 is known")
	if status != 422 {
		t.Errorf("a postcode that does not exist answers %d", status)
	}
}

func TestPreferencesWorkAsPlainForms(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.settled(host)
	s := w.post(nil)
	send := func(path string, form url.Values) (int, string) {
		form.Set("idempotency_key", id.New().String())
		status, to, _ := w.open(who, "POST", path, form)
		return status, to
	}
	_, _, p := w.open(who, "GET", "/shifts/"+s.ShiftID+"/accept", nil)
	p.Has("marks", "Make this ward a favourite", "Hide this ward")
	if status, to := send("/my-preferences/wards", url.Values{"site": {site}, "ward": {"ward_7"}, "mark": {"hidden"}}); status != 303 || to != "/my-preferences?saved=1" {
		t.Fatalf("hiding answers %d, %s", status, to)
	}
	if status, _ := send("/my-preferences", url.Values{"postcode": {"CT1 3NG"}, "within_km": {"100"}}); status != 303 {
		t.Fatalf("saving answers %d", status)
	}
	_, _, p = w.open(who, "GET", "/my-preferences?saved=1", nil)
	p.Has("hidden", "Ward 7, Site RVV")
	if p.Value("postcode") != "CT1" {
		t.Errorf("kept %q", p.Value("postcode"))
	}
	_, _, p = w.open(who, "GET", "/open-shifts", nil)
	p.Has("nothing", "show hidden wards too")
	_, _, p = w.open(who, "GET", "/open-shifts?hidden=yes", nil)
	p.Has("tags", "Hidden ward")
	for _, form := range []url.Values{{"postcode": {"Ashford"}}, {"postcode": {"CT1"}, "within_km": {"far"}}, {"within_km": {"10"}}} {
		if status, _ := send("/my-preferences", form); status != 422 {
			t.Errorf("%v answers %d", form, status)
		}
	}
	if status, _, _ := w.open(staff(host), "GET", "/my-preferences", nil); status != 403 {
		t.Errorf("a ward's page of preferences answers %d", status)
	}
}
