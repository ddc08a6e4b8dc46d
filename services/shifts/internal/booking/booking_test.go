package booking

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

var now = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

func open(status shift.Status) shift.State {
	starts := now.Add(48 * time.Hour)
	return shift.State{ID: id.New(), Employer: "RVV", StartsAt: starts, EndsAt: starts.Add(8 * time.Hour), RatePence: 1845, Status: status, Version: 1}
}

func worker(status string) eligibility.Worker {
	return eligibility.Worker{ID: id.New(), HomeEmployer: "RPA", Status: status}
}

func TestWhoMayAccept(t *testing.T) {
	t.Parallel()
	starts := open(shift.Open).StartsAt
	entry := func(from, to time.Duration) []eligibility.Entry {
		return []eligibility.Entry{{StartsAt: starts.Add(from), EndsAt: starts.Add(to)}}
	}
	for name, c := range map[string]struct {
		status shift.Status
		worker eligibility.Worker
		diary  []eligibility.Entry
		at     time.Time
		code   string
	}{
		"anybody with a home employer":        {shift.Open, worker("active"), nil, now, ""},
		"somebody passports has not told of":  {shift.Open, worker(""), nil, now, ""},
		"nobody without a home employer":      {shift.Open, eligibility.Worker{ID: id.New()}, nil, now, CodeRefused},
		"nobody who is suspended":             {shift.Open, worker("suspended"), nil, now, CodeRefused},
		"nobody who has left":                 {shift.Open, worker("left"), nil, now, CodeRefused},
		"nobody once it is held":              {shift.Held, worker("active"), nil, now, CodeTaken},
		"nobody once it is filled":            {shift.Filled, worker("active"), nil, now, CodeTaken},
		"nobody once it is called off":        {shift.Withdrawn, worker("active"), nil, now, "shift_ended"},
		"nobody once it has lapsed":           {shift.Lapsed, worker("active"), nil, now, "shift_started"},
		"nobody once it has started":          {shift.Open, worker("active"), nil, starts, "shift_started"},
		"nobody who works at that time":       {shift.Open, worker("active"), entry(time.Hour, 2*time.Hour), now, CodeOverlap},
		"nobody with 10 h 59 min before it":   {shift.Open, worker("active"), entry(-20*time.Hour, -11*time.Hour+time.Minute), now, CodeRest},
		"nobody with 10 h 59 min after it":    {shift.Open, worker("active"), entry(19*time.Hour-time.Minute, 27*time.Hour), now, CodeRest},
		"somebody with exactly 11 h on each":  {shift.Open, worker("active"), append(entry(-20*time.Hour, -11*time.Hour), entry(19*time.Hour, 27*time.Hour)...), now, ""},
		"an overlap is named before the rest": {shift.Open, worker("active"), append(entry(-10*time.Hour, -5*time.Hour), entry(time.Hour, 2*time.Hour)...), now, CodeOverlap},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := MayAccept(open(c.status), c.worker, eligibility.Facts{Diary: workingtime.Diary{Entries: c.diary}}, Grant{}, c.at)
			var r *Refusal
			switch {
			case c.code == "" && err != nil:
				t.Error(err)
			case c.code != "" && (!errors.As(err, &r) || r.Code != c.code || r.Message == ""):
				t.Errorf("%v, want %s", err, c.code)
			}
		})
	}
}

func held(t *testing.T, home string) *Booking {
	t.Helper()
	w := worker("active")
	w.HomeEmployer = home
	b, err := Hold(id.New(), shift.Rehydrate(open(shift.Open)), w, eligibility.Facts{}, now)
	if err != nil {
		t.Fatal(err)
	}
	return Rehydrate(b.State())
}

var no = []reason.Reason{{Code: "NO", Weight: reason.Hard, Message: "No."}}

