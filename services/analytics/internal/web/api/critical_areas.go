package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
)

// mountAreas adds the operations on critical areas.
func mountAreas(s *web.Server, a *app.CriticalAreas) {
	h := areaHandlers{areas: a}
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/critical-areas", ID: "critical-areas", Action: app.ViewCriticalAreas, Errors: []int{http.StatusNotFound},
		Summary:     "In which wards a gap is graver than elsewhere, and what was said of it before",
		Description: "Gaps are ranked by the newest version. Version 0 is the default, which nobody has changed.",
	}, h.show)
	web.Register(s, web.Op{
		Method: http.MethodPut, Path: "/critical-areas", ID: "change-critical-areas", Action: app.ChangeCriticalAreas, Errors: []int{http.StatusNotFound, http.StatusPreconditionFailed, http.StatusPreconditionRequired},
		Summary: "Say anew in which wards a gap is graver than elsewhere",
	}, h.change)
}

type areaHandlers struct{ areas *app.CriticalAreas }

// CriticalArea is a kind of ward where a gap is graver than elsewhere.
type CriticalArea struct {
	Name   string   `json:"name" maxLength:"200" doc:"The reason that people read."`
	Weight int      `json:"weight" doc:"What it adds to the rank of a gap, 5 to 60; a start within four hours adds 55."`
	Words  []string `json:"words" maxItems:"200" doc:"Parts of the codes of wards, or whole wards as employer/ward. Capitals do not count."`
}

// CriticalAreas is one version of them.
type CriticalAreas struct {
	Version   int64          `json:"version"`
	Areas     []CriticalArea `json:"areas"`
	ChangedBy string         `json:"changed_by,omitempty" doc:"An opaque id; nobody for the default."`
	ChangedAt *time.Time     `json:"changed_at,omitempty"`
}

func toAreas(v app.AreasVersion) CriticalAreas {
	out := CriticalAreas{Version: v.Version, ChangedBy: v.By}
	if v.Version > 0 {
		out.ChangedAt = &v.At
	}
	for _, a := range v.List {
		out.Areas = append(out.Areas, CriticalArea(a))
	}
	return out
}

type areasOutput struct {
	ETag string `header:"ETag"`
	Body struct {
		CriticalAreas
		Before []CriticalAreas `json:"before" doc:"The versions before it, newest first."`
	}
}

func (h areaHandlers) show(ctx context.Context, _ *struct{}) (*areasOutput, error) {
	all, err := h.areas.Versions(ctx)
	if err != nil {
		return nil, err
	}
	out := &areasOutput{ETag: web.ETag(all[0].Version)}
	out.Body.CriticalAreas, out.Body.Before = toAreas(all[0]), []CriticalAreas{}
	for _, v := range all[1:] {
		out.Body.Before = append(out.Body.Before, toAreas(v))
	}
	return out, nil
}

type changeAreasInput struct {
	IfMatch string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
	Body    struct {
		Areas []CriticalArea `json:"areas" maxItems:"200"`
	}
}

func (h areaHandlers) change(ctx context.Context, in *changeAreasInput) (*areasOutput, error) {
	list := make([]risk.Area, len(in.Body.Areas))
	for i, a := range in.Body.Areas {
		list[i] = risk.Area(a)
	}
	if _, err := h.areas.Change(ctx, list, func(version int64) error { return web.IfMatch(in.IfMatch, version) }); err != nil {
		return nil, err
	}
	return h.show(ctx, nil)
}
