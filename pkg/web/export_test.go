package web

import (
	"context"
	"net/http"
	"time"
)

// CheckJSON is the check before huma reads a body.
var CheckJSON = checkJSON

// StreamAtPace is Stream with a pace that a test can wait for.
func StreamAtPace(w http.ResponseWriter, r *http.Request, ch <-chan Event, again func(context.Context) error, heartbeat, recheck time.Duration) error {
	return stream(w, r, ch, again, pace{heartbeat: heartbeat, again: recheck})
}
