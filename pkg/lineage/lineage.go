// Package lineage keeps, in a service's own database, who has followed whom in a merger, so that the service can read old codes as
// whoever stands for them on a day. What services have written down under a code stays as it is.
package lineage

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/lineage/internal/sqlcgen"
	"github.com/muster-ics/muster/pkg/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations makes the table lineage.
var Migrations = pg.Migrations{Name: "lineage", FS: migrations}

// age is how old what is kept in memory may be: a merger that another replica has heard of counts here so much later at most. The
// day on which it takes effect is judged by the clock and is late nowhere.
const age = time.Second

// Keeper has the lineage in memory. Nil is a world without mergers.
type Keeper struct {
	pool     *pgxpool.Pool
	followed func(context.Context) ([][]byte, error)
	heirs    atomic.Pointer[footprint.Heirs]
	mu       sync.Mutex
	readAt   time.Time
	said     []byte // what heirs was made of
}

// New makes a keeper over a service's database, in which Migrations have run. It knows nothing until Fresh is called.
func New(pool *pgxpool.Pool) *Keeper {
	k := &Keeper{pool: pool}
	if pool != nil {
		k.followed = sqlcgen.New(pool).Followed
	}
	return k
}

// Over makes a keeper for the service that has the record itself. followed gives all employers as JSON in one order, or none where
// nobody follows anybody. Nothing is Put there.
func Over(followed func(context.Context) ([][]byte, error)) *Keeper {
	return &Keeper{followed: followed}
}

// Put keeps what was told of an employer at a version of it. An older word than is there changes nothing.
func (k *Keeper) Put(ctx context.Context, version int64, e deployments.EmployerState) error {
	state, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("write down %s: %w", e.ODS, err)
	}
	n, err := sqlcgen.New(k.pool).Put(ctx, sqlcgen.PutParams{Ods: e.ODS, Version: version, State: state})
	if err != nil {
		return fmt.Errorf("keep who follows %s: %w", e.ODS, err)
	}
	if n == 0 {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.read(ctx)
}

// Heirs is what was last read. It never waits, and gives the same pointer until something changes.
func (k *Keeper) Heirs() *footprint.Heirs {
	if k == nil {
		return nil
	}
	return k.heirs.Load()
}

// Fresh reads again what is older than a second. It takes a connection: do not call it where one is held already.
func (k *Keeper) Fresh(ctx context.Context) (*footprint.Heirs, error) {
	if k == nil || k.followed == nil {
		return nil, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if clock.System().Now().Sub(k.readAt) < age {
		return k.heirs.Load(), nil
	}
	err := k.read(ctx)
	return k.heirs.Load(), err
}

func (k *Keeper) read(ctx context.Context) error {
	rows, err := k.followed(ctx)
	if err != nil {
		return fmt.Errorf("read who follows whom: %w", err)
	}
	k.readAt = clock.System().Now()
	said := bytes.Join(rows, []byte{'\n'})
	if k.heirs.Load() != nil && bytes.Equal(said, k.said) {
		return nil
	}
	employers := make([]deployments.EmployerState, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal(row, &employers[i]); err != nil {
			return fmt.Errorf("read an employer: %w", err)
		}
	}
	k.said = said
	k.heirs.Store(footprint.HeirsOf(employers))
	return nil
}

// Run keeps it fresh for what asks for nothing by itself, until ctx ends. A failure is left to the next round: the last that was read
// stands meanwhile.
func (k *Keeper) Run(ctx context.Context) error {
	tick := time.NewTicker(age)
	defer tick.Stop()
	for {
		_, _ = k.Fresh(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Names are the events that tell of it, all of which carry the employer whole.
func Names() []string {
	return []string{
		deployments.EmployerRegisteredV1{}.EventName(), deployments.EmployerSucceededV1{}.EventName(), deployments.MembershipChangedV1{}.EventName(),
	}
}
