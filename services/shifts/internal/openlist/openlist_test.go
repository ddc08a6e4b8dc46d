package openlist

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

var now = time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)

// chance makes shifts, workers and agreements of few words, so that many of them nearly fit.
type chance struct{ *rand.Rand }

func (c chance) one(of ...string) string { return of[c.IntN(len(of))] }

func (c chance) until() *time.Time {
	if c.IntN(3) > 0 {
		return nil
	}
	t := now.Add(time.Duration(c.IntN(240)-48) * time.Hour)
	return &t
}

func (c chance) competencies(n int) []shift.Competency {
	var out []shift.Competency
	for range c.IntN(n + 1) {
		out = append(out, shift.Competency{Framework: c.one("cstf", "clinical"), Code: c.one("FIRE", "IV", "BLS"), Level: 1 + c.IntN(3)})
	}
	return out
}

func (c chance) shift() shift.State {
	starts := now.Add(time.Duration(c.IntN(96)-4) * time.Hour)
	s := shift.State{
		ID: id.New(), Employer: c.one("RVV", "RPA", "RWF"), StaffGroup: c.one("nursing_midwifery", "clinical_support"), Role: c.one("nurse", "hcsw"),
		Band: c.one("2", "3", "5", "6", "medical"), StartsAt: starts, EndsAt: starts.Add(8 * time.Hour), Status: shift.Open, Version: 1,
		Requirements: shift.Requirements{EPP: c.IntN(6) == 0, RegistrationBody: c.one("", "", "NMC", "HCPC"), Competencies: c.competencies(2)},
	}
	s.Site = s.Employer + c.one("01", "02")
	if s.Band != "medical" && c.IntN(4) == 0 { // as postings may have it
		s.FallbackBand = c.one("2", "3")
	}
	if c.IntN(2) == 0 {
		s.Requirements.DBSLevel = c.one(shift.DBSLevels...)
		s.Requirements.DBSWorkforce = c.one("", "adult", "child", "both")
	}
	return s
}

func (c chance) worker() eligibility.Worker {
	w := eligibility.Worker{ID: id.New(), HomeEmployer: c.one("RVV", "RPA", "RWF"), Status: c.one("active", "active", "active", "active", "suspended", "left")}
	for range 1 + c.IntN(2) {
		w.Engagements = append(w.Engagements, eligibility.Engagement{
			Employer: c.one(w.HomeEmployer, w.HomeEmployer, "RPA"), StaffGroup: c.one("nursing_midwifery", "clinical_support"), Role: c.one("nurse", "hcsw"),
			Band: c.one("3", "5", "6", "8a", "medical"), From: now.AddDate(-1, 0, 0), Until: c.until()})
	}
	for _, kind := range []string{"identity", "right_to_work", "references", "dbs", "occupational_health"} {
		if c.IntN(12) == 0 {
			continue
		}
		k := eligibility.Check{Type: kind, Outcome: c.one("satisfied", "satisfied", "satisfied", "satisfied", "withdrawn"), ValidUntil: c.until()}
		if kind == "dbs" {
			k.Level, k.Workforce = c.one(shift.DBSLevels...), c.one(shift.DBSWorkforces...)
		}
		if kind == "occupational_health" {
			k.EPPClearedUntil = c.until()
		}
		w.Checks = append(w.Checks, k)
	}
	for _, k := range c.competencies(6) {
		achieved := now.AddDate(0, -c.IntN(14), 0)
		w.Competencies = append(w.Competencies, eligibility.Competency{Framework: k.Framework, Code: k.Code, Level: k.Level, ValidUntil: c.until(), AchievedOn: &achieved, Provisional: c.IntN(8) == 0})
	}
	for range c.IntN(3) {
		w.Registrations = append(w.Registrations, eligibility.Registration{Body: c.one("NMC", "HCPC"), Effect: c.one("allow", "flag", "approval", "block"), ValidUntil: c.until()})
	}
	w.NoNights, w.WardAgrees = c.IntN(6) == 0, c.IntN(6) == 0
	if c.IntN(2) == 0 {
		w.Disclosures = []eligibility.Disclosure{}
		for _, host := range []string{"RVV", "RPA", "RWF"} {
			if c.IntN(3) > 0 {
				w.Disclosures = append(w.Disclosures, eligibility.Disclosure{Host: host, From: now.AddDate(0, -1, 0), Until: c.until()})
			}
		}
	}
	return w
}

