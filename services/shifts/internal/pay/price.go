package pay

import (
	"cmp"
	"slices"
)

// BreakRule says out of which part of a shift the unpaid break is taken. Beforehand nobody knows when it will be had.
type BreakRule string

// The rules for the break. National terms are silent ‡, so that each is a local agreement.
const (
	// LeastPaid takes the break out of the hours that pay least: what is not known is settled for the worker. Default.
	LeastPaid BreakRule = "least_paid"
	// Middle takes it out of the middle of the elapsed shift.
	Middle BreakRule = "middle"
)

// Rounding says how a line comes to whole pence. The total is the sum of the rounded lines, so that it can be checked
// by adding them up.
type Rounding string

// The roundings of a line.
const (
	// HalfUp rounds to the nearest penny, and half a penny up. Default.
	HalfUp Rounding = "half_up"
	// Up rounds every part of a penny up.
	Up Rounding = "up"
)

// For is what work pays by these terms: a line for each rate, in the order of Kinds, and the total. The minutes of the
// lines sum to the net minutes of the work.
func (t Terms) For(w Work) (lines []Line, totalPence int64) {
	pieces := t.split(w)
	t.liftNight(pieces)
	t.takeBreak(pieces, min(w.BreakMinutes, w.elapsed()))
	net := 0
	for _, p := range pieces {
		if p.minutes > 0 {
			lines = t.add(lines, p)
			net += p.minutes
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)) })
	for i := range lines {
		l := &lines[i]
		l.Pence = t.Rounding.divide(int64(l.Minutes)*l.RatePence*(whole+l.Uplift), 60*whole)
		totalPence += l.Pence
	}
	return t.addBeside(lines, totalPence, net)
}

// whole is 100 % in basis points.
const whole = 10_000

// addBeside adds what is paid beside the hours.
func (t Terms) addBeside(lines []Line, total int64, net int) ([]Line, int64) {
	if t.HighCostPence > 0 && net > 0 {
		l := Line{Kind: HighCostArea, RatePence: t.HighCostPence, Pence: t.Rounding.divide(int64(net)*t.HighCostPence, 60)}
		lines, total = append(lines, l), total+l.Pence
	}
	if t.HolidayPay > 0 && total > 0 {
		l := Line{Kind: HolidayPay, Uplift: t.HolidayPay, Pence: t.Rounding.divide(total*t.HolidayPay, whole)}
		lines, total = append(lines, l), total+l.Pence
	}
	return lines, total
}

// liftNight applies the rule of Agenda for Change section 2 ‡: where a night or evening shift on a weekday other than a
// public holiday reaches outside 20:00 to 06:00 but has more than half of its time inside, the enhancement counts for
// the whole of it. Time is the elapsed shift with its break. Hours of a Sunday or a holiday keep their higher rate.
func (t Terms) liftNight(pieces []piece) {
	lifted := slices.IndexFunc(t.Windows, func(w Window) bool { return w.Kind == Unsocial })
	if !t.NightMajority || lifted < 0 {
		return
	}
	night, all := 0, 0
	for _, p := range pieces {
		all += p.minutes
		if p.night {
			night += p.minutes
		}
	}
	if 2*night <= all {
		return
	}
	for i := range pieces {
		if p := &pieces[i]; p.class == plain && p.weekday {
			p.class = lifted
		}
	}
}

// takeBreak shortens the pieces by the break.
func (t Terms) takeBreak(pieces []piece, minutes int) {
	if minutes <= 0 {
		return
	}
	if t.Break == Middle {
		takeMiddle(pieces, minutes)
		return
	}
	order := make([]int, len(pieces))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(t.worth(pieces[a]), t.worth(pieces[b])) })
	for _, i := range order {
		taken := min(minutes, pieces[i].minutes)
		pieces[i].minutes -= taken
		minutes -= taken
	}
}

func takeMiddle(pieces []piece, minutes int) {
	all := 0
	for _, p := range pieces {
		all += p.minutes
	}
	from := (all - minutes) / 2
	to, at := from+minutes, 0
	for i := range pieces {
		end := at + pieces[i].minutes
		pieces[i].minutes -= max(0, min(end, to)-max(at, from))
		at = end
	}
}

// add puts a piece into the line of its rate.
func (t Terms) add(lines []Line, p piece) []Line {
	want := t.rate(p)
	for i := range lines {
		if l := &lines[i]; l.Kind == want.Kind && l.RatePence == want.RatePence && l.Uplift == want.Uplift {
			l.Minutes += p.minutes
			return lines
		}
	}
	want.Minutes = p.minutes
	return append(lines, want)
}

func (t Terms) rate(p piece) Line {
	if p.class == plain {
		return Line{Kind: Basic, RatePence: t.BasicPence}
	}
	w := t.Windows[p.class]
	if w.FlatPence > 0 {
		return Line{Kind: w.Kind, RatePence: w.FlatPence, Uplift: w.Uplift}
	}
	return Line{Kind: w.Kind, RatePence: t.BasicPence, Uplift: w.Uplift}
}

// worth orders pieces by what a minute of them pays.
func (t Terms) worth(p piece) int64 {
	l := t.rate(p)
	return l.RatePence * (whole + l.Uplift)
}

// divide gives a whole number of pence.
func (r Rounding) divide(n, by int64) int64 {
	if r == Up {
		return (n + by - 1) / by
	}
	return (n + by/2) / by
}
