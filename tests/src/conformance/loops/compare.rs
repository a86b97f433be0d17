//! Whether a loop of ours did what was recorded.

use super::measure::{self, Fate, Join, Seen, Slow, Stop};
use super::run::{Place, RECORDS};
use super::variant::{offsets, runs, Variant};
use super::TOLERANCE_MS;
use crate::conformance::values::{as_number, list};
use client::library::LatePoll;
use cluster::habit::Finally;
use serde_json::Value;
use std::collections::BTreeSet;

/// What is said where something is not the same: Kafka's side, and ours.
pub(super) type Judged = Result<(), (String, String)>;

/// Compares what a variant did.
pub(super) struct Judge<'a> {
    /// The variant.
    pub(super) variant: &'a Variant,
}

/// A time in the recording, in milliseconds.
fn ms(seconds: &Value) -> Option<i64> {
    seconds.as_f64().map(|s| (s * 1_000.0).round() as i64)
}

/// The offset of a recording, `"none"` and null being none.
fn offset(value: &Value) -> Option<i64> {
    value.as_i64()
}

fn places(ranges: &Value) -> BTreeSet<Place> {
    offsets(ranges)
        .into_iter()
        .map(|offset| (0, offset))
        .collect()
}

fn same_fate(run: &Value, fate: &Fate) -> bool {
    offset(&run["committed"]) == fate.committed
        && places(&run["again"]) == fate.again
        && places(&run["lost"]) == fate.lost
}

/// Whether one of the runs saw what ours did.
fn any(recorded: &Value, ours: &impl std::fmt::Debug, same: impl Fn(&Value) -> bool) -> Judged {
    if runs(recorded).iter().any(same) {
        return Ok(());
    }
    Err((recorded.to_string(), format!("{ours:?}")))
}

