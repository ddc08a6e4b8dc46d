package passports_test

import (
	"encoding/base64"
	"encoding/pem"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
)

func TestTheLeadListsAReceiverByPageAndTakesItOffAgain(t *testing.T) {
	t.Parallel()
	w := start(t)
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	root, err := oid4vp.Root(k, w.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	der, err := base64.StdEncoding.DecodeString(root)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{
		"over": {"0"}, "name": {"St Example Hospice"}, "purpose": {"pre_employment"}, "hosts": {"Verify.Hospice.example\nother.hospice.example"},
		"roots": {string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))}, "valid_from": {w.Clock.Now().AddDate(0, 0, -1).Format(time.DateOnly)},
	}
	const page = "/passports/receivers"
	w.opened(lead(), "/passports/compliance").Has("to-receivers", "outside")
	w.must(http.StatusForbidden, w.post(verifier("RVV"), page, form))
	wrong := url.Values{"over": {"0"}, "name": {""}, "hosts": {"no host"}, "roots": {"nonsense"}, "valid_from": {"2026-02-30"}}
	refused := pagetest.Parse(t, string(w.must(http.StatusUnprocessableEntity, w.post(lead(), page, wrong)).raw))
	if refused.Value("valid_from") != "2026-02-30" || len(refused.All("receiver")) != 0 {
		t.Error("what was typed is lost, or listed")
	}
	wrong.Set("valid_from", "2026-02-28")
	pagetest.Parse(t, string(w.must(http.StatusUnprocessableEntity, w.post(lead(), page, wrong)).raw)).Has("error-summary", "Give the name", "certificate of an authority", "name of a host")
	w.must(http.StatusSeeOther, w.post(lead(), page, form))
	w.must(http.StatusConflict, w.post(lead(), page, form))
	w.opened(lead(), page).Has("receiver", "St Example Hospice", "Receives", "verify.hospice.example, other.hospice.example")
	w.opened(verifier("RVV"), page).Has("certificate", "CN=Muster operator")
	if e, ok := w.registry().Receiver("verify.hospice.example", w.Clock.Now()); !ok || e.Name != "St Example Hospice" {
		t.Errorf("the registry has %+v", e)
	}
	w.must(http.StatusForbidden, w.post(verifier("RVV"), page+"/end", url.Values{"over": {"1"}, "receiver": {"0"}}))
	w.must(http.StatusConflict, w.post(lead(), page+"/end", url.Values{"over": {"1"}, "receiver": {"7"}}))
	w.must(http.StatusConflict, w.post(lead(), page+"/end", url.Values{"over": {"none"}, "receiver": {"0"}}))
	w.must(http.StatusSeeOther, w.post(lead(), page+"/end", url.Values{"over": {"1"}, "receiver": {"0"}}))
	w.opened(lead(), page).Has("receiver", "Over")
	if _, still := w.registry().Receiver("verify.hospice.example", w.Clock.Now()); still {
		t.Error("it is still in the registry")
	}
}
