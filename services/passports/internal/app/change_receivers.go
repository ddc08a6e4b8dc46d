package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
)

// AddReceiver lists one more organisation outside this system, on top of the version that the caller has read.
func (p *Passports) AddReceiver(ctx context.Context, r receiver.Receiver, over int64, requestID string) error {
	l, err := p.receiversOver(ctx, over)
	if err != nil {
		return err
	}
	_, err = p.SetReceivers(ctx, append(l, r), over, requestID)
	return ofOne(err, len(l))
}

// EndReceiver takes the n-th organisation off the list from now on.
func (p *Passports) EndReceiver(ctx context.Context, n int, over int64, requestID string) error {
	l, err := p.receiversOver(ctx, over)
	if err != nil {
		return err
	}
	after, ok := l.End(n, p.Clock.Now())
	if !ok {
		return ErrReceiversChanged
	}
	_, err = p.SetReceivers(ctx, after, over, requestID)
	return err
}

// receiversOver gives the list to the lead, if it is still the one that was read.
func (p *Passports) receiversOver(ctx context.Context, over int64) (receiver.List, error) {
	if _, err := Policy.Check(ctx, MaySetReceivers, auth.Facts{ICS: p.ICS}); err != nil {
		return nil, err
	}
	l, version, err := p.Lists.Receivers(ctx)
	if err == nil && version != over {
		err = ErrReceiversChanged
	}
	return slices.Clone(l), err
}

// ofOne names the fields of the i-th receiver as those of one: receivers[3].name becomes name.
func ofOne(err error, i int) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Invalid {
		return err
	}
	c := *f
	c.Fields = slices.Clone(f.Fields)
	for j := range c.Fields {
		name, _, _ := strings.Cut(strings.TrimPrefix(c.Fields[j].Location, fmt.Sprintf("receivers[%d].", i)), "[")
		c.Fields[j].Location = name
	}
	return &c
}
