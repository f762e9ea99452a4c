package cluster

import (
	"io"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// process is a started child; err may be read when exited is closed.
type process struct {
	cmd    *exec.Cmd
	exited chan struct{}
	err    error
}

// command is a child that gets an interrupt when this process dies, that a Ctrl-C at the terminal does not
// reach, and that sees none of this process's environment (it may hold secrets).
func (c *Cluster) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Credential: c.account.credential,
		Setpgid:    true,
		Pdeathsig:  syscall.SIGINT,
	}
	cmd.WaitDelay = time.Second // its own children may hold the log pipe a little longer
	return cmd
}

func (c *Cluster) server(log io.Writer) *exec.Cmd {
	args := []string{"-D", c.places.data, "-k", c.places.run}
	for _, s := range settings(c.config.Throwaway) {
		args = append(args, "-c", s)
	}
	cmd := c.command(c.program("postgres"), args...)
	cmd.Stderr = log
	return cmd
}

// spawn starts cmd on an operating system thread of its own, which lives as long as the child does:
// the parent-death signal follows the thread that started it, not the process (prctl(2)).
func spawn(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, exited: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with this goroutine
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.exited)
		}
	}()
	return p, <-started
}

// signal ignores that the process may just have gone.
func (p *process) signal(s syscall.Signal) {
	_ = p.cmd.Process.Signal(s)
}

// The grace of each step of end: a fast shutdown writes a checkpoint, an immediate one nothing.
const (
	fastGrace      = 6 * time.Second
	immediateGrace = 2 * time.Second
)

// end asks for a fast shutdown, then an immediate one, then kills. It returns when the process is gone.
func (p *process) end() {
	for _, step := range []struct {
		signal syscall.Signal
		grace  time.Duration
	}{{syscall.SIGINT, fastGrace}, {syscall.SIGQUIT, immediateGrace}} {
		p.signal(step.signal)
		select {
		case <-p.exited:
			return
		case <-time.After(step.grace):
		}
	}
	p.signal(syscall.SIGKILL)
	<-p.exited
}
