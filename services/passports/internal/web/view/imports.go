package view

import (
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
)

// ImportKind is what a file holds, in words.
func ImportKind(k recordimport.Kind) string {
	switch k {
	case recordimport.ESR:
		return "Competencies from the Electronic Staff Record"
	case recordimport.Competencies:
		return "Competencies in Muster’s template"
	case recordimport.Workers:
		return "People in Muster’s template"
	}
	return "What the " + map[recordimport.Kind]string{recordimport.NMC: "NMC", recordimport.GMC: "GMC", recordimport.HCPC: "HCPC"}[k] + " register says"
}

// ImportStatus is where a file stands.
func ImportStatus(s recordimport.Status) (layout.TagKind, string) {
	switch s {
	case recordimport.Previewed:
		return layout.Yellow, "Not recorded yet"
	case recordimport.Applying:
		return layout.Blue, "Being recorded"
	case recordimport.Applied:
		return layout.Green, "Recorded"
	case recordimport.Withdrawing:
		return layout.Blue, "Being taken back"
	}
	return layout.Grey, "Taken back"
}

// ImportOutcome is what rows have come to, in words.
func ImportOutcome(o recordimport.Outcome) string {
	return map[recordimport.Outcome]string{
		recordimport.Accepted: "Can be recorded", recordimport.Recorded: "Recorded", recordimport.Unchanged: "Recorded before", recordimport.Queued: "Wait for somebody to say what they mean",
		recordimport.LeftOut: "Left out", recordimport.Rejected: "To put right", recordimport.TakenBack: "Taken back",
	}[o]
}
