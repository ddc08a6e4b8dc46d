// Package apiclient speaks Muster's public HTTP API as an employer's, a worker's or a lead's own program would.
package apiclient

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// Client calls one Muster as one principal.
type Client struct {
	// Base is the address, e.g. http://127.0.0.1:8080.
	Base string
	// Token is the principal's bearer token.
	Token string
	HTTP  *http.Client
}

// Problem is the answer to a request that was not carried out.
type Problem struct {
	Status  int             `json:"status"`
	Code    string          `json:"code"`
	Detail  string          `json:"detail"`
	Reasons []reason.Reason `json:"reasons"`
	Errors  []struct {
		Location string `json:"location"`
		Message  string `json:"message"`
	} `json:"errors"`
	body []byte
}

// Error implements error.
func (p *Problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Code, p.body) }

// As returns a copy of the client that calls with another token.
func (c Client) As(token string) Client {
	c.Token = token
	return c
}

// Get reads path into out.
func (c Client) Get(ctx context.Context, path string, out any) error {
	return c.Call(ctx, http.MethodGet, path, "", nil, out)
}

// Post sends body under a fresh idempotency key and reads the answer into out.
func (c Client) Post(ctx context.Context, path string, body, out any) error {
	return c.Call(ctx, http.MethodPost, path, id.New().String(), body, out)
}

// patience is how often Call asks again after it was told that it asks too often: some ten seconds.
const patience = 40

// Call sends one request, again while the server says that it is asked too often. key is the idempotency key; empty leaves it out. The error is a *Problem when the server
// answered with a status of 400 or more.
func (c Client) Call(ctx context.Context, method, path, key string, body, out any) error {
	headers, payload, err := prepared(key, body)
	if err != nil {
		return err
	}
	_, err = c.patiently(ctx, method, path, headers, payload, out)
	return err
}

func (c Client) patiently(ctx context.Context, method, path string, headers map[string]string, payload []byte, out any) (http.Header, error) {
	for try := 0; ; try++ {
		status, head, answer, err := c.send(ctx, method, path, headers, payload)
		if err != nil {
			return head, err
		}
		if status != http.StatusTooManyRequests || try == patience {
			return head, decode(method, path, status, answer, out)
		}
		select {
		case <-ctx.Done():
			return head, ctx.Err()
		case <-time.After(250 * time.Millisecond):
		}
	}
}

// Do sends one request and gives status and body as they came.
func (c Client) Do(ctx context.Context, method, path, key string, body any) (int, []byte, error) {
	headers, payload, err := prepared(key, body)
	if err != nil {
		return 0, nil, err
	}
	status, _, answer, err := c.send(ctx, method, path, headers, payload)
	return status, answer, err
}

// prepared gives the headers and the payload of a body; nil is none.
func prepared(key string, body any) (map[string]string, []byte, error) {
	headers := map[string]string{}
	if key != "" {
		headers["Idempotency-Key"] = key
	}
	if body == nil {
		return headers, nil, nil
	}
	headers["Content-Type"] = "application/json"
	payload, err := json.Marshal(body)
	return headers, payload, err
}

func (c Client) send(ctx context.Context, method, path string, headers map[string]string, body []byte) (int, http.Header, []byte, error) {
	var payload io.Reader
	if body != nil {
		payload = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.Base+path, payload)
	if err != nil {
		return 0, nil, nil, err
	}
	for k, v := range headers {
		req.Header.Set(k, v)
	}
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	client := c.HTTP
	if client == nil {
		client = defaultHTTP
	}
	res, err := client.Do(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, 16<<20))
	return res.StatusCode, res.Header, answer, err
}

var defaultHTTP = &http.Client{Timeout: 15 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 256}}

// Async posts an empty body and asks the server not to wait for the outcome.
func (c Client) Async(ctx context.Context, path string) (int, []byte, error) {
	headers := map[string]string{"Idempotency-Key": id.New().String(), "Prefer": "respond-async", "Content-Type": "application/json"}
	status, _, answer, err := c.send(ctx, http.MethodPost, path, headers, []byte("{}"))
	return status, answer, err
}
