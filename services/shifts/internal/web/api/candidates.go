package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

func mountCandidates(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/shifts/{id}/candidates", ID: "list-candidates", Action: app.ReadCandidates, Errors: []int{http.StatusNotFound},
		Summary:     "Rank the workers who could work a shift, with the reasons",
		Description: "Those who applied or are offered the shift first, then the others who are eligible, best first. Workers are opaque ids; who they are their passport card says, at card."}, h.candidates)
}

type candidatesInput struct {
	ID    string `path:"id" maxLength:"64"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

type candidatesOutput struct {
	Body struct {
		Candidates []candidate `json:"candidates"`
	}
}

type candidate struct {
	WorkerID      string          `json:"worker_id"`
	HomeEmployer  string          `json:"home_employer"`
	Card          string          `json:"card" doc:"The address of the worker's passport card, which passports serves to those who may see it."`
	Score         int             `json:"score"`
	Why           []term          `json:"why"`
	NeedsApproval bool            `json:"needs_approval"`
	Reasons       []reason.Reason `json:"reasons"`
	ApplicationID string          `json:"application_id,omitempty"`
	OfferID       string          `json:"offer_id,omitempty"`
	PlaceID       string          `json:"place_id,omitempty"`
}

// term is one part of a score with its sentence.
type term struct {
	Code    string `json:"code"`
	Points  int    `json:"points"`
	Message string `json:"message"`
}

func (h handlers) candidates(ctx context.Context, in *candidatesInput) (*candidatesOutput, error) {
	return onID(in.ID, func(shiftID id.ID) (*candidatesOutput, error) {
		list, err := h.app.Candidates(ctx, shiftID, in.Limit)
		if err != nil {
			return nil, err
		}
		out := &candidatesOutput{}
		out.Body.Candidates = make([]candidate, len(list))
		for i, c := range list {
			v := candidate{WorkerID: c.WorkerID.String(), HomeEmployer: c.HomeEmployer, Card: "/passports/workers/" + c.WorkerID.String() + "/card", Score: c.Score,
				NeedsApproval: c.NeedsApproval, Reasons: c.Reasons, ApplicationID: named(c.ApplicationID), OfferID: named(c.OfferID), PlaceID: named(c.PlaceID)}
			for _, t := range c.Terms {
				v.Why = append(v.Why, term{t.Code, t.Points, t.Message})
			}
			out.Body.Candidates[i] = v
		}
		return out, nil
	})
}

func named(v id.ID) string {
	if v == id.Nil {
		return ""
	}
	return v.String()
}
