package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

func mountDrill(s *web.Server, d *app.Drill, c clock.Clock) {
	h := drillHandlers{drill: d, clock: c}
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/measures/shifts", ID: "measures-shifts", Action: app.ViewShifts, Errors: []int{http.StatusNotFound},
		Summary:     "The shifts that a figure rests on, in the order of their starts",
		Description: "By the dimensions of /measures and the windows of /fill-rates, each with what became of it and nothing of who worked it. Shifts are not people, so that none is suppressed; from where a worker came is told to the two employers only.",
	}, h.list)
}

type drillHandlers struct {
	drill *app.Drill
	clock clock.Clock
}

type shiftsInput struct {
	Window    string   `query:"window" enum:"next_24h,next_72h,next_14d,last_28d" doc:"The span of shift starts around now, in place of from and until."`
	Site      string   `query:"site" pattern:"^[A-Z0-9]{1,12}$" doc:"ODS site code."`
	Ward      string   `query:"ward" maxLength:"64"`
	Band      string   `query:"band" enum:"2,3,4,5,6,7,8a,8b,8c,8d,9,medical"`
	Period    string   `query:"period" enum:"day,night,weekend"`
	Lead      string   `query:"lead" enum:"after_start,0_4h,4_24h,1_3d,3_7d,7_28d,28_42d,over_42d" doc:"How long before the start it was asked for."`
	Reason    string   `query:"reason" enum:"vacancy,sickness,maternity,leave,enhanced_care,escalation,induction,other" doc:"Why the ward asked."`
	Part      []string `query:"part" enum:"own_bank,collaborative_bank,framework_agency,off_framework_agency,unfilled,withdrawn" doc:"How it counts; all when left out."`
	Footprint string   `query:"footprint" format:"date" doc:"On the employers as they are when this day begins in London. For leads and auditors."`
	Limit     int      `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor    string   `query:"cursor" maxLength:"300" doc:"next_cursor of the page before."`
	IntervalInput
	ScopeInput
}

// filters is everything that shapes the list, for the cursor.
func (i shiftsInput) filters() any {
	i.Limit, i.Cursor = 0, ""
	return i
}

func (i shiftsInput) query(now time.Time) (q app.ShiftQuery, err error) {
	q = app.ShiftQuery{Scope: i.scope(), Size: i.Limit, Selection: measure.Selection{Cell: measure.Cell{
		Employer: i.Employer, Site: i.Site, Ward: i.Ward, StaffGroup: i.StaffGroup, Band: i.Band, Period: i.Period, Lead: i.Lead, Reason: i.Reason,
	}}}
	for _, code := range i.Part {
		part, _ := fillrate.PartCalled(code)
		q.Selection.Parts = append(q.Selection.Parts, part)
	}
	if i.Footprint != "" {
		if q.Footprint, err = londonDay("footprint", i.Footprint); err != nil {
			return q, err
		}
	}
	q.Interval, err = i.span(now)
	return q, err
}

func (i shiftsInput) span(now time.Time) (app.Interval, error) {
	if i.Window == "" {
		return i.interval(now)
	}
	if i.From != "" || i.Until != "" {
		return app.Interval{}, fault.New(fault.Invalid, "window_and_days", "Give a window, or days by from and until, and not both.")
	}
	from, until := fillrate.Window(i.Window).Span(now)
	return app.Interval{From: from, Until: until}, nil
}

type shiftsOutput struct {
	Link string `header:"Link"`
	Body struct {
		IntervalView
		Shifts     []ShiftStory `json:"shifts"`
		NextCursor string       `json:"next_cursor,omitempty"`
	}
}

// shiftPlace is the last shift of a page.
type shiftPlace struct {
	At time.Time `json:"a"`
	ID string    `json:"i"`
}

func (h drillHandlers) list(ctx context.Context, in *shiftsInput) (*shiftsOutput, error) {
	last, _, err := web.DecodeCursor[shiftPlace](in.filters(), in.Cursor)
	if err != nil {
		return nil, err
	}
	q, err := in.query(h.clock.Now())
	if err != nil {
		return nil, err
	}
	q.After = app.ShiftKey{StartsAt: last.At, ID: last.ID}
	found, err := h.drill.Shifts(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &shiftsOutput{}
	out.Body.IntervalView, out.Body.Shifts = toInterval(q.Interval), make([]ShiftStory, len(found.Stories))
	name := h.drill.Names()
	for i, s := range found.Stories {
		out.Body.Shifts[i] = toStory(s, name)
	}
	if found.Next != nil {
		out.Body.NextCursor = web.EncodeCursor(in.filters(), shiftPlace{At: found.Next.StartsAt, ID: found.Next.ID})
		out.Link = web.NextLink(ctx, out.Body.NextCursor)
	}
	return out, nil
}

// StoryStep is one step of the release ladder that has opened.
type StoryStep struct {
	Step     string    `json:"step"`
	Tier     int       `json:"tier,omitempty"`
	OpenedAt time.Time `json:"opened_at"`
}

// StoryApproval is something that a person had to allow.
type StoryApproval struct {
	Of   string     `json:"of" enum:"early_agency,off_framework,over_cap"`
	Role string     `json:"role,omitempty" doc:"The duty of who allowed it, where the record tells."`
	Why  string     `json:"why" doc:"A code."`
	At   *time.Time `json:"at,omitempty"`
}

// StoryAgency is on what terms an agency fills it.
type StoryAgency struct {
	Name      string `json:"name"`
	Framework string `json:"framework,omitempty"`
	Tier      int    `json:"tier,omitempty"`
	RatePence int64  `json:"rate_pence" doc:"Charge an hour."`
	CapPence  int64  `json:"cap_pence,omitempty" doc:"Price cap an hour."`
	OverCap   bool   `json:"over_cap"`
	BankFirst string `json:"bank_first" enum:"bank_had_time,by_override,unproven"`
}

// ShiftStory is what became of one shift.
type ShiftStory struct {
	ShiftID       string          `json:"shift_id" format:"uuid"`
	Employer      string          `json:"employer" doc:"ODS code of the host."`
	EmployerName  string          `json:"employer_name"`
	Site          string          `json:"site"`
	SiteName      string          `json:"site_name"`
	Ward          string          `json:"ward"`
	StaffGroup    string          `json:"staff_group"`
	Role          string          `json:"role"`
	Band          string          `json:"band"`
	StartsAt      time.Time       `json:"starts_at"`
	EndsAt        time.Time       `json:"ends_at"`
	NetMinutes    int64           `json:"net_minutes"`
	Period        string          `json:"period" enum:"day,night,weekend"`
	Lead          string          `json:"lead" doc:"The band of how long before its start it was asked for."`
	Reason        string          `json:"reason"`
	Status        string          `json:"status"`
	Part          string          `json:"part" enum:"own_bank,collaborative_bank,framework_agency,off_framework_agency,unfilled,withdrawn" doc:"How it counts."`
	HomeEmployer  string          `json:"home_employer,omitempty" doc:"Who lends the worker; told to the two employers only."`
	AskedAt       time.Time       `json:"asked_at"`
	FirstFilledAt *time.Time      `json:"first_filled_at,omitempty"`
	FilledAt      *time.Time      `json:"filled_at,omitempty"`
	WaitedMinutes *int64          `json:"waited_minutes,omitempty" doc:"From asking until it was filled for the first time."`
	Reopened      int             `json:"reopened" doc:"How often it was open again after it had been filled."`
	EndedAt       *time.Time      `json:"ended_at,omitempty"`
	NoticeBand    string          `json:"notice_band,omitempty" doc:"How long before its start it was called off."`
	RatePence     int64           `json:"rate_pence"`
	BaseRatePence int64           `json:"base_rate_pence,omitempty" doc:"The rate before it was raised, while the higher one stands."`
	BankClosesAt  time.Time       `json:"bank_closes_at" doc:"No agency before this without an override."`
	Steps         []StoryStep     `json:"steps"`
	Approvals     []StoryApproval `json:"approvals"`
	Agency        *StoryAgency    `json:"agency,omitempty"`
	TakenFrom     string          `json:"taken_from,omitempty" doc:"The agency that a bank worker took it from."`
}

func toStory(t measure.Story, name func(fact.Kind, string) string) ShiftStory {
	s := t.Shift
	out := ShiftStory{
		ShiftID: t.ID, Employer: s.Employer, EmployerName: name(fact.KindEmployer, s.Employer), Site: s.Site, SiteName: name(fact.KindSite, s.Site),
		Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt, NetMinutes: s.NetMinutes,
		Period: t.Cell.Period, Lead: t.Cell.Lead, Reason: s.Reason, Status: s.Status, Part: t.Part.Code(), HomeEmployer: s.HomeEmployer,
		AskedAt: t.AskedAt, FirstFilledAt: s.FirstFilledAt, FilledAt: s.FilledAt, Reopened: s.Reopened, EndedAt: s.EndedAt,
		NoticeBand: s.NoticeBand, RatePence: s.RatePence, BaseRatePence: s.BaseRatePence, BankClosesAt: s.BankClosesAt,
		Steps: make([]StoryStep, len(s.Opened)), Approvals: make([]StoryApproval, len(t.Approvals)), TakenFrom: s.Agency.Displaced,
	}
	if t.Waited != nil {
		minutes := int64(*t.Waited / time.Minute)
		out.WaitedMinutes = &minutes
	}
	for i, o := range s.Opened {
		out.Steps[i] = StoryStep{Step: o.Step, Tier: o.Tier, OpenedAt: o.At}
	}
	for i, a := range t.Approvals {
		out.Approvals[i] = StoryApproval(a)
	}
	if t.BankFirst != measure.NotAgency {
		a := s.Agency
		out.Agency = &StoryAgency{
			Name: a.Name, Framework: a.Framework, Tier: a.Tier, RatePence: a.RatePence, CapPence: a.CapPence, OverCap: a.OverCap, BankFirst: string(t.BankFirst),
		}
	}
	return out
}
