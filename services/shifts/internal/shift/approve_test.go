package shift

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

func submitted(t *testing.T) *Shift {
	t.Helper()
	p := valid()
	p.Approval, p.By = "Your employer approves every shift.", "poster"
	made, err := Post(p, id.New, now)
	if err != nil {
		t.Fatal(err)
	}
	if st := made[0].State(); st.Status != AwaitingApproval || st.Version != 1 || made[0].Events()[0] != EventSubmitted || st.Approval.SubmittedBy != "poster" {
		t.Fatalf("submitted as %+v, told %v", st, made[0].Events())
	}
	return Rehydrate(made[0].State())
}

func TestAnApprovedShiftIsPostedThenAndTheBanksHaveTheirTimeFromThen(t *testing.T) {
	t.Parallel()
	s := submitted(t)
	asked := s.State().BankClosesAt
	later := now.Add(24 * time.Hour)
	if err := s.Approve("matron", later); err != nil {
		t.Fatal(err)
	}
	st := s.State()
	if st.Status != Open || !st.PostedAt.Equal(later) || !st.BankClosesAt.After(asked) || !st.BankClosesAt.Equal(later.Add(6*time.Hour)) {
		t.Errorf("%s, posted at %s, the banks have it until %s", st.Status, st.PostedAt, st.BankClosesAt)
	}
	if st.Approval.ApprovedBy != "matron" || !st.Approval.SubmittedAt.Equal(now) || len(s.Events()) != 1 || s.Events()[0] != EventPosted {
		t.Errorf("%+v, told %v", st.Approval, s.Events())
	}
}

func TestWhoCannotApproveAndWhen(t *testing.T) {
	t.Parallel()
	starts := valid().StartsAt
	for name, c := range map[string]struct {
		do   func(*Shift) error
		code string
	}{
		"the person who posted it":  {func(s *Shift) error { return s.Approve("poster", now) }, "own_shift"},
		"at its start":              {func(s *Shift) error { return s.Approve("matron", starts) }, "shift_started"},
		"a moment before its start": {func(s *Shift) error { return s.Approve("matron", starts.Add(-time.Microsecond)) }, ""},
		"declined with a reason":    {func(s *Shift) error { return s.Decline("no_budget", now) }, ""},
		"declined after the start":  {func(s *Shift) error { return s.Decline("no_budget", starts.Add(time.Hour)) }, ""},
		"taken by a worker":         {func(s *Shift) error { return s.Hold(now) }, "shift_not_open"},
		"filled by an agency": {func(s *Shift) error {
			return s.FillFromAgency(AgencyFill{Framework: true, Agency: "Agency", RatePence: 1}, starts)
		}, "shift_ended"},
		"lapsed":                             {func(s *Shift) error { return s.Lapse() }, "shift_not_open"},
		"called off by the ward":             {func(s *Shift) error { return s.CallOff(now) }, ""},
		"declined by the system at its time": {func(s *Shift) error { return s.DeclineUnapproved() }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := submitted(t)
			err := c.do(s)
			var refusal *Refusal
			if c.code == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if !errors.As(err, &refusal) || refusal.Code != c.code || s.State().Version != 1 {
				t.Errorf("%v", err)
			}
		})
	}
	var invalid *Invalid
	if err := submitted(t).Decline("I do not like it", now); !errors.As(err, &invalid) {
		t.Errorf("a reason that is a sentence: %v", err)
	}
}

func TestADeclinedShiftStaysDeclinedAndSaysWhy(t *testing.T) {
	t.Parallel()
	s := submitted(t)
	if err := s.DeclineUnapproved(); err != nil {
		t.Fatal(err)
	}
	st := s.State()
	if st.Status != Declined || st.Approval.Declined != StartPassed || !st.EndedAt.Equal(st.StartsAt) || st.NoticeBand != "" {
		t.Errorf("%+v", st)
	}
	for name, err := range map[string]error{
		"approve": s.Approve("matron", now), "decline": s.Decline("other", now), "call off": s.CallOff(now), "again": s.DeclineUnapproved(), "hold": s.Hold(now),
	} {
		var refusal *Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAShiftThatHasStartedCannotAskForApproval(t *testing.T) {
	t.Parallel()
	p := valid()
	p.Approval, p.By, p.StartsAt, p.EndsAt = "x", "poster", now.Add(-time.Minute), now.Add(8*time.Hour)
	var refusal *Refusal
	if _, err := Post(p, id.New, now); !errors.As(err, &refusal) || refusal.Code != "approval_too_late" {
		t.Errorf("%v", err)
	}
}
