package shifts_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"
)

// somebody is a person of the table who may use the route, so that what is refused is refused for what was sent.
func somebody(pattern string) string {
	for _, person := range strings.Fields(access[pattern]) {
		if !strings.HasPrefix(person, "other_") {
			return person
		}
	}
	return "worker"
}

// spoilt is one body that cannot be right, and where: a field below body, or empty when the whole is meant.
type spoilt struct {
	name, at, body string
}

// spoil makes every kind of wrong body of one that is right.
func (d *described) spoil(s *schema, right []byte) (all []spoilt) {
	whole := func(name, body string) { all = append(all, spoilt{name: name, body: body}) }
	whole("a list", "[]")
	whole("null", "null")
	whole("text", `"x"`)
	whole("half a document", `{"a":`)
	whole("two documents", "{} {}")
	whole("no text", "{\"a\":\"\xff\"}")
	whole("a key twice", `{"a":1,"a":1}`)
	whole("nesting without end", strings.Repeat(`{"a":`, 2000)+"1"+strings.Repeat("}", 2000))
	var object map[string]any
	if json.Unmarshal(right, &object) != nil || s.kind() != "object" {
		return all
	}
	with := func(name, field, raw string) {
		body := map[string]json.RawMessage{}
		for k, v := range object {
			body[k], _ = json.Marshal(v)
		}
		body[field] = json.RawMessage(raw)
		// Raw, since a number that is too large is none that a program can write.
		var b bytes.Buffer
		b.WriteByte('{')
		for k, v := range body {
			if b.Len() > 1 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%q:%s", k, v)
		}
		b.WriteByte('}')
		all = append(all, spoilt{name: name, at: field, body: b.String()})
	}
	for _, name := range s.Required {
		less := map[string]any{}
		for k, v := range object {
			if k != name {
				less[k] = v
			}
		}
		body, _ := json.Marshal(less)
		all = append(all, spoilt{name: "without " + name, at: name, body: string(body)})
	}
	with("an unknown field", "surprise", "1")
	for name, of := range s.Properties {
		of = d.resolve(of)
		with(name+" with a huge number", name, "1e400")
		with(name+" with a NUL", name, `"a\u0000b"`)
		switch of.kind() {
		case "string":
			with(name+" as a number", name, "7")
			with(name+" as a list", name, "[]")
			with(name+" very long", name, `"`+strings.Repeat("x", 70000)+`"`)
			if len(of.Enum) > 0 || of.Format != "" {
				with(name+" of no such value", name, `"<script>alert(1)</script>"`)
			}
			if strings.HasSuffix(name, "_id") || name == "template" || name == "preferred_worker" || name == "redeploy_to" {
				with(name+" that is no id", name, `"' or 1=1 --"`)
			}
		case "integer":
			with(name+" as text", name, `"one"`)
			with(name+" as a fraction", name, "1.5")
			with(name+" negative", name, "-9223372036854775808")
			if of.Maximum != nil {
				with(name+" too large", name, "9223372036854775807")
			}
		case "boolean":
			with(name+" as text", name, `"yes"`)
		case "array":
			with(name+" as an object", name, "{}")
			with(name+" with a wrong element", name, `[{"surprise":[]}]`)
			with(name+" with null", name, "[null]")
		case "object":
			with(name+" as a list", name, "[]")
			with(name+" as text", name, `"x"`)
		}
	}
	return all
}

// unclear are words of a program that tell a person nothing.
var unclear = []string{"unexpected property", "uniqueItems", "json:", "strconv", "unmarshal", "SQLSTATE", "pgx", "runtime error", "goroutine", "%!"}

func (s *scene) says(pattern string, bad spoilt, got answer) {
	t := s.w.t
	if got.status < 400 || got.status >= 500 || got.status == 401 || got.status == 403 || got.status == 429 {
		t.Errorf("%s answers %s with %d: %s", pattern, bad.name, got.status, brief(got.raw))
		return
	}
	if ct := got.header.Get("Content-Type"); ct != "application/problem+json" {
		t.Errorf("%s answers %s with a %s", pattern, bad.name, ct)
		return
	}
	var p problem
	if err := json.Unmarshal(got.raw, &p); err != nil || p.Detail == "" || p.Code == "" {
		t.Errorf("%s answers %s without a sentence: %s", pattern, bad.name, brief(got.raw))
		return
	}
	if got.status != 422 || bad.at == "" {
		return
	}
	if !slices.ContainsFunc(p.Errors, func(e struct{ Location, Message string }) bool {
		return strings.HasPrefix(e.Location, "body") && (strings.Contains(e.Location, bad.at) || strings.Contains(e.Message, bad.at)) && e.Message != ""
	}) {
		t.Errorf("%s answers %s without naming it: %s", pattern, bad.name, brief(got.raw))
	}
	for _, word := range unclear {
		if strings.Contains(string(got.raw), word) {
			t.Errorf("%s answers %s with %q: %s", pattern, bad.name, word, brief(got.raw))
		}
	}
}

