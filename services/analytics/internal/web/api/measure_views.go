package api

import (
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// IntervalView is when the work starts that was measured.
type IntervalView struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until" doc:"The first moment that is not in it."`
}

func toInterval(in app.Interval) IntervalView {
	return IntervalView{From: in.From.UTC(), Until: in.Until.UTC()}
}

// NoticeCounts is a count by how long before the start something happened. A limit belongs to the longer band.
type NoticeCounts struct {
	AfterStart  int64 `json:"after_start"`
	Under4h     int64 `json:"0_4h"`
	From4To24h  int64 `json:"4_24h"`
	From1To3d   int64 `json:"1_3d"`
	From3To7d   int64 `json:"3_7d"`
	From7To28d  int64 `json:"7_28d"`
	From28To42d int64 `json:"28_42d"`
	Over42d     int64 `json:"over_42d"`
}

func toNotice(b measure.Bands) NoticeCounts {
	return NoticeCounts{
		AfterStart: b.Of("after_start"), Under4h: b.Of("0_4h"), From4To24h: b.Of("4_24h"), From1To3d: b.Of("1_3d"),
		From3To7d: b.Of("3_7d"), From7To28d: b.Of("7_28d"), From28To42d: b.Of("28_42d"), Over42d: b.Of("over_42d"),
	}
}

// WaitingView is how long something took.
type WaitingView struct {
	Count         int64  `json:"count"`
	MedianMinutes *int64 `json:"median_minutes" doc:"Null when nothing was filled. By nearest rank."`
	P90Minutes    *int64 `json:"p90_minutes"`
}

func toWaiting(w measure.Waiting) WaitingView {
	out := WaitingView{Count: w.N}
	if w.N > 0 {
		median, p90 := int64(w.Median/time.Minute), int64(w.P90/time.Minute)
		out.MedianMinutes, out.P90Minutes = &median, &p90
	}
	return out
}

// BookingEnds is how confirmed bookings ended before they were worked.
type BookingEnds struct {
	Confirmed    int64        `json:"confirmed" doc:"Bookings that were ever confirmed: the denominator."`
	ByWorker     NoticeCounts `json:"by_worker" doc:"Given back, by notice; what another worker took over was not."`
	ByEmployer   NoticeCounts `json:"by_employer" doc:"Called off, by notice."`
	BySystem     int64        `json:"by_system" doc:"Ended by a passport or an agreement."`
	DidNotAttend int64        `json:"did_not_attend"`
	OwedPence    int64        `json:"owed_pence" doc:"What employers owe for what they called off."`
}

// AgencyCounts is what agencies fill.
type AgencyCounts struct {
	Framework    int64    `json:"framework"`
	OffFramework int64    `json:"off_framework"`
	OverCap      int64    `json:"over_cap"`
	ChargePence  int64    `json:"charge_pence" doc:"For the net hours."`
	BankHadTime  int64    `json:"bank_had_time" doc:"Filled after every bank step had its time."`
	ByOverride   int64    `json:"by_override" doc:"Filled earlier by a named override."`
	Unproven     int64    `json:"unproven" doc:"Must be 0: report it otherwise."`
	BankFirst    *float64 `json:"bank_first" doc:"bank_had_time over all agency shifts; null without one."`
	TakenBack    int64    `json:"taken_back" doc:"Taken by a bank worker from an agency."`
	SavedPence   int64    `json:"saved_pence" doc:"What those agencies would have charged less the bank worker's basic pay; on-costs and enhancements are not in it."`
}

// MeasuresRow is one cell. Dimensions that were not asked for are left out.
type MeasuresRow struct {
	Employer   string `json:"employer,omitempty"`
	Site       string `json:"site,omitempty"`
	Ward       string `json:"ward,omitempty"`
	StaffGroup string `json:"staff_group,omitempty"`
	Band       string `json:"band,omitempty"`
	Period     string `json:"period,omitempty" enum:"day,night,weekend"`
	Lead       string `json:"lead,omitempty"`
	Reason     string `json:"reason,omitempty"`
	MeasuresView
}

