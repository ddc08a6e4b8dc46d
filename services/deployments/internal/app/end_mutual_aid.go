package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// EndMutualAid closes what a lead has opened, before its time. Bookings that were asked for before stay.
func (a *App) EndMutualAid(ctx context.Context, aid id.ID) (out mutualaid.MutualAid, err error) {
	who, err := a.policy.Check(ctx, MutualAidEnd, auth.Facts{ICS: a.ICS})
	if err != nil {
		return out, err
	}
	err = a.MutualAids.Update(ctx, aid, func(m *mutualaid.MutualAid) (Told, bool, error) {
		now, before := a.Now(), m.Record()
		if !m.Stop(mutualaid.ByLead, now) {
			return Told{}, false, fault.New(fault.Conflict, "mutual_aid_ended", "It has ended already.")
		}
		out = *m
		return tellMutualAid(m, &before, a.ICS, now, a.by(ctx, who, "mutual_aid.end")), true, nil
	})
	if errors.Is(err, ErrAbsent) {
		return out, noMutualAid()
	}
	return out, err
}

// CloseMutualAids ends those whose moment has come and those whose agreement has ended, and tells how many. It goes by the
// database's clock; at is for a history that is written under another. Replicas may run it together, and after a restart it
// finds what it left.
func (a *App) CloseMutualAids(ctx context.Context, at *time.Time) (ended int, err error) {
	for {
		due, err := a.MutualAids.ToEnd(ctx, at)
		if err != nil || len(due) == 0 {
			return ended, err
		}
		before := ended
		for _, d := range due {
			done, err := a.closeMutualAid(ctx, d)
			if err != nil {
				return ended, err
			}
			if done {
				ended++
			}
		}
		if ended == before {
			return ended, nil // Somebody else is at the same rows.
		}
	}
}

func (a *App) closeMutualAid(ctx context.Context, d DueAid) (done bool, err error) {
	err = a.MutualAids.Update(ctx, d.ID, func(m *mutualaid.MutualAid) (Told, bool, error) {
		before := m.Record()
		if d.Early {
			done = m.Stop(mutualaid.ByAgreement, d.Due)
		} else {
			done = m.Close(d.Due)
		}
		if !done {
			return Told{}, false, nil
		}
		return tellMutualAid(m, &before, a.ICS, d.Due, system("scheduler", "mutual_aid.close", "")), true, nil
	})
	return done, err
}
