package system

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
)

// State is what a running system leaves in its data folder for the other commands: where it is and how to reach it.
type State struct {
	PID     int    `json:"pid"`
	URL     string `json:"url"`
	NATSURL string `json:"nats_url"`
	// AdminURL reaches Postgres as its superuser, over the socket or as given.
	AdminURL string `json:"admin_url"`
	Issuer   string `json:"issuer"`
	ICS      string `json:"ics"`
}

const stateFile = "running.json"

// ReadState gives the state of the system that runs on the data folder.
func ReadState(data string) (State, error) {
	var s State
	body, err := os.ReadFile(filepath.Join(data, stateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, fmt.Errorf("nothing runs on %s; start it with `make demo`, or name the folder with --data", data)
	}
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(body, &s)
}

func writeState(data string, s State) error {
	body, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(data, stateFile), append(body, '\n'), 0o600)
}

func removeState(data string) { _ = os.Remove(filepath.Join(data, stateFile)) }

// DatabaseURL is the address of a service's database for the operator's own tools, signed in as the superuser.
func DatabaseURL(adminURL, service string) string {
	u, err := url.Parse(adminURL)
	if err != nil {
		return adminURL
	}
	u.Path = "/muster_" + service
	return u.String()
}
