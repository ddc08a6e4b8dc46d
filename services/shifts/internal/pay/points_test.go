package pay

import (
	"errors"
	"testing"
	"time"
)

func TestPayPointsAreThoseInForceOnTheDay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		band  string
		point Point
		on    Day
		want  int64
	}{
		"band 5 entry in 2025/26":                {"5", Entry, NewDay(2025, 4, 1), 1588},
		"band 5 entry the day before":            {"5", Entry, NewDay(2025, 3, 31), 1533},
		"band 5 entry before the first year":     {"5", Entry, NewDay(2020, 1, 1), 1533},
		"the last known year counts on":          {"5", Top, NewDay(2026, 11, 22), 1933},
		"band 3 has no intermediate point":       {"3", Intermediate, NewDay(2026, 1, 1), 1360},
		"band 7 was not known in 2024/25":        {"7", Entry, NewDay(2024, 6, 1), 2445},
		"band 8b":                                {"8b", Intermediate, NewDay(2026, 1, 1), 3510},
		"a medical grade has none":               {"medical", Top, NewDay(2026, 1, 1), 0},
		"a point that there is not is not known": {"5", "middle", NewDay(2026, 1, 1), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, ok := PointPence(c.band, c.point, c.on); got != c.want || ok != (c.want > 0) {
				t.Errorf("%d %v, want %d", got, ok, c.want)
			}
		})
	}
}

func TestBankHolidaysAreInOrderAndKnownToTheEndOf2028(t *testing.T) {
	t.Parallel()
	all := BankHolidays()
	for i, h := range all[1:] {
		if all[i].Day >= h.Day {
			t.Errorf("%s is not after %s", h.Day, all[i].Day)
		}
	}
	if len(all) != 83 || all[82].Day != NewDay(2028, 12, 26) || all[0].Name != "New Year's Day" {
		t.Errorf("%d holidays, the last %v", len(all), all[len(all)-1])
	}
	for day, want := range map[string]bool{"2026-12-25": true, "2026-12-26": false, "2026-12-28": true, "2026-05-25": true, "2026-05-26": false} {
		d, err := ParseDay(day)
		if err != nil || DefaultPolicy().Holiday(d) != want || d.String() != day {
			t.Errorf("%s: %v %v", day, !want, err)
		}
	}
}

func TestADayIsLondons(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]string{
		"2026-06-09T22:59:00Z": "2026-06-09", "2026-06-09T23:00:00Z": "2026-06-10", "2026-12-31T23:59:00Z": "2026-12-31",
		"2026-10-24T23:00:00Z": "2026-10-25", "1969-12-31T23:00:00Z": "1970-01-01",
	} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil || DayOf(when).String() != want {
			t.Errorf("%s is %s, %v", at, DayOf(when), err)
		}
	}
	if d, _ := ParseDay("2026-06-10"); !d.Start().Equal(time.Date(2026, 6, 9, 23, 0, 0, 0, time.UTC)) || d.weekday() != 2 {
		t.Errorf("begins %s on day %d of the week", d.Start(), d.weekday())
	}
	if _, err := ParseDay("10 June"); err == nil {
		t.Error("read a date that is none")
	}
}

func TestAPolicyThatCannotBeRightNamesEachField(t *testing.T) {
	t.Parallel()
	if err := DefaultPolicy().Validate(); err != nil {
		t.Fatal(err)
	}
	for field, spoil := range map[string]func(*Policy){
		"pay_to":                   func(p *Policy) { p.PayTo = "" },
		"lower_band_shift":         func(p *Policy) { p.LowerBand = "x" },
		"worker_point":             func(p *Policy) { p.WorkerPoint = "" },
		"break_from":               func(p *Policy) { p.Break = "" },
		"rounding":                 func(p *Policy) { p.Rounding = "down" },
		"holiday_pay_basis_points": func(p *Policy) { p.HolidayPay = 5001 },
		"extra_holidays[0].date":   func(p *Policy) { p.ExtraHolidays = []ExtraHoliday{{Date: "soon", Name: "x"}} },
		"extra_holidays[0].name":   func(p *Policy) { p.ExtraHolidays = []ExtraHoliday{{Date: "2026-12-26"}} },
		"not_holidays[0]":          func(p *Policy) { p.NotHolidays = []string{"2026-02-30"} },
	} {
		p := DefaultPolicy()
		spoil(&p)
		var invalid *Invalid
		if !errors.As(p.Validate(), &invalid) || invalid.Problems[0].Field != field {
			t.Errorf("%s: %v", field, p.Validate())
		}
	}
}

func TestACardTellsWhatItsPayPointComesToFromEachDay(t *testing.T) {
	t.Parallel()
	got := Card{Band: "5", Point: Entry}.PointRates()
	if len(got) != 2 || got[0] != (DatedRate{NewDay(2024, 4, 1), 1533}) || got[1] != (DatedRate{NewDay(2025, 4, 1), 1588}) {
		t.Errorf("%+v", got)
	}
	if e := (Card{Band: "5", Point: Entry, Scheme: AfC}).Enhancements(); len(e) != 2 || e[0].Uplift != 6000 || e[1].Kind != Unsocial || e[1].Uplift != 3000 {
		t.Errorf("%+v", e)
	}
	if e := (Card{Band: "5", BasicPence: 1750, Scheme: CoreUnsocial, UnsocialPence: 2300}).Enhancements(); len(e) != 1 || e[0].FlatPence != 2300 {
		t.Errorf("%+v", e)
	}
	if none := (Card{Band: "5", BasicPence: 1700}).PointRates(); none != nil {
		t.Errorf("a card in pence names no point: %+v", none)
	}
}
