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
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/registerfile"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
)

// uploadLimit leaves room for what a form wraps around a file.
const uploadLimit = sheet.MaxBytes + 1<<20

func (x api) mountRegisterFiles(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/register-files/{kind}", ID: "read-register-file", Action: app.RegisterImport,
		Status: http.StatusCreated, MaxBody: uploadLimit,
		Summary:     "Send a list of employers or of sites as CSV or XLSX and see what it would change",
		Description: "The national register's own files (etr and ets, without headings) or a table with headings. Nothing is changed. At most 10 MB and 10,000 rows.",
	}, x.readRegisterFile)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/register-files/{id}", ID: "show-register-file", Action: app.RegisterImport, Errors: []int{http.StatusNotFound},
		Summary: "Read a file with what each row would change by now",
	}, x.showRegisterFile)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/register-files/{id}/apply", ID: "apply-register-file", Action: app.RegisterImport, Errors: absent,
		Summary: "Take over the rows that are new or changed, all together; asked again it changes nothing",
	}, x.applyRegisterFile)
}

type registerForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"The file: .csv or .xlsx."`
}

type readRegisterFileIn struct {
	Kind    string `path:"kind" enum:"employers,sites"`
	JoinsOn string `query:"joins_on" format:"date" doc:"The day on which employers that the file brings join the system; absent means today"`
	RawBody huma.MultipartFormFiles[registerForm]
}

// RegisterFile is a file and what its rows come to.
type RegisterFile struct {
	FileID    string         `json:"file_id" format:"uuid"`
	Kind      string         `json:"kind"`
	JoinsAt   time.Time      `json:"joins_at"`
	SentAt    time.Time      `json:"sent_at"`
	Counts    map[string]int `json:"counts" doc:"Rows by verdict: new, changed, same, left_out, wrong, by_hand; of an applied file what they came to then"`
	AppliedAt *time.Time     `json:"applied_at,omitempty"`
	Rows      []FileRow      `json:"rows,omitempty"`
}

// FileRow is one row.
type FileRow struct {
	Number  int      `json:"number" doc:"The one that a spreadsheet shows"`
	ODS     string   `json:"ods"`
	Name    string   `json:"name"`
	Verdict string   `json:"verdict" enum:"new,changed,same,left_out,wrong,by_hand"`
	Why     []string `json:"why,omitempty"`
}

type registerFileOut struct{ Body RegisterFile }

func (x api) readRegisterFile(ctx context.Context, in *readRegisterFileIn) (*registerFileOut, error) {
	defer func() { _ = in.RawBody.Form.RemoveAll() }()
	joins, err := londonday.Or("query.joins_on", in.JoinsOn, x.app.Now())
	if err != nil {
		return nil, err
	}
	file, err := io.ReadAll(io.LimitReader(in.RawBody.Data().File, sheet.MaxBytes+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "body_unreadable", "The file could not be read whole. Send it again.").Because(err)
	}
	p, err := x.app.ReadRegisterFile(ctx, app.SentFile{Kind: registerfile.Kind(in.Kind), File: file, Joins: joins})
	return fileOut(p), err
}

type fileIn struct {
	ID string `path:"id" format:"uuid"`
}

func (x api) showRegisterFile(ctx context.Context, in *fileIn) (*registerFileOut, error) {
	file, err := id.Parse(in.ID)
	if err != nil {
		return nil, fault.New(fault.NotFound, "register_file_not_found", "There is no such file.")
	}
	p, err := x.app.ShowRegisterFile(ctx, file)
	return fileOut(p), err
}

func (x api) applyRegisterFile(ctx context.Context, in *fileIn) (*registerFileOut, error) {
	file, err := id.Parse(in.ID)
	if err != nil {
		return nil, fault.New(fault.NotFound, "register_file_not_found", "There is no such file.")
	}
	f, err := x.app.ApplyRegisterFile(ctx, file)
	return fileOut(app.Preview{File: f}), err
}

func fileOut(p app.Preview) *registerFileOut {
	f := p.File
	out := &registerFileOut{Body: RegisterFile{
		FileID: f.ID.String(), Kind: string(f.Kind), JoinsAt: f.Joins, SentAt: f.SentAt, AppliedAt: f.AppliedAt, Counts: map[string]int{},
	}}
	count := f.Outcome
	if count == nil {
		count = p.Count()
	}
	for v, n := range count {
		out.Body.Counts[string(v)] = n
	}
	for _, j := range p.Rows {
		out.Body.Rows = append(out.Body.Rows, FileRow{Number: j.Row.Number, ODS: j.Row.ODS, Name: j.Row.Name, Verdict: string(j.Verdict), Why: j.Why})
	}
	return out
}
