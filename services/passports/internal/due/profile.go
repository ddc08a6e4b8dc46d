package due

import (
	_ "embed" // the profiles
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Profile is what is asked of everybody in a staff group and role, whatever the shift.
type Profile struct {
	Checks []check.Type
	// Bodies are the registers of which one suffices; empty when the role needs none.
	Bodies   []string
	Subjects []Subject
}

// Subject is a training subject of the Core Skills Training Framework, at least at a level.
type Subject struct {
	Code  string
	Level int
}

// everybody are the employment checks that are asked of everybody (NHS Employment Check Standards, with occupational
// health).
var everybody = []check.Type{check.Identity, check.RightToWork, check.References, check.DBS, check.OccupationalHealth}

// profileCSV has, by staff group, the registers of its registered professions and the subjects that are asked for, each with
// its level. Which subjects are asked of whom differs between employers. Subjects that are not asked for still fall due when
// they were once recorded.
//
//go:embed profile.csv
var profileCSV string

// ProfileColumns are those of a table of profiles. A row is for a staff group; one without a group is for the roles, of every
// group, in whose name a part stands: its registers take the place of the group's, and its subjects are asked for besides.
var ProfileColumns = []string{"staff_group", "role", "registers", "subjects", reference.Source}

// ShippedProfiles is the table that Muster starts with.
func ShippedProfiles() []reference.Row { return reference.Shipped(profileCSV) }

// Profiles are what is asked of every staff group and role.
type Profiles struct {
	groups map[string]Profile
	roles  []part
	// Rules stands for these profiles and for the reckoning: what was reckoned under others is reckoned again.
	Rules int32
}

// part is a part of the names of roles, with what is asked of them.
type part struct {
	of string
	Profile
}

var (
	partForm = regexp.MustCompile(`^[a-z0-9_]{2,40}$`)
	bodyForm = regexp.MustCompile(`^[A-Z]{2,10}$`)
)

// ReadProfiles takes the profiles from a table, or returns every rule that it breaks as refusals.
func ReadProfiles(rows []reference.Row) (Profiles, error) {
	var no refusal.List
	out := Profiles{groups: map[string]Profile{}}
	for i, r := range rows {
		p := Profile{Checks: everybody, Bodies: strings.Fields(r["registers"]), Subjects: subjectsAsked(&no, rows, i)}
		for _, body := range p.Bodies {
			no.Unless(bodyForm.MatchString(body), reference.At(i, "registers"), "Give the names of registers in capitals with blanks between them, e.g. GMC GDC.")
		}
		group, role := r["staff_group"], r["role"]
		switch {
		case group == "":
			no.Unless(partForm.MatchString(role), reference.At(i, "role"), "Give a staff group, or a part of the names of roles in small letters, digits and _.")
			no.Unless(!slices.ContainsFunc(out.roles, func(had part) bool { return had.of == role }), reference.At(i, "role"), "Give each part once.")
			out.roles = append(out.roles, part{of: role, Profile: p})
		default:
			no.Unless(role == "", reference.At(i, "role"), "Give a staff group or a part of a role, not both.")
			no.OneOf(reference.At(i, "staff_group"), group, worker.StaffGroups)
			_, twice := out.groups[group]
			no.Unless(!twice, reference.At(i, "staff_group"), "Give each staff group once.")
			out.groups[group] = p
		}
	}
	for _, group := range worker.StaffGroups {
		_, there := out.groups[group]
		no.Unless(there, "rows", "Give a row for every staff group: there is none for %s.", group)
	}
	out.Rules = fingerprint(rows)
	return out, no.Err()
}

func subjectsAsked(no *refusal.List, rows []reference.Row, i int) []Subject {
	var out []Subject
	for _, s := range strings.Fields(rows[i]["subjects"]) {
		code := strings.TrimRight(s, "0123456789")
		level, err := strconv.Atoi(s[len(code):])
		known := slices.Contains(competency.Codes(), code)
		no.Unless(err == nil && level >= 1 && level <= 9 && known, reference.At(i, "subjects"), "Give subjects of the framework with their levels and blanks between them, e.g. FIRE1 RES2.")
		out = append(out, Subject{Code: code, Level: level})
	}
	return out
}

// reckoning counts how lines are made of a passport. A change of Of or of a file beside it that gives other lines for the
// same passport counts it on; a change of the profiles does not.
const reckoning = 2

// fingerprint is the same for the same profiles and reckoning. Where a row comes from does not matter.
func fingerprint(rows []reference.Row) int32 {
	h := fnv.New32a()
	// A hash takes everything.
	_, _ = fmt.Fprintln(h, reckoning)
	_, _ = h.Write([]byte(reference.Write(rows, ProfileColumns[:len(ProfileColumns)-1])))
	return int32(h.Sum32()) //nolint:gosec // any 32 bits serve
}

// Of gives what is asked of a role. Of a staff group that nobody knows the checks are asked all the same.
func (ps Profiles) Of(staffGroup, role string) Profile {
	p, known := ps.groups[staffGroup]
	if !known {
		p.Checks = everybody
	}
	for _, r := range ps.roles {
		if strings.Contains(role, r.of) {
			p.Bodies = r.Bodies
			p.Subjects = slices.Concat(p.Subjects, r.Subjects)
		}
	}
	return p
}
