package rosterfile

import (
	"regexp"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// wall is what a clock on the wall shows. 24:00 is minute 1440.
type wall struct {
	minutes int
	zone    string // as written beside it; empty when nothing is
	// day is set when the cell holds a date too.
	day *day
	// exact is set when the cell is a whole moment with its offset.
	exact *time.Time
}

func (w wall) text() string {
	return time.Unix(int64(w.minutes)*60, 0).UTC().Format("15:04")
}

var (
	hoursMinutes = regexp.MustCompile(`^(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.0+)?)?$`)
	military     = regexp.MustCompile(`^(\d{1,2})(\d{2})$`)
	zoned        = regexp.MustCompile(`(?i)^(.*\d)\s*(gmt|bst|utc|z|[+-]\d{2}:?\d{2})$`)
	halfDay      = regexp.MustCompile(`(?i)^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)$`)
	dayAndTime   = regexp.MustCompile(`^(\S.*\S)[ T]+(\d{1,2}[:.]?\d{2}(?::\d{2})?(?:\s*(?i:am|pm))?)$`)
)

// readWall reads a time of day, perhaps with a date before it and a zone behind it.
func (r reader) readWall(text string) (wall, bool) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		d := dayOf(t)
		return wall{minutes: t.Hour()*60 + t.Minute(), day: &d, exact: &t}, t.Second() == 0 && d.real()
	}
	if days, minutes, ok := r.serial(text); ok && !military3(text) {
		return r.serialWall(text, days, minutes)
	}
	zone := ""
	if m := zoned.FindStringSubmatch(text); m != nil {
		text, zone = m[1], m[2]
	}
	if minutes, ok := minutesOf(text); ok {
		return wall{minutes: minutes, zone: zone}, true
	}
	m := dayAndTime.FindStringSubmatch(text)
	if m == nil {
		return wall{}, false
	}
	d, ok := r.readDay(m[1])
	minutes, timed := minutesOf(m[2])
	return wall{minutes: minutes, zone: zone, day: &d}, ok && timed
}

// military3 tells 730 and 1930, typed as numbers, from serials: as serials they would be days of 1901 and 1905.
func military3(text string) bool {
	return military.MatchString(text)
}

func (r reader) serialWall(text string, days, minutes int) (wall, bool) {
	switch {
	case days == 0:
		return wall{minutes: minutes}, true
	case days == 1 && minutes == 0:
		return wall{minutes: 24 * 60}, true
	}
	d, ok := r.serialDay(text)
	return wall{minutes: minutes, day: &d}, ok
}

func minutesOf(text string) (int, bool) {
	if m := halfDay.FindStringSubmatch(text); m != nil {
		h, min := whole(m[1]), whole(m[2])
		if h < 1 || h > 12 || min > 59 {
			return 0, false
		}
		h %= 12
		if strings.HasPrefix(strings.ToLower(m[3]), "p") {
			h += 12
		}
		return h*60 + min, true
	}
	m := hoursMinutes.FindStringSubmatch(text)
	if m == nil {
		m = military.FindStringSubmatch(text)
	}
	if m == nil {
		return 0, false
	}
	h, min := whole(m[1]), whole(m[2])
	if h > 24 || min > 59 || (h == 24 && min > 0) || (len(m) > 3 && whole(m[3]) != 0) {
		return 0, false
	}
	return h*60 + min, true
}

// The two clocks of the year in Europe/London.
var (
	gmt = time.FixedZone("GMT", 0)
	bst = time.FixedZone("BST", 60*60)
)

func (w wall) in(d day, z *time.Location) time.Time {
	return time.Date(d.year, d.month, d.day, 0, w.minutes, 0, 0, z)
}

// inForce tells whether London's clocks are those of z when they show w on d.
func (w wall) inForce(d day, z *time.Location) bool {
	at := w.in(d, z)
	_, offset := at.In(clock.London).Zone()
	_, want := at.Zone()
	return offset == want
}

// inDoubt tells whether London's clocks show w twice on d, or not at all.
func (w wall) inDoubt(d day) bool { return w.inForce(d, gmt) == w.inForce(d, bst) }

// moment is the moment at which London's clocks show w on d. In the two nights of the year when an hour is missing or
// comes twice nothing is guessed: the zone beside the time must tell. trouble says what is wrong and
// fix what to write; both are empty when nothing is.
func (w wall) moment(d day, zone string) (t time.Time, trouble, fix string) {
	if w.exact != nil {
		return w.exact.UTC(), "", ""
	}
	if w.zone != "" {
		zone = w.zone
	}
	shown := w.in(d, time.UTC)
	in := func(z *time.Location) time.Time { return w.in(d, z) }
	winter, summer := w.inForce(d, gmt), w.inForce(d, bst)
	said, offset := readZone(zone)
	switch {
	case zone != "" && !said:
		return t, "The clock beside the time cannot be read.", "Write BST, GMT or an offset such as +01:00, or leave it empty."
	case zone != "" && offset != gmt && offset != bst:
		return in(offset).UTC(), "", ""
	case zone != "" && winter == summer:
		return in(offset).UTC(), "", ""
	case zone != "" && ((offset == gmt && winter) || (offset == bst && summer)):
		return in(offset).UTC(), "", ""
	case zone != "":
		right := map[bool]string{true: "GMT", false: "BST"}[winter]
		return t, "Clocks do not show " + strings.ToUpper(zone) + " on " + shown.Format("2 January 2006") + ".", "Write the time as clocks show it then, in " + right + ", or leave the clock away."
	case winter && summer:
		return t, "Clocks go back in this night and show " + shown.Format("15:04") + " twice.", "Write " + shown.Format("15:04") + " BST for the first time or " + shown.Format("15:04") + " GMT for the second, or use a column zone."
	case !winter && !summer:
		return t, "Clocks go forward in this night and never show " + shown.Format("15:04") + ".", "Write " + shown.Add(-time.Hour).Format("15:04") + " GMT or " + shown.Add(time.Hour).Format("15:04") + " BST, whichever is meant."
	case winter:
		return in(gmt).UTC(), "", ""
	}
	return in(bst).UTC(), "", ""
}

// readZone reads what is written for a clock.
func readZone(s string) (bool, *time.Location) {
	switch p := strings.ToUpper(strings.TrimSpace(s)); p {
	case "GMT", "UTC", "Z", "+00:00", "+0000", "WINTER":
		return true, gmt
	case "BST", "+01:00", "+0100", "SUMMER":
		return true, bst
	default:
		for _, layout := range []string{"-07:00", "-0700"} {
			if t, err := time.Parse(layout, p); err == nil {
				_, offset := t.Zone()
				return true, time.FixedZone(p, offset)
			}
		}
		return false, nil
	}
}
