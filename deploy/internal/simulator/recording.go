package simulator

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
)

const records = "/api/passports/v1/"

// passport is what the home employer sees of a worker, as far as it is needed here.
type passport struct {
	Status string
	Checks []struct {
		CheckID   string `json:"check_id"`
		Type      string
		CheckedOn time.Time `json:"checked_on"`
		Current   bool
	}
	Competencies []struct {
		Framework, Code string
		Level           int
		ValidUntil      *time.Time `json:"valid_until"`
	}
}

func (s *Simulator) passportOf(ctx context.Context, w history.Worker) (p passport, err error) {
	err = s.staff(w.Home).Get(ctx, records+"workers/"+w.ID, &p)
	return p, err
}

// onRecord posts one thing to a worker's passport, as the home employer's people.
func (s *Simulator) onRecord(ctx context.Context, w history.Worker, what string, body any) error {
	return s.staff(w.Home).Post(ctx, records+"workers/"+w.ID+"/"+what, body, nil)
}

// today is the day in London, as a form has it.
func (s *Simulator) today() string { return s.day(0) }

// recordCheck looks at identity or right to work again, which everybody may do on any day.
func (s *Simulator) recordCheck(ctx context.Context) error {
	kind := []string{"identity", "right_to_work"}[s.rng.IntN(2)]
	return s.onRecord(ctx, s.someWorker(), "checks", map[string]any{"type": kind, "outcome": "satisfied", "method": "documents", "checked_on": s.today()})
}

// correctCheck puts right the day of a check: a new record in the place of the old one.
func (s *Simulator) correctCheck(ctx context.Context) error {
	w := s.someWorker()
	p, err := s.passportOf(ctx, w)
	if err != nil {
		return err
	}
	for _, c := range p.Checks {
		if c.Type == "identity" && c.Current {
			return s.onRecord(ctx, w, "checks", map[string]any{"type": "identity", "outcome": "satisfied", "method": "documents",
				"checked_on": c.CheckedOn.In(clock.London).AddDate(0, 0, -1).Format(time.DateOnly), "supersedes": c.CheckID, "recorded_reason": "wrong_date"})
		}
	}
	return errIdle
}

// assessHealth is occupational health, which alone records it. Once in a while somebody works no nights for some weeks.
func (s *Simulator) assessHealth(ctx context.Context) error {
	w := s.someWorker()
	body := map[string]any{"type": "occupational_health", "outcome": "satisfied", "level": "fit", "checked_on": s.today()}
	if s.rng.IntN(4) == 0 {
		body["level"], body["restrictions"], body["review_due"] = "fit_with_restrictions", []string{"no_nights"}, s.day(42)
	}
	return s.as(history.OccupationalHealth(s.World.ICS, w.Home)).Post(ctx, records+"workers/"+w.ID+"/checks", body, nil)
}

// renewCompetency records that somebody took a course again; who has let one lapse comes first every other time.
func (s *Simulator) renewCompetency(ctx context.Context) error {
	w := s.someWorker()
	if s.rng.IntN(2) == 0 {
		if late, err := pick(s, s.Workers, func(w history.Worker) bool { return w.Lapsing != "" }); err == nil {
			w = late
		}
	}
	p, err := s.passportOf(ctx, w)
	if err != nil {
		return err
	}
	if len(p.Competencies) == 0 {
		return errIdle
	}
	c := p.Competencies[s.rng.IntN(len(p.Competencies))]
	return s.onRecord(ctx, w, "competencies", map[string]any{"framework": c.Framework, "code": c.Code, "level": c.Level,
		"achieved_on": s.today(), "valid_until": s.day(365)})
}

// importCompetencies sends a file for one worker as the Electronic Staff Record exports it, and records its good rows.
func (s *Simulator) importCompetencies(ctx context.Context) error {
	w, now := s.someWorker(), s.Clock.Now().In(clock.London)
	esr := func(t time.Time) string { return t.Format("02-Jan-2006") }
	file := "Competency Name,Expiry Date,Date Start,Last Updated By,Title,VPD\r\n" +
		"NHS|CSTF|Fire Safety - 2 Years|," + esr(now.AddDate(2, 0, -s.rng.IntN(200))) + "," + esr(now.AddDate(0, 0, -1)) + ",SYNTHETIC,Synthetic,457\r\n" +
		"457|LOCAL|Synthetic ward tour|,," + esr(now.AddDate(0, 0, -1)) + ",SYNTHETIC,Synthetic,457\r\n"
	var sent struct {
		ImportID string `json:"import_id"`
	}
	team := s.staff(w.Home)
	if err := team.Upload(ctx, records+"imports/esr?worker_id="+w.ID, "file", "synthetic.csv", []byte(file), &sent); err != nil {
		return err
	}
	return team.Post(ctx, records+"imports/"+sent.ImportID+"/apply", map[string]any{"rows": "only_good"}, nil)
}

