package api

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// Changes are clauses that are to be written into a draft. A group that is left out stays as it is; one that is given
// replaces the whole group.
type Changes struct {
	Title       *string            `json:"title,omitempty" maxLength:"120"`
	Model       *string            `json:"model,omitempty" enum:"licence_to_attend,honorary_contract,secondment,home_pays,host_pays,lead_employer" doc:"Who employs and who pays"`
	Lead        *string            `json:"lead,omitempty" maxLength:"12" doc:"The lead employer; only for the model lead_employer"`
	Parties     []PartyClause      `json:"parties,omitempty" maxItems:"60"`
	Accession   *string            `json:"accession,omitempty" enum:"open,by_amendment" doc:"How a further employer becomes a party"`
	From        *time.Time         `json:"from,omitempty" doc:"Shifts that start at or after this moment are covered"`
	Until       *time.Time         `json:"until,omitempty" doc:"Shifts that end at or before this moment are covered"`
	NoEnd       bool               `json:"no_end,omitempty" doc:"Takes the end date out"`
	Scope       *ScopeClause       `json:"scope,omitempty"`
	Direction   *DirectionClause   `json:"direction,omitempty"`
	Consent     *string            `json:"consent,omitempty" enum:"each_host,each_version"`
	Limits      *LimitsClause      `json:"limits,omitempty"`
	Checks      *ChecksClause      `json:"checks,omitempty"`
	Training    *TrainingClause    `json:"training,omitempty"`
	Money       *MoneyClause       `json:"money,omitempty"`
	VAT         *VATClause         `json:"vat,omitempty"`
	Indemnity   *IndemnityClause   `json:"indemnity,omitempty"`
	Information *InformationClause `json:"information,omitempty"`
	Notice      *NoticeClause      `json:"notice,omitempty"`
	Duties      *DutiesClause      `json:"duties,omitempty"`
	MutualAid   *AidClause         `json:"mutual_aid,omitempty"`
}

// PartyClause is one employer.
type PartyClause struct {
	Employer  string     `json:"employer" maxLength:"12" doc:"ODS code"`
	AccedesAt *time.Time `json:"accedes_at,omitempty" doc:"From when it takes part; absent is from the start"`
	ExitsAt   *time.Time `json:"exits_at,omitempty" doc:"Until when it takes part; absent is until the end"`
}

// ScopeClause is which work is covered. Empty lists mean all where a limit could stand.
type ScopeClause struct {
	SitesIn            []string `json:"sites_in,omitempty" maxItems:"500" doc:"ODS codes of the only sites covered"`
	SitesOut           []string `json:"sites_out,omitempty" maxItems:"500" doc:"ODS codes of sites left out"`
	StaffGroups        []string `json:"staff_groups,omitempty" maxItems:"20"`
	Bands              []string `json:"bands,omitempty" maxItems:"20"`
	ExcludedActivities []string `json:"excluded_activities,omitempty" maxItems:"10" doc:"epp, children, lone_working"`
}

// DirectionClause is who lends to whom.
type DirectionClause struct {
	Kind      string   `json:"kind" enum:"mutual,one_way"`
	Lenders   []string `json:"lenders,omitempty" maxItems:"60"`
	Borrowers []string `json:"borrowers,omitempty" maxItems:"60"`
}

// LimitsClause are how long one worker may be deployed; 0 is no limit.
type LimitsClause struct {
	MaxDaysIn12Months       int `json:"max_days_in_12_months,omitempty" minimum:"0" maximum:"366"`
	MaxSingleDeploymentDays int `json:"max_single_deployment_days,omitempty" minimum:"0" maximum:"366"`
}

// ChecksClause are the minimums that hosts ask of the home employer's checks.
type ChecksClause struct {
	Minimums []MinimumClause `json:"minimums" maxItems:"10"`
}

// MinimumClause is what is asked of one check.
type MinimumClause struct {
	Type         string `json:"type" enum:"identity,right_to_work,references,dbs,occupational_health"`
	Level        string `json:"level,omitempty" enum:"basic,standard,enhanced,enhanced_barred" doc:"dbs only"`
	Workforce    string `json:"workforce,omitempty" enum:"adult,child,both" doc:"dbs only"`
	MaxAgeMonths int    `json:"max_age_months,omitempty" minimum:"0" maximum:"120"`
}

