package analytics_test

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

// inventor draws a history that has in it what seldom happens: moved shifts, rests of shifts, swaps, shifts taken back from
// agencies, charges above the cap, disputes, evidence that runs out. What it draws follows from its seed; ids do not.
type inventor struct {
	t       *testing.T
	rnd     *rand.Rand
	now     time.Time
	said    []events.Envelope
	workers map[string][]string
}

func invent(t *testing.T, now time.Time, seed uint64, n int) []events.Envelope {
	t.Helper()
	v := &inventor{t: t, rnd: rand.New(rand.NewPCG(seed, 6)), now: now.Truncate(time.Minute), workers: map[string][]string{}}
	for ods, people := range map[string]int{"RVV": 14, "RPA": 7, "RWF": 3} {
		for range people {
			v.workers[ods] = append(v.workers[ods], id.New().String())
		}
	}
	for _, ods := range []string{"RVV", "RPA", "RWF"} {
		for _, worker := range v.workers[ods] {
			v.passport(ods, worker)
		}
	}
	var some []deployments.MutualAidShift
	for i := range n {
		s := v.shift()
		v.live(s)
		if i%12 == 0 {
			some = append(some, deployments.MutualAidShift{ShiftID: s.ShiftID, HostEmployer: s.Employer})
		}
	}
	aid := id.New().String()
	v.say(deployments.MutualAidActivatedV1{MutualAid: deployments.MutualAidState{
		MutualAidID: aid, AgreementID: id.New().String(), AgreementVersion: 1, Parties: []string{"RPA", "RVV", "RWF"}, Shifts: some, Why: "surge",
		OpenedAt: v.now.Add(-time.Hour), ClosesAt: v.now.Add(time.Hour), Status: "active",
	}}, aid, 1, "RVV", v.now)
	return v.said
}

func one[T any](v *inventor, of ...T) T { return of[v.rnd.IntN(len(of))] }

// once is true one time in so many.
func (v *inventor) once(in int) bool { return v.rnd.IntN(in) == 0 }

func (v *inventor) say(e events.Event, aggregate string, version int64, ods string, at time.Time) {
	v.t.Helper()
	if at.After(v.now) {
		at = v.now
	}
	env, err := events.New(e, events.Meta{
		ID: id.New().String(), Time: at, ICS: testkit.ICS, ODS: ods, AggregateID: aggregate, AggregateVersion: version, Actor: "test",
	})
	if err != nil {
		v.t.Fatal(err)
	}
	v.said = append(v.said, env)
}

func (v *inventor) passport(ods, worker string) {
	soon, gone := v.now.AddDate(0, 0, 1+v.rnd.IntN(60)), v.now.Add(-time.Hour)
	p := passports.PassportState{
		WorkerID: worker, HomeEmployer: ods, Status: one(v, "active", "active", "active", "active", "suspended", "left"),
		Competencies: []passports.Competency{{Framework: "cstf", Code: "FIRE", Level: 1, ValidUntil: one(v, nil, &soon, &gone)}},
		Holds:        []passports.Hold{}, Engagements: []passports.Engagement{{
			EngagementID: id.New().String(), Employer: ods, Kind: one(v, "bank", "bank", "bank", "substantive"), StaffGroup: one(v, "nursing_midwifery", "clinical_support"),
			Role: "registered_nurse", Band: "5", From: v.now.AddDate(-1, 0, 0), Until: one(v, nil, nil, nil, &soon, &gone),
		}},
		Registrations: []passports.Registration{{
			Body: "NMC", Effect: one(v, passports.Allow, passports.Allow, passports.Flag, passports.Approval, passports.Block), ValidUntil: one(v, nil, &soon, &soon, &gone),
		}},
	}
	for _, kind := range passports.CheckTypes {
		p.Checks = append(p.Checks, passports.Check{
			Type: kind, Outcome: one(v, "satisfied", "satisfied", "satisfied", "satisfied", "satisfied", "satisfied", "satisfied", "satisfied", "inconclusive"), ValidUntil: one(v, nil, nil, nil, &soon),
		})
	}
	if v.once(8) {
		p.Holds = append(p.Holds, passports.Hold{HoldID: id.New().String(), From: gone, Until: one(v, nil, &soon, &gone)})
	}
	v.say(passports.PassportChangedV1{Passport: p}, worker, 1, ods, v.now.AddDate(0, -1, 0))
}

