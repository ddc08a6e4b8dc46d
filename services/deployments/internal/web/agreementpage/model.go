package agreementpage

import (
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementdraft"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementlist"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows.
type View struct {
	ID, Title, Version, Hash string
	Status                   view.Status
	// Notice says what stands between the agreement and its force; Done what the reader has just done.
	Notice, Done string
	Facts        []layout.Row
	Sections     []app.Section
	Signatures   []Signature
	Amendment    *VersionView
	Versions     []VersionRow
	// What the reader may do.
	MayChange, MayOffer, MaySign, MayEnd, MayAmend, MayDrop bool
	// Inviting are the employers that could be invited.
	Inviting []layout.Option
	Fault    *fault.Error
}

// VersionRow is one version in the list.
type VersionRow struct{ Href, Name, Fate string }

// Signature is one party's, or that it is missing.
type Signature struct{ Employer, When, Capacity, Person, Part string }

// VersionView is one version of the text.
type VersionView struct {
	ID, Title, Version, Hash, Fate string
	Sections                       []app.Section
	// Text is the signed text as it is kept; its lines are shown when today's words for the clauses are others.
	Text       string
	Signatures []Signature
	// Against is the version before that was in force; Changes is what this one says differently.
	Against string
	Changes []agreementdraft.Change
}

func viewOf(x app.Agreement, versions []app.AgreementVersion, names, open view.Names, self auth.Principal) View {
	r := x.Record()
	v := View{
		ID: r.ID.String(), Title: r.Clauses.Title, Version: strconv.FormatInt(r.Terms, 10), Hash: r.Hash,
		Status: view.AgreementStatus(string(r.Status)), Facts: facts(r, names), Sections: app.Write(r.ID, r.Terms, r.Clauses).Sections,
		Signatures: signatures(x, names), Notice: notice(x, r, names),
	}
	for i, version := range versions {
		v.Versions = append(v.Versions, VersionRow{
			Href: "/agreements/" + v.ID + "/versions/" + strconv.FormatInt(version.Terms, 10),
			Name: "Version " + strconv.FormatInt(version.Terms, 10), Fate: fateOf(version),
		})
		if next := x.Next(); next != nil && next.Terms == version.Terms {
			amendment := versionOf(r.ID, version, versions[i+1:], names)
			v.Amendment = &amendment
		}
	}
	v.permit(x, r, open, self)
	return v
}

// permit shows a button only to those whom the use case would let press it.
func (v *View) permit(x app.Agreement, r app.AgreementRecord, open view.Names, self auth.Principal) {
	if self.Role != auth.Employer || !x.Concerns(self.Employer) {
		return
	}
	party, executive, approver := x.HasParty(self.Employer), self.Has(auth.Executive), self.Has(auth.Approve)
	_, _, _, draft := x.Draft()
	next := x.Next()
	v.MayChange = draft && x.Drafter() == self.Employer && approver
	v.MayOffer = v.MayChange
	_, waits := x.AwaitsSignatureOf(self.Employer)
	v.MaySign = waits && executive
	v.MayEnd = party && string(r.Status) != app.Ended && executive
	v.MayAmend = party && string(r.Status) == app.InForce && next == nil && r.Notice == nil && approver
	v.MayDrop = next != nil && next.OfferedAt != nil && executive
	if party && executive && string(r.Status) == app.InForce && r.Clauses.Accession == "open" {
		v.Inviting = []layout.Option{{Text: "Choose one"}}
		for _, code := range open.Codes() {
			if !x.Concerns(code) {
				v.Inviting = append(v.Inviting, layout.Option{Value: code, Text: open.Of(code)})
			}
		}
	}
}

func (v View) fields() []fault.Field {
	if v.Fault == nil {
		return nil
	}
	return v.Fault.Fields
}

func signatures(x app.Agreement, names view.Names) []Signature {
	var out []Signature
	for _, p := range x.Parties() {
		sig, signed := x.SignedBy(p.Employer)
		s := signature(p, sig, signed, names)
		if x.Joined(p.Employer) {
			s.Part = strings.TrimPrefix(s.Part+", joined later", ", ")
		}
		out = append(out, s)
	}
	for _, code := range x.Record().Invited {
		out = append(out, Signature{Employer: names.Of(code), When: "Invited to join", Capacity: "–", Person: "–"})
	}
	return out
}

func signature(p app.Party, sig app.Signature, signed bool, names view.Names) Signature {
	s := Signature{Employer: names.Of(p.Employer), When: "Not signed yet", Capacity: "–", Person: "–"}
	if signed {
		s.When, s.Capacity, s.Person = layout.Moment(sig.SignedAt), app.Label(app.Capacities, sig.Capacity), view.ShortID(sig.SignedBy)
	}
	var part []string
	if p.AccedesAt != nil {
		part = append(part, "from "+layout.Moment(*p.AccedesAt))
	}
	if p.ExitsAt != nil {
		part = append(part, "leaves on "+layout.Moment(*p.ExitsAt))
	}
	s.Part = strings.Join(part, ", ")
	return s
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
		if r.Notice != nil {
			return "Notice has been given by " + names.Of(r.Notice.By) + ". It covers shifts that end by " + layout.Moment(*r.EndsAt) + "."
		}
	}
	return ""
}

func facts(r app.AgreementRecord, names view.Names) []layout.Row {
	return []layout.Row{
		{Key: "Who employs and pays", Value: app.Label(app.Models, r.Clauses.Model), TestID: "model"},
		{Key: "Period", Value: agreementlist.Period(r), TestID: "period"},
		{Key: "Drafted by", Value: names.Of(r.ProposedBy), TestID: "proposed-by"},
	}
}

func versionOf(agr id.ID, v app.AgreementVersion, older []app.AgreementVersion, names view.Names) VersionView {
	doc := app.Write(agr, v.Terms, v.Clauses)
	out := VersionView{
		ID: agr.String(), Title: v.Clauses.Title, Version: strconv.FormatInt(v.Terms, 10), Hash: v.Hash, Fate: fateOf(v), Text: v.Text,
	}
	if doc.Text() == v.Text {
		out.Sections = doc.Sections
	}
	for _, p := range v.Clauses.Parties {
		sig, signed := v.SignedBy(p.Employer)
		out.Signatures = append(out.Signatures, signature(p, sig, signed, names))
	}
	for _, before := range older {
		if before.InForceAt != nil {
			out.Against = strconv.FormatInt(before.Terms, 10)
			out.Changes = agreementdraft.ChangesOf(app.Write(agr, before.Terms, before.Clauses), doc)
			break
		}
	}
	return out
}

// fateOf says what became of a version.
func fateOf(v app.AgreementVersion) string {
	switch {
	case v.SupersededAt != nil:
		return "Decided from " + layout.Moment(*v.InForceAt) + " to " + layout.Moment(*v.SupersededAt)
	case v.InForceAt != nil:
		return "Signed by all on " + layout.Moment(*v.InForceAt)
	case v.WithdrawnAt != nil:
		return "Given up on " + layout.Moment(*v.WithdrawnAt)
	case v.OfferedAt != nil:
		return "Offered on " + layout.Moment(*v.OfferedAt) + ", to be signed"
	}
	return "Draft"
}
