// Package fact has what analytics keeps of the other services' events: the newest state of each thing, reduced to what is
// measured. It is pure. A state never holds a name of a person; a worker is an opaque id that no answer passes on.
package fact

import (
	"encoding/json"
	"fmt"
	"time"
)

// Kind says what a fact is about.
type Kind string

// The kinds, in canonical order.
const (
	KindBooking    Kind = "booking"
	KindDeployment Kind = "deployment"
	KindEmployer   Kind = "employer"
	KindLadder     Kind = "ladder"
	KindMutualAid  Kind = "mutual_aid"
	KindOffer      Kind = "offer"
	KindPassport   Kind = "passport"
	KindRecharge   Kind = "recharge"
	KindShift      Kind = "shift"
	KindSite       Kind = "site"
)

// Key names one thing. ID is its aggregate's id in the producer's events.
type Key struct {
	Kind Kind
	ID   string
}

// Place is where and when a state counts, for those who look for some of many.
type Place struct {
	// Employer is the host's ODS code; empty for what belongs to no host.
	Employer string
	// StaffGroup is empty for what has none.
	StaffGroup string
	// StartsAt is when the work that the state tells of starts; zero for what has no time.
	StartsAt time.Time
}

// State is what is known of one thing at one version of it.
type State interface {
	// Kind is the same for every state of a type.
	Kind() Kind
	// Place is where it counts.
	Place() Place
	// Validate returns why the state cannot be kept.
	Validate() error
}

// Fact is a state with its thing and its version. Versions count from 1; a newer one replaces an older. Facts come from
// New and Rehydrate only.
type Fact struct {
	Key
	Version int64
	State   State
	body    []byte
}

// New makes a fact that can be kept, or says why it cannot.
func New(id string, version int64, s State) (Fact, error) {
	f := Fact{Key: Key{Kind: s.Kind(), ID: id}, Version: version, State: s}
	switch {
	case id == "":
		return f, fmt.Errorf("a %s must have an id", f.Kind)
	case version < 1:
		return f, fmt.Errorf("%s %s: versions count from 1, not %d", f.Kind, id, version)
	}
	err := s.Validate()
	if err == nil {
		f.body, err = json.Marshal(s)
	}
	if err != nil {
		return f, fmt.Errorf("%s %s: %w", f.Kind, id, err)
	}
	return f, nil
}

// Body is the state in canonical JSON: equal states have equal bodies.
func (f Fact) Body() []byte { return f.body }

// Ages tells whether the fact shows that its host's own system still speaks: that of a shift and of a booking does.
func (f Fact) Ages() bool { return f.Kind == KindShift || f.Kind == KindBooking }

// Rehydrate is for the store only: it reads a body that Body has written.
func Rehydrate(k Key, version int64, body []byte) (Fact, error) {
	decode, known := decoders[k.Kind]
	if !known {
		return Fact{}, fmt.Errorf("facts of kind %q are not known", k.Kind)
	}
	s, err := decode(body)
	if err != nil {
		return Fact{}, fmt.Errorf("%s %s: %w", k.Kind, k.ID, err)
	}
	return Fact{Key: k, Version: version, State: s, body: body}, nil
}

var decoders = map[Kind]func([]byte) (State, error){
	KindBooking:    decode[Booking],
	KindDeployment: decode[Deployment],
	KindEmployer:   decode[Employer],
	KindLadder:     decode[Ladder],
	KindMutualAid:  decode[MutualAid],
	KindOffer:      decode[Offer],
	KindPassport:   decode[Passport],
	KindRecharge:   decode[Recharge],
	KindShift:      decode[Shift],
	KindSite:       decode[Site],
}

func decode[S State](body []byte) (State, error) {
	var s S
	err := json.Unmarshal(body, &s)
	return s, err
}
