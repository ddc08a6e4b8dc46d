package statementpage

import (
	"io"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows.
type View struct {
	Href, Month, Home, Host string
	Before, Next            string
	Sums                    []layout.Row
	Lines                   []Line
	// ToSettle is what waits for the reader's payment; empty when nothing does.
	ToSettle, Reference, Done string
	Verify                    string
	Fault                     *fault.Error
}

// Line is one shift.
type Line struct {
	Href, When, Worker, Work, Hours, Pay, OnCosts, Other, VAT, Total string
	Status                                                           view.Status
}

func viewOf(a asked, lines []app.Recharge, names view.Names, self auth.Principal) View {
	s := app.Sum(a.home, a.host, a.month, lines)
	at := func(m app.Month) string { return asked{a.home, a.host, m}.href() }
	v := View{
		Href: a.href(), Month: view.MonthName(a.month), Home: names.Of(a.home), Host: names.Of(a.host),
		Before: at(a.month.Before()), Next: at(a.month.Next()),
		Verify: "muster recharge verify --pair " + a.home + "," + a.host + " --month " + string(a.month),
	}
	sums := map[string]int64{}
	var own int64
	waits := false
	for i := range lines {
		r := lines[i].Record()
		v.Lines = append(v.Lines, lineOf(r))
		for _, p := range app.Parts {
			sums[p.Code] += app.PartPence(r, p.Code)
		}
		if string(r.Status) == app.LineRaised && r.Debtor() == self.Employer {
			own, waits = own+max(r.OutstandingPence(), -r.OutstandingPence()), true
		}
	}
	for _, p := range app.Parts {
		if sums[p.Code] != 0 {
			v.Sums = append(v.Sums, layout.Row{Key: p.Label, Value: layout.Pounds(sums[p.Code])})
		}
	}
	v.Sums = append(v.Sums,
		layout.Row{Key: "Total, lines: " + strconv.Itoa(s.Lines), Value: layout.Pounds(s.TotalPence), TestID: "total"},
		layout.Row{Key: "Settled", Value: layout.Pounds(s.SettledPence), TestID: "settled"},
		layout.Row{Key: "Outstanding", Value: layout.Pounds(s.OutstandingPence()), TestID: "outstanding"},
		layout.Row{Key: "Of which disputed", Value: layout.Pounds(s.DisputedPence), TestID: "disputed"})
	if waits && self.Role == auth.Employer && self.Has(auth.Finance) {
		v.ToSettle = layout.Pounds(own)
	}
	return v
}

func lineOf(r app.RechargeRecord) Line {
	sum := func(parts ...string) (out int64) {
		for _, p := range parts {
			out += app.PartPence(r, p)
		}
		return out
	}
	w := r.Work
	l := Line{
		Href: "/recharges/lines/" + r.ID.String(), When: layout.When(w.StartsAt, w.EndsAt), Worker: view.ShortID(w.Worker.String()),
		Work: app.Label(app.StaffGroups, w.StaffGroup) + ", " + app.Label(app.Bands, w.Band), Hours: view.Hours(w.Minutes),
		Pay: layout.Pounds(sum("pay", "cancellation")), OnCosts: layout.Pounds(sum("on_costs")), Other: layout.Pounds(sum("admin_fee", "travel", "credit")),
		VAT: layout.Pounds(sum("vat")), Total: layout.Pounds(r.Charge.TotalPence), Status: view.RechargeStatus(string(r.Status)),
	}
	if string(w.Kind) == app.LineOwed {
		l.Hours = "Cancelled"
	}
	return l
}

// The columns of the CSV. Amounts are pounds with a point and no sign of the currency, so that a spreadsheet adds them.
var columns = []string{
	"line", "booking", "shift_start", "shift_end", "home", "home_name", "host", "host_name", "site", "worker", "staff_group", "band",
	"agreement", "agreement_version", "timesheet_version", "kind", "minutes", "rate_basis", "pay", "cancellation", "on_costs", "admin_fee",
	"travel", "credit", "vat", "total", "settled", "status", "reference", "dispute_reason", "dispute_outcome",
}

func writeCSV(w io.Writer, lines []app.Recharge, names view.Names) error {
	out := sheet.NewWriter(w, columns...).WithNumbers()
	for i := range lines {
		r := lines[i].Record()
		b := r.Work
		cells := []string{
			r.ID.String(), b.Booking.String(), stamp(b.StartsAt), stamp(b.EndsAt), b.Home, names[b.Home], b.Host, names[b.Host], b.Site,
			b.Worker.String(), b.StaffGroup, b.Band, b.Agreement.String(), strconv.FormatInt(b.Terms, 10), strconv.FormatInt(b.Version, 10),
			string(b.Kind), strconv.Itoa(b.Minutes), string(r.Charge.Basis),
		}
		for _, p := range app.Parts {
			cells = append(cells, decimal(app.PartPence(r, p.Code)))
		}
		reason, outcome := "", ""
		if n := len(r.Disputes); n > 0 {
			reason, outcome = r.Disputes[n-1].Reason, string(r.Disputes[n-1].Outcome)
		}
		out.Row(append(cells, decimal(r.Charge.TotalPence), decimal(r.SettledPence), string(r.Status), r.Reference, reason, outcome)...)
	}
	return out.Close()
}

// decimal is pence as pounds with two places, by whole numbers alone.
func decimal(pence int64) string {
	sign := ""
	if pence < 0 {
		sign, pence = "-", -pence
	}
	rest := strconv.FormatInt(pence%100+100, 10)[1:]
	return sign + strconv.FormatInt(pence/100, 10) + "." + rest
}

// stamp is a moment by the clock of London, with its offset, so that the hour that comes twice is told apart.
func stamp(t time.Time) string { return t.In(clock.London).Format("2006-01-02 15:04 -0700") }
