package app

import (
	"context"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// ReadRegister records that a register was read for all staff of an employer, and that nothing differs from what is
// recorded; what does differ is recorded for its worker. It gives the moment that counts as the reading.
func (p *Passports) ReadRegister(ctx context.Context, employer, body, requestID string) (time.Time, error) {
	principal, err := Policy.Check(ctx, MayReadRegister, auth.Facts{Home: employer, ICS: p.ICS})
	if err != nil {
		return time.Time{}, err
	}
	body = registration.Canonical(body)
	registers, err := p.knownRegisters(ctx)
	if err != nil {
		return time.Time{}, err
	}
	if _, known := registers.Find(body); !known {
		return time.Time{}, FieldFault("body", "This register is not known. Use one of: "+strings.Join(registers.Bodies(), ", ")+".")
	}
	now := p.Clock.Now()
	r := RegisterReading{ID: id.New(), Employer: employer, Body: body, At: now}
	f, err := p.registerRead(ctx, r, by(principal, requestID))
	if err != nil {
		return time.Time{}, err
	}
	return now, p.Clearances.RecordRead(ctx, r, f)
}
