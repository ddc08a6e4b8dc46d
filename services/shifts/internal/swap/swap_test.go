package swap_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/swap"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// Every step from every state: what it leads to, or that it is refused and nothing changes.
func TestTheLifeOfASwap(t *testing.T) {
	t.Parallel()
	why := reason.Reason{Code: "SWAP_GONE", Weight: reason.Hard, Message: "Gone."}
	by := swap.Taker{WorkerID: id.New(), Home: "RPA"}
	steps := map[string]func(*swap.Swap) bool{
		"ask":       func(w *swap.Swap) bool { return w.Ask(by) == nil },
		"take":      func(w *swap.Swap) bool { return w.Take(by, id.New()) == nil },
		"approve":   func(w *swap.Swap) bool { return w.Approve(id.New(), "sister") == nil },
		"decline":   func(w *swap.Swap) bool { return w.Decline() == nil },
		"step back": func(w *swap.Swap) bool { return w.StepBack() == nil },
		"fail":      func(w *swap.Swap) bool { return w.Fail([]reason.Reason{why}) },
		"finish":    func(w *swap.Swap) bool { return w.Finish(now) },
		"withdraw":  func(w *swap.Swap) bool { return w.Withdraw(now) == nil },
		"close":     func(w *swap.Swap) bool { return w.Close(why, now) },
	}
	leads := map[swap.Status]map[string]swap.Status{
		swap.Offered:   {"ask": swap.Asked, "take": swap.Taking, "withdraw": swap.Withdrawn, "close": swap.Closed},
		swap.Asked:     {"approve": swap.Taking, "decline": swap.Offered, "step back": swap.Offered, "withdraw": swap.Withdrawn, "close": swap.Closed},
		swap.Taking:    {"fail": swap.Offered, "finish": swap.Done, "close": swap.Closed},
		swap.Done:      {},
		swap.Withdrawn: {},
		swap.Closed:    {},
	}
	for from, to := range leads {
		for step, do := range steps {
			st := swap.State{ID: id.New(), BookingID: id.New(), WorkerID: id.New(), Status: from, Version: 3}
			w := swap.Rehydrate(st)
			done := do(w)
			want, allowed := to[step]
			if !allowed {
				want = from
			}
			got := w.State()
			if done != allowed || got.Status != want || (got.Version == 3) == allowed {
				t.Errorf("%s from %s: %t, %s at version %d", step, from, done, got.Status, got.Version)
			}
			if allowed && want == swap.Offered && (got.TakerID != id.Nil || got.SuccessorID != id.Nil || got.ApprovedBy != "") {
				t.Errorf("%s from %s left the taker: %+v", step, from, got)
			}
			if allowed && want.Live() != (got.EndedAt == nil) {
				t.Errorf("%s from %s ended at %v", step, from, got.EndedAt)
			}
		}
	}
}

func TestWhoMayTakeABookingOver(t *testing.T) {
	t.Parallel()
	owner, friend, stranger := id.New(), id.New(), id.New()
	if _, err := swap.Offer(id.New(), swap.Proposal{WorkerID: owner, OnlyFor: owner}, now); err == nil {
		t.Error("a worker offers a booking to themselves")
	}
	for name, c := range map[string]struct {
		only, by id.ID
		code     string
	}{
		"anybody, when it is offered to all": {id.Nil, stranger, ""},
		"the one whom it is offered to":      {friend, friend, ""},
		"nobody else":                        {friend, stranger, "swap_for_another"},
		"not the owner":                      {id.Nil, owner, "swap_with_oneself"},
	} {
		w, err := swap.Offer(id.New(), swap.Proposal{WorkerID: owner, OnlyFor: c.only}, now)
		if err != nil {
			t.Fatal(err)
		}
		var r *swap.Refusal
		switch err := w.Take(swap.Taker{WorkerID: c.by, Home: "RPA"}, id.New()); {
		case c.code == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.code != "" && (!errors.As(err, &r) || r.Code != c.code):
			t.Errorf("%s: %v", name, err)
		}
	}
}
