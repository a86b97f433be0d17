//! Recordings: what is folded out of them is what the engine shows.

mod deltas;
mod fold;

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use cluster::view::View;
use fold::Folded;
use kafka_playground_shell::{Header, Json, Recording, Session, Wanted};
use serde_json::{json, Value};

const START: i64 = 1_767_603_600_000;

/// How many cells of a partition somebody may want to see.
const WIDTHS: [u32; 4] = [1, 12, 60, 500];

fn parsed(value: &str) -> Value {
    serde_json::from_str(value).expect("it is JSON")
}

fn wanted(script: &str, at: i64, until: i64) -> Wanted<'_> {
    let header = Header {
        seed: 1,
        start: START,
    };
    Wanted {
        title: "A title",
        script,
        header,
        at,
        until,
        values: false,
    }
}

fn refusal(wanted: &Wanted<'_>) -> String {
    let made = Recording::make(wanted);
    made.expect_err("it cannot be recorded").message
}

/// A session as a recording begins.
fn session(recording: &Value) -> Session {
    let other = Header { seed: 0, start: 0 };
    let header = Header::read(recording["header"].as_str().unwrap(), other).unwrap();
    let (config, limits) = (ClusterConfig::page(), Limits::page());
    Session::new(header.seed, header.start, config, limits)
}

fn engine_view(session: &Session, cells: u32) -> Value {
    parsed(&Json::of(&View::of(session.state(), cells as usize)).text())
}

/// Plays what was recorded and compares it at each millisecond.
fn assert_same(name: &str, wanted: &Wanted<'_>) {
    let made = Recording::make(wanted).expect("it can be recorded");
    let recording = parsed(&made.whole_text());
    let folded = Folded::read(&recording);
    assert_eq!(recording["at"], wanted.at);
    assert_eq!(folded.frames[0].at, 0);
    let mut session = session(&recording);
    let mut rows = recording["script"].as_array().unwrap().iter().peekable();
    let mut lines = 0;
    for now in 0..=wanted.until {
        while let Some(row) = rows.next_if(|row| row["at"] == now) {
            session.script_line(row["row"].as_str().unwrap()).unwrap();
        }
        session.advance(now);
        // After a row that stands between two steps the rest is yet to come.
        session.seek(now);
        let frame = folded.frame(now);
        let at = format!("{name} at {now}");
        assert_eq!(frame.revision, session.revision(), "revision of {at}");
        let known = folded.lines(now);
        assert_eq!(known.len(), session.journal_length(), "journal of {at}");
        // Equal revisions are equal views: only some of them are looked at.
        if frame.at != now && now % 97 != 0 {
            continue;
        }
        for cells in WIDTHS {
            let (seen, engine) = (frame.view(now, cells.into()), engine_view(&session, cells));
            assert!(seen == engine, "{cells} cells of {at}:\n{seen}\n{engine}");
        }
        let marks = parsed(&Json::of(session.marks()).text());
        assert_eq!(folded.marks(now), marks, "marks of {at}");
        let said = parsed(&Json::of(&session.narrator()).text());
        assert_eq!(*folded.narration(now), said, "narration of {at}");
        let told = parsed(&Json::of(&session.journal(lines, usize::MAX)).text());
        assert_eq!(json!(known[lines..]), told, "lines of {at}");
        lines = known.len();
    }
    assert!(rows.next().is_none(), "all rows of {name} were played");
    assert_steps(name, &mut session, &folded, wanted.until);
    assert_answers(&recording);
}

/// Whether the engine stops where what the recording shows changes, on the way
/// there and on the way back.
fn assert_steps(name: &str, session: &mut Session, folded: &Folded, until: i64) {
    let changes = folded.changes();
    session.seek(0);
    let mut at = 0;
    let mut steps = Vec::new();
    while session.step() > at && session.now() <= until {
        at = session.now();
        steps.push(at);
    }
    assert_eq!(steps, changes, "steps of {name}");
    if let Some(last) = changes.last() {
        session.seek(*last);
    }
    for change in changes.iter().rev().skip(1).take(40) {
        assert_eq!(session.step_back(), *change, "steps back of {name}");
    }
    if let Some(first) = changes.first() {
        session.seek(*first);
        assert_eq!(session.step_back(), 0);
    }
}

