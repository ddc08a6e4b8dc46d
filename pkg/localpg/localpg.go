// Package localpg runs a private Postgres from the machine's own binaries, for the demonstration and for tests.
package localpg

import "context"

// Install is the line that puts Postgres on a Debian or Ubuntu machine.
const Install = "apt-get install -y --no-install-recommends postgresql"

// Find gives the folder of initdb and postgres: MUSTER_PG_BIN, PATH, /usr/lib/postgresql/*/bin newest first, Homebrew.
// The error says what to install.
func Find() (binDir string, err error) { panic("being written") }

// Config of a private server.
type Config struct {
	// BinDir comes from Find.
	BinDir string
	// Dir holds data, socket and log. It is made when missing; an existing cluster in it is started again.
	Dir string
	// Durable keeps fsync and full_page_writes on. Off is for tests and throwaway demonstrations.
	Durable bool
}

// Server is a running Postgres that ends with this process, also on kill -9.
type Server struct {
	// AdminURL connects as the superuser over the socket.
	AdminURL string
}

// Start runs initdb when needed and postgres, as another user when started as root.
func Start(ctx context.Context, cfg Config) (*Server, error) { panic("being written") }

// Stop ends it and waits.
func (s *Server) Stop(ctx context.Context) error { panic("being written") }
