package deployments_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

func TestAMergerIsRecordedOnPagesAlone(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.Clock.Set(time.Date(2026, 3, 30, 8, 45, 0, 0, time.UTC))
	w.register()
	for _, who := range []auth.Principal{person("RVV", auth.Approve, auth.Executive), worker("RVV")} {
		for _, path := range []string{"/employers/new", "/employers/RPA/successor", "/register-files"} {
			if status, _ := w.page(who, path, nil); status != 403 {
				t.Errorf("%s %s: %d", who.Role, path, status)
			}
		}
		if status, p := w.page(who, "/employers/RPA", nil); status != 200 || len(p.All("rename")) != 0 {
			t.Errorf("%s reads an employer: %d", who.Role, status)
		}
	}
	form := url.Values{"ods": {"r1k"}, "name": {""}, "kind": {"acute"}, "since": {"2026-04-01"}}
	status, p := w.page(lead(), "/employers/new", form)
	if status != 422 || p.Value("ods") != "r1k" {
		t.Fatalf("without a name: %d", status)
	}
	form.Set("name", "North Kent NHS Trust")
	if status, p = w.page(lead(), "/employers/new", form); status != 200 {
		t.Fatalf("register: %d %v", status, p.All("error-summary"))
	}
	p.Has("membership", "From 1 April 2026")
	merge := url.Values{"successor": {"R1K"}, "on": {"2026-04-01"}}
	status, p = w.page(lead(), "/employers/RPA/successor", merge)
	if status != 422 || p.Value("on") != "2026-04-01" {
		t.Fatalf("without a tick: %d", status)
	}
	p.Has("error-summary", "Tick that you have checked")
	merge.Set("sure", "yes")
	if status, p = w.page(lead(), "/employers/RPA/successor", merge); status != 200 {
		t.Fatalf("merge: %d %v", status, p.All("error-summary"))
	}
	p.Has("site", "Employer RPA until 1 April 2026", "North Kent NHS Trust from 1 April 2026")
	status, p = w.page(lead(), "/employers?as_at=2026-04-01", nil)
	if status != 200 || len(p.All("employer")) != 3 || len(p.All("other")) != 1 {
		t.Errorf("the list of that day: %d %v", status, p.All("employer"))
	}
	if status, _ = w.page(lead(), "/employers?as_at=tomorrow", nil); status != 422 {
		t.Errorf("a day that is none: %d", status)
	}

	change := func(path string, want int, form url.Values) {
		t.Helper()
		if status, p := w.page(lead(), "/employers/"+path, form); status != want {
			t.Errorf("%s %v: %d %v", path, form, status, p.All("error-summary"))
		}
	}
	change("RWF/rename", 200, url.Values{"name": {"Maidstone"}, "kind": {"acute"}})
	change("RWF/rename", 422, url.Values{"name": {"Maidstone"}, "kind": {"castle"}})
	change("RWF/site", 422, url.Values{"site": {""}, "employer": {"RVV"}, "on": {"2026-05-01"}})
	change("RWF/site", 200, url.Values{"site": {"RWF01"}, "employer": {"RVV"}, "on": {"2026-05-01"}})
	change("RWF/site", 409, url.Values{"site": {"RWF01"}, "employer": {"RVV"}, "on": {"2026-06-01"}})
	change("RVV/site", 200, url.Values{"site": {"RVV01"}, "employer": {"-"}, "on": {"2026-06-01"}})
	change("RWF/leave", 422, url.Values{"leaves_on": {""}})
	change("RWF/leave", 200, url.Values{"leaves_on": {"2026-06-01"}})
	change("RWF/join", 200, url.Values{"joins_on": {"2026-07-01"}})
	change("RX1/join", 404, url.Values{"joins_on": {"2026-07-01"}})
}

func TestARegisterFileIsTakenOverOnPages(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	read := w.sendFile("/register-files/employers?joins_on=2026-04-01", etr([4]string{"RN7", "DARTFORD AND GRAVESHAM NHS TRUST", "QKS", ""}, [4]string{"RWF", "EMPLOYER RWF", "QKS", "20260331"}))
	status, p := w.page(lead(), "/register-files/"+read.ID, nil)
	if status != 200 {
		t.Fatalf("%d", status)
	}
	p.Has("row", "Dartford and Gravesham NHS Trust", "Say on its page who follows it.")
	p.Has("apply", "new or changed (1)")
	if status, p = w.page(lead(), "/register-files/"+read.ID+"/apply", url.Values{}); status != 200 {
		t.Fatalf("%d %v", status, p.All("error-summary"))
	}
	p.Has("new", "1")
	if status, p = w.page(lead(), "/register-files", nil); status != 200 || len(p.All("past")) != 1 {
		t.Errorf("the files of before: %d %v", status, p.All("past"))
	}
	if status, _ = w.page(lead(), "/register-files", url.Values{"kind": {"employers"}}); status != 422 {
		t.Errorf("no file: %d", status)
	}
	for _, path := range []string{"/register-files/none", "/register-files/" + id.New().String()} {
		if status, _ = w.page(lead(), path, nil); status != 404 {
			t.Errorf("%s: %d", path, status)
		}
	}
}
