package app

import (
	"context"
	"encoding/json"
	"strings"
	"unicode"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/otelx"
	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// NewReferenceTable is the next version of a table.
type NewReferenceTable struct {
	// Over is the version that the caller has read.
	Over int64
	Rows []ReferenceRow
	// Why is a sentence that names nobody.
	Why       string
	RequestID string
}

const longestWhy = 200

// SetReference replaces a table of reference data, for the workforce lead of the system.
func (p *Passports) SetReference(ctx context.Context, kind string, n NewReferenceTable) (ReferenceTable, error) {
	principal, err := Policy.Check(ctx, MaySetReference, auth.Facts{ICS: p.ICS})
	if err != nil {
		return ReferenceTable{}, err
	}
	k, err := referenceKindOf(kind)
	if err != nil {
		return ReferenceTable{}, err
	}
	if err := n.validate(k); err != nil {
		return ReferenceTable{}, err
	}
	s := reference.Set{Version: n.Over + 1, Rows: n.Rows, ChangedAt: p.Clock.Now(), ChangedBy: principal.Subject, Why: n.Why}
	after, err := json.Marshal(n.Rows)
	if err != nil {
		return ReferenceTable{}, err
	}
	f := Fact{Action: "reference.set", By: By{Actor: principal.Subject, RequestID: n.RequestID}, After: after}
	f.Event, err = events.New(contract.ReferenceChangedV1{Kind: kind, Version: s.Version, Rows: len(n.Rows)}, events.Meta{
		ID: id.New().String(), Time: s.ChangedAt, ICS: p.ICS, ODS: p.ICS, AggregateID: "reference-" + kind, AggregateVersion: s.Version, Actor: principal.Subject,
		TraceParent: otelx.TraceParent(ctx),
	})
	if err != nil {
		return ReferenceTable{}, err
	}
	if err := p.Reference.ReplaceReference(ctx, kind, s, f); err != nil {
		return ReferenceTable{}, err
	}
	if kind == profileKind {
		// Some at once, so that who looks sees it; the rest is reckoned by the sweep.
		_, _ = p.Reference.Reckon(ctx, s.ChangedAt)
	}
	t := k.table(s)
	t.Rows = s.Rows
	return t, nil
}

func (n NewReferenceTable) validate(k referenceKind) error {
	var no refusal.List
	no.Unless(strings.TrimSpace(n.Why) != "" && len([]rune(n.Why)) <= longestWhy && !strings.ContainsFunc(n.Why, unicode.IsControl), "why",
		"Say in one line of at most %d characters why this is changed. Name nobody.", longestWhy)
	err := reference.Validate(k.columns, n.Rows)
	if err == nil {
		err = k.check(n.Rows)
	}
	return together(refused(no.Err(), ""), refused(err, ""))
}
