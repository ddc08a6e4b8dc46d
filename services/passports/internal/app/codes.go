package app

import (
	"cmp"
	"slices"

	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Subject is a training subject to choose from.
type Subject struct{ Code, Title string }

// Subjects are the subjects of the Core Skills Training Framework, by title.
func Subjects() []Subject {
	out := []Subject{}
	for _, code := range competency.Codes() {
		out = append(out, Subject{Code: code, Title: competency.Title("cstf", code)})
	}
	slices.SortFunc(out, func(a, b Subject) int { return cmp.Compare(a.Title, b.Title) })
	return out
}

// HoldWhys are the codes under which a hold may be placed.
func HoldWhys() []string { return slices.Clone(hold.Whys) }

// SuspendWhys are the codes under which a passport may be suspended.
func SuspendWhys() []string { return slices.Clone(worker.SuspendWhys) }
