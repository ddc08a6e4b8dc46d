package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/services/deployments/internal/registerfile"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// SentFile is a file of the register as a lead sends it. Employers that it brings join the system at Joins.
type SentFile struct {
	Kind  registerfile.Kind
	File  []byte
	Joins time.Time
}

// Preview is a file with what each of its rows comes to by the register as it stands.
type Preview struct {
	File RegisterFile
	Rows []Judged
}

// Count is how many rows have each verdict.
func (p Preview) Count() map[Verdict]int {
	out := map[Verdict]int{}
	for _, j := range p.Rows {
		out[j.Verdict]++
	}
	return out
}

// ReadRegisterFile keeps a file and says what it would change. Nothing else is kept.
func (a *App) ReadRegisterFile(ctx context.Context, in SentFile) (p Preview, err error) {
	who, err := a.policy.Check(ctx, RegisterImport, auth.Facts{ICS: a.ICS})
	if err != nil {
		return p, err
	}
	var c rule.Check
	c.OneOf("kind", string(in.Kind), string(registerfile.Employers), string(registerfile.Sites))
	c.Moment("joins_on", in.Joins)
	if err := c.Err("register_file_invalid", "The file cannot be read as it was sent."); err != nil {
		return p, asFault(err)
	}
	rows, err := registerfile.Read(in.File, in.Kind)
	var no *sheet.Refused
	if errors.As(err, &no) {
		return p, fault.New(fault.Invalid, no.Code, "%s", no.Message).WithFields(fault.Field{Location: "body.file", Message: no.Message})
	}
	if err != nil {
		return p, err
	}
	f := RegisterFile{ID: id.New(), Kind: in.Kind, Joins: in.Joins, Rows: rows, SentBy: who.Subject, SentAt: a.Now()}
	if err := a.Registers.AddFile(ctx, f); err != nil {
		return p, err
	}
	return a.preview(ctx, f)
}

// ShowRegisterFile is a file with what its rows come to now.
func (a *App) ShowRegisterFile(ctx context.Context, file id.ID) (p Preview, err error) {
	if _, err := a.policy.Check(ctx, RegisterImport, auth.Facts{ICS: a.ICS}); err != nil {
		return p, err
	}
	f, err := a.Registers.FindFile(ctx, file)
	if err != nil {
		return p, absentFile(err)
	}
	return a.preview(ctx, f)
}

// RegisterFilesSent lists the files sent last, newest first.
func (a *App) RegisterFilesSent(ctx context.Context) ([]RegisterFile, error) {
	if _, err := a.policy.Check(ctx, RegisterImport, auth.Facts{ICS: a.ICS}); err != nil {
		return nil, err
	}
	return a.Registers.LatestFiles(ctx, 20)
}

func (a *App) preview(ctx context.Context, f RegisterFile) (p Preview, err error) {
	es, err := a.Employers.All(ctx)
	if err != nil {
		return p, err
	}
	ss, err := a.Sites.All(ctx, "")
	if err != nil {
		return p, err
	}
	return Preview{File: f, Rows: a.taking(f, Hold(es, ss), Trail{}).take(f.Kind, f.Rows)}, nil
}

func (a *App) taking(f RegisterFile, h *Held, t Trail) *taking {
	t.Reason = "register file " + f.ID.String()
	return &taking{app: a, h: h, joins: f.Joins, now: a.Now(), trail: t}
}

// ApplyRegisterFile takes the rows over that are new or changed, all in one transaction, by the register as it stands then.
// A file is applied once: asked again, nothing changes and the outcome of the first time is told.
func (a *App) ApplyRegisterFile(ctx context.Context, file id.ID) (done RegisterFile, err error) {
	who, err := a.policy.Check(ctx, RegisterImport, auth.Facts{ICS: a.ICS})
	if err != nil {
		return done, err
	}
	err = a.Registers.Apply(ctx, file, func(f RegisterFile, h *Held) (RegisterFile, []Told, error) {
		t := a.taking(f, h, a.by(ctx, who, "register.import"))
		f.Outcome = Preview{Rows: t.take(f.Kind, f.Rows)}.Count()
		f.AppliedBy, f.AppliedAt = who.Subject, &t.now
		done = f
		return f, t.told, nil
	})
	if errors.Is(err, ErrTaken) {
		done, err = a.Registers.FindFile(ctx, file)
	}
	return done, absentFile(err)
}

func absentFile(err error) error {
	if errors.Is(err, ErrAbsent) {
		return fault.New(fault.NotFound, "register_file_not_found", "There is no such file.")
	}
	return err
}
