package simulator

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
)

// post asks for a shift of the next days, or for one on the very day.
func (s *Simulator) post(ctx context.Context) error {
	now := s.Clock.Now()
	d := s.World.Draw(s.rng, now.In(clock.London).AddDate(0, 0, s.rng.IntN(8)))
	if !d.Start.After(now.Add(30 * time.Minute)) {
		return errIdle
	}
	return s.postDemand(ctx, d, 1)
}

// postUrgent asks for somebody within the hour, for six hours.
func (s *Simulator) postUrgent(ctx context.Context) error {
	now := s.Clock.Now()
	d := s.World.Draw(s.rng, now.In(clock.London))
	d.Start = now.Truncate(15 * time.Minute).Add(45 * time.Minute).UTC()
	d.End, d.Break, d.Reason = d.Start.Add(6*time.Hour), 30, "sickness"
	return s.postDemand(ctx, d, 1)
}

func (s *Simulator) postSeveral(ctx context.Context) error {
	d := s.World.Draw(s.rng, s.Clock.Now().In(clock.London).AddDate(0, 0, 2+s.rng.IntN(10)))
	return s.postDemand(ctx, d, 2+s.rng.IntN(2))
}

func (s *Simulator) postDemand(ctx context.Context, d seed.Demand, places int) error {
	body := history.ShiftOf(s.World, d)
	body.Places = places
	return s.ward(d.Employer.ODS).Post(ctx, api+"shifts", body, nil)
}

// postForPreferred names the worker who has the shift alone first.
func (s *Simulator) postForPreferred(ctx context.Context) error {
	d := s.World.Draw(s.rng, s.Clock.Now().In(clock.London).AddDate(0, 0, 4+s.rng.IntN(10)))
	w, err := s.colleague(d.Employer.ODS, d.Role.Code, "")
	if err != nil {
		return err
	}
	body := history.ShiftOf(s.World, d)
	body.PreferredWorker = w.ID
	return s.ward(d.Employer.ODS).Post(ctx, api+"shifts", body, nil)
}

type template struct{ ID, Name string }

func (s *Simulator) onTemplate(ctx context.Context, do func(ods string, t template) error) error {
	return s.atSome(func(ods string) error {
		var kept struct{ Templates []template }
		if err := s.ward(ods).Get(ctx, api+"templates", &kept); err != nil {
			return err
		}
		t, err := pick(s, kept.Templates, func(template) bool { return true })
		if err != nil {
			return err
		}
		return do(ods, t)
	})
}

func (s *Simulator) day(ahead int) string {
	return s.Clock.Now().In(clock.London).AddDate(0, 0, ahead).Format(time.DateOnly)
}

func (s *Simulator) postFromTemplate(ctx context.Context) error {
	return s.onTemplate(ctx, func(ods string, t template) error {
		return s.ward(ods).Post(ctx, api+"shifts", map[string]any{"template": t.ID, "date": s.day(1 + s.rng.IntN(14))}, nil)
	})
}

func (s *Simulator) postRepetition(ctx context.Context) error {
	return s.onTemplate(ctx, func(ods string, t template) error {
		return s.ward(ods).Post(ctx, api+"shifts/repeat", map[string]any{"template": t.ID, "from": s.day(7), "count": 3, "every_weeks": 1,
			"weekdays": []string{"monday", "thursday"}}, nil)
	})
}

// importRoster sends a small roster as a file, looks at the preview and posts its good rows.
func (s *Simulator) importRoster(ctx context.Context) error {
	e := s.World.Employers[s.rng.IntN(len(s.World.Employers))]
	role, ok := s.World.PickRole(s.rng, e.Kind)
	if !ok {
		return errIdle
	}
	file := "site,ward,staff_group,role,band,date,start,end,break_minutes,reason,rate\n"
	for i := range 3 {
		file += fmt.Sprintf("%s,%s,%s,%s,%s,%s,07:30,15:30,30,vacancy,%.2f\n", e.Sites[0].ODS, s.World.Wards[s.rng.IntN(len(s.World.Wards))],
			role.StaffGroup, role.Code, role.Band, s.day(3+i+s.rng.IntN(10)), float64(role.RatePence)/100)
	}
	var read struct {
		ImportID string `json:"import_id"`
	}
	team := s.ward(e.ODS)
	if err := team.Upload(ctx, api+"shifts/import", "file", "roster.csv", []byte(file), &read); err != nil {
		return err
	}
	return team.Post(ctx, api+"imports/"+read.ImportID+"/commit", map[string]any{"rows": "only_good", "leave_out_repeats": true, "again": true}, nil)
}

// approveShifts opens what waits at one employer, together.
func (s *Simulator) approveShifts(ctx context.Context) error {
	return s.atSome(func(ods string) error {
		waiting, err := s.shiftsOf(ctx, ods, "awaiting_approval")
		if err != nil {
			return err
		}
		var ids []string
		for _, w := range waiting[:min(len(waiting), 10)] {
			ids = append(ids, w.ShiftID)
		}
		if ids == nil {
			return errIdle
		}
		return s.staff(ods).Post(ctx, api+"shifts/approve", map[string]any{"shift_ids": ids}, nil)
	})
}

