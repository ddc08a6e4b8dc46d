package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/services/passports/internal/approach"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
)

// other stands for what a stranger asked for under a name that passports do not know: such a name may be anything.
const other = "other"

// approachFact tells how an approach stands after a change, to nobody by name but the receiver.
func (p *Passports) approachFact(ctx context.Context, a *approach.Approach, home string, who By, at time.Time) (Fact, error) {
	r := a.Record()
	state := contract.ApproachState{
		ApproachID: r.ID.String(), WorkerID: r.WorkerID.String(), Receiver: r.Receiver, ODS: r.ODS, Host: r.Host, Signed: r.Signed, Purpose: r.Purpose,
		Asked: p.known(r.Query), Status: string(r.Status), OpenedAt: r.OpenedAt, ExpiresAt: r.ExpiresAt, AnsweredAt: r.AnsweredAt, ReasonCode: r.Reason,
	}
	for _, t := range r.Told {
		state.Told = append(state.Told, contract.AskedCredential(t))
	}
	f := Fact{Reason: r.Reason, By: who, After: encoded(state)}
	var ev events.Event
	switch r.Status {
	case approach.Opened:
		f.Action, ev = "approach.open", contract.ApproachOpenedV1{Approach: state}
	case approach.Sent, approach.Declined:
		f.Action, ev = "approach.answer", contract.ApproachAnsweredV1{Approach: state}
	default:
		f.Action, ev = "approach.settle", contract.ApproachSettledV1{Approach: state}
	}
	return p.fact(ctx, ev, home, r.ID, r.Version, at, f)
}

// known names the types and claims of a stranger's query as far as they are those of passports.
func (p *Passports) known(q dcql.Query) []contract.AskedCredential {
	out := []contract.AskedCredential{}
	for _, c := range q.Credentials {
		ask := contract.AskedCredential{Type: other, Claims: []string{}}
		var names []string
		for _, vct := range c.Types {
			if t, ok := credential.TypeOf(vct, p.Addresses.Types); ok {
				ask.Type, names = string(t), credential.ClaimNames(t)
				break
			}
		}
		for _, claim := range c.Claims {
			name := claim.Path.Top()
			if !slices.Contains(names, name) {
				name = other
			}
			if !slices.Contains(ask.Claims, name) {
				ask.Claims = append(ask.Claims, name)
			}
		}
		out = append(out, ask)
	}
	return out
}
