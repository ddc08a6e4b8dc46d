package app

import "context"

// KeepEmployer notes an employer's name. Words may come late, twice or in any order.
func (p *Passports) KeepEmployer(ctx context.Context, ods, name string, version int64) error {
	return p.Partners.KeepEmployer(ctx, ods, name, version)
}

// KeepAgreement notes an agreement as it stands. Words may come late, twice or in any order.
func (p *Passports) KeepAgreement(ctx context.Context, a Agreement, version int64) error {
	return p.Partners.KeepAgreement(ctx, a, version)
}
