//! The boundary, in a real browser: what JavaScript hands in and gets out.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Reflect, JSON};
use kafka_playground_wasm::{
    compose, pasted, quote, read_script, scripted, semantics, verbs, Exploration, Playground,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A property of a property of an object.
fn get(object: &JsValue, path: &[&str]) -> JsValue {
    path.iter().fold(object.clone(), |object, key| {
        let index = key.parse::<u32>();
        match (index, object.dyn_ref::<Array>()) {
            (Ok(index), Some(array)) => array.get(index),
            _ => Reflect::get(&object, &JsValue::from_str(key)).expect("there is an object"),
        }
    })
}

/// What JavaScript reads out of a text.
fn parsed(text: &str) -> JsValue {
    JSON::parse(text).expect("it is JSON")
}

fn opening() -> Playground {
    let mut playground = Playground::new(1.0, 1_767_603_600_000.0);
    for line in [
        "topic create orders --partitions 3",
        "produce --topic orders --keys ana,bo --rate 2/s --name checkout",
        "consume --topic orders --group billing --members 2 --from-beginning --commit never",
    ] {
        playground.run(line).expect("the line is valid");
    }
    playground.advance(12_480.0);
    playground
}

#[wasm_bindgen_test]
fn a_view_is_json() {
    let view = parsed(&opening().view(20));
    assert_eq!(get(&view, &["now"]), 12_480);
    assert_eq!(get(&view, &["topics", "0", "name"]), "orders");
    assert_eq!(get(&view, &["groups", "0", "state"]), "Stable");
    assert_eq!(get(&view, &["consumers", "1", "machine", "name"]), "c2");
    assert!(get(&view, &["groups", "0", "removed"]).is_null());
}

#[wasm_bindgen_test]
fn offsets_beyond_the_numbers_of_javascript_are_text() {
    let mut playground = opening();
    playground
        .run("commit c1 orders-0=9223372036854775807")
        .unwrap();
    playground.advance(20_000.0);
    let view = parsed(&playground.view(20));
    let lanes: Array = get(&view, &["groups", "0", "lanes"]).unchecked_into();
    let offsets: Vec<JsValue> = lanes
        .iter()
        .map(|lane| get(&lane, &["committed"]))
        .collect();
    assert!(offsets.iter().any(|o| *o == "9223372036854775807"));
    let small = offsets.iter().filter_map(JsValue::as_f64);
    assert!(small.count() < offsets.len());
    let log_end = get(&view, &["topics", "0", "partitions", "0", "logEnd"]);
    assert!(log_end.as_f64().is_some());
}

#[wasm_bindgen_test]
fn a_refused_line_is_an_error_with_its_place() {
    let mut playground = opening();
    let before = playground.revision();
    let error = playground.run("crash c9").unwrap_err();
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(get(&error, &["name"]), "KafkaPlaygroundError");
    assert_eq!(get(&error, &["code"]), "unknown-machine");
    assert_eq!(get(&error, &["column"]), 6);
    assert_eq!(playground.revision(), before);
    let message = get(&error, &["message"]).as_string().unwrap();
    assert!(message.contains("c1"), "{message}");
}

#[wasm_bindgen_test]
fn time_goes_back_and_forth() {
    let mut playground = opening();
    let lines = playground.journal_length();
    playground.seek(5_000.0);
    assert_eq!((playground.now(), playground.end()), (5_000.0, 12_480.0));
    assert!(playground.journal_length() < lines);
    playground.seek(12_480.0);
    assert_eq!(playground.journal_length(), lines);
    let back = playground.step_back();
    assert!(back < 12_480.0);
    assert!(playground.step() > back);
}

#[wasm_bindgen_test]
fn one_skips_to_what_happens_next() {
    let mut playground = opening();
    playground.run("crash c1").unwrap();
    assert!(playground.skip("takeover", 13_000.0).unwrap().is_null());
    assert_eq!(playground.now(), 13_000.0);
    let at = playground.skip("takeover", 60_000.0).unwrap();
    assert_eq!(at.as_f64(), Some(playground.now()));
    assert!(playground.skip("lost", f64::NAN).unwrap().is_null());
    assert!(playground.limit().unwrap().is_null());
    let error = playground.skip("crash", 60_000.0).unwrap_err();
    let message = get(&error, &["message"]).as_string().unwrap();
    assert!(message.contains("rebalance, takeover"), "{message}");
}

#[wasm_bindgen_test]
fn odd_numbers_from_javascript_do_no_harm() {
    let mut playground = Playground::new(f64::NAN, f64::INFINITY);
    playground.advance(f64::NAN);
    playground.advance(-1.0);
    playground.seek(f64::NEG_INFINITY);
    assert!(playground.outcome(f64::NAN).unwrap().is_null());
    assert!(playground.inspect("record:nothing/9/9").unwrap().is_null());
    assert!(playground.follow("record:nothing/9/9").unwrap().is_null());
    let cells = playground.cells("nothing", -1, f64::NAN, u32::MAX);
    assert_eq!(cells, "[]");
    assert_eq!(playground.now(), 0.0);
}

#[wasm_bindgen_test]
fn the_narrator_says_something_at_every_instant() {
    let mut playground = opening();
    let narration = playground.narrator().unwrap();
    assert_eq!(get(&narration, &["id"]), "before-commit");
    assert_eq!(
        get(&narration, &["offers", "0", "when", "is"]),
        "uncommitted"
    );
    assert!(get(&narration, &["why"]).is_null());
    playground.run("crash c1").unwrap();
    let narration = playground.narrator().unwrap();
    assert_eq!(get(&narration, &["id"]), "dead-unnoticed");
    assert_eq!(get(&narration, &["tone"]), "bad");
    assert_eq!(get(&narration, &["spans", "0", "thing"]), "machine:c1");
    assert_eq!(get(&narration, &["why", "setting"]), "session.timeout.ms");
}

#[wasm_bindgen_test]
fn a_line_that_ran_says_what_it_was() {
    let mut playground = opening();
    let ran = playground.run(" crash  c1").unwrap();
    assert_eq!(get(&ran, &["verb"]), "crash");
    assert_eq!(get(&ran, &["line"]), "crash c1");
    assert_eq!(get(&ran, &["scripted"]), "@12.480 crash c1");
    assert_eq!(get(&ran, &["at"]), 12_480);
    assert_eq!(get(&ran, &["branch"]), 0);
    assert_eq!(get(&ran, &["forked"]), false);
    playground.seek(5_000.0);
    let forked = playground.script_line("@5.500 stop c2").unwrap();
    assert_eq!(get(&forked, &["branch"]), 1);
    assert_eq!(get(&forked, &["forked"]), true);
    let help = playground.run("help").unwrap();
    assert!(get(&help, &["scripted"]).is_null());
    let error = playground.script_line("@5 help").unwrap_err();
    assert_eq!(get(&error, &["length"]), 2);
}

#[wasm_bindgen_test]
fn the_language_is_there_without_a_cluster() {
    assert_eq!(quote("--x"), "\"--x\"");
    let text = |text: &str| text.to_owned();
    let options = vec![text("--topic"), text("orders"), text("--key"), text("--x")];
    let composed = compose("produce", Vec::new(), options).unwrap();
    let line = "produce --topic orders --key \"--x\"";
    assert_eq!(get(&composed, &["line"]), line);
    assert_eq!(get(&composed, &["options", "1", "from"]), 29);
    assert_eq!(get(&composed, &["options", "1", "to"]), 34);
    let error = compose("crahs", Vec::new(), Vec::new()).unwrap_err();
    assert_eq!(get(&error, &["name"]), "KafkaPlaygroundError");
    let table: Array = verbs().unwrap().unchecked_into();
    let consume = table
        .iter()
        .find(|verb| get(verb, &["name"]) == "consume")
        .unwrap();
    let options: Array = get(&consume, &["options"]).unchecked_into();
    let commit = options
        .iter()
        .find(|option| get(option, &["name"]) == "--commit")
        .unwrap();
    assert_eq!(get(&commit, &["takes", "one-of", "1"]), "record");
    assert_eq!(get(&commit, &["times"]), "perhaps");
}

#[wasm_bindgen_test]
fn scripts_are_parted_and_their_headers_heeded() {
    let text = "# kafka-playground script v1, seed 18446744073709551615, start 5\n# One\n\n topic create a\n@2 crash c1\n";
    let script = read_script(text).unwrap();
    assert_eq!(get(&script, &["title"]), "One");
    assert_eq!(get(&script, &["lines", "0"]), "topic create a");
    assert_eq!(get(&script, &["lines", "1"]), "@2 crash c1");
    let playground = Playground::for_script(text, 1.0, 1.0).unwrap();
    assert!(text.starts_with(playground.script().trim_end()));
    let wrong = Playground::for_script("# kafka-playground script v9", 1.0, 1.0);
    assert_eq!(get(&wrong.err().unwrap(), &["code"]), "syntax");
    assert_eq!(scripted(5_004.9, "help"), "@5.004 help");
    assert_eq!(pasted("$ help\n# x\n"), ["help"]);
}

#[wasm_bindgen_test]
fn branches_are_listed_and_gone_to() {
    let mut playground = opening();
    playground.run("crash c1").unwrap();
    playground.advance(15_000.0);
    assert!(playground.go(0, 9_000.0, None));
    playground.run("crash c2").unwrap();
    playground.advance(12_000.0);
    let branches = playground.branches().unwrap();
    assert_eq!(get(&branches, &["length"]), 2);
    assert_eq!(get(&branches, &["1", "line"]), "@9.000 crash c2");
    assert_eq!(get(&branches, &["1", "forked", "at"]), 9_000);
    assert!(get(&branches, &["1", "forked", "ordinal"]).is_null());
    assert!(playground.go(0, 1e12, None));
    assert_eq!(playground.now(), 15_000.0);
    assert!(playground.go(0, 12_480.0, Some(0)));
    let place = playground.instant().unwrap();
    assert_eq!(get(&place, &["at"]), 12_480);
    let next = playground.step_once().unwrap();
    assert!(get(&next, &["at"]).as_f64().unwrap() >= 12_480.0);
    assert!(!playground.go(7, 0.0, None));
    assert!(playground.forget(1) && !playground.forget(0));
}

#[wasm_bindgen_test]
fn the_present_branch_is_recorded() {
    let mut playground = opening();
    playground.run("crash c1").unwrap();
    let recording = parsed(&playground.record(12_480.0, 20_000.0).unwrap());
    assert_eq!(get(&recording, &["format"]), "kafka-playground recording");
    assert_eq!(get(&recording, &["semantics"]), semantics());
    assert_eq!(get(&recording, &["at"]), 12_480);
    assert_eq!(get(&recording, &["script", "3", "line"]), "crash c1");
    assert!(get(&recording, &["journal", "en", "length"]).as_f64() > Some(50.0));
    assert_eq!(playground.now(), 12_480.0);
    let error = playground.record(0.0, 5_000.0).unwrap_err();
    let message = get(&error, &["message"]).as_string().unwrap();
    assert!(
        message.starts_with("Row 5: It comes at @12.480"),
        "{message}"
    );
}

#[wasm_bindgen_test]
fn what_if_is_answered_in_slices() {
    let mut playground = opening();
    let before = playground.revision();
    let mut whole = playground.what_if("whatif crash c1 --last 500ms").unwrap();
    let all = whole.step(None);
    let done = |answer: &Exploration| get(&answer.results(0).unwrap(), &["done"]) == true;
    assert!(done(&whole) && all > 10);
    let mut sliced = playground.what_if("whatif crash c1 --last 500ms").unwrap();
    playground.run("crash c2").expect("it runs");
    let (mut tried, mut bars) = (0, 0);
    while !done(&sliced) {
        let now = sliced.step(Some(0.0));
        assert!(now >= tried);
        tried = now;
        let news = sliced.results(bars).unwrap();
        let news: Array = get(&news, &["series", "0", "bars"]).unchecked_into();
        bars += news.length();
        assert_eq!(bars, tried);
    }
    let text = |results: JsValue| JSON::stringify(&results).unwrap();
    assert_eq!(
        text(sliced.results(0).unwrap()),
        text(whole.results(0).unwrap())
    );
    let again = get(
        &whole.results(0).unwrap(),
        &["series", "0", "bars", "0", "sum", "again"],
    );
    assert!(again.as_f64() > Some(0.0));
    assert_eq!(whole.table().len(), sliced.table().len());
    assert!(playground.revision() > before);
    let error = playground
        .what_if("crash c1")
        .err()
        .expect("it asks nothing");
    assert_eq!(get(&error, &["code"]), "syntax");
}

#[wasm_bindgen_test]
fn a_saved_session_comes_to_be_again_a_little_at_a_time() {
    let mut playground = opening();
    playground.run("crash c1").unwrap();
    playground.advance(14_000.0);
    let text = playground.saved(true, "A crash", 3, 12_480.0);
    let mut again = Playground::for_script(&text, 7.0, 0.0).unwrap();
    let saved = again.restore(&text).unwrap();
    assert_eq!(get(&saved, &["semantics"]), f64::from(semantics()));
    assert_eq!(get(&saved, &["facts"]), playground.facts().as_str());
    assert_eq!(get(&saved, &["commands"]), 3);
    assert_eq!(get(&saved, &["at"]), 12_480);
    let mut ran = 0;
    loop {
        let progress = again.restore_on().unwrap();
        assert!(get(&progress, &["refused"]).is_null());
        ran += usize::from(!get(&progress, &["ran"]).is_null());
        if get(&progress, &["done"]) == get(&progress, &["of"]) {
            break;
        }
    }
    assert!(ran >= 4, "{ran} lines ran");
    assert_eq!(again.view(20), playground.view(20));
    assert_eq!(again.facts(), playground.facts());
    let error = again.restore("branch 2 from 0 @1").unwrap_err();
    assert_eq!(get(&error, &["code"]), "syntax");
}

#[wasm_bindgen_test]
fn what_lessons_claim_is_judged_by_the_engine() {
    let mut playground = opening();
    let judged = playground
        .judge("partitions orders = 3\nstatus c1 = crashed")
        .expect("they are predicates");
    assert_eq!(get(&judged, &["0", "holds"]), true);
    assert_eq!(get(&judged, &["1", "holds"]), false);
    assert_eq!(get(&judged, &["1", "value"]), "running");
    assert_eq!(playground.fact("members billing").unwrap(), "2");
    playground.run("crash c1").expect("c1 is there");
    let (at, script) = (playground.now(), playground.script());
    let reached = playground.reach("members billing = 1", 60_000.0).unwrap();
    assert!(get(&reached, &["at"])
        .as_f64()
        .is_some_and(|then| then > at));
    assert!(get(&reached, &["ordinal"]).is_null());
    // Looking ahead moves nothing.
    assert_eq!((playground.now(), playground.script()), (at, script));
    assert!(playground
        .reach("members billing = 1", 10.0)
        .unwrap()
        .is_null());
    let error = playground.judge("members billing").unwrap_err();
    assert_eq!(get(&error, &["name"]), "KafkaPlaygroundError");
    assert_eq!(get(&error, &["column"]), 15);
}
