package returns

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

//go:embed forms/*.yaml
var own embed.FS

// Own are the mapping files that come with the program.
func Own() fs.FS {
	sub, err := fs.Sub(own, "forms")
	if err != nil {
		panic(err) // The folder is embedded above.
	}
	return sub
}

const (
	maxFile    = 256 << 10
	maxColumns = 100
)

var codeForm = regexp.MustCompile(`^[a-z0-9_]{1,40}$`)

// Known are the codes that shifts can have.
type Known struct{ StaffGroups, Reasons []string }

// Load reads every mapping file (*.yaml, *.yml, *.json) of the folders; of two with one name the later stands. The error
// names each file, line and fault, and what would be right: nothing is loaded then.
func Load(known Known, folders ...fs.FS) ([]Form, error) {
	forms := map[string]Form{}
	var found []error
	for _, folder := range folders {
		names, err := fs.Glob(folder, "*")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			switch path.Ext(name) {
			case ".yaml", ".yml", ".json":
			default:
				continue
			}
			raw, err := fs.ReadFile(folder, name)
			if err != nil {
				found = append(found, fmt.Errorf("%s: %w", name, err))
				continue
			}
			f, err := Parse(name, raw, known)
			found = append(found, err)
			forms[f.Code] = f
		}
	}
	if err := errors.Join(found...); err != nil {
		return nil, err
	}
	out := slices.Collect(maps.Values(forms))
	slices.SortFunc(out, func(a, b Form) int { return strings.Compare(a.Title, b.Title) })
	return out, nil
}

// Parse reads one mapping file and says everything that is wrong with it.
func Parse(name string, raw []byte, known Known) (f Form, err error) {
	f.Code = strings.TrimSuffix(name, path.Ext(name))
	if len(raw) > maxFile {
		return f, fmt.Errorf("%s: the file is larger than %d kB", name, maxFile>>10)
	}
	d := yaml.NewDecoder(bytes.NewReader(raw))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	var tree yaml.Node
	if err := yaml.Unmarshal(raw, &tree); err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	c := checker{file: name, lines: columnLines(&tree), known: known}
	c.form(f)
	return f, errors.Join(c.found...)
}

// columnLines are the lines on which the columns begin.
func columnLines(tree *yaml.Node) (lines []int) {
	if len(tree.Content) == 0 {
		return nil
	}
	for i, top := 0, tree.Content[0].Content; i+1 < len(top); i += 2 {
		if top[i].Value == "columns" {
			for _, n := range top[i+1].Content {
				lines = append(lines, n.Line)
			}
		}
	}
	return lines
}

// checker collects what is wrong with one form.
type checker struct {
	file  string
	lines []int
	known Known
	found []error
}

func (c *checker) that(ok bool, where, format string, args ...any) {
	if !ok {
		c.found = append(c.found, fmt.Errorf("%s%s: %s", c.file, where, fmt.Sprintf(format, args...)))
	}
}

func (c *checker) form(f Form) {
	c.that(codeForm.MatchString(f.Code), "", "the file's name stands in addresses: use small letters, digits and _, 40 at most")
	c.that(f.Code != "board_pack", "", "board_pack is the name of the board pack: choose another")
	c.that(f.Version >= 1, "", "version must be 1 or more; count it up with each change")
	c.that(strings.TrimSpace(f.Title) != "", "", "title must be set")
	c.that(strings.TrimSpace(f.Source) != "", "", "source must say who asks for the return and where that is written down")
	c.that(len(f.Rows) > 0, "", "rows must name at least one dimension: %s", list(measure.Dimensions))
	for _, d := range f.Rows {
		c.that(slices.Contains(measure.Dimensions, d), "", "rows: there is no dimension %s; there are %s", d, list(measure.Dimensions))
	}
	c.filter("", "only", f.Only)
	c.that(len(f.Columns) > 0 && len(f.Columns) <= maxColumns, "", "columns must be 1 to %d", maxColumns)
	heads := map[string]bool{}
	for i, col := range f.Columns {
		where := fmt.Sprintf(", column %d (%s)", i+1, col.Head)
		if i < len(c.lines) {
			where = fmt.Sprintf(", line %d, column %d (%s)", c.lines[i], i+1, col.Head)
		}
		c.that(strings.TrimSpace(col.Head) != "", where, "head must be set")
		c.that(!heads[col.Head], where, "two columns have this head")
		heads[col.Head] = true
		c.column(where, f, col)
	}
}

func (c *checker) column(where string, f Form, col Column) {
	set := 0
	for _, s := range []string{col.Is, col.Measure, col.Text} {
		if s != "" {
			set++
		}
	}
	c.that(set == 1, where, "give exactly one of is, measure and text")
	if _, ok := parts[col.Is]; col.Is != "" && !ok {
		c.that(false, where, "is: there is no %s%s", col.Is, among(col.Is, slices.Sorted(maps.Keys(parts))))
	}
	if _, ok := figures[col.Measure]; col.Measure != "" && !ok {
		c.that(false, where, "measure: there is no %s%s", col.Measure, among(col.Measure, Measures()))
	}
	needs := strings.TrimSuffix(col.Is, "_name")
	if d := measure.Dimension(needs); slices.Contains(measure.Dimensions, d) {
		c.that(slices.Contains(f.Rows, d), where, "is: %s tells rows apart only when rows has %s", col.Is, needs)
	}
	c.that(col.Measure != "" || len(col.Where) == 0, where, "where belongs to a measure")
	c.filter(where, "where", col.Where)
}

func (c *checker) filter(where, key string, f Filter) {
	for _, d := range slices.Sorted(maps.Keys(f)) {
		c.that(slices.Contains(measure.Dimensions, d), where, "%s: there is no dimension %s; there are %s", key, d, list(measure.Dimensions))
		c.that(len(f[d]) > 0, where, "%s: %s must have at least one value", key, d)
		var allowed []string
		switch d {
		case measure.ByStaffGroup:
			allowed = c.known.StaffGroups
		case measure.ByReason:
			allowed = c.known.Reasons
		case measure.ByPeriod:
			allowed = []string{measure.Day, measure.Night, measure.Weekend}
		case measure.ByLead:
			allowed = measure.LeadBands
		default:
			continue
		}
		for _, v := range f[d] {
			c.that(slices.Contains(allowed, v), where, "%s: %s is never %s%s", key, d, v, among(v, allowed))
		}
	}
}

// Measures are the names of all measures, in order.
func Measures() []string { return slices.Sorted(maps.Keys(figures)) }

// Says tells what a measure is.
func Says(name string) string { return figures[name].says }

// Parts are what a column can tell of a row's name.
func Parts() []string { return slices.Sorted(maps.Keys(parts)) }

func list[S ~string](all []S) string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}

// among offers what may have been meant, or all there is.
func among(word string, all []string) string {
	best, least := "", 4
	for _, w := range all {
		if n := distance(word, w); n < least {
			best, least = w, n
		}
	}
	if best != "" {
		return "; did you mean " + best + "?"
	}
	return "; there are " + strings.Join(all, ", ")
}

// distance is how many letters are to be changed, added or taken away to make one word of another.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
