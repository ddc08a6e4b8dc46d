package api

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/pkg/web"
)

// csvOutput is a table as a file. Its rows are written as they are made.
type csvOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        func(huma.Context)
}

// csvTable is one table to take along.
type csvTable struct {
	// path is where the JSON of the same figures is, summary what a row is.
	path, summary string
	action        auth.Action
}

// registerCSV adds path.csv beside the operation at path: the same question, the same answer, the same suppression. rows
// makes of the answer one value a row; its columns are the fields of the JSON, those within others joined by "_". There is
// no row of totals: a sum over a column counts nothing twice.
func registerCSV[I, O, R any](s *web.Server, t csvTable, answer func(context.Context, *I) (*O, error), rows func(*O) iter.Seq[R]) {
	id := strings.ReplaceAll(strings.Trim(t.path, "/"), "/", "-") + "-csv"
	op := web.Op{
		Method: http.MethodGet, Path: t.path + ".csv", ID: id, Action: t.action, Errors: []int{http.StatusNotFound}, Summary: t.summary,
		Description: "CSV with the columns of the JSON. Text that a spreadsheet would run as a formula is written behind an apostrophe.",
	}
	web.Register(s, op, func(ctx context.Context, in *I) (*csvOutput, error) {
		out, err := answer(ctx, in)
		if err != nil {
			return nil, err
		}
		return csvFile(strings.Trim(t.path, "/"), rows(out)), nil
	})
}

func csvFile[R any](name string, rows iter.Seq[R]) *csvOutput {
	return &csvOutput{
		ContentType: "text/csv; charset=utf-8",
		Disposition: fmt.Sprintf(`attachment; filename="%s.csv"`, strings.ReplaceAll(name, "/", "-")),
		Body: func(ctx huma.Context) {
			ctx.SetStatus(http.StatusOK)
			kind := reflect.TypeFor[R]()
			out := sheet.NewWriter(ctx.BodyWriter(), csvHeads(nil, "", kind)...).WithNumbers()
			for r := range rows {
				out.Row(csvCells(nil, reflect.ValueOf(r), kind)...)
			}
			if out.Close() != nil {
				panic(http.ErrAbortHandler) // The reader has gone, or must not take half a file for a whole one.
			}
		},
	}
}

var csvTime = reflect.TypeFor[time.Time]()

// csvHeads are the columns of a type. Fields of embedded structs stand as their own; those that JSON leaves out do not stand.
func csvHeads(heads []string, prefix string, t reflect.Type) []string {
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case name == "-":
		case f.Anonymous:
			heads = csvHeads(heads, prefix, inner)
		case inner.Kind() == reflect.Struct && inner != csvTime:
			heads = csvHeads(heads, prefix+name+"_", inner)
		default:
			heads = append(heads, prefix+name)
		}
	}
	return heads
}

// csvCells are the cells of a value of the type, in the order of csvHeads. An invalid value is one that is not there.
func csvCells(cells []string, v reflect.Value, t reflect.Type) []string {
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		var x reflect.Value
		if v.IsValid() {
			x = v.FieldByIndex(f.Index)
		}
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
			if x.IsValid() {
				x = x.Elem()
			}
		}
		if inner.Kind() == reflect.Struct && inner != csvTime {
			cells = csvCells(cells, x, inner)
			continue
		}
		cells = append(cells, csvCell(x))
	}
	return cells
}

func csvCell(v reflect.Value) string {
	if !v.IsValid() {
		return ""
	}
	if at, ok := v.Interface().(time.Time); ok {
		return at.UTC().Format(time.RFC3339)
	}
	switch v.Kind() {
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	case reflect.Map:
		var parts []string
		for key, x := range v.Seq2() {
			parts = append(parts, fmt.Sprintf("%s: %s", key, strings.TrimSpace(strings.Join(csvCells(nil, x, x.Type()), " "))))
		}
		slices.Sort(parts)
		return strings.Join(parts, "; ")
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = csvPart(v.Index(i))
		}
		return strings.Join(parts, "; ")
	default:
		return fmt.Sprint(v.Interface())
	}
}

// csvPart is one value of a list within a cell: the fields that it has.
func csvPart(v reflect.Value) string {
	if v.Kind() != reflect.Struct {
		return csvCell(v)
	}
	var parts []string
	for _, x := range v.Fields() {
		if !x.IsZero() {
			parts = append(parts, csvCell(reflect.Indirect(x)))
		}
	}
	return strings.Join(parts, " ")
}
