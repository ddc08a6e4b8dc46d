package shifts_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// schema is what the API's description says of a value.
type schema struct {
	Ref        string `json:"$ref"`
	Type       any
	Format     string
	Pattern    string
	Enum       []any
	Minimum    *float64
	Maximum    *float64
	MaxLength  *int
	Required   []string
	Properties map[string]*schema
	Items      *schema
}

type operation struct {
	Parameters []struct {
		Name, In string
		Required bool
		Schema   *schema
	}
	RequestBody *struct {
		Required bool
		Content  map[string]struct{ Schema *schema }
	}
	Responses map[string]any
}

// described is the API's own description, and what the tests say to it.
type described struct {
	ops     map[string]operation
	schemas map[string]*schema
	now     time.Time
	query   map[string]string
	special map[string]any
}

func (w *world) describe() *described {
	w.t.Helper()
	var doc struct {
		Paths      map[string]map[string]json.RawMessage
		Components struct{ Schemas map[string]*schema }
	}
	w.must(200, lead(), "GET", "/openapi.json", nil).into(w.t, &doc)
	d := &described{ops: map[string]operation{}, schemas: doc.Components.Schemas, now: w.Clock.Now()}
	for path, methods := range doc.Paths {
		for method, raw := range methods {
			var op operation
			if err := json.Unmarshal(raw, &op); err != nil {
				w.t.Fatalf("%s %s: %v", method, path, err)
			}
			d.ops[strings.ToUpper(method)+" "+base+path] = op
		}
	}
	d.query = map[string]string{
		"GET " + base + "/bookings/{id}/cancellation": "?side=worker",
	}
	review := w.Clock.Now().In(clock.London).AddDate(0, 2, 0).Format(time.DateOnly)
	soon := w.Clock.Now().Truncate(time.Minute).Add(72 * time.Hour)
	d.special = map[string]any{
		"POST " + base + "/shifts":               w.posting(nil),
		"POST " + base + "/blocks":               map[string]any{"worker_id": "0190a000-0000-7000-8000-0000000000b1", "why": "other", "review_on": review},
		"POST " + base + "/rate-cards":           nurseCard(func(b map[string]any) { b["band"] = "6" }),
		"PUT " + base + "/rate-cards/{id}":       `{"from":"2020-04-01","basic_pence":1200,"scheme":"flat"}`,
		"POST " + base + "/templates":            night(with("name", "Another")),
		"PUT " + base + "/templates/{id}":        night(nil),
		"PUT " + base + "/ladders":               full(),
		"PUT " + base + "/ladders/{staff_group}": full(),
		"PUT " + base + "/policies/{kind}":       `{}`,
		"POST " + base + "/rosters/import":       w.roster(w.monday()),
		"PUT " + base + "/my-availability":       map[string]any{"unavailable": []any{map[string]any{"from": soon, "until": soon.Add(time.Hour)}}},
		"PATCH " + base + "/shifts/{id}":         map[string]any{"cost_code": "C1"},
		"PUT " + base + "/alert-settings":        map[string]any{"quiet": map[string]int{"from": 0, "until": 0}, "per_hour": 3},
	}
	return d
}

// forms are what a page's form sends beside what its address says.
func (s *scene) form(pattern string) url.Values {
	switch pattern {
	case "POST /escalations/{id}/approve", "POST /escalations/{id}/decline":
		return url.Values{"shift_id": {s.ids["escalated"]}}
	}
	return url.Values{}
}

func (d *described) resolve(s *schema) *schema {
	for s != nil && s.Ref != "" {
		s = d.schemas[s.Ref[strings.LastIndex(s.Ref, "/")+1:]]
	}
	return s
}

func (d *described) statuses(pattern string) (all []int) {
	for status := range d.ops[pattern].Responses {
		n, _ := strconv.Atoi(status)
		all = append(all, n)
	}
	return all
}

// jsonBody is the schema of an operation's JSON body, nil without one.
func (d *described) jsonBody(pattern string) *schema {
	if body := d.ops[pattern].RequestBody; body != nil {
		if c, ok := body.Content["application/json"]; ok {
			return d.resolve(c.Schema)
		}
	}
	return nil
}

// valid is a body that the route can read.
func (d *described) valid(s *scene, pattern string) (body []byte, contentType string) {
	method, path, _ := strings.Cut(pattern, " ")
	switch {
	case method == "GET" || method == "DELETE":
		return nil, ""
	case strings.HasSuffix(path, "/shifts/import"):
		return rosterForm(rosterHead + s.w.line("ward_4", 6))
	case !strings.HasPrefix(path, "/api/"):
		return []byte(s.form(pattern).Encode()), "application/x-www-form-urlencoded"
	}
	v, ok := d.special[pattern]
	if !ok {
		v = d.least(d.jsonBody(pattern))
	}
	if text, ok := v.(string); ok {
		return []byte(text), "application/json"
	}
	body, _ = json.Marshal(v)
	return body, "application/json"
}

func rosterForm(file string) ([]byte, string) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	if part, err := form.CreateFormFile("file", "roster.csv"); err == nil {
		_, _ = part.Write([]byte(file))
	}
	_ = form.Close()
	return b.Bytes(), form.FormDataContentType()
}

// least is the smallest value that the schema admits.
func (d *described) least(s *schema) any {
	s = d.resolve(s)
	if s == nil {
		return map[string]any{}
	}
	if len(s.Enum) > 0 {
		return s.Enum[0]
	}
	switch s.kind() {
	case "object":
		o := map[string]any{}
		for _, name := range s.Required {
			o[name] = d.least(s.Properties[name])
		}
		return o
	case "array":
		return []any{d.least(s.Items)}
	case "boolean":
		return false
	case "integer", "number":
		if s.Minimum != nil {
			return *s.Minimum
		}
		return 1
	case "string":
		switch s.Format {
		case "date":
			return d.now.AddDate(0, 0, 30).Format(time.DateOnly)
		case "date-time":
			return d.now.Add(100 * time.Hour).UTC().Format(time.RFC3339)
		case "uuid":
			return "0190a000-0000-7000-8000-0000000000b1"
		}
		return "x"
	}
	return map[string]any{}
}

// kind is the schema's type other than null.
func (s *schema) kind() string {
	switch t := s.Type.(type) {
	case string:
		return t
	case []any:
		if i := slices.IndexFunc(t, func(v any) bool { return v != "null" }); i >= 0 {
			return fmt.Sprint(t[i])
		}
	}
	return ""
}
