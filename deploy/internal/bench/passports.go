package bench

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports"
)

// Sizes of one round.
const (
	crafts    = 1500 // credentials, presentations and verifications
	listsOnce = 12   // status lists of 2^20 places
	decided   = 4000 // decisions in memory
	asking    = 300  // decisions over HTTP
)

// What one core may take for each (docs/adr/0004-passports.md): a missed budget is a missed floor.
const (
	issueBudget  = 500 * time.Microsecond
	verifyBudget = time.Millisecond
	listBudget   = 100 * time.Millisecond
)

// crafted is one thing done in memory, and the bare work of the same run that it is held against.
type crafted struct {
	target, what string
	n            int
	do, bare     func() error
	// floor and goal are of the ratio; budget is of the median, zero for none.
	floor, goal float64
	budget      time.Duration
}

// passports measures credentials, status lists and decisions on one core, and the decision as people ask for it.
func (b *bench) passports(ctx context.Context) error {
	fmt.Fprintln(b.Out, "passports …")
	p, err := passports.NewPassportProbe(ctx, machine.Now())
	if err != nil {
		return err
	}
	credential, presentation := p.Bytes()
	for _, c := range []crafted{
		{"P1", "issue a credential / bare ES256 signature", crafts, p.Issue, p.BareSign, 6, 4, issueBudget},
		{"P2", "present a credential / bare ES256 signature", crafts, p.Present, p.BareSign, 8, 6, issueBudget},
		{"P3", "verify with key binding / two bare ES256 verifications", crafts, func() error { return p.Verify(ctx) }, twice(p.BareVerify), 3, 2, verifyBudget},
		{"P4", "sign a status list of 2^20 / zlib of the same bytes", listsOnce, p.SignList, p.BarePack, 1.5, 1.2, listBudget},
	} {
		if err := b.craft(c); err != nil {
			return err
		}
	}
	b.add(Row{Target: "P7", What: "a credential with all its claims, kB", Values: []float64{float64(credential) / 1000}, Floor: 3, Goal: 3,
		Sides: fmt.Sprintf("shown with four of its claims and the key binding: %.1f kB", float64(presentation)/1000)})
	return b.decisions(ctx, p)
}

func twice(do func() error) func() error {
	return func() error {
		if err := do(); err != nil {
			return err
		}
		return do()
	}
}

// craft takes one figure: the median of the thing between two medians of the bare work.
func (b *bench) craft(c crafted) error {
	var ratios, medians []float64
	var sides string
	for range b.Rounds {
		before, err := timed(c.n, c.bare)
		if err != nil {
			return err
		}
		took, err := timed(c.n, c.do)
		if err != nil {
			return err
		}
		after, err := timed(c.n, c.bare)
		if err != nil {
			return err
		}
		p50 := percentile(took, 50)
		base := (percentile(before, 50) + percentile(after, 50)) / 2
		ratios, medians = append(ratios, float64(p50)/float64(base)), append(medians, float64(p50)/float64(time.Millisecond))
		sides = fmt.Sprintf("last round p50 %s, p99 %s, %.0f/s a core, against %s and %s", p50, percentile(took, 99), float64(time.Second)/float64(p50),
			percentile(before, 50), percentile(after, 50))
	}
	b.add(Row{Target: c.target, What: c.what, Values: ratios, Floor: c.floor, Goal: c.goal, Sides: sides})
	if c.budget > 0 {
		budget := float64(c.budget) / float64(time.Millisecond)
		b.add(Row{Target: c.target, What: "   the same, p50 in ms", Values: medians, Floor: budget, Goal: budget / 2, Sides: "the budget of one core"})
	}
	return nil
}

// timed does a thing n times on one goroutine.
func timed(n int, do func() error) ([]time.Duration, error) {
	took := make([]time.Duration, n)
	for i := range took {
		at := machine.Now()
		if err := do(); err != nil {
			return nil, err
		}
		took[i] = since(at)
	}
	return took, nil
}

