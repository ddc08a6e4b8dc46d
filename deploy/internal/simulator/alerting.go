package simulator

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/deploy/internal/history"
)

// mostRules is how many rules a lead makes: more would call for the same again.
const mostRules = 4

const analytics = "/api/analytics/v1/"

// rules are what a lead of a staff bank asks to be called for, the nearest first.
var rules = []map[string]any{
	{"name": "Too little filled within three days", "what": "fill_below", "hours_ahead": 72, "raise": 950, "clear": 970, "quiet_minutes": 15, "on": true},
	{"name": "Agencies before the bank", "what": "agency_early", "raise": 0, "clear": 0, "quiet_minutes": 60, "on": true},
	{"name": "Far above the others", "what": "rate_above", "hours_ahead": 168, "raise": 200, "clear": 150, "quiet_minutes": 60, "on": true, "tell": "executive"},
	{"name": "Above the rate card", "what": "above_agreed", "hours_ahead": 168, "raise": 100, "clear": 50, "quiet_minutes": 60, "on": true, "tell": "finance"},
}

// makeAlertRule is a lead who asks to be called, after a look at how often that would have been.
func (s *Simulator) makeAlertRule(ctx context.Context) error {
	lead := s.as(history.Lead(s.World.ICS))
	var kept struct{ Rules []struct{ Name string } }
	if err := lead.Get(ctx, analytics+"alert-rules", &kept); err != nil {
		return err
	}
	if len(kept.Rules) >= mostRules {
		return errIdle
	}
	for _, r := range rules {
		if slices.ContainsFunc(kept.Rules, func(k struct{ Name string }) bool { return k.Name == r["name"] }) {
			continue
		}
		var tried struct{ Raised int }
		if err := lead.Post(ctx, analytics+"alert-rules/try", r, &tried); err != nil {
			return err
		}
		return lead.Post(ctx, analytics+"alert-rules", r, nil)
	}
	return errIdle
}

// acknowledgeAlert is a lead who takes on an alert, and reads the inbox.
func (s *Simulator) acknowledgeAlert(ctx context.Context) error {
	lead := s.as(history.Lead(s.World.ICS))
	var standing struct {
		Alerts []struct {
			AlertID        string  `json:"alert_id"`
			AcknowledgedAt *string `json:"acknowledged_at"`
		}
	}
	if err := lead.Get(ctx, analytics+"alerts?standing=true&limit=200", &standing); err != nil {
		return err
	}
	for _, a := range standing.Alerts {
		if a.AcknowledgedAt != nil {
			continue
		}
		if err := lead.Post(ctx, analytics+"alerts/"+a.AlertID+"/acknowledge", none, nil); err != nil {
			return err
		}
		var inbox struct{ Notices []struct{ N int64 } }
		if err := lead.Get(ctx, analytics+"alert-inbox?limit=1", &inbox); err != nil || len(inbox.Notices) == 0 {
			return err
		}
		return lead.Post(ctx, analytics+"alert-inbox/read", map[string]any{"up_to": inbox.Notices[0].N}, nil)
	}
	return errIdle
}
