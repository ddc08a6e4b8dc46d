package timesheet

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func at(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, clock.London).UTC()
}

// long is a long day, 07:30 to 19:30 with an hour's break.
var (
	long  = Hours{StartsAt: at(6, 10, 7, 30), EndsAt: at(6, 10, 19, 30), BreakMinutes: 60}
	after = at(6, 11, 9, 0)
)

func hours(from, to time.Time, rest int) Hours {
	return Hours{StartsAt: from, EndsAt: to, BreakMinutes: rest}
}

func TestWhatIsFilledInBeforeTheWorkerSeesIt(t *testing.T) {
	t.Parallel()
	p := func(v time.Time) *time.Time { return &v }
	for name, c := range map[string]struct {
		in, left *time.Time
		want     Hours
	}{
		"never checked in":              {nil, nil, long},
		"checked in early":              {p(at(6, 10, 7, 10)), nil, long},
		"exactly a quarter late":        {p(at(6, 10, 7, 45)), nil, long},
		"more than a quarter late":      {p(at(6, 10, 8, 5).Add(20 * time.Second)), nil, hours(at(6, 10, 8, 5), long.EndsAt, 60)},
		"went home at two":              {p(at(6, 10, 7, 30)), p(at(6, 10, 14, 0)), hours(long.StartsAt, at(6, 10, 14, 0), 60)},
		"went home within the hour":     {p(at(6, 10, 7, 30)), p(at(6, 10, 8, 0)), hours(long.StartsAt, at(6, 10, 8, 0), 0)},
		"left after the end":            {nil, p(at(6, 10, 20, 0)), long},
		"checked in as it was over":     {p(at(6, 10, 19, 30)), nil, hours(long.EndsAt, long.EndsAt.Add(time.Minute), 0)},
		"came very late and left early": {p(at(6, 10, 12, 0)), p(at(6, 10, 13, 30)), hours(at(6, 10, 12, 0), at(6, 10, 13, 30), 60)},
	} {
		if got := Propose(long, c.in, c.left); !got.Equal(c.want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestNightsOnWhichTheClocksChangeAreAsLongAsTheyWere(t *testing.T) {
	t.Parallel()
	spring := hours(at(3, 28, 19, 30), at(3, 29, 7, 30), 60)
	autumn := hours(at(10, 24, 19, 30), at(10, 25, 7, 30), 60)
	if spring.Minutes() != 600 || autumn.Minutes() != 720 || long.Minutes() != 660 {
		t.Error(spring.Minutes(), autumn.Minutes(), long.Minutes())
	}
}

func TestWhatStandsOutForWhoeverApproves(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		claimed Hours
		in      bool
		note    string
		want    []Exception
	}{
		"as booked":               {long, true, "", nil},
		"as booked, no check-in":  {long, false, "", []Exception{NotCheckedIn}},
		"half an hour over":       {hours(long.StartsAt, long.EndsAt.Add(30*time.Minute), 60), true, "", []Exception{Longer}},
		"no break":                {hours(long.StartsAt, long.EndsAt, 0), true, "", []Exception{Longer, BreakMissed}},
		"an hour less":            {hours(long.StartsAt, long.EndsAt.Add(-time.Hour), 60), true, "", []Exception{Shorter}},
		"all half an hour later":  {hours(long.StartsAt.Add(30*time.Minute), long.EndsAt.Add(30*time.Minute), 60), true, "", []Exception{Moved}},
		"as booked with a remark": {long, true, " Handover ran on. ", []Exception{HasNote}},
	} {
		s, err := Submit(nil, long, Submission{Hours: c.claimed, CheckedIn: c.in, Note: c.note}, policy.DefaultAttendance(), after)
		if err != nil || !slices.Equal(s.Exceptions, append([]Exception{}, c.want...)) || s.Unchanged() != (len(c.want) == 0) {
			t.Errorf("%s: %v %v", name, s.Exceptions, err)
		}
	}
}

func TestHoursThatCannotBeRightNameEachField(t *testing.T) {
	t.Parallel()
	minute := time.Minute
	for name, c := range map[string]struct {
		claimed Hours
		note    string
		now     time.Time
		field   string
	}{
		"nothing given":              {Hours{}, "", after, "starts_at"},
		"an end before the start":    {hours(long.EndsAt.Add(-minute), long.StartsAt, 0), "", after, "ends_at"},
		"61 minutes early":           {hours(long.StartsAt.Add(-61*minute), long.EndsAt, 60), "", after, "starts_at"},
		"241 minutes over":           {hours(long.StartsAt, long.EndsAt.Add(241*minute), 60), "", after, "ends_at"},
		"not worked yet":             {long, "", long.EndsAt.Add(-time.Second), "ends_at"},
		"seconds":                    {hours(long.StartsAt.Add(time.Second), long.EndsAt, 60), "", after, "starts_at"},
		"a break as long as the day": {hours(long.StartsAt, long.EndsAt, 720), "", after, "break_minutes"},
		"a negative break":           {hours(long.StartsAt, long.EndsAt, -1), "", after, "break_minutes"},
		"a long story":               {long, strings.Repeat("é", MaxText+1), after, "note"},
		"all after the booked end":   {hours(long.EndsAt, long.EndsAt.Add(60*minute), 0), "", after, "starts_at"},
	} {
		var invalid *shift.Invalid
		_, err := Submit(nil, long, Submission{Hours: c.claimed, Note: c.note}, policy.DefaultAttendance(), c.now)
		if !errors.As(err, &invalid) || !slices.ContainsFunc(invalid.Problems, func(p shift.Problem) bool { return p.Field == c.field }) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, h := range map[string]Hours{
		"exactly an hour early":   hours(long.StartsAt.Add(-60*minute), long.EndsAt, 60),
		"exactly four hours over": hours(long.StartsAt, long.EndsAt.Add(240*minute), 60),
	} {
		if _, err := Submit(nil, long, Submission{Hours: h}, policy.DefaultAttendance(), after); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every step from every status: what is not listed is refused with the status that stands.
func TestTheLifeOfATimesheet(t *testing.T) {
	t.Parallel()
	limits := policy.DefaultAttendance()
	less := hours(long.StartsAt, long.EndsAt.Add(-time.Hour), 60)
	do := map[string]func(Sheet) (Sheet, error){
		"submit":  func(s Sheet) (Sheet, error) { return Submit(&s, long, Submission{Hours: long}, limits, after) },
		"approve": func(s Sheet) (Sheet, error) { return s.Approve("ward", after) },
		"amend":   func(s Sheet) (Sheet, error) { return s.Amend(less, "Left at half past six.", "ward", limits, after) },
		"agree":   func(s Sheet) (Sheet, error) { return s.Agree(after) },
		"dispute": func(s Sheet) (Sheet, error) { return s.Dispute() },
		"resolve": func(s Sheet) (Sheet, error) { return s.Resolve(less, limits, after) },
	}
	allowed := map[Status]map[string]Status{
		Submitted: {"submit": Submitted, "approve": Approved, "amend": Amended},
		Amended:   {"amend": Amended, "agree": Approved, "dispute": Disputed},
		Disputed:  {"resolve": Approved},
		Approved:  {},
	}
	for from, steps := range allowed {
		for verb, step := range do {
			s := Sheet{Status: from, Hours: long, Booked: long, Claimed: long, Exceptions: []Exception{}}
			got, err := step(s)
			want, ok := steps[verb]
			var refused *shift.Refusal
			switch {
			case ok && (err != nil || got.Status != want):
				t.Errorf("%s of %s: %s %v", verb, from, got.Status, err)
			case !ok && (!errors.As(err, &refused) || refused.Code != "hours_"+string(from)):
				t.Errorf("%s of %s: %v", verb, from, err)
			case ok && want == Approved && got.ApprovedAt == nil:
				t.Errorf("%s of %s has no time", verb, from)
			}
		}
	}
}

func TestAnAmendmentSaysWhyAndChangesSomething(t *testing.T) {
	t.Parallel()
	s := Sheet{Status: Submitted, Hours: long, Booked: long, Claimed: long}
	for _, c := range []struct {
		h   Hours
		why string
	}{{long, "No."}, {hours(long.StartsAt, long.EndsAt, 30), " "}} {
		var invalid *shift.Invalid
		if _, err := s.Amend(c.h, c.why, "ward", policy.DefaultAttendance(), after); !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestNobodyDecidesAboutTheirOwnHours(t *testing.T) {
	t.Parallel()
	s := Sheet{Status: Submitted, Hours: long, Booked: long, Claimed: long, SubmittedBy: "person-7"}
	var refused *shift.Refusal
	if _, err := s.Approve("person-7", after); !errors.As(err, &refused) || refused.Code != "own_hours" {
		t.Error(err)
	}
	if _, err := s.Amend(hours(long.StartsAt, long.EndsAt, 30), "More.", "person-7", policy.DefaultAttendance(), after); !errors.As(err, &refused) {
		t.Error(err)
	}
}

func TestADisputeHasAClockAndOneAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{{"mood", "I was there."}, {"hours", "  "}, {"hours", strings.Repeat("x", MaxText+1)}} {
		if _, err := Open(c[0], c[1], 7, after); err == nil {
			t.Errorf("%q is accepted", c)
		}
	}
	d, err := Open("hours", " I stayed until 19:30. ", 7, after)
	if err != nil || !d.Waits() || d.Text != "I stayed until 19:30." || !d.ReplyBy.Equal(after.Add(168*time.Hour)) {
		t.Fatalf("%+v %v", d, err)
	}
	if _, err := d.Reply(true, "", after); err == nil {
		t.Error("an answer without a word")
	}
	d, err = d.Reply(true, "The bay's board says so too.", after)
	if err != nil || d.Waits() || !d.Upheld {
		t.Fatalf("%+v %v", d, err)
	}
	if _, err := d.Reply(false, "No.", after); err == nil {
		t.Error("a second answer")
	}
}
