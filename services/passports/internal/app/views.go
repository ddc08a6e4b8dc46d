package app

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// WorkerView is a passport for those who may read all of it: the worker, and the home employer's people with the duty to
// verify. No list is nil.
type WorkerView struct {
	WorkerID      string             `json:"worker_id" format:"uuid"`
	Version       int64              `json:"version"`
	GivenName     string             `json:"given_name"`
	FamilyName    string             `json:"family_name"`
	Email         string             `json:"email,omitempty"`
	StaffNumber   string             `json:"staff_number,omitempty" doc:"The home employer's own number of the person."`
	HomeEmployer  string             `json:"home_employer"`
	Status        string             `json:"status" enum:"active,suspended,left"`
	SuspendedWhy  string             `json:"suspended_why,omitempty" doc:"Told to the home employer only."`
	EnrolledAt    time.Time          `json:"enrolled_at"`
	Engagements   []EngagementView   `json:"engagements"`
	Registrations []RegistrationView `json:"registrations"`
	Checks        []CheckView        `json:"checks" doc:"Every record, oldest first; the newest of a type counts."`
	Competencies  []CompetencyView   `json:"competencies"`
	Holds         []HoldView         `json:"holds"`
	Inductions    []InductionView    `json:"inductions"`
	GoodStanding  *GoodStandingView  `json:"good_standing,omitempty"`
	WorkingTime   *WorkingTimeView   `json:"working_time,omitempty"`
	LeftAt        *time.Time         `json:"left_at,omitempty"`
	ErasedAt      *time.Time         `json:"erased_at,omitempty"`
}

// WorkingTimeView is what limits the worker's hours.
type WorkingTimeView struct {
	Contract    string     `json:"contract,omitempty"`
	OptOutFrom  *time.Time `json:"opt_out_from,omitempty" doc:"From when the worker has opted out of the 48-hour week."`
	OptOutUntil *time.Time `json:"opt_out_until,omitempty"`
	Cap         string     `json:"cap,omitempty"`
	Sponsor     string     `json:"sponsor,omitempty"`
}

// InductionView is that the worker was shown round a site.
type InductionView struct {
	Employer   string     `json:"employer"`
	Site       string     `json:"site"`
	DoneOn     time.Time  `json:"done_on"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
}

// GoodStandingView is the home employer's word.
type GoodStandingView struct {
	Good     bool      `json:"good"`
	StatedOn time.Time `json:"stated_on"`
}

// Name is how people call the worker.
func (v WorkerView) Name() string {
	return Personal{GivenName: v.GivenName, FamilyName: v.FamilyName}.Name()
}

// EngagementView is a post or bank membership.
type EngagementView struct {
	EngagementID string     `json:"engagement_id" format:"uuid"`
	Employer     string     `json:"employer"`
	Kind         string     `json:"kind"`
	StaffGroup   string     `json:"staff_group"`
	Role         string     `json:"role"`
	Band         string     `json:"band"`
	From         time.Time  `json:"from"`
	Until        *time.Time `json:"until,omitempty"`
}

// RegistrationView is what a register says.
type RegistrationView struct {
	Body       string     `json:"body"`
	Number     string     `json:"number"`
	Status     string     `json:"status"`
	Effect     string     `json:"effect" enum:"allow,flag,approval,block"`
	CheckedAt  time.Time  `json:"checked_at"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
	// Current tells that this is the record that counts.
	Current           bool     `json:"current"`
	Parts             []string `json:"parts,omitempty"`
	LicenceToPractise *bool    `json:"licence_to_practise,omitempty"`
}

// CheckView is one employment check.
type CheckView struct {
	CheckID         string     `json:"check_id" format:"uuid"`
	Type            string     `json:"type"`
	Outcome         string     `json:"outcome"`
	Method          string     `json:"method,omitempty"`
	Level           string     `json:"level,omitempty"`
	Workforce       string     `json:"workforce,omitempty"`
	CheckedOn       time.Time  `json:"checked_on"`
	RecordedAt      time.Time  `json:"recorded_at"`
	ValidUntil      *time.Time `json:"valid_until,omitempty"`
	EPPClearedUntil *time.Time `json:"epp_cleared_until,omitempty"`
	Current         bool       `json:"current"`

	StandardVersion string           `json:"standard_version,omitempty"`
	ValidFrom       *time.Time       `json:"valid_from,omitempty"`
	ReviewDue       *time.Time       `json:"review_due,omitempty"`
	Restrictions    []string         `json:"restrictions,omitempty"`
	Particulars     CheckParticulars `json:"particulars,omitzero"`
	CheckedByRole   string           `json:"checked_by_role,omitempty" doc:"verify or health."`
	CheckedByOrg    string           `json:"checked_by_org,omitempty" doc:"ODS code."`
	VerifiedWith    string           `json:"verified_with,omitempty"`
	Supersedes      string           `json:"supersedes,omitempty" format:"uuid"`
	RecordedReason  string           `json:"recorded_reason,omitempty"`
	Source          CheckSource      `json:"source,omitzero"`
}

// CompetencyView is one competency.
type CompetencyView struct {
	Framework  string     `json:"framework"`
	Code       string     `json:"code"`
	Title      string     `json:"title"`
	Level      int        `json:"level"`
	AchievedOn time.Time  `json:"achieved_on"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`

	AwardingBody string `json:"awarding_body,omitempty"`
	AssessorOrg  string `json:"assessor_org,omitempty"`
	Source       string `json:"source,omitempty"`
	Derived      bool   `json:"derived,omitempty" doc:"The end was reckoned from the framework's refresh period."`
	// RefreshVersion is absent for the table that Muster ships.
	RefreshVersion int64 `json:"refresh_version,omitempty" doc:"By which version of the refresh periods the end was reckoned."`
	Provisional    bool  `json:"provisional,omitempty" doc:"Supervised until signed off."`
}

