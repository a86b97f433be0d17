//! Runs lines by chance, until time is up or there were enough.
//!
//! `fuzz [--seconds N] [--lines N] [--seed N]`: the first seed is the one that
//! is given, and each case takes the next. A case that fails is shrunk and
//! printed; so is what somebody would have to wait for. The exit status is 0
//! only where none fails.

use kafka_playground_tests::fuzz::{draw, play, shrink, Deed, Progress};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many lines a case has.
const LINES: usize = 30;
/// What takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(30);

struct Arguments {
    seconds: Option<u64>,
    lines: u64,
    seed: u64,
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments {
        seconds: None,
        lines: u64::MAX,
        seed: 1,
    };
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || {
            let value = given.next().and_then(|value| value.parse().ok());
            value.ok_or_else(|| format!("{argument} needs a number"))
        };
        match argument.as_str() {
            "--seconds" => arguments.seconds = Some(value()?),
            "--lines" => arguments.lines = value()?,
            "--seed" => arguments.seed = value()?,
            other => return Err(format!("{other} is no argument")),
        }
    }
    Ok(arguments)
}

/// What a thread does at the moment.
type Doing = Mutex<Option<(Instant, u64, String)>>;

/// What all threads share.
struct Shared {
    next: AtomicU64,
    failed: AtomicBool,
    over: AtomicBool,
    sum: Mutex<Progress>,
    doing: Vec<Doing>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// Plays one case after the other.
    fn work(&self, arguments: &Arguments, until: Option<Instant>, doing: &Doing) {
        loop {
            let lines = locked(&self.sum).lines as u64;
            let late = until.is_some_and(|until| Instant::now() >= until);
            if late || lines >= arguments.lines || self.failed.load(Ordering::Relaxed) {
                *locked(doing) = None;
                return;
            }
            let seed = self.next.fetch_add(1, Ordering::Relaxed);
            let deeds = draw(seed, LINES);
            let told = |deed: &Deed| {
                *locked(doing) = Some((Instant::now(), seed, deed.to_string()));
            };
            match play(seed, &deeds, &told) {
                Ok(done) => {
                    let mut sum = locked(&self.sum);
                    sum.lines += done.lines;
                    sum.taken += done.taken;
                    sum.jobs += done.jobs;
                    sum.candidates += done.candidates;
                }
                Err(failure) => {
                    self.failed.store(true, Ordering::Relaxed);
                    *locked(doing) = None;
                    eprintln!("seed {seed}: {}", failure.message);
                    let (deeds, failure) = shrink(seed, deeds, failure);
                    eprintln!("It fails with");
                    for deed in &deeds {
                        eprintln!("  {deed}");
                    }
                    eprintln!("because {}", failure.message);
                    eprintln!("Once it is mended, seed {seed} belongs to tests/tests/it/fuzz.rs.");
                }
            }
        }
    }

    /// Ends this program where something takes too long.
    fn watch(&self) {
        while !self.over.load(Ordering::Relaxed) {
            for doing in &self.doing {
                if let Some((since, seed, deed)) = &*locked(doing) {
                    if since.elapsed() > PATIENCE {
                        eprintln!("seed {seed} hangs: {deed}");
                        std::process::exit(1);
                    }
                }
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    // What panics is told with its case.
    std::panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            eprintln!("a panic at {place}");
        }
    }));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let began = Instant::now();
    let until = arguments.seconds.map(|s| began + Duration::from_secs(s));
    let shared = Shared {
        next: AtomicU64::new(arguments.seed),
        failed: AtomicBool::new(false),
        over: AtomicBool::new(false),
        sum: Mutex::default(),
        doing: (0..threads).map(|_| Mutex::default()).collect(),
    };
    std::thread::scope(|scope| {
        scope.spawn(|| shared.watch());
        let workers: Vec<_> = shared.doing.iter().collect();
        let workers: Vec<_> = workers
            .into_iter()
            .map(|doing| scope.spawn(|| shared.work(&arguments, until, doing)))
            .collect();
        for worker in workers {
            drop(worker.join());
        }
        shared.over.store(true, Ordering::Relaxed);
    });
    let sum = *locked(&shared.sum);
    let seconds = began.elapsed().as_secs();
    let cases = shared.next.load(Ordering::Relaxed) - arguments.seed;
    println!(
        "{} lines in {cases} cases and {seconds} s: {} were taken, {} of them ran tools; {} candidates",
        sum.lines, sum.taken, sum.jobs, sum.candidates
    );
    match shared.failed.load(Ordering::Relaxed) {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}
