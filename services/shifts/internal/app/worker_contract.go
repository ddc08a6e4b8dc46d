package app

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// ShiftStateFor is a shift's contract as far as who may read it. Workers do not learn what an agency charges or why, nor
// whom else the ward asked for: that is between the employer and others.
func ShiftStateFor(who auth.Principal, s shift.State) es.ShiftState {
	st := ShiftState(s)
	if who.Role != auth.Worker {
		return st
	}
	st.AgencyTier, st.AgencyRatePence, st.CapPence, st.OverCap, st.OverCapWhy, st.OverCapRole = 0, 0, 0, false, "", ""
	st.OffFrameworkWhy, st.DisplacedAgency, st.DisplacedRatePence, st.Override = "", "", 0, nil
	if st.PreferredWorker != who.WorkerID {
		st.PreferredWorker = ""
	}
	return st
}
