package shift

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

var now = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

func valid() Posting {
	starts := now.Add(48 * time.Hour)
	return Posting{Employer: "RVV", Site: "RVV01", Ward: "ward_7", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: starts, EndsAt: starts.Add(12 * time.Hour), BreakMinutes: 60, Reason: "vacancy", RatePence: 1845, Places: 1}
}

func posted(t *testing.T) *Shift {
	t.Helper()
	s, err := Post(valid(), id.New, now)
	if err != nil {
		t.Fatal(err)
	}
	return Rehydrate(s[0].State())
}

func TestAPostingOfFiveMakesFiveOpenShiftsOfOnePosting(t *testing.T) {
	t.Parallel()
	p := valid()
	p.Places = 5
	shifts, err := Post(p, id.New, now)
	if err != nil || len(shifts) != 5 {
		t.Fatalf("%d shifts, %v", len(shifts), err)
	}
	seen := map[id.ID]bool{}
	for _, s := range shifts {
		st := s.State()
		if st.PostingID != shifts[0].State().PostingID || st.Status != Open || st.Version != 1 || st.NetMinutes() != 660 || seen[st.ID] {
			t.Errorf("%+v", st)
		}
		seen[st.ID] = true
		if len(s.Events()) != 1 || s.Events()[0] != EventPosted {
			t.Errorf("told %v", s.Events())
		}
	}
}

func TestAPostingThatCannotBeRightNamesEachField(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*Posting)
		field string
	}{
		"an end before the start":      {func(p *Posting) { p.EndsAt = p.StartsAt.Add(-time.Hour) }, "ends_at"},
		"no length":                    {func(p *Posting) { p.EndsAt = p.StartsAt }, "ends_at"},
		"more than a day":              {func(p *Posting) { p.EndsAt = p.StartsAt.Add(24*time.Hour + time.Minute) }, "ends_at"},
		"more than 400 days ahead":     {func(p *Posting) { p.StartsAt = now.Add(401 * 24 * time.Hour); p.EndsAt = p.StartsAt.Add(time.Hour) }, "starts_at"},
		"over for more than 35 days":   {func(p *Posting) { p.EndsAt = now.Add(-36 * 24 * time.Hour); p.StartsAt = p.EndsAt.Add(-2 * time.Hour) }, "ends_at"},
		"seconds":                      {func(p *Posting) { p.StartsAt = p.StartsAt.Add(time.Second) }, "starts_at"},
		"no start":                     {func(p *Posting) { p.StartsAt = time.Time{} }, "starts_at"},
		"a break as long as the shift": {func(p *Posting) { p.BreakMinutes = 720 }, "break_minutes"},
		"a break shorter than nothing": {func(p *Posting) { p.BreakMinutes = -1 }, "break_minutes"},
		"an unknown staff group":       {func(p *Posting) { p.StaffGroup = "nurses" }, "staff_group"},
		"an unknown band":              {func(p *Posting) { p.Band = "1" }, "band"},
		"an unknown reason":            {func(p *Posting) { p.Reason = "" }, "reason"},
		"a ward that is a sentence":    {func(p *Posting) { p.Ward = "ward seven" }, "ward"},
		"a role with a dot":            {func(p *Posting) { p.Role = "a.b" }, "role"},
		"no site":                      {func(p *Posting) { p.Site = "" }, "site"},
		"no pay":                       {func(p *Posting) { p.RatePence = 0 }, "rate_pence"},
		"a day's pay an hour":          {func(p *Posting) { p.RatePence = 50_001 }, "rate_pence"},
		"no places":                    {func(p *Posting) { p.Places = 0 }, "places"},
		"fifty-one places":             {func(p *Posting) { p.Places = 51 }, "places"},
		"an unknown DBS level":         {func(p *Posting) { p.Requirements.DBSLevel = "high" }, "requirements.dbs_level"},
		"a workforce without level":    {func(p *Posting) { p.Requirements.DBSWorkforce = "adult" }, "requirements.dbs_level"},
		"a competency of level 0":      {func(p *Posting) { p.Requirements.Competencies = []Competency{{"cstf", "FIRE", 0}} }, "requirements.competencies[0].level"},
		"a competency twice":           {func(p *Posting) { p.Requirements.Competencies = []Competency{{"cstf", "FIRE", 1}, {"cstf", "FIRE", 2}} }, "requirements.competencies[1]"},
		"a cost code with a tab":       {func(p *Posting) { p.CostCode = "a\tb" }, "cost_code"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := valid()
			c.spoil(&p)
			_, err := Post(p, id.New, now)
			var invalid *Invalid
			if !errors.As(err, &invalid) {
				t.Fatalf("accepted: %v", err)
			}
			for _, problem := range invalid.Problems {
				if problem.Field == c.field && strings.HasSuffix(problem.Message, ".") {
					return
				}
			}
			t.Errorf("does not name %s: %+v", c.field, invalid.Problems)
		})
	}
}

