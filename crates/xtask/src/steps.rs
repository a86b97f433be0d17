//! Running named steps one after the other, with their times and a closing table.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{bail, Result};

use crate::project::Project;

/// One check.
pub(crate) struct Step {
    /// What `--only` calls it.
    pub name: &'static str,
    /// Whether it belongs to the quick checks of `--fast`.
    pub fast: bool,
    /// The steps that must have passed before it.
    pub needs: &'static [&'static str],
    /// What it does.
    pub run: fn(&Project) -> Result<()>,
}

/// The steps that were asked for and those that they need, in the order of the list.
pub(crate) fn select(
    steps: &'static [Step],
    fast: bool,
    only: &[String],
) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only
        .iter()
        .find(|name| steps.iter().all(|step| step.name != name.as_str()))
    {
        let names: Vec<_> = steps.iter().map(|step| step.name).collect();
        bail!(
            "there is no step `{unknown}`; the steps are {}",
            names.join(", ")
        );
    }
    let asked = |step: &Step| {
        if only.is_empty() {
            !fast || step.fast
        } else {
            only.iter().any(|name| name == step.name)
        }
    };
    let mut chosen: Vec<_> = steps.iter().filter(|step| asked(step)).collect();
    // A step needs earlier steps only, so that one look at each, from the last on, finds them all.
    for step in steps.iter().rev() {
        if chosen.iter().any(|other| other.needs.contains(&step.name))
            && chosen.iter().all(|other| other.name != step.name)
        {
            chosen.push(step);
        }
    }
    Ok(steps
        .iter()
        .filter(|step| chosen.iter().any(|other| other.name == step.name))
        .collect())
}

/// Runs the steps; one that fails does not keep the others from running.
pub(crate) fn run(project: &Project, steps: &[&Step]) -> Result<()> {
    let mut outcomes: BTreeMap<&str, Result<()>> = BTreeMap::new();
    let mut rows = Vec::new();
    for step in steps {
        eprintln!("\n=== {} ===", step.name);
        let start = Instant::now();
        let missing = step
            .needs
            .iter()
            .find(|name| !matches!(outcomes.get(*name), Some(Ok(()))));
        let outcome = match missing {
            Some(name) => Err(anyhow::anyhow!(
                "not run, because the step `{name}` did not pass"
            )),
            None => (step.run)(project),
        };
        if let Err(error) = &outcome {
            eprintln!("error: {error:#}");
        }
        rows.push((step.name, start.elapsed()));
        outcomes.insert(step.name, outcome);
    }
    print(&rows, &outcomes);
    let failed = outcomes.values().filter(|outcome| outcome.is_err()).count();
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    if failed > 0 {
        bail!("not everything passed");
    }
    Ok(())
}

fn print(rows: &[(&str, Duration)], outcomes: &BTreeMap<&str, Result<()>>) {
    println!("\n{:<16} {:>8}  outcome", "step", "seconds");
    for (name, time) in rows {
        let outcome = match &outcomes[name] {
            Ok(()) => "passed".to_string(),
            Err(error) => format!("failed: {error:#}"),
        };
        println!("{name:<16} {:>8.1}  {outcome}", time.as_secs_f64());
    }
    let all: Duration = rows.iter().map(|(_, time)| *time).sum();
    println!("{:<16} {:>8.1}\n", "all", all.as_secs_f64());
}

#[cfg(test)]
mod tests {
    use super::*;

    static STEPS: &[Step] = &[
        Step {
            name: "build",
            fast: false,
            needs: &[],
            run: |_| Ok(()),
        },
        Step {
            name: "lint",
            fast: true,
            needs: &[],
            run: |_| Ok(()),
        },
        Step {
            name: "pages",
            fast: false,
            needs: &["build"],
            run: |_| Ok(()),
        },
    ];

    fn names(fast: bool, only: &[&str]) -> Vec<&'static str> {
        let only: Vec<_> = only.iter().map(|name| name.to_string()).collect();
        select(STEPS, fast, &only)
            .unwrap()
            .iter()
            .map(|step| step.name)
            .collect()
    }

    #[test]
    fn a_step_brings_what_it_needs() {
        assert_eq!(names(false, &[]), ["build", "lint", "pages"]);
        assert_eq!(names(true, &[]), ["lint"]);
        assert_eq!(names(false, &["pages"]), ["build", "pages"]);
    }

    #[test]
    fn an_unknown_step_is_named_together_with_the_known_ones() {
        let Err(error) = select(STEPS, false, &["page".to_string()]) else {
            panic!("`page` is no step");
        };
        assert_eq!(
            error.to_string(),
            "there is no step `page`; the steps are build, lint, pages"
        );
    }
}
