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

// largest is, in bytes, how large a credential may become. 3,000 is the aim; each claim costs its digest (46 bytes), its salt
// and its name, so types with 17 claims and more are above it. They are not made smaller by leaving claims out: a type
// tells all of its claims, so that none is missed by its absence.
var largest = map[credential.Type]int{
	credential.Identity: 3000, credential.RightToWork: 3000, credential.References: 3000, credential.OccupationalHealth: 3200,
	credential.Registration: 3500, credential.Competency: 3400, credential.DBS: 3500,
}

// severalShown is how many credentials one answer of a wallet must hold, each shown whole.
const severalShown = 20

func TestCredentialsStaySmallEnoughToBeCarriedAndShown(t *testing.T) {
	t.Parallel()
	// Names, addresses and titles are long ones, so that the bounds hold for real people too.
	person := credential.Person{
		Subject: "s-0198f2c4-7b1e-7c3a-9d55-3f6a1b2c4d5e", GivenName: "Maximiliana-Alexandra Oluwaseun", FamilyName: "Featherstonehaugh-Þorvaldsdóttir Example",
		Numbers: map[string]string{"NMC": "98Z7654Q"},
	}
	const public = "https://staff-bank.sussex-integrated-care.nhs.example"
	issuer, holder := newKey(t), newKey(t)
	jwk, err := jws.PublicJWK(&holder.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	seen, worst := map[credential.Type]bool{}, 0
	for _, g := range credential.Grounds(nurse(), noon) {
		claims := g.Claims(person)
		compact, err := sdjwt.Issue(issuer, sdjwt.Header{}, map[string]any{
			"iss": public + "/issuers/RVV", "vct": g.Type.In("https://muster.example/vct/"), "nbf": noon.Truncate(24 * time.Hour).Unix(), "exp": noon.AddDate(0, 0, 90).Unix(),
			"cnf":    map[string]any{"jwk": jwk},
			"status": map[string]any{"status_list": map[string]any{"uri": public + "/status/1234567", "idx": 1<<20 - 1}},
		}, claims)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes", g.Type, len(compact))
		if bound := largest[g.Type]; len(compact) > bound || len(compact) < bound-500 {
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
	if len(seen) != len(largest) {
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
