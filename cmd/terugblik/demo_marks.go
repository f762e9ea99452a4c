package main

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media/film"
)

// demoText is what the coach says about the moments that she gives back, by their number in film.Scenes.
type demoText struct {
	scene int
	kind  coaching.Kind
	text  string
	seen  string // what the employee saw herself; "" for nothing in particular
}

func firstRound() []demoText {
	return []demoText{
		{3, coaching.Top, "Je wacht drie tellen. Het kind kijkt op en begint zelf te vertellen.", "Ik wacht even en dan gaat het kind praten."},
		{7, coaching.Top, "Je draait je hele lichaam mee en rolt de bal terug: een echte beurt.", ""},
		{13, coaching.Top, "Je volgt de wijzende arm en noemt wat daar hangt.", "Ik kijk mee naar het bord."},
		{10, coaching.Tip, "Hier wijst het kind en ben jij bij het andere kind. Wat zou je hier willen doen?", "Ik zie het niet, ik ben bij de ander."},
	}
}

func secondRound() []demoText {
	return []demoText{
		{3, coaching.Top, "Drie tellen, en je knikt terwijl je wacht.", ""},
		{13, coaching.Top, "Je geeft woorden aan wat het kind aanwijst.", ""},
		{18, coaching.Ask, "Wat gebeurt er bij het kind nadat jij je naar voren buigt?", ""},
	}
}

// finish tells the first cycle to its end.
func (s *demoStory) finish(ctx context.Context, cycle coaching.Cycle, recording coaching.Recording) error {
	if cycle.ClosedAt != nil {
		return nil
	}
	at := s.day(-20)
	release, err := s.release(ctx, cycle, recording, firstRound(), "Dank voor je mooie opname. Kijk eerst zelf; daarna lees je wat mij opviel.", 45, at)
	if err != nil {
		return err
	}
	if err := s.lookBack(ctx, release, firstRound(), at.Add(26*time.Hour)); err != nil {
		return err
	}
	return s.as(ctx, s.employee, func(tx *postgres.Tx) error {
		if _, err := tx.WorkPoint(ctx, cycle.ID); errors.Is(err, coaching.ErrNotFound) {
			point := coaching.WorkPoint{
				Text: "Drie tellen wachten voordat ik iets zeg.", TryWhen: "Bij het fruit eten, elke ochtend.",
				NoticedBy: "Dat een kind zelf begint te vertellen.", CreatedAt: at.Add(27 * time.Hour),
			}
			if _, err := tx.SetWorkPoint(ctx, s.employee, cycle.ID, point, 0); err != nil {
				return err
			}
			for i, line := range []string{"Het lukte bij het fruit. Stil was het niet, wel rustiger.", "Vergeten; morgen weer."} {
				if _, err := tx.TryWorkPoint(ctx, s.employee, cycle.ID, line, s.day(-16+2*i)); err != nil {
					return err
				}
			}
		} else if err != nil {
			return err
		}
		_, _, err := tx.CloseCycle(ctx, s.employee, cycle.ID, true, s.day(-10))
		return err
	})
}

// giveBack releases the second cycle, for the employee to look at.
func (s *demoStory) giveBack(ctx context.Context, cycle coaching.Cycle, recording coaching.Recording) error {
	_, err := s.release(ctx, cycle, recording, secondRound(), "Ik zie je drie tellen terug. Kijk maar.", 30, s.day(-1))
	return err
}

// release marks the film, chooses and gives back, unless that was done.
func (s *demoStory) release(ctx context.Context, cycle coaching.Cycle, recording coaching.Recording, said []demoText, message string, minutes int, at time.Time) (release coaching.Release, err error) {
	err = s.as(ctx, s.coach, func(tx *postgres.Tx) error {
		released, err := tx.Releases(ctx, cycle.ID)
		if err == nil && len(released) > 0 {
			release = released[0]
			return nil
		}
		if err != nil {
			return err
		}
		chosen, err := s.mark(ctx, tx, recording, said, at)
		if err != nil {
			return err
		}
		if _, err := tx.SetChoice(ctx, s.coach, cycle.ID, chosen); err != nil {
			return err
		}
		entry := coaching.Entry{HeldOn: at.Format(time.DateOnly), Kind: "feedback", Minutes: minutes}
		release, err = tx.Release(ctx, s.coach, cycle.ID, message, entry, at)
		return err
	})
	return release, err
}