// MeasuresView is the figures of a cell.
type MeasuresView struct {
	Figures
	LeadTime      NoticeCounts `json:"lead_time" doc:"Shifts by how long before the start they were asked for."`
	SixWeeksAhead *float64     `json:"six_weeks_ahead" doc:"The share asked for 42 days ahead or more; null without shifts."`
	TimeToFill    WaitingView  `json:"time_to_fill"`
	EverFilled    int64        `json:"ever_filled"`
	Reopened      int64        `json:"reopened" doc:"How often a filled shift was open again."`
	Offers        int64        `json:"offers" doc:"Offers to one worker each, of shifts that were not called off."`
	Ends          BookingEnds  `json:"ends"`
	Agency        AgencyCounts `json:"agency"`
}

// MeasuresTable is figures by dimensions.
type MeasuresTable struct {
	IntervalView
	By    []string      `json:"by" doc:"The dimensions of the rows, with those that they need."`
	Rows  []MeasuresRow `json:"rows"`
	Total MeasuresView  `json:"total"`
	// Footprint is told when the figures were restated.
	Footprint *Footprint `json:"footprint,omitempty"`
}

// Footprint is on the employers of which moment figures stand.
type Footprint struct {
	AsAt    time.Time `json:"as_at"`
	Inexact int64     `json:"inexact" doc:"Shifts whose site does not tell which of several employers they belong to then: they stay with the employer of the record."`
	Outside []string  `json:"outside,omitempty" doc:"Employers with figures that take no part in the system on that footprint."`
}

func toMeasures(m measure.Measures) MeasuresView {
	e, a := m.Ends, m.Agency
	return MeasuresView{
		Figures: toFigures(m.Fill), LeadTime: toNotice(m.Lead), SixWeeksAhead: m.SixWeeksAhead().Ratio(), TimeToFill: toWaiting(m.TimeToFill),
		EverFilled: m.EverFilled, Reopened: m.Reopened, Offers: m.Offers,
		Ends: BookingEnds{
			Confirmed: e.Confirmed, ByWorker: toNotice(e.ByWorker), ByEmployer: toNotice(e.ByEmployer), BySystem: e.BySystem,
			DidNotAttend: e.DidNotAttend, OwedPence: e.OwedPence,
		},
		Agency: AgencyCounts{
			Framework: a.Framework, OffFramework: a.OffFramework, OverCap: a.OverCap, ChargePence: a.ChargePence,
			BankHadTime: a.BankHadTime, ByOverride: a.ByOverride, Unproven: a.Unproven, BankFirst: m.BankFirst().Ratio(),
			TakenBack: a.TakenBack, SavedPence: a.SavedPence,
		},
	}
}

func toTable(in app.Interval, t measure.Table) MeasuresTable {
	out := MeasuresTable{IntervalView: toInterval(in), By: make([]string, len(t.By)), Rows: make([]MeasuresRow, len(t.Rows)), Total: toMeasures(t.Total)}
	for i, d := range t.By {
		out.By[i] = string(d)
	}
	for i, r := range t.Rows {
		c := r.Cell
		out.Rows[i] = MeasuresRow{
			Employer: c.Employer, Site: c.Site, Ward: c.Ward, StaffGroup: c.StaffGroup, Band: c.Band, Period: c.Period,
			Lead: c.Lead, Reason: c.Reason, MeasuresView: toMeasures(r.Measures),
		}
	}
	return out
}

// named gives the name of an employer or site.
type named func(k fact.Kind, ods string) string

