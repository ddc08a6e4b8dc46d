package passports_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/passports"
)

func init() {
	// Each check talks to a real database; the nightly run asks for more with -rapid.checks.
	if f := flag.Lookup("rapid.checks"); f != nil {
		_ = f.Value.Set("25")
	}
}

// life is one worker with bookings, each a stream of events of which the last says how it ended.
type life struct {
	worker   string
	bookings []shifts.BookingState
	stream   []events.Envelope
}

// changes are what may happen to a passport between any two events, by the public API. Some undo others.
var changes = map[string]func(w *world, workerID string){
	"hold placed": func(w *world, id string) {
		w.call(verifier("RVV"), http.MethodPost, "/workers/"+id+"/holds", `{"why":"sickness"}`)
	},
	"suspended": func(w *world, id string) {
		w.call(verifier("RVV"), http.MethodPost, "/workers/"+id+"/suspend", `{"why":"conduct"}`)
	},
	"reinstated":         func(w *world, id string) { w.call(verifier("RVV"), http.MethodPost, "/workers/"+id+"/reinstate", "") },
	"lapsed":             func(w *world, id string) { w.register(id, "lapsed") },
	"registered again":   func(w *world, id string) { w.register(id, "registered") },
	"conditions":         func(w *world, id string) { w.register(id, "conditions") },
	"no right to work":   func(w *world, id string) { w.rightToWork(id, "withdrawn") },
	"right to work":      func(w *world, id string) { w.rightToWork(id, "satisfied") },
	"said no to a host":  func(w *world, id string) { w.call(asWorker(id), http.MethodDelete, "/me/disclosures/RWF", "") },
	"said yes to a host": func(w *world, id string) { w.call(asWorker(id), http.MethodPut, "/me/disclosures/RWF", "{}") },
	"nothing":            func(*world, string) {},
}

func (w *world) register(workerID, status string) {
	w.call(verifier("RVV"), http.MethodPost, "/workers/"+workerID+"/registrations", `{"body":"NMC","number":"98Z7654Q","status":"`+status+`"}`)
}

func (w *world) rightToWork(workerID, outcome string) {
	w.call(verifier("RVV"), http.MethodPost, "/workers/"+workerID+"/checks", `{"type":"right_to_work","outcome":"`+outcome+`","checked_on":"2024-01-01"}`)
}

