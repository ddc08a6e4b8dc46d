package verify

import (
	"slices"

	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Choice is one thing that a receiver can ask for on the page: little of each credential, and what the worker may leave
// out marked so. The API can ask for any claim.
type Choice struct {
	Code, Text string
	ask        app.AskFor
}

// Choices are what the page offers.
var Choices = []Choice{
	{"identity", "Name and identity check", app.AskFor{Type: "identity/1", Claims: []string{"given_name", "family_name", "outcome"}, Optional: []string{"checked_on", "gpg45_level"}}},
	{"registration", "Professional registration", app.AskFor{Type: "professional-registration/1", Claims: []string{"regulator", "registration_status", "conditions", "expires"}, Optional: []string{"number"}}},
	{"right_to_work", "Right to work", app.AskFor{Type: "right-to-work/1", Claims: []string{"outcome", "valid_until"}, Optional: []string{"method"}}},
	{"dbs", "Criminal record check (DBS)", app.AskFor{Type: "dbs/1", Claims: []string{"outcome", "check_level", "workforce"}, Optional: []string{"issued_on", "update_service"}}},
	{"health", "Work health assessment", app.AskFor{Type: "occupational-health/1", Claims: []string{"cleared", "restrictions_class"}, Optional: []string{"epp_cleared"}}},
	{"deployment", "Authority to work for us in this shift (across employers)", app.AskFor{Type: "deployment-authority/1", Claims: []string{"home_org", "host_org", "sites", "from", "to"}, Optional: []string{"agreement_id", "indemnity"}, Spare: true}},
	{"references", "Employment history and references", app.AskFor{Type: "references/1", Claims: []string{"outcome"}, Optional: []string{"years_covered"}, Spare: true}},
	{"competencies", "Training and competencies (all of them)", app.AskFor{Type: "competency/1", Claims: []string{"framework", "code", "competency_level", "valid_until"}, Optional: []string{"title"}, Spare: true, Several: true}},
}

// AsksOf are the asks of what was ticked.
func AsksOf(want []string) []app.AskFor {
	var out []app.AskFor
	for _, c := range Choices {
		if slices.Contains(want, c.Code) {
			out = append(out, c.ask)
		}
	}
	return out
}
