package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// RevokeCredential takes one credential back, for the home employer's people with the duty to verify. Taking back what was
// taken back changes nothing.
func (p *Passports) RevokeCredential(ctx context.Context, workerID, credentialID id.ID, why, requestID string) error {
	if !slices.Contains(credential.Whys, why) {
		return FieldFault("why", "Say why as one of: "+strings.Join(credential.Whys, ", ")+".")
	}
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return err
	}
	principal, err := Policy.Check(ctx, MayManage, auth.Facts{Home: w.HomeEmployer(), Worker: workerID.String(), ICS: p.ICS})
	if err != nil {
		return err
	}
	all, err := p.Credentials.CredentialsOf(ctx, workerID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(i credential.Issued) bool { return i.ID == credentialID }) {
		return ErrNoCredential
	}
	return p.revoke(ctx, workerID, why, by(principal, requestID), func(i credential.Issued) bool { return i.ID == credentialID })
}

// revoke takes back the live credentials of a worker that pick picks, for one who was let in already.
func (p *Passports) revoke(ctx context.Context, workerID id.ID, why string, who By, pick func(credential.Issued) bool) error {
	now := p.Clock.Now()
	return p.Credentials.ChangeCredentials(ctx, workerID, now, func(d Desk) (Issuance, error) {
		whys := map[id.ID]string{}
		for _, i := range d.Live {
			if pick(i) {
				whys[i.ID] = why
			}
		}
		facts, err := p.takenBack(ctx, d.Live, whys, now, who)
		return Issuance{Revoked: whys, Facts: facts}, err
	})
}

// rebind takes back what a worker holds under another key of the same kind and gives it anew under this one, in one
// transaction: a lost phone must not leave a time without credentials.
func (p *Passports) rebind(ctx context.Context, in IssueCredentials, who By) ([]NewCredential, error) {
	now := p.Clock.Now()
	var issued []NewCredential
	err := p.Credentials.ChangeCredentials(ctx, in.Worker, now, func(d Desk) (Issuance, error) {
		whys := map[id.ID]string{}
		for _, i := range d.Live {
			if i.External == (in.Wallet != nil) {
				whys[i.ID] = credential.Rebound
			}
		}
		gone, err := p.takenBack(ctx, d.Live, whys, now, who)
		if err != nil {
			return Issuance{}, err
		}
		d.Live = slices.DeleteFunc(slices.Clone(d.Live), func(i credential.Issued) bool { return whys[i.ID] != "" })
		out, err := p.due(ctx, d, in, now, who)
		out.Revoked, out.Facts = whys, append(gone, out.Facts...)
		issued = out.Issued
		return out, err
	})
	return issued, err
}

// outdated takes back, with a change of the passport, the credentials that no longer say what it says.
func (p *Passports) outdated(ctx context.Context, live []credential.Issued, w *worker.Worker, now time.Time, who By) (map[id.ID]string, []Fact, error) {
	whys := credential.Obsolete(live, w.Record(), now)
	facts, err := p.takenBack(ctx, live, whys, now, who)
	return whys, facts, err
}

func (p *Passports) takenBack(ctx context.Context, live []credential.Issued, whys map[id.ID]string, now time.Time, who By) ([]Fact, error) {
	var facts []Fact
	for _, i := range live {
		why, gone := whys[i.ID]
		if !gone {
			continue
		}
		f, err := p.credentialRevoked(ctx, i, why, now, who)
		if err != nil {
			return nil, err
		}
		facts = append(facts, f)
	}
	return facts, nil
}
