package dryrun_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/dryrun"
)

var start = time.Date(2026, 10, 24, 19, 30, 0, 0, time.UTC) // a night on which the clocks go back

func draft(change func(*agreement.Clauses)) agreement.Clauses {
	t, _ := agreement.TemplateFor("home_pays")
	c := t.Clauses
	c.Parties = agreement.PartiesOf("RVV", "RPA", "RWF")
	if change != nil {
		change(&c)
	}
	return c
}

func nurse(home string, change func(*dryrun.Worker)) dryrun.Worker {
	w := dryrun.Worker{Home: home, Posts: []dryrun.Post{{StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5"}},
		Registrations: []dryrun.Registration{{Body: "NMC"}}}
	for _, c := range []string{"right_to_work", "identity", "references", "occupational_health"} {
		w.Checks = append(w.Checks, dryrun.Check{Type: c})
	}
	w.Checks = append(w.Checks, dryrun.Check{Type: "dbs", Level: "enhanced", Workforce: "adult"})
	if change != nil {
		change(&w)
	}
	return w
}

func nurses(n int, home string, change func(*dryrun.Worker)) (out []dryrun.Worker) {
	for range n {
		out = append(out, nurse(home, change))
	}
	return out
}

var adults = &dryrun.Needs{Registration: "NMC", DBSLevel: "enhanced", DBSWorkforce: "adult"}

func night(host string, change func(*dryrun.Shift)) dryrun.Shift {
	x := dryrun.Shift{Outcome: dryrun.Unfilled, Host: host, Site: host + "01", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: start, EndsAt: start.Add(13 * time.Hour), Minutes: 750, RatePence: 1845, Needs: adults}
	if change != nil {
		change(&x)
	}
	return x
}

func cost(x *dryrun.Shift) int64 { return x.RatePence * int64(x.Minutes) / 60 }

// standing is an agreement of the same clauses, of RPA and RVV.
func standing(since time.Time, change func(*dryrun.Standing)) dryrun.Standing {
	s := dryrun.Standing{Clauses: draft(nil), Since: since, Parties: agreement.PartiesOf("RPA", "RVV")}
	if change != nil {
		change(&s)
	}
	return s
}

func run(c agreement.Clauses, others []dryrun.Standing, workers []dryrun.Worker, shift dryrun.Shift, times int) dryrun.Result {
	r := dryrun.New(c, others, workers, dryrun.Itself, cost)
	for range times {
		r.Add([]dryrun.Shift{shift})
	}
	return r.Result()
}

func TestWhatADraftWouldHaveOpened(t *testing.T) {
	t.Parallel()
	before, after := start.Add(-24*time.Hour), start.Add(30*24*time.Hour)
	for name, c := range map[string]struct {
		draft   func(*agreement.Clauses)
		others  []dryrun.Standing
		worker  func(*dryrun.Worker)
		shift   func(*dryrun.Shift)
		opened  bool
		already bool
	}{
		"a shift that others could have taken": {opened: true},
		"another staff group":                  {shift: func(x *dryrun.Shift) { x.StaffGroup = "clinical_support" }},
		"another role":                         {shift: func(x *dryrun.Shift) { x.Role = "midwife" }},
		"a higher band":                        {shift: func(x *dryrun.Shift) { x.Band = "6" }},
		"a lower band of the same role":        {worker: func(w *dryrun.Worker) { w.Posts[0].Band = "6" }, opened: true},
		"a site that is left out":              {draft: func(c *agreement.Clauses) { c.Scope.SitesOut = []string{"RPA01"} }},
		"a site that is not among those named": {draft: func(c *agreement.Clauses) { c.Scope.SitesIn = []string{"RWF01"} }},
		"a band that is not covered":           {draft: func(c *agreement.Clauses) { c.Scope.Bands = []string{"6"} }},
		"a host that is no party":              {shift: func(x *dryrun.Shift) { x.Host = "RN7" }},
		"one way, the right one": {draft: func(c *agreement.Clauses) {
			c.Direction = agreement.Direction{Kind: agreement.OneWay, Lenders: []string{"RVV"}, Borrowers: []string{"RPA", "RWF"}}
		}, opened: true},
		"one way, the other one": {draft: func(c *agreement.Clauses) {
			c.Direction = agreement.Direction{Kind: agreement.OneWay, Lenders: []string{"RPA", "RWF"}, Borrowers: []string{"RVV"}}
		}},
		"exposure-prone work that is left out": {draft: func(c *agreement.Clauses) { c.Scope.ExcludedActivities = []string{"epp"} },
			worker: func(w *dryrun.Worker) { w.Checks[3].EPPUntil = &after },
			shift:  func(x *dryrun.Shift) { x.Needs = &dryrun.Needs{EPP: true} }},
		"exposure-prone work": {worker: func(w *dryrun.Worker) { w.Checks[3].EPPUntil = &after },
			shift: func(x *dryrun.Shift) { x.Needs = &dryrun.Needs{EPP: true} }, opened: true},
		"exposure-prone work without the clearance": {shift: func(x *dryrun.Shift) { x.Needs = &dryrun.Needs{EPP: true} }},
		"work with children that is left out": {draft: func(c *agreement.Clauses) { c.Scope.ExcludedActivities = []string{"children"} },
			worker: func(w *dryrun.Worker) { w.Checks[4].Workforce = "both" },
			shift:  func(x *dryrun.Shift) { x.Needs = &dryrun.Needs{DBSLevel: "enhanced", DBSWorkforce: "child"} }},
		"a check for adults where children are":        {shift: func(x *dryrun.Shift) { x.Needs = &dryrun.Needs{DBSLevel: "enhanced", DBSWorkforce: "child"} }},
		"a check below what is asked":                  {shift: func(x *dryrun.Shift) { x.Needs = &dryrun.Needs{DBSLevel: "enhanced_barred"} }},
		"a right to work that ends during the shift":   {worker: func(w *dryrun.Worker) { u := start.Add(12 * time.Hour); w.Checks[0].Until = &u }},
		"a right to work that ends with the shift":     {worker: func(w *dryrun.Worker) { u := start.Add(13 * time.Hour); w.Checks[0].Until = &u }, opened: true},
		"references that were to be renewed, for ever": {worker: func(w *dryrun.Worker) { w.Checks[2].Until = &before }, opened: true},
		"a registration that has run out":              {worker: func(w *dryrun.Worker) { w.Registrations[0].Until = &before }},
		"a competence that nobody has": {shift: func(x *dryrun.Shift) {
			x.Needs = &dryrun.Needs{Competencies: []dryrun.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}}}
		}},
		"a competence at a higher level": {
			worker: func(w *dryrun.Worker) {
				w.Competencies = []dryrun.Competency{{Framework: "cstf", Code: "FIRE", Level: 2}}
			},
			shift: func(x *dryrun.Shift) {
				x.Needs = &dryrun.Needs{Competencies: []dryrun.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}}}
			}, opened: true},
		"workers under a hold": {worker: func(w *dryrun.Worker) { w.Barred = true }},
		"workers who are at work eleven hours before": {worker: func(w *dryrun.Worker) {
			w.Busy = []dryrun.Span{{start.Add(-20 * time.Hour), start.Add(-11 * time.Hour)}}
		}, opened: true},
		"workers who are at work a minute later": {worker: func(w *dryrun.Worker) {
			w.Busy = []dryrun.Span{{start.Add(-20 * time.Hour), start.Add(-11*time.Hour + time.Minute)}}
		}},
		"workers who start soon after":                        {worker: func(w *dryrun.Worker) { w.Busy = []dryrun.Span{{start.Add(14 * time.Hour), start.Add(20 * time.Hour)}} }},
		"what another agreement opens already":                {others: []dryrun.Standing{standing(before, nil)}, already: true},
		"what another agreement opens only later":             {others: []dryrun.Standing{standing(start.Add(time.Second), nil)}, opened: true},
		"what another agreement opened until midnight":        {others: []dryrun.Standing{standing(before, func(s *dryrun.Standing) { s.Until = ref(start.Add(5 * time.Hour)) })}, opened: true},
		"what another agreement opened until the shift ended": {others: []dryrun.Standing{standing(before, func(s *dryrun.Standing) { s.Until = ref(start.Add(13 * time.Hour)) })}, already: true},
		"what another agreement opens to a party that joined later": {others: []dryrun.Standing{standing(before, func(s *dryrun.Standing) {
			s.Clauses.Parties = agreement.PartiesOf("RPA", "RWF")
		})}, already: true},
		"what another agreement opens to a party that joins after the shift": {others: []dryrun.Standing{standing(before, func(s *dryrun.Standing) {
			s.Parties[1].AccedesAt = ref(start.Add(time.Hour))
		})}, opened: true},
		"what another agreement opened to a party that left during the shift": {others: []dryrun.Standing{standing(before, func(s *dryrun.Standing) {
			s.Parties[0].ExitsAt = ref(start.Add(time.Hour))
		})}, opened: true},
		"what another agreement opened to a party that left with the shift's end": {others: []dryrun.Standing{standing(before, func(s *dryrun.Standing) {
			s.Parties[0].ExitsAt = ref(start.Add(13 * time.Hour))
		})}, already: true},
	} {
		shift := night("RPA", c.shift)
		got := run(draft(c.draft), c.others, nurses(6, "RVV", c.worker), shift, 6).Unfilled
		switch {
		case c.opened && (got.Total.Shifts != 6 || got.Total.Workers != 6 || got.Total.Minutes != 6*750 || got.Total.CostPence != 6*23062 || len(got.Cells) != 1):
			t.Errorf("%s: %+v", name, got)
		case !c.opened && (got.Total.Shifts != 0 || got.Total.Workers != 0 || len(got.Cells) != 0):
			t.Errorf("%s: %+v", name, got)
		case c.already != (got.Already == 6) || got.Asked != 6:
			t.Errorf("%s: %d of %d open already", name, got.Already, got.Asked)
		}
	}
}

