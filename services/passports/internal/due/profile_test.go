package due_test

import (
	"slices"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func TestEveryStaffGroupHasAProfileOfKnownSubjects(t *testing.T) {
	t.Parallel()
	for _, group := range worker.StaffGroups {
		p := due.ProfileOf(group, "any")
		if len(p.Checks) != 5 || len(p.Subjects) < 2 {
			t.Errorf("%s: %+v", group, p)
		}
		for _, s := range p.Subjects {
			if !slices.Contains(competency.Codes(), s.Code) || s.Level < 1 {
				t.Errorf("%s asks for %+v", group, s)
			}
		}
	}
	for _, c := range []struct {
		group, role string
		bodies      []string
		subjects    int
	}{
		{"nursing_midwifery", "registered_nurse", []string{"NMC"}, 6}, {"medical_dental", "consultant", []string{"GMC", "GDC"}, 6},
		{"additional_scientific", "pharmacist", []string{"GPHC"}, 6}, {"admin_clerical", "ward_clerk", nil, 2}, {"nobody_knows", "any", nil, 0},
	} {
		if p := due.ProfileOf(c.group, c.role); !slices.Equal(p.Bodies, c.bodies) || len(p.Subjects) != c.subjects || len(p.Checks) != 5 {
			t.Errorf("%s %s: %+v", c.group, c.role, p)
		}
	}
}
