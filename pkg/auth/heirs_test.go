package auth_test

import (
	"context"
	"slices"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// heirs: RPA and RN7 have become R1K.
type heirs struct{}

func (heirs) Of(code string) string {
	if code == "RPA" || code == "RN7" {
		return "R1K"
	}
	return code
}

func (h heirs) Codes(code string) []string {
	out := []string{code}
	for _, c := range []string{"R1K", "RN7", "RPA"} {
		if c != code && h.Of(code) == "R1K" {
			out = append(out, c)
		}
	}
	return out
}

func TestPeopleActForWhoStandsForTheirEmployer(t *testing.T) {
	t.Parallel()
	own := auth.Policy{"shift.post": func(p auth.Principal, f auth.Facts) error {
		if p.Employer == f.Employer {
			return nil
		}
		return fault.New(fault.NotFound, "unknown", "There is no such shift.")
	}}
	plain := auth.With(context.Background(), matron) // of RPA
	merged := auth.WithHeirs(plain, heirs{})
	who, _ := auth.From(merged)
	if who.Employer != "R1K" || !who.Is(merged, "RN7") || who.Is(merged, "RVV") || who.Is(merged, "") || matron.Is(plain, "R1K") {
		t.Errorf("the matron acts for %s", who.Employer)
	}
	for _, c := range []struct {
		ctx  context.Context
		code string
		want bool
	}{{plain, "RPA", true}, {plain, "R1K", false}, {merged, "RPA", true}, {merged, "RN7", true}, {merged, "R1K", true}, {merged, "RVV", false}} {
		if _, err := own.Check(c.ctx, "shift.post", auth.Facts{Employer: c.code}); (err == nil) != c.want {
			t.Errorf("a shift of %s: %v", c.code, err)
		}
	}
	as := who.As(merged, func(code string) bool { return code == "RPA" || code == "RVV" })
	if as.Employer != "RPA" || who.As(merged, func(string) bool { return false }).Employer != "R1K" {
		t.Errorf("what names RPA is acted on as %s", as.Employer)
	}
	if auth.Heir(merged, "") != "" || auth.Codes(merged, "") != nil || !slices.Equal(auth.Codes(plain, "RPA"), []string{"RPA"}) {
		t.Error("codes of nobody, and of a world without mergers")
	}
	// Leads and others without an employer stay as they are.
	lead := auth.WithHeirs(auth.With(context.Background(), auth.Principal{Subject: "l", Role: auth.Lead, ICS: "QKS"}), heirs{})
	if who, _ := auth.From(lead); who.Employer != "" || who.Is(lead, "") {
		t.Error("a lead has no employer")
	}
}
