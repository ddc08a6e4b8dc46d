// Package bus carries Muster's events over NATS JetStream: Watermill's Publisher and Subscriber, a Router for saga
// handlers, a batch consumer for projections, and the declaration of streams and durables.
//
// A stream belongs to the service that writes it; a durable consumer belongs to one that reads it. Both are declared as
// data (StreamConfig, ConsumerConfig, Subscription) and made by Apply, which only the deploy job and tests call. Services
// bind to what is there and refuse to start when it is missing or reads something else than this build expects.
//
// What the package promises is: at least once, in no particular order. A handler may see an event twice, late, or after
// a newer one of the same aggregate; it stays right through the aggregate's version, a natural key or the inbox. No
// event is lost: what cannot be handled goes to the dead letters of the reading service, and only then is acknowledged.
package bus
