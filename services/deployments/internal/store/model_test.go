package store_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// fewer runs a model of the whole store less often than rapid would, unless the caller asks for a number.
func fewer(checks string) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := flag.Set("rapid.checks", checks); err != nil {
			panic(err)
		}
	}
}

// Whatever is drafted, signed, amended, ended, left, said, asked and withdrawn, in any order and twice: a booking of a
// worker by another employer stands exactly while an agreement that an outsider would read covers it.
func TestNoBookingStandsOutsideAnAgreementInForce(t *testing.T) {
	t.Parallel()
	k, n := open(t), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		m := newModel(t, k, n)
		m.draft(t)
		m.signAll(t)
		t.Repeat(map[string]func(*rapid.T){
			"draft": m.draft, "sign": m.sign, "sign again": m.sign, "sign more": m.sign, "amend": m.amend, "drop": m.drop, "notice": m.end, "leave": m.leave,
			"say": m.say, "ask": m.ask, "ask again": m.ask, "ask more": m.ask, "ask much": m.ask, "sign all": m.signAll, "withdraw": m.withdraw, "time": m.time, "hear": m.hear, "": m.check,
		})
		m.finish(t)
	})
	k.replayAll()
	for _, status := range []string{"authorised", "refused", "stood_down", "revoked"} {
		n := k.count(`select count(*) from deployments where status = $1`, status)
		t.Logf("%d deployments %s", n, status)
		if n == 0 {
			t.Errorf("no deployment was ever %s: the model does not reach it", status)
		}
	}
}

// model is what an outsider knows: every act that succeeded, and nothing of how it is kept.
type model struct {
	k          *kit
	employers  []string
	agreements []*modelAgreement
	workers    []*modelWorker
	bookings   []*modelBooking
	// confirmed is what a reader of the events makes of them, in whatever order they come.
	confirmed map[string]bool
}

type modelAgreement struct {
	id       id.ID
	versions []*modelVersion // those that have decided, oldest first
	next     *modelVersion   // on offer
	notice   *modelExit      // for all
}

type modelVersion struct {
	terms   int64
	clauses app.Clauses
	hash    string
	signed  map[string]time.Time
	inForce time.Time
	exits   []modelExit
}

type modelExit struct {
	employer  string
	at, given time.Time
}

type modelWorker struct {
	id      id.ID
	version int64
	says    []string // nil: nothing was heard
}

type modelBooking struct {
	p     deployment.Placement
	w     *modelWorker
	ended bool
	// gone says why a deployment that stood is revoked: the agreement or the word no longer carries it.
	asked, stands bool
	agreement     *modelAgreement
	terms         int64
}

func newModel(t *rapid.T, k *kit, n int) *model {
	m := &model{k: k, confirmed: map[string]bool{}}
	for _, letter := range "ABC" {
		ods := fmt.Sprintf("M%d%c", n, letter)
		m.employers = append(m.employers, ods)
		_, _, err := k.app.RegisterEmployer(k.lead(), app.EmployerDetails{ODS: ods, Name: "Employer " + ods, Kind: "acute", ICS: "QKS", Since: k.clock.Now()})
		must(t, err)
	}
	for range 2 {
		m.workers = append(m.workers, &modelWorker{id: id.New()})
	}
	return m
}

