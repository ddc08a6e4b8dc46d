package api

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/app"
)

type trendInput struct {
	Days int `query:"days" default:"28" minimum:"1" maximum:"92" doc:"How many days, today included."`
	ScopeInput
}

// TrendDay is one day.
type TrendDay struct {
	Date string `json:"date" format:"date" doc:"The day in London."`
	Figures
}

// Trend is the days, oldest first.
type Trend struct {
	AsOf time.Time  `json:"as_of"`
	Days []TrendDay `json:"days" doc:"Oldest first; today, which is not over, last."`
}

type trendOutput struct{ Body Trend }

func (h handlers) trend(ctx context.Context, in *trendInput) (*trendOutput, error) {
	t, err := h.rates.Trend(ctx, in.scope(), in.Days)
	if err != nil {
		return nil, err
	}
	out := Trend{AsOf: t.AsOf, Days: make([]TrendDay, len(t.Days))}
	for i, d := range t.Days {
		out.Days[i] = TrendDay{Date: d.Date.Format(time.DateOnly), Figures: toFigures(d.Figures)}
	}
	return &trendOutput{Body: out}, nil
}

type gapsInput struct {
	Limit int `query:"limit" default:"50" minimum:"1" maximum:"200"`
	ScopeInput
}

// Gap is one open shift.
type Gap struct {
	ShiftID      string    `json:"shift_id" format:"uuid"`
	Employer     string    `json:"employer" doc:"ODS code."`
	EmployerName string    `json:"employer_name"`
	Site         string    `json:"site" doc:"ODS site code."`
	SiteName     string    `json:"site_name"`
	Ward         string    `json:"ward"`
	StaffGroup   string    `json:"staff_group"`
	Role         string    `json:"role"`
	Band         string    `json:"band"`
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	NetMinutes   int64     `json:"net_minutes"`
}

// Gaps is the open shifts, soonest first.
type Gaps struct {
	AsOf time.Time `json:"as_of"`
	Gaps []Gap     `json:"gaps"`
}

type gapsOutput struct{ Body Gaps }

func (h handlers) gaps(ctx context.Context, in *gapsInput) (*gapsOutput, error) {
	gaps, asOf, err := h.rates.Gaps(ctx, in.scope(), in.Limit)
	if err != nil {
		return nil, err
	}
	return &gapsOutput{Body: Gaps{AsOf: asOf, Gaps: toGaps(gaps)}}, nil
}

func toGaps(gaps []app.Gap) []Gap {
	out := make([]Gap, len(gaps))
	for i, g := range gaps {
		out[i] = Gap{
			ShiftID: g.ID, Employer: g.Shift.Employer, EmployerName: g.EmployerName, Site: g.Shift.Site,
			SiteName: g.SiteName, Ward: g.Shift.Ward, StaffGroup: g.Shift.StaffGroup, Role: g.Shift.Role, Band: g.Shift.Band,
			StartsAt: g.Shift.StartsAt, EndsAt: g.Shift.EndsAt, NetMinutes: g.Shift.NetMinutes,
		}
	}
	return out
}

// Producer is how far the figures have come with one producing service.
type Producer struct {
	Producer      string     `json:"producer"`
	StreamSeq     int64      `json:"stream_seq" doc:"The furthest place in the producer's stream."`
	Events        int64      `json:"events" doc:"How many changes are counted, however often each was delivered."`
	NewestEventAt *time.Time `json:"newest_event_at" doc:"Null before the first event."`
	Epoch         int64      `json:"epoch" doc:"Counts how often the rows were replaced by rebuilt ones."`
}

// Watermark is how far all figures have come.
type Watermark struct {
	Producers []Producer `json:"producers"`
	Events    int64      `json:"events"`
	Hash      string     `json:"hash" doc:"SHA-256 in hex over the newest state of everything that was heard of."`
	AsOf      time.Time  `json:"as_of"`
	Employers []DataAge  `json:"employers" doc:"How old each employer's data is, and who is silent."`
}

type watermarkOutput struct{ Body Watermark }

func (h handlers) watermark(ctx context.Context, _ *struct{}) (*watermarkOutput, error) {
	m, err := h.rates.Watermark(ctx)
	if err != nil {
		return nil, err
	}
	out := Watermark{Events: m.Events, Hash: m.Hash, AsOf: m.AsOf, Employers: toDataAges(m.Employers, m.AsOf), Producers: make([]Producer, len(m.Producers))}
	for i, p := range m.Producers {
		out.Producers[i] = Producer{Producer: p.Producer, StreamSeq: p.Sequence, Events: p.Events, NewestEventAt: p.Newest, Epoch: p.Epoch}
	}
	return &watermarkOutput{Body: out}, nil
}
