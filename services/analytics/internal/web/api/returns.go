package api

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/returns"
)

// mountReturns adds the operations on returns and on what was frozen of them.
func mountReturns(s *web.Server, d *app.Documents, f *app.FreezeFigures) {
	h := returnHandlers{documents: d, freeze: f}
	op := func(method, path, id string, action auth.Action, status int, summary, description string) web.Op {
		return web.Op{Method: method, Path: path, ID: id, Action: action, Status: status, Errors: []int{http.StatusNotFound}, Summary: summary, Description: description}
	}
	web.Register(s, op(http.MethodGet, "/returns", "returns", app.ViewReturns, 0, "The monthly returns that can be filled in", "Each is described by a mapping file."), h.list)
	web.Register(s, op(http.MethodGet, "/returns/{form}", "return", app.ViewReturns, 0, "A return of a month, as the figures are now",
		"board_pack is the board pack. Minutes are told for hours and pence for pounds, a rate by its two sums."), h.fill)
	web.Register(s, op(http.MethodGet, "/returns/{form}/file", "return-file", app.ViewReturns, 0, "The same as CSV", "With the heads of the mapping file."), h.file)
	web.Register(s, op(http.MethodPost, "/snapshots", "freeze", app.TakeSnapshot, http.StatusCreated, "Freeze a return of a month that is over",
		"What is frozen never changes. A later correction shows as a difference; freeze the month again to hand that in."), h.take)
	web.Register(s, op(http.MethodGet, "/snapshots", "snapshots", app.ViewReturns, 0, "What was frozen, newest first", ""), h.snapshots)
	web.Register(s, op(http.MethodGet, "/snapshots/{id}", "snapshot", app.ViewReturns, 0, "Frozen figures, with who signed them", ""), h.snapshot)
	web.Register(s, op(http.MethodGet, "/snapshots/{id}/document", "snapshot-document", app.ViewReturns, 0, "The document as it was hashed",
		"Its SHA-256 is the snapshot's hash, byte for byte."), h.document)
	web.Register(s, op(http.MethodGet, "/snapshots/{id}/file", "snapshot-file", app.ViewReturns, 0, "The frozen figures as CSV", ""), h.frozenFile)
	web.Register(s, op(http.MethodGet, "/snapshots/{id}/differences", "snapshot-differences", app.ViewReturns, 0, "What would be another figure now", ""), h.differences)
	web.Register(s, op(http.MethodPost, "/snapshots/{id}/sign", "sign-snapshot", app.SignFigures, 0, "Sign frozen figures", "Once a person."), h.sign)
}

type returnHandlers struct {
	documents *app.Documents
	freeze    *app.FreezeFigures
}

// ReturnForm is one return.
type ReturnForm struct {
	Form    string   `json:"form"`
	Version int64    `json:"version" doc:"The edition of the mapping file."`
	Title   string   `json:"title"`
	Source  string   `json:"source" doc:"Who asks for it, and where that is written down."`
	Note    string   `json:"note,omitempty"`
	Due     string   `json:"due,omitempty"`
	Heads   []string `json:"heads"`
}

func toReturnForm(f returns.Form) ReturnForm {
	out := ReturnForm{Form: f.Code, Version: f.Version, Title: f.Title, Source: f.Source, Note: f.Note, Due: f.Due}
	for _, c := range f.Columns {
		out.Heads = append(out.Heads, c.Head)
	}
	return out
}

type returnsOutput struct {
	Body struct {
		Returns []ReturnForm `json:"returns"`
	}
}

func (h returnHandlers) list(ctx context.Context, _ *struct{}) (*returnsOutput, error) {
	forms, err := h.documents.Forms(ctx)
	if err != nil {
		return nil, err
	}
	out := &returnsOutput{}
	for _, f := range forms {
		out.Body.Returns = append(out.Body.Returns, toReturnForm(f))
	}
	return out, nil
}

type returnInput struct {
	Form  string `path:"form" maxLength:"40"`
	Month string `query:"month" required:"true" maxLength:"7" example:"2026-03"`
}

type documentOutput struct{ Body document.Document }

func (h returnHandlers) fill(ctx context.Context, in *returnInput) (*documentOutput, error) {
	month, err := Month(in.Month)
	if err != nil {
		return nil, err
	}
	d, err := h.documents.Fill(ctx, in.Form, month)
	if err != nil {
		return nil, err
	}
	return &documentOutput{Body: d}, nil
}

