package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
)

type thingIn struct {
	Body struct {
		Name  string    `json:"name" minLength:"1" maxLength:"20"`
		Count int       `json:"count" minimum:"1"`
		At    time.Time `json:"at,omitempty"`
		Tags  []string  `json:"tags,omitempty"`
	}
}

type thing struct {
	Name  string   `json:"name"`
	Parts []string `json:"parts"`
}

type thingOut struct {
	Location string `header:"Location"`
	Body     thing
}

type readIn struct {
	ID    string `path:"id"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
}

func withThings(t *testing.T, s *web.Server) http.Handler {
	t.Helper()
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/things", ID: "make-thing", Summary: "Make a thing", Action: "thing.make", Status: http.StatusCreated},
		func(_ context.Context, in *thingIn) (*thingOut, error) {
			return &thingOut{Location: "/api/things/v1/things/1", Body: thing{Name: in.Body.Name}}, nil
		})
	web.Register(s, web.Op{Method: http.MethodGet, Path: "/api/things/v1/things/{id}", ID: "read-thing", Summary: "Read a thing", Action: "thing.read", Errors: []int{404, 409}},
		func(_ context.Context, in *readIn) (*thingOut, error) {
			switch in.ID {
			case "gone":
				return nil, fault.New(fault.NotFound, "no_such_thing", "There is no such thing.")
			case "taken":
				from := time.Date(2026, 11, 24, 7, 30, 0, 0, time.UTC)
				return nil, fault.New(fault.Conflict, "thing_taken", "Somebody was quicker.").WithReasons(
					reason.Reason{Code: "TAKEN", Weight: reason.Hard, Message: "It was taken 4 s ago.", Fix: "Choose another.", From: &from})
			case "broken":
				return nil, errors.New("relation things does not exist: secret")
			case "panic":
				panic("secret")
			}
			return &thingOut{Body: thing{Name: in.ID}}, nil
		})
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return s.Handler()
}

func TestTheAPIRefusesWithAProblemThatSaysWhatToChange(t *testing.T) {
	t.Parallel()
	h := withThings(t, server(t))
	key := map[string]string{"Idempotency-Key": "k"}
	const good = `{"name":"a","count":1}`
	post := func(body string, header map[string]string) request {
		return request{method: "POST", path: "/api/things/v1/things", body: body, header: header, as: employer}
	}
	deep := strings.Repeat(`[`, 40) + strings.Repeat(`]`, 40)
	cases := []struct {
		name   string
		q      request
		status int
		code   string
	}{
		{"nobody there", request{path: "/api/things/v1/things/1"}, 401, "sign_in"},
		{"no key", post(good, nil), 422, "idempotency_key_missing"},
		{"long key", post(good, map[string]string{"Idempotency-Key": strings.Repeat("x", 201)}), 422, "idempotency_key_invalid"},
		{"key of no text", post(good, map[string]string{"Idempotency-Key": "a\x01b"}), 422, "idempotency_key_invalid"},
		{"no body", post("", key), 400, "body_missing"},
		{"no JSON", post(`{"name":`, key), 400, "malformed_json"},
		{"two documents", post(good+good, key), 400, "malformed_json"},
		{"not UTF-8", post("{\"name\":\"\xff\",\"count\":1}", key), 400, "malformed_json"},
		{"a number beyond all bounds", post(`{"name":"a","count":1e400}`, key), 422, "number_too_large"},
		{"deep", post(`{"name":"a","count":1,"tags":`+deep+`}`, key), 400, "malformed_json"},
		{"duplicate key", post(`{"name":"a","count":1,"name":"b"}`, key), 422, "duplicate_key"},
		{"NUL", post(`{"name":"a\u0000b","count":1}`, key), 422, "invalid_text"},
		{"unknown field", post(`{"name":"a","count":1,"colour":"red"}`, key), 422, "invalid_input"},
		{"field in other case", post(`{"Name":"a","count":1}`, key), 422, "invalid_input"},
		{"missing field", post(`{"name":"a"}`, key), 422, "invalid_input"},
		{"wrong type", post(`{"name":"a","count":"one"}`, key), 422, "invalid_input"},
		{"rule broken", post(`{"name":"a","count":0}`, key), 422, "invalid_input"},
		{"media type", post(good, map[string]string{"Idempotency-Key": "k", "Content-Type": "text/csv"}), 415, "unsupported_media_type"},
		{"too large", post(`{"name":"`+strings.Repeat("x", 1<<20)+`","count":1}`, key), 413, "body_too_large"},
		{"10 MB", post(strings.Repeat("x", 10<<20), key), 413, "body_too_large"},
		{"20 MB", post(strings.Repeat("x", 20<<20), key), 413, "body_too_large"},
		{"query broken", request{path: "/api/things/v1/things/1?limit=99", as: worker}, 422, "invalid_input"},
		{"query with NUL", request{path: "/api/things/v1/things/1?limit=%00", as: worker}, 400, "unreadable_address"},
		{"path with NUL", request{path: "/api/things/v1/things/%00", as: worker}, 400, "unreadable_address"},
		{"fault not found", request{path: "/api/things/v1/things/gone", as: worker}, 404, "no_such_thing"},
		{"error of ours", request{path: "/api/things/v1/things/broken", as: worker}, 500, "internal"},
		{"panic", request{path: "/api/things/v1/things/panic", as: worker}, 500, "internal"},
		{"no such path", request{path: "/api/things/v1/nothing", as: worker}, 404, "no_such_page"},
		{"no such method", request{method: "DELETE", path: "/api/things/v1/things/1", as: worker}, 405, "method_not_allowed"},
		{"another site's form", post(good, map[string]string{"Sec-Fetch-Site": "cross-site"}), 403, "cross_origin"},
		{"another site's origin", post(good, map[string]string{"Origin": "https://evil.example"}), 403, "cross_origin"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.q.header["Idempotency-Key"] == "k" { // Cases are asked side by side, and none is the other's repeat.
				c.q.header = maps.Clone(c.q.header)
				c.q.header["Idempotency-Key"] = c.name
			}
			res := c.q.do(t, h)
			p := expect(t, res, c.status, c.code)
			if strings.Contains(p.Detail, "secret") {
				t.Errorf("the answer tells of our inside: %s", p.Detail)
			}
			if c.status == http.StatusUnprocessableEntity && len(p.Errors) == 0 {
				t.Errorf("nothing says what to change")
			}
			if c.status == http.StatusUnauthorized && res.Header.Get("WWW-Authenticate") == "" {
				t.Errorf("401 without WWW-Authenticate")
			}
		})
	}
}

func TestReasonsReachTheClient(t *testing.T) {
	t.Parallel()
	h := withThings(t, server(t))
	p := expect(t, request{path: "/api/things/v1/things/taken", as: worker}.do(t, h), 409, "thing_taken")
	if len(p.Reasons) != 1 || p.Reasons[0].Code != "TAKEN" || p.Reasons[0].From == nil || p.Reasons[0].Fix == "" {
		t.Errorf("reasons %+v", p.Reasons)
	}
}

func TestAnEmptyListIsAList(t *testing.T) {
	t.Parallel()
	h := withThings(t, server(t))
	res := request{path: "/api/things/v1/things/1", as: worker}.do(t, h)
	if got := strings.TrimSpace(text(t, res)); got != `{"name":"1","parts":[]}` {
		t.Errorf("answered %s", got)
	}
}

func TestARouteWithoutARuleIsReported(t *testing.T) {
	t.Parallel()
	s := server(t)
	none := func(http.ResponseWriter, *http.Request) error { return nil }
	s.Page("GET /free", web.Public, none)
	s.Page("GET /ruled", "thing.read", none)
	if err := s.Err(); err != nil {
		t.Fatalf("routes with rules are reported: %v", err)
	}
	s.Page("GET /unruled", "thing.unknown", none)
	s.Page("GET /ruled", "thing.read", none)
	err := s.Err()
	if err == nil || !strings.Contains(err.Error(), `"thing.unknown"`) || !strings.Contains(err.Error(), "GET /ruled") {
		t.Errorf("reported %v, want the action without a rule and the route that is there twice", err)
	}
	if res := (request{path: "/unruled", as: worker}).do(t, s.Handler()); res.StatusCode != http.StatusForbidden {
		t.Errorf("a route without a rule answered %d", res.StatusCode)
	}
	web.Register(s, web.Op{Method: "GET", Path: "/x", ID: "x", Action: "no.rule"}, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil })
	if err := s.Err(); !strings.Contains(err.Error(), `"no.rule"`) {
		t.Errorf("reported %v, want the operation without a rule", err)
	}
}

func TestTheAPIDescribesItself(t *testing.T) {
	t.Parallel()
	h := withThings(t, server(t))
	res := request{path: "/api/things/v1/openapi.json"}.do(t, h)
	var doc struct {
		OpenAPI string `json:"openapi"`
		Info    struct{ License struct{ Name string } }
		Servers []struct{ URL string }
		Paths   map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Parameters  []struct{ Name, In string }
			Responses   map[string]any
		}
		Components struct {
			Schemas         map[string]map[string]any
			SecuritySchemes map[string]any `json:"securitySchemes"`
		}
	}
	raw := text(t, res)
	if err := json.Unmarshal([]byte(raw), &doc); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%d %v", res.StatusCode, err)
	}
	post := doc.Paths["/things"]["post"]
	if post.OperationID != "make-thing" || len(post.Parameters) != 1 || post.Parameters[0].Name != "Idempotency-Key" {
		t.Errorf("post is %+v", post)
	}
	for _, status := range []string{"201", "400", "401", "403", "409", "413", "415", "422", "429", "500", "503"} {
		if post.Responses[status] == nil {
			t.Errorf("status %s is not documented", status)
		}
	}
	if len(doc.Components.SecuritySchemes) != 2 || doc.Info.License.Name != "Apache-2.0" || doc.Servers[0].URL != "/api/things/v1" {
		t.Errorf("incomplete: %+v", doc.Info)
	}
	for _, bad := range []string{"$schema", `"array","null"`, `["null"`} {
		if strings.Contains(raw, bad) {
			t.Errorf("the description contains %s", bad)
		}
	}
}
