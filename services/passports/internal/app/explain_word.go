package app

import (
	"context"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/register"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// ExplainWord keeps what a person says that a word means, for this and every later file of the employer. Rows that wait for
// it are understood anew; they are recorded when their file is applied.
func (p *Passports) ExplainWord(ctx context.Context, w Word, requestID string) (version int64, err error) {
	principal, err := p.mayImport(ctx)
	if err != nil {
		return 0, err
	}
	if err := w.check(); err != nil {
		return 0, refused(err, "")
	}
	queue, err := p.Imports.Queue(ctx, principal.Employer, everyRow)
	if err != nil {
		return 0, err
	}
	if !slices.ContainsFunc(queue, func(q QueuedWord) bool { return q.Key == w.Key }) {
		return 0, fault.New(fault.NotFound, "word_not_queued", "No row waits for this word any more. Somebody else may have said what it means.")
	}
	who := by(principal, requestID)
	if version, err = p.Imports.Say(ctx, principal.Employer, w, who, p.Clock.Now()); err != nil {
		return 0, err
	}
	imports, err := p.Imports.WithQueue(ctx, principal.Employer, []string{w.Key})
	if err != nil {
		return 0, err
	}
	for _, importID := range imports {
		if err := p.rejudge(ctx, importID, w.Key, who); err != nil {
			return 0, err
		}
	}
	return version, nil
}

// rejudge understands the rows of a file anew that waited for a word.
func (p *Passports) rejudge(ctx context.Context, importID id.ID, key string, who By) error {
	had, err := p.Imports.Import(ctx, importID)
	if err != nil {
		return err
	}
	queued, err := p.Imports.Rows(ctx, importID, recordimport.Queued, 0, everyRow)
	if err != nil {
		return err
	}
	var rows []ImportRow
	for _, r := range queued {
		if r.QueueKey == key {
			r.Outcome, r.WorkerID, r.Problems, r.Notes = "", nil, nil, nil
			rows = append(rows, r)
		}
	}
	version, _, err := p.judgeRows(ctx, had.State, rows)
	if err != nil {
		return err
	}
	return p.Imports.Rejudge(ctx, importID, who, rows, version)
}

func (w Word) check() error {
	var no refusal.List
	if w.Kind != "esr" {
		_, known := register.SourceOf(w.Kind)
		no.Unless(known, "kind", "Use esr, NMC, GMC or HCPC.")
		no.OneOf("status", w.Status, RegisterStatuses())
		no.Unless(strings.HasPrefix(w.Key, w.Kind+"|"), "key", "Take the word from the queue.")
		no.Unless(w.Framework == "" && w.Code == "" && w.Level == 0, "code", "A register's word means a status, not a competency.")
		return no.Err()
	}
	no.Unless(w.Status == "", "status", "A competency's name means a competency, not a status.")
	no.Unless(w.Level >= 0 && w.Level <= 9, "level", "Give a level from 1 to 9, or 0 for the one that the name says.")
	no.Unless((w.Framework == "") == (w.Code == ""), "code", "Give framework and code, or neither to leave such rows out.")
	if w.Code != "" {
		competency.CheckSubject(&no, w.Framework, w.Code)
	}
	return no.Err()
}

// RegisterStatuses are what a register's word may mean, the best first.
func RegisterStatuses() []string {
	return slices.DeleteFunc(slices.Clone(registration.Statuses), func(s string) bool { return s == string(registration.Unrecognised) })
}
