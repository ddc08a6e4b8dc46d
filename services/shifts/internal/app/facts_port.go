package app

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// WorkerFacts is what is kept of one worker that a decision about a shift rests on.
type WorkerFacts struct {
	// Passport is as passports told of it; Floor is the revocation floor.
	Passport    json.RawMessage
	Floor       int64
	Diary       workingtime.Diary
	Blocks      []eligibility.Block
	Unavailable []workingtime.Span
	// Area is where the worker measures distances from; empty when they have not said.
	Area string
}

// FactReader reads the facts of many workers at once. A worker of whom passports has not told is not in the answer.
// Diaries are as long about the moment as a rule looks.
type FactReader interface {
	FactsOf(ctx context.Context, workers []id.ID, about time.Time) (map[id.ID]WorkerFacts, error)
}
