package whypage

import (
	"strings"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Approve}}
	base := View{
		Title: "East Kent Hospitals (RVV) to Medway NHS Foundation Trust (RPA)", Status: statuses["authorised"],
		About: []layout.Row{
			{Key: "Shift", Value: "Tue 24 Nov 2026 at 19:30 to Wed 25 Nov 2026 at 07:30", TestID: "shift"},
			{Key: "Where", Value: "Medway Maritime Hospital (RPA02)"}, {Key: "As", Value: "Nursing and midwifery registered, Band 5"}, {Key: "Worker", Value: "a1b2c3d4"},
		},
	}
	yes := Answer{
		Heading: headings["booking_requested"], When: "Mon 23 Nov 2026 at 09:00", Agreement: "Kent nurses, version 2", Href: "/agreements/1/versions/2",
		Digest: strings.Repeat("0a", 32), Same: true,
		Reasons: []reason.Reason{{Code: "VISA_SECOND_JOB_CAP", Weight: reason.Soft, Message: "These hours count against the 20 hours a week that a sponsored worker may work elsewhere.", Fix: "Keep an eye on the week's hours."}},
	}
	no := Answer{
		Heading: headings["passport_changed"], When: "Mon 23 Nov 2026 at 17:00", Digest: strings.Repeat("1b", 32), Same: true,
		Reasons: []reason.Reason{{Code: "CONSENT_MISSING", Weight: reason.Hard, Message: "The worker has not said yes to Medway NHS Foundation Trust.", Fix: "Open Share my passport and say yes to Medway NHS Foundation Trust."}},
	}
	revoked, refused, broken := base, base, base
	base.Answers = []Answer{yes}
	revoked.Status, revoked.Answers = statuses["revoked"], []Answer{yes, no}
	refused.Status, refused.Answers = statuses["refused"], []Answer{no}
	other := yes
	other.Same, other.Inputs = false, `{"engine":1,"placement":{}}`
	broken.Answers = []Answer{other}
	return []web.Story{
		{Name: "Why a deployment: covered", Component: Page(base), Principal: who},
		{Name: "Why a deployment: revoked", Component: Page(revoked), Principal: who},
		{Name: "Why a deployment: refused", Component: Page(refused), Principal: who},
		{Name: "Why a deployment: cannot be given again, for an auditor", Component: Page(broken), Principal: auth.Principal{Subject: "story", Role: auth.Auditor}},
	}
}