// evidence is what some hosts ask.
func (c chance) evidence() map[string]eligibility.Evidence {
	out := map[string]eligibility.Evidence{}
	for _, host := range []string{"RVV", "RPA"} {
		e := eligibility.DefaultEvidence()
		e.GraceDays = c.IntN(3) * eligibility.MostGrace / 2
		e.Periods = []eligibility.Period{{Framework: "cstf", Code: c.one("FIRE", "IV", "BLS"), Level: 1 + c.IntN(2), Months: 6 + c.IntN(8)}}
		out[host] = e
	}
	return out
}

func (c chance) agreement() eligibility.Agreement {
	signed := now.AddDate(-1, 0, 0)
	a := eligibility.Agreement{ID: id.New(), Status: c.one("in_force", "in_force", "ended", "offered"), From: signed, Until: c.until()}
	for _, e := range []string{"RVV", "RPA", "RWF"} {
		if c.IntN(3) > 0 {
			a.Parties = append(a.Parties, eligibility.Party{Employer: e, SignedAt: &signed, ExitsAt: c.until()})
		}
	}
	if c.IntN(2) == 0 {
		a.OneWay, a.Lenders, a.Borrowers = true, []string{c.one("RVV", "RPA"), "RWF"}, []string{c.one("RPA", "RVV")}
	}
	if c.IntN(2) == 0 {
		a.StaffGroups = []string{c.one("nursing_midwifery", "clinical_support")}
	}
	if c.IntN(3) == 0 {
		a.Sites = []string{"RVV01", "RPA02"}
	}
	if c.IntN(4) == 0 {
		a.Bands = []string{"2", "5", "6"}
	}
	return a
}

func put(l *List, s shift.State) { l.UpdateShifts([]id.ID{s.ID}, []shift.State{s}) }

// The one promise of the list: whatever the exact judge does not refuse is on it, in both directions.
func TestNothingThatTheJudgeAllowsIsMissing(t *testing.T) {
	t.Parallel()
	found, listed := 0, 0
	for seed := range uint64(30) {
		c := chance{rand.New(rand.NewPCG(seed, 7))}
		l := New()
		var shifts []shift.State
		var workers []eligibility.Worker
		var agreements []eligibility.Agreement
		for range c.IntN(4) {
			a := c.agreement()
			agreements = append(agreements, a)
			l.PutAgreement(a, 1)
		}
		// In turn, so that words come up before and after the workers who hold them.
		for range 60 {
			w, s := c.worker(), c.shift()
			workers, shifts = append(workers, w), append(shifts, s)
			l.PutWorker(w, 1, 0)
			put(l, s)
		}
		asked := map[id.ID][]Candidate{}
		for _, s := range shifts {
			asked[s.ID] = l.Workers(s)
		}
		flat := l.Flatten()
		facts := eligibility.Facts{Agreements: agreements, Evidence: c.evidence(), Now: now}
		for _, w := range workers {
			open := l.Open(w, agreements, now)
			if plain := flat.Open(w, agreements, now); len(plain) != len(open) || slices.ContainsFunc(plain, func(e *Entry) bool { return !slices.Contains(open, e) }) {
				t.Fatalf("seed %d: %d shifts in buckets, %d by looking at all", seed, len(open), len(plain))
			}
			listed += len(open)
			for _, s := range shifts {
				d := eligibility.Judge(w, s, facts)
				if d.Outcome == eligibility.Ineligible || !s.StartsAt.After(now) {
					continue
				}
				found++
				if !slices.ContainsFunc(open, func(e *Entry) bool { return e.Shift.ID == s.ID }) {
					t.Fatalf("seed %d: the worker %+v is not offered %+v", seed, w, s)
				}
				if !slices.Contains(asked[s.ID], Candidate{WorkerID: w.ID, Home: w.HomeEmployer}) {
					t.Fatalf("seed %d: for the shift %+v nobody asks %+v", seed, s, w)
				}
			}
		}
	}
	if found < 80 || listed > 4*found {
		t.Errorf("%d pairs fit and %d were listed: the worlds prove too little or the masks keep too little out", found, listed)
	}
}

