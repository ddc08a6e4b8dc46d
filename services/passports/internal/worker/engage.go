package worker

import (
	"regexp"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Engagement is a worker's post or bank membership with one employer.
type Engagement struct {
	ID       id.ID
	Employer string
	// Kind is substantive or bank.
	Kind       string
	StaffGroup string
	// Role is the job role's code, e.g. registered_nurse. Band is one of Bands.
	Role, Band string
	From       time.Time
	// Until is nil while no end is known.
	Until *time.Time
	// Version counts what was said of the engagement, from 1.
	Version int64 `json:"-"`
}

// Kinds are the kinds of engagement.
var Kinds = []string{"substantive", "bank"}

// StaffGroups are the ten ESR staff groups.
var StaffGroups = []string{
	"medical_dental", "students", "nursing_midwifery", "allied_health", "additional_scientific",
	"healthcare_scientists", "clinical_support", "admin_clerical", "estates_ancillary", "supplementary",
}

// Bands are the Agenda for Change bands, lowest first, and medical for grades outside them.
var Bands = []string{"2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "medical"}

var role = regexp.MustCompile(`^[a-z0-9_-]{1,64}$`)

// Engage adds an engagement, or returns every rule that it breaks as refusals.
func (w *Worker) Engage(e Engagement) error {
	var no refusal.List
	no.Unless(ods.MatchString(e.Employer), "employer", "Give the ODS code of the employer: 1 to 12 capitals and digits.")
	no.OneOf("kind", e.Kind, Kinds)
	no.OneOf("staff_group", e.StaffGroup, StaffGroups)
	no.Unless(role.MatchString(e.Role), "role", "Give the role as a code of small letters, digits, _ and -, e.g. registered_nurse.")
	no.OneOf("band", e.Band, Bands)
	no.Unless(!e.From.IsZero(), "from", "Give the day on which the engagement begins.")
	no.Unless(e.Until == nil || e.Until.After(e.From), "until", "An engagement must end after it begins.")
	if err := no.Err(); err != nil {
		return err
	}
	e.Version = 1
	w.r.Engagements = append(w.r.Engagements, e)
	return nil
}

// EndEngagement sets the end of an engagement.
func (w *Worker) EndEngagement(engagement id.ID, until time.Time) error {
	i := slices.IndexFunc(w.r.Engagements, func(e Engagement) bool { return e.ID == engagement })
	if i < 0 {
		return refusal.State{Code: "no_such_engagement", Message: "This worker has no such engagement."}
	}
	if !until.After(w.r.Engagements[i].From) {
		return refusal.Input{Field: "until", Message: "An engagement must end after it begins."}
	}
	w.r.Engagements[i].Until = &until
	w.r.Engagements[i].Version++
	return nil
}

// Covers tells whether the engagement lasts for all of [start, end].
func (e Engagement) Covers(start, end time.Time) bool {
	return !e.From.After(start) && (e.Until == nil || !e.Until.Before(end))
}

// MayWorkAt tells whether the engagement's band allows work at the band asked for: the same or a lower one. Medical
// grades stand outside the bands and match only themselves.
func (e Engagement) MayWorkAt(band string) bool {
	if e.Band == "medical" || band == "medical" {
		return e.Band == band
	}
	return slices.Index(Bands, e.Band) >= slices.Index(Bands, band)
}
