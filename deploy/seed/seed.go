// Package seed reads the world of a demonstration: the employers, sites, roles and agreements of one integrated care
// system, written in Muster's own format, and makes its synthetic people.
package seed

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/muster-ics/muster/pkg/clock"
)

//go:embed kent-and-medway.yaml
var kentAndMedway []byte

// World is everything that the demonstration starts from.
type World struct {
	ICS, Name string
	// MembersSince is the day in London from which the employers take part in the system, such as 2022-07-01.
	MembersSince string `yaml:"members_since"`
	// ShiftsADay is the real demand over all employers; Scale is the part of it that is made.
	ShiftsADay int     `yaml:"shifts_a_day"`
	Scale      float64 `yaml:"scale"`
	// Workers is how many people are enrolled.
	Workers              int          `yaml:"workers"`
	Employers            []Employer   `yaml:"employers"`
	Roles                []Role       `yaml:"roles"`
	ClinicalCompetencies []Competency `yaml:"clinical_competencies"`
	ClericalCompetencies []Competency `yaml:"clerical_competencies"`
	Wards                []string     `yaml:"wards"`
	Agreements           []Agreement  `yaml:"agreements"`
	Arrangements         Arrangements `yaml:"arrangements"`
}

// Employer is one organisation with its sites. FTE weighs its part of the demand.
type Employer struct {
	ODS, Name, Kind string
	FTE             int    `yaml:"fte"`
	Sites           []Site `yaml:"sites"`
}

// Site is one place where shifts are worked.
type Site struct {
	ODS, Name, Town, Postcode string
	Lat, Lon                  float64
}

// Role is one kind of work that is asked for.
type Role struct {
	Code       string   `yaml:"code"`
	StaffGroup string   `yaml:"staff_group"`
	Band       string   `yaml:"band"`
	Share      float64  `yaml:"share"`
	RatePence  int64    `yaml:"rate_pence"`
	Body       string   `yaml:"body"`
	Kinds      []string `yaml:"kinds"`
}

// Competency is one training subject with its refresh period in months.
type Competency struct {
	Framework, Code string
	Level, Months   int
}

// Agreement is one workforce-sharing agreement, signed by all parties or only offered.
type Agreement struct {
	Title, Model string
	Parties      []string `yaml:"parties"`
	StaffGroups  []string `yaml:"staff_groups"`
	MaxDays      int      `yaml:"max_days"`
	AtEnd        string   `yaml:"at_end"`
	Signed       bool     `yaml:"signed"`
	// Lenders and Borrowers make it one way; empty is both ways.
	Lenders   []string `yaml:"lenders"`
	Borrowers []string `yaml:"borrowers"`
	// Clauses are what differs from the template of the model, as the API takes it.
	Clauses map[string]any `yaml:"clauses"`
	// Amendment is a new version on its way; nil for none.
	Amendment *Amendment `yaml:"amendment"`
}

// Amendment is a new version that the first party drafts, and offers and signs when Offered.
type Amendment struct {
	Offered bool           `yaml:"offered"`
	Clauses map[string]any `yaml:"clauses"`
}

// Lends tells whether the agreement lets workers of home be deployed to host.
func (a Agreement) Lends(home, host string) bool {
	return home != host && slices.Contains(a.Parties, home) && slices.Contains(a.Parties, host) &&
		(len(a.Lenders) == 0 || (slices.Contains(a.Lenders, home) && slices.Contains(a.Borrowers, host)))
}

// KentAndMedway is the world that `muster demo` opens with.
func KentAndMedway() (World, error) { return Read(kentAndMedway) }

// Read parses a world. Unknown keys are refused, so that a misspelt one is not silently ignored.
func Read(b []byte) (World, error) {
	var w World
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err := dec.Decode(&w); err != nil {
		return World{}, fmt.Errorf("seed: %w", err)
	}
	if err := w.validate(); err != nil {
		return World{}, err
	}
	if _, err := time.ParseInLocation(time.DateOnly, w.MembersSince, clock.London); err != nil {
		return World{}, fmt.Errorf("seed: members_since must be a day: %w", err)
	}
	return w, nil
}

// Founded is when the employers' part in the system begins.
func (w World) Founded() time.Time {
	t, _ := time.ParseInLocation(time.DateOnly, w.MembersSince, clock.London) // It was read before.
	return t.UTC()
}

func (w World) validate() error {
	byODS := map[string]bool{}
	for _, e := range w.Employers {
		if byODS[e.ODS] || e.FTE <= 0 || len(e.Sites) == 0 {
			return fmt.Errorf("seed: employer %s must stand once, with an FTE and a site", e.ODS)
		}
		byODS[e.ODS] = true
	}
	for _, a := range w.Agreements {
		for _, p := range a.Parties {
			if !byODS[p] {
				return fmt.Errorf("seed: agreement %q names %s, which is not among the employers", a.Title, p)
			}
		}
	}
	if len(w.Roles) == 0 || len(w.Wards) == 0 || w.Workers <= 0 {
		return fmt.Errorf("seed: roles, wards and workers must be given")
	}
	return w.Arrangements.validate(w, byODS)
}

// Competencies are what a role asks for.
func (w World) Competencies(r Role) []Competency {
	if r.StaffGroup == "admin_clerical" {
		return w.ClericalCompetencies
	}
	return w.ClinicalCompetencies
}

// Asks tells whether employers of this kind ask for the role.
func (r Role) Asks(kind string) bool {
	for _, k := range r.Kinds {
		if k == kind {
			return true
		}
	}
	return false
}
