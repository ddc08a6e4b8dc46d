package measure_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// lent is a booking of a worker of home's on a shift of RVV.
func lent(home, worker string, change ...func(*fact.Booking)) fact.Booking {
	b := booking(change...)
	b.HomeEmployer, b.WorkerID = home, worker
	if home != b.HostEmployer {
		b.Channel = "collaborative_bank"
	}
	return b
}

func TestFlowsCountWhatStandsAndTakeApprovedHours(t *testing.T) {
	t.Parallel()
	got := measure.Flows(facts(t,
		lent("RPA", "w1"),
		lent("RPA", "w1", func(b *fact.Booking) {
			b.Status, b.Hours, b.WorkedMinutes, b.WorkedPence = "worked", "approved", 600, 18000
		}),
		lent("RPA", "w2", ended("cancelled", time.Hour)),
		lent("RWF", "w3"),
		lent("RVV", "w4"),
	))
	want := []measure.Flow{
		{Pair: measure.Pair{Home: "RPA", Host: "RVV"}, Workers: 1, Least: 1, Bookings: 2, Minutes: 1260, Pence: 37800, Recharged: measure.Recharged{Waiting: 1}},
		{Pair: measure.Pair{Home: "RWF", Host: "RVV"}, Workers: 1, Least: 1, Bookings: 1, Minutes: 660, Pence: 19800},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%+v", got)
	}
}

func TestFlowsOfFewPeopleAreSeenByThePairOnly(t *testing.T) {
	t.Parallel()
	var states []fact.State
	for i := range 5 {
		states = append(states, lent("RPA", "a"+strconv.Itoa(i)))
	}
	states = append(states, lent("RWF", "b"))
	flows := measure.Flows(facts(t, states...))
	for viewer, few := range map[string][2]bool{"": {false, true}, "RPA": {false, true}, "RWF": {false, false}, "RVV": {false, false}} {
		got := measure.FlowsFor(measure.Viewer{viewer}, flows)
		if got[0].Few != few[0] || got[1].Few != few[1] {
			t.Errorf("%q sees %+v", viewer, got)
		}
		if got[1].Few && got[1] != (measure.Flow{Pair: flows[1].Pair, Few: true}) {
			t.Errorf("a cut flow still tells %+v", got[1])
		}
	}
}

func TestRatesForAlikeWorkStandSideBySide(t *testing.T) {
	t.Parallel()
	paid := func(employer string, pence, base int64) fact.Shift {
		return shift(func(s *fact.Shift) { s.Employer, s.RatePence, s.BaseRatePence = employer, pence, base })
	}
	got := measure.Spreads([]fact.Shift{
		paid("RVV", 1800, 0), paid("RVV", 1800, 0), paid("RVV", 2400, 1800), paid("RPA", 2100, 0), paid("RPA", 2100, 2100),
		shift(func(s *fact.Shift) { s.RatePence, s.Status = 9900, "withdrawn" }),
		shift(func(s *fact.Shift) { s.StartsAt, s.EndsAt = tuesday.Add(12*time.Hour), tuesday.Add(24*time.Hour) }),
	})
	if len(got) != 2 || got[0].Period != measure.Day || got[1].Period != measure.Night {
		t.Fatalf("%+v", got)
	}
	day := got[0]
	if day.Shifts != 5 || day.MedianPence != 2100 || day.Employers[0] != (measure.Offered{Employer: "RPA", Shifts: 2, MedianPence: 2100, MaxPence: 2100}) ||
		day.Employers[1] != (measure.Offered{Employer: "RVV", Shifts: 3, MedianPence: 1800, MaxPence: 2400, Escalated: 1}) {
		t.Errorf("%+v", day)
	}
	if above, below := day.Employers[0].AbovePerMille(day), day.Employers[1].AbovePerMille(day); above != 0 || below != -142 {
		t.Errorf("RPA pays %d per mille above, RVV %d", above, below)
	}
}

