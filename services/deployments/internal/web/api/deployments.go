package api

import (
	"context"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// Deployment is the answer to one booking across employers, and what became of it.
type Deployment struct {
	ID               string          `json:"deployment_id" format:"uuid"`
	BookingID        string          `json:"booking_id" format:"uuid"`
	ShiftID          string          `json:"shift_id" format:"uuid"`
	WorkerID         string          `json:"worker_id" format:"uuid"`
	HomeEmployer     string          `json:"home_employer"`
	HostEmployer     string          `json:"host_employer"`
	Site             string          `json:"site"`
	StaffGroup       string          `json:"staff_group"`
	Band             string          `json:"band"`
	StartsAt         time.Time       `json:"starts_at"`
	EndsAt           time.Time       `json:"ends_at"`
	Status           string          `json:"status" enum:"authorised,refused,stood_down,revoked"`
	AgreementID      string          `json:"agreement_id,omitempty"`
	AgreementVersion int64           `json:"agreement_version,omitempty"`
	MutualAidID      string          `json:"mutual_aid_id,omitempty" doc:"The mutual aid that opened the shift, where the agreement covers it only by that"`
	Reasons          []reason.Reason `json:"reasons"`
	DecidedAt        time.Time       `json:"decided_at"`
	EndedAt          *time.Time      `json:"ended_at,omitempty"`
}

type deploymentsIn struct {
	Employer  string `query:"employer" maxLength:"12" doc:"Home or host; your own when you speak for one"`
	BookingID string `query:"booking_id" format:"uuid"`
	Status    string `query:"status" enum:"authorised,refused,stood_down,revoked"`
	Limit     int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
	Cursor    string `query:"cursor" maxLength:"300" doc:"next_cursor of the page before"`
}

type deploymentsOut struct {
	Link string `header:"Link"`
	Body struct {
		Deployments []Deployment `json:"deployments"`
		NextCursor  string       `json:"next_cursor,omitempty"`
	}
}

// place is the last row of a page.
type place struct {
	Start time.Time `json:"s"`
	ID    id.ID     `json:"i"`
}

func (x api) listDeployments(ctx context.Context, in *deploymentsIn) (*deploymentsOut, error) {
	filters := []string{in.Employer, in.BookingID, in.Status}
	last, _, err := web.DecodeCursor[place](filters, in.Cursor)
	if err != nil {
		return nil, err
	}
	q := app.DeploymentQuery{Employer: in.Employer, Status: in.Status, Most: in.Limit, AfterStart: last.Start, AfterID: last.ID}
	if in.BookingID != "" {
		if q.Booking, err = id.Parse(in.BookingID); err != nil {
			return nil, err
		}
	}
	all, err := x.app.ListDeployments(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &deploymentsOut{}
	for _, d := range all {
		out.Body.Deployments = append(out.Body.Deployments, showDeployment(d.Record()))
	}
	if n := len(all); n == in.Limit {
		r := all[n-1].Record()
		out.Body.NextCursor = web.EncodeCursor(filters, place{r.StartsAt, r.ID})
		out.Link = web.NextLink(ctx, out.Body.NextCursor)
	}
	return out, nil
}

func showDeployment(r app.DeploymentRecord) Deployment {
	d := Deployment{
		ID: r.ID.String(), BookingID: r.Booking.String(), ShiftID: r.Shift.String(), WorkerID: r.Worker.String(),
		HomeEmployer: r.Home, HostEmployer: r.Host, Site: r.Site, StaffGroup: r.StaffGroup, Band: r.Band,
		StartsAt: r.StartsAt, EndsAt: r.EndsAt, Status: string(r.Status), AgreementVersion: r.Terms,
		Reasons: r.Reasons, DecidedAt: r.DecidedAt, EndedAt: r.EndedAt,
	}
	if r.Aid != id.Nil {
		d.MutualAidID = r.Aid.String()
	}
	if r.Agreement != id.Nil {
		d.AgreementID = r.Agreement.String()
	}
	return d
}
