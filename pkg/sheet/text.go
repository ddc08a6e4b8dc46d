package sheet

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

func readText(file []byte, o Options) (Sheet, error) {
	text, err := decode(file, o)
	if err != nil {
		return Sheet{}, err
	}
	comma := separator(text)
	// Excel writes and reads a first line that names the separator.
	skipped := 0
	if first, rest, ok := strings.Cut(text, "\n"); ok && len(first) < 8 && strings.HasPrefix(strings.ToLower(first), "sep=") {
		text, skipped = rest, 1
	}
	return records(text, comma, skipped, o)
}

// decode makes text of UTF-8, UTF-16 with its mark, or else Windows-1252, in which every byte is a letter: that is what
// Excel calls plain CSV.
func decode(file []byte, o Options) (string, error) {
	switch {
	case bytes.HasPrefix(file, []byte{0xEF, 0xBB, 0xBF}):
		file = file[3:]
	case bytes.HasPrefix(file, []byte{0xFF, 0xFE}):
		return wide(file[2:], binary.LittleEndian), nil
	case bytes.HasPrefix(file, []byte{0xFE, 0xFF}):
		return wide(file[2:], binary.BigEndian), nil
	}
	if bytes.IndexByte(file, 0) >= 0 {
		return "", refuse("file_kind", "This is not a text file. Save the %s as .xlsx or CSV UTF-8 and send that.", o.what())
	}
	if utf8.Valid(file) {
		return string(file), nil
	}
	var b strings.Builder
	for _, c := range file {
		if c >= 0x80 && c < 0xA0 {
			b.WriteRune(windows1252[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String(), nil
}

func wide(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// windows1252 is where that code page differs from Latin-1.
var windows1252 = [32]rune{
	'€', '\uFFFD', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\uFFFD', 'Ž', '\uFFFD',
	'\uFFFD', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\uFFFD', 'ž', 'Ÿ',
}

// separator is the one of the usual three that cuts the first lines into the most cells.
func separator(text string) rune {
	if first, _, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(strings.ToLower(first), "sep=") && len(first) > 4 {
		if c := first[4]; c == ',' || c == ';' || c == '\t' {
			return rune(c)
		}
	}
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		if n := cuts(text, c); n > most {
			best, most = c, n
		}
	}
	return best
}

// cuts counts separators outside quotes in the first forty lines.
func cuts(text string, c rune) int {
	n, lines, quoted := 0, 0, false
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case r == c && !quoted:
			n++
		case r == '\n' && !quoted:
			if lines++; lines == 40 {
				return n
			}
		}
	}
	return n
}

// records reads the rows. A row has the number that a spreadsheet would show: a quoted line break does not count, an
// empty line does.
func records(text string, comma rune, skipped int, o Options) (Sheet, error) {
	strict := csv.NewReader(strings.NewReader(text))
	strict.Comma, strict.FieldsPerRecord = comma, -1
	s, err := collect(strict, skipped, o)
	if !errors.Is(err, csv.ErrBareQuote) {
		return s, err
	}
	// A quotation mark inside a cell, as in 5" tube, is a letter to whoever typed it.
	lazy := csv.NewReader(strings.NewReader(text))
	lazy.Comma, lazy.FieldsPerRecord, lazy.LazyQuotes = comma, -1, true
	return collect(lazy, skipped, o)
}

func collect(r *csv.Reader, skipped int, o Options) (Sheet, error) {
	var s Sheet
	number, ended := skipped, 0
	for {
		cells, err := r.Read()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return s, nil
		case errors.As(err, &parse) && errors.Is(err, csv.ErrBareQuote):
			return Sheet{}, err
		case errors.As(err, &parse):
			return Sheet{}, refuse("quote_open", "A quotation mark that opens in line %d of the file is never closed. Close it or take it out.", parse.StartLine+skipped)
		case err != nil:
			return Sheet{}, refuse("file_unreadable", "The file cannot be read as a table. Save it as .xlsx or CSV UTF-8 and send that.")
		}
		line, _ := r.FieldPos(0)
		number += line - ended
		ended = line
		for i, c := range cells {
			ended += strings.Count(c, "\n")
			cells[i] = Clean(c)
		}
		if err := s.add(number, cells, o); err != nil {
			return Sheet{}, err
		}
	}
}

// add keeps a row unless it is blank.
func (s *Sheet) add(number int, cells []string, o Options) error {
	n := len(cells)
	for n > 0 && cells[n-1] == "" {
		n--
	}
	switch {
	case n == 0:
		return nil
	case n > MaxColumns:
		return o.tooWide(number)
	// Titles and headings come on top of the rows themselves.
	case len(s.Lines) >= MaxRows+MaxTitles:
		return o.TooMany()
	}
	s.Lines = append(s.Lines, Line{Number: number, Cells: append([]string(nil), cells[:n]...)})
	return nil
}

// Clean makes one line of text of a cell, without the apostrophe that keeps a spreadsheet from reading it as a formula.
func Clean(cell string) string {
	cell = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00A0' || r == '\u202F' || r < ' ' || r == 0x7F:
			return ' '
		case r == '\uFEFF' || r == '\u200B':
			return -1
		}
		return r
	}, strings.ToValidUTF8(cell, "\uFFFD"))
	cell = strings.TrimSpace(Unescape(strings.TrimSpace(cell)))
	if len(cell) > MaxCell {
		if r := []rune(cell); len(r) > MaxCell {
			return string(r[:MaxCell])
		}
	}
	return cell
}
