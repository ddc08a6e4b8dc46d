package app

import (
	"context"
	"encoding/json"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/otelx"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// Register is what is known of one professional register; it is reference data.
type Register = registration.Register

// knownRegisters are the operator's, or those that Muster starts with.
func (p *Passports) knownRegisters(ctx context.Context) (registration.Registers, error) {
	rs, _, err := p.registersWithVersion(ctx)
	return rs, err
}

func (p *Passports) registersWithVersion(ctx context.Context) (registration.Registers, int64, error) {
	rs, version, err := p.Record.Registers(ctx)
	if err == nil && version == 0 {
		rs = registration.DefaultRegisters()
	}
	return rs, version, err
}

// ShowRegisters gives the registers and their version, which is 0 for those that Muster starts with.
func (p *Passports) ShowRegisters(ctx context.Context) ([]Register, int64, error) {
	if _, err := Policy.Check(ctx, MayReadRegisters, auth.Facts{ICS: p.ICS}); err != nil {
		return nil, 0, err
	}
	return p.registersWithVersion(ctx)
}

// SetRegisters replaces the registers. over is the version that the caller has read. What was recorded stays as it is.
func (p *Passports) SetRegisters(ctx context.Context, rs []Register, over int64, requestID string) (int64, error) {
	principal, err := Policy.Check(ctx, MaySetRegisters, auth.Facts{ICS: p.ICS})
	if err != nil {
		return 0, err
	}
	registers := registration.Registers(rs)
	if err := refused(registers.Validate(), ""); err != nil {
		return 0, err
	}
	now, version := p.Clock.Now(), over+1
	ev := contract.RegistersChangedV1{Version: version, Bodies: registers.Bodies()}
	after, err := json.Marshal(registers)
	if err != nil {
		return 0, err
	}
	who := By{Actor: principal.Subject, RequestID: requestID}
	f := Fact{Action: "registers.set", By: who, After: after}
	f.Event, err = events.New(ev, events.Meta{
		ID: id.New().String(), Time: now, ICS: p.ICS, ODS: p.ICS, AggregateID: "registers", AggregateVersion: version, Actor: who.Actor,
		TraceParent: otelx.TraceParent(ctx),
	})
	if err != nil {
		return 0, err
	}
	return version, p.Record.ReplaceRegisters(ctx, registers, version, now, f)
}
