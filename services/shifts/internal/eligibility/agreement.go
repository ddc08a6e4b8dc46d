package eligibility

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Agreement is what deployments has told of one workforce-sharing agreement, at the version of its text that decides or is
// on offer. Empty lists mean all.
type Agreement struct {
	ID id.ID
	// Version counts the versions of the text.
	Version int64
	Title   string
	// Status is offered, in_force or ended. Model says who employs the worker during a shift: host_pays makes it the host,
	// lead_employer the Lead, every other the home employer.
	Status, Model, Lead    string
	Parties                []Party
	Sites, SitesOut        []string
	StaffGroups, Bands     []string
	Excluded               []string // epp, children, lone_working
	OneWay                 bool
	Lenders, Borrowers     []string // where it is one way
	EachVersion            bool     // the worker's word must have been given for this very version
	MaxDays, MaxSingleDays int      // 0 is no limit
	Minimums               []Minimum
	TopUps                 []TopUp
	Names                  map[string]string // what employers were called when it was drafted
	From                   time.Time
	InForceAt, Until       *time.Time
}

// Party is one employer in an agreement. It takes part from SignedAt, and between From and ExitsAt where they are set.
type Party struct {
	Employer                string
	SignedAt, From, ExitsAt *time.Time
}

// Minimum is the least that an agreement asks of one employment check.
type Minimum struct {
	Type, Level, Workforce string
	MaxAgeMonths           int
}

// TopUp is what a worker does at one host, or at every host when it is empty, beside the training that counts there.
type TopUp struct{ Host, Code, When string }

// Given is one shift of the worker under an agreement.
type Given struct {
	Agreement id.ID
	Host      string
	StartsAt  time.Time
}

// NewestFirst is the order in which agreements are asked: the one that came into force last first, those on offer last.
func NewestFirst(a, b Agreement) int {
	switch x, y := a.inForce(), b.inForce(); {
	case x != nil && y != nil:
		if c := y.Compare(*x); c != 0 {
			return c
		}
	case x != nil:
		return -1
	case y != nil:
		return 1
	}
	return cmp.Or(slices.Compare(a.ID[:], b.ID[:]), cmp.Compare(b.Version, a.Version))
}

// Lends tells whether the agreement lets one employer lend workers to another, if both are parties.
func (a *Agreement) Lends(home, host string) bool {
	return !a.OneWay || slices.Contains(a.Lenders, home) && slices.Contains(a.Borrowers, host)
}

// inForce is when the last party signed; nil when not all have. Older tellers do not say it.
func (a *Agreement) inForce() *time.Time {
	if a.InForceAt != nil || a.Status != "in_force" && a.Status != "ended" {
		return a.InForceAt
	}
	var last *time.Time
	for _, p := range a.Parties {
		if p.SignedAt == nil && a.Status == "ended" {
			return nil // An offer that was given up.
		}
		if p.SignedAt != nil && (last == nil || p.SignedAt.After(*last)) {
			last = p.SignedAt
		}
	}
	return last
}

func (a *Agreement) party(codes []string, not string) (Party, bool) {
	for _, code := range codes {
		i := slices.IndexFunc(a.Parties, func(p Party) bool { return p.Employer == code })
		if code != not && i >= 0 {
			return a.Parties[i], true
		}
	}
	return Party{}, false
}

// crossing is one worker on one shift of another employer, judged by one agreement. The rules are those of deployments,
// whose answer at the claim is the binding one, and so are their sentences.
type crossing struct {
	w *Worker
	s *shift.State
	f *Facts
	a *Agreement
	// home and host are the two employers as the agreement names them.
	home, host Party
	// aided tells that a lead has opened the shift by mutual aid under this agreement: then it does not matter what it says
	// of direction, sites, staff groups and bands.
	aided   bool
	reasons []reason.Reason
}

