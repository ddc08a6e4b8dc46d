package passports_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

type importAnswer struct {
	ImportID string `json:"import_id"`
	Status   string
	Rows     int
	Absent   int
	Progress int
	Counts   map[string]int
	Errors   []struct {
		Row                                int
		Field, Column, Value, Message, Fix string
	}
}

func (w *world) upload(who auth.Principal, path, file string) reply {
	w.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	path, kind, onForm := strings.Cut(path, "?kind=")
	if onForm {
		if err := form.WriteField("kind", kind); err != nil {
			w.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", "file.csv")
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := part.Write([]byte(file)); err != nil {
		w.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	if !strings.HasPrefix(path, "/passports") {
		path = "/api/passports/v1" + path
	}
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.URL+path, &b)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Idempotency-Key", id.New().String())
	return w.send(who, req)
}

func (w *world) importOf(r reply, status int) importAnswer {
	w.t.Helper()
	var i importAnswer
	w.must(status, r).into(w.t, &i)
	return i
}

// applied applies a file and waits until it is.
func (w *world) applied(i importAnswer, body string) importAnswer {
	w.t.Helper()
	home := verifier("RVV")
	w.must(http.StatusOK, w.call(home, http.MethodPost, "/imports/"+i.ImportID+"/apply", body))
	testkit.Await(w.t, time.Minute, "the file is applied", func() bool {
		var status string
		err := w.DB.Pool.QueryRow(w.t.Context(), "select status from record_imports where id = $1", i.ImportID).Scan(&status)
		return err == nil && status == "applied"
	})
	return w.importOf(w.call(home, http.MethodGet, "/imports/"+i.ImportID, ""), http.StatusOK)
}

const staffHead = "worker_ref,given_name,family_name,email,engagement,staff_group,role,band,engaged_from,registration_body,registration_number,registration_status,identity_checked_on\r\n"

// canaryStaffNumber is one more that must be found nowhere but sealed.
const canaryStaffNumber = "ZEB-90012345"

// importsOfEverything sends files that name the canary in every column, and gives the answers, which name nobody.
func (w *world) importsOfEverything(workerID string) []reply {
	w.t.Helper()
	home := verifier("RVV")
	w.must(http.StatusOK, w.call(home, http.MethodPost, "/workers/"+workerID+"/staff-number", `{"staff_number":"`+strings.ToLower(canaryStaffNumber)+`"}`))
	row := strings.Replace(canaryStaff, "90012345,", canaryStaffNumber+"-1,", 1)
	people := w.upload(home, "/imports/workers", row+strings.Repeat(canaryGiven+",", 13)+"\r\n")
	w.applied(w.importOf(people, http.StatusCreated), `{"rows":"only_good"}`)
	export := "Competency Name,Date Start,Last Updated By,Title,Staff Number\r\n"
	skills := w.upload(home, "/imports/esr", export+"NHS|CSTF|Fire Safety|,01-Dec-2024,"+canaryFamily+","+canaryGiven+","+canaryStaffNumber+"\r\n"+canaryGiven+","+canaryFamily+",,,"+canaryStaffNumber+"\r\n")
	w.applied(w.importOf(skills, http.StatusCreated), `{"rows":"only_good"}`)
	register := w.upload(home, "/imports/nmc", "PIN,Name,Status\r\n"+canaryNumber+","+canaryGiven+",Registered\r\n"+canaryNumber+","+canaryGiven+",Suspended\r\n")
	waiting := w.upload(home, "/imports/esr", export+"457|LOCAL|Tea making|,01-Dec-2024,"+canaryFamily+","+canaryGiven+","+canaryStaffNumber+"\r\n")
	return []reply{
		people, skills, register, waiting, w.call(home, http.MethodGet, "/import-queue", ""),
		w.upload(home, "/imports/workers", canaryGiven+","+canaryFamily+"\r\n"+canaryNumber+"\r\n"),
		w.call(home, http.MethodPost, "/workers/"+workerID+"/staff-number", `{"staff_number":"`+canaryGiven+` `+canaryFamily+`!"}`),
	}
}

// canaryStaff is a file that names the canary.
const canaryStaff = staffHead + "90012345," + canaryGiven + "," + canaryFamily + "," + canaryEmail + ",bank,nursing_midwifery,registered_nurse,5,2024-01-01,NMC,98z 7654q,registered,02/01/2024\r\n"

func TestAnExportIsTakenInByNumberAndNeverRepeatsWhatItSaysOfPeople(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	i := w.importOf(w.upload(home, "/imports/workers", canaryStaff+"90012346,,"+canaryFamily+",not-an-address,bank,nursing_midwifery,registered_nurse,55,01/01/24,NMC,1234,registered,\r\n"), http.StatusCreated)
	if i.Counts["accepted"] != 1 || i.Counts["rejected"] != 1 || len(i.Errors) < 2 {
		t.Fatalf("%+v", i)
	}
	for _, e := range i.Errors {
		if e.Row != 3 || e.Message == "" || strings.Contains(e.Message+e.Value+e.Fix, canaryFamily) {
			t.Errorf("%+v", e)
		}
	}
	if i = w.applied(i, `{"rows":"only_good"}`); i.Counts["recorded"] != 1 {
		t.Fatalf("%+v", i)
	}
	export := "Competency Name,Expiry Date,Date Start,Last Updated By,Title,VPD,Assignment Number\r\n" +
		"NHS|CSTF|Fire Safety - 2 Years|,30-Nov-2099,01-Dec-2024,SOMEBODY,Mrs,457,90012345\r\n457|LOCAL|Tea making|,,01-Dec-2024,SOMEBODY,Mrs,457,90012345\r\n"
	i = w.importOf(w.upload(home, "/imports/esr", export), http.StatusCreated)
	if i.Counts["accepted"] != 1 || i.Counts["queued"] != 1 {
		t.Fatalf("%+v", i)
	}
	i = w.applied(i, `{"rows":"only_good"}`)
	var queue struct{ Words []struct{ Key string } }
	w.must(http.StatusOK, w.call(home, http.MethodGet, "/import-queue", "")).into(t, &queue)
	if len(queue.Words) != 1 || queue.Words[0].Key != "457|LOCAL|tea making" {
		t.Fatalf("%+v", queue)
	}
	w.must(http.StatusUnprocessableEntity, w.call(home, http.MethodPost, "/import-queue", `{"kind":"esr","key":"457|LOCAL|tea making","framework":"cstf","code":"TEA"}`))
	w.must(http.StatusOK, w.call(home, http.MethodPost, "/import-queue", `{"kind":"esr","key":"457|LOCAL|tea making"}`))
	if i = w.importOf(w.call(home, http.MethodGet, "/imports/"+i.ImportID, ""), http.StatusOK); i.Counts["left_out"] != 1 || i.Counts["recorded"] != 1 {
		t.Errorf("%+v", i)
	}
	if i = w.importOf(w.upload(home, "/imports/esr", export), http.StatusCreated); i.Counts["unchanged"] != 1 || i.Counts["left_out"] != 1 {
		t.Errorf("sent again: %+v", i)
	}

	// Nobody else sees it, and no other employer finds the person by the number.
	for _, stranger := range []auth.Principal{verifier("RWF"), asWorker(id.New().String()), {Subject: "lead", Role: auth.Lead, ICS: "QKS"}} {
		w.must(http.StatusNotFound, w.call(stranger, http.MethodGet, "/imports/"+i.ImportID, ""))
		w.must(http.StatusNotFound, w.call(stranger, http.MethodPost, "/imports/"+i.ImportID+"/apply", `{"rows":"only_good"}`))
	}
	other := w.importOf(w.upload(verifier("RWF"), "/imports/esr", export), http.StatusCreated)
	if other.Counts["rejected"] != 2 || other.Errors[0].Value != "8 digits" {
		t.Errorf("%+v", other)
	}
}

func TestFilesThatCannotBeTakenInGetASentence(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	esr := "Competency Name,Date Start\r\nNHS|CSTF|Fire Safety|,01-Dec-2024\r\n"
	for name, c := range map[string]struct {
		path, file, code string
		status           int
	}{
		"no such kind":          {"/imports/pay", esr, "invalid", 422},
		"nothing":               {"/imports/esr", "", "file_empty", 422},
		"a picture":             {"/imports/esr", "\x89PNG\x0d\x0a\x1a\x0a\x00\x00", "file_kind", 422},
		"other columns":         {"/imports/esr", "a,b\r\n1,2\r\n", "columns_missing", 422},
		"nobody is named":       {"/imports/esr", esr, "invalid", 422},
		"no such worker":        {"/imports/esr?worker_id=" + id.New().String(), esr, "worker_not_found", 404},
		"a worker of no form":   {"/imports/esr?worker_id=x", esr, "worker_not_found", 404},
		"many for one":          {"/imports/esr?worker_id=" + workerID, "Competency Name,Date Start,Staff Number\r\nNHS|CSTF|Fire Safety|,01-Dec-2024,7\r\n", "invalid", 422},
		"a register of one":     {"/imports/nmc?worker_id=" + workerID, "PIN,Status\r\n98Z7654Q,Registered\r\n", "not_for_one", 409},
		"read tomorrow":         {"/imports/nmc?as_of=2099-01-01", "PIN,Status\r\n98Z7654Q,Registered\r\n", "invalid", 422},
		"read on a day of none": {"/imports/nmc?as_of=soon", "PIN,Status\r\n98Z7654Q,Registered\r\n", "invalid", 422},
	} {
		if p := w.must(c.status, w.upload(home, c.path, c.file)).problem(t); p.Code != c.code {
			t.Errorf("%s: %s %s", name, p.Code, p.Detail)
		}
	}
	one := w.importOf(w.upload(home, "/imports/esr?worker_id="+workerID, esr), http.StatusCreated)
	if one = w.applied(one, `{"rows":"all_or_nothing"}`); one.Counts["recorded"] != 1 {
		t.Errorf("%+v", one)
	}
	w.must(http.StatusConflict, w.call(home, http.MethodPost, "/imports/"+one.ImportID+"/apply", `{"rows":"all_or_nothing"}`))
	w.must(http.StatusOK, w.call(home, http.MethodPost, "/imports/"+one.ImportID+"/withdraw", ""))
	w.must(http.StatusConflict, w.call(home, http.MethodPost, "/imports/"+one.ImportID+"/withdraw", ""))
}

// A suspension in a register's file ends the bookings ahead, as if somebody had recorded it.
func TestASuspensionInARegistersFileUnbooks(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	w.Clock.Advance(time.Minute)
	i := w.importOf(w.upload(verifier("RVV"), "/imports/nmc", "PIN,Name,Status\r\n98z7654q,"+canaryFamily+",Suspended\r\n"), http.StatusCreated)
	w.applied(i, `{"rows":"all_or_nothing"}`)
	w.answer(b.BookingID, 2)
}

// TestTenThousandRows measures the largest file there may be: a thousand workers with ten competencies each.
func TestTenThousandRows(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	var people, rows strings.Builder
	people.WriteString(staffHead)
	rows.WriteString("worker_ref,framework,code,level,achieved_on,expires_on,awarding_body\r\n")
	for n := range 1000 {
		fmt.Fprintf(&people, "%d,Given%d,Family%d,,bank,nursing_midwifery,registered_nurse,5,2024-01-01,,,,02/01/2024\r\n", 1000+n, n, n)
		for _, code := range []string{"EDHR", "HSW", "CR", "FIRE", "IPC", "MH", "SA", "SC", "PREV", "RES"} {
			fmt.Fprintf(&rows, "%d,cstf,%s,1,2026-01-05,,Skills for Health\r\n", 1000+n, code)
		}
	}
	began := time.Now()
	i := w.importOf(w.upload(home, "/imports/workers", people.String()), http.StatusCreated)
	if i = w.applied(i, `{"rows":"all_or_nothing"}`); i.Counts["recorded"] != 1000 {
		t.Fatalf("%+v", i)
	}
	t.Logf("1,000 workers enrolled in %s", time.Since(began))
	began = time.Now()
	i = w.importOf(w.upload(home, "/imports/competencies", rows.String()), http.StatusCreated)
	if i.Counts["accepted"] != 10000 {
		t.Fatalf("%+v", i)
	}
	t.Logf("10,000 rows previewed in %s", time.Since(began))
	began = time.Now()
	if i = w.applied(i, `{"rows":"all_or_nothing"}`); i.Counts["recorded"] != 10000 {
		t.Fatalf("%+v", i)
	}
	took := time.Since(began)
	t.Logf("10,000 rows applied in %s", took)
	if took > time.Minute {
		t.Errorf("10,000 rows took %s, more than a minute", took)
	}
	if i = w.importOf(w.upload(home, "/imports/competencies", rows.String()), http.StatusCreated); i.Counts["unchanged"] != 10000 {
		t.Errorf("sent again: %+v", i.Counts)
	}
}
