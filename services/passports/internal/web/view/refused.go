package view

// refusals say in plain words why what was shown is not to be relied on, and what helps. The codes are those of the
// credential's own verification and of requests.
var refusals = map[string]string{
	"HOLDER_DECLINED":     "The worker said no. Nothing was shown.",
	"WALLET_REFUSED":      "The worker's wallet app could not answer. Ask them to try again, or to answer by Muster.",
	"QUERY_NOT_SATISFIED": "The worker did not show all that you asked for, or showed something else.",
	"NONCE_SPENT":         "This page was used before, or lay open for more than five minutes. Ask for a new text, made for the codes that now stand below.",
	"NONCE_WRONG":         "This was made for another occasion. Ask for a new one.",
	"AUDIENCE_WRONG":      "This was made for somebody else. Ask for one that is made for you.",
	"KEY_BINDING_MISSING": "Nobody has signed that they are the person it belongs to: it may be a copy. Ask the worker to show it from their own wallet.",
	"KEY_BINDING_WRONG":   "It was not shown by the person it belongs to: it may be a copy. Ask the worker to show it from their own wallet.",
	"KEY_BINDING_TIME":    "It was made too long ago, or the clock of the phone is wrong. Ask for a new one.",
	"MALFORMED":           "This cannot be read. Part of the text may be missing: copy the whole of it.",
	"WRONG_TOKEN_TYPE":    "This is something else than a part of a passport.",
	"ISSUER_UNKNOWN":      "Whoever issued it is not an employer in the register of this system.",
	"ISSUER_UNREAD":       "The register of employers could not be read just now. Try again in a minute.",
	"SIGNATURE_WRONG":     "It was changed after it was issued, or was never issued. Do not rely on it.",
	"TYPE_UNWANTED":       "It is about something else than you asked for.",
	"TYPE_NOT_PERMITTED":  "Whoever issued it may not issue things of this kind.",
	"EXPIRY_MISSING":      "It does not say until when it holds.",
	"EXPIRED":             "It has run out. Ask the worker for a newer one.",
	"NOT_YET_VALID":       "It does not hold yet.",
	"DISCLOSURE_WRONG":    "It was changed after it was issued. Do not rely on it.",
	"STATUS_MISSING":      "It does not say where it can be seen whether it still stands.",
	"STATUS_UNKNOWN":      "Whether it still stands could not be read just now. Try again in a minute; until then do not rely on it.",
	"REVOKED":             "The employer that issued it has taken it back. Ask the worker's home employer.",
	"SUBJECTS_DIFFER":     "What was shown belongs to more than one person. Do not rely on it.",
	"POLICY_INCOMPLETE":   "This could not be checked in full, so it is not to be relied on.",
}

// Refused says a refusal's code in plain words; message is for codes that have none.
func Refused(code, message string) string {
	if words, known := refusals[code]; known {
		return words
	}
	return message
}
