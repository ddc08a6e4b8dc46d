package app

import (
	"context"
	"errors"
	"math"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
)

// ErrSettingsStale says that the settings were saved by somebody else since they were read. Nothing was written.
var ErrSettingsStale = errors.New("the settings have changed since they were read")

// maxPlace is behind every notice.
const maxPlace = math.MaxInt64

// Inbox is a page of a worker's notices, latest first, and how many are unread in all.
type Inbox struct {
	Notices []Notice
	Unread  int
}

// Notices gives the notices of the worker who asks, before a number; 0 is the latest.
func (a *App) Notices(ctx context.Context, before int64, limit int) (Inbox, error) {
	me, err := a.self(ctx, ReadNotices)
	if err != nil {
		return Inbox{}, err
	}
	if before <= 0 {
		before = maxPlace
	}
	var in Inbox
	if in.Notices, err = a.telling.Notices.NoticesOf(ctx, me, before, limit); err != nil {
		return in, err
	}
	in.Unread, err = a.telling.Notices.Unread(ctx, me)
	return in, err
}

// MarkRead marks the worker's notices up to a number as read.
func (a *App) MarkRead(ctx context.Context, upTo int64) error {
	me, err := a.self(ctx, ReadNotices)
	if err != nil {
		return err
	}
	return a.telling.Notices.Read(ctx, me, upTo, a.clock.Now())
}

// Acknowledge records that the worker has seen a change that somebody else made to their plans.
func (a *App) Acknowledge(ctx context.Context, noticeID id.ID) error {
	me, err := a.self(ctx, ReadNotices)
	if err != nil {
		return err
	}
	return asFault(a.telling.Notices.Acknowledge(ctx, me, noticeID, a.clock.Now()))
}

// AlertSettings gives what the worker who asks has chosen, or the default, and the version, 0 for the default.
func (a *App) AlertSettings(ctx context.Context) (alerting.Settings, int64, error) {
	me, err := a.self(ctx, SetAlerts)
	if err != nil {
		return alerting.Settings{}, 0, err
	}
	s, version, err := a.telling.Notices.AlertSettings(ctx, me)
	if err != nil || s == nil {
		return alerting.Default(), 0, err
	}
	return *s, version, nil
}

// SetAlerts keeps what the worker has chosen, if nobody has saved since version was read. It gives the version.
func (a *App) SetAlerts(ctx context.Context, s alerting.Settings, version int64) (int64, error) {
	me, err := a.self(ctx, SetAlerts)
	if err != nil {
		return 0, err
	}
	if ps := s.Problems(); len(ps) > 0 {
		f := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.")
		for _, p := range ps {
			f = f.WithFields(fault.Field{Location: "body." + p.Field, Message: p.Message})
		}
		return 0, f
	}
	err = a.telling.Notices.PutAlertSettings(ctx, me, s, version+1)
	if errors.Is(err, ErrSettingsStale) {
		return 0, fault.New(fault.Stale, "settings_changed", "You have changed these settings on another page since. Load this page again, then save.")
	}
	return version + 1, err
}

// self is the worker who asks, if the action is theirs.
func (a *App) self(ctx context.Context, action auth.Action) (id.ID, error) {
	who, err := a.check(ctx, action, auth.Facts{})
	if err != nil {
		return id.Nil, err
	}
	me, err := id.Parse(who.WorkerID)
	if err != nil {
		return id.Nil, unknown()
	}
	return me, nil
}
