package independent

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Ask gets what the API answers below /api/analytics/v1 to the lead, or to an employer's people when its code is given.
type Ask func(employer, path string) ([]byte, error)

// Comparison holds a service's answers against a count of the history that it should have heard.
type Comparison struct {
	History *History
	Ask     Ask
	// Employers are those whose own view is compared as well.
	Employers []string
	found     []string
	compared  int
}

// Differences names every figure that differs, and how many were compared.
func (c *Comparison) Differences() (found []string, compared int) { return c.found, c.compared }

// answer decodes what the API says; what goes wrong is a difference.
func answer[T any](c *Comparison, employer, path string) (out T) {
	body, err := c.Ask(employer, path)
	if err == nil {
		err = json.Unmarshal(body, &out)
	}
	if err != nil {
		c.found = append(c.found, fmt.Sprintf("%s: %v", path, err))
	}
	return out
}

// same holds two values against each other, figure by figure.
func (c *Comparison) same(where string, want, got any) {
	c.differ(where, plain(want), plain(got))
}

// plain is a value as JSON has it.
func plain(v any) (out any) {
	body, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	if err = json.Unmarshal(body, &out); err != nil {
		return err.Error()
	}
	return out
}

func (c *Comparison) differ(where string, want, got any) {
	w, isMap := want.(map[string]any)
	g, also := got.(map[string]any)
	if isMap && also {
		keys := slices.Sorted(maps.Keys(w))
		for k := range g {
			if _, known := w[k]; !known {
				keys = append(keys, k)
			}
		}
		for _, k := range keys {
			c.differ(where+" "+k, w[k], g[k])
		}
		return
	}
	c.compared++
	a, _ := json.Marshal(want)
	b, _ := json.Marshal(got)
	if string(a) != string(b) {
		c.found = append(c.found, fmt.Sprintf("%s: counted %s, told %s", where, a, b))
	}
}

func (i Interval) query() string {
	day := func(t time.Time) string { return london(t).Format(time.DateOnly) }
	return "from=" + day(i.From) + "&until=" + day(i.Until)
}

// Days is an interval of London's days, from the first and before the second.
func Days(from, until time.Time) Interval {
	start := func(t time.Time) time.Time {
		y, m, d := t.Date()
		at := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		return at.Add(-london(at).Sub(at.UTC()))
	}
	return Interval{From: start(from), Until: start(until)}
}

// All compares everything of an interval, by the dimensions of each list.
func (c *Comparison) All(in Interval, by [][]string) {
	for _, dims := range by {
		c.measures(in, dims)
	}
	c.flows(in)
	c.aids(in)
	c.spreads(in)
	c.insiders(in)
	c.fatigue(in)
	c.proofs(in)
}

func (c *Comparison) viewers() []string { return append([]string{""}, c.Employers...) }

func (c *Comparison) measures(in Interval, by []string) {
	for _, viewer := range c.viewers() {
		path := "/measures?" + in.query()
		if len(by) > 0 {
			path += "&by=" + strings.Join(by, ",")
		}
		got, want := answer[Table](c, viewer, path), c.History.Measures(in, by, viewer)
		where := viewer + " " + path
		c.same(where+" total", want.Total, got.Total)
		c.same(where, byPlace(want.Rows), byPlace(got.Rows))
	}
}

func byPlace(rows []Row) map[string]*Measures {
	out := map[string]*Measures{}
	for _, r := range rows {
		place := fmt.Sprint(r.Employer, "|", r.Site, "|", r.Ward, "|", r.StaffGroup, "|", r.Band, "|", r.Period, "|", r.Lead, "|", r.Reason)
		out[place] = r.Measures
	}
	return out
}

func (c *Comparison) flows(in Interval) {
	all := c.History.Flows(in)
	for _, viewer := range c.viewers() {
		path := "/flows?" + in.query()
		told := answer[struct{ Flows []Flow }](c, viewer, path)
		got, want := map[string]Flow{}, map[string]Flow{}
		for _, f := range told.Flows {
			got[f.Home+">"+f.Host] = f
		}
		for name, f := range all {
			switch viewer {
			case "":
				want[name] = f.toOthers()
			case f.Home, f.Host:
				want[name] = f
			}
		}
		c.same(viewer+" "+path, want, got)
	}
}

