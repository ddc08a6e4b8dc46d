package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web"
)

// maker counts how often its work was done, through the transaction that every change of Muster runs in.
type maker struct {
	box  *outbox.Outbox
	done chan string
	// during runs inside the first request's handler.
	during func()
}

func newMaker(pool *pgxpool.Pool) *maker {
	return &maker{box: outbox.New(pool, "MUSTER_THINGS", nil, outbox.Options{}), done: make(chan string, 100)}
}

func (m *maker) make(ctx context.Context, in *thingIn) (*thingOut, error) {
	if in.Body.Name == "never" {
		return nil, fault.New(fault.Conflict, "not_now", "Not now.")
	}
	if err := m.box.InTx(ctx, func(*outbox.Tx) error { return nil }); err != nil {
		return nil, err
	}
	m.done <- in.Body.Name
	if m.during != nil {
		m.during()
	}
	switch in.Body.Name {
	case "refused":
		return nil, fault.New(fault.Conflict, "refused", "It was tried and refused.")
	case "secret":
		web.AnswerOnce(ctx)
	case "lost":
		panic("the process dies after the commit")
	}
	return &thingOut{Location: "/things/1", Body: thing{Name: in.Body.Name}}, nil
}

func keyed(t *testing.T) (*maker, http.Handler, *pgxpool.Pool) {
	t.Helper()
	db := testkit.Database(t, "web", func(ctx context.Context, url string) error { return pg.Migrate(ctx, url, outbox.Migrations) })
	m := newMaker(db.Pool)
	return m, m.handler(t, db.Pool), db.Pool
}

func (m *maker) handler(t *testing.T, pool *pgxpool.Pool) http.Handler {
	t.Helper()
	s := server(t, func(c *web.Config) { c.Pool = pool })
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/things", ID: "make", Action: "thing.make", Status: 201}, m.make)
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/things/{id}/parts", ID: "part", Action: "thing.make", Status: 201},
		func(ctx context.Context, in *struct {
			ID string `path:"id"`
			thingIn
		}) (*thingOut, error) {
			return m.make(ctx, &in.thingIn)
		})
	s.Page("POST /make", "thing.make", func(w http.ResponseWriter, r *http.Request) error {
		if err := m.box.InTx(r.Context(), func(*outbox.Tx) error { return nil }); err != nil {
			return err
		}
		m.done <- r.PostFormValue("name")
		http.Redirect(w, r, "/made", http.StatusSeeOther)
		return nil
	})
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return s.Handler()
}

func named(name, key string, as auth.Principal) request {
	return request{
		method: "POST", path: "/api/things/v1/things", body: `{"name":"` + name + `","count":1}`,
		header: map[string]string{"Idempotency-Key": key}, as: as,
	}
}

func (m *maker) times(t *testing.T, want int) {
	t.Helper()
	if got := len(m.done); got != want {
		t.Errorf("the work was done %d times, want %d", got, want)
	}
}

func TestARepeatedPOSTDoesItsWorkOnceAndGetsTheFirstAnswer(t *testing.T) {
	t.Parallel()
	m, h, pool := keyed(t)
	first := named("a", "k", employer).do(t, h)
	if first.StatusCode != 201 || first.Header.Get("Idempotent-Replayed") != "" {
		t.Fatalf("first answer %d %s", first.StatusCode, text(t, first))
	}
	// Another replica knows the key too.
	for _, replica := range []http.Handler{h, m.handler(t, pool)} {
		again := named("a", "k", employer).do(t, replica)
		if again.StatusCode != 201 || again.Header.Get("Idempotent-Replayed") != "true" || again.Header.Get("Location") != "/things/1" {
			t.Errorf("repeated: %d %v", again.StatusCode, again.Header)
		}
		if got := text(t, again); got != `{"name":"a","parts":[]}`+"\n" {
			t.Errorf("repeated: %s", got)
		}
	}
	m.times(t, 1)
}

