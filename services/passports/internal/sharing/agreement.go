// Package sharing is what passports knows of the agreements under which workers of one employer work for another: enough
// to tell who employs the worker during the shift. Whether an agreement covers a booking is for deployments to answer.
package sharing

import (
	"cmp"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Agreement is one agreement as deployments last told it. Empty lists of sites, staff groups or bands mean all.
type Agreement struct {
	ID id.ID
	// Version is the aggregate's; the newest word counts.
	Version int64
	// Model is one of the engagement models.
	Model  string
	Status string
	// Honoured tells that what was booked before its end stands afterwards.
	Honoured bool
	Parties  []Party

	Sites, StaffGroups, Bands []string
	From                      time.Time
	Until                     *time.Time
}

// Party is an employer that takes part from its signature on.
type Party struct {
	Employer string     `json:"employer"`
	SignedAt *time.Time `json:"signed_at,omitempty"`
}

// The statuses of agreements that count here.
const (
	InForce = "in_force"
	Ended   = "ended"
)

// Shift is what an agreement is held against.
type Shift struct {
	Home, Host, Site, StaffGroup, Band string
	StartsAt, EndsAt                   time.Time
}

// Covering gives the agreement under which a shift is worked: both signed before it starts, in scope, and lasting. Of
// several the one that the last party signed last, then the one with the smaller id, as deployments chooses. An agreement
// that has ended counts only for what it honours, and after those in force.
func Covering(all []Agreement, s Shift) (Agreement, bool) {
	var covering []Agreement
	for _, a := range all {
		if a.covers(s) {
			covering = append(covering, a)
		}
	}
	if len(covering) == 0 {
		return Agreement{}, false
	}
	return slices.MinFunc(covering, func(a, b Agreement) int {
		if (a.Status == InForce) != (b.Status == InForce) {
			if a.Status == InForce {
				return -1
			}
			return 1
		}
		if c := b.signed().Compare(a.signed()); c != 0 {
			return c
		}
		return cmp.Compare(a.ID.String(), b.ID.String())
	}), true
}

func (a Agreement) covers(s Shift) bool {
	if a.Status != InForce && (a.Status != Ended || !a.Honoured) {
		return false
	}
	return a.signedBy(s.Home, s.StartsAt) && a.signedBy(s.Host, s.StartsAt) && !a.From.After(s.StartsAt) &&
		(a.Until == nil || !a.Until.Before(s.EndsAt) || a.Status == Ended) &&
		within(a.Sites, s.Site) && within(a.StaffGroups, s.StaffGroup) && within(a.Bands, s.Band)
}

func (a Agreement) signedBy(employer string, at time.Time) bool {
	return slices.ContainsFunc(a.Parties, func(p Party) bool {
		return p.Employer == employer && p.SignedAt != nil && !p.SignedAt.After(at)
	})
}

// signed is when the last party signed.
func (a Agreement) signed() time.Time {
	var last time.Time
	for _, p := range a.Parties {
		if p.SignedAt != nil && p.SignedAt.After(last) {
			last = *p.SignedAt
		}
	}
	return last
}

func within(list []string, v string) bool {
	return len(list) == 0 || v == "" || slices.Contains(list, v)
}
