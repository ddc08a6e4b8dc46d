package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// mayLose lets an act be refused because another came first.
func mayLose(err error) error {
	if f := (*fault.Error)(nil); errors.As(err, &f) && f.Kind == fault.Conflict {
		return nil
	}
	return err
}

func TestTwoPartiesSignAtOnceAndItComesIntoForceOnce(t *testing.T) {
	t.Parallel()
	k := open(t)
	for n := range 8 {
		c := k.clauses("honour")
		c.Scope.SitesOut = nil
		c.From = k.clock.Now().AddDate(n, 0, 0)
		until := c.From.AddDate(0, 6, 0)
		c.Until = &until
		a := k.offered(c)
		sign := func(ods string) func(context.Context) error {
			return func(context.Context) error {
				_, err := k.app.SignAgreement(k.as(ods), a.ID(), "chief_nurse", a.Record().Hash)
				return err
			}
		}
		together(t, sign("RVV"), sign("RPA"))
		if n := k.count(`select count(*) from outbox where aggregate = $1 and type like '%agreement.in_force%'`, a.ID().String()); n != 1 {
			t.Fatalf("in force %d times", n)
		}
		if n := k.count(`select count(*) from agreement_pairs where agreement_id = $1`, a.ID()); n != 2 {
			t.Fatalf("%d claims", n)
		}
	}
}

// amending offers a second version, which RVV has signed.
func (k *kit) amending(a app.Agreement) app.Agreement {
	k.t.Helper()
	_, err := k.app.AmendAgreement(k.as("RVV"), a.ID(), func(c *app.Clauses) error { c.Limits.MaxDaysIn12Months = 9; return nil })
	k.must(err)
	x, err := k.app.OfferAgreement(k.as("RVV"), a.ID())
	k.must(err)
	x, err = k.app.SignAgreement(k.as("RVV"), a.ID(), "chief_nurse", x.Next().Hash)
	k.must(err)
	return x
}

func TestTheLastSignatureRacesWithTheWithdrawalAndWithNotice(t *testing.T) {
	t.Parallel()
	for name, other := range map[string]func(*kit, app.Agreement) error{
		"withdrawn": func(k *kit, a app.Agreement) error { _, err := k.app.DropAmendment(k.as("RVV"), a.ID()); return err },
		"notice": func(k *kit, a app.Agreement) error {
			at := k.clock.Now().Add(72 * time.Hour)
			_, err := k.app.EndAgreement(k.as("RVV"), a.ID(), &at)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := open(t)
			for range 6 {
				a := k.amending(k.inForce(k.clauses("honour")))
				together(t,
					func(context.Context) error {
						_, err := k.app.SignAgreement(k.as("RPA"), a.ID(), "chief_nurse", a.Next().Hash)
						return mayLose(err)
					},
					func(context.Context) error { return mayLose(other(k, a)) })
				// Either the new version decides or it is given up; never both, and the old one has its claims until then.
				if n := k.count(`select count(*) from agreement_versions v join agreements a on a.id = v.agreement_id
					where a.id = $1 and v.terms = 2 and ((a.terms = 2) = (v.in_force_at is not null)) and ((a.terms = 1) = (v.withdrawn_at is not null))`, a.ID()); n != 1 {
					t.Fatal("the second version is neither in force nor given up")
				}
				if n := k.count(`select count(*) from agreement_pairs p join agreements a on a.id = p.agreement_id
					where a.id = $1 and p.terms = a.terms`, a.ID()); n != 2 {
					t.Fatalf("%d claims of the version in force", n)
				}
				k.clock.Advance(100 * time.Hour)
				_, err := k.app.ExpireAgreements(k.t.Context())
				k.must(err)
				if now := k.clock.Now(); k.count(`select count(*) from agreements where id = $1 and status = 'in_force'`, a.ID()) == 1 {
					_, err = k.app.EndAgreement(k.as("RVV"), a.ID(), &now)
					k.must(err)
				}
			}
		})
	}
}

func TestNoticeRacesWithTheEnd(t *testing.T) {
	t.Parallel()
	k := open(t)
	for range 6 {
		a := k.inForce(k.clauses("honour"))
		at := k.clock.Now().Add(48 * time.Hour)
		end := func(at *time.Time) func(context.Context) error {
			return func(context.Context) error {
				_, err := k.app.EndAgreement(k.as("RPA"), a.ID(), at)
				return mayLose(err)
			}
		}
		together(t, end(nil), end(&at), func(context.Context) error {
			_, err := k.app.AmendAgreement(k.as("RVV"), a.ID(), nil)
			return mayLose(err)
		})
		if n := k.count(`select count(*) from agreements where id = $1 and status = 'ended' and ends_at <= $2`, a.ID(), k.clock.Now()); n != 1 {
			t.Fatal("the agreement outlives its end")
		}
		if n := k.count(`select count(*) from agreement_versions where agreement_id = $1 and terms > 1 and withdrawn_at is null`, a.ID()); n != 0 {
			t.Fatal("a version of an ended agreement is still on its way")
		}
		if n := k.count(`select count(*) from agreement_pairs where agreement_id = $1`, a.ID()); n != 0 {
			t.Fatal("an ended agreement keeps its claims")
		}
	}
}

func TestTheDatabaseRefusesASecondAgreementOfOneDirection(t *testing.T) {
	t.Parallel()
	k := open(t)
	oneWay := func(lender, borrower string) app.Clauses {
		c := k.clauses("honour")
		c.Accession = "by_amendment"
		c.Direction = app.Direction{Kind: "one_way", Lenders: []string{lender}, Borrowers: []string{borrower}}
		return c
	}
	k.inForce(oneWay("RVV", "RPA"))
	k.inForce(oneWay("RPA", "RVV")) // the other direction is another matter
	for name, c := range map[string]app.Clauses{"one way": oneWay("RVV", "RPA"), "both ways": k.clauses("honour")} {
		a := k.offered(c)
		_, err := k.app.SignAgreement(k.as("RVV"), a.ID(), "chief_nurse", a.Record().Hash)
		k.must(err)
		_, err = k.app.SignAgreement(k.as("RPA"), a.ID(), "chief_nurse", a.Record().Hash)
		if f := fault.Of(err); err == nil || f.Code != "same_scope_in_force" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
