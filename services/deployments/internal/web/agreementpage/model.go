package agreementpage

import (
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementlist"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows.
type View struct {
	ID, Title, Version, Hash string
	Status                   view.Status
	// Notice says what stands between the agreement and its force; Done what the reader has just done.
	Notice, Done string
	Clauses      []layout.Row
	Signatures   []Signature
	Text         []string
	// Self is the reader's employer by name.
	Self                      string
	MayOffer, MaySign, MayEnd bool
	Capacities                []layout.Option
	AtEnd                     string
	// Capacity and At are what the reader entered; Fault is why it was refused.
	Capacity, At string
	Fault        *fault.Error
}

// Signature is one party's, or that it is missing.
type Signature struct{ Employer, When, Capacity, Person string }

func (v View) fields() []fault.Field {
	if v.Fault == nil {
		return nil
	}
	return v.Fault.Fields
}

func viewOf(x app.Agreement, names view.Names, self auth.Principal) View {
	r := x.Record()
	v := View{
		ID: r.ID.String(), Title: r.Clauses.Title, Version: strconv.FormatInt(r.Terms, 10), Hash: r.Hash,
		Status: view.AgreementStatus(string(r.Status)), Clauses: clauses(r, names), Self: names.Of(self.Employer),
		Capacities: append([]layout.Option{{Text: "Choose one"}}, view.Options(app.Capacities, nil)...),
		AtEnd:      app.Label(app.AtEnds, string(r.Clauses.Notice.Booked)) + ".",
	}
	for _, l := range strings.Split(r.Text, "\n") {
		if l != "" {
			v.Text = append(v.Text, l)
		}
	}
	for _, p := range r.Clauses.Employers() {
		s := Signature{Employer: names.Of(p), When: "Not signed yet", Capacity: "–", Person: "–"}
		if sig, ok := x.SignedBy(p); ok {
			s.When, s.Capacity, s.Person = layout.Moment(sig.SignedAt), app.Label(app.Capacities, sig.Capacity), view.ShortID(sig.SignedBy)
		}
		v.Signatures = append(v.Signatures, s)
	}
	v.permit(x, r, self)
	v.Notice = notice(x, r, names)
	return v
}

// permit shows a button only to those whom the use case would let press it.
func (v *View) permit(x app.Agreement, r app.AgreementRecord, self auth.Principal) {
	if self.Role != auth.Employer || !x.HasParty(self.Employer) {
		return
	}
	_, signed := x.SignedBy(self.Employer)
	status := string(r.Status)
	v.MayOffer = status == app.Draft && r.ProposedBy == self.Employer && self.Has(auth.Approve)
	v.MaySign = status == app.Offered && !signed && self.Has(auth.Executive)
	v.MayEnd = status != app.Ended && self.Has(auth.Executive)
}

func notice(x app.Agreement, r app.AgreementRecord, names view.Names) string {
	switch string(r.Status) {
	case app.Offered:
		var missing []string
		for _, p := range x.Unsigned() {
			missing = append(missing, names.Of(p))
		}
		return "It is in force when these have signed: " + strings.Join(missing, ", ") + "."
	case app.InForce:
		if r.EndsAt != nil && (r.Clauses.Until == nil || r.EndsAt.Before(*r.Clauses.Until)) {
			return "Notice has been given. It covers shifts that end by " + layout.Moment(*r.EndsAt) + "."
		}
	}
	return ""
}

func clauses(r app.AgreementRecord, names view.Names) []layout.Row {
	c := r.Clauses
	limit := "No limit"
	if c.Limits.MaxDaysIn12Months > 0 {
		limit = "At most " + strconv.Itoa(c.Limits.MaxDaysIn12Months) + " days for one worker in any 12 months"
	}
	parties := make([]string, len(c.Parties))
	for i, p := range c.Employers() {
		parties[i] = names.Of(p)
	}
	return []layout.Row{
		{Key: "Employers", Value: strings.Join(parties, ", "), TestID: "parties"},
		{Key: "Who employs and pays", Value: app.Label(app.Models, c.Model), TestID: "model"},
		{Key: "Sites", Value: labels(c.Scope.SitesIn, nil, "All sites of these employers"), TestID: "sites"},
		{Key: "Staff groups", Value: labels(c.Scope.StaffGroups, app.StaffGroups, "All staff groups"), TestID: "staff-groups"},
		{Key: "Bands", Value: labels(c.Scope.Bands, app.Bands, "All bands and grades"), TestID: "bands"},
		{Key: "Period", Value: agreementlist.Period(r), TestID: "period"},
		{Key: "Limit", Value: limit, TestID: "limit"},
		{Key: "When it ends", Value: app.Label(app.AtEnds, string(c.Notice.Booked)), TestID: "at-end"},
		{Key: "Drafted by", Value: names.Of(r.ProposedBy), TestID: "proposed-by"},
	}
}

func labels(vs []string, words []app.Word, all string) string {
	if len(vs) == 0 {
		return all
	}
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = app.Label(words, v)
	}
	return strings.Join(out, ", ")
}
