package agreement

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Party is one employer in an agreement. It takes part only once it has signed.
type Party struct {
	Employer string `json:"employer"`
	// AccedesAt is from when it takes part; nil is from the agreement's start.
	AccedesAt *time.Time `json:"accedes_at,omitempty"`
	// ExitsAt is until when it takes part; nil is until the agreement's end.
	ExitsAt *time.Time `json:"exits_at,omitempty"`
}

// Accessions are how a further employer becomes a party.
var Accessions = []Word{
	{"open", "By signing the agreement as it stands", "A further employer that a party has invited becomes a party by signing this text. The other parties need not sign again."},
	{"by_amendment", "Only by a new version that all sign", "A further employer becomes a party only by a new version of this agreement, which all parties sign."},
}

// Employers are the codes of the parties, in order.
func (c Clauses) Employers() []string {
	out := make([]string, len(c.Parties))
	for i, p := range c.Parties {
		out[i] = p.Employer
	}
	slices.Sort(out)
	return out
}

// PartiesOf makes parties of codes, which take part from the agreement's start to its end.
func PartiesOf(employers ...string) []Party {
	out := make([]Party, len(employers))
	for i, e := range employers {
		out[i] = Party{Employer: e}
	}
	return out
}

func tidyParties(in []Party) []Party {
	out := make([]Party, len(in))
	for i, p := range in {
		out[i] = Party{Employer: p.Employer, AccedesAt: maybe(p.AccedesAt), ExitsAt: maybe(p.ExitsAt)}
	}
	slices.SortStableFunc(out, func(a, b Party) int { return strings.Compare(a.Employer, b.Employer) })
	return out
}

func (c Clauses) checkParties(bad *rule.Check) {
	bad.That(len(c.Parties) >= 2, "parties", "Name at least two employers.")
	bad.That(len(c.Parties) <= 60, "parties", "Name at most 60 employers.")
	bad.Distinct("parties", c.Employers())
	for _, p := range c.Parties {
		bad.ODS("parties", p.Employer)
		start, end := c.From, c.Until
		if p.AccedesAt != nil {
			bad.Moment("parties", *p.AccedesAt)
			bad.That(!p.AccedesAt.Before(c.From), "parties", "%s cannot join before the agreement starts.", p.Employer)
			start = *p.AccedesAt
		}
		if p.ExitsAt != nil {
			bad.Moment("parties", *p.ExitsAt)
			end = p.ExitsAt
			bad.That(c.Until == nil || !end.After(*c.Until), "parties", "%s cannot leave after the agreement ends.", p.Employer)
		}
		own := p.AccedesAt != nil || p.ExitsAt != nil
		bad.That(!own || end == nil || end.After(start), "parties", "%s must leave after it joins.", p.Employer)
	}
}
