package agreement

import "github.com/muster-ics/muster/services/deployments/internal/rule"

// VAT is how the parties treat value added tax on what is repaid, and why.
type VAT struct {
	// Treatment is outside_scope, exempt or standard_20. Empty means that nothing was agreed.
	Treatment string `json:"treatment"`
	Reason    string `json:"reason"`
}

// VATTreatments are the treatments in words.
var VATTreatments = []Word{
	{"outside_scope", "Outside the scope of VAT", "No VAT is added: the supply is outside its scope."},
	{"exempt", "Exempt", "No VAT is added: the supply is exempt."},
	{"standard_20", "Standard rate, 20%", "VAT at 20 per cent is added."},
}

func (v VAT) check(bad *rule.Check) {
	bad.OneOf("vat.treatment", v.Treatment, codes(VATTreatments)...)
	bad.Line("vat.reason", v.Reason, 300)
}

// Indemnity is whose scheme answers for harm.
type Indemnity struct {
	// ClinicalNegligence is host or home: whose scheme (CNST) covers the care. Empty means that nothing was agreed.
	ClinicalNegligence string `json:"clinical_negligence"`
	// EmployersLiability is home, host or shared.
	EmployersLiability string `json:"employers_liability"`
}

// The words of the indemnity clause.
var (
	Negligence = []Word{
		{"host", "The host's scheme", "Clinical negligence is covered by the host's indemnity scheme (CNST), since the host provides the care."},
		{"home", "The home employer's scheme", "Clinical negligence is covered by the home employer's indemnity scheme."},
	}
	Liability = []Word{
		{"home", "The home employer", "The home employer answers for injury to the worker."},
		{"host", "The host", "The host answers for injury to the worker on its sites."},
		{"shared", "Each for its own fault", "Home employer and host each answer for injury to the worker by their own fault."},
	}
)

func (i Indemnity) check(bad *rule.Check) {
	bad.OneOf("indemnity.clinical_negligence", i.ClinicalNegligence, codes(Negligence)...)
	bad.OneOf("indemnity.employers_liability", i.EmployersLiability, codes(Liability)...)
}
