package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/muster-ics/muster/pkg/auth"
)

// Op declares one API operation. Every operation has an action of the policy; it is checked again with facts by the
// use case through Policy.Check, and here only that the action has a rule and a principal is there.
type Op struct {
	// Path is below /api/<service>/v1, e.g. /shifts/{id}; the whole path is understood too.
	Method, Path, ID, Summary string
	Action                    auth.Action
	// Status is the success status; 0 means 200.
	Status int
	// Errors are the documented problem statuses beside 400, 401, 403, 422, 429, 500 and 503, and for those with a body
	// 409, 413 and 415.
	Errors []int
	// Description says more than the summary; may be empty.
	Description string
	// Pending says what a 202 means, for operations whose answer may come later than the call; empty for the others.
	Pending string
	// ReadOnly marks a POST that changes nothing, e.g. a dry run: it needs no Idempotency-Key.
	ReadOnly bool
	// MaxBody is the largest body in bytes; 0 is 1 MiB, and 16 MiB is the most.
	MaxBody int64
	// Hidden keeps the operation out of the API's description.
	Hidden bool
}

// Register adds an operation. State-changing POSTs require an Idempotency-Key: the first answer is kept 24 h and
// replayed, unless it is for once (AnswerOnce); another body under the same key is 422; a key in flight is 409. Lists that
// are nil are answered as [].
func Register[I, O any](s *Server, op Op, h func(context.Context, *I) (*O, error)) {
	defer func() {
		if p := recover(); p != nil {
			s.fail(fmt.Errorf("operation %s: %v", op.ID, p))
		}
	}()
	prefix := prefixOf(s.cfg.Service)
	op.Path = strings.TrimPrefix(op.Path, prefix)
	s.ops[op.Method+" "+prefix+op.Path] = op
	huma.Register(s.API, describe(op), func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, refusal(ctx, err)
		}
		if out != nil {
			noNilLists(reflect.ValueOf(out).Elem())
		}
		return out, nil
	})
}

func describe(op Op) huma.Operation {
	o := huma.Operation{
		OperationID: op.ID, Method: op.Method, Path: op.Path, Summary: op.Summary, Description: op.Description,
		DefaultStatus: op.Status, Errors: documented(op), Hidden: op.Hidden, MaxBodyBytes: bodyCap,
		Tags: []string{strings.SplitN(strings.TrimPrefix(op.Path, "/"), "/", 2)[0]},
	}
	if op.Pending != "" {
		o.Responses = map[string]*huma.Response{"202": {Description: op.Pending}}
	}
	if op.Action == Public {
		o.Security = []map[string][]string{{}}
	}
	if op.Method == http.MethodPost && !op.ReadOnly && op.Action != Public {
		one, most := 1, maxKey
		o.Parameters = append(o.Parameters, &huma.Param{
			Name: "Idempotency-Key", In: "header", Required: true,
			Description: "Chosen by the client, e.g. a UUID. Sending the same request again under the same key gives the first answer and does the work once.",
			Schema:      &huma.Schema{Type: huma.TypeString, MinLength: &one, MaxLength: &most},
		})
	}
	return o
}

// refusal makes of a handler's error what huma can answer with. Errors made by huma's own functions pass.
func refusal(ctx context.Context, err error) error {
	var own huma.StatusError
	if errors.As(err, &own) {
		callOf(ctx).err = err
		return err
	}
	f := noted(ctx, err)
	h := http.Header{}
	problemHeaders(h, f)
	return huma.ErrorWithHeaders(problemOf(f), h)
}

func (s *Server) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, err)
}

// noNilLists makes every nil list in v an empty one, so that clients need no case for null. v must be addressable.
func noNilLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			noNilLists(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				noNilLists(v.Field(i))
			}
		}
	case reflect.Slice:
		// Bytes are a string in JSON.
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		if v.IsNil() && v.CanSet() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		if k := v.Type().Elem().Kind(); k == reflect.Struct || k == reflect.Pointer || k == reflect.Slice {
			for i := range v.Len() {
				noNilLists(v.Index(i))
			}
		}
	default:
	}
}
