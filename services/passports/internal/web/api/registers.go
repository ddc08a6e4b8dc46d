package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountRegisters(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/registers", ID: "list-registers", Action: app.MayReadRegisters,
		Summary: "List the professional registers that are known, with the form of their numbers and where it comes from",
	}, a.registers)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/registers", ID: "set-registers", Action: app.MaySetRegisters, Errors: []int{http.StatusConflict},
		Summary:     "Replace the professional registers, for the workforce lead of the system",
		Description: "What was recorded stays as it is. over is the version that the change is made on top of, 0 for those that Muster starts with.",
	}, a.setRegisters)
}

type registersBody struct {
	Version   int64          `json:"version"`
	Registers []app.Register `json:"registers"`
}

type registersOutput struct{ Body registersBody }

func (a API) registers(ctx context.Context, _ *struct{}) (*registersOutput, error) {
	rs, version, err := a.use.ShowRegisters(ctx)
	return &registersOutput{Body: registersBody{Version: version, Registers: rs}}, err
}

type setRegistersInput struct {
	Body struct {
		Over      int64          `json:"over" minimum:"0"`
		Registers []app.Register `json:"registers" minItems:"1" maxItems:"50"`
	}
}

func (a API) setRegisters(ctx context.Context, in *setRegistersInput) (*registersOutput, error) {
	version, err := a.use.SetRegisters(ctx, in.Body.Registers, in.Body.Over, requestID(ctx))
	if err != nil {
		return nil, inBody(err)
	}
	return &registersOutput{Body: registersBody{Version: version, Registers: in.Body.Registers}}, nil
}
