package pay

import "testing"

// The figures were worked out by a separate program that walks the wall clock minute by minute.
func TestAgendaForChangeShiftsPayEachHourAtItsRate(t *testing.T) {
	t.Parallel()
	noMajority := func(p *Policy) { p.NightMajority = false }
	middle := func(p *Policy) { p.NightMajority, p.Break = false, Middle }
	const b, u, s = Basic, Unsocial, SundayOrHoliday
	for name, c := range map[string]struct {
		from, to string
		pause    int
		band     string
		rate     int64
		policy   func(*Policy)
		want     []split
		total    int64
	}{
		"a long day is plain": {"2026-06-09 07:30", "2026-06-09 20:00", 60, "5", 1845, nil, []split{{b, 690, 21218}}, 21218},
		"a late turns at eight in the evening": {"2026-06-09 13:30", "2026-06-09 21:30", 30, "5", 1845, nil,
			[]split{{b, 360, 11070}, {u, 90, 3598}}, 14668},
		"a weekday night is unsocial throughout": {"2026-06-09 19:30", "2026-06-10 07:30", 60, "5", 1845, nil, []split{{u, 660, 26384}}, 26384},
		"a weekday night by the clock, the break from its plain hours": {"2026-06-09 19:30", "2026-06-10 07:30", 60, "5", 1845, noMajority,
			[]split{{b, 60, 1845}, {u, 600, 23985}}, 25830},
		"a weekday night by the clock, the break from its middle": {"2026-06-09 19:30", "2026-06-10 07:30", 60, "5", 1845, middle,
			[]split{{b, 120, 3690}, {u, 540, 21587}}, 25277},
		"a band 2 night":                        {"2026-06-09 19:30", "2026-06-10 07:30", 60, "2", 1251, nil, []split{{u, 660, 19403}}, 19403},
		"a band 3 night":                        {"2026-06-09 19:30", "2026-06-10 07:30", 60, "3", 1275, nil, []split{{u, 660, 18934}}, 18934},
		"exactly half in the night stays split": {"2026-06-09 14:00", "2026-06-10 02:00", 0, "5", 1845, nil, []split{{b, 360, 11070}, {u, 360, 14391}}, 25461},
		"a minute more than half is unsocial":   {"2026-06-09 14:01", "2026-06-10 02:01", 0, "5", 1845, nil, []split{{u, 720, 28782}}, 28782},
		"Saturday into Sunday": {"2026-06-13 19:30", "2026-06-14 07:30", 60, "5", 1845, nil,
			[]split{{u, 210, 8395}, {s, 450, 22140}}, 30535},
		"Saturday into Sunday, the break from the middle, which is Sunday": {"2026-06-13 19:30", "2026-06-14 07:30", 60, "5", 1845, middle,
			[]split{{u, 270, 10793}, {s, 390, 19188}}, 29981},
		"Friday night into Saturday": {"2026-06-12 19:30", "2026-06-13 07:30", 60, "5", 1845, nil, []split{{u, 660, 26384}}, 26384},
		"a break longer than the plain part goes on into the next rate": {"2026-06-12 19:30", "2026-06-13 07:30", 60, "5", 1845, noMajority,
			[]split{{u, 660, 26384}}, 26384},
		"a break as long as the plain part": {"2026-06-09 19:45", "2026-06-10 06:15", 60, "5", 1845, noMajority, []split{{u, 570, 22786}}, 22786},
		"Sunday into bank holiday Monday":   {"2026-05-24 19:30", "2026-05-25 07:30", 60, "5", 1845, nil, []split{{s, 660, 32472}}, 32472},
		"Sunday into an ordinary Monday, lifted": {"2026-06-14 19:30", "2026-06-15 07:30", 60, "5", 1845, nil,
			[]split{{u, 390, 15590}, {s, 270, 13284}}, 28874},
		"Sunday into an ordinary Monday, by the clock": {"2026-06-14 19:30", "2026-06-15 07:30", 60, "5", 1845, noMajority,
			[]split{{b, 30, 923}, {u, 360, 14391}, {s, 270, 13284}}, 28598},
		"bank holiday Monday into Tuesday": {"2026-05-25 19:30", "2026-05-26 07:30", 60, "5", 1845, nil,
			[]split{{u, 390, 15590}, {s, 270, 13284}}, 28874},
		"Christmas Eve into Christmas Day": {"2026-12-24 19:30", "2026-12-25 07:30", 60, "5", 1845, nil,
			[]split{{u, 210, 8395}, {s, 450, 22140}}, 30535},
		"Christmas Day in band 2":                           {"2026-12-25 07:30", "2026-12-25 20:00", 60, "2", 1251, nil, []split{{s, 690, 26327}}, 26327},
		"26 December 2026 is a Saturday":                    {"2026-12-26 07:30", "2026-12-26 20:00", 60, "5", 1845, nil, []split{{u, 690, 27583}}, 27583},
		"28 December 2026 is its substitute":                {"2026-12-28 07:30", "2026-12-28 20:00", 60, "5", 1845, nil, []split{{s, 690, 33948}}, 33948},
		"New Year's Eve into New Year's Day":                {"2026-12-31 19:30", "2027-01-01 07:30", 60, "3", 1275, nil, []split{{u, 210, 6024}, {s, 450, 16161}}, 22185},
		"the night the clocks go forward is an hour short":  {"2026-03-28 19:30", "2026-03-29 07:30", 60, "5", 1845, nil, []split{{u, 210, 8395}, {s, 390, 19188}}, 27583},
		"the night the clocks go back is an hour long":      {"2026-10-24 19:30", "2026-10-25 07:30", 60, "5", 1845, nil, []split{{u, 210, 8395}, {s, 510, 25092}}, 33487},
		"from one o'clock into the second one o'clock":      {"2026-10-25 01:00", "2026-10-25 01:30*", 0, "5", 1845, nil, []split{{s, 90, 4428}}, 4428},
		"across the hour that does not come":                {"2026-03-29 00:30", "2026-03-29 03:30", 0, "5", 1845, nil, []split{{s, 120, 5904}}, 5904},
		"a quarter past eight":                              {"2026-06-09 18:45", "2026-06-09 21:15", 15, "5", 1845, nil, []split{{b, 60, 1845}, {u, 75, 2998}}, 4843},
		"a quarter to six in band 3 at an odd rate":         {"2026-06-09 05:15", "2026-06-09 07:45", 0, "3", 1337, nil, []split{{b, 105, 2340}, {u, 45, 1354}}, 3694},
		"a twilight with a break of twenty minutes":         {"2026-06-09 17:00", "2026-06-09 23:00", 20, "5", 1845, nil, []split{{b, 160, 4920}, {u, 180, 7196}}, 12116},
		"the last minute of a Saturday":                     {"2026-06-13 23:59", "2026-06-14 00:00", 0, "5", 1845, nil, []split{{u, 1, 40}}, 40},
		"a Sunday in band 3":                                {"2026-06-14 07:30", "2026-06-14 20:00", 60, "3", 1360, nil, []split{{s, 690, 26432}}, 26432},
		"a minute at £18.45 is 30.75 p, rounded up":         {"2026-06-09 12:00", "2026-06-09 12:01", 0, "5", 1845, nil, []split{{b, 1, 31}}, 31},
		"half a penny goes up":                              {"2026-06-09 12:00", "2026-06-09 12:01", 0, "5", 1830, nil, []split{{b, 1, 31}}, 31},
		"less than half a penny goes down":                  {"2026-06-09 12:00", "2026-06-09 12:01", 0, "5", 1829, nil, []split{{b, 1, 30}}, 30},
		"or every part of a penny up where it is so agreed": {"2026-06-09 12:00", "2026-06-09 12:01", 0, "5", 1801, func(p *Policy) { p.Rounding = Up }, []split{{b, 1, 31}}, 31},
		"a break as long as the shift pays nothing":         {"2026-06-09 12:00", "2026-06-09 13:00", 60, "5", 1845, nil, nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := with(c.policy).Quote(shiftOf(t, c.from, c.to, c.pause, c.band, c.rate), Worker{})
			checkLines(t, q, c.want, c.total)
		})
	}
}

