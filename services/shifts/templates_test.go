package shifts_test

import (
	"strings"
	"testing"
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"

	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

var asJSON = header("Content-Type", "application/json")

// night is the body of a template of a ward's night; change may spoil it.
func night(change func(map[string]any)) map[string]any {
	body := map[string]any{"name": "Night, RN", "site": site, "ward": "ward_7", "staff_group": "nursing_midwifery", "role": "registered_nurse", "band": "5",
		"starts": "20:00", "ends": "07:30", "break_minutes": 60, "reason": "vacancy", "cost_code": "C4711", "rate_pence": 1845,
		"requirements": map[string]any{"registration_body": "NMC", "competencies": []any{map[string]any{"framework": "cstf", "code": "FIRE", "level": 1}}}}
	if change != nil {
		change(body)
	}
	return body
}

func with(field string, v any) func(map[string]any) {
	return func(b map[string]any) { b[field] = v }
}

type kept struct {
	ID, Employer, Name, Starts, Ends string
	Version                          int64
	Requirements                     struct{ Competencies []es.Competency }
}

func (w *world) template(change func(map[string]any)) (t kept) {
	w.t.Helper()
	w.must(201, staff(host), "POST", "/templates", night(change)).into(w.t, &t)
	return t
}

func TestATemplateIsKeptChangedUsedAndRemoved(t *testing.T) {
	t.Parallel()
	w := start(t)
	made := w.must(201, staff(host), "POST", "/templates", night(nil))
	var k kept
	made.into(t, &k)
	if k.Version != 1 || k.Employer != host || k.Starts != "20:00" || len(k.Requirements.Competencies) != 1 || made.header.Get("ETag") != `"1"` || made.header.Get("Location") != base+"/templates/"+k.ID {
		t.Fatalf("kept as %+v, %v", k, made.header)
	}
	w.must(428, staff(host), "PUT", "/templates/"+k.ID, night(with("name", "x")), asJSON)
	w.must(412, staff(host), "PUT", "/templates/"+k.ID, night(with("name", "x")), asJSON, header("If-Match", `"2"`))
	got := w.must(200, staff(host), "PUT", "/templates/"+k.ID, night(with("ends", "08:00")), asJSON, header("If-Match", `"1"`))
	if got.into(t, &k); k.Version != 2 || k.Ends != "08:00" || got.header.Get("ETag") != `"2"` {
		t.Errorf("changed to %+v", k)
	}
	w.must(404, staff(other), "GET", "/templates/"+k.ID, nil)
	var all struct{ Templates []kept }
	w.must(200, staff(host), "GET", "/templates?ward=ward_7", nil).into(t, &all)
	if len(all.Templates) != 1 || all.Templates[0].ID != k.ID {
		t.Errorf("listed %+v", all)
	}

	// Three things are said: which template, which day, how many.
	day := walltime.DayOf(w.Clock.Now()).Plus(3)
	var posted struct {
		PostingID string `json:"posting_id"`
		Shifts    []es.ShiftState
	}
	w.must(201, staff(host), "POST", "/shifts", map[string]any{"template": k.ID, "date": day.String(), "places": 2}).into(t, &posted)
	starts, ends, err := walltime.Span{Starts: 20 * 60, Ends: 8 * 60}.Moments(day, walltime.Unsaid)
	if err != nil {
		t.Fatal(err)
	}
	if s := posted.Shifts; len(s) != 2 || !s[0].StartsAt.Equal(starts) || !s[0].EndsAt.Equal(ends) || s[0].Ward != "ward_7" || s[0].CostCode != "C4711" || s[0].Reason != "vacancy" || len(s[0].Requirements.Competencies) != 1 {
		t.Errorf("posted %+v", s)
	}

	w.must(204, staff(host), "DELETE", "/templates/"+k.ID, nil, header("If-Match", `"2"`))
	w.must(404, staff(host), "GET", "/templates/"+k.ID, nil)
	if p := w.must(422, staff(host), "POST", "/shifts", map[string]any{"template": k.ID, "date": day.String()}).problem(t); p.Errors[0].Location != "body.template" {
		t.Errorf("%+v", p)
	}
	var audits int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from audit where entity = 'shifts.template' and aggregate = $1 and actor = $2", k.ID, staff(host).Subject).Scan(&audits); err != nil || audits != 3 {
		t.Errorf("%d audit rows, %v", audits, err)
	}
}

