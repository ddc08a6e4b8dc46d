package deployments_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

type registerFile struct {
	ID        string `json:"file_id"`
	Counts    map[string]int
	AppliedAt *time.Time `json:"applied_at"`
	Rows      []struct {
		Number       int
		ODS, Verdict string
		Why          []string
	}
}

// upload sends a file as a form does.
func (w *world) upload(who auth.Principal, path, text string) answer {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile("file", "register.csv")
	if err == nil {
		_, err = io.WriteString(part, text)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.URL+base+path, &b)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", m.FormDataContentType())
	req.Header.Set("Idempotency-Key", id.New().String())
	req.Header.Set("Authorization", "Bearer "+w.Token(who))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer{status: res.StatusCode, header: res.Header, raw: raw}
}

func (w *world) sendFile(path, text string) (f registerFile) {
	w.t.Helper()
	got := w.upload(lead(), path, text)
	if got.status != 201 {
		w.t.Fatalf("%s: %d %s", path, got.status, got.raw)
	}
	got.into(w.t, &f)
	return f
}

func (f registerFile) verdicts() string {
	var out []string
	for _, r := range f.Rows {
		out = append(out, r.ODS+" "+r.Verdict)
	}
	return strings.Join(out, ", ")
}

// etr is the national register's file of trusts: 27 columns, no headings.
func etr(rows ...[4]string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(`"` + r[0] + `","` + r[1] + `","Y59","` + r[2] + `","HEADQUARTERS","1 STREET","","ASHFORD","KENT","TN24 0LZ","19990401","` + r[3] + `"` + strings.Repeat(`,""`, 15) + "\r\n")
	}
	return b.String()
}

// ets is that of their sites: the parent stands in column 15, the day on which it took the site over in column 16.
func ets(rows ...[6]string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(`"` + r[0] + `","` + r[1] + `","Y59","QKS","1 STREET","","","ASHFORD","KENT","` + r[2] + `","19990401","` + r[3] + `","","","` + r[4] + `","` + r[5] + `"` + strings.Repeat(`,""`, 11) + "\r\n")
	}
	return b.String()
}

func TestTheNationalRegisterIsTakenInAfterALook(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.Clock.Set(time.Date(2026, 3, 30, 8, 45, 0, 0, time.UTC))
	w.register()
	file := etr(
		[4]string{"RVV", "EMPLOYER RVV", "QKS", ""}, [4]string{"RPA", "MEDWAY NHS FOUNDATION TRUST", "QKS", ""},
		[4]string{"RN7", "DARTFORD AND GRAVESHAM NHS TRUST", "QKS", ""}, [4]string{"R0A", "MANCHESTER UNIVERSITY NHS FOUNDATION TRUST", "QOP", ""},
		[4]string{"RWF", "EMPLOYER RWF", "QKS", "20260331"}, [4]string{"R V", "SLIP", "QKS", ""}, [4]string{"RN8", "LATE", "QKS", "20300230"},
		[4]string{"RN9", "GONE BEFORE", "QKS", "20110331"},
	)
	read := w.sendFile("/register-files/employers?joins_on=2026-04-01", file)
	if got := read.verdicts(); got != "RVV same, RPA changed, RN7 new, R0A left_out, RWF by_hand,  wrong, RN8 wrong, RN9 left_out" {
		t.Fatalf("%s\n%+v", got, read.Rows)
	}
	w.must(404, worker("RVV"), "GET", "/employers/RN7", nil) // A look changes nothing.
	var done registerFile
	w.must(200, lead(), "POST", "/register-files/"+read.ID+"/apply", nil).into(t, &done)
	if done.AppliedAt == nil || done.Counts["new"] != 1 || done.Counts["changed"] != 1 || done.Counts["wrong"] != 2 {
		t.Errorf("%+v", done)
	}
	if got := w.life("RN7"); got.Name != "Dartford and Gravesham NHS Trust" || !got.Memberships[0].Since.Equal(startOfApril) {
		t.Errorf("%+v", got)
	}
	if got := w.life("RWF"); got.ClosedAt != nil {
		t.Errorf("a file closes nobody: %+v", got)
	}
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.Type == "muster.deployments.employer.registered.v1" && e.AggregateID == "RPA" && e.AggregateVersion == 2
	})
	var again registerFile
	w.must(200, lead(), "POST", "/register-files/"+read.ID+"/apply", nil).into(t, &again)
	if again.AppliedAt == nil || !again.AppliedAt.Equal(*done.AppliedAt) || w.life("RPA").Version != 2 {
		t.Errorf("applied twice: %+v", again)
	}
	if got := w.sendFile("/register-files/employers?joins_on=2026-04-01", file).verdicts(); got != "RVV same, RPA same, RN7 same, R0A left_out, RWF by_hand,  wrong, RN8 wrong, RN9 left_out" {
		t.Errorf("the same file again: %s", got)
	}
}

