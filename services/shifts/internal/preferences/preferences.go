// Package preferences is what a worker wants to see of the open shifts. It belongs to the worker alone: no employer is
// told which wards somebody hides.
package preferences

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/muster-ics/muster/services/shifts/internal/odscode"
)

// The limits of preferences.
const (
	MaxKM    = 200 // further than anybody travels for a shift
	maxWards = 100
)

// Ward is a ward at a site.
type Ward struct {
	Site string `json:"site"`
	Ward string `json:"ward"`
}

// Preferences are one worker's. The zero value prefers nothing.
type Preferences struct {
	// Area is the outward half of a postcode, for distances; never the whole, which would be an address. Empty is unknown.
	Area string
	// WithinKM leaves out what is further; 0 leaves nothing out.
	WithinKM int
	// Hidden wards are not listed; Favourites can be listed alone.
	Hidden, Favourites []Ward
}

// Problem is one thing to change.
type Problem struct{ Field, Message string }

// Invalid is what is wrong with preferences.
type Invalid struct{ Problems []Problem }

// Error implements error.
func (e *Invalid) Error() string {
	return fmt.Sprintf("preferences: %s: %s", e.Problems[0].Field, e.Problems[0].Message)
}

var wardCode = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Validate gives an *Invalid with every problem, or nil. Whether Area exists is not looked at.
func (p Preferences) Validate() error {
	var ps []Problem
	if p.WithinKM < 0 || p.WithinKM > MaxKM {
		ps = append(ps, Problem{"within_km", fmt.Sprintf("Give a distance from 1 to %d km, or 0 for any.", MaxKM)})
	}
	if p.WithinKM > 0 && p.Area == "" {
		ps = append(ps, Problem{"postcode", "Give a postcode to measure the distance from, or take the distance out."})
	}
	for field, wards := range map[string][]Ward{"hidden_wards": p.Hidden, "favourite_wards": p.Favourites} {
		if len(wards) > maxWards {
			ps = append(ps, Problem{field, fmt.Sprintf("Keep at most %d wards.", maxWards)})
		}
		for i, w := range wards {
			if !odscode.Valid(w.Site) || !wardCode.MatchString(w.Ward) {
				ps = append(ps, Problem{fmt.Sprintf("%s[%d]", field, i), "Give a site's ODS code and a ward's code."})
			}
		}
	}
	for i, w := range p.Hidden {
		if slices.Contains(p.Favourites, w) {
			ps = append(ps, Problem{fmt.Sprintf("hidden_wards[%d]", i), "A ward cannot be hidden and a favourite; take it out of one."})
		}
	}
	if len(ps) == 0 {
		return nil
	}
	slices.SortFunc(ps, func(a, b Problem) int { return slices.Compare([]string{a.Field}, []string{b.Field}) })
	return &Invalid{ps}
}

// Mark is what a worker thinks of a ward.
type Mark string

// The marks of a ward.
const (
	Unmarked  Mark = "none"
	Favourite Mark = "favourite"
	Hide      Mark = "hidden"
)

// MarkOf tells what the worker thinks of a ward.
func (p Preferences) MarkOf(w Ward) Mark {
	switch {
	case slices.Contains(p.Favourites, w):
		return Favourite
	case slices.Contains(p.Hidden, w):
		return Hide
	}
	return Unmarked
}

// WithMark gives the preferences with another mark for a ward: it takes the place of the one that the ward has.
func (p Preferences) WithMark(w Ward, m Mark) Preferences {
	same := func(o Ward) bool { return o == w }
	p.Favourites = slices.DeleteFunc(slices.Clone(p.Favourites), same)
	p.Hidden = slices.DeleteFunc(slices.Clone(p.Hidden), same)
	switch m {
	case Favourite:
		p.Favourites = append(p.Favourites, w)
	case Hide:
		p.Hidden = append(p.Hidden, w)
	}
	return p
}
