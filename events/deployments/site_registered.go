package deployments

// SiteRegisteredV1 says: an employer has a site where shifts are worked.
type SiteRegisteredV1 struct {
	Site SiteState `json:"site"`
}

// EventName implements events.Event.
func (SiteRegisteredV1) EventName() string { return "muster.deployments.site.registered.v1" }

// Validate implements events.Event.
func (e SiteRegisteredV1) Validate() error { return e.Site.Validate() }