func TestTemplatesAndPostingsFromThemThatCannotBeRightChangeNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	k := w.template(with("ends", "01:30"))
	year := w.Clock.Now().Year()
	back := walltime.Day{Year: year, Month: time.October, Day: 31}
	for back.Weekday() != time.Saturday {
		back = back.Plus(-1)
	}
	// The last Sunday in October begins with the night in which 01:30 comes twice.
	if back.Plus(1).Month == time.November {
		back = back.Plus(-7)
	}
	for name, c := range map[string]struct {
		as     auth.Principal
		path   string
		body   any
		status int
		field  string
	}{
		"a name too long":                {staff(host), "/templates", night(with("name", strings.Repeat("x", 61))), 422, "body.name"},
		"a time there is not":            {staff(host), "/templates", night(with("starts", "24:00")), 422, "body.starts"},
		"a break as long as itself":      {staff(host), "/templates", night(with("break_minutes", 690)), 422, "body.break_minutes"},
		"another employer's site":        {staff(host), "/templates", night(with("site", other+"01")), 422, "body.site"},
		"a field there is not":           {staff(host), "/templates", night(with("colour", "blue")), 422, "body.colour"},
		"without the duty":               {staff(host, auth.Approve), "/templates", night(nil), 403, ""},
		"a worker":                       {nurse(host), "/templates", night(nil), 403, ""},
		"another employer's template":    {staff(other), "/shifts", map[string]any{"template": k.ID, "date": "2026-03-29"}, 422, "body.template"},
		"a date without a template":      {staff(host), "/shifts", map[string]any{"date": "2026-03-29"}, 422, "body.template"},
		"a template without a date":      {staff(host), "/shifts", map[string]any{"template": k.ID}, 422, "body.date"},
		"a date there is not":            {staff(host), "/shifts", map[string]any{"template": k.ID, "date": "2026-02-30"}, 422, "body.date"},
		"what the template says already": {staff(host), "/shifts", map[string]any{"template": k.ID, "date": "2026-03-29", "ward": "ward_8"}, 422, "body.ward"},
		"two breaks":                     {staff(host), "/shifts", map[string]any{"template": k.ID, "date": "2026-03-29", "break_minutes": 0}, 422, "body.break_minutes"},
		"a time that comes twice":        {staff(host), "/shifts", map[string]any{"template": k.ID, "date": back.String()}, 422, "body.date"},
		"a pattern without weekdays":     {staff(host), "/shifts/repeat", map[string]any{"template": k.ID, "from": "2026-03-29", "count": 2, "weekdays": []string{}}, 422, "body.weekdays"},
		"a weekday there is not":         {staff(host), "/shifts/repeat", map[string]any{"template": k.ID, "from": "2026-03-29", "count": 2, "weekdays": []string{"funday"}}, 422, "body.weekdays[0]"},
		"a pattern without an end":       {staff(host), "/shifts/repeat", map[string]any{"template": k.ID, "from": "2026-03-29", "weekdays": []string{"monday"}}, 422, "body.until"},
		"a pattern of another's":         {staff(other), "/shifts/repeat", map[string]any{"template": k.ID, "from": "2026-03-29", "count": 1, "weekdays": []string{"monday"}}, 422, "body.template"},
	} {
		got := w.call(c.as, "POST", base+c.path, c.body)
		if got.status != c.status {
			t.Errorf("%s: answered %d: %s", name, got.status, got.raw)
			continue
		}
		if p := got.problem(t); c.field != "" && (len(p.Errors) == 0 || p.Errors[0].Location != c.field) {
			t.Errorf("%s: %s", name, got.raw)
		}
	}
	var n int
	if err := w.DB.Pool.QueryRow(t.Context(), "select (select count(*) from shifts) + (select count(*) from ward_templates)").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
}

type repeated struct {
	Days []struct {
		Date, Weekday, Problem string
		StartsAt               time.Time `json:"starts_at"`
		EndsAt                 time.Time `json:"ends_at"`
		NetMinutes             int       `json:"net_minutes"`
		Notes                  []string
	}
	Shifts int
}

func TestAPatternIsSeenBeforeItIsPostedAllOrNone(t *testing.T) {
	t.Parallel()
	w := start(t)
	// From February on both the clock change in March and Easter lie ahead.
	w.Clock.Set(time.Date(2026, 2, 2, 9, 0, 0, 0, time.UTC))
	k := w.template(nil)
	pattern := map[string]any{"template": k.ID, "from": "2026-03-23", "until": "2026-04-06", "weekdays": []string{"saturday", "friday", "sunday"}, "except": []string{"2026-03-27"}, "places": 2}
	var p repeated
	w.must(200, staff(host), "POST", "/shifts/repeat/preview", pattern, header("Idempotency-Key", "")).into(t, &p)
	var got []string
	for _, d := range p.Days {
		got = append(got, d.Date+" "+(time.Duration(d.NetMinutes)*time.Minute).String()+" "+strings.Join(d.Notes, " "))
	}
	want := []string{
		"2026-03-28 9h30m0s Clocks go forward: one hour shorter than usual.",
		"2026-03-29 10h30m0s ",
		"2026-04-03 10h30m0s Good Friday on 2026-04-03.",
		"2026-04-04 10h30m0s ",
		"2026-04-05 10h30m0s Easter Monday on 2026-04-06.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") || p.Shifts != 10 {
		t.Errorf("%d shifts on\n%s", p.Shifts, strings.Join(got, "\n"))
	}
	var n int
	count := func() int {
		if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from shifts").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if count() != 0 {
		t.Errorf("seeing it posted %d shifts", n)
	}
	var posted struct {
		PostingID string `json:"posting_id"`
		Shifts    []es.ShiftState
	}
	w.must(201, staff(host), "POST", "/shifts/repeat", pattern).into(t, &posted)
	if len(posted.Shifts) != 10 || count() != 10 || posted.Shifts[9].PostingID != posted.PostingID || posted.Shifts[0].NetMinutes != 570 {
		t.Errorf("%d posted, %d kept, %+v", len(posted.Shifts), n, posted.Shifts[0])
	}

	// A thousand at once, and not one more.
	every := map[string]any{"template": k.ID, "from": "2026-02-03", "count": 100, "weekdays": []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, "places": 10}
	w.must(201, staff(host), "POST", "/shifts/repeat", every).into(t, &posted)
	if len(posted.Shifts) != 1000 || count() != 1010 {
		t.Errorf("%d posted, %d kept", len(posted.Shifts), n)
	}
	every["places"] = 11
	if p := w.must(422, staff(host), "POST", "/shifts/repeat", every).problem(t); p.Code != "too_many" || count() != 1010 {
		t.Errorf("%+v, %d kept", p, n)
	}
	// One day that cannot be posted keeps all back.
	past := map[string]any{"template": k.ID, "from": "2025-12-20", "until": "2026-02-20", "weekdays": []string{"monday"}}
	if p := w.must(422, staff(host), "POST", "/shifts/repeat", past).problem(t); !strings.Contains(p.Errors[0].Message, "2025-12-22") || count() != 1010 {
		t.Errorf("%+v, %d kept", p, n)
	}
}
