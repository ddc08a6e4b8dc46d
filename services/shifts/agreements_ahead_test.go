package shifts_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

// under is an agreement of the two employers in force for a month, as its newest version tells it.
func (w *world) under(change func(*deployments.AgreementState, *deployments.Clauses)) deployments.AgreementState {
	from := w.Clock.Now().AddDate(0, -1, 0).UTC()
	c := deployments.Clauses{Title: "Bank", Model: "home_pays", Parties: []deployments.ClauseParty{{Employer: host}, {Employer: other}}, From: from,
		Direction: deployments.Direction{Kind: "mutual"}, Consent: "each_host", Names: map[string]string{}}
	a := deployments.AgreementState{AgreementID: id.New().String(), Version: 1, Title: "Bank", Model: "home_pays", Status: "in_force", From: from, InForceAt: &from, AtEnd: "honour",
		Parties: []deployments.Party{{Employer: host, SignedAt: &from}, {Employer: other, SignedAt: &from}}, Sites: []string{}, StaffGroups: []string{}, Bands: []string{}, TermsHash: "x"}
	change(&a, &c)
	a.Clauses = &c
	w.tellAt("deployments", deployments.AgreementInForceV1{Agreement: a}, a.AgreementID, 1)
	return a
}

func (w *world) holder(home string, change func(*passports.PassportState)) auth.Principal {
	who := nurse(home)
	p := w.passportOf(who)
	p.Disclosures = []passports.Disclosure{{Host: host, From: w.Clock.Now().Add(-time.Hour)}, {Host: other, From: w.Clock.Now().Add(-time.Hour)}}
	p.Inductions = []passports.Induction{{Employer: host, Site: site}, {Employer: other, Site: other + "01"}}
	if change != nil {
		change(&p)
	}
	w.tellAt("passports", passports.PassportChangedV1{Passport: p}, who.WorkerID, 2)
	return who
}

func (w *world) postAt(employer string, change func(map[string]any)) es.ShiftState {
	w.t.Helper()
	var made struct{ Shifts []es.ShiftState }
	body := w.posting(change)
	body["employer"], body["site"] = employer, employer+"01"
	w.must(201, staff(employer), "POST", "/shifts", body).into(w.t, &made)
	return made.Shifts[0]
}

// Under an agreement by which only one lends, the borrower's workers see nothing of the lender's shifts, are told of none
// and are found for none; the lender's workers see the borrower's.
func TestAnAgreementThatGoesOneWayOpensShiftsOneWay(t *testing.T) {
	t.Parallel()
	w := start(t)
	lent, borrowed := w.holder(other, nil), w.holder(host, nil)
	w.under(func(_ *deployments.AgreementState, c *deployments.Clauses) {
		c.Direction = deployments.Direction{Kind: "one_way", Lenders: []string{other}, Borrowers: []string{host}}
	})
	day := at(w.Clock.Now().Truncate(time.Minute).Add(72*time.Hour), 8)
	borrowers, lenders := w.postAt(host, day), w.postAt(other, day)

	w.awaitWhy(lent, borrowers.ShiftID, "eligible")
	w.awaitWhy(borrowed, lenders.ShiftID, "ineligible", "AGREEMENT_DIRECTION")
	if l := w.openTo(borrowed, ""); len(l.Shifts) != 1 || l.Shifts[0].Shift.ShiftID != borrowers.ShiftID {
		t.Errorf("the borrower's worker sees %d shifts", len(l.Shifts))
	}
	if l := w.openTo(lent, ""); len(l.Shifts) != 2 {
		t.Errorf("the lender's worker sees %d shifts", len(l.Shifts))
	}
	for shift, of := range map[string]struct {
		who  auth.Principal
		want []string
	}{borrowers.ShiftID: {staff(host, "approve"), []string{lent.WorkerID, borrowed.WorkerID}}, lenders.ShiftID: {staff(other, "approve"), []string{lent.WorkerID}}} {
		raw := string(w.must(200, of.who, "GET", "/shifts/"+shift+"/candidates", nil).raw)
		for _, worker := range []string{lent.WorkerID, borrowed.WorkerID} {
			if strings.Contains(raw, worker) != slices.Contains(of.want, worker) {
				t.Errorf("candidates of %s: %s", shift, raw)
			}
		}
	}
	// The lender's worker has been told of both, so whoever is told has been.
	w.awaitNotices(lent, 2)
	if in := w.inbox(borrowed); len(in.Notices) != 1 {
		t.Errorf("the borrower's worker is told of %d shifts", len(in.Notices))
	}
	want(t, <-w.acceptRefused(borrowed, lenders.ShiftID, "AGREEMENT_DIRECTION"), 409)
}

// acceptRefused accepts what deployments refuses.
func (w *world) acceptRefused(who auth.Principal, shift, code string) chan answer {
	w.t.Helper()
	got := w.accept(who, shift)
	b := w.requested(shift, who)
	d := w.deployment(b, "refused")
	d.Reasons[0].Code = code
	w.tell("deployments", deployments.DeploymentRefusedV1{Deployment: d}, d.DeploymentID)
	return got
}

