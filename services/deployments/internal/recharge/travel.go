package recharge

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// MostMiles is the most that one shift can be travelled for: there and back across England.
const MostMiles = 800

// Travel records the miles for which the home employer has paid the worker; the clause says what a mile is repaid at.
// What was recorded before is replaced.
func (x *Recharge) Travel(by By, miles int, c Clause, now time.Time, london *time.Location) ([]Entry, error) {
	var bad rule.Check
	bad.That(miles >= 0 && miles <= MostMiles, "miles", "Enter whole miles from 0 to %d.", MostMiles)
	if err := bad.Err("travel_invalid", "The miles cannot be recorded."); err != nil {
		return nil, err
	}
	switch {
	case by.Employer != x.r.Work.Home:
		return nil, rule.Conflict("not_the_home_employer", "Only %s, which pays the worker's travel, can record it.", x.r.Work.Home)
	case c.TravelPencePerMile == 0 || !c.homePays() || x.r.Work.Kind != Worked:
		return nil, rule.Conflict("no_travel", "Under this agreement no travel is repaid for this line.")
	case x.r.Status == Disputed:
		return nil, rule.Conflict("line_disputed", "This line is disputed. Answer first.")
	case x.r.Facts.Miles == miles:
		return nil, rule.Conflict("same_miles", "These miles are recorded already.")
	}
	x.r.Facts.Miles = miles
	return x.charge(Compute(c, x.r.Work, x.r.Facts), FromTravel, c, now, london), nil
}