// mark codes the scenes of the film as a coach would, and words the chosen ones.
func (s *demoStory) mark(ctx context.Context, tx *postgres.Tx, recording coaching.Recording, said []demoText, at time.Time) ([]coaching.AnnotationID, error) {
	id := func(scene int) coaching.AnnotationID {
		return demoID[coaching.AnnotationID](recording.ID, "scene", scene)
	}
	for i, scene := range film.Scenes() {
		if int64(scene.End) >= recording.DurationMS {
			break
		}
		if !childToAdult(scene) {
			continue
		}
		mark := coaching.Annotation{
			ID: id(i), RecordingID: recording.ID, StartMS: int64(scene.Start), EndMS: int64(scene.End),
			Codes: sceneCodes(scene), Subject: sceneSubject(scene.Who), CreatedAt: at.Add(time.Duration(i) * time.Minute),
		}
		if scene.Answers >= 0 {
			mark.AnswersID = id(sceneAnswers(i))
		}
		if _, err := tx.CreateAnnotation(ctx, s.coach, mark); err != nil {
			return nil, err
		}
	}
	var chosen []coaching.AnnotationID
	for _, w := range said {
		scene := film.Scenes()[w.scene]
		if int64(scene.End) >= recording.DurationMS {
			continue // the film was cut short
		}
		mark, err := tx.CreateAnnotation(ctx, s.coach, coaching.Annotation{
			ID: demoID[coaching.AnnotationID](recording.ID, "said", w.scene), RecordingID: recording.ID,
			StartMS: max(0, int64(scene.Start)-2500), EndMS: min(int64(scene.End)+2500, recording.DurationMS),
			Kind: w.kind, Text: w.text, Subject: coaching.SubjectEmployee, CreatedAt: at.Add(time.Hour),
		})
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, mark.ID)
	}
	return chosen, nil
}

// childToAdult says whether a scene belongs to what a child began with the adult: that is what this coach looks for.
func childToAdult(scene film.Scene) bool {
	if scene.Answers >= 0 {
		scene = film.Scenes()[scene.Answers]
	}
	return scene.Who != film.Adult && scene.To == film.Adult
}

// sceneAnswers is the scene that scene i really answers: a child's answer follows the adult's, that the initiative.
func sceneAnswers(i int) int {
	scenes := film.Scenes()
	for j := i - 1; j > scenes[i].Answers; j-- {
		if scenes[j].Kind == "receiving" && scenes[i].Kind == "answer" && scenes[j].Who != scenes[i].Who {
			return j
		}
	}
	return scenes[i].Answers
}

func sceneSubject(who film.Who) coaching.Subject {
	if who == film.Adult {
		return coaching.SubjectEmployee
	}
	return coaching.SubjectChild
}

func sceneCodes(scene film.Scene) []string {
	switch scene.Kind {
	case "turning_to":
		return []string{"vib-microanalyse:wenden"}
	case "receiving":
		return []string{"vib-microanalyse:ontvangst-nonverbaal"}
	case "missed":
		return []string{"vib-microanalyse:niet-opgemerkt"}
	}
	if scene.Who == film.Adult {
		return []string{"vib-microanalyse:ontvangst-verbaal"}
	}
	return []string{"vib-microanalyse:kind-initiatief"}
}

// lookBack has the employee look at each moment first, keep one and answer one.
func (s *demoStory) lookBack(ctx context.Context, release coaching.Release, said []demoText, at time.Time) error {
	return s.as(ctx, s.employee, func(tx *postgres.Tx) error {
		for i, moment := range release.Moments {
			seen := coaching.SeenNothing
			if said[i].seen != "" {
				seen = coaching.SeenSomething
			}
			if _, err := tx.CreateLook(ctx, s.employee, moment.ID, seen, said[i].seen, at); err != nil {
				return err
			}
		}
		if len(release.Moments) == 0 {
			return nil
		}
		best := release.Moments[0]
		if _, err := tx.CreateReply(ctx, s.employee, best.AnnotationID, demoID[coaching.ReplyID](best.RecordingID, "reply", 1),
			"Ik wachtte dus echt. Dat voelde veel langer.", at.Add(time.Minute)); err != nil {
			return err
		}
		_, err := tx.CreateAnnotation(ctx, s.employee, coaching.Annotation{
			ID: demoID[coaching.AnnotationID](best.RecordingID, "proud", 1), RecordingID: best.RecordingID,
			StartMS: best.StartMS, EndMS: best.EndMS, Kind: coaching.Proud, CreatedAt: at.Add(2 * time.Minute),
		})
		return err
	})
}