func TestNoBodyOfAnyKindDoesHarm(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.scene()
	doc := w.describe()
	before := w.prints()
	group := errgroup.Group{}
	group.SetLimit(6)
	for pattern, op := range doc.ops {
		content := doc.jsonBody(pattern)
		if op.RequestBody == nil || content == nil {
			continue
		}
		right, _ := doc.valid(s, pattern)
		if string(right) == "null" || content.kind() == "" {
			right = []byte("{}")
		}
		for _, bad := range doc.spoil(content, right) {
			group.Go(func() error {
				got, err := s.sendBody(pattern, []byte(bad.body), "application/json")
				if err == nil {
					s.says(pattern, bad, got)
				}
				return err
			})
		}
		group.Go(func() error {
			for _, contentType := range []string{"text/plain", "application/xml", "application/x-www-form-urlencoded"} {
				got, err := s.sendBody(pattern, right, contentType)
				if err != nil {
					return err
				}
				s.says(pattern, spoilt{name: contentType}, got)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	w.nothingWritten(before, "wrong bodies")
}

func (s *scene) sendBody(pattern string, body []byte, contentType string) (answer, error) {
	_, _, kind := inPath(pattern, "")
	own, secret := s.ids[kind]
	if !secret {
		own = known[kind]
	}
	method, path, _ := inPath(pattern, own)
	var opts []option
	if method == http.MethodPut || method == http.MethodPatch {
		opts = append(opts, header("If-Match", "*"))
	}
	return s.ask(somebody(pattern), method, path, body, contentType, opts...)
}

func TestABodyThatIsFarTooLargeIsRefused(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := &scene{crowd: w.crowd(nurse(host), nurse(other)), ids: map[string]string{}}
	large := []byte(`{"ward":"` + strings.Repeat("x", 10<<20) + `"}`)
	before := w.prints()
	for _, pattern := range []string{"POST " + base + "/shifts", "PUT " + base + "/my-preferences", "POST " + base + "/templates", "PUT " + base + "/ladders"} {
		got, err := s.sendBody(pattern, large, "application/json")
		if err != nil {
			t.Fatal(err)
		}
		if got.status != 413 || got.problem(t).Detail == "" {
			t.Errorf("%s answers 10 MB with %d: %s", pattern, got.status, brief(got.raw))
		}
	}
	for name, file := range map[string]struct{ contentType, body string }{
		"no boundary":      {"multipart/form-data", "x"},
		"no parts":         {"multipart/form-data; boundary=b", "--b--\r\n"},
		"half a part":      {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nsite,wa"},
		"another field":    {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b--\r\n"},
		"an empty file":    {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\r\n--b--\r\n"},
		"noise":            {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n\x00\x01\xff\xfe\x80\r\n--b--\r\n"},
		"a broken archive": {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\nPK\x03\x04nonsense\r\n--b--\r\n"},
		"JSON":             {"application/json", "{}"},
		"no type at all":   {"", "x"},
	} {
		for _, pattern := range []string{"POST " + base + "/shifts/import", "POST /shifts/import"} {
			got, err := s.sendBody(pattern, []byte(file.body), file.contentType)
			if err != nil {
				t.Fatal(err)
			}
			if got.status < 400 || got.status >= 500 || strings.Contains(pattern, "/api/") && got.problem(t).Detail == "" {
				t.Errorf("%s answers %s with %d: %s", pattern, name, got.status, brief(got.raw))
			}
		}
	}
	w.nothingWritten(before, "uploads")
}

// hostileQuery are values for a query parameter that are none of its own.
var hostileQuery = []string{"-1", "0", "99999999999999999999", "1e400", "x", "' or 1=1 --", "2026-02-30", "10000-01-01T00:00:00Z", "2026-10-25", "ZZ99 9ZZ", "NaN",
	"0190a000-0000-7000-8000-0000000000b1", "<script>", "eyJmIjoiQUFBQUFBQUFBQUE9IiwiYSI6e319", strings.Repeat("x", 5000), "\u202e", ""}

func TestNoQueryDoesHarm(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.scene()
	doc := w.describe()
	before := w.prints()
	group := errgroup.Group{}
	group.SetLimit(6)
	ask := func(pattern, query string) {
		_, _, kind := inPath(pattern, "")
		own, secret := s.ids[kind]
		if !secret {
			own = known[kind]
		}
		method, path, _ := inPath(pattern, own)
		group.Go(func() error {
			got, err := s.ask(somebody(pattern), method, path+"?"+query, nil, "")
			if err != nil {
				return err
			}
			if got.status >= 500 || got.status == 429 || got.status == 405 {
				t.Errorf("%s?%s answers %d: %s", pattern, query[:min(len(query), 80)], got.status, brief(got.raw))
			}
			if strings.HasPrefix(path, "/api/") && got.status >= 400 {
				var p problem
				if json.Unmarshal(got.raw, &p) != nil || p.Detail == "" {
					t.Errorf("%s?%s answers without a sentence: %s", pattern, query, brief(got.raw))
				}
			}
			for _, word := range unclear {
				if got.status >= 400 && strings.Contains(string(got.raw), word) {
					t.Errorf("%s?%s answers with %q: %s", pattern, query, word, brief(got.raw))
				}
			}
			return nil
		})
	}
	for pattern, op := range doc.ops {
		if !strings.HasPrefix(pattern, "GET") {
			continue
		}
		for _, p := range op.Parameters {
			if p.In == "query" {
				for _, v := range hostileQuery {
					ask(pattern, url.Values{p.Name: {v}}.Encode())
				}
				ask(pattern, p.Name+"=1&"+p.Name+"=2")
			}
		}
	}
	for _, r := range routesOf(t) {
		if method, path, _ := strings.Cut(r.Pattern, " "); method == "GET" && !strings.HasPrefix(path, "/api/") && !strings.HasSuffix(path, "/stream") {
			for _, name := range []string{"cursor", "from", "date", "employer", "status", "postcode", "within_km"} {
				for _, v := range []string{"x", "-1", "2026-02-30", "99999999999999999999", "' or 1=1 --"} {
					ask(r.Pattern, url.Values{name: {v}}.Encode())
				}
			}
		}
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	w.nothingWritten(before, "wrong queries")
}
