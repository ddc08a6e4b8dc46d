package verify_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/verify"
)

func TestAReceiverReadsTheVerdictAndWhy(t *testing.T) {
	t.Parallel()
	by := map[string]pagetest.Page{}
	for _, s := range verify.Stories() {
		by[s.Name] = pagetest.Render(t, s.Component, s.Principal)
	}
	by["verify: pasted and good"].Has("verdict", "Verified", "Sample NHS Foundation Trust", "satisfied")
	by["verify: pasted and bad"].Has("verdict", "Not to be relied on", "has taken it back", "REVOKED")
	for _, word := range []string{"audience", "nonce", "es256", "sd-jwt", "jwt", "credential", "~"} {
		if first := by["verify: paste"].One("plain"); strings.Contains(strings.ToLower(first), word) {
			t.Errorf("the first view says %q", word)
		}
	}
	by["verify: paste"].Has("technical", "Audience", "Nonce")
	if len(by["verify: paste"].All("to-requests")) != 0 || len(by["verify: paste, signed in"].All("to-requests")) != 1 {
		t.Error("only receivers who are signed in are led to requests")
	}
	if got := len(by["verify: requests"].All("request")); got != 4 {
		t.Errorf("%d requests are listed", got)
	}
	by["verify: waiting"].Has("outcome", "Waiting", "Let the worker scan")
	by["verify: verified"].Has("told", "Criminal record check (DBS)", "adult, child", "not recorded")
	by["verify: verified, values gone"].Has("told", "not kept any more", "outcome")
	by["verify: refused"].Has("outcome", "did not show all", "Criminal record check (DBS)")
	by["verify: over"].Has("outcome", "Nobody answered in time")
}

func TestThePageAsksForLittle(t *testing.T) {
	t.Parallel()
	asks := verify.AsksOf([]string{"dbs", "competencies", "made-up"})
	if len(asks) != 2 || asks[0].Type != "dbs/1" || !asks[1].Several || !asks[1].Spare {
		t.Errorf("got %+v", asks)
	}
}
