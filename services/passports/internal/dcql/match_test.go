package dcql_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/dcql"
)

const vct = "https://muster.example/vct/"

func query(t *testing.T, text string) (dcql.Query, error) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return dcql.Parse(v)
}

func held(name string, claims map[string]any) dcql.Credential {
	return dcql.Credential{ID: name, Type: vct + name + "/1", Claims: claims, Bound: true}
}

var (
	dbs = held("dbs", map[string]any{"outcome": "satisfied", "check_level": "enhanced_barred", "workforce": []any{"adult", "child"}, "update_service": true})
	nmc = held("professional-registration", map[string]any{"regulator": "NMC", "number": "98Z7654Q", "status": "registered", "parts": []any{"RNA", "V300"}})
	ipc = held("competency", map[string]any{"code": "IPC", "competency_level": json.Number("2"), "outcome": "satisfied"})
)

// The golden table: what a ward, a bank office and another trust really ask.
func TestWhatAnswersAQuery(t *testing.T) {
	t.Parallel()
	one := func(kind, rest string) string {
		return `{"id":"` + kind[:3] + `","format":"dc+sd-jwt","meta":{"vct_values":["` + vct + kind + `/1"]}` + rest + `}`
	}
	all := []dcql.Credential{dbs, nmc, ipc}
	for _, c := range []struct {
		name, query string
		held        []dcql.Credential
		missing     []string
		claims      map[string][]string
		optional    map[string][]string
	}{
		{"a DBS outcome", `{"credentials":[` + one("dbs", `,"claims":[{"path":["outcome"]}]`) + `]}`, all, nil, map[string][]string{"dbs": {"outcome"}}, nil},
		{"no claim asked for, none told", `{"credentials":[` + one("dbs", ``) + `]}`, all, nil, map[string][]string{"dbs": nil}, nil},
		{"a DBS is withheld", `{"credentials":[` + one("dbs", `,"claims":[{"path":["outcome"]}]`) + `,` + one("competency", "") + `]}`, []dcql.Credential{nmc, ipc}, []string{"dbs"}, map[string][]string{"com": nil}, nil},
		{"a value that is there", `{"credentials":[` + one("dbs", `,"claims":[{"path":["workforce",null],"values":["child"]}]`) + `]}`, all, nil, map[string][]string{"dbs": {"workforce"}}, nil},
		{"a value that is not there", `{"credentials":[` + one("dbs", `,"claims":[{"path":["check_level"],"values":["basic"]}]`) + `]}`, all, []string{"dbs"}, nil, nil},
		{"a truth value", `{"credentials":[` + one("dbs", `,"claims":[{"path":["update_service"],"values":[true]}]`) + `]}`, all, nil, map[string][]string{"dbs": {"update_service"}}, nil},
		{"a whole number", `{"credentials":[` + one("competency", `,"claims":[{"path":["competency_level"],"values":[2,3]}]`) + `]}`, all, nil, map[string][]string{"com": {"competency_level"}}, nil},
		{"digits are not the number", `{"credentials":[` + one("competency", `,"claims":[{"path":["competency_level"],"values":["2"]}]`) + `]}`, all, []string{"com"}, nil, nil},
		{"an element by its place", `{"credentials":[` + one("professional-registration", `,"claims":[{"path":["parts",1],"values":["V300"]}]`) + `]}`, all, nil, map[string][]string{"pro": {"parts"}}, nil},
		{"an element that is not there", `{"credentials":[` + one("professional-registration", `,"claims":[{"path":["parts",2]}]`) + `]}`, all, []string{"pro"}, nil, nil},
		{"a member of what is no object", `{"credentials":[` + one("professional-registration", `,"claims":[{"path":["status","x"]}]`) + `]}`, all, []string{"pro"}, nil, nil},
		{"a claim that may be left out", `{"credentials":[` + one("professional-registration", `,"claims":[{"id":"s","path":["status"]},{"id":"n","path":["number"]}],"claim_sets":[["s","n"],["s"]]`) + `]}`, all, nil,
			map[string][]string{"pro": {"status", "number"}}, map[string][]string{"pro": {"number"}}},
		{"the second choice where the first cannot be", `{"credentials":[` + one("dbs", `,"claims":[{"id":"a","path":["certificate_number"]},{"id":"b","path":["outcome"]}],"claim_sets":[["a"],["b"]]`) + `]}`, all, nil, map[string][]string{"dbs": {"outcome"}}, nil},
		{"no choice can be", `{"credentials":[` + one("dbs", `,"claims":[{"id":"a","path":["certificate_number"]}],"claim_sets":[["a"]]`) + `]}`, all, []string{"dbs"}, nil, nil},
		{"one of two kinds", `{"credentials":[` + one("identity", "") + `,` + one("dbs", "") + `],"credential_sets":[{"options":[["ide"],["dbs"]]}]}`, all, nil, map[string][]string{"dbs": nil}, nil},
		{"a kind that need not be", `{"credentials":[` + one("dbs", "") + `,` + one("identity", "") + `],"credential_sets":[{"options":[["dbs"]]},{"options":[["ide"]],"required":false}]}`, all, nil, map[string][]string{"dbs": nil}, nil},
		{"another format", `{"credentials":[{"id":"m","format":"mso_mdoc","meta":{"doctype_value":"x"}}]}`, all, []string{"m"}, nil, nil},
		{"another type", `{"credentials":[` + one("references", "") + `]}`, all, []string{"ref"}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			q, err := query(t, c.query)
			if err != nil {
				t.Fatal(err)
			}
			a := dcql.Match(q, c.held)
			if !slices.Equal(a.Missing, c.missing) || a.Satisfied != (len(c.missing) == 0) {
				t.Errorf("want missing %v, got %+v", c.missing, a)
			}
			for id, want := range c.claims {
				if len(a.By[id]) != 1 || !slices.Equal(a.By[id][0].Claims, want) || !slices.Equal(a.By[id][0].Optional(), c.optional[id]) {
					t.Errorf("%s: want %v optional %v, got %+v", id, want, c.optional[id], a.By[id])
				}
			}
			// What is written is read again as the same.
			again, err := dcql.Parse(q.Object())
			if err != nil || dcql.Match(again, c.held).Satisfied != a.Satisfied {
				t.Errorf("not the same when written and read: %v", err)
			}
		})
	}
}

