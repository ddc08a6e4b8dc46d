package api

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

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
	ID         string      `json:"agreement_id" format:"uuid"`
	Version    int64       `json:"version" doc:"Version of the text that decides, or that is drafted or offered first; from 1"`
	Status     string      `json:"status" enum:"draft,offered,in_force,ended"`
	Title      string      `json:"title"`
	Clauses    app.Clauses `json:"clauses" doc:"All that this version says"`
	ProposedBy string      `json:"proposed_by" doc:"ODS code of the employer that drafted it"`
	TermsHash  string      `json:"terms_hash" doc:"SHA-256, in hex, of the text that the parties sign"`
	Parties    []PartyNow  `json:"parties" doc:"Who takes part, with those that joined later"`
	Signatures []Signature `json:"signatures"`
	Unsigned   []string    `json:"unsigned" doc:"Parties that have not signed"`
	Invited    []string    `json:"invited" doc:"Employers that may join by signing"`
	OfferedAt  *time.Time  `json:"offered_at,omitempty"`
	InForceAt  *time.Time  `json:"in_force_at,omitempty" doc:"When the last party signed"`
	EndsAt     *time.Time  `json:"ends_at,omitempty" doc:"When it stops covering shifts: the clause, or an earlier end by notice"`
	EndedAt    *time.Time  `json:"ended_at,omitempty"`
	NoticeBy   string      `json:"notice_by,omitempty" doc:"The party that gave notice for all"`
	Amendment  *Amendment  `json:"amendment,omitempty" doc:"A new version that is being drafted or signed"`
}

// PartyNow is when an employer takes part.
type PartyNow struct {
	Employer  string     `json:"employer"`
	AccedesAt *time.Time `json:"accedes_at,omitempty"`
	ExitsAt   *time.Time `json:"exits_at,omitempty"`
	Joined    bool       `json:"joined,omitempty" doc:"It joined by signing a text that does not name it"`
}

// Amendment is a version on its way.
type Amendment struct {
	Version    int64       `json:"version"`
	Status     string      `json:"status" enum:"draft,offered"`
	ProposedBy string      `json:"proposed_by"`
	Clauses    app.Clauses `json:"clauses"`
	TermsHash  string      `json:"terms_hash"`
	Signatures []Signature `json:"signatures"`
	Unsigned   []string    `json:"unsigned"`
	OfferedAt  *time.Time  `json:"offered_at,omitempty"`
	Changes    []Change    `json:"changes" doc:"What differs from the version in force"`
}

