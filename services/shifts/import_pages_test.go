package shifts_test

import (
	"bytes"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

// sendFile sends the form of /shifts/import as a browser does.
func (w *world) sendFile(file, pasted string) (int, string, pagetest.Page) {
	w.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	name := "" // a browser's way to say that no file was chosen
	if file != "" {
		name = "roster.csv"
	}
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write([]byte(file))
	}
	if err == nil {
		err = form.WriteField("text", pasted)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	a := w.call(staff(host), "POST", "/shifts/import", b.String(), header("Accept", "text/html"), header("Content-Type", form.FormDataContentType()), header("Idempotency-Key", ""))
	return a.status, a.header.Get("Location"), pagetest.Parse(w.t, string(a.raw))
}

func TestAWardPostsARosterOnPagesWithoutScripts(t *testing.T) {
	t.Parallel()
	w := start(t)
	ward := staff(host)
	_, _, p := w.open(ward, "GET", "/shifts/import", nil)
	p.One("read")
	status, _, p := w.sendFile("", "")
	if status != 422 {
		t.Fatalf("nothing answers %d", status)
	}
	p.Has("error-summary", "Choose a file, or paste")

	bad := strings.Replace(w.line("ward_3", 5), "08:00", "8 o'clock", 1)
	status, to, _ := w.sendFile("", strings.ReplaceAll(rosterHead+w.line("ward_1", 3)+w.line("ward_2", 4)+bad, ",", "\t"))
	if status != 303 || !strings.HasPrefix(to, "/imports/") {
		t.Fatalf("pasted rows answer %d, %q", status, to)
	}
	_, _, p = w.open(ward, "GET", to, nil)
	p.Has("found", "3 rows: 2 shifts can be posted, 1 row cannot.")
	p.Has("problem", "8 o'clock", "for example 19:30")
	status, _, p = w.open(ward, "POST", to+"/commit", url.Values{"rows": {"all_or_nothing"}})
	if status != 409 {
		t.Fatalf("all or nothing answers %d", status)
	}
	p.Has("error-summary", "Some rows cannot be posted.")
	if status, back, _ := w.open(ward, "POST", to+"/commit", url.Values{"rows": {"only_good"}}); status != 303 || back != to {
		t.Fatalf("posting answers %d, %q", status, back)
	}
	_, _, p = w.open(ward, "GET", to, nil)
	p.Has("success", "2 shifts posted.")
	p.Has("import-status", "Posted")

	// The bad row comes back as a file, is put right and sent again.
	file := w.call(ward, "GET", to+"/bad-rows.csv", nil)
	if ct := file.header.Get("Content-Type"); ct != "text/csv; charset=utf-8" || !strings.Contains(string(file.raw), "8 o'clock") {
		t.Fatalf("%s: %s", ct, file.raw)
	}
	status, next, p := w.sendFile(strings.Replace(string(file.raw), "8 o'clock", "08:00", 1), "")
	if status != 303 {
		t.Fatalf("the mended file answers %d: %v in %s", status, p.All("error-summary"), file.raw)
	}
	_, _, p = w.open(ward, "GET", next, nil)
	p.Has("found", "1 row: 1 shift can be posted, 0 rows cannot.")

	if status, _, _ := w.open(ward, "POST", to+"/undo", url.Values{}); status != 303 {
		t.Fatalf("undoing answers %d", status)
	}
	_, _, p = w.open(ward, "GET", to, nil)
	p.Has("success", "2 shifts withdrawn.")
	if n := w.openShifts(""); n != 0 {
		t.Errorf("%d shifts are open", n)
	}
	if status, _, _ := w.open(ward, "POST", "/shifts/import/mapping", url.Values{"date_order": {"mdy"}, "words": {"band: V = 5"}}); status != 303 {
		t.Errorf("remembering answers %d", status)
	}
	_, _, p = w.open(ward, "GET", "/shifts/import", nil)
	p.One("forget")
	if status, _, _ := w.open(ward, "POST", "/shifts/import/mapping", url.Values{"forget": {"yes"}}); status != 303 {
		t.Errorf("forgetting answers %d", status)
	}
	_, _, p = w.open(ward, "GET", "/shifts/import", nil)
	if n := len(p.All("forget")); n != 0 {
		t.Errorf("%d things to forget", n)
	}
	for _, example := range []string{"example.csv", "example.xlsx"} {
		a := w.call(ward, "GET", "/shifts/import/"+example, nil)
		status, to, _ := w.sendFile(string(a.raw), "")
		if status != 303 {
			t.Fatalf("%s answers %d", example, status)
		}
		_, _, p = w.open(ward, "GET", to, nil)
		p.Has("found", "3 rows: 4 shifts can be posted, 0 rows cannot.")
	}
	if status, _, _ := w.open(staff(other), "GET", to, nil); status != 404 {
		t.Errorf("another employer reads it: %d", status)
	}
}

func TestRowsThatCannotBeReadStayInTheBoxAsTheyWerePasted(t *testing.T) {
	t.Parallel()
	w := start(t)
	for name, pasted := range map[string]string{
		"no heading that is known":       "alpha\tbeta\nROW_ONE\tROW_TWO",
		"markup":                         "</textarea><script>alert(1)</script>\t\"quoted\" & 'single'\n<b>bold</b>\t&amp;",
		"a formula and a template":       "=cmd|' /C calc'!A0\t{{ .Secret }}\n${jndi:ldap://x}\t%s%n",
		"letters of other scripts":       "Stä\u00a0tion\tملاحظة\nשורה\t病房 🏥",
		"headings only":                  strings.ReplaceAll(rosterHead, ",", "\t"),
		"a quote that is never closed":   rosterHead + "\"ward_1,RVV01",
		"a row with far too many fields": rosterHead + strings.Repeat("x,", 3000),
	} {
		t.Run(name, func(t *testing.T) {
			status, _, p := w.sendFile("", pasted)
			if status == 303 {
				return // It could be read after all: the rows are kept with the import.
			}
			if status != 422 && status != 409 {
				t.Fatalf("answers %d", status)
			}
			// The sentence is there, and so is all that was pasted, as text.
			if n := len(p.All("error-summary")); n != 1 {
				t.Errorf("%d error summaries", n)
			}
			if got := p.Value("text"); strings.ReplaceAll(got, "\r\n", "\n") != pasted {
				t.Errorf("the box has %q, want %q", got, pasted)
			}
		})
	}
}