// Month reads a month of a question.
func Month(text string) (document.Month, error) {
	m, ok := document.ParseMonth(text)
	if !ok {
		return m, fault.New(fault.Invalid, "month_invalid", "Give a month such as 2026-03.").
			WithFields(fault.Field{Location: "query.month", Message: "must be a month such as 2026-03"})
	}
	return m, nil
}

func (h returnHandlers) file(ctx context.Context, in *returnInput) (*csvOutput, error) {
	out, err := h.fill(ctx, in)
	if err != nil {
		return nil, err
	}
	return documentFile(out.Body), nil
}

func documentFile(d document.Document) *csvOutput {
	name := d.Form + "-" + d.ICS + "-" + string(d.Month)
	if d.Owner != "" {
		name = d.Form + "-" + d.Owner + "-" + string(d.Month)
	}
	return &csvOutput{
		ContentType: "text/csv; charset=utf-8", Disposition: fmt.Sprintf(`attachment; filename="%s.csv"`, name),
		Body: func(ctx huma.Context) {
			ctx.SetStatus(http.StatusOK)
			if writeDocument(ctx.BodyWriter(), d) != nil {
				panic(http.ErrAbortHandler) // The reader has gone.
			}
		},
	}
}

// writeDocument writes a return as its mapping file says, and a document of several tables as a line a figure.
func writeDocument(to io.Writer, d document.Document) error {
	if len(d.Tables) == 1 && d.Tables[0].Bare {
		t := d.Tables[0]
		out := sheet.NewWriter(to, t.Heads[1:]...).WithNumbers()
		for _, r := range t.Rows {
			cells := make([]string, len(r.Values))
			for i, v := range r.Values {
				cells[i] = v.Plain()
			}
			out.Row(cells...)
		}
		return out.Close()
	}
	out := sheet.NewWriter(to, "table", "row", "name", "figure", "unit", "value").WithNumbers()
	for _, t := range d.Tables {
		for _, r := range t.Rows {
			for i, v := range r.Values {
				out.Row(t.ID, r.Key, r.Name, t.Heads[i+1], string(v.Unit), v.Plain())
			}
		}
	}
	return out.Close()
}

// SnapshotView is figures that were frozen.
type SnapshotView struct {
	ID          string          `json:"snapshot_id" format:"uuid"`
	Version     int64           `json:"version"`
	Owner       string          `json:"owner,omitempty" doc:"The employer whose figures they are; left out for the system's."`
	Form        string          `json:"form"`
	FormVersion int64           `json:"form_version"`
	Month       string          `json:"month"`
	Hash        string          `json:"hash" doc:"SHA-256 in hex of the document."`
	Watermark   time.Time       `json:"watermark" doc:"The time of the newest event that the figures count."`
	TakenAt     time.Time       `json:"taken_at"`
	TakenBy     string          `json:"taken_by" doc:"Opaque id."`
	Signatures  []SignatureView `json:"signatures"`
}

// SignatureView is one signature.
type SignatureView struct {
	By       string    `json:"by" doc:"Opaque id."`
	Capacity string    `json:"capacity" enum:"chief_executive,chief_nurse,finance,workforce,other"`
	At       time.Time `json:"at"`
}

func toSnapshot(s app.Snapshot) SnapshotView {
	out := SnapshotView{
		ID: s.ID.String(), Version: s.Version, Owner: s.Owner, Form: s.Form, FormVersion: s.FormVersion, Month: string(s.Month), Hash: s.Hash,
		Watermark: s.Watermark, TakenAt: s.TakenAt, TakenBy: s.TakenBy,
	}
	for _, x := range s.Signatures {
		out.Signatures = append(out.Signatures, SignatureView(x))
	}
	return out
}

type takeInput struct {
	Body struct {
		Form  string `json:"form" maxLength:"40" doc:"board_pack, or a return."`
		Month string `json:"month" maxLength:"7" doc:"A month that is over." example:"2026-03"`
	}
}

type snapshotOutput struct {
	Location string `header:"Location"`
	Body     SnapshotView
}

func snapshotAnswer(s app.Snapshot) *snapshotOutput {
	return &snapshotOutput{Location: "/api/analytics/v1/snapshots/" + s.ID.String(), Body: toSnapshot(s)}
}

func (h returnHandlers) take(ctx context.Context, in *takeInput) (*snapshotOutput, error) {
	month, err := Month(in.Body.Month)
	if err != nil {
		return nil, err
	}
	s, err := h.freeze.Take(ctx, in.Body.Form, month)
	if err != nil {
		return nil, err
	}
	return snapshotAnswer(s), nil
}

