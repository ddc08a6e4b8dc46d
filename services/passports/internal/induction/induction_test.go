package induction_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func TestAnInductionThatBreaksARuleIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	past := noon.AddDate(0, 0, -2)
	for field, change := range map[string]func(*induction.Record){
		"":            func(*induction.Record) {},
		"employer":    func(r *induction.Record) { r.Employer = "East Kent" },
		"site":        func(r *induction.Record) { r.Site = "the old wing" },
		"done_on":     func(r *induction.Record) { r.DoneOn = noon.Add(time.Second) },
		"valid_until": func(r *induction.Record) { r.ValidUntil = &past },
	} {
		r := induction.Record{Employer: "RWF", Site: "RWF03", DoneOn: noon.AddDate(0, 0, -1), RecordedAt: noon}
		change(&r)
		_, err := induction.New(r)
		if in := refusal.Inputs(err); (field == "") != (err == nil) || field != "" && (len(in) != 1 || in[0].Field != field) {
			t.Errorf("want a refusal of %q alone, got %v", field, err)
		}
	}
}

func TestAnInductionServesItsSiteToItsEnd(t *testing.T) {
	t.Parallel()
	end := noon.AddDate(0, 6, 0)
	all := []induction.Induction{induction.Rehydrate(induction.Record{Employer: "RWF", Site: "RWF03", DoneOn: noon, RecordedAt: noon, ValidUntil: &end})}
	for _, c := range []struct {
		employer, site string
		at             time.Time
		want           bool
	}{
		{"RWF", "RWF03", end, true}, {"RWF", "RWF03", end.Add(time.Second), false}, {"RWF", "RWF04", noon, false}, {"RVV", "RWF03", noon, false},
	} {
		if got := induction.At(all, c.employer, c.site, c.at); got != c.want {
			t.Errorf("%s %s at %s: want %v", c.employer, c.site, c.at, c.want)
		}
	}
}
