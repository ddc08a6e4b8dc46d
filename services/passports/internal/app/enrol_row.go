package app

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/recordimport"
)

// enrol enrols the person of a row, in one transaction with what became of the row.
func (w *importWork) enrol(ctx context.Context, r ImportRow) error {
	s, now := w.had.State, w.p.Clock.Now()
	in := enrolmentOf(r.Body, s.Employer)
	made, refs, err := in.passport(ctx, now, w.rules)
	if err != nil {
		return err
	}
	in.Personal.Numbers = numbers(in.Registrations)
	f, err := w.p.enrolled(ctx, made, w.had.By)
	if err != nil {
		return err
	}
	row := ImportedRows{ImportID: s.ID, Lease: w.lease, Employer: s.Employer,
		Rows: []ImportedRow{{Number: r.Number, Outcome: recordimport.Recorded, Digest: r.Digest, Notes: r.Notes}}}
	return w.p.Imports.EnrolRow(ctx, made, in.Personal, refs, f, now, row)
}
