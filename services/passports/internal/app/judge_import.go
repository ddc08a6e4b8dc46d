package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/esr"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/register"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// judging is what is known while the rows of one file are judged.
type judging struct {
	p        *Passports
	s        recordimport.State
	now      time.Time
	esr      esr.Map
	statuses register.Statuses
	rules    recordRules
	periods  periods
	// workers are the passports that rows name; theirs are only those of the employer.
	workers map[id.ID]*worker.Worker
	// first is the row in which something stood for the first time.
	first map[string]int
}

// periods are the refresh periods that count, with the version of their table.
type periods struct {
	competency.Refreshes
	version int64
}

// passportsAtOnce is how many passports are read at a time.
const passportsAtOnce = 500

// judgeRows says of each row that is not decided yet what it would come to. absent counts those whom the employer has on
// the register and the file does not name.
func (p *Passports) judgeRows(ctx context.Context, s recordimport.State, rows []ImportRow) (mapVersion int64, absent int, err error) {
	words, err := p.Imports.Words(ctx, s.Employer)
	if err != nil {
		return 0, 0, err
	}
	rules, err := p.recordRules(ctx)
	if err != nil {
		return 0, 0, err
	}
	refreshes, version, err := p.refreshes(ctx)
	if err != nil {
		return 0, 0, err
	}
	j := &judging{p: p, s: s, now: p.Clock.Now(), esr: esr.NewMap(words.ESR), statuses: register.NewStatuses(words.Statuses), rules: rules, periods: periods{refreshes, version}, first: map[string]int{}}
	if err := j.whose(ctx, rows); err != nil {
		return 0, 0, err
	}
	for i := range rows {
		j.translate(&rows[i])
	}
	if err := j.load(ctx, rows); err != nil {
		return 0, 0, err
	}
	for i := range rows {
		if r := &rows[i]; r.Outcome == "" {
			j.compare(ctx, r)
		}
	}
	if err := j.seen(ctx, rows); err != nil {
		return 0, 0, err
	}
	if s.Kind.Register() {
		gone, err := p.absent(ctx, s, rows)
		return words.Version, len(gone), err
	}
	return words.Version, 0, nil
}

// translate finds by the employer's words what a row means.
func (j *judging) translate(r *ImportRow) {
	switch {
	case r.Outcome != "":
	case r.Body.Entry != nil:
		e := r.Body.Entry
		if status, ok := j.statuses.Find(e.Body, e.Said); ok {
			e.Status, r.QueueKey = string(status), ""
			return
		}
		// What nobody knows bars from work until somebody has looked.
		e.Status, r.QueueKey = string(registration.Unrecognised), register.KeyOf(e.Body, e.Said)
	case r.Body.Name != "":
		name, err := esr.Parse(r.Body.Name)
		if err != nil {
			r.reject(importfile.CompetencyName, "This is not how the Electronic Staff Record names a competency.", esrFix(err))
			return
		}
		meaning, ok := j.esr.Find(name)
		switch {
		case !ok:
			r.Outcome, r.QueueKey = recordimport.Queued, name.Key()
		case meaning.LeftOut():
			r.Outcome, r.QueueKey = recordimport.LeftOut, ""
		default:
			r.QueueKey = ""
			r.mean(meaning, name, j.periods)
		}
	case r.Body.Competency != nil:
		r.Body.Competency.expire(0, j.periods)
	}
}

// mean takes the meaning of an ESR name for the row's competency.
func (r *ImportRow) mean(m esr.Meaning, n esr.Name, in periods) {
	c := r.Body.Competency
	c.Framework, c.Code, c.Level = m.Framework, m.Code, m.At(n)
	c.expire(n.Years, in)
}

// expire gives a competency without an end the framework's period from the day on which it was achieved, or the shorter one
// that its name says. What has no period does not expire.
func (c *RowCompetency) expire(years int, in periods) {
	if c.ValidUntil != nil || c.AchievedOn.IsZero() {
		return
	}
	months, by := in.Months(c.Framework, c.Code, c.Level), in.version
	if said := 12 * years; said > 0 && (months == 0 || said < months) {
		months, by = said, 0
	}
	if months > 0 {
		until := importfile.After(c.AchievedOn, months)
		c.ValidUntil, c.Derived, c.RefreshVersion = &until, true, by
	}
}

// load reads the passports that rows name, and rejects rows that name somebody else's people.
func (j *judging) load(ctx context.Context, rows []ImportRow) error {
	var ids []id.ID
	had := map[id.ID]bool{}
	for _, r := range rows {
		if r.Outcome == "" && r.WorkerID != nil && !had[*r.WorkerID] {
			had[*r.WorkerID] = true
			ids = append(ids, *r.WorkerID)
		}
	}
	j.workers = make(map[id.ID]*worker.Worker, len(ids))
	for chunk := range slices.Chunk(ids, passportsAtOnce) {
		some, err := j.p.Imports.Passports(ctx, chunk)
		if err != nil {
			return err
		}
		for workerID, w := range some {
			if j.p.sameNow(w.HomeEmployer(), j.s.Employer) {
				j.workers[workerID] = w
			}
		}
	}
	for i := range rows {
		if r := &rows[i]; r.Outcome == "" && r.WorkerID != nil && j.workers[*r.WorkerID] == nil {
			r.WorkerID = nil
			r.reject(importfile.WorkerRef, nobody, nobodyFix)
		}
	}
	return nil
}

// reject says what is wrong with a row that was read, in words that repeat nothing of it.
func (r *ImportRow) reject(f importfile.Field, message, fix string) {
	r.Outcome = recordimport.Rejected
	r.Problems = append(r.Problems, importfile.Problem{Field: f, Class: r.class(f), Message: message, Fix: fix})
}

// class says of what kind a value is of a row whose cells are gone.
func (r *ImportRow) class(f importfile.Field) string {
	if f == importfile.WorkerRef || f == register.Number {
		return importfile.Class(r.Body.Ref)
	}
	return "as read"
}
