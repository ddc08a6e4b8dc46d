package app

import "context"

// Reckon writes what is due for every passport that another profile reckoned, or none did, and tells how many. Every replica
// may: each takes passports that no other works on. A change of a passport reckons it too.
func (p *Passports) Reckon(ctx context.Context) (int, error) {
	total := 0
	for {
		n, err := p.Reference.Reckon(ctx, p.Clock.Now())
		total += n
		if err != nil || n == 0 {
			return total, err
		}
	}
}
