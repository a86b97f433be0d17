//! Topics that a pattern includes.
//!
//! Source: `org.apache.kafka.tools.filter.TopicFilter`.

use crate::throwable::Throwable;
use client::consumer::Pattern;

/// Which topics are meant: a Java regular expression for the whole name, in
/// which a comma means "or".
#[derive(Clone, Debug)]
pub(crate) struct IncludeList(Pattern);

impl IncludeList {
    /// Reads a pattern. Blanks in it mean nothing, and quotes around it are
    /// taken off.
    pub(crate) fn new(text: &str) -> Result<Self, Throwable> {
        let is_blank = |c: char| c <= ' ';
        let regex = text.trim_matches(is_blank).replace(',', "|");
        let regex = regex.replace(' ', "");
        let regex = regex.trim_matches(['"', '\'']);
        match Pattern::compile(regex) {
            Ok(pattern) => Ok(IncludeList(pattern)),
            Err(_) => {
                let text = [regex, " is an invalid regex."].concat();
                Err(Throwable::java("RuntimeException", text))
            }
        }
    }

    /// Whether a topic is meant.
    pub(crate) fn includes(&self, topic: &str) -> bool {
        self.0.matches(topic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_blanks_and_quotes_mean_something_of_their_own() {
        let list = IncludeList::new(" 'orders, pay.*'").unwrap();
        for (topic, included) in [
            ("orders", true),
            ("payments", true),
            ("orders2", false),
            (" pay", false),
        ] {
            assert_eq!(list.includes(topic), included, "{topic}");
        }
        let refused = IncludeList::new("o[").unwrap_err();
        assert_eq!(refused.text(), "o[ is an invalid regex.");
    }
}
