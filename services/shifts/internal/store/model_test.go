package store_test

import (
	"context"
	"flag"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func init() {
	// Each check talks to a real database; the nightly run asks for more with -rapid.checks and -rapid.steps.
	for name, value := range map[string]string{"rapid.checks": "25", "rapid.steps": "40"} {
		if f := flag.Lookup(name); f != nil {
			_ = f.Value.Set(value)
		}
	}
}

// life is the service on real Postgres beside a plain model of what must be the case.
type life struct {
	app     *app.App
	f       fixture
	owner   interface{ expire(id.ID) error }
	shifts  []id.ID
	status  map[id.ID]shift.Status
	times   map[id.ID][2]time.Time
	workers []id.ID

	bookings []id.ID
	of       map[id.ID]*booked
}

type booked struct {
	shift, worker  id.ID
	home           string
	status         booking.Status
	clear, allowed *bool
}

type expirer struct {
	exec func(string, ...any) error
}

// expire makes a hold's time be up, which only the owner of the tables can do before its time.
func (e expirer) expire(b id.ID) error {
	for _, sql := range []string{"alter table bookings disable trigger user", "", "alter table bookings enable trigger user"} {
		var err error
		if sql == "" {
			err = e.exec("update bookings set hold_expires_at = clock_timestamp() - interval '1 second' where id = $1", b)
		} else {
			err = e.exec(sql)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func TestBookingsLiveAsTheModelSays(t *testing.T) {
	t.Parallel()
	f := open(t)
	a := app.New(app.Ports{Shifts: f.Shifts, Bookings: f.Bookings, Models: f.Models, History: f.History, Policies: f.Policies, Attendance: f.Attendance, Hours: f.Hours, Evidence: f.Evidence}, f.clock, testkit.ICS, nil)
	conn := owner(t, f)
	own := expirer{func(sql string, args ...any) error {
		_, err := conn.Exec(context.Background(), sql, args...)
		return err
	}}
	rapid.Check(t, func(rt *rapid.T) {
		l := &life{app: a, f: f, owner: own, status: map[id.ID]shift.Status{}, times: map[id.ID][2]time.Time{}, of: map[id.ID]*booked{}}
		base := f.clock.Now().Truncate(time.Minute).Add(48 * time.Hour)
		for i := range 4 {
			// Two that overlap, one that leaves exactly eleven hours, one far away.
			starts := base.Add([]time.Duration{0, 4 * time.Hour, 19 * time.Hour, 200 * time.Hour}[i])
			s := f.post(t, posting([]string{"RVV", "RPA"}[i%2], starts, 8*time.Hour))
			l.shifts = append(l.shifts, s.ID)
			l.status[s.ID], l.times[s.ID] = shift.Open, [2]time.Time{s.StartsAt, s.EndsAt}
		}
		for range 3 {
			l.workers = append(l.workers, id.New())
		}
		rt.Repeat(map[string]func(*rapid.T){
			"accept":    l.accept,
			"clear":     l.clear,
			"authorise": l.authorise,
			"take back": l.takeBack,
			"give back": l.giveBack,
			"cancel":    l.cancel,
			"expire":    l.expire,
			"call off":  l.callOff,
			"":          l.check,
		})
	})
}

func (l *life) as(worker id.ID) context.Context {
	return auth.With(context.Background(), auth.Principal{Subject: "w", Role: auth.Worker, WorkerID: worker.String(), Employer: "RVV", ICS: testkit.ICS})
}

func (l *life) live(b id.ID) bool { return l.of[b].status.Live() }

// fits tells by plain arithmetic whether the worker may have the shift besides what they have.
func (l *life) fits(worker, s id.ID) bool {
	for b, have := range l.of {
		if have.worker != worker || !l.live(b) {
			continue
		}
		mine, want := l.times[have.shift], l.times[s]
		if want[0].Sub(mine[1]) < 11*time.Hour && mine[0].Sub(want[1]) < 11*time.Hour {
			return false
		}
	}
	return true
}

func (l *life) accept(t *rapid.T) {
	s, w := rapid.SampledFrom(l.shifts).Draw(t, "shift"), rapid.SampledFrom(l.workers).Draw(t, "worker")
	got, err := l.app.Accept(l.as(w), app.Accept{ShiftID: s, NoWait: true})
	if want := l.status[s] == shift.Open && l.fits(w, s); want != (err == nil) {
		t.Fatalf("accepting a shift that is %s, fitting %t: %v", l.status[s], l.fits(w, s), err)
	}
	if err != nil {
		return
	}
	l.status[s] = shift.Held
	l.bookings = append(l.bookings, got.Booking.ID)
	l.of[got.Booking.ID] = &booked{shift: s, worker: w, home: "RVV", status: booking.Held}
}

func (l *life) any(t *rapid.T) (id.ID, *booked) {
	if len(l.bookings) == 0 {
		t.Skip("nothing is booked")
	}
	b := rapid.SampledFrom(l.bookings).Draw(t, "booking")
	return b, l.of[b]
}

func why() []reason.Reason {
	return []reason.Reason{{Code: "X", Weight: reason.Hard, Message: "No."}}
}

// answered is what the model says follows from the answers of a held booking.
func (l *life) answered(b *booked) {
	if b.status != booking.Held {
		return
	}
	host, _ := l.f.Shifts.Get(context.Background(), b.shift)
	cross := host.Employer != b.home
	no := func(p *bool) bool { return p != nil && !*p }
	switch {
	case no(b.clear), cross && no(b.allowed):
		b.status, l.status[b.shift] = booking.Refused, shift.Open
	case b.clear != nil && (!cross || b.allowed != nil):
		b.status, l.status[b.shift] = booking.Confirmed, shift.Filled
	}
}

func (l *life) clear(t *rapid.T) {
	key, b := l.any(t)
	yes := rapid.Bool().Draw(t, "yes")
	c := &booking.Clearance{Yes: yes, PassportVersion: 1, ValidUntil: l.times[b.shift][1]}
	if !yes {
		c.Reasons = why()
	}
	if err := l.app.Settle(context.Background(), key, app.Answer{Clearance: c}); err != nil {
		t.Fatal(err)
	}
	if b.status == booking.Held && (b.clear == nil || (*b.clear && !yes)) {
		b.clear = &yes
	}
	l.answered(b)
}

func (l *life) authorise(t *rapid.T) {
	key, b := l.any(t)
	yes := rapid.Bool().Draw(t, "yes")
	a := &booking.Authorisation{Yes: yes, AgreementID: id.New(), AgreementVersion: 1}
	if !yes {
		a = &booking.Authorisation{Reasons: why()}
	}
	if err := l.app.Settle(context.Background(), key, app.Answer{Authorisation: a}); err != nil {
		t.Fatal(err)
	}
	if b.status == booking.Held && (b.allowed == nil || (*b.allowed && !yes)) {
		b.allowed = &yes
	}
	l.answered(b)
}

func (l *life) takeBack(t *rapid.T) {
	key, b := l.any(t)
	if err := l.app.TakeBack(context.Background(), key, app.Answer{Clearance: &booking.Clearance{Reasons: why()}}); err != nil {
		t.Fatal(err)
	}
	switch b.status {
	case booking.Held:
		b.status, l.status[b.shift] = booking.Refused, shift.Open
	case booking.Confirmed:
		b.status, l.status[b.shift] = booking.Revoked, shift.Open
	}
}

func (l *life) ended(t *rapid.T, b *booked, to booking.Status, err error) {
	if l.of[b.key(l)].status.Live() != (err == nil) {
		t.Fatalf("ending a booking that is %s: %v", b.status, err)
	}
	if err == nil {
		b.status, l.status[b.shift] = to, shift.Open
	}
}

func (b *booked) key(l *life) id.ID {
	for k, v := range l.of {
		if v == b {
			return k
		}
	}
	return id.Nil
}

func (l *life) giveBack(t *rapid.T) {
	key, b := l.any(t)
	_, err := l.app.GiveBack(l.as(b.worker), key, "other")
	l.ended(t, b, booking.Withdrawn, err)
}

func (l *life) staff(s id.ID) context.Context {
	st, _ := l.f.Shifts.Get(context.Background(), s)
	return auth.With(context.Background(), auth.Principal{Subject: "s", Role: auth.Employer, Employer: st.Employer, ICS: testkit.ICS, Duties: []string{auth.Post}})
}

func (l *life) cancel(t *rapid.T) {
	key, b := l.any(t)
	_, err := l.app.Cancel(l.staff(b.shift), key, "other")
	l.ended(t, b, booking.Cancelled, err)
}

func (l *life) expire(t *rapid.T) {
	key, b := l.any(t)
	if b.status != booking.Held {
		t.Skip("not held")
	}
	if err := l.owner.expire(key); err != nil {
		t.Fatal(err)
	}
	if rapid.Bool().Draw(t, "an answer comes before the sweep") {
		c := &booking.Clearance{Yes: true, PassportVersion: 1, ValidUntil: l.times[b.shift][1]}
		if err := l.app.Settle(context.Background(), key, app.Answer{Clearance: c}); err != nil {
			t.Fatal(err)
		}
	} else if n, err := l.app.ExpireHolds(context.Background()); err != nil || n != 1 {
		t.Fatalf("%d holds expired, %v", n, err)
	}
	b.status, l.status[b.shift] = booking.HoldExpired, shift.Open
}

func (l *life) callOff(t *rapid.T) {
	if rapid.IntRange(0, 5).Draw(t, "seldom") > 0 {
		t.Skip("shifts are seldom called off")
	}
	s := rapid.SampledFrom(l.shifts).Draw(t, "shift")
	_, err := l.app.Withdraw(l.staff(s), s, "no_longer_needed")
	was := l.status[s]
	if want := was == shift.Open || was == shift.Held || was == shift.Filled; want != (err == nil) {
		t.Fatalf("calling off a shift that is %s: %v", was, err)
	}
	if err != nil {
		return
	}
	l.status[s] = shift.Withdrawn
	if was == shift.Filled {
		l.status[s] = shift.Cancelled
	}
	for _, b := range l.of {
		if b.shift == s && b.status.Live() {
			b.status = booking.Cancelled
		}
	}
}

// check compares everything, and that each version has its event and its audit row.
func (l *life) check(t *rapid.T) {
	ctx := context.Background()
	for _, s := range l.shifts {
		st, err := l.f.Shifts.Get(ctx, s)
		if err != nil || st.Status != l.status[s] {
			t.Fatalf("shift is %s, the model says %s, %v", st.Status, l.status[s], err)
		}
		l.trail(t, "shifts.shift", s, st.Version)
	}
	for key, b := range l.of {
		st, _, err := l.f.Bookings.Get(ctx, key)
		if err != nil || st.Status != b.status {
			t.Fatalf("booking is %s, the model says %s, %v", st.Status, b.status, err)
		}
		l.trail(t, "shifts.booking", key, st.Version)
	}
}

func (l *life) trail(t *rapid.T, entity string, key id.ID, version int64) {
	var events, audits int64
	err := l.f.db.Pool.QueryRow(context.Background(), `select (select count(*) from outbox where entity = $1 and aggregate = $2),
		(select count(*) from audit where entity = $1 and aggregate = $2)`, entity, key.String()).Scan(&events, &audits)
	if err != nil || events != version || audits != version {
		t.Fatal(fmt.Sprintf("%s at version %d has %d events and %d audit rows", entity, version, events, audits), err)
	}
}
