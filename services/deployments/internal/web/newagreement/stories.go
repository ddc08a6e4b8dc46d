package newagreement

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Approve}}
	names := view.Names{"RVV": "East Kent Hospitals", "RPA": "Medway NHS FT", "RWF": "Maidstone and Tunbridge Wells"}
	empty := viewOf("RVV", names, []string{"RPA", "RWF"}, url.Values{"at_end": {"honour"}}, nil)
	refused := viewOf("RVV", names, []string{"RPA", "RWF"}, url.Values{"title": {"Kent nurses"}, "parties": {"RPA"}},
		fault.New(fault.Invalid, "agreement_invalid", "The agreement cannot be drafted as it stands.").WithFields(
			fault.Field{Location: "body.model", Message: "Choose who employs and pays."},
			fault.Field{Location: "body.from", Message: "Enter a date between 1948 and 2099."},
		))
	return []web.Story{
		{Name: "Draft an agreement: empty", Component: Page(empty), Principal: who},
		{Name: "Draft an agreement: refused", Component: Page(refused), Principal: who},
	}
}
