package app

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/retention"
)

// The kinds of tables.
const (
	restrictionsKind = "restrictions"
	retentionKind    = "retention"
	refreshKind      = "refresh"
	profileKind      = "profile"
)

// referenceKind is one kind of table: what it says, and what it must not say.
type referenceKind struct {
	name, title, about string
	columns            []string
	// shipped is the table that Muster starts with; check refuses rows.
	shipped func() []reference.Row
	check   func([]reference.Row) error
}

var referenceKinds = []referenceKind{
	{
		name: refreshKind, title: "Refresh periods of training",
		about:   "After how many months a subject of the Core Skills Training Framework is to be learnt again, by level. A file that states no end gets it from here. What was recorded stays as it is; a host asks for shorter periods in its own policy.",
		columns: competency.RefreshColumns, shipped: competency.ShippedRefreshes, check: only(competency.ReadRefreshes),
	},
	{
		name: profileKind, title: "What is asked of each staff group",
		about:   "Registers and subjects (with level) that everybody in a staff group is asked for, whatever the shift. A row without a staff group is for roles in whose name a part stands. A change reckons anew what is due, for everybody, within a minute.",
		columns: due.ProfileColumns, shipped: due.ShippedProfiles, check: only(due.ReadProfiles),
	},
	{
		name: restrictionsKind, title: "Restrictions that occupational health may set",
		about:   "Codes, and the words that a ward reads. Functional outcomes only, never a diagnosis. no_nights bars work between 23:00 and 06:00; every other is for the ward to agree to. A code that is taken out stays on the records that have it.",
		columns: check.RestrictionColumns, shipped: check.ShippedRestrictions, check: only(check.ReadRestrictions),
	},
	{
		name: retentionKind, title: "How long personal data is kept",
		about:   "Names of who left are erased, and what was shown or sent forgotten, when its time is up. A change of the time for names counts for everybody who has left; where proof of a criminal record check lies keeps the day that it was given.",
		columns: retention.Columns, shipped: retention.Shipped, check: only(retention.Read),
	},
}

func only[T any](read func([]reference.Row) (T, error)) func([]reference.Row) error {
	return func(rows []reference.Row) error {
		_, err := read(rows)
		return err
	}
}

func referenceKindOf(name string) (referenceKind, error) {
	i := slices.IndexFunc(referenceKinds, func(k referenceKind) bool { return k.name == name })
	if i < 0 {
		return referenceKind{}, ErrNoTable
	}
	return referenceKinds[i], nil
}

// rowsOf are those that count: the operator's newest, or those that Muster ships.
func rowsOf(set map[string]reference.Set, kind string, shipped func() []reference.Row) reference.Set {
	if s, there := set[kind]; there {
		return s
	}
	return reference.Set{Rows: shipped()}
}

// readTable reads the table of a kind that counts. One that an operator has set was held against the rules of its time, and is
// not refused by those of a later release.
func readTable[T any](set map[string]reference.Set, kind string, shipped func() []reference.Row, read func([]reference.Row) (T, error)) T {
	t, _ := read(rowsOf(set, kind, shipped).Rows)
	return t
}

// Profiles reads what is asked of each staff group from the tables that count.
func Profiles(set map[string]reference.Set) due.Profiles {
	return readTable(set, profileKind, due.ShippedProfiles, due.ReadProfiles)
}

// ProfileKind is the kind of table that Profiles reads.
const ProfileKind = profileKind

func (p *Passports) profiles(ctx context.Context) (due.Profiles, error) {
	set, err := p.Reference.ReferenceSets(ctx, profileKind)
	return Profiles(set), err
}

// refreshes are the refresh periods that count, with their version.
func (p *Passports) refreshes(ctx context.Context) (competency.Refreshes, int64, error) {
	set, err := p.Reference.ReferenceSets(ctx, refreshKind)
	return readTable(set, refreshKind, competency.ShippedRefreshes, competency.ReadRefreshes), set[refreshKind].Version, err
}

func (p *Passports) schedule(ctx context.Context) (retention.Schedule, error) {
	set, err := p.Reference.ReferenceSets(ctx, retentionKind)
	return readTable(set, retentionKind, retention.Shipped, retention.Read), err
}

// Restriction is one that occupational health may set, with the words that a ward reads.
type Restriction = check.Restriction

// Restrictions are those that may be set now.
func (p *Passports) Restrictions(ctx context.Context) ([]Restriction, error) {
	set, err := p.Reference.ReferenceSets(ctx, restrictionsKind)
	return readTable(set, restrictionsKind, check.ShippedRestrictions, check.ReadRestrictions), err
}

// checkRules are what a check that is recorded is held against.
type checkRules struct {
	restrictions check.Restrictions
	// dbsReferences is how long the reference to detail of a criminal record check is kept at most.
	dbsReferences retention.Period
}

// recordRules are what everything that is recorded of a worker is held against.
type recordRules struct {
	registers registration.Registers
	checkRules
}

func (p *Passports) recordRules(ctx context.Context) (recordRules, error) {
	registers, err := p.knownRegisters(ctx)
	if err != nil {
		return recordRules{}, err
	}
	checks, err := p.checkRules(ctx)
	return recordRules{registers: registers, checkRules: checks}, err
}

func (p *Passports) checkRules(ctx context.Context) (checkRules, error) {
	set, err := p.Reference.ReferenceSets(ctx, restrictionsKind, retentionKind)
	return checkRules{
		restrictions:  readTable(set, restrictionsKind, check.ShippedRestrictions, check.ReadRestrictions),
		dbsReferences: readTable(set, retentionKind, retention.Shipped, retention.Read).Of(retention.DBSReferences),
	}, err
}

// ReadReferenceRows reads the rows of a kind from lines of cells between commas.
func ReadReferenceRows(kind, text string) ([]ReferenceRow, error) {
	k, err := referenceKindOf(kind)
	if err != nil {
		return nil, err
	}
	rows, err := reference.Read(text, k.columns)
	return rows, refused(err, "")
}

// WriteReferenceRows is the opposite of ReadReferenceRows.
func WriteReferenceRows(t ReferenceTable) string { return reference.Write(t.Rows, t.Columns) }
