package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
)

// Question asks what the answer to a booking would be.
type Question struct {
	// HomeEmployer is with whom the engagement is looked for; empty means the passport's home employer.
	HomeEmployer, HostEmployer               string
	StaffGroup, Role, Band                   string
	StartsAt, EndsAt                         time.Time
	RegistrationBody, DBSLevel, DBSWorkforce string
	EPP                                      bool
	Competencies                             []CompetencyAsked
}

// CompetencyAsked is one competency that a shift asks for, at least at the level.
type CompetencyAsked struct {
	Framework, Code string
	Level           int
}

// Answer is a decision for those who may read all of its reasons.
type Answer struct {
	Outcome         string
	Reasons         []reason.Reason
	Requirements    []clearance.Requirement
	EarliestExpiry  *time.Time
	PassportVersion int64
	DecidedAt       time.Time
	InputsDigest    string
	EngineVersion   int
}

// DecideDry tells what the answer to a booking would be, and changes nothing. The worker and the home employer may ask.
func (p *Passports) DecideDry(ctx context.Context, workerID id.ID, q Question) (Answer, error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return Answer{}, err
	}
	principal, err := Policy.Check(ctx, MayDecide, auth.Facts{Home: w.HomeEmployer(), Worker: workerID.String(), ICS: p.ICS})
	if err != nil {
		return Answer{}, err
	}
	if !q.EndsAt.After(q.StartsAt) {
		return Answer{}, FieldFault("query.ends_at", "The shift must end after it begins.")
	}
	if q.HomeEmployer == "" {
		q.HomeEmployer = w.HomeEmployer()
	}
	b := q.booking(workerID)
	around, err := p.Clearances.Around(ctx, b)
	if err != nil {
		return Answer{}, err
	}
	if err := p.looked(ctx, principal, LookDecision, seenDeciding, workerID); err != nil {
		return Answer{}, err
	}
	d := p.judge(w, b, around, "", p.Clock.Now())
	return Answer{
		Outcome: string(d.Outcome), Reasons: d.Reasons, EarliestExpiry: d.EarliestExpiry, PassportVersion: d.PassportVersion,
		DecidedAt: d.At, InputsDigest: d.Digest, EngineVersion: d.Engine, Requirements: d.Requirements,
	}, nil
}

func (q Question) booking(workerID id.ID) clearance.Booking {
	b := clearance.Booking{
		WorkerID: workerID, HomeEmployer: q.HomeEmployer, HostEmployer: q.HostEmployer, StaffGroup: q.StaffGroup, Role: q.Role, Band: q.Band,
		StartsAt: q.StartsAt, EndsAt: q.EndsAt,
		Requirements: clearance.Requirements{RegistrationBody: q.RegistrationBody, DBSLevel: q.DBSLevel, DBSWorkforce: q.DBSWorkforce, EPP: q.EPP, Competencies: []clearance.Ask{}},
	}
	for _, c := range q.Competencies {
		b.Requirements.Competencies = append(b.Requirements.Competencies, clearance.Ask{Framework: c.Framework, Code: c.Code, Level: c.Level})
	}
	return b
}
