package independent

import (
	"slices"
	"time"
)

// Measures is what is told of a row of /measures.
type Measures struct {
	Figures
	LeadTime      map[string]int64 `json:"lead_time"`
	SixWeeksAhead *float64         `json:"six_weeks_ahead"`
	TimeToFill    Waiting          `json:"time_to_fill"`
	EverFilled    int64            `json:"ever_filled"`
	Reopened      int64            `json:"reopened"`
	Offers        int64            `json:"offers"`
	Ends          Ends             `json:"ends"`
	Agency        Agency           `json:"agency"`

	waits []int64
}

// Waiting is how long it took to fill, in minutes.
type Waiting struct {
	Count  int64  `json:"count"`
	Median *int64 `json:"median_minutes"`
	P90    *int64 `json:"p90_minutes"`
}

// Row is one row of /measures.
type Row struct {
	Employer   string `json:"employer,omitempty"`
	Site       string `json:"site,omitempty"`
	Ward       string `json:"ward,omitempty"`
	StaffGroup string `json:"staff_group,omitempty"`
	Band       string `json:"band,omitempty"`
	Period     string `json:"period,omitempty"`
	Lead       string `json:"lead,omitempty"`
	Reason     string `json:"reason,omitempty"`
	*Measures
}

// Table is the rows by some dimensions, in the order of what they say, and all of them together.
type Table struct {
	Rows  []Row     `json:"rows"`
	Total *Measures `json:"total"`
}

// Interval is when the work starts that is counted: From and before Until.
type Interval struct{ From, Until time.Time }

func (i Interval) has(t time.Time) bool { return !t.Before(i.From) && t.Before(i.Until) }

// Measures counts by dimensions, of one employer or of all when it is empty.
func (h *History) Measures(in Interval, by []string, employer string) Table {
	rows, total := map[Row]*Measures{}, newMeasures()
	each := func(s shift, add func(m *Measures)) {
		if !in.has(s.StartsAt) || employer != "" && s.Employer != employer {
			return
		}
		place := s.row(by)
		if rows[place] == nil {
			rows[place] = newMeasures()
		}
		add(rows[place])
		add(total)
	}
	for _, s := range h.shifts {
		if s.counted() {
			each(s, func(m *Measures) { m.addShift(s) })
		}
	}
	for _, b := range h.bookings {
		// A booking counts where it starts, and beside its shift where that is counted too.
		place := h.shifts[b.ShiftID]
		if !place.counted() || !in.has(place.StartsAt) {
			place = shift{Employer: b.Host, Site: b.Site, Ward: b.Ward, StaffGroup: b.StaffGroup, Band: b.Band, StartsAt: b.StartsAt, EndsAt: b.EndsAt}
		}
		if in.has(b.StartsAt) {
			each(place, func(m *Measures) { m.addBooking(b) })
		}
	}
	for _, o := range h.offers {
		if s := h.shifts[o.ShiftID]; s.counted() && !s.calledOff() {
			each(s, func(m *Measures) { m.Offers++ })
		}
	}
	t := Table{Total: total.finish()}
	for place, m := range rows {
		place.Measures = m.finish()
		t.Rows = append(t.Rows, place)
	}
	return t
}

// row is where a shift stands by some dimensions. A ward is told with its site, a site with its employer.
func (s shift) row(by []string) (r Row) {
	asked := func(name string, with ...string) bool {
		return slices.ContainsFunc(by, func(b string) bool { return b == name || slices.Contains(with, b) })
	}
	set := func(to *string, value string, wanted bool) {
		if wanted {
			*to = value
		}
	}
	set(&r.Employer, s.Employer, asked("employer", "site", "ward"))
	set(&r.Site, s.Site, asked("site", "ward"))
	set(&r.Ward, s.Ward, asked("ward"))
	set(&r.StaffGroup, s.StaffGroup, asked("staff_group"))
	set(&r.Band, s.Band, asked("band"))
	set(&r.Period, period(s.StartsAt, s.EndsAt), asked("period"))
	set(&r.Lead, s.lead(), asked("lead"))
	set(&r.Reason, s.Reason, asked("reason"))
	return r
}

func newMeasures() *Measures {
	return &Measures{Figures: noFigures(), LeadTime: noBands(), Ends: Ends{ByWorker: noBands(), ByEmployer: noBands()}}
}

func noBands() map[string]int64 {
	out := map[string]int64{"over_42d": 0}
	for _, b := range bands {
		out[b.name] = 0
	}
	return out
}

func (m *Measures) addShift(s shift) {
	m.Figures.addShift(s)
	if s.calledOff() {
		return
	}
	m.Reopened += s.Reopened
	if s.FirstFilled != nil {
		m.EverFilled++
		m.waits = append(m.waits, max(int64(s.FirstFilled.Sub(s.asked())), 0))
	}
	m.LeadTime[s.lead()]++
	m.Agency.add(s)
}

// lead is the band of how long before its start the shift was asked for; empty where that is not known.
func (s shift) lead() string {
	if s.asked().IsZero() {
		return ""
	}
	return band(s.StartsAt.Sub(s.asked()))
}

func (m *Measures) addBooking(b booking) {
	m.Figures.addWorked(b)
	m.Ends.add(b)
}

func (m *Measures) finish() *Measures {
	m.Figures.rate()
	var shifts int64
	for _, n := range m.LeadTime {
		shifts += n
	}
	m.SixWeeksAhead = ratio(m.LeadTime["over_42d"], shifts)
	m.TimeToFill.Count = int64(len(m.waits))
	if len(m.waits) > 0 {
		slices.Sort(m.waits)
		median, p90 := nearestRank(m.waits, 50)/int64(time.Minute), nearestRank(m.waits, 90)/int64(time.Minute)
		m.TimeToFill.Median, m.TimeToFill.P90 = &median, &p90
	}
	m.Agency.finish()
	return m
}

// nearestRank is the smallest of sorted values that so many per cent of them do not exceed.
func nearestRank(sorted []int64, percent int) int64 {
	rank := (len(sorted)*percent + 99) / 100
	return sorted[max(rank, 1)-1]
}
