package pay

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/odscode"
)

// MaxRatePence is the highest hourly rate: £500. Above it somebody has typed a daily rate.
const MaxRatePence = 50_000

// Card is an employer's rate for one kind of work from a day on. It has figures of its own only where they differ from
// the national ones.
type Card struct {
	ID       id.ID
	Employer string
	// StaffGroup and Band say which work; Role and Ward narrow it when they are not empty.
	StaffGroup, Band string
	Role, Ward       string
	// From is the first day in Europe/London on which a shift may start under the card, Until the first on which none
	// may any more; 0 is open.
	From, Until Day
	// Exactly one of BasicPence an hour and Point is set.
	BasicPence int64
	Point      Point
	Scheme     Scheme
	// UnsocialPence is the second flat rate of CoreUnsocial.
	UnsocialPence int64
	// Windows stand in place of those of the scheme when there are any; for Agenda for Change they are local percentages
	// or hours.
	Windows []Window
	// HighCost is the high cost area supplement in basis points of basic pay (London: 2000 inner, 1500 outer, 500 fringe
	// ‡), not below HighCostLeast and not above HighCostMost pence an hour when those are set. Section 4 of Agenda for
	// Change keeps it out of unsocial hours payments.
	HighCost, HighCostLeast, HighCostMost int64
	// Version counts the changes, from 1.
	Version int64
	// Rank is 0 of the employer's own card. Where it has none for the work, that of an employer whom it followed counts, the lowest
	// rank before others.
	Rank int
}

// Basic is the hourly pay on a day; false when the card names a pay point that is not known.
func (c Card) Basic(on Day) (int64, bool) {
	if c.BasicPence > 0 {
		return c.BasicPence, true
	}
	return PointPence(c.Band, c.Point, on)
}

// covers tells whether the card is for this work of the employer, on a day.
func (c Card) covers(s Shift, band string, on Day) bool {
	return c.Employer == s.Employer && c.StaffGroup == s.StaffGroup && c.Band == band &&
		(c.Role == "" || c.Role == s.Role) && (c.Ward == "" || c.Ward == s.Ward) &&
		c.From <= on && (c.Until == 0 || on < c.Until)
}

// narrowness orders the cards that cover the same work: one for the ward before one for the role before neither.
func (c Card) narrowness() int {
	n := 0
	if c.Ward != "" {
		n += 2
	}
	if c.Role != "" {
		n++
	}
	return n
}

// choose gives the card that counts: of the lowest rank the narrowest, then the one that began last.
func choose(cards []Card, s Shift, band string, on Day) (Card, bool) {
	best := -1
	for i, c := range cards {
		if !c.covers(s, band, on) {
			continue
		}
		if best < 0 || c.Rank < cards[best].Rank || c.Rank == cards[best].Rank && (c.narrowness() > cards[best].narrowness() ||
			c.narrowness() == cards[best].narrowness() && c.From > cards[best].From) {
			best = i
		}
	}
	if best < 0 {
		return Card{}, false
	}
	return cards[best], true
}

// highCost is the supplement an hour on a basic rate.
func (c Card) highCost(basic int64) int64 {
	if c.HighCost == 0 {
		return 0
	}
	p := max(HalfUp.divide(basic*c.HighCost, whole), c.HighCostLeast)
	if c.HighCostMost > 0 {
		p = min(p, c.HighCostMost)
	}
	return p
}

// windows are the hours that the card pays otherwise at a basic rate. A shift's rate above the card's lifts the second
// flat rate by as many pence.
func (c Card) windows(basic int64, on Day) []Window {
	if len(c.Windows) > 0 {
		return c.Windows
	}
	switch c.Scheme {
	case AfC:
		return afcWindows(afcEnhancement(c.Band))
	case Resident:
		return residentWindows()
	case CoreUnsocial:
		usual, _ := c.Basic(on)
		return coreUnsocialWindows(max(basic, c.UnsocialPence+basic-usual))
	}
	return nil
}

// Problem is one part of the input that breaks a rule. Field is its name, Message says what to change.
type Problem struct{ Field, Message string }

// Invalid is input that cannot become a rate card or a policy; all problems at once.
type Invalid struct{ Problems []Problem }

// Error implements error.
func (e *Invalid) Error() string {
	if len(e.Problems) == 0 {
		return "input is not valid"
	}
	return e.Problems[0].Field + ": " + e.Problems[0].Message
}

type problems []Problem

func (ps *problems) unless(ok bool, field, format string, args ...any) {
	if !ok {
		*ps = append(*ps, Problem{Field: field, Message: fmt.Sprintf(format, args...)})
	}
}

