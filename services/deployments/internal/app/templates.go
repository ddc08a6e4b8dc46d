package app

import (
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// Templates are the usual kinds of agreement with their documented defaults.
func Templates() []agreement.Template { return agreement.Templates }

// TemplateOf is the template of a code or model.
func TemplateOf(code string) (Template, error) {
	t, is := agreement.TemplateFor(code)
	if !is {
		return Template{}, unknownTemplate()
	}
	return t, nil
}

// FromTemplate gives the clauses of a template, or of the template that a model has. Title, parties and dates are empty.
func FromTemplate(code string) (Clauses, error) {
	t, err := TemplateOf(code)
	return t.Clauses, err
}

func unknownTemplate() error {
	return fault.New(fault.Invalid, "template_unknown", "Start from one of the templates.").WithFields(
		fault.Field{Location: "body.template", Message: "Choose one of licence_to_attend, home_pays, host_pays and lead_employer, or give the model."})
}
