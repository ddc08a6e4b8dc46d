package fact

import (
	"errors"
	"fmt"
	"time"
)

// Shift is one place that a ward asked temporary staff for. Codes and moments are those of the event.
type Shift struct {
	Employer   string    `json:"employer"`
	Site       string    `json:"site"`
	Ward       string    `json:"ward"`
	StaffGroup string    `json:"staff_group"`
	Role       string    `json:"role"`
	Band       string    `json:"band"`
	StartsAt   time.Time `json:"starts_at"`
	EndsAt     time.Time `json:"ends_at"`
	// NetMinutes is the elapsed length less the unpaid break.
	NetMinutes int64  `json:"net_minutes"`
	Reason     string `json:"reason,omitempty"`
	Status     string `json:"status"`
	// FilledBy is the channel, and HomeEmployer the worker's own employer, while the shift is filled, started or worked.
	FilledBy     string `json:"filled_by,omitempty"`
	HomeEmployer string `json:"home_employer,omitempty"`
	BookingID    string `json:"booking_id,omitempty"`

	// PostedAt is when it was first asked for. The others are absent until they happen.
	PostedAt      time.Time  `json:"posted_at,omitzero"`
	BankClosesAt  time.Time  `json:"bank_closes_at,omitzero"`
	ApprovedAt    *time.Time `json:"approved_at,omitempty"`
	FirstFilledAt *time.Time `json:"first_filled_at,omitempty"`
	FilledAt      *time.Time `json:"filled_at,omitempty"`
	EndedAt       *time.Time `json:"ended_at,omitempty"`
	Reopened      int        `json:"reopened,omitempty"`
	NoticeBand    string     `json:"notice_band,omitempty"`
	// Opened are the steps of the release ladder that have opened, in time.
	Opened []Opened `json:"opened,omitempty"`

	// Rates are pence an hour. BaseRatePence is set while a higher rate stands.
	RatePence     int64 `json:"rate_pence,omitempty"`
	BaseRatePence int64 `json:"base_rate_pence,omitempty"`
	// Agency is set once an agency fills it, or did before a bank worker took it over.
	Agency Agency `json:"agency,omitzero"`
}

// Opened is one step of the release ladder that has opened.
type Opened struct {
	Step string    `json:"step"`
	Tier int       `json:"tier,omitempty"`
	At   time.Time `json:"at"`
}

// Agency is on what terms an agency fills a shift.
type Agency struct {
	Name      string `json:"name,omitempty"`
	Framework string `json:"framework,omitempty"`
	Tier      int    `json:"tier,omitempty"`
	// RatePence is what it charges an hour, CapPence the price cap an hour.
	RatePence int64 `json:"rate_pence,omitempty"`
	CapPence  int64 `json:"cap_pence,omitempty"`
	OverCap   bool  `json:"over_cap,omitempty"`
	// OverCapWhy and OffFrameworkWhy are the codes under which each was approved: the first by the duty OverCapRole, the
	// second by an executive.
	OverCapWhy      string `json:"over_cap_why,omitempty"`
	OverCapRole     string `json:"over_cap_role,omitempty"`
	OffFrameworkWhy string `json:"off_framework_why,omitempty"`
	// Override is set once a named role let agencies in before the bank had its time.
	Override *Override `json:"override,omitempty"`
	// Displaced is the agency that a bank worker took the shift from, and what it would have charged an hour.
	Displaced          string `json:"displaced,omitempty"`
	DisplacedRatePence int64  `json:"displaced_rate_pence,omitempty"`
}

// Override says by which duty, and under which code, agencies were let in early.
type Override struct {
	Role string    `json:"role"`
	Why  string    `json:"why"`
	At   time.Time `json:"at"`
}

// Kind implements State.
func (Shift) Kind() Kind { return KindShift }

// Place implements State.
func (s Shift) Place() Place {
	return Place{Employer: s.Employer, StaffGroup: s.StaffGroup, StartsAt: s.StartsAt}
}

// Validate implements State.
func (s Shift) Validate() error {
	switch {
	case s.Employer == "" || s.StaffGroup == "":
		return errors.New("employer and staff group must be set")
	case !s.EndsAt.After(s.StartsAt) || s.NetMinutes <= 0:
		return errors.New("it must have a real length")
	}
	switch s.Status {
	case "filled", "started", "worked":
		if channels[s.FilledBy] {
			return nil
		}
	case "open", "lapsed", "withdrawn", "cancelled":
		if s.FilledBy == "" {
			return nil
		}
	}
	return fmt.Errorf("status %q filled by %q cannot be counted", s.Status, s.FilledBy)
}

// channels are who may fill a shift.
var channels = map[string]bool{
	"own_bank": true, "collaborative_bank": true, "framework_agency": true, "off_framework_agency": true,
}

// Shifts are the shifts among facts.
func Shifts(facts []Fact) (out []Shift) {
	for _, f := range facts {
		if s, ok := f.State.(Shift); ok {
			out = append(out, s)
		}
	}
	return out
}
