package app

import (
	"context"
	"maps"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
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
	live   map[fact.Key]Heard
	point  map[fact.Key]Heard
	newest map[fact.Key]Heard
}

// NewRefold begins a comparison with the live rows. The streams are to be read after the rows were.
func NewRefold(live []Heard, spans []Span) *Refold {
	r := &Refold{spans: map[string]Span{}, live: make(map[fact.Key]Heard, len(live)), point: map[fact.Key]Heard{}, newest: map[fact.Key]Heard{}}
	for _, h := range live {
		r.live[h.Fact.Key] = h
	}
	for _, s := range spans {
		r.spans[s.Producer] = s
	}
	return r
}

// Take folds one event.
func (r *Refold) Take(h Heard) {
	key := h.Fact.Key
	keepNewest(r.newest, key, h)
	live, known := r.live[key]
	if h.Sequence <= r.spans[h.Producer].Floor || (known && h.Fact.Version <= live.Fact.Version) {
		keepNewest(r.point, key, h)
	}
}

func keepNewest(rows map[fact.Key]Heard, key fact.Key, h Heard) {
	if old, known := rows[key]; !known || old.Fact.Version < h.Fact.Version {
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

func ordered(rows map[fact.Key]Heard) []Heard {
	out := make([]Heard, 0, len(rows))
	for _, key := range slices.SortedFunc(maps.Keys(rows), fact.Key.Compare) {
		out = append(out, rows[key])
	}
	return out
}

func hashOf(rows map[fact.Key]Heard) string { return HashOf(slices.Values(ordered(rows))) }

// HashOf is the hash of rows in canonical order: that of their keys.
func HashOf(rows func(yield func(Heard) bool)) string {
	h := fact.NewHash()
	for row := range rows {
		h.Add(row.Fact)
	}
	return h.Sum()
}
