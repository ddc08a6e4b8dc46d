package workform_test

import (
	"net/url"
	"slices"
	"testing"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

func TestWhatIsChosenByNameIsReadAsItsCode(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		form             url.Values
		site, ward, role string
	}{
		"from the lists":              {url.Values{"ward": {"RVV09/ward_7"}, "site": {"RVV01"}, "role": {"registered_nurse"}}, "RVV09", "ward_7", "registered_nurse"},
		"as codes, without lists":     {url.Values{"ward": {"ward_7"}, "site": {"RVV01"}, "role": {"midwife"}}, "RVV01", "ward_7", "midwife"},
		"in words, without lists":     {url.Values{"ward": {" Ward 7 "}, "site": {"RVV01"}, "role": {"Registered nurse"}}, "RVV01", "ward_7", "registered_nurse"},
		"another beside the lists":    {url.Values{"ward": {"RVV09/ward_7"}, "another_ward": {"Cedar  East"}, "site": {"RVV01"}, "role": {"midwife"}, "another_role": {"Nursery Nurse"}}, "RVV01", "cedar_east", "nursery_nurse"},
		"another where none is meant": {url.Values{"ward": {""}, "another_ward": {"Oak"}, "site": {"RVV01"}, "role": {""}, "another_role": {"Porter"}}, "RVV01", "oak", "porter"},
	} {
		got, _ := workform.Read(c.form)
		if got.Site != c.site || got.Ward != c.ward || got.Role != c.role {
			t.Errorf("%s: %s, %s, %s", name, got.Site, got.Ward, got.Role)
		}
	}
}

func TestTrainingsComeFromBoxesAndLines(t *testing.T) {
	t.Parallel()
	form := url.Values{"competencies": {"cstf FIRE 1", "cstf RES 2"}, "more_competencies": {"clinical IV 2\r\n\nlocal_RVV EPR 1"}}
	got := workform.Needs(form, nil)
	want := []shift.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}, {Framework: "cstf", Code: "RES", Level: 2}, {Framework: "clinical", Code: "IV", Level: 2}, {Framework: "local_RVV", Code: "EPR", Level: 1}}
	if !slices.Equal(got.Competencies, want) {
		t.Errorf("%v", got.Competencies)
	}
	back := url.Values{}
	workform.FillNeeds(back, got)
	if again := workform.Needs(back, nil); !slices.Equal(again.Competencies, want) {
		t.Errorf("comes back as %v", again.Competencies)
	}
}
