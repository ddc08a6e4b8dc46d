// Package independent is a second program that counts the figures of analytics, for tests: it reads the exported history as
// any outsider would, follows docs/figures.md, and shares nothing with the service, neither code nor the types of events.
// Where the two disagree, one is wrong.
package independent

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// History is the newest version of each thing that events tell of.
type History struct {
	shifts     map[string]shift
	bookings   map[string]booking
	offers     map[string]offer
	passports  map[string]passport
	recharges  map[string]recharge
	mutualAids map[string]mutualAid
}

type envelope struct {
	Type    string    `json:"type"`
	Subject string    `json:"subject"`
	Time    time.Time `json:"time"`
	ID      string    `json:"aggregateid"`
	Version int       `json:"aggregateversion"`
	Data    struct {
		Shift     *shift     `json:"shift"`
		Booking   *booking   `json:"booking"`
		Offer     *offer     `json:"offer"`
		Passport  *passport  `json:"passport"`
		Recharge  *recharge  `json:"recharge"`
		MutualAid *mutualAid `json:"mutual_aid"`
	} `json:"data"`
}

// Read takes a history, one CloudEvent a line, in any order and however often each is in it.
func Read(lines []string) (*History, error) { return ReadUntil(lines, time.Time{}) }

// ReadUntil leaves out what had not happened by a moment; a zero moment leaves out nothing.
func ReadUntil(lines []string, moment time.Time) (*History, error) {
	last := map[string]envelope{}
	h := &History{
		shifts: map[string]shift{}, bookings: map[string]booking{}, offers: map[string]offer{}, passports: map[string]passport{},
		recharges: map[string]recharge{}, mutualAids: map[string]mutualAid{},
	}
	for _, text := range lines {
		var e envelope
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			return nil, fmt.Errorf("a line of the history: %w", err)
		}
		if !moment.IsZero() && e.Time.After(moment) {
			continue
		}
		name := strings.Split(e.Type, ".")
		if len(name) != 5 || !said(name[1], name[2]) {
			continue
		}
		thing := name[1] + "." + name[2] + " " + e.ID
		if known, ok := last[thing]; !ok || e.Version > known.Version {
			last[thing] = e
		}
	}
	for _, e := range last {
		h.keep(e)
	}
	return h, nil
}

// said tells whether figures follow from what is told of such a thing.
func said(service, entity string) bool {
	switch service + "." + entity {
	case "shifts.shift", "shifts.booking", "shifts.offer", "deployments.recharge", "deployments.mutual_aid":
		return true
	case "passports.worker", "passports.passport":
		return true
	}
	return false
}

func (h *History) keep(e envelope) {
	switch d := e.Data; {
	case d.Shift != nil:
		h.shifts[e.ID] = *d.Shift
	case d.Booking != nil:
		h.bookings[e.ID] = *d.Booking
	case d.Offer != nil:
		h.offers[e.ID] = *d.Offer
	case d.Passport != nil:
		if known, ok := h.passports[e.ID]; !ok || known.version < e.Version {
			p := *d.Passport
			p.version = e.Version
			h.passports[e.ID] = p
		}
	case d.Recharge != nil:
		h.recharges[e.ID] = *d.Recharge
	case d.MutualAid != nil:
		h.mutualAids[e.ID] = *d.MutualAid
	}
}

// shift is what is read of a shift.
type shift struct {
	Employer     string     `json:"employer"`
	Site         string     `json:"site"`
	Ward         string     `json:"ward"`
	StaffGroup   string     `json:"staff_group"`
	Role         string     `json:"role"`
	Band         string     `json:"band"`
	Reason       string     `json:"reason"`
	StartsAt     time.Time  `json:"starts_at"`
	EndsAt       time.Time  `json:"ends_at"`
	NetMinutes   int64      `json:"net_minutes"`
	RatePence    int64      `json:"rate_pence"`
	BaseRate     int64      `json:"base_rate_pence"`
	Status       string     `json:"status"`
	PostedAt     time.Time  `json:"posted_at"`
	SubmittedAt  *time.Time `json:"submitted_at"`
	ApprovedAt   *time.Time `json:"approved_at"`
	BankClosesAt time.Time  `json:"bank_closes_at"`
	FilledBy     string     `json:"filled_by"`
	BookingID    string     `json:"booking_id"`
	Home         string     `json:"home_employer"`
	FirstFilled  *time.Time `json:"first_filled_at"`
	FilledAt     *time.Time `json:"filled_at"`
	Reopened     int64      `json:"reopened"`
	RestOf       string     `json:"rest_of"`
	Agency       string     `json:"agency"`
	AgencyRate   int64      `json:"agency_rate_pence"`
	OverCap      bool       `json:"over_cap"`
	OverCapWhy   string     `json:"over_cap_why"`
	OverCapRole  string     `json:"over_cap_role"`
	OffWhy       string     `json:"off_framework_why"`
	Override     *struct {
		Role string    `json:"role"`
		Why  string    `json:"why"`
		At   time.Time `json:"at"`
	} `json:"override"`
	Displaced     string `json:"displaced_agency"`
	DisplacedRate int64  `json:"displaced_rate_pence"`
}

