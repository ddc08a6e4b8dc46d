package worker_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func refusedAs(err error) string {
	var state refusal.State
	if errors.As(err, &state) {
		return state.Code
	}
	return ""
}

func TestWhoLeavesHasNoEngagementAtHomeAnyMore(t *testing.T) {
	t.Parallel()
	w := enrolled(t)
	here, over, elsewhere, ahead := nurse(), nurse(), nurse(), nurse()
	past := noon.Add(time.Minute)
	over.Until, elsewhere.Employer, ahead.From = &past, "RWF", noon.AddDate(0, 1, 0)
	for _, e := range []worker.Engagement{here, over, elsewhere, ahead} {
		if err := w.Engage(e); err != nil {
			t.Fatal(err)
		}
	}
	at := noon.Add(time.Hour)
	if len(refusal.Inputs(w.Leave("bored", at))) != 1 {
		t.Error("a reason that is no code must be refused")
	}
	if err := w.Leave("resigned", at); err != nil {
		t.Fatal(err)
	}
	r := w.Record()
	if r.Status != worker.Left || !r.LeftAt.Equal(at) || r.LeftWhy != "resigned" {
		t.Errorf("left as %+v", r)
	}
	if u := r.Engagements[0].Until; u == nil || !u.Equal(at) || r.Engagements[0].Version != 2 {
		t.Error("the engagement must end as the worker leaves")
	}
	if !r.Engagements[1].Until.Equal(past) || r.Engagements[2].Until != nil {
		t.Error("what is over, and what is elsewhere, stays as it is")
	}
	for name, err := range map[string]error{"leaving again": w.Leave("resigned", at), "suspending": w.Suspend("conduct")} {
		if refusedAs(err) != "already_left" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if refusedAs(w.Reinstate()) != "not_suspended" {
		t.Error("who has left is not reinstated")
	}
}

func TestErasingIsRefusedWhileBookingsLieAheadAndEndsEverything(t *testing.T) {
	t.Parallel()
	w := enrolled(t)
	if len(refusal.Inputs(w.Erase("because", 0, noon))) != 1 {
		t.Error("a reason that is no code must be refused")
	}
	if refusedAs(w.Erase("request", 1, noon)) != "bookings_ahead" || w.Record().ErasedAt != nil {
		t.Error("nothing is erased while a booking lies ahead")
	}
	if err := w.Erase("request", 0, noon); err != nil {
		t.Fatal(err)
	}
	if r := w.Record(); r.Status != worker.Left || r.ErasedAt == nil {
		t.Errorf("erased as %+v", r)
	}
	if refusedAs(w.MayChange()) != "erased" {
		t.Error("nothing is recorded for a name that is gone")
	}
}

func TestARecordOfAnotherWorkerTakesNoPlace(t *testing.T) {
	t.Parallel()
	w := enrolled(t)
	c, err := check.New(check.Record{ID: id.New(), Type: check.Identity, Outcome: check.Satisfied, CheckedOn: noon, RecordedAt: noon, Why: "wrong_date"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if refusedAs(w.SupersedeCheck(c, id.New())) != "no_such_check" || len(w.Record().Checks) != 0 {
		t.Error("a record that is not this worker's cannot be replaced")
	}
	w.RecordCheck(c)
	again := check.Rehydrate(check.Record{ID: id.New(), Type: check.Identity, Outcome: check.Withdrawn, CheckedOn: noon, RecordedAt: noon.Add(time.Hour), Why: "found_invalid"})
	if err := w.SupersedeCheck(again, c.Record().ID); err != nil || len(w.Record().Checks) != 2 {
		t.Fatal(err)
	}
}

func TestGoodStandingIsStatedOfToday(t *testing.T) {
	t.Parallel()
	w := enrolled(t)
	if len(refusal.Inputs(w.State(worker.GoodStanding{Good: true, StatedOn: noon.Add(time.Second), StatedAt: noon}))) != 1 {
		t.Error("a statement of tomorrow must be refused")
	}
	if err := w.State(worker.GoodStanding{Good: true, StatedOn: noon, StatedAt: noon}); err != nil || !w.Record().GoodStanding.Good {
		t.Fatal(err)
	}
}
