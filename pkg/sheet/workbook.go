package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxBlank ends a sheet: rows that are formatted and hold nothing may go on to the millionth.
const maxBlank = 2000

func readWorkbook(file []byte, o Options) (Sheet, error) {
	if err := unfolds(file, o); err != nil {
		return Sheet{}, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{
		// Formatted values depend on the author's locale; serials do not.
		RawCellValue:   true,
		UnzipSizeLimit: maxUnzipped,
		// The same limit keeps the parts in memory and off the disk.
		UnzipXMLSizeLimit: maxUnzipped,
	})
	if err != nil {
		return Sheet{}, broken()
	}
	defer func() { _ = book.Close() }()
	props, err := book.GetWorkbookProps()
	if err != nil {
		return Sheet{}, broken()
	}
	since1904 := props.Date1904 != nil && *props.Date1904
	var best Sheet
	var others []string
	names := book.GetSheetList()
	if len(names) > maxSheets {
		return Sheet{}, refuse("too_many_sheets", "The workbook has more than %d sheets. Copy the %s into a new workbook and send that.", maxSheets, o.what())
	}
	for _, name := range names {
		if visible, err := book.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		s, err := readSheet(book, name, o)
		if err != nil {
			return Sheet{}, err
		}
		switch {
		case len(s.Lines) == 0:
		case len(best.Lines) == 0 || (!o.meant(best) && o.meant(s)):
			if len(best.Lines) > 0 {
				others = append(others, "another sheet")
			}
			best = s
		default:
			others = append(others, name)
		}
	}
	best.Serials, best.Since1904 = true, since1904
	if len(others) > 0 {
		best.Notes = append(best.Notes, "Only one sheet of the workbook was read. If others are meant too, send each as a file of its own.")
	}
	return best, nil
}

func readSheet(book *excelize.File, name string, o Options) (Sheet, error) {
	rows, err := book.Rows(name)
	if err != nil {
		// A sheet of charts has no rows.
		return Sheet{}, nil
	}
	defer func() { _ = rows.Close() }()
	var s Sheet
	for number, blank := 1, 0; rows.Next() && blank < maxBlank; number++ {
		cells, err := rows.Columns()
		if err != nil {
			return Sheet{}, broken()
		}
		for i, c := range cells {
			if i > MaxColumns && strings.TrimSpace(c) != "" {
				return Sheet{}, o.tooWide(number)
			}
			if i <= MaxColumns {
				cells[i] = Clean(c)
			}
		}
		had := len(s.Lines)
		if err := s.add(number, cells[:min(len(cells), MaxColumns+1)], o); err != nil {
			return Sheet{}, err
		}
		if blank++; len(s.Lines) > had {
			blank = 0
		}
	}
	if rows.Error() != nil {
		return Sheet{}, broken()
	}
	return s, nil
}

func broken() error {
	return refuse("file_unreadable", "The workbook cannot be read; it may be damaged. Open it, save it as Excel Workbook (.xlsx) and send that.")
}

var errTooMuch = errors.New("unfolds to too much")

// unfolds counts what the archive really unfolds to. The sizes that an archive states are not believed.
func unfolds(file []byte, o Options) error {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil || len(z.File) > maxEntries {
		return broken()
	}
	left := int64(maxUnzipped)
	book := false
	for _, f := range z.File {
		switch name := strings.ToLower(f.Name); {
		case f.Flags&1 != 0:
			return refuse("file_encrypted", "The file is protected by a password. Take the password off and send it again.")
		case name == "xl/workbook.bin":
			return refuse("file_kind", "This is a binary workbook (.xlsb). Save it as Excel Workbook (.xlsx) and send that.")
		case name == "xl/workbook.xml":
			book = true
		}
		most := left
		if !strings.HasPrefix(strings.ToLower(f.Name), "xl/worksheets/") {
			most = min(left, maxPart)
		}
		n, err := size(f, most)
		switch {
		case errors.Is(err, errTooMuch):
			return refuse("file_too_large", "The workbook unfolds to more than can be read. Copy the rows of the %s alone into a new workbook and send that.", o.what())
		case err != nil:
			return broken()
		}
		left -= n
	}
	if !book {
		return refuse("file_kind", "This is no Excel workbook. Save the %s as .xlsx or CSV UTF-8 and send that.", o.what())
	}
	return nil
}

func size(f *zip.File, most int64) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	n, err := io.Copy(io.Discard, io.LimitReader(r, most+1))
	if n > most {
		return n, errTooMuch
	}
	return n, err
}

func (o Options) meant(s Sheet) bool { return o.Meant == nil || o.Meant(s) }
