package deployments

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// SiteState is a place where shifts are worked. Its aggregate id is the site's ODS code.
type SiteState struct {
	ODS string `json:"ods"`
	// Employer is whose it is at the time of telling; it is told anew on the day on which that changes.
	Employer string  `json:"employer"`
	Name     string  `json:"name"`
	Town     string  `json:"town"`
	Postcode string  `json:"postcode"`
	Lat      float64 `json:"lat"`
	Lon      float64 `json:"lon"`
	// Owners says whose it was, is and will be, earliest first. Absent from older tellers, which knew one owner only.
	Owners []Owner `json:"owners,omitempty"`
	// Replaces is the code under which the same place was known before its first owner here; empty when there was none.
	Replaces string `json:"replaces,omitempty"`
}

// Owner is the employer that a site belongs to: from From, and before Until. Nil is as far as anybody knows.
type Owner struct {
	Employer string     `json:"employer"`
	From     *time.Time `json:"from,omitempty"`
	Until    *time.Time `json:"until,omitempty"`
}

// Validate returns what breaks the contract.
func (s SiteState) Validate() error {
	var c check.Errors
	c.ODS("ods", s.ODS)
	c.ODS("employer", s.Employer)
	c.That(s.Name != "", "name must be set")
	c.That(s.Lat >= -90 && s.Lat <= 90 && s.Lon >= -180 && s.Lon <= 180, "lat and lon must be degrees")
	for i, o := range s.Owners {
		c.ODS("owners.employer", o.Employer)
		c.That(o.From == nil || o.Until == nil || o.Until.After(*o.From), "an owner must have the site for some time")
		if i > 0 {
			before := s.Owners[i-1].Until
			c.That(before != nil && o.From != nil && !o.From.Before(*before), "a site has one owner at a time, earliest first")
		}
	}
	if s.Replaces != "" {
		c.ODS("replaces", s.Replaces)
	}
	c.That(s.Replaces != s.ODS, "no site replaces itself")
	return c.Err()
}