impl Judge<'_> {
    /// Does what was measured again, and compares.
    pub(super) fn judge(&self, measured: &str, recorded: &Value, all: &Value) -> Judged {
        let variant = self.variant;
        let fate = |fate: Fate| any(recorded, &fate, |run| same_fate(run, &fate));
        match measured {
            "commits" => self.timeline(recorded, all),
            "kill_in_work" => fate(measure::kill_in_work(variant)),
            "kill_after_work" => fate(measure::kill_after_work(variant)),
            "join" => self.join(recorded),
            "slow" => self.slow(recorded),
            "stop.signal_handled_then_close" => self.stop(recorded, true),
            "stop.signal_without_close" => self.stop(recorded, false),
            "exception.ends_loop_without_close" | "exception.panic" => {
                fate(measure::failing(variant, Finally::Nothing).fate)
            }
            "exception.ends_loop_then_close_in_finally" => {
                fate(measure::failing(variant, Finally::Close).fate)
            }
            "exception.ends_with_block" => fate(measure::failing(variant, Finally::With).fate),
            "exception.thrown_from_handler_once" => {
                let ours = measure::failing_once(variant);
                any(recorded, &ours, |run| {
                    offset(&run["committed_at_end"]) == ours.0
                        && places(&run["never_done"]) == ours.1
                        && run["m13_begun_times"].as_u64() == Some(ours.2 as u64)
                })
            }
            "exception.swallowed_and_continued"
            | "exception.swallowed_and_marked"
            | "exception.swallowed_and_not_marked" => self.swallowed(recorded),
            measured if measured.starts_with("kill_") => match long_kill(measured) {
                Some(into) => fate(measure::kill_in_long_work(variant, into)),
                None => Err((measured.to_owned(), "is not known".to_owned())),
            },
            measured
                if measured.starts_with("exception.returned")
                    || measured == "exception.thrown_from_handler_each_time" =>
            {
                self.failing(recorded)
            }
            _ => Err((measured.to_owned(), "is not known".to_owned())),
        }
    }

    fn stop(&self, recorded: &Value, handled: bool) -> Judged {
        let stop: Stop = measure::signal(self.variant, handled);
        any(recorded, &stop, |run| {
            same_fate(run, &stop.fate)
                && places(&run["worked_on_after_signal"]) == stop.after
                && run["m13_finished"] == stop.finished
                && run["leaves_group"] == stop.leaves
        })
    }

    fn swallowed(&self, recorded: &Value) -> Judged {
        let ours = measure::swallowed(self.variant);
        any(recorded, &ours, |run| {
            offset(&run["committed_at_end"]) == ours.0 && places(&run["never_done"]) == ours.1
        })
    }

    /// A record that fails each time is begun again and again: the time from
    /// one to the next is what is compared of that.
    fn failing(&self, recorded: &Value) -> Judged {
        let ours = measure::failing(self.variant, Finally::Close);
        let round = |begun: i64| 25_000 / begun.max(1);
        any(recorded, &ours, |run| {
            let begun = run["m13_begun_times_in_25_s"].as_i64().unwrap_or_default();
            let slack = TOLERANCE_MS.max(round(begun) / 3);
            same_fate(run, &ours.fate) && (round(begun) - round(ours.begun as i64)).abs() <= slack
        })
    }

    /// The commits in their order. A recording of a commit for each record
    /// leaves some out in its middle.
    fn timeline(&self, recorded: &Value, all: &Value) -> Judged {
        let ours = measure::timeline(self.variant);
        let found: Vec<i64> = ours.iter().map(|seen| seen.offset).collect();
        let mut per_run = list(all, "commit_offsets_per_run").iter().map(offsets_of);
        if per_run.any(|run| run == found) {
            return Ok(());
        }
        let wrong = |what: String| Err((format!("{what}: {recorded}"), format!("{ours:?}")));
        let until = ours.iter().position(|seen| seen.offset == RECORDS);
        let requests = until.map_or(0, |at| at as i64 + 1);
        let counted = |field: &str, count: i64| {
            let allowed = runs(&all[field]);
            let allowed: Vec<i64> = allowed.iter().filter_map(as_number).collect();
            allowed.is_empty() || allowed.contains(&count)
        };
        // A commit for each record that names the end of a poll commits the
        // last offset several times.
        let each = self.variant.habit.style().name() != "consume"
            && self.variant.commit == cluster::command::CommitMode::RecordNoargs;
        let further = ours.len() as i64 - requests;
        if !each {
            let field = "offset_commit_requests_for_40_records";
            if !counted(field, requests) && self.variant.jitter_ms() == 0 {
                return wrong(format!("{requests} requests, and not {}", all[field]));
            }
            let field = "further_requests_in_7_s_idle_and_close";
            if !counted(field, further) {
                return wrong(format!(
                    "{further} further requests, and not {}",
                    all[field]
                ));
            }
        }
        let listed = recorded.as_array().cloned().unwrap_or_default();
        let gap = listed.iter().position(|entry| entry["t"].is_null());
        let (first, last) = match gap {
            Some(gap) => (&listed[..gap], &listed[gap + 1..]),
            None => (&listed[..], &listed[..0]),
        };
        if ours.len() < first.len() + last.len() || gap.is_none() && ours.len() != first.len() {
            return wrong(format!("{} commits", ours.len()));
        }
        let ends = &ours[ours.len() - last.len()..];
        let same = self.same_part(first, &ours[..first.len()]) && self.same_part(last, ends);
        if same {
            return Ok(());
        }
        wrong("not the same".to_owned())
    }

    /// Whether commits that follow each other are the same. Where each waits
    /// for chance, it is the time from one to the next that is.
    fn same_part(&self, recorded: &[Value], ours: &[Seen]) -> bool {
        let jitter = self.variant.jitter_ms();
        let waits = self.variant.commit == cluster::command::CommitMode::Record && jitter > 0;
        let times: Vec<i64> = recorded.iter().filter_map(|e| ms(&e["t"])).collect();
        let near = |a: i64, b: i64| (a - b).abs() <= TOLERANCE_MS + jitter;
        let in_time = |i: usize| match (waits, i) {
            (true, 0) => times.len() < 5 || near(times[0], ours[0].at),
            (true, i) => near(times[i] - times[i - 1], ours[i].at - ours[i - 1].at),
            (false, i) => near(times[i], ours[i].at),
        };
        // So many records are done in the time that a request may wait.
        let more = if waits {
            0
        } else {
            (jitter + super::WORK_MS - 1) / super::WORK_MS
        };
        let offset_is = |i: usize| {
            let recorded = offset(&recorded[i]["offset"]).unwrap_or(-1);
            (recorded - ours[i].offset).abs() <= more
        };
        times.len() == ours.len() && (0..ours.len()).all(|i| in_time(i) && offset_is(i))
    }

    /// A second member. Which partition moves is chance, and how long its
    /// program needs to start: up to a second.
    fn join(&self, recorded: &Value) -> Judged {
        let entries = runs(recorded);
        let tried: Vec<Join> = [0, 300, 600, 900]
            .iter()
            .map(|later| measure::join(self.variant, *later))
            .collect();
        let waits: Vec<i64> = entries
            .iter()
            .filter_map(|run| ms(&run["second_got_its_partition_after_s"]))
            .collect();
        let (least, most) = (waits.iter().min(), waits.iter().max());
        let in_time = |waited: i64| {
            let slack = TOLERANCE_MS + self.variant.jitter_ms();
            least.is_some_and(|least| waited >= least - slack)
                && most.is_some_and(|most| waited <= most + slack)
        };
        let fits = |ours: &Join| {
            let waited = ours.waited.is_some_and(in_time);
            let starts = entries.iter().any(|run| self.starts_as(run, ours));
            waited && starts && ours.again.is_empty() && ours.lost.is_empty()
        };
        let none_lost = entries
            .iter()
            .all(|run| list(run, "again").is_empty() && list(run, "lost").is_empty());
        if none_lost && tried.iter().any(fits) {
            return Ok(());
        }
        Err((recorded.to_string(), format!("{tried:?}")))
    }

    /// Whether the second began where the first had committed, with one of the
    /// offsets that there were.
    fn starts_as(&self, run: &Value, ours: &Join) -> bool {
        let starts = run["second_starts_at"].as_str().unwrap_or_default();
        let Some((_, at)) = ours.starts_at else {
            return starts.contains("nothing");
        };
        if starts.contains("nothing") {
            return false;
        }
        let committed = &run["first_member_last_commit_before_handover"];
        let named = |partition: &str| offset(&committed[partition]).unwrap_or(0);
        let slack = match self.variant.jitter_ms() {
            0 => 0,
            // Each goroutine stops by chance, some records earlier or later.
            jitter => 2 * (jitter + super::WORK_MS - 1) / super::WORK_MS,
        };
        ["p0", "p1"].iter().any(|p| (named(p) - at).abs() <= slack)
    }

    /// Work that is too slow. Where all was done in the end, it is chance when
    /// the run was stopped: then it counts that records came again, from which.
    fn slow(&self, recorded: &Value) -> Judged {
        let ours: Slow = measure::slow(self.variant);
        let left = list(recorded, "left_group_s_after_start_of_m13").to_vec();
        let left: Vec<i64> = left.iter().filter_map(ms).collect();
        let in_time = match (ours.left, left.iter().min(), left.iter().max()) {
            (Some(at), Some(least), Some(most)) => {
                at >= least - TOLERANCE_MS && at <= most + TOLERANCE_MS
            }
            // Who does not say good-bye is removed.
            (None, Some(_), Some(_)) => {
                self.variant.habit.library().nature().late_poll == LatePoll::Never
            }
            (ours, ..) => ours.is_none(),
        };
        any(recorded, &ours, |run| {
            let again = places(&run["again"]);
            let same_again = match ours.all_done {
                true => again.first() == ours.again.first(),
                false => again == ours.again,
            };
            let begun = run["work_on_m13_begun_times_in_window"].as_u64();
            let same_begun = ours.all_done || begun == Some(ours.begun as u64);
            in_time
                && same_again
                && same_begun
                && run["all_done"] == ours.all_done
                && run["program_alive"] == ours.alive
                && offset(&run["committed"]) == ours.committed
                && places(&run["not_done"]) == ours.not_done
        })
    }

    /// A program that is started again.
    pub(super) fn restart(&self, recorded: &Value) -> Judged {
        let ours = measure::restart(self.variant);
        let field = "seconds_until_the_restarted_program_gets_its_first_record";
        let seen: Vec<i64> = list(recorded, field).iter().filter_map(ms).collect();
        let in_time = ours.is_some_and(|ours| {
            let near = |seen: &i64| (seen - ours).abs() <= TOLERANCE_MS;
            seen.iter().any(near)
        });
        match in_time {
            true => Ok(()),
            false => Err((recorded.to_string(), format!("{ours:?}"))),
        }
    }
}

fn offsets_of(run: &Value) -> Vec<i64> {
    let offsets = run.as_array().into_iter().flatten();
    offsets.filter_map(Value::as_i64).collect()
}

/// How far into the work a kill comes, by the measurement's name:
/// `kill_6_5_s_into_9_s_of_work_on_m13`.
fn long_kill(measured: &str) -> Option<i64> {
    let (seconds, _) = measured.strip_prefix("kill_")?.split_once("_s_into_")?;
    let (whole, tenths) = seconds.split_once('_').unwrap_or((seconds, "0"));
    Some(whole.parse::<i64>().ok()? * 1_000 + tenths.parse::<i64>().ok()? * 100)
}
