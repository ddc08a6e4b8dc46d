package store_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

func (k *kit) finance(ods string) context.Context {
	return auth.With(k.t.Context(), auth.Principal{Subject: "finance-" + ods, Role: auth.Employer, Employer: ods, Duties: []string{auth.Finance}})
}

// money is an agreement whose clause is known to the penny: 10 % on-costs, £2.50 a shift, 50p a mile, VAT at 20 %.
func (k *kit) money(change func(*app.Clauses)) app.Agreement {
	k.t.Helper()
	c := k.clauses("honour")
	c.Money.RateBasis, c.Money.Harmonised = "host", nil
	c.Money.OnCostBP, c.Money.AdminFeePence, c.Money.TravelPencePerMile = 1_000, 250, 50
	c.Money.CancellationBearer, c.Money.DisputeDays = "who_cancels", 10
	c.VAT.Treatment, c.VAT.Reason = "standard_20", "A supply of staff between bodies in different VAT groups."
	if change != nil {
		change(&c)
	}
	return k.inForce(c)
}

func (k *kit) worked(a app.Agreement, booking id.ID, version, pence int64) recharge.Work {
	start := k.clock.Now().Add(-24 * time.Hour)
	return recharge.Work{
		Booking: booking, Shift: booking, Worker: booking, Home: "RVV", Host: "RPA", Site: "RPA01", StaffGroup: "nursing_midwifery", Band: "5",
		Role: "registered_nurse", StartsAt: start, EndsAt: start.Add(12 * time.Hour), Agreement: a.ID(), Terms: a.Terms(), Version: version,
		Kind: recharge.Worked, Minutes: 600, PayPence: pence, Split: []recharge.Line{{Kind: "basic", Minutes: 600, RatePence: 2000, Pence: pence}},
	}
}

func (k *kit) line(booking id.ID) recharge.Record {
	k.t.Helper()
	all, err := k.app.ListRecharges(k.lead(), app.RechargeQuery{Most: 100})
	k.must(err)
	for _, x := range all {
		if r := x.Record(); r.Work.Booking == booking {
			return r
		}
	}
	k.t.Fatalf("no line of booking %s", booking)
	return recharge.Record{}
}

