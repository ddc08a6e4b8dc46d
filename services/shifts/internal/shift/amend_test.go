package shift

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/release"
)

func ptr[T any](v T) *T { return &v }

func TestWhatMayChangeAboutAShiftAndWhen(t *testing.T) {
	t.Parallel()
	starts, ends := valid().StartsAt, valid().EndsAt
	earlier := starts.Add(-time.Hour)
	for name, c := range map[string]struct {
		status Status
		a      Amendment
		now    time.Time
		code   string // of the refusal, or the field that is invalid; empty is yes
		told   Event
	}{
		"an open shift starts earlier":              {Open, Amendment{StartsAt: &earlier}, now, "", EventAmended},
		"an open shift pays more":                   {Open, Amendment{RatePence: ptr(int64(2000))}, now, "", EventAmended},
		"an open shift pays less":                   {Open, Amendment{RatePence: ptr(int64(1500))}, now, "", EventAmended},
		"an open shift asks for more":               {Open, Amendment{Requirements: &Requirements{RegistrationBody: "NMC"}}, now, "", EventAmended},
		"an open shift of another ward":             {Open, Amendment{Ward: ptr("ward_8")}, now, "", EventAmended},
		"one that waits for approval":               {AwaitingApproval, Amendment{RatePence: ptr(int64(2000))}, now, "", EventSubmitted},
		"nothing that differs":                      {Open, Amendment{Ward: ptr("ward_7"), StartsAt: ptr(starts.In(time.FixedZone("", 3600)))}, now, "", ""},
		"nothing that differs about one over":       {Withdrawn, Amendment{Ward: ptr("ward_7")}, now, "", ""},
		"a ward that is a sentence":                 {Open, Amendment{Ward: ptr("ward eight")}, now, "ward", ""},
		"a break as long as the shift":              {Open, Amendment{BreakMinutes: ptr(720)}, now, "break_minutes", ""},
		"an end before the start":                   {Open, Amendment{EndsAt: &earlier}, now, "ends_at", ""},
		"more than a day":                           {Open, Amendment{EndsAt: ptr(ends.Add(13 * time.Hour))}, now, "ends_at", ""},
		"a start that has passed":                   {Open, Amendment{StartsAt: ptr(now.Add(-time.Hour)), EndsAt: ptr(now.Add(time.Hour))}, now, "starts_at", ""},
		"no rate":                                   {Open, Amendment{RatePence: ptr(int64(0))}, now, "rate_pence", ""},
		"a fallback band without a step for it":     {Open, Amendment{FallbackBand: ptr("4")}, now, "no_fallback_step", ""},
		"one that has started":                      {Open, Amendment{Ward: ptr("ward_8")}, starts, "shift_started", ""},
		"a moment before it starts":                 {Open, Amendment{Ward: ptr("ward_8")}, starts.Add(-time.Microsecond), "", EventAmended},
		"one that somebody is taking":               {Held, Amendment{CostCode: ptr("C2")}, now, "shift_taken", ""},
		"the times of one that somebody has":        {Filled, Amendment{StartsAt: &earlier}, now, "shift_taken", ""},
		"the break of one that somebody has":        {Filled, Amendment{BreakMinutes: ptr(30)}, now, "shift_taken", ""},
		"the rate of one that somebody has":         {Filled, Amendment{RatePence: ptr(int64(2500))}, now, "shift_taken", ""},
		"the requirements of one that somebody has": {Filled, Amendment{Requirements: &Requirements{EPP: true}}, now, "shift_taken", ""},
		"the ward of one that somebody has":         {Filled, Amendment{Ward: ptr("ward_8")}, now, "", EventAmended},
		"the cost code of one that somebody has":    {Filled, Amendment{CostCode: ptr("C2"), Reason: ptr("sickness")}, now, "", EventAmended},
		"ward and times of one that somebody has":   {Filled, Amendment{Ward: ptr("ward_8"), StartsAt: &earlier}, now, "shift_taken", ""},
		"one that is worked":                        {Started, Amendment{CostCode: ptr("C2")}, now, "shift_ended", ""},
		"one that was called off":                   {Withdrawn, Amendment{CostCode: ptr("C2")}, now, "shift_ended", ""},
		"one that was declined":                     {Declined, Amendment{CostCode: ptr("C2")}, now, "shift_ended", ""},
		"one that lapsed":                           {Lapsed, Amendment{CostCode: ptr("C2")}, now, "shift_ended", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := in(t, c.status)
			before := s.State()
			err := s.Amend(c.a, "sister", c.now)
			var refusal *Refusal
			var invalid *Invalid
			switch {
			case errors.As(err, &refusal):
				if refusal.Code != c.code {
					t.Error(err)
				}
			case errors.As(err, &invalid):
				if !slices.ContainsFunc(invalid.Problems, func(p Problem) bool { return p.Field == c.code }) {
					t.Error(err)
				}
			case c.code != "":
				t.Error("allowed")
			}
			after := s.State()
			if changed := after.Version - before.Version; (c.told != "") != (changed == 1) || (c.told == "") != (len(before.Changed(after)) == 0) {
				t.Errorf("%d versions, changed %v", changed, before.Changed(after))
			}
			if c.told != "" && (s.Events()[0] != c.told || !s.Amended() || after.Status != before.Status) {
				t.Errorf("told %v, is %s", s.Events(), after.Status)
			}
		})
	}
}

func TestWhoeverAmendsAShiftThatWaitsCannotApproveIt(t *testing.T) {
	t.Parallel()
	s := submitted(t)
	if err := s.Amend(Amendment{RatePence: ptr(int64(3000))}, "sister", now); err != nil {
		t.Fatal(err)
	}
	var refusal *Refusal
	if err := s.Approve("sister", now); !errors.As(err, &refusal) || refusal.Code != "own_shift" {
		t.Errorf("%v", err)
	}
}

func TestTheLadderMovesWithTheStart(t *testing.T) {
	t.Parallel()
	s := posted(t)
	before := s.State()
	lead := before.StartsAt.Sub(before.PostedAt)
	if err := s.Amend(Amendment{StartsAt: ptr(before.PostedAt.Add(2 * lead)), EndsAt: ptr(before.EndsAt.Add(lead))}, "sister", now); err != nil {
		t.Fatal(err)
	}
	after := s.State()
	if want := before.PostedAt.Add(2 * before.BankClosesAt.Sub(before.PostedAt)); !after.BankClosesAt.Equal(want) {
		t.Errorf("the banks have it until %s, want %s", after.BankClosesAt, want)
	}
	if i := after.Release.Find(release.FrameworkAgency, 1); i >= 0 && !after.Release.Steps[i].OpensAt.Equal(after.BankClosesAt) {
		t.Errorf("agencies open at %s", after.Release.Steps[i].OpensAt)
	}
	if opened := after.Release.Opened(); len(opened) == 0 || !opened[0].At.Equal(now) {
		t.Errorf("the own bank opened %v", opened)
	}
}
