package simulator

import (
	"context"
	"fmt"
	"slices"

	"github.com/muster-ics/muster/deploy/internal/history"
)

type notice struct {
	N               int64
	NoticeID        string  `json:"notice_id"`
	MustAcknowledge bool    `json:"must_acknowledge"`
	AcknowledgedAt  *string `json:"acknowledged_at"`
}

func (s *Simulator) notices(ctx context.Context, w history.Worker) ([]notice, error) {
	var inbox struct{ Notices []notice }
	if err := s.worker(w).Get(ctx, api+"notices?limit=50", &inbox); err != nil {
		return nil, fmt.Errorf("notices: %w", err)
	}
	return inbox.Notices, nil
}

func (s *Simulator) readNotices(ctx context.Context) error {
	w := s.someWorker()
	all, err := s.notices(ctx, w)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return errIdle
	}
	return s.worker(w).Post(ctx, api+"notices/read", map[string]any{"up_to": all[0].N}, nil)
}

// acknowledgeNotice is somebody who says that they have seen what was changed for them.
func (s *Simulator) acknowledgeNotice(ctx context.Context) error {
	for _, id := range slices.Clone(s.told) {
		all, err := s.notices(ctx, s.byID[id])
		if err != nil {
			return err
		}
		for _, n := range all {
			if n.MustAcknowledge && n.AcknowledgedAt == nil {
				return s.worker(s.byID[id]).Post(ctx, api+"notices/"+n.NoticeID+"/acknowledge", none, nil)
			}
		}
		// The telling follows a moment after the change: the youngest are asked again.
		if len(s.told) > 20 {
			s.told = slices.DeleteFunc(s.told, func(one string) bool { return one == id })
		}
	}
	return errIdle
}
