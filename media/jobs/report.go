package jobs

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"

	"terugblik/media"
)

// ChildReport is one line of JSON on the standard output of a child. Exactly one of its fields is set; a result or an
// error is the last.
type ChildReport struct {
	Done   *media.Millis   `json:"done_ms,omitempty"` // how much of the recording is through
	Result json.RawMessage `json:"result,omitempty"`  // what finalising or transcoding returned
	Error  *ChildError     `json:"error,omitempty"`
}

// Errors of a child that did not say how it ended.
var (
	ErrReport   = errors.New("not a report of a media child")
	ErrNoResult = errors.New("media child ended without a result")
)

// Last says that nothing may follow.
func (r ChildReport) Last() bool { return r.Done == nil }

// Reporter writes the reports of a child. Safe for several goroutines.
type Reporter struct {
	mu sync.Mutex
	w  io.Writer
}

// NewReporter reports on w, the standard output of a child.
func NewReporter(w io.Writer) *Reporter { return &Reporter{w: w} }

// Progress says how much is through, in milliseconds of recording.
func (r *Reporter) Progress(done media.Millis) error { return r.write(ChildReport{Done: &done}) }

// Result ends with what v is as JSON.
func (r *Reporter) Result(v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("report a result: %w", err)
	}
	return r.write(ChildReport{Result: raw})
}

// Fail ends with an error.
func (r *Reporter) Fail(err error) error { return r.write(ChildReport{Error: childError(err)}) }

func (r *Reporter) write(report ChildReport) error {
	raw, err := json.Marshal(report)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := r.w.Write(append(raw, '\n')); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// ReadReports yields what a child reports until its result, its error (as a report, to be returned by the caller) or
// the first thing that is wrong: ErrReport, ErrNoResult where it ends early, or the error of out.
func ReadReports(out io.Reader) iter.Seq2[ChildReport, error] {
	return func(yield func(ChildReport, error) bool) {
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, MaxLine)
		for lines.Scan() {
			report, err := parseReport(lines.Bytes())
			if !yield(report, err) || err != nil || report.Last() {
				return
			}
		}
		switch err := lines.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield(ChildReport{}, fmt.Errorf("%w: a line of more than %d bytes", ErrReport, MaxLine))
		case err != nil:
			yield(ChildReport{}, fmt.Errorf("read the reports of a child: %w", err))
		default:
			yield(ChildReport{}, ErrNoResult)
		}
	}
}

func parseReport(raw []byte) (ChildReport, error) {
	var r ChildReport
	if err := json.Unmarshal(raw, &r); err != nil {
		return ChildReport{}, fmt.Errorf("%w: %w", ErrReport, err)
	}
	set := 0
	for _, is := range []bool{r.Done != nil, r.Result != nil, r.Error != nil} {
		if is {
			set++
		}
	}
	if set != 1 || r.Done != nil && *r.Done < 0 {
		return ChildReport{}, fmt.Errorf("%w: not exactly one of progress, result and error", ErrReport)
	}
	return r, nil
}
