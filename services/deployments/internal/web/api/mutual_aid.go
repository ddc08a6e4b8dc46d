package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// MutualAid is named shifts that a lead has opened to the workers of all parties of an agreement, until a moment.
type MutualAid struct {
	ID               string           `json:"mutual_aid_id" format:"uuid"`
	AgreementID      string           `json:"agreement_id" format:"uuid" doc:"The standing agreement under which deployments are authorised meanwhile"`
	AgreementVersion int64            `json:"agreement_version"`
	Parties          []string         `json:"parties" doc:"ODS codes of the employers whose workers may take the shifts"`
	Shifts           []MutualAidShift `json:"shifts"`
	Why              string           `json:"why"`
	Note             string           `json:"note"`
	OpenedBy         string           `json:"opened_by" doc:"Opaque id of the lead"`
	OpenedAt         time.Time        `json:"opened_at"`
	ClosesAt         time.Time        `json:"closes_at" doc:"When it closes by itself"`
	Status           string           `json:"status" enum:"active,ended"`
	EndedAt          *time.Time       `json:"ended_at,omitempty"`
	EndedBy          string           `json:"ended_by,omitempty" enum:"time,lead,agreement"`
}

// MutualAidShift is one shift as it was when it was opened.
type MutualAidShift struct {
	ShiftID    string    `json:"shift_id" format:"uuid"`
	Host       string    `json:"host_employer"`
	Site       string    `json:"site"`
	StaffGroup string    `json:"staff_group"`
	Band       string    `json:"band"`
	StartsAt   time.Time `json:"starts_at"`
	EndsAt     time.Time `json:"ends_at"`
}

type activateIn struct {
	Body struct {
		AgreementID string    `json:"agreement_id" format:"uuid" doc:"An agreement in force with a clause on mutual aid"`
		Shifts      []string  `json:"shifts" minItems:"1" maxItems:"100" doc:"Open shifts of its parties"`
		Why         string    `json:"why" enum:"patient_safety,surge,sickness,major_incident,industrial_action,service_closure_risk"`
		Note        string    `json:"note" maxLength:"300" doc:"What you would say to somebody who asks later. No names of people."`
		Until       time.Time `json:"until" doc:"When it closes by itself; the agreement says how long at most"`
	}
}

type aidOut struct {
	Location string `header:"Location"`
	Body     MutualAid
}

type aidRef struct {
	ID string `path:"id" format:"uuid" doc:"The mutual aid"`
}

type aidsIn struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
	Cursor string `query:"cursor" maxLength:"300" doc:"next_cursor of the page before"`
}

type aidsOut struct {
	Link string `header:"Link"`
	Body struct {
		MutualAid  []MutualAid `json:"mutual_aid"`
		NextCursor string      `json:"next_cursor,omitempty"`
	}
}

func (x api) mountMutualAid(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/mutual-aid", ID: "activate-mutual-aid", Summary: "Open named shifts to the workers of all parties of an agreement",
		Description: "For leads. It closes by itself; bookings that were asked for before stay.",
		Action:      app.MutualAidActivate, Status: http.StatusCreated, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, x.activateMutualAid)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/mutual-aid", ID: "list-mutual-aid", Summary: "List what leads have opened, newest first",
		Action: app.MutualAidRead, Errors: []int{http.StatusNotFound},
	}, x.listMutualAid)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/mutual-aid/{id}", ID: "get-mutual-aid", Summary: "Read one mutual aid",
		Action: app.MutualAidRead, Errors: []int{http.StatusNotFound},
	}, x.getMutualAid)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/mutual-aid/{id}/end", ID: "end-mutual-aid", Summary: "Close it before its time",
		Action: app.MutualAidEnd, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, x.endMutualAid)
}

func (x api) activateMutualAid(ctx context.Context, in *activateIn) (*aidOut, error) {
	b := in.Body
	agr, err := AgreementRef{ID: b.AgreementID}.parse()
	if err != nil {
		return nil, err
	}
	cmd := app.ActivateMutualAid{Agreement: agr, Why: b.Why, Note: b.Note, Until: b.Until}
	for _, raw := range b.Shifts {
		shift, err := id.Parse(raw)
		if err != nil {
			return nil, fault.New(fault.Invalid, "invalid_input", "One of the shifts has no valid id.").
				WithFields(fault.Field{Location: "body.shifts", Message: "Give the ids of open shifts."})
		}
		cmd.Shifts = append(cmd.Shifts, shift)
	}
	return aidAnswer(x.app.ActivateMutualAid(ctx, cmd))
}

func (x api) listMutualAid(ctx context.Context, in *aidsIn) (*aidsOut, error) {
	last, _, err := web.DecodeCursor[place]("mutual-aid", in.Cursor)
	if err != nil {
		return nil, err
	}
	all, err := x.app.ListMutualAids(ctx, app.MutualAidQuery{BeforeAt: last.Start, BeforeID: last.ID, Most: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &aidsOut{}
	out.Body.MutualAid = []MutualAid{}
	for _, m := range all {
		out.Body.MutualAid = append(out.Body.MutualAid, showAid(m.Record()))
	}
	if n := len(all); n == in.Limit {
		r := all[n-1].Record()
		out.Body.NextCursor = web.EncodeCursor("mutual-aid", place{r.OpenedAt, r.ID})
		out.Link = web.NextLink(ctx, out.Body.NextCursor)
	}
	return out, nil
}

func (x api) getMutualAid(ctx context.Context, in *aidRef) (*aidOut, error) {
	aid, err := in.parse()
	if err != nil {
		return nil, err
	}
	return aidAnswer(x.app.FindMutualAid(ctx, aid))
}

func (x api) endMutualAid(ctx context.Context, in *aidRef) (*aidOut, error) {
	aid, err := in.parse()
	if err != nil {
		return nil, err
	}
	return aidAnswer(x.app.EndMutualAid(ctx, aid))
}

func (in aidRef) parse() (id.ID, error) {
	aid, err := id.Parse(in.ID)
	if err != nil {
		return aid, fault.New(fault.NotFound, "mutual_aid_not_found", "There is no such mutual aid.")
	}
	return aid, nil
}

func aidAnswer(m app.MutualAid, err error) (*aidOut, error) {
	if err != nil {
		return nil, err
	}
	return &aidOut{Location: "/api/deployments/v1/mutual-aid/" + m.Record().ID.String(), Body: showAid(m.Record())}, nil
}

func showAid(r app.MutualAidRecord) MutualAid {
	out := MutualAid{
		ID: r.ID.String(), AgreementID: r.Agreement.String(), AgreementVersion: r.Terms, Parties: r.Parties, Why: r.Why, Note: r.Note,
		OpenedBy: r.By, OpenedAt: r.OpenedAt, ClosesAt: r.ClosesAt, Status: string(r.Status), EndedAt: r.EndedAt, EndedBy: string(r.EndedBy),
	}
	for _, s := range r.Shifts {
		out.Shifts = append(out.Shifts, MutualAidShift{
			ShiftID: s.ID.String(), Host: s.Host, Site: s.Site, StaffGroup: s.StaffGroup, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt,
		})
	}
	return out
}
