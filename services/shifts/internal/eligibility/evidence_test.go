package eligibility

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func london(year int, month time.Month, day, hour, minute int) time.Time {
	return time.Date(year, month, day, hour, minute, 0, 0, clock.London).UTC()
}

func ptr(t time.Time) *time.Time { return &t }

// told is one reason as a table has it.
type told struct {
	code   string
	weight reason.Weight
}

// The night shift of asked() is from 19:30 on 12 March 2026 to 07:30 on 13 March; now is noon on 10 March.
func TestWhatHostsAskOfEvidence(t *testing.T) {
	t.Parallel()
	now := london(2026, 3, 10, 12, 0)
	days := func(n int) time.Time { return now.Add(-time.Duration(n) * 24 * time.Hour) }
	host := func(change func(*Evidence)) Facts {
		e := DefaultEvidence()
		change(&e)
		return Facts{Evidence: map[string]Evidence{"RVV": e}}
	}
	achieved := func(at time.Time, until *time.Time) func(*Worker) {
		return func(w *Worker) { w.Competencies[0].AchievedOn, w.Competencies[0].ValidUntil = &at, until }
	}
	readAt := func(at time.Time) func(*Worker) { return func(w *Worker) { w.Registrations[0].LastReadAt = &at } }
	yearly := func(e *Evidence) {
		e.Periods = []Period{{"cstf", "FIRE", 1, 12}, {"cstf", "FIRE", 2, 6}, {"cstf", "RES", 1, 1}}
	}
	level2 := func(s *shift.State) { s.Requirements.Competencies[0].Level = 2 }
	day := func(s *shift.State) { s.StartsAt, s.EndsAt = london(2026, 3, 12, 7, 30), london(2026, 3, 12, 20, 0) }
	for _, c := range []struct {
		name  string
		spoil func(*Worker)
		facts Facts
		asks  func(*shift.State)
		want  []told
	}{
		{"nothing told of disclosures", func(w *Worker) { w.Disclosures = nil }, Facts{}, nil, nil},
		{"no disclosure", func(w *Worker) { w.Disclosures = []Disclosure{} }, Facts{}, nil, []told{{"CONSENT_MISSING", reason.Hard}}},
		{"a disclosure to another host", func(w *Worker) { w.Disclosures = []Disclosure{{Host: "RWF", From: starts}} }, Facts{}, nil, []told{{"CONSENT_MISSING", reason.Hard}}},
		{"a disclosure without an end", func(w *Worker) { w.Disclosures = []Disclosure{{Host: "RVV", From: starts}} }, Facts{}, nil, nil},
		{"a disclosure to the very end of the shift", func(w *Worker) { w.Disclosures = []Disclosure{{Host: "RVV", From: starts, Until: &ends}} }, Facts{}, nil, nil},
		{"a disclosure that ends a second before", func(w *Worker) { w.Disclosures = []Disclosure{{Host: "RVV", From: starts, Until: &before}} }, Facts{}, nil, []told{{"CONSENT_MISSING", reason.Hard}}},
		{"a disclosure from after the start", func(w *Worker) { w.Disclosures = []Disclosure{{Host: "RVV", From: starts.Add(time.Second)}} }, Facts{}, nil, []told{{"CONSENT_MISSING", reason.Hard}}},
		{"one's own employer needs none", func(w *Worker) { w.Disclosures = []Disclosure{} }, Facts{}, func(s *shift.State) { s.Employer = "RPA" }, nil},

		{"no nights, and a night", func(w *Worker) { w.NoNights = true }, Facts{}, nil, []told{{"HEALTH_RESTRICTED", reason.Hard}}},
		{"no nights, and a day", func(w *Worker) { w.NoNights = true }, Facts{}, day, nil},
		{"other restrictions", func(w *Worker) { w.WardAgrees = true }, Facts{}, nil, []told{{"HEALTH_RESTRICTED", reason.Soft}}},
		{"no nights, up to 23:00", func(w *Worker) { w.NoNights = true }, Facts{}, func(s *shift.State) { s.StartsAt, s.EndsAt = london(2026, 3, 12, 15, 0), london(2026, 3, 12, 23, 0) }, nil},
		{"no nights, a minute into the night", func(w *Worker) { w.NoNights = true }, Facts{}, func(s *shift.State) { s.StartsAt, s.EndsAt = london(2026, 3, 12, 15, 0), london(2026, 3, 12, 23, 1) }, []told{{"HEALTH_RESTRICTED", reason.Hard}}},
		{"not fit at all says no more", func(w *Worker) { w.NoNights, w.Checks[3].Outcome = true, "not_satisfied" }, Facts{}, nil, []told{{"HEALTH_NOT_FIT", reason.Hard}, {"EPP_NOT_CLEARED", reason.Hard}}},

		{"nobody told when the register was read", nil, Facts{Now: now}, nil, nil},
		{"read 7 days ago", readAt(days(7)), Facts{Now: now}, nil, nil},
		{"read more than 7 days ago", readAt(days(7).Add(-time.Second)), Facts{Now: now}, nil, []told{{"REG_STALE", reason.Soft}}},
		{"read 14 days ago", readAt(days(14)), Facts{Now: now}, nil, []told{{"REG_STALE", reason.Soft}}},
		{"read more than 14 days ago", readAt(days(14).Add(-time.Second)), Facts{Now: now}, nil, []told{{"REG_STALE", reason.Hard}}},
		{"read for all staff since", readAt(days(40)), Facts{Now: now, RegistersRead: map[string]time.Time{"NMC": days(1)}}, nil, nil},
		{"read for all staff, but another register", readAt(days(10)), Facts{Now: now, RegistersRead: map[string]time.Time{"GMC": days(1)}}, nil, []told{{"REG_STALE", reason.Soft}}},
		{"read for all staff long ago, and by itself yesterday", readAt(days(1)), Facts{Now: now, RegistersRead: map[string]time.Time{"NMC": days(40)}}, nil, nil},
		{"a host that wants three days", readAt(days(4)), func() Facts {
			f := host(func(e *Evidence) { e.RegisterFlagDays, e.RegisterBlockDays = 2, 3 })
			f.Now = now
			return f
		}(), nil, []told{{"REG_STALE", reason.Hard}}},
		{"conditions on a stale register are both told", func(w *Worker) { w.Registrations[0].Effect = "approval"; readAt(days(9))(w) }, Facts{Now: now}, nil,
			[]told{{"REG_CONDITIONS", reason.Approval}, {"REG_STALE", reason.Soft}}},

		{"the host has no period", achieved(london(2024, 1, 1, 9, 0), &ends), host(func(*Evidence) {}), nil, nil},
		{"the host wants it every year, and it is thirteen months old", achieved(london(2025, 2, 10, 9, 0), &ends), host(yearly), nil, []told{{"COMPETENCE_EXPIRES", reason.Hard}}},
		{"the host's year ends with the day of the shift's end", achieved(london(2025, 3, 13, 9, 0), &ends), host(yearly), nil, nil},
		{"the host's year ends at midnight within the shift", achieved(london(2025, 3, 12, 9, 0), &ends), host(yearly), nil, []told{{"COMPETENCE_EXPIRES", reason.Hard}}},
		{"a day of grace", achieved(london(2025, 3, 12, 9, 0), &ends), host(func(e *Evidence) { yearly(e); e.GraceDays = 1 }), nil, nil},
		{"the record ends first", achieved(london(2025, 12, 1, 9, 0), &before), host(yearly), nil, []told{{"COMPETENCE_EXPIRES", reason.Hard}}},
		{"nobody told when it was achieved", func(*Worker) {}, host(yearly), nil, nil},
		{"a shorter period for a higher level", achieved(london(2025, 8, 1, 9, 0), &ends), host(yearly), level2, []told{{"COMPETENCE_EXPIRES", reason.Hard}}},
		{"which does not hold for the lower", achieved(london(2025, 8, 1, 9, 0), &ends), host(yearly), nil, nil},
		{"at home the home's own period counts", achieved(london(2025, 2, 10, 9, 0), &ends), host(yearly), func(s *shift.State) { s.Employer = "RPA" }, nil},

		{"supervised at level 1", func(w *Worker) { w.Competencies[0].Provisional = true }, Facts{}, nil, []told{{"COMPETENCE_PROVISIONAL", reason.Soft}}},
		{"supervised at level 2", func(w *Worker) { w.Competencies[0].Provisional = true }, Facts{}, level2, []told{{"COMPETENCE_PROVISIONAL", reason.Hard}}},
		{"supervised and signed off", func(w *Worker) {
			w.Competencies[0].Provisional = true
			w.Competencies = append(w.Competencies, Competency{Framework: "cstf", Code: "FIRE", Level: 2, ValidUntil: &ends})
		}, Facts{}, level2, nil},

		{"a DBS check every three years, at its end", func(w *Worker) { w.Checks[4].CheckedOn = ptr(london(2023, 3, 12, 9, 0)) }, host(func(e *Evidence) { e.DBSMonths = 36 }), nil, []told{{"DBS_RECHECK_DUE", reason.Hard}}},
		{"a day later it lasts", func(w *Worker) { w.Checks[4].CheckedOn = ptr(london(2023, 3, 13, 9, 0)) }, host(func(e *Evidence) { e.DBSMonths = 36 }), nil, nil},
		{"nobody told when the DBS check was", nil, host(func(e *Evidence) { e.DBSMonths = 36 }), nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w, s := fit(), asked()
			w.Competencies = slices.Clone(w.Competencies)
			if c.spoil != nil {
				c.spoil(&w)
			}
			if c.asks != nil {
				c.asks(&s)
			}
			for i := range w.Engagements {
				w.Engagements[i].From, w.Engagements[i].Until = starts.AddDate(-1, 0, 0), nil
			}
			a := covering()
			a.From = a.From.AddDate(-1, 0, 0)
			a.Parties[0].SignedAt, a.Parties[1].SignedAt = ptr(a.From), ptr(a.From)
			c.facts.Agreements = []Agreement{a}
			var got []told
			for _, r := range Judge(w, s, c.facts).Reasons {
				got = append(got, told{r.Code, r.Weight})
				if r.Validate() != nil || r.Fix == "" {
					t.Errorf("nobody can act on %+v", r)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestTheHoursOfANightAreThoseOfTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		from, to time.Time
		want     bool
	}{
		{"a long day", london(2026, 3, 20, 7, 30), london(2026, 3, 20, 20, 0), false},
		{"a late until 23:00", london(2026, 3, 20, 13, 0), london(2026, 3, 20, 23, 0), false},
		{"a late until a minute past", london(2026, 3, 20, 13, 0), london(2026, 3, 20, 23, 1), true},
		{"an early from 06:00", london(2026, 3, 20, 6, 0), london(2026, 3, 20, 14, 0), false},
		{"an early a minute before", london(2026, 3, 20, 5, 59), london(2026, 3, 20, 14, 0), true},
		{"in summer", london(2026, 7, 20, 5, 59), london(2026, 7, 20, 14, 0), true},
		{"06:00 of the morning after the clocks went forward", london(2026, 3, 29, 6, 0), london(2026, 3, 29, 14, 0), false},
		{"a minute before it", london(2026, 3, 29, 5, 59), london(2026, 3, 29, 14, 0), true},
		{"06:00 of the morning after the clocks went back", london(2026, 10, 25, 6, 0), london(2026, 10, 25, 14, 0), false},
		{"a minute before that", london(2026, 10, 25, 5, 59), london(2026, 10, 25, 14, 0), true},
		{"a whole day", london(2026, 3, 20, 6, 0), london(2026, 3, 21, 6, 0), true},
	} {
		if got := TouchesNight(c.from, c.to); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}
