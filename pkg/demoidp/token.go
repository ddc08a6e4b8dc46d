package demoidp

import (
	"crypto/rand"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/muster-ics/muster/pkg/auth"
)

// accessTime is how long the tokens of the token endpoint are valid.
const accessTime = 15 * time.Minute

// personClaims is a principal on the wire.
type personClaims struct {
	Name     string   `json:"name,omitempty"`
	Role     string   `json:"muster_role,omitempty"`
	WorkerID string   `json:"muster_worker,omitempty"`
	Employer string   `json:"muster_employer,omitempty"`
	ICS      string   `json:"muster_ics,omitempty"`
	Duties   []string `json:"muster_duties,omitempty"`
}

// tokenClaims is everything in a token of ours. Nonce is in id tokens only.
type tokenClaims struct {
	jwt.Claims
	personClaims
	Nonce string `json:"nonce,omitempty"`
}

func claimsOf(who auth.Principal) personClaims {
	return personClaims{
		Name: who.Name, Role: string(who.Role), WorkerID: who.WorkerID,
		Employer: who.Employer, ICS: who.ICS, Duties: who.Duties,
	}
}

// Token signs a bearer token for the principal with audience muster-api. A principal that no service would accept is
// refused here, with what is missing.
func (p *Provider) Token(who auth.Principal, valid time.Duration) (string, error) {
	if err := who.Validate(); err != nil {
		return "", fmt.Errorf("demoidp: no token for this principal: %w", err)
	}
	return p.sign(who, Audience, "", valid)
}

func (p *Provider) sign(who auth.Principal, audience, nonce string, valid time.Duration) (string, error) {
	now := p.cfg.Clock.Now()
	c := tokenClaims{
		Claims: jwt.Claims{
			Issuer: p.cfg.Issuer, Subject: who.Subject, Audience: jwt.Audience{audience}, ID: rand.Text(),
			IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(valid)),
		},
		personClaims: claimsOf(who), Nonce: nonce,
	}
	return jwt.Signed(p.signer).Claims(c).Serialize()
}

// read verifies an access token of ours.
func (p *Provider) read(raw string) (tokenClaims, error) {
	var c tokenClaims
	parsed, err := jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		return c, err
	}
	if err := parsed.Claims(p.public.Key, &c); err != nil {
		return c, err
	}
	return c, c.Validate(jwt.Expected{
		Issuer: p.cfg.Issuer, AnyAudience: jwt.Audience{Audience}, Time: p.cfg.Clock.Now(),
	})
}
