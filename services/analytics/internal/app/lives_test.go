package app_test

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

var morning = time.Date(2026, 6, 9, 7, 0, 0, 0, time.UTC)

// TestWhatBecomesOfAShiftCountsOnce folds the events of one shift of twelve hours with an unpaid hour, in their order and
// backwards: the figures are those of its last state.
func TestWhatBecomesOfAShiftCountsOnce(t *testing.T) {
	t.Parallel()
	unfilled := fillrate.Split{Unfilled: 660}
	for _, c := range []struct {
		name string
		life []step
		want fillrate.Split
		// withdrawn tells that the shift leaves the denominator.
		withdrawn bool
	}{
		{"waits for approval", life(submitted), fillrate.Split{}, false},
		{"is amended while it waits", life(submitted, submitted), fillrate.Split{}, false},
		{"is declined", life(submitted, declined), fillrate.Split{}, false},
		{"is no longer needed before it was approved", life(submitted, unapproved(withdrawn)), fillrate.Split{}, false},
		{"is approved", life(submitted, approved(posted)), unfilled, false},
		{"is approved and withdrawn", life(submitted, approved(posted), approved(withdrawn)), fillrate.Split{}, true},
		{"is released down the ladder and escalated", life(posted, released, escalated, released), unfilled, false},
		{"is made longer", life(posted, longer(amended)), fillrate.Split{Unfilled: 780}, false},
		{"is made longer and filled", life(posted, longer(amended), longer(filled(shifts.OwnBank))), fillrate.Split{OwnBank: 780}, false},
		{"changes its ward once it is filled", life(posted, filled(shifts.OwnBank), fill(shifts.OwnBank, amended)), fillrate.Split{OwnBank: 660}, false},
		{"is filled by an agency", life(posted, released, filled(shifts.FrameworkAgency)), fillrate.Split{FrameworkAgency: 660}, false},
		{"is taken from the agency by the own bank", life(posted, filled(shifts.FrameworkAgency), filled(shifts.OwnBank)), fillrate.Split{OwnBank: 660}, false},
		{"is taken from an off-framework agency by the shared bank", life(posted, override, filled(shifts.OffFrameworkAgency), filled(shifts.CollaborativeBank)),
			fillrate.Split{CollaborativeBank: 660}, false},
		{"is given back after it was taken from an agency", life(posted, filled(shifts.FrameworkAgency), filled(shifts.OwnBank), reopened), unfilled, false},
		{"is swapped to a worker of another employer", life(posted, filled(shifts.OwnBank), filled(shifts.CollaborativeBank)), fillrate.Split{CollaborativeBank: 660}, false},
		{"is started and worked", life(posted, filled(shifts.OwnBank), fill(shifts.OwnBank, started), fill(shifts.OwnBank, worked)), fillrate.Split{OwnBank: 660}, false},
		{"is not attended", life(posted, filled(shifts.OwnBank), reopened), unfilled, false},
		{"is not attended after it was marked as started", life(posted, filled(shifts.OwnBank), fill(shifts.OwnBank, started), reopened), unfilled, false},
		{"is not attended and nobody else is found", life(posted, filled(shifts.OwnBank), reopened, lapsed), unfilled, false},
		{"is not attended and refilled", life(posted, filled(shifts.OwnBank), reopened, filled(shifts.CollaborativeBank), fill(shifts.CollaborativeBank, worked)),
			fillrate.Split{CollaborativeBank: 660}, false},
		{"is the rest of a shift whose worker left early", life(rest(posted), rest(filled(shifts.OwnBank))), fillrate.Split{}, false},
		{"is called off", life(posted, filled(shifts.OwnBank), cancelled), fillrate.Split{}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			heard := hear(t, c.life)
			for _, way := range []string{"in order", "backwards"} {
				fold := fillrate.NewFold()
				for _, h := range heard {
					fold.Apply(h.Fact)
				}
				got := fold.Figures(fillrate.Group{Employer: "RVV", StaffGroup: "nursing_midwifery"}, morning.Add(-time.Hour))[fillrate.Next24h]
				if got.Minutes != c.want || (got.WithdrawnShifts == 1) != c.withdrawn {
					t.Errorf("%s it counts %+v and %d withdrawn, want %+v", way, got.Minutes, got.WithdrawnShifts, c.want)
				}
				slices.Reverse(heard)
			}
		})
	}
}

// step is one event of a shift: it changes the state and says by which event.
type step func(*shifts.ShiftState) events.Event

func life(steps ...step) []step { return steps }

