//! A line, and what came of it.

use kafka_playground_shell::Session;

/// Runs a line, lets time pass, and says what came of it.
pub(crate) fn run(session: &mut Session, line: &str) -> String {
    let ran = match session.run(line) {
        Ok(ran) => ran,
        Err(error) => return error.message,
    };
    let Some(operation) = ran.operation else {
        return String::new();
    };
    let end = session.now() + 9_000;
    while session.now() < end && session.outcome(operation).is_none() {
        let next = session.now() + 50;
        session.advance(next);
    }
    let said = session.outcome(operation);
    said.map_or("open".into(), |said| said.text)
}
