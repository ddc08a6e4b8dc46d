package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// ExportSchema names the form of an export. Fields are only ever added to it.
const ExportSchema = "muster.passport.export.v1"

// Export is everything that is kept about a worker, for the worker to take along. It holds names: it is the worker's own.
type Export struct {
	Schema      string               `json:"schema" doc:"The form of this document; fields are only ever added to it."`
	ExportedAt  time.Time            `json:"exported_at"`
	Passport    WorkerView           `json:"passport"`
	Disclosures []Disclosure         `json:"disclosures" doc:"Which hosts may rely on the passport, and what was withdrawn."`
	Adjustments []ExportedAdjustment `json:"adjustments" doc:"What the worker asks employers to adjust, in the worker's own words."`
	Decisions   []DecisionView       `json:"decisions" doc:"Every decision about the worker, newest first."`
	Looks       []LookView           `json:"looks" doc:"Who looked at the passport, latest first."`
	Credentials []ExportedCredential `json:"credentials" doc:"What was issued to the worker, newest first."`
}

// ExportedAdjustment is one adjustment that the worker asks for.
type ExportedAdjustment struct {
	AdjustmentID string     `json:"adjustment_id" format:"uuid"`
	Text         string     `json:"text"`
	RecordedAt   time.Time  `json:"recorded_at"`
	WithdrawnAt  *time.Time `json:"withdrawn_at,omitempty"`
	SharedWith   []string   `json:"shared_with"`
}

// ExportedCredential is a credential with its text, while the service keeps it for the worker.
type ExportedCredential struct {
	CredentialView
	SDJWT string `json:"sd_jwt,omitempty" doc:"The credential itself, as it was signed; absent once it is taken back or lies in a wallet of the worker's own."`
}

// exportPage bounds one reading of a list that is exported whole; exportMost bounds the list, against an export without end.
const (
	exportPage = 200
	exportMost = 10_000
)

// ExportPassport gives workers everything that is kept about them, and keeps that they took it.
func (p *Passports) ExportPassport(ctx context.Context) (Export, error) {
	me, err := p.ownID(ctx, MayExport)
	if err != nil {
		return Export{}, err
	}
	own, err := p.ShowOwn(ctx)
	if err != nil {
		return Export{}, err
	}
	e := Export{Schema: ExportSchema, ExportedAt: p.Clock.Now(), Passport: own}
	for _, part := range []func(context.Context, id.ID, *Export) error{p.exportDisclosures, p.exportAdjustments, p.exportDecisions, p.exportLooks, p.exportCredentials} {
		if err := part(ctx, me, &e); err != nil {
			return Export{}, err
		}
	}
	return e, p.Looks.Looked(ctx, Look{Employer: own.HomeEmployer, Viewer: "worker", Purpose: LookExport, Kinds: []string{"everything"}, At: e.ExportedAt}, me)
}

func (p *Passports) exportDisclosures(ctx context.Context, me id.ID, e *Export) (err error) {
	e.Disclosures, err = p.disclosures(ctx, me)
	return err
}

func (p *Passports) exportAdjustments(ctx context.Context, me id.ID, e *Export) error {
	all, err := p.Record.Adjustments(ctx, me, "")
	e.Adjustments = []ExportedAdjustment{}
	for _, a := range all {
		e.Adjustments = append(e.Adjustments, ExportedAdjustment{
			AdjustmentID: a.ID.String(), Text: a.Text, RecordedAt: a.RecordedAt, WithdrawnAt: a.WithdrawnAt, SharedWith: a.SharedWith,
		})
	}
	return err
}

func (p *Passports) exportDecisions(ctx context.Context, _ id.ID, e *Export) error {
	e.Decisions = []DecisionView{}
	for before := id.Nil; len(e.Decisions) < exportMost; {
		page, err := p.OwnDecisions(ctx, before, exportPage)
		if err != nil {
			return err
		}
		e.Decisions = append(e.Decisions, page.Decisions...)
		if before = page.Next; before == id.Nil {
			break
		}
	}
	return nil
}

func (p *Passports) exportLooks(ctx context.Context, _ id.ID, e *Export) error {
	e.Looks = []LookView{}
	for before := (*LookPlace)(nil); len(e.Looks) < exportMost; {
		page, err := p.ShowLooks(ctx, before, exportPage)
		if err != nil {
			return err
		}
		e.Looks = append(e.Looks, page.Looks...)
		if before = page.Next; before == nil {
			break
		}
	}
	return nil
}

func (p *Passports) exportCredentials(ctx context.Context, me id.ID, e *Export) error {
	e.Credentials = []ExportedCredential{}
	all, err := p.Credentials.CredentialsOf(ctx, me)
	if err != nil || len(all) == 0 {
		return err
	}
	wallet, err := p.Credentials.Wallet(ctx, me, e.ExportedAt)
	for _, i := range all {
		e.Credentials = append(e.Credentials, ExportedCredential{CredentialView: ViewCredential(i, e.ExportedAt), SDJWT: wallet.Credentials[i.ID]})
	}
	return err
}
