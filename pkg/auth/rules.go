package auth

import "github.com/muster-ics/muster/pkg/fault"

// OnlyAuditors lets the auditors of the facts' system through and nobody else.
func OnlyAuditors(p Principal, f Facts) error {
	if p.Role == Auditor && p.ICS == f.ICS {
		return nil
	}
	return fault.New(fault.Forbidden, "not_an_auditor", "Only auditors of this system may read its whole history.")
}
