package app

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
)

// AreasVersion is one version of the critical areas: who said so, by an opaque id, and when. Nobody said the default.
type AreasVersion struct {
	risk.Areas
	By string
	At time.Time
}

// KeptAreas keeps every version of a system's critical areas.
type KeptAreas interface {
	// Areas gives the newest versions, newest first; none where nobody has changed the default.
	Areas(ctx context.Context, ics string, most int) ([]AreasVersion, error)
	// ChangeAreas keeps what change makes of the newest version, alone over all replicas. Without a version it is the zero
	// value.
	ChangeAreas(ctx context.Context, ics string, change func(AreasVersion) (AreasVersion, Told, error)) error
}

// CriticalAreas is in which wards a gap is graver than elsewhere: reference data of the system, which its lead changes.
type CriticalAreas struct {
	kept      KeptAreas
	policy    auth.Policy
	clock     clock.Clock
	ics       string
	requestID func(context.Context) string
	// changed has screens ranked anew.
	changed func()
}

// NewCriticalAreas makes the use case for the system ics; changed is called after each change.
func NewCriticalAreas(kept KeptAreas, policy auth.Policy, c clock.Clock, ics string, requestID func(context.Context) string, changed func()) *CriticalAreas {
	return &CriticalAreas{kept: kept, policy: policy, clock: c, ics: ics, requestID: requestID, changed: changed}
}

// MostVersions is how many versions are shown.
const MostVersions = 20

// Versions gives the newest versions, newest first, and the default last where all fit.
func (c *CriticalAreas) Versions(ctx context.Context) ([]AreasVersion, error) {
	if _, err := c.policy.Check(ctx, ViewCriticalAreas, auth.Facts{ICS: c.ics}); err != nil {
		return nil, err
	}
	all, err := c.kept.Areas(ctx, c.ics, MostVersions)
	if len(all) < MostVersions {
		all = append(all, AreasVersion{Areas: risk.DefaultAreas()})
	}
	return all, err
}

// now is what gaps are ranked by. Who asks has been judged by then.
func (c *CriticalAreas) now(ctx context.Context) (risk.Areas, error) {
	all, err := c.kept.Areas(ctx, c.ics, 1)
	if err != nil || len(all) == 0 {
		return risk.DefaultAreas(), err
	}
	return all[0].Areas, nil
}

// Change puts other areas in place, at the version that the caller has seen.
func (c *CriticalAreas) Change(ctx context.Context, list []risk.Area, seen func(version int64) error) (AreasVersion, error) {
	p, err := c.policy.Check(ctx, ChangeCriticalAreas, auth.Facts{ICS: c.ics})
	if err != nil {
		return AreasVersion{}, err
	}
	var is AreasVersion
	err = c.kept.ChangeAreas(ctx, c.ics, func(was AreasVersion) (AreasVersion, Told, error) {
		if was.Version == 0 {
			was.Areas = risk.DefaultAreas()
		}
		if err := seen(was.Version); err != nil {
			return was, Told{}, err
		}
		next, wrong := risk.Change(was.Areas, list)
		if len(wrong) > 0 {
			return was, Told{}, areasRefused(wrong)
		}
		is = AreasVersion{Areas: next, By: p.Subject, At: c.clock.Now().UTC().Truncate(time.Microsecond)}
		told, err := c.tell(ctx, was, is)
		return is, told, err
	})
	if err == nil {
		c.changed()
	}
	return is, err
}

func areasRefused(wrong []risk.Problem) error {
	f := fault.New(fault.Invalid, "critical_areas_invalid", "Some of this cannot be right; see what to change.")
	for _, p := range wrong {
		at := "body.areas"
		if p.Area >= 0 {
			at = fmt.Sprintf("body.areas[%d].%s", p.Area, p.Field)
		}
		f = f.WithFields(fault.Field{Location: at, Message: p.Message})
	}
	return f
}

func (c *CriticalAreas) tell(ctx context.Context, was, is AreasVersion) (t Told, err error) {
	t = Told{RequestID: c.requestID(ctx), Action: "critical_areas.change", Before: canonical(areasState(was.Areas))}
	t.Event, err = events.New(areasState(is.Areas), events.Meta{
		ID: id.New().String(), Time: is.At, ICS: c.ics, ODS: c.ics, AggregateID: c.ics, AggregateVersion: is.Version, Actor: is.By,
	})
	t.After = t.Event.Data
	return t, err
}

// areasState is the areas as others are told of them.
func areasState(a risk.Areas) analytics.CriticalAreasChangedV1 {
	var e analytics.CriticalAreasChangedV1
	for _, one := range a.List {
		e.Areas = append(e.Areas, analytics.CriticalArea(one))
	}
	return e
}
