package forecast

import (
	"maps"
	"math"
	"slices"
	"time"
)

// Day is the forecast of one day.
type Day struct {
	// Date is the day in London, at midnight UTC.
	Date    time.Time
	Holiday bool
	// Open are the shifts of the day that are posted and open now, Filled those that are filled.
	Open, Filled int
	// Expected are the shifts that will be unfilled as they start. Low and High hold what came in four of five past
	// forecasts; both are Expected where there is too little to say so.
	Expected, Low, High float64
	// LastWeek is how many were unfilled on the same weekday before: what a look at last week says. Negative when unknown.
	LastWeek int
}

// Errors is how wrong forecasts of the past were, by the day.
type Errors struct {
	// Compared is how many forecasts of one day were compared with what came.
	Compared int
	// Mean is the mean absolute error in shifts; LastWeek that of a look at last week, over the same days.
	Mean, LastWeek float64
	// Judged is how many bounds were compared, Held how many of them held.
	Judged, Held int
}

// Forecast is the next days and how far to trust them.
type Forecast struct {
	Days   [Days]Day
	Errors Errors
}

// leastErrors is from how many past errors bounds are made.
const leastErrors = 10

// Make forecasts the series that wanted lets pass, together. Nothing after now is looked at.
func Make(histories []History, wanted func(Series) bool, now time.Time) Forecast {
	t := tableAt(histories, now)
	t.rows = slices.DeleteFunc(t.rows, func(r row) bool { return !wanted(r.series) })
	errs, past := t.judge()
	f := Forecast{Errors: errs}
	m := t.learn(t.today)
	for k := range Days {
		d := &f.Days[k]
		d.Date, d.Holiday = dateOf(t.today+k), kindOf(t.today+k) != dateOf(t.today+k).Weekday()
		d.Expected, d.Open, d.Filled = t.expect(m, t.today, k)
		d.Low, d.High, _ = bounds(d.Expected, past[k], t.today)
		d.LastWeek = t.lastWeek(t.today, k)
	}
	return f
}

// expect forecasts the day k days after another, from how shifts stood on that other day.
func (t table) expect(m model, from, k int) (expected float64, openNow, filledNow int) {
	type count struct{ open, filled int }
	counts := map[Series]count{}
	for s := range m.series {
		counts[s] = count{}
	}
	for _, r := range t.rows {
		if r.day != from+k {
			continue
		}
		c := counts[r.series]
		switch r.before[k] {
		case open:
			c.open++
		case filled:
			c.filled++
		}
		counts[r.series] = c
	}
	for _, s := range slices.SortedFunc(maps.Keys(counts), Series.compare) { // In one order: sums of fractions depend on it.
		c := counts[s]
		expected += m.expect(s, k, kindOf(from+k), c.open, c.filled)
		openNow, filledNow = openNow+c.open, filledNow+c.filled
	}
	return expected, openNow, filledNow
}

// unfilledOn is what came on a day that is over. k 0 leaves out what had started before the time of day.
func (t table) unfilledOn(day, k int) (n int) {
	for _, r := range t.rows {
		if r.day == day && r.unfilled && r.before[k] != started {
			n++
		}
	}
	return n
}

// lastWeek is what came on the newest same weekday that was over; negative when the shifts of that day are not known.
func (t table) lastWeek(from, k int) int {
	day := from + k - 7
	for day >= from {
		day -= 7
	}
	if !slices.ContainsFunc(t.rows, func(r row) bool { return r.day <= day }) {
		return -1
	}
	return t.unfilledOn(day, k)
}

// judge forecasts again from each of the past days, with what was known then, and compares with what came.
func (t table) judge() (errs Errors, past [Days][]miss) {
	var lastWeeks int
	for from := t.today - Judge; from < t.today; from++ {
		if !slices.ContainsFunc(t.rows, func(r row) bool { return r.day < from-7 }) {
			continue // Less than a week was known: neither has anything to go by.
		}
		m := t.learn(from)
		for k := 0; k < Days && from+k < t.today; k++ {
			expected, _, _ := t.expect(m, from, k)
			came := float64(t.unfilledOn(from+k, k))
			if low, high, ok := bounds(expected, past[k], from); ok {
				errs.Judged++
				if low <= came && came <= high {
					errs.Held++
				}
			}
			past[k] = append(past[k], miss{day: from + k, by: came - expected})
			errs.Compared++
			errs.Mean += math.Abs(came - expected)
			if was := t.lastWeek(from, k); was >= 0 {
				lastWeeks++
				errs.LastWeek += math.Abs(came - float64(was))
			}
		}
	}
	if errs.Compared > 0 {
		errs.Mean /= float64(errs.Compared)
	}
	if lastWeeks > 0 {
		errs.LastWeek /= float64(lastWeeks)
	}
	return errs, past
}

// miss is by how many shifts the forecast of a day was too low.
type miss struct {
	day int
	by  float64
}

// bounds hold four of five misses of days that were over before a day. ok is false where they are too few.
func bounds(expected float64, misses []miss, before int) (low, high float64, ok bool) {
	var by []float64
	for _, m := range misses {
		if m.day < before {
			by = append(by, m.by)
		}
	}
	if len(by) < leastErrors {
		return expected, expected, false
	}
	slices.Sort(by)
	// Of n past misses and the one to come each place in the order is as likely: these leave out a tenth on either side.
	outside := (len(by) + 1) / 10
	return max(expected+min(by[outside-1], 0), 0), expected + max(by[len(by)-outside], 0), true
}