func TestOneWordOfABookingIsPostedOnce(t *testing.T) {
	t.Parallel()
	k := open(t)
	a := k.money(nil)
	b := id.New()
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if err := k.app.HearWork(k.lead(), k.worked(a, b, 5, 20_000), "event-1"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	r := k.line(b)
	// £200.00 + 10 % + £2.50 = £222.50; VAT £44.50.
	if r.Charge.TotalPence != 26_700 || r.Version != 1 || r.Month != "2026-03" {
		t.Errorf("%+v", r)
	}
	if n := k.count("select count(*) from ledger_entries"); n != 1 {
		t.Errorf("%d entries", n)
	}
	k.must(k.app.HearWork(k.lead(), k.worked(a, b, 4, 99_999), "older"))
	if got := k.line(b); got.Version != 1 {
		t.Errorf("an older word changed the line: %+v", got)
	}
	own := k.worked(a, id.New(), 5, 20_000)
	own.Host = "RVV"
	k.must(k.app.HearWork(k.lead(), own, "own"))
	if n := k.count("select count(*) from recharges"); n != 1 {
		t.Errorf("%d lines: a worker at their own employer is recharged to nobody", n)
	}
}

func TestAWordThatTakesBackWhatCameLaterIsNotForgotten(t *testing.T) {
	t.Parallel()
	k := open(t)
	a := k.money(nil)
	b := id.New()
	nothing := k.worked(a, b, 6, 0)
	nothing.Kind, nothing.Minutes = recharge.Nothing, 0
	k.must(k.app.HearWork(k.lead(), nothing, "later"))
	k.must(k.app.HearWork(k.lead(), k.worked(a, b, 5, 20_000), "earlier"))
	if n := k.count("select count(*) from recharges"); n != 0 {
		t.Error("the older word raised a line that the newer one had taken back")
	}
}

// All events of many bookings in any order, some twice, and people at work meanwhile: the ledger balances, and each line
// is what its newest word comes to.
func TestTheLedgerBalancesUnderDuplicatesAndReordering(t *testing.T) {
	t.Parallel()
	k := open(t)
	a := k.money(nil)
	rng := rand.New(rand.NewPCG(7, 7))
	newest := map[id.ID]recharge.Work{}
	var words []recharge.Work
	for range 12 {
		b := id.New()
		for v := range int64(4) {
			w := k.worked(a, b, v+3, 10_000+rng.Int64N(10_000))
			if rng.IntN(5) == 0 {
				w.Kind, w.Minutes, w.PayPence = recharge.Owed, 0, 5_000
			}
			words = append(words, w, w)
			newest[b] = w
		}
	}
	rng.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	for i, w := range words {
		k.must(k.app.HearWork(k.lead(), w, "event"))
		if i%5 == 0 {
			k.act(rng, w.Booking)
		}
	}
	for b, w := range newest {
		r := k.line(b)
		if want := recharge.Compute(app.MoneyClause(a.Clauses()), w, r.Facts); want.TotalPence != r.Charge.TotalPence || r.Work.Version != w.Version {
			t.Errorf("booking %s: %d, its newest word comes to %d", b, r.Charge.TotalPence, want.TotalPence)
		}
	}
	if n := k.count("select coalesce(sum(pence), 0)::int from ledger_lines"); n != 0 {
		t.Errorf("the ledger is out by %d pence", n)
	}
	statements, err := k.app.Statements(k.lead(), app.StatementQuery{Most: 10})
	k.must(err)
	lines, err := k.app.StatementLines(k.lead(), "RVV", "RPA", "2026-03")
	k.must(err)
	if len(statements) != 1 || statements[0] != app.Sum("RVV", "RPA", "2026-03", lines) {
		t.Errorf("the statement %+v is not the sum of its lines %+v", statements, app.Sum("RVV", "RPA", "2026-03", lines))
	}
	ledger := k.count("select sum(pence)::int from ledger_lines where employer = 'RVV' and account = 'receivable' and part <> 'settlement'")
	if int64(ledger) != statements[0].TotalPence {
		t.Errorf("the ledger has %d, the statement %d", ledger, statements[0].TotalPence)
	}
}

// act does one thing to the line of a booking, if it has one; refusals change nothing.
func (k *kit) act(rng *rand.Rand, b id.ID) {
	k.t.Helper()
	var line id.ID
	if err := k.pool.QueryRow(k.t.Context(), "select id from recharges where booking_id = $1", b).Scan(&line); err != nil {
		return
	}
	switch rng.IntN(4) {
	case 0:
		_, _ = k.app.DisputeRecharge(k.finance("RPA"), line, "hours", "They left early.")
	case 1:
		_, _ = k.app.AnswerRecharge(k.finance("RVV"), line, "credited", 500, "Agreed.")
	case 2:
		_, _ = k.app.SettleRecharge(k.finance("RPA"), line, "BACS 17")
	case 3:
		_, _ = k.app.RecordTravel(k.finance("RVV"), line, rng.IntN(60))
	}
}

func TestTheLedgerIsGuardedByTheDatabase(t *testing.T) {
	t.Parallel()
	k := open(t)
	a := k.money(nil)
	b := id.New()
	k.must(k.app.HearWork(k.lead(), k.worked(a, b, 5, 20_000), "event-1"))
	const entry = "insert into ledger_entries (id, recharge_id, recharge_version, booking_id, timesheet_version, month, kind, cause, posted_at) " +
		"select gen_random_uuid(), id, 99, booking_id, timesheet_version, month, 'reversal', 'travel', now() from recharges"
	for name, tc := range map[string]struct{ sql, code string }{
		"an entry without lines":    {entry, "MU006"},
		"an entry out of balance":   {"with e as (" + entry + " returning id) insert into ledger_lines select id, 1, 'RVV', 'RPA', 'receivable', 'pay', 5 from e", "MU006"},
		"a line changed":            {"update ledger_lines set pence = 1 where number = 1", "MU003"},
		"a line removed":            {"delete from ledger_lines", "MU003"},
		"an entry moved to a month": {"update ledger_entries set month = '2026-01'", "MU003"},
		"a line beside the ledger":  {"update recharges set version = version + 1, total_pence = 1", "MU006"},
		"paid, says only the line":  {"update recharges set version = version + 1, status = 'settled', settled_pence = total_pence", "MU006"},
		"settled and not paid":      {"update recharges set version = version + 1, status = 'settled'", "23514"},
		"disputed by nobody":        {"update recharges set version = version + 1, status = 'disputed'", "MU002"},
		"another pair":              {"update recharges set version = version + 1, home = 'RWF'", "MU003"},
		"a second line of a booking": {"insert into recharges select gen_random_uuid(), 1, booking_id, shift_id, worker_id, home, host, site, staff_group, band, role, starts_at, ends_at, " +
			"agreement_id, agreement_terms, month, 9, kind, minutes, locked_pence, split, home_card, miles, credit_pence, basis, components, total_pence, 0, 'raised', raised_at, dispute_by from recharges", "23505"},
	} {
		if got := k.try(tc.sql); got != tc.code {
			t.Errorf("%s: %q, want %s", name, got, tc.code)
		}
	}
}

func TestHomesRateIsThatOfTheCardOnTheDay(t *testing.T) {
	t.Parallel()
	k := open(t)
	a := k.money(func(c *app.Clauses) { c.Money.RateBasis = "home" })
	card := app.RateCard{ID: id.New(), Version: 2, Employer: "RVV", StaffGroup: "nursing_midwifery", Band: "5", From: "2025-04-01",
		Rates: []app.DatedPence{{From: "2025-04-01", Pence: 1_800}, {From: "2026-03-01", Pence: 1_900}, {From: "2026-04-01", Pence: 2_100}}}
	k.must(k.app.LearnRateCard(k.lead(), card))
	older := card
	older.Version, older.Rates = 1, []app.DatedPence{{From: "2025-04-01", Pence: 1}}
	k.must(k.app.LearnRateCard(k.lead(), older))
	b := id.New()
	k.must(k.app.HearWork(k.lead(), k.worked(a, b, 5, 20_000), "event-1"))
	r := k.line(b)
	if r.Charge.Basis != recharge.HomeRate || r.Charge.Of(recharge.Pay) != 19_000 || r.Facts.HomeCard.Version != 2 {
		t.Errorf("%+v %+v", r.Charge, r.Facts.HomeCard)
	}
}

func TestWhoMaySeeAndChangeALine(t *testing.T) {
	t.Parallel()
	k := open(t)
	a := k.money(nil)
	b := id.New()
	k.must(k.app.HearWork(k.lead(), k.worked(a, b, 5, 20_000), "event-1"))
	line := k.line(b).ID
	if _, err := k.app.FindRecharge(k.finance("RWF"), line); err == nil {
		t.Error("a third employer sees the line")
	}
	if _, err := k.app.StatementLines(k.finance("RWF"), "RVV", "RPA", "2026-03"); err == nil {
		t.Error("a third employer sees the statement")
	}
	if _, err := k.app.DisputeRecharge(k.as("RPA"), line, "hours", "No duty."); err == nil {
		t.Error("disputed without the duty")
	}
	if n, err := k.app.SettleStatement(k.finance("RPA"), "RVV", "RPA", "2026-03", "BACS 1"); err != nil || n != 1 {
		t.Errorf("%d %v", n, err)
	}
	if _, err := k.app.SettleStatement(k.finance("RPA"), "RVV", "RPA", "2026-03", "BACS 1"); err == nil {
		t.Error("settled twice")
	}
	if r := k.line(b); r.Status != recharge.Settled || r.Reference != "BACS 1" || r.SettledBy != "finance-RPA" {
		t.Errorf("%+v", r)
	}
}
