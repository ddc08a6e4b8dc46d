package independent

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Window compares the figures of a window now.
func (c *Comparison) Window(window string) {
	path := "/fill-rates?window=" + window
	got := answer[cells](c, "", path)
	c.same(path, c.History.Cells(window, got.AsOf), got.byCell())
}

// AsOf compares the figures of a window, and what was open in it, as they were at a moment, with a history that ends there.
func (c *Comparison) AsOf(then *History, moment time.Time, window string) {
	path := "/as-of?at=" + moment.UTC().Format(time.RFC3339Nano) + "&window=" + window
	got := answer[cells](c, "", path)
	c.same(path, then.Cells(window, moment), got.byCell())
	if open := then.Open(window, moment); len(open) <= 200 {
		told := make([]string, len(got.Gaps))
		for i, g := range got.Gaps {
			told[i] = g.ID
		}
		slices.Sort(told)
		slices.Sort(open)
		c.same(path+" gaps", strings.Join(open, " "), strings.Join(told, " "))
	}
}

// cells is what /fill-rates and /as-of answer.
type cells struct {
	AsOf  time.Time `json:"as_of"`
	Cells []struct {
		Cell string
		Figures
	}
	Gaps []struct {
		ID string `json:"shift_id"`
	}
}

func (c cells) byCell() map[string]Figures {
	out := map[string]Figures{}
	for _, one := range c.Cells {
		out[one.Cell] = one.Figures
	}
	return out
}

// Trend compares the last days, today included.
func (c *Comparison) Trend(days int) {
	for _, viewer := range c.viewers() {
		path := fmt.Sprintf("/trend?days=%d", days)
		told := answer[struct {
			AsOf time.Time `json:"as_of"`
			Days []struct {
				Date string
				Figures
			}
		}](c, viewer, path)
		want, got := map[string]Figures{}, map[string]Figures{}
		for _, d := range told.Days {
			got[d.Date] = d.Figures
		}
		today := london(told.AsOf)
		for n := range days {
			day := Days(today.AddDate(0, 0, -n), today.AddDate(0, 0, 1-n))
			want[london(day.From).Format(time.DateOnly)] = c.History.Measures(day, nil, viewer).Total.Figures
		}
		c.same(viewer+" "+path, want, got)
	}
}
