package eligibility

import (
	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// AtTheDoor is what speaks against a shift by the passport alone, when the worker is about to start it: holds,
// registration, checks and competences. Whose shift it is, the agreement and the working time were settled at booking.
func AtTheDoor(w Worker, s shift.State, f Facts) []reason.Reason {
	rs := passportReasons(w, s)
	rs = append(rs, f.grantedAll(s, registrationReasons(w, s, f))...)
	rs = append(rs, f.grantedAll(s, checkReasons(w, s, f.evidence(s.Employer)))...)
	return append(rs, competenceReasons(w, s, f)...)
}
