//! A recording of an author's own script.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail, Context, Result};

use crate::project::read_text;
use kafka_playground_shell::recording::last_row;
use kafka_playground_shell::script::title;
use kafka_playground_shell::{Header, Recording, Wanted};

/// How long a recording goes on after its opening instant, if nothing is said:
/// in milliseconds.
const AFTER: i64 = 30_000;
/// The longest recording, in milliseconds: an hour.
const LONGEST: i64 = 3_600_000;
/// Seed and start of a script that does not say them: those of the page's
/// scenes, which begin on Monday, 5 January 2026, at nine o'clock.
pub(crate) const HEADER: Header = Header {
    seed: 1,
    start: 1_767_603_600_000,
};

/// What was asked for on the command line.
#[derive(Default)]
pub(crate) struct Asked {
    /// The script.
    pub file: Option<OsString>,
    /// The instant that is shown first, in seconds.
    pub at: Option<String>,
    /// The last instant, in seconds.
    pub until: Option<String>,
    /// Where the recording is written.
    pub out: Option<OsString>,
}

/// Records a script; answers the file that was written.
pub(crate) fn record(asked: &Asked) -> Result<PathBuf> {
    let Some(file) = asked.file.as_ref().map(Path::new) else {
        bail!("`cargo xtask record` needs the file of a script.");
    };
    let text = read_text(file)?;
    let recording = recorded(&text, asked).with_context(|| file.display().to_string())?;
    let out = asked
        .out
        .as_ref()
        .map_or_else(|| file.with_extension("json"), PathBuf::from);
    if out == file {
        bail!(
            "the recording would be written over {}; --out names another file",
            file.display()
        );
    }
    std::fs::write(&out, recording.whole_text())
        .with_context(|| format!("cannot write {}", out.display()))?;
    Ok(out)
}

fn recorded(text: &str, asked: &Asked) -> Result<Recording> {
    let at = match &asked.at {
        Some(at) => millis("--at", at)?,
        None => last_row(text, HEADER).map_err(|error| anyhow!("{error}"))?,
    };
    let until = match &asked.until {
        Some(until) => millis("--until", until)?,
        None => (at + AFTER).min(LONGEST),
    };
    of_script(text, Some(at), Some(until))
}

/// Records a script to an instant that opens the recording, and on to another.
/// Without the first it is the last row's, without the other it goes no further.
pub(crate) fn of_script(text: &str, at: Option<i64>, until: Option<i64>) -> Result<Recording> {
    let last = || last_row(text, HEADER).map_err(|error| anyhow!("{error}"));
    let at = at.map_or_else(last, Ok)?;
    let wanted = Wanted {
        title: title(text),
        script: text,
        header: HEADER,
        at,
        until: until.unwrap_or(at),
        values: false,
    };
    Recording::make(&wanted).map_err(|error| anyhow!("{error}"))
}

/// Milliseconds of an instant in seconds, `12.480`.
pub(crate) fn millis(option: &str, given: &str) -> Result<i64> {
    let wrong =
        || format!("{option} takes an instant in seconds, such as 12.480, and not `{given}`");
    let (seconds, rest) = given.split_once('.').unwrap_or((given, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(seconds) || !digits(rest) || rest.len() > 3 {
        bail!(wrong());
    }
    let seconds: i64 = seconds.parse().with_context(wrong)?;
    let millis: i64 = format!("{rest:0<3}").parse().with_context(wrong)?;
    let all = seconds
        .checked_mul(1_000)
        .and_then(|all| all.checked_add(millis));
    all.with_context(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_seconds() {
        for (given, expected) in [
            ("0", 0),
            ("12.480", 12_480),
            ("12.4", 12_400),
            ("3600", 3_600_000),
        ] {
            assert_eq!(millis("--at", given).unwrap(), expected);
        }
        for given in [
            "",
            "-1",
            "1.",
            ".5",
            "1.2345",
            "1s",
            "9223372036854775807",
            "99999999999999999999",
        ] {
            assert!(millis("--at", given).is_err(), "{given}");
        }
    }

    #[test]
    fn a_recording_opens_at_the_last_row_and_goes_on() {
        let script = "# Two\ntopic create a\n@2.500 topic create b\n";
        let text = recorded(script, &Asked::default()).unwrap().text();
        assert!(text
            .contains(r#""title":"Two","seed":1,"start":1767603600000,"at":2500,"until":32500,"#));
        let waiting = "wait 40s\ntopic create a\n";
        let text = recorded(waiting, &Asked::default()).unwrap().text();
        assert!(text.contains(r#""at":40000,"until":70000,"#));
        let asked = Asked {
            at: Some("1".to_owned()),
            until: Some("2".to_owned()),
            ..Asked::default()
        };
        let error = recorded(script, &asked).unwrap_err().to_string();
        assert_eq!(
            error,
            "Row 3: It comes at @2.500, and the recording ends at @2.000."
        );
    }
}
