package api

import (
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
)

type engagementBody struct {
	Employer   string  `json:"employer" doc:"ODS code."`
	Kind       string  `json:"kind" doc:"substantive or bank."`
	StaffGroup string  `json:"staff_group"`
	Role       string  `json:"role" example:"registered_nurse"`
	Band       string  `json:"band" example:"5"`
	From       string  `json:"from" doc:"A date (its beginning in London) or an RFC 3339 time."`
	Until      *string `json:"until,omitempty" doc:"A date (its end in London) or an RFC 3339 time."`
}

func (b engagementBody) read(t *dates.Reader, at string) app.NewEngagement {
	return app.NewEngagement{
		Employer: b.Employer, Kind: b.Kind, StaffGroup: b.StaffGroup, Role: b.Role, Band: b.Band,
		From: t.Begin(at+"from", b.From), Until: t.End(at+"until", b.Until),
	}
}

type registrationBody struct {
	Body       string  `json:"body" doc:"The register: NMC, GMC, HCPC, GPHC, GDC or SWE."`
	Number     string  `json:"number" maxLength:"20"`
	Status     string  `json:"status" doc:"What the register says, in Muster's words, e.g. registered."`
	ValidUntil *string `json:"valid_until,omitempty" doc:"A date (its end in London) or an RFC 3339 time."`
}

func (b registrationBody) read(t *dates.Reader, at string) app.NewRegistration {
	return app.NewRegistration{Body: b.Body, Number: b.Number, Status: b.Status, ValidUntil: t.End(at+"valid_until", b.ValidUntil)}
}

type checkBody struct {
	Type            string  `json:"type" doc:"identity, right_to_work, references, dbs or occupational_health."`
	Outcome         string  `json:"outcome" doc:"satisfied, not_satisfied, inconclusive or withdrawn."`
	Method          string  `json:"method,omitempty" doc:"A code, never a document number."`
	Level           string  `json:"level,omitempty" doc:"dbs: basic, standard, enhanced or enhanced_barred. occupational_health: fit, fit_with_adjustments, fit_with_restrictions or not_fit."`
	Workforce       string  `json:"workforce,omitempty" doc:"dbs: adult, child or both."`
	CheckedOn       string  `json:"checked_on" doc:"A date (its beginning in London) or an RFC 3339 time."`
	ValidUntil      *string `json:"valid_until,omitempty" doc:"A date (its end in London) or an RFC 3339 time; leave out what does not expire."`
	EPPClearedUntil *string `json:"epp_cleared_until,omitempty" doc:"occupational_health: up to when exposure-prone procedures are cleared."`
}

func (b checkBody) read(t *dates.Reader, at string) app.NewCheck {
	return app.NewCheck{
		Type: b.Type, Outcome: b.Outcome, Method: b.Method, Level: b.Level, Workforce: b.Workforce, CheckedOn: t.Begin(at+"checked_on", b.CheckedOn),
		ValidUntil: t.End(at+"valid_until", b.ValidUntil), EPPClearedUntil: t.End(at+"epp_cleared_until", b.EPPClearedUntil),
	}
}

type competencyBody struct {
	Framework  string  `json:"framework" doc:"cstf, clinical or local_<ods>."`
	Code       string  `json:"code" example:"FIRE"`
	Level      int     `json:"level" minimum:"1" maximum:"9"`
	AchievedOn string  `json:"achieved_on" doc:"A date (its beginning in London) or an RFC 3339 time."`
	ValidUntil *string `json:"valid_until,omitempty" doc:"A date (its end in London) or an RFC 3339 time."`
}

func (b competencyBody) read(t *dates.Reader, at string) app.NewCompetency {
	return app.NewCompetency{
		Framework: b.Framework, Code: b.Code, Level: b.Level, AchievedOn: t.Begin(at+"achieved_on", b.AchievedOn), ValidUntil: t.End(at+"valid_until", b.ValidUntil),
	}
}

// recordedBody answers a change. It names nobody: answers to changes are kept for replay, and personal data lies in the
// vault alone.
type recordedBody struct {
	WorkerID        string `json:"worker_id" format:"uuid"`
	PassportVersion int64  `json:"passport_version"`
	HomeEmployer    string `json:"home_employer"`
	Status          string `json:"status" enum:"active,suspended"`
	RevocationFloor int64  `json:"revocation_floor"`
	HoldID          string `json:"hold_id,omitempty" format:"uuid"`
}

func recorded(s app.Standing) recordedBody {
	return recordedBody{WorkerID: s.WorkerID.String(), PassportVersion: s.Version, HomeEmployer: s.HomeEmployer, Status: s.Status, RevocationFloor: s.Floor}
}
