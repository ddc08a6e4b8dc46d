package oid4vp_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
)

func TestAnAnswerIsReadOrRefusedAsAWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		form url.Values
		ok   bool
	}{
		{"one presentation", url.Values{"state": {"s"}, "vp_token": {`{"a":["x~y"]}`}}, true},
		{"two for one query", url.Values{"state": {"s"}, "vp_token": {`{"a":["x~y","x~z"]}`}}, true},
		{"the worker says no", url.Values{"state": {"s"}, "error": {"access_denied"}}, true},
		{"no state", url.Values{"vp_token": {`{"a":["x"]}`}}, false},
		{"two states", url.Values{"state": {"s", "t"}, "vp_token": {`{"a":["x"]}`}}, false},
		{"yes and no", url.Values{"state": {"s"}, "error": {"access_denied"}, "vp_token": {`{"a":["x"]}`}}, false},
		{"nothing", url.Values{"state": {"s"}}, false},
		{"no JSON", url.Values{"state": {"s"}, "vp_token": {`x~y`}}, false},
		{"a query twice", url.Values{"state": {"s"}, "vp_token": {`{"a":["x"],"a":["y"]}`}}, false},
		{"the draft's bare string", url.Values{"state": {"s"}, "vp_token": {`{"a":"x"}`}}, false},
		{"an empty list", url.Values{"state": {"s"}, "vp_token": {`{"a":[]}`}}, false},
		{"an object as presentation", url.Values{"state": {"s"}, "vp_token": {`{"a":[{}]}`}}, false},
		{"an empty object", url.Values{"state": {"s"}, "vp_token": {`{}`}}, false},
		{"something behind it", url.Values{"state": {"s"}, "vp_token": {`{"a":["x"]} {}`}}, false},
		{"sixty-one", url.Values{"state": {"s"}, "vp_token": {`{"a":["x"` + strings.Repeat(`,"x"`, 60) + `]}`}}, false},
		{"a megabyte", url.Values{"state": {"s"}, "vp_token": {`{"a":["` + strings.Repeat("x", 1<<20) + `"]}`}}, false},
	} {
		_, err := oid4vp.ReadAnswer(c.form)
		var e *oid4vp.Error
		if c.ok != (err == nil) || (err != nil && !errors.As(err, &e)) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestAnAnswerNamesOnlyWhatWasAsked(t *testing.T) {
	t.Parallel()
	q := dcql.Query{Credentials: []dcql.CredentialQuery{{ID: "a", Format: dcql.Format}, {ID: "b", Format: dcql.Format, Multiple: true}}}
	for _, c := range []struct {
		given map[string][]string
		ok    bool
	}{
		{map[string][]string{"a": {"x"}, "b": {"y", "z"}}, true},
		{map[string][]string{"a": {"x", "y"}}, false},
		{map[string][]string{"c": {"x"}}, false},
	} {
		if got := (oid4vp.Answer{Presentations: c.given}).Asked(q); got != c.ok {
			t.Errorf("%v: got %v", c.given, got)
		}
	}
}

func FuzzReadAnswer(f *testing.F) {
	f.Add(`{"a":["x~y"]}`)
	f.Add(`{"a":[{"b":[null]}]}`)
	f.Fuzz(func(t *testing.T, token string) {
		a, err := oid4vp.ReadAnswer(url.Values{"state": {"s"}, "vp_token": {token}})
		if err == nil && slices.ContainsFunc(a.Presentations["a"], func(s string) bool { return s == "" }) {
			t.Fatal("an empty presentation was read")
		}
	})
}
