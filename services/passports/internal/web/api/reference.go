package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountReference(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/reference", ID: "list-reference", Action: app.MayReadReference,
		Summary: "List the tables of reference data: refresh periods, what is asked of each staff group, restrictions, retention",
	}, a.listReference)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/reference/{kind}", ID: "get-reference", Action: app.MayReadReference, Errors: []int{http.StatusNotFound},
		Summary: "Read a table of reference data with where each row comes from, and who changed it, when and why",
	}, a.showReference)
	web.Register(s, web.Op{
		Method: http.MethodPut, Path: "/reference/{kind}", ID: "set-reference", Action: app.MaySetReference, Errors: []int{http.StatusNotFound, http.StatusConflict},
		Summary: "Replace a table of reference data, for the workforce lead of the system",
		Description: "over is the version that the change is made on top of, 0 for the table that Muster ships. What was recorded and decided stays as it is, and says " +
			"by which version. What is due is reckoned anew by another profile.",
	}, a.setReference)
}

type referenceListOutput struct {
	Body struct {
		Tables []app.ReferenceTable `json:"tables"`
	}
}

func (a API) listReference(ctx context.Context, _ *struct{}) (*referenceListOutput, error) {
	out := &referenceListOutput{}
	var err error
	out.Body.Tables, err = a.use.ListReference(ctx)
	return out, err
}

// ByReferenceKind is the path of one table.
type ByReferenceKind struct {
	Kind string `path:"kind" maxLength:"40" doc:"refresh, profile, restrictions or retention."`
}

type showReferenceInput struct {
	ByReferenceKind
	Version int64 `query:"version" minimum:"-1" default:"-1" doc:"An earlier version; 0 is the table that Muster ships. Absent: the one that counts."`
}

type referenceOutput struct{ Body app.ReferenceTable }

func (a API) showReference(ctx context.Context, in *showReferenceInput) (*referenceOutput, error) {
	t, err := a.use.ShowReference(ctx, in.Kind, in.Version)
	return &referenceOutput{Body: t}, err
}

type setReferenceInput struct {
	ByReferenceKind
	Body struct {
		Over int64              `json:"over" minimum:"0"`
		Why  string             `json:"why" minLength:"1" maxLength:"200" doc:"Why it is changed, in one line that names nobody."`
		Rows []app.ReferenceRow `json:"rows" minItems:"1" maxItems:"200" doc:"Each by the names of the table's columns."`
	}
}

func (a API) setReference(ctx context.Context, in *setReferenceInput) (*referenceOutput, error) {
	t, err := a.use.SetReference(ctx, in.Kind, app.NewReferenceTable{Over: in.Body.Over, Why: in.Body.Why, Rows: in.Body.Rows, RequestID: requestID(ctx)})
	if err != nil {
		return nil, inBody(err)
	}
	return &referenceOutput{Body: t}, nil
}
