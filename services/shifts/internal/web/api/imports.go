package api

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
)

// uploadLimit leaves room for what a form wraps around a file.
const uploadLimit = rosterfile.MaxBytes + 1<<20

func mountImports(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/import", ID: "import-roster", Action: app.PostShift, Status: http.StatusCreated, MaxBody: uploadLimit,
		Summary:     "Send the release of a roster as CSV or XLSX and see what it would post",
		Description: "Nothing is posted. At most 10 MB, 10,000 rows and 10,000 shifts; the layout is in docs/roster-import.md."}, h.importRoster)
	register(s, web.Op{Method: http.MethodGet, Path: "/imports", ID: "list-imports", Action: app.PostShift,
		Summary: "List your employer's imports, the latest first"}, h.imports)
	register(s, web.Op{Method: http.MethodGet, Path: "/imports/{id}", ID: "get-import", Action: app.PostShift, Errors: []int{http.StatusNotFound},
		Summary: "Read one import: what was understood, what is wrong, and how far it is"}, h.importOf)
	register(s, web.Op{Method: http.MethodGet, Path: "/imports/{id}/rows", ID: "list-import-rows", Action: app.PostShift, Errors: []int{http.StatusNotFound},
		Summary: "List the rows of an import as they were understood"}, h.importRows)
	register(s, web.Op{Method: http.MethodPost, Path: "/imports/{id}/mapping", ID: "explain-import", Action: app.PostShift, Errors: conflicts,
		Summary: "Say what the columns of an import are; it is remembered for your employer's next file"}, h.explainImport)
	register(s, web.Op{Method: http.MethodPost, Path: "/imports/{id}/commit", ID: "commit-import", Action: app.PostShift, Errors: conflicts,
		Summary:     "Post the rows of an import",
		Description: "All of its shifts appear at one moment. 200 when they are posted, 202 while a large import is being posted: read the import for its progress."}, h.commitImport)
	register(s, web.Op{Method: http.MethodPost, Path: "/imports/{id}/undo", ID: "undo-import", Action: app.PostShift, Errors: conflicts,
		Summary:     "Withdraw those shifts of an import that nobody has, once",
		Description: "Shifts that are taken, called off or started stay as they are and are listed under kept."}, h.undoImport)
	register(s, web.Op{Method: http.MethodGet, Path: "/import-mapping", ID: "get-import-mapping", Action: app.PostShift,
		Summary: "Read how your employer's rosters are read"}, h.mapping)
	register(s, web.Op{Method: http.MethodPut, Path: "/import-mapping", ID: "put-import-mapping", Action: app.PostShift, Errors: []int{http.StatusConflict},
		Summary: "Replace how your employer's rosters are read"}, h.putMapping)
}

type rosterForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"The roster: .csv or .xlsx."`
}

type importInput struct {
	RawBody huma.MultipartFormFiles[rosterForm]
}

type importOutput struct {
	Status   int
	Location string `header:"Location"`
	Body     importBody
}

func (h handlers) importRoster(ctx context.Context, in *importInput) (*importOutput, error) {
	defer func() { _ = in.RawBody.Form.RemoveAll() }()
	file, err := io.ReadAll(io.LimitReader(in.RawBody.Data().File, rosterfile.MaxBytes+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "body_unreadable", "The file could not be read whole. Send it again.").Because(err)
	}
	i, err := h.app.ReadRoster(ctx, file)
	if err != nil {
		return nil, err
	}
	return h.importAnswer(ctx, i, http.StatusCreated)
}

type importsOutput struct {
	Body struct {
		Imports []importBody `json:"imports"`
	}
}

func (h handlers) imports(ctx context.Context, _ *struct{}) (*importsOutput, error) {
	all, err := h.app.RosterImports(ctx)
	if err != nil {
		return nil, err
	}
	out := &importsOutput{}
	for _, i := range all {
		out.Body.Imports = append(out.Body.Imports, importBodyOf(i))
	}
	return out, nil
}

// ImportPath is the path of one import.
type ImportPath struct {
	ID string `path:"id" maxLength:"64"`
}

func (h handlers) importOf(ctx context.Context, in *ImportPath) (*importOutput, error) {
	importID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	i, err := h.app.RosterImport(ctx, importID)
	if err != nil {
		return nil, err
	}
	return h.importAnswer(ctx, i, http.StatusOK)
}

type importRowsInput struct {
	ImportPath
	Kind  string `query:"kind" enum:"good,bad,warned" doc:"Only rows that can be posted, that cannot, or that can but should be looked at."`
	After int    `query:"after" minimum:"0" doc:"The number of the last row of the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}

type importRowsOutput struct {
	Body struct {
		Rows []importRow `json:"rows"`
	}
}