func TestTheLimitsThemselvesAreAllowed(t *testing.T) {
	t.Parallel()
	p := valid()
	p.EndsAt, p.Places, p.RatePence, p.BreakMinutes = p.StartsAt.Add(MaxLength), MaxPlaces, MaxRatePence, 0
	if _, err := Post(p, id.New, now); err != nil {
		t.Error(err)
	}
	p.StartsAt = now.Add(MaxLeadTime).Truncate(time.Minute)
	p.EndsAt = p.StartsAt.Add(time.Minute)
	if _, err := Post(p, id.New, now); err != nil {
		t.Error(err)
	}
}

// in gives a shift in a status, made by the rules alone.
func in(t *testing.T, status Status) *Shift {
	t.Helper()
	s := posted(t)
	do := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	switch status {
	case Held:
		do(s.Hold(now))
	case Filled:
		do(s.Hold(now))
		do(s.FillFromBank(id.New(), "RPA", now))
	case Withdrawn:
		do(s.CallOff(now))
	case Cancelled:
		do(s.Hold(now))
		do(s.FillFromBank(id.New(), "RPA", now))
		do(s.CallOff(now))
	case Lapsed:
		do(s.Lapse())
	case AwaitingApproval:
		return submitted(t)
	case Declined:
		s = submitted(t)
		do(s.Decline("no_budget", now))
	case Open:
	default:
		st := s.State()
		st.Status = status
		return Rehydrate(st)
	}
	return Rehydrate(s.State())
}

func TestEachStepIsTakenFromItsStatusesOnly(t *testing.T) {
	t.Parallel()
	after := now.Add(47 * time.Hour) // The bank's window is over, the shift has not started.
	steps := map[string]struct {
		do func(*Shift) error
		to map[Status]Status
	}{
		"hold": {func(s *Shift) error { return s.Hold(after) }, map[Status]Status{Open: Held}},
		"fill": {func(s *Shift) error { return s.FillFromBank(id.New(), "RVV", after) }, map[Status]Status{Held: Filled}},
		"agency fill": {func(s *Shift) error {
			return s.FillFromAgency(AgencyFill{Framework: true, Agency: "Agency", RatePence: 4000}, after)
		}, map[Status]Status{Open: Filled}},
		"reopen":   {func(s *Shift) error { return s.Reopen() }, map[Status]Status{Held: Open, Filled: Open}},
		"call off": {func(s *Shift) error { return s.CallOff(after) }, map[Status]Status{Open: Withdrawn, Held: Withdrawn, Filled: Cancelled, AwaitingApproval: Withdrawn}},
		"lapse":    {func(s *Shift) error { return s.Lapse() }, map[Status]Status{Open: Lapsed}},
		"approve":  {func(s *Shift) error { return s.Approve("matron", after) }, map[Status]Status{AwaitingApproval: Open}},
		"decline":  {func(s *Shift) error { return s.Decline("other", after) }, map[Status]Status{AwaitingApproval: Declined}},
		"override": {func(s *Shift) error { return s.GrantOverride(id.New(), "patient_safety", after) }, map[Status]Status{Open: Open}},
	}
	for name, step := range steps {
		for _, from := range []Status{Open, Held, Filled, Started, Worked, Withdrawn, Cancelled, Lapsed, AwaitingApproval, Declined} {
			t.Run(name+" from "+string(from), func(t *testing.T) {
				t.Parallel()
				s := in(t, from)
				before := s.State()
				err := step.do(s)
				to, allowed := step.to[from]
				if (err == nil) != allowed {
					t.Fatalf("%v", err)
				}
				st := s.State()
				if err != nil {
					var refusal *Refusal
					if !errors.As(err, &refusal) || st.Version != before.Version || st.Status != from {
						t.Errorf("refused with %v, and is %s at version %d", err, st.Status, st.Version)
					}
					return
				}
				told := int64(len(s.Events()))
				if st.Status != to || st.Version != before.Version+told || (told == 0) != (name == "hold") {
					t.Errorf("is %s at version %d after %v", st.Status, st.Version, s.Events())
				}
				if filled := st.Status == Filled; filled != (st.FilledBy != "") || filled != (st.FilledAt != nil) {
					t.Errorf("filled by %q at %v while %s", st.FilledBy, st.FilledAt, st.Status)
				}
			})
		}
	}
}

