package due

import (
	"strings"

	"github.com/muster-ics/muster/services/passports/internal/check"
)

// Rules counts the versions of the profile and of the reckoning. What was reckoned under an older one is reckoned again.
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

// The profiles are reference data, to be confirmed by the employers of a system: the five employment checks are asked of
// everybody (NHS Employment Check Standards); which subjects are asked of whom differs between employers. Subjects that
// are not asked for still fall due when they were once recorded.
var (
	everybody = []check.Type{check.Identity, check.RightToWork, check.References, check.DBS, check.OccupationalHealth}
	clinical  = []Subject{{"FIRE", 1}, {"IGDS", 1}, {"IPC", 2}, {"MH", 2}, {"RES", 2}, {"SA", 2}}
	office    = []Subject{{"FIRE", 1}, {"IGDS", 1}}

	// withPatients are the staff groups that touch patients.
	withPatients = map[string]bool{
		"medical_dental": true, "students": true, "nursing_midwifery": true, "allied_health": true, "additional_scientific": true, "clinical_support": true,
	}
	// bodiesOf are the registers of a staff group's registered professions.
	bodiesOf = map[string][]string{
		"nursing_midwifery": {"NMC"}, "medical_dental": {"GMC", "GDC"}, "allied_health": {"HCPC"}, "healthcare_scientists": {"HCPC"},
	}
)

// ProfileOf gives what is asked of a role.
func ProfileOf(staffGroup, role string) Profile {
	p := Profile{Checks: everybody, Bodies: bodiesOf[staffGroup], Subjects: office}
	if withPatients[staffGroup] {
		p.Subjects = clinical
	}
	switch {
	case strings.Contains(role, "pharmac"):
		p.Bodies = []string{"GPHC"}
	case strings.Contains(role, "social_worker"):
		p.Bodies = []string{"SWE"}
	}
	return p
}