// crossed gives the agreement that covers the shift, and what goes with its yes; nil with every reason why none does.
func (f *Facts) crossed(w *Worker, s *shift.State) (*Agreement, []reason.Reason) {
	a, reasons := f.crossedUnder(w, s, id.Nil)
	if a != nil {
		return a, reasons
	}
	if aid, open := f.Aided(w.HomeEmployer, s.ID, f.Now); open {
		return f.crossedUnder(w, s, aid.Agreement)
	}
	return nil, reasons
}

func (f *Facts) crossedUnder(w *Worker, s *shift.State, aid id.ID) (*Agreement, []reason.Reason) {
	var against []reason.Reason
	homes, hosts := f.codes(w.HomeEmployer), f.codes(s.Employer)
	for i := range f.Agreements {
		a := &f.Agreements[i]
		if a.Status == "draft" || a.Status == "ended" && a.inForce() == nil {
			continue // never offered, or given up before all had signed
		}
		home, one := a.party(homes, "")
		host, other := a.party(hosts, home.Employer)
		if !one || !other {
			continue
		}
		c := crossing{w: w, s: s, f: f, a: a, home: home, host: host, aided: aid != id.Nil && a.ID == aid}
		c.judge()
		if !reason.AnyHard(c.reasons) {
			return a, c.reasons
		}
		for _, r := range c.reasons {
			if r.Weight == reason.Hard && !slices.ContainsFunc(against, func(o reason.Reason) bool { return reflect.DeepEqual(r, o) }) {
				against = append(against, r)
			}
		}
	}
	if len(against) == 0 {
		against = []reason.Reason{f.noAgreement(w.HomeEmployer, s.Employer)}
	}
	return nil, against
}

// codes are those by which an agreement may name an employer.
func (f *Facts) codes(employer string) []string {
	if all := f.Aliases[employer]; len(all) > 0 {
		return all
	}
	return []string{employer}
}

// name is what an employer is called, or its code.
func (f *Facts) name(code string) string { return cmp.Or(f.Names[code], code) }

func (c *crossing) judge() {
	for _, rule := range [...]func(*crossing){
		(*crossing).signed, (*crossing).started, (*crossing).parties, (*crossing).direction,
		(*crossing).sites, (*crossing).kind, (*crossing).activities,
		(*crossing).lasts, (*crossing).days,
		(*crossing).consent, (*crossing).rightToWork, (*crossing).sponsor, (*crossing).minimums, (*crossing).topUps,
	} {
		rule(c)
	}
}

// Crossed is what agreements say of a worker on a shift of another employer.
type Crossed struct {
	// Agreement is the one that covers the shift; Nil when none does.
	Agreement id.ID
	// Reasons are why not, or what goes with the yes.
	Reasons []reason.Reason
}

// AcrossEmployers asks the agreements alone, as deployments will at the claim.
func AcrossEmployers(w Worker, s shift.State, f Facts) Crossed {
	a, reasons := f.crossed(&w, &s)
	if a == nil {
		return Crossed{Reasons: reasons}
	}
	return Crossed{Agreement: a.ID, Reasons: reasons}
}

// agreementReasons are what agreements say of a shift at another employer.
func agreementReasons(w *Worker, s *shift.State, f *Facts) []reason.Reason {
	if w.HomeEmployer == s.Employer {
		return nil
	}
	_, reasons := f.crossed(w, s)
	return reasons
}

// employerFor is who employs the worker on the shift: the host on its own shifts, else whom the agreement says that covers
// it. Without an agreement nobody does, and the host's own limits are the safe ones.
func employerFor(w *Worker, s *shift.State, f *Facts) string {
	if w.HomeEmployer == s.Employer {
		return s.Employer
	}
	a, _ := f.crossed(w, s)
	if a == nil {
		return s.Employer
	}
	return a.employs(w.HomeEmployer, s.Employer)
}

// employs is the employer of a worker during a shift.
func (a *Agreement) employs(home, host string) string {
	switch a.Model {
	case "host_pays":
		return host
	case "lead_employer":
		return a.Lead
	}
	return home
}
