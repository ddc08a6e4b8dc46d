package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// Consequence is what an end of an agreement, or of one party's part in it, would mean for what is booked.
type Consequence struct {
	At     time.Time
	Leaves bool
	Booked AtEnd
	Beyond []Beyond
}

// Beyond is what reaches beyond the end between one home and one host.
type Beyond struct {
	Home, Host      string
	Shifts, Workers int
}

// Shifts is how many booked shifts reach beyond the end.
func (c Consequence) Shifts() (n int) {
	for _, b := range c.Beyond {
		n += b.Shifts
	}
	return n
}

// ForeseeEnd tells what EndAgreement or LeaveAgreement at this moment would do, and refuses what they would refuse.
// Nothing changes.
func (a *App) ForeseeEnd(ctx context.Context, agr id.ID, leaves bool, at time.Time) (Consequence, error) {
	x, err := a.FindAgreement(ctx, agr)
	if err != nil {
		return Consequence{}, err
	}
	ctx, self := actingAs(ctx, x.Concerns)
	who, err := a.policy.Check(ctx, AgreementEnd, auth.Facts{Employer: self.Employer, ICS: a.ICS})
	if err != nil {
		return Consequence{}, err
	}
	now, try, act, party := a.Now(), x, (*agreement.Agreement).End, ""
	if leaves {
		act, party = (*agreement.Agreement).Leave, who.Employer
	}
	if err := act(&try, byOf(who), at, now); err != nil {
		return Consequence{}, asFault(err)
	}
	beyond, err := a.Agreements.BookedBeyond(ctx, agr, party, at, now)
	return Consequence{At: at, Leaves: leaves, Booked: x.Clauses().Notice.Booked, Beyond: beyond}, err
}
