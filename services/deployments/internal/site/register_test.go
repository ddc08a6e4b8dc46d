package site_test

import (
	"errors"
	"math"
	"testing"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

var williamHarvey = site.Details{
	ODS: "RVV01", Employer: "RVV", Name: "William Harvey Hospital", Town: "Ashford", Postcode: "TN24 0LZ", Lat: 51.1415, Lon: 0.9162,
}

func TestRegister(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*site.Details)
		field  string
	}{
		"a hospital":                         {func(*site.Details) {}, ""},
		"a code unrelated to the employer's": {func(d *site.Details) { d.ODS = "A1B2C" }, ""},
		"a London postcode":                  {func(d *site.Details) { d.Postcode = "EC1A 1BB" }, ""},
		"a site code with a space":           {func(d *site.Details) { d.ODS = "RVV 1" }, "ods"},
		"no employer":                        {func(d *site.Details) { d.Employer = "" }, "employer"},
		"a postcode without its space":       {func(d *site.Details) { d.Postcode = "TN240LZ" }, "postcode"},
		"a latitude beyond the pole":         {func(d *site.Details) { d.Lat = 90.1 }, "lat"},
		"a longitude that is no number":      {func(d *site.Details) { d.Lon = math.NaN() }, "lon"},
		"a name of spaces":                   {func(d *site.Details) { d.Name = "  " }, "name"},
		"a town with a line break":           {func(d *site.Details) { d.Town = "Ash\nford" }, "town"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := williamHarvey
			tc.change(&d)
			got, err := site.Register(d)
			if tc.field == "" {
				if err != nil || got.Version() != 1 || !got.Same(d) {
					t.Fatalf("Register = %+v, %v", got, err)
				}
				return
			}
			var r *rule.Refusal
			if !errors.As(err, &r) || r.Fields[0].Name != tc.field {
				t.Fatalf("want a complaint about %s, got %v", tc.field, err)
			}
		})
	}
}
