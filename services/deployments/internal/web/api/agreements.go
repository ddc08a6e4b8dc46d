package api

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// Clauses are what an agreement says. Empty lists of sites, staff groups or bands mean all.
type Clauses struct {
	Title       string     `json:"title" maxLength:"120"`
	Model       string     `json:"model" enum:"licence_to_attend,home_pays,host_pays,lead_employer" doc:"Who employs and who pays"`
	Parties     []string   `json:"parties" minItems:"2" maxItems:"60" doc:"ODS codes of the employers"`
	Sites       []string   `json:"sites,omitempty" maxItems:"500" doc:"ODS codes of sites; empty is all"`
	StaffGroups []string   `json:"staff_groups,omitempty" maxItems:"20" doc:"Empty is all"`
	Bands       []string   `json:"bands,omitempty" maxItems:"20" doc:"Empty is all"`
	From        time.Time  `json:"from" doc:"Shifts that start at or after this moment are covered"`
	Until       *time.Time `json:"until,omitempty" doc:"Shifts that end at or before this moment are covered; absent is no end"`
	MaxDays     int        `json:"max_days,omitempty" minimum:"0" maximum:"366" doc:"Most days for one worker in any 12 months; 0 is no limit"`
	AtEnd       string     `json:"at_end" enum:"honour,revoke" doc:"What happens to deployments that reach beyond the end"`
}

// Signature is one party's.
type Signature struct {
	Employer string    `json:"employer"`
	SignedAt time.Time `json:"signed_at"`
	// SignedBy is opaque.
	SignedBy string `json:"signed_by" doc:"Opaque id of the person"`
	Capacity string `json:"capacity" doc:"The office in which the person signed"`
}

// Agreement is one agreement as it stands.
type Agreement struct {
	ID      string `json:"agreement_id" format:"uuid"`
	Version int64  `json:"version" doc:"Version of the text, from 1"`
	Status  string `json:"status" enum:"draft,offered,in_force,ended"`
	Clauses
	ProposedBy string      `json:"proposed_by" doc:"ODS code of the employer that drafted it"`
	TermsHash  string      `json:"terms_hash" doc:"SHA-256, in hex, of the text that the parties sign"`
	Signatures []Signature `json:"signatures"`
	Unsigned   []string    `json:"unsigned" doc:"Parties that have not signed"`
	OfferedAt  *time.Time  `json:"offered_at,omitempty"`
	InForceAt  *time.Time  `json:"in_force_at,omitempty" doc:"When the last party signed"`
	EndsAt     *time.Time  `json:"ends_at,omitempty" doc:"When it stops covering shifts: the clause, or an earlier end by notice"`
	EndedAt    *time.Time  `json:"ended_at,omitempty"`
}

type draftIn struct{ Body Clauses }

type agreementOut struct {
	Location string `header:"Location"`
	Body     Agreement
}

type agreementsIn struct {
	Employer string `query:"employer" maxLength:"12" doc:"Only agreements that name this employer; your own when you speak for one"`
}

type agreementsOut struct {
	Body struct {
		Agreements []Agreement `json:"agreements"`
	}
}

// AgreementRef names an agreement in a path.
type AgreementRef struct {
	ID string `path:"id" format:"uuid" doc:"The agreement"`
}

type textOut struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

type signIn struct {
	AgreementRef
	Body struct {
		Capacity  string `json:"capacity" enum:"chief_executive,chief_people_officer,chief_nurse,medical_director,chief_finance_officer"`
		TermsHash string `json:"terms_hash" minLength:"64" maxLength:"64" doc:"The terms_hash of the text you have read"`
	}
}

type endIn struct {
	AgreementRef
	Body struct {
		At *time.Time `json:"at,omitempty" doc:"Now when absent; a later moment is a notice"`
	}
}

func (x api) draftAgreement(ctx context.Context, in *draftIn) (*agreementOut, error) {
	b := in.Body
	a, err := x.app.DraftAgreement(ctx, app.NewClauses(b.Title, b.Model, b.Parties, b.Sites, b.StaffGroups, b.Bands, b.From, b.Until, b.MaxDays, b.AtEnd))
	return agreementAnswer(a, err)
}

func (x api) listAgreements(ctx context.Context, in *agreementsIn) (*agreementsOut, error) {
	all, err := x.app.ListAgreements(ctx, in.Employer)
	out := &agreementsOut{}
	for _, a := range all {
		out.Body.Agreements = append(out.Body.Agreements, show(a))
	}
	return out, err
}

func (x api) getAgreement(ctx context.Context, in *AgreementRef) (*agreementOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.FindAgreement(ctx, agr))
}

func (x api) getText(ctx context.Context, in *AgreementRef) (*textOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	a, err := x.app.FindAgreement(ctx, agr)
	if err != nil {
		return nil, err
	}
	return &textOut{ContentType: "text/plain; charset=utf-8", Body: []byte(a.Record().Text)}, nil
}

func (x api) offerAgreement(ctx context.Context, in *AgreementRef) (*agreementOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.OfferAgreement(ctx, agr))
}

func (x api) signAgreement(ctx context.Context, in *signIn) (*agreementOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.SignAgreement(ctx, agr, in.Body.Capacity, in.Body.TermsHash))
}

func (x api) endAgreement(ctx context.Context, in *endIn) (*agreementOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.EndAgreement(ctx, agr, in.Body.At))
}

func (in AgreementRef) parse() (id.ID, error) {
	agr, err := id.Parse(in.ID)
	if err != nil {
		return agr, fault.New(fault.NotFound, "agreement_not_found", "There is no such agreement.")
	}
	return agr, nil
}

func agreementAnswer(a app.Agreement, err error) (*agreementOut, error) {
	if err != nil {
		return nil, err
	}
	return &agreementOut{Location: "/api/deployments/v1/agreements/" + a.ID().String(), Body: show(a)}, nil
}

func show(a app.Agreement) Agreement {
	r := a.Record()
	c := r.Clauses
	out := Agreement{
		ID: r.ID.String(), Version: r.Terms, Status: string(r.Status),
		Clauses: Clauses{
			Title: c.Title, Model: c.Model, Parties: c.Employers(), Sites: c.Scope.SitesIn, StaffGroups: c.Scope.StaffGroups, Bands: c.Scope.Bands,
			From: c.From, Until: c.Until, MaxDays: c.Limits.MaxDaysIn12Months, AtEnd: string(c.Notice.Booked),
		},
		ProposedBy: r.ProposedBy, TermsHash: r.Hash, Signatures: []Signature{}, Unsigned: a.Unsigned(),
		OfferedAt: r.OfferedAt, InForceAt: r.InForceAt, EndsAt: r.EndsAt, EndedAt: r.EndedAt,
	}
	for _, s := range r.Signatures {
		out.Signatures = append(out.Signatures, Signature{Employer: s.Employer, SignedAt: s.SignedAt, SignedBy: s.SignedBy, Capacity: s.Capacity})
	}
	return out
}
