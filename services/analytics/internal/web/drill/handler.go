package drill

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// perPage is how many shifts are listed at once.
const perPage = 50

// place is the last shift of a page.
type place struct {
	At time.Time `json:"a"`
	ID string    `json:"i"`
}

// Handler answers GET /fill-rate/shifts.
func Handler(d *app.Drill, rates *app.FillRates, c clock.Clock) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		asked, err := askedOf(r.URL.Query())
		if err != nil {
			return err
		}
		q, err := asked.query(c.Now())
		if err != nil {
			return err
		}
		last, onward, err := web.DecodeCursor[place](asked.filters(), r.URL.Query().Get("cursor"))
		if err != nil {
			return err
		}
		q.After = app.ShiftKey{StartsAt: last.At, ID: last.ID}
		list, err := d.Shifts(r.Context(), q)
		if err != nil {
			return err
		}
		all, err := rates.Report(r.Context(), fillrate.Next14d, app.Scope{}) // For the names to choose from.
		if err != nil {
			return err
		}
		v := viewOf(asked, q, list, d.Names(), all.Employers)
		if onward {
			v.First = asked.href("")
		} else {
			total, err := d.Total(r.Context(), q)
			if err != nil {
				return err
			}
			v.Total = totalOf(total)
		}
		if list.Next != nil {
			v.Next = asked.href(web.EncodeCursor(asked.filters(), place{At: list.Next.StartsAt, ID: list.Next.ID}))
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

// asked is what the address asks for, in the codes of the API.
type asked struct {
	Window, From, Until, Employer, Site, Ward, StaffGroup, Band, Period, Lead, Reason, Part string
}

// fields are the parameters of the address by their names, in the order of the form.
func (a *asked) fields() []struct {
	name  string
	value *string
	known []string
} {
	return []struct {
		name  string
		value *string
		known []string
	}{
		{"window", &a.Window, []string{"next_24h", "next_72h", "next_14d", "last_28d"}},
		{"from", &a.From, nil}, {"until", &a.Until, nil}, {"employer", &a.Employer, nil}, {"site", &a.Site, nil}, {"ward", &a.Ward, nil},
		{"staff_group", &a.StaffGroup, shifts.StaffGroups}, {"band", &a.Band, shifts.Bands}, {"period", &a.Period, []string{measure.Day, measure.Night, measure.Weekend}},
		{"lead", &a.Lead, measure.LeadBands}, {"reason", &a.Reason, shifts.RequestReasons}, {"part", &a.Part, nil},
	}
}

func askedOf(q url.Values) (a asked, err error) {
	for _, f := range a.fields() {
		*f.value = q.Get(f.name)
		if *f.value != "" && f.known != nil && !slices.Contains(f.known, *f.value) {
			return a, fault.New(fault.Invalid, "filter_unknown", "There is no %s %q. Choose from the lists of the page.", strings.ReplaceAll(f.name, "_", " "), *f.value)
		}
	}
	if a.Window == "" && a.From == "" && a.Until == "" {
		a.Window = string(fillrate.Next72h)
	}
	return a, nil
}

func (a asked) filters() any { return struct{ A asked }{a} }

func (a asked) values() url.Values {
	q := url.Values{}
	for _, f := range a.fields() {
		if *f.value != "" {
			q.Set(f.name, *f.value)
		}
	}
	return q
}

func (a asked) file() string { return "/api/analytics/v1/measures/shifts.csv?" + a.values().Encode() }

func (a asked) href(cursor string) string {
	q := a.values()
	if cursor != "" {
		q.Set("cursor", cursor)
	}
	return "/fill-rate/shifts?" + q.Encode()
}

func (a asked) query(now time.Time) (q app.ShiftQuery, err error) {
	q = app.ShiftQuery{
		Scope: app.Scope{Employer: a.Employer, StaffGroup: a.StaffGroup}, Size: perPage,
		Selection: measure.Selection{Cell: measure.Cell{
			Employer: a.Employer, Site: a.Site, Ward: a.Ward, StaffGroup: a.StaffGroup, Band: a.Band, Period: a.Period, Lead: a.Lead, Reason: a.Reason,
		}},
	}
	for code := range strings.SplitSeq(a.Part, ",") {
		part, ok := fillrate.PartCalled(code)
		if !ok && code != "" {
			return q, fault.New(fault.Invalid, "part_unknown", "Shifts do not count as %q. Choose from the list of the page.", code)
		}
		if ok {
			q.Selection.Parts = append(q.Selection.Parts, part)
		}
	}
	if a.Window != "" {
		q.Interval.From, q.Interval.Until = fillrate.Window(a.Window).Span(now)
		return q, nil
	}
	y, m, d := now.In(clock.London).Date()
	q.Interval.Until = time.Date(y, m, d+1, 0, 0, 0, 0, clock.London)
	if a.Until != "" {
		if q.Interval.Until, err = day(a.Until); err != nil {
			return q, err
		}
	}
	q.Interval.From = q.Interval.Until.AddDate(0, 0, -28)
	if a.From != "" {
		q.Interval.From, err = day(a.From)
	}
	return q, err
}

func day(text string) (time.Time, error) {
	t, err := time.ParseInLocation(time.DateOnly, text, clock.London)
	if err != nil {
		return t, fault.New(fault.Invalid, "date_invalid", "Give days as dates, e.g. 2026-03-01.")
	}
	return t, nil
}
