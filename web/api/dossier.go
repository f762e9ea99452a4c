package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// DossierPath is where an employee fetches her own dossier, also when she left lately.
const DossierPath = "/api/v1/me/dossier"

// dossierFormat names the form of the file, for programs that read it later.
const dossierFormat = "terugblik-dossier-1"

// Dossier is what is an employee's own and goes with her: words and hours, no film, no pictures.
type Dossier struct {
	Format    string            `json:"format" doc:"terugblik-dossier-1"`
	MadeAt    time.Time         `json:"made_at"`
	Person    string            `json:"person" doc:"Full name"`
	Holder    string            `json:"holder"`
	Hours     []DossierHours    `json:"hours"`
	Questions []DossierQuestion `json:"questions" doc:"Oldest first"`
	Words     []DossierWord     `json:"words" doc:"Oldest first"`
}

// DossierHours are the confirmed minutes of coaching of one kind in one year.
type DossierHours struct {
	Year    int    `json:"year"`
	Kind    string `json:"kind"`
	Minutes int    `json:"minutes"`
}

// DossierQuestion is one question with what hangs under it.
type DossierQuestion struct {
	ID          string              `json:"id"`
	StartedAt   *time.Time          `json:"started_at"`
	EndedAt     *time.Time          `json:"ended_at"`
	Versions    []DossierVersion    `json:"versions"`
	Agreements  []DossierAgreement  `json:"agreements"`
	Rounds      []DossierRound      `json:"rounds"`
	Evaluations []DossierEvaluation `json:"evaluations"`
}

// DossierVersion is one wording of a question.
type DossierVersion struct {
	Number     int        `json:"number"`
	Yours      bool       `json:"yours" doc:"False: proposed by the coach"`
	Text       string     `json:"text"`
	Situation  string     `json:"situation"`
	CreatedAt  time.Time  `json:"created_at"`
	AcceptedAt *time.Time `json:"accepted_at"`
}

// DossierAgreement is one version of what may leave the pair.
type DossierAgreement struct {
	Number    int                `json:"number"`
	Allowed   []coaching.Sharing `json:"allowed"`
	Note      string             `json:"note"`
	CreatedAt time.Time          `json:"created_at"`
	BothAt    *time.Time         `json:"both_at" doc:"When both had said yes"`
}

// DossierRound is one round of filming, looking back and trying out.
type DossierRound struct {
	Number    int               `json:"number"`
	OpenedAt  time.Time         `json:"opened_at"`
	ClosedAt  *time.Time        `json:"closed_at"`
	WorkPoint *DossierWorkPoint `json:"work_point"`
}

// DossierWorkPoint is what she tried out.
type DossierWorkPoint struct {
	Text      string `json:"text"`
	TryWhen   string `json:"try_when"`
	NoticedBy string `json:"noticed_by"`
}

// DossierEvaluation is her own answers, and the report where both approved it.
type DossierEvaluation struct {
	Number  int            `json:"number"`
	Answers *Answers       `json:"answers" doc:"Her own, once handed in"`
	Report  *DossierReport `json:"report" doc:"Null while not both have approved it"`
}

// DossierReport is a report that both approved.
type DossierReport struct {
	Question   string    `json:"question"`
	WorkPoints string    `json:"work_points"`
	PeriodFrom string    `json:"period_from" format:"date"`
	PeriodTo   string    `json:"period_to" format:"date"`
	Rounds     int       `json:"rounds"`
	ApprovedAt time.Time `json:"approved_at"`
	Answers
}

// DossierWord is something that was written about her practice.
type DossierWord struct {
	At    time.Time `json:"at"`
	Kind  string    `json:"kind" doc:"top, tip, question, observation, proud, look, reply, talk_word, talk_insight or talk_agreement"`
	Yours bool      `json:"yours" doc:"False: the coach's, given to her and opened by her"`
	Text  string    `json:"text"`
}

