package credential_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func TestAnAuthorityLastsToTheEndOfItsShiftAndNoLongerThanTheEngagement(t *testing.T) {
	t.Parallel()
	// The night on which the clocks go back has eleven hours between 20:00 and 06:00.
	from := time.Date(2026, 10, 24, 19, 0, 0, 0, time.UTC)
	to := from.Add(11 * time.Hour)
	night := credential.Authority{Deployment: id.New(), AgreementID: "a", Home: "RVV", Host: "RWF", Role: "nursing_midwifery, band 5", Site: "RWF03", From: from, To: to, Model: "licence_to_attend"}
	all := []credential.Authority{night}
	grounds := credential.AuthorityGrounds(all, nurse(), from)
	if len(grounds) != 1 || !grounds[0].ValidUntil.Equal(to) || !credential.ExpiresAt(from, grounds[0].ValidUntil).Equal(to) {
		t.Fatalf("got %+v", grounds)
	}
	claims := grounds[0].Claims(credential.Person{Subject: "s"})
	if claims["to"] != "2026-10-25T06:00:00Z" || claims["licence_to_attend"] != true || claims["indemnity"] != nil || len(claims) != len(credential.ClaimNames(credential.DeploymentAuthority)) {
		t.Errorf("it says %v", claims)
	}
	if len(credential.AuthorityGrounds(all, nurse(), to)) != 0 {
		t.Error("it stands when the shift is over")
	}
	elsewhere := night
	elsewhere.Home = "RPA"
	for name, got := range map[string][]credential.Ground{
		"suspended":        credential.AuthorityGrounds(all, nurse(func(w *worker.Record) { w.Status = worker.Suspended }), from),
		"lent by another":  credential.AuthorityGrounds([]credential.Authority{elsewhere}, nurse(), from),
		"held by the same": credential.DueAuthorities([]credential.Issued{{Type: credential.DeploymentAuthority, Subject: grounds[0].Subject, Record: night.Deployment, Holder: "h", IssuedAt: from, ExpiresAt: to}}, all, nurse(), "h", from),
	} {
		if len(got) != 0 {
			t.Errorf("%s: %d", name, len(got))
		}
	}
	live := []credential.Issued{{ID: id.New(), Type: credential.DeploymentAuthority, Subject: grounds[0].Subject, Record: night.Deployment, Issuer: "RVV", IssuedAt: from, ExpiresAt: to}}
	if whys := credential.Obsolete(live, nurse(), from); len(whys) != 0 {
		t.Errorf("another change of the passport takes it back: %v", whys)
	}
	if whys := credential.Obsolete(live, nurse(func(w *worker.Record) { w.Status = worker.Suspended }), from); whys[live[0].ID] != credential.SuspendedWhy {
		t.Errorf("a suspension leaves it: %v", whys)
	}
}
