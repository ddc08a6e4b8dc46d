package store_test

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/ownroster"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

// act tries one use case on something that the dice choose. A refusal is as good as a success; what is neither is not.
type act func(a *arena, d dice) error

const live = "status in ('held', 'confirmed', 'started', 'worked')"

// errNothing: there is nothing there that the act could be tried on.
var errNothing = errors.New("nothing to try it on")

// on is an act upon a row.
func on(table, where string, do func(a *arena, d dice, f found) error) act {
	return func(a *arena, d dice) error {
		f, ok := a.pick(d, table, where)
		if !ok {
			return errNothing
		}
		return do(a, d, f)
	}
}

// claims are the ways to a booking and out of it.
var claims = map[string]act{
	"accept": func(a *arena, d dice) error {
		_, err := a.any(d).Accept(worker(a.aWorker(d)), app.Accept{ShiftID: a.aShift(d), NoWait: true})
		return err
	},
	"clear": on("bookings", "true", func(a *arena, d dice, f found) error {
		_, s, err := a.fixture.Bookings.Get(context.Background(), f.id)
		if err != nil {
			return err
		}
		c := &booking.Clearance{Yes: d(5) > 0, PassportVersion: a.floor(f.worker) - int64(d(5)/4), ValidUntil: s.EndsAt}
		if !c.Yes {
			c.Reasons = why()
		}
		return a.any(d).Settle(context.Background(), f.id, app.Answer{Clearance: c})
	}),
	"authorise": on("bookings", "home_employer <> host_employer", func(a *arena, d dice, f found) error {
		answer := &booking.Authorisation{Yes: true, AgreementID: id.New(), AgreementVersion: 1}
		if d(5) == 0 {
			answer = &booking.Authorisation{Reasons: why()}
		}
		return a.any(d).Settle(context.Background(), f.id, app.Answer{Authorisation: answer})
	}),
	"take back": on("bookings", live, func(a *arena, d dice, f found) error {
		return a.any(d).TakeBack(context.Background(), f.id, app.Answer{Clearance: &booking.Clearance{Reasons: why()}})
	}),
	"give back": on("bookings", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).GiveBack(worker(f.worker), f.id, "other")
		return err
	}),
	"cancel": on("bookings", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).Cancel(a.hostOf(f.shift), f.id, "other")
		return err
	}),
	"suspend": func(a *arena, d dice) error {
		w := a.aWorker(d)
		a.mu.Lock()
		a.floors[w] = max(a.floors[w], 1) + 1
		floor := a.floors[w]
		a.mu.Unlock()
		return a.any(d).Suspend(context.Background(), app.Suspension{WorkerID: w, Floor: floor, Reasons: why()})
	},
	"several": func(a *arena, d dice) error {
		first, second := a.aShift(d), a.aShift(d)
		_, err := a.any(d).AcceptSeveral(worker(a.aWorker(d)), app.Several{ShiftIDs: []id.ID{first, second}, AllOrNone: d(2) == 0})
		return err
	},
}

