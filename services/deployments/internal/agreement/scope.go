package agreement

import (
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Scope is which work an agreement covers.
type Scope struct {
	// SitesIn are the only sites covered; empty is all sites of the parties. SitesOut are left out.
	SitesIn  []string `json:"sites_in"`
	SitesOut []string `json:"sites_out"`
	// StaffGroups and Bands are the only ones covered; empty is all.
	StaffGroups []string `json:"staff_groups"`
	Bands       []string `json:"bands"`
	// ExcludedActivities are work that no deployment may be for: epp, children or lone_working.
	ExcludedActivities []string `json:"excluded_activities"`
}

// Activities are work that an agreement may leave out.
var Activities = []Word{
	{"epp", "Exposure-prone procedures", "exposure-prone procedures"},
	{"children", "Work with children", "work with children"},
	{"lone_working", "Lone working", "lone working"},
}

// Covers tells whether a list of a scope has a value; an empty list has all.
func Covers(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }

// ScopeKey is equal for two agreements exactly when they cover the same sites, staff groups and bands. The store allows
// one agreement in force at a time for one lender, one borrower and one scope key.
func (c Clauses) ScopeKey() string {
	s := c.Scope.tidy()
	parts := []string{strings.Join(s.SitesIn, ","), strings.Join(s.StaffGroups, ","), strings.Join(s.Bands, ",")}
	if len(s.SitesOut) > 0 {
		parts = append(parts, "without "+strings.Join(s.SitesOut, ","))
	}
	return strings.Join(parts, "|")
}

func (s Scope) tidy() Scope {
	return Scope{
		SitesIn: sorted(s.SitesIn), SitesOut: sorted(s.SitesOut), StaffGroups: sorted(s.StaffGroups), Bands: sorted(s.Bands),
		ExcludedActivities: sorted(s.ExcludedActivities),
	}
}

func (s Scope) check(bad *rule.Check) {
	for field, list := range map[string][]string{"scope.sites_in": s.SitesIn, "scope.sites_out": s.SitesOut} {
		bad.That(len(list) <= 500, field, "Name at most 500 sites, or none for all.")
		bad.Distinct(field, list)
		for _, site := range list {
			bad.ODS(field, site)
		}
	}
	for _, site := range s.SitesOut {
		bad.That(!slices.Contains(s.SitesIn, site), "scope.sites_out", "The site %s is both covered and left out. Choose one.", site)
	}
	each(bad, "scope.staff_groups", s.StaffGroups, StaffGroups)
	each(bad, "scope.bands", s.Bands, Bands)
	each(bad, "scope.excluded_activities", s.ExcludedActivities, Activities)
}

// each wants every value of a list to be one of the words, and none twice.
func each(bad *rule.Check, field string, list []string, words []Word) {
	bad.Distinct(field, list)
	for _, v := range list {
		bad.OneOf(field, v, codes(words)...)
	}
}
