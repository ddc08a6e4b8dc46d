package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
)

func (a API) mountReceivers(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/receivers", ID: "list-receivers", Action: app.MayReadReceivers,
		Summary: "List the organisations outside this system to which workers may show their passport",
	}, a.receivers)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/receivers", ID: "set-receivers", Action: app.MaySetReceivers, Errors: []int{http.StatusConflict},
		Summary: "Replace the organisations outside this system to which workers may show their passport, for the workforce lead of the system",
		Description: "Each entry has a beginning and may have an end. roots are the certificates, in base64 of their DER form, under which those of the organisation's signed " +
			"requests end. The next registry that is signed names them. over is the version that the change is made on top of, 0 for the first.",
	}, a.setReceivers)
}

type receiversBody struct {
	Version   int64               `json:"version"`
	Receivers []receiver.Receiver `json:"receivers"`
}

type receiversOutput struct{ Body receiversBody }

func (a API) receivers(ctx context.Context, _ *struct{}) (*receiversOutput, error) {
	l, version, err := a.use.ShowReceivers(ctx)
	return &receiversOutput{Body: receiversBody{Version: version, Receivers: l}}, err
}

type setReceiversInput struct {
	Body struct {
		Over      int64               `json:"over" minimum:"0"`
		Receivers []receiver.Receiver `json:"receivers" maxItems:"200"`
	}
}

func (a API) setReceivers(ctx context.Context, in *setReceiversInput) (*receiversOutput, error) {
	version, err := a.use.SetReceivers(ctx, in.Body.Receivers, in.Body.Over, requestID(ctx))
	if err != nil {
		return nil, inBody(err)
	}
	return &receiversOutput{Body: receiversBody{Version: version, Receivers: in.Body.Receivers}}, nil
}
