//! Plays a lesson: holds all that it says against an engine, and notes the
//! instants that the page needs.

use crate::document::{Block, Claim, Document, Question, Row, Step as Written};
use crate::lesson::{Goal, Item, Lesson, Pick, Predict, Proof, Step, Told};
use crate::mistake::Mistake;
use crate::present::Present;
use crate::prose::{mark_commands, plain, words, Prose};
use crate::read::read;
use crate::stage::{never, Stage};
use cluster::State;
use kafka_playground_shell::parse::{parse, Line, Nothing};
use protocol::record::Millis;

/// How many words one reads in a minute.
const WORDS_A_MINUTE: Millis = 180;
const MINUTE_MS: Millis = 60_000;
/// How long one thinks about a question, and what one does for a goal takes.
const QUESTION_MS: Millis = 15_000;
const GOAL_MS: Millis = 20_000;

/// A lesson that was read and played.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The lesson, as far as it could be played.
    pub lesson: Lesson,
    /// What is wrong with it, by line; a lesson without any holds.
    pub mistakes: Vec<Mistake>,
}

/// Who looks on while a lesson is played: at each place, which has a name.
pub(crate) type Watch<'a> = &'a mut dyn FnMut(&str, &State);

/// Reads a lesson, plays it, and judges all that it says.
pub fn compile(text: &str) -> Compiled {
    play(text, &mut |_, _| {})
}

pub(crate) fn play(text: &str, watch: Watch<'_>) -> Compiled {
    let mut mistakes = Vec::new();
    let document = read(text, &mut mistakes);
    let mut player = Player {
        mistakes,
        stage: None,
        played: 0,
        watch,
    };
    let mut lesson = player.lesson(&document);
    let played = player.played;
    let mut mistakes = player.mistakes;
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    lesson.words = words_of(&lesson);
    lesson.minutes = minutes_of(&lesson, played);
    Compiled { lesson, mistakes }
}

struct Player<'w> {
    mistakes: Vec<Mistake>,
    /// None before the first scene, and behind a row that was refused.
    stage: Option<Stage>,
    /// How long all that is played takes.
    played: Millis,
    watch: Watch<'w>,
}

