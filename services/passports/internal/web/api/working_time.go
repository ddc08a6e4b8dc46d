package api

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/hours"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
)

type periodBody struct {
	From  string  `json:"from" doc:"A date (its beginning in London) or an RFC 3339 time."`
	Until *string `json:"until,omitempty" doc:"A date (its end in London) or an RFC 3339 time; leave out what does not end."`
}

func (b periodBody) read(t *dates.Reader, at string) hours.Period {
	return hours.Period{From: t.Begin(at+".from", b.From), Until: t.End(at+".until", b.Until)}
}

type workingTimeBody struct {
	Contract string      `json:"contract,omitempty" enum:"wtr_1998,resident_doctor_2016,resident_doctor_2019" doc:"The terms with their version; left out, the Working Time Regulations alone."`
	OptOut   *periodBody `json:"opt_out,omitempty" doc:"When the worker has agreed in writing to work more than 48 hours a week on average."`
	HourCap  *struct {
		Code    string       `json:"code" enum:"term_time_20,term_time_10,other_employers_20" doc:"Hours a week in term with all employers together, or at any time with others than the sponsor."`
		Sponsor string       `json:"sponsor,omitempty" maxLength:"12" doc:"The sponsor's ODS code, with other_employers_20."`
		Terms   []periodBody `json:"terms,omitempty" maxItems:"24" doc:"Term dates; while none are given every week counts as term."`
	} `json:"hour_cap,omitempty"`
}

func (b workingTimeBody) read(t *dates.Reader) app.NewHours {
	n := app.NewHours{Contract: b.Contract}
	if b.OptOut != nil {
		p := b.OptOut.read(t, "opt_out")
		n.OptOut = &p
	}
	if b.HourCap != nil {
		n.Cap, n.Sponsor = b.HourCap.Code, b.HourCap.Sponsor
		for _, p := range b.HourCap.Terms {
			n.Terms = append(n.Terms, p.read(t, "hour_cap.terms"))
		}
	}
	return n
}

type workingTimeInput struct {
	ByWorker
	Body workingTimeBody
}

func (a API) workingTime(ctx context.Context, in *workingTimeInput) (*changeOutput, error) {
	t := &dates.Reader{}
	return with(in.ByWorker, t, in.Body.read(t), func(w id.ID, n app.NewHours) (app.Standing, error) {
		return a.use.RecordHours(ctx, w, n, requestID(ctx))
	})
}
