package library

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

// shelf is a vault in memory with the promises of the real one.
type shelf struct {
	mu   sync.Mutex
	keys map[string][]byte
}

func (s *shelf) PutKey(_ context.Context, recording string, wrapped []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.keys[recording]; !taken {
		s.keys[recording] = wrapped
	}
	return nil
}

func (s *shelf) Key(_ context.Context, recording string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	wrapped, ok := s.keys[recording]
	if !ok {
		return nil, ErrNoKey
	}
	return wrapped, nil
}

func (s *shelf) DestroyKey(_ context.Context, recording string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.keys, recording)
	return nil
}

const (
	recA = media.RecordingID("0190b0c0-0000-7000-8000-00000000000a")
	recB = media.RecordingID("0190b0c0-0000-7000-8000-00000000000b")
)

// openLibrary is a library on an own folder that holds recordings A and B.
func openLibrary(t testing.TB) *Library {
	t.Helper()
	return openLibraryAt(t, t.TempDir(), &shelf{keys: map[string][]byte{}}, 0)
}

func openLibraryAt(t testing.TB, root string, vault Vault, reserve int64) *Library {
	t.Helper()
	l, err := Open(Config{Root: root, Master: Key{1, 2, 3}, Vault: vault, Reserve: reserve})
	require.NoError(t, err)
	require.NoError(t, l.Create(context.Background(), recA))
	require.NoError(t, l.Create(context.Background(), recB))
	return l
}
