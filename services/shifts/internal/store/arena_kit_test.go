package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// arena is workers and shifts of two employers, on which every use case of a booking's life is tried. Who tries reads
// what there is from the tables, so that many can at the same moment.
type arena struct {
	ward
	replicas []*app.App
	workers  []id.ID

	mu     sync.Mutex
	shifts []id.ID
	// floors are the revocation floors that the arena has told of.
	floors map[id.ID]int64
}

// dice draws a number from 0 to below n.
type dice func(n int) int

func openArena(t testing.TB) *arena {
	t.Helper()
	f := open(t)
	ports := app.Ports{Shifts: f.Shifts, Bookings: f.Bookings, Models: f.Models, History: f.History, Policies: f.Policies, List: f.List,
		Prefers: f.Prefers, RateCards: f.RateCards, Ladders: f.Ladders, Templates: f.Templates, Attendance: f.Attendance, Accepting: f.Accepting, Hours: f.Hours, Evidence: f.Evidence}
	a := &arena{floors: map[id.ID]int64{}}
	for range 2 {
		a.replicas = append(a.replicas, app.New(ports, f.clock, testkit.ICS, nil))
	}
	a.ward = ward{f, a.replicas[0]}
	for _, ods := range []string{"RVV", "RPA"} {
		err := a.LearnEmployer(t.Context(), deployments.EmployerState{ODS: ods, Name: ods, Kind: "acute", ICS: testkit.ICS, Since: f.clock.Now()}, 1)
		if err == nil {
			err = a.LearnSite(t.Context(), deployments.SiteState{ODS: ods + "01", Employer: ods, Name: ods, Town: "Ashford", Lat: 51.1, Lon: 0.9}, 1)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	agreement := deployments.AgreementState{AgreementID: id.New().String(), Version: 1, Model: "home_pays", Status: "in_force", From: f.clock.Now().AddDate(-1, 0, 0),
		Parties: []deployments.Party{{Employer: "RVV"}, {Employer: "RPA"}}, StaffGroups: []string{"nursing_midwifery"}, Bands: []string{"5"}}
	if err := a.LearnAgreement(t.Context(), agreement, 1); err != nil {
		t.Fatal(err)
	}
	return a
}

// settle makes the arena ready: the clock at the database's, workers, and shifts of two days that leave too little rest,
// overlap, or lie well apart. Every second was posted two days ago, so that the banks have had their time.
func (a *arena) settle(t testing.TB, workers, shifts int) {
	t.Helper()
	a.clock.Set(clock.System().Now())
	a.shifts, a.workers = nil, nil
	for range workers {
		a.workers = append(a.workers, a.enrol(t))
	}
	base := a.clock.Now().Truncate(time.Minute).Add(30 * time.Hour)
	gaps := []time.Duration{0, 4, 23, 24, 48, 72, 96, 120, 144, 150}
	for i := range shifts {
		then := a.fixture
		then.clock = clock.At(a.clock.Now().Add(-time.Duration(i%2) * 48 * time.Hour))
		p := posting([]string{"RVV", "RVV", "RPA"}[i%3], base.Add(gaps[i%len(gaps)]*time.Hour), 12*time.Hour)
		if i%4 == 3 {
			chosen(&p)
		}
		a.shifts = append(a.shifts, then.post(t, p).ID)
	}
}

func (a *arena) any(d dice) *app.App { return a.replicas[d(len(a.replicas))] }

func (a *arena) aShift(d dice) id.ID {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.shifts[d(len(a.shifts))]
}

func (a *arena) aWorker(d dice) id.ID { return a.workers[d(len(a.workers))] }

func (a *arena) floor(w id.ID) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return max(a.floors[w], 1)
}

// executiveOf is somebody of the employer with every duty.
func executiveOf(employer, name string) context.Context {
	return auth.With(context.Background(), auth.Principal{Subject: name, Role: auth.Employer, Employer: employer, ICS: testkit.ICS,
		Duties: []string{auth.Post, auth.Approve, auth.Executive}})
}

// hostOf is somebody of the employer whose shift it is.
func (a *arena) hostOf(s id.ID) context.Context {
	st, _ := a.Shifts.Get(context.Background(), s)
	return executiveOf(st.Employer, "approver")
}

// found is a row that an action is tried on: an id with its shift and its worker.
type found struct{ id, shift, worker id.ID }

// pick gives a row of the arena's shifts that the condition holds for, and false when there is none.
func (a *arena) pick(d dice, table, where string) (found, bool) {
	rows, err := a.db.Pool.Query(context.Background(), "select id, shift_id, worker_id from "+table+" where shift_id = any($1) and "+where+" order by id", a.ids())
	if err != nil {
		panic(err)
	}
	defer rows.Close()
	var all []found
	for rows.Next() {
		var f found
		if err := rows.Scan(&f.id, &f.shift, &f.worker); err != nil {
			panic(err)
		}
		all = append(all, f)
	}
	if len(all) == 0 {
		return found{}, false
	}
	return all[d(len(all))], true
}

func (a *arena) ids() []id.ID {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]id.ID(nil), a.shifts...)
}

func (a *arena) add(posted []shift.State) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range posted {
		a.shifts = append(a.shifts, s.ID)
	}
}

// decideAs keeps a policy of an employer, whatever it has decided before.
func (a *arena) decideAs(ctx context.Context, employer string, p policy.Settings) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = a.ChangePolicy(executiveOf(employer, "executive"), p.Kind(), body, anyVersion)
	return err
}

// unknownError is what no person can do anything about: a failure that is no refusal.
func unknownError(err error) error {
	if f := fault.Of(err); f != nil && !errors.Is(err, errNothing) && (f.Kind == fault.Internal || f.Kind == fault.Unavailable) {
		return fmt.Errorf("an error that is no refusal: %w (%w)", f, err)
	}
	return nil
}
