package check

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// RightToWorkLists are the lists of the Home Office's code of practice: A has no end; B1 ends with the permission and B2
// with six months of a positive verification notice.
var RightToWorkLists = []string{"list_a", "list_b1", "list_b2"}

// GPG45Levels are the levels of confidence of GOV.UK's Good Practice Guide 45, lowest first.
var GPG45Levels = []string{"low", "medium", "high", "very_high"}

// profile is a profile of the guide, e.g. M1A; its first letter is that of the level.
var profile = regexp.MustCompile(`^[LMHV][123][A-E]$`)

// referenceYears is the time that references cover (NHS Employment Check Standards: three consecutive years).
const referenceYears = 3

func checkRightToWork(no *refusal.List, r Record) {
	no.Unless(r.Level == "" || slices.Contains(RightToWorkLists, r.Level), "level", "Give the list of the documents: list_a, list_b1 or list_b2, or leave it out.")
	switch r.Level {
	case "list_a":
		no.Unless(r.ValidUntil == nil, "valid_until", "A right to work by list A has no end.")
	case "list_b1", "list_b2":
		no.Unless(r.Outcome != Satisfied || r.ValidUntil != nil, "valid_until", "A right to work by list B has an end: give the day.")
		no.Unless(r.ReviewDue == nil || r.ValidUntil == nil || !r.ReviewDue.After(*r.ValidUntil), "review_due", "The follow-up check is due on or before the day on which the permission ends.")
	}
	if r.Level == "list_b2" && r.ValidUntil != nil {
		no.Unless(!r.ValidUntil.After(r.CheckedOn.AddDate(0, 6, 1)), "valid_until", "A positive verification notice holds for six months.")
	}
}

// checkParticulars refuses what belongs to another type of check, and what contradicts itself.
func checkParticulars(no *refusal.List, r Record) {
	p := r.Particulars
	dbs := r.Type == DBS
	no.Unless(dbs || len(p.BarredLists) == 0, "barred_lists", "Only a criminal record check searches barred lists.")
	no.Unless(dbs || p.IssuedOn == nil, "issued_on", "Only a criminal record check has the day of a certificate.")
	no.Unless(dbs || (p.StatusCheckedOn == nil && !p.UpdateService), "status_checked_on", "Only a criminal record check is confirmed by the Update Service.")
	for _, list := range p.BarredLists {
		no.OneOf("barred_lists", list, []string{"adult", "child"})
	}
	no.Unless(len(p.BarredLists) == 0 || r.Level == "enhanced_barred", "barred_lists", "Barred lists are searched at the level enhanced_barred only.")
	no.Unless(p.StatusCheckedOn == nil || p.UpdateService, "update_service", "A status date needs the Update Service: say that the person subscribes to it.")
	past(no, r, "issued_on", p.IssuedOn)
	past(no, r, "status_checked_on", p.StatusCheckedOn)

	no.Unless(r.Type == Identity || (p.GPG45Level == "" && p.GPG45Profile == ""), "gpg45_level", "Only an identity check has a level of confidence.")
	no.Unless(p.GPG45Level == "" || slices.Contains(GPG45Levels, p.GPG45Level), "gpg45_level", "Give low, medium, high or very_high.")
	no.Unless(p.GPG45Profile == "" || (profile.MatchString(p.GPG45Profile) && sameLevel(p)), "gpg45_profile", "Give a profile of that level, e.g. M1A with medium.")

	refs := r.Type == References
	no.Unless(refs || (p.YearsCovered == 0 && !p.GapsExplained), "years_covered", "Only references cover years.")
	no.Unless(p.YearsCovered >= 0 && p.YearsCovered <= 50, "years_covered", "Give the years covered, from 1 to 50.")
	short := refs && r.Outcome == Satisfied && p.YearsCovered > 0 && p.YearsCovered < referenceYears && r.Method != "nhs_factual"
	no.Unless(!short, "years_covered", "References cover three years, or one factual reference from NHS to NHS suffices: then give the method nhs_factual.")
	no.Unless(r.Type == OccupationalHealth || p.ImmunityMet == nil, "immunity_met", "Only a work health assessment has an immunity profile.")
}

func sameLevel(p Particulars) bool {
	return p.GPG45Level != "" && strings.EqualFold(p.GPG45Level[:1], p.GPG45Profile[:1])
}

func past(no *refusal.List, r Record, field string, at *time.Time) {
	no.Unless(at == nil || !at.After(r.RecordedAt), field, "This day cannot lie in the future.")
}

// checkDates refuses dates that contradict one another.
func checkDates(no *refusal.List, r Record) {
	no.Unless(r.ValidFrom == nil || r.ValidUntil == nil || r.ValidUntil.After(*r.ValidFrom), "valid_from", "The check must be valid for some time after it begins to hold.")
	no.Unless(r.ReviewDue == nil || r.ReviewDue.After(r.CheckedOn), "review_due", "The review must be due after the check was done.")
}
