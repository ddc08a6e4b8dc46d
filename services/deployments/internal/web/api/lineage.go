package api

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
)

type ofEmployer struct {
	ODS string `path:"ods" maxLength:"12" example:"RVV"`
}

type getEmployerOut struct{ Body EmployerLife }

func (x api) getEmployer(ctx context.Context, in *ofEmployer) (*getEmployerOut, error) {
	l, err := x.app.ReadEmployer(ctx, in.ODS)
	if err != nil {
		return nil, err
	}
	out := &getEmployerOut{Body: employerLife(l.Employer)}
	for _, p := range l.Predecessors {
		out.Body.Predecessors = append(out.Body.Predecessors, p.ODS())
	}
	return out, nil
}

type renameIn struct {
	ODS  string `path:"ods" maxLength:"12"`
	Body struct {
		Name string `json:"name" maxLength:"120"`
		Kind string `json:"kind" enum:"acute,community,mental_health,ambulance,primary_care,other"`
	}
}

func (x api) renameEmployer(ctx context.Context, in *renameIn) (*struct{}, error) {
	return nil, x.app.RenameEmployer(ctx, in.ODS, in.Body.Name, in.Body.Kind)
}

// OnDay is the day on which something begins or ends in London.
type OnDay struct {
	On string `json:"on" format:"date" example:"2026-04-01"`
}

type onDayIn struct {
	ODS  string `path:"ods" maxLength:"12"`
	Body OnDay
}

// onDay does what happens to one employer or site when a day begins.
func onDay(ctx context.Context, in *onDayIn, act func(ctx context.Context, ods string, on time.Time) error) (*struct{}, error) {
	on, err := londonday.Start("body.on", in.Body.On)
	if err != nil {
		return nil, err
	}
	return nil, act(ctx, in.ODS, on)
}

func (x api) joinSystem(ctx context.Context, in *onDayIn) (*struct{}, error) {
	return onDay(ctx, in, x.app.JoinSystem)
}

func (x api) leaveSystem(ctx context.Context, in *onDayIn) (*struct{}, error) {
	return onDay(ctx, in, x.app.LeaveSystem)
}

func (x api) closeEmployer(ctx context.Context, in *onDayIn) (*struct{}, error) {
	return onDay(ctx, in, x.app.CloseEmployer)
}

func (x api) closeSite(ctx context.Context, in *onDayIn) (*struct{}, error) {
	return onDay(ctx, in, x.app.CloseSite)
}

type moveSiteIn struct {
	ODS  string `path:"ods" maxLength:"12"`
	Body struct {
		OnDay
		Employer string `json:"employer" maxLength:"12"`
	}
}

func (x api) moveSite(ctx context.Context, in *moveSiteIn) (*struct{}, error) {
	on, err := londonday.Start("body.on", in.Body.On)
	if err != nil {
		return nil, err
	}
	return nil, x.app.MoveSite(ctx, in.ODS, in.Body.Employer, on)
}

type mergeIn struct {
	Body struct {
		OnDay
		Successor    string   `json:"successor" maxLength:"12" doc:"Registered before, and a member from that day on"`
		Predecessors []string `json:"predecessors" minItems:"1" maxItems:"20"`
	}
}

func (x api) mergeEmployers(ctx context.Context, in *mergeIn) (*struct{}, error) {
	on, err := londonday.Start("body.on", in.Body.On)
	if err != nil {
		return nil, err
	}
	return nil, x.app.MergeEmployers(ctx, app.Merger{Successor: in.Body.Successor, Predecessors: in.Body.Predecessors, On: on})
}

// Moved says where figures of one footprint stand on the other.
type Moved struct {
	Employer string `json:"employer"`
	Site     string `json:"site,omitempty" doc:"Absent: the employer's figures as a whole"`
	To       string `json:"to"`
	Exact    bool   `json:"exact"`
	Member   bool   `json:"member" doc:"Whether the employer that they go to takes part in the system on that day"`
}

type footprintsIn struct {
	Old string `query:"old" format:"date" required:"true" doc:"The day whose beginning in London is the old footprint" example:"2026-03-31"`
	New string `query:"new" format:"date" required:"true" doc:"The day whose beginning in London is the new footprint" example:"2026-04-01"`
}

type footprintsOut struct {
	Body struct {
		OldToNew []Moved `json:"old_to_new"`
		NewToOld []Moved `json:"new_to_old"`
	}
}

func (x api) getFootprints(ctx context.Context, in *footprintsIn) (*footprintsOut, error) {
	older, err := londonday.Start("query.old", in.Old)
	if err != nil {
		return nil, err
	}
	newer, err := londonday.Start("query.new", in.New)
	if err != nil {
		return nil, err
	}
	f, err := x.app.Restatement(ctx, older, newer)
	if err != nil {
		return nil, err
	}
	out := &footprintsOut{}
	for _, m := range f.OldToNew {
		out.Body.OldToNew = append(out.Body.OldToNew, Moved(m))
	}
	for _, m := range f.NewToOld {
		out.Body.NewToOld = append(out.Body.NewToOld, Moved(m))
	}
	return out, nil
}
