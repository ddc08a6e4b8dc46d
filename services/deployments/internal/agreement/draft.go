package agreement

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// By is who acts for which employer.
type By struct{ Employer, Person string }

// NewDraft writes an agreement down. The drafting employer must be one of the parties; nobody is bound by a draft.
func NewDraft(agreement id.ID, by By, c Clauses, now time.Time) (Agreement, error) {
	if err := c.draftable(by.Employer); err != nil {
		return Agreement{}, err
	}
	c = c.tidy()
	text := Text(agreement, 1, c)
	return Agreement{r: Record{
		ID: agreement, Version: 0, Terms: 1, Status: Draft, Clauses: c, Text: text, Hash: Hash(text),
		ProposedBy: by.Employer, DraftedBy: by.Person, DraftedAt: now, EndsAt: c.Until,
	}}, nil
}