func TestWhoseGradeIsPaidTheEmployerDecides(t *testing.T) {
	t.Parallel()
	to := func(p PayTo) func(*Policy) { return func(x *Policy) { x.PayTo = p } }
	higher := to(ToHigher)
	top := func(p *Policy) { p.LowerBand = LowerTopOfBand }
	day, sunday := [2]string{"2026-06-09 07:30", "2026-06-09 20:00"}, [2]string{"2026-06-14 07:30", "2026-06-14 20:00"}
	for name, c := range map[string]struct {
		when      [2]string
		shift     string
		rate      int64
		worker    string
		escalated bool
		policy    func(*Policy)
		basic     int64
		from      RateFrom
		uplift    int64 // of the last line
	}{
		"the shift's, whoever works it":                     {day, "5", 1845, "6", false, nil, 1845, FromShift, 0},
		"the worker's: a band 6 nurse on a band 5 shift":    {day, "5", 1845, "6", false, to(ToWorkerGrade), 2088, FromWorker, 0},
		"the worker's, of an unknown band: the shift's":     {day, "5", 1845, "", false, to(ToWorkerGrade), 1845, FromShift, 0},
		"the worker's, of the shift's band: the shift's":    {day, "5", 1845, "5", false, to(ToWorkerGrade), 1845, FromShift, 0},
		"the worker's, of a medical grade without a card":   {day, "5", 1845, "medical", false, to(ToWorkerGrade), 1845, FromShift, 0},
		"the worker's percentages come with their band":     {sunday, "2", 1251, "3", false, to(ToWorkerGrade), 1360, FromWorker, 6900},
		"the worker's never lowers an escalated rate":       {day, "5", 3000, "6", true, to(ToWorkerGrade), 3000, FromWorker, 0},
		"the higher by the hour on a plain day":             {day, "3", 1360, "4", false, higher, 1543, FromWorker, 0},
		"the higher by the whole shift, not by basic pay":   {sunday, "3", 1543, "4", false, higher, 1543, FromShift, 6900},
		"the higher of equals is the shift's":               {day, "3", 1543, "4", false, higher, 1543, FromShift, 0},
		"a lower band's shift at the top of the lower band": {day, "5", 1588, "6", false, top, 1933, FromTopOfBand, 0},
		"the top of the band for nobody of the same band":   {day, "5", 1588, "5", false, top, 1588, FromShift, 0},
		"the top of the band never lowers the shift's rate": {day, "5", 2200, "6", false, top, 2200, FromShift, 0},
		"up by the fallback band: the shift's rate":         {day, "5", 1845, "4", false, nil, 1845, FromShift, 0},
		"up where the worker's own band is paid":            {day, "5", 1845, "4", false, to(ToWorkerGrade), 1543, FromWorker, 0},
		"up where the higher is paid":                       {day, "5", 1845, "4", false, higher, 1845, FromShift, 0},
		"a higher band's shift is paid as it shows":         {day, "6", 1978, "5", false, top, 1978, FromShift, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := shiftOf(t, c.when[0], c.when[1], 60, c.shift, c.rate)
			s.Escalated = c.escalated
			q := with(c.policy).Quote(s, Worker{Band: c.worker})
			if q.Terms.BasicPence != c.basic || q.Basis.Rate != c.from || q.Basis.Escalated != c.escalated {
				t.Errorf("%d from %s, want %d from %s", q.Terms.BasicPence, q.Basis.Rate, c.basic, c.from)
			}
			if got := q.Lines[len(q.Lines)-1].Uplift; got != c.uplift {
				t.Errorf("uplift %d, want %d", got, c.uplift)
			}
		})
	}
}

