package analytics_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

const apiPath = "/api/analytics/v1"

var finance = auth.Principal{Subject: "emp-fin", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS, Duties: []string{auth.Finance}}

type (
	filled struct {
		Form, Month, Owner string
		Tables             []struct {
			ID   string
			Rows []struct {
				Key, Name string
				Values    []struct {
					Unit, Text string
					N, Over    int64
				}
			}
		}
	}
	frozen struct {
		SnapshotID string `json:"snapshot_id"`
		Version    int64
		Hash       string
		Signatures []struct{ By, Capacity string }
	}
	differing struct {
		Differences []struct{ Table, Row, Figure, Was, Now string }
	}
)

// lastMonth moves the clock so that the month of now is over, and gives that month.
func lastMonth(h *testkit.Harness) string {
	now := h.Clock.Now().In(clock.London)
	h.Clock.Advance(time.Date(now.Year(), now.Month()+1, 1, 6, 0, 0, 0, clock.London).Sub(now))
	return now.Format("2006-01")
}

// raw gets the body of an answer as it is.
func raw(t *testing.T, h *testkit.Harness, who auth.Principal, path string) []byte {
	t.Helper()
	b, _ := fetch(t, h, who, path)
	return b
}

// ago makes a shift that started a little before now, so that its month is that of now.
func ago(h *testkit.Harness, ods string) *demand {
	d := ask(h, ods, -time.Minute)
	d.state.PostedAt = h.Clock.Now().Add(-50 * 24 * time.Hour)
	return d
}

func TestAMonthIsFrozenSignedAndKeptAsItWas(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	heard := testkit.Collect(t, h.Bus, "analytics")
	register(t, h, "RVV", "East Kent Hospitals")
	register(t, h, "RPA", "Medway")
	own := ago(h, "RVV").posted(t, h).filled(t, h, shifts.OwnBank)
	own.approved(t, h, id.New().String(), 1, 690)
	ago(h, "RVV").posted(t, h)
	late := ago(h, "RPA").posted(t, h)
	testkit.Await(t, soon, "all is heard", func() bool { return rates(t, h, lead, "").Events == 2+4+1 })
	this := h.Clock.Now().In(clock.London).Format("2006-01")
	if out, status, _ := send(t, h, lead, http.MethodPost, apiPath+"/snapshots", "", rule{"form": "board_pack", "month": this}); status != http.StatusUnprocessableEntity || out["code"] != "month_not_over" {
		t.Errorf("half a month is frozen: %d %v", status, out)
	}
	month := lastMonth(h)

	got, _ := get[filled](t, h, lead, apiPath+"/returns/temporary_staffing?month="+month)
	if len(got.Tables) != 1 || len(got.Tables[0].Rows) != 2 || got.Tables[0].Rows[1].Key != "RVV nursing_midwifery" || got.Tables[0].Rows[1].Values[4].N != 1320 {
		t.Errorf("the return %+v", got)
	}
	rows, _, _ := file(t, h, lead, apiPath+"/returns/temporary_staffing/file?month="+month)
	if len(rows) != 2 || rows[1]["Hours requested"] != "22" || rows[1]["Hours filled by own bank"] != "11" || rows[1]["Fill rate %"] != "50" || rows[1]["Organisation name"] != "East Kent Hospitals" {
		t.Errorf("its file %v", rows)
	}
	if pack, _ := get[filled](t, h, lead, apiPath+"/returns/board_pack?month="+month); len(pack.Tables) < 6 || pack.Tables[0].ID != "headline" || pack.Tables[0].Rows[1].Values[0].N != 660 || pack.Tables[0].Rows[1].Values[0].Over != 1980 {
		t.Errorf("the pack %+v", pack)
	}

	taken, status, _ := send(t, h, lead, http.MethodPost, apiPath+"/snapshots", "", rule{"form": "board_pack", "month": month})
	if status != http.StatusCreated {
		t.Fatalf("frozen: %d %v", status, taken)
	}
	one := apiPath + "/snapshots/" + taken["snapshot_id"].(string)
	sum := sha256.Sum256(raw(t, h, lead, one+"/document"))
	if hex.EncodeToString(sum[:]) != taken["hash"] {
		t.Error("the document is not what was hashed")
	}
	for _, c := range []struct {
		who  auth.Principal
		want int
	}{{worker, 404}, {auditor, 403}, {employer, 404}, {finance, 404}, {lead, 200}, {lead, 409}} {
		if out, status, _ := send(t, h, c.who, http.MethodPost, one+"/sign", "", rule{"capacity": "chief_nurse"}); status != c.want {
			t.Errorf("signed by %s: %d %v", c.who.Subject, status, out)
		}
	}
	if s, _ := get[frozen](t, h, auditor, one); s.Version != 2 || len(s.Signatures) != 1 || s.Signatures[0].By != "lead-1" || s.Signatures[0].Capacity != "chief_nurse" {
		t.Errorf("the trail %+v", s)
	}

	// A later correction shows as a difference and changes nothing that was signed.
	if d, _ := get[differing](t, h, lead, one+"/differences"); len(d.Differences) != 0 {
		t.Errorf("differs at once: %+v", d)
	}
	testkit.Send(t, h.Bus, "shifts", late.say(t, h, shifts.ShiftWithdrawn, ""))
	testkit.Await(t, soon, "the correction is heard", func() bool { return rates(t, h, lead, "").Events == 8 })
	d, _ := get[differing](t, h, lead, one+"/differences")
	if len(d.Differences) < 5 || d.Differences[0].Row != "Hours requested" || d.Differences[0].Was != "33" || d.Differences[0].Now != "22" {
		t.Errorf("differences %+v", d)
	}
	if again := sha256.Sum256(raw(t, h, lead, one+"/document")); again != sum {
		t.Error("what was signed has changed")
	}
	var events []string
	for _, e := range heard.All() {
		if strings.Contains(e.Type, "snapshot") {
			events = append(events, e.Type)
			if strings.Contains(string(e.Data), "East Kent") {
				t.Error("the event tells figures")
			}
		}
	}
	if len(events) != 2 || events[1] != "muster.analytics.snapshot.signed.v1" {
		t.Errorf("told %v", events)
	}
}

