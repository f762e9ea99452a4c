package ingest

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // as TURN servers agree on
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/pion/turn/v5"
)

// Credentials are those of a name, and hold until then: the form that TURN servers with a shared secret know.
func (r *Relay) Credentials(name string, until time.Time) (username, password string) {
	return TURNCredentials(r.secret, name, until)
}

// TURNCredentials are those for any TURN server that has the secret.
func TURNCredentials(secret []byte, name string, until time.Time) (username, password string) {
	username = strconv.FormatInt(until.Unix(), 10) + ":" + name
	return username, passwordOf(secret, username)
}

func passwordOf(secret []byte, username string) string {
	mac := hmac.New(sha1.New, secret)
	mac.Write([]byte(username))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// admit knows the key of every username that has not had its time; only who was given the password has it too.
func (r *Relay) admit(request *turn.RequestAttributes) (name string, key []byte, ok bool) {
	until, _, found := strings.Cut(request.Username, ":")
	seconds, err := strconv.ParseInt(until, 10, 64)
	if !found || err != nil || !r.Now().Before(time.Unix(seconds, 0)) {
		return "", nil, false
	}
	return request.Username, turn.GenerateAuthKey(request.Username, request.Realm, passwordOf(r.secret, request.Username)), true
}
