package shifts_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

// Whatever comes in, the answer is a problem that says what to change, and nothing has changed.
func TestBadInputIsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.post(nil)
	ward, who := staff(host), nurse(host)
	spoil := func(field string, v any) any { return w.posting(func(b map[string]any) { b[field] = v }) }
	soon := w.Clock.Now().Truncate(time.Minute).Add(time.Hour)
	before := w.counts()

	for name, c := range map[string]struct {
		as     auth.Principal
		path   string
		body   any
		status int
	}{
		"a number for a ward":          {ward, "/shifts", spoil("ward", 7), 422},
		"text for a number":            {ward, "/shifts", spoil("break_minutes", "an hour"), 422},
		"a fraction of a penny":        {ward, "/shifts", spoil("rate_pence", 18.45), 422},
		"an enormous number":           {ward, "/shifts", `{"rate_pence": 1e400}`, 422},
		"an unknown field":             {ward, "/shifts", spoil("colour", "blue"), 422},
		"an unknown field within":      {ward, "/shifts", spoil("requirements", map[string]any{"x": 1}), 422},
		"no fields":                    {ward, "/shifts", "{}", 422},
		"a list":                       {ward, "/shifts", "[]", 422},
		"null":                         {ward, "/shifts", "null", 422},
		"nothing":                      {ward, "/shifts", "", 400},
		"half a document":              {ward, "/shifts", `{"ward":`, 400},
		"a key twice":                  {ward, "/shifts", `{"ward":"a","ward":"b"}`, 422},
		"nesting without end":          {ward, "/shifts", strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100), 400},
		"an end before the start":      {ward, "/shifts", w.posting(at(soon, -1)), 422},
		"no length":                    {ward, "/shifts", w.posting(at(soon, 0)), 422},
		"more than a day":              {ward, "/shifts", w.posting(at(soon, 24.5)), 422},
		"401 days ahead":               {ward, "/shifts", w.posting(at(soon.Add(401*24*time.Hour), 8)), 422},
		"over 40 days ago":             {ward, "/shifts", w.posting(at(soon.Add(-40*24*time.Hour), 8)), 422},
		"a time without zone":          {ward, "/shifts", spoil("starts_at", "2026-12-01T19:30:00"), 422},
		"a day that does not exist":    {ward, "/shifts", spoil("starts_at", "2026-02-30T19:30:00Z"), 422},
		"the year 10000":               {ward, "/shifts", spoil("starts_at", "10000-01-01T00:00:00Z"), 422},
		"the year 0":                   {ward, "/shifts", spoil("starts_at", "0000-01-01T00:00:00Z"), 422},
		"an unknown staff group":       {ward, "/shifts", spoil("staff_group", "wizards"), 422},
		"an unknown band":              {ward, "/shifts", spoil("band", "10"), 422},
		"an unknown site":              {ward, "/shifts", spoil("site", "RVV99"), 422},
		"another employer's site":      {ward, "/shifts", spoil("site", other+"01"), 422},
		"a ward with a dot":            {ward, "/shifts", spoil("ward", "a.b"), 422},
		"a ward with a NUL":            {ward, "/shifts", spoil("ward", "a\x00b"), 422},
		"a ward that is markup":        {ward, "/shifts", spoil("ward", "<script>"), 422},
		"no places":                    {ward, "/shifts", spoil("places", 0), 422},
		"51 places":                    {ward, "/shifts", spoil("places", 51), 422},
		"negative pay":                 {ward, "/shifts", spoil("rate_pence", -1), 422},
		"another employer":             {ward, "/shifts", spoil("employer", other), 403},
		"a worker who posts":           {who, "/shifts", w.posting(nil), 403},
		"nobody who posts":             {auth.Principal{}, "/shifts", w.posting(nil), 401},
		"a shift that is not there":    {who, "/shifts/" + id.New().String() + "/bookings", "{}", 404},
		"an id that is none":           {who, "/shifts/1/bookings", "{}", 404},
		"an id in capitals":            {who, "/shifts/" + strings.ToUpper(s.ShiftID) + "/bookings", "{}", 404},
		"an id with a quote":           {who, "/shifts/'%20or%201=1/bookings", "{}", 404},
		"a field in an accept":         {who, "/shifts/" + s.ShiftID + "/bookings", `{"worker_id":"x"}`, 422},
		"an employer who accepts":      {ward, "/shifts/" + s.ShiftID + "/bookings", "{}", 403},
		"another's shift called off":   {staff(other), "/shifts/" + s.ShiftID + "/withdraw", `{"why":"other"}`, 404},
		"a reason that is a sentence":  {ward, "/shifts/" + s.ShiftID + "/withdraw", `{"why":"the nurse is ill"}`, 422},
		"another's agency fill":        {staff(other), "/shifts/" + s.ShiftID + "/agency-fill", `{"framework":true,"agency":"A","rate_pence":1}`, 404},
		"an agency without a name":     {ward, "/shifts/" + s.ShiftID + "/agency-fill", `{"framework":true,"agency":"","rate_pence":1}`, 422},
		"another's override":           {staff(other, auth.Executive), "/shifts/" + s.ShiftID + "/override", `{"why":"patient_safety"}`, 404},
		"a booking that is not there":  {who, "/bookings/" + id.New().String() + "/withdraw", "{}", 404},
		"another's booking that is no": {ward, "/bookings/" + id.New().String() + "/cancel", `{"why":"other"}`, 404},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.call(c.as, "POST", base+c.path, c.body)
			if got.status != c.status {
				t.Fatalf("answered %d, want %d: %s", got.status, c.status, got.raw)
			}
			if p := got.problem(t); p.Code == "" || p.Detail == "" || p.Status != c.status {
				t.Errorf("nobody can act on %s", got.raw)
			}
		})
	}
	t.Run("no key", func(t *testing.T) {
		if got := w.call(ward, "POST", base+"/shifts", w.posting(nil), header("Idempotency-Key", "")); got.status != 422 {
			t.Errorf("answered %d: %s", got.status, got.raw)
		}
	})
	t.Run("ten megabytes", func(t *testing.T) {
		got := w.call(ward, "POST", base+"/shifts", `{"ward":"`+strings.Repeat("a", 10<<20)+`"}`)
		if got.status != 413 || got.problem(t).Code == "" {
			t.Errorf("answered %d: %s", got.status, got.raw)
		}
	})
	for name, query := range map[string]string{
		"a limit of 0": "limit=0", "a limit of 201": "limit=201", "a status that is none": "status=lost", "a time that is none": "from=yesterday",
		"a cursor that is none": "after=xyz", "a cursor of another list": "after=eyJmIjoiIiwiYSI6e319",
	} {
		t.Run(name, func(t *testing.T) {
			if got := w.call(ward, "GET", base+"/shifts?"+query, nil); got.status != 422 || got.problem(t).Code == "" {
				t.Errorf("answered %d: %s", got.status, got.raw)
			}
		})
	}
	if after := w.counts(); after != before {
		t.Errorf("rows before %s, after %s", before, after)
	}
}