// hear sends the steps as the versions of one shift, and gives what the projection keeps of those that it hears.
func hear(t *testing.T, steps []step) []app.Heard {
	t.Helper()
	shiftID := id.New().String()
	var out []app.Heard
	for i, st := range steps {
		s := shifts.ShiftState{
			ShiftID: shiftID, PostingID: shiftID, Employer: "RVV", Site: "RVV01", Ward: "KIN", StaffGroup: "nursing_midwifery", Role: "registered_nurse",
			Band: "5", StartsAt: morning, EndsAt: morning.Add(12 * time.Hour), BreakMinutes: 60, NetMinutes: 660, Reason: "vacancy", RatePence: 1700,
			Requirements: shifts.Requirements{Competencies: []shifts.Competency{}}, Status: shifts.ShiftOpen,
			PostedAt: morning.Add(-96 * time.Hour), BankClosesAt: morning.Add(-24 * time.Hour),
		}
		ev := st(&s)
		env, err := events.New(ev, events.Meta{
			ID: id.New().String(), Time: morning, ICS: "QKS", ODS: "RVV", AggregateID: shiftID, AggregateVersion: int64(i + 1), Actor: "test",
		})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(app.ShiftEvents, env.Type) {
			continue
		}
		opened, err := events.Open(env)
		if err != nil {
			t.Fatal(err)
		}
		got, ok, err := app.Read(env, opened, uint64(i+1)) //nolint:gosec // a handful of steps
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			out = append(out, got)
		}
	}
	return out
}

func posted(s *shifts.ShiftState) events.Event { return shifts.ShiftPostedV1{Shift: *s} }
func started(s *shifts.ShiftState) events.Event {
	s.Status = shifts.ShiftStarted
	return shifts.ShiftStartedV1{Shift: *s}
}
func worked(s *shifts.ShiftState) events.Event {
	s.Status = shifts.ShiftWorked
	return shifts.ShiftWorkedV1{Shift: *s}
}
func lapsed(s *shifts.ShiftState) events.Event {
	s.Status = shifts.ShiftLapsed
	return shifts.ShiftLapsedV1{Shift: *s}
}
func amended(s *shifts.ShiftState) events.Event {
	return shifts.ShiftAmendedV1{Shift: *s, Changed: []string{"ends_at"}}
}
func withdrawn(s *shifts.ShiftState) events.Event {
	s.Status = shifts.ShiftWithdrawn
	return shifts.ShiftWithdrawnV1{Shift: *s}
}
func cancelled(s *shifts.ShiftState) events.Event {
	s.Status = shifts.ShiftCancelled
	return shifts.ShiftCancelledV1{Shift: *s}
}

func reopened(s *shifts.ShiftState) events.Event {
	s.Reopened, s.RefillUntil = 1, &s.EndsAt
	return shifts.ShiftReopenedV1{Shift: *s}
}

func released(s *shifts.ShiftState) events.Event {
	s.Step = "collaborative_bank"
	return shifts.ShiftReleasedV1{Shift: *s, Step: s.Step}
}

func escalated(s *shifts.ShiftState) events.Event {
	s.BaseRatePence, s.RatePence = s.RatePence, 2100
	return shifts.ShiftEscalatedV1{Shift: *s, EscalationID: id.New().String(), Outcome: "approved", RatePence: s.RatePence, Why: "unsafe_staffing"}
}

func override(s *shifts.ShiftState) events.Event {
	return shifts.ShiftOverrideGrantedV1{Shift: *s, OverrideID: id.New().String(), Role: "executive", Why: "patient_safety"}
}

func submitted(s *shifts.ShiftState) events.Event {
	s.Status, s.SubmittedAt = shifts.ShiftAwaitingApproval, &s.PostedAt
	return shifts.ShiftSubmittedV1{Shift: shifts.Unapproved(*s)}
}

func declined(s *shifts.ShiftState) events.Event {
	s.Status, s.SubmittedAt = shifts.ShiftDeclined, &s.PostedAt
	return shifts.ShiftDeclinedV1{Shift: shifts.Unapproved(*s), Why: "no_budget"}
}

// fill makes the step one of a shift that the channel fills.
func fill(by shifts.Channel, then step) step {
	return func(s *shifts.ShiftState) events.Event {
		s.Status, s.FilledBy = shifts.ShiftFilled, by
		return then(s)
	}
}

func filled(by shifts.Channel) step {
	return fill(by, func(s *shifts.ShiftState) events.Event { return shifts.ShiftFilledV1{Shift: *s} })
}

// unapproved makes the step one of a shift that its employer has not approved, approved one of a shift that it has.
func unapproved(then step) step {
	return func(s *shifts.ShiftState) events.Event {
		s.SubmittedAt = &s.PostedAt
		return then(s)
	}
}

func approved(then step) step {
	return unapproved(func(s *shifts.ShiftState) events.Event {
		s.ApprovedAt = &s.PostedAt
		return then(s)
	})
}

// longer makes the step one of a shift that ends two hours later.
func longer(then step) step {
	return func(s *shifts.ShiftState) events.Event {
		s.EndsAt, s.NetMinutes = s.EndsAt.Add(2*time.Hour), s.NetMinutes+120
		return then(s)
	}
}

func rest(then step) step {
	return func(s *shifts.ShiftState) events.Event {
		s.RestOf = id.New().String()
		return then(s)
	}
}