type snapshotsInput struct {
	Form   string `query:"form" maxLength:"40" doc:"All when left out."`
	Month  string `query:"month" maxLength:"7" doc:"All when left out." example:"2026-03"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
	Cursor string `query:"cursor" maxLength:"300" doc:"next_cursor of the page before."`
}

type snapshotsOutput struct {
	Body struct {
		Snapshots  []SnapshotView `json:"snapshots"`
		NextCursor string         `json:"next_cursor,omitempty"`
	}
}

func (h returnHandlers) snapshots(ctx context.Context, in *snapshotsInput) (*snapshotsOutput, error) {
	q := app.SnapshotQuery{Form: in.Form, Most: in.Limit}
	if in.Month != "" {
		var err error
		if q.Month, err = Month(in.Month); err != nil {
			return nil, err
		}
	}
	filters := []string{"snapshots", in.Form, in.Month}
	last, _, err := web.DecodeCursor[place](filters, in.Cursor)
	if err != nil {
		return nil, err
	}
	q.BeforeAt, q.BeforeID = last.At, last.ID
	found, err := h.freeze.List(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &snapshotsOutput{}
	for _, s := range found {
		out.Body.Snapshots = append(out.Body.Snapshots, toSnapshot(s))
	}
	if n := len(found); n == in.Limit {
		out.Body.NextCursor = web.EncodeCursor(filters, place{At: found[n-1].TakenAt, ID: found[n-1].ID})
	}
	return out, nil
}

type frozenOutput struct {
	Body struct {
		SnapshotView
		Document document.Document `json:"document"`
	}
}

func (h returnHandlers) frozen(ctx context.Context, in *RuleRef) (app.Snapshot, document.Document, error) {
	snapshot, err := in.parse()
	if err != nil {
		return app.Snapshot{}, document.Document{}, err
	}
	return h.freeze.Get(ctx, snapshot)
}

func (h returnHandlers) snapshot(ctx context.Context, in *RuleRef) (*frozenOutput, error) {
	s, d, err := h.frozen(ctx, in)
	if err != nil {
		return nil, err
	}
	out := &frozenOutput{}
	out.Body.SnapshotView, out.Body.Document = toSnapshot(s), d
	return out, nil
}

type bytesOutput struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func (h returnHandlers) document(ctx context.Context, in *RuleRef) (*bytesOutput, error) {
	s, _, err := h.frozen(ctx, in)
	if err != nil {
		return nil, err
	}
	return &bytesOutput{ContentType: "application/json", Body: s.Body}, nil
}

func (h returnHandlers) frozenFile(ctx context.Context, in *RuleRef) (*csvOutput, error) {
	_, d, err := h.frozen(ctx, in)
	if err != nil {
		return nil, err
	}
	return documentFile(d), nil
}

// DifferenceView is one figure that would be another one now.
type DifferenceView struct {
	Table  string `json:"table"`
	Row    string `json:"row"`
	Figure string `json:"figure"`
	Was    string `json:"was" doc:"Empty where it was not there."`
	Now    string `json:"now" doc:"Empty where it is not there any more."`
}

type differencesOutput struct {
	Body struct {
		Differences []DifferenceView `json:"differences"`
	}
}

func (h returnHandlers) differences(ctx context.Context, in *RuleRef) (*differencesOutput, error) {
	_, d, err := h.frozen(ctx, in)
	if err != nil {
		return nil, err
	}
	all, err := h.freeze.Differences(ctx, d)
	if err != nil {
		return nil, err
	}
	out := &differencesOutput{}
	for _, x := range all {
		out.Body.Differences = append(out.Body.Differences, DifferenceView{Table: x.Table, Row: x.Row, Figure: x.Head, Was: x.Was, Now: x.Now})
	}
	return out, nil
}

type signInput struct {
	RuleRef
	Body struct {
		Capacity string `json:"capacity" enum:"chief_executive,chief_nurse,finance,workforce,other" doc:"In what capacity you sign."`
	}
}

func (h returnHandlers) sign(ctx context.Context, in *signInput) (*snapshotOutput, error) {
	snapshot, err := in.parse()
	if err != nil {
		return nil, err
	}
	s, err := h.freeze.Sign(ctx, snapshot, in.Body.Capacity)
	if err != nil {
		return nil, err
	}
	return snapshotAnswer(s), nil
}
