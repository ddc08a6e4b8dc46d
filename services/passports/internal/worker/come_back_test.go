package worker_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func TestOnlyANewEngagementWithTheHomeEmployerBringsAWorkerBack(t *testing.T) {
	t.Parallel()
	w := enrolled(t)
	at := noon.Add(time.Hour)
	here, over, elsewhere := nurse(), nurse(), nurse()
	past := at
	over.Until, elsewhere.Employer = &past, "RWF"
	if w.ComeBack(here, at) {
		t.Error("who has not left does not come back")
	}
	if err := w.Leave("resigned", at); err != nil {
		t.Fatal(err)
	}
	floor := w.Floor()
	for name, e := range map[string]worker.Engagement{"one that is over": over, "one elsewhere": elsewhere} {
		if w.ComeBack(e, at) || w.Record().Status != worker.Left {
			t.Errorf("%s brought the worker back", name)
		}
	}
	if !w.ComeBack(here, at) {
		t.Fatal("a new engagement at home must bring the worker back")
	}
	if r := w.Record(); r.Status != worker.Active || r.LeftAt != nil || r.LeftWhy != "" || w.Floor() != floor {
		t.Errorf("back as %+v", r)
	}
	if err := w.Leave("retired", at.Add(time.Hour)); err != nil {
		t.Errorf("who came back may leave again: %v", err)
	}
}
