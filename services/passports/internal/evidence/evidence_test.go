package evidence_test

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/evidence"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/retention"
)

var decided = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func TestAReferenceIsOneLineAndGoesInTime(t *testing.T) {
	t.Parallel()
	at := func(months int) *time.Time { d := decided.AddDate(0, months, 0); return &d }
	for _, c := range []struct {
		name  string
		of    check.Type
		r     evidence.Record
		text  string
		field string
	}{
		{"a file of the employer", check.Identity, evidence.Record{Kind: "passport"}, "HR file 4711, drawer 2", ""},
		{"no text", check.Identity, evidence.Record{}, "  ", "evidence.reference"},
		{"a whole document", check.Identity, evidence.Record{}, strings.Repeat("x", 201), "evidence.reference"},
		{"two lines", check.Identity, evidence.Record{}, "one\ntwo", "evidence.reference"},
		{"a number as kind", check.Identity, evidence.Record{Kind: "Passport 533401372"}, "file", "evidence.kind"},
		{"to be gone yesterday", check.Identity, evidence.Record{DestroyAfter: at(-1)}, "file", "evidence.destroy_after"},
		{"identity evidence for six years", check.Identity, evidence.Record{DestroyAfter: at(72)}, "file", ""},
		{"a certificate for five months", check.DBS, evidence.Record{DestroyAfter: at(5)}, "001234567890", ""},
		{"a certificate for exactly six months", check.DBS, evidence.Record{DestroyAfter: at(6)}, "001234567890", ""},
		{"a certificate for seven months", check.DBS, evidence.Record{DestroyAfter: at(7)}, "001234567890", "evidence.destroy_after"},
	} {
		c.r.What = evidence.Document
		_, err := evidence.New(c.r, c.text, c.of, decided, retention.Period{Months: 6})
		in := refusal.Inputs(err)
		if (c.field == "") != (err == nil) || c.field != "" && (len(in) != 1 || in[0].Field != c.field) {
			t.Errorf("%s: want a refusal of %q, got %v", c.name, c.field, err)
		}
	}
}

func TestDetailOfACriminalRecordCheckGoesWithoutBeingTold(t *testing.T) {
	t.Parallel()
	r, err := evidence.New(evidence.Record{What: evidence.Response}, "001234567890", check.DBS, decided, retention.Period{Months: 6})
	if err != nil || r.DestroyAfter == nil || !r.DestroyAfter.Equal(decided.AddDate(0, 6, 0)) {
		t.Fatalf("want six months, got %v, %v", r.DestroyAfter, err)
	}
	r, err = evidence.New(evidence.Record{What: evidence.Document}, "file", check.Identity, decided, retention.Period{Months: 6})
	if err != nil || r.DestroyAfter != nil {
		t.Fatalf("identity evidence goes with the record, got %v, %v", r.DestroyAfter, err)
	}
}
