package agreementdraft

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/services/deployments/internal/app"
)

func askMoney(c app.Clauses, _ people) []Question {
	m := c.Money
	var table []string
	for _, r := range m.Harmonised {
		table = append(table, fmt.Sprintf("%s; %s; %s; %s", app.Label(app.StaffGroups, r.StaffGroup), app.Label(app.Bands, r.Band), pounds(r.HourlyPence), pounds(r.UnsocialPence)))
	}
	percent := asLine("money.on_cost_bp", "On-costs, in per cent of pay", "Such as 23 or 23.5.", strings.TrimSuffix(app.Percent(m.OnCostBP), "%"))
	percent.Width = "5"
	return []Question{
		asOne("money.rate_basis", "At which rate is a shift repaid?", "", m.RateBasis, app.RateBases),
		asText("money.harmonised", "The table of rates", "Only when all parties use one table. One line for each: staff group; band; pounds an hour; pounds an hour at unsocial hours.", strings.Join(table, "\n")),
		asOne("money.unsocial_hours", "Which hours of the table are unsocial?", "Only when all parties use one table.", m.UnsocialHours,
			append([]app.Word{{Label: "Those that the worker was paid as other than plain"}}, app.UnsocialHours...)),
		percent,
		asPounds("money.admin_fee_pence", "Administration fee for each shift, in pounds", "", m.AdminFeePence),
		asPounds("money.travel_pence_per_mile", "Travel, in pounds a mile", "", m.TravelPencePerMile),
		asOne("money.cancellation_bearer", "Who bears the cost of a late cancellation?", "", m.CancellationBearer, app.Bearers),
		asOne("money.invoice", "How often is a statement made?", "", m.Invoice, app.Invoices),
		asNumber("money.dispute_days", "For how many days may a line be disputed?", "", m.DisputeDays),
	}
}

func pounds(pence int64) string { return fmt.Sprintf("%d.%02d", pence/100, pence%100) }

func readMoney(r *reader, c *app.Clauses, _ people) {
	c.Money = app.Money{
		RateBasis: r.text("money.rate_basis"), Harmonised: r.table("money.harmonised"), UnsocialHours: r.text("money.unsocial_hours"), OnCostBP: r.basisPoints("money.on_cost_bp"),
		AdminFeePence: r.pence("money.admin_fee_pence"), TravelPencePerMile: r.pence("money.travel_pence_per_mile"),
		CancellationBearer: r.text("money.cancellation_bearer"), Invoice: r.text("money.invoice"), DisputeDays: r.number("money.dispute_days"),
	}
}

// basisPoints reads per cent with at most two decimals.
func (r *reader) basisPoints(name string) int {
	v := strings.TrimSuffix(r.text(name), "%")
	if v == "" {
		return 0
	}
	n, ok := penceOf(v)
	if !ok {
		r.complain(name, "Enter a percentage, such as 23.5.")
	}
	return int(n)
}

// table reads the rate table. A line that cannot be read is named by its number.
func (r *reader) table(name string) []app.HarmonisedRate {
	var out []app.HarmonisedRate
	n := 0
	for l := range strings.Lines(r.form.Get(name)) {
		n++
		if strings.TrimSpace(l) == "" {
			continue
		}
		parts := strings.Split(l, ";")
		if len(parts) != 4 {
			r.complain(name, "Line "+strconv.Itoa(n)+": enter staff group; band; pounds; pounds at unsocial hours.")
			return out
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		hourly, ok := penceOf(parts[2])
		unsocial, ok2 := penceOf(parts[3])
		if !ok || !ok2 {
			r.complain(name, "Line "+strconv.Itoa(n)+": enter amounts in pounds, such as 18.45.")
			return out
		}
		out = append(out, app.HarmonisedRate{
			StaffGroup: codeOf(app.StaffGroups, parts[0]), Band: codeOf(app.Bands, parts[1]), HourlyPence: hourly, UnsocialPence: unsocial,
		})
	}
	return out
}

// codeOf reads a code or what people call it.
func codeOf(words []app.Word, text string) string {
	for _, w := range words {
		if strings.EqualFold(w.Label, text) || w.Code == text {
			return w.Code
		}
	}
	return text
}

func askVAT(c app.Clauses, _ people) []Question {
	return []Question{
		asOne("vat.treatment", "How is VAT treated?", "", c.VAT.Treatment, app.VATTreatments),
		asLine("vat.reason", "Why?", "", c.VAT.Reason),
		asOne("indemnity.clinical_negligence", "Whose scheme covers clinical negligence?", "", c.Indemnity.ClinicalNegligence, app.Negligence),
		asOne("indemnity.employers_liability", "Who answers for injury to the worker?", "", c.Indemnity.EmployersLiability, app.Liability),
	}
}

func readVAT(r *reader, c *app.Clauses, _ people) {
	c.VAT = app.VAT{Treatment: r.text("vat.treatment"), Reason: r.text("vat.reason")}
	c.Indemnity = app.Indemnity{ClinicalNegligence: r.text("indemnity.clinical_negligence"), EmployersLiability: r.text("indemnity.employers_liability")}
}
