package approach_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/approach"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func opened(t *testing.T, until time.Time) *approach.Approach {
	t.Helper()
	a, err := approach.Open(approach.Record{Receiver: "St Example Hospice", ExpiresAt: until}, noon)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnApproachEndsWithItsRequestAndAfterAnHourAtTheLatest(t *testing.T) {
	t.Parallel()
	if _, err := approach.Open(approach.Record{ExpiresAt: noon}, noon); err == nil {
		t.Error("one that is over was opened")
	}
	if got := opened(t, noon.Add(48*time.Hour)).Record().ExpiresAt; !got.Equal(noon.Add(time.Hour)) {
		t.Errorf("one of two days lasts until %s", got)
	}
	a := opened(t, noon.Add(5*time.Minute))
	if a.Answerable(noon.Add(5*time.Minute-time.Second)) != nil || a.Answerable(noon.Add(5*time.Minute)) == nil {
		t.Error("it must be answerable to its end and not at it")
	}
}

func TestAnApproachIsAnsweredOnceAndSettledOnce(t *testing.T) {
	t.Parallel()
	told := []approach.Told{{Type: "dbs/1", Claims: []string{"outcome"}}}
	a := opened(t, noon.Add(time.Minute))
	if a.Settle(approach.Accepted, "", "") == nil {
		t.Error("one that was not sent was settled")
	}
	if err := a.Send(told, noon); err != nil || a.Record().Version != 2 {
		t.Fatal(err)
	}
	if a.Send(told, noon) == nil || a.Decline(noon) == nil {
		t.Error("it was answered twice")
	}
	if err := a.Settle(approach.Refused, approach.ReceiverRefused, ""); err != nil || a.Record().Version != 3 || a.Record().Status != approach.Refused {
		t.Errorf("%v: %+v", err, a.Record())
	}
	if a.Settle(approach.Accepted, "", "") == nil {
		t.Error("it was settled twice")
	}
	no := opened(t, noon.Add(time.Minute))
	if err := no.Decline(noon); err != nil || no.Record().Status != approach.Declined || no.Send(told, noon) == nil || no.Settle(approach.Accepted, "", "") == nil {
		t.Errorf("a no must stay one: %v, %+v", err, no.Record())
	}
	late := opened(t, noon.Add(time.Minute))
	if late.Send(told, noon.Add(time.Minute)) == nil || late.Decline(noon.Add(time.Minute)) == nil {
		t.Error("one that is over was answered")
	}
}
