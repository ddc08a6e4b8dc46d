package shifts

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// ListProbe is an open-shift list in memory with made-up shifts and workers, for `muster bench`, which has no other way
// to it. Everything in it is evidently synthetic: employers are called SYN0, roles role_0.
type ListProbe struct {
	list       *openlist.List
	flat       *openlist.Flat
	now        time.Time
	shifts     []shift.State
	workers    []eligibility.Worker
	agreements []eligibility.Agreement
	// Bytes is what the list takes of the heap, Built how long it took to fill from shifts and workers in memory.
	Bytes uint64
	Built time.Duration
}

// What a probe is made of: one system of eight employers that lend to each other, forty kinds of work of which the first
// are the most frequent, and a hundred and twenty competencies.
const (
	probeEmployers    = 8
	probeRoles        = 40
	probeCompetencies = 120
)

// NewListProbe makes a list of so many shifts and workers. The same seed makes the same list. now is the moment at which
// all is asked; elapsed tells the time that has passed, for Built.
func NewListProbe(shifts, workers int, seed uint64, now time.Time, elapsed func() time.Duration) *ListProbe {
	p := &ListProbe{now: now}
	r := rand.New(rand.NewPCG(seed, 17))
	signed := now.AddDate(-1, 0, 0)
	a := eligibility.Agreement{ID: id.New(), Status: "in_force", From: signed}
	for e := range probeEmployers {
		a.Parties = append(a.Parties, eligibility.Party{Employer: probeEmployer(e), SignedAt: &signed})
	}
	p.agreements = []eligibility.Agreement{a}
	for range shifts {
		p.shifts = append(p.shifts, p.shift(r))
	}
	for range workers {
		p.workers = append(p.workers, p.worker(r))
	}
	before := heap()
	start := elapsed()
	p.list = openlist.New()
	p.list.PutAgreement(a, 1)
	p.list.ReplaceShifts(p.shifts)
	for _, w := range p.workers {
		p.list.PutWorker(w, 1, 0)
	}
	p.Built = elapsed() - start
	p.Bytes = heap() - before
	p.flat = p.list.Flatten()
	return p
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func probeEmployer(n int) string { return fmt.Sprintf("SYN%d", n) }

// often gives low numbers more often than high ones: the n-th a share of 1/n.
func often(r *rand.Rand, n int) int {
	for {
		k := r.IntN(n)
		if r.IntN(k+1) == 0 {
			return k
		}
	}
}

func (p *ListProbe) shift(r *rand.Rand) shift.State {
	role, starts := often(r, probeRoles), p.now.Add(time.Duration(1+r.IntN(42*24))*time.Hour)
	s := shift.State{
		ID: id.New(), PostingID: id.New(), Employer: probeEmployer(r.IntN(probeEmployers)), Ward: fmt.Sprintf("ward_%d", r.IntN(40)),
		StaffGroup: "nursing_midwifery", Role: fmt.Sprintf("role_%d", role), Band: shift.Bands[2+r.IntN(3)], StartsAt: starts, EndsAt: starts.Add(12 * time.Hour),
		BreakMinutes: 60, Reason: "vacancy", RatePence: 1845, Status: shift.Open, PostedAt: p.now, BankClosesAt: starts, Version: 1,
		Requirements: shift.Requirements{RegistrationBody: "NMC", DBSLevel: "enhanced", DBSWorkforce: "adult"},
	}
	s.Site = s.Employer + "01"
	for c := range 8 { // mandatory training, which nearly everybody has
		s.Requirements.Competencies = append(s.Requirements.Competencies, shift.Competency{Framework: "cstf", Code: fmt.Sprintf("C%d", c), Level: 1})
	}
	for range r.IntN(3) { // and what the ward needs besides
		s.Requirements.Competencies = append(s.Requirements.Competencies, shift.Competency{Framework: "clinical", Code: fmt.Sprintf("C%d", often(r, probeCompetencies)), Level: 1})
	}
	return s
}

func (p *ListProbe) worker(r *rand.Rand) eligibility.Worker {
	home := probeEmployer(r.IntN(probeEmployers))
	w := eligibility.Worker{ID: id.New(), HomeEmployer: home, Status: "active",
		Engagements: []eligibility.Engagement{{Employer: home, Kind: "bank", StaffGroup: "nursing_midwifery", Role: fmt.Sprintf("role_%d", often(r, probeRoles)),
			Band: shift.Bands[2+r.IntN(4)], From: p.now.AddDate(-1, 0, 0)}},
		Registrations: []eligibility.Registration{{Body: "NMC", Effect: "allow"}}}
	for e := range probeEmployers {
		w.Disclosures = append(w.Disclosures, eligibility.Disclosure{Host: probeEmployer(e), From: p.now.AddDate(-1, 0, 0)})
	}
	for _, kind := range []string{"identity", "right_to_work", "references", "occupational_health", "dbs"} {
		if r.IntN(50) > 0 {
			w.Checks = append(w.Checks, eligibility.Check{Type: kind, Outcome: "satisfied", Level: "enhanced", Workforce: "both"})
		}
	}
	for c := range 8 {
		if r.IntN(50) > 0 {
			w.Competencies = append(w.Competencies, eligibility.Competency{Framework: "cstf", Code: fmt.Sprintf("C%d", c), Level: 2})
		}
	}
	for range 6 {
		w.Competencies = append(w.Competencies, eligibility.Competency{Framework: "clinical", Code: fmt.Sprintf("C%d", often(r, probeCompetencies)), Level: 1})
	}
	return w
}

// Workers is how many there are.
func (p *ListProbe) Workers() int { return len(p.workers) }

// Open is how many shifts the n-th worker could take, by the list.
func (p *ListProbe) Open(n int) int { return len(p.list.Open(p.workers[n], p.agreements, p.now)) }

// Scan is Open by looking at every shift.
func (p *ListProbe) Scan(n int) int { return len(p.flat.Open(p.workers[n], p.agreements, p.now)) }

// Who is how many workers could take the n-th shift, by the list.
func (p *ListProbe) Who(n int) int { return len(p.list.Workers(p.shifts[n])) }

// Held gives each worker with a word for all that the masks look at, for the same question to a database.
func (p *ListProbe) Held() iter.Seq2[id.ID, []string] {
	return func(yield func(id.ID, []string) bool) {
		for _, w := range p.workers {
			if !yield(w.ID, openlist.Held(w)) {
				return
			}
		}
	}
}

// Needed are the words that the n-th shift needs. All employers lend to each other, so none of them is left out by its home.
func (p *ListProbe) Needed(n int) []string { return openlist.Needed(p.shifts[n]) }