// TrainingClause is what hosts accept and what they add.
type TrainingClause struct {
	Accepted []AcceptedClause `json:"accepted,omitempty" maxItems:"20"`
	TopUps   []TopUpClause    `json:"top_ups,omitempty" maxItems:"200"`
}

// AcceptedClause is one framework; no codes are all of it.
type AcceptedClause struct {
	Framework string   `json:"framework" maxLength:"40"`
	Codes     []string `json:"codes,omitempty" maxItems:"100"`
}

// TopUpClause is what a worker does at a host, or at every host when it is left out.
type TopUpClause struct {
	Host string `json:"host,omitempty" maxLength:"12"`
	Code string `json:"code" enum:"local_induction,fire_exits,patient_record,medicines_policy,resuscitation_equipment"`
	When string `json:"when" enum:"before_first_shift,on_first_shift"`
}

// MoneyClause is what is repaid, in whole pence and basis points (2350 is 23.5%).
type MoneyClause struct {
	RateBasis          string                 `json:"rate_basis" enum:"home,host,harmonised"`
	Harmonised         []HarmonisedRateClause `json:"harmonised,omitempty" maxItems:"200"`
	UnsocialHours      string                 `json:"unsocial_hours,omitempty" enum:"agenda_for_change,from_seven" doc:"harmonised only: which hours the table pays at its second rate. Without it those that the worker was paid as other than plain"`
	OnCostBP           int                    `json:"on_cost_bp,omitempty" minimum:"0" maximum:"10000"`
	AdminFeePence      int64                  `json:"admin_fee_pence,omitempty" minimum:"0" maximum:"100000" doc:"Once a shift"`
	TravelPencePerMile int64                  `json:"travel_pence_per_mile,omitempty" minimum:"0" maximum:"100000"`
	CancellationBearer string                 `json:"cancellation_bearer" enum:"home,host,who_cancels"`
	Invoice            string                 `json:"invoice" enum:"monthly,weekly"`
	DisputeDays        int                    `json:"dispute_days" minimum:"1" maximum:"366"`
}

// HarmonisedRateClause is one line of the rate table.
type HarmonisedRateClause struct {
	StaffGroup    string `json:"staff_group" maxLength:"40"`
	Band          string `json:"band" maxLength:"20"`
	HourlyPence   int64  `json:"hourly_pence" minimum:"1" maximum:"100000"`
	UnsocialPence int64  `json:"unsocial_pence" minimum:"1" maximum:"100000"`
}

// VATClause is the treatment, and why.
type VATClause struct {
	Treatment string `json:"treatment" enum:"outside_scope,exempt,standard_20"`
	Reason    string `json:"reason" maxLength:"300"`
}

// IndemnityClause is whose scheme answers for harm.
type IndemnityClause struct {
	ClinicalNegligence string `json:"clinical_negligence" enum:"host,home"`
	EmployersLiability string `json:"employers_liability" enum:"home,host,shared"`
}

// InformationClause is who answers for personal data.
type InformationClause struct {
	Controllers       string   `json:"controllers" enum:"independent,joint"`
	PlatformProcessor bool     `json:"platform_processor,omitempty"`
	LawfulBases       []string `json:"lawful_bases" maxItems:"10"`
}

// NoticeClause is how the agreement is left.
type NoticeClause struct {
	Days   int       `json:"days" minimum:"0" maximum:"366"`
	Booked app.AtEnd `json:"booked" enum:"honour,revoke" doc:"What happens to booked shifts that reach beyond the end"`
}

// AidClause is for how long a lead may open named shifts to the workers of all parties; 0 is not at all.
type AidClause struct {
	MaxHours int `json:"max_hours" minimum:"0" maximum:"168"`
}

// DutiesClause are what each side sees to.
type DutiesClause struct {
	Home         []string `json:"home,omitempty" maxItems:"10"`
	Host         []string `json:"host,omitempty" maxItems:"10"`
	ConcernHours int      `json:"concern_hours" minimum:"1" maximum:"720"`
}
