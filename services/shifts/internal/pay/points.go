package pay

import "slices"

// Point names a pay point of a band.
type Point string

// The pay points.
const (
	Entry        Point = "entry"
	Intermediate Point = "intermediate"
	Top          Point = "top"
)

// Points are all pay points, lowest first.
var Points = []Point{Entry, Intermediate, Top}

// payPoint is the annual pay, in pounds, of a full-time post at one point of a band from a day on.
type payPoint struct {
	from   Day
	band   string
	point  Point
	annual int64
}

// PointPence is the hourly pay of a pay point on a day: annual pay / 52.143 weeks / 37.5 hours ‡, to the nearest penny.
// A band without an intermediate point gives its top. False when nothing is known of the band; before the first known
// year it is the first that counts, after the last the last.
//
// Source: Agenda for Change pay scales, England, 2024/25 (healthcareers.nhs.uk) and 2025/26 (nhstakehomepaycalculator.co.uk)
// ‡; owner: NHS Staff Council; each from 1 April of its year. An employer whose rates differ keeps rate cards.
func PointPence(band string, point Point, on Day) (int64, bool) {
	best := -1
	for i, p := range payPoints {
		switch {
		case p.band != band || p.point != point:
		case best < 0, p.from <= on && p.from > payPoints[best].from, payPoints[best].from > on && p.from < payPoints[best].from:
			best = i
		}
	}
	if best < 0 {
		if point == Intermediate {
			return PointPence(band, Top, on)
		}
		return 0, false
	}
	return hourly(payPoints[best].annual), true
}

// Hours are the windows by which the card pays: its own, or those of its scheme.
func (c Card) Hours() []Window {
	basic, _ := c.Basic(c.From)
	return c.windows(basic, c.From)
}

// Enhancements are what the card pays for each kind of hours that are not plain, the first window of a kind for all of it.
func (c Card) Enhancements() []Window {
	var out []Window
	for _, w := range c.Hours() {
		if !slices.ContainsFunc(out, func(o Window) bool { return o.Kind == w.Kind }) {
			out = append(out, w)
		}
	}
	return out
}

// DatedRate is an hourly rate from a day on.
type DatedRate struct {
	From  Day
	Pence int64
}

// PointRates is what the card's pay point comes to an hour from each day on, the oldest first; nil for a card in pence.
func (c Card) PointRates() []DatedRate {
	var out []DatedRate
	for _, p := range payPoints {
		if c.Point == "" || p.band != c.Band || len(out) > 0 && out[len(out)-1].From == p.from {
			continue
		}
		if pence, ok := PointPence(c.Band, c.Point, p.from); ok {
			out = append(out, DatedRate{p.from, pence})
		}
	}
	return out
}

// hourly divides by 52.143 * 37.5 = 1955.3625 hours a year.
func hourly(annualPounds int64) int64 {
	const hoursTimesTenThousand = 19_553_625
	return HalfUp.divide(annualPounds*100*10_000, hoursTimesTenThousand)
}

// bandRank orders the bands of Agenda for Change; -1 for grades outside them.
func bandRank(band string) int { return slices.Index(afcBands, band) }

// HigherBand gives the higher of two bands. A medical grade stands above none and is kept only where there is no other.
func HigherBand(a, b string) string {
	if a == "" || bandRank(b) > bandRank(a) {
		return b
	}
	return a
}

var afcBands = []string{"2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"}

var payPoints = []payPoint{
	{NewDay(2024, 4, 1), "2", Entry, 23615},
	{NewDay(2024, 4, 1), "2", Top, 23615},
	{NewDay(2024, 4, 1), "3", Entry, 24071},
	{NewDay(2024, 4, 1), "3", Top, 25674},
	{NewDay(2024, 4, 1), "4", Entry, 26530},
	{NewDay(2024, 4, 1), "4", Top, 29114},
	{NewDay(2024, 4, 1), "5", Entry, 29970},
	{NewDay(2024, 4, 1), "5", Intermediate, 32324},
	{NewDay(2024, 4, 1), "5", Top, 36483},
	{NewDay(2024, 4, 1), "6", Entry, 37338},
	{NewDay(2024, 4, 1), "6", Intermediate, 39405},
	{NewDay(2024, 4, 1), "6", Top, 44962},
	{NewDay(2025, 4, 1), "2", Entry, 24465},
	{NewDay(2025, 4, 1), "2", Top, 24465},
	{NewDay(2025, 4, 1), "3", Entry, 24937},
	{NewDay(2025, 4, 1), "3", Top, 26598},
	{NewDay(2025, 4, 1), "4", Entry, 27485},
	{NewDay(2025, 4, 1), "4", Top, 30162},
	{NewDay(2025, 4, 1), "5", Entry, 31049},
	{NewDay(2025, 4, 1), "5", Intermediate, 33487},
	{NewDay(2025, 4, 1), "5", Top, 37796},
	{NewDay(2025, 4, 1), "6", Entry, 38682},
	{NewDay(2025, 4, 1), "6", Intermediate, 40823},
	{NewDay(2025, 4, 1), "6", Top, 46580},
	{NewDay(2025, 4, 1), "7", Entry, 47810},
	{NewDay(2025, 4, 1), "7", Intermediate, 50273},
	{NewDay(2025, 4, 1), "7", Top, 54710},
	{NewDay(2025, 4, 1), "8a", Entry, 55690},
	{NewDay(2025, 4, 1), "8a", Intermediate, 58487},
	{NewDay(2025, 4, 1), "8a", Top, 62682},
	{NewDay(2025, 4, 1), "8b", Entry, 64455},
	{NewDay(2025, 4, 1), "8b", Intermediate, 68631},
	{NewDay(2025, 4, 1), "8b", Top, 74896},
	{NewDay(2025, 4, 1), "8c", Entry, 76965},
	{NewDay(2025, 4, 1), "8c", Intermediate, 81652},
	{NewDay(2025, 4, 1), "8c", Top, 88682},
	{NewDay(2025, 4, 1), "8d", Entry, 91342},
	{NewDay(2025, 4, 1), "8d", Intermediate, 96941},
	{NewDay(2025, 4, 1), "8d", Top, 105337},
	{NewDay(2025, 4, 1), "9", Entry, 109179},
	{NewDay(2025, 4, 1), "9", Intermediate, 115763},
	{NewDay(2025, 4, 1), "9", Top, 125637},
}
