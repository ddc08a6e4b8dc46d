// Package id makes and reads the identifiers of aggregates and events: UUIDv7, so that they sort by creation.
package id

import "github.com/google/uuid"

// ID is a UUID. Its zero value is Nil.
type ID = uuid.UUID

// Nil is no id.
var Nil = uuid.Nil

// New makes a UUIDv7.
func New() ID { return uuid.Must(uuid.NewV7()) }

// Parse reads the canonical form.
func Parse(s string) (ID, error) { return uuid.Parse(s) }
