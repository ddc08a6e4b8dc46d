package independent

import "time"

// The spans of the windows around a moment, in hours.
var spans = map[string][2]int{"next_24h": {0, 24}, "next_72h": {0, 72}, "next_14d": {0, 336}, "last_28d": {-672, 0}}

// Cells are the figures of a window around a moment, by <employer>_<staff group>_<window>; those without anything are left
// out.
func (h *History) Cells(window string, moment time.Time) map[string]Figures {
	span := spans[window]
	in := Interval{From: moment.Add(time.Duration(span[0]) * time.Hour), Until: moment.Add(time.Duration(span[1]) * time.Hour)}
	cells := map[string]Figures{}
	at := func(employer, group string, add func(f *Figures)) {
		cell := employer + "_" + group + "_" + window
		f, ok := cells[cell]
		if !ok {
			f = noFigures()
		}
		add(&f)
		cells[cell] = f
	}
	for _, s := range h.shifts {
		if s.counted() && in.has(s.StartsAt) {
			at(s.Employer, s.StaffGroup, func(f *Figures) { f.addShift(s) })
		}
	}
	for _, b := range h.bookings {
		if b.approved() && in.has(b.StartsAt) {
			at(b.Host, b.StaffGroup, func(f *Figures) { f.addWorked(b) })
		}
	}
	for cell, f := range cells {
		f.rate()
		cells[cell] = f
	}
	return cells
}

// Open are the shifts of a window that were open at its moment and had not started.
func (h *History) Open(window string, moment time.Time) []string {
	span := spans[window]
	in := Interval{From: moment.Add(time.Duration(span[0]) * time.Hour), Until: moment.Add(time.Duration(span[1]) * time.Hour)}
	var ids []string
	for id, s := range h.shifts {
		if s.counted() && s.Status == "open" && !s.StartsAt.Before(moment) && in.has(s.StartsAt) {
			ids = append(ids, id)
		}
	}
	return ids
}
