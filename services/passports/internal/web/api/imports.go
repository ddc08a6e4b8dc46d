package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
)

// uploadLimit leaves room for what a form wraps around a file.
const uploadLimit = sheet.MaxBytes + 1<<20

func (a API) mountImports(s *web.Server) {
	absent, conflicts := []int{http.StatusNotFound}, []int{http.StatusNotFound, http.StatusConflict}
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/imports/{kind}", ID: "read-import", Action: app.MayImport, Status: http.StatusCreated, MaxBody: uploadLimit, Errors: absent,
		Summary:     "Send a file of records as CSV or XLSX and see what it would record",
		Description: "Nothing is recorded. At most 10 MB and 10,000 rows; the formats are in docs/passport-import.md. Answers never repeat what the file says of people.",
	}, a.readImport)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/imports", ID: "list-imports", Action: app.MayImport, Summary: "List your employer's files, the latest first",
	}, a.listImports)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/imports/{id}", ID: "show-import", Action: app.MayImport, Errors: absent,
		Summary: "Read one file: what its rows come to, what is wrong, and how far it is",
	}, a.showImport)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/imports/{id}/rows", ID: "list-import-rows", Action: app.MayImport, Errors: absent,
		Summary: "List the rows of a file with what became of each",
	}, a.importRows)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/imports/{id}/apply", ID: "apply-import", Action: app.MayImport, Errors: conflicts,
		Summary:     "Record the accepted rows of a file",
		Description: "Each worker's rows are one change of that passport. A large file is still being applied when this answers: read the import for its progress.",
	}, a.applyImport)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/imports/{id}/withdraw", ID: "withdraw-import", Action: app.MayImport, Errors: conflicts,
		Summary:     "Take back the competencies that came of a wrong file",
		Description: "They stay recorded and count no more; bookings ahead that relied on them end.",
	}, a.withdrawImport)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/import-queue", ID: "list-import-queue", Action: app.MayImport,
		Summary: "List the words that rows wait for: names of competencies and statuses of registers that nobody has given a meaning yet",
	}, a.importQueue)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/import-queue", ID: "explain-import-word", Action: app.MayImport, Errors: absent,
		Summary:     "Say once what a word means, for this and every later file of your employer",
		Description: "Rows that wait for it are understood anew; apply their file to record them.",
	}, a.explainWord)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/workers/{id}/staff-number", ID: "set-staff-number", Action: app.MayManage, Errors: conflicts,
		Summary: "Seal by which number the home employer knows the worker, so that rows of files find the passport",
	}, a.staffNumber)
}

type importForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"The file: .csv or .xlsx."`
}

type readImportInput struct {
	Kind     string `path:"kind" doc:"esr, competencies, workers, nmc, gmc or hcpc."`
	WorkerID string `query:"worker_id" doc:"Whose competencies the file holds, when it names nobody."`
	AsOf     string `query:"as_of" doc:"When the register was read: a date (its beginning in London) or an RFC 3339 time; absent means now."`
	RawBody  huma.MultipartFormFiles[importForm]
}

type importOutput struct {
	Location string `header:"Location"`
	Body     importBody
}

func (a API) readImport(ctx context.Context, in *readImportInput) (*importOutput, error) {
	defer func() { _ = in.RawBody.Form.RemoveAll() }()
	file, err := io.ReadAll(io.LimitReader(in.RawBody.Data().File, sheet.MaxBytes+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "body_unreadable", "The file could not be read whole. Send it again.").Because(err)
	}
	t := &dates.Reader{}
	read := app.ReadFile{Kind: recordimport.Kind(in.Kind), File: file, Worker: in.WorkerID, AsOf: t.Begin("as_of", in.AsOf), RequestID: requestID(ctx)}
	if err := t.Err(); err != nil {
		return nil, err
	}
	i, err := a.use.ReadImport(ctx, read)
	return a.importAnswer(ctx, i, inBody(err))
}

type importsOutput struct {
	Body struct {
		Imports []importBody `json:"imports"`
	}
}

func (a API) listImports(ctx context.Context, _ *struct{}) (*importsOutput, error) {
	all, err := a.use.ListImports(ctx)
	out := &importsOutput{}
	for _, i := range all {
		out.Body.Imports = append(out.Body.Imports, importBodyOf(i))
	}
	return out, err
}

// ByImport is the path of everything below one file.
type ByImport struct {
	ID string `path:"id" format:"uuid" doc:"The file's id."`
}

func (p ByImport) importID() (id.ID, error) { return known(p.ID, app.ErrNoImport) }

func (a API) showImport(ctx context.Context, in *ByImport) (*importOutput, error) {
	importID, err := in.importID()
	if err != nil {
		return nil, err
	}
	i, err := a.use.ShowImport(ctx, importID)
	return a.importAnswer(ctx, i, err)
}

type importRowsInput struct {
	ByImport
	Outcome string `query:"outcome" enum:"accepted,unchanged,queued,left_out,rejected,recorded,taken_back" doc:"Only rows of this outcome."`
	After   int    `query:"after" minimum:"0" doc:"The number of the last row of the page before."`
	Limit   int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}

type importRowsOutput struct {
	Body struct {
		Rows []importRowBody `json:"rows"`
	}
}

func (a API) importRows(ctx context.Context, in *importRowsInput) (*importRowsOutput, error) {
	importID, err := in.importID()
	if err != nil {
		return nil, err
	}
	rows, err := a.use.ImportRows(ctx, importID, recordimport.Outcome(in.Outcome), in.After, in.Limit)
	out := &importRowsOutput{}
	for _, r := range rows {
		out.Body.Rows = append(out.Body.Rows, importRowBodyOf(r))
	}
	return out, err
}

type applyImportInput struct {
	ByImport
	Body struct {
		Rows       string `json:"rows" enum:"all_or_nothing,only_good" doc:"Whether rows that cannot be recorded keep the others back."`
		AbsentGone bool   `json:"absent_gone,omitempty" doc:"Snapshots of registers: record those whom it does not name as not found, which bars them from work."`
	}
}

func (a API) applyImport(ctx context.Context, in *applyImportInput) (*importOutput, error) {
	importID, err := in.importID()
	if err != nil {
		return nil, err
	}
	i, err := a.use.ApplyImport(ctx, importID, recordimport.Choice{Which: recordimport.Which(in.Body.Rows), AbsentGone: in.Body.AbsentGone}, requestID(ctx))
	return a.importAnswer(ctx, i, inBody(err))
}

func (a API) withdrawImport(ctx context.Context, in *ByImport) (*importOutput, error) {
	importID, err := in.importID()
	if err != nil {
		return nil, err
	}
	i, err := a.use.WithdrawImport(ctx, importID, requestID(ctx))
	return a.importAnswer(ctx, i, err)
}

type importQueueOutput struct {
	Body struct {
		Words []queuedWordBody `json:"words"`
	}
}

type queuedWordBody struct {
	Key   string    `json:"key" doc:"For competencies prefix|framework|title, for registers register|word."`
	Rows  int       `json:"rows" doc:"How many rows wait for it."`
	Since time.Time `json:"since"`
}

func (a API) importQueue(ctx context.Context, _ *struct{}) (*importQueueOutput, error) {
	words, err := a.use.ImportQueue(ctx)
	out := &importQueueOutput{}
	for _, w := range words {
		out.Body.Words = append(out.Body.Words, queuedWordBody(w))
	}
	return out, err
}

type explainWordInput struct {
	Body struct {
		Kind      string `json:"kind" enum:"esr,NMC,GMC,HCPC"`
		Key       string `json:"key" maxLength:"300"`
		Framework string `json:"framework,omitempty" doc:"cstf, clinical or local_<ods>; with no code such rows are left out."`
		Code      string `json:"code,omitempty" example:"FIRE"`
		Level     int    `json:"level,omitempty" minimum:"0" maximum:"9" doc:"0 means the level that the name says."`
		Status    string `json:"status,omitempty" doc:"What a register's word means, in Muster's words."`
	}
}

type explainWordOutput struct {
	Body struct {
		Version int64 `json:"version" doc:"How many words your employer's people have said."`
	}
}

func (a API) explainWord(ctx context.Context, in *explainWordInput) (*explainWordOutput, error) {
	b := in.Body
	version, err := a.use.ExplainWord(ctx, app.Word{Kind: b.Kind, Key: b.Key, Framework: b.Framework, Code: b.Code, Level: b.Level, Status: b.Status}, requestID(ctx))
	out := &explainWordOutput{}
	out.Body.Version = version
	return out, inBody(err)
}

type staffNumberInput struct {
	ByWorker
	Body struct {
		StaffNumber string `json:"staff_number" maxLength:"40" doc:"E.g. the assignment number of the Electronic Staff Record."`
	}
}

func (a API) staffNumber(ctx context.Context, in *staffNumberInput) (*changeOutput, error) {
	workerID, err := in.worker()
	if err != nil {
		return nil, err
	}
	return answer(a.use.SetStaffNumber(ctx, workerID, in.Body.StaffNumber, requestID(ctx)))
}
