//! Keys of settings, and their values.

use super::offered::Offer;
use super::typed::Typed;
use super::Wish;
use client::partitioner::family::FAMILY;
use protocol::config::{ConfigDef, ConfigType, Definition};

/// A default that is longer than this is not said.
const LONGEST_DEFAULT: usize = 40;

/// Which settings a word may name.
pub(super) type Tables = &'static ConfigDef;

/// Keys of settings, each followed by `tail`.
pub(super) fn keys(table: Tables, tail: &'static str) -> Vec<Offer> {
    let definitions = table.definitions();
    definitions
        .map(|definition| Offer::new(definition.name, about(&definition)).then(tail))
        .collect()
}

fn about(definition: &Definition) -> String {
    let kind = definition.kind.name().to_ascii_lowercase();
    match definition.default {
        Some(default) if default.len() <= LONGEST_DEFAULT && !default.is_empty() => {
            [&kind, ", else ", default].concat()
        }
        _ => kind,
    }
}

/// The values that are known of a setting.
pub(super) fn values(table: Tables, key: &str) -> Vec<Offer> {
    if key == FAMILY {
        return Vec::new();
    }
    let Some(definition) = table.find(key) else {
        return Vec::new();
    };
    let mut values: Vec<&str> = match definition.kind {
        ConfigType::Boolean => vec!["true", "false"],
        _ => definition.valid().map(choices).unwrap_or_default(),
    };
    let default = definition.default.filter(|default| !default.is_empty());
    let short = default.filter(|default| default.len() <= LONGEST_DEFAULT);
    if let Some(default) = short.filter(|default| !values.contains(default)) {
        values.push(default);
    }
    let offer = |value: &str| {
        let is_default = default == Some(value);
        Offer::new(value, if is_default { "the default" } else { "" })
    };
    values.into_iter().map(offer).collect()
}

/// The words of a rule such as `[compact, delete]`; none of one for numbers.
fn choices(rule: &'static str) -> Vec<&'static str> {
    let rule = rule.trim_start_matches("(case insensitive) ");
    let words = rule.strip_prefix('[').and_then(|r| r.strip_suffix(']'));
    let Some(words) = words.filter(|words| !words.contains("...")) else {
        return Vec::new();
    };
    let words = words.split(", ");
    // A duration in the place of its letters is for whoever writes it.
    words.filter(|word| !word.contains(':')).collect()
}

/// What completes `key=value`, where the pair begins after some letters of the
/// word.
pub(super) fn pair(table: Tables, word: &Typed, begun: usize) -> Wish {
    let text = word.text_from(begun);
    match text.split_once('=') {
        None => Wish::after(begun, keys(table, "=")),
        Some((key, _)) => {
            let kept = begun + key.chars().count() + 1;
            Wish::after(kept, values(table, key))
        }
    }
}

/// The same, where pairs stand one after the other with commas between them; a
/// value with commas of its own stands in brackets.
pub(super) fn pairs(table: Tables, word: &Typed, begun: usize) -> Wish {
    let text = word.text_from(begun);
    let mut pair_begins = 0;
    let mut item_begins = 0;
    let mut depth = 0_usize;
    for (at, c) in text.chars().enumerate() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => pair_begins = at + 1,
            _ => {}
        }
        if "[,".contains(c) {
            item_begins = at + 1;
        }
    }
    let wish = pair(table, word, begun + pair_begins);
    match depth {
        0 => wish,
        _ => Wish::after(begun + item_begins, wish.offers),
    }
}
