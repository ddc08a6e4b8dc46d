package sdjwt

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// KeyBinding is by what a holder proves, for one audience and one nonce, to hold the credential's key.
type KeyBinding struct {
	Signer          Signer
	Audience, Nonce string
	IssuedAt        time.Time
}

// Parsed is a credential or presentation that nothing vouches for yet.
type Parsed struct {
	// Token is the issuer's signed part, and Header and Claims what stands in it.
	Token  string
	Header Header
	Claims map[string]any
	// Disclosures are those that came along, in their order.
	Disclosures []Disclosure
	// KeyBinding is the holder's signed part; empty in a credential.
	KeyBinding string
	// bound is what the key binding vouches for.
	bound string
}

// longest is the most bytes of a presentation that are read.
const longest = 64 << 10

// Parse reads a credential or a presentation without verifying it.
func Parse(s string) (Parsed, error) {
	if len(s) > longest {
		return Parsed{}, Refuse(Malformed, "This is longer than a presentation may be (%d bytes).", longest)
	}
	parts := strings.Split(s, "~")
	if len(parts) < 2 {
		return Parsed{}, Refuse(Malformed, "This is no SD-JWT: it has no ~.")
	}
	p := Parsed{Token: parts[0], KeyBinding: parts[len(parts)-1]}
	p.bound = strings.TrimSuffix(s, p.KeyBinding)
	t, err := jws.Peek(p.Token)
	if err != nil {
		return Parsed{}, because(Malformed, err, "The credential is no token signed by ES256.")
	}
	p.Header, p.Claims = t.Header, t.Claims
	for _, encoded := range parts[1 : len(parts)-1] {
		d, err := readDisclosure(encoded)
		if err != nil {
			return Parsed{}, err
		}
		p.Disclosures = append(p.Disclosures, d)
	}
	return p, nil
}

// Names are the claims at the top that can be shown, in order.
func (c Parsed) Names() []string {
	top := topDigests(c.Claims)
	names := []string{}
	for _, d := range c.Disclosures {
		if !d.Element && top[d.Digest] {
			names = append(names, d.Name)
		}
	}
	slices.Sort(names)
	return names
}

// Present shows the named claims of a credential, with all that lies in them, and proves possession of its key. It refuses
// names that the credential does not have, and a key binding that leaves something open.
func Present(credential string, disclose []string, kb KeyBinding) (string, error) {
	if kb.Signer == nil || kb.Audience == "" || kb.Nonce == "" || kb.IssuedAt.IsZero() {
		return "", errors.New("a key binding needs a signer, an audience, a nonce and a time")
	}
	p, err := Parse(credential)
	if err != nil {
		return "", err
	}
	if p.KeyBinding != "" {
		return "", errors.New("this is a presentation already; present the credential itself")
	}
	shown, err := p.choose(disclose)
	if err != nil {
		return "", err
	}
	body := compact(p.Token, shown)
	token, err := jws.Sign(withoutName{kb.Signer}, Header{Type: jws.KeyBinding}, map[string]any{
		"iat": kb.IssuedAt.Unix(), "aud": kb.Audience, "nonce": kb.Nonce, "sd_hash": digest(body),
	})
	return body + token, err
}

// withoutName keeps the holder's key id out of the header: the credential names the key.
type withoutName struct{ Signer }

func (withoutName) KeyID() string { return "" }

func (c Parsed) choose(names []string) ([]Disclosure, error) {
	top := topDigests(c.Claims)
	wanted := map[string]bool{}
	for _, name := range names {
		i := slices.IndexFunc(c.Disclosures, func(d Disclosure) bool { return !d.Element && d.Name == name && top[d.Digest] })
		if i < 0 {
			return nil, fmt.Errorf("the credential has no claim %q to show", name)
		}
		c.within(c.Disclosures[i], wanted)
	}
	shown := []Disclosure{}
	for _, d := range c.Disclosures {
		if wanted[d.Digest] {
			shown = append(shown, d)
		}
	}
	return shown, nil
}

// within marks a disclosure and those that lie in its value.
func (c Parsed) within(d Disclosure, wanted map[string]bool) {
	if wanted[d.Digest] {
		return
	}
	wanted[d.Digest] = true
	inner := digests(d.Value)
	for _, other := range c.Disclosures {
		if inner[other.Digest] {
			c.within(other, wanted)
		}
	}
}

// topDigests are those of the claims at the top.
func topDigests(claims map[string]any) map[string]bool {
	return digests(map[string]any{digestsName: claims[digestsName]})
}

// digests are those that stand anywhere in v.
func digests(v any) map[string]bool {
	found := map[string]bool{}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if list, ok := v[digestsName].([]any); ok {
				for _, d := range list {
					if s, ok := d.(string); ok {
						found[s] = true
					}
				}
			}
			if s, ok := v[arrayName].(string); ok {
				found[s] = true
			}
			for _, inner := range v {
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	walk(v)
	return found
}
