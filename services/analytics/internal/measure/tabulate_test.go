package measure_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// TestAGoldenWeek counts by hand: four shifts of two wards, one of them called off, three bookings and two offers.
func TestAGoldenWeek(t *testing.T) {
	t.Parallel()
	other := func(s *fact.Shift) { s.Ward = "DEAL" }
	agency := func(s *fact.Shift) {
		s.Agency = fact.Agency{Name: "Synthetic Staffing", Framework: "RM6281", Tier: 1, RatePence: 4100, CapPence: 3800, OverCap: true}
	}
	all := facts(t,
		shift(filled("own_bank", 30*time.Minute)),
		shift(filled("framework_agency", 80*time.Hour), agency),
		shift(other, func(s *fact.Shift) { s.Reopened = 2 }),
		shift(other, func(s *fact.Shift) { s.Status = "withdrawn" }),
		booking(func(b *fact.Booking) { b.Status, b.Hours, b.WorkedMinutes = "worked", "approved", 645 }),
		booking(func(b *fact.Booking) { b.ShiftID = "s3" }, ended("withdrawn", 3*time.Hour)),
		booking(func(b *fact.Booking) { b.ShiftID, b.NoticeBand, b.OwedPence = "s3", "0_4h", 4500 }, ended("cancelled", 10*time.Hour)),
		fact.Offer{ShiftID: "s1", Employer: "RVV", Origin: "employer", Status: "accepted", MadeAt: tuesday},
		fact.Offer{ShiftID: "s4", Employer: "RVV", Origin: "employer", Status: "withdrawn", MadeAt: tuesday},
		fact.Offer{ShiftID: "elsewhere", Employer: "RVV", Origin: "employer", Status: "accepted", MadeAt: tuesday},
	)
	got := measure.Tabulate(all, []measure.Dimension{measure.ByWard})
	if want := []measure.Dimension{measure.ByEmployer, measure.BySite, measure.ByWard}; !slices.Equal(got.By, want) {
		t.Errorf("by %v, want %v: a ward's code means something at its site only", got.By, want)
	}
	if len(got.Rows) != 2 || got.Rows[0].Cell != (measure.Cell{Employer: "RVV", Site: "RVV01", Ward: "DEAL"}) {
		t.Fatalf("rows %+v", got.Rows)
	}
	deal, kin := got.Rows[0].Measures, got.Rows[1].Measures
	if deal.Fill.Shifts != (fillrate.Split{Unfilled: 1}) || deal.Fill.WithdrawnShifts != 1 || deal.Reopened != 2 || deal.Lead.Sum() != 1 {
		t.Errorf("DEAL %+v", deal)
	}
	if e := deal.Ends; e.Confirmed != 2 || e.ByWorker.Of("0_4h") != 1 || e.ByEmployer.Of("0_4h") != 1 || e.OwedPence != 4500 {
		t.Errorf("DEAL's bookings ended %+v", e)
	}
	if kin.Fill.Minutes != (fillrate.Split{OwnBank: 660, FrameworkAgency: 660}) || kin.Fill.Worked.OwnBank != 645 || kin.Offers != 1 || kin.Ends.Confirmed != 1 {
		t.Errorf("KIN %+v", kin)
	}
	if want := (measure.Waiting{N: 2, Median: 30 * time.Minute, P90: 80 * time.Hour}); kin.TimeToFill != want || got.Total.TimeToFill != want {
		t.Errorf("time to fill %+v and %+v, want %+v", kin.TimeToFill, got.Total.TimeToFill, want)
	}
	// 41 pounds an hour for 11 hours; the bank closes a day before the start, 16 hours before it was filled.
	if want := (measure.Agency{Framework: 1, OverCap: 1, ChargePence: 45100, BankHadTime: 1}); kin.Agency != want {
		t.Errorf("agency %+v, want %+v", kin.Agency, want)
	}
	if r := got.Total.BankFirst().String(); r != "100%" {
		t.Errorf("bank first %s", r)
	}
	if r := got.Total.SixWeeksAhead(); r.Of != 0 || r.Over != 3 {
		t.Errorf("six weeks ahead %+v", r)
	}
}