func (c *Comparison) aids(in Interval) {
	path := "/flows?" + in.query()
	got := map[string]Aid{}
	for _, a := range answer[struct {
		Aids []Aid `json:"mutual_aid"`
	}](c, "", path).Aids {
		got[a.ID] = a
	}
	c.same(path+" mutual aid", c.History.Aids(in), got)
}

func (c *Comparison) spreads(in Interval) {
	path := "/rates?" + in.query()
	keyed := func(spreads []Spread) map[string]map[string]any {
		out := map[string]map[string]any{}
		for _, s := range spreads {
			employers := map[string]Offered{}
			for _, o := range s.Employers {
				employers[o.Employer] = o
			}
			out[s.StaffGroup+" "+s.Band+" "+s.Period] = map[string]any{"shifts": s.Shifts, "median": s.MedianPence, "employers": employers}
		}
		return out
	}
	all := slices.Collect(maps.Values(c.History.Spreads(in)))
	for _, viewer := range c.viewers() {
		var want []Spread
		for _, s := range all {
			if s = s.seenBy(viewer); len(s.Employers) > 0 {
				want = append(want, s)
			}
		}
		got := answer[struct{ Spreads []Spread }](c, viewer, path)
		c.same(viewer+" "+path, keyed(want), keyed(got.Spreads))
	}
}

func (c *Comparison) insiders(in Interval) {
	all := c.History.Insiders(in)
	for _, viewer := range c.viewers() {
		path := "/fairness?" + in.query()
		got := map[string]Insiders{}
		for _, i := range answer[struct{ Employers []Insiders }](c, viewer, path).Employers {
			got[i.Employer] = i
		}
		c.same(viewer+" "+path, own(all, viewer, func(i Insiders) string { return i.Employer }), got)
	}
}

// seen is what a viewer is told of figures about people: its own in full, and the lead of all what may be told of others.
func seen[T any](all map[string]T, viewer string, of func(T) string, cut func(T) T) map[string]T {
	out := own(all, viewer, of)
	if viewer == "" {
		for name, v := range out {
			out[name] = cut(v)
		}
	}
	return out
}

func own[T any](all map[string]T, viewer string, of func(T) string) map[string]T {
	out := map[string]T{}
	for name, v := range all {
		if viewer == "" || of(v) == viewer {
			out[name] = v
		}
	}
	return out
}

func (c *Comparison) fatigue(in Interval) {
	all := c.History.Fatigue(in)
	for _, viewer := range c.viewers() {
		path := "/fatigue?" + in.query()
		got := map[string]Fatigue{}
		for _, f := range answer[struct{ Employers []Fatigue }](c, viewer, path).Employers {
			got[f.Home] = f
		}
		c.same(viewer+" "+path, seen(all, viewer, func(f Fatigue) string { return f.Home }, Fatigue.toOthers), got)
	}
}

// Compliance compares who could be deployed now.
func (c *Comparison) Compliance() {
	for _, viewer := range c.viewers() {
		told := answer[struct {
			AsOf time.Time `json:"as_of"`
			Rows []Compliance
		}](c, viewer, "/compliance")
		got := map[string]Compliance{}
		for _, r := range told.Rows {
			got[r.Employer+" "+r.StaffGroup] = r
		}
		want := seen(c.History.Compliance(told.AsOf), viewer, func(r Compliance) string { return r.Employer }, Compliance.toOthers)
		c.same(viewer+" /compliance", want, got)
	}
}

func (c *Comparison) proofs(in Interval) {
	type story struct {
		ID        string `json:"shift_id"`
		Part      string
		Approvals []Approval
		Agency    struct {
			Name      string
			RatePence int64  `json:"rate_pence"`
			OverCap   bool   `json:"over_cap"`
			BankFirst string `json:"bank_first"`
		}
	}
	first := "/measures/shifts?part=framework_agency,off_framework_agency&limit=200&" + in.query()
	got := map[string]Proof{}
	for path := first; path != ""; {
		page := answer[struct {
			Shifts []story
			Next   string `json:"next_cursor"`
		}](c, "", path)
		for _, s := range page.Shifts {
			got[s.ID] = Proof{
				Part: s.Part, BankFirst: s.Agency.BankFirst, Agency: s.Agency.Name, OverCap: s.Agency.OverCap,
				RatePence: s.Agency.RatePence, Approvals: s.Approvals,
			}
		}
		if path = ""; page.Next != "" {
			path = first + "&cursor=" + page.Next
		}
	}
	c.same(first, c.History.Proofs(in), got)
}
