package view

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quiet is the empty border, in modules, that readers need around a code.
const quiet = 4

// QR is a code as an SVG path: Side is its width in modules with the border, Path its dark modules. Both are empty when
// the text does not fit.
type QR struct {
	Side int
	Path string
}

// NewQR draws a text. Addresses of up to 300 characters make codes that phones read off a screen.
func NewQR(text string) QR {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return QR{}
	}
	var b strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; {
			if !code.Black(x, y) {
				x++
				continue
			}
			run := 1
			for x+run < code.Size && code.Black(x+run, y) {
				run++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
			x += run
		}
	}
	return QR{Side: code.Size + 2*quiet, Path: b.String()}
}

// Box is the code's frame.
func (q QR) Box() string { return fmt.Sprintf("0 0 %d %d", q.Side, q.Side) }
