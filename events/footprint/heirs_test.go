package footprint_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/footprint"
)

func TestCodesStandTogetherFromTheMidnightOfTheMerger(t *testing.T) {
	t.Parallel()
	h := world().Heirs
	for name, tc := range map[string]struct {
		code string
		at   time.Time
		want []string
	}{
		"a microsecond before":               {"RPA", before, []string{"RPA"}},
		"the new one before its day":         {"R1K", before, []string{"R1K"}},
		"at the midnight, the new one":       {"R1K", merger, []string{"R1K", "RN7", "RPA"}},
		"at the midnight, an old one":        {"RPA", merger, []string{"RPA", "R1K", "RN7"}},
		"a year on, at the end of the chain": {"R2K", second, []string{"R2K", "R1K", "RN7", "RPA"}},
		"one that was taken in":              {"RYY", after, []string{"RYY", "RWF"}},
		"one to which nothing happened":      {"RVV", after, []string{"RVV"}},
		"a code that nobody has told of":     {"XXX", after, []string{"XXX"}},
	} {
		if got := h.Codes(tc.code, tc.at); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
	if h.Same("RPA", "RN7", before) || !h.Same("RPA", "RN7", merger) || h.Same("RPA", "RWF", second) {
		t.Error("who is one with whom")
	}
	if got := h.Kin("RN7"); !slices.Equal(got, []string{"RN7", "R1K", "R2K", "RPA"}) || h.Last("RPA") != "R2K" {
		t.Errorf("over all time: %v, %s", got, h.Last("RPA"))
	}
}

func TestWhoseWordCounts(t *testing.T) {
	t.Parallel()
	h := world().Heirs
	for name, tc := range map[string]struct {
		code string
		at   time.Time
		want []string
	}{
		"before, its own":                                    {"RPA", before, []string{"RPA"}},
		"after, the heir's before its own":                   {"RPA", after, []string{"R1K", "RPA"}},
		"of a new one, its own and those of whom it came":    {"R1K", after, []string{"R1K", "RN7", "RPA"}},
		"of one that was there before, its own alone":        {"RWF", after, []string{"RWF"}},
		"of whom it took in, the heir's before the old one":  {"RYY", after, []string{"RWF", "RYY"}},
		"over two mergers, the last heir's first":            {"RPA", second, []string{"R2K", "R1K", "RPA"}},
		"of the last heir, those before it down to the root": {"R2K", second, []string{"R2K", "R1K", "RN7", "RPA"}},
	} {
		if got := h.Line(tc.code, tc.at); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
	words := map[string]int{"RPA": 1, "RN7": 2, "RYY": 3, "RVV": 4}
	want := map[string]int{"RPA": 1, "RN7": 2, "R1K": 2, "RYY": 3, "RVV": 4}
	if got := footprint.Resolved(h, words, after); !reflect.DeepEqual(got, want) {
		t.Errorf("words as they count: %v, want %v", got, want)
	}
	words["R1K"] = 9
	if got := footprint.Resolved(h, words, after); got["RPA"] != 9 || got["RN7"] != 9 || words["RPA"] != 1 {
		t.Errorf("the heir's own word: %v, told %v", got, words)
	}
}

func TestAWorldWithoutMergers(t *testing.T) {
	t.Parallel()
	for _, h := range []*footprint.Heirs{nil, footprint.HeirsOf(nil), footprint.HeirsOf([]deployments.EmployerState{member("RVV", founded, nil, "")})} {
		words := map[string]int{"RVV": 1}
		if !h.None() || h.Of("RVV", after) != "RVV" || h.Same("RVV", "RPA", after) || !slices.Equal(h.Codes("RVV", after), []string{"RVV"}) ||
			!slices.Equal(h.Line("RVV", after), []string{"RVV"}) || !slices.Equal(h.Kin("RVV"), []string{"RVV"}) || !reflect.DeepEqual(footprint.Resolved(h, words, after), words) {
			t.Errorf("%+v: codes mean more than themselves", h)
		}
	}
	// A successor of whom nobody has told yet stands all the same, and nothing is taken over for it.
	h := footprint.HeirsOf([]deployments.EmployerState{member("RPA", founded, ptr(merger), "R1K")})
	if h.Of("RPA", after) != "R1K" || !slices.Equal(h.Codes("RPA", after), []string{"RPA", "R1K"}) || !slices.Equal(h.Line("R1K", after), []string{"R1K"}) {
		t.Error("a successor that is not known yet")
	}
}

// For any register, in whatever order it was told: to stand together is an equivalence, all of one whole have one heir, and each word
// that counts for a code is of somebody who stands with it.
func TestStandingTogetherIsAnEquivalence(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 7))
	codes := []string{"A", "B", "C", "D", "E", "F", "G"}
	for range 2000 {
		var all []deployments.EmployerState
		for i, code := range codes {
			e := member(code, founded, nil, "")
			if next := i + 1 + rng.IntN(len(codes)); next < len(codes) && rng.IntN(2) == 0 {
				day := merger.AddDate(0, rng.IntN(36), 0)
				e = member(code, founded, &day, codes[next])
			}
			all = append(all, e)
		}
		h := footprint.HeirsOf(all)
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		again := footprint.HeirsOf(all)
		at := merger.AddDate(0, rng.IntN(40)-2, 0)
		for _, a := range codes {
			with := h.Codes(a, at)
			if !slices.Equal(with, again.Codes(a, at)) || !slices.Equal(h.Line(a, at), again.Line(a, at)) {
				t.Fatalf("%s: another order, another answer", a)
			}
			for _, b := range codes {
				if same := h.Same(a, b, at); same != h.Same(b, a, at) || same != slices.Contains(with, b) {
					t.Fatalf("%s and %s: %t, with %v", a, b, same, with)
				}
			}
			for _, b := range h.Line(a, at) {
				if !h.Same(a, b, at) {
					t.Fatalf("the word of %s counts for %s", b, a)
				}
			}
			if heir := h.Of(a, at); h.Of(heir, at) != heir || h.Line(a, at)[0] != heir {
				t.Fatalf("the heir of %s is %s, and that one's another", a, heir)
			}
		}
	}
}
