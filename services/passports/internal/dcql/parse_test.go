package dcql_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/dcql"
)

func TestAQueryThatTheStandardForbidsIsRefusedWhereItIsWrong(t *testing.T) {
	t.Parallel()
	with := func(rest string) string {
		return `{"credentials":[{"id":"a","format":"dc+sd-jwt","meta":{"vct_values":["x"]}` + rest + `}]}`
	}
	for _, c := range []struct{ name, query, at string }{
		{"no object", `[]`, ""},
		{"no credentials", `{}`, ".credentials"},
		{"none asked", `{"credentials":[]}`, ".credentials"},
		{"no list", `{"credentials":{}}`, ".credentials"},
		{"too many", `{"credentials":[` + strings.Repeat(`1,`, 50) + `1]}`, ".credentials"},
		{"no id", `{"credentials":[{"format":"dc+sd-jwt","meta":{"vct_values":["x"]}}]}`, ".credentials[0].id"},
		{"an id that is none", `{"credentials":[{"id":"a b","format":"dc+sd-jwt","meta":{"vct_values":["x"]}}]}`, ".credentials[0].id"},
		{"no format", `{"credentials":[{"id":"a","meta":{}}]}`, ".credentials[0].format"},
		{"no meta", `{"credentials":[{"id":"a","format":"dc+sd-jwt"}]}`, ".credentials[0].meta"},
		{"no type", `{"credentials":[{"id":"a","format":"dc+sd-jwt","meta":{}}]}`, ".credentials[0].meta.vct_values"},
		{"a type that is no word", `{"credentials":[{"id":"a","format":"dc+sd-jwt","meta":{"vct_values":[1]}}]}`, ".credentials[0].meta.vct_values[0]"},
		{"twice", `{"credentials":[{"id":"a","format":"x","meta":{}},{"id":"a","format":"x","meta":{}}]}`, ".credentials[1].id"},
		{"a word for a truth value", with(`,"multiple":"yes"`), ".credentials[0].multiple"},
		{"no claims in claims", with(`,"claims":[]`), ".credentials[0].claims"},
		{"choices without claims", with(`,"claim_sets":[["x"]]`), ".credentials[0].claim_sets"},
		{"choices of claims without ids", with(`,"claims":[{"path":["x"]}],"claim_sets":[["x"]]`), ".credentials[0].claims[0].id"},
		{"a choice of what is not there", with(`,"claims":[{"id":"x","path":["x"]}],"claim_sets":[["y"]]`), ".credentials[0].claim_sets[0][0]"},
		{"no path", with(`,"claims":[{"id":"x"}]`), ".credentials[0].claims[0].path"},
		{"an empty path", with(`,"claims":[{"path":[]}]`), ".credentials[0].claims[0].path"},
		{"a path from nowhere", with(`,"claims":[{"path":[null,"x"]}]`), ".credentials[0].claims[0].path[0]"},
		{"a path that begins with a place", with(`,"claims":[{"path":[0]}]`), ".credentials[0].claims[0].path[0]"},
		{"a place below nothing", with(`,"claims":[{"path":["x",-1]}]`), ".credentials[0].claims[0].path[1]"},
		{"half a place", with(`,"claims":[{"path":["x",1.5]}]`), ".credentials[0].claims[0].path[1]"},
		{"an object as a value", with(`,"claims":[{"path":["x"],"values":[{}]}]`), ".credentials[0].claims[0].values[0]"},
		{"a set without options", `{"credentials":[{"id":"a","format":"x","meta":{}}],"credential_sets":[{}]}`, ".credential_sets[0].options"},
		{"a set of nothing known", `{"credentials":[{"id":"a","format":"x","meta":{}}],"credential_sets":[{"options":[["b"]]}]}`, ".credential_sets[0].options[0][0]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := query(t, c.query)
			var e *dcql.Error
			if !errors.As(err, &e) || e.At != c.at {
				t.Errorf("want it refused at %q, got %v", c.at, err)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`{"credentials":[{"id":"a","format":"dc+sd-jwt","meta":{"vct_values":["x"]},"claims":[{"id":"c","path":["x",0,null],"values":[1,"2",true]}],"claim_sets":[["c"]]}],"credential_sets":[{"options":[["a"]],"required":false}]}`)
	f.Add(`{"credentials":[null]}`)
	f.Fuzz(func(t *testing.T, text string) {
		var v any
		if json.Unmarshal([]byte(text), &v) != nil {
			t.Skip()
		}
		q, err := dcql.Parse(v)
		if err != nil {
			return
		}
		if _, err := dcql.Parse(q.Object()); err != nil {
			t.Fatalf("what was read is not read again: %v", err)
		}
		dcql.Match(q, []dcql.Credential{dbs, nmc})
	})
}
