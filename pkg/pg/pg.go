// Package pg opens Postgres, runs transactions and migrations, and names the errors that constraints raise.
package pg

import (
	"context"
	"fmt"
	"time"

	"github.com/exaring/otelpgx"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	pgxuuid "github.com/vgarvardt/pgx-google-uuid/v5"
)

// Config says how to reach one service's database as its application role.
type Config struct {
	// URL is a postgres:// address or a key=value string.
	URL string
	// MaxConns is the size of the pool: 24 to 32 for shifts, 8 elsewhere.
	MaxConns int32
	// AppName shows in pg_stat_activity.
	AppName string
}

// settings hold for every connection of a pool. A statement outlives no request, a lock wait turns into a retry before
// the person notices, and a transaction that was forgotten gives its locks back.
var settings = map[string]string{
	"statement_timeout":                   "5s",
	"lock_timeout":                        "1s",
	"idle_in_transaction_session_timeout": "10s",
	"timezone":                            "UTC",
}

// Open makes a pool and checks that the database answers. Times are scanned in UTC.
func Open(ctx context.Context, cfg Config) (*pgxpool.Pool, error) {
	pc, err := pgxpool.ParseConfig(cfg.URL)
	if err != nil {
		return nil, fmt.Errorf("read the database address: %w", err)
	}
	if pc.ConnConfig.DefaultQueryExecMode == pgx.QueryExecModeSimpleProtocol {
		return nil, fmt.Errorf("the database address asks for the simple protocol, which sends values inside the SQL text: remove default_query_exec_mode")
	}
	for k, v := range settings {
		pc.ConnConfig.RuntimeParams[k] = v
	}
	if cfg.AppName != "" {
		pc.ConnConfig.RuntimeParams["application_name"] = cfg.AppName
	}
	if cfg.MaxConns > 0 {
		pc.MaxConns = cfg.MaxConns
	}
	pc.MaxConnLifetime = 30 * time.Minute
	pc.MaxConnLifetimeJitter = 5 * time.Minute
	pc.ConnConfig.Tracer = otelpgx.NewTracer(otelpgx.WithDisableAcquireTracer(),
		otelpgx.WithDisableConnectionDetailsInAttributes())
	pc.AfterConnect = func(_ context.Context, c *pgx.Conn) error {
		scanInUTC(c.TypeMap())
		// Else pgx sends and reads ids as text, by way of database/sql.
		pgxuuid.Register(c.TypeMap())
		return nil
	}
	pool, err := pgxpool.NewWithConfig(ctx, pc)
	if err != nil {
		return nil, fmt.Errorf("open the database pool: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("the database does not answer: %w", err)
	}
	return pool, nil
}

// scanInUTC replaces pgx's habit of giving times in the machine's zone, also inside ranges and arrays.
func scanInUTC(m *pgtype.Map) {
	tz := &pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC}}
	rng := &pgtype.Type{Name: "tstzrange", OID: pgtype.TstzrangeOID, Codec: &pgtype.RangeCodec{ElementType: tz}}
	for _, t := range []*pgtype.Type{
		tz, rng,
		{Name: "_timestamptz", OID: pgtype.TimestamptzArrayOID, Codec: &pgtype.ArrayCodec{ElementType: tz}},
		{Name: "_tstzrange", OID: pgtype.TstzrangeArrayOID, Codec: &pgtype.ArrayCodec{ElementType: rng}},
		{Name: "tstzmultirange", OID: pgtype.TstzmultirangeOID, Codec: &pgtype.MultirangeCodec{ElementType: rng}},
	} {
		m.RegisterType(t)
	}
}
