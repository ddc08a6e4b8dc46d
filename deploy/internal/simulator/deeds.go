package simulator

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/events/shifts"
)

// deed is one kind of thing that people do, and how often among all.
type deed struct {
	name   string
	weight int
	do     func(*Simulator, context.Context) error
}

var deeds = []deed{
	{"post_shift", 26, (*Simulator).post},
	{"post_urgent_shift", 5, (*Simulator).postUrgent},
	{"post_several_places", 2, (*Simulator).postSeveral},
	{"post_for_preferred", 1, (*Simulator).postForPreferred},
	{"post_from_template", 5, (*Simulator).postFromTemplate},
	{"post_repetition", 1, (*Simulator).postRepetition},
	{"import_roster", 1, (*Simulator).importRoster},
	{"approve_shifts", 4, (*Simulator).approveShifts},
	{"decline_shift", 1, (*Simulator).declineShift},
	{"amend_shift", 3, (*Simulator).amendShift},
	{"withdraw_shift", 2, (*Simulator).withdrawShift},
	{"release_step", 2, (*Simulator).releaseStep},
	{"ask_higher_rate", 2, (*Simulator).askHigherRate},
	{"decide_escalation", 2, (*Simulator).decideEscalation},
	{"override_bank_time", 1, (*Simulator).overrideBankTime},
	{"fill_by_agency", 4, (*Simulator).fillByAgency},
	{"displace_agency", 2, (*Simulator).displaceAgency},

	{"search", 10, (*Simulator).search},
	{"accept_shift", 60, (*Simulator).acceptShift},
	{"accept_several", 4, (*Simulator).acceptSeveral},
	{"apply", 6, (*Simulator).apply},
	{"approve_application", 5, (*Simulator).approveApplication},
	{"decline_application", 1, (*Simulator).declineApplication},
	{"join_waiting_list", 2, (*Simulator).joinWaitingList},
	{"make_offer", 4, (*Simulator).makeOffer},
	{"accept_offer", 3, (*Simulator).acceptOffer},
	{"decline_offer", 1, (*Simulator).declineOffer},
	{"offer_swap", 3, (*Simulator).offerSwap},
	{"take_swap", 4, (*Simulator).takeSwap},
	{"approve_swap", 2, (*Simulator).approveSwap},
	{"withdraw_booking", 3, (*Simulator).withdrawBooking},
	{"call_sick", 1, (*Simulator).callSick},
	{"cancel_booking", 1, (*Simulator).cancelBooking},

	{"check_in", 8, (*Simulator).checkIn},
	{"tell_late", 2, (*Simulator).tellLate},
	{"record_absence", 1, (*Simulator).recordAbsence},
	{"send_hours", 8, (*Simulator).sendHours},
	{"approve_hours", 4, (*Simulator).approveHours},
	{"amend_hours", 2, (*Simulator).amendHours},
	{"agree_hours", 1, (*Simulator).agreeHours},
	{"dispute_hours", 1, (*Simulator).disputeHours},
	{"answer_dispute", 1, (*Simulator).answerDispute},

	{"dispute_recharge", 1, (*Simulator).disputeRecharge},
	{"answer_recharge", 2, (*Simulator).answerRecharge},
	{"settle_recharge", 3, (*Simulator).settleRecharge},
	{"activate_mutual_aid", 1, (*Simulator).activateMutualAid},
	{"ask_dry_run", 1, (*Simulator).askDryRun},

	{"make_alert_rule", 1, (*Simulator).makeAlertRule},
	{"acknowledge_alert", 2, (*Simulator).acknowledgeAlert},

	{"read_notices", 8, (*Simulator).readNotices},
	{"acknowledge_notice", 2, (*Simulator).acknowledgeNotice},

	{"record_check", 2, (*Simulator).recordCheck},
	{"correct_check", 1, (*Simulator).correctCheck},
	{"assess_health", 1, (*Simulator).assessHealth},
	{"renew_competency", 3, (*Simulator).renewCompetency},
	{"import_competencies", 1, (*Simulator).importCompetencies},
	{"explain_word", 1, (*Simulator).explainWord},
	{"show_round", 1, (*Simulator).showRound},
	{"place_hold", 1, (*Simulator).placeHold},
	{"lift_hold", 1, (*Simulator).liftHold},
	{"suspend", 1, (*Simulator).suspend},
	{"reinstate", 1, (*Simulator).reinstate},
	{"read_register", 1, (*Simulator).readRegister},
	{"look_at_record", 2, (*Simulator).lookAtRecord},
	{"set_host_policy", 1, (*Simulator).setHostPolicy},

	{"withdraw_share", 1, (*Simulator).withdrawShare},
	{"share", 1, (*Simulator).share},
	{"ask_adjustment", 1, (*Simulator).askAdjustment},
	{"read_own_passport", 4, (*Simulator).readOwnPassport},
	{"export_passport", 1, (*Simulator).exportPassport},
	{"issue_credentials", 2, (*Simulator).issueCredentials},
	{"answer_credentials", 2, (*Simulator).answerCredentials},
	{"present", 2, (*Simulator).present},
	{"revoke_credential", 1, (*Simulator).revokeCredential},

	{"ask_override", 2, (*Simulator).askOverride},
	{"grant_override", 1, (*Simulator).grantOverride},
	{"refuse_override", 1, (*Simulator).refuseOverride},
	{"ask_review", 2, (*Simulator).askReview},
	{"answer_review", 1, (*Simulator).answerReview},
	{"read_decision", 2, (*Simulator).readDecision},
}

