package app

import (
	"maps"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions on what alerts tell, and to whom.
const (
	SnoozeAlert    auth.Action = "alerts.snooze"
	TryAlertRule   auth.Action = "alerts.try_rule"
	ReadAlertInbox auth.Action = "alerts.inbox"
	RingBrowser    auth.Action = "alerts.browser"
	ViewWebhooks   auth.Action = "alerts.webhooks"
	ChangeWebhooks auth.Action = "alerts.change_webhooks"

	ViewDisplays   auth.Action = "fill_rate.displays"
	ChangeDisplays auth.Action = "fill_rate.change_displays"
)

// alertPolicy adds who may do them. What leaves the system is for the lead and for an employer's executives.
func alertPolicy(p auth.Policy) auth.Policy {
	maps.Copy(p, auth.Policy{
		SnoozeAlert: ownOrLead, TryAlertRule: ownOrLead, ReadAlertInbox: ownOrLead, RingBrowser: ownOrLead,
		ViewWebhooks: executivesOr(ownOrSystem), ChangeWebhooks: executivesOr(ownOrLead),
		ViewDisplays: ownOrSystem, ChangeDisplays: executivesOr(ownOrLead),
	})
	return p
}

func executivesOr(rule func(auth.Principal, auth.Facts) error) func(auth.Principal, auth.Facts) error {
	return func(p auth.Principal, f auth.Facts) error {
		if err := rule(p, f); err != nil {
			return err
		}
		if p.Role == auth.Employer && !p.Has(auth.Executive) {
			return fault.New(fault.Forbidden, "executives_only", "What leaves the system is for your employer's executives to decide. Ask one of them.")
		}
		return nil
	}
}