// asked is when temporary staff were asked for.
func (s shift) asked() time.Time {
	if s.ApprovedAt != nil {
		return *s.ApprovedAt
	}
	return s.PostedAt
}

// counted tells whether the shift was a request for temporary staff of its own.
func (s shift) counted() bool {
	return s.RestOf == "" && (s.SubmittedAt == nil || s.ApprovedAt != nil)
}

func (s shift) calledOff() bool { return s.Status == "withdrawn" || s.Status == "cancelled" }

// part is one of the five parts of the split, or withdrawn.
func (s shift) part() string {
	switch s.Status {
	case "withdrawn", "cancelled":
		return "withdrawn"
	case "filled", "started", "worked":
		return s.FilledBy
	}
	return "unfilled"
}

func (s shift) byBank() bool { return s.part() == "own_bank" || s.part() == "collaborative_bank" }

func (s shift) byAgency() bool {
	return s.part() == "framework_agency" || s.part() == "off_framework_agency"
}

// booking is what is read of a booking.
type booking struct {
	ShiftID       string     `json:"shift_id"`
	Worker        string     `json:"worker_id"`
	Home          string     `json:"home_employer"`
	Host          string     `json:"host_employer"`
	Site          string     `json:"site"`
	Ward          string     `json:"ward"`
	StaffGroup    string     `json:"staff_group"`
	Band          string     `json:"band"`
	StartsAt      time.Time  `json:"starts_at"`
	EndsAt        time.Time  `json:"ends_at"`
	NetMinutes    int64      `json:"net_minutes"`
	RatePence     int64      `json:"rate_pence"`
	Status        string     `json:"status"`
	Channel       string     `json:"channel"`
	ConfirmedAt   *time.Time `json:"confirmed_at"`
	EndedAt       *time.Time `json:"ended_at"`
	PayTotal      int64      `json:"pay_total_pence"`
	Hours         string     `json:"hours"`
	WorkedMinutes int64      `json:"worked_minutes"`
	WorkedPence   int64      `json:"worked_pence"`
	NoticeBand    string     `json:"notice_band"`
	OwedPence     int64      `json:"owed_pence"`
	Reasons       []struct {
		Code string `json:"code"`
	} `json:"reasons"`
}

func (b booking) approved() bool { return b.Hours == "approved" }

// stands tells whether the booking is to be worked, is being worked or was.
func (b booking) stands() bool {
	return b.Status == "confirmed" || b.Status == "started" || b.Status == "worked"
}

type offer struct {
	ShiftID string `json:"shift_id"`
}

type recharge struct {
	BookingID string    `json:"booking_id"`
	ShiftID   string    `json:"shift_id"`
	Home      string    `json:"home_employer"`
	Host      string    `json:"host_employer"`
	Worker    string    `json:"worker_id"`
	StartsAt  time.Time `json:"starts_at"`
	Kind      string    `json:"kind"`
	Total     int64     `json:"total_pence"`
	Settled   int64     `json:"settled_pence"`
	Status    string    `json:"status"`
}

type mutualAid struct {
	ID     string `json:"mutual_aid_id"`
	Shifts []struct {
		ShiftID string `json:"shift_id"`
		Host    string `json:"host_employer"`
	} `json:"shifts"`
}

type passport struct {
	version     int
	Worker      string `json:"worker_id"`
	Home        string `json:"home_employer"`
	Status      string `json:"status"`
	Engagements []struct {
		Employer   string     `json:"employer"`
		Kind       string     `json:"kind"`
		StaffGroup string     `json:"staff_group"`
		From       time.Time  `json:"from"`
		Until      *time.Time `json:"until"`
	} `json:"engagements"`
	Checks []struct {
		Type       string     `json:"type"`
		Outcome    string     `json:"outcome"`
		ValidUntil *time.Time `json:"valid_until"`
	} `json:"checks"`
	Competencies []struct {
		Framework  string     `json:"framework"`
		Code       string     `json:"code"`
		ValidUntil *time.Time `json:"valid_until"`
	} `json:"competencies"`
	Registrations []registration `json:"registrations"`
	Holds         []struct {
		From  time.Time  `json:"from"`
		Until *time.Time `json:"until"`
	} `json:"holds"`
}

type registration struct {
	Body       string     `json:"body"`
	Effect     string     `json:"effect"`
	ValidUntil *time.Time `json:"valid_until"`
}

// good tells whether nobody has to agree before the worker works.
func (r registration) good() bool { return r.Effect == "allow" || r.Effect == "flag" }
