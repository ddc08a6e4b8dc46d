package agreement

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Models are who employs and who pays, each with the sentence that stands in the text.
var Models = []Word{
	{"licence_to_attend", "Licence to attend", "The home employer remains the employer and pays the worker. The host licenses the worker to attend its sites and repays the home employer."},
	{"home_pays", "Collaborative bank, home pays", "The worker is engaged through the home employer's bank, which pays the worker. The host repays the home employer."},
	{"host_pays", "Collaborative bank, host pays", "The worker is engaged through the host's bank for the shift, and the host pays the worker."},
	{"lead_employer", "Lead employer", "One lead employer employs and pays the worker on behalf of all parties, which repay it."},
}

// StaffGroups are the ten ESR staff groups.
var StaffGroups = []Word{
	{Code: "medical_dental", Label: "Medical and dental"},
	{Code: "students", Label: "Students"},
	{Code: "nursing_midwifery", Label: "Nursing and midwifery registered"},
	{Code: "allied_health", Label: "Allied health professionals"},
	{Code: "additional_scientific", Label: "Additional professional, scientific and technical"},
	{Code: "healthcare_scientists", Label: "Healthcare scientists"},
	{Code: "clinical_support", Label: "Additional clinical services"},
	{Code: "admin_clerical", Label: "Administrative and clerical"},
	{Code: "estates_ancillary", Label: "Estates and ancillary"},
	{Code: "supplementary", Label: "Supplementary"},
}

// Bands are the Agenda for Change bands, and one for grades outside them.
var Bands = []Word{
	{Code: "2", Label: "Band 2"}, {Code: "3", Label: "Band 3"}, {Code: "4", Label: "Band 4"}, {Code: "5", Label: "Band 5"},
	{Code: "6", Label: "Band 6"}, {Code: "7", Label: "Band 7"}, {Code: "8a", Label: "Band 8a"}, {Code: "8b", Label: "Band 8b"},
	{Code: "8c", Label: "Band 8c"}, {Code: "8d", Label: "Band 8d"}, {Code: "9", Label: "Band 9"},
	{Code: "medical", Label: "Medical and dental grades"},
}

// Capacities are the offices in which a person may sign for an employer.
var Capacities = []Word{
	{Code: "chief_executive", Label: "Chief executive"},
	{Code: "chief_people_officer", Label: "Chief people officer"},
	{Code: "chief_nurse", Label: "Chief nurse"},
	{Code: "medical_director", Label: "Medical director"},
	{Code: "chief_finance_officer", Label: "Chief finance officer"},
}

// Word is a code with what people call it and, where there is more to say, a sentence.
type Word struct{ Code, Label, Sentence string }

// Label is what people call a code.
func Label(words []Word, code string) string {
	for _, w := range words {
		if w.Code == code {
			return w.Label
		}
	}
	return code
}

func codes(words []Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Code
	}
	return out
}

// Clauses are what an agreement says. Empty lists of sites, staff groups or bands mean all.
type Clauses struct {
	Title, Model              string
	Parties                   []string
	Sites, StaffGroups, Bands []string
	From                      time.Time
	Until                     *time.Time
	// MaxDays is the most days that one worker may be deployed under the agreement in any 12 months; 0 is no limit.
	MaxDays int
	AtEnd   AtEnd
}

// tidy gives the clauses in the one order and precision in which they are compared, hashed and kept.
func (c Clauses) tidy() Clauses {
	c = c.clone()
	for _, list := range [][]string{c.Parties, c.Sites, c.StaffGroups, c.Bands} {
		slices.Sort(list)
	}
	c.From = c.From.UTC().Truncate(time.Microsecond)
	if c.Until != nil {
		c.Until = ref(c.Until.UTC().Truncate(time.Microsecond))
	}
	return c
}

func (c Clauses) clone() Clauses {
	c.Parties = append([]string{}, c.Parties...)
	c.Sites = append([]string{}, c.Sites...)
	c.StaffGroups = append([]string{}, c.StaffGroups...)
	c.Bands = append([]string{}, c.Bands...)
	if c.Until != nil {
		c.Until = ref(*c.Until)
	}
	return c
}

// ScopeKey is equal for two agreements exactly when they cover the same sites, staff groups and bands. The store allows
// one agreement in force at a time for one pair of employers and one scope key.
func (c Clauses) ScopeKey() string {
	c = c.tidy()
	return strings.Join([]string{
		strings.Join(c.Sites, ","), strings.Join(c.StaffGroups, ","), strings.Join(c.Bands, ","),
	}, "|")
}

func (c Clauses) check(proposer string) error {
	var bad rule.Check
	bad.Line("title", c.Title, 120)
	bad.OneOf("model", c.Model, codes(Models)...)
	bad.That(len(c.Parties) >= 2, "parties", "Name at least two employers.")
	bad.That(len(c.Parties) <= 60, "parties", "Name at most 60 employers.")
	bad.That(slices.Contains(c.Parties, proposer), "parties", "Name your own employer, %s, among the parties.", proposer)
	bad.Distinct("parties", c.Parties)
	bad.That(len(c.Sites) <= 500, "sites", "Name at most 500 sites, or none for all.")
	bad.Distinct("sites", c.Sites)
	for _, p := range c.Parties {
		bad.ODS("parties", p)
	}
	for _, s := range c.Sites {
		bad.ODS("sites", s)
	}
	for _, g := range c.StaffGroups {
		bad.OneOf("staff_groups", g, codes(StaffGroups)...)
	}
	bad.Distinct("staff_groups", c.StaffGroups)
	for _, b := range c.Bands {
		bad.OneOf("bands", b, codes(Bands)...)
	}
	bad.Distinct("bands", c.Bands)
	bad.Moment("from", c.From)
	if c.Until != nil {
		bad.Moment("until", *c.Until)
		bad.That(c.Until.After(c.From), "until", "Choose an end after the start, or leave it out.")
	}
	bad.That(c.MaxDays >= 0 && c.MaxDays <= 366, "max_days", "Enter a number of days from 1 to 366, or 0 for no limit.")
	bad.OneOf("at_end", string(c.AtEnd), string(Honour), string(Revoke))
	return bad.Err("agreement_invalid", "The agreement cannot be drafted as it stands.")
}
