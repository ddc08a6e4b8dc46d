package app

import (
	"context"
	"slices"
	"time"
)

// Partners keeps who is who and who shares staff with whom, as deployments tells it.
type Partners interface {
	// KeepEmployer and KeepAgreement write what deployments last said. Older words change nothing.
	KeepEmployer(ctx context.Context, ods, name string, version int64) error
	KeepSite(ctx context.Context, ods, employer, name string, version int64) error
	// A new word of an agreement has every booking ahead between its parties judged again, by now.
	KeepAgreement(ctx context.Context, a Agreement, version int64, now time.Time) error
	// EmployerNames gives the names of employers, by ODS code. Who is not known is left out.
	EmployerNames(ctx context.Context, codes ...string) (map[string]string, error)
	// Names gives all employers and sites by name.
	Names(ctx context.Context) (Names, error)
	// AgreementsOf gives the agreements in force to which an employer is a party, by id.
	AgreementsOf(ctx context.Context, employer string) ([]Agreement, error)
}

// Agreement is a workforce-sharing agreement, as far as a passport looks at it. Empty lists of sites, staff groups or
// bands mean all.
type Agreement struct {
	ID string `json:"id"`
	// Version counts the versions of the text.
	Version int64  `json:"version"`
	Title   string `json:"title"`
	// Model is who employs and pays: licence_to_attend, home_pays, host_pays or lead_employer.
	Model       string           `json:"model"`
	Status      string           `json:"status"`
	Parties     []AgreementParty `json:"parties"`
	Sites       []string         `json:"sites"`
	StaffGroups []string         `json:"staff_groups"`
	Bands       []string         `json:"bands"`
	From        time.Time        `json:"from"`
	Until       *time.Time       `json:"until,omitempty"`
	// Indemnity is whose scheme answers for clinical negligence; empty when it was not told.
	Indemnity string `json:"indemnity,omitempty"`
	// Honoured tells that what was booked before its end stands afterwards.
	Honoured bool `json:"honoured,omitempty"`
}

// AgreementParty is one employer of an agreement. It takes part from SignedAt, never before.
type AgreementParty struct {
	Employer string     `json:"employer"`
	SignedAt *time.Time `json:"signed_at,omitempty"`
	ExitsAt  *time.Time `json:"exits_at,omitempty"`
}

// Binds tells whether an employer takes part at a moment.
func (a Agreement) Binds(employer string, at time.Time) bool {
	if a.Status != "in_force" || at.Before(a.From) || (a.Until != nil && !at.Before(*a.Until)) {
		return false
	}
	return slices.ContainsFunc(a.Parties, func(p AgreementParty) bool {
		return p.Employer == employer && p.SignedAt != nil && !at.Before(*p.SignedAt) && (p.ExitsAt == nil || at.Before(*p.ExitsAt))
	})
}
