//! Changing settings.

use super::options::{Entities, ADD_CONFIG, ADD_CONFIG_FILE, DELETE_CONFIG};
use super::{client_settings, one_of};
use crate::options::Given;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use client::call::AdminCall;
use protocol::api::{
    AlterConfigsResource, AlterOperation, AlterableConfig, ConfigResource, ResourceType,
};
use protocol::config::Settings;
use protocol::name::Name;

/// `--alter`.
pub(super) fn alter(
    io: &mut Io<'_>,
    given: &Given,
    entities: &Entities,
    kind: ResourceType,
) -> Result<(), Stop> {
    let name = entities.names.first().map_or("", String::as_str);
    let deleted = deleted(given).map(|key| AlterableConfig {
        name: key.into(),
        operation: AlterOperation::Delete,
        value: Some(Name::default()),
    });
    let added = added(io, given)?;
    let added = added.iter().map(|(key, value)| AlterableConfig {
        name: key.clone(),
        operation: AlterOperation::Set,
        value: Some(value.clone()),
    });
    let change = AlterConfigsResource {
        resource: ConfigResource {
            kind,
            name: name.into(),
        },
        configs: deleted.chain(added).collect(),
    };
    let outcome = io.admin(AdminCall::IncrementalAlterConfigs(vec![change]))?;
    if let Some(exception) = outcome.exception() {
        return Err(Throwable::from(&exception).of_future().into());
    }
    let kind = entities.types.first().map_or("", String::as_str);
    let text = match name {
        "" => [
            "Completed updating default config for ",
            kind,
            " in the cluster.",
        ]
        .concat(),
        name => [
            "Completed updating config for ",
            one_of(kind),
            " ",
            name,
            ".",
        ]
        .concat(),
    };
    io.println(&text);
    Ok(())
}

/// The settings that are to be taken back. Commas part them, and what stands
/// between two commas is none.
fn deleted(given: &Given) -> impl Iterator<Item = &str> {
    given.values(DELETE_CONFIG).flat_map(|value| {
        let mut parts: Vec<&str> = value.split(',').filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            parts.push(value);
        }
        parts.into_iter().map(str::trim)
    })
}

/// The settings that are to be set.
fn added(io: &mut Io<'_>, given: &Given) -> Result<Settings, Stop> {
    let mut settings = match given.value(ADD_CONFIG_FILE)? {
        Some(file) => client_settings::load(io.files(), file)?,
        None => Settings::new(),
    };
    if let Some(text) = given.value(ADD_CONFIG)? {
        let mut pairs = split(text, ',');
        while pairs.len() > 1 && pairs.last().is_some_and(|pair| pair.is_empty()) {
            pairs.pop();
        }
        for pair in pairs {
            let parts = split(pair, '=');
            let [key, value] = parts.as_slice() else {
                return illegal(&["requirement failed: Invalid entity config: all configs to be added must be in the format \"key=val\" or  \"key=[val1,val2]\" to group values which contain commas."]);
            };
            let value = value.replace(['[', ']'], "");
            settings.insert(Name::from(key.trim()), Name::from(value.trim()));
        }
    }
    let is_legal = |c: char| c.is_ascii_alphanumeric() || "$._-".contains(c);
    for key in settings.keys() {
        if !key.chars().all(is_legal) {
            return illegal(&["Invalid character found for config key: ", key]);
        }
    }
    Ok(settings)
}

fn illegal<T>(parts: &[&str]) -> Result<T, Stop> {
    Err(Throwable::java("IllegalArgumentException", parts.concat()).into())
}

/// The parts of a text between separators that are not in brackets: the next
/// bracket after them, if there is one, is not a closing one.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let mut rest = text[at..].chars();
        let in_brackets = rest.find(|c| matches!(c, '[' | ']')) == Some(']');
        if c == separator && !in_brackets {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_in_brackets_part_nothing() {
        assert_eq!(split("a=1,b=[2,3],c=", ','), ["a=1", "b=[2,3]", "c="]);
        assert_eq!(split("b=[x=1,y]", '='), ["b", "[x=1,y]"]);
        assert_eq!(split("a=1]b,c", ','), ["a=1]b", "c"]);
    }
}
