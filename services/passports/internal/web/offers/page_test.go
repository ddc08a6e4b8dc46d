package offers_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/offers"
)

func TestAWorkerSeesWhatIsOfferedAndWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	s := offers.Stories()
	all := pagetest.Render(t, s[0].Component, s[0].Principal)
	all.Has("offer-0199c0de-0000-7000-8000-000000000001", "Waiting for you", "Registration with the NMC", "Fire Safety, level 1")
	all.Has("offer-0199c0de-0000-7000-8000-000000000002", "Kept in Muster")
	all.Has("offer-0199c0de-0000-7000-8000-000000000003", "In your own wallet")
	if got := len(all.All("accept")); got != 1 {
		t.Errorf("%d offers can be accepted, and one waits", got)
	}
	pagetest.Render(t, s[1].Component, s[1].Principal).Has("no-offers", "Nothing")
	wallet := pagetest.Render(t, s[3].Component, s[3].Principal)
	wallet.Has("tx-code", "042917")
	if len(wallet.All("qr")) != 1 {
		t.Error("the code to scan is missing")
	}
	pagetest.Render(t, s[4].Component, s[4].Principal).Has("over", "too old")
}
