package analytics_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

type (
	measuresTable struct {
		By   []string
		Rows []struct {
			Employer string
			Period   string
		}
		Total struct {
			figures
			TimeToFill struct {
				Count         int64
				MedianMinutes *int64 `json:"median_minutes"`
			} `json:"time_to_fill"`
			Offers int64
			Ends   struct {
				Confirmed    int64
				DidNotAttend int64 `json:"did_not_attend"`
			}
			Agency struct {
				Framework int64
				Unproven  int64
				BankFirst *float64 `json:"bank_first"`
			}
		}
	}
	flowsReport struct {
		Flows []struct {
			Home, Host, HostName string
			Few                  bool
			Minutes              int64
		}
	}
	complianceReport struct {
		Rows []struct {
			Employer   string
			Few        bool
			Workers    int64
			Deployable struct{ Count int64 }
		}
	}
)

// booked tells of a booking of the shift by a worker of home's.
func (d *demand) booked(t testing.TB, h *testkit.Harness, home string, status shifts.BookingStatus) {
	t.Helper()
	s, at, channel := d.state, h.Clock.Now(), shifts.CollaborativeBank
	if home == s.Employer {
		channel = shifts.OwnBank
	}
	b := shifts.BookingState{
		BookingID: id.New().String(), ShiftID: s.ShiftID, WorkerID: id.New().String(), HomeEmployer: home, HostEmployer: s.Employer,
		Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt,
		NetMinutes: s.NetMinutes, RatePence: s.RatePence, Requirements: s.Requirements, Status: status, Channel: channel,
		HeldAt: s.PostedAt, ConfirmedAt: &at, Reasons: []reason.Reason{}, PayTotalPence: 20000,
	}
	var e events.Event = shifts.BookingConfirmedV1{Booking: b}
	if status == shifts.BookingDidNotAttend {
		e = shifts.BookingDidNotAttendV1{Booking: b}
	}
	testkit.Publish(t, h.Bus, "shifts", e, events.Meta{AggregateID: b.BookingID, AggregateVersion: 2, ODS: s.Employer, Time: at})
}

// enrolled tells of a bank member of the employer with nothing checked yet.
func enrolled(t testing.TB, h *testkit.Harness, ods string) {
	t.Helper()
	worker := id.New().String()
	p := passports.PassportState{
		WorkerID: worker, HomeEmployer: ods, Status: "active", Checks: []passports.Check{}, Competencies: []passports.Competency{},
		Registrations: []passports.Registration{}, Holds: []passports.Hold{}, Engagements: []passports.Engagement{{
			EngagementID: id.New().String(), Employer: ods, Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: h.Clock.Now().Add(-time.Hour),
		}},
	}
	testkit.Publish(t, h.Bus, "passports", passports.PassportChangedV1{Passport: p}, events.Meta{AggregateID: worker, AggregateVersion: 1, ODS: ods, Time: h.Clock.Now()})
}

