package app

import (
	"time"

	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// tellMutualAid tells all that a mutual aid is after a change. before is nil when it has just been opened. It is the whole
// system's fact, so it stands under the system's own code.
func tellMutualAid(m *mutualaid.MutualAid, before *mutualaid.Record, ics string, at time.Time, t Trail) Told {
	r := m.Record()
	state := mutualAidState(r)
	if before != nil {
		t.Before = canonical(mutualAidState(*before))
	}
	t.After, t.Reason = canonical(state), r.Why
	told := Told{Event: contracts.MutualAidActivatedV1{MutualAid: state}, Aggregate: r.ID.String(), Version: r.Version, ICS: ics, ODS: ics, At: at, Trail: t}
	if r.Status == mutualaid.Ended {
		told.Event = contracts.MutualAidEndedV1{MutualAid: state}
	}
	return told
}

func mutualAidState(r mutualaid.Record) contracts.MutualAidState {
	s := contracts.MutualAidState{
		MutualAidID: r.ID.String(), AgreementID: r.Agreement.String(), AgreementVersion: r.Terms, Parties: r.Parties, Why: r.Why,
		OpenedAt: r.OpenedAt, ClosesAt: r.ClosesAt, EndedAt: r.EndedAt, Status: string(r.Status), EndedBy: string(r.EndedBy),
	}
	for _, x := range r.Shifts {
		s.Shifts = append(s.Shifts, contracts.MutualAidShift{ShiftID: x.ID.String(), HostEmployer: x.Host})
	}
	return s
}
