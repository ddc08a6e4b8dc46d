package recordpage

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// particular are the questions of one type of check beside those of all.
var particular = map[string][]question{
	"identity": {
		{name: "gpg45_level", label: "Level of confidence (optional)", hint: "GOV.UK Good Practice Guide 45.", kind: choice, codes: app.FormCodes("gpg45_level")},
		{name: "gpg45_profile", label: "Profile (optional)", hint: "For example M1A.", kind: text},
	},
	"right_to_work": {
		{name: "level", label: "Which list are the documents on?", kind: choice, codes: app.FormCodes("right_to_work_list")},
		{name: "review_due", label: "When is the follow-up check due? (optional)", kind: date},
	},
	"references": {
		{name: "years_covered", label: "Years covered (optional)", hint: "Three in a row, or one factual reference from NHS to NHS.", kind: number},
		{name: "gaps_explained", label: "Gaps", kind: ticks, codes: []string{"yes"}, words: func(string) string { return "Every gap is explained" }},
	},
	"dbs": {
		{name: "level", label: "Level", hint: "Never above what the role allows.", kind: choice, codes: app.FormCodes("dbs_level")},
		{name: "workforce", label: "Workforce", kind: radios, codes: app.FormCodes("workforce")},
		{name: "barred_lists", label: "Barred lists that were searched", kind: ticks, codes: []string{"adult", "child"}},
		{name: "issued_on", label: "Day on the certificate (optional)", kind: date},
		{name: "update_service", label: "Update Service", kind: ticks, codes: []string{"yes"}, words: func(string) string { return "The person subscribes to it" }},
		{name: "status_checked_on", label: "When the Update Service last confirmed it (optional)", kind: date},
	},
	"occupational_health": {
		{name: "level", label: "Functional outcome", hint: "Never a diagnosis.", kind: choice, codes: app.FormCodes("health_level")},
		{name: "restrictions", label: "Restrictions that the ward keeps to", kind: ticks, offers: restrictions},
		{name: "epp_cleared_until", label: "Cleared for exposure-prone procedures until (optional)", kind: date},
		{name: "immunity_met", label: "Is the immunity profile of the role met? (optional)", kind: choice, codes: []string{"yes", "no"}},
		{name: "review_due", label: "When is it reviewed? (optional)", kind: date},
	},
}

var before = []question{
	{name: "outcome", label: "What did it find?", hint: "Withdrawn ends an earlier record.", kind: choice, codes: app.FormCodes("outcome")},
	{name: "checked_on", label: "When was it done?", kind: date},
}

var after = []question{
	{name: "method", label: "How was it done? (optional)", hint: "A code, for example documents_in_person. Never a document number.", kind: text},
	{name: "valid_until", label: "Last day on which it holds (optional)", hint: "Leave this empty when it does not expire.", kind: date},
	{name: "evidence.reference", label: "Where is the proof kept? (optional)", hint: "A reference to your own files, in one line: never the document. It is kept sealed.", kind: oneLine},
	{name: "evidence.kind", label: "What sort of document is it? (optional)", hint: "A code, for example passport.", kind: text},
	{name: "evidence.expires", label: "When does the document itself run out? (optional)", kind: date},
	{name: "evidence.destroy_after", label: "When must the reference be gone? (optional)", hint: "That of a criminal record check goes after six months at the latest.", kind: date},
}

// correcting is asked when the record takes the place of another.
var correcting = []question{
	{name: "supersedes", kind: hidden},
	{name: "recorded_reason", label: "Why does this record take the place of the earlier one?", kind: choice, codes: app.FormCodes("recorded_reason")},
}

// checkForms are a form for each type of check.
func checkForms() map[string]form {
	out := map[string]form{}
	for name, more := range particular {
		qs := append(append([]question{}, before...), more...)
		f := form{
			title: "Record a check: " + app.DueName("check", name, 0), button: "Record the check", done: "The check is recorded.", action: app.MayManage,
			intro:     "Every employer that relies on the passport sees the outcome and its dates at once. What no longer holds un-books what rests on it.",
			questions: append(qs, after...), send: sendCheck(name),
		}
		if name == "occupational_health" {
			f.action = app.MayRecordHealth
			f.intro = "For occupational health alone. Only the functional outcome leaves the home employer; the ward reads the restrictions on the passport card."
		}
		out[name] = f
	}
	return out
}

func sendCheck(name string) func(context.Context, *app.Passports, answers) error {
	return func(ctx context.Context, use *app.Passports, a answers) error {
		n := readCheck(name, a)
		if err := a.dates.Err(); err != nil {
			return err
		}
		_, err := use.RecordCheck(ctx, a.worker, n, a.requestID)
		return err
	}
}

func readCheck(name string, a answers) app.NewCheck {
	t := a.dates
	n := app.NewCheck{
		Type: name, Outcome: a.get("outcome"), Method: a.get("method"), Level: a.get("level"), CheckedOn: t.Begin("checked_on", a.get("checked_on")),
		ValidUntil: t.End("valid_until", a.end("valid_until")), ReviewDue: t.End("review_due", a.end("review_due")), Why: a.get("recorded_reason"),
	}
	switch name {
	case "identity":
		n.Particulars.GPG45Level, n.Particulars.GPG45Profile = a.get("gpg45_level"), a.get("gpg45_profile")
	case "references":
		n.Particulars.YearsCovered, n.Particulars.GapsExplained = a.number("years_covered"), a.yes("gaps_explained")
	case "dbs":
		n.Workforce, n.Particulars.BarredLists, n.Particulars.UpdateService = a.get("workforce"), a.chosen("barred_lists"), a.yes("update_service")
		n.Particulars.IssuedOn = t.BeginOf("issued_on", a.get("issued_on"))
		n.Particulars.StatusCheckedOn = t.BeginOf("status_checked_on", a.get("status_checked_on"))
	case "occupational_health":
		n.Restrictions, n.EPPClearedUntil = a.chosen("restrictions"), t.End("epp_cleared_until", a.end("epp_cleared_until"))
		n.Particulars.ImmunityMet = a.maybe("immunity_met")
	}
	if ref := a.get("evidence.reference"); ref != "" || a.get("evidence.kind") != "" {
		n.Evidence = &app.NewReference{
			Kind: a.get("evidence.kind"), Text: ref, Expires: t.End("evidence.expires", a.end("evidence.expires")),
			DestroyAfter: t.End("evidence.destroy_after", a.end("evidence.destroy_after")),
		}
	}
	if old := a.get("supersedes"); old != "" {
		var err error
		if n.Supersedes, err = id.Parse(old); err != nil {
			t.Refuse("recorded_reason", "The record that this one takes the place of is not known. Open the passport and choose it again.")
		}
	}
	return n
}
