package history_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/modules"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/testkit"
)

// system is the four services under one clock that the test moves, each event handed to its readers as soon as it is committed, or
// kept back until the test lets it go.
type system struct {
	t       *testing.T
	clock   *clock.Manual
	world   seed.World
	api     apiclient.Client
	token   func(auth.Principal) string
	workers []history.Worker

	mu      sync.Mutex
	readers map[string][]service.Service
	// kept are events of the kinds in keep, which nobody has heard yet.
	keep func(events.Envelope) bool
	kept []events.Envelope
}

// Publish implements outbox.Publisher.
func (s *system) Publish(ctx context.Context, env events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	s.mu.Lock()
	later := s.keep != nil && s.keep(env)
	if later {
		s.kept = append(s.kept, env)
	}
	s.mu.Unlock()
	if !later {
		s.hand(ctx, env)
	}
	done(outbox.Ack{}, errors.New("there is no stream"))
}

func (s *system) hand(ctx context.Context, env events.Envelope) {
	for _, svc := range s.readers[env.Type] {
		if err := svc.Handle(ctx, env); err != nil {
			s.t.Errorf("%s: %v", env.Type, err)
		}
	}
}

// release hands over what was kept back, each event twice, in an order of its own.
func (s *system) release(rng *rand.Rand) {
	s.mu.Lock()
	kept := slices.Concat(s.kept, s.kept)
	s.kept, s.keep = nil, nil
	s.mu.Unlock()
	rng.Shuffle(len(kept), func(i, j int) { kept[i], kept[j] = kept[j], kept[i] })
	for _, env := range kept {
		s.hand(s.t.Context(), env)
	}
}

// Stream and Reconnected implement outbox.Publisher.
func (s *system) Stream(context.Context) (outbox.StreamState, error) {
	return outbox.StreamState{}, errors.New("there is no stream")
}
func (s *system) Reconnected() <-chan struct{} { return nil }

// startSystem founds three employers, which share nurses, and nurses of each.
func startSystem(t *testing.T) *system {
	t.Helper()
	world, err := seed.KentAndMedway()
	if err != nil {
		t.Fatal(err)
	}
	world.Employers = slices.DeleteFunc(world.Employers, func(e seed.Employer) bool { return !slices.Contains([]string{"RVV", "RPA", "RWF"}, e.ODS) })
	world.Agreements = []seed.Agreement{{Title: "Nurses for each other", Model: "licence_to_attend", Parties: []string{"RVV", "RPA", "RWF"},
		StaffGroups: []string{"nursing_midwifery"}, MaxDays: 200, AtEnd: "honour", Signed: true}}
	world.Workers = 24
	// Noon, some days before a midnight.
	now := clock.System().Now()
	s := &system{t: t, clock: clock.At(now), world: world, readers: map[string][]service.Service{}}
	signIn, token := testkit.Issuer(t, s.clock)
	s.token = token
	mux := http.NewServeMux()
	for _, mod := range modules.All() {
		db := testkit.Database(t, mod.Name, mod.Migrate)
		svc, err := mod.New(service.Deps{Pool: db.Pool, Publisher: s, Auth: signIn, Clock: s.clock, Log: testkit.Log(t), ICS: world.ICS,
			VaultKeys: [][]byte{[]byte("test vault key, thirty-two bytes")}, PublicURL: "http://127.0.0.1"})
		if err != nil {
			t.Fatal(err)
		}
		for _, sub := range mod.Subscriptions {
			for _, e := range sub.Events {
				if !slices.Contains(s.readers[e], svc) {
					s.readers[e] = append(s.readers[e], svc)
				}
			}
		}
		mux.Handle("/api/"+mod.Name+"/", svc.Handler())
		for _, path := range mod.Paths {
			if !strings.HasPrefix(path, "/api/") {
				mux.Handle(path+"/", svc.Handler())
				mux.Handle(path, svc.Handler())
			}
		}
	}
	s.api = apiclient.Client{Base: "http://muster.invalid", HTTP: apiclient.InProcess(mux)}
	if s.workers, err = history.FoundOver(t.Context(), world, s.as); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *system) as(p auth.Principal) apiclient.Client { return s.api.As(s.token(p)) }