func TestFiguresThatCouldPointToAPersonAreLeftOut(t *testing.T) {
	t.Parallel()
	four := run(draft(nil), nil, nurses(4, "RVV", nil), night("RPA", nil), 12).Unfilled
	if c := four.Cells[0]; c.Workers != 0 || !c.FewWorkers || c.Shifts != 12 {
		t.Errorf("four workers: %+v", c)
	}
	if four.Total.Workers != 0 || !four.Total.FewWorkers || !four.Rounded || four.Total.Shifts != 10 {
		t.Errorf("the total gives it away: %+v", four.Total)
	}
	few := run(draft(nil), nil, nurses(9, "RVV", nil), night("RPA", nil), 4).Open
	if len(few.Cells) != 0 {
		t.Errorf("another outcome: %+v", few)
	}
	shifts := run(draft(nil), nil, nurses(9, "RVV", nil), night("RPA", nil), 4).Unfilled.Cells[0]
	if !shifts.FewShifts || shifts.Shifts != 0 || shifts.Minutes != 0 || shifts.CostPence != 0 || shifts.Workers != 9 {
		t.Errorf("four shifts: %+v", shifts)
	}
	// A shift that two employers could fill is one shift of the total, and each employer's own.
	both := run(draft(nil), nil, append(nurses(7, "RVV", nil), nurses(8, "RWF", nil)...), night("RPA", nil), 5).Unfilled
	if both.Total.Shifts != 5 || both.Total.Workers != 15 || len(both.Cells) != 2 || both.Cells[0].Shifts != 5 || both.Cells[1].Workers != 8 {
		t.Errorf("%+v", both)
	}
}

