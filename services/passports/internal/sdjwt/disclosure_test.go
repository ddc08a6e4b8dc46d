package sdjwt_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

const salt = "c2FsdHNhbHRzYWx0c2FsdA"

func TestDisclosureTricksAreRefused(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	good := disclosure(t, salt, "colour", "blue")
	element := disclosure(t, salt, "blue")
	for name, k := range map[string]struct {
		payload     map[string]any
		disclosures []string
	}{
		"not referenced":              {map[string]any{}, []string{good}},
		"sent twice":                  {map[string]any{"_sd": []string{hash(good)}}, []string{good, good}},
		"digest twice":                {map[string]any{"_sd": []string{hash(good), hash(good)}}, []string{good}},
		"digest twice at two depths":  {map[string]any{"_sd": []string{hash(good)}, "a": map[string]any{"_sd": []string{hash(good)}}}, []string{good}},
		"unused digest twice":         {map[string]any{"_sd": []string{hash("x"), hash("x")}}, nil},
		"named _sd":                   {map[string]any{"_sd": []string{hash(disclosure(t, salt, "_sd", "x"))}}, []string{disclosure(t, salt, "_sd", "x")}},
		"named ...":                   {map[string]any{"_sd": []string{hash(disclosure(t, salt, "...", "x"))}}, []string{disclosure(t, salt, "...", "x")}},
		"clash with a plain claim":    {map[string]any{"colour": "red", "_sd": []string{hash(good)}}, []string{good}},
		"clash with another":          {map[string]any{"_sd": []string{hash(good), hash(disclosure(t, salt, "colour", "red"))}}, []string{good, disclosure(t, salt, "colour", "red")}},
		"element among members":       {map[string]any{"_sd": []string{hash(element)}}, []string{element}},
		"member in a list":            {map[string]any{"l": []any{map[string]any{"...": hash(good)}}}, []string{good}},
		"place with something beside": {map[string]any{"l": []any{map[string]any{"...": hash(element), "x": 1}}}, []string{element}},
		"place outside a list":        {map[string]any{"l": map[string]any{"...": hash(element)}}, []string{element}},
		"digest that is no text":      {map[string]any{"_sd": []any{1}}, nil},
		"digests that are no list":    {map[string]any{"_sd": "x"}, nil},
		"another algorithm":           {map[string]any{"_sd_alg": "sha-512"}, nil},
		"four parts":                  {map[string]any{"_sd": []string{hash(disclosure(t, salt, "a", "b", "c"))}}, []string{disclosure(t, salt, "a", "b", "c")}},
		"one part":                    {map[string]any{}, []string{disclosure(t, salt)}},
		"salt that is no text":        {map[string]any{"_sd": []string{hash(disclosure(t, 1, "a", "b"))}}, []string{disclosure(t, 1, "a", "b")}},
		"no JSON":                     {map[string]any{}, []string{"bm8"}},
		"padded":                      {map[string]any{"_sd": []string{hash(good + "=")}}, []string{good + "="}},
		"nested too deeply":           deep(t),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := sdjwt.Verify(t.Context(), c.signed(t, k.payload, k.disclosures...), c.policy)
			refusedAs(t, err, sdjwt.DisclosureWrong)
		})
	}
	if _, err := sdjwt.Verify(t.Context(), c.signed(t, map[string]any{"_sd": []string{hash(good)}}, good), c.policy); err != nil {
		t.Errorf("what is right must pass: %v", err)
	}
}

// deep lays forty disclosures within one another.
func deep(t testing.TB) struct {
	payload     map[string]any
	disclosures []string
} {
	t.Helper()
	d := disclosure(t, salt, "a", "core")
	all := []string{d}
	for range 40 {
		d = disclosure(t, salt, "a", map[string]any{"_sd": []string{hash(d)}})
		all = append(all, d)
	}
	return struct {
		payload     map[string]any
		disclosures []string
	}{map[string]any{"_sd": []string{hash(d)}}, all}
}

func TestSaltsNeverRepeatAndDigestsTellNoOrder(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	salts, orders := map[string]bool{}, map[string]bool{}
	n := 0
	for range 200 {
		p, err := sdjwt.Parse(c.credential(t))
		if err != nil {
			t.Fatal(err)
		}
		var order []string
		for _, d := range p.Disclosures {
			salts[saltOf(t, d.Encoded)] = true
			order = append(order, d.Name)
			n++
		}
		orders[strings.Join(order, " ")] = true
	}
	if len(salts) != n {
		t.Errorf("%d salts for %d disclosures", len(salts), n)
	}
	if len(orders) < 50 {
		t.Errorf("the order of disclosures says something: %d orders in 200 credentials", len(orders))
	}
}

func TestTheTimeOfIssueIsToldByTheDay(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	c.plain["iat"] = noon.Unix()
	if _, err := sdjwt.Issue(c.issuer, sdjwt.Header{}, c.plain, nil); err == nil {
		t.Error("noon was told")
	}
	c.plain["iat"] = noon.Truncate(24 * 3600e9).Unix()
	if _, err := sdjwt.Issue(c.issuer, sdjwt.Header{}, c.plain, nil); err != nil {
		t.Error(err)
	}
}

func TestAWalletShowsOnlyWhatIsThereAndNeverWithoutABinding(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	cred := c.credential(t)
	kb := sdjwt.KeyBinding{Signer: c.holder, Audience: verifier, Nonce: nonce, IssuedAt: noon}
	if _, err := sdjwt.Present(cred, []string{"salary"}, kb); err == nil {
		t.Error("a claim that is not there was shown")
	}
	for name, open := range map[string]func(*sdjwt.KeyBinding){
		"signer": func(k *sdjwt.KeyBinding) { k.Signer = nil }, "audience": func(k *sdjwt.KeyBinding) { k.Audience = "" },
		"nonce": func(k *sdjwt.KeyBinding) { k.Nonce = "" }, "time": func(k *sdjwt.KeyBinding) {
			k.IssuedAt = k.IssuedAt.AddDate(-3000, 0, 0)
			*k = sdjwt.KeyBinding{Signer: k.Signer, Audience: k.Audience, Nonce: k.Nonce}
		},
	} {
		bad := kb
		open(&bad)
		if _, err := sdjwt.Present(cred, nil, bad); err == nil {
			t.Errorf("presented without %s", name)
		}
	}
	if _, err := sdjwt.Present(c.presentation(t), nil, kb); err == nil {
		t.Error("a presentation was presented again")
	}
}
