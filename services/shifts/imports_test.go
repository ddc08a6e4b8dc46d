package shifts_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/testkit"
)

type rosterImport struct {
	ImportID  string `json:"import_id"`
	Status    string
	Rows      int
	BadRows   int `json:"bad_rows"`
	Skipped   int
	Asked     int
	Posted    int
	LeftOut   int `json:"left_out"`
	Withdrawn int
	Kept      int
	Progress  int
	Missing   []string
	Errors    []struct {
		Row                                int
		Field, Column, Value, Message, Fix string
	}
	Warnings []struct {
		Row     int
		Message string
	}
	First  []struct{ Row, Places int }
	Stayed []struct {
		ShiftID string `json:"shift_id"`
		Status  string
	}
}

const rosterHead = "site,ward,staff_group,role,band,date,start,end,break,reason,rate,places\n"

// line is a row that can be posted, on the day so many days ahead.
func (w *world) line(ward string, days int) string {
	day := w.Clock.Now().In(clock.London).AddDate(0, 0, days).Format("02/01/2006")
	return fmt.Sprintf("%s,%s,nursing_midwifery,registered_nurse,5,%s,08:00,20:00,60,vacancy,18.45,1\n", site, ward, day)
}

func (w *world) upload(who auth.Principal, file string) answer {
	w.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", "roster.csv")
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := part.Write([]byte(file)); err != nil {
		w.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	return w.call(who, "POST", base+"/shifts/import", b.String(), header("Content-Type", form.FormDataContentType()))
}

func (w *world) importOf(a answer, status int) rosterImport {
	w.t.Helper()
	var i rosterImport
	want(w.t, a, status).into(w.t, &i)
	return i
}

func (w *world) openShifts(ward string) int {
	w.t.Helper()
	n := 0
	if err := w.DB.Pool.QueryRow(w.t.Context(), "select count(*) from shifts where status = 'open' and ($1 = '' or ward = $1)", ward).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestARosterIsSeenBeforeItIsPostedAndCanBeTakenBackOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	file := rosterHead + w.line("ward_1", 3) + w.line("ward_2", 4) + "RVV01,ward_3,nursing_midwifery,registered_nurse,5,31/11/2099,7h,20:00,60,vacancy,18.45,1\nTotal,,,,,,,,,,,2\n"
	seen := w.importOf(w.upload(staff(host), file), 201)
	if seen.Status != "previewed" || seen.Rows != 3 || seen.BadRows != 1 || seen.Skipped != 1 || seen.Asked != 2 || len(seen.First) != 2 || w.openShifts("") != 0 {
		t.Fatalf("%+v", seen)
	}
	if e := seen.Errors; len(e) != 2 || e[0].Row != 4 || e[0].Column != "G" || e[0].Value != "7h" || e[0].Message == "" || e[0].Fix == "" || e[1].Field != "date" {
		t.Errorf("%+v", e)
	}
	at := "/imports/" + seen.ImportID
	if p := want(t, w.call(staff(host), "POST", base+at+"/commit", `{"rows":"all_or_nothing"}`), 409).problem(t); p.Code != "import_has_errors" {
		t.Errorf("%+v", p)
	}
	done := w.importOf(w.call(staff(host), "POST", base+at+"/commit", `{"rows":"only_good"}`), 200)
	if done.Status != "committed" || done.Posted != 2 || done.LeftOut != 1 || w.openShifts("") != 2 {
		t.Fatalf("%+v", done)
	}
	told := w.await("muster.shifts.roster_import.committed.v1", seen.ImportID)
	if told.Actor != staff(host).Subject {
		t.Errorf("committed by %s", told.Actor)
	}
	posted := w.heard.Await(t, within, func(env events.Envelope) bool { return env.Type == "muster.shifts.shift.posted.v1" })
	if posted.Actor != staff(host).Subject {
		t.Errorf("posted by %s", posted.Actor)
	}

	// The same file again is a question; another with the same rows warns of each.
	again := w.importOf(w.upload(staff(host), file), 201)
	if len(again.Warnings) != 2 {
		t.Errorf("%+v", again.Warnings)
	}
	if p := want(t, w.call(staff(host), "POST", base+"/imports/"+again.ImportID+"/commit", `{"rows":"only_good"}`), 409).problem(t); p.Code != "import_repeated" {
		t.Errorf("%+v", p)
	}
	over := w.importOf(w.call(staff(host), "POST", base+"/imports/"+again.ImportID+"/commit", `{"rows":"only_good","again":true,"leave_out_repeats":true}`), 200)
	if over.Posted != 0 || over.LeftOut != 3 || w.openShifts("") != 2 {
		t.Errorf("%+v", over)
	}

	// One shift is taken before the undo: it stays.
	var taken string
	if err := w.DB.Pool.QueryRow(t.Context(), "select id from shifts where ward = 'ward_1'").Scan(&taken); err != nil {
		t.Fatal(err)
	}
	worker := nurse(host)
	w.confirmed(worker, taken)
	undone := w.importOf(w.call(staff(host), "POST", base+at+"/undo", ""), 200)
	if undone.Status != "undone" || undone.Withdrawn != 1 || undone.Kept != 1 || len(undone.Stayed) != 1 || undone.Stayed[0].ShiftID != taken || undone.Stayed[0].Status != "filled" {
		t.Errorf("%+v", undone)
	}
	w.await("muster.shifts.roster_import.undone.v1", seen.ImportID)
	if p := want(t, w.call(staff(host), "POST", base+at+"/undo", ""), 409).problem(t); p.Code != "import_undone" {
		t.Errorf("%+v", p)
	}
}

func TestAFileWithUnknownColumnsWaitsUntilTheyAreNamed(t *testing.T) {
	t.Parallel()
	w := start(t)
	day := w.Clock.Now().In(clock.London).AddDate(0, 0, 20)
	file := "Wd,What,When,In,Out\nM2,RN," + day.Format("01/02/2006") + ",0730,1930\n"
	seen := w.importOf(w.upload(staff(host), file), 201)
	if seen.Status != "needs_mapping" || len(seen.Missing) < 5 {
		t.Fatalf("%+v", seen)
	}
	at := base + "/imports/" + seen.ImportID
	if p := want(t, w.call(staff(host), "POST", at+"/mapping", `{"columns":{"Wd":"wards"}}`), 422).problem(t); len(p.Errors) == 0 || p.Errors[0].Location != "body.columns" {
		t.Errorf("%+v", p)
	}
	mapping := `{"columns":{"Wd":"ward","What":"role","When":"date","In":"start","Out":"end"},"date_order":"mdy",
		"fixed":{"staff_group":"nursing_midwifery","band":"5","break_minutes":"30","reason":"vacancy","rate":"18.45"},"codes":{"role":{"RN":"registered_nurse"}}}`
	read := w.importOf(w.call(staff(host), "POST", at+"/mapping", mapping), 200)
	if read.Status != "previewed" || read.BadRows != 0 || read.Asked != 1 {
		t.Fatalf("%+v", read)
	}
	// The next file of the same kind needs no questions.
	if next := w.importOf(w.upload(staff(host), file), 201); next.Status != "previewed" {
		t.Errorf("%+v", next)
	}
	if p := want(t, w.call(staff(host), "POST", at+"/mapping", mapping), 409).problem(t); p.Code != "import_understood" {
		t.Errorf("%+v", p)
	}
	for _, who := range []auth.Principal{staff(other), nurse(host), staff(host, auth.Verify)} {
		if got := w.call(who, "GET", at, nil); got.status != 404 && got.status != 403 {
			t.Errorf("%s may read it: %d", who.Subject, got.status)
		}
	}
}

func TestFilesThatCannotBeReadAreRefusedWithASentence(t *testing.T) {
	t.Parallel()
	w := start(t)
	for file, code := range map[string]string{
		"":                                 "file_empty",
		"%PDF-1.4":                         "file_kind",
		"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1": "file_legacy",
		"PK\x03\x04rubbish":                "file_unreadable",
		rosterHead:                         "no_rows",
		rosterHead + strings.Repeat(w.line("w", 3), 10_001): "too_many_rows",
	} {
		if p := want(t, w.upload(staff(host), file), 422).problem(t); p.Code != code || len(p.Detail) < 20 {
			t.Errorf("%.20q: %+v", file, p)
		}
	}
	if got := w.upload(staff(host), strings.Repeat("x", 12<<20)); got.status != 422 && got.status != 413 {
		t.Errorf("12 MB: %d", got.status)
	}
	if n := w.openShifts(""); n != 0 {
		t.Errorf("%d shifts", n)
	}
}

// Ten thousand rows through HTTP: seen, posted while it can be watched, undone. Others see all of it or nothing.
func TestTenThousandRowsArePostedAtOneMoment(t *testing.T) {
	t.Parallel()
	w := start(t)
	const n = 10_000
	var b strings.Builder
	b.WriteString(rosterHead)
	for i := range n {
		b.WriteString(w.line(fmt.Sprintf("ward_%d", i%500), 2+i/500))
	}
	began := time.Now()
	lap := func(what string) {
		t.Logf("%s after %.1f s", what, time.Since(began).Seconds())
	}
	seen := w.importOf(w.upload(staff(host), b.String()), 201)
	lap("seen")
	if seen.Asked != n || seen.BadRows != 0 {
		t.Fatalf("%+v", seen)
	}
	at := base + "/imports/" + seen.ImportID
	if i := w.importOf(w.call(staff(host), "POST", at+"/commit", `{"rows":"all_or_nothing"}`), 202); i.Status != "committing" {
		t.Fatalf("%+v", i)
	}
	wait := func(status string) rosterImport {
		var i rosterImport
		testkit.Await(t, 3*time.Minute, status, func() bool {
			if open := w.openShifts(""); status == "committed" && open != 0 && open != n {
				t.Fatalf("%d shifts are seen", open)
			}
			i = w.importOf(w.call(staff(host), "GET", at, nil), 200)
			return i.Status == status
		})
		return i
	}
	if i := wait("committed"); i.Posted != n || w.openShifts("") != n {
		t.Errorf("%+v", i)
	}
	lap("posted")
	if i := w.importOf(w.call(staff(host), "POST", at+"/undo", ""), 202); i.Status != "undoing" {
		t.Fatalf("%+v", i)
	}
	if i := wait("undone"); i.Withdrawn != n || w.openShifts("") != 0 {
		t.Errorf("%+v", i)
	}
	lap("undone")
}

// The rows of a file are posted as any shift is: they wait where the employer approves, and the rate card gives the rate.
func TestARosterWaitsForApprovalAtTheRateCardsRate(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.always()
	w.must(201, finance(), "POST", "/rate-cards", nurseCard(nil))
	file := strings.ReplaceAll(rosterHead+w.line("ward_1", 3)+w.line("ward_2", 4), ",18.45", ",")
	seen := w.importOf(w.upload(staff(host), file), 201)
	if seen.BadRows != 0 || seen.Asked != 2 {
		t.Fatalf("%+v", seen)
	}
	at := base + "/imports/" + seen.ImportID
	w.importOf(w.call(staff(host), "POST", at+"/commit", `{"rows":"all_or_nothing"}`), 200)
	var waiting, rates, postings int
	var by string
	err := w.DB.Pool.QueryRow(t.Context(), `select count(*), count(distinct rate_pence) filter (where rate_pence > 0), count(distinct posting_id) filter (where posting_id = $1),
		min(submitted_by) from shifts where status = 'awaiting_approval'`, seen.ImportID).Scan(&waiting, &rates, &postings, &by)
	if err != nil || waiting != 2 || rates != 1 || postings != 1 || by != staff(host).Subject {
		t.Errorf("%d wait at %d rates in %d postings, asked by %s: %v", waiting, rates, postings, by, err)
	}
	if i := w.importOf(w.call(staff(host), "POST", at+"/undo", ""), 200); i.Withdrawn != 2 || i.Kept != 0 {
		t.Errorf("%+v", i)
	}
}