func TestAnEmployerFreezesItsOwnFigures(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	ago(h, "RVV").posted(t, h)
	ago(h, "RPA").posted(t, h)
	testkit.Await(t, soon, "both are heard", func() bool { return rates(t, h, lead, "").Events == 2 })
	month := lastMonth(h)
	body := rule{"form": "safer_staffing", "month": month}
	for _, c := range []struct {
		who  auth.Principal
		body rule
		want int
	}{
		{employer, body, 403}, {worker, body, 404}, {auditor, body, 403}, {finance, rule{"form": "../x", "month": month}, 404},
		{finance, rule{"form": "safer_staffing", "month": "2026-13"}, 422}, {finance, body, 201},
	} {
		out, status, _ := send(t, h, c.who, http.MethodPost, apiPath+"/snapshots", "", c.body)
		if status != c.want {
			t.Errorf("%s freezes %v: %d %v", c.who.Subject, c.body, status, out)
		}
	}
	list, _ := get[struct{ Snapshots []frozen }](t, h, employer, apiPath+"/snapshots?form=safer_staffing&month="+month)
	if len(list.Snapshots) != 1 {
		t.Fatalf("the employer's list %+v", list)
	}
	one := apiPath + "/snapshots/" + list.Snapshots[0].SnapshotID
	rows, text, _ := file(t, h, employer, one+"/file")
	if len(rows) != 1 || rows[0]["Organisation code"] != "RVV" || strings.Contains(text, "RPA") {
		t.Errorf("its file %s", text)
	}
	for _, who := range []auth.Principal{lead, auditor, worker} {
		if _, status := get[any](t, h, who, one); status != http.StatusNotFound {
			t.Errorf("%s reads another's figures: %d", who.Role, status)
		}
	}
	if other, _ := get[struct{ Snapshots []frozen }](t, h, lead, apiPath+"/snapshots"); len(other.Snapshots) != 0 {
		t.Errorf("the lead's list %+v", other)
	}
}

// TestNothingThatWasFrozenCanBeChanged goes past the service, as its own role, to the tables.
func TestNothingThatWasFrozenCanBeChanged(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	ago(h, "RVV").posted(t, h)
	testkit.Await(t, soon, "it is heard", func() bool { return rates(t, h, lead, "").Events == 1 })
	month := lastMonth(h)
	taken, status, _ := send(t, h, lead, http.MethodPost, apiPath+"/snapshots", "", rule{"form": "temporary_staffing", "month": month})
	if status != http.StatusCreated {
		t.Fatalf("%d %v", status, taken)
	}
	if out, status, _ := send(t, h, lead, http.MethodPost, apiPath+"/snapshots/"+taken["snapshot_id"].(string)+"/sign", "", rule{"capacity": "finance"}); status != http.StatusOK {
		t.Fatalf("%d %v", status, out)
	}
	for _, sql := range []string{
		"update snapshot set body = 'x', hash = encode(sha256('x'), 'hex')", "update snapshot set taken_by = 'somebody'", "delete from snapshot",
		"update snapshot_signature set capacity = 'other'", "delete from snapshot_signature",
	} {
		err := pgx.BeginFunc(context.Background(), h.DB.Pool, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), sql)
			return err
		})
		if err == nil {
			t.Errorf("%s is let pass", sql)
		}
	}
}

func TestAMappingFileThatCannotBeUsedStopsTheStart(t *testing.T) {
	t.Parallel()
	for folder, want := range map[string]string{"testdata/returns": "measure: there is no filed_hours; did you mean filled_hours?", "testdata/nowhere": "the folder of mapping files"} {
		_, err := module.New(service.Deps{ReturnForms: folder, Clock: clock.System()})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", folder, err)
		}
	}
}
