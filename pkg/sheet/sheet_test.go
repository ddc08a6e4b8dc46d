package sheet

import (
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestAFileIsReadWhateverWroteIt(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"a byte-order mark":        "\uFEFFname,day\nMoving, x\n\"Fire, Safety\",1\n",
		"lines of Windows":         "name,day\r\nMoving,x\r\n\"Fire, Safety\",1\r\n",
		"semicolons":               "name;day\nMoving;x\n\"Fire, Safety\";1\n",
		"a line that says so":      "sep=;\nname;day\nMoving;x\nFire, Safety;1\n",
		"an empty line in between": "name,day\n\nMoving,x\n\"Fire, Safety\",1\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := Read([]byte(file), Options{})
			if err != nil {
				t.Fatal(err)
			}
			last := s.Lines[len(s.Lines)-1]
			if len(s.Lines) != 3 || last.Cells[0] != "Fire, Safety" || s.Lines[0].Cells[0] != "name" {
				t.Errorf("read as %+v", s.Lines)
			}
		})
	}
}

func TestTheSheetThatIsMeantIsRead(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	if _, err := book.NewSheet("People"); err != nil {
		t.Fatal(err)
	}
	for cell, text := range map[string]string{"Sheet1!A1": "Contents", "People!A1": "name", "People!A2": "x"} {
		name, at, _ := strings.Cut(cell, "!")
		if err := book.SetCellValue(name, at, text); err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Read(b.Bytes(), Options{Meant: func(s Sheet) bool { return s.Lines[0].Cells[0] == "name" }})
	if err != nil || len(s.Lines) != 2 || !s.Serials || len(s.Notes) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestWhatCannotBeReadIsRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	long := "h\n" + strings.Repeat("x\n", MaxRows+MaxTitles)
	for code, file := range map[string]string{
		"file_empty": " \n", "file_kind": "%PDF-1.7", "quote_open": "a,b\n\"x,1\n", "too_many_rows": long,
		"too_many_columns": strings.Repeat("x,", MaxColumns+1) + "x\n", "file_too_large": strings.Repeat("x", MaxBytes+1),
	} {
		_, err := Read([]byte(file), Options{What: "list"})
		var refused *Refused
		if !errors.As(err, &refused) || refused.Code != code || !strings.HasSuffix(refused.Message, ".") {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("\uFEFFa,b\r\n\"x, y\",2\r\n"))
	f.Add([]byte("sep=;\na;b\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := Read(file, Options{})
		if err != nil {
			var refused *Refused
			if !errors.As(err, &refused) {
				t.Errorf("not a refusal: %v", err)
			}
			return
		}
		number := 0
		for _, l := range s.Lines {
			if l.Number <= number || len(l.Cells) == 0 || len(l.Cells) > MaxColumns {
				t.Errorf("line %d after %d with %d cells", l.Number, number, len(l.Cells))
			}
			number = l.Number
		}
	})
}

func FuzzEscape(f *testing.F) {
	f.Add("=1+1")
	f.Add("''-1")
	f.Fuzz(func(t *testing.T, cell string) {
		e := Escape(cell)
		if e != "" && strings.ContainsRune(formulas, rune(e[0])) {
			t.Errorf("%q would be a formula", e)
		}
		if Unescape(e) != cell {
			t.Errorf("%q came back as %q", cell, Unescape(e))
		}
	})
}
