package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

// ErrCardOverlaps says that on some day there would be two rate cards for the same work. Nothing was written.
var ErrCardOverlaps = errors.New("another rate card is for the same work on the same days")

// RateCards keeps what employers pay. Every change is one transaction of the new version, its event and its audit row.
type RateCards interface {
	// Of gives an employer's cards, and those of whom it followed, by staff group, band, ward, role and first day, past ones too.
	Of(ctx context.Context, employer string) ([]pay.Card, error)
	// InLine gives those that count for what bears an employer's code, under that code: its own, and by rank those of whom it
	// followed in a merger.
	InLine(ctx context.Context, employer string) ([]pay.Card, error)
	// Get gives one card, or ErrNotFound.
	Get(ctx context.Context, cardID id.ID) (pay.Card, error)
	// Put keeps c, whose Version is one more than that of before, nil for a first version. ErrRaced when before is not
	// the newest any more, ErrCardOverlaps.
	Put(ctx context.Context, before *pay.Card, c pay.Card) error
}
