package preferences

import (
	"errors"
	"slices"
	"testing"
)

var ward7, ward8 = Ward{"RVV01", "ward_7"}, Ward{"RVV01", "ward_8"}

func TestWhatCannotBeIsSaid(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		p     Preferences
		field string
	}{
		"nothing preferred":                {Preferences{}, ""},
		"all of it":                        {Preferences{Area: "CT1", WithinKM: 30, Hidden: []Ward{ward7}, Favourites: []Ward{ward8}}, ""},
		"a distance from nowhere":          {Preferences{WithinKM: 30}, "postcode"},
		"a distance below nothing":         {Preferences{Area: "CT1", WithinKM: -1}, "within_km"},
		"a distance across the country":    {Preferences{Area: "CT1", WithinKM: 201}, "within_km"},
		"a ward without a site":            {Preferences{Hidden: []Ward{{"", "ward_7"}}}, "hidden_wards[0]"},
		"a ward both hidden and favourite": {Preferences{Hidden: []Ward{ward8, ward7}, Favourites: []Ward{ward7}}, "hidden_wards[1]"},
		"too many wards":                   {Preferences{Favourites: slices.Repeat([]Ward{ward7}, maxWards+1)}, "favourite_wards"},
	} {
		var invalid *Invalid
		err := c.p.Validate()
		switch {
		case c.field == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.field != "" && (!errors.As(err, &invalid) || invalid.Problems[0].Field != c.field):
			t.Errorf("%s: %v, want it at %s", name, err, c.field)
		}
	}
}

func TestAWardHasOneMark(t *testing.T) {
	t.Parallel()
	p := Preferences{Hidden: []Ward{ward8}}
	for _, m := range []Mark{Favourite, Hide, Hide, Unmarked, Favourite} {
		before := p
		p = p.WithMark(ward7, m)
		if got := p.MarkOf(ward7); got != m {
			t.Errorf("marked %s, is %s", m, got)
		}
		if err := p.Validate(); err != nil || p.MarkOf(ward8) != Hide {
			t.Errorf("after %s: %+v, %v", m, p, err)
		}
		if m == Hide && slices.Contains(before.Hidden, ward7) != (before.MarkOf(ward7) == Hide) {
			t.Errorf("what was there before has changed: %+v", before)
		}
	}
}
