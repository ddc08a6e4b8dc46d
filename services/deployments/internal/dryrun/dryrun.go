// Package dryrun says what an agreement would open before anybody signs it: which shifts that nobody took, or that an agency
// took, workers of the other parties could have taken, and which open shifts they could take now. It counts and names
// nobody. Who could take a shift is judged by what passports tells today; what only the binding answer knows is in Limits.
package dryrun

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// Limits are what these figures cannot know, in the words in which people are told.
var Limits = []string{
	"Passports are read as they are today, also for shifts of the last four weeks.",
	"A worker counts as free when no booking known here comes within 11 hours of the shift. Contract rosters, leave and weekly hours are not looked at.",
	"Nobody has been asked. Distance, preference and the wish to work are not in it, and one worker is counted for every shift that they could have taken.",
	"Workers count whether or not they have let the new host see their passport; they would have to.",
	"A host's release ladder may keep a shift to its own bank. That is not looked at.",
	"The cost is at basic pay, without enhancements for unsocial hours and without travel. Where the clause asks for the home employer's rate, the host's posted rate stands in for it.",
}

// Outcome is what became of a shift.
type Outcome int

// The outcomes that are looked at.
const (
	// Unfilled started with nobody.
	Unfilled Outcome = iota
	// Agency was filled by an agency.
	Agency
	// Open has not started and is free.
	Open
)

// Outcomes are all, in the order in which they are shown.
var Outcomes = []Outcome{Unfilled, Agency, Open}

// Shift is one that the parties' banks did not fill, or have not yet.
type Shift struct {
	Outcome                Outcome
	Host, Site, StaffGroup string
	Role, Band             string
	StartsAt, EndsAt       time.Time
	Minutes                int
	// RatePence is the host's basic pay an hour.
	RatePence int64
	Needs     *Needs
}

// Standing is a version of an agreement that decides or did: what it covers the draft does not open.
type Standing struct {
	Clauses agreement.Clauses
	// Since is from when it decided, Until when it stopped; nil is never.
	Since time.Time
	Until *time.Time
	// Parties are all that signed it, those that joined later among them, with the time in which each takes part.
	Parties []agreement.Party
}

func (s Standing) covered(homes, hosts []string, x *Shift) bool {
	if x.StartsAt.Before(s.Since) || s.Until != nil && x.EndsAt.After(*s.Until) {
		return false
	}
	parties := make([]string, len(s.Parties))
	for i, p := range s.Parties {
		parties[i] = p.Employer
	}
	home := named(parties, homes, "")
	host := named(parties, hosts, home)
	return home != "" && host != "" && s.takesPart(home, x) && s.takesPart(host, x) && inScope(s.Clauses, home, host, x)
}

// named is the first of an employer's codes that is a party's, other than not; empty when none is.
func named(parties, codes []string, not string) string {
	for _, code := range codes {
		if code != not && slices.Contains(parties, code) {
			return code
		}
	}
	return ""
}

func (s Standing) takesPart(employer string, x *Shift) bool {
	return slices.ContainsFunc(s.Parties, func(p agreement.Party) bool {
		return p.Employer == employer && (p.AccedesAt == nil || !x.StartsAt.Before(*p.AccedesAt)) && (p.ExitsAt == nil || !x.EndsAt.After(*p.ExitsAt))
	})
}

// inScope tells whether clauses let workers of home take a shift of host, two that are parties, whatever the date.
func inScope(c agreement.Clauses, home, host string, x *Shift) bool {
	scope := c.Scope
	switch {
	case home == host, !c.Direction.Lends(home, host),
		!agreement.Covers(scope.SitesIn, x.Site), slices.Contains(scope.SitesOut, x.Site),
		!agreement.Covers(scope.StaffGroups, x.StaffGroup), !agreement.Covers(scope.Bands, x.Band),
		x.Needs.EPP && slices.Contains(scope.ExcludedActivities, "epp"),
		x.Needs.withChildren() && slices.Contains(scope.ExcludedActivities, "children"):
		return false
	}
	return true
}
