package app

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/hours"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// FormCodes are what forms offer to choose from, by question.
func FormCodes(question string) []string {
	return slices.Clone(map[string][]string{
		"outcome": check.Outcomes, "dbs_level": check.DBSLevels, "workforce": check.Workforces, "health_level": check.HealthLevels,
		"right_to_work_list": check.RightToWorkLists, "gpg45_level": check.GPG45Levels, "recorded_reason": check.RecordedWhys,
		"register": registration.Bodies, "status": registration.Statuses, "engagement_kind": worker.Kinds, "staff_group": worker.StaffGroups, "band": worker.Bands,
		"contract": hours.Contracts, "hour_cap": hours.Codes, "leave": worker.LeaveWhys, "erase": worker.EraseWhys,
	}[question])
}

// SubjectOf names a worker to those who may record something, and keeps the look: occupational health sees a name and no more.
func (p *Passports) SubjectOf(ctx context.Context, workerID id.ID, action auth.Action) (string, error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return "", err
	}
	principal, err := Policy.Check(ctx, action, auth.Facts{Home: w.HomeEmployer(), Worker: workerID.String(), ICS: p.ICS})
	if err != nil {
		return "", err
	}
	if err := p.looked(ctx, principal, LookRecord, []string{"name"}, workerID); err != nil {
		return "", err
	}
	who, err := p.Workers.Personal(ctx, workerID)
	return who[workerID].Name(), err
}
