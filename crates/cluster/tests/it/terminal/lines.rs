//! Tools in pipelines, loops and groups.

use super::{run, status, typed, CONSUME, PRODUCE};
use cluster::command::Command;
use tools::Signal;
use worlds::World;

const TOPICS: &str = "kafka-topics.sh --bootstrap-server localhost:9092";

/// A world with a topic, and what a line printed in it.
fn prints(line: &str) -> (World, String) {
    let mut world = World::new();
    world.topic("t", 1);
    let line = line
        .replace("PRODUCE", PRODUCE)
        .replace("CONSUME", CONSUME)
        .replace("TOPICS", TOPICS);
    let (status, out, err) = run(&mut world, &line);
    assert_eq!((status, &*err), (0, ""), "{line}");
    (world, out)
}

#[test]
fn a_loop_feeds_a_producer_and_a_consumer_feeds_filters() {
    let (mut world, _) =
        prints("for i in $(seq 1 5); do echo m$i; sleep 0.1; done | PRODUCE > /dev/null");
    assert_eq!(world.ends("t"), [5]);
    let line = [CONSUME, " --from-beginning --max-messages 5 2>/dev/null"].concat();
    let piped = [&*line, " | grep -v m3 | sort -r | head -n 2; echo $?"].concat();
    assert_eq!(run(&mut world, &piped).1, "m5\nm4\n0\n");
    let read = [
        "(",
        &line,
        " | while read m; do echo \"[$m]\"; done) | tail -n 1",
    ]
    .concat();
    assert_eq!(run(&mut world, &read).1, "[m5]\n");
    let file = [&*line, " > all; wc -l < all; cat all | tail -n 1"].concat();
    assert_eq!(run(&mut world, &file).1, "5\nm5\n");
}

#[test]
fn groups_run_tools_and_their_standard_input_is_shared() {
    let (world, out) = prints("(echo a; TOPICS --list; echo b) | tr a-z A-Z");
    assert_eq!(out, "A\nT\nB\n");
    assert_eq!(world.ends("t"), [0]);
    let (world, out) = prints("printf 'a\\nb\\n' | { PRODUCE > /dev/null; echo done; }");
    assert_eq!((&*out, world.ends("t")), ("done\n", vec![2]));
    let (world, out) = prints("while read t; do TOPICS --create --topic $t; done <<< $'u\\nv'");
    assert_eq!(out, "Created topic u.\nCreated topic v.\n");
    assert_eq!(world.ends("v"), [0]);
    let (_, out) = prints("for t in x y; do TOPICS --create --topic $t; done | wc -l");
    assert_eq!(out, "2\n");
}

#[test]
fn a_line_goes_on_by_the_status_of_its_tools() {
    let mut world = World::new();
    let create = [TOPICS, " --create --topic t > /dev/null"].concat();
    let line = [&*create, " && echo made; ", &create, " 2>&1 || echo $?"].concat();
    let (status, out, err) = run(&mut world, &line);
    assert_eq!((status, &*err), (0, ""));
    assert!(out.starts_with("made\n") && out.ends_with("1\n"), "{out}");
}

#[test]
fn a_signal_ends_a_tool_in_a_group_and_the_line_with_it() {
    let mut world = World::new();
    world.topic("t", 1);
    let line = ["(echo a; ", CONSUME, "; echo never) | cat; echo never"].concat();
    let job = typed(&mut world, &line);
    world.wait(2_000);
    assert_eq!(status(&world, job), None);
    world.submit(Command::Signal {
        job: Some(job),
        signal: Signal::Interrupt,
    });
    world.wait(2_000);
    assert_eq!(status(&world, job), Some(130));
    let job = &world.cluster.state().terminal().jobs()[&job];
    assert!(!job
        .output()
        .iter()
        .any(|chunk| chunk.text.contains("never")));
}

#[test]
fn what_one_line_sets_the_next_one_knows() {
    let mut world = World::new();
    run(&mut world, "B=localhost:9092; export topic=orders; false");
    let line = "echo $?; kafka-topics.sh --bootstrap-server $B --create --topic \"$topic\"";
    assert_eq!(run(&mut world, line).1, "1\nCreated topic orders.\n");
}
