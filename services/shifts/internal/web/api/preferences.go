package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/preferences"
)

func mountPreferences(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/my-preferences", ID: "get-my-preferences", Action: app.ReadPreferences,
		Summary: "Read what you want to see of the open shifts"}, h.preferences)
	register(s, web.Op{Method: http.MethodPut, Path: "/my-preferences", ID: "put-my-preferences", Action: app.ChangePreferences,
		Summary:     "Replace what you want to see of the open shifts",
		Description: "No employer sees it. Of a postcode only the first half is kept."}, h.putPreferences)
}

type preferencesBody struct {
	Postcode   string             `json:"postcode,omitempty" maxLength:"10" doc:"Where distances are measured from: the first half of a postcode."`
	WithinKM   int                `json:"within_km,omitempty" doc:"How far at most, in a straight line; 0 is any distance."`
	Hidden     []preferences.Ward `json:"hidden_wards,omitempty" nullable:"false" doc:"Wards that are not listed."`
	Favourites []preferences.Ward `json:"favourite_wards,omitempty" nullable:"false" doc:"Wards that can be listed alone."`
}

func preferencesAnswer(p preferences.Preferences) *preferencesOutput {
	return &preferencesOutput{Body: preferencesBody{Postcode: p.Area, WithinKM: p.WithinKM, Hidden: p.Hidden, Favourites: p.Favourites}}
}

type preferencesOutput struct {
	Body preferencesBody
}

type preferencesInput struct {
	Body preferencesBody
}

func (h handlers) preferences(ctx context.Context, _ *struct{}) (*preferencesOutput, error) {
	p, err := h.app.Preferences(ctx)
	if err != nil {
		return nil, err
	}
	return preferencesAnswer(p), nil
}

func (h handlers) putPreferences(ctx context.Context, in *preferencesInput) (*preferencesOutput, error) {
	p, err := h.app.Prefer(ctx, preferences.Preferences{Area: in.Body.Postcode, WithinKM: in.Body.WithinKM, Hidden: in.Body.Hidden, Favourites: in.Body.Favourites})
	if err != nil {
		return nil, err
	}
	return preferencesAnswer(p), nil
}
