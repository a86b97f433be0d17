//! What is typed while a tool runs: lines, their end, and Ctrl-C.
//!
//! The terminal itself edits these lines, as it does for every program that
//! reads them; so they are read here without waiting, and nothing is taken away
//! that is typed for the next prompt.

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// A line, without its end.
    Line(String),
    /// Ctrl-D.
    End,
    /// Ctrl-C.
    Interrupt,
}

#[cfg(not(unix))]
pub(crate) use elsewhere::Keyboard;
#[cfg(unix)]
pub(crate) use unix::Keyboard;

#[cfg(unix)]
mod unix {
    use super::Typed;
    use nix::poll::{poll, PollFd, PollFlags, PollTimeout};
    use std::collections::VecDeque;
    use std::os::fd::AsFd;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::Arc;
    use std::time::Duration;

    /// The keyboard.
    #[derive(Debug)]
    pub(crate) struct Keyboard {
        interrupted: Arc<AtomicBool>,
        typed: VecDeque<Typed>,
        /// The beginning of a line.
        begun: Vec<u8>,
    }

    impl Keyboard {
        pub(crate) fn new() -> std::io::Result<Self> {
            let interrupted = Arc::new(AtomicBool::new(false));
            signal_hook::flag::register(signal_hook::consts::SIGINT, interrupted.clone())?;
            Ok(Keyboard {
                interrupted,
                typed: VecDeque::new(),
                begun: Vec::new(),
            })
        }

        /// Waits so long for something to be typed.
        pub(crate) fn next(&mut self, wait: Duration) -> Option<Typed> {
            if self.typed.is_empty() && !self.interrupted.load(Ordering::Relaxed) {
                self.read(wait);
            }
            if self.interrupted.swap(false, Ordering::Relaxed) {
                return Some(Typed::Interrupt);
            }
            self.typed.pop_front()
        }

        fn read(&mut self, wait: Duration) {
            let input = std::io::stdin();
            let mut inputs = [PollFd::new(input.as_fd(), PollFlags::POLLIN)];
            let wait = PollTimeout::try_from(wait).unwrap_or(PollTimeout::ZERO);
            // A signal ends the wait, too.
            let Ok(1..) = poll(&mut inputs, wait) else {
                return;
            };
            let mut bytes = [0; 4096];
            match nix::unistd::read(input.as_fd(), &mut bytes) {
                Ok(0) => self.typed.push_back(Typed::End),
                Ok(length) => self.take(&bytes[..length]),
                Err(_) => {}
            }
        }

        fn take(&mut self, bytes: &[u8]) {
            for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
                self.begun.extend(piece);
                if self.begun.ends_with(b"\n") {
                    self.begun.pop();
                    let line = std::mem::take(&mut self.begun);
                    let line = String::from_utf8_lossy(&line).into_owned();
                    self.typed.push_back(Typed::Line(line));
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use super::Typed;
    use std::time::Duration;

    /// No keyboard: what tools read comes from files and pipes.
    #[derive(Debug)]
    pub(crate) struct Keyboard;

    impl Keyboard {
        pub(crate) fn new() -> std::io::Result<Self> {
            Ok(Keyboard)
        }

        /// Waits so long.
        pub(crate) fn next(&mut self, wait: Duration) -> Option<Typed> {
            std::thread::sleep(wait);
            None
        }
    }
}