// decisions measures the rules alone, and the whole answer that a worker gets over HTTP. Both are held against the same
// Postgres: the rules against one guarded commit, which a booking's answer costs in any case, the answer over HTTP, which
// only reads, against a bare round trip.
func (b *bench) decisions(ctx context.Context, p *passports.PassportProbe) error {
	if _, err := pg.Provision(ctx, b.sys.State.AdminURL, decisionDatabase, "bench"); err != nil {
		return err
	}
	cal, err := newBare(ctx, system.DatabaseURL(b.sys.State.AdminURL, decisionDatabase))
	if err != nil {
		return err
	}
	defer cal.pool.Close()
	ask, err := b.asker(ctx)
	if err != nil {
		return err
	}
	trip := func() error { _, err := cal.pool.Exec(ctx, `select 1`); return err }
	for _, warm := range []func() error{ask, trip} {
		if _, err := timed(asking/10, warm); err != nil {
			return err
		}
	}
	var rules, tail, asked []float64
	var sidesRules, sidesTail, sidesAsked string
	for range b.Rounds {
		_, one, err := cal.rate(ctx, 1, calibration/3)
		if err != nil {
			return err
		}
		took, err := timed(decided, func() error { p.Decide(); return nil })
		if err != nil {
			return err
		}
		_, two, err := cal.rate(ctx, 1, calibration/3)
		if err != nil {
			return err
		}
		commit := float64(one+two) / 2
		p50, p99 := percentile(took, 50), percentile(took, 99)
		rules, tail = append(rules, float64(p50)/commit), append(tail, float64(p99)/commit)
		sidesRules = fmt.Sprintf("last round p50 %s against %s and %s for a bare commit", p50, one, two)
		sidesTail = fmt.Sprintf("last round p99 %s", p99)

		before, err := timed(asking, trip)
		if err != nil {
			return err
		}
		answers, err := timed(asking, ask)
		if err != nil {
			return err
		}
		after, err := timed(asking, trip)
		if err != nil {
			return err
		}
		asked = append(asked, float64(percentile(answers, 50))/(float64(percentile(before, 50)+percentile(after, 50))/2))
		sidesAsked = fmt.Sprintf("last round p50 %s, p99 %s, against %s and %s a round trip to Postgres", percentile(answers, 50), percentile(answers, 99),
			percentile(before, 50), percentile(after, 50))
	}
	b.add(Row{Target: "P5", What: "decide, with digest, p50 / bare commit p50", Values: rules, Floor: 1, Goal: 0.5, Sides: sidesRules})
	b.add(Row{Target: "P5", What: "decide, with digest, p99 / bare commit p50", Values: tail, Floor: 8, Goal: 2, Sides: sidesTail})
	b.add(Row{Target: "P6", What: "a worker's decision over HTTP p50 / bare round trip p50", Values: asked, Floor: 120, Goal: 60, Sides: sidesAsked})
	return nil
}

const decisionDatabase = "bench_decisions"

// askers is how many workers ask in turn, so that nobody asks too often.
const askers = 20

// asker asks, as one worker after the other, what the answer to a shift at home would be.
func (b *bench) asker(ctx context.Context) (func() error, error) {
	starts := machine.Now().AddDate(0, 0, 3).UTC().Truncate(time.Hour)
	var clients []apiclient.Client
	var paths []string
	for _, w := range b.people[:min(askers, len(b.people))] {
		token, err := b.sys.Provider.Token(w.Principal(b.world.ICS), time.Hour)
		if err != nil {
			return nil, err
		}
		q := url.Values{"staff_group": {w.StaffGroup}, "role": {w.Role}, "band": {w.Band}, "host_employer": {w.Home}, "starts_at": {starts.Format(time.RFC3339)},
			"ends_at": {starts.Add(8 * time.Hour).Format(time.RFC3339)}, "competency": {"cstf:FIRE:1", "cstf:RES:1"}}
		clients = append(clients, apiclient.Client{Base: b.sys.State.URL, Token: token})
		paths = append(paths, "/api/passports/v1/workers/"+w.ID+"/decision?"+q.Encode())
	}
	n := 0
	return func() error {
		n++
		var answer struct{ Outcome string }
		if err := clients[n%len(clients)].Get(ctx, paths[n%len(paths)], &answer); err != nil {
			return err
		}
		if answer.Outcome == "" {
			return errors.New("a decision without an outcome")
		}
		return nil
	}, nil
}