func TestTheInsiderShareIsOfThoseWhoHaveMostOfWhatGoesFast(t *testing.T) {
	t.Parallel()
	states := []fact.State{shift(filled("own_bank", time.Hour)), shift(filled("own_bank", time.Minute))}
	after := func(wait time.Duration) func(*fact.Booking) {
		return func(b *fact.Booking) { *b.ConfirmedAt = shift().PostedAt.Add(wait) }
	}
	took := func(worker string, n int) {
		for range n {
			states = append(states, lent("RVV", worker, after(time.Hour)))
		}
	}
	took("keen", 12)
	for i := range 9 {
		took("w"+strconv.Itoa(i), 2)
	}
	// Another had the second shift within a minute, and gave it back.
	states = append(states, lent("RVV", "slow", after(time.Hour+1), func(b *fact.Booking) { b.ShiftID = "s2" }))
	numbered := make([]fact.Fact, len(states))
	for i, s := range states {
		prefix := map[fact.Kind]string{fact.KindShift: "s", fact.KindBooking: "b"}[s.Kind()]
		numbered[i] = known(t, prefix+strconv.Itoa(i+1), s)
	}
	got := measure.InsidersOf(numbered)
	// Five of the ten have 12 + 4 × 2 of 30.
	if len(got) != 1 || got[0] != (measure.Insiders{Employer: "RVV", Popular: 30, Top: 5, ByTop: 20}) || got[0].Share().String() != "66.7%" {
		t.Errorf("%+v", got)
	}
	few := measure.InsidersOf(numbered[:12])
	if len(few) != 1 || !few[0].Few || few[0].ByTop != 0 || few[0].Share() != (fillrate.Rate{}) {
		t.Errorf("of fewer than ten people: %+v", few)
	}
}

// deployable is a passport of a bank member of RVV with all checks.
func deployable(change ...func(*fact.Passport)) fact.Passport {
	later := tuesday.AddDate(1, 0, 0)
	p := fact.Passport{HomeEmployer: "RVV", Status: "active", Posts: []fact.Post{
		{Employer: "RVV", Kind: "bank", StaffGroup: "nursing_midwifery", Band: "5", From: tuesday.AddDate(-1, 0, 0)},
		{Employer: "RVV", Kind: "substantive", StaffGroup: "nursing_midwifery", Band: "5", From: tuesday.AddDate(-1, 0, 0)},
	}}
	for _, code := range []string{"identity", "right_to_work", "references", "dbs", "occupational_health"} {
		p.Evidence = append(p.Evidence, fact.Evidence{Of: "check", Code: code, Good: true})
	}
	p.Evidence = append(p.Evidence, fact.Evidence{Of: "registration", Code: "NMC", Good: true, Until: &later})
	for _, c := range change {
		c(&p)
	}
	return p
}

func until(code string, at time.Time) func(*fact.Passport) {
	return func(p *fact.Passport) {
		for i := range p.Evidence {
			if p.Evidence[i].Code == code {
				p.Evidence[i].Until = &at
			}
		}
	}
}

func TestWhoCouldBeDeployedByTheRecord(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule string
		p    fact.Passport
		want int64
	}{
		{"all in order", deployable(), 1},
		{"suspended", deployable(func(p *fact.Passport) { p.Status = "suspended" }), 0},
		{"held", deployable(func(p *fact.Passport) { p.Holds = []fact.Hold{{From: tuesday}} }), 0},
		{"a hold that is over", deployable(func(p *fact.Passport) { p.Holds = []fact.Hold{{From: tuesday.Add(-2), Until: &tuesday}} }), 1},
		{"a hold to come", deployable(func(p *fact.Passport) { p.Holds = []fact.Hold{{From: tuesday.Add(1)}} }), 1},
		{"no DBS check", deployable(func(p *fact.Passport) { p.Evidence = p.Evidence[:3] }), 0},
		{"right to work until now", deployable(until("right_to_work", tuesday)), 0},
		{"registration ran out", deployable(until("NMC", tuesday.Add(-1))), 0},
		{"registration blocked", deployable(func(p *fact.Passport) { p.Evidence[5].Good = false }), 0},
	} {
		got := measure.ComplianceOf(facts(t, c.p), tuesday)
		if len(got) != 1 || got[0].Workers != 1 || got[0].Deployable.N != c.want {
			t.Errorf("%s: %+v", c.rule, got)
		}
	}
	gone := deployable(func(p *fact.Passport) { p.Status = "left" })
	past := deployable(func(p *fact.Passport) { p.Posts[0].Until = &tuesday })
	if got := measure.ComplianceOf(facts(t, gone, past), tuesday); len(got) != 0 {
		t.Errorf("who left, and who is no bank member any more, count %+v", got)
	}
}

func TestWhatRunsOutWithinThirtyDaysIsCountedOncePerWorker(t *testing.T) {
	t.Parallel()
	edge := tuesday.Add(30 * 24 * time.Hour)
	got := measure.ComplianceOf(facts(t, deployable(until("dbs", edge), until("NMC", tuesday.Add(time.Hour))), deployable(until("dbs", edge.Add(1)))), tuesday)
	if len(got) != 1 || len(got[0].Expiring) != 2 || got[0].Expiring["dbs"].N != 1 || got[0].Expiring["NMC"].N != 1 {
		t.Errorf("%+v", got)
	}
}

