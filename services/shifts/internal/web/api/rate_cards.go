package api

import (
	"context"
	"net/http"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

func mountRateCards(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/rate-cards", ID: "list-rate-cards", Action: app.ReadRateCards,
		Summary: "List what an employer pays for each kind of work, past and future cards too"}, h.rateCards)
	register(s, web.Op{Method: http.MethodPost, Path: "/rate-cards", ID: "add-rate-card", Action: app.ChangeRateCard, Status: http.StatusCreated, Errors: []int{http.StatusConflict},
		Summary:     "Set what your employer pays for one kind of work from a day on (duty finance or executive)",
		Description: "409 rate_card_overlaps: another card is for the same work on some of the days. Bookings that stand keep what they locked."}, h.addRateCard)
	register(s, web.Op{Method: http.MethodGet, Path: "/rate-cards/{id}", ID: "get-rate-card", Action: app.ReadRateCards, Errors: []int{http.StatusNotFound},
		Summary: "Read one rate card"}, h.rateCard)
	register(s, web.Op{Method: http.MethodPut, Path: "/rate-cards/{id}", ID: "put-rate-card", Action: app.ChangeRateCard,
		Errors:      []int{http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed},
		Summary:     "Change the days or figures of a rate card (duty finance or executive)",
		Description: "Send If-Match with the ETag that you read. Which work a card is for does not change: let it end and add another."}, h.putRateCard)
}

// CardFigures is what a card pays and when.
type CardFigures struct {
	From                string         `json:"from" maxLength:"10" doc:"The first day in Europe/London on which a shift may start under the card, like 2026-04-01."`
	Until               string         `json:"until,omitempty" maxLength:"10" doc:"The first day on which none may any more; open when it is left out."`
	BasicPence          int64          `json:"basic_pence,omitempty" minimum:"1" maximum:"50000" doc:"Basic pay an hour. Either this or point."`
	Point               string         `json:"point,omitempty" enum:"entry,intermediate,top," doc:"The national pay point of the band, whatever it is on the day of the shift."`
	Scheme              string         `json:"scheme" enum:"afc,core_unsocial,resident,flat" doc:"How hours are enhanced: Agenda for Change, two flat rates, doctors in training, or not at all."`
	UnsocialPence       int64          `json:"unsocial_pence,omitempty" minimum:"1" maximum:"50000" doc:"The second rate of core_unsocial."`
	Windows             []wantedWindow `json:"windows,omitempty" maxItems:"20" doc:"Hours that are paid otherwise, in place of those of the scheme."`
	HighCostBasisPoints int64          `json:"high_cost_basis_points,omitempty" minimum:"0" maximum:"10000" doc:"High cost area supplement in hundredths of a percent of basic pay; 2000 for inner London."`
	HighCostLeastPence  int64          `json:"high_cost_least_pence,omitempty" minimum:"0" maximum:"50000" doc:"The least supplement an hour."`
	HighCostMostPence   int64          `json:"high_cost_most_pence,omitempty" minimum:"0" maximum:"50000" doc:"The most supplement an hour; 0 for no limit."`
}

type wantedWindow struct {
	Kind              string   `json:"kind" enum:"unsocial,night,sunday_or_holiday"`
	Days              []string `json:"days" minItems:"1" maxItems:"8" enum:"mon,tue,wed,thu,fri,sat,sun,holiday"`
	FromMinute        int      `json:"from_minute" minimum:"0" maximum:"1439" doc:"Minutes of the day by the clock on the wall; 1200 is 20:00."`
	ToMinute          int      `json:"to_minute" minimum:"1" maximum:"1440"`
	UpliftBasisPoints int64    `json:"uplift_basis_points,omitempty" minimum:"0" maximum:"30000" doc:"What comes on top of basic pay in hundredths of a percent; 3000 is 30 %."`
	FlatPence         int64    `json:"flat_pence,omitempty" minimum:"0" maximum:"50000" doc:"A rate an hour in place of basic pay."`
}

