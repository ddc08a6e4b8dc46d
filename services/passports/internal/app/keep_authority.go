package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
)

// Deployment is a worker of one employer working one shift for another, as deployments last said it stands.
type Deployment struct {
	credential.Authority
	Worker     id.ID
	Authorised bool
}

// KeepAuthority notes how a deployment stands, and has the worker carry it: a credential when it was authorised, taken back
// when it was stood down or revoked. Words may come late, twice or in any order.
func (p *Passports) KeepAuthority(ctx context.Context, d Deployment, version int64) error {
	if err := p.Credentials.KeepAuthority(ctx, d, version); err != nil {
		return err
	}
	who, subject := By{Actor: "system:credentials", OnBehalfOf: d.Home}, credential.AuthoritySubject(d.Deployment)
	var err error
	if d.Authorised {
		_, err = p.issue(ctx, IssueCredentials{Worker: d.Worker, Subjects: []string{subject}}, who)
	} else {
		err = p.revoke(ctx, d.Worker, credential.AuthorityEnded, who, func(i credential.Issued) bool { return i.Subject == subject })
	}
	if errors.Is(err, ErrNoWorker) {
		return nil // unknown here, or erased: there is nobody to carry it
	}
	return err
}