// Whatever the order in which the events of bookings come, late, twice or shuffled, and whatever happens to the passport
// between them: once everything has been delivered, no booking stands of a worker who is not fit for it.
func TestNoOrderOfEventsLeavesABookingOfAnUnfitWorker(t *testing.T) {
	t.Parallel()
	w := start(t)
	svc, ok := w.Service.(*passports.Service)
	if !ok {
		t.Fatal("the service is another")
	}
	verbs := slices.Sorted(func(yield func(string) bool) {
		for v := range changes {
			if !yield(v) {
				return
			}
		}
	})
	unbooked := 0
	rapid.Check(t, func(r *rapid.T) {
		l := w.lifeOf(rapid.IntRange(1, 3).Draw(r, "bookings"), func(name string, most int) int { return rapid.IntRange(0, most).Draw(r, name) })
		// Each event comes once or twice, in any order.
		delivered := slices.Clone(l.stream)
		for _, env := range l.stream {
			if rapid.Bool().Draw(r, "twice") {
				delivered = append(delivered, env)
			}
		}
		for _, i := range rapid.Permutation(upTo(len(delivered))).Draw(r, "order") {
			env := delivered[i]
			changes[rapid.SampledFrom(verbs).Draw(r, "between")](w, l.worker)
			if err := w.Service.Handle(t.Context(), env); err != nil {
				r.Fatal(err)
			}
		}
		changes[rapid.SampledFrom(verbs).Draw(r, "last")](w, l.worker)
		if _, err := svc.JudgeDue(t.Context()); err != nil {
			r.Fatal(err)
		}
		unbooked += w.holds(r, l)
	})
	if unbooked == 0 {
		t.Error("no order made anybody unfit, so nothing was tested")
	}
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func (w *world) lifeOf(n int, draw func(string, int) int) life {
	l := life{worker: w.enrol(nurse())}
	w.call(asWorker(l.worker), http.MethodPut, "/me/disclosures/RWF", "{}")
	for i := range n {
		b := w.booking(l.worker)
		b.StartsAt, b.EndsAt = b.StartsAt.AddDate(0, 0, i), b.EndsAt.AddDate(0, 0, i)
		l.stream = append(l.stream, w.envelope(shifts.BookingRequestedV1{Booking: b}, b, 1))
		at := w.Clock.Now()
		if draw("how far", 2) > 0 {
			b.Status, b.ConfirmedAt = shifts.BookingConfirmed, &at
			l.stream = append(l.stream, w.envelope(shifts.BookingConfirmedV1{Booking: b}, b, 2))
		}
		if draw("withdrawn", 3) == 0 {
			b.Status = shifts.BookingWithdrawn
			l.stream = append(l.stream, w.envelope(shifts.BookingWithdrawnV1{Booking: b}, b, 3))
		}
		l.bookings = append(l.bookings, b)
	}
	return l
}

func (w *world) envelope(ev events.Event, b shifts.BookingState, version int64) events.Envelope {
	w.t.Helper()
	env, err := events.New(ev, events.Meta{
		ID: id.New().String(), Time: w.Clock.Now(), ICS: testkit.ICS, ODS: b.HostEmployer, AggregateID: b.BookingID, AggregateVersion: version,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return env
}

// holds fails unless each booking that shifts has not ended, of a worker who is not fit for it, has been told to end. It
// gives how many were.
func (w *world) holds(r *rapid.T, l life) int {
	ended := w.toldToEnd(l.worker)
	n := 0
	for _, b := range l.bookings {
		if b.Status == shifts.BookingWithdrawn {
			continue
		}
		fit := w.fit(b)
		if ended[b.BookingID] {
			n++
		}
		if !fit && !ended[b.BookingID] {
			r.Errorf("booking %s stands, and the worker is not fit for it", b.BookingID)
		}
	}
	return n
}

// toldToEnd reads, from what was sent, the bookings that were not cleared, uncleared or ended by a suspension.
func (w *world) toldToEnd(workerID string) map[string]bool {
	w.t.Helper()
	rows, err := w.DB.Pool.Query(w.t.Context(), "select type, body from outbox where convert_from(body, 'UTF8') like '%' || $1 || '%'", workerID)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var kind string
		var body []byte
		if err := rows.Scan(&kind, &body); err != nil {
			w.t.Fatal(err)
		}
		var env struct {
			Data struct {
				BookingID  string   `json:"booking_id"`
				BookingIDs []string `json:"booking_ids"`
			}
		}
		if err := json.Unmarshal(body, &env); err != nil {
			w.t.Fatal(err)
		}
		switch kind {
		case contract.BookingNotClearedV1{}.EventName(), contract.BookingUnclearedV1{}.EventName():
			out[env.Data.BookingID] = true
		case contract.PassportSuspendedV1{}.EventName():
			for _, b := range env.Data.BookingIDs {
				out[b] = true
			}
		}
	}
	return out
}

// fit asks the service what the answer to the booking would be now.
func (w *world) fit(b shifts.BookingState) bool {
	w.t.Helper()
	var asked []string
	for _, c := range b.Requirements.Competencies {
		asked = append(asked, fmt.Sprintf("competency=%s:%s:%d", c.Framework, c.Code, c.Level))
	}
	var d struct{ Outcome string }
	w.must(http.StatusOK, w.call(verifier("RVV"), http.MethodGet, fmt.Sprintf(
		"/workers/%s/decision?staff_group=%s&role=%s&band=%s&starts_at=%s&ends_at=%s&host_employer=%s&registration_body=NMC&dbs_level=enhanced&dbs_workforce=adult&%s",
		b.WorkerID, b.StaffGroup, b.Role, b.Band, b.StartsAt.Format(time.RFC3339), b.EndsAt.Format(time.RFC3339), b.HostEmployer, strings.Join(asked, "&")), "")).into(w.t, &d)
	return strings.HasPrefix(d.Outcome, "eligible")
}
