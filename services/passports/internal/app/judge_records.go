package app

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func itoa(n int) string { return strconv.Itoa(n) }

// compare says of a row whose person and words are known whether it would be recorded, is recorded already, or breaks a
// rule.
func (j *judging) compare(ctx context.Context, r *ImportRow) {
	switch {
	case r.Body.Competency != nil:
		j.compareCompetency(r)
	case r.Body.Entry != nil:
		j.compareEntry(r)
	case r.Body.Worker != nil:
		j.compareWorker(ctx, r)
	}
}

func (j *judging) compareCompetency(r *ImportRow) {
	c, err := j.p.newCompetency(j.s.Kind, r.Body).competency(j.now)
	if err != nil {
		r.refused(err, map[string]importfile.Field{"valid_until": ends(j.s.Kind), "achieved_on": begins(j.s.Kind)})
		return
	}
	key := r.WorkerID.String() + string(mustJSON(r.Body.Competency))
	if above, twice := j.first[key]; twice {
		r.Outcome = recordimport.Unchanged
		r.Notes = append(r.Notes, "The same as row "+itoa(above)+".")
		return
	}
	j.first[key] = r.Number
	r.Outcome = recordimport.Accepted
	if hasCompetency(j.workers[*r.WorkerID], c.Record()) {
		r.Outcome = recordimport.Unchanged
	}
}

// hasCompetency tells whether a passport has the very same record.
func hasCompetency(w *worker.Worker, c competency.Record) bool {
	for _, had := range w.Record().Competencies {
		h := had.Record()
		if h.Framework == c.Framework && h.Code == c.Code && h.Level == c.Level && h.AchievedOn.Equal(c.AchievedOn) && sameTime(h.ValidUntil, c.ValidUntil) {
			return true
		}
	}
	return false
}

func sameTime(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

// compareEntry records what a register says only where it differs from what it said last.
func (j *judging) compareEntry(r *ImportRow) {
	g, err := entry(*r.Body.Entry, r.Body.Ref, *j.s.AsOf, j.now, j.rules.registers)
	if err != nil {
		r.refused(err, nil)
		return
	}
	newest, found := registration.Newest(j.workers[*r.WorkerID].Record().Registrations, g.Body())
	switch {
	case found && newest.Record().CheckedAt.After(*j.s.AsOf):
		r.Outcome = recordimport.Unchanged
		r.Notes = append(r.Notes, "The passport has a newer reading of this register.")
	case r.QueueKey != "":
		r.Outcome = recordimport.Queued
	case found && sameEntry(newest.Record(), g.Record()):
		r.Outcome = recordimport.Unchanged
	default:
		r.Outcome = recordimport.Accepted
	}
}

func sameEntry(a, b registration.Record) bool {
	return a.Status == b.Status && sameTime(a.ValidUntil, b.ValidUntil) && sameLicence(a, b)
}

func (j *judging) compareWorker(ctx context.Context, r *ImportRow) {
	in := enrolmentOf(r.Body, j.s.Employer)
	if _, _, err := in.passport(ctx, j.now, j.rules); err != nil {
		r.refusedWorker(err)
		return
	}
	r.Outcome = recordimport.Accepted
}

// seen gives rows their digests, and leaves unchanged what was recorded from a file before.
func (j *judging) seen(ctx context.Context, rows []ImportRow) error {
	if j.s.Kind.Register() {
		// A register may say again what it said before something else.
		return nil
	}
	var at []int
	var texts [][]string
	for i, r := range rows {
		if r.Outcome == recordimport.Accepted {
			at, texts = append(at, i), append(texts, digested(j.s.Kind, r))
		}
	}
	digests, err := j.p.Imports.Digests(ctx, j.s.Employer, texts)
	if err != nil {
		return err
	}
	recorded, err := j.p.Imports.Recorded(ctx, j.s.Employer, digests)
	if err != nil {
		return err
	}
	for k, i := range at {
		rows[i].Digest = digests[k]
		_, before := recorded[string(digests[k])]
		switch {
		case before:
			rows[i].Outcome = recordimport.Unchanged
		case j.s.Kind == recordimport.Workers && rows[i].WorkerID != nil:
			rows[i].reject(importfile.WorkerRef, "Somebody with this number is enrolled already, and the row says something else.", "Change the passport itself; send competencies and registers as files of their own.")
		}
	}
	return nil
}

// digested is by what a row is known again.
func digested(k recordimport.Kind, r ImportRow) []string {
	if k == recordimport.Workers {
		return []string{"worker", r.Body.Ref, string(mustJSON(r.Body.Worker))}
	}
	c := *r.Body.Competency
	return []string{"competency", r.WorkerID.String(), c.Framework, c.Code, itoa(c.Level), c.AchievedOn.Format(time.RFC3339), until(c.ValidUntil)}
}

func until(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		// Only texts, numbers and times in years 0 to 9999 are inside, and those always encode.
		return nil
	}
	return b
}

// refused takes what the rules refuse for the row's problems. fields gives the columns of a rule's parts where they differ.
func (r *ImportRow) refused(err error, fields map[string]importfile.Field) {
	ins := refusal.Inputs(err)
	if len(ins) == 0 {
		r.reject("", "This row breaks a rule.", "Look at it, and record it on the passport if it is right.")
	}
	for _, in := range ins {
		f, ok := fields[in.Field]
		if !ok {
			f = importfile.Field(in.Field)
		}
		r.reject(f, in.Message, "")
	}
}

// refusedWorker does the same for a person.
func (r *ImportRow) refusedWorker(err error) {
	var f *fault.Error
	if !errors.As(err, &f) || len(f.Fields) == 0 {
		r.refused(err, nil)
		return
	}
	checks := r.Body.Worker.Checks
	for _, field := range f.Fields {
		part, name, nested := strings.Cut(field.Location, ".")
		switch {
		case !nested:
			name = part
		case strings.HasPrefix(part, "registrations"):
			name = "registration_" + name
		case strings.HasPrefix(part, "checks["):
			if n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(part, "checks["), "]")); err == nil && n < len(checks) {
				name = checks[n].Type + "_" + name
			}
		}
		r.reject(importfile.Field(name), field.Message, "")
	}
}

func begins(k recordimport.Kind) importfile.Field {
	if k == recordimport.ESR {
		return importfile.DateStart
	}
	return importfile.AchievedOn
}

func ends(k recordimport.Kind) importfile.Field {
	if k == recordimport.ESR {
		return importfile.ExpiryDate
	}
	return importfile.ExpiresOn
}