func TestSettlingNeedsEveryYesAndOneNo(t *testing.T) {
	t.Parallel()
	end := open(shift.Open).EndsAt
	yes, not := &Clearance{Yes: true, PassportVersion: 4, ValidUntil: end}, &Clearance{Reasons: no}
	allowed, forbidden := &Authorisation{Yes: true, AgreementID: id.New(), AgreementVersion: 2}, &Authorisation{Reasons: no}
	for name, c := range map[string]struct {
		home    string
		answers Answers
		want    Outcome
		reasons int
	}{
		"nothing yet":                                 {"RPA", Answers{}, Waiting, 0},
		"cleared, the agreement still open":           {"RPA", Answers{Clearance: yes}, Waiting, 0},
		"authorised, the clearance still open":        {"RPA", Answers{Authorisation: allowed}, Waiting, 0},
		"both yes":                                    {"RPA", Answers{Clearance: yes, Authorisation: allowed}, Yes, 0},
		"own bank needs no agreement":                 {"RVV", Answers{Clearance: yes}, Yes, 0},
		"an agreement's no means nothing to own bank": {"RVV", Answers{Clearance: yes, Authorisation: forbidden}, Yes, 0},
		"not cleared is enough":                       {"RPA", Answers{Clearance: not}, No, 1},
		"not authorised is enough":                    {"RPA", Answers{Authorisation: forbidden}, No, 1},
		"both no, with all reasons":                   {"RPA", Answers{Clearance: not, Authorisation: forbidden}, No, 2},
		"yes and no":                                  {"RPA", Answers{Clearance: yes, Authorisation: forbidden}, No, 1},
		"a passport below the floor":                  {"RVV", Answers{Clearance: yes, Floor: 5}, No, 1},
		"a passport at the floor":                     {"RVV", Answers{Clearance: yes, Floor: 4}, Yes, 0},
		"a clearance that ends before the shift":      {"RVV", Answers{Clearance: &Clearance{Yes: true, PassportVersion: 4, ValidUntil: end.Add(-time.Second)}}, No, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := held(t, c.home)
			if got := b.Settle(c.answers, now); got != c.want {
				t.Fatalf("%s, want %s", got, c.want)
			}
			st := b.State()
			if len(st.Reasons) != c.reasons || (c.want == Waiting) != (len(b.Events()) == 0) {
				t.Errorf("%d reasons, told %v", len(st.Reasons), b.Events())
			}
			if c.want == Yes && (st.Clearance == nil || st.ConfirmedAt == nil || (st.AgreementID != id.Nil) != st.CrossEmployer()) {
				t.Errorf("confirmed on %+v", st)
			}
			// Late answers change nothing.
			if c.want != Waiting && b.Settle(Answers{Clearance: not}, now) != Unchanged {
				t.Error("a late answer changed it")
			}
		})
	}
}

func TestEachEndIsReachedFromItsStatusesOnly(t *testing.T) {
	t.Parallel()
	all := []Status{Held, Confirmed, Started, Worked, Refused, HoldExpired, Withdrawn, Cancelled, Revoked, DidNotAttend}
	for name, c := range map[string]struct {
		do func(*Booking, time.Time) bool
		to map[Status]Status
	}{
		"withdraw": {func(b *Booking, at time.Time) bool { return b.Withdraw("other", at) == nil }, map[Status]Status{Held: Withdrawn, Confirmed: Withdrawn}},
		"cancel":   {func(b *Booking, at time.Time) bool { return b.Cancel("other", at) == nil }, map[Status]Status{Held: Cancelled, Confirmed: Cancelled}},
		"revoke":   {func(b *Booking, at time.Time) bool { return b.Revoke(no, at) }, map[Status]Status{Held: Refused, Confirmed: Revoked}},
		"expire":   {func(b *Booking, at time.Time) bool { return b.Expire(at) == nil }, map[Status]Status{Held: HoldExpired}},
	} {
		for _, from := range all {
			t.Run(name+" from "+string(from), func(t *testing.T) {
				t.Parallel()
				st := held(t, "RPA").State()
				st.Status = from
				b := Rehydrate(st)
				to, allowed := c.to[from]
				if c.do(b, now) != allowed {
					t.Fatal("the step was judged wrongly")
				}
				if !allowed {
					to = from
				}
				if got := b.State(); got.Status != to || (got.EndedAt != nil) != allowed {
					t.Errorf("is %s, ended %v", got.Status, got.EndedAt)
				}
				// Once the shift has started only a hold may still end, by its own time.
				if name != "expire" && c.do(Rehydrate(st), st.StartsAt) {
					t.Error("undone after the start")
				}
			})
		}
	}
	if held(t, "RPA").Withdraw("flu", now) == nil {
		t.Error("a reason that is not a code")
	}
}

func TestTheRateIsFixedAtTheHold(t *testing.T) {
	t.Parallel()
	st := held(t, "RPA").State()
	if st.RatePence != 1845 || st.NetMinutes != 480 || st.Channel() != shift.CollaborativeBank || !st.RestUntil().Equal(st.EndsAt.Add(11*time.Hour)) {
		t.Errorf("%+v", st)
	}
}