func TestACredentialWithoutAHoldersKeyAnswersOnlyWhoDoesWithoutOne(t *testing.T) {
	t.Parallel()
	loose := dbs
	loose.Bound = false
	for text, want := range map[string]bool{
		`{"credentials":[{"id":"d","format":"dc+sd-jwt","meta":{"vct_values":["` + dbs.Type + `"]}}]}`:                                              false,
		`{"credentials":[{"id":"d","format":"dc+sd-jwt","meta":{"vct_values":["` + dbs.Type + `"]},"require_cryptographic_holder_binding":false}]}`: true,
	} {
		q, err := query(t, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := dcql.Match(q, []dcql.Credential{loose}).Satisfied; got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestWhatWasPresentedMustAnswerWhatItWasGivenFor(t *testing.T) {
	t.Parallel()
	q, err := query(t, `{"credentials":[
		{"id":"d","format":"dc+sd-jwt","meta":{"vct_values":["`+dbs.Type+`"]},"claims":[{"path":["outcome"]}]},
		{"id":"c","format":"dc+sd-jwt","meta":{"vct_values":["`+ipc.Type+`"]},"multiple":true}],
		"credential_sets":[{"options":[["d"]]},{"options":[["c"]],"required":false}]}`)
	if err != nil {
		t.Fatal(err)
	}
	less := dbs
	less.Claims = map[string]any{"check_level": "basic"}
	for _, c := range []struct {
		name string
		vp   map[string][]dcql.Credential
		ok   bool
	}{
		{"what was asked", map[string][]dcql.Credential{"d": {dbs}}, true},
		{"with two competencies", map[string][]dcql.Credential{"d": {dbs}, "c": {ipc, ipc}}, true},
		{"two where one was asked", map[string][]dcql.Credential{"d": {dbs, dbs}}, false},
		{"nothing", nil, false},
		{"without what is needed", map[string][]dcql.Credential{"c": {ipc}}, false},
		{"another for it", map[string][]dcql.Credential{"d": {nmc}}, false},
		{"with the claim held back", map[string][]dcql.Credential{"d": {less}}, false},
		{"for a query that is not there", map[string][]dcql.Credential{"d": {dbs}, "x": {ipc}}, false},
	} {
		if _, ok := dcql.Satisfied(q, c.vp); ok != c.ok {
			t.Errorf("%s: got %v", c.name, ok)
		}
	}
	if !q.Needed("d") || q.Needed("c") {
		t.Error("the DBS is needed and the competency is not")
	}
}
