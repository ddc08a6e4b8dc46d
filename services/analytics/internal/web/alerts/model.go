package alerts

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is the page of what stands and what is over.
type View struct {
	Fault          *fault.Error
	Names          app.Names
	Standing, Over []Alert
	Older          string
	// Inbox and Webhooks tell whether who looks has them; Unread and Dead count what waits there.
	Inbox, Webhooks bool
	Unread, Dead    int
}

// Alert is one call of a rule, in words.
type Alert struct {
	ID, Employer, StaffGroup, Rule, Sees string
	Raised, Over, OverAt                 string
	// Taken says who has taken it on, Quiet until when nobody is called; empty for neither.
	Taken, Quiet string
	// MayTake and MayQuiet say which buttons it has.
	MayTake, MayQuiet bool
}

// Where is the employer, and the staff group where the rule tells them apart.
func (a Alert) Where() string {
	if a.StaffGroup == "" {
		return a.Employer
	}
	return a.Employer + ", " + a.StaffGroup
}

func alertOf(a app.ListedAlert, names app.Names, who auth.Principal, now time.Time, may bool) Alert {
	x := a.Alert
	out := Alert{
		ID: x.ID.String(), Employer: names.Employer(x.Cell.Employer), Rule: a.Rule.Name, Sees: alert.Rule{What: x.What}.Sees(x.Value),
		Raised: layout.Moment(x.RaisedAt), MayTake: may && x.AcknowledgedAt == nil, MayQuiet: may && !x.Snoozed(now),
	}
	if x.Cell.StaffGroup != "" {
		out.StaffGroup = words.StaffGroup(x.Cell.StaffGroup)
	}
	if x.AcknowledgedAt != nil {
		by := "the system's lead"
		switch {
		case x.AcknowledgedBy == who.Subject:
			by = "you"
		case x.AcknowledgedFor != "":
			by = "somebody of " + names.Employer(x.AcknowledgedFor)
		}
		out.Taken = "Taken on by " + by + " on " + layout.Moment(*x.AcknowledgedAt)
	}
	if x.ClearedAt == nil && x.Snoozed(now) {
		out.Quiet = "Quiet until " + layout.Moment(*x.SnoozedUntil)
	}
	if x.ClearedAt != nil {
		out.OverAt, out.Over = layout.Moment(*x.ClearedAt), "nothing was left to judge"
		if x.ClearedValue != nil {
			out.Over = value(x.What, *x.ClearedValue)
		}
	}
	return out
}

// value is a figure without what it rests on.
func value(w alert.What, n int64) string {
	switch w {
	case alert.FillBelow:
		return alert.Percent(n) + " filled"
	case alert.RateAbove:
		return alert.Percent(n) + " above the median"
	case alert.AboveAgreed:
		return alert.Percent(n) + " above the rate card"
	case alert.AgencyEarly:
		return words.Shifts(n) + " before the bank had its time"
	}
	return "silent for " + layout.Duration(time.Duration(n)*time.Minute)
}

// InboxView is the inbox.
type InboxView struct {
	Notices []Notice
	Unread  int
	// Latest is the number of the first notice; Older the address of those before the last, if there are any.
	Latest int64
	Older  string
	// PushKey is empty where no push messages are sent.
	PushKey string
	// Employer tells that it is an employer's.
	Employer bool
}

// Notice is one line.
type Notice struct {
	Headline, Detail, At string
	Kind                 layout.TagKind
	What                 string
	New                  bool
}

func noticeOf(n app.Notice, names app.Names, unread bool) Notice {
	a := alertOf(n.ListedAlert, names, auth.Principal{}, n.At, false)
	out := Notice{Headline: a.Where(), Detail: a.Rule + ": " + a.Sees + ".", At: layout.Moment(n.At), New: unread, Kind: layout.Red, What: "Alert"}
	switch n.Kind {
	case "reminded":
		out.What, out.Detail = "Still", a.Rule+": still so since "+a.Raised+"."
	case "cleared":
		out.Kind, out.What, out.Detail = layout.Green, "Over", a.Rule+": "+a.Over+"."
	}
	return out
}
