package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// InviteEmployer lets a further employer join an agreement in force by signing it.
func (a *App) InviteEmployer(ctx context.Context, agr id.ID, employer string) (agreement.Agreement, error) {
	return a.changeAgreement(ctx, agr, AgreementInvite, ownParty, func(x *agreement.Agreement, who auth.Principal, now time.Time) error {
		return x.Invite(byOf(who), employer, now)
	}, invited)
}

func unknownEmployer() error {
	return fault.New(fault.Invalid, "invitation_invalid", "The employer cannot be invited as it stands.").
		WithFields(fault.Field{Location: "body.employer", Message: "This is not a registered employer. Check the code."})
}
