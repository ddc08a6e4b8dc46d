package due_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

var (
	now      = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	enrolled = now.AddDate(-1, 0, 0)
	soon     = now.AddDate(0, 1, 0)
	late     = now.AddDate(1, 0, 0)
	gone     = now.AddDate(0, -1, 0)
)

func person(group, role string) worker.Record {
	return worker.Record{ID: id.New(), HomeEmployer: "RVV", EnrolledAt: enrolled, Engagements: []worker.Engagement{
		{ID: id.New(), Employer: "RVV", Kind: "bank", StaffGroup: group, Role: role, Band: "5", From: enrolled},
	}}
}

func did(t check.Type, outcome check.Outcome, recorded time.Time, until *time.Time) check.Check {
	return check.Rehydrate(check.Record{ID: id.New(), Type: t, Outcome: outcome, CheckedOn: recorded, RecordedAt: recorded, ValidUntil: until})
}

func can(code string, level int, until *time.Time) competency.Competency {
	return competency.Rehydrate(competency.Record{ID: id.New(), Framework: "cstf", Code: code, Level: level, AchievedOn: enrolled, RecordedAt: enrolled, ValidUntil: until})
}

func on(body string, s registration.Status, until *time.Time) registration.Registration {
	return registration.Rehydrate(registration.Record{ID: id.New(), Body: body, Status: s, CheckedAt: gone, RecordedAt: gone, ValidUntil: until})
}

// The cases by name: what of a passport is due, since when or from when, and whether work stops without it.
func TestWhatIsDue(t *testing.T) {
	t.Parallel()
	nurse := func(change func(*worker.Record)) worker.Record {
		r := person("nursing_midwifery", "registered_nurse")
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		r    worker.Record
		want due.Line
	}{
		"a check that was never done is due since the enrolment": {nurse(func(*worker.Record) {}),
			due.Line{Kind: due.Check, Code: "dbs", State: due.Missing, Asked: true, DueAt: &enrolled}},
		"a check that holds is due when it runs out": {nurse(func(r *worker.Record) { r.Checks = []check.Check{did(check.RightToWork, check.Satisfied, gone, &soon)} }),
			due.Line{Kind: due.Check, Code: "right_to_work", State: due.Held, Asked: true, DueAt: &soon}},
		"a check without an end is never due": {nurse(func(r *worker.Record) { r.Checks = []check.Check{did(check.Identity, check.Satisfied, gone, nil)} }),
			due.Line{Kind: due.Check, Code: "identity", State: due.Held, Asked: true}},
		"a withdrawn check is due since it was recorded, whatever was there before": {nurse(func(r *worker.Record) {
			r.Checks = []check.Check{did(check.DBS, check.Satisfied, enrolled, &late), did(check.DBS, check.Withdrawn, gone, nil)}
		}), due.Line{Kind: due.Check, Code: "dbs", State: due.NotInPlace, Asked: true, DueAt: &gone}},
		"a nurse without a registration": {nurse(func(*worker.Record) {}),
			due.Line{Kind: due.Registration, Code: "NMC", State: due.Missing, Asked: true, DueAt: &enrolled}},
		"a dentist needs no medical register": {func() worker.Record {
			r := person("medical_dental", "dentist")
			r.Registrations = []registration.Registration{on("GDC", registration.Registered, &late)}
			return r
		}(), due.Line{Kind: due.Registration, Code: "GDC", State: due.Held, Asked: true, DueAt: &late, ReadAt: &gone}},
		"a lapsed registration is due at once, whatever its date": {nurse(func(r *worker.Record) {
			r.Registrations = []registration.Registration{on("NMC", registration.Lapsed, &late)}
		}), due.Line{Kind: due.Registration, Code: "NMC", State: due.Blocked, Asked: true, DueAt: &gone, ReadAt: &gone}},
		"conditions of practice wait for an approval": {nurse(func(r *worker.Record) {
			r.Registrations = []registration.Registration{on("NMC", registration.Conditions, &late)}
		}), due.Line{Kind: due.Registration, Code: "NMC", State: due.ByApproval, Asked: true, DueAt: &gone, ReadAt: &gone}},
		"a lower level is not what the role asks for": {nurse(func(r *worker.Record) { r.Competencies = []competency.Competency{can("IPC", 1, &late)} }),
			due.Line{Kind: due.Competency, Code: "cstf:IPC", Level: 2, State: due.Missing, Asked: true, DueAt: &enrolled}},
		"a higher level is": {nurse(func(r *worker.Record) { r.Competencies = []competency.Competency{can("RES", 3, &soon)} }),
			due.Line{Kind: due.Competency, Code: "cstf:RES", Level: 3, State: due.Held, Asked: true, DueAt: &soon}},
		"of two the longest lasting counts": {nurse(func(r *worker.Record) {
			r.Competencies = []competency.Competency{can("FIRE", 1, &late), can("FIRE", 1, &soon)}
		}), due.Line{Kind: due.Competency, Code: "cstf:FIRE", Level: 1, State: due.Held, Asked: true, DueAt: &late}},
		"a subject that is not asked for falls due once it is recorded": {nurse(func(r *worker.Record) { r.Competencies = []competency.Competency{can("PREV", 1, &gone)} }),
			due.Line{Kind: due.Competency, Code: "cstf:PREV", Level: 1, State: due.Held, DueAt: &gone}},
		"the post that lasts longest": {nurse(func(r *worker.Record) {
			r.Engagements[0].Until = &soon
			r.Engagements = append(r.Engagements, worker.Engagement{Employer: "RVV", From: enrolled, Until: &late}, worker.Engagement{Employer: "RWF", From: enrolled})
		}), due.Line{Kind: due.Engagement, Code: due.Post, State: due.Held, Asked: true, DueAt: &late}},
		"exposure-prone procedures run out apart": {nurse(func(r *worker.Record) {
			r.Checks = []check.Check{check.Rehydrate(check.Record{Type: check.OccupationalHealth, Outcome: check.Satisfied, RecordedAt: gone, EPPClearedUntil: &soon})}
		}), due.Line{Kind: due.Check, Code: due.EPP, State: due.Held, DueAt: &soon}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, l := range due.Of(c.r, shipped(t), now) {
				if l.Kind == c.want.Kind && l.Code == c.want.Code {
					if !same(l, c.want) {
						t.Errorf("want %+v, got %+v", c.want, l)
					}
					return
				}
			}
			t.Errorf("no line of %s %s", c.want.Kind, c.want.Code)
		})
	}
}

