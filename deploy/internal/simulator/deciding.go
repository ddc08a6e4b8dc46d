package simulator

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/events/shifts"
)

// requirement is one of a decision's.
type requirement struct {
	Rule   string `json:"rule_id"`
	Name   string `json:"requirement"`
	Result string
	Code   string `json:"reason_code"`
}

func (r requirement) key() string {
	if r.Name == "" {
		return r.Rule
	}
	return r.Rule + ":" + r.Name
}

// hosted are the codes in whose place people of the host may decide.
var hosted = []string{"COMPETENCE_MISSING", "COMPETENCE_EXPIRES", "REFERENCES_MISSING"}

// askOverride is a home employer that asks a ward to take somebody whose course has just run out, for one shift.
func (s *Simulator) askOverride(ctx context.Context) error {
	return s.onShift(ctx, "open", func(one shifts.ShiftState) bool { return s.ahead(one.StartsAt) }, func(one shifts.ShiftState) error {
		w, err := pick(s, s.Workers, func(w history.Worker) bool { return w.Lapsing != "" && w.Role == one.Role })
		if err != nil {
			return err
		}
		r, err := s.missing(ctx, w, one)
		if err != nil {
			return err
		}
		return s.as(history.Verifier(s.World.ICS, w.Home)).Post(ctx, records+"overrides", map[string]any{"worker_id": w.ID, "shift_id": one.ShiftID,
			"home_employer": w.Home, "host_employer": one.Employer, "starts_at": one.StartsAt, "ends_at": one.EndsAt, "requirement": r.key(), "code": r.Code,
			"why": "supervised_on_shift", "words": "Synthetic: the course is booked for next week, and the shift is supervised."}, nil)
	})
}

// missing asks what the answer would be, and gives a requirement that people of the host may decide on.
func (s *Simulator) missing(ctx context.Context, w history.Worker, one shifts.ShiftState) (requirement, error) {
	q := url.Values{"staff_group": {one.StaffGroup}, "role": {one.Role}, "band": {one.Band}, "host_employer": {one.Employer},
		"starts_at": {one.StartsAt.Format(time.RFC3339)}, "ends_at": {one.EndsAt.Format(time.RFC3339)}}
	for _, c := range one.Requirements.Competencies {
		q.Add("competency", fmt.Sprintf("%s:%s:%d", c.Framework, c.Code, c.Level))
	}
	var answer struct{ Requirements []requirement }
	if err := s.worker(w).Get(ctx, records+"workers/"+w.ID+"/decision?"+q.Encode(), &answer); err != nil {
		return requirement{}, err
	}
	return pick(s, answer.Requirements, func(r requirement) bool { return r.Result == "unmet" && slices.Contains(hosted, r.Code) })
}

func (s *Simulator) grantOverride(ctx context.Context) error { return s.decideOverride(ctx, "grant") }

func (s *Simulator) refuseOverride(ctx context.Context) error { return s.decideOverride(ctx, "refuse") }

// decideOverride is an executive of the host, who is never the one who asked.
func (s *Simulator) decideOverride(ctx context.Context, verb string) error {
	return s.atSome(func(ods string) error {
		executive := s.as(history.Executive(s.World.ICS, ods))
		var page struct {
			Overrides []struct {
				OverrideID string `json:"override_id"`
				MayDecide  bool   `json:"may_decide"`
			}
		}
		if err := executive.Get(ctx, records+"overrides?state=requested", &page); err != nil {
			return err
		}
		for _, o := range page.Overrides {
			if o.MayDecide {
				return executive.Post(ctx, records+"overrides/"+o.OverrideID+"/"+verb, none, nil)
			}
		}
		return errIdle
	})
}

type decision struct {
	DecisionID string `json:"decision_id"`
	Outcome    string
	Review     *struct{ State string }
}

// askReview is a worker who wants a person to look again at a no, or at any answer when there was none.
func (s *Simulator) askReview(ctx context.Context) error {
	return firstOf(4, func() error {
		w := s.someWorker()
		var mine struct{ Decisions []decision }
		if err := s.worker(w).Get(ctx, records+"me/decisions?limit=20", &mine); err != nil {
			return err
		}
		open := slices.DeleteFunc(mine.Decisions, func(d decision) bool { return d.Review != nil })
		slices.SortStableFunc(open, func(a, b decision) int { return yes(a) - yes(b) })
		if len(open) == 0 {
			return errIdle
		}
		return s.worker(w).Post(ctx, records+"me/decisions/"+open[0].DecisionID+"/review", map[string]any{"words": "Synthetic: I took the course last week."}, nil)
	})
}

func yes(d decision) int {
	if d.Outcome == "eligible" {
		return 1
	}
	return 0
}

func (s *Simulator) answerReview(ctx context.Context) error {
	return s.atSome(func(ods string) error {
		var page struct{ Decisions []decision }
		if err := s.staff(ods).Get(ctx, records+"reviews?open=true&employer="+ods, &page); err != nil {
			return err
		}
		if len(page.Decisions) == 0 {
			return errIdle
		}
		outcome := []string{"upheld", "corrected"}[s.rng.IntN(2)]
		return s.staff(ods).Post(ctx, records+"decisions/"+page.Decisions[0].DecisionID+"/review/answer",
			map[string]any{"outcome": outcome, "words": "Synthetic: a person has looked at the record."}, nil)
	})
}

// readDecision is the home employer, which opens a decision with everything that it looked at.
func (s *Simulator) readDecision(ctx context.Context) error {
	w := s.someWorker()
	var mine struct{ Decisions []decision }
	if err := s.worker(w).Get(ctx, records+"me/decisions?limit=5", &mine); err != nil {
		return err
	}
	if len(mine.Decisions) == 0 {
		return errIdle
	}
	path := records + "decisions/" + mine.Decisions[0].DecisionID
	return errors.Join(s.worker(w).Get(ctx, path, nil), s.staff(w.Home).Get(ctx, path, nil))
}