// TestAMonthOfAWholeSystemTakesSeconds: seven employers, twenty thousand workers with bookings, a month's forty thousand
// shifts. The bound is loose: it is there for an algorithm that has become another.
func TestAMonthOfAWholeSystemTakesSeconds(t *testing.T) {
	t.Parallel()
	employers := []string{"RVV", "RPA", "RWF", "RN7", "RXY", "RYY", "RPG"}
	var workers []dryrun.Worker
	for i := range 20_000 {
		workers = append(workers, nurse(employers[i%len(employers)], func(w *dryrun.Worker) {
			w.Posts[0].Role = fmt.Sprintf("role_%d", i/7%12)
			for d := range 8 {
				at := start.Add(time.Duration(i%72+d*80) * time.Hour)
				w.Busy = append(w.Busy, dryrun.Span{From: at, Until: at.Add(12 * time.Hour)})
			}
		}))
	}
	r := dryrun.New(draft(func(c *agreement.Clauses) { c.Parties = agreement.PartiesOf(employers...) }), nil, workers, dryrun.Itself, cost)
	var shifts []dryrun.Shift
	for i := range 40_000 {
		shifts = append(shifts, night(employers[i%len(employers)], func(x *dryrun.Shift) {
			x.Role = fmt.Sprintf("role_%d", i/7%12)
			x.StartsAt = start.Add(time.Duration(i%(28*24)) * time.Hour)
			x.EndsAt = x.StartsAt.Add(12 * time.Hour)
		}))
	}
	began := clock.System().Now()
	r.Add(shifts)
	got := r.Result()
	took := clock.System().Now().Sub(began)
	t.Logf("%d shifts and %d workers in %v: %+v", len(shifts), len(workers), took, got.Unfilled.Total)
	if got.Unfilled.Total.Shifts != 40_000 || took > 30*time.Second {
		t.Errorf("%+v in %v", got.Unfilled.Total, took)
	}
}

func ref(t time.Time) *time.Time { return &t }
