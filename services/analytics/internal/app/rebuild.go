package app

import (
	"context"
	"maps"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Span is what was read of one producer's stream.
type Span struct {
	Producer string
	// First and Last are the first and last places that the stream had when it was read.
	First, Last int64
	// Floor is a place up to which the live projection had surely applied everything before its rows were read.
	Floor int64
}

// Twin is a projection that a rebuild compares and replaces.
type Twin interface {
	// Live reads all live rows, each as the event that it stands for, in one snapshot.
	Live(ctx context.Context) ([]Heard, error)
	// Keep writes the rebuilt rows beside the live ones, in place of those of the last rebuild.
	Keep(ctx context.Context, rows []Heard, spans []Span) error
	// Swap puts the rows of the last Keep in the place of the live ones, but for live rows from later in the streams, and
	// begins a new epoch.
	Swap(ctx context.Context) error
}

// Refold folds streams anew and compares the result with live rows that go on moving meanwhile. The two meet at one point:
// each aggregate at the version of its live row, or, where the live projection is behind its own floor, at the version
// that it should have.
type Refold struct {
	spans  map[string]Span
	live   map[string]Heard
	point  map[string]Heard
	newest map[string]Heard
}

// NewRefold begins a comparison with the live rows. The streams are to be read after the rows were.
func NewRefold(live []Heard, spans []Span) *Refold {
	r := &Refold{spans: map[string]Span{}, live: make(map[string]Heard, len(live)), point: map[string]Heard{}, newest: map[string]Heard{}}
	for _, h := range live {
		r.live[h.Key()] = h
	}
	for _, s := range spans {
		r.spans[s.Producer] = s
	}
	return r
}

// Take folds one event.
func (r *Refold) Take(h Heard) {
	key := h.Key()
	keepNewest(r.newest, key, h)
	live, known := r.live[key]
	if h.Sequence <= r.spans[h.Producer].Floor || (known && h.Version() <= live.Version()) {
		keepNewest(r.point, key, h)
	}
}

func keepNewest(rows map[string]Heard, key string, h Heard) {
	if old, known := rows[key]; !known || old.Version() < h.Version() {
		rows[key] = h
	}
}

// Hashes gives the hash of the live rows and that of the rebuilt ones at the same point. Live rows from before the first
// message that a stream still has are left out: the stream cannot speak of them.
func (r *Refold) Hashes() (live, rebuilt string) {
	comparable := maps.Clone(r.live)
	for key, h := range r.live {
		if _, told := r.newest[key]; !told && h.Sequence < r.spans[h.Producer].First && r.spans[h.Producer].First > 1 {
			delete(comparable, key)
		}
	}
	return hashOf(comparable), hashOf(r.point)
}

// Newest is the newest state of everything in the streams, in canonical order.
func (r *Refold) Newest() []Heard { return ordered(r.newest) }

func ordered(rows map[string]Heard) []Heard {
	out := make([]Heard, 0, len(rows))
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		out = append(out, rows[key])
	}
	return out
}

func hashOf(rows map[string]Heard) string { return HashOf(slices.Values(ordered(rows))) }

// HashOf is the hash of rows in canonical order: that of their keys.
func HashOf(rows func(yield func(Heard) bool)) string {
	h := fillrate.NewHash()
	for row := range rows {
		switch {
		case row.Shift != nil:
			h.Add(*row.Shift)
		case row.Organisation != nil:
			h.AddLine(row.Organisation.Line())
		default:
			h.AddLine(row.Work.Line())
		}
	}
	return h.Sum()
}

// Key names the aggregate. Keys sort in canonical order: shifts by id, then organisations by kind and code,
// then approved hours by booking.
func (h Heard) Key() string {
	if h.Shift != nil {
		return "1/" + h.Shift.Facts().ID.String()
	}
	if h.Work != nil {
		return "3/" + h.Work.Booking.String()
	}
	return "2/" + string(h.Organisation.Kind) + "/" + h.Organisation.ODS
}

// Version is the aggregate's version in this event.
func (h Heard) Version() int64 {
	if h.Shift != nil {
		return h.Shift.Facts().Version
	}
	if h.Work != nil {
		return h.Work.Version
	}
	return h.Organisation.Version
}

// Employer is whose data the event makes newer: the host's, for shifts and hours; empty for the rest.
func (h Heard) Employer() string {
	switch {
	case h.Shift != nil:
		return h.Shift.Facts().Employer
	case h.Work != nil:
		return h.Work.Employer
	}
	return ""
}
