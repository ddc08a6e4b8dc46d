package api

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/app"
)

type amendIn struct {
	AgreementRef
	Body Changes
}

type reviseIn struct {
	AgreementRef
	Body struct {
		Was string `json:"was" minLength:"64" maxLength:"64" doc:"The terms_hash of the draft that you saw"`
		Changes
	}
}

type inviteIn struct {
	AgreementRef
	Body struct {
		Employer string `json:"employer" maxLength:"12" doc:"ODS code"`
	}
}

// Version is one version of an agreement's text.
type Version struct {
	Version      int64       `json:"version"`
	Title        string      `json:"title"`
	ProposedBy   string      `json:"proposed_by"`
	TermsHash    string      `json:"terms_hash"`
	Text         string      `json:"text"`
	Clauses      app.Clauses `json:"clauses"`
	Signatures   []Signature `json:"signatures"`
	OfferedAt    *time.Time  `json:"offered_at,omitempty"`
	InForceAt    *time.Time  `json:"in_force_at,omitempty"`
	SupersededAt *time.Time  `json:"superseded_at,omitempty" doc:"When a later version took its place"`
	WithdrawnAt  *time.Time  `json:"withdrawn_at,omitempty" doc:"When it was given up"`
	Changes      []Change    `json:"changes" doc:"What differs from the version in force before it; empty for the first"`
}

type versionsOut struct {
	Body struct {
		Versions []Version `json:"versions"`
	}
}

// Template is one usual kind of agreement.
type Template struct {
	Code    string            `json:"code"`
	Label   string            `json:"label"`
	For     string            `json:"for" doc:"When it fits"`
	Clauses app.Clauses       `json:"clauses"`
	Why     map[string]string `json:"why" doc:"Reason or source of a default, by the path of the clause"`
}

type templatesOut struct {
	Body struct {
		Templates []Template `json:"templates"`
	}
}

func (x api) amendAgreement(ctx context.Context, in *amendIn) (*agreementOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.AmendAgreement(ctx, agr, in.Body.write))
}

func (x api) reviseDraft(ctx context.Context, in *reviseIn) (*agreementOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.ReviseDraft(ctx, agr, in.Body.Was, in.Body.write))
}

func (ch Changes) write(c *app.Clauses) error {
	ch.apply(c)
	return nil
}

func (x api) dropAmendment(ctx context.Context, in *AgreementRef) (*agreementOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.DropAmendment(ctx, agr))
}

func (x api) inviteEmployer(ctx context.Context, in *inviteIn) (*agreementOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.InviteEmployer(ctx, agr, in.Body.Employer))
}

func (x api) listVersions(ctx context.Context, in *AgreementRef) (*versionsOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	all, err := x.app.AgreementVersions(ctx, agr)
	if err != nil {
		return nil, err
	}
	out := &versionsOut{}
	out.Body.Versions = each(all, showVersion)
	return out, nil
}

func showVersion(v app.AgreementVersion) Version {
	return Version{
		Version: v.Terms, Title: v.Clauses.Title, ProposedBy: v.ProposedBy, TermsHash: v.Hash, Text: v.Text, Clauses: v.Clauses,
		Signatures: signaturesShown(v.Signatures), OfferedAt: v.OfferedAt, InForceAt: v.InForceAt, SupersededAt: v.SupersededAt,
		WithdrawnAt: v.WithdrawnAt, Changes: changesShown(v.Changes),
	}
}

func (x api) listTemplates(context.Context, *struct{}) (*templatesOut, error) {
	out := &templatesOut{}
	out.Body.Templates = each(app.Templates(), func(t app.Template) Template { return Template(t) })
	return out, nil
}
