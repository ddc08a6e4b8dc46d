package due

import (
	_ "embed" // the profiles
	"strconv"
	"strings"

	"github.com/muster-ics/muster/services/passports/internal/check"
)

// Rules counts the versions of the profile and of the reckoning. What was reckoned under an older one is reckoned again, so
// a change of profile.csv counts it on.
const Rules = 1

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
// its level. It is reference data that the employers of a system confirm: which subjects are asked of whom differs between
// them. Subjects that are not asked for still fall due when they were once recorded.
//
//go:embed profile.csv
var profileCSV string

var profiles = func() map[string]Profile {
	out := map[string]Profile{}
	for _, line := range strings.Split(strings.TrimSpace(profileCSV), "\n")[1:] {
		f := strings.Split(strings.TrimSpace(line), ",")
		if len(f) != 3 {
			continue
		}
		p := Profile{Checks: everybody, Bodies: strings.Fields(f[1])}
		for _, s := range strings.Fields(f[2]) {
			code := strings.TrimRight(s, "0123456789")
			if level, err := strconv.Atoi(s[len(code):]); err == nil {
				p.Subjects = append(p.Subjects, Subject{Code: code, Level: level})
			}
		}
		out[f[0]] = p
	}
	return out
}()

// ProfileOf gives what is asked of a role. Of a staff group that nobody knows the checks are asked all the same.
func ProfileOf(staffGroup, role string) Profile {
	p, known := profiles[staffGroup]
	if !known {
		p.Checks = everybody
	}
	switch {
	case strings.Contains(role, "pharmac"):
		p.Bodies = []string{"GPHC"}
	case strings.Contains(role, "social_worker"):
		p.Bodies = []string{"SWE"}
	}
	return p
}
