package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// LaddersOf gives an employer's ladders, that of every group first: the default one while it has chosen none. An empty
// employer is the caller's own.
func (a *App) LaddersOf(ctx context.Context, employer string) ([]release.Ladder, error) {
	employer, err := a.mayReadLadder(ctx, employer)
	if err != nil {
		return nil, err
	}
	all, err := a.ladders.Of(ctx, employer)
	if err != nil {
		return nil, err
	}
	for i, l := range all {
		all[i] = inherited(l, employer)
	}
	if !slices.ContainsFunc(all, func(l release.Ladder) bool { return l.StaffGroup == release.AllGroups }) {
		all = slices.Insert(all, 0, standard(employer, release.AllGroups))
	}
	return all, nil
}

// LadderOf gives the ladder that holds for one staff group.
func (a *App) LadderOf(ctx context.Context, employer, staffGroup string) (release.Ladder, error) {
	employer, err := a.mayReadLadder(ctx, employer)
	if err != nil {
		return release.Ladder{}, err
	}
	if !aGroup(staffGroup) {
		return release.Ladder{}, unknown()
	}
	l, err := a.ladderFor(ctx, employer, staffGroup)
	if l.Employer == "" {
		return standard(employer, release.AllGroups), err
	}
	return inherited(l, employer), err
}

// inherited is a ladder as an employer sees it: of one by another that it followed it has no version yet.
func inherited(l release.Ladder, employer string) release.Ladder {
	if l.Employer != employer {
		l.Employer, l.Version = employer, 0
	}
	return l
}

func (a *App) mayReadLadder(ctx context.Context, employer string) (string, error) {
	if employer == "" {
		employer = employerOf(ctx)
	}
	_, err := a.check(ctx, ReadLadder, auth.Facts{Employer: employer})
	return employer, err
}

func standard(employer, staffGroup string) release.Ladder {
	l := release.Default()
	l.Employer, l.StaffGroup = employer, staffGroup
	return l
}

func aGroup(g string) bool { return g == release.AllGroups || slices.Contains(shift.StaffGroups, g) }

// ChangeLadder replaces the ladder of one staff group of the caller's employer. Shifts that are posted keep theirs.
// matches judges the version that is to be replaced, 0 when the group has no ladder of its own.
func (a *App) ChangeLadder(ctx context.Context, l release.Ladder, matches func(version int64) error) (release.Ladder, error) {
	who, err := a.check(ctx, ChangeLadder, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return release.Ladder{}, err
	}
	if !aGroup(l.StaffGroup) {
		return release.Ladder{}, unknown()
	}
	if ps := l.Problems(release.National); len(ps) > 0 {
		return release.Ladder{}, ladderFault(ps, "body.")
	}
	there, err := a.ladders.For(ctx, who.Employer, l.StaffGroup)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return release.Ladder{}, err
	}
	l.Employer, l.ID, l.Version = who.Employer, id.New(), 1
	if there.StaffGroup == l.StaffGroup && there.Employer == who.Employer {
		l.ID, l.Version = there.ID, there.Version+1
	}
	if err := matches(l.Version - 1); err != nil {
		return release.Ladder{}, err
	}
	err = a.ladders.Put(ctx, l, a.clock.Now())
	if errors.Is(err, ErrRaced) {
		return release.Ladder{}, fault.New(fault.Stale, "stale", "Somebody changed this ladder before you. Read it again, then make your change.")
	}
	return l, asFault(err)
}

func ladderFault(ps []release.Problem, at string) error {
	f := fault.New(fault.Invalid, "invalid_input", "This ladder cannot be right; see what to change.")
	for _, p := range ps {
		f = f.WithFields(fault.Field{Location: at + p.Field, Message: p.Message})
	}
	return f
}

// MaxWhatIf bounds what a ladder is judged by: so many shifts, and so long a span.
const (
	MaxWhatIf     = 5000
	MaxWhatIfSpan = 62 * 24 * time.Hour
)

// WhatIf lays a ladder out over what the caller's employer posted in a span, and changes nothing.
func (a *App) WhatIf(ctx context.Context, l release.Ladder, from, to time.Time) (release.WhatIf, error) {
	employer, err := a.mayReadLadder(ctx, "")
	if err != nil {
		return release.WhatIf{}, err
	}
	if ps := l.Problems(release.National); len(ps) > 0 || !aGroup(l.StaffGroup) {
		if !aGroup(l.StaffGroup) {
			ps = append(ps, release.Problem{Field: "staff_group", Message: "Choose a staff group, or * for all."})
		}
		return release.WhatIf{}, ladderFault(ps, "body.ladder.")
	}
	if !to.After(from) || to.Sub(from) > MaxWhatIfSpan {
		return release.WhatIf{}, fault.New(fault.Invalid, "invalid_input", "Choose a span of at most 62 days.").
			WithFields(fault.Field{Location: "body.to", Message: "Give an end after the beginning, at most 62 days later."})
	}
	past, err := a.shifts.PostedBetween(ctx, employer, l.StaffGroup, from, to, MaxWhatIf)
	if err != nil {
		return release.WhatIf{}, err
	}
	return release.Replay(l, past, release.National), nil
}
