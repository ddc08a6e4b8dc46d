package api

import (
	"context"
	"math"
	"net/http"
	"time"

	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/openlist"
)

func mountOpenShifts(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/open-shifts", ID: "list-open-shifts", Action: app.ReadOpenShifts,
		Summary:     "List the open shifts that you could take",
		Description: "Judged on what this service has been told so far; the binding answer comes when you accept. With include=ineligible the first page has after them also some of the others, your own kind of work first, each with every reason why not and what would change it. Hidden wards and the preferred distance of your preferences are applied unless the query says otherwise."}, h.openShifts)
}

type openShiftsInput struct {
	Include       string `query:"include" enum:"ineligible," doc:"ineligible adds shifts that are not open to you."`
	From          string `query:"from" format:"date" doc:"First day of the start, by the date in London."`
	To            string `query:"to" format:"date" doc:"Last day of the start."`
	Employer      string `query:"employer" maxLength:"12" doc:"ODS code of the host."`
	Site          string `query:"site" maxLength:"12" doc:"ODS code of the site."`
	Ward          string `query:"ward" maxLength:"64"`
	When          string `query:"when" enum:"nights,days," doc:"Night work is three hours or more between 23:00 and 06:00; days are all else."`
	MinRatePence  int64  `query:"min_rate_pence" minimum:"0" maximum:"50000" doc:"Least basic pay an hour."`
	MinTotalPence int64  `query:"min_total_pence" minimum:"0" maximum:"10000000" doc:"Least pay for the whole shift."`
	Postcode      string `query:"postcode" maxLength:"10" doc:"Where distances are measured from, whole or its first half; your preferences when left out."`
	WithinKM      int    `query:"within_km" minimum:"-1" maximum:"200" default:"-1" doc:"How far at most; 0 is any distance, -1 what your preferences say."`
	Favourites    bool   `query:"favourites" doc:"Favourite wards only."`
	Hidden        bool   `query:"hidden" doc:"Hidden wards too."`
	Sort          string `query:"sort" enum:"soonest,nearest,best_paid," doc:"soonest when left out."`
	Limit         int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor        string `query:"cursor" maxLength:"1000" doc:"From the link with rel next."`
}

// query reads the input; cursor and limit are not part of what a cursor is good for.
func (in *openShiftsInput) query() (app.OpenQuery, error) {
	q := app.OpenQuery{
		Employer: in.Employer, Site: in.Site, Ward: in.Ward, Part: openlist.Part(in.When), MinRatePence: in.MinRatePence, MinTotalPence: in.MinTotalPence,
		Postcode: in.Postcode, WithinKM: in.WithinKM, Favourites: in.Favourites, Hidden: in.Hidden, Sort: app.Sort(in.Sort), Limit: in.Limit,
	}
	var wrong []fault.Field
	q.From = londonDay(in.From, 0, "from", &wrong)
	q.To = londonDay(in.To, 1, "to", &wrong)
	if len(wrong) > 0 {
		return q, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be read; see what to change.").WithFields(wrong...)
	}
	after, further, err := web.DecodeCursor[openlist.Place](in.filters(), in.Cursor)
	if further {
		q.After = &after
	}
	q.Ineligible = in.Include == "ineligible" && !further
	return q, err
}

func (in *openShiftsInput) filters() openShiftsInput {
	f := *in
	f.Cursor, f.Limit, f.Include = "", 0, ""
	return f
}

// londonDay is the beginning of a day in London, days later; the zero time for none.
func londonDay(date string, days int, name string, wrong *[]fault.Field) time.Time {
	if date == "" {
		return time.Time{}
	}
	d, err := time.ParseInLocation(time.DateOnly, date, clock.London)
	if err != nil {
		*wrong = append(*wrong, fault.Field{Location: "query." + name, Message: "Give a date like 2026-11-24."})
		return time.Time{}
	}
	return d.AddDate(0, 0, days)
}

type judged struct {
	Shift   es.ShiftState   `json:"shift"`
	Outcome string          `json:"outcome" enum:"eligible,eligible_with_warnings,needs_approval,ineligible"`
	Reasons []reason.Reason `json:"reasons"`
	// What shifts are compared by.
	TotalPayPence int64    `json:"total_pay_pence" doc:"What the whole shift would pay you, enhancements included."`
	DistanceKM    *float64 `json:"distance_km,omitempty" doc:"In a straight line from the middle of your postcode area; left out when it is not known."`
	Night         bool     `json:"night"`
	Urgency       string   `json:"urgency" enum:"routine,urgent,critical"`
	CrossEmployer bool     `json:"cross_employer" doc:"At another employer than your own."`
	WardMark      string   `json:"ward_mark" enum:"none,favourite,hidden"`
}

func judgedOf(who auth.Principal, l app.Listed) judged {
	j := judged{
		Shift: app.ShiftStateFor(who, l.Shift), Outcome: string(l.Decision.Outcome), Reasons: l.Decision.Reasons, TotalPayPence: l.Pay.TotalPence,
		Night: l.Night, Urgency: string(l.Urgency), CrossEmployer: l.Cross, WardMark: string(l.Mark),
	}
	if l.KM != nil {
		km := math.Round(*l.KM*10) / 10
		j.DistanceKM = &km
	}
	return j
}

type openShiftsOutput struct {
	Link string `header:"Link"`
	Body struct {
		Shifts  []judged  `json:"shifts"`
		Count   int       `json:"count" doc:"How many shifts you could take within these limits, on all pages."`
		AtLeast bool      `json:"count_is_at_least" doc:"Whether there may be more than count."`
		Area    string    `json:"area,omitempty" doc:"The postcode area from which distances were measured."`
		AsOf    time.Time `json:"as_of"`
	}
}

func (h handlers) openShifts(ctx context.Context, in *openShiftsInput) (*openShiftsOutput, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	open, err := h.app.OpenShifts(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &openShiftsOutput{}
	out.Body.AsOf, out.Body.Count, out.Body.AtLeast, out.Body.Area = open.AsOf, open.Count, open.AtLeast, open.Area
	out.Body.Shifts = make([]judged, 0, len(open.Shifts)+len(open.Closed))
	who, _ := auth.From(ctx)
	for _, l := range open.Shifts {
		out.Body.Shifts = append(out.Body.Shifts, judgedOf(who, l))
	}
	for _, l := range open.Closed {
		out.Body.Shifts = append(out.Body.Shifts, judgedOf(who, l))
	}
	if open.Next != nil {
		out.Link = web.NextLink(ctx, web.EncodeCursor(in.filters(), *open.Next))
	}
	return out, nil
}
