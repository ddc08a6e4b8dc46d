package bench

import (
	"context"
	"fmt"
	"net/http"
	"sync"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/pkg/id"
)

// race measures T4: all workers accept one shift at once, over HTTP, and exactly one is told yes.
func (b *bench) race(ctx context.Context) error {
	fmt.Fprintf(b.Out, "race of %d workers for one shift …\n", len(b.people))
	api := apiclient.Client{Base: b.sys.State.URL}
	tokens, err := b.tokens(len(b.people))
	if err != nil {
		return err
	}
	var winners []float64
	for round := range b.Rounds {
		posted, err := b.post(ctx, api, b.world.Employers[0], 100+2*round, 1)
		if err != nil {
			return err
		}
		path := "/api/shifts/v1/shifts/" + posted[0].ShiftID + "/bookings"
		statuses := make([]int, len(tokens))
		var wg sync.WaitGroup
		for i, token := range tokens {
			wg.Go(func() {
				statuses[i], _, _ = api.As(token).Do(ctx, http.MethodPost, path, id.New().String(), map[string]any{})
			})
		}
		wg.Wait()
		count := map[int]int{}
		for _, s := range statuses {
			count[s]++
		}
		winners = append(winners, float64(count[http.StatusCreated]))
		if count[http.StatusCreated] != 1 || count[http.StatusConflict] != len(tokens)-1 {
			return fmt.Errorf("race round %d: answers by status %v; want one 201 and the rest 409", round+1, count)
		}
	}
	b.add(Row{Target: "T4", What: fmt.Sprintf("race %d -> 1 over HTTP: winners", len(tokens)), Values: winners, Floor: 1, Goal: 1, Exact: true, Sides: "all others were told 409"})
	return nil
}
