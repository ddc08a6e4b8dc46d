package rosterfile

import "time"

// times reads when the shift starts and ends.
func (b builder) times() {
	from, ok := b.wall(Start)
	to, ok2 := b.wall(End)
	starts, dated := b.startDay(from, ok)
	if !ok || !ok2 || !dated {
		return
	}
	ends, ok := b.endDay(starts, from, to)
	if !ok {
		return
	}
	startZone, endZone := b.zones(from.inDoubt(starts), to.inDoubt(ends))
	s, trouble, fix := from.moment(starts, startZone)
	if trouble != "" {
		b.wrong(Start, trouble, fix)
	}
	e, trouble2, fix := to.moment(ends, endZone)
	if trouble2 != "" {
		b.wrong(End, trouble2, fix)
	}
	if trouble != "" || trouble2 != "" {
		return
	}
	b.row.Posting.StartsAt, b.row.Posting.EndsAt = s, e
	length, shown := e.Sub(s), ends.time().Sub(starts.time())+time.Duration(to.minutes-from.minutes)*time.Minute
	if length > 0 && length != shown && from.exact == nil {
		b.row.Warnings = append(b.row.Warnings, "Clocks change during this shift: it lasts "+hours(length)+".")
	}
}

// zones are the clocks for start and end. One column cannot name the clocks of both ends of the night in which they
// change, so a name counts for the end only in doubt, and not for the start when only the end is in doubt.
func (b builder) zones(startInDoubt, endInDoubt bool) (starts, ends string) {
	zone := b.text(Zone)
	starts, ends = zone, zone
	if _, offset := readZone(zone); offset != gmt && offset != bst {
		return starts, ends
	}
	if !endInDoubt {
		ends = ""
	} else if !startInDoubt {
		starts = ""
	}
	return starts, ends
}

func hours(d time.Duration) string {
	text := itoa(int(d.Hours())) + " h"
	if m := int(d.Minutes()) % 60; m > 0 {
		text += " " + itoa(m) + " min"
	}
	return text
}

func (b builder) wall(f Field) (wall, bool) {
	text := b.text(f)
	if text == "" {
		b.wrong(f, Names[f]+" is missing.", fixes[f])
		return wall{}, false
	}
	w, ok := b.readWall(text)
	if !ok {
		b.wrong(f, Names[f]+" cannot be read.", fixes[f])
		return wall{}, false
	}
	// What is kept of the cell is what a person would write, not a serial.
	if _, _, serial := b.serial(text); serial && w.day == nil {
		b.row.Cells[f] = w.text()
		if w.minutes == 24*60 {
			b.row.Cells[f] = "24:00"
		}
	} else if serial {
		b.row.Cells[f] = w.day.iso() + " " + w.text()
	}
	return w, true
}

func (b builder) day(f Field, text string) (day, bool) {
	d, ok := b.readDay(text)
	if !ok {
		fix := fixes[f]
		if swapped := b.swapped(); swapped != "" {
			if _, other := swapped.readDay(b.reader, text); other {
				fix = "The digits only make a date in another order. Write 30-Nov-2028, or change the order of dates in your mapping."
			}
		}
		b.wrong(f, Names[f]+" is no date that can be read.", fix)
		return d, false
	}
	if _, _, serial := b.serial(text); serial {
		b.row.Cells[f] = d.iso()
	}
	return d, true
}

// order is an order of dates to try.
type order string

func (b builder) swapped() order {
	if b.mapping.DateOrder == MonthFirst {
		return DayFirst
	}
	return MonthFirst
}

func (o order) readDay(r reader, text string) (day, bool) {
	r.mapping.DateOrder = string(o)
	return r.readDay(text)
}

// startDay is the date column's day, or the one that stands with the start.
func (b builder) startDay(from wall, timed bool) (day, bool) {
	text := b.text(Date)
	switch {
	case text == "" && timed && from.day != nil:
		return *from.day, true
	case text == "":
		b.wrong(Date, "Date is missing.", fixes[Date])
		return day{}, false
	}
	d, ok := b.day(Date, text)
	if ok && timed && from.day != nil && *from.day != d {
		b.wrong(Start, "The start is on another day than the date.", "Give both the same day.")
		return day{}, false
	}
	return d, ok
}

// endDay is the day that the row names, or else the next one when the end is not after the start by the clock.
func (b builder) endDay(starts day, from, to wall) (day, bool) {
	text := b.text(EndDate)
	switch {
	case to.day != nil:
		return *to.day, true
	case text != "":
		return b.day(EndDate, text)
	case to.minutes <= from.minutes:
		return starts.next(), true
	}
	return starts, true
}
