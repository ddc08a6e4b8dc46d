package shifts_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	pages "github.com/muster-ics/muster/services/shifts/internal/web"
)

// routesOf are the operations and pages, as the service registers them.
func routesOf(t *testing.T) []web.Route {
	t.Helper()
	a := app.New(app.Ports{}, clock.System(), testkit.ICS, nil)
	srv := web.NewServer(web.Config{Service: "shifts", ICS: testkit.ICS, Policy: a.Policy(), Admit: a.Admit, Log: slog.New(slog.DiscardHandler)})
	pages.Mount(srv, a)
	if err := srv.Err(); err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(srv.Routes(), func(r web.Route) bool { return r.Action == web.Public })
}

// Somebody who adds an operation says who may use it.
func TestEveryRouteSaysWhoMayUseIt(t *testing.T) {
	t.Parallel()
	named := map[string]bool{}
	for _, r := range routesOf(t) {
		named[r.Pattern] = true
		if access[r.Pattern] == "" {
			t.Errorf("the table of access has no line for %s", r.Pattern)
		}
	}
	for pattern := range access {
		if !named[pattern] {
			t.Errorf("the table of access has a line for %s, which is no route", pattern)
		}
	}
}

// crowd gives each person of the table a token. A person asks more often than one may, so there are several of each with the
// same rights.
type crowd struct {
	w      *world
	people map[string]auth.Principal

	mu     sync.Mutex
	asked  map[string]int
	tokens map[string]string
}

func (w *world) crowd(self, stranger auth.Principal) *crowd {
	return &crowd{w: w, asked: map[string]int{}, tokens: map[string]string{}, people: map[string]auth.Principal{
		"nobody": {}, "worker": self, "other_worker": stranger,
		"post": staff(host), "approve": staff(host, auth.Approve), "verify": staff(host, auth.Verify), "finance": staff(host, auth.Finance),
		"executive":   staff(host, auth.Executive),
		"other_staff": staff(other, auth.Post, auth.Approve, auth.Verify, auth.Finance, auth.Executive),
		"lead":        lead(), "auditor": auditor(),
		"other_lead": {Subject: "lead-elsewhere", Role: auth.Lead, ICS: "QNX"},
	}}
}

// perToken is fewer than may ask at once.
const perToken = 150

