package sheet_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/sheet"
)

func TestNoCellOfAWrittenFileIsAFormula(t *testing.T) {
	t.Parallel()
	cells := []string{"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "'=1", "O'Brien", "a,b", `say "yes"`, ""}
	var b bytes.Buffer
	w := sheet.NewWriter(&b, "A", "B", "C", "D", "E", "F", "G", "H", "I", "J")
	w.Row(cells...)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, raw := range []string{"'=cmd", "'+1", "'-1", "'@SUM", "''=1"} {
		if !strings.Contains(b.String(), raw) {
			t.Errorf("%s is missing in %q", raw, b.String())
		}
	}
	got, err := sheet.Read(b.Bytes(), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	last := got.Lines[len(got.Lines)-1].Cells
	// The reader makes one line of text of a cell, so a tab does not come back.
	for i, c := range cells {
		if c != "\tx" && i < len(last) && last[i] != c {
			t.Errorf("cell %d: want %q, got %q", i, c, last[i])
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestAWriterTellsItsFirstError(t *testing.T) {
	t.Parallel()
	w := sheet.NewWriter(full{}, "A")
	w.Row("1")
	if err := w.Close(); err == nil || err.Error() != "disk full" {
		t.Errorf("got %v", err)
	}
}

func TestNegativeNumbersStandAsTheyAreWhereAsked(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	w := sheet.NewWriter(&b, "total").WithNumbers()
	for _, cell := range []string{"-5.98", "-7", "-1+1", "-.5", "-5.98=A1", "--1"} {
		w.Row(cell)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "\uFEFFtotal\r\n-5.98\r\n-7\r\n'-1+1\r\n'-.5\r\n'-5.98=A1\r\n'--1\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
