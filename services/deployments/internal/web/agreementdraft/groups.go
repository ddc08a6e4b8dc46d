package agreementdraft

import (
	"strings"

	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Group is the clauses that one page asks for.
type Group struct {
	Code, Title string
	// Heading is that of the document's section that the group makes.
	Heading string
	ask     func(c app.Clauses, p people) []Question
	read    func(r *reader, c *app.Clauses, p people)
}

// people are who could be in the clauses.
type people struct {
	self   string
	names  view.Names
	others []string
}

// Groups are the pages of a draft, in the order of the document.
var Groups = []Group{
	{"parties", "Parties", "Parties", askParties, readParties},
	{"direction", "Who lends to whom", "Who lends to whom", askDirection, readDirection},
	{"model", "Who employs and who pays", "Who employs and who pays", askModel, readModel},
	{"scope", "Work that is covered", "Work that is covered", askScope, readScope},
	{"duration", "Title and duration", "Duration", askDuration, readDuration},
	{"limits", "Limits", "Limits", askLimits, readLimits},
	{"consent", "The worker's choice", "The worker's choice", askConsent, readConsent},
	{"checks", "Checks relied on", "Checks relied on", askChecks, readChecks},
	{"training", "Training", "Training", askTraining, readTraining},
	{"money", "Money", "Money", askMoney, readMoney},
	{"vat", "VAT and indemnity", "VAT", askVAT, readVAT},
	{"duties", "Duties", "Duties", askDuties, readDuties},
	{"information", "Personal data", "Personal data", askInformation, readInformation},
	{"notice", "Notice, end and mutual aid", "Notice and end", askNotice, readNotice},
}

func groupOf(code string) (Group, bool) {
	for _, g := range Groups {
		if g.Code == code {
			return g, true
		}
	}
	return Group{}, false
}

func (p people) words(codes []string) []app.Word {
	out := make([]app.Word, len(codes))
	for i, code := range codes {
		out[i] = app.Word{Code: code, Label: p.names.Of(code)}
	}
	return out
}

func askParties(c app.Clauses, p people) []Question {
	return append([]Question{
		asAny("parties", "Which other employers take part?", p.names.Of(p.self)+" is a party. Dates are asked for once an employer is chosen and saved.", c.Employers(), p.words(p.others)),
		asOne("accession", "How can a further employer join later?", "", c.Accession, app.Accessions),
	}, askPartsOf(c, p)...)
}

func readParties(r *reader, c *app.Clauses, p people) {
	dated := map[string]app.Party{}
	for _, party := range c.Parties {
		dated[party.Employer] = party
	}
	var out []app.Party
	for _, code := range append([]string{p.self}, r.form["parties"]...) {
		party := dated[code]
		party.Employer = code
		out = append(out, r.readPartOf(party))
	}
	c.Parties, c.Accession = out, r.text("accession")
}

func askDirection(c app.Clauses, p people) []Question {
	parties := p.words(c.Employers())
	return []Question{
		asOne("direction.kind", "Who may lend workers to whom?", "", c.Direction.Kind, app.Directions),
		asAny("direction.lenders", "Who lends?", "Only when the direction is one way.", c.Direction.Lenders, parties),
		asAny("direction.borrowers", "Who borrows?", "Only when the direction is one way.", c.Direction.Borrowers, parties),
	}
}

func readDirection(r *reader, c *app.Clauses, _ people) {
	c.Direction = app.Direction{Kind: r.text("direction.kind"), Lenders: r.form["direction.lenders"], Borrowers: r.form["direction.borrowers"]}
}

func askModel(c app.Clauses, p people) []Question {
	return []Question{
		asOne("model", "Who employs and who pays during the shift?", "", c.Model, app.Models),
		asOne("lead", "Who is the lead employer?", "Only for the model lead employer.", c.Lead,
			append([]app.Word{{Label: "There is no lead employer"}}, p.words(c.Employers())...)),
	}
}

func readModel(r *reader, c *app.Clauses, _ people) {
	c.Model, c.Lead = r.text("model"), r.text("lead")
}

func askScope(c app.Clauses, _ people) []Question {
	const hint = "Site codes such as RVV01, separated by spaces or lines. "
	return []Question{
		asAny("scope.staff_groups", "Which staff groups?", "Choose none for all.", c.Scope.StaffGroups, app.StaffGroups),
		asAny("scope.bands", "Which bands?", "Choose none for all.", c.Scope.Bands, app.Bands),
		asText("scope.sites_in", "Which sites? (optional)", hint+"Leave this empty for all sites of the parties.", strings.Join(c.Scope.SitesIn, " ")),
		asText("scope.sites_out", "Which sites are left out? (optional)", hint, strings.Join(c.Scope.SitesOut, " ")),
		asAny("scope.excluded_activities", "What is no deployment for?", "Choose none to leave nothing out.", c.Scope.ExcludedActivities, app.Activities),
	}
}

func readScope(r *reader, c *app.Clauses, _ people) {
	c.Scope = app.Scope{
		SitesIn: r.codes("scope.sites_in"), SitesOut: r.codes("scope.sites_out"), StaffGroups: r.form["scope.staff_groups"],
		Bands: r.form["scope.bands"], ExcludedActivities: r.form["scope.excluded_activities"],
	}
}

func askDuration(c app.Clauses, _ people) []Question {
	until := ""
	if c.Until != nil {
		until = londonday.Last(*c.Until)
	}
	return []Question{
		asLine("title", "Title", "What people will call it, such as “Kent nurses 2026”.", c.Title),
		asDay("from", "First day", "Shifts that start on or after this day are covered.", londonday.Short(c.From)),
		asDay("until", "Last day (optional)", "Shifts that end by the end of this day are covered. Leave this empty for no end.", until),
	}
}

func readDuration(r *reader, c *app.Clauses, _ people) {
	c.Title = r.text("title")
	// A day that is not changed keeps its very moment: not every agreement began at midnight.
	if day := r.text("from"); day != londonday.Short(c.From) {
		from, err := londonday.Start("form.from", day)
		if err != nil {
			r.complain("from", "Enter a date, such as 2026-04-01.")
			return
		}
		c.From = from
	}
	day := r.text("until")
	switch {
	case day == "":
		c.Until = nil
	case c.Until == nil || day != londonday.Last(*c.Until):
		last, err := londonday.Next("form.until", day)
		if err != nil {
			r.complain("until", "Enter a date, such as 2026-04-01.")
			return
		}
		c.Until = &last
	}
}

func askLimits(c app.Clauses, _ people) []Question {
	return []Question{
		asNumber("limits.max_days_in_12_months", "Most days for one worker in any 12 months", "Enter 0 for no limit.", c.Limits.MaxDaysIn12Months),
		asNumber("limits.max_single_deployment_days", "Most days in a row for one worker at one host", "Enter 0 for no limit. Longer needs a secondment.", c.Limits.MaxSingleDeploymentDays),
	}
}

func readLimits(r *reader, c *app.Clauses, _ people) {
	c.Limits = app.Limits{
		MaxDaysIn12Months: r.number("limits.max_days_in_12_months"), MaxSingleDeploymentDays: r.number("limits.max_single_deployment_days"),
	}
}

func askConsent(c app.Clauses, _ people) []Question {
	return []Question{asOne("consent", "What does a worker say yes to before a deployment?", "", c.Consent, app.Consents)}
}

func readConsent(r *reader, c *app.Clauses, _ people) { c.Consent = r.text("consent") }
