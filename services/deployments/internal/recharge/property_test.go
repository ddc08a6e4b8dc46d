package recharge_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// book is a ledger of what was posted.
type book struct {
	t        *testing.T
	receives int64 // the home employer's account with the host
	charged  int64 // the same without payments
}

func (b *book) post(entries ...recharge.Entry) {
	b.t.Helper()
	for _, e := range entries {
		if e.Balance() != 0 || len(e.Postings) < 2 {
			b.t.Fatalf("an entry does not balance: %+v", e)
		}
		for _, p := range e.Postings {
			if p.Account != recharge.Receivable {
				continue
			}
			b.receives += p.Pence
			if e.Kind != recharge.Settlement {
				b.charged += p.Pence
			}
		}
	}
}

// Whatever is heard, in whatever order and however often, and whatever people do meanwhile: the ledger balances, its
// balance is what is outstanding, and the charge is what the newest word and the facts come to.
func TestTheLedgerBalancesWhateverHappens(t *testing.T) {
	t.Parallel()
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 11))
		c := randomClause(rng)
		versions := randomWords(rng)
		b := &book{t: t}
		var x recharge.Recharge
		live := false
		var newest, at = recharge.Work{}, now
		for _, w := range versions {
			at = at.Add(time.Hour)
			if w.Version > newest.Version {
				newest = w
			}
			if !live {
				var entries []recharge.Entry
				if x, entries, live = recharge.Raise(id.New(), c, newest, recharge.Facts{}, at, clock.London); live {
					b.post(entries...)
				}
				continue
			}
			entries, _ := x.Hear(c, w, nil, at, clock.London)
			b.post(entries...)
			b.post(somebody(rng, &x, c, at)...)
			check(t, seed, b, &x, c, newest)
		}
	}
}

func check(t *testing.T, seed uint64, b *book, x *recharge.Recharge, c recharge.Clause, newest recharge.Work) {
	t.Helper()
	r := x.Record()
	if b.charged != r.Charge.TotalPence || b.receives != r.OutstandingPence() {
		t.Fatalf("seed %d: the ledger has %d charged and %d outstanding, the line %d and %d", seed, b.charged, b.receives, r.Charge.TotalPence, r.OutstandingPence())
	}
	if want := recharge.Compute(c, newest, r.Facts); want.TotalPence != r.Charge.TotalPence {
		t.Fatalf("seed %d: charged %d, the newest word comes to %d", seed, r.Charge.TotalPence, want.TotalPence)
	}
	var sum int64
	for _, p := range r.Charge.Components {
		sum += p.Pence
	}
	if sum != r.Charge.TotalPence || (r.Status == recharge.Settled) != (r.OutstandingPence() == 0) && r.Status != recharge.Disputed {
		t.Fatalf("seed %d: %+v", seed, r)
	}
}

// somebody does one thing to a line; what is refused posts nothing.
func somebody(rng *rand.Rand, x *recharge.Recharge, c recharge.Clause, at time.Time) []recharge.Entry {
	debtor, creditor := recharge.By{Employer: x.Record().Debtor()}, recharge.By{Employer: x.Record().Creditor()}
	switch rng.IntN(6) {
	case 0:
		_ = x.Dispute(debtor, "hours", "Too long.", at)
	case 1:
		if entries, err := x.Answer(creditor, recharge.Credited, 1+rng.Int64N(500), "Agreed.", c, at, clock.London); err == nil {
			return entries
		}
	case 2:
		if e, err := x.Settle(debtor, "BACS", at); err == nil {
			return []recharge.Entry{e}
		}
	case 3:
		if entries, err := x.Travel(home, rng.IntN(50), c, at, clock.London); err == nil {
			return entries
		}
	case 4:
		_, _ = x.Answer(creditor, recharge.Stands, 0, "It is right.", c, at, clock.London)
	}
	return nil
}

func randomClause(rng *rand.Rand) recharge.Clause {
	one := func(of ...string) string { return of[rng.IntN(len(of))] }
	return clause(func(c *recharge.Clause) {
		c.Model = one("licence_to_attend", "honorary_contract", "secondment", "home_pays", "host_pays", "lead_employer")
		c.Basis = recharge.Basis(one("home", "host", "harmonised"))
		c.OnCost, c.AdminFeePence = rng.Int64N(5_000), rng.Int64N(3)*125
		c.CancellationBearer = recharge.Bearer(one("home", "host", "who_cancels"))
		c.VAT = recharge.VAT(one("outside_scope", "exempt", "standard_20"))
	})
}

// randomWords are versions of one booking, shuffled, some of them twice.
func randomWords(rng *rand.Rand) []recharge.Work {
	var out []recharge.Work
	for v := range int64(8) {
		w := night()
		w.Version = v + 1
		w.Kind = []recharge.Kind{recharge.Worked, recharge.Worked, recharge.Owed, recharge.Nothing}[rng.IntN(4)]
		w.PayPence, w.Minutes = rng.Int64N(40_000), rng.IntN(720)
		if w.Kind == recharge.Nothing {
			w.PayPence, w.Minutes = 0, 0
		}
		w.Split = []recharge.Line{{Kind: "basic", Minutes: w.Minutes / 2}, {Kind: "night", Minutes: w.Minutes - w.Minutes/2, Uplift: 3_700}}
		out = append(out, w)
		if rng.IntN(2) == 0 {
			out = append(out, w)
		}
	}
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
