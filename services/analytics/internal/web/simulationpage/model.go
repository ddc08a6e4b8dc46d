// Package simulationpage is the page /fill-rate/simulations: the same shifts under another release ladder.
package simulationpage

import (
	"fmt"
	"math"
	"strings"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/simulation"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is the page.
type View struct {
	Form question.Form
	Days string
	// Asked tells that the ladder is the form's; else it is the one in force.
	Asked bool
	// Enough tells that there were shifts enough; else TooFew says how many there were.
	Enough         bool
	TooFew         string
	Says, Trust    string
	Was, Same, New charts.Split
	Table          tables.Table
	Unseen         string
	Assumptions    []string
}

func (v *View) fill(r simulation.Result) {
	v.Enough, v.Assumptions = r.Enough, simulation.Assumptions
	if !r.Enough {
		v.TooFew = fmt.Sprintf("%s started on these days, too few to go by: a simulation needs at least %d on the odd and as many on the even days. Ask for more days or for all staff groups.",
			words.Shifts(int64(r.Shifts)), simulation.Least)
		return
	}
	v.Was, v.Same, v.New = splitOf(r.Was), splitOf(r.Same), splitOf(r.Other)
	v.Says, v.Trust = says(r, v.Asked), trust(r)
	v.Table = tableOf(r)
	var unseen []string
	for _, k := range r.Unseen {
		unseen = append(unseen, names[k])
	}
	if len(unseen) > 0 {
		v.Unseen = "Never let in on these days: " + strings.Join(unseen, ", ") + ". How fast they would come is not known, so that nobody is expected."
	}
}

func splitOf(o simulation.Outcome) charts.Split {
	of := func(p [simulation.Parts]float64) fillrate.Split {
		n := func(part fillrate.Part) int64 { return int64(math.Round(p[part])) }
		return fillrate.Split{
			OwnBank: n(fillrate.OwnBank), CollaborativeBank: n(fillrate.CollaborativeBank), FrameworkAgency: n(fillrate.FrameworkAgency),
			OffFrameworkAgency: n(fillrate.OffFrameworkAgency), Unfilled: n(fillrate.Unfilled),
		}
	}
	return charts.SplitOf(fillrate.Figures{Minutes: of(o.Minutes), Shifts: of(o.Shifts)})
}

// says is the answer in one sentence: against what the model says of the ladders as they were, so that its own error drops out.
func says(r simulation.Result, asked bool) string {
	if !asked {
		return "This is the ladder in force. Change a step and choose Show to see what it would have meant."
	}
	bank := change(r, fillrate.OwnBank) + change(r, fillrate.CollaborativeBank)
	agency := change(r, fillrate.FrameworkAgency) + change(r, fillrate.OffFrameworkAgency)
	return fmt.Sprintf("Of %s: bank workers would have taken %s, agencies %s, and %s would have been left unfilled.",
		words.Shifts(int64(r.Shifts)), moreOrFewer(bank), moreOrFewer(agency), moreOrFewer(change(r, fillrate.Unfilled)))
}

func change(r simulation.Result, p fillrate.Part) float64 {
	return r.Other.Shifts[p] - r.Same.Shifts[p]
}

func moreOrFewer(n float64) string {
	switch whole := int64(math.Round(math.Abs(n))); {
	case whole == 0:
		return "as many"
	case n > 0:
		return fmt.Sprintf("about %s more", words.Thousands(whole))
	default:
		return fmt.Sprintf("about %s fewer", words.Thousands(whole))
	}
}

// trust is how many of the shifts the model puts in the wrong part, of the ladders as they were.
func trust(r simulation.Result) string {
	var off float64
	for p := range simulation.Parts {
		off += math.Abs(r.Same.Shifts[p]-r.Was.Shifts[p]) / 2
	}
	out := fmt.Sprintf("How far to trust it: for the ladders as they were the estimate is off by %.1f of %s.", off, words.Shifts(int64(r.Shifts)))
	if r.Fixed > 0 {
		out += fmt.Sprintf(" %s no ladder explains, such as those recorded after their start; they stay as they were.", words.Shifts(int64(r.Fixed)))
	}
	return out
}

var rows = []struct {
	part fillrate.Part
	name string
}{
	{fillrate.OwnBank, "Own bank"}, {fillrate.CollaborativeBank, "Collaborative bank"}, {fillrate.FrameworkAgency, "Framework agency"},
	{fillrate.OffFrameworkAgency, "Off-framework agency"}, {fillrate.Unfilled, "Unfilled"},
}

func tableOf(r simulation.Result) tables.Table {
	t := tables.Table{
		TestID: "simulated", Caption: "Shifts by who takes them", Stacked: true,
		Head: tables.Heads("Taken by", "What happened", "Estimated, ladders as they were", "Estimated, this ladder", "Change"),
	}
	for _, row := range rows {
		t.Rows = append(t.Rows, tables.Row{TestID: "simulated-row", Cells: tables.Texts(row.name,
			words.Thousands(int64(math.Round(r.Was.Shifts[row.part]))), one(r.Same.Shifts[row.part]), one(r.Other.Shifts[row.part]),
			signed(change(r, row.part)))})
	}
	pounds := func(name string, was, same, other float64) tables.Row {
		return tables.Row{TestID: "simulated-row", Cells: tables.Texts(name, wholePounds(was), wholePounds(same), wholePounds(other), signedPounds(other-same))}
	}
	t.Rows = append(t.Rows,
		pounds("Bank workers' basic pay", r.Was.BankPence, r.Same.BankPence, r.Other.BankPence),
		pounds("Agencies' charges", r.Was.AgencyPence, r.Same.AgencyPence, r.Other.AgencyPence))
	return t
}

func one(n float64) string { return fmt.Sprintf("%.1f", math.Abs(math.Round(n*10)/10)) }

func signed(n float64) string {
	switch tenths := math.Round(n * 10); {
	case tenths > 0:
		return "+" + one(n)
	case tenths < 0:
		return "−" + one(n)
	}
	return "0"
}

func wholePounds(pence float64) string {
	return strings.TrimSuffix(layout.Pounds(int64(math.Round(pence/100))*100), ".00")
}

func signedPounds(pence float64) string {
	switch whole := math.Round(pence / 100); {
	case whole > 0:
		return "+" + wholePounds(pence)
	case whole < 0:
		return "−" + wholePounds(-pence)
	}
	return "£0"
}
