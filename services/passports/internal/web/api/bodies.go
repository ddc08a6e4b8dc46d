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
	Body       string   `json:"body" doc:"The register: NMC, GMC, HCPC, GPHC, GDC or SWE."`
	Number     string   `json:"number" maxLength:"20"`
	Status     string   `json:"status" doc:"What the register says, in Muster's words, e.g. registered."`
	ValidUntil *string  `json:"valid_until,omitempty" doc:"A date (its end in London) or an RFC 3339 time."`
	Parts      []string `json:"parts,omitempty" maxItems:"20" doc:"Parts of the register on which the entry stands; see GET /registers."`
	Licence    *bool    `json:"licence_to_practise,omitempty" doc:"Needed for the GMC: whether the entry carries a licence to practise."`
}

func (b registrationBody) read(t *dates.Reader, at string) app.NewRegistration {
	return app.NewRegistration{Body: b.Body, Number: b.Number, Status: b.Status, ValidUntil: t.End(at+"valid_until", b.ValidUntil),
		Parts: b.Parts, LicenceToPractise: b.Licence}
}

type competencyBody struct {
	Framework  string  `json:"framework" doc:"cstf, clinical or local_<ods>."`
	Code       string  `json:"code" example:"FIRE"`
	Level      int     `json:"level" minimum:"1" maximum:"9"`
	AchievedOn string  `json:"achieved_on" doc:"A date (its beginning in London) or an RFC 3339 time."`
	ValidUntil *string `json:"valid_until,omitempty" doc:"A date (its end in London) or an RFC 3339 time."`

	Title        string `json:"title,omitempty" maxLength:"200" doc:"The subject in words, outside the Core Skills framework."`
	AwardingBody string `json:"awarding_body,omitempty" maxLength:"200"`
	AssessorOrg  string `json:"assessor_org,omitempty" doc:"ODS code of whose people assessed it."`
	Provisional  bool   `json:"provisional,omitempty" doc:"Supervised until somebody signs it off by a record without this mark."`
}

func (b competencyBody) read(t *dates.Reader, at string) app.NewCompetency {
	return app.NewCompetency{
		Framework: b.Framework, Code: b.Code, Level: b.Level, AchievedOn: t.Begin(at+"achieved_on", b.AchievedOn), ValidUntil: t.End(at+"valid_until", b.ValidUntil),
		Title: b.Title, AwardingBody: b.AwardingBody, AssessorOrg: b.AssessorOrg, Source: "manual", Provisional: b.Provisional,
	}
}

// recordedBody answers a change. It names nobody: answers to changes are kept for replay, and personal data lies in the
// vault alone.
type recordedBody struct {
	WorkerID        string `json:"worker_id" format:"uuid"`
	PassportVersion int64  `json:"passport_version"`
	HomeEmployer    string `json:"home_employer"`
	Status          string `json:"status" enum:"active,suspended,left"`
	RevocationFloor int64  `json:"revocation_floor"`
	HoldID          string `json:"hold_id,omitempty" format:"uuid"`
}

func recorded(s app.Standing) recordedBody {
	return recordedBody{WorkerID: s.WorkerID.String(), PassportVersion: s.Version, HomeEmployer: s.HomeEmployer, Status: s.Status, RevocationFloor: s.Floor}
}