func same(a, b due.Line) bool {
	at := func(x, y *time.Time) bool { return x == nil && y == nil || x != nil && y != nil && x.Equal(*y) }
	return a.Kind == b.Kind && a.Code == b.Code && a.Level == b.Level && a.State == b.State && a.Asked == b.Asked && at(a.DueAt, b.DueAt) && at(a.ReadAt, b.ReadAt)
}

func TestWhatARoleIsNotAskedFor(t *testing.T) {
	t.Parallel()
	for _, l := range due.Of(person("admin_clerical", "ward_clerk"), shipped(t), now) {
		if l.Kind == due.Registration {
			t.Errorf("a ward clerk stands on no register: %+v", l)
		}
		if _, code, ok := l.Subject(); ok && code == "RES" {
			t.Error("a ward clerk is not asked to resuscitate")
		}
	}
	left := person("nursing_midwifery", "registered_nurse")
	left.Engagements[0].Until = &gone
	for _, l := range due.Of(left, shipped(t), now) {
		if l.Kind == due.Registration || l.Kind == due.Competency {
			t.Errorf("nothing of the role is asked of who has left: %+v", l)
		}
	}
}

func TestEveryLineHasItsOwnKey(t *testing.T) {
	t.Parallel()
	r := person("nursing_midwifery", "registered_nurse")
	r.Competencies = []competency.Competency{can("FIRE", 1, &soon), can("FIRE", 2, &late), can("PREV", 1, nil)}
	r.Registrations = []registration.Registration{on("NMC", registration.Registered, nil), on("NMC", registration.Registered, &late), on("HCPC", registration.Registered, nil)}
	r.Engagements = append(r.Engagements, worker.Engagement{Employer: "RVV", StaffGroup: "allied_health", Role: "physiotherapist", From: enrolled})
	seen := map[string]bool{}
	for _, l := range due.Of(r, shipped(t), now) {
		key := string(l.Kind) + " " + l.Code
		if seen[key] {
			t.Errorf("%s is told twice", key)
		}
		seen[key] = true
	}
}
