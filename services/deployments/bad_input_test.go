package deployments_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
)

func TestBadInputIsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	exec := person("RVV", auth.Approve, auth.Executive)
	a := w.draft(nil)
	for name, tc := range map[string]struct {
		path string
		body any
	}{
		"not JSON":                      {"/agreements", `{`},
		"a list where an object is due": {"/agreements", `[]`},
		"an unknown field":              {"/agreements", w.clauses(func(c map[string]any) { c["secret"] = 1 })},
		"a number where text is due":    {"/agreements", w.clauses(func(c map[string]any) { c["title"] = 7 })},
		"an unknown model":              {"/agreements", w.clauses(func(c map[string]any) { c["model"] = "barter" })},
		"an unknown staff group":        {"/agreements", w.clauses(func(c map[string]any) { c["scope"] = map[string]any{"staff_groups": []string{"x"}} })},
		"an unregistered party":         {"/agreements", w.clauses(func(c map[string]any) { c["parties"] = parties("RVV", "RN7") })},
		"another's site":                {"/agreements", w.clauses(func(c map[string]any) { c["scope"] = map[string]any{"sites_in": []string{"RWF01"}} })},
		"not one's own":                 {"/agreements", w.clauses(func(c map[string]any) { c["parties"] = parties("RWF", "RPA") })},
		"an end before the start":       {"/agreements", w.clauses(func(c map[string]any) { c["until"] = "2020-01-01T00:00:00Z" })},
		"an impossible time":            {"/agreements", w.clauses(func(c map[string]any) { c["from"] = "2026-02-30T00:00:00Z" })},
		"a time of another age":         {"/agreements", w.clauses(func(c map[string]any) { c["from"] = "0001-01-01T00:00:00Z" })},
		"too many days":                 {"/agreements", w.clauses(func(c map[string]any) { c["limits"] = map[string]any{"max_days_in_12_months": 1e9} })},
		"a null character":              {"/agreements", w.clauses(func(c map[string]any) { c["title"] = "a\x00b" })},
		"a long title":                  {"/agreements", w.clauses(func(c map[string]any) { c["title"] = strings.Repeat("x", 5000) })},
		"a duplicate key":               {"/agreements", `{"title":"a","title":"b"}`},
		"lenders without a direction":   {"/agreements", w.clauses(func(c map[string]any) { c["direction"] = map[string]any{"kind": "mutual", "lenders": []string{"RVV"}} })},
		"a lender that is no party": {"/agreements", w.clauses(func(c map[string]any) {
			c["direction"] = map[string]any{"kind": "one_way", "lenders": []string{"RWF"}, "borrowers": []string{"RPA"}}
		})},
		"money as a fraction": {"/agreements", w.clauses(func(c map[string]any) {
			c["money"] = map[string]any{"rate_basis": "home", "on_cost_bp": 23.5, "cancellation_bearer": "host", "invoice": "weekly", "dispute_days": 1}
		})},
		"a rate below nothing": {"/agreements", w.clauses(func(c map[string]any) {
			c["money"] = map[string]any{"rate_basis": "home", "admin_fee_pence": -1, "cancellation_bearer": "host", "invoice": "weekly", "dispute_days": 1}
		})},
		"a lead of no lead employer":   {"/agreements", w.clauses(func(c map[string]any) { c["lead"] = "RVV" })},
		"names from outside":           {"/agreements", w.clauses(func(c map[string]any) { c["names"] = map[string]string{"RVV": "Another"} })},
		"a party twice":                {"/agreements", w.clauses(func(c map[string]any) { c["parties"] = parties("RVV", "RPA", "RVV") })},
		"an unknown template":          {"/agreements", w.clauses(func(c map[string]any) { c["template"] = "barter" })},
		"a change of what nobody saw":  {"/agreements/" + a.ID + "/revise", map[string]any{"was": strings.Repeat("0", 64), "title": "x"}},
		"a draft without its proposer": {"/agreements/" + a.ID + "/revise", map[string]any{"was": a.TermsHash, "parties": parties("RPA", "RWF")}},
		"an amendment of a draft":      {"/agreements/" + a.ID + "/amend", map[string]any{}},
		"an invitation to a draft":     {"/agreements/" + a.ID + "/invite", map[string]any{"employer": "RWF"}},
		"a new version that is none":   {"/agreements/" + a.ID + "/drop", ""},
		"an end of something else":     {"/agreements/" + a.ID + "/end", map[string]any{"of": "everything"}},
		"an unknown capacity":          {"/agreements/" + a.ID + "/sign", map[string]any{"capacity": "cleaner", "terms_hash": a.TermsHash}},
		"a short hash":                 {"/agreements/" + a.ID + "/sign", map[string]any{"capacity": "chief_nurse", "terms_hash": "00"}},
		"an id that is none":           {"/agreements/nonsense/offer", ""},
		"a body of 10 MB":              {"/agreements", `{"title":"` + strings.Repeat("x", 10<<20) + `"}`},
	} {
		got := w.call(exec, "POST", base+tc.path, body(t, tc.body))
		if got.status < 400 || got.status >= 500 || !strings.HasPrefix(got.header.Get("Content-Type"), "application/problem+json") {
			t.Errorf("%s: %d %s %s", name, got.status, got.header.Get("Content-Type"), got.raw)
		}
	}
	for _, path := range []string{"/deployments?booking_id=x", "/deployments?cursor=abc", "/deployments?limit=0", "/agreements/" + strings.Repeat("9", 400)} {
		if got := w.call(exec, "GET", base+path, ""); got.status < 400 || got.status >= 500 {
			t.Errorf("GET %s = %d %s", path, got.status, got.raw)
		}
	}
	var list struct{ Agreements []agreement }
	w.must(200, exec, "GET", "/agreements", nil).into(t, &list)
	if len(list.Agreements) != 1 || list.Agreements[0].Status != "draft" {
		t.Errorf("changed: %+v", list)
	}
}

func TestADraftSentTwiceUnderOneKeyIsOneDraft(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	content := body(t, w.clauses(nil))
	first := w.callWithKey(person("RVV", auth.Approve), "POST", base+"/agreements", content, "key-1")
	again := w.callWithKey(person("RVV", auth.Approve), "POST", base+"/agreements", content, "key-1")
	if first.status != 201 || again.status != 201 || again.header.Get("Idempotent-Replayed") != "true" || string(first.raw) != string(again.raw) {
		t.Errorf("%d %s, then %d %s", first.status, first.raw, again.status, again.raw)
	}
	other := w.callWithKey(person("RVV", auth.Approve), "POST", base+"/agreements", body(t, w.clauses(func(c map[string]any) { c["title"] = "Another" })), "key-1")
	none := w.callWithKey(person("RVV", auth.Approve), "POST", base+"/agreements", content, "")
	if other.status != 422 || none.status != 422 {
		t.Errorf("another body under the key: %d; no key: %d", other.status, none.status)
	}
	var list struct{ Agreements []agreement }
	w.must(200, person("RVV"), "GET", "/agreements", nil).into(t, &list)
	if len(list.Agreements) != 1 {
		t.Errorf("%d drafts", len(list.Agreements))
	}
}