func (s *system) staff(ods string) apiclient.Client { return s.as(history.Staff(s.world.ICS, ods)) }

func (s *system) nurse(home string, nth int) history.Worker {
	s.t.Helper()
	for _, w := range s.workers {
		if w.Home == home && w.Role == "registered_nurse" && w.Lapsing == "" {
			if nth == 0 {
				return w
			}
			nth--
		}
	}
	s.t.Fatalf("there are too few nurses of %s", home)
	return history.Worker{}
}

// midnight is the beginning in London of the day that lies some days ahead.
func (s *system) midnight(ahead int) time.Time {
	y, m, d := s.clock.Now().In(clock.London).Date()
	return time.Date(y, m, d+ahead, 0, 0, 0, 0, clock.London).UTC()
}

func day(midnight time.Time) string { return midnight.In(clock.London).Format(time.DateOnly) }

// merge records that one employer follows others; a successor that is not there yet is registered first.
func (s *system) merge(successor string, at time.Time, predecessors ...string) {
	s.t.Helper()
	lead := s.as(history.Lead(s.world.ICS))
	if !slices.ContainsFunc(s.world.Employers, func(e seed.Employer) bool { return e.ODS == successor }) {
		s.must(lead.Post(s.t.Context(), "/api/deployments/v1/employers", map[string]any{"ods": successor, "name": "Trust " + successor,
			"kind": "acute", "ics": s.world.ICS, "since": at}, nil))
	}
	s.must(lead.Post(s.t.Context(), "/api/deployments/v1/mergers", map[string]any{"successor": successor, "predecessors": predecessors, "on": day(at)}, nil))
}

func (s *system) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// post asks for a nurse at the first site of an employer; by is whose people post it.
func (s *system) post(by, employer, site string, starts time.Time, length time.Duration) shifts.ShiftState {
	s.t.Helper()
	made, err := s.tryPost(by, employer, site, starts, length)
	s.must(err)
	return made
}

func (s *system) tryPost(by, employer, site string, starts time.Time, length time.Duration) (shifts.ShiftState, error) {
	i := slices.IndexFunc(s.world.Employers, func(e seed.Employer) bool { return e.ODS == site })
	j := slices.IndexFunc(s.world.Roles, func(r seed.Role) bool { return r.Code == "registered_nurse" })
	e := s.world.Employers[i]
	want := history.ShiftOf(s.world, seed.Demand{Employer: seed.Employer{ODS: employer}, Site: e.Sites[0], Ward: "cedar", Role: s.world.Roles[j],
		Start: starts, End: starts.Add(length), Break: 60, Reason: "sickness"})
	var made apiclient.Posting
	if err := s.staff(by).Post(s.t.Context(), "/api/shifts/v1/shifts", want, &made); err != nil {
		return shifts.ShiftState{}, err
	}
	return made.Shifts[0], nil
}

// take lets a worker accept a shift.
func (s *system) take(w history.Worker, shift shifts.ShiftState) (b shifts.BookingState, err error) {
	err = s.as(w.Principal(s.world.ICS)).Call(s.t.Context(), http.MethodPost, "/api/shifts/v1/shifts/"+shift.ShiftID+"/bookings", id.New().String(), map[string]any{}, &b)
	return b, err
}

func (s *system) taken(w history.Worker, shift shifts.ShiftState, channel shifts.Channel) shifts.BookingState {
	s.t.Helper()
	b, err := s.take(w, shift)
	s.must(err)
	if b.Status != shifts.BookingConfirmed || b.Channel != channel || (b.AgreementID == "") != (channel == shifts.OwnBank) {
		s.t.Errorf("a nurse of %s on a shift of %s: %s by %s, agreement %q; want confirmed by %s", w.Home, shift.Employer, b.Status, b.Channel, b.AgreementID, channel)
	}
	return b
}

