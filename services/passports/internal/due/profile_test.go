package due_test

import (
	"slices"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func shipped(t *testing.T) due.Profiles {
	t.Helper()
	ps, err := due.ReadProfiles(due.ShippedProfiles())
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func TestEveryStaffGroupHasAProfileOfKnownSubjects(t *testing.T) {
	t.Parallel()
	ps := shipped(t)
	for _, group := range worker.StaffGroups {
		p := ps.Of(group, "any")
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
		{"additional_scientific", "pharmacist", []string{"GPHC"}, 6}, {"allied_health", "social_worker", []string{"SWE"}, 6}, {"admin_clerical", "ward_clerk", nil, 2}, {"nobody_knows", "any", nil, 0},
	} {
		if p := ps.Of(c.group, c.role); !slices.Equal(p.Bodies, c.bodies) || len(p.Subjects) != c.subjects || len(p.Checks) != 5 {
			t.Errorf("%s %s: %+v", c.group, c.role, p)
		}
	}
}

// The cases by name: which cell of a table of profiles is refused.
func TestTablesOfProfiles(t *testing.T) {
	t.Parallel()
	set := func(i int, column, value string) func([]reference.Row) []reference.Row {
		return func(r []reference.Row) []reference.Row { r[i][column] = value; return r }
	}
	for name, c := range map[string]struct {
		change func([]reference.Row) []reference.Row
		field  string
	}{
		"the one that is shipped":        {func(r []reference.Row) []reference.Row { return r }, ""},
		"a group of which less is asked": {set(0, "subjects", ""), ""},
		"another register":               {set(3, "registers", "HCPC SWE"), ""},
		"a register that is no name":     {set(3, "registers", "the HCPC"), "rows[3].registers"},
		"a subject without a level":      {set(0, "subjects", "FIRE"), "rows[0].subjects"},
		"a subject of no framework":      {set(0, "subjects", "JUGGLING1"), "rows[0].subjects"},
		"a group that nobody knows":      {set(0, "staff_group", "jugglers"), "rows[0].staff_group"},
		"a group twice":                  {set(1, "staff_group", "medical_dental"), "rows[1].staff_group"},
		"a group and a role":             {set(0, "role", "consultant"), "rows[0].role"},
		"neither group nor role":         {set(10, "role", ""), "rows[10].role"},
		"a part of roles twice":          {set(11, "role", "pharmac"), "rows[11].role"},
		"a staff group that is left out": {func(r []reference.Row) []reference.Row { return r[1:] }, "rows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := due.ReadProfiles(c.change(due.ShippedProfiles()))
			field := ""
			if all := refusal.Inputs(err); len(all) > 0 {
				field = all[0].Field
			}
			if field != c.field {
				t.Errorf("want %q refused, got %v", c.field, err)
			}
		})
	}
}

func TestOnlyAnotherProfileAsksForAnotherReckoning(t *testing.T) {
	t.Parallel()
	rules := func(change func([]reference.Row)) int32 {
		rows := due.ShippedProfiles()
		change(rows)
		ps, err := due.ReadProfiles(rows)
		if err != nil {
			t.Fatal(err)
		}
		return ps.Rules
	}
	same := rules(func([]reference.Row) {})
	if rules(func(r []reference.Row) { r[0]["source"] = "somebody else" }) != same {
		t.Error("where a row comes from changes nothing that is due")
	}
	if rules(func(r []reference.Row) { r[0]["subjects"] += " PREV1" }) == same {
		t.Error("a further subject changes what is due")
	}
}
