package pg

import "log/slog"

// quiet keeps goose from writing to the global logger; a failure comes back as an error.
var quiet = slog.New(slog.DiscardHandler)