// sees tells whether an employer's people find a shift among their own, and may read it.
func (s *system) sees(ods string, shift shifts.ShiftState) bool {
	s.t.Helper()
	var page struct {
		Shifts []shifts.ShiftState `json:"shifts"`
	}
	s.must(s.staff(ods).Get(s.t.Context(), "/api/shifts/v1/shifts?limit=200", &page))
	listed := slices.ContainsFunc(page.Shifts, func(x shifts.ShiftState) bool { return x.ShiftID == shift.ShiftID })
	err := s.staff(ods).Get(s.t.Context(), "/api/shifts/v1/shifts/"+shift.ShiftID, nil)
	if listed != (err == nil) {
		s.t.Errorf("%s: listed %t, read %v", ods, listed, err)
	}
	return listed
}

// people are the workers that an employer's verifiers find.
func (s *system) people(ods string) []string {
	s.t.Helper()
	var page struct {
		Workers []struct {
			WorkerID string `json:"worker_id"`
		} `json:"workers"`
	}
	s.must(s.staff(ods).Get(s.t.Context(), "/api/passports/v1/workers?limit=100&employer="+url.QueryEscape(ods), &page))
	out := make([]string, len(page.Workers))
	for i, w := range page.Workers {
		out[i] = w.WorkerID
	}
	return out
}

func problem(err error) string {
	var p *apiclient.Problem
	if errors.As(err, &p) {
		return fmt.Sprint(p.Status, " ", p.Code)
	}
	return fmt.Sprint(err)
}

const morning = 7*time.Hour + 30*time.Minute

func TestTwoTrustsBecomeANewOne(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	at := s.midnight(4)
	before := s.post("RPA", "RPA", "RPA", at.Add(-24*time.Hour+morning), 8*time.Hour)
	across := s.post("RPA", "RPA", "RPA", at.Add(-4*time.Hour), 8*time.Hour)
	after := s.post("RPA", "RPA", "RPA", at.Add(48*time.Hour+morning), 8*time.Hour)
	later := s.post("RPA", "RPA", "RPA", at.Add(96*time.Hour+morning), 8*time.Hour)
	s.merge("R1K", at, "RPA", "RWF")

	// Until then they are two, and a shift across midnight is the day's on which it starts; from then on they are one bank.
	near, other, far := s.nurse("RWF", 0), s.nurse("RWF", 1), s.nurse("RVV", 0)
	s.taken(near, before, shifts.CollaborativeBank)
	s.taken(other, across, shifts.CollaborativeBank)
	s.taken(near, after, shifts.OwnBank)
	stands := s.taken(far, later, shifts.CollaborativeBank)
	s.clock.Set(at.Add(-time.Second))
	if !s.sees("RPA", after) || s.sees("R1K", after) || len(s.people("R1K")) != 0 || !slices.Contains(s.people("RWF"), near.ID) {
		t.Error("a second before, the two run their own shifts and passports")
	}
	if _, err := s.tryPost("R1K", "R1K", "RPA", at.Add(5*24*time.Hour), 8*time.Hour); err == nil {
		t.Error("a second before, the new trust has a site of RPA")
	}
	s.clock.Set(at)
	for _, ods := range []string{"R1K", "RPA", "RWF"} {
		if !s.sees(ods, after) || !s.sees(ods, before) {
			t.Errorf("people with %s do not see the shifts of the trust for which they work now", ods)
		}
		if all := s.people(ods); !slices.Contains(all, near.ID) || slices.Contains(all, far.ID) {
			t.Errorf("people with %s find %v", ods, all)
		}
	}
	if s.sees("RVV", after) {
		t.Error("a trust that went on sees another's shifts")
	}
	fresh := s.post("RPA", "RPA", "RPA", at.Add(6*24*time.Hour+morning), 8*time.Hour)
	if fresh.Employer != "R1K" {
		t.Errorf("a shift that is posted on the day is of %s, want R1K", fresh.Employer)
	}
	// The agreement and the nurse's word bind the heir.
	s.taken(far, fresh, shifts.CollaborativeBank)
	s.must(s.staff("R1K").Post(t.Context(), "/api/shifts/v1/bookings/"+stands.BookingID+"/cancel", map[string]any{"why": "no_longer_needed"}, nil))
	// Own posts at both: from the new trust, and from the old.
	s.must(s.staff("R1K").Post(t.Context(), "/api/passports/v1/workers/"+near.ID+"/engagements", map[string]any{"employer": "RWF", "kind": "bank",
		"staff_group": "nursing_midwifery", "role": "registered_nurse", "band": near.Band, "from": at}, nil))
	s.taken(near, s.post("R1K", "R1K", "RPA", at.Add(8*24*time.Hour+morning), 8*time.Hour), shifts.OwnBank)
	var card []byte
	status, card, err := s.staff("R1K").Do(t.Context(), http.MethodGet, "/passports/workers/"+far.ID+"/card", "", nil)
	if err != nil || status != http.StatusOK {
		t.Errorf("the card of who is booked under the new code: %d %v %.80s", status, err, card)
	}
	s.withdrawsFrom(far, "R1K", "RPA")
}

