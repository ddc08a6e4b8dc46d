package api

import (
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
)

type checkBody struct {
	Type            string  `json:"type" doc:"identity, right_to_work, references, dbs or occupational_health. Only people with the duty health record the last."`
	Outcome         string  `json:"outcome" doc:"satisfied, not_satisfied, inconclusive or withdrawn."`
	Method          string  `json:"method,omitempty" doc:"A code, never a document number."`
	Level           string  `json:"level,omitempty" doc:"dbs: basic, standard, enhanced or enhanced_barred. occupational_health: fit, fit_with_adjustments, fit_with_restrictions or not_fit. right_to_work: list_a, list_b1 or list_b2."`
	Workforce       string  `json:"workforce,omitempty" doc:"dbs: adult, child or both."`
	CheckedOn       string  `json:"checked_on" doc:"A date (its beginning in London) or an RFC 3339 time."`
	ValidUntil      *string `json:"valid_until,omitempty" doc:"A date (its end in London) or an RFC 3339 time; leave out what does not expire."`
	EPPClearedUntil *string `json:"epp_cleared_until,omitempty" doc:"occupational_health: up to when exposure-prone procedures are cleared."`

	StandardVersion string   `json:"standard_version,omitempty" doc:"A code for the version of the employment check standard."`
	ValidFrom       string   `json:"valid_from,omitempty" doc:"A date (its beginning in London) or an RFC 3339 time; absent means from checked_on."`
	ReviewDue       *string  `json:"review_due,omitempty" doc:"A date (its end in London) or an RFC 3339 time: when to look again."`
	Restrictions    []string `json:"restrictions,omitempty" maxItems:"10" doc:"occupational_health: codes of GET /reference/restrictions."`
	VerifiedWith    string   `json:"verified_with,omitempty" doc:"A code for who confirmed it, e.g. dbs_update_service."`

	BarredLists     []string `json:"barred_lists,omitempty" maxItems:"2" doc:"dbs: adult, child."`
	IssuedOn        string   `json:"issued_on,omitempty" doc:"dbs: the day on the certificate."`
	UpdateService   bool     `json:"update_service,omitempty" doc:"dbs: whether the person subscribes to the Update Service."`
	StatusCheckedOn string   `json:"status_checked_on,omitempty" doc:"dbs: when the Update Service last confirmed it."`
	GPG45Level      string   `json:"gpg45_level,omitempty" doc:"identity: low, medium, high or very_high."`
	GPG45Profile    string   `json:"gpg45_profile,omitempty" doc:"identity, e.g. M1A."`
	YearsCovered    int      `json:"years_covered,omitempty" minimum:"0" maximum:"50" doc:"references."`
	GapsExplained   bool     `json:"gaps_explained,omitempty" doc:"references."`
	ImmunityMet     *bool    `json:"immunity_met,omitempty" doc:"occupational_health: whether the immunity profile of the role is met."`

	Supersedes     string `json:"supersedes,omitempty" format:"uuid" doc:"The record of which this one takes the place."`
	RecordedReason string `json:"recorded_reason,omitempty" doc:"Why, as a code: wrong_date, wrong_outcome, wrong_level, wrong_person, incomplete, withdrawn_by_issuer, found_invalid or other."`

	Evidence *referenceBody `json:"evidence,omitempty" doc:"Where the proof is to be found: a reference, never the document."`
	Response *referenceBody `json:"response,omitempty" doc:"What the authority answered, e.g. a number. Kept sealed."`
}

type referenceBody struct {
	Kind         string  `json:"kind,omitempty" doc:"A code for the sort of document, e.g. passport."`
	Reference    string  `json:"reference" maxLength:"200" doc:"One line, kept sealed."`
	Expires      *string `json:"expires,omitempty" doc:"When the document itself runs out."`
	DestroyAfter *string `json:"destroy_after,omitempty" doc:"When the reference must be gone; for dbs within six months, which is also what holds when it is left out."`
}

func (b checkBody) read(t *dates.Reader, at string) app.NewCheck {
	n := app.NewCheck{
		Type: b.Type, Outcome: b.Outcome, Method: b.Method, Level: b.Level, Workforce: b.Workforce, CheckedOn: t.Begin(at+"checked_on", b.CheckedOn),
		ValidUntil: t.End(at+"valid_until", b.ValidUntil), EPPClearedUntil: t.End(at+"epp_cleared_until", b.EPPClearedUntil),
		StandardVersion: b.StandardVersion, VerifiedWith: b.VerifiedWith, ReviewDue: t.End(at+"review_due", b.ReviewDue), Restrictions: b.Restrictions,
		Why: b.RecordedReason, Particulars: app.CheckParticulars{
			BarredLists: b.BarredLists, UpdateService: b.UpdateService, GPG45Level: b.GPG45Level, GPG45Profile: b.GPG45Profile,
			YearsCovered: b.YearsCovered, GapsExplained: b.GapsExplained, ImmunityMet: b.ImmunityMet,
		},
		Evidence: b.Evidence.read(t, at+"evidence."), Response: b.Response.read(t, at+"response."),
	}
	n.ValidFrom = t.BeginOf(at+"valid_from", b.ValidFrom)
	n.Particulars.IssuedOn = t.BeginOf(at+"issued_on", b.IssuedOn)
	n.Particulars.StatusCheckedOn = t.BeginOf(at+"status_checked_on", b.StatusCheckedOn)
	if b.Supersedes != "" {
		var err error
		if n.Supersedes, err = id.Parse(b.Supersedes); err != nil {
			t.Refuse(at+"supersedes", "Give the id of the record of which this one takes the place.")
		}
	}
	return n
}

func (b *referenceBody) read(t *dates.Reader, at string) *app.NewReference {
	if b == nil {
		return nil
	}
	return &app.NewReference{Kind: b.Kind, Text: b.Reference, Expires: t.End(at+"expires", b.Expires), DestroyAfter: t.End(at+"destroy_after", b.DestroyAfter)}
}
