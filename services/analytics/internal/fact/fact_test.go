package fact_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

var start = time.Date(2026, 3, 10, 19, 30, 0, 0, time.UTC)

// one has a sound state of every kind.
func one() []fact.State {
	later := start.Add(12 * time.Hour)
	return []fact.State{
		fact.Booking{
			ShiftID: "s", WorkerID: "w", HomeEmployer: "RPA", HostEmployer: "RVV", StaffGroup: "nursing_midwifery", StartsAt: start,
			EndsAt: later, NetMinutes: 660, Channel: "collaborative_bank", Status: "worked", HeldAt: start.Add(-time.Hour),
			Hours: "approved", WorkedMinutes: 645, ApprovedAt: &later, Codes: []string{"REST_SHORT"},
		},
		fact.Deployment{BookingID: "b", HomeEmployer: "RPA", HostEmployer: "RVV", StaffGroup: "nursing_midwifery", StartsAt: start, EndsAt: later, Status: "authorised", AgreementID: "a", AgreementVersion: 2},
		fact.Employer{Name: "East Kent Hospitals"},
		fact.Ladder{Employer: "RVV", StaffGroup: "*", BankShare: 40, Steps: []fact.Step{{Step: "own_bank", On: "at_posting"}, {Step: "framework_agency", Tier: 1, On: "lead_time", AfterMinutes: 2880, Approver: "staffing_office"}}},
		fact.MutualAid{AgreementID: "a", AgreementVersion: 1, Parties: []string{"RPA", "RVV"}, Shifts: []fact.AidedShift{{ShiftID: "s", Host: "RVV"}}, Why: "surge", OpenedAt: start, ClosesAt: later, EndedAt: &later, EndedBy: "time"},
		fact.Offer{ShiftID: "s", Employer: "RVV", Origin: "employer", Status: "open", MadeAt: start},
		fact.Passport{
			HomeEmployer: "RVV", Status: "active", Posts: []fact.Post{{Employer: "RVV", Kind: "bank", StaffGroup: "nursing_midwifery", Band: "5", From: start}},
			Evidence: []fact.Evidence{{Of: "check", Code: "dbs", Good: true, Until: &later}}, Holds: []fact.Hold{{From: start}},
		},
		fact.Recharge{
			BookingID: "b", WorkerID: "w", HomeEmployer: "RPA", HostEmployer: "RVV", Site: "RVV01", StaffGroup: "nursing_midwifery", StartsAt: start, Month: "2026-03",
			AgreementID: "a", AgreementVersion: 2, For: "worked", Parts: []fact.RechargePart{{Of: "pay", Pence: 20000}, {Of: "on_costs", Pence: 4000}}, TotalPence: 24000, Status: "raised",
		},
		shift(),
		fact.Site{Name: "William Harvey Hospital", Employer: "RVV", Town: "Ashford"},
	}
}

func shift() fact.Shift {
	return fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: "KIN", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: start, EndsAt: start.Add(12 * time.Hour), NetMinutes: 660, Status: "filled", FilledBy: "framework_agency",
		PostedAt: start.Add(-48 * time.Hour), Opened: []fact.Opened{{Step: "framework_agency", Tier: 1, At: start.Add(-24 * time.Hour)}},
		Agency: fact.Agency{Name: "Synthetic Staffing", Framework: "RM6281", Tier: 1, RatePence: 4100, CapPence: 3800, OverCap: true},
	}
}

func TestEveryKindIsKeptAndReadBackAsItWas(t *testing.T) {
	t.Parallel()
	for _, s := range one() {
		f, err := fact.New("x", 3, s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := fact.Rehydrate(f.Key, f.Version, f.Body())
		if err != nil || !reflect.DeepEqual(again, f) {
			t.Errorf("%s is read back as %+v, %v; it was %+v", f.Kind, again, err, f)
		}
		if place := s.Place(); f.Ages() && (place.Employer != "RVV" || !place.StartsAt.Equal(start)) {
			t.Errorf("%s counts at %+v", f.Kind, place)
		}
	}
	if _, err := fact.Rehydrate(fact.Key{Kind: "rumour", ID: "x"}, 1, []byte(`{}`)); err == nil {
		t.Error("a fact of no known kind is read")
	}
	if _, err := fact.Rehydrate(fact.Key{Kind: fact.KindShift, ID: "x"}, 1, []byte(`{"net_minutes":"many"}`)); err == nil {
		t.Error("a body that is none is read")
	}
}

func TestAFactWithoutIdOrVersionIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := fact.New("", 1, shift()); err == nil {
		t.Error("a fact about nothing is kept")
	}
	if _, err := fact.New("x", 0, shift()); err == nil {
		t.Error("a version before the first is kept")
	}
}

