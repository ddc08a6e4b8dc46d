// Package app has the use cases of analytics: apply what was heard, keep figures live, publish their changes, answer
// questions about them.
package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// The producers that the projection hears.
const (
	Shifts      = "shifts"
	Passports   = "passports"
	Deployments = "deployments"
)

// Heard is one event, reduced to what the projection keeps of it.
type Heard struct {
	Producer string
	// Sequence is the place in the producer's stream; 0 when the event came without one.
	Sequence int64
	// At is the event's own time.
	At   time.Time
	Fact fact.Fact
}

// Progress is how far the projection has come with one producer.
type Progress struct {
	Producer string
	// Sequence is the furthest place in the stream that was applied.
	Sequence int64
	// Events is how many changes are accounted for, however often each was delivered.
	Events int64
	// Newest is the time of the newest event; nil before the first.
	Newest *time.Time
	// Epoch counts how often the rows were replaced by rebuilt ones.
	Epoch int64
}

// Following is what the rows say since a reader looked last.
type Following struct {
	// ReadTo is where to go on from the next time. Nothing below it is missed; some of what follows it comes again.
	ReadTo int64
	Facts  []fact.Fact
	// Ages has the time of each employer's newest event; Progress has every producer. Both are complete.
	Ages     map[string]time.Time
	Progress []Progress
}

// Projection keeps the newest fact of each thing.
type Projection interface {
	// Apply writes a batch in one transaction, together with progress and ages. What is not newer than what is there
	// changes nothing, so batches may come in any order and repeatedly.
	Apply(ctx context.Context, heard []Heard) error
	// Follow gives the facts of these kinds written since readTo; for readTo 0 all of them, but for work that started
	// before horizon.
	Follow(ctx context.Context, kinds []fact.Kind, readTo int64, horizon time.Time) (Following, error)
	// Hours gives the hours from since on, and before until, in which something was heard of each employer.
	Hours(ctx context.Context, since, until time.Time) (map[string][]time.Time, error)
	// Hash is the SHA-256 over all rows in canonical order, and the progress that belongs to it.
	Hash(ctx context.Context) (string, []Progress, error)
}

// Scope narrows a question. Empty means all.
type Scope struct {
	Employer, StaffGroup string
	// Codes are all for which Employer stands, its own among them; none means the one alone.
	Codes []string
}

// Employers are the codes that the scope is narrowed to; none means all.
func (s Scope) Employers() []string {
	switch {
	case s.Employer == "":
		return []string{}
	case len(s.Codes) == 0:
		return []string{s.Employer}
	}
	return s.Codes
}

// Has tells whether what bears an employer's code is in scope.
func (s Scope) Has(employer string) bool {
	return s.Employer == "" || s.Employer == employer || slices.Contains(s.Codes, employer)
}

// Day is the split of the shifts that start on one day in London.
type Day struct {
	Date    time.Time
	Figures fillrate.Figures
}

// History answers from the rows what the live figures do not keep.
type History interface {
	// Days gives the days with shifts that start in [from, until), oldest first.
	Days(ctx context.Context, s Scope, from, until time.Time) ([]Day, error)
	// Gaps gives the open shifts that start soonest at or after from.
	Gaps(ctx context.Context, s Scope, from time.Time, limit int) ([]fact.Fact, error)
}

// CellFigures is one cell with its figures.
type CellFigures struct {
	Cell    fillrate.Cell
	Figures fillrate.Figures
	// NewestEventAt is the time of the employer's newest event, nil before the first. Silent says that nothing was heard
	// of the employer for longer than is usual with it: the figures may be out of date.
	NewestEventAt *time.Time
	Silent        bool
}

// Published is what was told of a cell last.
type Published struct {
	Figures fillrate.Figures
	Silent  bool
}

// Publication is a set of figures taken at one moment.
type Publication struct {
	Cells []CellFigures
	// Watermark is the time of the newest event counted, AsOf the moment for which the figures hold.
	Watermark, AsOf time.Time
	// ReadTo is how far in the rows the figures had read.
	ReadTo int64
}

// StoredChange is one published change with its place in the order of all.
type StoredChange struct {
	N    int64
	Body []byte
	// Beside tells that it is a word on what stands beside the figures.
	Beside bool
}

// Cells keeps the published figures.
type Cells interface {
	// Published gives the figures published last.
	Published(ctx context.Context) (map[fillrate.Cell]Published, error)
	// Publish writes what differs, each with its event, in one transaction, and gives the cells written. Figures that had
	// read less far than the published ones are left out. event makes the event of one cell at one version.
	Publish(ctx context.Context, p Publication, event func(CellFigures, int64) (events.Envelope, error)) ([]fillrate.Cell, error)
	// Beside puts words on what changed beside the figures among the changes.
	Beside(ctx context.Context, all []Beside) error
	// ChangesAfter gives the changes after n in order; oldest is the first that is still kept, 0 when there is none.
	ChangesAfter(ctx context.Context, n int64) (changes []StoredChange, oldest int64, err error)
}
