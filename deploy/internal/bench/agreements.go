package bench

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/muster-ics/muster/services/deployments"
)

// Sizes of D1 and D2.
const (
	agreementsInForce = 1000
	agreementsAsked   = 40_000 // how many placements one round asks about
)

// agreements measures D1 and D2: how many bookings across employers a second are answered by a thousand agreements in
// force, by all cores. The target is a rate, so a machine that others use too shows less.
func (b *bench) agreements(context.Context) error {
	fmt.Fprintf(b.Out, "answers by %d agreements in force …\n", agreementsInForce)
	p, err := deployments.NewAgreementProbe(agreementsInForce, 1, machine.Now())
	if err != nil {
		return err
	}
	var decided, answered []float64
	var sides, sidesAnswered string
	for range b.Rounds {
		rate, yes, err := perSecond(agreementsAsked, func(n int) (bool, error) { return p.Decide(n), nil })
		if err != nil {
			return err
		}
		decided = append(decided, rate)
		sides = fmt.Sprintf("%d cores, %.1f agreements name both employers, %.0f %% covered", runtime.NumCPU(), p.Candidates, 100*yes)
		if rate, _, err = perSecond(agreementsAsked/4, p.Answer); err != nil {
			return err
		}
		answered = append(answered, rate)
		sidesAnswered = "the same with facts from stored clauses and passport, inputs, digest and canonical answer"
	}
	b.add(Row{Target: "D1", What: "authorisations decided/s, 1,000 agreements", Values: decided, Floor: 10_000, Goal: 50_000, AtLeast: true, Sides: sides})
	b.add(Row{Target: "D2", What: "authorisations answered and recorded/s, less the database", Values: answered, Floor: 2_500, Goal: 10_000, AtLeast: true, Sides: sidesAnswered})
	return nil
}

// perSecond asks n questions on all cores and gives the rate and the share of yes.
func perSecond(n int, ask func(int) (bool, error)) (rate, yes float64, err error) {
	runtime.GC()
	var next, said atomic.Int64
	var failed atomic.Pointer[error]
	var all sync.WaitGroup
	start := machine.Now()
	for range runtime.NumCPU() {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				is, err := ask(i)
				if err != nil {
					failed.Store(&err)
					return
				}
				if is {
					said.Add(1)
				}
			}
		})
	}
	all.Wait()
	took := since(start)
	if e := failed.Load(); e != nil {
		return 0, 0, *e
	}
	return float64(n) / (float64(took) / float64(time.Second)), float64(said.Load()) / float64(n), nil
}