// wards are what an employer does with its shifts.
var wards = map[string]act{
	"call off": func(a *arena, d dice) error {
		s := a.aShift(d)
		_, err := a.any(d).Withdraw(a.hostOf(s), s, "no_longer_needed")
		return err
	},
	"amend": func(a *arena, d dice) error {
		s := a.aShift(d)
		st, err := a.Shifts.Get(context.Background(), s)
		if err != nil {
			return err
		}
		starts, ends, rate, desk := st.StartsAt.Add(time.Hour), st.EndsAt.Add(time.Hour), st.RatePence+1, "ward_8"
		change := []shift.Amendment{{StartsAt: &starts, EndsAt: &ends}, {RatePence: &rate}, {Ward: &desk}}[d(3)]
		_, err = a.any(d).Amend(a.hostOf(s), s, change, anyVersion)
		return err
	},
	"approve": func(a *arena, d dice) error {
		s := a.aShift(d)
		_, err := a.any(d).Approve(a.hostOf(s), s)
		return err
	},
	"decline": func(a *arena, d dice) error {
		s := a.aShift(d)
		_, err := a.any(d).Decline(a.hostOf(s), s, "no_budget")
		return err
	},
	"release next": func(a *arena, d dice) error {
		s := a.aShift(d)
		_, err := a.any(d).ReleaseNext(a.hostOf(s), s)
		return err
	},
	"override": func(a *arena, d dice) error {
		s := a.aShift(d)
		_, err := a.any(d).Override(a.hostOf(s), s, "patient_safety")
		return err
	},
	"agency": func(a *arena, d dice) error {
		s := a.aShift(d)
		_, err := a.any(d).FillFromAgency(a.hostOf(s), s, shift.AgencyFill{Framework: true, Agency: "Bright Nurses", RatePence: 3000, OverCapWhy: "patient_safety"})
		return err
	},
	"escalate": func(a *arena, d dice) error {
		s := a.aShift(d)
		st, err := a.Shifts.Get(context.Background(), s)
		if err != nil {
			return err
		}
		_, err = a.any(d).Escalate(a.hostOf(s), s, shift.Ask{RatePence: st.RatePence + 200, Why: "short_notice"})
		return err
	},
	"answer the escalation": func(a *arena, d dice) error {
		e, ok := a.escalation(d)
		if !ok {
			return errNothing
		}
		if d(4) == 0 {
			_, err := a.any(d).DeclineEscalation(a.hostOf(e.shift), e.id)
			return err
		}
		_, err := a.any(d).ApproveEscalation(a.hostOf(e.shift), e.id, shift.Decision{})
		return err
	},
	"open steps": func(a *arena, d dice) error {
		_, err := a.any(d).OpenSteps(app.WithSystem(context.Background(), "shifts", ""))
		return err
	},
	"lapse": func(a *arena, d dice) error {
		_, err := a.any(d).LapseShifts(app.WithSystem(context.Background(), "shifts", ""))
		return err
	},
	"sweep": func(a *arena, d dice) error {
		_, err := a.any(d).SettleRequests(app.WithSystem(context.Background(), "shifts", ""))
		return err
	},
	"expire holds": func(a *arena, d dice) error {
		_, err := a.any(d).ExpireHolds(app.WithSystem(context.Background(), "shifts", ""))
		return err
	},
}

func (a *arena) escalation(d dice) (f found, ok bool) {
	_ = a.db.Pool.QueryRow(context.Background(), "select id, shift_id from escalations where shift_id = any($1) and status = 'asked' order by id limit 1", a.ids()).Scan(&f.id, &f.shift)
	return f, f.id != id.Nil
}

// requests are the ways to a booking besides taking an open shift.
var requests = map[string]act{
	"apply": func(a *arena, d dice) error {
		_, err := a.any(d).Apply(worker(a.aWorker(d)), a.aShift(d), 0)
		return err
	},
	"choose": on("applications", "status in ('submitted', 'approved')", func(a *arena, d dice, f found) error {
		_, err := a.any(d).ApproveApplication(a.hostOf(f.shift), f.id, true)
		return err
	}),
	"turn down": on("applications", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).DeclineApplication(a.hostOf(f.shift), f.id)
		return err
	}),
	"unapply": on("applications", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).WithdrawApplication(worker(f.worker), f.id)
		return err
	}),
	"offer": func(a *arena, d dice) error {
		s := a.aShift(d)
		_, err := a.any(d).OfferTo(a.hostOf(s), s, a.aWorker(d), 5)
		return err
	},
	"take the offer": on("offers", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).AcceptOffer(worker(f.worker), f.id, 0, true)
		return err
	}),
	"refuse the offer": on("offers", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).DeclineOffer(worker(f.worker), f.id)
		return err
	}),
	"take the offer back": on("offers", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).WithdrawOffer(a.hostOf(f.shift), f.id)
		return err
	}),
	"wait": func(a *arena, d dice) error {
		_, err := a.any(d).JoinWaitingList(worker(a.aWorker(d)), a.aShift(d))
		return err
	},
	"stop waiting": on("waiting_places", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).LeaveWaitingList(worker(f.worker), f.id)
		return err
	}),
	"swap": on("bookings", "status = 'confirmed'", func(a *arena, d dice, f found) error {
		_, err := a.any(d).OfferBooking(worker(f.worker), f.id, id.Nil)
		return err
	}),
	"take over": on("swaps", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).TakeOver(worker(a.aWorker(d)), f.id, 0, true)
		return err
	}),
	"agree to the swap": on("swaps", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).ApproveSwap(a.hostOf(f.shift), f.id, true)
		return err
	}),
	"forbid the swap": on("swaps", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).DeclineSwap(a.hostOf(f.shift), f.id)
		return err
	}),
	"keep the booking": on("swaps", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).WithdrawSwap(worker(f.worker), f.id)
		return err
	}),
}

