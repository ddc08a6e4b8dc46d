package deployments

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// AgreementProbe is made-up agreements and placements in memory, for `muster bench`, which has no other way to the rule.
// Everything in it is evidently synthetic: employers are called SYN0.
type AgreementProbe struct {
	asked []asked
	// Candidates is how many agreements name the two employers of a placement, on average.
	Candidates float64
}

// asked is one question as the store lays it before the rule: the agreements of the two employers, found by an index.
type asked struct {
	placement deployment.Placement
	evidence  app.Evidence
	facts     deployment.Facts
}

// What a probe is made of: sixty employers in one system, and so many placements, which are asked about in turn.
const (
	probeEmployers  = 60
	probePlacements = 2000
)

// NewAgreementProbe makes so many agreements of two to eight parties each, signed a year before now, and placements in the
// six weeks after. The same seed makes the same.
func NewAgreementProbe(agreements int, seed uint64, now time.Time) (*AgreementProbe, error) {
	r := rand.New(rand.NewPCG(seed, 5))
	all := make([]agreement.Agreement, agreements)
	of := make(map[string][]int, probeEmployers)
	for n := range all {
		all[n] = probeAgreement(r, n, now)
		for _, e := range all[n].Clauses().Employers() {
			of[e] = append(of[e], n)
		}
	}
	p := &AgreementProbe{}
	for len(p.asked) < probePlacements {
		a := all[r.IntN(len(all))]
		parties := a.Clauses().Employers()
		r.Shuffle(len(parties), func(i, j int) { parties[i], parties[j] = parties[j], parties[i] })
		q := asked{placement: probePlacement(r, parties[0], parties[1], now)}
		for _, n := range of[parties[0]] {
			if slices.Contains(of[parties[1]], n) {
				q.evidence.Agreements = append(q.evidence.Agreements, all[n])
			}
		}
		p.Candidates += float64(len(q.evidence.Agreements)) / probePlacements
		for range r.IntN(20) {
			q.evidence.Given = append(q.evidence.Given, app.Given{Agreement: a.ID(), Host: parties[1], StartsAt: now.AddDate(0, 0, r.IntN(300)-300)})
		}
		q.evidence.Home, q.evidence.Host = deployment.Itself(parties[0]), deployment.Itself(parties[1])
		q.evidence.Names = map[string]string{parties[0]: "Synthetic trust " + parties[0], parties[1]: "Synthetic trust " + parties[1]}
		known, err := probePassport(q.placement, now)
		if err != nil {
			return nil, err
		}
		q.evidence.Known = known
		if q.facts, err = app.FactsOf(q.placement, q.evidence); err != nil {
			return nil, err
		}
		p.asked = append(p.asked, q)
	}
	return p, nil
}

// Decide applies every rule to the n-th placement, whose facts are laid out. It tells whether it was a yes.
func (p *AgreementProbe) Decide(n int) bool {
	return deployment.Authorise(p.asked[n%len(p.asked)].facts).Yes()
}

// Answer does for the n-th placement all that the service does between two statements to the database: the facts from
// the agreements and the passport as they are stored, every rule, and the answer with inputs and digest as they are kept.
func (p *AgreementProbe) Answer(n int) (bool, error) {
	q := p.asked[n%len(p.asked)]
	answer, kept, err := app.Judge(q.placement, q.evidence)
	if err == nil && (len(kept.Answer) == 0 || len(kept.Digest) != 64) {
		err = fmt.Errorf("placement %d: an answer without what it was made of", n)
	}
	return answer.Yes(), err
}

func probeAgreement(r *rand.Rand, n int, now time.Time) agreement.Agreement {
	var parties []string
	for want := 2 + r.IntN(7); len(parties) < want; {
		if e := fmt.Sprintf("SYN%d", r.IntN(probeEmployers)); !slices.Contains(parties, e) {
			parties = append(parties, e)
		}
	}
	t := agreement.Templates[n%len(agreement.Templates)]
	c := t.Clauses
	c.Title, c.Parties, c.From = fmt.Sprintf("Synthetic agreement %d", n), agreement.PartiesOf(parties...), now.AddDate(-1, 0, 0)
	if c.Model == "lead_employer" {
		c.Lead = parties[0]
	}
	c.Scope.Bands = [][]string{nil, {"5", "6"}, {"5"}}[n%3]
	c.Limits.MaxDaysIn12Months = []int{0, 60}[n%2]
	signed := now.AddDate(-1, 0, 1)
	record := agreement.Record{ID: id.New(), Version: 4, Terms: 1, Status: agreement.InForce, Clauses: c, ProposedBy: parties[0], InForceAt: &signed}
	for _, p := range parties {
		record.Signatures = append(record.Signatures, agreement.Signature{Employer: p, SignedBy: "synthetic", Capacity: "chief_nurse", SignedAt: signed})
	}
	return agreement.Rehydrate(record)
}

func probePlacement(r *rand.Rand, home, host string, now time.Time) deployment.Placement {
	starts := now.Add(time.Duration(1+r.IntN(42*24)) * time.Hour)
	return deployment.Placement{
		Booking: id.New(), Shift: id.New(), Worker: id.New(), Home: home, Host: host, Site: host + "01",
		StaffGroup: "nursing_midwifery", Band: []string{"5", "6", "7"}[r.IntN(3)], StartsAt: starts, EndsAt: starts.Add(12 * time.Hour),
	}
}

func probePassport(p deployment.Placement, now time.Time) (*app.Known, error) {
	checked := now.AddDate(-1, 0, 0)
	state := passports.PassportState{
		WorkerID: p.Worker.String(), HomeEmployer: p.Home, Status: "active",
		Disclosures: []passports.Disclosure{{Host: p.Host, From: checked}},
	}
	for _, kind := range passports.CheckTypes {
		c := passports.Check{Type: kind, Outcome: "satisfied", CheckedOn: &checked}
		if kind == "dbs" {
			c.Level, c.Workforce = "enhanced", "both"
		}
		state.Checks = append(state.Checks, c)
	}
	for n := range 20 {
		state.Competencies = append(state.Competencies, passports.Competency{Framework: "cstf", Code: fmt.Sprintf("C%d", n), Level: 1})
	}
	raw, err := json.Marshal(state)
	return &app.Known{Version: 1, State: raw, HostChecks: []byte("[]")}, err
}
