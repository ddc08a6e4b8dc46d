package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/registerfile"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// Registers changes employers and sites together. Every method may also return the database's own errors.
type Registers interface {
	// Change gives act all employers and sites, one change at a time. What act changes or adds is kept and told in one
	// transaction, which may run again: act has no other effect. An error of act undoes everything.
	Change(ctx context.Context, act func(*Held) ([]Told, error)) error
	// Apply is Change for a file: the outcome is kept in the same transaction. It returns ErrTaken, and calls nobody, when
	// the file has been applied, and ErrAbsent when there is none.
	Apply(ctx context.Context, file id.ID, act func(RegisterFile, *Held) (RegisterFile, []Told, error)) error
	RegisterFiles
	// ToTell is the codes of sites whose owner now is another than the one told last: at most 100 at once.
	ToTell(ctx context.Context, now time.Time) ([]string, error)
}

// Held is both registers, by code.
type Held struct {
	Employers map[string]*employer.Employer
	Sites     map[string]*site.Site
}

// Hold makes registers of what the store read.
func Hold(employers []employer.Employer, sites []site.Site) *Held {
	h := &Held{Employers: make(map[string]*employer.Employer, len(employers)), Sites: make(map[string]*site.Site, len(sites))}
	for i := range employers {
		h.Employers[employers[i].ODS()] = &employers[i]
	}
	for i := range sites {
		h.Sites[sites[i].ODS()] = &sites[i]
	}
	return h
}

// Versions is the version of each, under "employer <code>" and "site <code>".
func (h *Held) Versions() map[string]int64 {
	out := make(map[string]int64, len(h.Employers)+len(h.Sites))
	for ods, e := range h.Employers {
		out["employer "+ods] = e.Version()
	}
	for ods, s := range h.Sites {
		out["site "+ods] = s.Version()
	}
	return out
}

// RegisterFiles keeps the files that leads send, until they are applied and with what they came to.
type RegisterFiles interface {
	AddFile(ctx context.Context, f RegisterFile) error
	// FindFile returns ErrAbsent when there is none.
	FindFile(ctx context.Context, file id.ID) (RegisterFile, error)
	// LatestFiles has the newest first, without their rows.
	LatestFiles(ctx context.Context, most int) ([]RegisterFile, error)
}

// RegisterFile is a file that a lead sent.
type RegisterFile struct {
	ID     id.ID
	Kind   registerfile.Kind
	Joins  time.Time
	Rows   []registerfile.Row
	SentBy string
	SentAt time.Time
	// Outcome counts the verdicts when it was applied; nil before.
	Outcome   map[Verdict]int
	AppliedBy string
	AppliedAt *time.Time
}