// days are what happens once a shift comes.
var days = map[string]act{
	"check in": on("bookings", "status = 'confirmed'", func(a *arena, d dice, f found) error {
		_, err := a.any(d).CheckIn(worker(f.worker), f.id)
		return err
	}),
	"late": on("bookings", live, func(a *arena, d dice, f found) error {
		_, err := a.any(d).TellLate(worker(f.worker), f.id, 20)
		return err
	}),
	"leave": on("bookings", live, func(a *arena, d dice, f found) error {
		_, err := a.any(d).RecordLeaving(a.hostOf(f.shift), f.id, app.Leaving{SentHome: d(2) == 0})
		return err
	}),
	"absent": on("bookings", live, func(a *arena, d dice, f found) error {
		_, err := a.any(d).RecordAbsence(a.hostOf(f.shift), f.id, d(2) == 0)
		return err
	}),
	"send hours in": on("bookings", live, func(a *arena, d dice, f found) error {
		_, err := a.any(d).SubmitHours(worker(f.worker), f.id, a.worked(f, 0), "")
		return err
	}),
	"approve hours": on("bookings", "sheet is not null", func(a *arena, d dice, f found) error {
		_, err := a.any(d).ApproveHours(a.hostOf(f.shift), []id.ID{f.id})
		return err
	}),
	"amend hours": on("bookings", "sheet is not null", func(a *arena, d dice, f found) error {
		_, err := a.any(d).AmendHours(a.hostOf(f.shift), f.id, a.worked(f, time.Hour), "Left an hour before.")
		return err
	}),
	"agree": on("bookings", "sheet is not null", func(a *arena, d dice, f found) error {
		_, err := a.any(d).AgreeHours(worker(f.worker), f.id)
		return err
	}),
	"dispute": on("bookings", "true", func(a *arena, d dice, f found) error {
		_, err := a.any(d).Dispute(worker(f.worker), f.id, "other", "That is not how it was.")
		return err
	}),
	"answer the dispute": on("bookings", "dispute_waits", func(a *arena, d dice, f found) error {
		_, err := a.any(d).AnswerDispute(a.hostOf(f.shift), f.id, booking.Answer{Upheld: d(2) == 0, Text: "Looked into.", Hours: a.worked(f, 0)})
		return err
	}),
}

func (a *arena) worked(f found, less time.Duration) timesheet.Hours {
	b, s, _ := a.fixture.Bookings.Get(context.Background(), f.id)
	return timesheet.Hours{StartsAt: b.StartsAt, EndsAt: b.EndsAt.Add(-less), BreakMinutes: s.BreakMinutes}
}

// changes are of what the rest rests on: policies, ladders, rate cards, rosters and new shifts.
var changes = map[string]act{
	"post": func(a *arena, d dice) error {
		p := posting("RVV", a.clock.Now().Truncate(time.Minute).Add(time.Duration(20+d(100))*time.Hour), 12*time.Hour)
		posted, err := a.any(d).Post(executiveOf("RVV", "sister"), p)
		a.add(posted)
		return err
	},
	"ask for approval": func(a *arena, d dice) error {
		rule := policy.DefaultApproval()
		if d(2) == 0 {
			rule.Required = policy.ApprovalAlways
		}
		return a.decideAs(context.Background(), "RVV", rule)
	},
	"have swaps approved": func(a *arena, d dice) error {
		p := policy.DefaultBookingMode()
		p.SwapNeedsApproval = d(2) == 0
		return a.decideAs(context.Background(), "RVV", p)
	},
	"change the ladder": func(a *arena, d dice) error {
		l := release.Default()
		if d(2) == 0 {
			l = cascade()
		}
		_, err := a.any(d).ChangeLadder(executiveOf("RVV", "executive"), l, anyVersion)
		return err
	},
	"raise the rate card": func(a *arena, d dice) error {
		by := executiveOf("RVV", "executive")
		there, err := a.any(d).RateCards(by, "RVV")
		if err != nil {
			return err
		}
		if len(there) == 0 {
			_, err = a.any(d).AddRateCard(by, card(nil))
			return err
		}
		dearer := there[0]
		dearer.BasicPence += 10
		_, err = a.any(d).ChangeRateCard(by, dearer.ID, dearer, anyVersion)
		return err
	},
	"roster": func(a *arena, d dice) error {
		at := a.clock.Now().Truncate(time.Hour).Add(time.Duration(24+d(100)) * time.Hour)
		line := ownroster.Line{Number: 1, WorkerID: a.aWorker(d).String(), Starts: at.Format(time.RFC3339), Ends: at.Add(10 * time.Hour).Format(time.RFC3339)}
		_, err := a.any(d).ImportOwnRoster(executiveOf("RVV", "executive"), app.OwnRoster{From: walltime.DayOf(at), Until: walltime.DayOf(at), Lines: []ownroster.Line{line}})
		return err
	},
}
