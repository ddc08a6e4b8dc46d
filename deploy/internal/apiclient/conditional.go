package apiclient

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"

	"github.com/muster-ics/muster/pkg/id"
)

// Fetch reads path into out and gives the ETag of the version that was read.
func (c Client) Fetch(ctx context.Context, path string, out any) (etag string, err error) {
	head, err := c.patiently(ctx, http.MethodGet, path, map[string]string{}, nil, out)
	return head.Get("ETag"), err
}

// Change sends body as a change of the version that has the ETag.
func (c Client) Change(ctx context.Context, method, path, etag string, body, out any) error {
	payload, err := json.Marshal(body)
	if err != nil {
		return err
	}
	_, err = c.patiently(ctx, method, path, map[string]string{"Content-Type": "application/json", "If-Match": etag}, payload, out)
	return err
}

// Upload posts one file as a form's field would.
func (c Client) Upload(ctx context.Context, path, field, name string, file []byte, out any) error {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile(field, name)
	if err != nil {
		return err
	}
	if _, err := part.Write(file); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	headers := map[string]string{"Content-Type": w.FormDataContentType(), "Idempotency-Key": id.New().String()}
	_, err = c.patiently(ctx, http.MethodPost, path, headers, form.Bytes(), out)
	return err
}

// decode reads an answer into out, or into a *Problem.
func decode(method, path string, status int, answer []byte, out any) error {
	if status >= 400 {
		p := &Problem{body: answer}
		_ = json.Unmarshal(answer, p)
		p.Status = status
		return p
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("%s %s: the answer is not what was expected: %w", method, path, err)
	}
	return nil
}