func must(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused tells that an act was refused by a rule, which changes nothing.
func refused(t *rapid.T, err error) bool {
	t.Helper()
	if err == nil {
		return false
	}
	switch fault.Of(err).Kind {
	case fault.Conflict, fault.Invalid, fault.NotFound, fault.Forbidden:
		return true
	}
	t.Fatal(err)
	return true
}

func some[T any](t *rapid.T, label string, list []T) (one T, ok bool) {
	if len(list) == 0 {
		return one, false
	}
	return list[rapid.IntRange(0, len(list)-1).Draw(t, label)], true
}

func (m *model) clauses(t *rapid.T, c *app.Clauses) {
	parties := m.employers
	if rapid.IntRange(0, 3).Draw(t, "two parties") == 0 {
		parties = m.employers[:2]
	}
	c.Parties = nil
	for _, p := range parties {
		c.Parties = append(c.Parties, app.Party{Employer: p})
	}
	c.Scope.Bands = rapid.SampledFrom([][]string{nil, nil, {"5"}, {"6"}}).Draw(t, "bands")
	c.Limits.MaxDaysIn12Months = rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "max days")
	c.Notice.Booked = rapid.SampledFrom([]app.AtEnd{"honour", "revoke", "revoke"}).Draw(t, "booked")
	c.Direction.Kind, c.Direction.Lenders, c.Direction.Borrowers = "mutual", nil, nil
	if rapid.IntRange(0, 5).Draw(t, "one way") == 0 {
		c.Direction.Kind, c.Direction.Lenders, c.Direction.Borrowers = "one_way", parties[1:], parties[:1]
	}
	c.From = m.k.clock.Now().Add(time.Duration(rapid.IntRange(-12, 12).Draw(t, "from")) * time.Hour)
	c.Until = nil
	if rapid.IntRange(0, 2).Draw(t, "ends") == 0 {
		until := c.From.Add(time.Duration(rapid.IntRange(24, 96).Draw(t, "until")) * time.Hour)
		c.Until = &until
	}
}

func (m *model) draft(t *rapid.T) {
	c := m.k.clauses("honour")
	m.clauses(t, &c)
	who := m.employers[0]
	a, err := m.k.app.DraftAgreement(m.k.as(who), c)
	if refused(t, err) {
		return
	}
	if _, err = m.k.app.OfferAgreement(m.k.as(who), a.ID()); refused(t, err) {
		return
	}
	r := a.Record()
	m.agreements = append(m.agreements, &modelAgreement{id: r.ID, next: &modelVersion{terms: 1, clauses: r.Clauses, hash: r.Hash, signed: map[string]time.Time{}}})
}

func (m *model) amend(t *rapid.T) {
	x, ok := some(t, "agreement", m.agreements)
	if !ok || len(x.versions) == 0 {
		return
	}
	who := m.employers[rapid.IntRange(0, 2).Draw(t, "who")]
	a, err := m.k.app.AmendAgreement(m.k.as(who), x.id, func(c *app.Clauses) error {
		m.clauses(t, c)
		return nil
	})
	if refused(t, err) {
		return
	}
	if _, err = m.k.app.OfferAgreement(m.k.as(who), x.id); refused(t, err) {
		_, err = m.k.app.DropAmendment(m.k.as(who), x.id)
		must(t, err)
		return
	}
	next := a.Next()
	x.next = &modelVersion{terms: next.Terms, clauses: next.Clauses, hash: next.Hash, signed: map[string]time.Time{}}
}

func (m *model) drop(t *rapid.T) {
	x, ok := some(t, "agreement", m.agreements)
	if !ok || len(x.versions) == 0 || x.next == nil {
		return
	}
	if _, err := m.k.app.DropAmendment(m.k.as(m.employers[0]), x.id); !refused(t, err) {
		x.next = nil
	}
}

// sign lets one employer that has not signed do it. The last signature brings the text into force.
func (m *model) sign(t *rapid.T) {
	x, ok := some(t, "agreement", m.agreements)
	if !ok || x.next == nil {
		return
	}
	var waiting []string
	for _, e := range x.next.clauses.Employers() {
		if _, has := x.next.signed[e]; !has {
			waiting = append(waiting, e)
		}
	}
	who, _ := some(t, "who", waiting)
	if _, err := m.k.app.SignAgreement(m.k.as(who), x.id, "chief_nurse", x.next.hash); refused(t, err) {
		return
	}
	now := m.k.clock.Now()
	x.next.signed[who] = now
	if len(waiting) > 1 {
		return
	}
	x.next.inForce = now
	if n := x.notice; n != nil && !n.given.After(x.next.signed[n.employer]) {
		x.notice = nil // Who signs after a notice takes it back.
	}
	if len(x.versions) > 0 {
		for _, e := range x.versions[len(x.versions)-1].exits {
			if e.given.After(x.next.signed[e.employer]) {
				x.next.exits = append(x.next.exits, e)
			}
		}
	}
	x.versions, x.next = append(x.versions, x.next), nil
	m.reconsider(x)
}

