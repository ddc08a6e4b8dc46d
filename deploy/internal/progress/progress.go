// Package progress shows how far a long piece of work is: a moving bar on a terminal, a line at each tenth elsewhere.
package progress

import (
	"io"
	"os"

	"fmt"

	"github.com/schollz/progressbar/v3"
)

// Bar shows one piece of work.
type Bar struct {
	out   io.Writer
	what  string
	bar   *progressbar.ProgressBar
	tenth int
}

// New makes a bar that writes to out.
func New(out io.Writer, what string) *Bar { return &Bar{out: out, what: what, tenth: -1} }

// Show says that done of total is finished.
func (b *Bar) Show(done, total int) {
	if total <= 0 {
		return
	}
	if isTerminal(b.out) {
		if b.bar == nil {
			b.bar = progressbar.NewOptions(total, progressbar.OptionSetDescription(b.what), progressbar.OptionSetWriter(b.out),
				progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true))
		}
		_ = b.bar.Set(done)
		return
	}
	if t := done * 10 / total; t > b.tenth {
		b.tenth = t
		fmt.Fprintf(b.out, "%s: %d of %d\n", b.what, done, total)
	}
}

// Done ends the line.
func (b *Bar) Done() {
	if b.bar != nil {
		_ = b.bar.Finish()
		fmt.Fprintln(b.out)
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
