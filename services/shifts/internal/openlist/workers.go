package openlist

import (
	"time"
	"unique"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
)

// standing orders what is told of a worker.
type standing struct {
	version int64
	rank    int16
}

func (s standing) olderThan(o standing) bool {
	return s.version < o.version || s.version == o.version && s.rank < o.rank
}

// workers lie in buckets of one kind of work and one home employer; one who is engaged for two kinds lies in two.
type workers struct {
	buckets map[place]*crowd
	at      map[id.ID]*known
}

type known struct {
	standing standing
	rows     []row
}

type row struct {
	in *crowd
	n  int
}

// crowd has a row a worker, in columns.
type crowd struct {
	haves []mask
	ids   []id.ID
}

func newWorkers() workers {
	return workers{buckets: make(map[place]*crowd), at: make(map[id.ID]*known)}
}

func (x *workers) in(w work, home string) *crowd { return x.buckets[place{w, home}] }

func (x *workers) put(d *dictionary, w eligibility.Worker, at standing) {
	k := x.at[w.ID]
	switch {
	case k == nil:
		k = &known{}
		x.at[w.ID] = k
	case at.olderThan(k.standing):
		return // The same again is kept again: the dictionary may tell more apart than it did.
	}
	for _, r := range k.rows {
		x.take(w.ID, r)
	}
	k.standing, k.rows = at, nil
	// By the zero time nothing has ended: what a worker holds today is decided when somebody asks.
	for _, e := range d.havesOf(w, time.Time{}) {
		p := place{work{unique.Make(e.work.staffGroup).Value(), unique.Make(e.work.role).Value()}, unique.Make(w.HomeEmployer).Value()}
		c := x.buckets[p]
		if c == nil {
			c = &crowd{}
			x.buckets[p] = c
		}
		k.rows = append(k.rows, row{c, len(c.ids)})
		c.haves, c.ids = append(c.haves, e.have), append(c.ids, w.ID)
	}
}

// take closes the row's gap with the last row.
func (x *workers) take(workerID id.ID, r row) {
	c, last := r.in, len(r.in.ids)-1
	if r.n != last {
		moved := c.ids[last]
		c.haves[r.n], c.ids[r.n] = c.haves[last], moved
		rows := x.at[moved].rows
		for i := range rows {
			if rows[i].in == c {
				rows[i].n = r.n
			}
		}
	}
	c.haves, c.ids = c.haves[:last], c.ids[:last]
}

// who adds those who hold what is needed.
func (c *crowd) who(need *mask, home string, out []Candidate) []Candidate {
	if c == nil {
		return out
	}
	for i := range c.haves {
		if need.in(&c.haves[i]) {
			out = append(out, Candidate{WorkerID: c.ids[i], Home: home})
		}
	}
	return out
}
