// Package worker is the passport of one person: with whom they are engaged, what was checked, what they can do, on which
// registers they stand, and what bars them. Names are not here; they lie in the vault.
package worker

import (
	"regexp"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/hours"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// Status tells whether the passport as a whole may be relied on.
type Status string

// The statuses of a passport.
const (
	Active    Status = "active"
	Suspended Status = "suspended"
	// Left: the worker has no engagement with the home employer any more, and everything has stopped.
	Left Status = "left"
)

// Record is everything that a passport is made of.
type Record struct {
	ID id.ID
	// HomeEmployer is the ODS code of the employer that warrants the passport and manages it.
	HomeEmployer string
	Status       Status
	// SuspendedWhy is a code of SuspendWhys while suspended, else empty.
	SuspendedWhy string
	// Version counts the changes, gapless from 1. Floor is the lowest version on which a booking may still rely.
	Version, Floor int64
	EnrolledAt     time.Time
	// LeftAt is there once the worker has left, LeftWhy is a code of LeaveWhys then. ErasedAt is there once the names and all
	// else that was sealed are gone.
	LeftAt   *time.Time `json:",omitempty"`
	LeftWhy  string     `json:",omitempty"`
	ErasedAt *time.Time `json:",omitempty"`

	Engagements   []Engagement
	Checks        []check.Check
	Competencies  []competency.Competency
	Registrations []registration.Registration
	Holds         []hold.Hold
	// Disclosures are what the worker said about hosts, one per host, live or not. Nil means that they were not read.
	Disclosures []disclosure.Disclosure `json:"-"`
	// Hours is the newest record of what limits the worker's hours; nil while there is none.
	Hours *hours.Record `json:",omitempty"`
	// Inductions are those of every site, as they were recorded.
	Inductions []induction.Induction `json:"-"`
	// GoodStanding is the home employer's newest word; nil while there is none.
	GoodStanding *GoodStanding `json:",omitempty"`
}

// Worker is a passport that holds its rules.
type Worker struct {
	r Record
	// heir says who stands for a code; nil where nobody has followed anybody.
	heir func(code string) string
}

var ods = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)

// Enrol makes the first version of a passport, or returns every rule that it breaks as refusals.
func Enrol(workerID id.ID, homeEmployer string, at time.Time) (*Worker, error) {
	var no refusal.List
	no.Unless(ods.MatchString(homeEmployer), "home_employer", "Give the ODS code of the home employer: 1 to 12 capitals and digits.")
	if err := no.Err(); err != nil {
		return nil, err
	}
	return &Worker{r: Record{ID: workerID, HomeEmployer: homeEmployer, Status: Active, Version: 1, EnrolledAt: at, Disclosures: []disclosure.Disclosure{}}}, nil
}

// Rehydrate is for the store only: it trusts what was validated when it was written.
func Rehydrate(r Record) *Worker { return &Worker{r: r} }

// Record gives a copy of the parts. Changing its lists does not change the worker.
func (w *Worker) Record() Record {
	r := w.r
	r.Engagements = append([]Engagement{}, w.r.Engagements...)
	r.Checks = append([]check.Check{}, w.r.Checks...)
	r.Competencies = append([]competency.Competency{}, w.r.Competencies...)
	r.Registrations = append([]registration.Registration{}, w.r.Registrations...)
	r.Holds = append([]hold.Hold{}, w.r.Holds...)
	r.Disclosures = slices.Clone(w.r.Disclosures)
	r.Inductions = append([]induction.Induction{}, w.r.Inductions...)
	return r
}

// ID identifies the worker.
func (w *Worker) ID() id.ID { return w.r.ID }

// HomeEmployer warrants the passport.
func (w *Worker) HomeEmployer() string { return w.r.HomeEmployer }

// Version counts the changes of the passport.
func (w *Worker) Version() int64 { return w.r.Version }

// Floor is the lowest version on which a booking may still rely.
func (w *Worker) Floor() int64 { return w.r.Floor }

// NextVersion counts one change. The use case calls it once for each change that it writes, however many parts changed.
func (w *Worker) NextVersion() { w.r.Version++ }

// RaiseFloor makes the present version the lowest on which a booking may rely.
func (w *Worker) RaiseFloor() { w.r.Floor = w.r.Version }

// RecordCheck adds a check.
func (w *Worker) RecordCheck(c check.Check) { w.r.Checks = append(w.r.Checks, c) }

// SupersedeCheck adds a check that takes the place of another of this worker.
func (w *Worker) SupersedeCheck(c check.Check, old id.ID) error {
	was, found := check.Find(w.r.Checks, old)
	if !found {
		return refusal.State{Code: "no_such_check", Message: "This worker has no such check."}
	}
	c, err := c.Supersede(was, w.r.Checks)
	if err == nil {
		w.RecordCheck(c)
	}
	return err
}

// RecordCompetency adds a competency.
func (w *Worker) RecordCompetency(c competency.Competency) {
	w.r.Competencies = append(w.r.Competencies, c)
}

// RecordHours replaces what limits the worker's hours.
func (w *Worker) RecordHours(h hours.Hours) {
	r := h.Record()
	w.r.Hours = &r
}

// RecordRegistration adds what a register says.
func (w *Worker) RecordRegistration(g registration.Registration) {
	w.r.Registrations = append(w.r.Registrations, g)
}