// shift draws what is asked for.
func (v *inventor) shift() shifts.ShiftState {
	ods := one(v, "RVV", "RVV", "RPA", "RWF")
	start := v.now.Truncate(time.Hour).Add(time.Duration(v.rnd.IntN(46*48)-30*48) * 30 * time.Minute)
	asked := start.Add(-time.Duration(one(v, -2, 0, 3, 4, 23, 24, 60, 100, 200, 27*24, 30*24, 42*24, 50*24))*time.Hour - time.Duration(v.rnd.IntN(2))*time.Minute)
	if last := v.now.Add(-48 * time.Hour); asked.After(last) {
		asked = last
	}
	s := shifts.ShiftState{
		ShiftID: id.New().String(), PostingID: id.New().String(), Employer: ods, Site: ods + one(v, "01", "02"), Ward: one(v, "KINGS_A", "DEAL"),
		StaffGroup: one(v, "nursing_midwifery", "clinical_support"), Role: "registered_nurse", Band: one(v, "3", "5"), StartsAt: start,
		EndsAt: start.Add(time.Duration(8+v.rnd.IntN(18)) * 30 * time.Minute), BreakMinutes: 30, Reason: one(v, "vacancy", "sickness", "escalation"),
		RatePence: one[int64](v, 1499, 1845, 1845, 2210), Requirements: shifts.Requirements{Competencies: []shifts.Competency{}},
		PostedAt: asked, BankClosesAt: asked.Add(20 * time.Hour),
	}
	s.NetMinutes = int(s.EndsAt.Sub(start)/time.Minute) - 30
	if v.once(4) {
		s.BaseRatePence = s.RatePence - one[int64](v, 0, 200)
	}
	if v.once(6) {
		approved := asked.Add(5 * time.Hour)
		s.SubmittedAt, s.ApprovedAt = &asked, &approved
	}
	if v.once(12) {
		s.RestOf = id.New().String()
	}
	return s
}

// live draws what becomes of a shift, version by version.
func (v *inventor) live(s shifts.ShiftState) {
	at, version := s.PostedAt, int64(0)
	say := func(e func() events.Event) {
		version++
		v.say(e(), s.ShiftID, version, s.Employer, at)
		at = at.Add(time.Duration(1+v.rnd.IntN(1200)) * time.Minute)
	}
	s.Status = shifts.ShiftOpen
	say(func() events.Event { return shifts.ShiftPostedV1{Shift: s} })
	if v.once(5) {
		v.offer(s, at)
	}
	for range v.rnd.IntN(4) {
		was := s.Status
		s.FilledBy, s.BookingID, s.HomeEmployer = "", "", ""
		switch v.rnd.IntN(9) {
		case 0:
			s.Status = shifts.ShiftWithdrawn
			say(func() events.Event { return shifts.ShiftWithdrawnV1{Shift: s} })
		case 1:
			s.Status = shifts.ShiftCancelled
			say(func() events.Event { return shifts.ShiftCancelledV1{Shift: s} })
		case 2:
			s.Status = shifts.ShiftLapsed
			say(func() events.Event { return shifts.ShiftLapsedV1{Shift: s} })
		case 3:
			moved := time.Duration(v.rnd.IntN(9)-4) * 12 * time.Hour
			s.Status, s.StartsAt, s.EndsAt = shifts.ShiftOpen, s.StartsAt.Add(moved), s.EndsAt.Add(moved)
			say(func() events.Event { return shifts.ShiftAmendedV1{Shift: s, Changed: []string{"starts_at"}} })
		case 4:
			s.Status = shifts.ShiftOpen
			if was == shifts.ShiftFilled {
				s.Reopened++
			}
			say(func() events.Event { return shifts.ShiftReopenedV1{Shift: s} })
		case 5, 6:
			s = v.agency(s, at)
			say(func() events.Event { return shifts.ShiftFilledV1{Shift: s} })
		default:
			s = v.taken(s, at)
			say(func() events.Event { return shifts.ShiftFilledV1{Shift: s} })
		}
	}
}

func (v *inventor) offer(s shifts.ShiftState, at time.Time) {
	offer := id.New().String()
	v.say(shifts.OfferMadeV1{Offer: shifts.OfferState{
		OfferID: offer, ShiftID: s.ShiftID, WorkerID: one(v, v.workers["RVV"]...), Employer: s.Employer, Origin: "employer", Status: "open",
		MadeAt: at, ExpiresAt: at.Add(time.Hour),
	}}, offer, 1, s.Employer, at)
}

func filledAt(s shifts.ShiftState, by shifts.Channel, at time.Time) shifts.ShiftState {
	s.Status, s.FilledBy, s.FilledAt = shifts.ShiftFilled, by, &at
	if s.FirstFilledAt == nil {
		s.FirstFilledAt = &at
	}
	return s
}

func (v *inventor) agency(s shifts.ShiftState, at time.Time) shifts.ShiftState {
	s = filledAt(s, one(v, shifts.FrameworkAgency, shifts.OffFrameworkAgency), at)
	s.Agency, s.AgencyFramework, s.AgencyTier, s.AgencyRatePence, s.CapPence = "Synthetic Staffing "+strconv.Itoa(v.rnd.IntN(3)), "RM6281", 1, one[int64](v, 2987, 3333, 4155), 3400
	if s.OverCap = s.AgencyRatePence > s.CapPence; s.OverCap {
		s.OverCapWhy, s.OverCapRole = "patient_safety", "executive"
	}
	if s.FilledBy == shifts.OffFrameworkAgency {
		s.OffFrameworkWhy = "patient_safety"
	}
	if v.once(3) {
		s.Override = &shifts.AgencyOverride{Role: "executive", Why: "patient_safety", At: at.Add(-time.Minute)}
	}
	return s
}

