package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/passports/internal/reference"
)

// ReferenceTable is one table of reference data. Version 0 is the one that Muster ships.
type ReferenceTable struct {
	Kind    string   `json:"kind"`
	Title   string   `json:"title"`
	About   string   `json:"about"`
	Columns []string `json:"columns"`
	Version int64    `json:"version" doc:"0: the table that Muster ships, which nobody has changed."`
	// ChangedAt, ChangedBy and Why are of that version.
	ChangedAt *time.Time        `json:"changed_at,omitempty"`
	ChangedBy string            `json:"changed_by,omitempty" doc:"Opaque."`
	Why       string            `json:"why,omitempty"`
	Rows      []ReferenceRow    `json:"rows,omitempty" doc:"Each by the names of columns."`
	Versions  []ReferenceChange `json:"versions,omitempty" doc:"The versions that were set, the newest first."`
}

// ReferenceRow is one row of a table, by the names of its columns.
type ReferenceRow = reference.Row

// ReferenceChange says who set a version, when and what for.
type ReferenceChange struct {
	Version   int64     `json:"version"`
	ChangedAt time.Time `json:"changed_at"`
	ChangedBy string    `json:"changed_by" doc:"Opaque."`
	Why       string    `json:"why"`
}

// versionsShown is how many versions of a table are listed.
const versionsShown = 50

func (k referenceKind) table(s reference.Set) ReferenceTable {
	t := ReferenceTable{Kind: k.name, Title: k.title, About: k.about, Columns: k.columns, Version: s.Version, ChangedBy: s.ChangedBy, Why: s.Why}
	if s.Version > 0 {
		t.ChangedAt = &s.ChangedAt
	}
	return t
}

// ListReference gives every table without its rows, to who is at work.
func (p *Passports) ListReference(ctx context.Context) ([]ReferenceTable, error) {
	if _, err := Policy.Check(ctx, MayReadReference, auth.Facts{ICS: p.ICS}); err != nil {
		return nil, err
	}
	names := make([]string, len(referenceKinds))
	for i, k := range referenceKinds {
		names[i] = k.name
	}
	set, err := p.Reference.ReferenceSets(ctx, names...)
	out := make([]ReferenceTable, len(referenceKinds))
	for i, k := range referenceKinds {
		out[i] = k.table(set[k.name])
	}
	return out, err
}

// ShowReference gives one table with its rows and the versions before; of a version when that is not negative.
func (p *Passports) ShowReference(ctx context.Context, kind string, version int64) (ReferenceTable, error) {
	if _, err := Policy.Check(ctx, MayReadReference, auth.Facts{ICS: p.ICS}); err != nil {
		return ReferenceTable{}, err
	}
	k, err := referenceKindOf(kind)
	if err != nil {
		return ReferenceTable{}, err
	}
	s, err := p.referenceAt(ctx, k, version)
	if err != nil {
		return ReferenceTable{}, err
	}
	t := k.table(s)
	t.Rows = s.Rows
	all, err := p.Reference.ReferenceVersions(ctx, kind, versionsShown)
	for _, v := range all {
		t.Versions = append(t.Versions, ReferenceChange{Version: v.Version, ChangedAt: v.ChangedAt, ChangedBy: v.ChangedBy, Why: v.Why})
	}
	return t, err
}

func (p *Passports) referenceAt(ctx context.Context, k referenceKind, version int64) (reference.Set, error) {
	switch {
	case version == 0:
		return reference.Set{Rows: k.shipped()}, nil
	case version > 0:
		return p.Reference.ReferenceVersion(ctx, k.name, version)
	}
	set, err := p.Reference.ReferenceSets(ctx, k.name)
	return rowsOf(set, k.name, k.shipped), err
}
