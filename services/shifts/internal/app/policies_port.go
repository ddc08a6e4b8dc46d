package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

// Policies keeps what employers decide for themselves. Every change is one transaction of the new version, its event and
// its audit row.
type Policies interface {
	// Of gives the settings of an employer and their version, nil and 0 when it has decided nothing.
	Of(ctx context.Context, employer string, k policy.Kind) (body json.RawMessage, version int64, err error)
	// Put keeps p, whose Version is one more than the one there is; ErrRaced when that is not so any more.
	Put(ctx context.Context, p StoredPolicy) error
}

// StoredPolicy is an employer's settings of one kind at one version, counted from 1.
type StoredPolicy struct {
	Employer  string
	Kind      policy.Kind
	Version   int64
	Body      json.RawMessage
	ChangedAt time.Time
}

// policyOf gives what an employer has decided on one subject, or its default. It asks nobody's leave: it is for rules.
func policyOf[T policy.Settings](ctx context.Context, from Policies, employer string) (T, int64, error) {
	var zero T
	body, version, err := from.Of(ctx, employer, zero.Kind())
	if err != nil {
		return zero, 0, err
	}
	settings, err := policy.Read[T](body)
	if err != nil {
		return zero, 0, fmt.Errorf("of %s at version %d: %w", employer, version, err)
	}
	return settings, version, nil
}