// explainWord says once what a word of a file means that nobody knew.
func (s *Simulator) explainWord(ctx context.Context) error {
	return s.atSome(func(ods string) error {
		var queue struct{ Words []struct{ Key string } }
		if err := s.staff(ods).Get(ctx, records+"import-queue", &queue); err != nil {
			return err
		}
		if len(queue.Words) == 0 {
			return errIdle
		}
		return s.staff(ods).Post(ctx, records+"import-queue", map[string]any{"kind": "esr", "key": queue.Words[0].Key}, nil)
	})
}

// showRound is a ward that shows somebody round on their shift.
func (s *Simulator) showRound(ctx context.Context) error {
	return s.onBooking(ctx, "confirmed&status=started", s.due, func(b shifts.BookingState, w history.Worker) error {
		return s.ward(b.HostEmployer).Post(ctx, records+"workers/"+w.ID+"/inductions",
			map[string]any{"employer": b.HostEmployer, "site": b.Site, "done_on": s.today()}, nil)
	})
}

// barred is somebody whom the simulator has barred, and how that is ended.
type barred struct {
	worker history.Worker
	lift   string
}

// most are how many workers the simulator keeps barred at once: enough to be seen, too few to empty the rota.
const most = 3

func (s *Simulator) placeHold(ctx context.Context) error {
	if len(s.held) >= most {
		return errIdle
	}
	w := s.someWorker()
	var made struct {
		HoldID string `json:"hold_id"`
	}
	body := map[string]any{"why": "own_request", "until": s.day(2)}
	if err := s.staff(w.Home).Post(ctx, records+"workers/"+w.ID+"/holds", body, &made); err != nil {
		return err
	}
	s.held = append(s.held, barred{w, "holds/" + made.HoldID + "/lift"})
	return nil
}

// inUse draws somebody whose passport is in use.
func (s *Simulator) inUse() (history.Worker, error) {
	return pick(s, s.Workers, func(w history.Worker) bool {
		return !slices.ContainsFunc(s.suspended, func(b barred) bool { return b.worker.ID == w.ID })
	})
}

func (s *Simulator) liftHold(ctx context.Context) error { return s.unbar(ctx, &s.held) }

// suspend takes a passport out of use: whatever is booked ahead is un-booked and opens again.
func (s *Simulator) suspend(ctx context.Context) error {
	if len(s.suspended) >= most {
		return errIdle
	}
	w := s.someWorker()
	if err := s.onRecord(ctx, w, "suspend", map[string]any{"why": "checks_in_doubt"}); err != nil {
		return err
	}
	s.suspended = append(s.suspended, barred{w, "reinstate"})
	return nil
}

func (s *Simulator) reinstate(ctx context.Context) error { return s.unbar(ctx, &s.suspended) }

// unbar ends the oldest of some bars. One that cannot be ended is forgotten.
func (s *Simulator) unbar(ctx context.Context, some *[]barred) error {
	if len(*some) == 0 {
		return errIdle
	}
	one := (*some)[0]
	*some = (*some)[1:]
	return s.onRecord(ctx, one.worker, one.lift, none)
}

// readRegister is an employer that reads a register for all of its staff.
func (s *Simulator) readRegister(ctx context.Context) error {
	ods := s.World.Employers[s.rng.IntN(len(s.World.Employers))].ODS
	return s.staff(ods).Post(ctx, records+"registers/NMC/reads", map[string]any{"employer": ods}, nil)
}

// lookAtRecord is what the people who verify open each morning.
func (s *Simulator) lookAtRecord(ctx context.Context) error {
	ods := s.World.Employers[s.rng.IntN(len(s.World.Employers))].ODS
	q := "?employer=" + url.QueryEscape(ods)
	return errors.Join(s.staff(ods).Get(ctx, records+"due"+q, nil), s.staff(ods).Get(ctx, records+"bookings-at-risk"+q, nil))
}

// setHostPolicy lets an employer ask for more, or for what is usual again.
func (s *Simulator) setHostPolicy(ctx context.Context) error {
	ods := s.World.Employers[s.rng.IntN(len(s.World.Employers))].ODS
	path, team := records+"host-policies/"+ods, s.staff(ods)
	etag, err := team.Fetch(ctx, path, nil)
	if err != nil {
		return err
	}
	return team.Change(ctx, http.MethodPut, path, etag, map[string]any{"register_flag_days": 5 + s.rng.IntN(3)}, nil)
}
