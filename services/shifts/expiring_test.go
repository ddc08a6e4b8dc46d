package shifts_test

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestAWorkerIsToldOnceThatSomethingOfTheirPassportRunsOut(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	w.enrol(w.fit(who, "registered_nurse", "nursing_midwifery"))
	tell := func(e passports.CheckExpiringV1, at time.Time) {
		testkit.Publish(t, w.Bus, "passports", e, events.Meta{ID: id.New().String(), Time: at, AggregateID: e.NoticeID, AggregateVersion: 1, ODS: e.HomeEmployer})
	}
	ends := time.Date(2099, 11, 4, 0, 0, 0, 0, time.UTC)
	fire := passports.CheckExpiringV1{NoticeID: id.New().String(), WorkerID: who.WorkerID, HomeEmployer: host, Kind: "competency", Framework: "cstf", Code: "FIRE", Level: 1, ValidUntil: ends, Days: 28}
	old := fire
	old.NoticeID = id.New().String()
	register := passports.CheckExpiringV1{NoticeID: id.New().String(), WorkerID: who.WorkerID, HomeEmployer: host, Kind: "registration", Code: "NMC", ValidUntil: ends, Days: 7}
	tell(old, w.Clock.Now().AddDate(0, 0, -3))
	tell(fire, w.Clock.Now())
	tell(fire, w.Clock.Now())
	tell(register, w.Clock.Now())
	in := w.awaitNotices(who, 2)
	if len(in.Notices) != 2 {
		t.Fatalf("told %+v", in.Notices)
	}
	if n := in.Notices[1]; n.Kind != "passport" || n.Headline != "Your Fire Safety runs out on 3 November 2099" || n.Link != "/passport" {
		t.Errorf("told %+v", n)
	}
	if !strings.HasPrefix(in.Notices[0].Headline, "Your registration with the NMC") {
		t.Errorf("told %+v", in.Notices[0])
	}
}
