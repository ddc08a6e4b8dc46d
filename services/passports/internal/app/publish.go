package app

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/registry"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
)

// Published keeps the signed tokens that everybody asks for, until what they say has changed. A nil one keeps nothing.
type Published struct {
	mu     sync.Mutex
	tokens map[string]signed
}

type signed struct {
	token, says string
	at          time.Time
}

// fresh tells whether the token says what it should and was signed not long ago.
func (s signed) fresh(says string, now time.Time) bool {
	return s.token != "" && s.says == says && !now.Before(s.at) && now.Sub(s.at) < statuslist.TTL
}

// once gives the token of a name, and signs it anew when it says something else by now, or was signed long ago.
func (p *Published) once(name, says string, now time.Time, sign func() (string, error)) (string, error) {
	if p == nil {
		return sign()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.tokens[name]; s.fresh(says, now) {
		return s.token, nil
	}
	token, err := sign()
	if err != nil {
		return "", err
	}
	if p.tokens == nil {
		p.tokens = map[string]signed{}
	}
	p.tokens[name] = signed{token: token, says: says, at: now}
	return token, nil
}

// PublishStatusList gives the signed token of a status list. A credential that was taken back is in the very next one.
func (p *Passports) PublishStatusList(ctx context.Context, n int64) (string, error) {
	head, err := p.Lists.StatusHead(ctx, n)
	if err != nil {
		return "", err
	}
	now := p.Clock.Now()
	says, err := json.Marshal(head)
	if err != nil {
		return "", err
	}
	uri := p.Addresses.StatusList(n)
	return p.Published.once(uri, string(says), now, func() (string, error) {
		list, err := p.Lists.StatusList(ctx, n)
		if err != nil {
			return "", err
		}
		key, err := p.IssuerKeys.SigningKey(ctx, head.Issuer, now)
		if err != nil {
			return "", err
		}
		return statuslist.Sign(key, p.Addresses.Issuer(head.Issuer), uri, list, now)
	})
}

// PublishKeys gives the keys of an employer that verify, the retiring ones too.
func (p *Passports) PublishKeys(ctx context.Context, ods string) ([]jws.JWK, error) {
	all, err := p.IssuerKeys.VerifyingKeys(ctx, p.Clock.Now())
	if err == nil && (len(all[ods]) == 0 || ods == Operator) {
		return nil, ErrNoKey
	}
	return all[ods], err
}

// announced is for how many days the registry names the operator's next key before that key signs: a receiver that reads it
// once in that time follows by itself.
const announced = 30

// PublishRegistry gives the signed registry.
func (p *Passports) PublishRegistry(ctx context.Context) (string, error) {
	now := p.Clock.Now()
	if _, err := p.IssuerKeys.SigningKey(ctx, Operator, now.AddDate(0, 0, announced)); err != nil {
		return "", err
	}
	operator, err := p.IssuerKeys.SigningKey(ctx, Operator, now)
	if err != nil {
		return "", err
	}
	r, digest, err := p.registry(ctx, now)
	if err != nil {
		return "", err
	}
	return p.Published.once("registry", digest, now, func() (string, error) {
		if r.Version, err = p.Lists.RegistryVersion(ctx, digest, now); err != nil {
			return "", err
		}
		return registry.Sign(operator, r, now)
	})
}

// Registry gives the registry as it stands now, without its version, for the service's own use.
func (p *Passports) Registry(ctx context.Context) (registry.Registry, error) {
	r, _, err := p.registry(ctx, p.Clock.Now())
	return r, err
}

func (p *Passports) registry(ctx context.Context, now time.Time) (registry.Registry, string, error) {
	entries, err := p.Lists.RegistryEntries(ctx)
	if err != nil {
		return registry.Registry{}, "", err
	}
	keys, err := p.IssuerKeys.VerifyingKeys(ctx, now)
	if err != nil {
		return registry.Registry{}, "", err
	}
	outside, _, err := p.Lists.Receivers(ctx)
	if err != nil {
		return registry.Registry{}, "", err
	}
	all := append(p.entries(entries, keys), receiverEntries(outside)...)
	r := registry.Registry{ICS: p.ICS, Operators: keys[Operator], Entries: all}
	raw, err := json.Marshal(r)
	sum := sha256.Sum256(raw)
	return r, hex.EncodeToString(sum[:]), err
}

// entries are the organisations that deployments has told of, and those that issue without having been told of yet.
func (p *Passports) entries(told []registry.Entry, keys map[string][]jws.JWK) []registry.Entry {
	for ods := range keys {
		if ods != Operator && !slices.ContainsFunc(told, func(e registry.Entry) bool { return e.ODS == ods }) {
			told = append(told, registry.Entry{ODS: ods, Name: ods, ValidFrom: time.Unix(0, 0).UTC()})
		}
	}
	slices.SortFunc(told, func(a, b registry.Entry) int { return strings.Compare(a.ODS, b.ODS) })
	permitted := make([]string, 0, len(credential.Types))
	for _, t := range credential.Types {
		permitted = append(permitted, t.In(p.Addresses.Types))
	}
	host := ""
	if u, err := url.Parse(p.Addresses.Public); err == nil {
		host = u.Host
	}
	for i := range told {
		e := &told[i]
		e.Issuer, e.Keys, e.Roots = p.Addresses.Issuer(e.ODS), append([]jws.JWK{}, keys[e.ODS]...), []string{}
		e.PermittedTypes, e.Receivers = permitted, []string{host}
	}
	return told
}

// Trust is how the service itself verifies what was issued under its own registry: it asks the database, so that a
// credential that was taken back is refused at once.
type Trust struct {
	p *Passports
	r registry.Registry
}

// Trust reads the registry as it stands now.
func (p *Passports) Trust(ctx context.Context) (Trust, error) {
	r, err := p.Registry(ctx)
	return Trust{p: p, r: r}, err
}

var (
	_ sdjwt.Issuers      = Trust{}
	_ sdjwt.StatusSource = Trust{}
)

// Key implements sdjwt.Issuers.
func (t Trust) Key(_ context.Context, issuer, keyID string, at time.Time) (*ecdsa.PublicKey, error) {
	return t.r.Key(issuer, keyID, at)
}

// Permitted implements sdjwt.Issuers.
func (t Trust) Permitted(_ context.Context, issuer, vct string, at time.Time) error {
	return t.r.Permitted(issuer, vct, at)
}

// Status implements sdjwt.StatusSource. A list that is not this service's cannot be read here.
func (t Trust) Status(ctx context.Context, issuer, uri string, index int64, at time.Time) (sdjwt.StatusReading, error) {
	n, own := t.p.Addresses.listOf(uri)
	if !own {
		return sdjwt.StatusReading{}, errors.New("the status list is not one of this service")
	}
	head, err := t.p.Lists.StatusHead(ctx, n)
	if err != nil {
		return sdjwt.StatusReading{}, err
	}
	if t.p.Addresses.Issuer(head.Issuer) != issuer {
		return sdjwt.StatusReading{}, errors.New("the status list is another issuer's")
	}
	list, err := t.p.Lists.StatusList(ctx, n)
	if err != nil {
		return sdjwt.StatusReading{}, err
	}
	status, err := list.At(index)
	return sdjwt.StatusReading{Revoked: status != 0, ReadAt: at}, err
}
