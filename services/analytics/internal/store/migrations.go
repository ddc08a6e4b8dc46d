// Package store keeps the projection, the published cells and the rebuilt projection in Postgres.
package store

import (
	"embed"
	"io/fs"

	"github.com/muster-ics/muster/pkg/pg"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations makes the tables of analytics. The outbox's migrations come before them.
func Migrations() pg.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		sub = files // Sub fails on a malformed name only, which this is not; goose then reports the missing files.
	}
	return pg.Migrations{Name: "analytics", FS: sub}
}
