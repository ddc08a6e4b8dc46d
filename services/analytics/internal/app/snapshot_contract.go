package app

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

// snapshotState is a snapshot as others are told of it: that it is, not its figures.
func snapshotState(s Snapshot) analytics.SnapshotState {
	out := analytics.SnapshotState{
		SnapshotID: s.ID.String(), Owner: s.Owner, Form: s.Form, FormVersion: s.FormVersion, Month: string(s.Month), Hash: s.Hash,
		TakenAt: s.TakenAt, TakenBy: s.TakenBy, Watermark: s.Watermark,
	}
	for _, x := range s.Signatures {
		out.Signatures = append(out.Signatures, analytics.SnapshotSignature{By: x.By, As: x.Capacity, At: x.At})
	}
	return out
}

func (m *FreezeFigures) tell(ctx context.Context, p auth.Principal, before *Snapshot, s Snapshot) (Told, error) {
	t := Told{OnBehalfOf: p.Employer, RequestID: m.requestID(ctx), Action: "snapshot.take"}
	var e events.Event = analytics.SnapshotTakenV1{Snapshot: snapshotState(s)}
	if before != nil {
		t.Action, t.Before = "snapshot.sign", canonical(snapshotState(*before))
		e = analytics.SnapshotSignedV1{Snapshot: snapshotState(s)}
	}
	ods, at := s.Owner, s.TakenAt
	if ods == "" {
		ods = m.ics
	}
	if n := len(s.Signatures); n > 0 {
		at = s.Signatures[n-1].At
	}
	var err error
	t.Event, err = events.New(e, events.Meta{
		ID: id.New().String(), Time: at, ICS: m.ics, ODS: ods, AggregateID: s.ID.String(), AggregateVersion: s.Version, Actor: p.Subject,
	})
	t.After = t.Event.Data
	return t, err
}
