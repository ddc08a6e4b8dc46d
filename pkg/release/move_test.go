package release

import (
	"testing"
	"time"
)

func TestALadderMovesWithItsStart(t *testing.T) {
	t.Parallel()
	posted := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	at := func(h float64) time.Time { return posted.Add(time.Duration(h * float64(time.Hour))) }
	opened := at(0)
	st := State{Steps: []Rung{{Kind: OwnBank, OpensAt: at(0), Progress: Opened, At: &opened}, {Kind: CollaborativeBank, OpensAt: at(12)}, {Kind: FrameworkAgency, OpensAt: at(24)}}}
	for name, c := range map[string]struct {
		is, now float64
		opens   [3]float64
	}{
		"twice as far away":                        {96, 1, [3]float64{0, 24, 48}},
		"half as far away":                         {24, 1, [3]float64{0, 6, 12}},
		"where it was":                             {48, 1, [3]float64{0, 12, 24}},
		"so near that a step would have come":      {24, 8, [3]float64{0, 8, 12}},
		"so near that all would have come by then": {2, 1.5, [3]float64{0, 1.5, 1.5}},
	} {
		got := st.Move(posted, at(48), at(c.is), at(c.now))
		for i, want := range c.opens {
			if !got.Steps[i].OpensAt.Equal(at(want)) {
				t.Errorf("%s: step %d opens %s after posting, want %v h", name, i, got.Steps[i].OpensAt.Sub(posted), want)
			}
		}
	}
	if !st.Steps[1].OpensAt.Equal(at(12)) {
		t.Error("the ladder itself was changed")
	}
	if got := MoveMoment(at(3), posted, at(-1), at(48)); !got.Equal(at(3)) {
		t.Error(got)
	}
}
