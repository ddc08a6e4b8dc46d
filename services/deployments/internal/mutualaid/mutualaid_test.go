package mutualaid_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// The clock goes back on 25 October 2026 at 01:00 UTC: what is open "until two in the morning" closes at one of two moments,
// so moments here are instants and never local times.
var now = time.Date(2026, 10, 24, 20, 0, 0, 0, time.UTC)

func standing(change func(*mutualaid.Standing)) mutualaid.Standing {
	s := mutualaid.Standing{Agreement: id.New(), Terms: 2, Title: "Kent and Medway", InForce: true, Parties: []string{"RVV", "RPA", "RWF"}, MaxHours: 48}
	if change != nil {
		change(&s)
	}
	return s
}

func order(change func(*mutualaid.Order)) mutualaid.Order {
	o := mutualaid.Order{
		ID: id.New(), Why: "surge", Note: "Forty people wait in the emergency department.", By: "lead-1", Until: now.Add(24 * time.Hour),
		Shifts: []mutualaid.Shift{{ID: id.New(), Host: "RVV", Site: "RVV01", StaffGroup: "nursing_midwifery", Band: "5", StartsAt: now.Add(3 * time.Hour), EndsAt: now.Add(15 * time.Hour)}},
	}
	if change != nil {
		change(&o)
	}
	return o
}

func TestWhatALeadMayOpen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		order    func(*mutualaid.Order)
		standing func(*mutualaid.Standing)
		code     string
		field    string
	}{
		"as it should be":                          {},
		"to the last hour that is allowed":         {order: func(o *mutualaid.Order) { o.Until = now.Add(48 * time.Hour) }},
		"an hour longer than is allowed":           {order: func(o *mutualaid.Order) { o.Until = now.Add(49 * time.Hour) }, code: "mutual_aid_invalid", field: "until"},
		"until now":                                {order: func(o *mutualaid.Order) { o.Until = now }, code: "mutual_aid_invalid", field: "until"},
		"longer than the agreement":                {standing: func(s *mutualaid.Standing) { e := now.Add(23 * time.Hour); s.EndsAt = &e }, code: "mutual_aid_invalid", field: "until"},
		"to the agreement's last moment":           {standing: func(s *mutualaid.Standing) { e := now.Add(24 * time.Hour); s.EndsAt = &e }},
		"no reason":                                {order: func(o *mutualaid.Order) { o.Why = "" }, code: "mutual_aid_invalid", field: "why"},
		"no word about it":                         {order: func(o *mutualaid.Order) { o.Note = "" }, code: "mutual_aid_invalid", field: "note"},
		"no shift":                                 {order: func(o *mutualaid.Order) { o.Shifts = nil }, code: "mutual_aid_invalid", field: "shifts"},
		"one shift twice":                          {order: func(o *mutualaid.Order) { o.Shifts = append(o.Shifts, o.Shifts[0]) }, code: "mutual_aid_invalid", field: "shifts"},
		"a shift of somebody else":                 {order: func(o *mutualaid.Order) { o.Shifts[0].Host = "RN7" }, code: "mutual_aid_invalid", field: "shifts"},
		"a shift that has started":                 {order: func(o *mutualaid.Order) { o.Shifts[0].StartsAt = now }, code: "mutual_aid_invalid", field: "shifts"},
		"an agreement without the clause":          {standing: func(s *mutualaid.Standing) { s.MaxHours = 0 }, code: "mutual_aid_not_agreed"},
		"an agreement that is not in force":        {standing: func(s *mutualaid.Standing) { s.InForce = false }, code: "agreement_not_in_force"},
		"an agreement whose other parties are out": {standing: func(s *mutualaid.Standing) { s.Parties = []string{"RVV"} }, code: "mutual_aid_invalid", field: "agreement_id"},
	} {
		_, err := mutualaid.Activate(order(c.order), standing(c.standing), now)
		var r *rule.Refusal
		switch {
		case c.code == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.code != "" && (!errors.As(err, &r) || r.Code != c.code || (c.field != "" && r.Fields[0].Name != c.field)):
			t.Errorf("%s: %v, want %s of %q", name, err, c.code, c.field)
		}
	}
}

func TestOnlyWhatWasAskedForWhileItWasOpenIsMadeUnderIt(t *testing.T) {
	t.Parallel()
	o := order(nil)
	m, err := mutualaid.Activate(o, standing(nil), now)
	if err != nil {
		t.Fatal(err)
	}
	shift, closes := o.Shifts[0].ID, o.Until
	check := func(when string, asked time.Time, home string, shift id.ID, want bool) {
		t.Helper()
		if m.Opens(shift, home, asked) != want {
			t.Errorf("%s: %v", when, !want)
		}
	}
	check("a moment before", now.Add(-time.Microsecond), "RPA", shift, false)
	check("at once", now, "RPA", shift, true)
	check("in the hour that the clocks show twice, the first time", time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), "RPA", shift, true)
	check("and the second time", time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC), "RPA", shift, true)
	check("at the last moment", closes.Add(-time.Microsecond), "RWF", shift, true)
	check("when it closes", closes, "RPA", shift, false)
	check("of another employer", now, "RN7", shift, false)
	check("another shift", now, "RPA", id.New(), false)

	if m.Close(closes.Add(-time.Microsecond)) {
		t.Error("closed early")
	}
	early := closes.Add(-time.Hour)
	if !m.Stop(mutualaid.ByLead, early) || m.Stop(mutualaid.ByLead, early) || m.Close(closes) {
		t.Error("ends once")
	}
	check("after the lead has ended it", early, "RPA", shift, false)
	check("before the lead has ended it, answered late", early.Add(-time.Second), "RPA", shift, true)
	if r := m.Record(); r.Version != 2 || r.Status != mutualaid.Ended || r.EndedBy != mutualaid.ByLead || !r.EndedAt.Equal(early) {
		t.Errorf("%+v", r)
	}

	late, err := mutualaid.Activate(o, standing(nil), now)
	if err != nil {
		t.Fatal(err)
	}
	if !late.Stop(mutualaid.ByLead, closes.Add(time.Hour)) || late.Record().EndedBy != mutualaid.ByTime || !late.Record().EndedAt.Equal(closes) {
		t.Errorf("it had closed by itself: %+v", late.Record())
	}
}
