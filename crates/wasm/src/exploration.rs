//! What if, in slices of a page's time.

use crate::boundary::object;
use js_sys::Date;
use kafka_playground_shell::WhatIf;
use wasm_bindgen::prelude::*;

/// How many steps are gone between two looks at the clock: less than half a
/// millisecond.
const AT_ONCE: usize = 64;

/// The answer to a line such as `whatif crash c1 --last 10s`. It has copies of
/// its own: whatever is done with its playground meanwhile changes nothing of
/// it, and the other way round.
#[wasm_bindgen]
pub struct Exploration {
    answer: WhatIf,
}

impl Exploration {
    pub(crate) fn of(answer: WhatIf) -> Self {
        Exploration { answer }
    }
}

#[wasm_bindgen]
impl Exploration {
    /// Goes on for so many milliseconds, or, without them, to the end; answers
    /// how many instants are tried by now. How it is cut into slices changes
    /// nothing.
    pub fn step(&mut self, max_ms: Option<f64>) -> u32 {
        let until = max_ms.map(|ms| Date::now() + ms);
        while self.answer.slice(AT_ONCE) {
            if until.is_some_and(|until| Date::now() >= until) {
                break;
            }
        }
        self.answer.tried() as u32
    }

    /// What is known: `{ line, from, to, done, series }`, of which each has its
    /// bars from one on, counted through all series, newest instants first.
    ///
    /// # Errors
    /// None: what is known can always be written.
    pub fn results(&self, from: u32) -> Result<JsValue, JsValue> {
        object(&self.answer.results(from as usize))
    }

    /// What is known as the terminal's lines.
    pub fn table(&self) -> Vec<String> {
        self.answer.table()
    }
}