// FlowView is the work that people of one employer do for another.
type FlowView struct {
	Home           string `json:"home" doc:"Who lends."`
	HomeName       string `json:"home_name"`
	Host           string `json:"host" doc:"Who borrows."`
	HostName       string `json:"host_name"`
	Few            bool   `json:"few,omitempty" doc:"The work or the recharges of the pair are of too few workers to be told of: all figures are 0."`
	Workers        int64  `json:"workers"`
	Bookings       int64  `json:"bookings"`
	Minutes        int64  `json:"minutes" doc:"Approved where they are, else as booked."`
	Pence          int64  `json:"pence" doc:"Pay for these minutes; on-costs and fees of agreements are not in it."`
	RechargedPence int64  `json:"recharged_pence" doc:"What the host owes the home employer by their agreements, on-costs, fees and VAT included; below 0 the other way."`
	SettledPence   int64  `json:"settled_pence" doc:"Of that, paid."`
	DisputedPence  int64  `json:"disputed_pence" doc:"Of that, in dispute."`
	Recharges      int64  `json:"recharges" doc:"Lines that came to anything."`
	NotRecharged   int64  `json:"not_recharged" doc:"Bookings with approved hours for which no recharge was heard of yet."`
}

// Flows is all pairs.
type Flows struct {
	IntervalView
	Flows     []FlowView `json:"flows"`
	MutualAid []AidView  `json:"mutual_aid" doc:"That opened any of the shifts that start in this time, the newest first."`
}

func toFlows(in app.Interval, flows []measure.Flow, name named) Flows {
	out := Flows{IntervalView: toInterval(in), Flows: make([]FlowView, len(flows))}
	for i, f := range flows {
		out.Flows[i] = FlowView{
			Home: f.Home, HomeName: name(fact.KindEmployer, f.Home), Host: f.Host, HostName: name(fact.KindEmployer, f.Host),
			Few: f.Few, Workers: f.Workers, Bookings: f.Bookings, Minutes: f.Minutes, Pence: f.Pence,
			RechargedPence: f.Recharged.TotalPence, SettledPence: f.Recharged.SettledPence, DisputedPence: f.Recharged.DisputedPence,
			Recharges: f.Recharged.Lines, NotRecharged: f.Recharged.Waiting,
		}
	}
	return out
}

// OfferedView is what one employer pays.
type OfferedView struct {
	Employer      string `json:"employer"`
	Name          string `json:"name"`
	Shifts        int64  `json:"shifts"`
	MedianPence   int64  `json:"median_pence"`
	MaxPence      int64  `json:"max_pence"`
	Escalated     int64  `json:"escalated" doc:"Shifts whose rate was raised above its standard."`
	AbovePerMille int64  `json:"above_per_mille" doc:"Its median above that of all, in thousandths."`
}

// SpreadView is alike work.
type SpreadView struct {
	StaffGroup  string        `json:"staff_group"`
	Band        string        `json:"band"`
	Period      string        `json:"period" enum:"day,night,weekend"`
	Shifts      int64         `json:"shifts"`
	MedianPence int64         `json:"median_pence" doc:"Basic pay an hour over all shifts of all employers."`
	Employers   []OfferedView `json:"employers" doc:"The best paying first."`
}

// Rates is all alike work.
type Rates struct {
	IntervalView
	Spreads []SpreadView `json:"spreads"`
}

func toRates(in app.Interval, spreads []measure.Spread, name named) Rates {
	out := Rates{IntervalView: toInterval(in), Spreads: make([]SpreadView, len(spreads))}
	for i, s := range spreads {
		v := SpreadView{StaffGroup: s.StaffGroup, Band: s.Band, Period: s.Period, Shifts: s.Shifts, MedianPence: s.MedianPence, Employers: make([]OfferedView, len(s.Employers))}
		for j, o := range s.Employers {
			v.Employers[j] = OfferedView{
				Employer: o.Employer, Name: name(fact.KindEmployer, o.Employer), Shifts: o.Shifts, MedianPence: o.MedianPence,
				MaxPence: o.MaxPence, Escalated: o.Escalated, AbovePerMille: o.AbovePerMille(s),
			}
		}
		out.Spreads[i] = v
	}
	return out
}

// InsidersView is one host's insider share.
type InsidersView struct {
	Employer string   `json:"employer"`
	Name     string   `json:"name"`
	Few      bool     `json:"few,omitempty" doc:"Fewer than ten people had popular shifts: there is no share."`
	Popular  int64    `json:"popular" doc:"Shifts that whoever has them took within an hour."`
	Top      int64    `json:"top" doc:"How many people have most of them: a tenth, at least five."`
	Share    *float64 `json:"share" doc:"The share of the popular shifts that those people have."`
}

