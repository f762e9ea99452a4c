package library

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKeysDoNotPrintLogOrEncode(t *testing.T) {
	t.Parallel()
	key := Key(bytes.Repeat([]byte{0xab}, 32))
	l := openLibraryAt(t, t.TempDir(), &shelf{keys: map[string][]byte{}}, 0)
	config := Config{Root: "/data", Master: key}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "%d", "%q"} {
		fmt.Fprintf(&out, verb+verb+verb, key, &key, config)
	}
	fmt.Fprint(&out, []Key{key}, map[string]Key{"a": key}, fmt.Errorf("with %v", key))
	for _, h := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
		slog.New(h).Info("x", "key", key, "config", config)
	}
	require.NoError(t, json.NewEncoder(&out).Encode(key))
	requireNoTrace(t, out.String(), key)
	require.Equal(t, redacted, slog.AnyValue(key).Resolve().String())
	require.Equal(t, slog.KindString, key.LogValue().Kind())

	master := Key{1, 2, 3} // openLibrary's
	requireNoTrace(t, fmt.Sprintf("%v %+v %#v", l, l, *l), master)
}

// requireNoTrace looks for four bytes of the key in the forms that fmt and encoders give bytes.
func requireNoTrace(t *testing.T, text string, key Key) {
	t.Helper()
	part := key[:4]
	decimal := strings.Trim(fmt.Sprint(part), "[]")
	for _, trace := range []string{string(part), hex.EncodeToString(part), decimal,
		strings.ReplaceAll(decimal, " ", ","), fmt.Sprintf("%#v", part)[7:20]} {
		require.NotContains(t, text, trace)
		require.NotContains(t, strings.ToLower(text), trace) // which is no good for raw bytes
	}
}

func TestMasterKeyIsMadeOnceAndStays(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys", "master.key")
	keys := make([]Key, 8)
	var wg sync.WaitGroup
	for i := range keys { // as many processes that start at once
		wg.Go(func() { keys[i], _ = MasterKey(path) })
	}
	wg.Wait()
	require.NotEqual(t, Key{}, keys[0])
	for _, key := range keys {
		require.True(t, key == keys[0])
	}
	again, err := MasterKey(path)
	require.NoError(t, err)
	require.True(t, again == keys[0])
	require.Equal(t, []string{"master.key"}, names(t, filepath.Dir(path)))
}

func TestDamagedMasterKeyIsAnErrorAndStaysAsItIs(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "master.key")
	_, err := MasterKey(path)
	require.NoError(t, err)
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	damaged := map[string][]byte{"empty": {}, "cut": whole[:40], "longer": append(bytes.Clone(whole), 'x'),
		"no line end": whole[:len(whole)-1], "zeros": make([]byte, len(whole)),
		"of zeros": []byte(masterLine(Key{}))}
	for i := range whole {
		flipped := bytes.Clone(whole)
		flipped[i] ^= 1
		damaged[fmt.Sprintf("byte %d", i)] = flipped
	}
	for name, content := range damaged {
		require.NoError(t, os.WriteFile(path, content, 0o600))
		key, err := MasterKey(path)
		require.ErrorIs(t, err, ErrMasterKey, name)
		require.ErrorContains(t, err, path)
		require.Equal(t, Key{}, key)
		after, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, content, after, name)
	}
	require.NoError(t, os.WriteFile(path, whole, 0o600))
	require.NoError(t, os.Chmod(path, 0o640))
	_, err = MasterKey(path)
	require.ErrorContains(t, err, "0600")
}

func TestMasterKeyThatCannotBeMadeIsAnError(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := MasterKey(filepath.Join(file, "master.key"))
	require.Error(t, err)
	require.False(t, errors.Is(err, os.ErrNotExist))
}

func TestDamagedWrappedKeyIsAnError(t *testing.T) {
	t.Parallel()
	master, err := Key{1}.aead()
	require.NoError(t, err)
	wrapped := wrap(master, recA, Key{2})
	key, err := unwrap(master, recA, wrapped)
	require.NoError(t, err)
	require.True(t, key == Key{2})
	for i := range wrapped {
		broken := bytes.Clone(wrapped)
		broken[i] ^= 1
		_, err := unwrap(master, recA, broken)
		require.Error(t, err, i)
	}
	_, err = unwrap(master, recA, wrapped[:20])
	require.Error(t, err)
	_, err = unwrap(master, recB, wrapped)
	require.ErrorIs(t, err, ErrWrongKey)
}
