package webhook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// Secret is what a receiver and this system share. The specification asks for 24 to 64 bytes.
type Secret []byte

const secretSize = 32

// NewSecret draws one.
func NewSecret() Secret {
	s := make(Secret, secretSize)
	_, _ = rand.Read(s) // It never fails: see crypto/rand.
	return s
}

// String is how the receiver is given it.
func (s Secret) String() string { return "whsec_" + base64.StdEncoding.EncodeToString(s) }

// Headers of a message: its id, the same at each try; when it is tried; and one signature for each secret.
func Headers(messageID string, at time.Time, body []byte, secrets []Secret) map[string]string {
	stamp := strconv.FormatInt(at.Unix(), 10)
	signatures := make([]string, len(secrets))
	for i, s := range secrets {
		signatures[i] = "v1," + sign(s, messageID, stamp, body)
	}
	return map[string]string{"webhook-id": messageID, "webhook-timestamp": stamp, "webhook-signature": strings.Join(signatures, " ")}
}

func sign(s Secret, messageID, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, s)
	mac.Write([]byte(messageID + "." + stamp + "."))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