// Where the host employs, it must have checked the right to work itself: check.recorded tells of that.
func TestTheHostsOwnCheckOpensShiftsOnWhichItEmploys(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.holder(other, nil)
	w.under(func(a *deployments.AgreementState, c *deployments.Clauses) {
		a.Model, c.Model = "host_pays", "host_pays"
	})
	s := w.post(nil)
	w.awaitWhy(who, s.ShiftID, "ineligible", "RTW_MODEL")
	now := w.Clock.Now().UTC()
	check := passports.CheckState{CheckID: id.New().String(), WorkerID: who.WorkerID, HomeEmployer: other, HostEmployer: host, Type: "right_to_work", Outcome: "satisfied", CheckedOn: now}
	w.tell("passports", passports.CheckRecordedV1{Check: check}, check.CheckID)
	w.awaitWhy(who, s.ShiftID, "eligible")
	withdrawn := check
	withdrawn.CheckID, withdrawn.Supersedes, withdrawn.Outcome = id.New().String(), check.CheckID, "withdrawn"
	w.tell("passports", passports.CheckWithdrawnV1{Check: withdrawn}, withdrawn.CheckID)
	w.awaitWhy(who, s.ShiftID, "ineligible", "RTW_MODEL")
	w.tell("passports", passports.CheckRecordedV1{Check: check}, check.CheckID) // heard again, late
	renewed := check
	renewed.CheckID, renewed.Supersedes = id.New().String(), withdrawn.CheckID
	w.tell("passports", passports.CheckRecordedV1{Check: renewed}, renewed.CheckID)
	w.awaitWhy(who, s.ShiftID, "eligible")
}

// A worker's days under an agreement are counted from their bookings.
func TestDaysUnderAnAgreementAreCountedAhead(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.holder(other, nil)
	a := w.under(func(a *deployments.AgreementState, c *deployments.Clauses) {
		a.MaxDays, c.Limits.MaxDaysIn12Months, c.Limits.MaxSingleDeploymentDays = 2, 2, 1
	})
	day := func(n int) es.ShiftState {
		return w.post(at(w.Clock.Now().Truncate(time.Minute).Add(time.Duration(n)*24*time.Hour), 8))
	}
	first, next, second, third := day(3), day(4), day(6), day(9)
	w.awaitWhy(who, next.ShiftID, "eligible")
	book := func(s es.ShiftState) es.BookingState {
		got := w.accept(who, s.ShiftID)
		b := w.requested(s.ShiftID, who)
		d := w.deployment(b, "authorised")
		d.AgreementID = a.AgreementID
		w.tell("passports", w.cleared(b, 2), b.BookingID)
		w.tell("deployments", deployments.DeploymentAuthorisedV1{Deployment: d}, d.DeploymentID)
		return want(t, <-got, 201).booking(t)
	}
	book(first)
	w.awaitWhy(who, next.ShiftID, "ineligible", "AGREEMENT_SINGLE_DAYS")
	w.awaitWhy(who, third.ShiftID, "eligible")
	b := book(second)
	w.awaitWhy(who, third.ShiftID, "ineligible", "AGREEMENT_DAYS")
	w.must(200, who, "POST", "/bookings/"+b.BookingID+"/withdraw", "{}")
	w.awaitWhy(who, third.ShiftID, "eligible")
}

// Where the sponsor of a visa leads, its worker's hours at a partner have no cap, ahead and at the claim; where another
// leads they have.
func TestWhoLeadsDecidesAboutAVisasCap(t *testing.T) {
	t.Parallel()
	w := start(t)
	sponsored := func(by string) auth.Principal {
		return w.holder(other, func(p *passports.PassportState) {
			p.WorkingTime = &passports.WorkingTime{Contract: "wtr_1998", HourCap: &passports.HourCap{Code: "other_employers_20", Sponsor: by}}
		})
	}
	mine, theirs := sponsored(other), sponsored(host)
	w.under(func(a *deployments.AgreementState, c *deployments.Clauses) {
		a.Model, c.Model, c.Lead = "lead_employer", "lead_employer", other
	})
	monday := w.monday().AddDate(0, 0, 7).Add(8 * time.Hour)
	for n, who := range []auth.Principal{mine, theirs} {
		first, second := w.post(at(monday.AddDate(0, 0, 7*n), 12)), w.post(at(monday.AddDate(0, 0, 7*n+1), 12))
		note := []string{"eligible"}
		if n == 1 {
			note = []string{"eligible_with_warnings", "VISA_SECOND_JOB_CAP"}
		}
		w.awaitWhy(who, first.ShiftID, note...)
		book := func(s es.ShiftState) chan answer {
			got := w.accept(who, s.ShiftID)
			b := w.requested(s.ShiftID, who)
			d := w.deployment(b, "authorised")
			w.tell("passports", w.cleared(b, 2), b.BookingID)
			w.tell("deployments", deployments.DeploymentAuthorisedV1{Deployment: d}, d.DeploymentID)
			return got
		}
		want(t, <-book(first), 201)
		if n == 0 {
			w.awaitWhy(who, second.ShiftID, "eligible")
			want(t, <-book(second), 201)
			continue
		}
		if p := want(t, <-w.accept(who, second.ShiftID), 409).problem(t); len(p.Reasons) != 1 || p.Reasons[0].Code != "VISA_SECOND_JOB_CAP" {
			t.Errorf("%+v", p)
		}
	}
}
