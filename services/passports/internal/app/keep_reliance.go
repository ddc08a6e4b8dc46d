package app

import "context"

// KeepReliance notes what became of a booking: confirmed, or over. Words may come late, twice or in any order.
func (p *Passports) KeepReliance(ctx context.Context, r Reliance) error {
	return p.Clearances.Keep(ctx, r)
}
