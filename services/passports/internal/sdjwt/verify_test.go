package sdjwt_test

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return jws.Encode(sum[:])
}

func disclosure(t testing.TB, parts ...any) string {
	t.Helper()
	raw, err := json.Marshal(parts)
	if err != nil {
		t.Fatal(err)
	}
	return jws.Encode(raw)
}

func TestAPresentationShowsWhatTheHolderChoseAndNothingElse(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	v, err := sdjwt.Verify(t.Context(), c.presentation(t, "outcome", "sub"), c.policy)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(v.Disclosed, []string{"outcome", "sub"}) || v.Claims["outcome"] != "satisfied" || v.Subject != "s-1" || v.Type != dbs || v.Issuer != issuer {
		t.Errorf("got %+v", v)
	}
	for _, kept := range []string{"given_name", "family_name", "workforce", "_sd", "_sd_alg"} {
		if _, shown := v.Claims[kept]; shown {
			t.Errorf("%s was shown", kept)
		}
	}
	if thumb, _ := jws.Thumbprint(&c.holder.PublicKey); v.Holder != thumb || !v.StatusReadAt.Equal(noon) || !v.ExpiresAt.Equal(noon.Add(time.Hour)) {
		t.Errorf("got %+v", v)
	}
}

func TestAPolicyThatLeavesAnythingOpenRefuses(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	p := c.presentation(t)
	for name, open := range map[string]func(*sdjwt.Policy){
		"everything": func(p *sdjwt.Policy) { *p = sdjwt.Policy{} },
		"issuers":    func(p *sdjwt.Policy) { p.Issuers = nil },
		"types":      func(p *sdjwt.Policy) { p.Types = nil },
		"audience":   func(p *sdjwt.Policy) { p.KeyBinding.Audience = "" },
		"nonce":      func(p *sdjwt.Policy) { p.KeyBinding.Nonce = "" },
		"age":        func(p *sdjwt.Policy) { p.KeyBinding.MaxAge = 0 },
		"status":     func(p *sdjwt.Policy) { p.Status = nil },
		"time":       func(p *sdjwt.Policy) { p.At = time.Time{} },
	} {
		policy := c.policy
		open(&policy)
		_, err := sdjwt.Verify(t.Context(), p, policy)
		if sdjwt.CodeOf(err) != sdjwt.PolicyIncomplete {
			t.Errorf("%s left open: %v", name, err)
		}
	}
}

func TestAKeyBindingCutOffIsRefused(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	p := c.presentation(t, "outcome")
	cut := p[:strings.LastIndexByte(p, '~')+1]
	_, err := sdjwt.Verify(t.Context(), cut, c.policy)
	refusedAs(t, err, sdjwt.KeyBindingMissing)
	_, err = sdjwt.Verify(t.Context(), strings.TrimSuffix(cut, "~"), c.policy)
	if err == nil {
		t.Error("without its last ~ it was accepted")
	}
}

func TestAKeyBindingOfAnotherAudienceNonceTimeOrBodyIsRefused(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	body := c.credential(t)
	for name, k := range map[string]struct {
		change map[string]any
		code   sdjwt.Code
	}{
		"wrong audience":     {map[string]any{"aud": "https://other.example"}, sdjwt.AudienceWrong},
		"array of audiences": {map[string]any{"aud": []string{verifier}}, sdjwt.AudienceWrong},
		"no audience":        {map[string]any{"aud": nil}, sdjwt.AudienceWrong},
		"AUD for aud":        {map[string]any{"aud": nil, "AUD": verifier}, sdjwt.AudienceWrong},
		"wrong nonce":        {map[string]any{"nonce": "other"}, sdjwt.NonceWrong},
		"no nonce":           {map[string]any{"nonce": nil}, sdjwt.NonceWrong},
		"iat absent":         {map[string]any{"iat": nil}, sdjwt.KeyBindingTime},
		"iat no number":      {map[string]any{"iat": "1773144000"}, sdjwt.KeyBindingTime},
		"iat +10 min":        {map[string]any{"iat": noon.Add(10 * time.Minute).Unix()}, sdjwt.KeyBindingTime},
		"iat -10 min":        {map[string]any{"iat": noon.Add(-10 * time.Minute).Unix()}, sdjwt.KeyBindingTime},
		"iat +31 s":          {map[string]any{"iat": noon.Add(31 * time.Second).Unix()}, sdjwt.KeyBindingTime},
		"iat +30 s":          {map[string]any{"iat": noon.Add(30 * time.Second).Unix()}, ""},
		"iat -5 min 30 s":    {map[string]any{"iat": noon.Add(-5*time.Minute - 30*time.Second).Unix()}, ""},
		"iat -5 min 31 s":    {map[string]any{"iat": noon.Add(-5*time.Minute - 31*time.Second).Unix()}, sdjwt.KeyBindingTime},
		"another body":       {map[string]any{"sd_hash": hash(body + "x")}, sdjwt.KeyBindingWrong},
		"no sd_hash":         {map[string]any{"sd_hash": nil}, sdjwt.KeyBindingWrong},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := sdjwt.Verify(t.Context(), c.bind(t, body, k.change), c.policy)
			refusedAs(t, err, k.code)
		})
	}
}

