package events

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"encoding/json"

	"github.com/muster-ics/muster/events/internal/check"
)

// SpecVersion is the CloudEvents version of every envelope.
const SpecVersion = "1.0"

// MaxSize is the largest encoded envelope that a stream accepts, in bytes.
const MaxSize = 256 << 10

// SchemaBase is the base of every dataschema attribute.
const SchemaBase = "https://muster.example/schema/"

// Meta is what an event needs beside its own content to become an envelope.
type Meta struct {
	// ID is the event's UUIDv7; it is also the Nats-Msg-Id and the inbox key.
	ID string
	// Time is when the fact happened, by the producer's clock, in UTC.
	Time time.Time
	// ICS is the integrated care system, e.g. QKS. ODS is the employer that the fact belongs to, e.g. RVV.
	ICS, ODS string
	// AggregateID and AggregateVersion name the aggregate and its version after the change, gapless from 1.
	AggregateID      string
	AggregateVersion int64
	// CausationID is the id of the event that led to this one; empty when a person did.
	CausationID string
	// Actor is the opaque id of who acted; never a name.
	Actor string
	// TraceParent is the W3C trace context of the request that caused the change.
	TraceParent string
}

// Envelope is a CloudEvents 1.0 event in structured JSON mode.
type Envelope struct {
	SpecVersion      string          `json:"specversion"`
	ID               string          `json:"id"`
	Source           string          `json:"source"`
	Type             string          `json:"type"`
	Subject          string          `json:"subject"`
	Time             time.Time       `json:"time"`
	DataContentType  string          `json:"datacontenttype"`
	DataSchema       string          `json:"dataschema"`
	TraceParent      string          `json:"traceparent,omitempty"`
	AggregateID      string          `json:"aggregateid"`
	AggregateVersion int64           `json:"aggregateversion"`
	CausationID      string          `json:"causationid,omitempty"`
	Actor            string          `json:"actor,omitempty"`
	Data             json.RawMessage `json:"data"`
}

// New wraps a valid event. It returns an error when the event or the meta breaks the contract.
func New(e Event, m Meta) (Envelope, error) {
	if err := e.Validate(); err != nil {
		return Envelope{}, fmt.Errorf("%s is not valid: %w", e.EventName(), err)
	}
	data, err := json.Marshal(e)
	if err != nil {
		return Envelope{}, fmt.Errorf("encode %s: %w", e.EventName(), err)
	}
	env := Envelope{
		SpecVersion: SpecVersion, ID: m.ID, Source: "/muster/" + ServiceOf(e.EventName()), Type: e.EventName(),
		Subject: m.ICS + "." + m.ODS + "." + m.AggregateID, Time: m.Time.UTC().Truncate(time.Microsecond),
		DataContentType: "application/json", DataSchema: SchemaBase + e.EventName() + ".json",
		TraceParent: m.TraceParent, AggregateID: m.AggregateID, AggregateVersion: m.AggregateVersion,
		CausationID: m.CausationID, Actor: m.Actor, Data: data,
	}
	return env, env.Validate()
}

// Validate checks the attributes of the envelope, not the data.
func (e Envelope) Validate() error {
	var c check.Errors
	c.That(e.SpecVersion == SpecVersion, "specversion must be %s", SpecVersion)
	c.ID("id", e.ID)
	c.That(strings.HasPrefix(e.Type, "muster.") && strings.Count(e.Type, ".") == 4, "type must be muster.<service>.<entity>.<event>.v<major>, not %q", e.Type)
	c.That(e.Source == "/muster/"+ServiceOf(e.Type), "source must be the producing service, not %q", e.Source)
	parts := strings.Split(e.Subject, ".")
	if len(parts) != 3 {
		c.That(false, "subject must be <ics>.<ods>.<aggregate id>, not %q", e.Subject)
	} else {
		c.ODS("subject's ics", parts[0])
		c.ODS("subject's ods", parts[1])
		c.Token("subject's aggregate id", parts[2])
		c.That(parts[2] == e.AggregateID, "subject must end with the aggregateid")
	}
	c.That(!e.Time.IsZero(), "time must be set")
	c.That(e.AggregateVersion >= 1, "aggregateversion must be at least 1")
	c.That(e.DataContentType == "application/json", "datacontenttype must be application/json")
	c.That(e.DataSchema == SchemaBase+e.Type+".json", "dataschema must name the schema of %s", e.Type)
	c.That(len(e.Data) > 0, "data must be there")
	return c.Err()
}

// NATSSubject is the subject on which the envelope is published: eight tokens, the name and then whose it is.
func (e Envelope) NATSSubject() string { return e.Type + "." + e.Subject }

// NameIn is the event name that a NATS subject begins with, muster.<service>.<entity>.<event>.<version>; the whole subject
// when it has no more than that.
func NameIn(subject string) string {
	for i, dots := 0, 0; i < len(subject); i++ {
		if subject[i] != '.' {
			continue
		}
		if dots++; dots == 5 {
			return subject[:i]
		}
	}
	return subject
}

// ICS is the integrated care system in the envelope's subject.
func (e Envelope) ICS() string { return e.subjectToken(0) }

// ODS is the employer in the envelope's subject.
func (e Envelope) ODS() string { return e.subjectToken(1) }

func (e Envelope) subjectToken(i int) string {
	parts := strings.Split(e.Subject, ".")
	if len(parts) != 3 {
		return ""
	}
	return parts[i]
}

// ServiceOf is the producing service in an event name: "shifts" for muster.shifts.shift.posted.v1.
func ServiceOf(name string) string {
	parts := strings.Split(name, ".")
	if len(parts) < 2 {
		return ""
	}
	return parts[1]
}

// EntityOf is the aggregate's kind in an event name: "shifts.shift" for muster.shifts.shift.posted.v1. Versions of
// aggregates are comparable only within one entity.
func EntityOf(name string) string {
	parts := strings.Split(name, ".")
	if len(parts) < 3 {
		return ""
	}
	return parts[1] + "." + parts[2]
}

// ErrUnknownType is returned by Open for a type that is not in the catalogue. A reader counts it and goes on.
var ErrUnknownType = errors.New("event type is not in the catalogue")
