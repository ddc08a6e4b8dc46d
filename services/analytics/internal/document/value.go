package document

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Unit says what a value counts.
type Unit string

// The units. A rate is N over Over; hours are kept as minutes, so that nothing is rounded before it is shown.
const (
	Count   Unit = "count"
	Hours   Unit = "hours"
	Rate    Unit = "rate"
	Pounds  Unit = "pounds"
	Waiting Unit = "waiting"
	Text    Unit = "text"
)

// Value is one figure, in whole numbers: minutes for hours and waiting, pence for pounds.
type Value struct {
	Unit Unit  `json:"unit"`
	N    int64 `json:"n,omitempty"`
	// Over is the denominator of a rate. Without one there is no percentage.
	Over int64 `json:"over,omitempty"`
	// None tells that there is nothing to say; Bound that the count is at_least or at_most N.
	None  bool   `json:"none,omitempty"`
	Bound string `json:"bound,omitempty"`
	Text  string `json:"text,omitempty"`
}

// OfCount takes a number of things.
func OfCount(n int64) Value { return Value{Unit: Count, N: n} }

// OfHours takes minutes.
func OfHours(minutes int64) Value { return Value{Unit: Hours, N: minutes} }

// OfRate takes a ratio of sums.
func OfRate(r fillrate.Rate) Value { return Value{Unit: Rate, N: r.Of, Over: r.Over} }

// OfPounds takes pence.
func OfPounds(pence int64) Value { return Value{Unit: Pounds, N: pence} }

// OfText takes words.
func OfText(s string) Value { return Value{Unit: Text, Text: s} }

// Few stands for a figure that rests on too few people to be told.
func Few() Value { return Value{Unit: Text, Text: "few"} }

// String is the value for people.
func (v Value) String() string {
	if v.None {
		return "–"
	}
	switch v.Unit {
	case Rate:
		return fillrate.Rate{Of: v.N, Over: v.Over}.String()
	case Hours:
		return grouped(v.hours())
	case Pounds:
		text := grouped(v.pounds())
		if rest, negative := strings.CutPrefix(text, "-"); negative {
			return "-£" + rest
		}
		return "£" + text
	case Waiting:
		return waiting(v.N)
	case Text:
		return v.Text
	}
	switch v.Bound {
	case "at_least":
		return "at least " + grouped(strconv.FormatInt(v.N, 10))
	case "at_most":
		return "at most " + grouped(strconv.FormatInt(v.N, 10))
	}
	return grouped(strconv.FormatInt(v.N, 10))
}

// Plain is the value for a spreadsheet: figures without signs between them, a rate as a percentage with one decimal, nothing
// where there is nothing to say.
func (v Value) Plain() string {
	switch {
	case v.None || v.Unit == Rate && v.Over <= 0:
		return ""
	case v.Unit == Rate:
		return strings.TrimSuffix(v.String(), "%")
	case v.Unit == Hours:
		return v.hours()
	case v.Unit == Pounds:
		return v.pounds()
	case v.Unit == Text:
		return v.Text
	case v.Bound != "":
		return v.String()
	}
	return strconv.FormatInt(v.N, 10)
}

// hours has at most two decimals, and as few as it needs; halves are rounded up.
func (v Value) hours() string { return decimal((v.N*100+30)/60, true) }

func (v Value) pounds() string { return decimal(v.N, false) }

// decimal is hundredths with a point.
func decimal(n int64, short bool) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	whole, rest := strconv.FormatInt(n/100, 10), fmt.Sprintf(".%02d", n%100)
	if short {
		rest = strings.TrimSuffix(strings.TrimRight(rest, "0"), ".")
	}
	return sign + whole + rest
}

// grouped sets commas between thousands.
func grouped(number string) string {
	whole, rest, point := strings.Cut(number, ".")
	sign := ""
	if after, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "-", after
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + rest
	}
	return sign + whole
}

func waiting(minutes int64) string {
	switch {
	case minutes < 60:
		return strconv.FormatInt(minutes, 10) + " min"
	case minutes < 48*60:
		return strings.TrimSuffix(fmt.Sprintf("%d h %d min", minutes/60, minutes%60), " 0 min")
	}
	return strings.TrimSuffix(fmt.Sprintf("%d d %d h", minutes/60/24, minutes/60%24), " 0 h")
}