func TestAKeyBelongsToOnePrincipalOneResourceAndOneBody(t *testing.T) {
	t.Parallel()
	m, h, _ := keyed(t)
	named("a", "k", employer).do(t, h)
	expect(t, named("b", "k", employer).do(t, h), 422, "idempotency_key_reused")
	m.times(t, 1)
	other := employer
	other.Subject = "e-2"
	if res := named("b", "k", other).do(t, h); res.StatusCode != 201 {
		t.Errorf("another principal got %d", res.StatusCode)
	}
	for _, path := range []string{"/api/things/v1/things/1/parts", "/api/things/v1/things/2/parts"} {
		q := named("c", "k", employer)
		q.path = path
		if res := q.do(t, h); res.StatusCode != 201 || res.Header.Get("Idempotent-Replayed") != "" {
			t.Errorf("%s answered %d %v", path, res.StatusCode, res.Header)
		}
	}
	m.times(t, 4)
}

func TestARefusalThatChangedNothingLeavesTheKeyFree(t *testing.T) {
	t.Parallel()
	m, h, _ := keyed(t)
	expect(t, named("never", "k", employer).do(t, h), 409, "not_now")
	bad := named("a", "k", employer)
	bad.body = `{"name":"a"}`
	expect(t, bad.do(t, h), 422, "invalid_input")
	if res := named("a", "k", employer).do(t, h); res.StatusCode != 201 {
		t.Errorf("the corrected request got %d", res.StatusCode)
	}
	m.times(t, 1)
}

func TestARefusalThatChangedSomethingIsReplayed(t *testing.T) {
	t.Parallel()
	m, h, _ := keyed(t)
	expect(t, named("refused", "k", employer).do(t, h), 409, "refused")
	again := named("refused", "k", employer).do(t, h)
	if again.Header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("headers %v", again.Header)
	}
	expect(t, again, 409, "refused")
	m.times(t, 1)
}

func TestAKeyInFlightIsRefused(t *testing.T) {
	t.Parallel()
	m, h, pool := keyed(t)
	replica := m.handler(t, pool)
	var here, there *http.Response
	m.during = func() {
		m.during = nil
		here = named("a", "k", employer).do(t, h)
		there = named("a", "k", employer).do(t, replica)
	}
	if res := named("a", "k", employer).do(t, h); res.StatusCode != 201 {
		t.Errorf("the first got %d", res.StatusCode)
	}
	expect(t, here, 409, "in_flight")
	expect(t, there, 409, "already_done")
	m.times(t, 1)
}

func TestAChangeWhoseAnswerWasLostIsNotMadeAgain(t *testing.T) {
	t.Parallel()
	m, h, _ := keyed(t)
	expect(t, named("lost", "k", employer).do(t, h), 500, "internal")
	p := expect(t, named("lost", "k", employer).do(t, h), 409, "already_done")
	if !strings.Contains(p.Detail, "Read the resource") {
		t.Errorf("says %q", p.Detail)
	}
	m.times(t, 1)
}

func TestAnAnswerWithASecretIsGivenOnceAndKeptNowhere(t *testing.T) {
	t.Parallel()
	m, h, pool := keyed(t)
	if res := named("secret", "k", employer).do(t, h); res.StatusCode != 201 {
		t.Errorf("the first got %d", res.StatusCode)
	}
	expect(t, named("secret", "k", employer).do(t, h), 409, "already_done")
	m.times(t, 1)
	var kept int
	if err := pool.QueryRow(t.Context(), "select count(*) from idempotency where body is not null").Scan(&kept); err != nil || kept != 0 {
		t.Errorf("%d answers are kept (%v)", kept, err)
	}
}

func TestAFormSentTwiceDoesItsWorkOnce(t *testing.T) {
	t.Parallel()
	m, h, _ := keyed(t)
	form := request{
		method: "POST", path: "/make", body: "name=a&idempotency_key=f-1", as: employer,
		header: map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"},
	}
	for range 2 {
		res := form.do(t, h)
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/made" {
			t.Errorf("answered %d %v", res.StatusCode, res.Header)
		}
	}
	m.times(t, 1)
}