// HoldView is a bar on deployment.
type HoldView struct {
	HoldID   string     `json:"hold_id" format:"uuid"`
	Why      string     `json:"why,omitempty" doc:"Told to the home employer only."`
	From     time.Time  `json:"from"`
	Until    *time.Time `json:"until,omitempty"`
	LiftedAt *time.Time `json:"lifted_at,omitempty"`
}

func view(w *worker.Worker, p Personal) WorkerView {
	r := w.Record()
	v := WorkerView{
		WorkerID: r.ID.String(), Version: r.Version, GivenName: p.GivenName, FamilyName: p.FamilyName, Email: p.Email, StaffNumber: p.StaffNumber, HomeEmployer: r.HomeEmployer,
		Status: string(r.Status), SuspendedWhy: r.SuspendedWhy, EnrolledAt: r.EnrolledAt,
		Engagements: []EngagementView{}, Registrations: []RegistrationView{}, Checks: []CheckView{}, Competencies: []CompetencyView{}, Holds: []HoldView{},
	}
	for _, e := range r.Engagements {
		v.Engagements = append(v.Engagements, EngagementView{EngagementID: e.ID.String(), Employer: e.Employer, Kind: e.Kind, StaffGroup: e.StaffGroup, Role: e.Role, Band: e.Band, From: e.From, Until: e.Until})
	}
	for _, g := range r.Registrations {
		newest, _ := registration.Newest(r.Registrations, g.Body())
		v.Registrations = append(v.Registrations, RegistrationView{
			Body: g.Body(), Number: p.Numbers[g.Body()], Status: string(g.Record().Status), Effect: string(g.Effect()),
			CheckedAt: g.Record().CheckedAt, ValidUntil: g.Record().ValidUntil, Current: newest.Record().ID == g.Record().ID,
			Parts: g.Record().Parts, LicenceToPractise: g.Record().Licence,
		})
	}
	for _, c := range r.Checks {
		newest, _ := check.Newest(r.Checks, c.Type())
		v.Checks = append(v.Checks, checkView(c.Record(), newest.Record().ID))
	}
	for _, c := range longest(r.Competencies) {
		v.Competencies = append(v.Competencies, CompetencyView{Framework: c.Framework, Code: c.Code, Title: c.Title, Level: c.Level, AchievedOn: c.AchievedOn, ValidUntil: c.ValidUntil,
			AwardingBody: c.AwardingBody, AssessorOrg: c.AssessorOrg, Source: c.Source, Derived: c.Derived, RefreshVersion: c.RefreshVersion, Provisional: c.Provisional})
		if last := &v.Competencies[len(v.Competencies)-1]; last.Title == "" {
			last.Title = title(c.Framework, c.Code)
		}
	}
	v.LeftAt, v.ErasedAt, v.Inductions = r.LeftAt, r.ErasedAt, []InductionView{}
	for _, i := range r.Inductions {
		k := i.Record()
		v.Inductions = append(v.Inductions, InductionView{Employer: k.Employer, Site: k.Site, DoneOn: k.DoneOn, ValidUntil: k.ValidUntil})
	}
	if h := r.Hours; h != nil {
		v.WorkingTime = &WorkingTimeView{Contract: h.Contract, Cap: h.Cap, Sponsor: h.Sponsor}
		if h.OptOut != nil {
			v.WorkingTime.OptOutFrom, v.WorkingTime.OptOutUntil = &h.OptOut.From, h.OptOut.Until
		}
	}
	if g := r.GoodStanding; g != nil {
		v.GoodStanding = &GoodStandingView{Good: g.Good, StatedOn: g.StatedOn}
	}
	for _, h := range r.Holds {
		k := h.Record()
		v.Holds = append(v.Holds, HoldView{HoldID: k.ID.String(), Why: k.Why, From: k.From, Until: k.Until, LiftedAt: k.LiftedAt})
	}
	return v
}

func checkView(r check.Record, newest id.ID) CheckView {
	v := CheckView{
		CheckID: r.ID.String(), Type: string(r.Type), Outcome: string(r.Outcome), Method: r.Method, Level: r.Level, Workforce: r.Workforce,
		CheckedOn: r.CheckedOn, RecordedAt: r.RecordedAt, ValidUntil: r.ValidUntil, EPPClearedUntil: r.EPPClearedUntil, Current: r.ID == newest,
		StandardVersion: r.StandardVersion, ValidFrom: r.ValidFrom, ReviewDue: r.ReviewDue, Restrictions: r.Restrictions, Particulars: r.Particulars,
		CheckedByRole: r.By.Role, CheckedByOrg: r.By.Org, VerifiedWith: r.VerifiedWith, RecordedReason: r.Why, Source: r.Source,
	}
	if r.Supersedes != id.Nil {
		v.Supersedes = r.Supersedes.String()
	}
	return v
}

// forHealth leaves what occupational health needs to know: who, in which post, and its own assessments.
func (v WorkerView) forHealth() WorkerView {
	v = v.forWorker()
	v.Email, v.GoodStanding = "", nil
	v.Registrations, v.Competencies, v.Inductions = []RegistrationView{}, []CompetencyView{}, []InductionView{}
	v.Checks = slices.DeleteFunc(v.Checks, func(c CheckView) bool { return c.Type != string(check.OccupationalHealth) })
	return v
}

// forWorker leaves out what only the home employer may know.
func (v WorkerView) forWorker() WorkerView {
	v.SuspendedWhy = ""
	for i := range v.Holds {
		v.Holds[i].Why = ""
	}
	return v
}
