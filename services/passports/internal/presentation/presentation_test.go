package presentation_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func made(t *testing.T) *presentation.Request {
	t.Helper()
	q := dcql.Query{Credentials: []dcql.CredentialQuery{{ID: "dbs", Format: dcql.Format, Types: []string{"x"}}}}
	r, err := presentation.Make(presentation.Record{Receiver: "RVV", Purpose: "bank_shift", Query: q, RequestedAt: now}, 10*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARequestIsAnsweredOnceWithinTenMinutes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		at   time.Duration
		code string
	}{
		{"at once", 0, ""}, {"a second before the end", 10*time.Minute - time.Second, ""},
		{"at the end", 10 * time.Minute, "request_over"}, {"an hour later", time.Hour, "request_over"},
	} {
		r := made(t)
		err := r.Answer(presentation.Receipt{}, nil, now.Add(c.at))
		var state refusal.State
		if c.code == "" && (err != nil || r.Record().Status != presentation.Verified || r.Record().Version != 2) {
			t.Errorf("%s: got %v, %+v", c.name, err, r.Record())
		}
		if c.code != "" && (!errors.As(err, &state) || state.Code != c.code || r.Record().Version != 1) {
			t.Errorf("%s: want %s, got %v", c.name, c.code, err)
		}
	}
	r := made(t)
	if err := r.Answer(presentation.Receipt{Code: presentation.Declined}, nil, now); err != nil || r.Record().Status != presentation.Refused {
		t.Fatalf("got %v, %+v", err, r.Record())
	}
	var state refusal.State
	if err := r.Answer(presentation.Receipt{}, nil, now); !errors.As(err, &state) || state.Code != "request_answered" {
		t.Errorf("a second answer: got %v", err)
	}
}

func TestAReceiverSaysWhyItAsks(t *testing.T) {
	t.Parallel()
	for _, r := range []presentation.Record{{Receiver: "RVV", Purpose: "curiosity"}, {Receiver: "RVV", Purpose: "bank_shift"}} {
		if _, err := presentation.Make(r, time.Minute); len(refusal.Inputs(err)) == 0 {
			t.Errorf("%+v: got %v", r, err)
		}
	}
	for _, p := range presentation.Purposes {
		if presentation.PurposeText(p.Code) == "" {
			t.Errorf("%s has no text", p.Code)
		}
	}
}
