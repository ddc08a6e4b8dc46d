package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/register"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

const (
	nobody    = "None of your people has this number."
	nobodyFix = "Give the person's staff number on the passport, or send the workers first."
)

// whose finds the person of each row. Numbers are matched inside the vault, by digests under the employer's own key.
func (j *judging) whose(ctx context.Context, rows []ImportRow) error {
	kind := StaffNumberKind
	if j.s.Kind.Register() {
		kind = registration.Canonical(string(j.s.Kind))
	}
	var numbers []string
	for _, r := range rows {
		if r.Outcome == "" && r.Body.Ref != "" {
			numbers = append(numbers, r.Body.Ref)
		}
	}
	found, err := j.p.Imports.FindByNumber(ctx, j.s.Employer, kind, numbers)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		switch {
		case r.Outcome != "":
		case j.s.Kind == recordimport.Workers:
			j.isNew(r, found[r.Body.Ref])
		case j.s.WorkerID != nil:
			one := *j.s.WorkerID
			r.WorkerID = &one
		default:
			j.isKnown(r, found[r.Body.Ref])
		}
	}
	return nil
}

func (j *judging) isKnown(r *ImportRow, whose []id.ID) {
	if j.s.Kind.Register() {
		j.isOnRegister(r, whose)
		return
	}
	if len(whose) == 0 {
		// Muster's own id of a worker does too.
		if workerID, err := id.Parse(r.Body.Ref); err == nil {
			whose = []id.ID{workerID}
		}
	}
	switch {
	case r.Body.Ref == "":
		r.reject(importfile.WorkerRef, "The row names nobody.", "Fill in the person's staff number.")
	case len(whose) == 0:
		r.reject(importfile.WorkerRef, nobody, nobodyFix)
	default:
		r.WorkerID = &whose[0]
	}
}

// isOnRegister finds whose a registration number is. A register may name people whom the employer does not have.
func (j *judging) isOnRegister(r *ImportRow, whose []id.ID) {
	above, twice := j.first[r.Body.Ref]
	switch {
	case twice:
		r.reject(register.Number, "This number stands above already.", "Keep one row for each number; the other is row "+itoa(above)+".")
	case len(whose) == 0:
		r.Outcome = recordimport.LeftOut
		r.Notes = append(r.Notes, "None of your people has this number.")
	case len(whose) > 1:
		r.reject(register.Number, "More than one passport has this number.", "Look whose it is, and correct the other passport.")
	default:
		r.WorkerID = &whose[0]
	}
	if !twice {
		j.first[r.Body.Ref] = r.Number
	}
}

// isNew leaves a row alone whose staff number nobody has yet.
func (j *judging) isNew(r *ImportRow, whose []id.ID) {
	above, twice := j.first[r.Body.Ref]
	switch {
	case twice:
		r.reject(importfile.WorkerRef, "This number stands above already.", "Give each person their own number; the other is row "+itoa(above)+".")
	case len(whose) > 0:
		// Whether it is the very row that was recorded is seen by its digest.
		r.WorkerID = &whose[0]
	}
	if !twice {
		j.first[r.Body.Ref] = r.Number
	}
}

// absent gives the employer's people who are on the register and whom no row names.
func (p *Passports) absent(ctx context.Context, s recordimport.State, rows []ImportRow) ([]id.ID, error) {
	all, err := p.Imports.Numbered(ctx, s.Employer, registration.Canonical(string(s.Kind)))
	if err != nil {
		return nil, err
	}
	named := map[id.ID]bool{}
	for _, r := range rows {
		if r.WorkerID != nil {
			named[*r.WorkerID] = true
		}
	}
	var gone []id.ID
	for _, workerID := range all {
		if !named[workerID] {
			gone = append(gone, workerID)
		}
	}
	return gone, nil
}