/// What is cut off sends what nobody sees.
#[test]
fn frames_in_which_nothing_changes_are_no_steps() {
    let script = "topic create orders --partitions 2
produce --topic orders --rate 2/s --name p
consume --topic orders --group billing --from-beginning
@8 pause p
@9 cut c1
@10 cut p
";
    let wanted = wanted(script, 20_000, 60_000);
    assert_same("cut", &wanted);
    let made = Recording::make(&wanted).unwrap();
    let recording = parsed(&made.whole_text());
    let frames = Folded::read(&recording).frames.len();
    assert!(frames > Folded::read(&recording).changes().len() + 1);
    assert!(made.text().contains(",{}]"), "nothing leads to them");
}

/// Whether each row has what becomes of it, and each answer comes when it is
/// there.
fn assert_answers(recording: &Value) {
    let mut session = session(recording);
    let rows = recording["script"].as_array().unwrap();
    for row in rows {
        let ran = session.script_line(row["row"].as_str().unwrap()).unwrap();
        let ran = parsed(&Json::of(&ran).text());
        for field in ["at", "line", "verb", "scripted", "output", "operation"] {
            assert_eq!(row[field], ran[field], "{field} of {row}");
        }
    }
    let until = recording["until"].as_i64().unwrap();
    session.advance(until);
    for row in rows {
        let Some(operation) = row["operation"].as_u64() else {
            assert!(row["answer"].is_null());
            continue;
        };
        let mut came = |at: i64| {
            session.seek(at);
            session.outcome(operation)
        };
        match row["answer"]["at"].as_i64() {
            Some(at) => {
                let text = came(at).expect("it has come").text;
                assert_eq!(row["answer"]["text"], text);
                assert!(came(at - 1).is_none(), "not before {at}: {row}");
            }
            None => assert!(came(until).is_none(), "{row}"),
        }
    }
}

fn assert_scene(name: &str) {
    let scenes = parsed(include_str!("../../../../../web/scenes.json"));
    let scene = &scenes[name];
    let rows = scene["script"].as_array().unwrap().iter();
    let rows: Vec<_> = rows.map(|row| row.as_str().unwrap()).collect();
    let header = Header {
        seed: scene["seed"].as_u64().unwrap(),
        start: scene["start"].as_i64().unwrap(),
    };
    let (at, until) = (&scene["at"], &scene["until"]);
    let script = rows.join("\n");
    let wanted = Wanted {
        header,
        ..wanted(&script, at.as_i64().unwrap(), until.as_i64().unwrap())
    };
    assert_same(name, &wanted);
}

macro_rules! scenes {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            assert_scene(stringify!($name));
        }
    )*};
}

mod a_recording_is_what_the_engine_shows_in {
    use super::assert_scene;
    scenes!(opening crash cooperative segments twin refused clients empty);

    #[test]
    fn r#static() {
        assert_scene("static");
    }
}

/// Rows between steps, waits, calls by hand, and offsets beyond all records.
const BY_HAND: &str = "# kafka-playground script v1, seed 18446744073709551615, start 5
# By hand
topic create orders --partitions 2
@0+2 produce --topic orders --key \"l\u{e9}a \\\"x\\\"\" --value \"one\"
@2 consume --topic orders --group billing --by-hand --commit never --from-beginning
@3 poll c1 --timeout 8s
@12 commit c1 orders-0=9223372036854775807
@13 topic create orders
help wait
";

#[test]
fn what_is_done_by_hand_is_recorded() {
    for at in [0, 1, 12_000, 20_000] {
        assert_same("by hand", &wanted(BY_HAND, at, 20_000));
    }
    let text = Recording::make(&wanted(BY_HAND, 0, 20_000)).unwrap().text();
    assert!(text.contains("\"9223372036854775807\""));
    let recording = parsed(&text);
    assert_eq!(recording["seed"], "18446744073709551615");
}

