package web

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

type stopKey struct{}

// NewHTTPServer makes a server with Muster's time-outs. Its Shutdown first ends the event streams, which would
// otherwise hold it open until its own deadline.
func NewHTTPServer(h http.Handler) *http.Server {
	stop := make(chan struct{})
	var once sync.Once
	srv := &http.Server{
		Handler: h,
		// A client that dribbles its headers must not hold a connection.
		ReadHeaderTimeout: 5 * time.Second,
		// Long enough for a roster file over a slow line.
		ReadTimeout: time.Minute,
		// Streams clear it for themselves.
		WriteTimeout:   time.Minute,
		IdleTimeout:    2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
		// Not the requests' cancellation: answers under way are finished, only streams end.
		BaseContext: func(net.Listener) context.Context {
			return context.WithValue(context.Background(), stopKey{}, (<-chan struct{})(stop))
		},
	}
	srv.RegisterOnShutdown(func() { once.Do(func() { close(stop) }) })
	return srv
}

// stopping is closed when the server shuts down; nil, which never is, outside of NewHTTPServer.
func stopping(ctx context.Context) <-chan struct{} {
	stop, _ := ctx.Value(stopKey{}).(<-chan struct{})
	return stop
}
