package recharge

import "time"

// Month is the month of a statement, as 2026-11. A line belongs to the month in which its shift started by the clock of
// Europe/London, whenever the hours were approved, so that a night over the end of a month is in one statement.
type Month string

const monthForm = "2006-01"

// MonthOf is the month of a shift that starts then.
func MonthOf(start time.Time, london *time.Location) Month {
	return Month(start.In(london).Format(monthForm))
}

// ParseMonth reads 2026-11.
func ParseMonth(s string) (Month, bool) {
	t, err := time.Parse(monthForm, s)
	return Month(s), err == nil && t.Year() >= 1948 && t.Year() < 2100
}

// Next is the month after.
func (m Month) Next() Month { return m.move(1) }

// Before is the month before.
func (m Month) Before() Month { return m.move(-1) }

func (m Month) move(by int) Month {
	t, err := time.Parse(monthForm, string(m))
	if err != nil {
		return m
	}
	return Month(t.AddDate(0, by, 0).Format(monthForm))
}