func TestWhatTheMasksKeepOutIsNotListed(t *testing.T) {
	t.Parallel()
	fits := func() (eligibility.Worker, shift.State) {
		w := eligibility.Worker{ID: id.New(), HomeEmployer: "RVV", Status: "active",
			Engagements:   []eligibility.Engagement{{Employer: "RVV", StaffGroup: "nursing_midwifery", Role: "nurse", Band: "6"}},
			Competencies:  []eligibility.Competency{{Framework: "cstf", Code: "FIRE", Level: 2}},
			Registrations: []eligibility.Registration{{Body: "NMC", Effect: "allow"}},
			Checks: []eligibility.Check{{Type: "identity", Outcome: "satisfied"}, {Type: "right_to_work", Outcome: "satisfied"}, {Type: "references", Outcome: "satisfied"},
				{Type: "occupational_health", Outcome: "satisfied"}, {Type: "dbs", Outcome: "satisfied", Level: "enhanced", Workforce: "adult"}}}
		s := shift.State{ID: id.New(), Employer: "RVV", StaffGroup: "nursing_midwifery", Role: "nurse", Band: "5", StartsAt: now.Add(time.Hour), EndsAt: now.Add(9 * time.Hour),
			Status: shift.Open, Version: 1, Requirements: shift.Requirements{RegistrationBody: "NMC", DBSLevel: "standard", DBSWorkforce: "adult",
				Competencies: []shift.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}}}}
		return w, s
	}
	ended := now.AddDate(0, 0, -eligibility.MostGrace).Add(-time.Hour)
	for name, c := range map[string]struct {
		change func(*eligibility.Worker, *shift.State)
		// open and asked are whether the worker sees the shift and is thought of for it.
		open, asked bool
	}{
		"who fits sees it":                    {func(*eligibility.Worker, *shift.State) {}, true, true},
		"another role":                        {func(_ *eligibility.Worker, s *shift.State) { s.Role = "midwife" }, false, false},
		"another staff group":                 {func(_ *eligibility.Worker, s *shift.State) { s.StaffGroup = "clinical_support" }, false, false},
		"an employer without an agreement":    {func(_ *eligibility.Worker, s *shift.State) { s.Employer = "RWF" }, false, false},
		"a higher band":                       {func(_ *eligibility.Worker, s *shift.State) { s.Band = "7" }, false, false},
		"a medical grade":                     {func(_ *eligibility.Worker, s *shift.State) { s.Band = "medical" }, false, false},
		"a higher level of a competence":      {func(_ *eligibility.Worker, s *shift.State) { s.Requirements.Competencies[0].Level = 3 }, false, false},
		"a competence nobody has":             {func(_ *eligibility.Worker, s *shift.State) { s.Requirements.Competencies[0].Code = "FLIGHT" }, false, false},
		"a competence that no grace can save": {func(w *eligibility.Worker, _ *shift.State) { w.Competencies[0].ValidUntil = &ended }, false, true},
		"another register":                    {func(_ *eligibility.Worker, s *shift.State) { s.Requirements.RegistrationBody = "HCPC" }, false, false},
		"a registration that blocks":          {func(w *eligibility.Worker, _ *shift.State) { w.Registrations[0].Effect = "block" }, false, false},
		"a registration with conditions":      {func(w *eligibility.Worker, _ *shift.State) { w.Registrations[0].Effect = "approval" }, true, true},
		"a DBS check for another workforce":   {func(_ *eligibility.Worker, s *shift.State) { s.Requirements.DBSWorkforce = "child" }, false, false},
		"a DBS check of a higher level":       {func(_ *eligibility.Worker, s *shift.State) { s.Requirements.DBSLevel = "enhanced_barred" }, false, false},
		"exposure-prone procedures":           {func(_ *eligibility.Worker, s *shift.State) { s.Requirements.EPP = true }, false, false},
		"references that were withdrawn":      {func(w *eligibility.Worker, _ *shift.State) { w.Checks[2].Outcome = "withdrawn" }, false, false},
		"a host that may not see the passport": {func(w *eligibility.Worker, _ *shift.State) {
			w.HomeEmployer, w.Disclosures = "RPA", []eligibility.Disclosure{}
		}, false, false},
		"restrictions that the ward keeps to": {func(w *eligibility.Worker, _ *shift.State) { w.WardAgrees = true }, true, true},
		"no nights, and a day":                {func(w *eligibility.Worker, _ *shift.State) { w.NoNights = true }, true, true},
		"no nights, and a night": {func(w *eligibility.Worker, s *shift.State) {
			w.NoNights = true
			s.StartsAt, s.EndsAt = now.Add(11*time.Hour), now.Add(22*time.Hour)
		}, false, false},
		"a suspended passport":                   {func(w *eligibility.Worker, _ *shift.State) { w.Status = "suspended" }, false, false},
		"a worker of no employer":                {func(w *eligibility.Worker, _ *shift.State) { w.HomeEmployer = "" }, false, false},
		"a shift that has begun":                 {func(_ *eligibility.Worker, s *shift.State) { s.StartsAt = now }, false, true},
		"a shift that is held is open to others": {func(_ *eligibility.Worker, s *shift.State) { s.Status = shift.Held }, true, true},
		"a shift that is filled":                 {func(_ *eligibility.Worker, s *shift.State) { s.Status = shift.Filled }, false, true},
	} {
		w, s := fits()
		c.change(&w, &s)
		l := New()
		put(l, s)
		l.PutWorker(w, 1, 0)
		if got := len(l.Open(w, nil, now)) == 1; got != c.open {
			t.Errorf("%s: the worker sees it: %t, want %t", name, got, c.open)
		}
		if got := len(l.Workers(s)) == 1; got != c.asked {
			t.Errorf("%s: the worker is thought of: %t, want %t", name, got, c.asked)
		}
	}
}

