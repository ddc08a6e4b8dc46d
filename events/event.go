// Package events holds Muster's public contracts: every fact that one service tells the others, as a Go type, and the
// CloudEvents envelope it travels in. It imports the standard library only, so that anybody may import it.
package events

// Event is a fact that has happened, told in past tense with ids and codes and no personal data. Every event carries the
// public state of its aggregate after the change, so that a reader may keep the newest version and ignore the rest.
type Event interface {
	// EventName is muster.<service>.<entity>.<event>.v<major>: the CloudEvents type, the schema's file name and the
	// first five tokens of the NATS subject.
	EventName() string
	// Validate returns every rule of the contract that the value breaks, joined.
	Validate() error
}
