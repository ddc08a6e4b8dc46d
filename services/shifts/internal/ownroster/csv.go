package ownroster

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ReadCSV reads the rows of a file with the headings worker_id, starts and ends, and if it has them break and kind, in any
// order. The error is an *Invalid.
func ReadCSV(text string) ([]Line, error) {
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	in.ReuseRecord = true
	head, err := in.Read()
	if err != nil {
		return nil, unreadable(err, "The file is empty. Its first line names the columns: worker_id,starts,ends,break,kind.")
	}
	at := map[string]int{}
	for i, h := range head {
		name := strings.ToLower(strings.TrimSpace(h))
		if !slices.Contains([]string{"worker_id", "starts", "ends", "break", "kind"}, name) {
			return nil, &Invalid{[]Problem{{1, name, fmt.Sprintf("There is no column %q; the columns are worker_id, starts, ends, break and kind.", name)}}}
		}
		if _, twice := at[name]; twice {
			return nil, &Invalid{[]Problem{{1, name, fmt.Sprintf("The column %q is there twice; keep one.", name)}}}
		}
		at[name] = i
	}
	var ps problems
	for _, need := range []string{"worker_id", "starts", "ends"} {
		_, there := at[need]
		ps.unless(there, 1, need, "The first line has no column %q; add it.", need)
	}
	if len(ps) > 0 {
		return nil, &Invalid{ps}
	}
	return lines(in, at)
}

func lines(in *csv.Reader, at map[string]int) ([]Line, error) {
	var out []Line
	for {
		rec, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, unreadable(err, "The file cannot be read as CSV.")
		}
		number, _ := in.FieldPos(0)
		get := func(name string) string {
			if i, ok := at[name]; ok {
				return rec[i]
			}
			return ""
		}
		out = append(out, Line{Number: number, WorkerID: get("worker_id"), Kind: strings.ToLower(strings.TrimSpace(get("kind"))), Starts: get("starts"), Ends: get("ends"), Minutes: get("break")})
		if len(out) > MaxRows {
			return nil, &Invalid{[]Problem{{0, "csv", fmt.Sprintf("There are more than %d rows; send the roster in parts.", MaxRows)}}}
		}
	}
}

func unreadable(err error, otherwise string) error {
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		message := "This line has another number of columns than the first; add or remove commas."
		if !errors.Is(wrong.Err, csv.ErrFieldCount) {
			message = "This line has a quotation mark out of place; put text that has commas or quotation marks between quotation marks, and double those inside."
		}
		return &Invalid{[]Problem{{wrong.Line, "csv", message}}}
	}
	return &Invalid{[]Problem{{0, "csv", otherwise}}}
}