func TestADisclosureAddedOrTakenAwayAfterBindingIsRefused(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	p := c.presentation(t, "outcome")
	parts := strings.Split(p, "~")
	_, err := sdjwt.Verify(t.Context(), parts[0]+"~"+parts[2], c.policy)
	refusedAs(t, err, sdjwt.KeyBindingWrong)
}

func TestAKeyBindingByAnotherKeyIsRefused(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	body := c.credential(t)
	other := c
	other.holder = key(t)
	_, err := sdjwt.Verify(t.Context(), other.bind(t, body, nil), c.policy)
	refusedAs(t, err, sdjwt.KeyBindingWrong)
}

func TestClockSkewHasItsBoundsAtThirtySeconds(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	end, begin := noon.Add(time.Hour), noon.Add(-time.Hour)
	for name, k := range map[string]struct {
		at   time.Time
		code sdjwt.Code
	}{
		"29 s after the end":        {end.Add(29 * time.Second), ""},
		"30 s after the end":        {end.Add(30 * time.Second), sdjwt.Expired},
		"31 s after the end":        {end.Add(31 * time.Second), sdjwt.Expired},
		"29 s before the beginning": {begin.Add(-29 * time.Second), ""},
		"30 s before the beginning": {begin.Add(-30 * time.Second), ""},
		"31 s before the beginning": {begin.Add(-31 * time.Second), sdjwt.NotYetValid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			policy := c.policy
			policy.At = k.at
			_, err := sdjwt.Verify(t.Context(), c.bind(t, c.credential(t), map[string]any{"iat": k.at.Unix()}), policy)
			refusedAs(t, err, k.code)
		})
	}
}

func TestADateThatCannotBeReadIsRefused(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	for name, k := range map[string]struct {
		payload map[string]any
		code    sdjwt.Code
	}{
		"no exp":             {map[string]any{"exp": nil}, sdjwt.ExpiryMissing},
		"exp as text":        {map[string]any{"exp": "1873144000"}, sdjwt.ExpiryMissing},
		"exp as fraction":    {map[string]any{"exp": 1873144000.5}, sdjwt.ExpiryMissing},
		"exp beyond all":     {map[string]any{"exp": json.Number("99999999999999999999")}, sdjwt.ExpiryMissing},
		"EXP for exp":        {map[string]any{"exp": nil, "EXP": noon.Add(time.Hour).Unix()}, sdjwt.ExpiryMissing},
		"nbf as text":        {map[string]any{"nbf": "0"}, sdjwt.NotYetValid},
		"nbf may be missing": {map[string]any{"nbf": nil}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := sdjwt.Verify(t.Context(), c.signed(t, k.payload), c.policy)
			refusedAs(t, err, k.code)
		})
	}
}

func TestWhatDecidesAboutValidityIsNeverHidden(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	for _, name := range []string{"iss", "vct", "exp", "nbf", "cnf", "status"} {
		hidden := map[string]any{name: c.plain[name]}
		plain := map[string]any{}
		for k, v := range c.plain {
			if k != name {
				plain[k] = v
			}
		}
		if _, err := sdjwt.Issue(c.issuer, sdjwt.Header{}, plain, hidden); err == nil {
			t.Errorf("%s was hidden", name)
		}
	}
	plain := map[string]any{}
	for k, v := range c.plain {
		plain[k] = v
	}
	plain["cnf"] = map[string]any{"jwk": sdjwt.Hidden{Value: "key"}}
	if _, err := sdjwt.Issue(c.issuer, sdjwt.Header{}, plain, nil); err == nil {
		t.Error("a member of cnf was hidden")
	}
	nbf := disclosure(t, "c2FsdHNhbHRzYWx0c2FsdA", "nbf", 0)
	_, err := sdjwt.Verify(t.Context(), c.signed(t, map[string]any{"nbf": nil, "_sd": []string{hash(nbf)}}, nbf), c.policy)
	refusedAs(t, err, sdjwt.DisclosureWrong)
	exp := disclosure(t, "c2FsdHNhbHRzYWx0c2FsdA", "exp", noon.Add(time.Hour).Unix())
	_, err = sdjwt.Verify(t.Context(), c.signed(t, map[string]any{"exp": nil, "_sd": []string{hash(exp)}}, exp), c.policy)
	refusedAs(t, err, sdjwt.ExpiryMissing)
	idx := disclosure(t, "c2FsdHNhbHRzYWx0c2FsdA", "idx", 413)
	_, err = sdjwt.Verify(t.Context(), c.signed(t, map[string]any{"status": map[string]any{"status_list": map[string]any{"uri": listURI, "_sd": []string{hash(idx)}}}}, idx), c.policy)
	refusedAs(t, err, sdjwt.DisclosureWrong)
}

