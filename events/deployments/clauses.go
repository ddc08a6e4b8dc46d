package deployments

import "time"

// Clauses are all that one version of an agreement says. A group that nothing was agreed on has empty values. Codes are
// open lists: a reader passes over those that it does not know.
type Clauses struct {
	Title string `json:"title"`
	// Model is licence_to_attend, honorary_contract, secondment, home_pays, host_pays or lead_employer.
	Model string `json:"model"`
	// Lead is the lead employer; only for the model lead_employer.
	Lead    string        `json:"lead,omitempty"`
	Parties []ClauseParty `json:"parties"`
	// Accession is open or by_amendment: how a further employer becomes a party.
	Accession string     `json:"accession"`
	From      time.Time  `json:"from"`
	Until     *time.Time `json:"until,omitempty"`
	Scope     Scope      `json:"scope"`
	Direction Direction  `json:"direction"`
	// Consent is each_host or each_version: what the worker has to have said yes to.
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
	// MutualAid is left out when nothing was agreed on it.
	MutualAid MutualAid `json:"mutual_aid,omitzero"`
	// Names are what employers and sites were called when this version was drafted, by ODS code.
	Names map[string]string `json:"names"`
}

// ClauseParty is an employer as the text names it.
type ClauseParty struct {
	Employer  string     `json:"employer"`
	AccedesAt *time.Time `json:"accedes_at,omitempty"`
	ExitsAt   *time.Time `json:"exits_at,omitempty"`
}

// Scope is which work is covered. An empty list of sites_in, staff_groups or bands means all.
type Scope struct {
	SitesIn     []string `json:"sites_in"`
	SitesOut    []string `json:"sites_out"`
	StaffGroups []string `json:"staff_groups"`
	Bands       []string `json:"bands"`
	// ExcludedActivities are epp, children or lone_working.
	ExcludedActivities []string `json:"excluded_activities"`
}

// Direction is who may lend to whom: mutual or one_way.
type Direction struct {
	Kind      string   `json:"kind"`
	Lenders   []string `json:"lenders"`
	Borrowers []string `json:"borrowers"`
}

// Limits are how long one worker may be deployed; 0 is no limit.
type Limits struct {
	MaxDaysIn12Months       int `json:"max_days_in_12_months"`
	MaxSingleDeploymentDays int `json:"max_single_deployment_days"`
}

// Checks are what hosts ask of the home employer's employment checks.
type Checks struct {
	Minimums []CheckMinimum `json:"minimums"`
}

// CheckMinimum is what is asked of one check.
type CheckMinimum struct {
	Type         string `json:"type"`
	Level        string `json:"level,omitempty"`
	Workforce    string `json:"workforce,omitempty"`
	MaxAgeMonths int    `json:"max_age_months,omitempty"`
}

// Training is what hosts accept, and what they add.
type Training struct {
	Accepted []AcceptedTraining `json:"accepted"`
	TopUps   []TopUp            `json:"top_ups"`
}

// AcceptedTraining is one framework; empty codes are all of it.
type AcceptedTraining struct {
	Framework string   `json:"framework"`
	Codes     []string `json:"codes"`
}

// TopUp is what a worker does at a host, or at every host when it is empty.
type TopUp struct {
	Host string `json:"host,omitempty"`
	Code string `json:"code"`
	When string `json:"when"`
}

// Money is what is repaid, in whole pence and basis points. An empty rate_basis: nothing was agreed.
type Money struct {
	RateBasis  string           `json:"rate_basis"`
	Harmonised []HarmonisedRate `json:"harmonised"`
	// UnsocialHours are the hours that the table pays at its second rate: agenda_for_change or from_seven; left out they are
	// those that the worker was paid as other than plain.
	UnsocialHours      string `json:"unsocial_hours,omitempty" jsonschema:"enum=agenda_for_change,enum=from_seven"`
	OnCostBP           int    `json:"on_cost_bp"`
	AdminFeePence      int64  `json:"admin_fee_pence"`
	TravelPencePerMile int64  `json:"travel_pence_per_mile"`
	CancellationBearer string `json:"cancellation_bearer"`
	Invoice            string `json:"invoice"`
	DisputeDays        int    `json:"dispute_days"`
}

// HarmonisedRate is one line of the rate table, in pence an hour.
type HarmonisedRate struct {
	StaffGroup    string `json:"staff_group"`
	Band          string `json:"band"`
	HourlyPence   int64  `json:"hourly_pence"`
	UnsocialPence int64  `json:"unsocial_pence"`
}

// VAT is the treatment of what is repaid: outside_scope, exempt or standard_20.
type VAT struct {
	Treatment string `json:"treatment"`
	Reason    string `json:"reason"`
}

// Indemnity is whose scheme answers for harm.
type Indemnity struct {
	ClinicalNegligence string `json:"clinical_negligence"`
	EmployersLiability string `json:"employers_liability"`
}

// Information is who answers for personal data.
type Information struct {
	Controllers       string   `json:"controllers"`
	PlatformProcessor bool     `json:"platform_processor"`
	LawfulBases       []string `json:"lawful_bases"`
}

// Notice is how the agreement is left: days of notice, and honour or revoke for what is booked.
type Notice struct {
	Days   int    `json:"days"`
	Booked string `json:"booked"`
}

// Duties are what each side sees to.
type Duties struct {
	Home         []string `json:"home"`
	Host         []string `json:"host"`
	ConcernHours int      `json:"concern_hours"`
}

// MutualAid is for how many hours at most a lead may open named shifts to the workers of all parties at a time; 0 is not
// at all.
type MutualAid struct {
	MaxHours int `json:"max_hours,omitempty"`
}