// signAll lets all sign what is on offer, so that not only few runs get to an agreement in force.
func (m *model) signAll(t *rapid.T) {
	for range m.employers {
		m.sign(t)
	}
}

func (m *model) end(t *rapid.T) {
	x, ok := some(t, "agreement", m.agreements)
	if !ok || len(x.versions) == 0 {
		return
	}
	now := m.k.clock.Now()
	at := now.Add(time.Duration(rapid.IntRange(0, 72).Draw(t, "notice")) * time.Hour)
	who := m.employers[rapid.IntRange(0, 2).Draw(t, "who")]
	if _, err := m.k.app.EndAgreement(m.k.as(who), x.id, &at); refused(t, err) {
		return
	}
	x.notice = &modelExit{who, at, now}
	if !at.After(now) {
		x.next = nil
	}
	m.reconsider(x)
}

func (m *model) leave(t *rapid.T) {
	x, ok := some(t, "agreement", m.agreements)
	if !ok || len(x.versions) == 0 {
		return
	}
	now, who := m.k.clock.Now(), m.employers[rapid.IntRange(0, 2).Draw(t, "who")]
	at := now.Add(time.Duration(rapid.IntRange(0, 72).Draw(t, "notice")) * time.Hour)
	if _, err := m.k.app.LeaveAgreement(m.k.as(who), x.id, &at); refused(t, err) {
		return
	}
	current := x.versions[len(x.versions)-1]
	current.exits = append(current.exits, modelExit{who, at, now})
	m.reconsider(x)
}

// say tells a worker's word: a new one, or an old one again.
func (m *model) say(t *rapid.T) {
	w, _ := some(t, "worker", m.workers)
	says := rapid.SampledFrom([][]string{{}, {m.employers[0]}, m.employers, m.employers, m.employers, m.employers}).Draw(t, "hosts")
	if old := rapid.IntRange(0, 4).Draw(t, "old") == 0; old && w.version > 0 {
		must(t, m.k.app.LearnPassport(m.k.t.Context(), m.k.passport(w.id, rapid.Int64Range(1, w.version).Draw(t, "version"), says...), ""))
		return // Not newer than what was heard.
	}
	w.version++
	w.says = says
	must(t, m.k.app.LearnPassport(m.k.t.Context(), m.k.passport(w.id, w.version, says...), ""))
	for _, b := range m.bookings {
		if b.w == w && b.stands && b.p.StartsAt.After(m.k.clock.Now()) && !m.word(b) {
			b.stands = false
		}
	}
}

func (m *model) ask(t *rapid.T) {
	if again := rapid.IntRange(0, 3).Draw(t, "again") == 0; again && len(m.bookings) > 0 {
		b, _ := some(t, "booking", m.bookings)
		m.answer(t, b)
		return
	}
	pair := rapid.Permutation(m.employers).Draw(t, "pair")
	w, _ := some(t, "worker", m.workers)
	start := m.k.clock.Now().Add(time.Duration(rapid.IntRange(-1, 60).Draw(t, "start")) * time.Hour)
	b := &modelBooking{w: w, p: deployment.Placement{
		Booking: id.New(), Shift: id.New(), Worker: w.id, Home: pair[0], Host: pair[1], Site: pair[1] + "01", StaffGroup: "nursing_midwifery",
		Band: rapid.SampledFrom([]string{"5", "6"}).Draw(t, "band"), StartsAt: start, EndsAt: start.Add(time.Duration(rapid.IntRange(1, 12).Draw(t, "hours")) * time.Hour),
	}}
	m.bookings = append(m.bookings, b)
	if rapid.IntRange(0, 9).Draw(t, "the end comes first") == 0 {
		m.finishBooking(t, b)
	}
	m.answer(t, b)
}

