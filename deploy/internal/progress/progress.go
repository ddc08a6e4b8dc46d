// Package progress shows how far a long piece of work is: a moving bar on a terminal, a line at each tenth elsewhere.
package progress

import (
	"io"
	"os"

	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/muster-ics/muster/pkg/clock"
)

var machine = clock.System()

// Bar shows one piece of work.
type Bar struct {
	out   io.Writer
	what  string
	bar   *progressbar.ProgressBar
	tenth int
	begun time.Time
}

// New makes a bar that writes to out.
func New(out io.Writer, what string) *Bar { return &Bar{out: out, what: what, tenth: -1} }

// Show says that done of total is finished.
func (b *Bar) Show(done, total int) {
	if total <= 0 {
		return
	}
	if b.begun.IsZero() {
		b.begun = machine.Now()
	}
	if isTerminal(b.out) {
		if b.bar == nil {
			b.bar = progressbar.NewOptions(total, progressbar.OptionSetDescription(b.what), progressbar.OptionSetWriter(b.out),
				progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true))
		}
		_ = b.bar.Set(done)
		return
	}
	if t := done * 10 / total; t > b.tenth {
		b.tenth = t
		fmt.Fprintf(b.out, "%s: %d of %d%s\n", b.what, done, total, b.pace(done, total))
	}
}

// pace is how fast it goes and how long it will take, once there is something to tell.
func (b *Bar) pace(done, total int) string {
	took := machine.Now().Sub(b.begun)
	if took < time.Second || done == 0 || done >= total {
		return ""
	}
	each := took / time.Duration(done)
	return fmt.Sprintf(", %.0f a second, %s left", float64(done)/took.Seconds(), (each * time.Duration(total-done)).Round(time.Second))
}

// Done ends the line.
func (b *Bar) Done() {
	if b.bar != nil {
		_ = b.bar.Finish()
		fmt.Fprintln(b.out)
	}
}

// Stages shows work that goes through several stages, one bar each.
type Stages struct {
	out   io.Writer
	stage string
	bar   *Bar
}

// NewStages makes bars that write to out.
func NewStages(out io.Writer) *Stages { return &Stages{out: out} }

// Show says that done of total is finished of a stage; a stage that was not shown before ends the one before it.
func (s *Stages) Show(stage string, done, total uint64) {
	if stage != s.stage {
		s.Done()
		s.stage, s.bar = stage, New(s.out, stage)
	}
	s.bar.Show(int(done), int(total)) //nolint:gosec // far below what an int holds
}

// Done ends the last line.
func (s *Stages) Done() {
	if s.bar != nil {
		s.bar.Done()
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
