package rosterfile

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// What the bytes of an old workbook begin with, how one with a password names its part, and one sheet too many.
var (
	oleMagic  = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	encrypted = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
)

const maxSheets = 100

// archive makes a zip of parts, each of so many noughts.
func archive(t *testing.T, parts map[string]int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, size := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for chunk := make([]byte, 1<<20); size > 0; size -= len(chunk) {
			if _, err := w.Write(chunk[:min(size, len(chunk))]); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sheets(t *testing.T, n int) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i := range n {
		if _, err := book.NewSheet(fmt.Sprintf("Week %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesThatCannotBeReadGetASentence(t *testing.T) {
	t.Parallel()
	head := "site,ward,staff_group,role,band,date,start,end,break,reason,rate\n"
	line := "RVV01,ward_7,nursing_midwifery,registered_nurse,5,30/11/2028,07:30,19:30,60,vacancy,18.45\n"
	many := head + strings.Repeat(line, MaxRows+1)
	wide := head + strings.Repeat("x,", maxColumns+1) + "x\n"
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"nothing", nil, "file_empty"},
		{"blanks only", []byte("\r\n \r\n"), "file_empty"},
		{"commas only", []byte(",,,\n,,\n"), "file_empty"},
		{"a mark only", []byte("\xEF\xBB\xBF"), "file_empty"},
		{"headings only", []byte(head), "no_rows"},
		{"larger than 10 MB", bytes.Repeat([]byte("x"), MaxBytes+1), "file_too_large"},
		{"the old kind", append(bytes.Clone(oleMagic), make([]byte, 512)...), "file_legacy"},
		{"a password", append(append(bytes.Clone(oleMagic), make([]byte, 512)...), encrypted...), "file_encrypted"},
		{"a PDF", []byte("%PDF-1.7 ..."), "file_kind"},
		{"a web page", []byte("<html><table></table></html>"), "file_kind"},
		{"a picture", []byte("\x89PNG\x0d\x0a\x1a\x0a\x00\x00"), "file_kind"},
		{"another archive", archive(t, map[string]int{"word/document.xml": 10}), "file_kind"},
		{"a binary workbook", archive(t, map[string]int{"xl/workbook.bin": 10}), "file_kind"},
		{"a bomb", archive(t, map[string]int{"xl/workbook.xml": 10, "xl/worksheets/sheet1.xml": 80 << 20}), "file_too_large"},
		{"a bomb of texts", archive(t, map[string]int{"xl/workbook.xml": 10, "xl/sharedStrings.xml": 20 << 20}), "file_too_large"},
		{"too many sheets", sheets(t, maxSheets+1), "too_many_sheets"},
		{"a damaged workbook", append([]byte("PK\x03\x04"), make([]byte, 100)...), "file_unreadable"},
		{"a workbook of noughts", archive(t, map[string]int{"xl/workbook.xml": 10}), "file_unreadable"},
		{"an open quotation mark", []byte(head + `RVV01,"ward_7` + "\n" + line), "quote_open"},
		{"too many rows", []byte(many), "too_many_rows"},
		{"too many columns", []byte(wide), "too_many_columns"},
		{"too many places", []byte(strings.ReplaceAll(head, "rate\n", "rate,places\n") + strings.Repeat(strings.ReplaceAll(line, "18.45\n", "18.45,50\n"), 201)), "too_many_shifts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, err := Read(c.file)
			if err == nil {
				_, err = Understand(s, Mapping{}, "RVV", sites)
			}
			if got := code(err); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestAWorkbookThatIsWideAtItsEndIsRefused(t *testing.T) {
	t.Parallel()
	row := make([]any, 16384)
	row[16383] = "far away"
	_, err := Read(workbook(t, false, bookHead, row))
	if code(err) != "too_many_columns" {
		t.Error(err)
	}
}

// The largest file that is let in is read, its rows numbered as the spreadsheet does.
func TestTenThousandRowsAreRead(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("Title\n\nsite,ward,staff_group,role,band,date,start,end,break,reason,rate\n")
	for i := range MaxRows {
		fmt.Fprintf(&b, "RVV01,ward_%d,nursing_midwifery,registered_nurse,5,30/11/2028,07:30,19:30,60,vacancy,18.45\n", i)
	}
	s, err := Read([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Understand(s, Mapping{}, "RVV", sites)
	if err != nil || len(r.Rows) != MaxRows || r.Rows[0].Number != 4 || r.Rows[MaxRows-1].Number != MaxRows+3 {
		t.Errorf("%d rows, %v", len(r.Rows), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("site,ward,date,start,end\nRVV01,ward_7,30/11/2028,07:30,24:00\nTotal,,,,\n"), true)
	f.Add([]byte("sep=;\n\"a\nb\";c;d\n1;2;3\n"), false)
	f.Add([]byte("\xff\xfea\x00,\x00b\x00\n\x00"), false)
	f.Add([]byte("site\tward\tstaff_group\trole\tband\tstart\tend\tbreak\treason\trate\nx\tx\tx\tx\tx\t28/03/2026 01:30 BST\t01:30 GMT\t1:00\tx\t1,000.00\n"), false)
	book, err := ExampleWorkbook("RVV01", time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(book, false)
	f.Fuzz(func(t *testing.T, file []byte, monthFirst bool) {
		s, err := Read(file)
		if err != nil {
			if code(err) == "" {
				t.Error("refused without a code")
			}
			return
		}
		m := Mapping{Fixed: map[Field]string{Site: "RVV01", Ward: "w", StaffGroup: "students", Role: "r", Band: "5", Date: "1/1/2028", Start: "07:00", End: "08:00", Break: "0", Reason: "other", Rate: "1"}}
		if monthFirst {
			m.DateOrder = MonthFirst
		}
		r, err := Understand(s, m, "RVV", sites)
		if err != nil {
			return
		}
		if len(r.Rows) > MaxRows {
			t.Errorf("%d rows", len(r.Rows))
		}
		for _, row := range r.Rows {
			if len(row.Problems) == 0 && (row.Posting.StartsAt.IsZero() || row.Posting.Places < 1) {
				t.Errorf("an unread row has no problem: %+v", row)
			}
		}
	})
}