// answer asks, and wants the answer that an outsider gives. Of a booking that has its answer, or has ended, nothing changes.
func (m *model) answer(t *rapid.T, b *modelBooking) {
	must(t, m.k.app.AuthoriseDeployment(m.k.t.Context(), b.p, ""))
	if b.asked || b.ended {
		return
	}
	b.asked = true
	status, agr, terms := m.kept(t, b)
	covered := false
	for _, x := range m.agreements {
		v := x.deciding(b.p.StartsAt)
		if v == nil || !m.covers(x, v, b) || !m.word(b) {
			continue
		}
		covered = true
		if agr != nil && *agr == x.id {
			b.agreement, b.terms, b.stands = x, terms, terms == v.terms
		}
	}
	if (status == "authorised") != covered || (covered && !b.stands) {
		t.Fatalf("answered %s by %v version %d, an outsider reads %t: %+v", status, agr, terms, covered, b.p)
	}
}

func (m *model) withdraw(t *rapid.T) {
	if b, ok := some(t, "booking", m.bookings); ok {
		m.finishBooking(t, b)
	}
}

func (m *model) finishBooking(t *rapid.T, b *modelBooking) {
	must(t, m.k.app.StandDown(m.k.t.Context(), b.p.Booking, "withdrawn", ""))
	b.ended, b.stands = true, false
}

func (m *model) time(t *rapid.T) {
	m.k.clock.Advance(time.Duration(rapid.IntRange(1, 20).Draw(t, "hours")) * time.Hour)
	if rapid.Bool().Draw(t, "sweep") {
		_, err := m.k.app.ExpireAgreements(m.k.t.Context())
		must(t, err)
		_, err = m.k.app.RevokeUncovered(m.k.t.Context())
		must(t, err)
	}
}

// String lays an agreement open in a failure's message.
func (x *modelAgreement) String() string {
	if x == nil {
		return "under no agreement"
	}
	out := fmt.Sprintf("notice %+v", x.notice)
	for _, v := range x.versions {
		out += fmt.Sprintf("; version %d in force %s from %s until %v, %v, bands %v, %d days, %s, exits %+v", v.terms, v.inForce, v.clauses.From, v.clauses.Until,
			v.clauses.Direction, v.clauses.Scope.Bands, v.clauses.Limits.MaxDaysIn12Months, v.clauses.Notice.Booked, v.exits)
	}
	return out
}

// deciding is the version that decides about shifts that start at a moment; nil when none does.
func (x *modelAgreement) deciding(at time.Time) *modelVersion {
	var out *modelVersion
	for _, v := range x.versions {
		if !at.Before(v.inForce) && !at.Before(v.clauses.From) {
			out = v
		}
	}
	return out
}

// covers reads the agreement as an outsider would, less the worker's word.
func (m *model) covers(x *modelAgreement, v *modelVersion, b *modelBooking) bool {
	c, parties := v.clauses, v.clauses.Employers()
	if !slices.Contains(parties, b.p.Home) || !slices.Contains(parties, b.p.Host) {
		return false
	}
	if len(c.Scope.Bands) > 0 && !slices.Contains(c.Scope.Bands, b.p.Band) {
		return false
	}
	if c.Direction.Kind == "one_way" && (!slices.Contains(c.Direction.Lenders, b.p.Home) || !slices.Contains(c.Direction.Borrowers, b.p.Host)) {
		return false
	}
	if (c.Until != nil && b.p.EndsAt.After(*c.Until)) || (x.notice != nil && b.p.EndsAt.After(x.notice.at)) {
		return false
	}
	for _, e := range v.exits {
		if (e.employer == b.p.Home || e.employer == b.p.Host) && b.p.EndsAt.After(e.at) {
			return false
		}
	}
	return c.Limits.MaxDaysIn12Months == 0 || m.days(x, b) <= c.Limits.MaxDaysIn12Months
}

// days are the worker's days under an agreement with this booking. All lie within weeks.
func (m *model) days(x *modelAgreement, b *modelBooking) int {
	days := map[string]bool{londonDay(b.p.StartsAt): true}
	for _, other := range m.bookings {
		if other != b && other.w == b.w && other.stands && other.agreement == x {
			days[londonDay(other.p.StartsAt)] = true
		}
	}
	return len(days)
}

func londonDay(t time.Time) string { return t.In(london).Format(time.DateOnly) }

var london = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return l
}()

