package rechargepage

import (
	"cmp"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows.
type View struct {
	ID, Title, Statement, StatementName string
	Status                              view.Status
	Done, Notice                        string
	About, Sums                         []layout.Row
	// Hours are the pay by hours and rates; none where they are not on record.
	Hours    []Hours
	Disputes []Dispute
	// What the reader may do; the names of those who have to act are in the texts.
	MayDispute, MayAnswer, MaySettle, MayTravel bool
	Outstanding, Debtor                         string
	Miles                                       string
	Reasons, Outcomes                           []layout.Option
	Fault                                       *fault.Error
	// Entered is what the reader typed, by field; nil at first.
	Entered func(string) string
}

// Hours is one line of the pay.
type Hours struct{ Kind, Hours, Rate, Pay string }

// Dispute is one no and its answer.
type Dispute struct{ Who, When, Reason, Note, Outcome, Answer string }

func (v View) entered(name, otherwise string) string {
	if v.Entered != nil {
		return v.Entered(name)
	}
	return otherwise
}

func viewOf(r app.RechargeRecord, names view.Names, self auth.Principal, now time.Time) View {
	w := r.Work
	v := View{
		ID: r.ID.String(), Title: layout.When(w.StartsAt, w.EndsAt), Status: view.RechargeStatus(string(r.Status)),
		Statement: "/recharges/" + w.Home + "/" + w.Host + "/" + string(r.Month), StatementName: view.MonthName(r.Month),
		Outstanding: layout.Pounds(max(r.OutstandingPence(), -r.OutstandingPence())), Debtor: names.Of(r.Debtor()), Miles: strconv.Itoa(r.Facts.Miles),
		Reasons: append([]layout.Option{{Text: "Choose one"}}, view.Options(app.DisputeReasons, nil)...), Outcomes: view.Options(app.Outcomes[:2], nil),
	}
	v.About = about(r, names)
	for _, p := range app.Parts {
		if pence := app.PartPence(r, p.Code); pence != 0 {
			v.Sums = append(v.Sums, layout.Row{Key: p.Label, Value: layout.Pounds(pence)})
		}
	}
	v.Hours = hoursOf(r.PayLines())
	v.Sums = append(v.Sums, layout.Row{Key: "Total", Value: layout.Pounds(r.Charge.TotalPence), TestID: "total"})
	if r.SettledPence != 0 {
		v.Sums = append(v.Sums, layout.Row{Key: "Settled", Value: layout.Pounds(r.SettledPence) + ", reference " + r.Reference, TestID: "settled"})
	}
	for _, d := range r.Disputes {
		row := Dispute{Who: names.Of(d.Employer) + ", " + view.ShortID(d.Person), When: layout.Moment(d.At), Reason: app.Label(app.DisputeReasons, d.Reason), Note: d.Note,
			Outcome: "Waits for an answer"}
		if d.Outcome != "" {
			row.Outcome, row.Answer = app.Label(app.Outcomes, string(d.Outcome)), d.AnswerNote
		}
		if d.CreditPence > 0 {
			row.Outcome += ": " + layout.Pounds(d.CreditPence) + " before VAT"
		}
		v.Disputes = append(v.Disputes, row)
	}
	v.permit(r, self, now)
	return v
}

// permit shows a form only to those whom the use case would let send it.
func (v *View) permit(r app.RechargeRecord, self auth.Principal, now time.Time) {
	if string(r.Status) == app.LineRaised {
		v.Notice = v.Debtor + " has to pay " + v.Outstanding + ". The line can be disputed until the end of " + layout.Date(r.DisputeBy.Add(-time.Second)) + "."
	}
	if self.Role != auth.Employer || !self.Has(auth.Finance) {
		return
	}
	raised := string(r.Status) == app.LineRaised
	v.MayDispute = raised && self.Employer == r.Debtor() && now.Before(r.DisputeBy)
	v.MaySettle = raised && self.Employer == r.Debtor()
	v.MayAnswer = string(r.Status) == app.LineDisputed && self.Employer == r.Creditor()
	v.MayTravel = string(r.Status) != app.LineDisputed && self.Employer == r.Work.Home && string(r.Work.Kind) == app.LineWorked
}

func about(r app.RechargeRecord, names view.Names) []layout.Row {
	w := r.Work
	kind := "Hours approved: " + view.Hours(w.Minutes)
	switch string(w.Kind) {
	case app.LineOwed:
		kind = "Called off by the host; the worker is owed for it"
	case app.LineWorked:
	default:
		kind = "Nothing any more"
	}
	return []layout.Row{
		{Key: "Home employer", Value: names.Of(w.Home)},
		{Key: "Host", Value: names.Of(w.Host)},
		{Key: "Worker", Value: view.ShortID(w.Worker.String())},
		{Key: "Work", Value: app.Label(app.StaffGroups, w.StaffGroup) + ", " + app.Label(app.Bands, w.Band)},
		{Key: "What it came to", Value: kind, TestID: "kind"},
		{Key: "Due to the worker", Value: layout.Pounds(w.PayPence) + " at the rates locked with the booking"},
		{Key: "Repaid at", Value: app.Label(app.Bases, string(r.Charge.Basis)), TestID: "basis"},
		{Key: "Agreement", Value: "Version " + strconv.FormatInt(w.Terms, 10), Action: &layout.Link{Text: "Read it", Href: "/agreements/" + w.Agreement.String()}},
	}
}

var kinds = map[string]string{
	"basic": "Plain hours", "unsocial": "Unsocial hours", "night": "Night hours", "sunday_or_holiday": "Sunday and bank holiday hours",
	"high_cost_area": "High-cost area", "holiday_pay": "Holiday pay",
}

func hoursOf(lines []app.RechargeHours) (out []Hours) {
	for _, l := range lines {
		h := Hours{Kind: cmp.Or(kinds[l.Kind], l.Kind), Pay: layout.Pounds(l.Pence)}
		if l.Minutes > 0 {
			h.Hours, h.Rate = view.Hours(l.Minutes), layout.Hourly(l.RatePence)
			if l.Uplift > 0 {
				h.Rate += " + " + share(l.Uplift)
			}
		} else if l.Uplift > 0 {
			h.Rate = share(l.Uplift)
		}
		out = append(out, h)
	}
	return out
}

// share is basis points as a percentage.
func share(basisPoints int64) string {
	return strconv.FormatFloat(float64(basisPoints)/100, 'f', -1, 64) + "%"
}
