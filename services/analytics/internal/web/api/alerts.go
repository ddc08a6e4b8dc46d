package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// mountAlerts adds the operations on rules and alerts.
func mountAlerts(s *web.Server, a *app.AlertRules) {
	h := alertHandlers{alerts: a}
	op := func(method, path, id string, action auth.Action, status int, summary string) web.Op {
		return web.Op{Method: method, Path: path, ID: id, Action: action, Status: status, Errors: []int{http.StatusNotFound}, Summary: summary}
	}
	web.Register(s, op(http.MethodGet, "/alerts", "alerts", app.ViewAlerts, 0, "Alerts, newest first"), h.list)
	web.Register(s, op(http.MethodPost, "/alerts/{id}/acknowledge", "acknowledge-alert", app.AcknowledgeAlert, 0, "Say that you have taken an alert on"), h.acknowledge)
	snooze := op(http.MethodPost, "/alerts/{id}/snooze", "snooze-alert", app.SnoozeAlert, 0, "Keep an alert quiet for a while")
	snooze.Description = "Nobody is called about its employer and staff group by its rule until then, also when it ends and comes again. If it stands then, those who were told are reminded."
	web.Register(s, snooze, h.snooze)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/alert-rules/try", ID: "try-alert-rule", Action: app.TryAlertRule, ReadOnly: true,
		Summary:     "What a rule would have called for in the last 28 days",
		Description: "Judged every quarter of an hour, rates every hour, on what had happened by then. Changes nothing.",
	}, h.try)
	web.Register(s, op(http.MethodGet, "/alert-rules", "alert-rules", app.ViewAlerts, 0, "The rules that call for somebody"), h.rules)
	web.Register(s, op(http.MethodPost, "/alert-rules", "add-alert-rule", app.ChangeAlertRules, http.StatusCreated, "A new rule"), h.add)
	web.Register(s, op(http.MethodGet, "/alert-rules/{id}", "alert-rule", app.ViewAlerts, 0, "One rule"), h.rule)
	change := op(http.MethodPut, "/alert-rules/{id}", "change-alert-rule", app.ChangeAlertRules, 0, "Change a rule, or turn it on or off")
	change.Errors = append(change.Errors, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	web.Register(s, change, h.change)
}

type alertHandlers struct{ alerts *app.AlertRules }

// RuleBody is what a rule says.
type RuleBody struct {
	Name         string `json:"name" minLength:"1" maxLength:"80"`
	What         string `json:"what" enum:"fill_below,rate_above,above_agreed,agency_early,silence" doc:"Booked fill of what starts soon; the usual rate against the median of all; a shift's rate against its rate card; shifts that agencies filled before the bank had its time; minutes since an employer's newest event."`
	Employer     string `json:"employer,omitempty" pattern:"^[A-Z0-9]{1,12}$" doc:"ODS code; every employer by itself when left out. An employer's rule looks at itself."`
	StaffGroup   string `json:"staff_group,omitempty" enum:"medical_dental,students,nursing_midwifery,allied_health,additional_scientific,healthcare_scientists,clinical_support,admin_clerical,estates_ancillary,supplementary"`
	Role         string `json:"role,omitempty" maxLength:"60" pattern:"^[a-z0-9_]+$" doc:"E.g. registered_nurse."`
	Period       string `json:"period,omitempty" enum:"day,night,weekend"`
	HoursAhead   int    `json:"hours_ahead,omitempty" minimum:"0" maximum:"336" doc:"For fill_below, rate_above and above_agreed: shifts that start within so many hours."`
	Raise        int64  `json:"raise" doc:"Thousandths for fill_below (call below), rate_above and above_agreed (call above); shifts for agency_early and minutes for silence (call above)."`
	Clear        int64  `json:"clear" doc:"From which value it is over: not lower than raise for fill_below, not higher for the others."`
	QuietMinutes int    `json:"quiet_minutes,omitempty" minimum:"0" maximum:"1440" doc:"How long an alert stays as it is before it may change."`
	On           bool   `json:"on" doc:"Alerts of a rule that is off are over."`
	Tell         string `json:"tell,omitempty" enum:"lead,post,approve,verify,finance,executive" doc:"Who is told: all who see its alerts when left out; the system's lead alone; or, of the employer's people beside the lead, those with a duty."`
}

func (b RuleBody) rule() alert.Rule {
	return alert.Rule{
		Name: b.Name, What: alert.What(b.What), Scope: alert.Scope{Employer: b.Employer, StaffGroup: b.StaffGroup, Role: b.Role, Period: b.Period},
		HoursAhead: b.HoursAhead, Raise: b.Raise, Clear: b.Clear, QuietMinutes: b.QuietMinutes, On: b.On, Tell: b.Tell,
	}
}

