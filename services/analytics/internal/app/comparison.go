package app

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// comparison hashes live and rebuilt rows, which go on moving meanwhile, at one point of the history: each thing at the
// version of its live row, or, where the live projection is behind its own floor, at the version that it should have.
type comparison struct {
	spans  map[string]Span
	floors map[string]int64
	// points are the rows of things that moved meanwhile, at that point; nil while they are not known.
	points map[fact.Key]*Row
	// moved are the things of which more was told than the live rows can have heard, with the version of their live row.
	moved map[fact.Key]int64

	live, rebuilt *fact.Hash
	differences   int
	first         string
}

func newComparison(spans []Span, points map[fact.Key]*Row) *comparison {
	c := &comparison{
		spans: map[string]Span{}, floors: map[string]int64{}, points: points, moved: map[fact.Key]int64{}, live: fact.NewHash(), rebuilt: fact.NewHash(),
	}
	for _, s := range spans {
		c.spans[s.Producer], c.floors[s.Producer] = s, s.Floor
	}
	return c
}

// take compares one thing.
func (c *comparison) take(live, rebuilt *Row) {
	if rebuilt == nil && c.untold(*live) {
		return
	}
	if rebuilt != nil && (live == nil || live.Version != rebuilt.Version) && rebuilt.Sequence > c.floors[rebuilt.Producer] {
		point, known := c.points[rebuilt.Key]
		if !known {
			c.moved[rebuilt.Key] = 0
			if live != nil {
				c.moved[rebuilt.Key] = live.Version
			}
		}
		rebuilt = point
	}
	if live != nil {
		c.live.AddRow(live.Key, live.Version, live.Body)
	}
	if rebuilt != nil {
		c.rebuilt.AddRow(rebuilt.Key, rebuilt.Version, rebuilt.Body)
	}
	if how := difference(live, rebuilt); how != "" {
		if c.differences++; c.differences == 1 {
			c.first = how
		}
	}
}

// untold tells that a live row is from before the first message that its stream still has: the stream cannot speak of it.
func (c *comparison) untold(live Row) bool {
	first := c.spans[live.Producer].First
	return live.Sequence < first && first > 1
}

// difference says in words how two rows of one thing differ; empty when they do not.
func difference(live, rebuilt *Row) string {
	switch {
	case live == nil && rebuilt == nil:
		return ""
	case live == nil:
		return fmt.Sprintf("%s %s is missing: the events tell of it at version %d (place %d in the stream of %s)",
			rebuilt.Kind, rebuilt.ID, rebuilt.Version, rebuilt.Sequence, rebuilt.Producer)
	case rebuilt == nil:
		return fmt.Sprintf("%s %s stands at version %d, and no event tells of it", live.Kind, live.ID, live.Version)
	case live.Version != rebuilt.Version:
		return fmt.Sprintf("%s %s stands at version %d; by the events it is at version %d (place %d in the stream of %s)",
			live.Kind, live.ID, live.Version, rebuilt.Version, rebuilt.Sequence, rebuilt.Producer)
	case string(live.Body) != string(rebuilt.Body):
		return fmt.Sprintf("%s %s at version %d: %s", live.Kind, live.ID, live.Version, differentField(live.Body, rebuilt.Body))
	}
	return ""
}

// differentField names the first field, by name, in which two states differ.
func differentField(live, rebuilt []byte) string {
	var a, b map[string]json.RawMessage
	if json.Unmarshal(live, &a) != nil || json.Unmarshal(rebuilt, &b) != nil {
		return "its state cannot be read"
	}
	all := maps.Clone(a)
	maps.Copy(all, b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if string(a[name]) != string(b[name]) {
			return fmt.Sprintf("%s is %s, by the events %s", name, orNothing(a[name]), orNothing(b[name]))
		}
	}
	return "its state is written otherwise than the events have it"
}

func orNothing(v json.RawMessage) string {
	if len(v) == 0 {
		return "not there"
	}
	return string(v)
}

// pointsOf reads the streams again for the things that moved: each at the newest version that was applied for sure, or that
// its live row has.
func pointsOf(ctx context.Context, s Streams, moved map[fact.Key]int64, floors map[string]int64, progress func(done, last uint64)) (map[fact.Key]*Row, error) {
	points := make(map[fact.Key]*Row, len(moved))
	for key := range moved {
		points[key] = nil
	}
	err := s.Read(ctx, func(m Message) error {
		key, heard := m.about()
		live, asked := moved[key]
		if !heard || !asked {
			return nil
		}
		h, ok := s.Open(m)
		if !ok || h.Sequence > floors[h.Producer] && h.Fact.Version > live {
			return nil
		}
		if p := points[key]; p == nil || p.Version < h.Fact.Version {
			points[key] = &Row{Key: key, Producer: h.Producer, Version: h.Fact.Version, Sequence: h.Sequence, Body: h.Fact.Body()}
		}
		return nil
	}, progress)
	return points, err
}
