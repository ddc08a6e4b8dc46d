package view

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// StoryAid is a mutual aid for stories; ended tells that it is over.
func StoryAid(ended bool) app.MutualAid {
	at := time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)
	r := app.MutualAidRecord{
		ID: id.ID{15: 9}, Version: 1, Agreement: id.ID{15: 1}, Terms: 2, Parties: []string{"RPA", "RVV", "RWF"}, Why: "surge",
		Note: "Forty people wait in the emergency department.", By: "lead-1", OpenedAt: at, ClosesAt: at.Add(24 * time.Hour), Status: mutualaid.Active,
		Shifts: []mutualaid.Shift{
			{ID: id.ID{15: 2}, Host: "RVV", Site: "RVV01", StaffGroup: "nursing_midwifery", Band: "5", StartsAt: at.Add(90 * time.Minute), EndsAt: at.Add(14 * time.Hour)},
			{ID: id.ID{15: 3}, Host: "RVV", Site: "RVV01", StaffGroup: "clinical_support", Band: "3", StartsAt: at.Add(13 * time.Hour), EndsAt: at.Add(25 * time.Hour)},
		},
	}
	m := mutualaid.Rehydrate(r)
	if ended {
		m.Stop(mutualaid.ByLead, at.Add(3*time.Hour))
	}
	return m
}

// StoryNames are employers and sites for stories.
var StoryNames = Names{"RVV": "East Kent Hospitals", "RPA": "Medway NHS Foundation Trust", "RWF": "Maidstone and Tunbridge Wells", "RVV01": "William Harvey Hospital"}
