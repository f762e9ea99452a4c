package seed

import "time"

func (w *world) learningTables() []table {
	return []table{
		{"coach_question", "id, holder_id, employee_id, created_at", w.questionRows},
		{"question_version", "question_id, number, holder_id, author_id, text, situation, created_at, accepted_at", w.versionRows},
		{"trajectory", "id, holder_id, question_id, employee_id, created_at, started_at, ended_at", w.trajectoryRows},
		{"trajectory_coach", "trajectory_id, coach_id, holder_id, valid_from, valid_until", w.coachRows},
		{"trajectory_pause", "trajectory_id, holder_id, paused_at, resumed_at", w.pauseRows},
		{"cycle", "id, holder_id, trajectory_id, number, opened_at, closed_at", w.cycleRows},
		{"sharing_agreement", "id, holder_id, trajectory_id, number, proposed_by, text_version, created_at", w.agreementRows},
		{"sharing_agreement_yes", "id, holder_id, agreement_id, person_id, agreed_at", w.yesRows},
		{"evaluation", "id, holder_id, trajectory_id, number, started_by, started_at", w.evaluationRows},
		{"evaluation_part", "id, holder_id, evaluation_id, author_id, answered, version, handed_in_at, created_at, updated_at", w.partRows},
		{"report", "id, holder_id, evaluation_id, question, answered, employee, coach, holder, period_from, period_to, rounds, updated_by, created_at, updated_at", w.reportRows},
		{"report_approval", "id, holder_id, report_id, version, person_id, approved_at", w.approvalRows},
	}
}

func (t *trajectory) coach() *person { return t.parts[len(t.parts)-1].coach }

func (w *world) questionRows(put func(...any)) {
	for _, t := range w.trajectories {
		put(t.question, t.employee.holder.id, t.employee.id, t.created)
	}
}

func (w *world) versionRows(put func(...any)) {
	for _, t := range w.trajectories {
		text := questions[aQuestion.upTo(len(questions), t.n, 1)]
		situation := situations[aQuestion.upTo(len(situations), t.n, 2)]
		put(t.question, 1, t.employee.holder.id, t.parts[0].coach.id, text, situation, t.created, nil)
		put(t.question, 2, t.employee.holder.id, t.employee.id, text, situation, t.started, t.started)
	}
}

func (w *world) trajectoryRows(put func(...any)) {
	for _, t := range w.trajectories {
		put(t.id, t.employee.holder.id, t.question, t.employee.id, t.created, t.started, orNull(t.ended))
	}
}

func (w *world) coachRows(put func(...any)) {
	for _, t := range w.trajectories {
		for _, p := range t.parts {
			put(t.id, p.coach.id, t.employee.holder.id, p.from, orNull(p.until))
		}
	}
}

func (w *world) pauseRows(put func(...any)) {
	for _, t := range w.trajectories {
		if !aTrajectory.happens(15, t.n, 20) {
			continue
		}
		from := t.started.Add(time.Hour)
		var until any = from.Add(time.Hour)
		if t.ended.IsZero() && aTrajectory.happens(20, t.n, 21) {
			until = nil
		}
		put(t.id, t.employee.holder.id, from, until)
	}
}

func (w *world) cycleRows(put func(...any)) {
	for _, c := range w.cycles {
		put(c.id, c.holder().id, c.trajectory.id, c.number, c.opened, orNull(c.closed))
	}
}

// agreed says of most trajectories that the two agreed on how they share.
func (t *trajectory) agreed() bool { return aTrajectory.happens(80, t.n, 22) }

// evaluated says of half of those that have ended that both looked back.
func (t *trajectory) evaluated() bool { return !t.ended.IsZero() && aTrajectory.happens(50, t.n, 23) }

func (w *world) agreementRows(put func(...any)) {
	for _, t := range w.trajectories {
		if t.agreed() {
			put(anAgreement.id(t.started, t.n, 0), t.employee.holder.id, t.id, 1, t.coach().id, 1, t.started)
		}
	}
}

func (w *world) yesRows(put func(...any)) {
	for _, t := range w.trajectories {
		if t.agreed() {
			put(aYes.id(t.started, t.n, 0), t.employee.holder.id, anAgreement.id(t.started, t.n, 0), t.employee.id, t.started)
			put(aYes.id(t.started, t.n, 2), t.employee.holder.id, anAgreement.id(t.started, t.n, 0), t.coach().id, t.started)
		}
	}
}

func (w *world) evaluationRows(put func(...any)) {
	for _, t := range w.trajectories {
		if t.evaluated() {
			put(anEvaluation.id(t.ended, t.n, 0), t.employee.holder.id, t.id, 1, t.employee.id, t.ended)
		}
	}
}

func (w *world) partRows(put func(...any)) {
	for _, t := range w.trajectories {
		if t.evaluated() {
			one := anEvaluation.id(t.ended, t.n, 0)
			put(aPart.id(t.ended, t.n, 0), t.employee.holder.id, one, t.employee.id, "Ik wacht nu vaker.", 2, t.ended, t.ended, t.ended)
			put(aPart.id(t.ended, t.n, 2), t.employee.holder.id, one, t.coach().id, "Je kijkt eerst.", 2, t.ended, t.ended, t.ended)
		}
	}
}

func (w *world) reportRows(put func(...any)) {
	for _, t := range w.trajectories {
		if t.evaluated() {
			put(aReport.id(t.ended, t.n, 0), t.employee.holder.id, anEvaluation.id(t.ended, t.n, 0), questions[0], "Ik wacht nu vaker.",
				"Samira", "Els", "Stichting", t.started.Format(time.DateOnly), t.ended.Format(time.DateOnly), len(t.cycles), t.employee.id, t.ended, t.ended)
		}
	}
}

func (w *world) approvalRows(put func(...any)) {
	for _, t := range w.trajectories {
		if t.evaluated() {
			put(anApproval.id(t.ended, t.n, 0), t.employee.holder.id, aReport.id(t.ended, t.n, 0), 1, t.employee.id, t.ended)
			put(anApproval.id(t.ended, t.n, 2), t.employee.holder.id, aReport.id(t.ended, t.n, 0), 1, t.coach().id, t.ended)
		}
	}
}
