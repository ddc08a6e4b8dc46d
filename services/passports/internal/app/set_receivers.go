package app

import (
	"context"
	"encoding/json"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/otelx"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
	"github.com/muster-ics/muster/services/passports/internal/registry"
)

// ErrReceiversChanged says that the receivers were changed meanwhile.
var ErrReceiversChanged = fault.New(fault.Conflict, "receivers_changed", "Somebody else has changed the receivers meanwhile. Read them again, and send your change on top.")

// ShowReceivers gives who outside this system receives presentations, and the version of that; 0 while nobody does.
func (p *Passports) ShowReceivers(ctx context.Context) ([]receiver.Receiver, int64, error) {
	if _, err := Policy.Check(ctx, MayReadReceivers, auth.Facts{ICS: p.ICS}); err != nil {
		return nil, 0, err
	}
	l, version, err := p.Lists.Receivers(ctx)
	return append(receiver.List{}, l...), version, err
}

// SetReceivers replaces who outside this system receives presentations. over is the version that the caller has read. The
// next registry that is signed names them.
func (p *Passports) SetReceivers(ctx context.Context, l receiver.List, over int64, requestID string) (int64, error) {
	principal, err := Policy.Check(ctx, MaySetReceivers, auth.Facts{ICS: p.ICS})
	if err != nil {
		return 0, err
	}
	if err := refused(l.Validate(hostOf(p.Addresses.Public), p.Addresses.host()), ""); err != nil {
		return 0, err
	}
	now, version := p.Clock.Now(), over+1
	after, err := json.Marshal(l)
	if err != nil {
		return 0, err
	}
	who := By{Actor: principal.Subject, RequestID: requestID}
	f := Fact{Action: "receivers.set", By: who, After: after}
	f.Event, err = events.New(contract.ReceiversChangedV1{Version: version, Receivers: len(l)}, events.Meta{
		ID: id.New().String(), Time: now, ICS: p.ICS, ODS: p.ICS, AggregateID: "receivers", AggregateVersion: version, Actor: who.Actor,
		TraceParent: otelx.TraceParent(ctx),
	})
	if err != nil {
		return 0, err
	}
	return version, p.Lists.ReplaceReceivers(ctx, l, version, now, f)
}

// receiverEntries are the receivers as the registry names them. They issue nothing.
func receiverEntries(l receiver.List) []registry.Entry {
	out := make([]registry.Entry, 0, len(l))
	for _, r := range l {
		e := registry.Entry{ODS: r.ODS, Name: r.Name, Roots: r.Roots, PermittedTypes: []string{}, Receivers: r.Hosts, ValidFrom: r.ValidFrom.UTC()}
		if r.ValidUntil != nil {
			until := r.ValidUntil.UTC()
			e.ValidUntil = &until
		}
		out = append(out, e)
	}
	return out
}