/// What is known of the step that is played.
struct Playing<'a> {
    items: Vec<Item>,
    /// Goals that no solution has come to yet.
    open: Vec<(&'a [Claim], usize)>,
    /// All goals.
    goals: Vec<(&'a [Claim], usize)>,
    script: String,
    at: Millis,
}

impl Player<'_> {
    fn wrong(&mut self, line: usize, message: impl Into<String>) {
        self.mistakes.push(Mistake::at(line, 1, message));
    }

    fn lesson(&mut self, document: &Document) -> Lesson {
        if let Some((_, rows)) = &document.scene {
            self.set(rows);
        }
        let mut steps: Vec<Step> = Vec::new();
        for (index, written) in document.steps.iter().enumerate() {
            let anew = index == 0 && document.scene.is_some();
            let mut step = self.step(written);
            step.scene = step.scene || anew;
            let taken = steps.iter().filter(|other| other.id == step.id).count();
            if taken > 0 {
                self.wrong(
                    written.line,
                    "Two steps have this title, and links would not know which.",
                );
            }
            steps.push(step);
        }
        Lesson {
            title: document.title.clone(),
            about: document.about.clone(),
            intro: document.intro.clone(),
            steps,
            ..Lesson::default()
        }
    }

    /// Sets the stage anew.
    fn set(&mut self, rows: &[Row]) {
        let set = Stage::of(rows).and_then(|mut stage| {
            stage.run(rows, &mut |_| {})?;
            Ok(stage)
        });
        self.stage = self.keep(set);
    }

    fn keep<T>(&mut self, result: Result<T, Mistake>) -> Option<T> {
        result.map_err(|mistake| self.mistakes.push(mistake)).ok()
    }

    fn step(&mut self, written: &Written) -> Step {
        let scene = written.blocks.iter().find_map(|(_, block)| match block {
            Block::Scene(rows) => Some(rows),
            _ => None,
        });
        if let Some(rows) = scene {
            self.set(rows);
        }
        let goals = written
            .blocks
            .iter()
            .filter_map(|(line, block)| match block {
                Block::Goal { claims, .. } => Some((&**claims, *line)),
                _ => None,
            });
        let goals: Vec<(&[Claim], usize)> = goals.collect();
        let (script, at) = match &self.stage {
            Some(stage) => (stage.script(), stage.now()),
            None => (String::new(), 0),
        };
        self.tell(&["step \"", &written.title, "\" begins"].concat());
        if let Some(stage) = &self.stage {
            let present = Present::of(stage.state());
            let held = goals
                .iter()
                .filter(|(claims, _)| all_hold(claims, &present));
            let held: Vec<usize> = held.map(|(_, line)| *line).collect();
            for line in held {
                self.wrong(
                    line,
                    "This goal holds when its step begins: nothing is left to do.",
                );
            }
        }
        let mut playing = Playing {
            items: Vec::new(),
            open: Vec::new(),
            goals,
            script,
            at,
        };
        let mut show = crate::lesson::Show::default();
        for (line, block) in &written.blocks {
            match block {
                Block::Show(shown) => show = shown.clone(),
                block => self.block(*line, block, &mut playing),
            }
        }
        if let Some(stage) = &self.stage {
            self.played += (stage.now() - playing.at).max(0);
        }
        Step {
            id: slug(&written.title),
            title: written.title.clone(),
            scene: scene.is_some(),
            script: playing.script,
            at: playing.at,
            show,
            items: playing.items,
        }
    }

    fn tell(&mut self, place: &str) {
        if let Some(stage) = &self.stage {
            (self.watch)(place, stage.state());
        }
    }

    fn block<'a>(&mut self, line: usize, block: &'a Block, playing: &mut Playing<'a>) {
        let item = match block {
            Block::Prose(prose) => Some(Item::Prose {
                prose: prose.clone(),
            }),
            Block::Hint(prose) => Some(Item::Hint {
                prose: prose.clone(),
            }),
            Block::Do(prose) => Some(Item::Do {
                prose: pressable(prose),
            }),
            Block::Goal { text, claims } => {
                playing.open.push((claims, line));
                let predicates = claims.iter().map(|claim| claim.predicate.to_string());
                Some(Item::Goal {
                    goal: Goal {
                        text: text.clone(),
                        predicates: predicates.collect(),
                    },
                })
            }
            Block::Check(claims) => {
                self.check(claims);
                None
            }
            Block::Predict(question) => self.predict(line, question),
            Block::Solution(rows) => self.solution(rows, playing),
            Block::Wrong(rows) => {
                self.wrong_way(rows, playing);
                None
            }
            Block::Code {
                language,
                machine,
                lines,
            } => Some(Item::Code {
                language: language.clone(),
                machine: machine.clone(),
                lines: lines.clone(),
            }),
            Block::Proof {
                claim,
                rows,
                claims,
            } => {
                let proof = self.proof(line, rows, claims);
                proof.map(|(script, at)| Item::Proof {
                    proof: Proof {
                        claim: claim.clone(),
                        script,
                        predicates: claims
                            .iter()
                            .map(|claim| claim.predicate.to_string())
                            .collect(),
                        at,
                    },
                })
            }
            Block::Scene(_) | Block::Show(_) => None,
        };
        playing.items.extend(item);
    }

    fn check(&mut self, claims: &[Claim]) {
        if let Some(stage) = &self.stage {
            let wrong = untrue(claims, stage.state());
            self.mistakes.extend(wrong);
        }
    }

    fn solution<'a>(&mut self, rows: &[Row], playing: &mut Playing<'a>) -> Option<Item> {
        let mut stage = self.stage.take()?;
        let before = stage.script().lines().count();
        let ran = stage.run(rows, &mut |_| {});
        let ran = self.keep(ran);
        ran?;
        for (claims, _) in std::mem::take(&mut playing.open) {
            let wrong = untrue(claims, stage.state());
            self.mistakes.extend(wrong);
        }
        let rows = stage
            .script()
            .lines()
            .skip(before)
            .map(str::to_owned)
            .collect();
        let at = stage.now();
        self.stage = Some(stage);
        self.tell("a solution has been played");
        Some(Item::Solution { rows, at })
    }

    /// Plays what somebody might try instead: it leads to no goal.
    fn wrong_way(&mut self, rows: &[Row], playing: &Playing<'_>) {
        if self.stage.is_none() {
            return;
        }
        let mut reached: Vec<usize> = Vec::new();
        let mut last = String::new();
        let tried = Stage::again(&playing.script, playing.at).and_then(|mut stage| {
            stage.try_out(rows, &mut |state| {
                let present = Present::of(state);
                for (claims, line) in &playing.goals {
                    if all_hold(claims, &present) && !reached.contains(line) {
                        reached.push(*line);
                    }
                }
            })?;
            last = stage.script();
            Ok(())
        });
        let _ = self.keep(tried);
        let first = rows.first().map_or(0, |row| row.line);
        for goal in reached {
            let message = [
                "This leads to the goal of line ",
                &goal.to_string(),
                ", and should not.",
            ];
            self.wrong(first, message.concat());
        }
    }

    fn predict(&mut self, line: usize, question: &Question) -> Option<Item> {
        let mut stage = self.stage.take()?;
        let until = &question.until.predicate;
        if until.judge(&Present::of(stage.state())).holds {
            self.wrong(
                question.until.line,
                "This holds already: there is nothing to predict.",
            );
        }
        if !stage.wait_for(until) {
            let message = never(until, stage.state());
            self.wrong(question.until.line, message);
            return None;
        }
        let claim = std::slice::from_ref(&question.answer);
        self.mistakes.extend(untrue(claim, stage.state()));
        let present = Present::of(stage.state());
        let answer = question.answer.predicate.judge(&present).value;
        let fact = question.answer.predicate.fact().to_string();
        let at = stage.now();
        let pickable = pickable(&question.pick, &answer, &present);
        self.stage = Some(stage);
        if let Err(message) = pickable {
            self.wrong(line, message);
        }
        let known = question
            .told
            .iter()
            .filter(|(guess, _, _)| *guess == answer);
        let known: Vec<usize> = known.map(|(_, line, _)| *line).collect();
        for line in known {
            self.wrong(line, "This is the answer, and no wrong guess.");
        }
        self.tell("an answer has come");
        let told = question.told.iter().map(|(guess, _, prose)| Told {
            guess: guess.clone(),
            prose: prose.clone(),
        });
        Some(Item::Predict {
            predict: Box::new(Predict {
                question: question.question.clone(),
                pick: question.pick.clone(),
                until: until.to_string(),
                fact,
                answer,
                told: told.collect(),
                otherwise: question.otherwise.clone(),
                at,
            }),
        })
    }

    fn proof(&mut self, line: usize, rows: &[Row], claims: &[Claim]) -> Option<(String, Millis)> {
        let played = Stage::of(rows).and_then(|mut stage| {
            stage.run(rows, &mut |_| {})?;
            stage.wait_for_tools(line)?;
            Ok(stage)
        });
        let stage = self.keep(played)?;
        self.mistakes.extend(untrue(claims, stage.state()));
        (self.watch)("a proof has been played", stage.state());
        Some((stage.script(), stage.now()))
    }
}