// taken lets somebody of a bank have the shift, perhaps from an agency.
func (v *inventor) taken(s shifts.ShiftState, at time.Time) shifts.ShiftState {
	home := one(v, s.Employer, s.Employer, "RVV", "RPA")
	b := shifts.BookingState{
		BookingID: id.New().String(), ShiftID: s.ShiftID, WorkerID: one(v, v.workers[home]...), HomeEmployer: home, HostEmployer: s.Employer,
		Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt,
		NetMinutes: s.NetMinutes, RatePence: s.RatePence, Requirements: s.Requirements, Channel: shifts.OwnBank, HeldAt: at, ConfirmedAt: &at,
		PayTotalPence: s.RatePence * int64(s.NetMinutes) / 60, Reasons: []reason.Reason{},
	}
	if home != s.Employer {
		b.Channel = shifts.CollaborativeBank
	}
	v.booking(b, at)
	if s = filledAt(s, b.Channel, at); s.Agency != "" {
		s.DisplacedAgency, s.DisplacedRatePence, s.Agency = s.Agency, s.AgencyRatePence, ""
	}
	s.BookingID, s.HomeEmployer = b.BookingID, home
	return s
}

// booking draws what becomes of a booking, and what is owed for it between employers.
func (v *inventor) booking(b shifts.BookingState, at time.Time) {
	version := int64(1)
	say := func(e events.Event) {
		version++
		v.say(e, b.BookingID, version, b.HostEmployer, at)
	}
	b.Status = shifts.BookingConfirmed
	say(shifts.BookingConfirmedV1{Booking: b})
	at = at.Add(time.Duration(10+v.rnd.IntN(3000)) * time.Minute)
	ended := at
	switch v.rnd.IntN(9) {
	case 0:
		b.Status, b.EndedAt = shifts.BookingWithdrawn, &ended
		if v.once(2) {
			b.Reasons = []reason.Reason{{Code: "SWAPPED", Weight: reason.Soft, Message: "Another worker has taken this shift over."}}
		}
		say(shifts.BookingWithdrawnV1{Booking: b})
	case 1:
		b.Status, b.EndedAt, b.NoticeBand, b.OwedPence = shifts.BookingCancelled, &ended, one(v, "", "0_4h", "4_24h"), one[int64](v, 0, 4500)
		say(shifts.BookingCancelledV1{Booking: b})
	case 2:
		b.Status, b.EndedAt = shifts.BookingRevoked, &ended
		say(shifts.BookingRevokedV1{Booking: b})
	case 3:
		b.Status, b.EndedAt = shifts.BookingDidNotAttend, &ended
		say(shifts.BookingDidNotAttendV1{Booking: b})
	case 4, 5, 6:
		b.Status, b.Hours = shifts.BookingWorked, one(v, "approved", "approved", "submitted")
		b.WorkedMinutes, b.WorkedPence = max(b.NetMinutes+v.rnd.IntN(181)-90, 30), b.PayTotalPence+900
		say(shifts.BookingApprovedV1{Booking: b})
	}
	if b.HomeEmployer != b.HostEmployer && v.once(2) {
		v.recharge(b, at)
	}
}

func (v *inventor) recharge(b shifts.BookingState, at time.Time) {
	pence := one[int64](v, -700, 24000, 31555)
	r := deployments.RechargeState{
		RechargeID: id.New().String(), BookingID: b.BookingID, ShiftID: b.ShiftID, WorkerID: b.WorkerID, HomeEmployer: b.HomeEmployer,
		HostEmployer: b.HostEmployer, Site: b.Site, StaffGroup: b.StaffGroup, Band: b.Band, StartsAt: b.StartsAt, EndsAt: b.EndsAt,
		Month: b.StartsAt.Format("2006-01"), AgreementID: id.New().String(), AgreementVersion: 1, TimesheetVersion: 1, Kind: one(v, "worked", "owed", "nothing"),
		Basis: "host", Status: "raised", DisputeBy: v.now,
	}
	if r.Kind == "nothing" {
		pence = 0
	}
	r.Components, r.TotalPence = []deployments.RechargeComponent{{Part: "pay", Pence: pence}}, pence
	v.say(deployments.RechargeRaisedV1{Recharge: r}, r.RechargeID, 1, b.HostEmployer, at)
	switch v.rnd.IntN(3) {
	case 0:
		r.Status, r.SettledPence = "settled", pence
		v.say(deployments.RechargeSettledV1{Recharge: r}, r.RechargeID, 2, b.HostEmployer, at.Add(time.Hour))
	case 1:
		r.Status, r.DisputeReason = "disputed", "hours"
		v.say(deployments.RechargeDisputedV1{Recharge: r}, r.RechargeID, 2, b.HostEmployer, at.Add(time.Hour))
	}
}
