package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Disclosure is how things stand between a worker and one host.
type Disclosure struct {
	Employer string `json:"employer" doc:"ODS code of the host."`
	// Name is empty when nobody has told it.
	Name string `json:"name,omitempty" doc:"The host's name, if it is known."`
	// Status is offered (an agreement opens the host, and the worker never said yes), authorised, withdrawn or ended.
	Status      string     `json:"status" enum:"offered,authorised,withdrawn,ended"`
	From        *time.Time `json:"from,omitempty" doc:"When the worker last said yes."`
	Until       *time.Time `json:"until,omitempty" doc:"When it ends by itself; absent while it holds until withdrawn."`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
	// Agreement names the agreement that opens the host now, or under which the worker said yes.
	Agreement        string `json:"agreement,omitempty" doc:"The title of the agreement that opens the host."`
	AgreementID      string `json:"agreement_id,omitempty" format:"uuid"`
	AgreementVersion int64  `json:"agreement_version,omitempty"`
	// Followed are the codes of employers that this one has followed, to which the worker said yes. FollowedNames are their names,
	// where they are known.
	Followed      []string          `json:"followed,omitempty" doc:"Codes of employers that this one followed in a merger and to which the worker said yes. The yes holds for this one until it is withdrawn."`
	FollowedNames map[string]string `json:"-"`
	// Bookings are those ahead at the host, which a withdrawal ends.
	Bookings []BookingAhead `json:"bookings" doc:"Bookings ahead at this host. Withdrawing ends them."`
}

// Live tells whether the host may rely on the passport now.
func (d Disclosure) Live() bool { return d.Status == "authorised" }

// BookingAhead is a booking that rests on a passport and is not over.
type BookingAhead struct {
	BookingID string    `json:"booking_id" format:"uuid"`
	Site      string    `json:"site"`
	Ward      string    `json:"ward"`
	Role      string    `json:"role"`
	Band      string    `json:"band"`
	StartsAt  time.Time `json:"starts_at"`
	EndsAt    time.Time `json:"ends_at"`
	Confirmed bool      `json:"confirmed" doc:"False while the booking waits for its confirmation."`
}

// ShowDisclosures gives workers every host that an agreement opens to them or that they ever said yes to, by name.
func (p *Passports) ShowDisclosures(ctx context.Context) ([]Disclosure, error) {
	me, err := p.ownID(ctx, MayShare)
	if err != nil {
		return nil, err
	}
	return p.disclosures(ctx, me)
}

// ShowDisclosure gives workers how things stand with one host.
func (p *Passports) ShowDisclosure(ctx context.Context, host string) (Disclosure, error) {
	me, err := p.ownID(ctx, MayShare)
	if err != nil {
		return Disclosure{}, err
	}
	return p.disclosureFor(ctx, me, host)
}

func (p *Passports) disclosureFor(ctx context.Context, me id.ID, host string) (Disclosure, error) {
	all, err := p.disclosures(ctx, me)
	if err != nil {
		return Disclosure{}, err
	}
	host = p.heirNow(host)
	i := slices.IndexFunc(all, func(d Disclosure) bool { return d.Employer == host })
	if i < 0 {
		return Disclosure{}, ErrNoDisclosure
	}
	return all[i], nil
}

func (p *Passports) disclosures(ctx context.Context, me id.ID) ([]Disclosure, error) {
	w, err := p.Workers.Get(ctx, me)
	if err != nil {
		return nil, err
	}
	now := p.Clock.Now()
	ahead, err := p.Rights.Reliant(ctx, me, now)
	if err != nil {
		return nil, err
	}
	agreements, err := p.Partners.AgreementsOf(ctx, w.HomeEmployer())
	if err != nil {
		return nil, err
	}
	hosts := p.hostsOf(w, agreements, ahead, now)
	names, err := p.Partners.EmployerNames(ctx, codesOf(hosts)...)
	if err != nil {
		return nil, err
	}
	out := []Disclosure{}
	for _, d := range hosts {
		d.Name, d.FollowedNames = names[d.Employer], names
		d.Bookings = p.aheadAt(ahead, d.Employer)
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Disclosure) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Name, a.Employer), cmp.Or(b.Name, b.Employer)), cmp.Compare(a.Employer, b.Employer))
	})
	return out, nil
}

// hostsOf are the hosts that the worker spoke of, that an agreement opens, or where a booking lies ahead; the home
// employer is none.
func (p *Passports) hostsOf(w *worker.Worker, agreements []Agreement, ahead []Reliance, now time.Time) map[string]Disclosure {
	home := p.heirNow(w.HomeEmployer())
	hosts := map[string]Disclosure{}
	for _, r := range ahead {
		host := p.heirNow(r.Booking.HostEmployer)
		hosts[host] = Disclosure{Employer: host, Status: "offered"}
	}
	for _, a := range agreements {
		if !p.binds(a, home, now) {
			continue
		}
		for _, party := range a.Parties {
			if a.Binds(party.Employer, now) {
				host := p.heirNow(party.Employer)
				hosts[host] = Disclosure{Employer: host, Status: "offered", Agreement: a.Title, AgreementID: a.ID, AgreementVersion: a.Version}
			}
		}
	}
	for _, d := range w.Record().Disclosures {
		host := p.heirNow(d.Record().Host)
		if hosts[host].Live() && !d.Live(now) {
			continue // One word that holds is enough, to whichever of those that are one now it was said.
		}
		var was []string
		if hosts[host].Live() == d.Live(now) { // The first word that holds takes the place of those that do not.
			was = hosts[host].Followed
		}
		hosts[host] = said(hosts[host], d, now)
		hosts[host] = followed(hosts[host], host, was, d)
	}
	delete(hosts, home)
	return hosts
}

func said(known Disclosure, d disclosure.Disclosure, now time.Time) Disclosure {
	r := d.Record()
	known.Employer, known.From, known.Until, known.WithdrawnAt = r.Host, &r.From, r.Until, r.WithdrawnAt
	if known.AgreementID == "" {
		known.AgreementID, known.AgreementVersion = r.AgreementID, r.AgreementVersion
	}
	switch {
	case d.Live(now):
		known.Status = "authorised"
	case r.WithdrawnAt != nil:
		known.Status = "withdrawn"
	default:
		known.Status = "ended"
	}
	return known
}

// followed names the host as it is called now, and to whom else the word was said.
func followed(d Disclosure, host string, was []string, word disclosure.Disclosure) Disclosure {
	d.Employer, d.Followed = host, was
	if code := word.Record().Host; code != host {
		d.Followed = append(d.Followed, code)
	}
	return d
}

func codesOf(hosts map[string]Disclosure) []string {
	out := make([]string, 0, len(hosts))
	for code, d := range hosts {
		out = append(append(out, code), d.Followed...)
	}
	return out
}

func (p *Passports) aheadAt(all []Reliance, host string) []BookingAhead {
	out := []BookingAhead{}
	for _, r := range all {
		if b := r.Booking; p.sameNow(b.HostEmployer, host) {
			out = append(out, bookingAhead(r))
		}
	}
	return out
}

func bookingAhead(r Reliance) BookingAhead {
	b := r.Booking
	return BookingAhead{
		BookingID: b.ID.String(), Site: b.Site, Ward: r.Ward, Role: b.Role, Band: b.Band, StartsAt: b.StartsAt, EndsAt: b.EndsAt, Confirmed: r.State == Confirmed,
	}
}