func (c *crowd) token(person string) string {
	who := c.people[person]
	if who.Subject == "" {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.asked[person]
	c.asked[person]++
	if n%perToken == 0 {
		who.Subject = fmt.Sprintf("%s-%d", who.Subject, n/perToken)
		c.tokens[person] = c.w.Token(who)
	}
	return c.tokens[person]
}

var nonce = regexp.MustCompile(` nonce="[A-Z0-9]+"`)

// ask sends one request as somebody. An event stream is answered with its header alone.
func (c *crowd) ask(person, method, path string, body []byte, contentType string, opts ...option) (answer, error) {
	req, err := http.NewRequestWithContext(c.w.t.Context(), method, c.w.URL+path, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if token := c.token(person); token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	req.Header.Set("X-Forwarded-For", "203.0.113.1")
	if body != nil {
		req.Header.Set("Content-Type", contentType)
	}
	if strings.HasPrefix(path, "/api/") {
		if method == http.MethodPost {
			req.Header.Set("Idempotency-Key", id.New().String())
		}
	} else {
		req.Header.Set("Accept", "text/html")
	}
	for _, o := range opts {
		o(req)
	}
	res, err := client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		return answer{status: res.StatusCode, header: res.Header}, nil
	}
	raw, err := io.ReadAll(res.Body)
	// The request's id and a page's nonce are the only things in which two refusals may differ.
	raw = nonce.ReplaceAll(raw, nil)
	if rid := res.Header.Get("X-Request-Id"); rid != "" {
		raw = bytes.ReplaceAll(raw, []byte(rid), []byte("request"))
	}
	return answer{status: res.StatusCode, header: res.Header, raw: raw}, err
}

// scene is one of everything that belongs to the host or to the worker and that no stranger may know of.
type scene struct {
	*crowd
	self, stranger auth.Principal
	// ids by the collection in which they stand.
	ids map[string]string
}

func (w *world) scene() *scene {
	w.t.Helper()
	t := w.t
	self, third, stranger := w.enrolled(), w.enrolled(), nurse(other)
	s := &scene{crowd: w.crowd(self, stranger), self: self, stranger: stranger, ids: map[string]string{}}
	later := func(days int) func(map[string]any) {
		return at(w.Clock.Now().Truncate(time.Minute).Add(time.Duration(days)*24*time.Hour), 8)
	}
	shift := w.post(later(2))
	b := w.confirmed(self, shift.ShiftID)
	s.ids["shifts"], s.ids["bookings"] = shift.ShiftID, b.BookingID

	asked := w.post(func(b map[string]any) { later(4)(b); b["booking_mode"] = "request_approve" })
	var a es.ApplicationState
	w.must(201, self, "POST", "/shifts/"+asked.ShiftID+"/applications", nil).into(t, &a)
	s.ids["applications"] = a.ApplicationID

	var o es.OfferState
	w.must(201, staff(host), "POST", "/shifts/"+w.post(later(6)).ShiftID+"/offers", map[string]any{"worker_id": self.WorkerID, "minutes": 600}).into(t, &o)
	s.ids["offers"] = o.OfferID

	taken := w.post(later(8))
	w.confirmed(third, taken.ShiftID)
	var p es.WaitingPlaceState
	w.must(201, self, "POST", "/shifts/"+taken.ShiftID+"/waiting-list", nil).into(t, &p)
	s.ids["waiting-list"] = p.PlaceID

	given := w.post(later(10))
	mine := w.confirmed(self, given.ShiftID)
	var x es.SwapState
	w.must(201, self, "POST", "/bookings/"+mine.BookingID+"/swap", map[string]any{"worker_id": third.WorkerID}).into(t, &x)
	s.ids["swaps"] = x.SwapID

	s.ids["templates"] = w.template(nil).ID
	var card es.RateCardState
	w.must(201, finance(), "POST", "/rate-cards", nurseCard(nil)).into(t, &card)
	s.ids["rate-cards"] = card.RateCardID
	s.ids["imports"] = w.importOf(w.upload(staff(host), rosterHead+w.line("ward_1", 3)+"x,y\n"), 201).ImportID
	var block struct {
		BlockID string `json:"block_id"`
	}
	review := w.Clock.Now().In(clock.London).AddDate(0, 2, 0).Format(time.DateOnly)
	w.must(201, staff(host, auth.Approve), "POST", "/blocks", map[string]any{"worker_id": third.WorkerID, "ward": "ward_9", "why": "other", "review_on": review}).into(t, &block)
	s.ids["blocks"] = block.BlockID
	var e struct {
		Escalation struct {
			ID string `json:"escalation_id"`
		}
	}
	s.ids["escalated"] = w.post(later(12)).ShiftID
	w.must(201, staff(host), "POST", "/shifts/"+s.ids["escalated"]+"/escalate", map[string]any{"rate_pence": 2400, "why": "hard_to_fill"}).into(t, &e)
	s.ids["escalations"] = e.Escalation.ID
	testkit.Await(t, within, "the worker is told of something", func() bool {
		in := w.inbox(self)
		if len(in.Notices) > 0 {
			s.ids["notices"] = in.Notices[0].NoticeID
		}
		return len(in.Notices) > 0
	})
	w.quiet()
	return s
}

// quiet waits until what follows from the test's own changes has been done.
func (w *world) quiet() {
	w.t.Helper()
	last, same := "", 0
	testkit.Await(w.t, within, "nothing changes any more", func() bool {
		now := fmt.Sprint(w.prints())
		if now != last {
			last, same = now, 0
		}
		same++
		return same > 20
	})
}

// prints has a fingerprint of each table's rows. What the service does by itself all the time is left out: the marks on what has
// been published and read, and the leases of its sweeps.
func (w *world) prints() map[string]string {
	w.t.Helper()
	rows, err := w.DB.Pool.Query(w.t.Context(), `select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'
		and table_name not like 'goose%' and table_name not in ('outbox', 'relay_state', 'inbox', 'inbox_dead')`)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			w.t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if rows.Err() != nil {
		w.t.Fatal(rows.Err())
	}
	prints := map[string]string{}
	add := func(name, sql string) {
		var print string
		if err := w.DB.Pool.QueryRow(w.t.Context(), sql).Scan(&print); err != nil {
			w.t.Fatalf("%s: %v", name, err)
		}
		prints[name] = print
	}
	for _, name := range tables {
		add(name, "select count(*)::text || ' ' || coalesce(sum(hashtext(t::text)), 0)::text from "+name+" t")
	}
	add("outbox", "select count(*)::text from outbox")
	return prints
}

// nothingWritten tells which tables differ from before.
func (w *world) nothingWritten(before map[string]string, after string) {
	w.t.Helper()
	now := w.prints()
	for name, print := range now {
		if before[name] != print {
			w.t.Errorf("%s: the table %s has changed: %s, then %s", after, name, before[name], print)
		}
	}
}

// inPath puts an id into a pattern's path. kind is the collection the id is of; empty when the path has none.
func inPath(pattern, value string) (method, path, kind string) {
	method, path, _ = strings.Cut(pattern, " ")
	before, after, found := strings.Cut(path, "{")
	if !found {
		return method, path, ""
	}
	_, after, _ = strings.Cut(after, "}")
	parts := strings.Split(strings.Trim(before, "/"), "/")
	return method, before + value + after, parts[len(parts)-1]
}

// known are the words in the place of an id that are no secret.
var known = map[string]string{"policies": "cancellation", "ladders": "nursing_midwifery"}

type asking struct {
	pattern, person string
	may             bool
}

func TestEveryRouteIsForThoseWhomTheTableNames(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.scene()
	doc := w.describe()
	never := id.New().String()
	before := w.prints()
	var allowed []asking
	group := errgroup.Group{}
	group.SetLimit(6)
	for _, r := range routesOf(t) {
		may := strings.Fields(access[r.Pattern])
		for person := range s.people {
			a := asking{pattern: r.Pattern, person: person, may: slices.Contains(may, person)}
			if a.may {
				allowed = append(allowed, a)
			}
			group.Go(func() error { return s.refused(doc, a, never) })
		}
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	w.nothingWritten(before, "refusals")
	slices.SortFunc(allowed, func(a, b asking) int {
		// What only reads comes first: it is to see what is there.
		if x, y := strings.HasPrefix(a.pattern, "GET"), strings.HasPrefix(b.pattern, "GET"); x != y {
			if x {
				return -1
			}
			return 1
		}
		return strings.Compare(a.pattern+a.person, b.pattern+b.person)
	})
	for _, a := range allowed {
		if err := s.admitted(doc, a); err != nil {
			t.Fatal(err)
		}
	}
}

// send asks a route with the id in its path and a body that it can read.
func (s *scene) send(doc *described, a asking, value string) (answer, error) {
	method, path, _ := inPath(a.pattern, value)
	body, contentType := doc.valid(s, a.pattern)
	var opts []option
	if method == http.MethodPut || method == http.MethodPatch || method == http.MethodDelete {
		opts = append(opts, header("If-Match", "*"))
	}
	query := doc.query[a.pattern]
	if _, api, _ := strings.Cut(path, "/policies"); (api == "" || strings.HasPrefix(api, "/")) && strings.Contains(path, "/policies") && strings.Contains(overseers, a.person) {
		// Those who see every employer's say whose.
		query = "?employer=" + host
	}
	return s.ask(a.person, method, path+query, body, contentType, opts...)
}

// refused asks as somebody who may not, and for what there is not.
func (s *scene) refused(doc *described, a asking, never string) error {
	t := s.w.t
	_, _, kind := inPath(a.pattern, "")
	if kind == "" && a.may {
		return nil
	}
	own, secret := s.ids[kind]
	if !secret {
		own = known[kind]
	}
	none, err := s.send(doc, a, never)
	if err != nil {
		return err
	}
	if a.person == "nobody" {
		if api := strings.Contains(a.pattern, " /api/"); api && none.status != 401 || !api && none.status != 303 {
			t.Errorf("%s answers nobody with %d: %s", a.pattern, none.status, none.raw)
		}
		return nil
	}
	odd, err := s.send(doc, a, "nonsense-1")
	if err != nil {
		return err
	}
	for name, got := range map[string]answer{"an id that never was": none, "nonsense": odd} {
		if kind == "" || got.status == 404 || !a.may && got.status == 403 || !secret && got.status == 422 {
			continue
		}
		t.Errorf("%s answers %s with %d for %s: %s", a.pattern, a.person, got.status, name, brief(got.raw))
	}
	if a.may {
		return nil
	}
	got, err := s.send(doc, a, own)
	if err != nil {
		return err
	}
	if got.status != 403 && got.status != 404 {
		t.Errorf("%s answers %s, who may not, with %d: %s", a.pattern, a.person, got.status, brief(got.raw))
	}
	mine, theirs := bytes.ReplaceAll(got.raw, []byte(own), []byte(never)), none.raw
	if secret && strings.HasPrefix(a.person, "other_") && (got.status != none.status || !bytes.Equal(mine, theirs)) {
		at := 0
		for at < min(len(mine), len(theirs)) && mine[at] == theirs[at] {
			at++
		}
		at = max(at-60, 0)
		t.Errorf("%s tells %s that it is there: %d ...%s, and %d ...%s for what is not", a.pattern, a.person, got.status, mine[at:min(at+120, len(mine))], none.status, theirs[at:min(at+120, len(theirs))])
	}
	return nil
}

// admitted asks as somebody who may. What it answers depends on what others did before; that it is theirs to ask does not.
func (s *scene) admitted(doc *described, a asking) error {
	t := s.w.t
	_, _, kind := inPath(a.pattern, "")
	own, secret := s.ids[kind]
	if !secret {
		own = known[kind]
	}
	got, err := s.send(doc, a, own)
	if err != nil {
		return err
	}
	if got.status >= 500 || got.status == 401 || got.status == 403 || got.status == 400 || got.status == 405 || got.status == 415 {
		t.Errorf("%s answers %s, who may, with %d: %s", a.pattern, a.person, got.status, brief(got.raw))
	}
	if got.status == 404 && secret && !removed[a.pattern] {
		t.Errorf("%s does not know %s's own: %s", a.pattern, a.person, brief(got.raw))
	}
	if statuses := doc.statuses(a.pattern); statuses != nil && !slices.Contains(statuses, got.status) {
		t.Errorf("%s answers %d, which its description does not name: %s", a.pattern, got.status, brief(got.raw))
	}
	if strings.HasPrefix(a.person, "other_") && strings.HasPrefix(a.pattern, "GET") {
		for kind, secret := range s.ids {
			// What was asked for by its id is named in the answer.
			if kind != "escalated" && secret != own && bytes.Contains(got.raw, []byte(secret)) {
				t.Errorf("%s shows %s one of the others' %s", a.pattern, a.person, kind)
			}
		}
	}
	return nil
}

// removed are routes whose own thing is gone, or waits for nobody any more, once the askers before them have had their way.
var removed = map[string]bool{
	"PUT " + base + "/templates/{id}": true, "POST /templates/{id}": true, "POST /templates/{id}/remove": true,
	"POST /escalations/{id}/approve": true, "POST /escalations/{id}/decline": true,
	// What the worker was told of in the scene asks for no acknowledgement.
	"POST " + base + "/notices/{id}/acknowledge": true, "POST /notices/{id}/acknowledge": true,
}

func brief(raw []byte) string {
	if _, main, page := bytes.Cut(raw, []byte("<main")); page {
		raw = main
	}
	return string(raw[:min(len(raw), 300)])
}