#[test]
fn time_that_a_row_lets_pass_has_its_frames() {
    let waiting = BY_HAND
        .replace("@12 ", "wait 9s\n")
        .replace("@13 ", "wait 1s\n");
    let [written, waited] = [BY_HAND, &waiting].map(|script| {
        let made = Recording::make(&wanted(script, 5_000, 20_000)).unwrap();
        parsed(&made.whole_text())
    });
    for part in ["first", "frames", "marks", "journal", "narrator"] {
        assert_eq!(written[part], waited[part]);
    }
    assert_eq!(waited["script"][4]["verb"], "wait");
    assert_eq!(waited["script"][4]["at"], 3_000);
}

#[test]
fn what_is_told_may_be_in_files_of_its_own() {
    let made = Recording::make(&wanted(BY_HAND, 0, 20_000)).unwrap();
    let (alone, journal) = (parsed(&made.text()), parsed(&made.journal_text()));
    let narrator = parsed(&made.narrator_text());
    let mut whole = parsed(&made.whole_text());
    assert_eq!(whole["journal"]["en"], journal["lines"]);
    assert_eq!(whole["narrator"]["en"], narrator["said"]);
    for file in [&journal, &narrator] {
        assert_eq!(file["id"], alone["id"]);
    }
    assert_eq!(whole["names"]["en"], narrator["names"]);
    assert_eq!(narrator["format"], "kafka-playground narrator");
    for part in ["journal", "narrator", "names"] {
        whole.as_object_mut().unwrap().remove(part);
    }
    assert_eq!(whole, alone);
    let other = Recording::make(&wanted(BY_HAND, 1, 20_000)).unwrap();
    assert_ne!(parsed(&other.text())["id"], alone["id"]);
}

#[test]
fn what_the_narrator_says_again_is_recorded_once() {
    let made = Recording::make(&wanted(BY_HAND, 0, 20_000)).unwrap();
    let narrator = parsed(&made.narrator_text());
    let entries = narrator["said"].as_array().unwrap();
    let written: Vec<&Value> = entries.iter().map(|entry| &entry[1]).collect();
    assert!(written.iter().any(|what| what.is_u64()), "{written:?}");
    let mut new: Vec<&Value> = written
        .into_iter()
        .filter(|what| what.is_object())
        .collect();
    let count = new.len();
    new.dedup();
    assert!(count > 3 && new.len() == count);
}

#[test]
fn what_cannot_be_recorded_is_said_with_its_row() {
    let late = "topic create orders\n\n@31 help";
    for (wanted, message) in [
        (
            wanted("", 0, 3_600_001),
            "A recording ends between @0 and an hour after the start.",
        ),
        (
            wanted("", 0, -1),
            "A recording ends between @0 and an hour after the start.",
        ),
        (
            wanted("", 5_001, 5_000),
            "A recording opens between @0 and its end, which is @5.000, and not at @5.001.",
        ),
        (
            wanted(late, 0, 30_000),
            "Row 3: It comes at @31.000, and the recording ends at @30.000.",
        ),
        (
            wanted("wait 20s\nwait 20s\n", 0, 30_000),
            "Row 2: It comes at @40.000, and the recording ends at @30.000.",
        ),
        (
            wanted("#\n@1 crash c1", 0, 30_000),
            "Row 2: There is no c1: nothing has been started.",
        ),
        (
            wanted("help\ncrahs c1", 0, 30_000),
            "Row 2: There is no command \"crahs\". Did you mean crash?",
        ),
    ] {
        assert_eq!(refusal(&wanted), message);
    }
}

#[test]
fn what_is_too_large_is_not_recorded() {
    let script = "topic create orders --partitions 24
produce --topic orders --keys ana,bo --rate 200/s --set linger.ms=0
consume --topic orders --group billing --members 8 --work 1ms
";
    let message = refusal(&wanted(script, 0, 3_600_000));
    let expected = "This is too much for one recording: it would have to end by @";
    assert!(message.starts_with(expected), "{message}");
}
