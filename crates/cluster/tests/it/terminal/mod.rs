//! Lines that are typed into the terminal.

mod lines;
mod loops;

use cluster::command::Command;
use cluster::terminal::{JobId, ShellLine};
use tools::{ExitStatus, Stream};
use worlds::World;

/// A line is typed.
fn typed(world: &mut World, line: &str) -> JobId {
    let job = world.cluster.state().terminal().next_job();
    let line = ShellLine::read(line).expect("a line");
    world.submit(Command::Shell(line));
    job
}

/// What a job has printed, on one of the streams or on both.
fn printed(world: &World, job: JobId, stream: Option<Stream>) -> String {
    let job = &world.cluster.state().terminal().jobs()[&job];
    let chunks = job.output().iter();
    let chunks = chunks.filter(|chunk| stream.is_none_or(|stream| chunk.stream == Some(stream)));
    chunks.map(|chunk| &*chunk.text).collect()
}

fn status(world: &World, job: JobId) -> Option<ExitStatus> {
    let job = &world.cluster.state().terminal().jobs()[&job];
    job.ended().map(|(_, status)| status)
}

/// A line is typed and runs to its end.
fn run(world: &mut World, line: &str) -> (ExitStatus, String, String) {
    let job = typed(world, line);
    world.wait_until(line, |cluster| {
        cluster.state().terminal().jobs()[&job].ended().is_some()
    });
    let status = status(world, job).expect("it ended");
    let out = printed(world, job, Some(Stream::Out));
    (status, out, printed(world, job, Some(Stream::Err)))
}

const PRODUCE: &str = "kafka-console-producer.sh --bootstrap-server localhost:9092 --topic t";
const CONSUME: &str = "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic t";
