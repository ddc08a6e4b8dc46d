package store_test

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func card(change func(*pay.Card)) pay.Card {
	c := pay.Card{ID: id.New(), Employer: "RVV", StaffGroup: "nursing_midwifery", Band: "5", From: pay.NewDay(2020, time.April, 1), BasicPence: 1900,
		Scheme: pay.AfC, Version: 1}
	if change != nil {
		change(&c)
	}
	return c
}

func (f fixture) putCard(t testing.TB, c pay.Card) pay.Card {
	t.Helper()
	if err := f.RateCards.Put(t.Context(), nil, c); err != nil {
		t.Fatal(err)
	}
	return c
}

// accepted claims with the pay that the database's cards and policy give.
func (f fixture) accepted(ctx context.Context, s shift.State) (booking.State, error) {
	_, w, facts, rules, err := f.Bookings.Candidate(ctx, s.ID, id.New())
	if err != nil {
		return booking.State{}, err
	}
	w.HomeEmployer, w.Status = "RVV", "active"
	b, err := booking.Hold(id.New(), shift.Rehydrate(s), w, facts, f.clock.Now())
	if err != nil {
		return booking.State{}, err
	}
	if err := b.LockPay(rules.Quote(app.ShiftPay(s), app.WorkerPay(w, s)), 0); err != nil {
		return booking.State{}, err
	}
	_, err = f.Bookings.Claim(ctx, s, b)
	return b.State(), err
}

