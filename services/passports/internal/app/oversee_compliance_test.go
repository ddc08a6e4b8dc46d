package app

import "testing"

func TestFewPeopleAreNoFigure(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		workers, deployable int
		shown               string
	}{
		"many of both":                      {100, 80, "workers deployable"},
		"all of many":                       {100, 100, "workers deployable"},
		"none of many":                      {100, 0, "workers deployable"},
		"four who are not would be told":    {100, 96, "workers"},
		"four who are would be told":        {100, 4, "workers"},
		"four people at all":                {4, 4, ""},
		"nobody":                            {0, 0, "workers deployable"},
		"five people of whom five may work": {5, 5, "workers deployable"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := oversight("RVV", RoleStanding{Workers: c.workers, Deployable: c.deployable, Lacking: c.workers - c.deployable})
			got := ""
			if o.Workers != nil {
				got = "workers"
			}
			if o.Deployable != nil {
				got += " deployable"
			}
			if got != c.shown || c.workers > 0 && (o.Percent == nil) != (o.Deployable == nil) {
				t.Errorf("want %q, got %q", c.shown, got)
			}
		})
	}
}
