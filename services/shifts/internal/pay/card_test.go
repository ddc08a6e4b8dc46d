package pay

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

func card(change func(*Card)) Card {
	c := Card{ID: id.New(), Employer: "RVV", StaffGroup: "nursing_midwifery", Band: "5", From: NewDay(2026, time.April, 1), BasicPence: 1900, Scheme: AfC, Version: 1}
	if change != nil {
		change(&c)
	}
	return c
}

func TestTheNarrowestCardInForceOnTheFirstDayOfTheShiftCounts(t *testing.T) {
	t.Parallel()
	r := Rules{Policy: DefaultPolicy(), Cards: []Card{
		card(nil),
		card(func(c *Card) { c.BasicPence, c.Role = 2000, "registered_nurse" }),
		card(func(c *Card) { c.BasicPence, c.Ward = 2100, "icu" }),
		card(func(c *Card) { c.BasicPence, c.Ward, c.Role = 2200, "icu", "registered_nurse" }),
		card(func(c *Card) { c.BasicPence, c.From, c.Until = 1800, NewDay(2025, 4, 1), NewDay(2026, 4, 1) }),
		card(func(c *Card) { c.BasicPence, c.From = 1950, NewDay(2026, 7, 1) }),
		card(func(c *Card) { c.BasicPence, c.Employer = 9900, "RPA" }),
		card(func(c *Card) { c.BasicPence, c.Point, c.Band = 0, Intermediate, "6" }),
		card(func(c *Card) { c.BasicPence, c.Scheme, c.Band, c.StaffGroup = 5500, Flat, "medical", "medical_dental" }),
	}}
	for name, c := range map[string]struct {
		from   string
		change func(*Shift)
		want   int64
	}{
		"for the band":                        {"2026-06-09 07:30", func(s *Shift) { s.Role = "midwife" }, 1900},
		"for the role before the band":        {"2026-06-09 07:30", nil, 2000},
		"for the ward before the role":        {"2026-06-09 07:30", func(s *Shift) { s.Ward, s.Role = "icu", "midwife" }, 2100},
		"for the ward and the role first":     {"2026-06-09 07:30", func(s *Shift) { s.Ward = "icu" }, 2200},
		"before its first day the one before": {"2026-03-31 23:30", nil, 1800},
		"on its first day":                    {"2026-04-01 00:00", func(s *Shift) { s.Role = "midwife" }, 1900},
		"the one that began last":             {"2026-07-01 07:30", func(s *Shift) { s.Role = "midwife" }, 1950},
		"none before all of them":             {"2025-03-31 07:30", nil, 0},
		"none for another staff group":        {"2026-06-09 07:30", func(s *Shift) { s.StaffGroup = "allied_health" }, 0},
		"none for another employer":           {"2026-06-09 07:30", func(s *Shift) { s.Employer = "RWF" }, 0},
		"by a pay point":                      {"2026-06-09 07:30", func(s *Shift) { s.Band = "6" }, 2088},
		"for a medical grade":                 {"2026-06-09 07:30", func(s *Shift) { s.Band, s.StaffGroup = "medical", "medical_dental" }, 5500},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := shiftOf(t, c.from, "2027-01-01 00:00", 0, "5", 1845)
			if c.change != nil {
				c.change(&s)
			}
			got, ok := r.RateFor(s)
			if got != c.want || ok != (c.want > 0) {
				t.Errorf("%d %v, want %d", got, ok, c.want)
			}
		})
	}
}

