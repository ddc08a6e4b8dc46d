package simulator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
)

// Count is what became of the tries at one kind of deed.
type Count struct {
	// Done were carried out. Refused were answered with a reason that is part of life: somebody was quicker, the rules
	// say no. Idle found nothing to be done. Failed met anything else, and should not be.
	Done, Refused, Idle, Failed int
}

type tally struct {
	mu     sync.Mutex
	counts map[string]Count
	codes  map[string]int
}

// errIdle says that there is nothing that the deed could be done to.
var errIdle = errors.New("nothing to do")

// note counts what became of a deed. It gives the error back when it is a failure.
func (t *tally) note(name string, err error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.counts == nil {
		t.counts, t.codes = map[string]Count{}, map[string]int{}
	}
	c := t.counts[name]
	switch {
	case err == nil:
		c.Done++
	case errors.Is(err, errIdle):
		c.Idle++
	case refusal(err):
		c.Refused++
		t.codes[codeOf(err)]++
		err = nil
	case errors.Is(err, context.Canceled):
		err = nil
	default:
		c.Failed++
	}
	t.counts[name] = c
	if errors.Is(err, errIdle) {
		return nil
	}
	return err
}

// refusal tells an honest no, or that somebody was quicker, from something that went wrong.
func refusal(err error) bool {
	s := status(err)
	return s == http.StatusConflict || s == http.StatusPreconditionFailed
}

func status(err error) int {
	var p *apiclient.Problem
	if errors.As(err, &p) {
		return p.Status
	}
	return 0
}

func codeOf(err error) string {
	var p *apiclient.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

// Counts gives what became of each kind of deed so far.
func (s *Simulator) Counts() map[string]Count {
	s.tally.mu.Lock()
	defer s.tally.mu.Unlock()
	return maps.Clone(s.tally.counts)
}

// Refusals gives how often each code of a refusal was met so far.
func (s *Simulator) Refusals() map[string]int {
	s.tally.mu.Lock()
	defer s.tally.mu.Unlock()
	return maps.Clone(s.tally.codes)
}

// Summary says in one line what has been done so far.
func (s *Simulator) Summary() string {
	counts, all := s.Counts(), Count{}
	var each []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		c := counts[name]
		all.Done, all.Refused, all.Idle, all.Failed = all.Done+c.Done, all.Refused+c.Refused, all.Idle+c.Idle, all.Failed+c.Failed
		if c.Done+c.Refused+c.Failed > 0 {
			each = append(each, fmt.Sprintf("%s %d/%d", strings.ReplaceAll(name, "_", " "), c.Done, c.Refused))
		}
	}
	return fmt.Sprintf("%d done, %d refused with reasons, %d found nothing to do, %d failed; done/refused: %s",
		all.Done, all.Refused, all.Idle, all.Failed, strings.Join(each, ", "))
}

// logCounts tells the log what became of each kind of deed, and which refusals were met.
func (s *Simulator) logCounts() {
	counts := s.Counts()
	var done, refused, idle, failed, codes []any
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		c := counts[name]
		done, refused = append(done, slog.Int(name, c.Done)), append(refused, slog.Int(name, c.Refused))
		idle, failed = append(idle, slog.Int(name, c.Idle)), append(failed, slog.Int(name, c.Failed))
	}
	for code, n := range s.Refusals() {
		codes = append(codes, slog.Int(code, n))
	}
	s.Log.Info("simulator's deeds so far", slog.Group("done", done...), slog.Group("refused", refused...), slog.Group("idle", idle...),
		slog.Group("failed", failed...), slog.Group("refusals", codes...))
}
