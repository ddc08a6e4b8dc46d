package store_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/webpush"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// pushService is a push service of a browser maker that answers as it is told and counts what came to each endpoint.
type pushService struct {
	*httptest.Server
	mu     sync.Mutex
	answer map[string]int
	came   map[string]int
}

func newPushService(t *testing.T) *pushService {
	s := &pushService{answer: map[string]int{}, came: map[string]int{}}
	s.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.came[r.URL.Path]++
		w.WriteHeader(max(s.answer[r.URL.Path], http.StatusCreated))
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *pushService) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.came[path]
}

func TestWhatIsOwedIsRungOnce(t *testing.T) {
	t.Parallel()
	st := open(t)
	db, c, far := st.db, st.clock, newPushService(t)
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sender, err := webpush.NewSenderBy(far.Client(), key.Bytes(), "bank@example.test")
	if err != nil {
		t.Fatal(err)
	}
	telling := st.Telling
	telling.Push = sender
	a := app.New(app.Ports{Telling: telling}, c, testkit.ICS, nil)
	enc := base64.RawURLEncoding.EncodeToString
	browser := alerting.Subscription{P256DH: enc(key.PublicKey().Bytes()), Auth: enc(make([]byte, 16))}

	good, gone, busy, late := id.New(), id.New(), id.New(), id.New()
	far.answer["/gone"], far.answer["/busy"] = http.StatusGone, http.StatusServiceUnavailable
	for worker, path := range map[id.ID]string{good: "/good", gone: "/gone", busy: "/busy", late: "/late"} {
		browser.Endpoint = far.URL + path
		if err := st.Telling.Notices.Subscribe(t.Context(), worker, browser); err != nil {
			t.Fatal(err)
		}
	}
	tell := func(key string, kind app.NoticeKind, delay time.Duration, workers ...id.ID) {
		var ts []app.Telling
		for _, w := range workers {
			ts = append(ts, app.Telling{WorkerID: w, Key: key, Kind: kind, Headline: "A change", Link: "/notices", At: c.Now(), Ring: true, Delay: delay})
		}
		if err := st.Telling.Notices.Tell(t.Context(), ts); err != nil {
			t.Fatal(err)
		}
	}
	tell("one", app.NoticeBooking, 0, good, gone, busy)
	tell("one", app.NoticeBooking, 0, good, gone, busy) // The same event again.
	tell("two", app.NoticeBooking, time.Hour, late)
	tell("three", app.NoticeOpenShift, 0, late) // About a shift that is not there any more.

	var all sync.WaitGroup
	for range 4 { // As four replicas.
		all.Go(func() {
			for n := 1; n > 0; {
				var err error
				if n, err = a.RingDue(t.Context()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	for path, want := range map[string]int{"/good": 1, "/gone": 1, "/busy": 1, "/late": 0} {
		if got := far.count(path); got != want {
			t.Errorf("%s was rung %d times, want %d", path, got, want)
		}
	}
	var left, subscribed, outOfDate int
	err = db.Pool.QueryRow(t.Context(), `select (select count(*) from push_deliveries where done_at is null), (select count(*) from push_subscriptions),
		(select count(*) from push_deliveries where outcome = 'out_of_date')`).Scan(&left, &subscribed, &outOfDate)
	if err != nil || left != 2 || subscribed != 3 || outOfDate != 1 {
		t.Errorf("%d still owed (the busy one and the later), %d subscribed, %d out of date (%v)", left, subscribed, outOfDate, err)
	}
	var wait float64
	err = db.Pool.QueryRow(t.Context(), `select extract(epoch from min(due_at) - clock_timestamp()) from push_deliveries where done_at is null`).Scan(&wait)
	if err != nil || wait < 10 || wait > 31 {
		t.Errorf("the busy one is tried again in %v s (%v)", wait, err)
	}
}