// Fairness is all hosts.
type Fairness struct {
	IntervalView
	Employers []InsidersView `json:"employers"`
}

func toFairness(in app.Interval, rows []measure.Insiders, name named) Fairness {
	out := Fairness{IntervalView: toInterval(in), Employers: make([]InsidersView, len(rows))}
	for i, r := range rows {
		out.Employers[i] = InsidersView{
			Employer: r.Employer, Name: name(fact.KindEmployer, r.Employer), Few: r.Few, Popular: r.Popular, Top: r.Top, Share: r.Share().Ratio(),
		}
	}
	return out
}

// CountView is a number of people.
type CountView struct {
	Count int64  `json:"count"`
	Bound string `json:"bound,omitempty" enum:"at_least,at_most" doc:"Left out when the count is exact."`
}

// ComplianceView is the bank workers of one employer in one staff group.
type ComplianceView struct {
	Employer   string               `json:"employer"`
	Name       string               `json:"name"`
	StaffGroup string               `json:"staff_group"`
	Few        bool                 `json:"few,omitempty" doc:"Fewer than five workers: all figures are 0."`
	Workers    int64                `json:"workers"`
	Deployable CountView            `json:"deployable"`
	Expiring   map[string]CountView `json:"expiring" doc:"Workers whose evidence of a code runs out within thirty days."`
}

// ComplianceReport is all of them.
type ComplianceReport struct {
	AsOf time.Time        `json:"as_of"`
	Rows []ComplianceView `json:"rows"`
}

func toCompliance(asOf time.Time, rows []measure.Compliance, name named) ComplianceReport {
	out := ComplianceReport{AsOf: asOf, Rows: make([]ComplianceView, len(rows))}
	for i, r := range rows {
		v := ComplianceView{
			Employer: r.Employer, Name: name(fact.KindEmployer, r.Employer), StaffGroup: r.StaffGroup, Few: r.Few, Workers: r.Workers,
			Deployable: toCount(r.Deployable), Expiring: make(map[string]CountView, len(r.Expiring)),
		}
		for code, n := range r.Expiring {
			v.Expiring[code] = toCount(n)
		}
		out.Rows[i] = v
	}
	return out
}

func toCount(c measure.Count) CountView { return CountView{Count: c.N, Bound: string(c.Bound)} }

// FatigueView is the workers of one employer.
type FatigueView struct {
	Home      string `json:"home"`
	Name      string `json:"name"`
	Few       bool   `json:"few,omitempty" doc:"Fewer than five workers: all figures are 0."`
	Workers   int64  `json:"workers"`
	Weeks     int64  `json:"weeks" doc:"Weeks of one worker with any work."`
	WeeksOver int64  `json:"weeks_over_48h" doc:"Of those, above 48 hours net, as approved or else as booked. The law averages over a reference period."`
	Rests     int64  `json:"rests" doc:"Times between two bookings of one worker less than a day apart."`
	Near      int64  `json:"near_11h" doc:"Rests of 11 hours to less than 12."`
	Short     int64  `json:"under_11h" doc:"Rests of less than 11 hours."`
}

// FatigueReport is all home employers.
type FatigueReport struct {
	IntervalView
	Employers []FatigueView `json:"employers"`
}

func toFatigue(in app.Interval, rows []measure.Fatigue, name named) FatigueReport {
	out := FatigueReport{IntervalView: toInterval(in), Employers: make([]FatigueView, len(rows))}
	for i, r := range rows {
		out.Employers[i] = FatigueView{
			Home: r.Home, Name: name(fact.KindEmployer, r.Home), Few: r.Few, Workers: r.Workers, Weeks: r.Weeks, WeeksOver: r.WeeksOver,
			Rests: r.Rests, Near: r.Near, Short: r.Short,
		}
	}
	return out
}
