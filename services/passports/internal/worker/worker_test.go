package worker_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func enrolled(t *testing.T) *worker.Worker {
	t.Helper()
	w, err := worker.Enrol(id.New(), "RVV", noon)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func nurse() worker.Engagement {
	return worker.Engagement{ID: id.New(), Employer: "RVV", Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: noon}
}

func TestEnrolNeedsAnODSCode(t *testing.T) {
	t.Parallel()
	_, err := worker.Enrol(id.New(), "East Kent", noon)
	if in := refusal.Inputs(err); len(in) != 1 || in[0].Field != "home_employer" {
		t.Fatalf("want a refusal of home_employer, got %v", err)
	}
}

func TestAnEngagementThatBreaksARuleIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	before := noon.Add(-time.Hour)
	for field, change := range map[string]func(*worker.Engagement){
		"employer":    func(e *worker.Engagement) { e.Employer = "" },
		"kind":        func(e *worker.Engagement) { e.Kind = "agency" },
		"staff_group": func(e *worker.Engagement) { e.StaffGroup = "heroes" },
		"role":        func(e *worker.Engagement) { e.Role = "Registered Nurse" },
		"band":        func(e *worker.Engagement) { e.Band = "55" },
		"from":        func(e *worker.Engagement) { e.From = time.Time{} },
		"until":       func(e *worker.Engagement) { e.Until = &before },
	} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			e := nurse()
			change(&e)
			if in := refusal.Inputs(enrolled(t).Engage(e)); len(in) != 1 || in[0].Field != field {
				t.Fatalf("want a refusal of %s alone, got %v", field, in)
			}
		})
	}
}

func TestABandAllowsItselfAndLowerAndMedicalOnlyItself(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		has, asked string
		want       bool
	}{{"5", "5", true}, {"6", "5", true}, {"5", "6", false}, {"8a", "7", true}, {"medical", "medical", true}, {"medical", "2", false}, {"9", "medical", false}} {
		if got := (worker.Engagement{Band: c.has}).MayWorkAt(c.asked); got != c.want {
			t.Errorf("%s for %s: want %v", c.has, c.asked, c.want)
		}
	}
}

func TestEndingAnEngagement(t *testing.T) {
	t.Parallel()
	w, e := enrolled(t), nurse()
	if err := w.Engage(e); err != nil {
		t.Fatal(err)
	}
	if err := w.EndEngagement(e.ID, noon); err == nil {
		t.Error("an engagement cannot end as it begins")
	}
	if err := w.EndEngagement(e.ID, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if w.Record().Engagements[0].Covers(noon, noon.Add(2*time.Hour)) {
		t.Error("it must not cover what lies behind its end")
	}
}

func TestASuspensionHappensOnceAndAReinstatementKeepsTheFloor(t *testing.T) {
	t.Parallel()
	w := enrolled(t)
	if err := w.Suspend("because"); len(refusal.Inputs(err)) != 1 {
		t.Fatalf("want a refusal of why, got %v", err)
	}
	var state refusal.State
	if err := w.Reinstate(); !errors.As(err, &state) {
		t.Fatalf("an active passport cannot be reinstated, got %v", err)
	}
	if err := w.Suspend("conduct"); err != nil {
		t.Fatal(err)
	}
	w.NextVersion()
	w.RaiseFloor()
	if err := w.Suspend("conduct"); !errors.As(err, &state) {
		t.Fatalf("a suspended passport cannot be suspended, got %v", err)
	}
	if err := w.Reinstate(); err != nil {
		t.Fatal(err)
	}
	if w.Floor() != 2 || w.Record().Status != worker.Active {
		t.Error("the floor must outlive the suspension")
	}
}

func TestLiftingAHoldThatIsNotThereIsRefused(t *testing.T) {
	t.Parallel()
	w := enrolled(t)
	h, err := hold.Place(hold.Record{ID: id.New(), Why: "sickness", From: noon, PlacedAt: noon})
	if err != nil {
		t.Fatal(err)
	}
	w.PlaceHold(h)
	var state refusal.State
	if err := w.LiftHold(id.New(), noon); !errors.As(err, &state) {
		t.Fatalf("want a refusal, got %v", err)
	}
	if err := w.LiftHold(h.Record().ID, noon); err != nil {
		t.Fatal(err)
	}
}
