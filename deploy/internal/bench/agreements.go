package bench

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/muster-ics/muster/services/deployments"
)

// Sizes of D1 and D2.
const (
	agreementsInForce = 1000
	agreementsAsked   = 40_000 // how many placements one round asks about
)

// agreements measures D1 and D2: how many bookings across employers are answered by a thousand agreements in force. The
// target is a rate, so it is told by the second of processor time: what one core does when nobody else uses it.
func (b *bench) agreements(context.Context) error {
	fmt.Fprintf(b.Out, "answers by %d agreements in force …\n", agreementsInForce)
	p, err := deployments.NewAgreementProbe(agreementsInForce, 1, machine.Now())
	if err != nil {
		return err
	}
	var decided, answered []float64
	var sides, sidesAnswered string
	for range b.Rounds {
		rate, wall, yes, err := perSecond(agreementsAsked, func(n int) (bool, error) { return p.Decide(n), nil })
		if err != nil {
			return err
		}
		decided = append(decided, rate)
		sides = fmt.Sprintf("by the clock on the wall %.0f a second on %d cores; %.1f agreements name both employers, %.0f %% covered", wall, runtime.NumCPU(), p.Candidates, 100*yes)
		if rate, wall, _, err = perSecond(agreementsAsked/4, p.Answer); err != nil {
			return err
		}
		answered = append(answered, rate)
		sidesAnswered = fmt.Sprintf("by the clock on the wall %.0f a second; with facts from stored clauses and passport, inputs, digest and canonical answer", wall)
	}
	b.add(Row{Target: "D1", What: "authorisations decided a core second, 1,000 agreements", Values: decided, Floor: 10_000, Goal: 50_000, AtLeast: true, Sides: sides})
	b.add(Row{Target: "D2", What: "the same answered and recorded, less the database", Values: answered, Floor: 2_500, Goal: 10_000, AtLeast: true, Sides: sidesAnswered})
	return nil
}

// perSecond asks n questions on all cores. It gives the rate by processor time and by the clock on the wall, and the share
// of yes.
func perSecond(n int, ask func(int) (bool, error)) (rate, wall, yes float64, err error) {
	runtime.GC()
	var next, said atomic.Int64
	var failed atomic.Pointer[error]
	var all sync.WaitGroup
	start := machine.Now()
	busy, err := processorTime()
	if err != nil {
		return 0, 0, 0, err
	}
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
	after, err := processorTime()
	if err != nil {
		return 0, 0, 0, err
	}
	if e := failed.Load(); e != nil {
		return 0, 0, 0, *e
	}
	return float64(n) / (after - busy).Seconds(), float64(n) / took.Seconds(), float64(said.Load()) / float64(n), nil
}

// processorTime is what this process has used of all cores, its garbage collector included.
func processorTime() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("processor time: %w", err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}
