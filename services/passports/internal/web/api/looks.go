package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountLooks(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/me/looks", ID: "list-looks", Summary: "List who has looked at the worker's passport",
		Description: "Latest first. It names employers and never the people who looked.", Action: app.MaySeeLooks, Errors: []int{http.StatusNotFound},
	}, a.looks)
}

type looksInput struct {
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	After string `query:"after" doc:"The next of the page before."`
}

type looksOutput struct {
	Body struct {
		Looks []app.LookView `json:"looks"`
		Next  string         `json:"next,omitempty" doc:"Send it as after to go on; absent on the last page."`
	}
}

func (a API) looks(ctx context.Context, in *looksInput) (*looksOutput, error) {
	before, found, err := web.DecodeCursor[app.LookPlace](nil, in.After)
	if err != nil {
		return nil, err
	}
	var from *app.LookPlace
	if found {
		from = &before
	}
	page, err := a.use.ShowLooks(ctx, from, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &looksOutput{}
	out.Body.Looks = page.Looks
	if page.Next != nil {
		out.Body.Next = web.EncodeCursor([]any(nil), *page.Next)
	}
	return out, nil
}
