package store

import (
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

// quoteRow is the form in which the column pay of bookings holds a pay.Quote.
type quoteRow struct {
	TotalPence int64     `json:"total_pence"`
	Lines      []lineRow `json:"lines"`
	Terms      termsRow  `json:"terms"`
	Basis      basisRow  `json:"basis"`
}

type lineRow struct {
	Kind      pay.Kind `json:"kind"`
	Minutes   int      `json:"minutes,omitempty"`
	RatePence int64    `json:"rate_pence,omitempty"`
	Uplift    int64    `json:"uplift,omitempty"`
	Pence     int64    `json:"pence"`
}

type termsRow struct {
	BasicPence    int64         `json:"basic_pence"`
	Windows       []windowRow   `json:"windows,omitempty"`
	NightMajority bool          `json:"night_majority,omitempty"`
	Break         pay.BreakRule `json:"break"`
	Rounding      pay.Rounding  `json:"rounding"`
	HighCostPence int64         `json:"high_cost_pence,omitempty"`
	HolidayPay    int64         `json:"holiday_pay,omitempty"`
	Holidays      []string      `json:"holidays,omitempty"`
}

type basisRow struct {
	CardID        string       `json:"card_id,omitempty"`
	CardVersion   int64        `json:"card_version,omitempty"`
	PolicyVersion int64        `json:"policy_version,omitempty"`
	Rate          pay.RateFrom `json:"rate"`
	Band          string       `json:"band"`
	Escalated     bool         `json:"escalated,omitempty"`
}

// windowRow is a pay.Window in quotes and rate cards.
type windowRow struct {
	Kind      pay.Kind `json:"kind"`
	Days      []string `json:"days"`
	From      int      `json:"from"`
	To        int      `json:"to"`
	Uplift    int64    `json:"uplift,omitempty"`
	FlatPence int64    `json:"flat_pence,omitempty"`
}

func encodeQuote(q *pay.Quote) ([]byte, error) {
	if q == nil {
		return nil, nil
	}
	t := q.Terms
	row := quoteRow{TotalPence: q.TotalPence, Lines: make([]lineRow, len(q.Lines)), Basis: basisRow(q.Basis), Terms: termsRow{
		BasicPence: t.BasicPence, Windows: windowRows(t.Windows), NightMajority: t.NightMajority, Break: t.Break, Rounding: t.Rounding,
		HighCostPence: t.HighCostPence, HolidayPay: t.HolidayPay,
	}}
	for i, l := range q.Lines {
		row.Lines[i] = lineRow(l)
	}
	for _, d := range t.Holidays {
		row.Terms.Holidays = append(row.Terms.Holidays, d.String())
	}
	return json.Marshal(row)
}

func decodeQuote(b []byte) (*pay.Quote, error) {
	if len(b) == 0 {
		return nil, nil
	}
	var row quoteRow
	if err := json.Unmarshal(b, &row); err != nil {
		return nil, fmt.Errorf("read what a booking pays: %w", err)
	}
	t := row.Terms
	windows, err := windowsOf(t.Windows)
	if err != nil {
		return nil, err
	}
	q := &pay.Quote{TotalPence: row.TotalPence, Basis: pay.Basis(row.Basis), Terms: pay.Terms{
		BasicPence: t.BasicPence, Windows: windows, NightMajority: t.NightMajority, Break: t.Break, Rounding: t.Rounding,
		HighCostPence: t.HighCostPence, HolidayPay: t.HolidayPay,
	}}
	for _, l := range row.Lines {
		q.Lines = append(q.Lines, pay.Line(l))
	}
	for _, d := range t.Holidays {
		day, err := pay.ParseDay(d)
		if err != nil {
			return nil, fmt.Errorf("read what a booking pays: %w", err)
		}
		q.Terms.Holidays = append(q.Terms.Holidays, day)
	}
	return q, nil
}

func windowRows(windows []pay.Window) []windowRow {
	var out []windowRow
	for _, w := range windows {
		out = append(out, windowRow{Kind: w.Kind, Days: w.Days.Names(), From: w.From, To: w.To, Uplift: w.Uplift, FlatPence: w.FlatPence})
	}
	return out
}

func windowsOf(rows []windowRow) ([]pay.Window, error) {
	var out []pay.Window
	for _, r := range rows {
		days, ok := pay.ParseDays(r.Days)
		if !ok {
			return nil, fmt.Errorf("read hours that are paid otherwise: the days %v", r.Days)
		}
		out = append(out, pay.Window{Kind: r.Kind, Days: days, From: r.From, To: r.To, Uplift: r.Uplift, FlatPence: r.FlatPence})
	}
	return out, nil
}