func TestWhatIsPaidBesideTheHoursIsALineOfItsOwn(t *testing.T) {
	t.Parallel()
	r := with(func(p *Policy) { p.HolidayPay = 1207 })
	r.Cards = []Card{card(func(c *Card) { c.HighCost, c.HighCostMost = 2000, 350 })}
	q := r.Quote(shiftOf(t, "2026-06-13 19:30", "2026-06-14 07:30", 60, "5", 1845), Worker{})
	// 20 % of 1845 is 369, above the most. The supplement is not enhanced at night: 11 h x £3.50.
	checkLines(t, q, []split{{Unsocial, 210, 8395}, {SundayOrHoliday, 450, 22140}, {HighCostArea, 0, 3850}, {HolidayPay, 0, 4150}}, 38535)
	if q.Minutes() != 660 {
		t.Errorf("%d minutes", q.Minutes())
	}
}

func TestAnEmployerMayAddAHolidayAndTakeOneOut(t *testing.T) {
	t.Parallel()
	r := with(func(p *Policy) {
		p.ExtraHolidays = []ExtraHoliday{{Date: "2026-12-26", Name: "Boxing Day"}}
		p.NotHolidays = []string{"2026-12-28"}
	})
	saturday := r.Quote(shiftOf(t, "2026-12-26 07:30", "2026-12-26 20:00", 60, "5", 1845), Worker{})
	checkLines(t, saturday, []split{{SundayOrHoliday, 690, 33948}}, 33948)
	monday := r.Quote(shiftOf(t, "2026-12-28 07:30", "2026-12-28 20:00", 60, "5", 1845), Worker{})
	checkLines(t, monday, []split{{Basic, 690, 21218}}, 21218)
}

// The unpaid break is what the ward states, for residents like for everybody: breaks that their terms pay are simply not stated.
func TestABreakThatTheWardDoesNotStateIsPaid(t *testing.T) {
	t.Parallel()
	for pause, want := range map[int]int{0: 720, 30: 690, 60: 660} {
		s := shiftOf(t, "2026-06-09 20:00", "2026-06-10 08:00", pause, "medical", 4500)
		s.StaffGroup, s.Role = "medical_dental", "resident_doctor"
		paid := 0
		for _, l := range with(nil).Quote(s, Worker{Band: "medical"}).Lines {
			paid += l.Minutes
		}
		if paid != want {
			t.Errorf("with %d minutes of unpaid break %d minutes are paid, want %d", pause, paid, want)
		}
	}
}
