package dryrun

import (
	"cmp"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// kind is what shifts have in common that the same workers can take.
type kind struct {
	group, role, band string
	needs             *Needs
}

// bucket is where workers of one employer and one sort of work lie.
type bucket struct{ home, group, role string }

// fit is a worker who meets a kind, until a moment.
type fit struct {
	worker int
	until  time.Time
}

// Run is one dry run under way. Shifts are added in any order and portions.
type Run struct {
	draft   agreement.Clauses
	parties []string
	codes   Codes
	others  []Standing
	cost    func(*Shift) int64
	workers []Worker
	in      map[bucket][]int
	fits    map[fitsOf][]fit
	opened  map[opening]bool
	parts   map[Outcome]*part
}

type fitsOf struct {
	home string
	kind kind
}

// Codes are all under which an employer stands at a moment, the one that is asked for first. An agreement may name it by any.
type Codes func(employer string, at time.Time) []string

// Itself are the codes where nobody follows anybody.
func Itself(employer string, _ time.Time) []string { return []string{employer} }

// opening is everything on which it depends whether the draft covers a shift: many shifts share it.
type opening struct {
	home, host, site, group, band string
	needs                         *Needs
}

// New begins a dry run. others are the agreements that decide already; cost is what a shift costs its host by the draft's
// money clause, in pence.
func New(draft agreement.Clauses, others []Standing, workers []Worker, codes Codes, cost func(*Shift) int64) *Run {
	r := &Run{
		draft: draft, parties: draft.Employers(), codes: codes, others: others, cost: cost, workers: workers, in: make(map[bucket][]int),
		fits: make(map[fitsOf][]fit), opened: make(map[opening]bool), parts: make(map[Outcome]*part, len(Outcomes)),
	}
	for i := range workers {
		w := &workers[i]
		for _, p := range w.Posts {
			b := bucket{w.Home, p.StaffGroup, p.Role}
			if at := r.in[b]; len(at) == 0 || at[len(at)-1] != i {
				r.in[b] = append(at, i)
			}
		}
	}
	for _, o := range Outcomes {
		r.parts[o] = newPart(len(workers))
	}
	return r
}

// Add looks at shifts of the parties.
func (r *Run) Add(shifts []Shift) {
	for i := range shifts {
		r.add(&shifts[i])
	}
}

func (r *Run) add(x *Shift) {
	p := r.parts[x.Outcome]
	p.asked++
	var any, already bool
	hosts := r.codes(x.Host, x.StartsAt)
	for _, party := range r.parties {
		if slices.Contains(hosts, party) {
			continue // They work in their own bank.
		}
		host := named(r.parties, hosts, party)
		if host == "" || !r.covers(party, host, x) {
			continue
		}
		could, covered := r.of(party, host, hosts, x, p)
		any, already = any || could, already || covered
	}
	switch {
	case any:
		p.total.count(x, r.cost(x))
	case already:
		p.already++
	}
}

// of looks at the workers of one party, also under codes that the agreement does not name: whether any could take the shift, and
// whether another agreement covers it.
func (r *Run) of(party, host string, hosts []string, x *Shift, p *part) (could, already bool) {
	c := p.cell(Key{party, host, x.StaffGroup}, len(r.workers))
	for _, home := range r.codes(party, x.StartsAt) {
		homes := r.codes(home, x.StartsAt)
		if named(r.parties, homes, "") != party {
			continue // They count with another party.
		}
		if slices.ContainsFunc(r.others, func(s Standing) bool { return s.covered(homes, hosts, x) }) {
			already = true
		} else if r.mark(home, x, c, p) {
			could = true
		}
	}
	if could {
		c.count(x, r.cost(x))
	}
	return could, already
}

func (r *Run) covers(home, host string, x *Shift) bool {
	k := opening{home, host, x.Site, x.StaffGroup, x.Band, x.Needs}
	yes, known := r.opened[k]
	if !known {
		yes = inScope(r.draft, home, host, x)
		r.opened[k] = yes
	}
	return yes
}

// mark notes who of an employer could take the shift, and tells whether anybody could.
func (r *Run) mark(home string, x *Shift, c *tally, p *part) (any bool) {
	for _, f := range r.fitting(home, kind{x.StaffGroup, x.Role, x.Band, x.Needs}) {
		if f.until.Before(x.EndsAt) {
			break // Those who are fit the longest come first.
		}
		if any && c.seen.has(f.worker) {
			continue // Nothing is learnt from who is counted already, and looking into a diary is what takes time.
		}
		if !r.workers[f.worker].free(x) {
			continue
		}
		any = true
		c.seen.add(f.worker)
		p.total.seen.add(f.worker)
	}
	return any
}

func (r *Run) fitting(home string, k kind) []fit {
	key := fitsOf{home, k}
	if known, ok := r.fits[key]; ok {
		return known
	}
	var out []fit
	for _, i := range r.in[bucket{home, k.group, k.role}] {
		if until := r.workers[i].fitsUntil(k); !until.IsZero() {
			out = append(out, fit{i, until})
		}
	}
	slices.SortFunc(out, func(a, b fit) int { return cmp.Or(b.until.Compare(a.until), cmp.Compare(a.worker, b.worker)) })
	r.fits[key] = out
	return out
}
