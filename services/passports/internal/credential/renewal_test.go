package credential_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func TestWhenTheNextCredentialIsToBeRenewed(t *testing.T) {
	t.Parallel()
	w := nurse()
	held := func(subject string, age int, holder string) credential.Issued {
		for _, g := range credential.Grounds(w, noon) {
			if g.Subject == subject {
				at := noon.AddDate(0, 0, -age)
				return credential.Issued{Subject: subject, Record: g.Record, Holder: holder, IssuedAt: at, ExpiresAt: credential.ExpiresAt(at, g.ValidUntil)}
			}
		}
		t.Fatalf("no ground for %s", subject)
		return credential.Issued{}
	}
	for name, c := range map[string]struct {
		live []credential.Issued
		w    worker.Record
		in   int // days from now; -1000 for never
	}{
		"nothing held":             {nil, w, -1000},
		"just issued":              {[]credential.Issued{held("check:dbs", 0, "own")}, w, 60},
		"the sooner of two":        {[]credential.Issued{held("check:dbs", 10, "own"), held("check:references", 20, "own")}, w, 40},
		"overdue":                  {[]credential.Issued{held("check:dbs", 61, "own")}, w, -1},
		"renewed already":          {[]credential.Issued{held("check:dbs", 61, "own"), held("check:dbs", 1, "own")}, w, 59},
		"in another wallet":        {[]credential.Issued{held("check:dbs", 61, "other")}, w, -1000},
		"no longer than it is":     {[]credential.Issued{held("registration:NMC", 5, "own")}, w, -1000}, // ends 31 May in any case
		"the worker has left":      {[]credential.Issued{held("check:dbs", 61, "own")}, nurse(func(w *worker.Record) { w.Status = worker.Left }), -1000},
		"its record has been over": {[]credential.Issued{{Subject: "check:dbs", Holder: "own", IssuedAt: noon, ExpiresAt: noon.AddDate(0, 0, 90)}}, w, -1000},
	} {
		next, any := credential.NextRenewal(c.live, c.w, "own", noon)
		want := noon.AddDate(0, 0, c.in)
		if any != (c.in != -1000) || (any && !next.Equal(want)) {
			t.Errorf("%s: %v %v, want %s", name, next.Format(time.DateOnly), any, want.Format(time.DateOnly))
		}
	}
}