func TestSitesOfTheNationalRegister(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.Clock.Set(time.Date(2026, 3, 30, 8, 45, 0, 0, time.UTC))
	w.register()
	file := ets(
		[6]string{"RVV01", "WILLIAM HARVEY HOSPITAL", "TN24 0LZ", "", "RVV", "19990401"},
		[6]string{"RVV02", "BUCKLAND HOSPITAL", "TN24 0LZ", "", "RVV", "19990401"},  // stands where RVV01 stands
		[6]string{"RVV03", "NOBODY KNOWS WHERE", "CT17 0HD", "", "RVV", "19990401"}, // no coordinates
		[6]string{"RPA01", "SITE RPA01", "TN24 0LZ", "", "RVV", "20260401"},         // changes hands
		[6]string{"RWF01", "SITE RWF01", "TN24 0LZ", "20260430", "RWF", "19990401"}, // closes
		[6]string{"R0A01", "ELSEWHERE", "M13 9WL", "", "R0A", "19990401"},
	)
	read := w.sendFile("/register-files/sites", file)
	if got := read.verdicts(); got != "RVV01 changed, RVV02 new, RVV03 wrong, RPA01 changed, RWF01 changed, R0A01 left_out" {
		t.Fatalf("%s\n%+v", got, read.Rows)
	}
	w.must(200, lead(), "POST", "/register-files/"+read.ID+"/apply", nil)
	if s := w.site("RPA01", 2); s.Employer != "RPA" || s.Owners[1].Employer != "RVV" || !s.Owners[1].From.Equal(startOfApril) {
		t.Errorf("%+v", s)
	}
	// The last day counts: from the midnight after it is closed.
	if s := w.site("RWF01", 2); !s.Owners[0].Until.Equal(time.Date(2026, 4, 30, 23, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", s)
	}
	if s := w.site("RVV02", 1); s.Lat != 51.1 || s.Name != "Buckland Hospital" {
		t.Errorf("%+v", s)
	}
	if got := w.sendFile("/register-files/sites", file).verdicts(); got != "RVV01 same, RVV02 same, RVV03 wrong, RPA01 same, RWF01 same, R0A01 left_out" {
		t.Errorf("the same file again: %s", got)
	}
	table := w.sendFile("/register-files/sites", "trust_ods,site_ods,name,city,postcode,lat,lon\nRVV,RVV03,Buckland Hospital,Dover,CT17 0HD,51.132053,1.292395\n")
	if got := table.verdicts(); got != "RVV03 new" {
		t.Errorf("a table: %s", got)
	}
}

func TestOfTwoWhoApplyAFileAtOnceOneChangesAnything(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	read := w.sendFile("/register-files/employers", etr([4]string{"RN7", "DARTFORD AND GRAVESHAM NHS TRUST", "QKS", ""}, [4]string{"RPA", "MEDWAY NHS FOUNDATION TRUST", "QKS", ""}))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := w.call(lead(), "POST", base+"/register-files/"+read.ID+"/apply", ""); got.status != 200 {
				t.Errorf("%d %s", got.status, got.raw)
			}
		})
	}
	wg.Wait()
	if a, b := w.life("RN7"), w.life("RPA"); a.Version != 1 || b.Version != 2 {
		t.Errorf("%+v %+v", a, b)
	}
}

func TestFilesThatAreNoneAndPeopleWhoMayNot(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	for name, text := range map[string]string{
		"nothing": "", "no headings": "a,b\n1,2\n", "a PDF": "%PDF-1.7", "an old workbook": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a web page": "<html></html>",
	} {
		if got := w.upload(lead(), "/register-files/employers", text); got.status != 422 {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	if got := w.upload(lead(), "/register-files/employers?joins_on=1.4.2026", etr([4]string{"RN7", "X", "QKS", ""})); got.status != 422 {
		t.Errorf("a day that is none: %d %s", got.status, got.raw)
	}
	if got := w.upload(lead(), "/register-files/wards", etr([4]string{"RN7", "X", "QKS", ""})); got.status != 422 {
		t.Errorf("a kind that is none: %d %s", got.status, got.raw)
	}
	for _, who := range []auth.Principal{person("RVV", auth.Approve, auth.Executive), worker("RVV")} {
		if got := w.upload(who, "/register-files/employers", etr([4]string{"RN7", "X", "QKS", ""})); got.status != 403 {
			t.Errorf("%s: %d %s", who.Role, got.status, got.raw)
		}
	}
	w.must(404, lead(), "GET", "/register-files/"+id.New().String(), nil)
	w.must(404, lead(), "POST", "/register-files/"+id.New().String()+"/apply", nil)
}
