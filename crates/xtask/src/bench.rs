//! Measurements: each is one JSON object `{name, value, unit, against}` on a line.
//!
//! Two programs measure: the engine's example `bench`, natively, and
//! tests/browser/bench.mjs, in a browser, which also runs the example `bench` of
//! crates/wasm. What they print on stdout and does not begin with a brace is a
//! remark and goes by. `against` names what the value is to be compared with: an
//! aim, or the other side of a ratio.

use anyhow::{bail, Context, Result};
use serde_json::Value;

use crate::browser;
use crate::command::{cargo, output, program};
use crate::dist;
use crate::npm;
use crate::project::Project;
use crate::serve::{Delivery, Mount, Server};
use crate::size;
use crate::wasm_build;

/// What no page can be faster than.
const EMPTY_PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Empty</title><body><canvas></canvas></body></html>";

/// Much at once.
const DENSE: &str = "\
topic create a --partitions 12
topic create b --partitions 12
topic create c --partitions 12
produce --topic a --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic b --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic c --keys ana,bo,fay,kim,lea,tom --rate 20/s
consume --topic a --topic b --topic c --group billing --members 12 --work 100ms --commit batch --from-beginning
consume --topic a --topic b --topic c --group audit --members 12 --work 100ms --commit batch --from-beginning
consume --topic a --topic b --topic c --group search --members 12 --work 100ms --commit batch --from-beginning
wait 20s
";

/// Some forty requests, responses and records in the air at any instant.
const FLIGHTS: &str = "\
topic create orders --partitions 12
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 20/s
consume --topic orders --group billing --members 12 --work 20ms --commit record --from-beginning
wait 20s
";

/// The opening scene grown to six members.
const SIX: &str = "\
topic create orders --partitions 6
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 6/s
consume --topic orders --group billing --members 6 --work 300ms --commit batch --from-beginning
";

/// A whole page that shows something.
fn scene(attributes: &str, script: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A scene</title>\
         <link rel=\"stylesheet\" href=\"/page.css\"><script type=\"module\" src=\"/element-define.js\"></script>\
         <body><main><kafka-playground panels=\"all\" height=\"page\" {attributes}>{script}</kafka-playground></main></body></html>"
    )
}

/// Measures natively and in the browser, and prints a table, or JSON lines.
pub(crate) fn bench(project: &Project, json: bool) -> Result<()> {
    let mut figures = native(project)?;
    figures.extend(in_browser(project, &figures)?);
    if json {
        for figure in &figures {
            println!("{figure}");
        }
    } else {
        print_table(&figures);
    }
    let missed: Vec<&str> = figures.iter().filter_map(missed).collect();
    if missed.is_empty() {
        return Ok(());
    }
    bail!("over its budget: {}", missed.join("; "))
}

/// The name of a figure that is over its budget: its `against` begins with `at
/// most` and a number.
fn missed(figure: &Value) -> Option<&str> {
    let against = figure["against"].as_str()?.strip_prefix("at most ")?;
    let number: String = against
        .chars()
        .take_while(|one| one.is_ascii_digit() || *one == '.')
        .collect();
    let most: f64 = number.parse().ok()?;
    (figure["value"].as_f64()? > most).then(|| figure["name"].as_str())?
}

fn print_table(figures: &[Value]) {
    println!("{:<52} {:>14} {:<12} against", "name", "value", "unit");
    for figure in figures {
        println!(
            "{:<52} {:>14} {:<12} {}",
            text(&figure["name"]),
            number(&figure["value"]),
            text(&figure["unit"]),
            text(&figure["against"])
        );
    }
}

fn native(project: &Project) -> Result<Vec<Value>> {
    eprintln!("Measuring the engine natively.");
    let printed = output(cargo(project).args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "kafka-playground-cluster",
        "--example",
        "bench",
    ]))?;
    figures(&printed)
}

/// The script is told where the published site and the wasm benches are served,
/// and what was measured natively, for the ratios between the two.
fn in_browser(project: &Project, native: &[Value]) -> Result<Vec<Value>> {
    let chromium = browser::provide(browser::CHROMIUM)?;
    npm::provide(project)?;
    let site = size::folder(project);
    dist::write(project, &site)?;
    let benches = project.target.join("bench");
    wasm_build::build_bench(project, &benches)?;
    std::fs::write(benches.join("empty.html"), EMPTY_PAGE)?;
    std::fs::write(benches.join("dense.html"), scene("scene=\"inline\"", DENSE))?;
    std::fs::write(benches.join("long.html"), scene("at=\"600\"", ""))?;
    std::fs::write(
        benches.join("flights.html"),
        scene("scene=\"inline\"", FLIGHTS),
    )?;
    std::fs::write(benches.join("six.html"), scene("scene=\"inline\"", SIX))?;
    std::fs::write(benches.join("six.txt"), SIX)?;
    let mounts = vec![
        Mount {
            path: "/bench/",
            folder: benches,
        },
        Mount {
            path: "/",
            folder: site,
        },
    ];
    let server = Server::bind_to(0, mounts, Delivery::Published)?;
    let url = server.url();
    server.start();
    eprintln!("Measuring the page in a browser.");
    let printed = output(
        program(project, "node")
            .arg("tests/browser/bench.mjs")
            .env("PLAYGROUND_URL", &url)
            .env("NATIVE_FIGURES", Value::from(native.to_vec()).to_string())
            .env("CHROMIUM", chromium),
    )?;
    figures(&printed)
}

fn figures(printed: &str) -> Result<Vec<Value>> {
    printed
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| {
            let figure: Value = serde_json::from_str(line).with_context(|| format!("`{line}` is not JSON"))?;
            for (key, right) in [
                ("name", figure["name"].is_string()),
                ("value", figure["value"].is_number()),
                ("unit", figure["unit"].is_string()),
            ] {
                if !right {
                    bail!("`{line}` has no proper `{key}`: a figure is {{name, value, unit, against}} with a number as its value");
                }
            }
            Ok(figure)
        })
        .collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A number with as many decimals as say something.
fn number(value: &Value) -> String {
    let value = value.as_f64().unwrap_or(f64::NAN);
    if value.abs() >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_among_remarks() {
        let found = figures(
            "warming up\n{\"name\":\"clone\",\"value\":0.5,\"unit\":\"ms\",\"against\":\"1 ms\"}\n",
        )
        .unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(number(&found[0]["value"]), "0.500");
    }

    #[test]
    fn what_is_over_its_budget_is_named() {
        let of = |value, against| serde_json::json!({ "name": "seek", "value": value, "against": against });
        assert_eq!(missed(&of(17.0, "at most 16; random")), Some("seek"));
        assert_eq!(missed(&of(1.26, "at most 1.25")), Some("seek"));
        assert_eq!(missed(&of(16.0, "at most 16; random")), None);
        assert_eq!(missed(&of(99.0, "an empty loop")), None);
    }

    #[test]
    fn a_figure_without_a_number_is_refused() {
        let refusal =
            figures("{\"name\":\"clone\",\"value\":\"fast\",\"unit\":\"ms\"}").unwrap_err();
        assert!(
            refusal.to_string().contains("no proper `value`"),
            "{refusal}"
        );
    }
}
