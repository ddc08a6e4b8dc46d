package app

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// readAtOnce is how many workers are read at once: a diary has up to some hundreds of lines.
const readAtOnce = 200

// crowd decides on many workers about one shift. What is the same for several of them is read once.
type crowd struct {
	*App
	s   shift.State
	now time.Time

	hosts      map[string]eligibility.Host
	agreements map[string][]eligibility.Agreement
}

// member is one of a crowd, with what a decision on them rests on.
type member struct {
	eligibility.Worker
	Facts eligibility.Facts
	// Area is where they measure distances from; empty when they have not said.
	Area string
}

func (a *App) crowd(ctx context.Context, s shift.State, now time.Time) (crowd, error) {
	c := crowd{App: a, s: s, now: now, agreements: map[string][]eligibility.Agreement{}}
	hosts, err := a.hours.Hosts(ctx)
	if err != nil {
		return c, err
	}
	f := eligibility.Facts{Hosts: hosts}
	err = a.learnHost(ctx, &f, s.Employer)
	c.hosts = f.Hosts
	return c, err
}

// each calls do with the workers in their order, without those of whom passports has not told.
func (c crowd) each(ctx context.Context, workers []id.ID, do func(member) error) error {
	for some := range slices.Chunk(workers, readAtOnce) {
		facts, err := c.facts.FactsOf(ctx, some, c.now)
		if err != nil {
			return err
		}
		evidence, err := c.evidence.Of(ctx, some, c.now)
		if err != nil {
			return err
		}
		var members []member
		for _, worker := range some {
			f, known := facts[worker]
			if !known {
				continue
			}
			m, err := c.member(ctx, f)
			if err != nil {
				return err
			}
			evidence.add(&m.Facts, m.Worker, c.now)
			members = append(members, m)
		}
		given, err := c.given(ctx, some, slices.Collect(maps.Values(c.agreements))...)
		if err != nil {
			return err
		}
		for _, m := range members {
			m.Facts.Given = given[m.ID]
			if err := do(m); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c crowd) member(ctx context.Context, f WorkerFacts) (member, error) {
	w, err := workerOf(f.Passport, f.Floor)
	if err != nil {
		return member{}, err
	}
	agreements, err := c.agreementsFrom(ctx, w.HomeEmployer)
	return member{Worker: w, Area: f.Area, Facts: eligibility.Facts{
		Agreements: agreements, Diary: f.Diary, Hosts: c.hosts, Blocks: f.Blocks, Unavailable: f.Unavailable}}, err
}

func (c crowd) agreementsFrom(ctx context.Context, home string) ([]eligibility.Agreement, error) {
	if known, ok := c.agreements[home]; ok {
		return known, nil
	}
	told, err := c.agreementsOf(ctx, home)
	if err == nil {
		c.agreements[home] = told
	}
	return told, err
}
