package app

import (
	"testing"

	"github.com/muster-ics/muster/events/reason"
)

func TestAWardReadsOfTheWorkerAndTheWorkerOfThemselves(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		told, message, fix string
	}{
		"REG_FLAG":  {"There is a note on your NMC registration.", "There is a note on the worker's registration.", "Read it on the passport card."},
		"WTR_BREAK": {"This shift of 8 h is posted with 0 minutes of break; at least 20 are due in more than 6 h.", "This shift of 8 h is posted with 0 minutes of break; at least 20 are due in more than 6 h.", "Agree with the worker when the break will be."},
		"NEW_RULE":  {"You have done too much.", "There is something to agree with the worker and their home employer (new rule).", ""},
		"NEUTRAL":   {"This would be the third in a row.", "This would be the third in a row.", ""},
	} {
		told := []reason.Reason{{Code: name, Weight: reason.Soft, Message: c.told, Fix: "Choose what suits you."}}
		got := toWard(told)
		if got[0].Message != c.message || got[0].Fix != c.fix || got[0].Weight != reason.Soft {
			t.Errorf("%s: the ward reads %+v", name, got[0])
		}
		if told[0].Message != c.told {
			t.Errorf("%s: what the worker reads has changed with it", name)
		}
	}
}