func TestStatusUnknownOrRevokedIsNotFit(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	p := c.presentation(t)
	for name, k := range map[string]struct {
		list list
		code sdjwt.Code
	}{
		"revoked":     {list{revoked: true}, sdjwt.Revoked},
		"unreachable": {list{err: errors.New("503")}, sdjwt.StatusUnknown},
	} {
		policy := c.policy
		policy.Status = k.list
		_, err := sdjwt.Verify(t.Context(), p, policy)
		if sdjwt.CodeOf(err) != k.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, status := range map[string]any{
		"none": nil, "empty": map[string]any{}, "negative": map[string]any{"status_list": map[string]any{"uri": listURI, "idx": -1}},
		"no uri": map[string]any{"status_list": map[string]any{"idx": 1}}, "text": map[string]any{"status_list": map[string]any{"uri": listURI, "idx": "413"}},
	} {
		_, err := sdjwt.Verify(t.Context(), c.signed(t, map[string]any{"status": status}), c.policy)
		if sdjwt.CodeOf(err) != sdjwt.StatusMissing {
			t.Errorf("status %s: %v", name, err)
		}
	}
}

func TestAnIssuerIsKnownByTheRegistryAloneAndIssuesOnlyWhatItMay(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	_, err := sdjwt.Verify(t.Context(), c.signed(t, map[string]any{"vct": identity}), c.policy)
	refusedAs(t, err, sdjwt.TypeUnwanted)
	wide := c.policy
	wide.Types = []string{dbs, identity}
	_, err = sdjwt.Verify(t.Context(), c.signed(t, map[string]any{"vct": identity}), wide)
	refusedAs(t, err, sdjwt.TypeNotPermitted)
	_, err = sdjwt.Verify(t.Context(), c.signed(t, map[string]any{"iss": "https://evil.example"}), c.policy)
	refusedAs(t, err, sdjwt.IssuerUnknown)
	_, err = sdjwt.Verify(t.Context(), c.signed(t, map[string]any{"iss": nil}), c.policy)
	refusedAs(t, err, sdjwt.IssuerUnknown)
	other := fresh(t)
	_, err = sdjwt.Verify(t.Context(), other.presentation(t), c.policy)
	refusedAs(t, err, sdjwt.IssuerUnknown)
}

func TestTwoPeoplesCredentialsAreNotOnePresentation(t *testing.T) {
	t.Parallel()
	for name, k := range map[string]struct {
		all []sdjwt.Verified
		ok  bool
	}{
		"one key":                        {[]sdjwt.Verified{{Holder: "a", Issuer: "x"}, {Holder: "a", Issuer: "y"}}, true},
		"one subject of one issuer":      {[]sdjwt.Verified{{Holder: "a", Issuer: "x", Subject: "s"}, {Holder: "b", Issuer: "x", Subject: "s"}}, true},
		"one subject of two issuers":     {[]sdjwt.Verified{{Holder: "a", Issuer: "x", Subject: "s"}, {Holder: "b", Issuer: "y", Subject: "s"}}, false},
		"two keys, subjects not shown":   {[]sdjwt.Verified{{Holder: "a", Issuer: "x"}, {Holder: "b", Issuer: "x"}}, false},
		"two keys, one subject not told": {[]sdjwt.Verified{{Holder: "a", Issuer: "x", Subject: "s"}, {Holder: "b", Issuer: "x"}}, false},
		"one alone":                      {[]sdjwt.Verified{{Holder: "a"}}, true},
	} {
		if err := sdjwt.SameSubject(k.all); (err == nil) != k.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