func TestOthersSeeNothingOfFewWorkersAndBoundsOfFewAmongMany(t *testing.T) {
	t.Parallel()
	row := measure.Compliance{
		Employer: "RVV", StaffGroup: "g", Workers: 40, Deployable: measure.Count{N: 38},
		Expiring: map[string]measure.Count{"dbs": {N: 3}, "NMC": {N: 12}},
	}
	small := measure.Compliance{Employer: "RVV", StaffGroup: "h", Workers: 4, Deployable: measure.Count{N: 4}, Expiring: map[string]measure.Count{"dbs": {N: 4}}}
	own := measure.ComplianceFor(measure.Viewer{"RVV"}, []measure.Compliance{row, small})
	if own[0].Deployable != (measure.Count{N: 38}) || own[1].Few || own[0].Expiring["dbs"] != (measure.Count{N: 3}) {
		t.Errorf("the employer sees %+v", own)
	}
	lead := measure.ComplianceFor(nil, []measure.Compliance{row, small})
	if d := lead[0].Deployable; d != (measure.Count{N: 36, Bound: measure.AtLeast}) {
		t.Errorf("38 of 40 are told as %+v", d)
	}
	if lead[0].Expiring["dbs"] != (measure.Count{N: 4, Bound: measure.AtMost}) || lead[0].Expiring["NMC"] != (measure.Count{N: 12}) {
		t.Errorf("expiring %+v", lead[0].Expiring)
	}
	if !lead[1].Few || lead[1].Workers != 0 || len(lead[1].Expiring) != 0 || lead[1].Deployable != (measure.Count{}) {
		t.Errorf("of four workers others see %+v", lead[1])
	}
	if row.Expiring["dbs"] != (measure.Count{N: 3}) {
		t.Error("cutting changes what was counted")
	}
}

// TestNoFewCanBeWorkedOut takes every row of up to twenty workers: whatever others are told, a number of one to four,
// deployable, not deployable or expiring, is never the only one that fits.
func TestNoFewCanBeWorkedOut(t *testing.T) {
	t.Parallel()
	type told struct {
		workers, n int64
		bound      measure.Bound
		few        bool
	}
	fits := map[told][]int64{}
	tell := func(workers, n int64) told {
		r := measure.ComplianceFor(nil, []measure.Compliance{{Employer: "RVV", Workers: workers, Deployable: measure.Count{N: n}}})[0]
		return told{r.Workers, r.Deployable.N, r.Deployable.Bound, r.Few}
	}
	for workers := int64(1); workers <= 20; workers++ {
		for n := int64(0); n <= workers; n++ {
			fits[tell(workers, n)] = append(fits[tell(workers, n)], n)
		}
	}
	for workers := int64(1); workers <= 20; workers++ {
		for n := int64(0); n <= workers; n++ {
			small := n > 0 && n < measure.Few || workers-n > 0 && workers-n < measure.Few
			if small && len(fits[tell(workers, n)]) < 2 {
				t.Errorf("%d of %d can be worked out from %+v", n, workers, tell(workers, n))
			}
		}
	}
}

func TestFatigueIsCountedByTheEmployerOfTheWorker(t *testing.T) {
	t.Parallel()
	at := func(worker string, from, hours time.Duration) fact.Booking {
		return lent("RPA", worker, func(b *fact.Booking) {
			b.StartsAt, b.EndsAt = tuesday.Add(from*time.Hour), tuesday.Add((from+hours)*time.Hour)
			b.NetMinutes = int64(hours) * 60
		})
	}
	with := func(worker string, from, hours time.Duration, change ...func(*fact.Booking)) fact.Booking {
		b := at(worker, from, hours)
		for _, c := range change {
			c(&b)
		}
		return b
	}
	got := measure.FatigueOf(facts(t,
		at("a", 0, 12), at("a", 23, 12), at("a", 46, 12), at("a", 70, 13), // rests of 11, 11 and 12 h; 49 h in the week
		at("b", 0, 12), at("b", 22, 12), // a rest of 10 h
		at("b", 200, 12),
		with("d", 0, 30), with("d", 40, 30, approved(18*60, 1)), // 48 h as far as approved
		lent("RPA", "c", ended("cancelled", time.Hour)),
	))
	want := measure.Fatigue{Home: "RPA", Workers: 3, Weeks: 4, WeeksOver: 1, Rests: 5, Near: 2, Short: 2}
	if len(got) != 1 || got[0] != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if cut := measure.FatigueFor(nil, got); cut[0] != (measure.Fatigue{Home: "RPA", Few: true}) {
		t.Errorf("the lead sees %+v of two workers", cut)
	}
	if own := measure.FatigueFor(measure.Viewer{"RPA"}, got); own[0] != want {
		t.Errorf("the employer sees %+v", own)
	}
}
