package web_test

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// pipes is a listener of connections in memory, whose deadlines follow the clock of a synctest bubble.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, errors.New("closed")
	}
}

func (p pipes) Close() error   { close(p.done); return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

func TestABodyThatComesDropByDropIsCutOff(t *testing.T) {
	t.Parallel()
	handler := newSite(t).server.Handler()
	synctest.Test(t, func(t *testing.T) {
		listener := pipes{make(chan net.Conn), make(chan struct{})}
		server := &http.Server{Handler: handler} // as bare as can be: no limit but ours
		go func() { _ = server.Serve(listener) }()
		defer server.Close()
		for _, path := range []string{"/login", "/nergens"} {
			began := time.Now()
			ours, theirs := net.Pipe()
			listener.conns <- theirs
			_, err := fmt.Fprintf(ours, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=", path)
			require.NoError(t, err)
			answer, err := http.ReadResponse(bufio.NewReader(ours), nil)
			require.NoError(t, err, path)
			require.GreaterOrEqual(t, answer.StatusCode, 400)
			require.LessOrEqual(t, time.Since(began), time.Minute)
			_ = ours.Close()
		}
	})
}