func TestAStateThatCannotBeCountedIsRefused(t *testing.T) {
	t.Parallel()
	for rule, s := range map[string]fact.State{
		"a shift of no employer":           with(func(s *fact.Shift) { s.Employer = "" }),
		"a shift of no staff group":        with(func(s *fact.Shift) { s.StaffGroup = "" }),
		"a shift that ends as it starts":   with(func(s *fact.Shift) { s.EndsAt = s.StartsAt }),
		"a shift of no length":             with(func(s *fact.Shift) { s.NetMinutes = 0 }),
		"a shift of an unknown status":     with(func(s *fact.Shift) { s.Status = "half-filled" }),
		"a shift filled by nobody":         with(func(s *fact.Shift) { s.FilledBy = "" }),
		"a shift filled by magic":          with(func(s *fact.Shift) { s.FilledBy = "magic" }),
		"a shift that is open and filled":  with(func(s *fact.Shift) { s.Status = "open" }),
		"a shift beyond what JSON can say": with(func(s *fact.Shift) { s.PostedAt = time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC) }),
		"a booking without a host":         fact.Booking{StaffGroup: "g", StartsAt: start, Channel: "own_bank"},
		"a booking at no time":             fact.Booking{HostEmployer: "RVV", StaffGroup: "g", Channel: "own_bank"},
		"a booking of negative hours":      fact.Booking{HostEmployer: "RVV", StaffGroup: "g", StartsAt: start, Channel: "own_bank", WorkedMinutes: -1},
		"a booking by an agency":           fact.Booking{HostEmployer: "RVV", StaffGroup: "g", StartsAt: start, Channel: "framework_agency"},
		"a deployment from nowhere":        fact.Deployment{HostEmployer: "RVV", StartsAt: start},
		"a recharge of nobody's":           fact.Recharge{HostEmployer: "RVV", StartsAt: start},
		"a recharge at no time":            fact.Recharge{HomeEmployer: "RPA", HostEmployer: "RVV"},
		"mutual aid for no shift":          fact.MutualAid{OpenedAt: start},
		"a ladder without steps":           fact.Ladder{Employer: "RVV", StaffGroup: "*"},
		"an offer of nothing":              fact.Offer{Employer: "RVV"},
		"a passport of nobody's":           fact.Passport{Status: "active"},
		"an employer without a name":       fact.Employer{},
		"a site of nobody":                 fact.Site{Name: "Somewhere"},
		"a site without a name":            fact.Site{Employer: "RVV"},
	} {
		if _, err := fact.New("x", 1, s); err == nil || !strings.Contains(err.Error(), "x") {
			t.Errorf("%s: %v", rule, err)
		}
	}
}

func with(change func(*fact.Shift)) fact.Shift {
	s := shift()
	change(&s)
	return s
}

func TestTheHashTellsFactsApart(t *testing.T) {
	t.Parallel()
	sum := func(id string, version int64, s fact.State) string {
		f, err := fact.New(id, version, s)
		if err != nil {
			t.Fatal(err)
		}
		h := fact.NewHash()
		h.Add(f)
		return h.Sum()
	}
	base := sum("x", 1, shift())
	for what, other := range map[string]string{
		"another id": sum("y", 1, shift()), "another version": sum("x", 2, shift()),
		"another detail": sum("x", 1, with(func(s *fact.Shift) { s.Agency.CapPence++ })), "nothing": fact.NewHash().Sum(),
	} {
		if other == base {
			t.Errorf("%s has the same hash", what)
		}
	}
	if sum("x", 1, shift()) != base {
		t.Error("the same fact has another hash")
	}
}