// withdrawsFrom takes back what the worker said to whom the heir has followed, and what rests on it.
func (s *system) withdrawsFrom(w history.Worker, heir, said string) {
	s.t.Helper()
	mine := s.as(w.Principal(s.world.ICS))
	var word struct {
		Status   string   `json:"status"`
		Followed []string `json:"followed"`
	}
	s.must(mine.Get(s.t.Context(), "/api/passports/v1/me/disclosures/"+heir, &word))
	if word.Status != "authorised" || !slices.Contains(word.Followed, said) {
		s.t.Errorf("the word to %s as it is shown of %s: %+v", said, heir, word)
	}
	s.must(mine.Call(s.t.Context(), http.MethodDelete, "/api/passports/v1/me/disclosures/"+heir, id.New().String(), nil, nil))
	var mineNow struct {
		Bookings []shifts.BookingState `json:"bookings"`
	}
	s.must(mine.Get(s.t.Context(), "/api/shifts/v1/bookings", &mineNow))
	for _, b := range mineNow.Bookings {
		if b.Status == shifts.BookingConfirmed {
			s.t.Errorf("a booking stands at %s after the word was taken back", b.HostEmployer)
		}
	}
	next := s.post(heir, heir, said, s.clock.Now().Add(12*24*time.Hour), 8*time.Hour)
	if _, err := s.take(w, next); err == nil || !strings.Contains(problem(err), "409") {
		s.t.Errorf("a shift of %s after the word was taken back: %v", heir, err)
	}
}

func TestATrustIsTakenInAndItsHeirIsTakenIn(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	first, second := s.midnight(3), s.midnight(6)
	old := s.post("RPA", "RPA", "RPA", second.Add(24*time.Hour+morning), 8*time.Hour)
	s.merge("RVV", first, "RPA")
	s.merge("RWF", second, "RVV")
	nurse := s.nurse("RWF", 0)
	// After both days all three are one.
	s.taken(nurse, old, shifts.OwnBank)
	s.clock.Set(first)
	if !s.sees("RVV", old) || !s.sees("RPA", old) || s.sees("RWF", old) {
		t.Error("between the two days the first heir runs it")
	}
	if made := s.post("RPA", "RPA", "RPA", second.Add(-12*time.Hour), 8*time.Hour); made.Employer != "RVV" {
		t.Errorf("a shift between the two days is of %s, want RVV", made.Employer)
	}
	s.clock.Set(second)
	if !s.sees("RWF", old) || !s.sees("RVV", old) || len(s.people("RPA")) != len(s.people("RWF")) {
		t.Error("from the second day on the last heir runs it")
	}
}

// Whatever is heard first, the merger, the posts or the shifts: from the day on it comes to the same.
func TestTheOrderInWhichAMergerIsHeardDoesNotMatter(t *testing.T) {
	t.Parallel()
	for n := range 3 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(uint64(n), 7))
			s := startSystem(t)
			at := s.midnight(2)
			s.keep = func(env events.Envelope) bool { return events.ServiceOf(env.Type) == "deployments" }
			shift := s.post("RPA", "RPA", "RPA", at.Add(24*time.Hour+morning), 8*time.Hour)
			s.merge("R1K", at, "RPA", "RWF")
			s.release(rng)
			s.clock.Set(at)
			s.taken(s.nurse("RWF", 0), shift, shifts.OwnBank)
			if !s.sees("R1K", shift) || s.post("RWF", "RWF", "RPA", at.Add(72*time.Hour), 8*time.Hour).Employer != "R1K" {
				t.Error("the heir does not run what it followed")
			}
		})
	}
}
