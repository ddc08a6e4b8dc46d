package app

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// The laid-open values in which pages and API speak to the use cases.
type (
	EmployerDetails  = employer.Details
	Employer         = employer.Employer
	SiteDetails      = site.Details
	Site             = site.Site
	Clauses          = agreement.Clauses
	Agreement        = agreement.Agreement
	AgreementRecord  = agreement.Record
	Signature        = agreement.Signature
	Deployment       = deployment.Deployment
	DeploymentRecord = deployment.Record
	Word             = agreement.Word
)

// The words for the codes of agreements, in the order in which people are offered them.
var (
	Models      = agreement.Models
	StaffGroups = agreement.StaffGroups
	Bands       = agreement.Bands
	Capacities  = agreement.Capacities
	AtEnds      = agreement.BookedAtEnd
)

// Label is what people call a code.
func Label(words []Word, code string) string { return agreement.Label(words, code) }

// The statuses of agreements and deployments that pages tell apart.
const (
	Draft      = string(agreement.Draft)
	Offered    = string(agreement.Offered)
	InForce    = string(agreement.InForce)
	Ended      = string(agreement.Ended)
	Authorised = string(deployment.Authorised)
	Refused    = string(deployment.Refused)
	StoodDown  = string(deployment.StoodDown)
	Revoked    = string(deployment.Revoked)
)

// NewClauses puts clauses together as they were asked for; the template of the model fills in what is not said. Nothing
// is checked before they are drafted.
func NewClauses(title, model string, parties, sites, groups, bands []string, from time.Time, until *time.Time, maxDays int, atEnd string) Clauses {
	t, _ := agreement.TemplateFor(model)
	c := t.Clauses
	c.Title, c.Model, c.Parties, c.From, c.Until = title, model, agreement.PartiesOf(parties...), from, until
	c.Scope.SitesIn, c.Scope.StaffGroups, c.Scope.Bands = sites, groups, bands
	c.Limits.MaxDaysIn12Months, c.Notice.Booked = maxDays, agreement.AtEnd(atEnd)
	return c
}
