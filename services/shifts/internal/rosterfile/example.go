package rosterfile

import (
	"bytes"
	"encoding/csv"
	"time"

	"github.com/xuri/excelize/v2"
)

// example is a small roster in Muster's own layout that can be sent as it is, on the days after today. Nobody's ward.
func example(site string, today time.Time) [][]string {
	on := func(days int) string { return today.AddDate(0, 0, days).Format(time.DateOnly) }
	head := make([]string, len(Fields))
	for i, f := range Fields {
		head[i] = string(f)
	}
	return [][]string{
		head,
		{site, "ward_7", "nursing_midwifery", "registered_nurse", "5", on(14), "07:30", "20:00", "", "", "60", "vacancy", "C4711", "18.45", "2", "NMC", "enhanced", "adult", "no", "cstf FIRE 1; cstf RES 2"},
		{site, "ward_7", "nursing_midwifery", "registered_nurse", "5", on(14), "19:30", "08:00", "", "", "60", "sickness", "C4711", "18.45", "1", "NMC", "enhanced", "adult", "no", "cstf FIRE 1; cstf RES 2"},
		{site, "ward_7", "clinical_support", "healthcare_support_worker", "2", on(15), "07:30", "13:30", "", "", "0", "enhanced_care", "C4711", "12.51", "1", "", "enhanced", "adult", "no", "cstf FIRE 1"},
	}
}

// ExampleCSV is the example as CSV, with the mark by which Excel knows UTF-8.
func ExampleCSV(site string, today time.Time) ([]byte, error) {
	b := bytes.NewBufferString("\uFEFF")
	w := csv.NewWriter(b)
	if err := w.WriteAll(example(site, today)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// ExampleWorkbook is the example as a workbook of text cells.
func ExampleWorkbook(site string, today time.Time) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	const sheet = "Sheet1"
	for i, cells := range example(site, today) {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return nil, err
		}
		if err := book.SetSheetRow(sheet, at, &cells); err != nil {
			return nil, err
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