func (ps problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return &Invalid{Problems: ps}
}

var token = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// StaffGroups and Bands are what a card may be for; the same codes as those of shifts.
var (
	StaffGroups = []string{
		"medical_dental", "students", "nursing_midwifery", "allied_health", "additional_scientific",
		"healthcare_scientists", "clinical_support", "admin_clerical", "estates_ancillary", "supplementary",
	}
	Bands = append(slices.Clone(afcBands), "medical")
)

// Validate gives an *Invalid with every problem of the card, or nil.
func (c Card) Validate() error {
	var ps problems
	ps.unless(odscode.Valid(c.Employer), "employer", "Give the employer's ODS code, for example RVV.")
	ps.unless(slices.Contains(StaffGroups, c.StaffGroup), "staff_group", "Choose a staff group: %s.", strings.Join(StaffGroups, ", "))
	ps.unless(slices.Contains(Bands, c.Band), "band", "Choose a band: %s.", strings.Join(Bands, ", "))
	ps.unless(c.Role == "" || token.MatchString(c.Role), "role", "Give the job role's code, for example registered_nurse, or leave it out.")
	ps.unless(c.Ward == "" || token.MatchString(c.Ward), "ward", "Give the ward's code, or leave it out.")
	ps.unless(c.From > 0, "from", "Give the first day, for example 2026-04-01.")
	ps.unless(c.Until == 0 || c.Until > c.From, "until", "The last day must come after the first, or be left out.")
	c.rateProblems(&ps)
	for i, w := range c.Windows {
		w.problems(&ps, fmt.Sprintf("windows[%d]", i))
	}
	ps.unless(len(c.Windows) <= 20, "windows", "Give at most 20 stretches of hours.")
	return ps.err()
}

func (c Card) rateProblems(ps *problems) {
	ps.unless((c.BasicPence != 0) != (c.Point != ""), "basic_pence", "Give either the hourly rate or a pay point.")
	ps.unless(c.BasicPence >= 0 && c.BasicPence <= MaxRatePence, "basic_pence", "Give an hourly rate of at most £%d.", MaxRatePence/100)
	if c.Point != "" {
		_, known := PointPence(c.Band, c.Point, c.From)
		ps.unless(slices.Contains(Points, c.Point) && known, "point", "Choose a pay point that the band has: entry, intermediate or top. Medical grades need a rate in pence.")
	}
	ps.unless(slices.Contains(Schemes, c.Scheme), "scheme", "Choose how hours are enhanced: afc, core_unsocial, resident or flat.")
	ps.unless(c.Scheme != AfC || bandRank(c.Band) >= 0, "scheme", "Agenda for Change does not cover medical grades; choose core_unsocial, resident or flat.")
	ps.unless((c.Scheme == CoreUnsocial) == (c.UnsocialPence != 0), "unsocial_pence", "Give the unsocial rate for core_unsocial, and only for it.")
	ps.unless(c.UnsocialPence >= 0 && c.UnsocialPence <= MaxRatePence, "unsocial_pence", "Give an unsocial rate of at most £%d an hour.", MaxRatePence/100)
	ps.unless(c.HighCost >= 0 && c.HighCost <= whole, "high_cost_basis_points", "Give a supplement of at most 100 %% of basic pay.")
	ps.unless(c.HighCostLeast >= 0 && c.HighCostMost >= 0 && (c.HighCostMost == 0 || c.HighCostLeast <= c.HighCostMost) && c.HighCostMost <= MaxRatePence && c.HighCostLeast <= MaxRatePence,
		"high_cost_least_pence", "The least supplement cannot be above the most.")
}

func (w Window) problems(ps *problems, field string) {
	ps.unless(slices.Contains([]Kind{Unsocial, Night, SundayOrHoliday}, w.Kind), field+".kind", "Choose unsocial, night or sunday_or_holiday.")
	ps.unless(w.Days != 0, field+".days", "Choose at least one day.")
	ps.unless(w.From >= 0 && w.From < w.To && w.To <= minutesADay, field+".to", "Give minutes of one day, from 0 to 1440, the end after the start; hours across midnight are two stretches.")
	ps.unless(w.Uplift >= 0 && w.Uplift <= 3*whole, field+".uplift_basis_points", "Give what comes on top in hundredths of a percent, from 0 to 30000.")
	ps.unless(w.FlatPence >= 0 && w.FlatPence <= MaxRatePence, field+".flat_pence", "Give a rate in pence of at most %d, or leave it out.", MaxRatePence)
}
