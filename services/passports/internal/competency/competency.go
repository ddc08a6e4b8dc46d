// Package competency is what a worker has been found able to do, by framework, subject and level, and for how long.
package competency

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Record is what a competency is made of.
type Record struct {
	ID id.ID
	// Framework is cstf, clinical or local_<ods>; Code is the subject, e.g. FIRE; Level counts from 1.
	Framework, Code string
	Level           int
	AchievedOn      time.Time
	RecordedAt      time.Time
	// ValidUntil is the moment up to which it may be relied on; nil when it does not expire.
	ValidUntil *time.Time

	// Title is the subject in the words of who awarded it, for subjects outside the Core Skills framework.
	Title string `json:",omitempty"`
	// AwardingBody is who awards it, in words; AssessorOrg the ODS code of whose people assessed it.
	AwardingBody string `json:",omitempty"`
	AssessorOrg  string `json:",omitempty"`
	// Source is one of Sources; empty is manual. Raw is the line from which it was read, kept to read it again.
	Source string `json:",omitempty"`
	Raw    string `json:",omitempty"`
	// Derived tells that ValidUntil was reckoned from the framework's refresh period, since none was stated.
	Derived bool `json:",omitempty"`
	// RefreshVersion is that of the table by which it was reckoned; 0 for the one that Muster ships.
	RefreshVersion int64 `json:",omitempty"`
	// Provisional tells that the worker is supervised in it until somebody signs it off by a record without this mark.
	Provisional bool `json:",omitempty"`
}

// Sources are where a record may come from.
var Sources = []string{"manual", "esr_csv", "csv", "credential"}

const longestText = 200

// Competency is a recorded competency.
type Competency struct{ r Record }

var (
	framework = regexp.MustCompile(`^(cstf|clinical|local_[A-Z0-9]{1,12})$`)
	code      = regexp.MustCompile(`^[A-Z0-9_-]{1,40}$`)
	ods       = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)
)

// New records a competency, or returns every rule that it breaks as refusals.
func New(r Record) (Competency, error) {
	var no refusal.List
	no.Unless(framework.MatchString(r.Framework), "framework", "Use cstf, clinical or local_ and an ODS code.")
	no.Unless(code.MatchString(r.Code), "code", "Give the subject as a code of capitals, digits, _ and -, e.g. FIRE.")
	no.Unless(r.Level >= 1 && r.Level <= 9, "level", "Give a level from 1 to 9.")
	no.Unless(!r.AchievedOn.IsZero(), "achieved_on", "Give the day on which it was achieved.")
	no.Unless(!r.AchievedOn.After(r.RecordedAt), "achieved_on", "A competency cannot have been achieved in the future.")
	no.Unless(r.ValidUntil == nil || r.ValidUntil.After(r.AchievedOn), "valid_until", "The competency must be valid for some time after it was achieved.")
	no.Unless(isLine(r.Title), "title", "Give the title in one line of at most %d characters.", longestText)
	no.Unless(isLine(r.AwardingBody), "awarding_body", "Give who awards it in one line of at most %d characters.", longestText)
	no.Unless(r.AssessorOrg == "" || ods.MatchString(r.AssessorOrg), "assessor_org", "Give the ODS code of whose people assessed it: 1 to 12 capitals and digits.")
	no.Unless(r.Source == "" || slices.Contains(Sources, r.Source), "source", "This source is not known. Use manual, esr_csv, csv or credential.")
	no.Unless(isLine(r.Raw), "raw", "The line read is too long, or is not one line.")
	no.Unless(!r.Derived || r.ValidUntil != nil, "derived", "Only a day that was reckoned can be marked as derived.")
	if r.Framework == "cstf" {
		_, known := subjects[r.Code]
		no.Unless(known, "code", "This is not a subject of the Core Skills Training Framework.")
	}
	if err := no.Err(); err != nil {
		return Competency{}, err
	}
	return Competency{r: r}, nil
}

// Rehydrate is for the store only: it trusts what was validated when it was recorded.
func Rehydrate(r Record) Competency { return Competency{r: r} }

// Record gives the parts of the competency.
func (c Competency) Record() Record { return c.r }

// Best gives the competency that suffices for the longest: same subject, at least the level. A higher level satisfies a
// lower. found is false when there is none, whatever its date.
func Best(all []Competency, framework, code string, level int) (best Competency, found bool) {
	for _, c := range all {
		if c.r.Framework != framework || c.r.Code != code || c.r.Level < level {
			continue
		}
		if !found || lastsLonger(c.r.ValidUntil, best.r.ValidUntil) {
			best, found = c, true
		}
	}
	return best, found
}

func isLine(s string) bool {
	return len([]rune(s)) <= longestText && !strings.ContainsFunc(s, unicode.IsControl)
}

func lastsLonger(a, b *time.Time) bool {
	if b == nil {
		return false
	}
	return a == nil || a.After(*b)
}
