package packaging_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSystemdUnderstandsTheUnits(t *testing.T) {
	t.Parallel()
	verify, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze here: the units are not looked at")
	}
	out, _ := exec.Command(verify, "verify", "--man=no", "terugblik.service", "terugblik-backup.service", "terugblik-backup.timer").CombinedOutput()
	for line := range strings.SplitSeq(strings.TrimSpace(string(out)), "\n") {
		if strings.Contains(line, "is not executable") { // not installed on this machine
			continue
		}
		require.NotContains(t, line, "terugblik", "a complaint about one of ours")
	}
}

func TestTheScriptsAreShell(t *testing.T) {
	t.Parallel()
	for _, script := range []string{"install.sh", "terugblik.sh", "terugblik.env"} {
		out, err := exec.Command("sh", "-n", script).CombinedOutput()
		require.NoError(t, err, string(out))
	}
}

// TestTheCommandOfAServiceHandsOnItsSettings runs the wrapper with another program and another way to change accounts.
func TestTheCommandOfAServiceHandsOnItsSettings(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("terugblik.sh")
	require.NoError(t, err)
	text := strings.NewReplacer(
		"/opt/terugblik/bin/terugblik", "/usr/bin/env",
		`[ "$(id -u)" = 0 ] ||`, "true ||",
		"exec setpriv --reuid=terugblik --regid=terugblik --init-groups --inh-caps=-all", "exec").Replace(string(script))
	out, err := exec.Command("sh", "-c", text).Output()
	require.NoError(t, err)
	require.Contains(t, string(out), "TERUGBLIK_DATA=/var/lib/terugblik\n")
	require.Contains(t, string(out), "TERUGBLIK_BACKUP_DIR=/var/backups/terugblik\n")
}
