package system

import (
	"context"
	"fmt"
	"hash/fnv"
	"path/filepath"

	"github.com/muster-ics/muster/pkg/localpg"
)

// startPostgres uses what is given, else the machine's own binaries, else Docker, else installs the distribution's package
// when it may; else the error says what to install.
func (s *System) startPostgres(ctx context.Context) error {
	if s.State.AdminURL = s.cfg.AdminURL; s.State.AdminURL != "" {
		return nil
	}
	_, missing := localpg.Find()
	if missing != nil && dockerAnswers(ctx) {
		return s.startContainer(ctx)
	}
	bin, err := localpg.Ensure(ctx, func(line string) { s.cfg.Say("%s", line) })
	if err != nil {
		return err
	}
	s.cfg.Say("starting Postgres from %s", bin)
	s.postgres, err = localpg.Start(ctx, localpg.Config{BinDir: bin, Dir: filepath.Join(s.cfg.Data, "postgres"), Durable: s.cfg.Durable})
	if err != nil {
		return err
	}
	s.State.AdminURL = s.postgres.AdminURL
	return nil
}

func (s *System) startContainer(ctx context.Context) (err error) {
	// One volume a data folder, so that a second start finds its own.
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(s.cfg.Data))
	name := fmt.Sprintf("muster-postgres-%08x", sum.Sum32())
	s.cfg.Say("no Postgres on this machine; starting %s in Docker as %s", containerImage, name)
	s.container, s.State.AdminURL, err = startContainer(ctx, name, databasePassword(s.cfg.Data, "admin"))
	return err
}
