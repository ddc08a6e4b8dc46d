package release

import (
	"testing"
	"time"
)

func TestWhoIsAdmittedWhen(t *testing.T) {
	t.Parallel()
	all := For{PostedAt: posted, StartsAt: posted.Add(42 * 24 * time.Hour), Band: "5", Preferred: true, Fallback: true}
	plain := all
	plain.Preferred, plain.Fallback = false, false
	atPosting := Plan(Default(), all, National).OpenAtPosting(posted)
	dayAfter := posted.Add(24 * time.Hour)
	nextDay := atPosting.With(atPosting.Find(OwnBank, 0), Opened, dayAfter)
	nextDay = nextDay.With(nextDay.Find(CollaborativeBank, 0), Opened, dayAfter)
	fallback := nextDay.With(nextDay.Find(OwnFallbackGrade, 0), Opened, posted.Add(21*24*time.Hour))
	ownOnly := Plan(Ladder{BankShare: 25, Steps: []Step{{Kind: OwnBank, Trigger: Trigger{On: AtPosting}}}}, plain, National).OpenAtPosting(posted)
	for name, c := range map[string]struct {
		s    State
		a    Audience
		code string
		from time.Duration
	}{
		"before there were ladders: the own bank":           {State{}, Audience{Own: true}, "", 0},
		"before there were ladders: the collaborative bank": {State{}, Audience{}, "", 0},
		"no preferred person: own bank at posting":          {Plan(Default(), plain, National).OpenAtPosting(posted), Audience{Own: true}, "", 0},
		"no preferred person: others at posting":            {Plan(Default(), plain, National).OpenAtPosting(posted), Audience{}, "", 0},
		"the preferred person at posting":                   {atPosting, Audience{Own: true, Preferred: true}, "", 0},
		"a preferred person of another employer":            {atPosting, Audience{Preferred: true}, "", 0},
		"the own bank in the preferred person's window":     {atPosting, Audience{Own: true}, CodeNotReleased, 24 * time.Hour},
		"others in the preferred person's window":           {atPosting, Audience{}, CodeNotReleased, 24 * time.Hour},
		"the own bank after the window":                     {nextDay, Audience{Own: true}, "", 0},
		"the preferred person after the window, still":      {nextDay, Audience{Own: true, Preferred: true}, "", 0},
		"the fallback band before its step":                 {nextDay, Audience{Own: true, Fallback: true}, CodeFallbackNotOpen, 21 * 24 * time.Hour},
		"the fallback band once it is open":                 {fallback, Audience{Own: true, Fallback: true}, "", 0},
		"another employer's fallback band, never":           {fallback, Audience{Fallback: true}, CodeFallbackNotOpen, 0},
		"a fallback band where none is named":               {ownOnly, Audience{Own: true, Fallback: true}, CodeFallbackNotOpen, 0},
		"others on a ladder for the own bank alone":         {ownOnly, Audience{}, CodeNotReleased, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Admits(c.s, c.a)
			switch {
			case c.code == "" && got != nil:
				t.Errorf("refused: %+v", got)
			case c.code != "" && (got == nil || got.Code != c.code || got.Message == "" || got.Fix == ""):
				t.Errorf("%+v, want %s", got, c.code)
			case c.code != "" && (got.From != nil) != (c.from > 0):
				t.Errorf("from %v", got.From)
			case c.from > 0 && !got.From.Equal(posted.Add(c.from)):
				t.Errorf("from %v after posting, want %v", got.From.Sub(posted), c.from)
			}
		})
	}
}

func TestStepsAreTakenInTheOrderInWhichTheyFallDue(t *testing.T) {
	t.Parallel()
	f := For{PostedAt: posted, StartsAt: posted.Add(42 * 24 * time.Hour), Band: "5"}
	s := Plan(patchwork(), f, National).OpenAtPosting(posted)
	var order []string
	for now := posted; now.Before(f.StartsAt); now = now.Add(time.Hour) {
		for i := s.Due(now); i >= 0; i = s.Due(now) {
			r := s.Steps[i]
			p := Opened
			if r.Approver != "" {
				p = Asked
			}
			s = s.With(i, p, now)
			order = append(order, string(r.Kind))
			if s.Due(now) < 0 && s.NextAt() != nil && !s.NextAt().After(now) {
				t.Fatal("something is due that is not due")
			}
		}
	}
	want := []string{"collaborative_bank", "framework_agency", "framework_agency", "framework_agency", "bank_break_glass", "off_framework_agency"}
	if len(order) != len(want) || s.NextAt() != nil || s.Next() != -1 {
		t.Fatalf("%v", order)
	}
	for i := range want {
		if order[i] != want[i] {
			t.Fatalf("%v, want %v", order, want)
		}
	}
	if last := s.Last(); last.Kind != FrameworkAgency || last.Tier != 3 {
		t.Errorf("the last step that opened is %+v", last)
	}
	if n := len(s.Opened()); n != 5 {
		t.Errorf("%d steps have opened", n)
	}
}