fn all_hold(claims: &[Claim], present: &Present<'_>) -> bool {
    !claims.is_empty()
        && claims
            .iter()
            .all(|claim| claim.predicate.judge(present).holds)
}

/// The claims that do not hold, as mistakes.
fn untrue(claims: &[Claim], state: &State) -> Vec<Mistake> {
    let present = Present::of(state);
    let judged = claims
        .iter()
        .map(|claim| (claim, claim.predicate.judge(&present)));
    let wrong = judged.filter(|(_, judged)| !judged.holds);
    wrong
        .map(|(claim, judged)| {
            let at = cluster::instant::Instant::after_all(state.now() - state.start());
            let said = claim.predicate.to_string();
            let message = [
                "This does not hold at ",
                &at.to_string(),
                ": ",
                &said,
                ". It is ",
                &judged.value,
                ".",
            ];
            Mistake::at(claim.line, 1, message.concat())
        })
        .collect()
}

/// Whether an answer can be picked.
fn pickable(pick: &Pick, answer: &str, present: &Present<'_>) -> Result<(), String> {
    let view = present.view();
    let number = |most: i64| {
        answer
            .parse::<i64>()
            .is_ok_and(|number| (0..=most).contains(&number))
    };
    let topic = |name: &str| view.topics.iter().find(|topic| *topic.name == *name);
    let there = match pick {
        Pick::Offset {
            topic: name,
            partition,
        } => {
            let lane = topic(name)
                .and_then(|topic| topic.partitions.get(usize::try_from(*partition).ok()?));
            lane.is_some_and(|lane| number(lane.log_end))
        }
        Pick::Partition { topic: name } => {
            topic(name).is_some_and(|topic| number(topic.partitions.len() as i64 - 1))
        }
        Pick::Member { group } => {
            let mut consumers = view.consumers.iter();
            consumers.any(|one| *one.group == **group && *one.machine.name == *answer)
        }
        Pick::Number { among } if among.is_empty() => answer.parse::<i64>().is_ok(),
        Pick::Number { among } | Pick::Word { among } => among.iter().any(|one| one == answer),
    };
    match there {
        true => Ok(()),
        false => Err(["The answer is ", answer, ", and cannot be picked so."].concat()),
    }
}

