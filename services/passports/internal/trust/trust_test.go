package trust_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/registry"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
	"github.com/muster-ics/muster/services/passports/internal/trust"
)

const (
	iss = "https://muster.example/issuers/RVV"
	uri = "https://muster.example/status/1"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// side is the issuing side: a registry and a list that can change, and a network that can fail.
type side struct {
	t                *testing.T
	operator, issuer jws.Key
	mu               sync.Mutex
	version          int64
	revoked          []int64
	down             bool
	registries       int
	lists            int
	at               time.Time
}

func newSide(t *testing.T) *side {
	t.Helper()
	return &side{t: t, operator: key(t), issuer: key(t), version: 1, at: noon}
}

func key(t *testing.T) jws.Key {
	t.Helper()
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func jwk(t *testing.T, k jws.Key) jws.JWK {
	t.Helper()
	j, err := jws.VerifyingJWK(&k.PublicKey, k.KeyID())
	if err != nil {
		t.Fatal(err)
	}
	return j
}

var errDown = errors.New("503")

func (s *side) registry(context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.registries++
	if s.down {
		return nil, errDown
	}
	token, err := registry.Sign(s.operator, registry.Registry{ICS: "QKS", Version: s.version, Operators: []jws.JWK{jwk(s.t, s.operator)}, Entries: []registry.Entry{
		{ODS: "RVV", Name: "East Kent", Issuer: iss, Keys: []jws.JWK{jwk(s.t, s.issuer)}, PermittedTypes: []string{"v/dbs/1"}, Receivers: []string{"ward.example"}, ValidFrom: noon.AddDate(-1, 0, 0)},
	}}, s.at)
	return []byte(token), err
}

func (s *side) list(_ context.Context, address string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lists++
	if s.down {
		return nil, errDown
	}
	l := statuslist.New(64)
	for _, n := range s.revoked {
		l.Revoke(n)
	}
	token, err := statuslist.Sign(s.issuer, iss, address, l, s.at)
	return []byte(token), err
}

func (s *side) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

func receiver(s *side) (*trust.Registries, *trust.Statuses) {
	r := trust.NewRegistries(s.registry, trust.Pin{Operators: []string{s.operator.KeyID()}})
	return r, trust.NewStatuses(s.list, r, 0)
}

func TestARevocationIsSeenWithinOneTTL(t *testing.T) {
	t.Parallel()
	s := newSide(t)
	_, statuses := receiver(s)
	ask := func(at time.Time) bool {
		t.Helper()
		got, err := statuses.Status(t.Context(), iss, uri, 7, at)
		if err != nil {
			t.Fatal(err)
		}
		return got.Revoked
	}
	if ask(noon) {
		t.Fatal("it stands")
	}
	s.set(func() { s.revoked = []int64{7}; s.at = noon.Add(time.Second) })
	if ask(noon.Add(statuslist.TTL-time.Second)) || s.lists != 1 {
		t.Error("a fresh list is not read again")
	}
	if !ask(noon.Add(statuslist.TTL)) {
		t.Error("after a ttl the revocation is seen")
	}
}

func TestAListThatCannotBeReadIsReliedOnForAnHourAndNoLonger(t *testing.T) {
	t.Parallel()
	s := newSide(t)
	_, statuses := receiver(s)
	if _, err := statuses.Status(t.Context(), iss, uri, 7, noon); err != nil {
		t.Fatal(err)
	}
	s.set(func() { s.down, s.revoked = true, []int64{7} })
	for name, c := range map[string]struct {
		after time.Duration
		known bool
	}{"half an hour": {30 * time.Minute, true}, "an hour": {time.Hour, true}, "an hour and a second": {time.Hour + time.Second, false}, "a day": {25 * time.Hour, false}} {
		got, err := statuses.Status(t.Context(), iss, uri, 7, noon.Add(c.after))
		if (err == nil) != c.known || got.Revoked {
			t.Errorf("after %s: %+v, %v", name, got, err)
		}
	}
	if _, err := statuses.Status(t.Context(), iss, "https://muster.example/status/2", 7, noon); err == nil {
		t.Error("a list that was never read is unknown")
	}
}

func TestAListIsAskedForOnceByManyAndNotAgainAtOnceAfterAFailure(t *testing.T) {
	t.Parallel()
	s := newSide(t)
	_, statuses := receiver(s)
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if _, err := statuses.Status(t.Context(), iss, uri, 7, noon); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if s.lists > 3 {
		t.Errorf("fifty at once read it %d times", s.lists)
	}
	s.set(func() { s.down, s.lists = true, 0 })
	for range 50 {
		if _, err := statuses.Status(t.Context(), iss, "https://muster.example/status/3", 1, noon); err == nil {
			t.Fatal("unknown is not fit")
		}
	}
	if s.lists != 1 {
		t.Errorf("a list that failed was asked for %d times at once", s.lists)
	}
}

func TestAPlaceOutsideAListOrAListOfAnotherIssuerIsUnknown(t *testing.T) {
	t.Parallel()
	s := newSide(t)
	_, statuses := receiver(s)
	if _, err := statuses.Status(t.Context(), iss, uri, 64, noon); err == nil {
		t.Error("place 64 of 64")
	}
	if _, err := statuses.Status(t.Context(), "https://evil.example", uri, 7, noon); err == nil {
		t.Error("another issuer's list")
	}
	s.set(func() { s.issuer = key(t) }) // signs by a key that the registry is read again for
	if _, err := statuses.Status(t.Context(), iss, "https://muster.example/status/4", 7, noon.Add(time.Minute)); err != nil {
		t.Errorf("a new key of the issuer: %v", err)
	}
}

func TestAFloodOfUnknownKeysReadsTheRegistryOnce(t *testing.T) {
	t.Parallel()
	s := newSide(t)
	r, _ := receiver(s)
	if _, err := r.Key(t.Context(), iss, s.issuer.KeyID(), noon); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if _, err := r.Key(t.Context(), iss, "no such key", noon.Add(time.Minute)); !errors.Is(err, registry.ErrNoKey) {
			t.Fatalf("got %v", err)
		}
	}
	if s.registries != 2 {
		t.Errorf("the registry was read %d times", s.registries)
	}
}

func TestTheRegistryNeverGoesBackAndStaleIsUnread(t *testing.T) {
	t.Parallel()
	s := newSide(t)
	r, _ := receiver(s)
	s.set(func() { s.version = 9 })
	if _, err := r.Registry(t.Context(), noon); err != nil || r.Pin().Version != 9 {
		t.Fatalf("got %v", err)
	}
	s.set(func() { s.version, s.at = 8, noon.Add(time.Hour) })
	if got, err := r.Registry(t.Context(), noon.Add(time.Hour)); err != nil || got.Version != 9 {
		t.Errorf("an older version took its place: %d %v", got.Version, err)
	}
	_, err := r.Registry(t.Context(), noon.Add(25*time.Hour))
	if sdjwt.CodeOf(err) != sdjwt.IssuerUnread {
		t.Errorf("out of date: %v", err)
	}
	late := trust.NewRegistries(s.registry, trust.Pin{Operators: []string{s.operator.KeyID()}, Version: 9})
	if _, err := late.Registry(t.Context(), noon.Add(time.Hour)); sdjwt.CodeOf(err) != sdjwt.IssuerUnread {
		t.Errorf("what was seen before the start counts too: %v", err)
	}
	stranger := trust.NewRegistries(s.registry, trust.Pin{Operators: []string{key(t).KeyID()}})
	if _, err := stranger.Registry(t.Context(), noon.Add(time.Hour)); sdjwt.CodeOf(err) != sdjwt.IssuerUnread {
		t.Errorf("an operator that is not pinned: %v", err)
	}
}

func TestOnlyHostsOfTheRegistryAreKnown(t *testing.T) {
	t.Parallel()
	s := newSide(t)
	r, _ := receiver(s)
	if r.KnownHost("muster.example") {
		t.Error("before it was read nobody is known")
	}
	if _, err := r.Registry(t.Context(), noon); err != nil {
		t.Fatal(err)
	}
	for host, known := range map[string]bool{"muster.example": true, "ward.example": true, "evil.example": false, "": false, "muster.example:8443": false} {
		if r.KnownHost(host) != known {
			t.Errorf("%q", host)
		}
	}
}
