package passports_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/services/passports"
)

func TestCredentialsAreRenewedInTheBackgroundOnceWhileTheWorkerIsEngaged(t *testing.T) {
	t.Parallel()
	w := start(t)
	service, ok := w.Service.(*passports.Service)
	if !ok {
		t.Fatal("no service of passports")
	}
	stays, leaves, erased := w.enrol(nurse()), w.enrol(nurse()), w.enrol(nurse())
	given := len(w.credentials(http.MethodPost, stays, `{"types":["dbs/1","references/1"]}`))
	w.credentials(http.MethodPost, leaves, `{}`)
	w.credentials(http.MethodPost, erased, `{}`)
	renew := func() int {
		t.Helper()
		total := 0
		var mu sync.Mutex
		var wg sync.WaitGroup
		for range 3 { // replicas at the same time
			wg.Go(func() {
				n, err := service.RenewDue(t.Context())
				mu.Lock()
				defer mu.Unlock()
				if total += n; err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		return total
	}
	if n := renew(); n != 0 {
		t.Errorf("on the first day %d were renewed", n)
	}
	w.change(leaves, "/leave", `{"why":"retired"}`)
	w.change(erased, "/leave", `{"why":"retired"}`)
	w.change(erased, "/erase", `{"why":"request"}`)
	w.Clock.Advance(61 * 24 * time.Hour)
	if n := renew(); n != 1 {
		t.Errorf("from day 60 on %d workers' were renewed, want one's", n)
	}
	live := 0
	listed := w.credentials(http.MethodGet, stays, "")
	for _, c := range listed {
		if c.Live {
			live++
		}
	}
	if len(listed) != 2*given || live != 2*given {
		t.Errorf("of %d credentials %d are live, want each twice: the one before lasts to its own end", len(listed), live)
	}
	if ev, ok := w.passportEvent(listed[0].CredentialID, 1).(contract.CredentialIssuedV1); !ok || ev.Credential.Holder != "custodial" {
		t.Errorf("told as %+v", ev)
	}
	if n := renew(); n != 0 {
		t.Errorf("a second round renewed %d", n)
	}
	w.Clock.Advance(60 * 24 * time.Hour)
	if n := renew(); n != 1 || len(w.credentials(http.MethodGet, stays, "")) != 3*given {
		t.Errorf("after 121 days %d were renewed", n)
	}
}