// WriteDossier writes the actor's own dossier piece by piece, as the policies show it to her now. When it fails in the
// middle what was written is no whole JSON.
func (a *API) WriteDossier(ctx context.Context, actor coaching.Actor, to io.Writer) error {
	out := bufio.NewWriterSize(to, 64<<10)
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(ctx, actor.At())
		if err != nil {
			return err
		}
		hours, err := tx.DossierHours(ctx)
		if err != nil {
			return err
		}
		w := pieces{out: out}
		w.field("format", dossierFormat)
		w.field("made_at", instant(a.Now()))
		w.field("person", actor.Name.Full())
		w.field("holder", holder.Name)
		w.field("hours", each(hours, func(h coaching.DossierHours) DossierHours { return DossierHours(h) }))
		w.list("questions")
		if err := tx.DossierQuestions(ctx, func(q coaching.DossierQuestion) error { return w.item(dossierQuestion(q)) }); err != nil {
			return err
		}
		w.list("words")
		if err := tx.DossierWords(ctx, func(words []coaching.DossierWord) error {
			for _, word := range words {
				if err := w.item(DossierWord{At: instant(word.At), Kind: word.Kind, Yours: word.Hers, Text: word.Text}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
		return w.end()
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func dossierQuestion(q coaching.DossierQuestion) DossierQuestion {
	employee := q.Question.EmployeeID
	shown := DossierQuestion{
		ID: string(q.Question.ID), StartedAt: perhaps(q.Question.Trajectory.StartedAt), EndedAt: perhaps(q.Question.Trajectory.EndedAt),
		Versions: each(q.Question.Versions, func(v coaching.QuestionVersion) DossierVersion {
			return DossierVersion{v.Number, v.AuthorID == employee, v.Text, v.Situation, instant(v.CreatedAt), perhaps(v.AcceptedAt)}
		}),
		Agreements: each(q.Agreement.Versions, func(v coaching.AgreementVersion) DossierAgreement {
			said := DossierAgreement{Number: v.Number, Allowed: sharings(v.Allowed), Note: v.Note, CreatedAt: instant(v.CreatedAt)}
			if len(v.Yes) > 1 {
				said.BothAt = perhaps(&v.Yes[len(v.Yes)-1].AgreedAt)
			}
			return said
		}),
		Evaluations: each(q.Evaluations, func(e coaching.Evaluation) DossierEvaluation { return dossierEvaluation(e, employee) }),
	}
	points := make(map[coaching.CycleID]*DossierWorkPoint, len(q.WorkPoints))
	for _, p := range q.WorkPoints {
		points[p.CycleID] = &DossierWorkPoint{p.Text, p.TryWhen, p.NoticedBy}
	}
	shown.Rounds = each(q.Cycles, func(c coaching.Cycle) DossierRound {
		return DossierRound{c.Number, instant(c.OpenedAt), perhaps(c.ClosedAt), points[c.ID]}
	})
	return shown
}

func dossierEvaluation(e coaching.Evaluation, employee coaching.PersonID) DossierEvaluation {
	shown := DossierEvaluation{Number: e.Number}
	if part := e.PartOf(employee); part != nil && part.HandedInAt != nil {
		answers := Answers(part.Answers)
		shown.Answers = &answers
	}
	if e.Done() {
		r := e.Report
		shown.Report = &DossierReport{r.Question, r.WorkPoints, r.PeriodFrom, r.PeriodTo, r.Rounds, instant(*r.ApprovedAt()), Answers(r.Answers)}
	}
	return shown
}

// pieces writes a JSON object whose last fields are lists that are never whole in memory.
type pieces struct {
	out   *bufio.Writer
	begun bool // the object
	open  bool // a list
	items int  // in it
	err   error
}

func (p *pieces) write(text string) {
	if p.err == nil {
		_, p.err = p.out.WriteString(text)
	}
}

func (p *pieces) value(v any) {
	text, err := json.Marshal(v)
	if p.err == nil {
		p.err = err
	}
	p.write(string(text))
}

func (p *pieces) name(name string) {
	if p.open {
		p.write("]")
	}
	if p.begun {
		p.write(",")
	} else {
		p.write("{")
	}
	p.begun, p.open, p.items = true, false, 0
	p.write(fmt.Sprintf("%q:", name))
}

func (p *pieces) field(name string, v any) {
	p.name(name)
	p.value(v)
}

func (p *pieces) list(name string) {
	p.name(name)
	p.write("[")
	p.open = true
}

func (p *pieces) item(v any) error {
	if p.items > 0 {
		p.write(",\n")
	}
	p.items++
	p.value(v)
	return p.err
}

func (p *pieces) end() error {
	if p.open {
		p.write("]")
	}
	p.write("}\n")
	return p.err
}

// describeDossier says by hand what huma cannot see: an answer that is written piece by piece.
func (a *API) describeDossier(document *huma.OpenAPI) {
	if document.Paths[DossierPath] != nil {
		return
	}
	schema := document.Components.Schemas.Schema(reflect.TypeFor[Dossier](), true, "Dossier")
	document.AddOperation(&huma.Operation{
		OperationID: "own-dossier", Method: "GET", Path: DossierPath, Tags: []string{tagOf(DossierPath)},
		Summary:     "Your own dossier, to take along",
		Description: "Questions, what you wrote, work points, agreements, reports that both approved, and hours. No film, no pictures, and of your coach only what was given to you and you opened. Also for an employee who left lately.",
		Responses: map[string]*huma.Response{
			"200":     {Description: "The dossier, as a file", Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}},
			"default": a.problemResponse(),
		},
		Security: securityOf("own-dossier"),
	})
}
