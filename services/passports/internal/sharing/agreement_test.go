package sharing_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/sharing"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func agreement(change func(*sharing.Agreement)) sharing.Agreement {
	home, host := noon.AddDate(0, -2, 0), noon.AddDate(0, -1, 0)
	a := sharing.Agreement{
		ID: id.New(), Model: "home_pays", Status: sharing.InForce, From: noon.AddDate(0, -1, 0),
		Parties: []sharing.Party{{Employer: "RVV", SignedAt: &home}, {Employer: "RWF", SignedAt: &host}},
	}
	change(&a)
	return a
}

func TestWhichAgreementAShiftIsWorkedUnder(t *testing.T) {
	t.Parallel()
	shift := sharing.Shift{Home: "RVV", Host: "RWF", Site: "RWF03", StaffGroup: "nursing_midwifery", Band: "5", StartsAt: noon, EndsAt: noon.Add(12 * time.Hour)}
	at := func(t time.Time) *time.Time { return &t }
	for name, c := range map[string]struct {
		change func(*sharing.Agreement)
		want   bool
	}{
		"in force":                       {func(*sharing.Agreement) {}, true},
		"offered only":                   {func(a *sharing.Agreement) { a.Status = "offered" }, false},
		"the host signs after the start": {func(a *sharing.Agreement) { a.Parties[1].SignedAt = at(noon.Add(time.Second)) }, false},
		"the host signs at the start":    {func(a *sharing.Agreement) { a.Parties[1].SignedAt = at(noon) }, true},
		"the home has not signed":        {func(a *sharing.Agreement) { a.Parties[0].SignedAt = nil }, false},
		"between others":                 {func(a *sharing.Agreement) { a.Parties[1].Employer = "RPA" }, false},
		"begins after the start":         {func(a *sharing.Agreement) { a.From = noon.Add(time.Second) }, false},
		"ends inside the shift":          {func(a *sharing.Agreement) { a.Until = at(noon.Add(time.Hour)) }, false},
		"ends with the shift":            {func(a *sharing.Agreement) { a.Until = at(noon.Add(12 * time.Hour)) }, true},
		"another site":                   {func(a *sharing.Agreement) { a.Sites = []string{"RWF01"} }, false},
		"this site among others":         {func(a *sharing.Agreement) { a.Sites = []string{"RWF01", "RWF03"} }, true},
		"another staff group":            {func(a *sharing.Agreement) { a.StaffGroups = []string{"allied_health"} }, false},
		"another band":                   {func(a *sharing.Agreement) { a.Bands = []string{"6"} }, false},
		"ended, and what was booked stands": {func(a *sharing.Agreement) {
			a.Status, a.Honoured, a.Until = sharing.Ended, true, at(noon.Add(-time.Hour))
		}, true},
		"ended, and what was booked is ended": {func(a *sharing.Agreement) { a.Status = sharing.Ended }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, got := sharing.Covering([]sharing.Agreement{agreement(c.change)}, shift); got != c.want {
				t.Errorf("want %v, got %v", c.want, got)
			}
		})
	}
}

func TestOfSeveralAgreementsTheOneSignedLastCounts(t *testing.T) {
	t.Parallel()
	shift := sharing.Shift{Home: "RVV", Host: "RWF", StartsAt: noon, EndsAt: noon.Add(time.Hour)}
	newer := noon.AddDate(0, 0, -1)
	a := agreement(func(*sharing.Agreement) {})
	b := agreement(func(a *sharing.Agreement) { a.Model, a.Parties[1].SignedAt = "host_pays", &newer })
	ended := agreement(func(a *sharing.Agreement) { a.Model, a.Status, a.Honoured = "lead_employer", sharing.Ended, true })
	for _, all := range [][]sharing.Agreement{{a, b, ended}, {ended, b, a}, {b, a}} {
		if got, ok := sharing.Covering(all, shift); !ok || got.ID != b.ID {
			t.Errorf("got %+v", got)
		}
	}
	if got, ok := sharing.Covering([]sharing.Agreement{ended, a}, shift); !ok || got.ID != a.ID {
		t.Errorf("one in force comes before one that has ended: %+v", got)
	}
}