// Rule is a rule as it stands.
type Rule struct {
	ID      string `json:"rule_id" format:"uuid"`
	Version int64  `json:"version"`
	Owner   string `json:"owner,omitempty" doc:"The employer whose rule it is; left out for the system's."`
	Says    string `json:"says" doc:"What it calls for, in one sentence."`
	RuleBody
}

func toRule(r alert.Rule) Rule {
	return Rule{ID: r.ID.String(), Version: r.Version, Owner: r.Owner, Says: r.Says(), RuleBody: RuleBody{
		Name: r.Name, What: string(r.What), Employer: r.Scope.Employer, StaffGroup: r.Scope.StaffGroup, Role: r.Scope.Role,
		Period: r.Scope.Period, HoursAhead: r.HoursAhead, Raise: r.Raise, Clear: r.Clear, QuietMinutes: r.QuietMinutes, On: r.On, Tell: r.Tell,
	}}
}

type ruleOutput struct {
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     Rule
}

func ruleAnswer(r alert.Rule) *ruleOutput {
	return &ruleOutput{ETag: web.ETag(r.Version), Location: "/api/analytics/v1/alert-rules/" + r.ID.String(), Body: toRule(r)}
}

type rulesOutput struct {
	Body struct {
		Rules []Rule `json:"rules"`
	}
}

func (h alertHandlers) rules(ctx context.Context, _ *struct{}) (*rulesOutput, error) {
	rules, err := h.alerts.Rules(ctx)
	if err != nil {
		return nil, err
	}
	out := &rulesOutput{}
	for _, r := range rules {
		out.Body.Rules = append(out.Body.Rules, toRule(r))
	}
	return out, nil
}

type addRuleInput struct{ Body RuleBody }

func (h alertHandlers) add(ctx context.Context, in *addRuleInput) (*ruleOutput, error) {
	r, err := h.alerts.Add(ctx, in.Body.rule())
	if err != nil {
		return nil, err
	}
	return ruleAnswer(r), nil
}

// RuleRef names a rule or an alert in a path.
type RuleRef struct {
	ID string `path:"id" format:"uuid"`
}

func (r RuleRef) parse() (id.ID, error) {
	parsed, err := id.Parse(r.ID)
	if err != nil {
		return parsed, fault.New(fault.NotFound, "not_found", "There is no such rule or alert that you may see. Check the address.")
	}
	return parsed, nil
}

func (h alertHandlers) rule(ctx context.Context, in *RuleRef) (*ruleOutput, error) {
	rule, err := in.parse()
	if err != nil {
		return nil, err
	}
	r, err := h.alerts.Rule(ctx, rule)
	if err != nil {
		return nil, err
	}
	return ruleAnswer(r), nil
}

type changeRuleInput struct {
	RuleRef
	IfMatch string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
	Body    RuleBody
}

func (h alertHandlers) change(ctx context.Context, in *changeRuleInput) (*ruleOutput, error) {
	rule, err := in.parse()
	if err != nil {
		return nil, err
	}
	to := in.Body.rule()
	to.ID = rule
	r, err := h.alerts.Change(ctx, to, func(version int64) error { return web.IfMatch(in.IfMatch, version) })
	if err != nil {
		return nil, err
	}
	return ruleAnswer(r), nil
}

// Alert is one call of a rule.
type Alert struct {
	ID             string     `json:"alert_id" format:"uuid"`
	RuleID         string     `json:"rule_id" format:"uuid"`
	RuleName       string     `json:"rule_name"`
	What           string     `json:"what"`
	Employer       string     `json:"employer"`
	StaffGroup     string     `json:"staff_group,omitempty"`
	Status         string     `json:"status" enum:"raised,cleared"`
	RaisedAt       time.Time  `json:"raised_at"`
	Value          int64      `json:"value" doc:"What was seen when it was raised, in the units of the rule."`
	Shifts         int64      `json:"shifts,omitempty" doc:"How many shifts it rests on."`
	Sees           string     `json:"sees" doc:"What was seen, in words."`
	ClearedAt      *time.Time `json:"cleared_at,omitempty"`
	ClearedValue   *int64     `json:"cleared_value,omitempty" doc:"Left out when nothing was left to judge."`
	AcknowledgedAt *time.Time `json:"acknowledged_at,omitempty"`
	AcknowledgedBy string     `json:"acknowledged_by,omitempty" doc:"Opaque id of the person."`
	SnoozedUntil   *time.Time `json:"snoozed_until,omitempty" doc:"Until when nobody is called about it."`
}