/// Prose in which commands can be pressed.
fn pressable(prose: &[Prose]) -> Vec<Prose> {
    let mut prose = prose.to_vec();
    mark_commands(&mut prose, &|code| {
        parse(code, &Nothing).is_ok_and(|line| line != Line::Empty)
    });
    prose
}

/// A title in an address.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.to_lowercase().chars() {
        match letter.is_alphanumeric() {
            true => slug.push(letter),
            false if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            false => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// How many minutes a lesson takes: to read it, to see what is played, to think and
/// to do.
fn minutes_of(lesson: &Lesson, played: Millis) -> usize {
    let items = lesson.steps.iter().flat_map(|step| &step.items);
    let acting = items.map(|item| match item {
        Item::Predict { .. } => QUESTION_MS,
        Item::Goal { .. } => GOAL_MS,
        _ => 0,
    });
    let reading = lesson.words as Millis * MINUTE_MS / WORDS_A_MINUTE;
    let all = reading + played + acting.sum::<Millis>();
    usize::try_from((all + MINUTE_MS - 1) / MINUTE_MS).unwrap_or(usize::MAX)
}

fn words_of(lesson: &Lesson) -> usize {
    let items = lesson.steps.iter().flat_map(|step| &step.items);
    let told = items.map(|item| match item {
        Item::Prose { prose } | Item::Do { prose } => words(prose),
        Item::Goal { goal } => plain(&goal.text).split_whitespace().count(),
        Item::Predict { predict } => words(&predict.question) + words(&predict.otherwise),
        Item::Proof { proof } => plain(&proof.claim).split_whitespace().count(),
        Item::Hint { .. } | Item::Solution { .. } | Item::Code { .. } => 0,
    });
    words(&lesson.intro) + told.sum::<usize>()
}
