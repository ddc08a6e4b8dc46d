package booking

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

var (
	begins = time.Date(2026, 6, 10, 6, 30, 0, 0, time.UTC)
	finish = begins.Add(12 * time.Hour)
	limits = policy.DefaultAttendance()
)

// standing is a booking of a long day in a status, cleared to its end by version 4 of the passport.
func standing(status Status) *Booking {
	confirmed := begins.Add(-24 * time.Hour)
	s := State{HomeEmployer: "RVV", HostEmployer: "RVV", StartsAt: begins, EndsAt: finish, NetMinutes: 660, RatePence: 2000, Status: status,
		ConfirmedAt: &confirmed, Clearance: &Clearance{Yes: true, PassportVersion: 4, ValidUntil: finish}, Reasons: []reason.Reason{}, Version: 2}
	if status == Started {
		s.StartedAt, s.StartedBy = &begins, CheckedInByWard
	}
	return Rehydrate(s)
}

func code(err error) string {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestCheckInIsOpenAroundTheStartAndOnlyOnAPassportThatHolds(t *testing.T) {
	t.Parallel()
	hold := []reason.Reason{{Code: "HOLD", Weight: reason.Hard, Message: "There is a hold."}}
	note := []reason.Reason{{Code: "REG_FLAG", Weight: reason.Soft, Message: "There is a note."}}
	for name, c := range map[string]struct {
		status Status
		now    time.Time
		fit    Fitness
		code   string
		late   int
	}{
		"exactly an hour before":           {Confirmed, begins.Add(-time.Hour), Fitness{}, "", 0},
		"a second too early":               {Confirmed, begins.Add(-time.Hour - time.Second), Fitness{}, "too_early", 0},
		"on time":                          {Confirmed, begins, Fitness{Floor: 4}, "", 0},
		"twenty minutes late":              {Confirmed, begins.Add(20*time.Minute + 59*time.Second), Fitness{}, "", 20},
		"in the last second":               {Confirmed, finish.Add(-time.Second), Fitness{}, "", 719},
		"at the end":                       {Confirmed, finish, Fitness{}, "shift_over", 0},
		"the passport is below the floor":  {Confirmed, begins, Fitness{Floor: 5}, "passport_ended", 0},
		"a hold was placed":                {Confirmed, begins, Fitness{Reasons: hold}, "passport_ended", 0},
		"a note is no bar":                 {Confirmed, begins, Fitness{Reasons: note}, "", 0},
		"a second time":                    {Started, begins, Fitness{}, "checked_in", 0},
		"while it is only held":            {Held, begins, Fitness{}, "booking_ended", 0},
		"after the passport was suspended": {Revoked, begins, Fitness{}, "booking_ended", 0},
	} {
		b := standing(c.status)
		err := b.CheckIn(CheckedInByWorker, limits, c.fit, c.now)
		if code(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		if st := b.State(); err == nil && (st.Status != Started || !st.StartedAt.Equal(c.now) || st.LateMinutes != c.late || st.Version != 3) {
			t.Errorf("%s: %+v", name, st)
		}
	}
}

func TestAClearanceThatEndsBeforeTheShiftDoesNotStartIt(t *testing.T) {
	t.Parallel()
	s := standing(Confirmed).State()
	s.Clearance.ValidUntil = finish.Add(-time.Second)
	if err := Rehydrate(s).CheckIn(CheckedInByWard, limits, Fitness{}, begins); code(err) != "passport_ended" {
		t.Error(err)
	}
}

// Every deed in every status: what is not listed is refused and changes nothing.
func TestWhatCanBeDoneToABookingAfterItsShiftBegan(t *testing.T) {
	t.Parallel()
	during, after := begins.Add(3*time.Hour), finish.Add(time.Hour)
	absence := cancellation.OfAbsence(policy.DefaultCancellation(), 0)
	full := timesheet.Hours{StartsAt: begins, EndsAt: finish, BreakMinutes: 60}
	less := timesheet.Hours{StartsAt: begins, EndsAt: finish.Add(-time.Hour), BreakMinutes: 60}
	deeds := map[string]func(*Booking) error{
		"check in":  func(b *Booking) error { return b.CheckIn(CheckedInByWard, limits, Fitness{}, during) },
		"late":      func(b *Booking) error { return b.TellLate(30, during) },
		"left":      func(b *Booking) error { return b.LeaveEarly(false, nil, during) },
		"absent":    func(b *Booking) error { return b.DidNotAttend(absence, during) },
		"submit":    func(b *Booking) error { return b.SubmitHours(full, "", "worker", limits, after) },
		"amend":     func(b *Booking) error { return b.AmendHours(less, "Left early.", "ward", limits, after) },
		"approve":   func(b *Booking) error { return b.ApproveHours(22_000, "ward", after) },
		"agree":     func(b *Booking) error { return b.AgreeHours(20_000, after) },
		"dispute":   func(b *Booking) error { return b.OpenDispute("hours", "I stayed.", 7, after) },
		"answer":    func(b *Booking) error { return answered(b, full, after) },
		"flag":      func(b *Booking) error { return flagged(b) },
		"give back": func(b *Booking) error { return b.Withdraw("travel", during) },
		"cancel":    func(b *Booking) error { return b.Cancel("other", during) },
	}
	with := func(status Status, hours timesheet.Status) *Booking {
		s := standing(status).State()
		if hours != "" {
			s.Sheet = &timesheet.Sheet{Status: hours, Hours: full, Booked: full, Claimed: full}
		}
		if hours == timesheet.Disputed {
			s.Dispute = &timesheet.Dispute{Why: "hours", At: after, ReplyBy: after.Add(time.Hour)}
		}
		return Rehydrate(s)
	}
	for name, c := range map[string]struct {
		status Status
		hours  timesheet.Status
		can    map[string]Status
	}{
		"held":           {Held, "", nil},
		"confirmed":      {Confirmed, "", map[string]Status{"check in": Started, "late": Confirmed, "absent": DidNotAttend, "submit": Worked}},
		"started":        {Started, "", map[string]Status{"left": Started, "absent": DidNotAttend, "submit": Worked, "flag": Started}},
		"submitted":      {Worked, timesheet.Submitted, map[string]Status{"submit": Worked, "amend": Worked, "approve": Worked}},
		"amended":        {Worked, timesheet.Amended, map[string]Status{"amend": Worked, "agree": Worked, "dispute": Worked}},
		"disputed":       {Worked, timesheet.Disputed, map[string]Status{"answer": Worked}},
		"approved":       {Worked, timesheet.Approved, nil},
		"did not attend": {DidNotAttend, "", map[string]Status{"dispute": DidNotAttend}},
		"cancelled":      {Cancelled, "", map[string]Status{"dispute": Cancelled}},
		"withdrawn":      {Withdrawn, "", nil},
		"revoked":        {Revoked, "", nil},
		"refused":        {Refused, "", nil},
		"hold expired":   {HoldExpired, "", nil},
	} {
		for verb, deed := range deeds {
			b := with(c.status, c.hours)
			err := deed(b)
			want, ok := c.can[verb]
			st := b.State()
			switch {
			case ok && (err != nil || st.Status != want || st.Version != 3 || len(b.Events()) != 1):
				t.Errorf("%s of a booking that is %s: %v, %s, version %d", verb, name, err, st.Status, st.Version)
			case !ok && (err == nil || st.Status != c.status || st.Version != 2 || len(b.Events()) != 0 || st.ApprovedPence != 0):
				t.Errorf("%s of a booking that is %s: %v, %s, version %d", verb, name, err, st.Status, st.Version)
			}
		}
	}
}

func answered(b *Booking, h timesheet.Hours, now time.Time) error {
	return b.AnswerDispute(Answer{Upheld: true, Text: "You are right.", Hours: h}, limits, func(timesheet.Hours) int64 { return 1 }, now)
}

func flagged(b *Booking) error {
	if !b.Flag([]reason.Reason{{Code: "HOLD_SUSPENDED", Weight: reason.Hard, Message: "Suspended."}}) {
		return errors.New("nothing to tell")
	}
	return nil
}

func TestAnUpheldDisputeTakesTheStrikeAwayAndSaysWhatIsOwed(t *testing.T) {
	t.Parallel()
	b := standing(Confirmed)
	if err := b.DidNotAttend(cancellation.OfAbsence(policy.DefaultCancellation(), 2), begins.Add(-time.Second)); code(err) != "not_started" {
		t.Fatal(err)
	}
	if err := b.DidNotAttend(cancellation.OfAbsence(policy.DefaultCancellation(), 2), begins); err != nil {
		t.Fatal(err)
	}
	if err := b.OpenDispute("attendance", "I was on Ward 8, where you sent me.", 7, begins.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := b.OpenDispute("attendance", "Again.", 7, begins.Add(time.Hour)); code(err) != "not_disputable" {
		t.Error(err)
	}
	if err := b.AnswerDispute(Answer{Upheld: true, Text: "Ward 8 confirms.", OwedPence: 22_000}, limits, nil, begins.Add(48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	st := b.State()
	if st.Status != DidNotAttend || st.Consequence.Strike || st.Consequence.OwedPence != 22_000 || st.Dispute.Waits() {
		t.Errorf("%+v", st.Consequence)
	}
}

func TestSentHomeIsPaidAsBooked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sent bool
		want time.Time
	}{{true, finish}, {false, begins.Add(3 * time.Hour)}} {
		b := standing(Started)
		if err := b.LeaveEarly(c.sent, nil, begins.Add(3*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got := b.State().ProposedHours(); !got.EndsAt.Equal(c.want) {
			t.Errorf("sent home %t: until %s", c.sent, got.EndsAt)
		}
	}
}

func TestAPassportThatEndedIsToldOnceOfAStartedBooking(t *testing.T) {
	t.Parallel()
	b := standing(Started)
	if flagged(b) != nil || flagged(b) == nil || b.State().Version != 3 {
		t.Errorf("%+v", b.State())
	}
}
