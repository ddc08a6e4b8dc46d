package app

import "context"

// KeepEmployer notes an employer's name. Words may come late, twice or in any order.
func (p *Passports) KeepEmployer(ctx context.Context, ods, name string, version int64) error {
	return p.Partners.KeepEmployer(ctx, ods, name, version)
}

// KeepAgreement notes an agreement as it stands, and judges again the bookings ahead between its parties: the engagement
// model may be another now. Words may come late, twice or in any order.
func (p *Passports) KeepAgreement(ctx context.Context, a Agreement, version int64) error {
	if err := p.Partners.KeepAgreement(ctx, a, version, p.Clock.Now()); err != nil {
		return err
	}
	p.judgeDueNow(ctx)
	return nil
}