// Deeds are the names of all kinds of deed.
func Deeds() []string {
	out := make([]string, len(deeds))
	for i, d := range deeds {
		out[i] = d.name
	}
	return out
}

const api = "/api/shifts/v1/"

// none is the empty body of a POST.
var none = map[string]any{}

// atSome lets one employer after the other try, from a random one on, until one has something to do.
func (s *Simulator) atSome(try func(ods string) error) error {
	n := len(s.World.Employers)
	from := s.rng.IntN(n)
	for i := range n {
		if err := try(s.World.Employers[(from+i)%n].ODS); !errors.Is(err, errIdle) {
			return err
		}
	}
	return errIdle
}

// pick draws one of those that pass.
func pick[T any](s *Simulator, all []T, pass func(T) bool) (T, error) {
	var fit []T
	for _, one := range all {
		if pass(one) {
			fit = append(fit, one)
		}
	}
	if len(fit) == 0 {
		var zero T
		return zero, errIdle
	}
	return fit[s.rng.IntN(len(fit))], nil
}

// shiftsOf gives an employer's shifts of a status, starting from now on.
func (s *Simulator) shiftsOf(ctx context.Context, ods, status string) ([]shifts.ShiftState, error) {
	var page struct{ Shifts []shifts.ShiftState }
	from := url.QueryEscape(s.Clock.Now().UTC().Format(time.RFC3339))
	if err := s.staff(ods).Get(ctx, api+"shifts?limit=100&status="+status+"&from="+from, &page); err != nil {
		return nil, fmt.Errorf("shifts of %s: %w", ods, err)
	}
	return page.Shifts, nil
}

// onShift does something to one of an employer's shifts of a status that passes.
func (s *Simulator) onShift(ctx context.Context, status string, pass func(shifts.ShiftState) bool, do func(shifts.ShiftState) error) error {
	return s.atSome(func(ods string) error {
		all, err := s.shiftsOf(ctx, ods, status)
		if err != nil {
			return err
		}
		one, err := pick(s, all, pass)
		if err != nil {
			return err
		}
		return do(one)
	})
}

// onBooking does something to one of the bookings on an employer's shifts that passes.
func (s *Simulator) onBooking(ctx context.Context, statuses string, pass func(shifts.BookingState) bool, do func(shifts.BookingState, history.Worker) error) error {
	return s.atSome(func(ods string) error {
		var page struct{ Bookings []shifts.BookingState }
		if err := s.staff(ods).Get(ctx, api+"bookings?limit=200&status="+statuses, &page); err != nil {
			return fmt.Errorf("bookings of %s: %w", ods, err)
		}
		one, err := pick(s, page.Bookings, func(b shifts.BookingState) bool { return s.byID[b.WorkerID].ID != "" && pass(b) })
		if err != nil {
			return err
		}
		return do(one, s.byID[one.WorkerID])
	})
}

// openTo gives what a worker sees among the open shifts, by the query.
func (s *Simulator) openTo(ctx context.Context, w history.Worker, query string) ([]shifts.ShiftState, error) {
	var open apiclient.OpenShifts
	if err := s.worker(w).Get(ctx, api+"open-shifts?limit=30"+query, &open); err != nil {
		return nil, fmt.Errorf("open shifts: %w", err)
	}
	var out []shifts.ShiftState
	for _, o := range open.Shifts {
		out = append(out, o.Shift)
	}
	return out, nil
}

func (s *Simulator) someWorker() history.Worker { return s.Workers[s.rng.IntN(len(s.Workers))] }

// colleague draws somebody of the same employer and role as asked, but not the one named.
func (s *Simulator) colleague(home, role, not string) (history.Worker, error) {
	return pick(s, s.Workers, func(w history.Worker) bool { return w.Home == home && w.Role == role && w.ID != not && w.Lapsing == "" })
}

func (s *Simulator) ahead(at time.Time) bool { return at.After(s.Clock.Now().Add(time.Hour)) }

// firstOf gives the error of the first of some tries that is neither idle nor a refusal, nil once one succeeds.
func firstOf(tries int, try func() error) error {
	last := errIdle
	for range tries {
		err := try()
		if err == nil || (!errors.Is(err, errIdle) && !refusal(err)) {
			return err
		}
		if refusal(err) {
			last = err
		}
	}
	return last
}
