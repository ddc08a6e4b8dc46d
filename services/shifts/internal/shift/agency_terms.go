package shift

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// AgencyTerms are the terms on which an agency fills the shift, beside its name and charge.
type AgencyTerms struct {
	// Framework is the approved framework's name; Tier the agency's on the ladder, from 1. Both are empty off-framework.
	AgencyFramework string
	AgencyTier      int
	// AgencyWorker is the agency's own reference for the person; never a name.
	AgencyWorker string
	// CapPence is the price cap that held for the shift; zero when there was none. OverCapWhy and OverCapRole say why and
	// by which duty a charge above it was allowed.
	CapPence    int64
	OverCapWhy  string
	OverCapRole string
	// AgencyLocksAt is until when a bank worker may take the shift from the agency.
	AgencyLocksAt *time.Time
	// OffFrameworkID is the approval to go off-framework and OffFrameworkWhy its code; empty without one.
	OffFrameworkID  id.ID
	OffFrameworkWhy string
	// DisplacedAgency is the agency that a bank worker took the shift from, and DisplacedRatePence what it would have charged
	// an hour; empty while none has been.
	DisplacedAgency    string
	DisplacedRatePence int64
}

// OverCap tells whether the agency charges more than the cap.
func (s State) OverCap() bool { return s.CapPence > 0 && s.AgencyRatePence > s.CapPence }
