package fillrate

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestGoldenFold(t *testing.T) {
	t.Parallel()
	f := NewFold()
	add := func(start time.Duration, minutes int64, status, by string) {
		x := open()
		x.StartsAt, x.NetMinutes, x.Status, x.FilledBy = noon.Add(start), minutes, status, by
		x.EndsAt = x.StartsAt.Add(12 * time.Hour)
		f.Apply(x.fact(t))
	}
	add(6*time.Hour, 660, "filled", "own_bank")
	add(7*time.Hour, 690, "filled", "collaborative_bank")
	add(8*time.Hour, 450, "filled", "framework_agency")
	add(9*time.Hour, 600, "filled", "off_framework_agency")
	add(10*time.Hour, 300, "open", "")
	add(11*time.Hour, 660, "withdrawn", "")
	add(11*time.Hour, 660, "cancelled", "")
	add(30*time.Hour, 660, "open", "")
	add(-3*time.Hour, 660, "lapsed", "")
	add(-24*time.Hour, 450, "worked", "own_bank")
	add(-40*24*time.Hour, 999, "worked", "own_bank")

	got := f.Figures(Group{"RVV", "nursing_midwifery"}, noon)
	day := Figures{
		Minutes:         Split{OwnBank: 660, CollaborativeBank: 690, FrameworkAgency: 450, OffFrameworkAgency: 600, Unfilled: 300},
		Shifts:          Split{1, 1, 1, 1, 1},
		WithdrawnShifts: 2,
	}
	three := day
	three.Minutes.Unfilled, three.Shifts.Unfilled = 960, 2
	want := map[Window]Figures{
		Next24h: day, Next72h: three, Next14d: three,
		Last28d: {Minutes: Split{OwnBank: 450, Unfilled: 660}, Shifts: Split{OwnBank: 1, Unfilled: 1}},
	}
	for _, w := range Windows {
		if got[w] != want[w] {
			t.Errorf("%s:\n got %+v\nwant %+v", w, got[w], want[w])
		}
	}
	if r := got[Next24h].Minutes.FillRate().String(); r != "88.9%" {
		t.Errorf("24 h fill rate %s, want 88.9%%", r)
	}
}

func TestOnlyWithdrawnWorkHasNoPercentage(t *testing.T) {
	t.Parallel()
	f := NewFold()
	x := open()
	x.Status = "withdrawn"
	f.Apply(x.fact(t))
	got := f.Figures(Group{x.Employer, x.StaffGroup}, noon)[Next24h]
	if got.Minutes.FillRate().Known() || got.WithdrawnShifts != 1 {
		t.Errorf("figures %+v", got)
	}
}

func TestAShiftThatMovesToAnotherGroupLeavesTheOld(t *testing.T) {
	t.Parallel()
	f := NewFold()
	x := open()
	f.Apply(x.fact(t))
	old := Group{x.Employer, x.StaffGroup}
	x.version, x.StaffGroup = 2, "clinical_support"
	if changed := f.Apply(x.fact(t)); len(changed) != 2 {
		t.Errorf("changed groups %v, want both", changed)
	}
	if n := f.Figures(old, noon)[Next24h].Shifts.NetRequested(); n != 0 {
		t.Errorf("the old group still counts %d", n)
	}
	if n := f.Figures(Group{x.Employer, "clinical_support"}, noon)[Next24h].Shifts.NetRequested(); n != 1 {
		t.Errorf("the new group counts %d", n)
	}
}

