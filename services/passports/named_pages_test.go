package passports_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

// registered tells the service of employers and of a site, and awaits that their names are known.
func (w *world) registered(site string, employers ...string) {
	w.t.Helper()
	since := w.Clock.Now().Add(-time.Hour)
	for _, ods := range employers {
		testkit.Publish(w.t, w.Bus, "deployments", deployments.EmployerRegisteredV1{Employer: deployments.EmployerState{ODS: ods, Name: "Hospitals of " + ods, Kind: "acute", ICS: testkit.ICS, Since: since}},
			events.Meta{AggregateID: ods, AggregateVersion: 1, ODS: ods})
	}
	testkit.Publish(w.t, w.Bus, "deployments", deployments.SiteRegisteredV1{Site: deployments.SiteState{ODS: site, Employer: employers[0], Name: "Infirmary of " + site, Town: "Ashford", Postcode: "TN24 0LZ", Lat: 51.1, Lon: 0.9}},
		events.Meta{AggregateID: site, AggregateVersion: 1, ODS: employers[0]})
	testkit.Await(w.t, wait, "the names are known", func() bool {
		var n int
		err := w.DB.Pool.QueryRow(w.t.Context(), "select (select count(*) from employers where ods = any($1)) + (select count(*) from sites where ods = $2)", employers, site).Scan(&n)
		return err == nil && n == len(employers)+1
	})
}

func TestPagesSayEmployersByName(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.registered("RVV02", "RVV", "RWF")
	for who, path := range map[string]string{"worker": "/passport", "staff": "/passports", "queue": "/passports/queue", "policy": "/passports/host-policy", "one": "/passports/workers/" + workerID} {
		person := verifier("RVV")
		if who == "worker" {
			person = asWorker(workerID)
		}
		if page := string(w.must(http.StatusOK, w.page(person, path, false)).raw); !strings.Contains(page, "Hospitals of RVV (RVV)") {
			t.Errorf("%s does not name the employer", path)
		}
	}
}

func TestAYesToACodeThatNobodyHasIsRefused(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	w.registered("RVV02", "RVV", "RWF")
	before := w.kept()
	r := w.must(422, w.post(me, "/passport/share", url.Values{"another": {"XYZ99"}}))
	page := pagetest.Parse(t, string(r.raw))
	page.Has("error-summary", "No employer here has this code")
	if page.Value("another") != "XYZ99" {
		t.Error("what was typed is lost")
	}
	for _, c := range []struct{ method, path, body, location string }{
		{http.MethodPut, "/me/disclosures/XYZ99", "{}", "path.employer"},
		{http.MethodPost, "/me/disclosures", `{"employers":["RWF","XYZ99"]}`, "body.employer"},
	} {
		p := w.must(422, w.call(me, c.method, c.path, c.body)).problem(t)
		if len(p.Errors) != 1 || p.Errors[0].Location != c.location {
			t.Errorf("%s %s: %+v", c.method, c.path, p)
		}
	}
	if after := w.kept(); after != before {
		t.Errorf("something changed: %s, then %s", before, after)
	}
	w.must(http.StatusSeeOther, w.post(me, "/passport/share", url.Values{"another": {" rwf "}}))
}
