package pay

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Days is a set of days of the week, with the public holidays as an eighth.
type Days uint8

// The days of a window.
const (
	Monday Days = 1 << iota
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
	Sunday
	PublicHoliday

	Weekdays = Monday | Tuesday | Wednesday | Thursday | Friday
	EveryDay = Weekdays | Saturday | Sunday | PublicHoliday
)

// minutesADay is how far a window's clock goes. A window that goes on after midnight is two windows.
const minutesADay = 24 * 60

// Window is a stretch of the London clock on some days that is paid otherwise than plain hours.
type Window struct {
	Kind Kind
	Days Days
	// From and To are minutes of the day by the clock on the wall, from 0 to 1440. On the nights that the clocks change
	// the stretch is an hour longer or shorter, as the work is.
	From, To int
	// Uplift is what comes on top of the basic rate, in basis points.
	Uplift int64
	// FlatPence is a rate an hour that stands in place of the basic rate; 0 for none.
	FlatPence int64
}

func (w Window) fits(d Days, minute int) bool {
	return w.Days&d != 0 && w.From <= minute && minute < w.To
}

// plain is the class of minutes that no window fits.
const plain = -1

// piece is a run of minutes of one class: plain or the index of a window.
type piece struct {
	class, minutes int
	night, weekday bool
}

// The night of Agenda for Change, 20:00 to 06:00 by the clock.
const nightFrom, nightTo = 20 * 60, 6 * 60

// split cuts the work where the rate, the night or the day changes. It walks over stretches of one offset from UTC and
// inside them counts on the wall clock, so that the hour that comes twice in October is paid twice.
func (t Terms) split(w Work) []piece {
	var out []piece
	from, to := w.StartsAt.Truncate(time.Minute), w.EndsAt.Truncate(time.Minute)
	for from.Before(to) {
		local := from.In(clock.London)
		_, offset := local.Zone()
		until := to
		if _, change := local.ZoneBounds(); !change.IsZero() && change.Before(to) {
			until = change
		}
		wall := (from.Unix() + int64(offset)) / 60
		out = t.splitWall(out, wall, wall+int64(until.Sub(from)/time.Minute))
		from = until
	}
	return out
}

// splitWall cuts a stretch of the wall clock, in minutes since the first day.
func (t Terms) splitWall(out []piece, from, to int64) []piece {
	for from < to {
		day := Day(from / minutesADay)
		minute := int(from % minutesADay)
		days := t.days(day)
		p := piece{class: plain, night: minute < nightTo || minute >= nightFrom, weekday: days&Weekdays != 0 && days&PublicHoliday == 0}
		if i := slices.IndexFunc(t.Windows, func(w Window) bool { return w.fits(days, minute) }); i >= 0 {
			p.class = i
		}
		p.minutes = int(min(int64(t.next(minute)-minute), to-from))
		out = append(out, p)
		from += int64(p.minutes)
	}
	return out
}

// next is the first minute after this one at which anything may change.
func (t Terms) next(minute int) int {
	n := minutesADay
	at := func(edge int) {
		if edge > minute && edge < n {
			n = edge
		}
	}
	at(nightFrom)
	at(nightTo)
	for _, w := range t.Windows {
		at(w.From)
		at(w.To)
	}
	return n
}

func (t Terms) days(d Day) Days {
	days := Monday << d.weekday()
	if slices.Contains(t.Holidays, d) {
		days |= PublicHoliday
	}
	return days
}

// dayNames are the codes of Days, from Monday.
var dayNames = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"}

// Names are the codes of the days: mon to sun and holiday.
func (d Days) Names() []string {
	out := []string{}
	for i, name := range dayNames {
		if d&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

// ParseDays reads codes of days; false when one is none.
func ParseDays(names []string) (d Days, ok bool) {
	for _, name := range names {
		i := slices.Index(dayNames, name)
		if i < 0 {
			return 0, false
		}
		d |= 1 << i
	}
	return d, true
}
