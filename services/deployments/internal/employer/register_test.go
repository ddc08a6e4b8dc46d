package employer_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

var eastKent = employer.Details{
	ODS: "RVV", Name: "East Kent Hospitals University NHS FT", Kind: "acute", ICS: "QKS",
	Since: time.Date(2022, 7, 1, 0, 0, 0, 0, time.UTC),
}

func TestRegister(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*employer.Details)
		field  string
	}{
		"a trust":                                 {func(*employer.Details) {}, ""},
		"a company with a code of another shape":  {func(d *employer.Details) { d.ODS, d.Kind = "NQ7", "community" }, ""},
		"a five-character trust code":             {func(d *employer.Details) { d.ODS = "G6V2S" }, ""},
		"a code in small letters is refused":      {func(d *employer.Details) { d.ODS = "rvv" }, "ods"},
		"a code with a dot would break a subject": {func(d *employer.Details) { d.ODS = "R.V" }, "ods"},
		"no name":                           {func(d *employer.Details) { d.Name = "" }, "name"},
		"a name with a null character":      {func(d *employer.Details) { d.Name = "East\x00Kent" }, "name"},
		"a name longer than 120 characters": {func(d *employer.Details) { d.Name = strings.Repeat("x", 121) }, "name"},
		"an unknown kind":                   {func(d *employer.Details) { d.Kind = "hospital" }, "kind"},
		"no system":                         {func(d *employer.Details) { d.ICS = "" }, "ics"},
		"a date in another millennium":      {func(d *employer.Details) { d.Since = time.Time{} }, "since"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := eastKent
			tc.change(&d)
			got, err := employer.Register(d)
			if tc.field == "" {
				if err != nil || got.Version() != 1 || !got.Same(d) {
					t.Fatalf("Register = %+v, %v", got, err)
				}
				return
			}
			var r *rule.Refusal
			if !errors.As(err, &r) || r.Kind != rule.Input || r.Fields[0].Name != tc.field {
				t.Fatalf("want a complaint about %s, got %v", tc.field, err)
			}
		})
	}
}

func TestASecondRegistrationIsTheSameOnlyWithTheSameContent(t *testing.T) {
	t.Parallel()
	e, err := employer.Register(eastKent)
	if err != nil {
		t.Fatal(err)
	}
	again := eastKent
	again.Since = again.Since.In(time.FixedZone("BST", 3600)) // the same moment, written in another zone
	if !e.Same(again) {
		t.Error("the same moment in another zone is the same content")
	}
	again.Name = "Another"
	if e.Same(again) {
		t.Error("another name is other content")
	}
}
