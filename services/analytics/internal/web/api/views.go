// Package api is the JSON API of analytics.
package api

import (
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Split is the five-way split; the parts add up to what was asked for and not withdrawn.
type Split struct {
	OwnBank            int64 `json:"own_bank" doc:"Filled by the employer's own bank."`
	CollaborativeBank  int64 `json:"collaborative_bank" doc:"Filled by a worker of another employer."`
	FrameworkAgency    int64 `json:"framework_agency" doc:"Filled by an agency on a framework."`
	OffFrameworkAgency int64 `json:"off_framework_agency" doc:"Filled by an agency off framework."`
	Unfilled           int64 `json:"unfilled" doc:"Open, held for a worker, or lapsed."`
}

// Worked is approved minutes of bank workers, breaks removed. Hours of agencies' workers are on the agencies' own timesheets.
type Worked struct {
	OwnBank           int64 `json:"own_bank" doc:"Worked by the employer's own bank."`
	CollaborativeBank int64 `json:"collaborative_bank" doc:"Worked by workers of other employers."`
}

// Figures are amounts and the rates that follow from them. Rates are ratios of sums of net minutes, 1 meaning all; null
// when nothing was asked for.
type Figures struct {
	Minutes               Split    `json:"minutes" doc:"The split in net minutes, unpaid breaks removed."`
	Shifts                Split    `json:"shifts" doc:"The split in shifts."`
	WithdrawnShifts       int64    `json:"withdrawn_shifts" doc:"Shifts that the employer called off: they are in none of the rates."`
	NetRequestedMinutes   int64    `json:"net_requested_minutes" doc:"The sum of the five parts in minutes."`
	NetRequestedShifts    int64    `json:"net_requested_shifts" doc:"The sum of the five parts in shifts."`
	FillRate              *float64 `json:"fill_rate" doc:"Filled over net requested, in minutes. Null without a denominator."`
	BankFill              *float64 `json:"bank_fill" doc:"Filled by own and collaborative bank over net requested, in minutes."`
	BankShareOfFilled     *float64 `json:"bank_share_of_filled" doc:"Filled by bank over filled, in minutes."`
	FillRateShifts        *float64 `json:"fill_rate_shifts" doc:"Filled over net requested, in shifts."`
	WorkedMinutes         Worked   `json:"worked_minutes" doc:"Approved hours of the shifts of the window: what was worked, beside what was booked."`
	WorkedBankFill        *float64 `json:"worked_bank_fill" doc:"Worked by bank, as approved, over net requested, in minutes; beside bank_fill, which is as booked. Hours not yet approved are not in it."`
	BankFillShifts        *float64 `json:"bank_fill_shifts" doc:"Filled by bank over net requested, in shifts."`
	BankShareFilledShifts *float64 `json:"bank_share_of_filled_shifts" doc:"Filled by bank over filled, in shifts."`
}

// Cell is the figure of one employer's staff group in one window.
type Cell struct {
	Cell       string `json:"cell" doc:"<employer>_<staff group>_<window>."`
	ICS        string `json:"ics"`
	Employer   string `json:"employer" doc:"ODS code."`
	StaffGroup string `json:"staff_group"`
	Window     string `json:"window"`
	Figures
	Watermark time.Time `json:"watermark" doc:"The time of the newest event counted."`
	AsOf      time.Time `json:"as_of" doc:"The moment for which the figures hold."`
	Heard
}

// Heard is how old an employer's data is, and whether its quiet is silence.
type Heard struct {
	NewestEventAt  *time.Time `json:"newest_event_at" doc:"The time of the employer's newest event. Null before the first."`
	DataAgeSeconds *int64     `json:"data_age_seconds" doc:"From the newest event to as_of. Null before the first event."`
	Silent         bool       `json:"silent" doc:"Nothing has been heard for longer than is usual with this employer at these hours: figures may be out of date."`
}

// EmployerTotal is the sum of one employer's cells.
type EmployerTotal struct {
	Employer string `json:"employer" doc:"ODS code."`
	Name     string `json:"name"`
	Figures
	Heard
}

// Totals are sums over the cells of the answer.
type Totals struct {
	Overall   Figures         `json:"overall"`
	Employers []EmployerTotal `json:"employers"`
}

// DataAge is how old one employer's data is.
type DataAge struct {
	Employer   string     `json:"employer" doc:"ODS code."`
	Name       string     `json:"name"`
	Seconds    *int64     `json:"seconds" doc:"The same as data_age_seconds."`
	SilentFrom *time.Time `json:"silent_from" doc:"When hearing nothing since the newest event is silence. Null before the first event."`
	Heard
}

// Report is the whole of one window.
type Report struct {
	AsOf      time.Time `json:"as_of"`
	Watermark time.Time `json:"watermark" doc:"The time of the newest event counted."`
	Events    int64     `json:"events" doc:"How many changes of shifts, employers and sites are counted."`
	Window    string    `json:"window"`
	Cells     []Cell    `json:"cells" doc:"Cells in which something was asked for or withdrawn."`
	Totals    Totals    `json:"totals"`
	DataAge   []DataAge `json:"data_age"`
	Cursor    string    `json:"cursor" doc:"Last-Event-ID from which the stream goes on after this answer."`
}

func toSplit(s fillrate.Split) Split {
	return Split{
		OwnBank: s.OwnBank, CollaborativeBank: s.CollaborativeBank, FrameworkAgency: s.FrameworkAgency,
		OffFrameworkAgency: s.OffFrameworkAgency, Unfilled: s.Unfilled,
	}
}

func toFigures(f fillrate.Figures) Figures {
	return Figures{
		Minutes: toSplit(f.Minutes), Shifts: toSplit(f.Shifts), WithdrawnShifts: f.WithdrawnShifts,
		NetRequestedMinutes: f.Minutes.NetRequested(), NetRequestedShifts: f.Shifts.NetRequested(),
		FillRate: f.Minutes.FillRate().Ratio(), BankFill: f.Minutes.BankFill().Ratio(),
		BankShareOfFilled: f.Minutes.BankShareOfFilled().Ratio(),
		FillRateShifts:    f.Shifts.FillRate().Ratio(), BankFillShifts: f.Shifts.BankFill().Ratio(),
		BankShareFilledShifts: f.Shifts.BankShareOfFilled().Ratio(),
		WorkedMinutes:         Worked{OwnBank: f.Worked.OwnBank, CollaborativeBank: f.Worked.CollaborativeBank},
		WorkedBankFill:        f.WorkedBankFill().Ratio(),
	}
}

func toHeard(newest *time.Time, silent bool, asOf time.Time) Heard {
	h := Heard{NewestEventAt: newest, Silent: silent}
	if newest != nil {
		seconds := int64(max(asOf.Sub(*newest), 0) / time.Second)
		h.DataAgeSeconds = &seconds
	}
	return h
}

func toCell(ics string, c app.CellFigures, watermark, asOf time.Time) Cell {
	return Cell{
		Cell: c.Cell.ID(), ICS: ics, Employer: c.Cell.Employer, StaffGroup: c.Cell.StaffGroup, Window: string(c.Cell.Window),
		Figures: toFigures(c.Figures), Watermark: watermark, AsOf: asOf, Heard: toHeard(c.NewestEventAt, c.Silent, asOf),
	}
}

func toDataAges(all []app.EmployerFigures, asOf time.Time) []DataAge {
	out := make([]DataAge, len(all))
	for i, e := range all {
		out[i] = DataAge{Employer: e.ODS, Name: e.Name, SilentFrom: e.SilentFrom, Heard: toHeard(e.NewestEventAt, e.Silent, asOf)}
		out[i].Seconds = out[i].DataAgeSeconds
	}
	return out
}

func toReport(ics string, r app.Report) Report {
	out := Report{
		AsOf: r.AsOf, Watermark: r.Watermark, Events: r.Events, Window: string(r.Window), Cursor: cursor(r.Cursor),
		Cells: make([]Cell, len(r.Cells)), DataAge: toDataAges(r.Employers, r.AsOf),
		Totals: Totals{Overall: toFigures(r.Overall), Employers: make([]EmployerTotal, len(r.Employers))},
	}
	for i, c := range r.Cells {
		out.Cells[i] = toCell(ics, c, r.Watermark, r.AsOf)
	}
	for i, e := range r.Employers {
		out.Totals.Employers[i] = EmployerTotal{Employer: e.ODS, Name: e.Name, Figures: toFigures(e.Figures), Heard: toHeard(e.NewestEventAt, e.Silent, r.AsOf)}
	}
	return out
}
