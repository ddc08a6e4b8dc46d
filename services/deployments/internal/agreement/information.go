package agreement

import "github.com/muster-ics/muster/services/deployments/internal/rule"

// Information is who answers for personal data, and on which grounds it is shared.
type Information struct {
	// Controllers is independent or joint. Empty means that nothing was agreed.
	Controllers string `json:"controllers"`
	// PlatformProcessor says that the operator of this platform processes for the parties and on their instructions only.
	PlatformProcessor bool     `json:"platform_processor"`
	LawfulBases       []string `json:"lawful_bases"`
}

// The words of the information clause.
var (
	Controllers = []Word{
		{"independent", "Independent controllers", "Each party is an independent controller of the personal data that it holds."},
		{"joint", "Joint controllers", "The parties are joint controllers of the personal data that they share."},
	}
	LawfulBases = []Word{
		{"art_6_1_b", "Contract, UK GDPR Article 6(1)(b)", "Article 6(1)(b), contract"},
		{"art_6_1_c", "Legal obligation, UK GDPR Article 6(1)(c)", "Article 6(1)(c), legal obligation"},
		{"art_6_1_e", "Public task, UK GDPR Article 6(1)(e)", "Article 6(1)(e), public task"},
		{"art_9_2_b", "Employment, UK GDPR Article 9(2)(b)", "Article 9(2)(b), employment"},
		{"art_9_2_h", "Health care, UK GDPR Article 9(2)(h)", "Article 9(2)(h), provision of health care and occupational medicine"},
		{"art_10", "Criminal record data, UK GDPR Article 10 and DPA 2018 Schedule 1", "Article 10 with Schedule 1 of the Data Protection Act 2018, criminal record data"},
	}
)

func (i Information) check(bad *rule.Check) {
	bad.OneOf("information.controllers", i.Controllers, codes(Controllers)...)
	bad.That(len(i.LawfulBases) > 0, "information.lawful_bases", "Name at least one lawful basis.")
	each(bad, "information.lawful_bases", i.LawfulBases, LawfulBases)
}
