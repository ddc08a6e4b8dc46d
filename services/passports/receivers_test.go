package passports_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
)

func TestTheLeadListsReceiversOutsideTheSystemAndTheRegistryNamesThemInTheirTime(t *testing.T) {
	t.Parallel()
	w := start(t)
	lead := auth.Principal{Subject: "lead", Role: auth.Lead, ICS: testkit.ICS}
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	now := w.Clock.Now()
	root, err := oid4vp.Root(k, now)
	if err != nil {
		t.Fatal(err)
	}
	until := now.Add(48 * time.Hour)
	hospice := receiver.Receiver{Name: "St Example Hospice", Hosts: []string{"verify.hospice.example"}, Roots: []string{root}, ValidFrom: now.Add(-time.Hour), ValidUntil: &until}
	send := func(over int64, l ...receiver.Receiver) string {
		raw, err := json.Marshal(map[string]any{"over": over, "receivers": append([]receiver.Receiver{}, l...)})
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	before := w.registry().Version
	w.must(http.StatusForbidden, w.call(verifier("RVV"), http.MethodPost, "/receivers", send(0, hospice)))
	own := hospice
	own.Hosts = []string{strings.TrimPrefix(w.URL, "http://")}
	w.must(http.StatusUnprocessableEntity, w.call(lead, http.MethodPost, "/receivers", send(0, own)))
	w.must(http.StatusOK, w.call(lead, http.MethodPost, "/receivers", send(0, hospice)))
	w.must(http.StatusConflict, w.call(lead, http.MethodPost, "/receivers", send(0, hospice)))
	var read struct {
		Version   int64
		Receivers []receiver.Receiver
	}
	w.must(http.StatusOK, w.call(verifier("RVV"), http.MethodGet, "/receivers", "")).into(t, &read)
	if read.Version != 1 || len(read.Receivers) != 1 || read.Receivers[0].Name != hospice.Name {
		t.Errorf("read as %+v", read)
	}

	r := w.registry()
	e, ok := r.Receiver("verify.hospice.example", now)
	if !ok || r.Version <= before || !slices.Equal(e.Roots, []string{root}) || e.Issuer != "" || len(e.PermittedTypes) != 0 || len(e.Keys) != 0 {
		t.Errorf("version %d names %+v", r.Version, e)
	}
	if _, still := r.Receiver("verify.hospice.example", until); still {
		t.Error("it is named after its end")
	}

	link := "openid4vp://?" + url.Values{"client_id": {"x509_san_dns:verify.hospice.example"}, "request_uri": {"https://verify.hospice.example/r"}}.Encode()
	page := w.must(http.StatusUnprocessableEntity, w.post(asWorker(w.enrol(nurse())), "/passport/requests", url.Values{"link": {link}}))
	if !strings.Contains(string(page.raw), "What St Example Hospice asks could not be fetched") {
		t.Errorf("there is nobody at that host of a test: %s", page.raw)
	}

	w.must(http.StatusOK, w.call(lead, http.MethodPost, "/receivers", send(1)))
	if _, still := w.registry().Receiver("verify.hospice.example", now); still {
		t.Error("it is named after it was taken off the list")
	}
	var told, trail int
	if err := w.DB.Pool.QueryRow(t.Context(), "select (select count(*) from outbox where type = $1), (select count(*) from audit where action = 'receivers.set')",
		contract.ReceiversChangedV1{}.EventName()).Scan(&told, &trail); err != nil || told != 2 || trail != 2 {
		t.Errorf("%d events, %d rows of the history: %v", told, trail, err)
	}
}
