package analytics

// WebhookChangedV1 says: a receiver of alerts was added, changed, turned on or off, or has another secret.
type WebhookChangedV1 struct {
	Webhook WebhookState `json:"webhook"`
}

// EventName implements events.Event.
func (WebhookChangedV1) EventName() string { return "muster.analytics.webhook.changed.v1" }

// Validate implements events.Event.
func (e WebhookChangedV1) Validate() error { return e.Webhook.Validate() }
