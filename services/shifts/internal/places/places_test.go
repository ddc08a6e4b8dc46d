package places

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestAPostcodeIsKnownByItsOutwardHalf(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"CT1": "CT1", "ct1": "CT1", " ct1 3ng ": "CT1", "CT13NG": "CT1", "CT13 9HX": "CT13", "ct13": "CT13", "tn24 0lz": "TN24",
		"W1A 1AA": "W1A", "EC1A1BB": "EC1A", "m1 1ae": "M1",
	} {
		if got, err := Area(typed); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "Ashford", "CT", "12345", "CT1 3N", "CT1 NG3", "C T 1 3 N G X"} {
		var u *Unknown
		if got, err := Area(typed); !errors.As(err, &u) || !strings.Contains(u.Message, "CT1 3NG") {
			t.Errorf("%q is %q, %v", typed, got, err)
		}
	}
}

func TestAnAreaThatDoesNotExistSaysSo(t *testing.T) {
	t.Parallel()
	_, _, err := Locate("ZZ9 9ZZ")
	if err == nil || err.Error() != "No postcode area ZZ9 is known. Check it, or use a neighbouring one." {
		t.Errorf("%v", err)
	}
}

// The distances are those between the middles of the towns; areas are points, so a few kilometres either way are right.
func TestDistancesAreThoseOfTheMap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, from, to string
		km, within     float64
	}{
		{"Ashford to Canterbury", "TN24", "CT1", 21, 4},
		{"Dover to Margate", "CT17", "CT9", 28, 4},
		{"Maidstone to Ashford", "ME16", "TN24", 29, 5},
		{"London to Edinburgh", "SE1", "EH1", 533, 6},
		{"a place to itself", "CT1", "CT1", 0, 0},
	} {
		_, a, err1 := Locate(c.from)
		_, b, err2 := Locate(c.to)
		if got := DistanceKM(a, b); err1 != nil || err2 != nil || math.Abs(got-c.km) > c.within {
			t.Errorf("%s: %.1f km, want %.0f (%v, %v)", c.name, got, c.km, err1, err2)
		}
		if there, back := DistanceKM(a, b), DistanceKM(b, a); there != back {
			t.Errorf("%s: %.6f km there, %.6f km back", c.name, there, back)
		}
	}
}

func TestEveryAreaIsInTheUnitedKingdom(t *testing.T) {
	t.Parallel()
	if n := len(outcodes()); n < 2900 {
		t.Errorf("only %d areas", n)
	}
	for code, p := range outcodes() {
		if p.Lat < 49 || p.Lat > 61 || p.Lon < -9 || p.Lon > 2 || !outward.MatchString(code) {
			t.Errorf("%s lies at %v", code, p)
		}
	}
	if !strings.Contains(outcodesText, "CC BY 4.0") || !strings.Contains(outcodesText, "GeoNames") {
		t.Error("the file does not name its source and licence")
	}
}
