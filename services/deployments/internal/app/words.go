package app

import (
	"github.com/muster-ics/muster/pkg/id"
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
	Template         = agreement.Template
	Proposal         = agreement.Proposal
	Document         = agreement.Document
	Section          = agreement.Section
	ClauseChange     = agreement.Change
)

// The groups of clauses.
type (
	Party          = agreement.Party
	Scope          = agreement.Scope
	Direction      = agreement.Direction
	Limits         = agreement.Limits
	Checks         = agreement.Checks
	Minimum        = agreement.Minimum
	Training       = agreement.Training
	Accepted       = agreement.Accepted
	TopUp          = agreement.TopUp
	Money          = agreement.Money
	HarmonisedRate = agreement.HarmonisedRate
	VAT            = agreement.VAT
	Indemnity      = agreement.Indemnity
	Information    = agreement.Information
	Notice         = agreement.Notice
	AtEnd          = agreement.AtEnd
	Duties         = agreement.Duties
	AidClause      = agreement.MutualAidClause
)

// The words for the codes of agreements, in the order in which people are offered them.
var (
	Models      = agreement.Models
	StaffGroups = agreement.StaffGroups
	Bands       = agreement.Bands
	Capacities  = agreement.Capacities
	AtEnds      = agreement.BookedAtEnd

	Accessions    = agreement.Accessions
	Directions    = agreement.Directions
	Activities    = agreement.Activities
	Consents      = agreement.Consents
	CheckTypes    = agreement.CheckTypes
	DBSLevels     = agreement.DBSLevels
	DBSWorkforces = agreement.DBSWorkforces
	TopUpKinds    = agreement.TopUpKinds
	TopUpTimes    = agreement.TopUpTimes
	RateBases     = agreement.RateBases
	UnsocialHours = agreement.UnsocialHours
	Bearers       = agreement.Bearers
	Invoices      = agreement.Invoices
	VATTreatments = agreement.VATTreatments
	Negligence    = agreement.Negligence
	Liability     = agreement.Liability
	Controllers   = agreement.Controllers
	LawfulBases   = agreement.LawfulBases
	HomeDuties    = agreement.HomeDuties
	HostDuties    = agreement.HostDuties
	YesNo         = []Word{{Code: "yes", Label: "Yes"}, {Code: "no", Label: "No"}}
)

// Write puts clauses into words.
func Write(agr id.ID, terms int64, c Clauses) Document { return agreement.Write(agr, terms, c) }

// Percent writes basis points as per cent.
func Percent(bp int) string { return agreement.Percent(bp) }

// Diff is what differs between two versions.
func Diff(before, after Clauses) []ClauseChange { return agreement.Diff(before, after) }

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