func TestALookAtShiftsReplacesWhatWasThere(t *testing.T) {
	t.Parallel()
	l := New()
	c := chance{rand.New(rand.NewPCG(1, 1))}
	kept, closed := c.shift(), c.shift()
	put(l, kept)
	put(l, closed)
	kept.Version = 2
	l.UpdateShifts([]id.ID{kept.ID, closed.ID}, []shift.State{kept})
	if all := l.All(time.Time{}); len(all) != 1 || all[0].Shift.ID != kept.ID || all[0].Shift.Version != 2 {
		t.Errorf("%d shifts are kept", len(all))
	}
	l.ReplaceShifts([]shift.State{closed})
	if all := l.All(time.Time{}); len(all) != 1 || all[0].Shift.ID != closed.ID {
		t.Errorf("after a gap %d shifts are kept", len(all))
	}
}

func TestTheNewestPassportStands(t *testing.T) {
	t.Parallel()
	l := New()
	c := chance{rand.New(rand.NewPCG(1, 1))}
	w := c.worker()
	w.Status, w.Engagements[0].Employer, w.Engagements[0].Until = "active", w.HomeEmployer, nil
	l.PutWorker(w, 2, 1)
	l.PutWorker(eligibility.Worker{ID: w.ID, HomeEmployer: w.HomeEmployer}, 2, 0)
	if n := len(l.workers.at[w.ID].rows); n == 0 {
		t.Error("an enrolment took the place of the passport of the same version")
	}
	l.PutWorker(eligibility.Worker{ID: w.ID, HomeEmployer: w.HomeEmployer, Status: "left"}, 3, 1)
	if n := len(l.workers.at[w.ID].rows); n != 0 {
		t.Errorf("one who left lies in %d buckets", n)
	}
}