// Change is one clause that differs; before and after are JSON, empty where the clause is not there.
type Change struct {
	Path   string `json:"path"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

type draftIn struct {
	Body struct {
		Template string `json:"template,omitempty" enum:"licence_to_attend,home_pays,host_pays,lead_employer" doc:"Fills in what is left out; that of the model when absent"`
		Changes
	}
}

type agreementOut struct {
	Location string `header:"Location"`
	Body     Agreement
}

type agreementsIn struct {
	Employer string `query:"employer" maxLength:"12" doc:"Only agreements that concern this employer; your own when you speak for one"`
	Status   string `query:"status" enum:"draft,offered,in_force,ended"`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor   string `query:"cursor" maxLength:"300" doc:"next_cursor of the page before"`
}

type agreementsOut struct {
	Link string `header:"Link"`
	Body struct {
		Agreements []Agreement `json:"agreements"`
		NextCursor string      `json:"next_cursor,omitempty"`
	}
}

// AgreementRef names an agreement in a path.
type AgreementRef struct {
	ID string `path:"id" format:"uuid" doc:"The agreement"`
}

type textIn struct {
	AgreementRef
	Version int64 `query:"version" minimum:"0" doc:"A version of the text; the one that decides when absent"`
}

type textOut struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

type signIn struct {
	AgreementRef
	Body struct {
		Capacity  string `json:"capacity" enum:"chief_executive,chief_people_officer,chief_nurse,medical_director,chief_finance_officer"`
		TermsHash string `json:"terms_hash" minLength:"64" maxLength:"64" doc:"The terms_hash of the text you have read: the agreement's, or its amendment's"`
	}
}

type endIn struct {
	AgreementRef
	Body struct {
		At *time.Time `json:"at,omitempty" doc:"Now when absent; a later moment is a notice"`
		Of string     `json:"of,omitempty" enum:"agreement,party" default:"agreement" doc:"agreement ends it for all; party ends your own part only"`
	}
}

func (x api) draftAgreement(ctx context.Context, in *draftIn) (*agreementOut, error) {
	c, err := in.Body.drafted(in.Body.Template)
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.DraftAgreement(ctx, c))
}

func (x api) listAgreements(ctx context.Context, in *agreementsIn) (*agreementsOut, error) {
	filters := []string{in.Employer, in.Status}
	last, _, err := web.DecodeCursor[place](filters, in.Cursor)
	if err != nil {
		return nil, err
	}
	all, err := x.app.ListAgreements(ctx, app.AgreementQuery{
		Party: in.Employer, Status: in.Status, Most: in.Limit, BeforeDrafted: last.Start, BeforeID: last.ID,
	})
	if err != nil {
		return nil, err
	}
	out := &agreementsOut{}
	out.Body.Agreements = each(all, show)
	if n := len(all); n == in.Limit {
		r := all[n-1].Record()
		out.Body.NextCursor = web.EncodeCursor(filters, place{r.DraftedAt, r.ID})
		out.Link = web.NextLink(ctx, out.Body.NextCursor)
	}
	return out, nil
}

func (x api) getAgreement(ctx context.Context, in *AgreementRef) (*agreementOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	return agreementAnswer(x.app.FindAgreement(ctx, agr))
}

func (x api) getText(ctx context.Context, in *textIn) (*textOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	text, err := x.app.AgreementText(ctx, agr, in.Version)
	if err != nil {
		return nil, err
	}
	return &textOut{ContentType: "text/plain; charset=utf-8", Body: []byte(text)}, nil
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
	if in.Body.Of == "party" {
		return agreementAnswer(x.app.LeaveAgreement(ctx, agr, in.Body.At))
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
	out := Agreement{
		ID: r.ID.String(), Version: r.Terms, Status: string(r.Status), Title: r.Clauses.Title, Clauses: r.Clauses,
		ProposedBy: r.ProposedBy, TermsHash: r.Hash, Parties: []PartyNow{}, Signatures: signaturesShown(r.Signatures),
		Unsigned: listed(a.Unsigned()), Invited: listed(r.Invited),
		OfferedAt: r.OfferedAt, InForceAt: r.InForceAt, EndsAt: r.EndsAt, EndedAt: r.EndedAt,
	}
	if r.Notice != nil {
		out.NoticeBy = r.Notice.By
	}
	for _, p := range a.Parties() {
		out.Parties = append(out.Parties, PartyNow{p.Employer, p.AccedesAt, p.ExitsAt, a.Joined(p.Employer)})
	}
	if next := a.Next(); next != nil {
		out.Amendment = &Amendment{
			Version: next.Terms, Status: app.Draft, ProposedBy: next.ProposedBy, Clauses: next.Clauses, TermsHash: next.Hash,
			Signatures: signaturesShown(next.Signatures), Unsigned: listed(next.Unsigned()), OfferedAt: next.OfferedAt,
			Changes: changesShown(app.Diff(r.Clauses, next.Clauses)),
		}
		if next.OfferedAt != nil {
			out.Amendment.Status = app.Offered
		}
	}
	return out
}

func signaturesShown(all []app.Signature) []Signature {
	return each(all, func(s app.Signature) Signature {
		return Signature{Employer: s.Employer, SignedAt: s.SignedAt, SignedBy: s.SignedBy, Capacity: s.Capacity}
	})
}

func changesShown(all []app.ClauseChange) []Change {
	return each(all, func(c app.ClauseChange) Change { return Change(c) })
}

// listed is never null in JSON.
func listed(vs []string) []string { return append([]string{}, vs...) }
