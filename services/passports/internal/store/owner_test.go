package store_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
)

// owner connects as the role that owns the tables, for what the service itself may not do.
func (k kit) owner(t *testing.T) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(k.ctx, k.db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(k.ctx)) })
	return conn
}