// Shifts and workers come and go; what is left must be what was put last.
func TestRowsThatMoveAreFoundAgain(t *testing.T) {
	t.Parallel()
	c := chance{rand.New(rand.NewPCG(3, 3))}
	l := New()
	shifts, workers := map[id.ID]shift.State{}, map[id.ID]eligibility.Worker{}
	for step := int64(1); step < 4000; step++ {
		s, w := c.shift(), c.worker()
		for k := range shifts { // any one of them
			if c.IntN(2) == 0 {
				s.ID = k
			}
			break
		}
		for k := range workers {
			if c.IntN(2) == 0 {
				w.ID = k
			}
			break
		}
		s.Version = step
		if c.IntN(3) == 0 {
			delete(shifts, s.ID)
			l.UpdateShifts([]id.ID{s.ID}, nil)
		} else {
			shifts[s.ID] = s
			put(l, s)
		}
		workers[w.ID] = w
		l.PutWorker(w, step, 0)
	}
	if n := l.Size(); n.Shifts != len(shifts) || n.Workers != len(workers) {
		t.Fatalf("%+v, want %d shifts and %d workers", n, len(shifts), len(workers))
	}
	for _, e := range l.All(time.Time{}) {
		if want := shifts[e.Shift.ID]; want.Version != e.Shift.Version || want.Role != e.Shift.Role {
			t.Errorf("%s is kept at %d", e.Shift.ID, e.Shift.Version)
		}
	}
	for p, crowd := range l.workers.buckets {
		for i, w := range crowd.ids {
			if !slices.Contains(l.workers.at[w].rows, row{crowd, i}) || workers[w].HomeEmployer != p.employer {
				t.Fatalf("row %d of %v does not lead back to %s", i, p, w)
			}
		}
	}
}

// The 257th word has no bit: who lacks it is listed, and the exact judge says no.
func TestMoreWordsThanBitsListTooMuchNeverTooLittle(t *testing.T) {
	t.Parallel()
	l := New()
	c := chance{rand.New(rand.NewPCG(5, 5))}
	w := c.worker()
	w.Status, w.Engagements = "active", []eligibility.Engagement{{Employer: w.HomeEmployer, StaffGroup: "nursing_midwifery", Role: "nurse", Band: "5"}}
	w.Checks, w.Competencies = nil, nil
	for _, kind := range alwaysNeeded {
		w.Checks = append(w.Checks, eligibility.Check{Type: kind, Outcome: "satisfied"})
	}
	var last shift.State
	for i := range 300 {
		s := shift.State{ID: id.New(), Employer: w.HomeEmployer, StaffGroup: "nursing_midwifery", Role: "nurse", Band: "5", StartsAt: now.Add(time.Hour), EndsAt: now.Add(2 * time.Hour),
			Status: shift.Open, Version: 1, Requirements: shift.Requirements{Competencies: []shift.Competency{{Framework: "cstf", Code: fmt.Sprint("C", i), Level: 1}}}}
		put(l, s)
		last = s
	}
	if n := l.Size().Words; n != bits {
		t.Errorf("%d words", n)
	}
	l.PutWorker(w, 1, 0)
	open := l.Open(w, nil, now)
	if len(open) == 0 || len(open) == 300 {
		t.Errorf("%d of 300 shifts are listed", len(open))
	}
	if got := l.Workers(last); len(got) != 1 {
		t.Errorf("%d workers for what no mask can tell apart", len(got))
	}
	if eligibility.Judge(w, last, eligibility.Facts{Agreements: nil}).Outcome != eligibility.Ineligible {
		t.Error("the judge allowed it")
	}
}