// history is a set of shifts, each with some versions.
func history() *rapid.Generator[[]shift] {
	return rapid.Custom(func(t *rapid.T) []shift {
		var all []shift
		for range rapid.IntRange(0, 12).Draw(t, "shifts") {
			x := open()
			x.Employer = rapid.SampledFrom([]string{"RVV", "RPA", "RWF"}).Draw(t, "employer")
			x.StaffGroup = rapid.SampledFrom([]string{"nursing_midwifery", "clinical_support"}).Draw(t, "group")
			x.StartsAt = noon.Add(time.Duration(rapid.IntRange(-40*24, 20*24).Draw(t, "start")) * time.Hour)
			x.EndsAt = x.StartsAt.Add(12 * time.Hour)
			x.NetMinutes = int64(rapid.IntRange(60, 720).Draw(t, "minutes"))
			for v := range rapid.IntRange(1, 6).Draw(t, "versions") {
				x.version = int64(v + 1)
				x.Status = rapid.SampledFrom([]string{"open", "filled", "worked", "withdrawn", "cancelled", "lapsed"}).Draw(t, "status")
				x.FilledBy = ""
				if x.Status == "filled" || x.Status == "worked" {
					x.FilledBy = rapid.SampledFrom([]string{"own_bank", "collaborative_bank", "framework_agency", "off_framework_agency"}).Draw(t, "channel")
				}
				all = append(all, x)
			}
		}
		return all
	})
}

func TestOrderRepeatsAndLateDeliveryDoNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := history().Draw(t, "history")
		straight := foldOf(t, h)

		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		var shuffled, dropped []shift
		for _, x := range h {
			for range 1 + rnd.IntN(3) {
				shuffled = append(shuffled, x)
			}
			if rnd.IntN(3) == 0 {
				dropped = append(dropped, x)
			}
		}
		rnd.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		messy := foldOf(t, append(shuffled, dropped...))

		for _, g := range straight.Groups() {
			a, b := straight.Figures(g, noon), messy.Figures(g, noon)
			for _, w := range Windows {
				if a[w] != b[w] {
					t.Fatalf("%v %s: %+v and %+v", g, w, a[w], b[w])
				}
			}
		}
	})
}

func TestTheFoldAgreesWithTheNaiveOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := history().Draw(t, "history")
		f := foldOf(t, h)
		for _, g := range f.Groups() {
			got := f.Figures(g, noon)
			for _, w := range Windows {
				if want := naive(h, g, w); got[w] != want {
					t.Fatalf("%v %s: fold says %+v, counting by hand %+v", g, w, got[w], want)
				}
			}
		}
	})
}

// naive counts from the history with nothing of the fold: it looks for each shift's last version and adds by name.
func naive(h []shift, g Group, w Window) Figures {
	from := map[Window]int{Next24h: 0, Next72h: 0, Next14d: 0, Last28d: -28 * 24}[w]
	until := map[Window]int{Next24h: 24, Next72h: 72, Next14d: 14 * 24, Last28d: 0}[w]
	var out Figures
	for i, x := range h {
		if slices.ContainsFunc(h[i+1:], func(y shift) bool { return y.id == x.id }) {
			continue // a later version follows: histories are generated in order of version
		}
		hours := int(x.StartsAt.Sub(noon) / time.Hour)
		if x.Employer != g.Employer || x.StaffGroup != g.StaffGroup || hours < from || hours >= until {
			continue
		}
		switch {
		case x.Status == "withdrawn" || x.Status == "cancelled":
			out.WithdrawnShifts++
		case x.FilledBy == "own_bank":
			out.Minutes.OwnBank += x.NetMinutes
			out.Shifts.OwnBank++
		case x.FilledBy == "collaborative_bank":
			out.Minutes.CollaborativeBank += x.NetMinutes
			out.Shifts.CollaborativeBank++
		case x.FilledBy == "framework_agency":
			out.Minutes.FrameworkAgency += x.NetMinutes
			out.Shifts.FrameworkAgency++
		case x.FilledBy == "off_framework_agency":
			out.Minutes.OffFrameworkAgency += x.NetMinutes
			out.Shifts.OffFrameworkAgency++
		default:
			out.Minutes.Unfilled += x.NetMinutes
			out.Shifts.Unfilled++
		}
	}
	return out
}

func foldOf(t fatal, h []shift) *Fold {
	f := NewFold()
	for _, x := range h {
		f.Apply(x.fact(t))
	}
	return f
}
