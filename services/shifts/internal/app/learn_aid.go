package app

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
)

// LearnAid keeps a mutual aid as deployments told it at a version of its aggregate, and tells workers of the shifts that it
// has opened to them. Who has been told of a shift before is not told again.
func (a *App) LearnAid(ctx context.Context, m deployments.MutualAidState, version int64) error {
	aidID, err := id.Parse(m.MutualAidID)
	if err != nil {
		return fmt.Errorf("mutual aid: %w", err)
	}
	aid, err := aidOf(m)
	if err != nil {
		return err
	}
	if _, err := a.evidence.PutAid(ctx, aidID, version, aid); err != nil || m.Status != "active" {
		return err
	}
	// Also when it is heard again: the first time may have been cut off before everybody was told.
	for _, shiftID := range aid.Shifts {
		if err := a.TellOpenShift(ctx, Opening{ShiftID: shiftID, At: m.OpenedAt}); err != nil {
			return err
		}
	}
	return nil
}

func aidOf(m deployments.MutualAidState) (eligibility.Aid, error) {
	agreement, err := id.Parse(m.AgreementID)
	if err != nil {
		return eligibility.Aid{}, fmt.Errorf("mutual aid's agreement: %w", err)
	}
	aid := eligibility.Aid{Agreement: agreement, Parties: m.Parties, Until: m.ClosesAt}
	if m.EndedAt != nil && m.EndedAt.Before(aid.Until) {
		aid.Until = *m.EndedAt
	}
	for _, s := range m.Shifts {
		shiftID, err := id.Parse(s.ShiftID)
		if err != nil {
			return eligibility.Aid{}, fmt.Errorf("mutual aid's shift: %w", err)
		}
		aid.Shifts = append(aid.Shifts, shiftID)
	}
	return aid, nil
}

// aidedTo are the employers to whose workers mutual aid has opened a shift.
func (a *App) aidedTo(ctx context.Context, shiftID id.ID, now time.Time) ([]string, error) {
	e, err := a.evidence.Of(ctx, nil, now)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, aid := range e.Aids {
		f := eligibility.Facts{Aids: []eligibility.Aid{aid}}
		for _, party := range aid.Parties {
			if _, open := f.Aided(party, shiftID, now); open {
				out = append(out, party)
			}
		}
	}
	return out, nil
}
