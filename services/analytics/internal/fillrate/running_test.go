package fillrate

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestTheRunningSumsAreThoseOfTheFold lets time pass between events, to and over every border of the windows, at times
// backwards, and counts anew after each step.
func TestTheRunningSumsAreThoseOfTheFold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := history().Draw(t, "history")
		fold, running, now := NewFold(), NewRunning(), noon
		latest := now
		running.Advance(now)
		for _, i := range rapid.Permutation(indexes(h)).Draw(t, "order") {
			x := h[i].fact(t)
			fold.Apply(x)
			running.Apply(x)
			if rapid.Bool().Draw(t, "time passes") {
				if to := step(t, h, now); to.Sub(latest) > -24*time.Hour { // What was forgotten a day ago does not come back.
					now = to
				}
				if now.After(latest) {
					latest = now
				}
				running.Advance(now)
			}
			for _, g := range fold.Groups() {
				want, got := fold.Figures(g, now), running.Figures(g)
				for _, w := range Windows {
					if got[w] != want[w] {
						t.Fatalf("%v %s at %s: %+v, the fold has %+v", g, w, now, got[w], want[w])
					}
				}
			}
		}
	})
}

func indexes(h []shift) []int {
	out := make([]int, len(h))
	for i := range h {
		out[i] = i
	}
	return out
}

// step is a while, or exactly to a border of some shift, or just over it.
func step(t *rapid.T, h []shift, now time.Time) time.Time {
	if rapid.Bool().Draw(t, "a while") {
		return now.Add(time.Duration(rapid.IntRange(-50, 200).Draw(t, "hours")) * time.Hour)
	}
	start := h[rapid.IntRange(0, len(h)-1).Draw(t, "whose border")].StartsAt
	border := rapid.SampledFrom([]time.Duration{14 * 24 * time.Hour, 72 * time.Hour, 24 * time.Hour, 0, -Horizon}).Draw(t, "border")
	return start.Add(-border + time.Duration(rapid.IntRange(-1, 1).Draw(t, "beside"))*time.Nanosecond)
}

func TestWhatLeftEveryWindowIsForgotten(t *testing.T) {
	t.Parallel()
	r := NewRunning()
	x := open()
	r.Apply(x.fact(t))
	r.Advance(noon)
	r.Advance(x.StartsAt.Add(Horizon + 24*time.Hour - 1))
	if r.Len() != 1 {
		t.Error("a shift is forgotten while a late event of it could still come")
	}
	r.Advance(x.StartsAt.Add(Horizon + 24*time.Hour))
	if r.Len() != 0 || len(r.due) != 0 {
		t.Errorf("%d shifts and %d crossings are kept", r.Len(), len(r.due))
	}
}
