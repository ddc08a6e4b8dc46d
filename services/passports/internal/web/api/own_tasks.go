package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountOwnTasks(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/me/tasks", ID: "list-own-tasks", Summary: "List what of the worker's passport is missing, has run out or runs out within 90 days",
		Description: "The most urgent first, each with the bookings that it puts at risk.", Action: app.MayReadOwn, Errors: []int{http.StatusNotFound},
	}, a.ownTasks)
}

type ownTasksOutput struct {
	Body struct {
		Tasks []app.OwnTask `json:"tasks"`
	}
}

func (a API) ownTasks(ctx context.Context, _ *struct{}) (*ownTasksOutput, error) {
	tasks, err := a.use.ShowOwnTasks(ctx)
	out := &ownTasksOutput{}
	out.Body.Tasks = tasks
	return out, err
}
