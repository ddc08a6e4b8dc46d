package agreement

import (
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Training is what a host accepts of the home employer's training, and what it adds.
type Training struct {
	Accepted []Accepted `json:"accepted"`
	TopUps   []TopUp    `json:"top_ups"`
}

// Accepted is training that the host does not ask for again.
type Accepted struct {
	// Framework is such as CSTF. Codes are the subjects; empty is all of the framework.
	Framework string   `json:"framework"`
	Codes     []string `json:"codes"`
}

// TopUp is what a worker does at a host beside.
type TopUp struct {
	// Host is a party, or empty for every host.
	Host string `json:"host,omitempty"`
	Code string `json:"code"`
	// When is before_first_shift or on_first_shift.
	When string `json:"when"`
}

// TopUpKinds are the usual top-ups.
var TopUpKinds = []Word{
	{"local_induction", "Local induction", "a local induction to the ward"},
	{"fire_exits", "Fire exits", "the fire exits and assembly points of the site"},
	{"patient_record", "Patient record system", "access to and training in the electronic patient record"},
	{"medicines_policy", "Medicines policy", "the local medicines policy"},
	{"resuscitation_equipment", "Resuscitation equipment", "the place of the resuscitation equipment and the emergency number"},
}

// TopUpTimes are when a top-up is due.
var TopUpTimes = []Word{
	{"before_first_shift", "Before the first shift", "before the first shift"},
	{"on_first_shift", "On the first shift", "on the first shift"},
}

func (t Training) tidy() Training {
	out := Training{Accepted: make([]Accepted, len(t.Accepted)), TopUps: append([]TopUp{}, t.TopUps...)}
	for i, a := range t.Accepted {
		out.Accepted[i] = Accepted{Framework: a.Framework, Codes: sorted(a.Codes)}
	}
	slices.SortStableFunc(out.Accepted, func(a, b Accepted) int { return strings.Compare(a.Framework, b.Framework) })
	slices.SortStableFunc(out.TopUps, func(a, b TopUp) int {
		return strings.Compare(a.Host+"/"+a.Code, b.Host+"/"+b.Code)
	})
	return out
}

func (t Training) check(bad *rule.Check, parties []string) {
	frameworks := make([]string, len(t.Accepted))
	bad.That(len(t.Accepted) <= 20, "training.accepted", "Name at most 20 frameworks.")
	for i, a := range t.Accepted {
		frameworks[i] = a.Framework
		bad.Code("training.accepted", a.Framework)
		bad.That(len(a.Codes) <= 100, "training.accepted", "Name at most 100 subjects of a framework.")
		bad.Distinct("training.accepted", a.Codes)
		for _, code := range a.Codes {
			bad.Code("training.accepted", code)
		}
	}
	bad.Distinct("training.accepted", frameworks)
	bad.That(len(t.TopUps) <= 200, "training.top_ups", "Name at most 200 top-ups.")
	seen := make([]string, len(t.TopUps))
	for i, u := range t.TopUps {
		seen[i] = u.Host + "/" + u.Code
		bad.That(u.Host == "" || slices.Contains(parties, u.Host), "training.top_ups", "%s is not a party. Name parties only.", u.Host)
		bad.OneOf("training.top_ups", u.Code, codes(TopUpKinds)...)
		bad.OneOf("training.top_ups", u.When, codes(TopUpTimes)...)
	}
	bad.Distinct("training.top_ups", seen)
}
