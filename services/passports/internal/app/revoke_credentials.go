package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/jws"
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

// rebind gives a worker's own wallet what is due to it and takes back what the worker holds in another one, in one
// transaction: a lost phone must leave neither a second set behind nor a time without credentials. With nothing due nothing
// is taken back.
func (p *Passports) rebind(ctx context.Context, in IssueCredentials, who By) ([]NewCredential, error) {
	now := p.Clock.Now()
	thumb, err := jws.Thumbprint(in.Wallet)
	if err != nil {
		return nil, err
	}
	var issued []NewCredential
	err = p.Credentials.ChangeCredentials(ctx, in.Worker, now, func(d Desk) (Issuance, error) {
		out, err := p.due(ctx, d, in, now, who)
		issued = out.Issued
		if err != nil || len(issued) == 0 {
			return out, err
		}
		out.Revoked = map[id.ID]string{}
		for _, i := range d.Live {
			if i.External && i.Holder != thumb {
				out.Revoked[i.ID] = credential.Rebound
			}
		}
		gone, err := p.takenBack(ctx, d.Live, out.Revoked, now, who)
		out.Facts = append(out.Facts, gone...)
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
