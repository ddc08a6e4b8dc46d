// Package openlist holds the open shifts and the workers in memory, so that both questions of a staff bank are answered
// without the database: which open shifts could this worker take, and which workers could take this shift.
//
// Both sides lie in buckets of one role and one employer, in columns, each row with a mask of what is needed or held.
// The answer may hold too much, never too little: what has dates, working time or an audience in it is not in the masks,
// and eligibility.Judge decides about each shift that is shown and each worker who is told.
package openlist

import (
	"slices"
	"sync"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// List is the open shifts and the workers of one system. It is safe for concurrent use; readers do not wait for each other.
type List struct {
	mu         sync.RWMutex
	words      dictionary
	shifts     shifts
	workers    workers
	agreements agreements
	// name is what an employer is called here: whoever stands for it in the end, so that what a merger makes one lies together.
	name func(code string) string
}

// New makes an empty list.
func New() *List {
	return &List{name: itself, words: newDictionary(), shifts: newShifts(), workers: newWorkers(), agreements: newAgreements()}
}

func itself(code string) string { return code }

// work is what a worker is engaged for and a shift asks for.
type work struct{ staffGroup, role string }

// Size is how much a list holds.
type Size struct{ Shifts, Workers, Agreements, Words int }

// Size counts.
func (l *List) Size() Size {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return Size{Shifts: len(l.shifts.at), Workers: len(l.workers.at), Agreements: len(l.agreements.all), Words: len(l.words.bits)}
}

// UpdateShifts looks at shifts again: those of them in open are as given there, and the others are open no more.
func (l *List) UpdateShifts(looked []id.ID, open []shift.State) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, shiftID := range looked {
		l.shifts.take(shiftID)
	}
	for _, s := range open {
		l.putShift(s)
	}
}

// ReplaceShifts puts all in place of what is kept: the list after a gap in what was heard.
func (l *List) ReplaceShifts(all []shift.State) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shifts = newShifts()
	for _, s := range all {
		l.putShift(s)
	}
}

// Rename is ReplaceShifts where employers are called otherwise from now on: whoever was put before has to be put again.
func (l *List) Rename(name func(code string) string, all []shift.State) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.name, l.shifts, l.workers, l.agreements = name, newShifts(), newWorkers(), newAgreements()
	for _, s := range all {
		l.putShift(s)
	}
}

func (l *List) putShift(s shift.State) {
	called := s
	called.Employer = l.name(s.Employer)
	l.shifts.put(s, called.Employer, l.words.needOf(called))
}

// PutWorker keeps what is told of a worker at a version; rank orders two tellers of one version. What is older than what
// is kept changes nothing.
func (l *List) PutWorker(w eligibility.Worker, version int64, rank int16) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.workers.put(&l.words, w.Called(l.name), standing{version, rank})
}

// PutAgreement keeps an agreement at a version of its aggregate. What is not newer than what is kept changes nothing.
func (l *List) PutAgreement(a eligibility.Agreement, version int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.agreements.put(a.Called(l.name), version)
}

// Open gives the open shifts that can be taken after now, and by the worker as far as masks can tell, in no order.
// agreements are those of the worker's home employer.
func (l *List) Open(w eligibility.Worker, agreements []eligibility.Agreement, now time.Time) []*Entry {
	l.mu.RLock()
	defer l.mu.RUnlock()
	w = w.Called(l.name)
	agreements = called(agreements, l.name)
	found := scratch.Get().(*[]*Entry)
	for _, e := range l.words.havesOf(w, now) {
		for _, host := range hostsOf(w.HomeEmployer, e.work.staffGroup, agreements) {
			*found = l.shifts.in(e.work, host).open(&e.have, now.Unix(), *found)
		}
	}
	out := slices.Clone(*found)
	clear(*found) // or it would keep shifts alive
	*found = (*found)[:0]
	scratch.Put(found)
	return out
}

func called(agreements []eligibility.Agreement, name func(string) string) []eligibility.Agreement {
	out := make([]eligibility.Agreement, len(agreements))
	for i, a := range agreements {
		out[i] = a.Called(name)
	}
	return out
}

// scratch is where answers grow, so that each is allocated once and at its size.
var scratch = sync.Pool{New: func() any { return new([]*Entry) }}

// All gives every open shift that can be taken after now, for saying why not, in no order.
func (l *List) All(now time.Time) []*Entry {
	l.mu.RLock()
	defer l.mu.RUnlock()
	out := make([]*Entry, 0, len(l.shifts.at))
	for _, b := range l.shifts.buckets {
		for i, e := range b.entries {
			if b.untils[i] > now.Unix() {
				out = append(out, e)
			}
		}
	}
	return out
}

// Some gives those of the shifts that are open and can be taken after now.
func (l *List) Some(shifts []id.ID, now time.Time) []*Entry {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []*Entry
	for _, s := range shifts {
		if at, ok := l.shifts.at[s]; ok && at.in.untils[at.row] > now.Unix() {
			out = append(out, at.in.entries[at.row])
		}
	}
	return out
}

// Candidate is a worker who could take a shift as far as masks can tell.
type Candidate struct {
	WorkerID id.ID
	// Home is the employer that warrants the worker's passport.
	Home string
}

// Workers gives those who could take the shift as far as masks can tell: the host's own first, then those of employers
// with an agreement in force, then those of more. Whether the shift has been released to them is not looked at.
func (l *List) Workers(s shift.State, more ...string) []Candidate {
	l.mu.RLock()
	defer l.mu.RUnlock()
	s.Employer = l.name(s.Employer)
	need := l.words.knownNeedOf(s)
	w := work{s.StaffGroup, s.Role}
	out := l.workers.in(w, s.Employer).who(&need, s.Employer, nil)
	homes := l.agreements.homes(s.StaffGroup, s.Employer)
	for _, home := range more {
		home = l.name(home)
		if home != s.Employer && !slices.Contains(homes, home) {
			homes = append(slices.Clip(homes), home)
		}
	}
	for _, home := range homes {
		out = l.workers.in(w, home).who(&need, home, out)
	}
	return out
}
