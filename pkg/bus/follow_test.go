package bus

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/muster-ics/muster/events"
)

func TestFollowSeesWhatIsNewOnTheStreamsItAsksFor(t *testing.T) {
	t.Parallel()
	for _, subject := range []string{"muster.>", "muster.passports.>", "muster.*.*.*.*.QKS.>", cleared + ".QKS.RVV.*"} {
		t.Run(subject, func(t *testing.T) {
			t.Parallel()
			c := world(t, []string{"shifts", "passports"})
			old := envelope(t)
			send(t, c, old)
			ctx, cancel := context.WithCancel(t.Context())
			var mu sync.Mutex
			var got []string
			ended := make(chan error, 1)
			go func() {
				ended <- Follow(ctx, c, subject, func(e events.Envelope) {
					mu.Lock()
					defer mu.Unlock()
					got = append(got, e.ID)
				})
			}()
			// It says nothing when it begins to listen, so new events are sent until one is heard.
			await(t, "a new event", func() bool {
				send(t, c, envelope(t))
				sendRaw(t, c, "muster.shifts.noise", newID(), []byte("no event"))
				mu.Lock()
				defer mu.Unlock()
				return len(got) > 0
			})
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
			if slices.Contains(got, old.ID) {
				t.Error("it delivered an old event")
			}
		})
	}
	t.Run("nobody's subject", func(t *testing.T) {
		t.Parallel()
		c := world(t, []string{"shifts"})
		if err := Follow(t.Context(), c, "payroll.>", func(events.Envelope) {}); err == nil {
			t.Error("followed")
		}
	})
}

func TestFollowAllMissesNothingOnceItIsOpen(t *testing.T) {
	t.Parallel()
	c := world(t, []string{"shifts", "passports"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	open, heard := make(chan struct{}), make(chan string, 8)
	ended := make(chan error, 1)
	go func() {
		ended <- FollowAll(ctx, c, []string{cleared + ".>", "muster.passports.nothing.>", "muster.shifts.>"}, func() { close(open) }, func(e events.Envelope) { heard <- e.ID })
	}()
	<-open
	for range 3 {
		env, other := envelope(t), envelope(t)
		other.Type, other.DataSchema = notCleared, events.SchemaBase+notCleared+".json" // Nobody asked for it, and it comes first.
		send(t, c, other, env)
		if got := <-heard; got != env.ID {
			t.Errorf("heard %s, want %s", got, env.ID)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestAFilterIsNarrowedToTheStream(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		subject, stream, want string
	}{
		{">", "MUSTER_SHIFTS", "muster.shifts.>"},
		{"muster.>", "MUSTER_SHIFTS", "muster.shifts.>"},
		{"muster.*.booking.>", "MUSTER_SHIFTS", "muster.shifts.booking.>"},
		{"*.shifts.shift.posted.v1.>", "MUSTER_SHIFTS", "muster.shifts.shift.posted.v1.>"},
		{"muster.passports.>", "MUSTER_SHIFTS", ""},
		{"muster", "MUSTER_SHIFTS", ""},
		{"muster.shifts", "MUSTER_SHIFTS", ""},
		{"muster.>", "KV_other", ""},
	} {
		got, ok := narrow(tc.subject, tc.stream)
		if ok != (tc.want != "") || (ok && got != tc.want) {
			t.Errorf("%s on %s: %q %v", tc.subject, tc.stream, got, ok)
		}
	}
}

func TestAFilterCoversItsSubjects(t *testing.T) {
	t.Parallel()
	const subject = "muster.shifts.shift.posted.v1.QKS.RVV.7"
	for filter, want := range map[string]bool{
		subject: true, ">": true, "muster.>": true, "muster.shifts.shift.>": true, "muster.shifts.*.posted.v1.*.RVV.*": true,
		"muster.shifts.shift.posted.v1.QKS.RVV.>":   true,
		"muster.shifts.shift.posted.v1.QKS.RVV.7.>": false, "muster.shifts.shift.posted.v1.QKS.RVV": false,
		"muster.shifts.shift.posted.v1.QKS.*": false, "muster.shifts.offer.>": false, "muster.shift.>": false, "": false,
	} {
		if got := covers(filter, subject); got != want {
			t.Errorf("%q covers %q: %t", filter, subject, got)
		}
	}
}
