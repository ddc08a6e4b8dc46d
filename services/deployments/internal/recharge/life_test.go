package recharge_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

var (
	now  = time.Date(2026, 11, 5, 12, 0, 0, 0, time.UTC)
	home = recharge.By{Employer: "RVV", Person: "p-home"}
	host = recharge.By{Employer: "RPA", Person: "p-host"}
)

func raised(t *testing.T, change func(*recharge.Clause)) (recharge.Recharge, recharge.Clause) {
	t.Helper()
	c := clause(change)
	x, entries, ok := recharge.Raise(id.New(), c, night(), recharge.Facts{}, now, clock.London)
	if !ok || len(entries) != 1 || x.Record().Version != 1 || x.Record().Status != recharge.Raised {
		t.Fatalf("%+v %+v", x.Record(), entries)
	}
	return x, c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	var r *rule.Refusal
	if !errors.As(err, &r) || r.Code != code {
		t.Errorf("want the refusal %s, got %v", code, err)
	}
}

func TestBothSidesOfALineStandInOneEntry(t *testing.T) {
	t.Parallel()
	_, entries, _ := recharge.Raise(id.New(), clause(nil), night(), recharge.Facts{}, now, clock.London)
	e := entries[0]
	want := recharge.Posting{Employer: "RVV", Counterparty: "RPA", Account: recharge.Receivable, Part: recharge.Pay, Pence: 26_476}
	mirror := recharge.Posting{Employer: "RPA", Counterparty: "RVV", Account: recharge.Payable, Part: recharge.Pay, Pence: -26_476}
	if len(e.Postings) != 6 || e.Postings[0] != want || e.Postings[1] != mirror || e.Balance() != 0 || e.Month != "2026-11" {
		t.Errorf("%+v", e)
	}
	if _, none, ok := recharge.Raise(id.New(), clause(func(c *recharge.Clause) { c.Model, c.AdminFeePence = "host_pays", 0 }), night(), recharge.Facts{}, now, clock.London); ok || none != nil {
		t.Error("a line that comes to nothing is no line")
	}
}

func TestCorrectedHoursTakeTheOldChargeBackAndSettledMoneyStays(t *testing.T) {
	t.Parallel()
	x, c := raised(t, nil)
	_, err := x.Settle(host, "BACS 1", now)
	must(t, err)
	less := night()
	less.Version, less.Minutes, less.PayPence = 6, 600, 20_000
	entries, changed := x.Hear(c, less, nil, now.Add(time.Hour), clock.London)
	r := x.Record()
	if !changed || len(entries) != 2 || entries[0].Kind != recharge.Reversal || entries[1].Kind != recharge.Charged {
		t.Fatalf("%+v", entries)
	}
	if r.Status != recharge.Raised || r.OutstandingPence() != 25_010-33_027 || r.Debtor() != "RVV" || r.Creditor() != "RPA" {
		t.Errorf("%+v owes %d", r.Debtor(), r.OutstandingPence())
	}
	if _, changed := x.Hear(c, less, nil, now, clock.London); changed {
		t.Error("the same word twice")
	}
	if _, changed := x.Hear(c, night(), nil, now, clock.London); changed {
		t.Error("an older word")
	}
	back, err := x.Settle(home, "BACS 2", now)
	must(t, err)
	if back.Balance() != 0 || back.Postings[0].Pence != 8_017 || x.Record().OutstandingPence() != 0 {
		t.Errorf("%+v", back)
	}
	withdrawn := less
	withdrawn.Version, withdrawn.Kind, withdrawn.PayPence, withdrawn.Minutes = 7, recharge.Nothing, 0, 0
	entries, _ = x.Hear(c, withdrawn, nil, now, clock.London)
	if len(entries) != 1 || x.Record().Charge.TotalPence != 0 || x.Record().OutstandingPence() != -25_010 {
		t.Errorf("%+v", x.Record())
	}
	same := withdrawn
	same.Version = 8
	if entries, changed := x.Hear(c, same, nil, now, clock.London); !changed || entries != nil {
		t.Error("a newer word that says the same posts nothing and is remembered")
	}
}

