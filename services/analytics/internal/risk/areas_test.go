package risk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/analytics/internal/risk"
)

func TestTheNextVersionIsTidyAndSaysEverythingThatIsWrong(t *testing.T) {
	t.Parallel()
	next, wrong := risk.Change(risk.Areas{Version: 3}, []risk.Area{{Name: " Stroke  unit ", Weight: 20, Words: []string{"HASU", " hasu", "RVV/Kings_A", ""}}})
	if len(wrong) > 0 || next.Version != 4 || next.List[0].Name != "Stroke unit" || !slices.Equal(next.List[0].Words, []string{"hasu", "rvv/kings_a"}) {
		t.Errorf("%+v %v", next, wrong)
	}
	if again, wrong := risk.Change(risk.Areas{}, risk.DefaultAreas().List); len(wrong) > 0 || again.Version != 1 {
		t.Errorf("the default is refused: %v", wrong)
	}
	good := risk.Area{Name: "Stroke unit", Weight: 20, Words: []string{"hasu"}}
	for want, list := range map[string][]risk.Area{
		"-1 areas":  {},
		"0 name":    {{Name: "<b>", Weight: 20, Words: []string{"hasu"}}},
		"0 weight":  {{Name: "Stroke unit", Weight: 61, Words: []string{"hasu"}}},
		"0 words":   {{Name: "Stroke unit", Weight: 20, Words: []string{" "}}},
		"0 words ":  {{Name: "Stroke unit", Weight: 20, Words: []string{"a"}}},
		"0 words  ": {{Name: "Stroke unit", Weight: 20, Words: []string{"/x"}}},
		"1 name":    {good, {Name: "stroke unit", Weight: 20, Words: []string{"asu"}}},
		"1 words":   {good, {Name: "Other", Weight: 20, Words: []string{"HASU"}}},
	} {
		was := risk.Areas{Version: 3}
		got, wrong := risk.Change(was, list)
		if len(wrong) != 1 || got.Version != 3 {
			t.Errorf("%s: %+v", want, wrong)
			continue
		}
		p := wrong[0]
		if at := strings.TrimSpace(want); at != map[int]string{-1: "-1 ", 0: "0 ", 1: "1 "}[p.Area]+p.Field || p.Message == "" {
			t.Errorf("%s: %+v", want, p)
		}
	}
}

func TestAWardIsInTheGravestAreaThatNamesIt(t *testing.T) {
	t.Parallel()
	areas := risk.Areas{List: []risk.Area{
		{Name: "Medical wards", Weight: 10, Words: []string{"kings", "cedar"}}, {Name: "Stroke unit", Weight: 40, Words: []string{"rvv/kings_a"}}, {Name: "Other", Weight: 10, Words: []string{"cedar"}},
	}}
	for _, c := range []struct{ employer, ward, want string }{
		{"RVV", "KINGS_A", "Stroke unit"}, {"RPA", "KINGS_A", "Medical wards"}, {"RVV", "KINGS_B", "Medical wards"}, {"RVV", "cedar", "Medical wards"}, {"RVV", "A", ""}, {"RVV", "", ""},
	} {
		if got, ok := areas.Of(c.employer, c.ward); got.Name != c.want || ok != (c.want != "") {
			t.Errorf("%s %s is in %q", c.employer, c.ward, got.Name)
		}
	}
}