// card reads the figures. A date that cannot be read names its field.
func (f CardFigures) card() (pay.Card, error) {
	c := pay.Card{BasicPence: f.BasicPence, Point: pay.Point(f.Point), Scheme: pay.Scheme(f.Scheme), UnsocialPence: f.UnsocialPence,
		HighCost: f.HighCostBasisPoints, HighCostLeast: f.HighCostLeastPence, HighCostMost: f.HighCostMostPence}
	var err error
	if c.From, err = dayIn("body.from", f.From); err != nil {
		return c, err
	}
	if f.Until != "" {
		if c.Until, err = dayIn("body.until", f.Until); err != nil {
			return c, err
		}
	}
	for _, w := range f.Windows {
		days, _ := pay.ParseDays(w.Days)
		c.Windows = append(c.Windows, pay.Window{Kind: pay.Kind(w.Kind), Days: days, From: w.FromMinute, To: w.ToMinute, Uplift: w.UpliftBasisPoints, FlatPence: w.FlatPence})
	}
	return c, nil
}

func dayIn(location, s string) (pay.Day, error) {
	d, err := pay.ParseDay(s)
	if err != nil {
		return 0, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").
			WithFields(fault.Field{Location: location, Message: "Give a date like 2026-04-01."})
	}
	return d, nil
}

type rateCardsInput struct {
	Employer string `query:"employer" maxLength:"12" doc:"ODS code; your own when you are an employer."`
}

type rateCardsOutput struct {
	Body struct {
		RateCards []es.RateCardState `json:"rate_cards"`
	}
}

func (h handlers) rateCards(ctx context.Context, in *rateCardsInput) (*rateCardsOutput, error) {
	cards, err := h.app.RateCards(ctx, in.Employer)
	if err != nil {
		return nil, err
	}
	out := &rateCardsOutput{}
	for _, c := range cards {
		out.Body.RateCards = append(out.Body.RateCards, app.RateCardState(c))
	}
	return out, nil
}

type rateCardOutput struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     es.RateCardState
}

func rateCardAnswer(c pay.Card) *rateCardOutput {
	return &rateCardOutput{ETag: web.ETag(c.Version), Body: app.RateCardState(c)}
}

type addRateCardInput struct {
	Body struct {
		StaffGroup string `json:"staff_group" enum:"medical_dental,students,nursing_midwifery,allied_health,additional_scientific,healthcare_scientists,clinical_support,admin_clerical,estates_ancillary,supplementary"`
		Band       string `json:"band" enum:"2,3,4,5,6,7,8a,8b,8c,8d,9,medical"`
		Role       string `json:"role,omitempty" maxLength:"64" doc:"Only for this job role."`
		Ward       string `json:"ward,omitempty" maxLength:"64" doc:"Only for this ward; a card for a ward counts before one for a role."`
		CardFigures
	}
}

func (h handlers) addRateCard(ctx context.Context, in *addRateCardInput) (*rateCardOutput, error) {
	c, err := in.Body.card()
	if err != nil {
		return nil, err
	}
	c.StaffGroup, c.Band, c.Role, c.Ward = in.Body.StaffGroup, in.Body.Band, in.Body.Role, in.Body.Ward
	if c, err = h.app.AddRateCard(ctx, c); err != nil {
		return nil, err
	}
	out := rateCardAnswer(c)
	out.Location = path("rate-cards", out.Body.RateCardID)
	return out, nil
}

type RateCardPath struct {
	ID string `path:"id" maxLength:"64"`
}

func (h handlers) rateCard(ctx context.Context, in *RateCardPath) (*rateCardOutput, error) {
	cardID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	c, err := h.app.RateCard(ctx, cardID)
	if err != nil {
		return nil, err
	}
	return rateCardAnswer(c), nil
}

type putRateCardInput struct {
	RateCardPath
	IfMatch string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
	Body    CardFigures
}

func (h handlers) putRateCard(ctx context.Context, in *putRateCardInput) (*rateCardOutput, error) {
	cardID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	c, err := in.Body.card()
	if err != nil {
		return nil, err
	}
	c, err = h.app.ChangeRateCard(ctx, cardID, c, func(version int64) error { return web.IfMatch(in.IfMatch, version) })
	if err != nil {
		return nil, err
	}
	return rateCardAnswer(c), nil
}
