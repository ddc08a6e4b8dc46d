package analytics_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

const shiftsPath = "/api/analytics/v1/measures/shifts"

type shiftPage struct {
	Shifts []struct {
		ShiftID      string `json:"shift_id"`
		EmployerName string `json:"employer_name"`
		Part         string
		HomeEmployer string `json:"home_employer"`
		Steps        []struct{ Step string }
		Approvals    []struct{ Of, Role, Why string }
		Agency       *struct {
			BankFirst string `json:"bank_first"`
		}
	}
	NextCursor string `json:"next_cursor"`
}

func TestAFigureLeadsToItsShiftsPageByPage(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", "East Kent Hospitals")
	var open []string
	for i := range 5 {
		d := ask(h, "RVV", time.Duration(i+2)*time.Hour).posted(t, h)
		open = append(open, d.state.ShiftID)
	}
	ask(h, "RVV", 9*time.Hour).posted(t, h).filled(t, h, shifts.OwnBank)
	ask(h, "RPA", 3*time.Hour).posted(t, h)
	testkit.Await(t, soon, "all are counted", func() bool { return rates(t, h, lead, "").Events == 9 })

	path := shiftsPath + "?window=next_24h&employer=RVV&part=unfilled&limit=2"
	var got []string
	for pages := 0; ; pages++ {
		list, _ := get[shiftPage](t, h, lead, path)
		for _, s := range list.Shifts {
			got = append(got, s.ShiftID)
			if s.Part != "unfilled" || s.EmployerName != "East Kent Hospitals" {
				t.Errorf("a shift is told as %+v", s)
			}
		}
		if list.NextCursor == "" {
			if pages != 2 {
				t.Errorf("%d pages", pages+1)
			}
			break
		}
		path = shiftsPath + "?window=next_24h&employer=RVV&part=unfilled&limit=2&cursor=" + url.QueryEscape(list.NextCursor)
	}
	if strings.Join(got, " ") != strings.Join(open, " ") {
		t.Errorf("the shifts are %v, want %v", got, open)
	}
	all, _ := get[shiftPage](t, h, lead, shiftsPath+"?window=next_24h")
	own, _ := get[shiftPage](t, h, employer, shiftsPath+"?window=next_24h")
	if len(all.Shifts) != 7 || len(own.Shifts) != 6 {
		t.Errorf("a lead sees %d shifts, an employer %d", len(all.Shifts), len(own.Shifts))
	}
}

func TestTheShiftsOfAFigureTellHowTheAgencyCameIn(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	d := ask(h, "RVV", 6*time.Hour)
	at := h.Clock.Now()
	d.state.Opened = []shifts.OpenedStep{{Step: "own_bank", At: at}, {Step: "framework_agency", Tier: 1, At: at}}
	d.posted(t, h)
	d.state.FilledAt, d.state.Agency, d.state.AgencyRatePence = &at, "Other Agency", 5200
	d.state.Override = &shifts.AgencyOverride{Role: "executive", Why: "patient_safety", At: at}
	d.filled(t, h, shifts.FrameworkAgency)
	testkit.Await(t, soon, "both events are counted", func() bool { return rates(t, h, lead, "").Events == 2 })
	list, _ := get[shiftPage](t, h, lead, shiftsPath+"?window=next_24h&part=framework_agency,off_framework_agency")
	if len(list.Shifts) != 1 {
		t.Fatalf("%d shifts", len(list.Shifts))
	}
	s := list.Shifts[0]
	if len(s.Steps) != 2 || s.Agency == nil || s.Agency.BankFirst != "by_override" || len(s.Approvals) != 1 || s.Approvals[0].Role != "executive" {
		t.Errorf("the story is %+v", s)
	}
	body, status := page(t, h, lead, "/fill-rate/shifts?window=next_24h&part=framework_agency,off_framework_agency")
	if status != http.StatusOK || !strings.Contains(body, "An executive let agencies in before the bank had its time: patient safety") {
		t.Errorf("the page: %d %s", status, body)
	}
}

func TestTheShiftsOfAFigureAreForThoseWhoMaySeeIt(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	ask(h, "RPA", 6*time.Hour).posted(t, h)
	testkit.Await(t, soon, "it is counted", func() bool { return rates(t, h, lead, "").Events == 1 })
	for _, c := range []struct {
		who  auth.Principal
		path string
		want int
	}{
		{lead, "/fill-rate/shifts", http.StatusOK}, {employer, "/fill-rate/shifts", http.StatusOK}, {worker, "/fill-rate/shifts", http.StatusNotFound},
		{employer, "/fill-rate/shifts?employer=RPA", http.StatusNotFound}, {lead, "/fill-rate/shifts?part=nonsense", http.StatusUnprocessableEntity},
		{lead, "/fill-rate/shifts?period=noon", http.StatusUnprocessableEntity}, {lead, "/fill-rate/shifts?from=2026-13-01", http.StatusUnprocessableEntity},
		{employer, shiftsPath + "?employer=RPA", http.StatusNotFound}, {worker, shiftsPath, http.StatusNotFound},
		{lead, shiftsPath + "?window=next_24h&from=2026-03-01", http.StatusUnprocessableEntity},
		{employer, shiftsPath + "?footprint=2026-03-01", http.StatusForbidden},
		{lead, shiftsPath + "?footprint=2026-03-01", http.StatusOK},
	} {
		if _, status := page(t, h, c.who, c.path); status != c.want {
			t.Errorf("%s on %s: %d, want %d", c.who.Role, c.path, status, c.want)
		}
	}
}