func (s *Simulator) declineShift(ctx context.Context) error {
	return s.onShift(ctx, "awaiting_approval", anyShift, func(one shifts.ShiftState) error {
		return s.onIt(ctx, one, "decline", map[string]any{"why": "covered_by_own_staff"})
	})
}

func anyShift(shifts.ShiftState) bool { return true }

// onIt posts as the host's team to one verb of a shift.
func (s *Simulator) onIt(ctx context.Context, one shifts.ShiftState, verb string, body any) error {
	return s.staff(one.Employer).Post(ctx, api+"shifts/"+one.ShiftID+"/"+verb, body, nil)
}

func (s *Simulator) amendShift(ctx context.Context) error {
	return s.onShift(ctx, "open", func(one shifts.ShiftState) bool { return s.ahead(one.StartsAt) }, func(one shifts.ShiftState) error {
		team, path := s.ward(one.Employer), api+"shifts/"+one.ShiftID
		etag, err := team.Fetch(ctx, path, nil)
		if err != nil {
			return err
		}
		return team.Change(ctx, http.MethodPatch, path, etag, map[string]any{"ward": s.World.Wards[s.rng.IntN(len(s.World.Wards))], "reason": "leave"}, nil)
	})
}

func (s *Simulator) withdrawShift(ctx context.Context) error {
	return s.onShift(ctx, "open", anyShift, func(one shifts.ShiftState) error {
		return s.onIt(ctx, one, "withdraw", map[string]any{"why": "covered_by_own_staff"})
	})
}

func (s *Simulator) releaseStep(ctx context.Context) error {
	return s.onShift(ctx, "open", func(one shifts.ShiftState) bool { return one.NextStepAt != nil }, func(one shifts.ShiftState) error {
		return s.onIt(ctx, one, "release", none)
	})
}

func (s *Simulator) askHigherRate(ctx context.Context) error {
	return s.onShift(ctx, "open", func(one shifts.ShiftState) bool { return s.ahead(one.StartsAt) && one.BaseRatePence == 0 }, func(one shifts.ShiftState) error {
		return s.onIt(ctx, one, "escalate", map[string]any{"rate_pence": one.RatePence * 6 / 5, "why": "hard_to_fill"})
	})
}

// decideEscalation is an executive who says yes to three requests of four.
func (s *Simulator) decideEscalation(ctx context.Context) error {
	type asked struct {
		Escalation struct {
			EscalationID string `json:"escalation_id"`
			Step         string
		}
	}
	return s.atSome(func(ods string) error {
		var page struct{ Escalations []asked }
		if err := s.staff(ods).Get(ctx, api+"escalations", &page); err != nil {
			return err
		}
		one, err := pick(s, page.Escalations, func(asked) bool { return true })
		if err != nil {
			return err
		}
		path := api + "escalations/" + one.Escalation.EscalationID
		if s.rng.IntN(4) == 0 {
			return s.staff(ods).Post(ctx, path+"/decline", none, nil)
		}
		body := map[string]any{}
		if one.Escalation.Step == "off_framework_agency" {
			body = map[string]any{"why": "patient_safety", "statement": history.Statement}
		}
		return s.staff(ods).Post(ctx, path+"/approve", body, nil)
	})
}

func (s *Simulator) overrideBankTime(ctx context.Context) error {
	pass := func(one shifts.ShiftState) bool { return s.Clock.Now().Before(one.BankClosesAt) && agencyMay(one) }
	return s.onShift(ctx, "open", pass, func(one shifts.ShiftState) error {
		return s.onIt(ctx, one, "override", map[string]any{"why": "service_closure_risk"})
	})
}

// agencyMay tells whether agencies may work the shift at all: they are barred from bands 2 and 3 and from clerical work.
func agencyMay(one shifts.ShiftState) bool {
	return one.Band != "2" && one.Band != "3" && one.StaffGroup != "admin_clerical"
}

func (s *Simulator) fillByAgency(ctx context.Context) error {
	pass := func(one shifts.ShiftState) bool { return !s.Clock.Now().Before(one.BankClosesAt) && agencyMay(one) }
	return s.onShift(ctx, "open", pass, func(one shifts.ShiftState) error {
		return s.onIt(ctx, one, "agency-fill", map[string]any{"framework": true, "agency": fmt.Sprintf("synthetic_agency_%d", 1+s.rng.IntN(5)),
			"rate_pence": one.RatePence * 7 / 5})
	})
}

// displaceAgency is a bank worker who takes a shift from an agency while that is not locked.
func (s *Simulator) displaceAgency(ctx context.Context) error {
	pass := func(one shifts.ShiftState) bool {
		return one.Agency != "" && one.AgencyLocksAt != nil && s.Clock.Now().Before(*one.AgencyLocksAt)
	}
	return s.onShift(ctx, "filled", pass, func(one shifts.ShiftState) error {
		return firstOf(5, func() error {
			w, err := s.colleague(one.Employer, one.Role, "")
			if err != nil {
				return err
			}
			return s.worker(w).Post(ctx, api+"shifts/"+one.ShiftID+"/bookings", none, nil)
		})
	})
}
