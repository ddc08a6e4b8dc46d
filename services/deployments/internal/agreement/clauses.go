package agreement

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Clauses are the whole of what an agreement says, as data. The text that the parties sign is written from them and from
// nothing else. Their JSON is what is kept, told and compared. Lists that are empty mean all where a limit could stand.
// Versions that were signed before a group existed have that group's zero value: nothing was agreed on it.
type Clauses struct {
	Title string `json:"title"`
	// Model is who employs and who pays: one of Models.
	Model string `json:"model"`
	// Lead is the lead employer's code; only for the model lead_employer.
	Lead    string  `json:"lead,omitempty"`
	Parties []Party `json:"parties"`
	// Accession says whether further employers may join by signing: open or by_amendment.
	Accession string    `json:"accession"`
	From      time.Time `json:"from"`
	// Until is the end of the agreement; nil is none.
	Until     *time.Time `json:"until,omitempty"`
	Scope     Scope      `json:"scope"`
	Direction Direction  `json:"direction"`
	// Consent is what the worker has said yes to: each_host or each_version.
	Consent     string      `json:"consent"`
	Limits      Limits      `json:"limits"`
	Checks      Checks      `json:"checks"`
	Training    Training    `json:"training"`
	Money       Money       `json:"money"`
	VAT         VAT         `json:"vat"`
	Indemnity   Indemnity   `json:"indemnity"`
	Information Information `json:"information"`
	Notice      Notice      `json:"notice"`
	Duties      Duties      `json:"duties"`
	// MutualAid is left out of the JSON when nothing was agreed on it, so that it is no change to older versions.
	MutualAid MutualAidClause `json:"mutual_aid,omitzero"`
	// Names are what the employers and sites in these clauses were called when they were drafted, by code. The register
	// fills them in.
	Names map[string]string `json:"names"`
}

// Consents are what a worker has to have said yes to before a deployment.
var Consents = []Word{
	{"each_host", "Each host", "A worker is deployed only to a host that the worker has allowed to see their passport."},
	{"each_version", "Each version of the agreement", "A worker is deployed only to a host that the worker has allowed to see their passport under this very version of the agreement."},
}

// JSON is the one form in which equal clauses are equal bytes.
func (c Clauses) JSON() []byte {
	b, err := json.Marshal(c.tidy())
	if err != nil {
		panic(err) // No clause holds a type that JSON cannot hold.
	}
	return b
}

// Read takes clauses from their JSON. For the store only: it checks nothing.
func Read(b []byte) (Clauses, error) {
	var c Clauses
	if err := json.Unmarshal(b, &c); err != nil {
		return Clauses{}, err
	}
	return c.tidy(), nil
}

// tidy gives the clauses in the one order and precision in which they are compared, hashed and kept. It shares nothing
// with the clauses that it is given.
func (c Clauses) tidy() Clauses {
	c.Parties = tidyParties(c.Parties)
	c.From, c.Until = instant(c.From), maybe(c.Until)
	c.Scope = c.Scope.tidy()
	c.Direction = c.Direction.tidy()
	c.Checks = c.Checks.tidy()
	c.Training = c.Training.tidy()
	c.Money = c.Money.tidy()
	c.Information.LawfulBases = sorted(c.Information.LawfulBases)
	c.Duties = c.Duties.tidy()
	names := make(map[string]string, len(c.Names))
	for code, name := range c.Names {
		names[code] = name
	}
	c.Names = names
	return c
}

// Name is what an employer or site was called, with its code, or the code alone.
func (c Clauses) Name(code string) string {
	if c.Names[code] == "" {
		return code
	}
	return c.Names[code] + " (" + code + ")"
}

// Validate complains of everything in the clauses that nobody could sign.
func (c Clauses) Validate() error {
	var bad rule.Check
	c.check(&bad)
	return bad.Err("agreement_invalid", "The agreement cannot be drafted as it stands.")
}

// draftable adds that the drafting employer takes part itself.
func (c Clauses) draftable(proposer string) error {
	var bad rule.Check
	c.check(&bad)
	bad.That(slices.Contains(c.Employers(), proposer), "parties", "Name your own employer, %s, among the parties.", proposer)
	return bad.Err("agreement_invalid", "The agreement cannot be drafted as it stands.")
}

func (c Clauses) check(bad *rule.Check) {
	bad.Line("title", c.Title, 120)
	bad.OneOf("model", c.Model, codes(Models)...)
	if c.Model == "lead_employer" {
		bad.That(slices.Contains(c.Employers(), c.Lead), "lead", "Name the party that is the lead employer.")
	} else {
		bad.That(c.Lead == "", "lead", "Name a lead employer only when the model is lead employer.")
	}
	c.checkParties(bad)
	bad.OneOf("accession", c.Accession, codes(Accessions)...)
	bad.That(c.Accession != "open" || c.Direction.Kind != OneWay, "accession",
		"Choose a new version that all sign: where some lend and others borrow, a new party must be named among them.")
	bad.Moment("from", c.From)
	if c.Until != nil {
		bad.Moment("until", *c.Until)
		bad.That(c.Until.After(c.From), "until", "Choose an end after the start, or leave it out.")
	}
	c.Scope.check(bad)
	c.Direction.check(bad, c.Employers())
	bad.OneOf("consent", c.Consent, codes(Consents)...)
	c.Limits.check(bad)
	c.Checks.check(bad)
	c.Training.check(bad, c.Employers())
	c.Money.check(bad)
	c.VAT.check(bad)
	c.Indemnity.check(bad)
	c.Information.check(bad)
	c.Notice.check(bad)
	c.Duties.check(bad)
	c.MutualAid.check(bad)
}

func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func maybe(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	return ref(instant(*t))
}

// sorted is a copy in order and never nil, so that the order of a list is no clause.
func sorted(list []string) []string {
	out := append([]string{}, list...)
	slices.Sort(out)
	return out
}
