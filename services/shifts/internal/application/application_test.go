package application_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/application"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func submitted() *application.Application {
	return application.Submit(id.New(), application.Submission{ShiftID: id.New(), WorkerID: id.New(), HomeEmployer: "RPA", Employer: "RVV"}, now)
}

// Every step from every state: what it leads to, or that it is refused and nothing changes.
func TestTheLifeOfAnApplication(t *testing.T) {
	t.Parallel()
	booking := id.New()
	steps := map[string]func(*application.Application) bool{
		"approve":  func(a *application.Application) bool { return a.Approve(booking, "sister", now) == nil },
		"decline":  func(a *application.Application) bool { return a.Decline(now) == nil },
		"withdraw": func(a *application.Application) bool { return a.Withdraw(now) == nil },
		"book":     func(a *application.Application) bool { return a.Book(now) },
		"pass":     func(a *application.Application) bool { return a.Pass(now) },
		"close": func(a *application.Application) bool {
			return a.Close([]reason.Reason{{Code: "OVERLAP", Weight: reason.Hard, Message: "No."}}, now)
		},
	}
	leads := map[application.Status]map[string]application.Status{
		application.Submitted: {"approve": application.Approved, "decline": application.Declined, "withdraw": application.Withdrawn, "pass": application.NotChosen, "close": application.Closed},
		application.Approved:  {"book": application.Booked, "pass": application.NotChosen, "close": application.Closed},
		application.Booked:    {}, application.Declined: {}, application.Withdrawn: {}, application.NotChosen: {}, application.Closed: {},
	}
	for from, to := range leads {
		for step, do := range steps {
			st := submitted().State()
			st.Status = from
			a := application.Rehydrate(st)
			done := do(a)
			want, allowed := to[step]
			if !allowed {
				want = from
			}
			if got := a.State(); done != allowed || got.Status != want || (got.Version == st.Version) == allowed || len(a.Events()) > 1 {
				t.Errorf("%s from %s: %t, %s at version %d", step, from, done, got.Status, got.Version)
			} else if allowed && (got.EndedAt == nil) == (want != application.Approved) {
				t.Errorf("%s from %s ended at %v", step, from, got.EndedAt)
			}
		}
	}
}

func TestAnApprovalNamesTheBookingAndWhoChose(t *testing.T) {
	t.Parallel()
	a, booking := submitted(), id.New()
	if err := a.Approve(booking, "sister", now); err != nil {
		t.Fatal(err)
	}
	if st := a.State(); st.BookingID != booking || st.ApprovedBy != "sister" || st.DecidedAt == nil || st.Version != 2 {
		t.Errorf("%+v", st)
	}
}
