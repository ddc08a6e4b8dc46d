package fact

import (
	"errors"
	"time"
)

// Deployment is a worker of one employer working one shift for another, or why an agreement did not allow it.
type Deployment struct {
	BookingID    string    `json:"booking_id"`
	HomeEmployer string    `json:"home_employer"`
	HostEmployer string    `json:"host_employer"`
	StaffGroup   string    `json:"staff_group"`
	Band         string    `json:"band,omitempty"`
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	// Status is authorised, refused, revoked or stood_down.
	Status           string `json:"status"`
	AgreementID      string `json:"agreement_id,omitempty"`
	AgreementVersion int64  `json:"agreement_version,omitempty"`
	// Codes are those of the reasons for which it was refused or revoked.
	Codes []string `json:"codes,omitempty"`
}

// Kind implements State.
func (Deployment) Kind() Kind { return KindDeployment }

// Place implements State.
func (d Deployment) Place() Place {
	return Place{Employer: d.HostEmployer, StaffGroup: d.StaffGroup, StartsAt: d.StartsAt}
}

// Validate implements State.
func (d Deployment) Validate() error {
	if d.HomeEmployer == "" || d.HostEmployer == "" || d.StartsAt.IsZero() {
		return errors.New("home, host and start must be set")
	}
	return nil
}
