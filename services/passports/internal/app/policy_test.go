package app

import (
	"maps"
	"slices"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

func TestThePolicyByRoleActionAndOrganisation(t *testing.T) {
	t.Parallel()
	const me = "01957f00-0000-7000-8000-000000000001"
	people := map[string]auth.Principal{
		"home verifier":  {Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Verify}},
		"home health":    {Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Health}},
		"other health":   {Role: auth.Employer, Employer: "RWF", Duties: []string{auth.Health}},
		"home poster":    {Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Post, auth.Approve, auth.Finance, auth.Executive}},
		"other verifier": {Role: auth.Employer, Employer: "RWF", Duties: []string{auth.Verify}},
		"no employer":    {Role: auth.Employer, Duties: []string{auth.Verify}},
		"the worker":     {Role: auth.Worker, WorkerID: me, Employer: "RVV", Duties: []string{auth.Verify}},
		"another worker": {Role: auth.Worker, WorkerID: "x", Employer: "RVV"},
		"no worker":      {Role: auth.Worker},
		"lead":           {Role: auth.Lead, ICS: "QKS", Duties: []string{auth.Verify}},
		"auditor":        {Role: auth.Auditor, ICS: "QKS"},
		"other auditor":  {Role: auth.Auditor, ICS: "QNX"},
	}
	home := []string{"home verifier"}
	allowed := map[auth.Action][]string{
		MayHoldCredentials: {"the worker"},
		MayEnrol:           home, MayManage: home, MayList: {"home verifier", "home health"}, MayReadRegister: home,
		MayReadOwn: {"the worker"}, MayDecide: {"home verifier", "the worker"},
		MayViewCard:    {"home verifier", "home poster", "other verifier", "home health", "other health"},
		MayReadHistory: {"auditor"},
		MayListDue:     home, MayRenew: home, MayReadCompliance: {"lead", "auditor"}, MayListHealth: {"home health"},
		MayShare: {"the worker"}, MaySeeLooks: {"the worker"}, MayExport: {"the worker"}, MayReadDecisions: {"the worker"},
		MayReadDecision:  {"home verifier", "home poster", "home health", "other verifier", "other health", "the worker", "another worker"},
		MayReadOverride:  {"home verifier", "home poster", "home health", "other verifier", "other health", "the worker", "another worker"},
		MayRequestReview: {"the worker"}, MayAnswerReview: home,
		MayReadHostPolicy:   {"home verifier", "home poster", "home health", "other verifier", "other health", "no employer", "the worker", "another worker", "no worker", "lead"},
		MayRecordHostCheck:  {"home verifier", "other verifier"},
		MayChangeHostPolicy: {"home verifier", "home poster"},
		MayOverride:         {"home verifier", "home poster", "home health", "other verifier", "other health"},
		MayImport:           home,
	}
	allowed[MayOffer] = []string{"home verifier", "the worker"}
	allowed[MayTake], allowed[MayPresent], allowed[MayShowAtDoor] = []string{"the worker"}, []string{"the worker"}, []string{"the worker"}
	allowed[MayRequest] = home
	allowed[MayReadWorker] = allowed[MayList]
	allowed[MayRecordHealth] = []string{"home health"}
	allowed[MayReadRecord] = []string{"home verifier", "the worker"}
	allowed[MayInduct] = []string{"home verifier", "home poster"}
	allowed[MayAdjustOwn] = []string{"the worker"}
	allowed[MayReadAdjustments] = allowed[MayViewCard]
	allowed[MayReadRegisters] = slices.Collect(maps.Keys(people))
	allowed[MayReadReceivers], allowed[MaySetReceivers] = slices.Collect(maps.Keys(people)), []string{"lead"}
	allowed[MaySetReference] = []string{"lead"}
	allowed[MayReadReference] = []string{"home verifier", "home poster", "home health", "other verifier", "other health", "lead", "auditor"}
	allowed[MaySetRegisters] = []string{"lead"}
	if len(allowed) != len(Policy) {
		t.Fatalf("%d actions are tested, %d have a rule", len(allowed), len(Policy))
	}
	for action, who := range allowed {
		yes := map[string]bool{}
		for _, w := range who {
			yes[w] = true
		}
		for name, p := range people {
			_, err := Policy.Check(auth.With(t.Context(), p), action, auth.Facts{Employer: "RVV", Home: "RVV", Worker: me, ICS: "QKS"})
			if (err == nil) != yes[name] {
				t.Errorf("%s by %s: %v", action, name, err)
			}
			if err != nil && !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s by %s: %v is no refusal", action, name, err)
			}
		}
		if _, err := Policy.Check(t.Context(), action, auth.Facts{}); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s signed out: %v", action, err)
		}
	}
}
