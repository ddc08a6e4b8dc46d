package api

import (
	"context"
	"time"
)

// Cover is one pair of employers and one staff group, and what covers it.
type Cover struct {
	// A and B are in order of the codes.
	A          string     `json:"a" doc:"ODS code of one employer"`
	B          string     `json:"b" doc:"ODS code of the other"`
	StaffGroup string     `json:"staff_group"`
	Covered    bool       `json:"covered"`
	Agreements []Covering `json:"agreements"`
}

// Covering is one agreement that covers.
type Covering struct {
	AgreementID string `json:"agreement_id" format:"uuid"`
	Version     int64  `json:"version"`
	Title       string `json:"title"`
	WholeScope  bool   `json:"whole_scope" doc:"No site and no band is left out"`
	// AToB and BToA are the directions.
	AToB  bool       `json:"a_to_b" doc:"Workers of A may work at B"`
	BToA  bool       `json:"b_to_a" doc:"Workers of B may work at A"`
	Until *time.Time `json:"until,omitempty" doc:"When it ends for the two; absent is never"`
}

type coverageOut struct {
	Body struct {
		Coverage []Cover `json:"coverage"`
	}
}

func (x api) getCoverage(ctx context.Context, _ *struct{}) (*coverageOut, error) {
	all, _, err := x.app.Coverage(ctx)
	out := &coverageOut{}
	for _, c := range all {
		cover := Cover{A: c.A, B: c.B, StaffGroup: c.StaffGroup, Covered: len(c.By) > 0}
		for _, by := range c.By {
			cover.Agreements = append(cover.Agreements, Covering{
				AgreementID: by.Agreement.String(), Version: by.Terms, Title: by.Title, WholeScope: by.WholeScope,
				AToB: by.AToB, BToA: by.BToA, Until: by.Until,
			})
		}
		out.Body.Coverage = append(out.Body.Coverage, cover)
	}
	return out, err
}
