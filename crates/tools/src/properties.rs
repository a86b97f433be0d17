//! Java's properties on the command line: `key=value`.

use crate::process::Text;
use protocol::config::Settings;

/// Properties of the command line: what stands before the first `=` and what
/// stands after it; without one the value is empty.
/// Source: `CommandLineUtils.parseKeyValueArgs`.
pub(crate) fn of_args<'a>(args: impl Iterator<Item = &'a Text>) -> Settings {
    let mut settings = Settings::new();
    for arg in args {
        let (key, value) = arg.split_once('=').unwrap_or((arg, ""));
        settings.insert(key.into(), value.into());
    }
    settings
}

/// Adds properties to others, of which they replace those of the same keys.
pub(crate) fn put_all(settings: &mut Settings, others: &Settings) {
    for (key, value) in others.iter() {
        settings.insert(key.clone(), value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_of_a_key_counts() {
        let args = ["a=1", "b", "a=x=y"].map(Text::from);
        let settings = of_args(args.iter());
        assert_eq!(settings.get("a").map(|value| value.as_str()), Some("x=y"));
        assert_eq!(settings.get("b").map(|value| value.as_str()), Some(""));
    }
}