func (w *world) counts() string {
	w.t.Helper()
	var shifts, bookings, events, audits int
	err := w.DB.Pool.QueryRow(w.t.Context(), `select (select count(*) from shifts), (select count(*) from bookings),
		(select count(*) from outbox), (select count(*) from audit)`).Scan(&shifts, &bookings, &events, &audits)
	if err != nil {
		w.t.Fatal(err)
	}
	return fmt.Sprint(shifts, bookings, events, audits)
}

func TestListsGoOnWithTheirCursorAndBindItsFilters(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.must(201, staff(host), "POST", "/shifts", w.posting(func(b map[string]any) { b["places"] = 5 }))
	seen := map[string]bool{}
	next := ""
	for page := 0; page < 4; page++ {
		var list struct {
			Shifts []struct {
				ShiftID string `json:"shift_id"`
			}
			Next string
		}
		got := w.must(200, staff(host), "GET", "/shifts?limit=2&status=open&after="+next, nil)
		got.into(t, &list)
		for _, s := range list.Shifts {
			seen[s.ShiftID] = true
		}
		if (list.Next != "") != strings.Contains(got.header.Get("Link"), `rel="next"`) {
			t.Errorf("next %q, link %q", list.Next, got.header.Get("Link"))
		}
		if next = list.Next; next == "" {
			break
		}
		w.must(422, staff(host), "GET", "/shifts?limit=2&status=filled&after="+next, nil)
	}
	if len(seen) != 5 {
		t.Errorf("%d shifts on all pages", len(seen))
	}
}

func TestNobodyLearnsOfWhatIsNotTheirs(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.post(nil)
	who := nurse(host)
	b := w.confirmed(who, s.ShiftID)
	for _, path := range []string{"/shifts/" + s.ShiftID, "/shifts/" + s.ShiftID + "/history", "/bookings/" + b.BookingID} {
		for _, stranger := range []auth.Principal{nurse(host), staff(other)} {
			got := w.must(404, stranger, "GET", path, nil)
			none := w.must(404, stranger, "GET", strings.Replace(strings.Replace(path, s.ShiftID, id.New().String(), 1), b.BookingID, id.New().String(), 1), nil)
			if string(got.raw) != string(none.raw) {
				t.Errorf("%s tells a stranger that it is there: %s, %s", path, got.raw, none.raw)
			}
		}
		w.must(200, lead(), "GET", path, nil)
	}
	w.must(200, who, "GET", "/shifts/"+s.ShiftID, nil)
	var mine struct{ Bookings []any }
	w.must(200, nurse(host), "GET", "/bookings", nil).into(t, &mine)
	if len(mine.Bookings) != 0 {
		t.Errorf("another worker sees %v", mine.Bookings)
	}
	for _, p := range []string{"/shifts", "/open-shifts", "/bookings", "/history", "/shifts/" + s.ShiftID} {
		if got := w.call(auth.Principal{}, http.MethodGet, base+p, nil); got.status != 401 {
			t.Errorf("%s answers %d to nobody", p, got.status)
		}
	}
}