func TestMeasuresFollowFromWhatWasHeard(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	at := h.Clock.Now()
	register(t, h, "RVV", "East Kent Hospitals")
	first := ask(h, "RVV", time.Hour)
	first.state.PostedAt, first.state.FirstFilledAt, first.state.FilledAt = at.Add(-90*time.Minute), &at, &at
	first.filled(t, h, shifts.CollaborativeBank).booked(t, h, "RPA", shifts.BookingConfirmed)
	missed := ask(h, "RVV", 2*time.Hour).posted(t, h)
	missed.booked(t, h, "RVV", shifts.BookingDidNotAttend)
	agency := ask(h, "RPA", 3*time.Hour)
	agency.state.FilledAt, agency.state.BankClosesAt = &at, at.Add(-time.Hour)
	agency.filled(t, h, shifts.FrameworkAgency)
	offer := id.New().String()
	testkit.Publish(t, h.Bus, "shifts", shifts.OfferMadeV1{Offer: shifts.OfferState{
		OfferID: offer, ShiftID: first.state.ShiftID, WorkerID: id.New().String(), Employer: "RVV", Origin: "employer",
		Status: "open", MadeAt: at, ExpiresAt: at.Add(time.Hour),
	}}, events.Meta{AggregateID: offer, ODS: "RVV", Time: at})
	for range 6 {
		enrolled(t, h, "RVV")
	}
	enrolled(t, h, "RPA")

	const table = "/api/analytics/v1/measures?by=employer,period"
	// An employer, three shifts, two bookings at their second version, an offer and seven passports.
	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 1+3+2*2+1+7 })
	m, _ := get[measuresTable](t, h, lead, table)
	if len(m.By) != 2 || len(m.Rows) < 2 || m.Rows[0].Employer != "RPA" || m.Rows[0].Period == "" {
		t.Errorf("rows %+v by %v", m.Rows, m.By)
	}
	if m.Total.Ends.DidNotAttend != 1 || m.Total.TimeToFill.Count != 1 || *m.Total.TimeToFill.MedianMinutes != 90 ||
		m.Total.Agency.Unproven != 0 || *m.Total.Agency.BankFirst != 1 || m.Total.Shifts.Unfilled != 1 || m.Total.Offers != 1 {
		t.Errorf("total %+v", m.Total)
	}
	if own, _ := get[measuresTable](t, h, employer, table); own.Total.Agency.Framework != 0 || own.Total.Ends.Confirmed != 2 {
		t.Errorf("an employer sees %+v", own.Total)
	}
	flows := "/api/analytics/v1/flows"
	if f, _ := get[flowsReport](t, h, lead, flows); len(f.Flows) != 1 || !f.Flows[0].Few || f.Flows[0].Minutes != 0 {
		t.Errorf("the lead sees of one worker's flow %+v", f)
	}
	if f, _ := get[flowsReport](t, h, employer, flows); len(f.Flows) != 1 || f.Flows[0].Few || f.Flows[0].Minutes != 660 || f.Flows[0].Home != "RPA" {
		t.Errorf("the host sees %+v", f)
	}
	if c, _ := get[complianceReport](t, h, lead, "/api/analytics/v1/compliance"); !c.Rows[0].Few || c.Rows[1].Few || c.Rows[1].Deployable.Count != 0 {
		t.Errorf("compliance %+v", c)
	}
	for _, path := range []string{"/rates", "/fairness", "/fatigue"} {
		if _, status := get[any](t, h, lead, "/api/analytics/v1"+path); status != http.StatusOK {
			t.Errorf("GET %s: %d", path, status)
		}
	}
}

func TestMeasuresRefuseWhatTheyCannotAnswer(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	for _, c := range []struct {
		who    auth.Principal
		path   string
		status int
	}{
		{lead, "/measures?from=2026-03-01&until=2026-03-01", http.StatusUnprocessableEntity},
		{lead, "/measures?from=2026-03-02&until=2026-03-01", http.StatusUnprocessableEntity},
		{lead, "/measures?from=2025-01-01&until=2026-03-01", http.StatusUnprocessableEntity},
		{lead, "/measures?from=yesterday", http.StatusUnprocessableEntity},
		{lead, "/measures?from=2026-02-30", http.StatusUnprocessableEntity},
		{lead, "/measures?by=colour", http.StatusUnprocessableEntity},
		{lead, "/measures?from=2026-01-01&until=2026-04-03", http.StatusOK},
		{lead, "/flows?employer=XXX", http.StatusNotFound},
		{employer, "/flows?employer=RPA", http.StatusNotFound},
		{worker, "/measures", http.StatusNotFound}, {worker, "/flows", http.StatusNotFound}, {worker, "/rates", http.StatusNotFound},
		{worker, "/fairness", http.StatusNotFound}, {worker, "/compliance", http.StatusNotFound}, {worker, "/fatigue", http.StatusNotFound},
	} {
		if _, status := get[any](t, h, c.who, "/api/analytics/v1"+c.path); status != c.status {
			t.Errorf("GET %s as %s: %d, want %d", c.path, c.who.Role, status, c.status)
		}
	}
}
