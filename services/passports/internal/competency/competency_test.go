package competency_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func rec(code string, level int, until *time.Time) competency.Record {
	return competency.Record{Framework: "cstf", Code: code, Level: level, AchievedOn: noon.AddDate(-1, 0, 0), RecordedAt: noon, ValidUntil: until}
}

func TestAHigherLevelSatisfiesALowerAndTheLongestLastingCounts(t *testing.T) {
	t.Parallel()
	soon, late := noon.AddDate(0, 1, 0), noon.AddDate(1, 0, 0)
	var all []competency.Competency
	for _, r := range []competency.Record{rec("RES", 2, &soon), rec("RES", 3, &late), rec("RES", 1, nil)} {
		c, err := competency.New(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	if best, ok := competency.Best(all, "cstf", "RES", 2); !ok || best.Record().Level != 3 {
		t.Error("level 3 lasts longest and satisfies level 2")
	}
	if best, ok := competency.Best(all, "cstf", "RES", 1); !ok || best.Record().ValidUntil != nil {
		t.Error("one that never expires lasts longest")
	}
	if _, ok := competency.Best(all, "cstf", "RES", 4); ok {
		t.Error("nothing satisfies level 4")
	}
}

func TestARecordThatBreaksARuleIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	past := noon.AddDate(-2, 0, 0)
	for field, change := range map[string]func(*competency.Record){
		"framework":   func(r *competency.Record) { r.Framework = "mine" },
		"code":        func(r *competency.Record) { r.Code = "JUGGLING" },
		"level":       func(r *competency.Record) { r.Level = 0 },
		"achieved_on": func(r *competency.Record) { r.AchievedOn = noon.AddDate(0, 0, 1) },
		"valid_until": func(r *competency.Record) { r.ValidUntil = &past },
	} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			r := rec("FIRE", 1, nil)
			change(&r)
			_, err := competency.New(r)
			in := refusal.Inputs(err)
			if len(in) != 1 || in[0].Field != field {
				t.Fatalf("want a refusal of %s alone, got %v", field, err)
			}
		})
	}
}
