package app

import (
	"context"
	"encoding/json"

	contract "github.com/muster-ics/muster/events/passports"
)

// registerRead is the fact that a register was read for all staff of an employer.
func (p *Passports) registerRead(ctx context.Context, r RegisterReading, who By) (Fact, error) {
	ev := contract.RegisterReadV1{ReadID: r.ID.String(), Employer: r.Employer, Body: r.Body, ReadAt: r.At}
	after, err := json.Marshal(ev)
	if err != nil {
		return Fact{}, err
	}
	return p.fact(ctx, ev, r.Employer, r.ID, 1, r.At, Fact{Action: "register.read", By: who, After: after})
}