func TestWhatABookingPaysStandsWhateverHappensAfterwards(t *testing.T) {
	t.Parallel()
	f := open(t)
	windows := []pay.Window{{Kind: pay.Unsocial, Days: pay.EveryDay, From: 0, To: 1440, Uplift: 5000}}
	c := f.putCard(t, card(func(c *pay.Card) { c.Windows, c.HighCost, c.HighCostMost = windows, 2000, 300 }))
	body := []byte(`{"holiday_pay_basis_points":1207,"extra_holidays":[{"date":"2026-12-26","name":"Boxing Day"}]}`)
	if err := f.Policies.Put(t.Context(), app.StoredPolicy{Employer: "RVV", Kind: policy.KindPay, Version: 1, Body: body, ChangedAt: f.clock.Now()}); err != nil {
		t.Fatal(err)
	}
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	b, err := f.accepted(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	// 7 h at £18.45 + 50 %, 7 h at £3.00, and 12.07 % of both.
	if b.Pay.TotalPence != 19373+2100+2592 || b.Pay.Basis.CardID != c.ID.String() || b.Pay.Basis.PolicyVersion != 1 {
		t.Fatalf("%+v", b.Pay)
	}
	// A cut, a policy that pays no holiday and a shift at half the rate come too late.
	cut := c
	cut.BasicPence, cut.Windows, cut.Version = 1000, nil, 2
	if err := f.RateCards.Put(t.Context(), &c, cut); err != nil {
		t.Fatal(err)
	}
	if err := f.Policies.Put(t.Context(), app.StoredPolicy{Employer: "RVV", Kind: policy.KindPay, Version: 2, Body: []byte(`{}`), ChangedAt: f.clock.Now()}); err != nil {
		t.Fatal(err)
	}
	if _, err := owner(t, f).Exec(t.Context(), "alter table shifts disable trigger user; update shifts set rate_pence = 900; alter table shifts enable trigger user"); err != nil {
		t.Fatal(err)
	}
	kept, _, err := f.Bookings.Get(t.Context(), b.ID)
	if err != nil || !reflect.DeepEqual(kept.Pay, b.Pay) || kept.RatePence != 1845 {
		t.Fatalf("kept %+v, %v", kept.Pay, err)
	}
	if again := pay.Rework(*kept.Pay, kept.Work()); again.TotalPence != b.Pay.TotalPence {
		t.Errorf("worked as planned it pays %d", again.TotalPence)
	}
	for name, sql := range map[string]string{
		"the split":   `update bookings set pay = jsonb_set(pay, '{total_pence}', '1'), version = version + 1, status = 'withdrawn' where id = $1`,
		"no split":    `update bookings set pay = null, version = version + 1, status = 'withdrawn' where id = $1`,
		"the rate":    `update bookings set rate_pence = 1000, version = version + 1, status = 'withdrawn' where id = $1`,
		"a false sum": `update bookings set pay = pay || '{"terms":{"basic_pence":1}}', version = version + 1, status = 'withdrawn' where id = $1`,
	} {
		if _, err := f.db.Pool.Exec(t.Context(), sql, b.ID); !pg.IsCheck(err, "booking_pay_stays") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Everything else about a booking still changes.
	if err := f.Bookings.Update(t.Context(), b.ID, func(st *app.Standing) error { return st.Booking.Withdraw("other", f.clock.Now()) }); err != nil {
		t.Error(err)
	}
}

func TestASplitWhoseRateIsNotTheBookingsIsRefused(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	b, err := f.accepted(t.Context(), s)
	if err != nil || b.Pay.Basis.CardID != "" || b.RatePence != 1845 {
		t.Fatalf("without a card %+v, %v", b, err)
	}
	_, err = f.db.Pool.Exec(t.Context(), `insert into bookings (id, shift_id, worker_id, home_employer, host_employer, starts_at, ends_at, rest_until, net_minutes, rate_pence, pay, status, held_at, version)
		select gen_random_uuid(), shift_id, gen_random_uuid(), home_employer, host_employer, starts_at, ends_at, rest_until, net_minutes, rate_pence + 1, pay, 'refused', held_at, 1 from bookings where id = $1`, b.ID)
	if !pg.IsCheck(err, "booking_pay") {
		t.Error(err)
	}
}

func TestOnEachDayThereIsOneCardForTheSameWork(t *testing.T) {
	t.Parallel()
	f := open(t)
	first := f.putCard(t, card(func(c *pay.Card) { c.Until = pay.NewDay(2026, 4, 1) }))
	next := f.putCard(t, card(func(c *pay.Card) { c.From = pay.NewDay(2026, 4, 1) }))
	for name, other := range map[string]func(*pay.Card){
		"for another role":     func(c *pay.Card) { c.Role = "midwife" },
		"for a ward":           func(c *pay.Card) { c.Ward = "icu" },
		"for another employer": func(c *pay.Card) { c.Employer = "RPA" },
		"for another band":     func(c *pay.Card) { c.BasicPence, c.Point, c.Band = 0, pay.Intermediate, "6" },
		"of doctors": func(c *pay.Card) {
			c.StaffGroup, c.Band, c.Scheme, c.UnsocialPence = "medical_dental", "medical", pay.CoreUnsocial, 5000
		},
	} {
		c := f.putCard(t, card(other))
		if got, err := f.RateCards.Get(t.Context(), c.ID); err != nil || !reflect.DeepEqual(got, c) {
			t.Errorf("%s: %+v came back as %+v, %v", name, c, got, err)
		}
	}
	over := card(func(c *pay.Card) { c.From = pay.NewDay(2026, 3, 31) })
	if err := f.RateCards.Put(t.Context(), nil, over); !errors.Is(err, app.ErrCardOverlaps) {
		t.Errorf("a day too early: %v", err)
	}
	longer := first
	longer.Until, longer.Version = 0, 2
	if err := f.RateCards.Put(t.Context(), &first, longer); !errors.Is(err, app.ErrCardOverlaps) {
		t.Errorf("grown over the next: %v", err)
	}
	if got, err := f.RateCards.Get(t.Context(), first.ID); err != nil || got.Version != 1 {
		t.Errorf("the refused change left version %d, %v", got.Version, err)
	}
	ended := next
	ended.Until, ended.Version = pay.NewDay(2027, 4, 1), 2
	if err := f.RateCards.Put(t.Context(), &next, ended); err != nil {
		t.Fatal(err)
	}
	if err := f.RateCards.Put(t.Context(), &next, ended); !errors.Is(err, app.ErrRaced) {
		t.Errorf("the same version again: %v", err)
	}
	if all, err := f.RateCards.Of(t.Context(), "RVV"); err != nil || len(all) != 6 {
		t.Errorf("%d cards, %v", len(all), err)
	}
	if _, err := f.RateCards.Get(t.Context(), id.New()); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("an unknown card: %v", err)
	}
}

func TestTwoWritersOfTheSameCardHaveOneWinner(t *testing.T) {
	t.Parallel()
	f := open(t)
	var won, lost atomic.Int32
	var group sync.WaitGroup
	for range racers {
		group.Go(func() {
			switch err := f.RateCards.Put(t.Context(), nil, card(nil)); {
			case err == nil:
				won.Add(1)
			case errors.Is(err, app.ErrCardOverlaps):
				lost.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	group.Wait()
	if won.Load() != 1 || lost.Load() != racers-1 {
		t.Errorf("%d won, %d lost", won.Load(), lost.Load())
	}
}

func TestTheClaimPaysByTheWorkersEngagementWhereTheEmployerSaysSo(t *testing.T) {
	t.Parallel()
	f := open(t)
	worker := id.New()
	passport := []byte(`{"worker_id":"` + worker.String() + `","home_employer":"RPA","engagements":[{"employer":"RPA","kind":"substantive","staff_group":"nursing_midwifery","role":"registered_nurse","band":"6","from":"2020-01-01T00:00:00Z"}]}`)
	if err := f.Models.PutWorker(t.Context(), app.WorkerTold{ID: worker, Version: 1, HomeEmployer: "RPA", Status: "active", Passport: passport}); err != nil {
		t.Fatal(err)
	}
	if err := f.Policies.Put(t.Context(), app.StoredPolicy{Employer: "RVV", Kind: policy.KindPay, Version: 1, Body: []byte(`{"pay_to":"worker_grade"}`), ChangedAt: f.clock.Now()}); err != nil {
		t.Fatal(err)
	}
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	_, w, _, rules, err := f.Bookings.Candidate(t.Context(), s.ID, worker)
	if err != nil {
		t.Fatal(err)
	}
	q := rules.Quote(app.ShiftPay(s), app.WorkerPay(w, s))
	if q.Terms.BasicPence != 2088 || q.Basis.Rate != pay.FromWorker || q.Basis.Band != "6" {
		t.Errorf("%+v", q)
	}
	if band := app.WorkerPay(eligibility.Worker{HomeEmployer: "RPA"}, s).Band; band != "" {
		t.Errorf("a worker without engagements has band %q", band)
	}
}
