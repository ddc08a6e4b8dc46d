package recharge

import "cmp"

// The kind of a line that is paid beside the basic rate for where the home employer is.
const highCostArea = "high_cost_area"

// atHome pays the same hours by the home employer's card.
func (w Work) atHome(card HomeCard) (total int64) {
	for _, l := range w.homeLines(card) {
		total += l.Pence
	}
	return total
}

// homeLines are the hours by the home employer's card: plain hours at its basic rate, the others by the windows of the card.
// Holiday pay stays the share that it was.
func (w Work) homeLines(card HomeCard) []Line {
	lines := w.homeKinds(card)
	if card.Told && w.timed() {
		lines = w.homeWindows(card)
	}
	var total int64
	for _, l := range lines {
		total += l.Pence
	}
	for _, l := range w.Split {
		if l.Kind == holidayPay {
			pence := share(total, l.Uplift)
			lines = append(lines, Line{Kind: holidayPay, Uplift: l.Uplift, Pence: pence})
			total += pence
		}
	}
	return lines
}

// homeWindows splits the worked hours anew, since what is unsocial for the host may be plain at home. Hours of one rate are
// one line, so that each is rounded once.
func (w Work) homeWindows(card HomeCard) []Line {
	var lines []Line
	paid := 0
	for _, c := range w.classes(card.Windows, card.BasicPence, card.Lift) {
		l := Line{Kind: plainHours, RatePence: card.BasicPence}
		if c.window != nil {
			l = Line{Kind: c.window.Kind, RatePence: cmp.Or(c.window.FlatPence, card.BasicPence), Uplift: c.window.Uplift}
		}
		paid += c.minutes
		lines = joined(lines, l, c.minutes)
	}
	for i := range lines {
		l := &lines[i]
		l.Pence = timed(l.Minutes, l.RatePence, l.Uplift)
	}
	if card.HighCostPence > 0 {
		lines = append(lines, Line{Kind: highCostArea, Minutes: paid, RatePence: card.HighCostPence, Pence: timed(paid, card.HighCostPence, 0)})
	}
	return lines
}

// joined adds minutes to the line of the same rate, or a line where there is none.
func joined(lines []Line, l Line, minutes int) []Line {
	if minutes == 0 {
		return lines
	}
	for i := range lines {
		if lines[i].RatePence == l.RatePence && lines[i].Uplift == l.Uplift {
			lines[i].Minutes += minutes
			return lines
		}
	}
	l.Minutes = minutes
	return append(lines, l)
}

// homeKinds pays each kind of hours of the split as the card enhances that kind.
func (w Work) homeKinds(card HomeCard) (lines []Line) {
	for _, l := range w.hours() {
		rate, uplift := card.BasicPence, int64(0)
		if l.Kind != plainHours {
			e := card.of(l.Kind)
			if e.FlatPence > 0 {
				rate = e.FlatPence
			}
			uplift = e.Uplift
		}
		lines = append(lines, Line{Kind: l.Kind, Minutes: l.Minutes, RatePence: rate, Uplift: uplift, Pence: timed(l.Minutes, rate, uplift)})
	}
	return lines
}

// PayLines are the hours and rates that the pay of a line is the sum of: those by which the worker was paid, or those of the
// home employer's card. It gives none where they are not on record, as for an agreement's own table of rates.
func (r Record) PayLines() (lines []Line) {
	switch {
	case r.Work.Kind != Worked:
	case r.Charge.Basis == HostRate:
		lines = r.Work.Split
	case r.Charge.Basis == HomeRate && r.Facts.HomeCard != nil:
		lines = r.Work.homeLines(*r.Facts.HomeCard)
	}
	var total int64
	for _, l := range lines {
		total += l.Pence
	}
	if total != r.Charge.Of(Pay) {
		return nil
	}
	return lines
}
