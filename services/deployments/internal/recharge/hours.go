package recharge

import (
	"cmp"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/bankholiday"
	"github.com/muster-ics/muster/pkg/clock"
)

// Window is a stretch of the London clock on some days in which hours are of a kind other than plain.
type Window struct {
	Kind string
	// Days are mon to sun and holiday.
	Days []string
	// From and To are minutes of the day by the clock on the wall, from 0 to 1440.
	From, To int
	// Uplift is what comes on top of the basic rate, in basis points; FlatPence a rate an hour in place of it.
	Uplift, FlatPence int64
}

func (w Window) fits(m minute) bool {
	return w.From <= m.ofDay && m.ofDay < w.To && (slices.Contains(w.Days, m.day) || m.holiday && slices.Contains(w.Days, "holiday"))
}

// minute is one minute of work as the clock in London shows it.
type minute struct {
	ofDay   int
	day     string
	holiday bool
}

var days = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func minuteOf(t time.Time) minute {
	local := t.In(clock.London)
	return minute{ofDay: local.Hour()*60 + local.Minute(), day: days[local.Weekday()], holiday: bankholiday.Is(local)}
}

// night is 20:00 to 06:00, source: Agenda for Change section 2.
func (m minute) night() bool { return m.ofDay < 6*60 || m.ofDay >= 20*60 }

func (m minute) weekday() bool { return m.day != "sat" && m.day != "sun" && !m.holiday }

// UnsocialHours says which hours an agreement's table of rates pays as unsocial.
type UnsocialHours string

// The choices; the zero value is AsPaid, which texts mean that do not say it.
const (
	// AsPaid are those that were not plain in the split that the worker was paid by.
	AsPaid UnsocialHours = ""
	// Section2 are those of Agenda for Change section 2.
	Section2 UnsocialHours = "agenda_for_change"
	// FromSeven are those of most local banks of doctors: from 19:00 to 07:00, weekends and public holidays ‡.
	FromSeven UnsocialHours = "from_seven"
)

func (u UnsocialHours) windows() []Window {
	from, to := 20*60, 6*60
	if u == FromSeven {
		from, to = 19*60, 7*60
	}
	weekdays := []string{"mon", "tue", "wed", "thu", "fri"}
	return []Window{
		{Kind: "unsocial", Days: []string{"sat", "sun", "holiday"}, From: 0, To: 24 * 60},
		{Kind: "unsocial", Days: weekdays, From: 0, To: to},
		{Kind: "unsocial", Days: weekdays, From: from, To: 24 * 60},
	}
}

// class is the minutes that one window fits, or that none does.
type class struct {
	window  *Window
	minutes int
}

// worth is what an hour of a class pays at a basic rate, in pence times 10,000.
func (c class) worth(basic int64) int64 {
	if c.window == nil {
		return basic * whole
	}
	rate := basic
	if c.window.FlatPence > 0 {
		rate = c.window.FlatPence
	}
	return rate * (whole + c.window.Uplift)
}

// timed tells that the hours were told with their beginning and end, so that they can be looked at minute by minute.
func (w Work) timed() bool { return w.Until.After(w.From) }

// classes are the minutes worked by the first window that fits each: a minute that the clock shows twice in October counts
// twice. lift pays the plain minutes of a weekday as unsocial when more than half of the work lies in the night (Agenda for
// Change section 2 ‡). The unpaid break is taken out of the minutes that pay least.
func (w Work) classes(windows []Window, basic int64, lift bool) []class {
	out := make([]class, len(windows)+1) // The plain minutes stand first, so that of equals they give the break.
	for i := range windows {
		out[i+1].window = &windows[i]
	}
	all, night, liftable := 0, 0, 0
	for at := w.From.Truncate(time.Minute); at.Before(w.Until.Truncate(time.Minute)); at = at.Add(time.Minute) {
		m := minuteOf(at)
		i := slices.IndexFunc(windows, func(x Window) bool { return x.fits(m) })
		if i < 0 && m.weekday() {
			liftable++
		}
		out[i+1].minutes++
		all++
		if m.night() {
			night++
		}
	}
	if up := slices.IndexFunc(windows, func(x Window) bool { return x.Kind == "unsocial" }); lift && up >= 0 && 2*night > all {
		out[up+1].minutes += liftable
		out[0].minutes -= liftable
	}
	slices.SortStableFunc(out, func(a, b class) int { return cmp.Compare(a.worth(basic), b.worth(basic)) })
	pause := w.BreakMinutes
	for i := range out {
		taken := min(pause, out[i].minutes)
		out[i].minutes -= taken
		pause -= taken
	}
	return out
}