func TestAgenciesWaitForTheBank(t *testing.T) {
	t.Parallel()
	s := posted(t)
	closes := s.State().BankClosesAt
	early := AgencyFill{Agency: "Agency", RatePence: 4000, Executive: true,
		OffFramework: &OffFramework{ID: id.New(), Why: "patient_safety", Statement: "One nurse for 28 patients overnight.", By: "executive"}}
	var refusal *Refusal
	if err := s.FillFromAgency(early, closes.Add(-time.Microsecond)); !errors.As(err, &refusal) || refusal.Code != CodeBankHasTime {
		t.Errorf("a moment too early: %v", err)
	}
	if err := posted(t).FillFromAgency(early, closes); err != nil {
		t.Errorf("at the moment itself: %v", err)
	}
	if err := s.GrantOverride(id.New(), "because", now); err == nil {
		t.Error("an override without a known reason")
	}
	s = posted(t)
	if err := s.GrantOverride(id.New(), "patient_safety", now); err != nil {
		t.Fatal(err)
	}
	if err := s.GrantOverride(id.New(), "patient_safety", now); err == nil {
		t.Error("a second override")
	}
	if err := s.FillFromAgency(early, now); err != nil || s.State().FilledBy != OffFrameworkAgency {
		t.Errorf("under an override: %v, %s", err, s.State().FilledBy)
	}
	for _, bad := range []AgencyFill{{Framework: true, RatePence: 1}, {Framework: true, Agency: "x\n", RatePence: 1}, {Framework: true, Agency: "A"}, {Framework: true, Agency: "A", RatePence: MaxRatePence + 1}} {
		var invalid *Invalid
		if err := posted(t).FillFromAgency(bad, closes); !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestAShiftIsTakenBeforeItStartsOnly(t *testing.T) {
	t.Parallel()
	s := posted(t)
	if err := s.Hold(s.State().StartsAt); err == nil {
		t.Error("held at its start")
	}
	if err := s.Hold(s.State().StartsAt.Add(-time.Microsecond)); err != nil {
		t.Error(err)
	}
}

func TestALapsedShiftEndedWhenItShouldHaveStarted(t *testing.T) {
	t.Parallel()
	s := in(t, Lapsed).State()
	if s.EndedAt == nil || !s.EndedAt.Equal(s.StartsAt) {
		t.Errorf("ended %v", s.EndedAt)
	}
}

func TestReopeningKeepsWhenItWasFirstFilled(t *testing.T) {
	t.Parallel()
	s := in(t, Filled)
	if err := s.Reopen(); err != nil {
		t.Fatal(err)
	}
	if st := s.State(); st.FirstFilledAt == nil || st.Reopened != 1 || st.BookingID != id.Nil || st.HomeEmployer != "" {
		t.Errorf("%+v", st)
	}
}