func (h handlers) importRows(ctx context.Context, in *importRowsInput) (*importRowsOutput, error) {
	importID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	rows, err := h.app.RosterRows(ctx, importID, app.RowKind(in.Kind), in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &importRowsOutput{}
	for _, row := range rows {
		out.Body.Rows = append(out.Body.Rows, importRowOf(row))
	}
	return out, nil
}

type commitInput struct {
	ImportPath
	Body struct {
		Rows            string `json:"rows" enum:"all_or_nothing,only_good" doc:"Whether bad rows keep the good ones back."`
		LeaveOutRepeats bool   `json:"leave_out_repeats,omitempty" doc:"Pass over rows that ask for what the ward has posted already."`
		Again           bool   `json:"again,omitempty" doc:"Post a file that was posted before."`
	}
}

func (h handlers) commitImport(ctx context.Context, in *commitInput) (*importOutput, error) {
	return h.begin(ctx, in.ID, func(importID id.ID) (app.Imported, error) {
		return h.app.CommitRoster(ctx, importID, rosterimport.Choice{
			Which: rosterimport.Which(in.Body.Rows), LeaveOutRepeats: in.Body.LeaveOutRepeats, Again: in.Body.Again})
	})
}

func (h handlers) undoImport(ctx context.Context, in *ImportPath) (*importOutput, error) {
	return h.begin(ctx, in.ID, func(importID id.ID) (app.Imported, error) { return h.app.UndoRoster(ctx, importID) })
}

// begin answers 202 while the work goes on.
func (h handlers) begin(ctx context.Context, raw string, what func(id.ID) (app.Imported, error)) (*importOutput, error) {
	importID, err := byID(raw)
	if err != nil {
		return nil, err
	}
	i, err := what(importID)
	if err != nil {
		return nil, err
	}
	status := http.StatusOK
	if s := i.State.Status; s == rosterimport.Committing || s == rosterimport.Undoing {
		status = http.StatusAccepted
	}
	return h.importAnswer(ctx, i, status)
}

type explainInput struct {
	ImportPath
	Body mappingBody
}

func (h handlers) explainImport(ctx context.Context, in *explainInput) (*importOutput, error) {
	return h.begin(ctx, in.ID, func(importID id.ID) (app.Imported, error) {
		return h.app.ExplainRoster(ctx, importID, in.Body.mapping())
	})
}

// mappingBody is rosterfile.Mapping in JSON.
type mappingBody struct {
	Columns   map[string]string            `json:"columns,omitempty" doc:"The field of each heading, e.g. \"Unit\": \"ward\". Case, spaces and signs in headings do not matter."`
	DateOrder string                       `json:"date_order,omitempty" enum:"dmy,mdy," doc:"How 01/02/2028 is to be read; dmy unless said otherwise."`
	Fixed     map[string]string            `json:"fixed,omitempty" doc:"What stands where a field's column or cell is missing."`
	Codes     map[string]map[string]string `json:"codes,omitempty" doc:"For each field your own words and Muster's codes, e.g. \"role\": {\"RN\": \"registered_nurse\"}."`
}

func (b mappingBody) mapping() rosterfile.Mapping {
	m := rosterfile.Mapping{DateOrder: b.DateOrder, Columns: map[string]rosterfile.Field{}, Fixed: map[rosterfile.Field]string{}, Codes: map[rosterfile.Field]map[string]string{}}
	for heading, f := range b.Columns {
		m.Columns[heading] = rosterfile.Field(f)
	}
	for f, v := range b.Fixed {
		m.Fixed[rosterfile.Field(f)] = v
	}
	for f, words := range b.Codes {
		m.Codes[rosterfile.Field(f)] = words
	}
	return m
}

func mappingBodyOf(m rosterfile.Mapping) mappingBody {
	b := mappingBody{DateOrder: m.DateOrder, Columns: map[string]string{}, Fixed: map[string]string{}, Codes: map[string]map[string]string{}}
	for heading, f := range m.Columns {
		b.Columns[heading] = string(f)
	}
	for f, v := range m.Fixed {
		b.Fixed[string(f)] = v
	}
	for f, words := range m.Codes {
		b.Codes[string(f)] = words
	}
	return b
}

type mappingOutput struct {
	ETag string `header:"ETag"`
	Body mappingBody
}

func (h handlers) mapping(ctx context.Context, _ *struct{}) (*mappingOutput, error) {
	m, version, err := h.app.RosterMapping(ctx)
	if err != nil {
		return nil, err
	}
	return &mappingOutput{ETag: web.ETag(version), Body: mappingBodyOf(m)}, nil
}

func (h handlers) putMapping(ctx context.Context, in *struct{ Body mappingBody }) (*mappingOutput, error) {
	if _, err := h.app.PutRosterMapping(ctx, in.Body.mapping()); err != nil {
		return nil, err
	}
	return h.mapping(ctx, nil)
}
