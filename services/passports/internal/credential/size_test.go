package credential_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

// Sizes in bytes. Half of a credential are claims, of which each costs its digest, its salt and its name; the rest are the
// signature, the holder's key and where its status stands.
const (
	// aim is what a credential of somebody with a name of common length keeps to; longest what one with very long names does.
	aim     = 3000
	longest = 3100
)

// severalShown is how many credentials one answer of a wallet must hold, each shown whole.
const severalShown = 20

func TestCredentialsStaySmallEnoughToBeCarriedAndShown(t *testing.T) {
	t.Parallel()
	common := credential.Person{
		Subject: "s-0198f2c4-7b1e-7c3a-9d55-3f6a1b2c4d5e", GivenName: "Zebedee-Anne", FamilyName: "Quillfeather", Numbers: map[string]string{"NMC": "98Z7654Q"},
	}
	long := common
	long.GivenName, long.FamilyName = "Maximiliana-Alexandra Oluwaseun", "Featherstonehaugh-Þorvaldsdóttir Example"
	// The address is a long one too.
	const public = "https://staff-bank.sussex-integrated-care.nhs.example"
	issuer, holder := newKey(t), newKey(t)
	jwk, err := jws.PublicJWK(&holder.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	seen, worst := map[credential.Type]bool{}, 0
	measure := func(g credential.Ground, person credential.Person, bound int) {
		compact, err := sdjwt.Issue(issuer, sdjwt.Header{}, map[string]any{
			"iss": public + "/issuers/RVV", "vct": g.Type.In("https://muster.example/vct/"), "nbf": noon.Truncate(24 * time.Hour).Unix(), "exp": noon.AddDate(0, 0, 90).Unix(),
			"cnf":    map[string]any{"jwk": jwk},
			"status": map[string]any{"status_list": map[string]any{"uri": public + "/status/1234567", "idx": 1<<20 - 1}},
		}, g.Claims(person))
		if err != nil {
			t.Fatal(err)
		}
		if t.Logf("%s: %d bytes", g.Type, len(compact)); len(compact) > bound {
			t.Errorf("%s: %d bytes, the bound is %d", g.Type, len(compact), bound)
		}
		shown, err := sdjwt.Present(compact, credential.ClaimNames(g.Type), sdjwt.KeyBinding{
			Signer: holder, Audience: "x509_san_dns:staff-bank.sussex-integrated-care.nhs.example", Nonce: "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", IssuedAt: noon,
		})
		if err != nil {
			t.Fatal(err)
		}
		seen[g.Type], worst = true, max(worst, len(url.QueryEscape(`"`+shown+`",`)))
	}
	for _, g := range credential.Grounds(nurse(), noon) {
		measure(g, common, aim)
		measure(g, long, longest)
	}
	if len(seen) != len(credential.Types)-1 {
		t.Errorf("%d types were measured", len(seen))
	}
	if all := severalShown * worst; all > web.OpenLimit-4096 {
		t.Errorf("an answer with %d credentials, all shown whole, has up to %d bytes; a wallet may send %d", severalShown, all, web.OpenLimit)
	}
}

func newKey(t *testing.T) jws.Key {
	t.Helper()
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}