// history is facts of all that is tabulated, with some bookings whose shift is not known.
func history() *rapid.Generator[[]fact.Fact] {
	return rapid.Custom(func(t *rapid.T) []fact.Fact {
		var out []fact.Fact
		n := rapid.IntRange(0, 20).Draw(t, "shifts")
		for i := range n {
			out = append(out, known(t, "s"+strconv.Itoa(i), drawShift(t)))
		}
		for i := range rapid.IntRange(0, 20).Draw(t, "bookings") {
			b := booking(func(b *fact.Booking) {
				b.ShiftID = "s" + strconv.Itoa(rapid.IntRange(0, 25).Draw(t, "of"))
				b.Site = rapid.SampledFrom([]string{"RVV01", "RVV02"}).Draw(t, "site")
			}, ended(rapid.SampledFrom([]string{"confirmed", "worked", "withdrawn", "cancelled", "revoked", "did_not_attend"}).Draw(t, "end"),
				time.Duration(rapid.IntRange(-10, 1200).Draw(t, "notice"))*time.Hour))
			out = append(out, known(t, "b"+strconv.Itoa(i), b))
		}
		return out
	})
}

func drawShift(t *rapid.T) fact.Shift {
	return shift(func(s *fact.Shift) {
		s.Employer = rapid.SampledFrom([]string{"RVV", "RPA"}).Draw(t, "employer")
		s.Site = s.Employer + rapid.SampledFrom([]string{"01", "02"}).Draw(t, "site")
		s.Ward = rapid.SampledFrom([]string{"KIN", "DEAL"}).Draw(t, "ward")
		s.Reason = rapid.SampledFrom([]string{"vacancy", "sickness"}).Draw(t, "reason")
		s.StartsAt = tuesday.Add(time.Duration(rapid.IntRange(0, 7*24).Draw(t, "start")) * time.Hour)
		s.EndsAt = s.StartsAt.Add(12 * time.Hour)
		s.PostedAt = s.StartsAt.Add(-time.Duration(rapid.IntRange(-10, 1200).Draw(t, "lead")) * time.Hour)
		switch rapid.IntRange(0, 3).Draw(t, "fate") {
		case 0:
			s.Status = "withdrawn"
		case 1:
			by := rapid.SampledFrom([]string{"own_bank", "collaborative_bank", "framework_agency", "off_framework_agency"}).Draw(t, "by")
			filled(by, time.Duration(rapid.IntRange(0, 100).Draw(t, "wait"))*time.Hour)(s)
		}
	})
}

func TestRowsOfAnyDimensionsAddUpToTheWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := history().Draw(t, "history")
		var by []measure.Dimension
		for _, d := range measure.Dimensions {
			if rapid.Bool().Draw(t, string(d)) {
				by = append(by, d)
			}
		}
		table := measure.Tabulate(all, by)
		var sum measure.Measures
		var filledN int64
		for _, r := range table.Rows {
			sum, filledN = sum.Plus(r.Measures), filledN+r.Measures.TimeToFill.N
		}
		want := table.Total
		if want.TimeToFill.N != filledN {
			t.Fatalf("%d times to fill in the rows, %d in all", filledN, want.TimeToFill.N)
		}
		want.TimeToFill = measure.Waiting{}
		if sum != want {
			t.Fatalf("rows by %v add up to\n%+v, the total is\n%+v", table.By, sum, want)
		}
		if whole := measure.Tabulate(all, nil).Total; !reflect.DeepEqual(whole, table.Total) {
			t.Fatalf("the total depends on the dimensions %v", table.By)
		}
		s := want.Fill.Shifts
		if s.OwnBank+s.CollaborativeBank+s.FrameworkAgency+s.OffFrameworkAgency+s.Unfilled != s.NetRequested() {
			t.Fatal("the five parts are not the whole")
		}
	})
}

func TestTheOrderOfFactsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := history().Draw(t, "history")
		by := []measure.Dimension{measure.ByWard, measure.ByPeriod, measure.ByLead}
		first := measure.Tabulate(all, by)
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if again := measure.Tabulate(all, by); !reflect.DeepEqual(first, again) {
			t.Fatalf("%+v, then %+v", first, again)
		}
	})
}
