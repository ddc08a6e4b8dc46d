// Package storetest has the suite that every store of analytics passes, and an in-memory store that passes it, for tests
// of use cases.
package storetest

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Memory implements app.Projection and app.Cells in memory.
type Memory struct {
	mu       sync.Mutex
	rows     map[fact.Key]row
	writes   int64
	ages     map[string]time.Time
	hours    map[string]map[time.Time]struct{}
	progress map[string]app.Progress

	cells   map[fillrate.Cell]published
	changes []app.StoredChange
	// publications counts the calls of Publish.
	publications int
}

type row struct {
	heard app.Heard
	// write is the number of the batch that wrote the row.
	write int64
}

type published struct {
	told            app.Published
	version, readTo int64
}

// NewMemory makes an empty store.
func NewMemory() *Memory {
	return &Memory{
		rows: map[fact.Key]row{}, ages: map[string]time.Time{}, hours: map[string]map[time.Time]struct{}{}, cells: map[fillrate.Cell]published{},
		progress: map[string]app.Progress{
			app.Shifts: {Producer: app.Shifts, Epoch: 1}, app.Passports: {Producer: app.Passports, Epoch: 1},
			app.Deployments: {Producer: app.Deployments, Epoch: 1},
		},
	}
}

// Apply implements app.Projection.
func (m *Memory) Apply(_ context.Context, heard []app.Heard) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writes++
	for _, h := range heard {
		p := m.progress[h.Producer]
		p.Sequence = max(p.Sequence, h.Sequence)
		if p.Newest == nil || h.At.After(*p.Newest) {
			p.Newest = &h.At
		}
		old, known := m.rows[h.Fact.Key]
		if !known || old.heard.Fact.Version < h.Fact.Version {
			p.Events += h.Fact.Version
			if known {
				p.Events -= old.heard.Fact.Version
			}
			m.rows[h.Fact.Key] = row{heard: h, write: m.writes}
		}
		m.progress[h.Producer] = p
		if h.Fact.Ages() {
			m.noteAge(h.Fact.State.Place().Employer, h.At)
		}
	}
	return nil
}

func (m *Memory) noteAge(employer string, at time.Time) {
	if at.After(m.ages[employer]) {
		m.ages[employer] = at
	}
	if m.hours[employer] == nil {
		m.hours[employer] = map[time.Time]struct{}{}
	}
	m.hours[employer][at.UTC().Truncate(time.Hour)] = struct{}{}
}

// Hours implements app.Projection.
func (m *Memory) Hours(_ context.Context, since, until time.Time) (map[string][]time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := map[string][]time.Time{}
	for employer, hours := range m.hours {
		for h := range hours {
			if !h.Before(since) && h.Before(until) {
				out[employer] = append(out[employer], h)
			}
		}
	}
	return out, nil
}

// Follow implements app.Projection.
func (m *Memory) Follow(_ context.Context, kinds []fact.Kind, readTo int64, horizon time.Time) (app.Following, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := app.Following{ReadTo: m.writes + 1, Ages: maps.Clone(m.ages), Progress: m.sorted()}
	for _, r := range m.rows {
		x, start := r.heard.Fact, r.heard.Fact.State.Place().StartsAt
		if r.write >= readTo && slices.Contains(kinds, x.Kind) && (readTo > 0 || start.IsZero() || !start.Before(horizon)) {
			f.Facts = append(f.Facts, x)
		}
	}
	return f, nil
}

func (m *Memory) sorted() []app.Progress {
	return []app.Progress{m.progress[app.Deployments], m.progress[app.Passports], m.progress[app.Shifts]}
}

// Hash implements app.Projection.
func (m *Memory) Hash(context.Context) (string, []app.Progress, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := fact.NewHash()
	for _, key := range slices.SortedFunc(maps.Keys(m.rows), fact.Key.Compare) {
		h.Add(m.rows[key].heard.Fact)
	}
	return h.Sum(), m.sorted(), nil
}

// Published implements app.Cells.
func (m *Memory) Published(context.Context) (map[fillrate.Cell]app.Published, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := map[fillrate.Cell]app.Published{}
	for c, p := range m.cells {
		out[c] = p.told
	}
	return out, nil
}

// Publish implements app.Cells.
func (m *Memory) Publish(_ context.Context, p app.Publication, event func(app.CellFigures, int64) (events.Envelope, error)) ([]fillrate.Cell, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.publications++
	var written []fillrate.Cell
	for _, c := range p.Cells {
		old, known := m.cells[c.Cell]
		now := app.Published{Figures: c.Figures, Silent: c.Silent}
		if known && (old.told == now || old.readTo > p.ReadTo) {
			continue
		}
		env, err := event(c, old.version+1)
		if err != nil {
			return nil, err
		}
		m.cells[c.Cell] = published{told: now, version: old.version + 1, readTo: p.ReadTo}
		m.changes = append(m.changes, app.StoredChange{N: int64(len(m.changes)) + 1, Body: env.Data})
		written = append(written, c.Cell)
	}
	return written, nil
}

// Beside implements app.Cells.
func (m *Memory) Beside(_ context.Context, all []app.Beside) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, b := range all {
		body, err := json.Marshal(b)
		if err != nil {
			return err
		}
		m.changes = append(m.changes, app.StoredChange{N: int64(len(m.changes)) + 1, Body: body, Beside: true})
	}
	return nil
}

// Publications is how often Publish was called.
func (m *Memory) Publications() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.publications
}

// ChangesAfter implements app.Cells.
func (m *Memory) ChangesAfter(_ context.Context, n int64) (changes []app.StoredChange, oldest int64, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.changes) > 0 {
		oldest = max(m.changes[0].N, int64(len(m.changes))-app.KeptChanges)
	}
	for _, c := range m.changes {
		if c.N > n && c.N >= oldest {
			changes = append(changes, c)
		}
	}
	return changes, oldest, nil
}

var (
	_ app.Projection = (*Memory)(nil)
	_ app.Cells      = (*Memory)(nil)
)

// Replace takes a shift out and begins a new epoch, as a swap does.
func (m *Memory) Replace(gone fact.Key) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.rows, gone)
	for producer, p := range m.progress {
		p.Epoch++
		m.progress[producer] = p
	}
}