func toAlert(a alert.Alert, r alert.Rule) Alert {
	out := Alert{
		ID: a.ID.String(), RuleID: a.RuleID.String(), RuleName: r.Name, What: string(a.What), Employer: a.Cell.Employer, StaffGroup: a.Cell.StaffGroup,
		Status: "raised", RaisedAt: a.RaisedAt, Value: a.Value.N, Shifts: a.Value.Shifts, Sees: alert.Rule{What: a.What}.Sees(a.Value),
		ClearedAt: a.ClearedAt, ClearedValue: a.ClearedValue, AcknowledgedAt: a.AcknowledgedAt, AcknowledgedBy: a.AcknowledgedBy, SnoozedUntil: a.SnoozedUntil,
	}
	if a.ClearedAt != nil {
		out.Status = "cleared"
	}
	return out
}

type alertsInput struct {
	Employer string `query:"employer" pattern:"^[A-Z0-9]{1,12}$" doc:"ODS code; all that you may see when left out."`
	Standing bool   `query:"standing" doc:"Only those that are not over."`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor   string `query:"cursor" maxLength:"300" doc:"next_cursor of the page before."`
}

type alertsOutput struct {
	Body struct {
		Alerts     []Alert `json:"alerts"`
		NextCursor string  `json:"next_cursor,omitempty"`
	}
}

// place is the last row of a page.
type place struct {
	At time.Time `json:"a"`
	ID id.ID     `json:"i"`
}

func (h alertHandlers) list(ctx context.Context, in *alertsInput) (*alertsOutput, error) {
	filters := struct {
		List, Employer string
		Standing       bool
	}{"alerts", in.Employer, in.Standing}
	last, _, err := web.DecodeCursor[place](filters, in.Cursor)
	if err != nil {
		return nil, err
	}
	found, err := h.alerts.List(ctx, app.AlertQuery{Employer: in.Employer, Standing: in.Standing, BeforeAt: last.At, BeforeID: last.ID, Most: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &alertsOutput{}
	for _, a := range found {
		out.Body.Alerts = append(out.Body.Alerts, toAlert(a.Alert, a.Rule))
	}
	if n := len(found); n == in.Limit {
		out.Body.NextCursor = web.EncodeCursor(filters, place{At: found[n-1].Alert.RaisedAt, ID: found[n-1].Alert.ID})
	}
	return out, nil
}

type alertOutput struct{ Body Alert }

func (h alertHandlers) acknowledge(ctx context.Context, in *RuleRef) (*alertOutput, error) {
	alertID, err := in.parse()
	if err != nil {
		return nil, err
	}
	a, err := h.alerts.Acknowledge(ctx, alertID)
	if err != nil {
		return nil, err
	}
	return &alertOutput{Body: toAlert(a.Alert, a.Rule)}, nil
}

type snoozeInput struct {
	RuleRef
	Body struct {
		Hours int `json:"hours" minimum:"1" maximum:"72"`
	}
}

func (h alertHandlers) snooze(ctx context.Context, in *snoozeInput) (*alertOutput, error) {
	alertID, err := in.parse()
	if err != nil {
		return nil, err
	}
	a, err := h.alerts.Snooze(ctx, alertID, time.Duration(in.Body.Hours)*time.Hour)
	if err != nil {
		return nil, err
	}
	return &alertOutput{Body: toAlert(a.Alert, a.Rule)}, nil
}

// Tried is what a rule would have done.
type Tried struct {
	From           time.Time `json:"from"`
	Until          time.Time `json:"until"`
	Raised         int       `json:"raised" doc:"How often it would have called."`
	Employers      int       `json:"employers" doc:"About how many employers."`
	Standing       int       `json:"standing" doc:"How many of its alerts would stand now."`
	LongestMinutes int       `json:"longest_minutes" doc:"How long the longest stood."`
	StepMinutes    int       `json:"step_minutes" doc:"How often the past was looked at: what came and went in between is not counted."`
}

type triedOutput struct{ Body Tried }

func (h alertHandlers) try(ctx context.Context, in *addRuleInput) (*triedOutput, error) {
	r := in.Body.rule()
	t, err := h.alerts.Try(ctx, r)
	if err != nil {
		return nil, err
	}
	return &triedOutput{Body: Tried{
		From: t.From, Until: t.Until, Raised: t.Raised, Employers: t.Employers, Standing: t.Standing,
		LongestMinutes: int(t.Longest / time.Minute), StepMinutes: int(r.Step() / time.Minute),
	}}, nil
}