// word tells whether the worker's word carries a booking, or nothing was heard.
func (m *model) word(b *modelBooking) bool {
	return b.w.says == nil || slices.Contains(b.w.says, b.p.Host)
}

// reconsider ends what a change of an agreement leaves uncovered, where the version that authorised says so: the latest
// first, so that the next shifts keep the days that are left.
func (m *model) reconsider(x *modelAgreement) {
	latest := slices.SortedStableFunc(slices.Values(m.bookings), func(a, b *modelBooking) int { return b.p.StartsAt.Compare(a.p.StartsAt) })
	for _, b := range latest {
		if !b.stands || b.agreement != x || !b.p.StartsAt.After(m.k.clock.Now()) {
			continue
		}
		authorised := x.versions[slices.IndexFunc(x.versions, func(v *modelVersion) bool { return v.terms == b.terms })]
		if authorised.clauses.Notice.Booked == "honour" {
			continue
		}
		if v := x.deciding(b.p.StartsAt); v == nil || !m.covers(x, v, b) {
			b.stands = false
		}
	}
}

func (m *model) kept(t *rapid.T, b *modelBooking) (status string, agr *id.ID, terms int64) {
	t.Helper()
	var version *int64
	must(t, m.k.pool.QueryRow(m.k.t.Context(), `select status, agreement_id, agreement_terms from deployments where booking_id = $1`, b.p.Booking).Scan(&status, &agr, &version))
	if version != nil {
		terms = *version
	}
	return status, agr, terms
}

// check compares what is kept with what stands, booking by booking.
func (m *model) check(t *rapid.T) {
	rows, err := m.k.pool.Query(m.k.t.Context(), `select booking_id from deployments where status = 'authorised' and home = any($1)`, m.employers)
	must(t, err)
	defer rows.Close()
	kept := map[id.ID]bool{}
	for rows.Next() {
		var b id.ID
		must(t, rows.Scan(&b))
		kept[b] = true
	}
	must(t, rows.Err())
	for _, b := range m.bookings {
		if kept[b.p.Booking] != b.stands {
			t.Fatalf("kept %t, an outsider says it stands: %t: %+v\nat %s, %s", kept[b.p.Booking], b.stands, b.p, m.k.clock.Now(), b.agreement)
		}
	}
}

// hear reads events of deployments in any order and more than once, as shifts does: a yes confirms unless a no was heard,
// whichever was first.
func (m *model) hear(t *rapid.T) {
	m.fold(t, rapid.SliceOfN(rapid.IntRange(0, 1<<20), 0, 12).Draw(t, "which"))
}

func (m *model) fold(t *rapid.T, which []int) {
	told := m.told(t)
	for _, n := range which {
		if len(told) == 0 {
			return
		}
		s := told[n%len(told)]
		yes, known := m.confirmed[s.BookingID]
		m.confirmed[s.BookingID] = s.Status == "authorised" && (!known || yes)
	}
}

func (m *model) told(t *rapid.T) (out []contracts.DeploymentState) {
	rows, err := m.k.pool.Query(m.k.t.Context(), `
		select convert_from(body, 'UTF8')::jsonb #> '{data,deployment}' from outbox
		where type like 'muster.deployments.deployment.%'
		  and convert_from(body, 'UTF8')::jsonb #>> '{data,deployment,home_employer}' = any($1) order by event_id`, m.employers)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		must(t, rows.Scan(&raw))
		var s contracts.DeploymentState
		must(t, json.Unmarshal(raw, &s))
		out = append(out, s)
	}
	must(t, rows.Err())
	return out
}

// finish reads every event once more and wants the reader's bookings to be those that stand.
func (m *model) finish(t *rapid.T) {
	all := make([]int, len(m.told(t)))
	for n := range all {
		all[n] = n
	}
	m.fold(t, rapid.Permutation(all).Draw(t, "order"))
	for _, b := range m.bookings {
		if m.confirmed[b.p.Booking.String()] != b.stands && !b.ended {
			t.Fatalf("a reader confirms %t, it stands: %t: %+v", m.confirmed[b.p.Booking.String()], b.stands, b.p)
		}
	}
}
