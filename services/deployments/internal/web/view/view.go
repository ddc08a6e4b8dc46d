// Package view has what the service's pages share: names for codes, tags for statuses, and how a refusal becomes the
// page that it came from.
package view

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// Names are the employers by code.
type Names map[string]string

// EmployerNames reads the register once for a page.
func EmployerNames(ctx context.Context, a *app.App) (Names, error) {
	all, err := a.AllEmployers(ctx)
	n := make(Names, len(all))
	for _, e := range all {
		n[e.ODS()] = e.Details().Name
	}
	return n, err
}

// OpenNames are the employers that are there today: those that can be chosen for what is to come.
func OpenNames(ctx context.Context, a *app.App) (Names, error) {
	all, err := a.AllEmployers(ctx)
	n, now := make(Names, len(all)), a.Now()
	for _, e := range all {
		if e.OpenAt(now) {
			n[e.ODS()] = e.Details().Name
		}
	}
	return n, err
}

// Codes are all codes, in order of the names.
func (n Names) Codes() []string {
	codes := slices.Collect(maps.Keys(n))
	slices.SortFunc(codes, func(a, b string) int { return strings.Compare(n[a]+a, n[b]+b) })
	return codes
}

// Of is the name with its code, since people know either.
func (n Names) Of(ods string) string {
	if n[ods] == "" {
		return ods
	}
	return n[ods] + " (" + ods + ")"
}

// Status is a tag's colour and words.
type Status struct {
	Kind layout.TagKind
	Text string
}

// AgreementStatus is the tag of an agreement.
func AgreementStatus(status string) Status {
	switch status {
	case app.Draft:
		return Status{layout.Grey, "Draft"}
	case app.Offered:
		return Status{layout.Yellow, "To be signed"}
	case app.InForce:
		return Status{layout.Green, "In force"}
	}
	return Status{layout.Red, "Ended"}
}

// ShortID is enough of an opaque id to tell two apart on a page.
func ShortID(id string) string {
	if i := strings.LastIndexByte(id, '-'); i >= 0 && len(id)-i > 8 {
		return id[len(id)-8:]
	}
	return id
}

// Refusal tells whether a form's page can show the error itself, and with which status.
func Refusal(err error) (*fault.Error, int, bool) {
	f := fault.Of(err)
	switch f.Kind {
	case fault.Invalid:
		return f, http.StatusUnprocessableEntity, true
	case fault.Conflict:
		return f, http.StatusConflict, true
	}
	return nil, 0, false
}

// Self is who looks at the page; the zero value is nobody.
func Self(ctx context.Context) auth.Principal {
	p, _ := auth.From(ctx)
	return p
}

// Options offers words as answers, those in chosen marked.
func Options(words []app.Word, chosen []string) []layout.Option {
	out := make([]layout.Option, len(words))
	for i, w := range words {
		out[i] = layout.Option{Value: w.Code, Text: w.Label, Hint: w.Sentence}
		for _, c := range chosen {
			out[i].Chosen = out[i].Chosen || c == w.Code
		}
	}
	return out
}
