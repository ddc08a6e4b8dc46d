package web_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
)

// A service declares its operations and pages; the server does the rest.
func ExampleRegister() {
	s := web.NewServer(web.Config{
		Service: "wards", Title: "Wards", Log: slog.New(slog.DiscardHandler),
		Policy: auth.Policy{"ward.read": func(auth.Principal, auth.Facts) error { return nil }},
	})
	type input struct {
		ID string `path:"id"`
	}
	type output struct {
		Body struct {
			Name string   `json:"name"`
			Beds []string `json:"beds"`
		}
	}
	web.Register(s, web.Op{Method: http.MethodGet, Path: "/wards/{id}", ID: "read-ward", Action: "ward.read", Errors: []int{404}},
		func(_ context.Context, in *input) (*output, error) {
			if in.ID != "harvey" {
				return nil, fault.New(fault.NotFound, "no_such_ward", "There is no such ward.")
			}
			out := &output{}
			out.Body.Name = "Harvey"
			return out, nil
		})
	if err := s.Err(); err != nil {
		fmt.Println(err)
	}
	nurse := auth.With(context.Background(), auth.Principal{Subject: "w-1", Role: auth.Worker})
	for _, id := range []string{"harvey", "unknown"} {
		r := httptest.NewRequestWithContext(nurse, http.MethodGet, "/api/wards/v1/wards/"+id, nil)
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		body, _ := io.ReadAll(w.Result().Body)
		fmt.Printf("%d %s", w.Code, body)
	}
	// Output:
	// 200 {"name":"Harvey","beds":[]}
	// 404 {"type":"urn:muster:problem:no_such_ward","title":"Not found","status":404,"detail":"There is no such ward.","code":"no_such_ward"}
}
