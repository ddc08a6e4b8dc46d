package app

import (
	"context"
	"math"
	"time"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/places"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/preferences"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Sort is the order of a list of open shifts.
type Sort string

// The orders. The soonest is the default.
const (
	Soonest  Sort = "soonest"
	Nearest  Sort = "nearest"
	BestPaid Sort = "best_paid"
)

// AsPreferred stands for a distance limit that the worker's preferences know.
const AsPreferred = -1

// OpenQuery is what a worker wants to see. Empty fields do not narrow.
type OpenQuery struct {
	// From and To bound the start: at From or later, before To.
	From, To             time.Time
	Employer, Site, Ward string
	Part                 openlist.Part
	// MinRatePence is the least basic pay an hour, MinTotalPence the least pay for the whole shift.
	MinRatePence, MinTotalPence int64
	// Postcode, whole or its first half, is where distances are measured from; empty is as preferred.
	Postcode string
	// WithinKM is how far at most; 0 is any distance and AsPreferred what the preferences say.
	WithinKM int
	// Favourites asks for favourite wards only; Hidden for the hidden wards too.
	Favourites, Hidden bool
	Sort               Sort
	// After is where the list goes on; nil is the beginning.
	After *openlist.Place
	// Ineligible asks also for what the worker could not take.
	Ineligible bool
	// Limit bounds each of the two kinds.
	Limit int
}

// prepare turns query and preferences into a filter.
func (s *search) prepare(ctx context.Context) error {
	q := &s.query
	var err error
	if s.prefers, err = s.app.prefers.Of(ctx, s.worker.ID); err != nil {
		return err
	}
	s.filter = openlist.Filter{From: q.From, To: q.To, Employers: s.app.codes(q.Employer), Site: q.Site, Ward: q.Ward, Part: q.Part, MinRatePence: q.MinRatePence}
	if q.Favourites {
		s.filter.Only = set(s.prefers.Favourites)
	}
	if !q.Hidden {
		s.filter.Hidden = set(s.prefers.Hidden)
	}
	s.urgency = make(map[string]policy.Urgency)
	s.wages = newWages(s.app, s.worker)
	return s.measure(ctx)
}

func set(ws []preferences.Ward) map[openlist.Ward]bool {
	out := make(map[openlist.Ward]bool, len(ws))
	for _, w := range ws {
		out[openlist.Ward{Site: w.Site, Code: w.Ward}] = true
	}
	return out
}

// measure finds how far each site is and how far is too far.
func (s *search) measure(ctx context.Context) error {
	q := &s.query
	postcode := q.Postcode
	if postcode == "" {
		postcode = s.prefers.Area
	}
	km := q.WithinKM
	if km == AsPreferred {
		km = s.prefers.WithinKM
	}
	if postcode == "" {
		if km > 0 || q.Sort == Nearest {
			return fault.New(fault.Invalid, "place_unknown", "Say where distances are measured from.").WithFields(
				fault.Field{Location: "query.postcode", Message: "Give a postcode, or only its first half, for example CT1."})
		}
		return nil
	}
	area, from, err := places.Locate(postcode)
	if err != nil {
		return fault.New(fault.Invalid, "place_unknown", "The postcode cannot be found.").WithFields(fault.Field{Location: "query.postcode", Message: err.Error()})
	}
	sites, err := s.app.models.Sites(ctx, "")
	if err != nil {
		return err
	}
	s.area, s.filter.MaxKM, s.filter.KM = area, float64(km), make(map[string]float64, len(sites))
	for _, site := range sites {
		if at := (places.Point{Lat: site.Lat, Lon: site.Lon}); at.Known() {
			s.filter.KM[site.ODS] = places.DistanceKM(from, at)
		}
	}
	return nil
}

// key is the place of a shift in the order asked for.
func (s *search) key(e *openlist.Entry) int64 {
	if s.query.Sort == BestPaid {
		return -s.wages.quote(e.Shift).TotalPence
	}
	return s.nearKey(e)
}

// nearKey is key without the price, for those whom nobody will pay: pricing every open shift of a system takes long.
func (s *search) nearKey(e *openlist.Entry) int64 {
	if s.query.Sort != Nearest {
		return 0
	}
	km, ok := s.filter.KM[e.Shift.Site]
	if !ok {
		return math.MaxInt64 // Nobody knows how far: after all whose distance is known.
	}
	return int64(km * 1000)
}

func (s *search) paysEnough(sh shift.State) bool {
	return s.query.MinTotalPence <= 0 || s.wages.quote(sh).TotalPence >= s.query.MinTotalPence
}
