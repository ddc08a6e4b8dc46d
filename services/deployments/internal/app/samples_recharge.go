package app

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// SampleRecharges are lines in each state, for the pages' stories: two to pay, one disputed, one credited and one settled.
func SampleRecharges() []Recharge {
	start := time.Date(2026, 11, 2, 19, 30, 0, 0, time.UTC)
	c := recharge.Clause{Model: "home_pays", Basis: recharge.HostRate, OnCost: 2_300, AdminFeePence: 500, TravelPencePerMile: 56,
		CancellationBearer: recharge.CancelsIt, VAT: recharge.OutsideScope, DisputeDays: 30}
	host, home := recharge.By{Employer: "RPA", Person: "a1b2c3d4"}, recharge.By{Employer: "RVV", Person: "e5f60718"}
	var out []Recharge
	for i := range 5 {
		at := start.AddDate(0, 0, i)
		w := recharge.Work{
			Booking: id.ID{15: byte(i + 1)}, Shift: id.ID{14: 1, 15: byte(i)}, Worker: id.ID{13: 1, 15: byte(i)}, Home: "RVV", Host: "RPA", Site: "RPA02",
			StaffGroup: "nursing_midwifery", Band: "5", StartsAt: at, EndsAt: at.Add(12 * time.Hour), Agreement: id.ID{12: 1}, Terms: 1, Version: 5,
			Kind: recharge.Worked, Minutes: 690, PayPence: 26_476,
		}
		if i == 1 {
			w.Kind, w.Minutes, w.PayPence = recharge.Owed, 0, 6_000
		}
		now := at.AddDate(0, 0, 2)
		x, _, _ := recharge.Raise(id.ID{11: 1, 15: byte(i)}, c, w, recharge.Facts{}, now, clock.London)
		if i == 2 || i == 3 {
			must(x.Dispute(host, "hours", "The ward says that they left at six.", now))
		}
		if i == 3 {
			_, err := x.Answer(home, recharge.Credited, 2_000, "Agreed: one hour.", c, now, clock.London)
			must(err)
		}
		if i == 4 {
			_, err := x.Settle(host, "BACS 2026-11-30 17", now)
			must(err)
		}
		out = append(out, x)
	}
	return out
}

func must(err error) {
	if err != nil {
		panic(err) // A sample that its own rules refuse is a mistake in this file.
	}
}
