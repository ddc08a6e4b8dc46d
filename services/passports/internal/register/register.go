// Package register reads what professional registers say of people: an adapter for each register takes its export apart,
// and an editable map gives its words in Muster's. The registers themselves are not connected: what is read here are files
// that somebody has taken from them.
package register

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// Source reads the entries of one register. A live connection would be another Source.
type Source interface {
	// Body is the register, as registrations name it.
	Body() string
	// Read gives the entries of a snapshot. The error is a *sheet.Refused.
	Read(s sheet.Sheet) (Snapshot, error)
}

// Snapshot is what a register said at one time.
type Snapshot struct {
	Entries []Entry
	// Notes say what was left unread.
	Notes []string
}

// Entry is what a register says of one number.
type Entry struct {
	// Row is the one of the file.
	Row int
	// Number is personal.
	Number string
	// Said is the register's own word for the status.
	Said string
	// ValidUntil is the end that the register states; nil when it states none.
	ValidUntil *time.Time
	// Licence tells whether the entry carries a licence to practise; nil for registers that give none.
	Licence *bool
	// Problems keep the entry from being taken in; they repeat nothing of it.
	Problems []importfile.Problem
}

// The fields of a snapshot.
const (
	Number  importfile.Field = "number"
	Status  importfile.Field = "status"
	Licence importfile.Field = "licence"
	Expires importfile.Field = "expires_on"
)

// Sources are the adapters that there are.
var Sources = []Source{
	export{body: "NMC", layout: importfile.Layout{
		{Field: Number, Headings: []string{"PIN", "NMC PIN"}, Needed: true},
		{Field: Status, Headings: []string{"Registration Status"}, Needed: true},
		{Field: Expires, Headings: []string{"Expiry Date", "Registration Expiry Date"}},
	}},
	export{body: "GMC", layout: importfile.Layout{
		{Field: Number, Headings: []string{"GMC Reference Number", "GMC Ref No"}, Needed: true},
		{Field: Status, Headings: []string{"Registration Status"}, Needed: true},
		{Field: Licence, Headings: []string{"Licence to Practise", "Licence"}, Needed: true},
		{Field: Expires, Headings: []string{"Annual Retention Fee Due Date", "Expiry Date"}},
	}},
	export{body: "HCPC", layout: importfile.Layout{
		{Field: Number, Headings: []string{"Registration Number"}, Needed: true},
		{Field: Status, Headings: []string{"Registration Status"}, Needed: true},
		{Field: Expires, Headings: []string{"Registered Until", "Expiry Date"}},
	}},
}

// SourceOf gives the adapter of a register; false when there is none.
func SourceOf(body string) (Source, bool) {
	i := slices.IndexFunc(Sources, func(s Source) bool { return s.Body() == registration.Canonical(body) })
	if i < 0 {
		return nil, false
	}
	return Sources[i], true
}

// export is the table that a register lets employers take away.
type export struct {
	body   string
	layout importfile.Layout
}

// Body implements Source.
func (x export) Body() string { return x.body }

// Read implements Source. Names and addresses of the export are not read.
func (x export) Read(s sheet.Sheet) (Snapshot, error) {
	table, err := x.layout.Open(s)
	if err != nil {
		return Snapshot{}, err
	}
	out := Snapshot{Notes: table.Notes}
	for _, row := range table.Rows {
		out.Entries = append(out.Entries, x.entry(row))
	}
	return out, nil
}

func (x export) entry(row importfile.Row) Entry {
	e := Entry{Row: row.Number, Number: registration.Normalise(row.Get(Number)), Said: row.Get(Status)}
	if e.Number == "" {
		e.Problems = append(e.Problems, row.Problem(Number, "The number is missing.", "Send the row as the register gave it out."))
	}
	if key(e.Said) == "" {
		e.Problems = append(e.Problems, row.Problem(Status, "The register's status is missing.", "Send the row as the register gave it out."))
	}
	if x.layout.Has(Licence) {
		held, ok := Licensed(row.Get(Licence))
		if !ok {
			e.Problems = append(e.Problems, row.Problem(Licence, "It does not say whether there is a licence to practise.", "Write yes or no."))
		}
		e.Licence = &held
	}
	until, wrong := row.End(Expires)
	if wrong != nil {
		e.Problems = append(e.Problems, *wrong)
	}
	e.ValidUntil = until
	return e
}

// Licensed reads whether there is a licence to practise; false for ok when a cell does not say so.
func Licensed(cell string) (held, ok bool) {
	held, ok = licences[key(cell)]
	return held, ok
}

// licences are the words for a licence to practise. A doctor on the register without one may not practise.
var licences = map[string]bool{
	"yes": true, "y": true, "true": true, "with licence": true, "holds a licence": true, "registered with licence": true,
	"no": false, "n": false, "false": false, "without licence": false, "no licence": false, "registered without licence": false,
}
