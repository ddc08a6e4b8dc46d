package view_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

func TestEveryRefusalIsSaidInWordsThatAWardUses(t *testing.T) {
	t.Parallel()
	for _, c := range []sdjwt.Code{
		sdjwt.PolicyIncomplete, sdjwt.Malformed, sdjwt.WrongTokenType, sdjwt.IssuerUnknown, sdjwt.IssuerUnread, sdjwt.SignatureWrong, sdjwt.TypeUnwanted,
		sdjwt.TypeNotPermitted, sdjwt.ExpiryMissing, sdjwt.Expired, sdjwt.NotYetValid, sdjwt.DisclosureWrong, sdjwt.KeyBindingMissing, sdjwt.KeyBindingWrong,
		sdjwt.AudienceWrong, sdjwt.NonceWrong, sdjwt.KeyBindingTime, sdjwt.StatusMissing, sdjwt.StatusUnknown, sdjwt.Revoked, sdjwt.SubjectsDiffer,
		"HOLDER_DECLINED", "WALLET_REFUSED", "QUERY_NOT_SATISFIED", "NONCE_SPENT",
	} {
		words := view.Refused(string(c), "")
		if words == "" {
			t.Errorf("%s has no words", c)
		}
		for _, jargon := range []string{"nonce", "audience", "key binding", "jwt", "credential", "disclosure", "signature"} {
			if strings.Contains(strings.ToLower(words), jargon) {
				t.Errorf("%s says %q: %s", c, jargon, words)
			}
		}
	}
	if view.Refused("NEW_CODE", "What it says itself.") != "What it says itself." {
		t.Error("a code without words keeps its own")
	}
}