func TestADispute(t *testing.T) {
	t.Parallel()
	x, c := raised(t, func(c *recharge.Clause) { c.VAT = recharge.Standard20 })
	refused(t, x.Dispute(home, "hours", "Too long.", now), "not_the_debtor")
	refused(t, x.Dispute(host, "mood", "Too long.", now), "dispute_invalid")
	refused(t, x.Dispute(host, "hours", "", now), "dispute_invalid")
	_, err := x.Answer(home, recharge.Stands, 0, "No.", c, now, clock.London)
	refused(t, err, "no_dispute")
	must(t, x.Dispute(host, "hours", "They left at six.", now))
	refused(t, x.Dispute(host, "rate", "Again.", now), "already_disputed")
	_, err = x.Settle(host, "BACS", now)
	refused(t, err, "line_disputed")
	_, err = x.Answer(host, recharge.Stands, 0, "No.", c, now, clock.London)
	refused(t, err, "not_the_creditor")
	_, err = x.Answer(home, recharge.Credited, 33_028, "All of it.", c, now, clock.London)
	refused(t, err, "answer_invalid") // The line is £330.27 before VAT.
	_, err = x.Answer(home, recharge.Stands, 5, "No.", c, now, clock.London)
	refused(t, err, "answer_invalid")
	entries, err := x.Answer(home, recharge.Credited, 3_027, "One hour and a half.", c, now, clock.London)
	must(t, err)
	if len(entries) != 2 || x.Record().Charge.TotalPence != 36_000 || x.Record().Status != recharge.Raised {
		t.Errorf("%+v", x.Record().Charge)
	}
	must(t, x.Dispute(host, "vat", "We are exempt.", now))
	none, err := x.Answer(home, recharge.Stands, 0, "The clause says 20 %.", c, now, clock.London)
	must(t, err)
	if none != nil || len(x.Record().Disputes) != 2 || x.Record().Disputes[0].CreditPence != 3_027 {
		t.Errorf("%+v", x.Record().Disputes)
	}
	_, err = x.Settle(home, "BACS", now)
	refused(t, err, "not_the_debtor")
	_, err = x.Settle(host, " ", now)
	refused(t, err, "settlement_invalid")
	_, err = x.Settle(host, "BACS", now)
	must(t, err)
	_, err = x.Settle(host, "BACS", now)
	refused(t, err, "line_settled")
	refused(t, x.Dispute(host, "hours", "Too late.", now), "line_settled")
}

func TestCorrectedHoursEndADispute(t *testing.T) {
	t.Parallel()
	x, c := raised(t, nil)
	must(t, x.Dispute(host, "hours", "They left at six.", now))
	w := night()
	w.Version, w.PayPence, w.Minutes = 6, 24_000, 600
	x.Hear(c, w, nil, now, clock.London)
	if r := x.Record(); r.Status != recharge.Raised || r.Disputes[0].Outcome != recharge.Corrected {
		t.Errorf("%+v", r)
	}
}

func TestTheTimeForDisputesIsDaysOfLondon(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		raised, last string
		days         int
	}{
		"over the clocks going forward": {"2026-03-27T12:00:00Z", "2026-04-01T23:00:00Z", 5},
		"over the clocks going back":    {"2026-10-20T12:00:00Z", "2026-10-28T00:00:00Z", 7},
		"no days: until midnight":       {"2026-11-05T12:00:00Z", "2026-11-06T00:00:00Z", 0},
	} {
		at, _ := time.Parse(time.RFC3339, tc.raised)
		end, _ := time.Parse(time.RFC3339, tc.last)
		c := clause(func(c *recharge.Clause) { c.DisputeDays = tc.days })
		x, _, _ := recharge.Raise(id.New(), c, night(), recharge.Facts{}, at, clock.London)
		if got := x.Record().DisputeBy; !got.Equal(end) {
			t.Errorf("%s: %s, want %s", name, got, end)
		}
		refused(t, x.Dispute(host, "hours", "Late.", end), "dispute_late")
		must(t, x.Dispute(host, "hours", "In time.", end.Add(-time.Second)))
	}
}

func TestTravel(t *testing.T) {
	t.Parallel()
	x, c := raised(t, nil)
	_, err := x.Travel(host, 20, c, now, clock.London)
	refused(t, err, "not_the_home_employer")
	_, err = x.Travel(home, 801, c, now, clock.London)
	refused(t, err, "travel_invalid")
	entries, err := x.Travel(home, 20, c, now, clock.London)
	must(t, err)
	if len(entries) != 2 || x.Record().Charge.Of(recharge.Travel) != 1_120 {
		t.Errorf("%+v", x.Record().Charge)
	}
	_, err = x.Travel(home, 20, c, now, clock.London)
	refused(t, err, "same_miles")
	c.TravelPencePerMile = 0
	_, err = x.Travel(home, 30, c, now, clock.London)
	refused(t, err, "no_travel")
}
