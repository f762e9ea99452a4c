package library

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// The test binary starts itself again as a child that writes and is killed.
const childTask = "LIBRARY_TEST_CHILD"

func TestMain(m *testing.M) {
	if task := os.Getenv(childTask); task != "" {
		runChild(task, os.Args[len(os.Args)-1])
		return
	}
	os.Exit(m.Run())
}

// runChild does one task and ends the process with its result.
func runChild(task, dir string) {
	var err error
	switch task {
	case "append":
		err = appendUntilKilled(filepath.Join(dir, "001.log"))
	case "full-disk":
		err = fillSmallDisk(dir)
	default:
		err = runTraced(task, dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func child(task, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), childTask+"="+task)
	cmd.Stderr = os.Stderr
	return cmd
}

// appendUntilKilled prints the number of each block once Append has taken it.
func appendUntilKilled(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|os.O_APPEND, fileMode)
	if err != nil {
		return err
	}
	log, err := writeLog(file, recA, "001.log", Key{7})
	if err != nil {
		return err
	}
	block := make([]byte, 100_000)
	for i := uint64(0); ; i++ {
		binary.BigEndian.PutUint64(block, i)
		if err := log.Append(block); err != nil {
			return err
		}
		fmt.Println(i)
	}
}

func TestBlocksThatAppendTookSurviveKill9(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cmd := child("append", dir)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	taken := -1
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		taken, err = strconv.Atoi(lines.Text())
		require.NoError(t, err)
		if taken == 200 {
			require.NoError(t, cmd.Process.Kill())
		}
	}
	require.Error(t, cmd.Wait())
	require.GreaterOrEqual(t, taken, 200)

	file, err := os.Open(filepath.Join(dir, "001.log"))
	require.NoError(t, err)
	defer file.Close()
	blocks, damages, _, err := readAll(file, Key{7})
	require.NoError(t, err)
	require.Empty(t, damages)
	require.Greater(t, len(blocks), taken)
	for i, block := range blocks {
		require.EqualValues(t, i, binary.BigEndian.Uint64(block))
	}
}