func TestLocalAndMedicalRates(t *testing.T) {
	t.Parallel()
	medical := func(change func(*Card)) Card {
		return card(func(c *Card) {
			c.StaffGroup, c.Band, c.BasicPence, c.Scheme = "medical_dental", "medical", 4500, Flat
			change(c)
		})
	}
	core := medical(func(c *Card) { c.Scheme, c.UnsocialPence = CoreUnsocial, 5500 })
	for name, c := range map[string]struct {
		card     Card
		from, to string
		rate     int64
		want     []split
		total    int64
	}{
		"a flat rate is the same at night":               {medical(func(*Card) {}), "2026-06-13 20:00", "2026-06-14 08:00", 4500, []split{{Basic, 720, 54000}}, 54000},
		"core by day":                                    {core, "2026-06-09 09:00", "2026-06-09 17:00", 4500, []split{{Basic, 480, 36000}}, 36000},
		"unsocial from seven in the evening":             {core, "2026-06-09 13:00", "2026-06-09 21:00", 4500, []split{{Basic, 360, 27000}, {Unsocial, 120, 11000}}, 38000},
		"unsocial all weekend":                           {core, "2026-06-13 09:00", "2026-06-13 17:00", 4500, []split{{Unsocial, 480, 44000}}, 44000},
		"an escalated rate lifts both by as much":        {core, "2026-06-09 13:00", "2026-06-09 21:00", 5000, []split{{Basic, 360, 30000}, {Unsocial, 120, 12000}}, 42000},
		"a lower rate lowers unsocial, not below itself": {core, "2026-06-13 09:00", "2026-06-13 17:00", 3000, []split{{Unsocial, 480, 32000}}, 32000},
		"a resident's night is 37 % from nine to seven":  {medical(func(c *Card) { c.Scheme = Resident }), "2026-06-09 20:00", "2026-06-10 08:00", 4000, []split{{Basic, 120, 8000}, {Night, 600, 54800}}, 62800},
		"a resident's weekend day is plain":              {medical(func(c *Card) { c.Scheme = Resident }), "2026-06-13 08:00", "2026-06-13 20:00", 4000, []split{{Basic, 720, 48000}}, 48000},
		"a resident's October night is an hour longer":   {medical(func(c *Card) { c.Scheme = Resident }), "2026-10-24 21:00", "2026-10-25 07:00", 4000, []split{{Night, 660, 60280}}, 60280},
		"local hours stand in place of the national ones": {card(func(c *Card) {
			c.Windows = []Window{{Kind: Unsocial, Days: EveryDay, From: 18 * 60, To: 22 * 60, Uplift: 2500}}
		}), "2026-06-09 14:00", "2026-06-09 23:00", 2000, []split{{Basic, 300, 10000}, {Unsocial, 240, 10000}}, 20000},
		"local percentages with the rule of the longer part": {card(func(c *Card) { c.Windows = afcWindows(enhancement{5000, 10000}) }), "2026-06-09 19:30", "2026-06-10 07:30", 2000, []split{{Unsocial, 720, 36000}}, 36000},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := c.card.Validate(); err != nil {
				t.Fatal(err)
			}
			s := shiftOf(t, c.from, c.to, 0, c.card.Band, c.rate)
			s.StaffGroup = c.card.StaffGroup
			q := Rules{Policy: DefaultPolicy(), Cards: []Card{c.card}}.Quote(s, Worker{})
			checkLines(t, q, c.want, c.total)
			if q.Basis.CardID != c.card.ID.String() || q.Basis.CardVersion != 1 {
				t.Errorf("basis %+v", q.Basis)
			}
		})
	}
}

func TestACardThatCannotBeRightNamesEachField(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*Card)
		field string
	}{
		"no employer":                      {func(c *Card) { c.Employer = "" }, "employer"},
		"an unknown staff group":           {func(c *Card) { c.StaffGroup = "nurses" }, "staff_group"},
		"band 1 is closed":                 {func(c *Card) { c.Band = "1" }, "band"},
		"a role with spaces":               {func(c *Card) { c.Role = "a nurse" }, "role"},
		"no first day":                     {func(c *Card) { c.From = 0 }, "from"},
		"an end before the beginning":      {func(c *Card) { c.Until = c.From }, "until"},
		"neither rate nor point":           {func(c *Card) { c.BasicPence = 0 }, "basic_pence"},
		"both rate and point":              {func(c *Card) { c.Point = Top }, "basic_pence"},
		"a daily rate":                     {func(c *Card) { c.BasicPence = 50_001 }, "basic_pence"},
		"a point that there is not":        {func(c *Card) { c.BasicPence, c.Point = 0, "middle" }, "point"},
		"a pay point of a medical grade":   {func(c *Card) { c.BasicPence, c.Point, c.Band, c.Scheme = 0, Top, "medical", Flat }, "point"},
		"Agenda for Change for doctors":    {func(c *Card) { c.Band = "medical" }, "scheme"},
		"an unsocial rate without use":     {func(c *Card) { c.UnsocialPence = 2000 }, "unsocial_pence"},
		"no unsocial rate where it counts": {func(c *Card) { c.Scheme = CoreUnsocial }, "unsocial_pence"},
		"hours across midnight":            {func(c *Card) { c.Windows = []Window{{Kind: Unsocial, Days: Monday, From: 1200, To: 360}} }, "windows[0].to"},
		"hours on no day":                  {func(c *Card) { c.Windows = []Window{{Kind: Unsocial, From: 0, To: 360}} }, "windows[0].days"},
		"hours that are called basic":      {func(c *Card) { c.Windows = []Window{{Kind: Basic, Days: Monday, From: 0, To: 360}} }, "windows[0].kind"},
		"a supplement of more than all":    {func(c *Card) { c.HighCost = 10_001 }, "high_cost_basis_points"},
		"a least above the most":           {func(c *Card) { c.HighCostLeast, c.HighCostMost = 2, 1 }, "high_cost_least_pence"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var invalid *Invalid
			if !errors.As(card(c.spoil).Validate(), &invalid) {
				t.Fatal("accepted")
			}
			for _, p := range invalid.Problems {
				if p.Field == c.field {
					return
				}
			}
			t.Errorf("does not name %s: %+v", c.field, invalid.Problems)
		})
	}
}
