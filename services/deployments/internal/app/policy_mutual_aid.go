package app

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions on mutual aid.
const (
	MutualAidActivate auth.Action = "mutual_aid.activate"
	MutualAidEnd      auth.Action = "mutual_aid.end"
	MutualAidRead     auth.Action = "mutual_aid.read"
)

// mutualAidPolicy is merged into Policy. Facts: Employer is the reader's own when it takes part, and empty when not.
var mutualAidPolicy = auth.Policy{
	MutualAidActivate: leadOpens,
	MutualAidEnd:      leadOpens,
	MutualAidRead:     partOrLeadOrAuditor,
}

func leadOpens(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Lead && p.ICS == f.ICS {
		return nil
	}
	return fault.New(fault.Forbidden, "lead_only", "Only a lead of the integrated care system %s may open shifts to all parties or close them.", f.ICS)
}

func partOrLeadOrAuditor(p auth.Principal, f auth.Facts) error {
	if oversees(p, f) || (p.Role == auth.Employer && f.Employer != "" && p.Employer == f.Employer) {
		return nil
	}
	return noMutualAid()
}

func noMutualAid() error {
	return fault.New(fault.NotFound, "mutual_aid_not_found", "There is no such mutual aid.")
}
