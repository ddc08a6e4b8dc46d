package analytics_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

// files are the links to figures that can be taken along.
var files = regexp.MustCompile(`href="(/api/analytics/v1/[^"]+\.csv[^"]*)"`)

func TestThePagesOfFiguresShowWhatWasHeard(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	h.Clock.Set(time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC))
	register(t, h, "RVV", "East Kent Hospitals NHS Trust")
	register(t, h, "RPA", "Medway NHS Foundation Trust")
	lent := ask(h, "RVV", time.Hour)
	at := h.Clock.Now()
	lent.state.FirstFilledAt, lent.state.FilledAt = &at, &at
	lent.filled(t, h, shifts.CollaborativeBank).booked(t, h, "RPA", shifts.BookingConfirmed)
	agency := ask(h, "RPA", 2*time.Hour)
	agency.state.FilledAt, agency.state.BankClosesAt, agency.state.Agency = &at, at.Add(-time.Hour), "Synthetic Staffing"
	agency.state.CapPence, agency.state.AgencyRatePence, agency.state.OverCap = 3000, 4100, true
	agency.state.OverCapWhy, agency.state.OverCapRole = "patient_safety", "agency_approver"
	agency.filled(t, h, shifts.FrameworkAgency)
	open := ask(h, "RVV", 3*time.Hour).posted(t, h)
	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 2+1+2+1+1 })
	h.Clock.Advance(time.Hour)
	open.filled(t, h, shifts.OwnBank)
	testkit.Await(t, soon, "the gap is filled", func() bool { return rates(t, h, lead, "").Events == 2+1+2+1+2 })

	then := at.In(clock.London)
	for path, want := range map[string][]string{
		"/fill-rate/trend?days=14": {"100% was filled in the last 14 days"},
		"/fill-rate/as-of?date=" + then.Format("2006-01-02") + "&time=" + then.Add(time.Minute).Format("15:04"): {
			"Of the 1 shift open then, 1 has been filled since.", "Filled by own bank", "/shifts/" + open.state.ShiftID,
		},
		"/fill-rate/waiting?by=staff_group": {"Nursing and midwifery", "One in ten took over"},
		"/fill-rate/agency": {
			"Agencies fill 1 shift for £451.00", "Synthetic Staffing", "Above the cap", "agency approver allowed a charge above the cap: patient safety", "/shifts/" + agency.state.ShiftID,
		},
		"/fill-rate/flows":                      {"East Kent Hospitals", "Under 5 people"},
		"/fill-rate/flows?footprint=2026-03-10": {"On the employers as they are on 10 March 2026"},
		"/fill-rate/rates":                      {"All employers pay the same for alike work"},
		"/fill-rate/people":                     {"No bank workers are known.", "Under 5 people"},
	} {
		body, status := page(t, h, lead, path)
		if status != http.StatusOK {
			t.Errorf("GET %s: %d", path, status)
		}
		for _, file := range files.FindAllStringSubmatch(body, -1) {
			if _, status := page(t, h, lead, html.UnescapeString(file[1])); status != http.StatusOK {
				t.Errorf("GET %s leads to %s, which answers %d", path, file[1], status)
			}
		}
		if !files.MatchString(body) {
			t.Errorf("GET %s has no file to take along", path)
		}
		for _, part := range want {
			if !strings.Contains(body, part) {
				t.Errorf("GET %s does not say %q", path, part)
			}
		}
	}
	if body, _ := page(t, h, employer, "/fill-rate/flows"); !strings.Contains(body, "11 h") || strings.Contains(body, "On the employers of") {
		t.Error("the host does not see its own pair whole, or is offered footprints")
	}
	if body, _ := page(t, h, employer, "/fill-rate/agency"); strings.Contains(body, "Synthetic Staffing") {
		t.Error("an employer sees another's agencies")
	}
}

func TestThePagesOfFiguresRefuseInWordsAndShowNobodyWhatIsNotTheirs(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", "East Kent Hospitals")
	register(t, h, "RPA", "Medway")
	testkit.Await(t, soon, "both are known", func() bool { return rates(t, h, lead, "").Events == 2 })
	pages := []string{"trend", "as-of", "waiting", "agency", "flows", "rates", "people"}
	for _, name := range pages {
		path := "/fill-rate/" + name
		for _, c := range []struct {
			who   auth.Principal
			query string
			want  int
		}{
			{worker, "", http.StatusNotFound}, {lead, "?employer=XXX", http.StatusNotFound}, {employer, "?employer=RPA", http.StatusNotFound},
			{lead, "?staff_group=poets", http.StatusUnprocessableEntity},
		} {
			if _, got := page(t, h, c.who, path+c.query); got != c.want {
				t.Errorf("GET %s%s as %s: %d, want %d", path, c.query, c.who.Role, got, c.want)
			}
		}
	}
	for query, want := range map[string]string{
		"flows?from=2026-03-02&to=2026-03-01": "The last day lies before the first", "waiting?by=colour": "Choose one of the rows", "agency?only=cheap": "Choose one of the kinds",
		"trend?days=365": "Choose one of the spans", "rates?from=soon": "first day as a date", "as-of?date=2199-01-01&time=10:00": "has not come yet",
		"as-of?date=2001-01-01&time=10:00": "Nothing was heard before that moment", "flows?footprint=then": "Give the day as a date",
	} {
		body, status := page(t, h, lead, "/fill-rate/"+query)
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, want) || !strings.Contains(body, `data-testid="question"`) {
			t.Errorf("GET /fill-rate/%s: %d, without %q or without its form", query, status, want)
		}
	}
	if body, status := page(t, h, employer, "/fill-rate/flows?footprint=2026-03-01"); status != http.StatusForbidden {
		t.Errorf("an employer asks for a footprint: %d %s", status, body)
	}
}
