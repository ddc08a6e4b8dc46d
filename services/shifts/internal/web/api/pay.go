package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

func mountPay(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/shifts/{id}/pay", ID: "get-shift-pay", Action: app.ReadShift, Errors: []int{http.StatusNotFound},
		Summary:     "Read what a shift pays, hour by hour, before it is accepted",
		Description: "For a worker, what they would be paid; it is locked when they accept. For a shift that is theirs already, what is locked."}, h.shiftPay)
	register(s, web.Op{Method: http.MethodGet, Path: "/bookings/{id}/pay", ID: "get-booking-pay", Action: app.ReadBooking, Errors: []int{http.StatusNotFound},
		Summary: "Read what a booking pays, as it was locked when the shift was accepted"}, h.bookingPay)
	register(s, web.Op{Method: http.MethodGet, Path: "/bank-holidays", ID: "list-bank-holidays", Action: app.ReadHolidays,
		Summary:     "List the days that are paid as public holidays",
		Description: "Bank holidays of England and Wales to the end of 2028; with employer, also those that it has added and without those that it has taken out in its policy on pay."}, h.bankHolidays)
}

// payLine is one row of a split.
type payLine struct {
	Kind              string `json:"kind" enum:"basic,unsocial,night,sunday_or_holiday,high_cost_area,holiday_pay"`
	Minutes           int    `json:"minutes" doc:"0 for what is paid beside the hours."`
	RatePence         int64  `json:"rate_pence" doc:"The rate an hour before the uplift; 0 for holiday pay."`
	UpliftBasisPoints int64  `json:"uplift_basis_points" doc:"What comes on top in hundredths of a percent."`
	Pence             int64  `json:"pence"`
}

type split struct {
	Lines      []payLine `json:"lines"`
	TotalPence int64     `json:"total_pence" doc:"The sum of the lines."`
	NetMinutes int       `json:"net_minutes"`
	BasicPence int64     `json:"basic_pence" doc:"Basic pay an hour."`
	Band       string    `json:"band" doc:"The band whose rate and percentages count."`
	RateFrom   string    `json:"rate_from" enum:"shift,worker,top_of_band" doc:"Whose rate it is: the shift's, that of your own band, or the top of the shift's band."`
	Escalated  bool      `json:"escalated" doc:"Whether the rate is above the shift's standard rate."`
	RateCardID string    `json:"rate_card_id,omitempty"`
	Locked     bool      `json:"locked" doc:"Whether this is what a booking has locked."`
}

type splitOutput struct{ Body split }

func splitAnswer(q pay.Quote, locked bool) *splitOutput {
	out := split{TotalPence: q.TotalPence, NetMinutes: q.Minutes(), BasicPence: q.Terms.BasicPence, Band: q.Basis.Band, RateFrom: string(q.Basis.Rate),
		Escalated: q.Basis.Escalated, RateCardID: q.Basis.CardID, Locked: locked}
	for _, l := range q.Lines {
		out.Lines = append(out.Lines, payLine{Kind: string(l.Kind), Minutes: l.Minutes, RatePence: l.RatePence, UpliftBasisPoints: l.Uplift, Pence: l.Pence})
	}
	return &splitOutput{Body: out}
}

func (h handlers) shiftPay(ctx context.Context, in *ShiftPath) (*splitOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	q, locked, err := h.app.PayFor(ctx, shiftID)
	if err != nil {
		return nil, err
	}
	return splitAnswer(q, locked), nil
}

func (h handlers) bookingPay(ctx context.Context, in *BookingPath) (*splitOutput, error) {
	bookingID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	q, err := h.app.BookingPay(ctx, bookingID)
	if err != nil {
		return nil, err
	}
	return splitAnswer(q, true), nil
}

type bankHolidaysInput struct {
	Employer string `query:"employer" maxLength:"12" doc:"ODS code."`
	From     string `query:"from" maxLength:"10" doc:"A date like 2026-01-01; the beginning when it is left out."`
	To       string `query:"to" maxLength:"10" doc:"The last date, included."`
}

type bankHolidaysOutput struct {
	Body struct {
		Holidays  []holiday `json:"holidays"`
		KnownTo   string    `json:"known_to" doc:"The last day up to which bank holidays are known."`
		Source    string    `json:"source"`
		SourceURL string    `json:"source_url"`
	}
}

type holiday struct {
	Date string `json:"date"`
	Name string `json:"name"`
	Own  bool   `json:"own" doc:"Whether the employer has added it."`
}

func (h handlers) bankHolidays(ctx context.Context, in *bankHolidaysInput) (*bankHolidaysOutput, error) {
	from, to := pay.NewDay(1970, 1, 1), pay.NewDay(9999, 12, 31)
	var err error
	if in.From != "" {
		if from, err = dayIn("query.from", in.From); err != nil {
			return nil, err
		}
	}
	if in.To != "" {
		if to, err = dayIn("query.to", in.To); err != nil {
			return nil, err
		}
	}
	days, err := h.app.PublicHolidays(ctx, in.Employer, from, to)
	if err != nil {
		return nil, err
	}
	out := &bankHolidaysOutput{}
	for _, d := range days {
		out.Body.Holidays = append(out.Body.Holidays, holiday{Date: d.Day.String(), Name: d.Name, Own: d.Own})
	}
	out.Body.KnownTo, out.Body.Source, out.Body.SourceURL = pay.LastKnownHoliday.String(), "GOV.UK bank holidays, Open Government Licence v3.0", "https://www.gov.uk/bank-holidays"
	return out, nil
}
