// Package alertrules is the pages on the rules that call for somebody: which there are, and the form of each.
package alertrules

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/forms"
)

// Handler answers for the pages.
type Handler struct {
	Alerts *app.AlertRules
	Rates  *app.FillRates
}

const path = app.AlertsPath + "/rules"

// List answers GET /fill-rate/alerts/rules.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	rules, err := h.Alerts.Rules(r.Context())
	if err != nil {
		return err
	}
	names, err := h.Rates.Names(r.Context())
	if err != nil {
		return err
	}
	v := ListView{May: forms.May(r.Context(), app.ChangeAlertRules), Saved: r.URL.Query().Has("saved")}
	who := forms.Self(r.Context())
	replaced := h.Alerts.Replaced(rules)
	for _, rule := range rules {
		v.Rules = append(v.Rules, lineOf(rule, names, who))
		if by, rests := replaced[rule.ID]; rests {
			v.Rules[len(v.Rules)-1].Rests = "Rests: " + by.Name + " judges instead"
		}
	}
	return web.Render(w, r, http.StatusOK, ListPage(v))
}

// New answers GET /fill-rate/alerts/rules/new: first what the rule looks at, then the form.
func (h Handler) New(w http.ResponseWriter, r *http.Request) error {
	if !forms.May(r.Context(), app.ChangeAlertRules) {
		return fault.New(fault.Forbidden, "auditors_look", "Auditors look and change nothing. Ask the system's lead.")
	}
	what := alert.What(r.URL.Query().Get("what"))
	if !slices.Contains(alert.Whats, what) {
		return web.Render(w, r, http.StatusOK, ChoosePage())
	}
	return h.form(w, r, http.StatusOK, started[what], nil, nil, nil)
}

// Edit answers GET /fill-rate/alerts/rules/{id}.
func (h Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	rule, err := h.rule(r)
	if err != nil {
		return err
	}
	return h.form(w, r, http.StatusOK, rule, nil, nil, nil)
}

func (h Handler) rule(r *http.Request) (alert.Rule, error) {
	ruleID, err := forms.PathID(r)
	if err != nil {
		return alert.Rule{}, err
	}
	return h.Alerts.Rule(r.Context(), ruleID)
}

// Add answers POST /fill-rate/alerts/rules/new, which tries the rule or keeps it.
func (h Handler) Add(w http.ResponseWriter, r *http.Request) error {
	what := alert.What(r.PostForm.Get("what"))
	if !slices.Contains(alert.Whats, what) {
		return fault.New(fault.Invalid, "invalid_input", "Choose what the rule looks at, and begin again.")
	}
	rule := started[what]
	rule.ID = id.Nil
	return h.save(w, r, rule, func(to alert.Rule) error {
		_, err := h.Alerts.Add(r.Context(), to)
		return err
	})
}

// Save answers POST /fill-rate/alerts/rules/{id}, which tries the rule as it was filled in or keeps it.
func (h Handler) Save(w http.ResponseWriter, r *http.Request) error {
	rule, err := h.rule(r)
	if err != nil {
		return err
	}
	return h.save(w, r, rule, func(to alert.Rule) error {
		_, err := h.Alerts.Change(r.Context(), to, forms.Seen(r.PostForm))
		return err
	})
}

func (h Handler) save(w http.ResponseWriter, r *http.Request, rule alert.Rule, keep func(alert.Rule) error) error {
	to, f := enter(rule, r.PostForm)
	if f != nil {
		return h.form(w, r, http.StatusUnprocessableEntity, to, r.PostForm, f, nil)
	}
	if r.PostForm.Get("do") == "try" {
		tried, err := h.Alerts.Try(r.Context(), to)
		if f, status := forms.Refusal(err); f != nil {
			return h.form(w, r, status, to, r.PostForm, f, nil)
		}
		if err != nil {
			return err
		}
		return h.form(w, r, http.StatusOK, to, r.PostForm, nil, &tried)
	}
	err := keep(to)
	if f, status := forms.Refusal(err); f != nil {
		return h.form(w, r, status, to, r.PostForm, f, nil)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, path+"?saved=1", http.StatusSeeOther)
	return nil
}

// Switch answers POST /fill-rate/alerts/rules/{id}/switch: on or off.
func (h Handler) Switch(w http.ResponseWriter, r *http.Request) error {
	rule, err := h.rule(r)
	if err != nil {
		return err
	}
	rule.On = r.PostForm.Get("on") == "yes"
	_, err = h.Alerts.Change(r.Context(), rule, forms.Seen(r.PostForm))
	if f, status := forms.Refusal(err); f != nil {
		return h.form(w, r, status, rule, nil, f, nil)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, path+"?saved=1", http.StatusSeeOther)
	return nil
}

func (h Handler) form(w http.ResponseWriter, r *http.Request, status int, rule alert.Rule, typed url.Values, f *fault.Error, tried *app.Tried) error {
	names, err := h.Rates.Names(r.Context())
	if err != nil {
		return err
	}
	roles, err := h.Alerts.Roles(r.Context())
	if err != nil {
		return err
	}
	who := forms.Self(r.Context())
	v := formOf(rule, typed, f, tried, choices{names: names, roles: roles, lead: who.Role != auth.Employer})
	v.May = forms.May(r.Context(), app.ChangeAlertRules)
	return web.Render(w, r, status, FormPage(v))
}
