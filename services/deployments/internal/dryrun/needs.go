package dryrun

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// Needs is what a shift asks of the worker beside the post. Shifts that ask the same share one value.
type Needs struct {
	Registration           string
	DBSLevel, DBSWorkforce string
	EPP                    bool
	Competencies           []Competency
}

func (n *Needs) withChildren() bool { return n.DBSWorkforce == "child" || n.DBSWorkforce == "both" }

// Competency is one subject at a level, which a higher level satisfies.
type Competency struct {
	Framework, Code string
	Level           int
	// Until is until when the worker has it; nil is for ever. It has no meaning in a need.
	Until *time.Time
}

// Worker is what passports tells of one worker, as far as it is looked at here.
type Worker struct {
	Home          string
	Posts         []Post
	Checks        []Check
	Registrations []Registration
	Competencies  []Competency
	// Barred tells that a hold stands today.
	Barred bool
	// Busy are the worker's bookings, in order of their start.
	Busy []Span
}

// Post is what the home employer engages the worker for.
type Post struct {
	StaffGroup, Role, Band string
	Until                  *time.Time
}

// Check is one employment check that is satisfied.
type Check struct {
	Type, Level, Workforce string
	EPPUntil, Until        *time.Time
}

// Registration is one that lets the worker work.
type Registration struct {
	Body  string
	Until *time.Time
}

// Span is a time.
type Span struct{ From, Until time.Time }

// always is what every shift asks for.
var always = []string{"right_to_work", "identity", "references", "occupational_health"}

// dbsLevels are in rising order.
var dbsLevels = []string{"basic", "standard", "enhanced", "enhanced_barred"}

// forever stands for no end.
var forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// fitsUntil is until when a worker meets what shifts of one kind ask for; the zero time when they do not.
func (w *Worker) fitsUntil(k kind) time.Time {
	if w.Barred {
		return time.Time{}
	}
	until := w.postUntil(k)
	for _, check := range always {
		until = earlier(until, w.checkUntil(check))
	}
	n := k.needs
	if n.DBSLevel != "" {
		until = earlier(until, w.dbsUntil(n))
	}
	if n.EPP {
		until = earlier(until, w.eppUntil())
	}
	if n.Registration != "" {
		until = earlier(until, w.registeredUntil(n.Registration))
	}
	for _, c := range n.Competencies {
		until = earlier(until, w.competentUntil(c))
	}
	return until
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(until time.Time, p *time.Time) time.Time {
	if p == nil {
		return forever
	}
	if p.After(until) {
		return *p
	}
	return until
}

func (w *Worker) postUntil(k kind) (until time.Time) {
	for _, p := range w.Posts {
		if p.StaffGroup == k.group && p.Role == k.role && suffices(p.Band, k.band) {
			until = later(until, p.Until)
		}
	}
	return until
}

// suffices tells whether a band may work a shift of another: its own and those below; medical grades stand for themselves.
func suffices(has, needs string) bool {
	if has == "medical" || needs == "medical" {
		return has == needs
	}
	at := func(band string) int {
		return slices.IndexFunc(agreement.Bands, func(b agreement.Word) bool { return b.Code == band })
	}
	return at(has) >= at(needs)
}

func (w *Worker) checkUntil(kind string) (until time.Time) {
	for _, c := range w.Checks {
		switch {
		case c.Type != kind:
		case kind == "identity" || kind == "references":
			return forever // They have no end.
		default:
			until = later(until, c.Until)
		}
	}
	return until
}

func (w *Worker) dbsUntil(n *Needs) (until time.Time) {
	for _, c := range w.Checks {
		if c.Type == "dbs" && slices.Index(dbsLevels, c.Level) >= slices.Index(dbsLevels, n.DBSLevel) &&
			(n.DBSWorkforce == "" || c.Workforce == "both" || c.Workforce == n.DBSWorkforce) {
			until = later(until, c.Until)
		}
	}
	return until
}

func (w *Worker) eppUntil() (until time.Time) {
	for _, c := range w.Checks {
		if c.EPPUntil != nil {
			until = later(until, c.EPPUntil)
		}
	}
	return until
}

func (w *Worker) registeredUntil(body string) (until time.Time) {
	for _, r := range w.Registrations {
		if r.Body == body {
			until = later(until, r.Until)
		}
	}
	return until
}

func (w *Worker) competentUntil(need Competency) (until time.Time) {
	for _, c := range w.Competencies {
		if c.Framework == need.Framework && c.Code == need.Code && c.Level >= need.Level {
			until = later(until, c.Until)
		}
	}
	return until
}

// rest is what lies between two shifts of one worker.
const rest = 11 * time.Hour

// free tells that no booking of the worker comes too near a shift.
func (w *Worker) free(x *Shift) bool {
	for _, b := range w.Busy {
		if b.From.Before(x.EndsAt.Add(rest)) && b.Until.Add(rest).After(x.StartsAt) {
			return false
		}
	}
	return true
}
