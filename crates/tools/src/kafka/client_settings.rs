//! The settings of a tool's client: `--command-config` and
//! `--bootstrap-server`, and what Kafka says when no client can be made of
//! them.
//!
//! Source: `Utils.loadProps`, `AdminClientConfig`,
//! `ClientUtils.parseAndValidateAddresses`.

use crate::options::Given;
use crate::throwable::{Stop, Throwable};
use crate::Files;
use protocol::config::{Settings, ADMIN};
use protocol::name::Name;

/// The option that names a file of settings.
pub(crate) const COMMAND_CONFIG: &str = "command-config";

/// The setting that says where the cluster is.
pub(crate) const SERVERS: &str = "bootstrap.servers";

/// The option that names the cluster.
pub(crate) const BOOTSTRAP_SERVER: &str = "bootstrap-server";

/// What a file of settings says, or that there is none.
pub(crate) fn load(files: &Files, name: &str) -> Result<Settings, Throwable> {
    match files.get(name) {
        Some(text) => Ok(properties(text)),
        None => Err(Throwable::new("java.nio.file.NoSuchFileException", name)),
    }
}

/// The settings that options give to an admin client, not checked yet.
pub(crate) fn read(given: &Given, files: &Files) -> Result<Settings, Stop> {
    read_or(given, files, |no_file| no_file)
}

/// The same for a tool that throws something else where there is no such file.
pub(crate) fn read_or(
    given: &Given,
    files: &Files,
    thrown: impl FnOnce(Throwable) -> Throwable,
) -> Result<Settings, Stop> {
    let mut settings = match given.value(COMMAND_CONFIG)? {
        Some(file) => load(files, file).map_err(thrown)?,
        None => Settings::new(),
    };
    if let Some(server) = given.value(BOOTSTRAP_SERVER)? {
        settings.insert(SERVERS.into(), Name::from(&**server));
    }
    Ok(settings)
}

/// The settings of an admin client that was given options, without a word
/// about what is wrong with them: a tool that cannot make its client never
/// calls it.
pub(crate) fn of(given: &Given, files: &Files) -> Settings {
    match read(given, files) {
        Ok(settings) if check(&settings).is_ok() => settings,
        _ => Settings::new(),
    }
}

/// Whether an admin client can be made with these settings.
pub(crate) fn check(settings: &Settings) -> Result<(), Throwable> {
    ADMIN.check(settings).map_err(|e| Throwable::from(&e))?;
    let servers = settings.get(SERVERS);
    let servers = servers.map(|servers| servers.as_str()).unwrap_or_default();
    addresses(servers).map_err(|why| {
        let class = "org.apache.kafka.common.config.ConfigException";
        let text = "Failed to create new KafkaAdminClient";
        Throwable::new("org.apache.kafka.common.KafkaException", text)
            .because(Throwable::new(class, why))
    })
}

/// Whether these are addresses; every one of them is the playground's broker.
pub(crate) fn addresses(servers: &str) -> Result<(), String> {
    let urls = servers.split(',').map(str::trim);
    let mut urls = urls.filter(|url| !url.is_empty()).peekable();
    if urls.peek().is_none() {
        return Err("You must set either bootstrap.servers or bootstrap.controllers".to_owned());
    }
    for url in urls {
        let port = port(url).ok_or_else(|| ["Invalid url in bootstrap.servers: ", url].concat())?;
        if !port.parse::<u32>().is_ok_and(|port| port <= 65_535) {
            return Err(["Invalid port in bootstrap.servers: ", url].concat());
        }
    }
    Ok(())
}

/// The port of an address, if it is one.
pub(crate) fn port(url: &str) -> Option<&str> {
    let address = match url.split_once("://") {
        Some((_, address)) => address,
        None => url,
    };
    let (host, port) = address.rsplit_once(':')?;
    let host = host.strip_prefix('[').unwrap_or(host);
    let host = host.strip_suffix(']').unwrap_or(host);
    let legal = |c: char| c.is_ascii_alphanumeric() || "-%._:".contains(c);
    let digits = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    (digits && !host.is_empty() && host.chars().all(legal)).then_some(port)
}

/// A file of Java's properties: `key=value`, `key: value` or `key value`, `#`
/// and `!` before comments, and `\` before what is not meant, or at the end of
/// a line that goes on.
fn properties(text: &str) -> Settings {
    let mut settings = Settings::new();
    let mut lines = text.lines();
    while let Some(first) = lines.next() {
        let mut line = first.trim_start().to_owned();
        if line.starts_with(['#', '!']) {
            continue;
        }
        while line.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1 {
            line.pop();
            match lines.next() {
                Some(next) => line.push_str(next.trim_start()),
                None => break,
            }
        }
        if !line.is_empty() {
            let (key, value) = entry(&line);
            settings.insert(key.into(), value.into());
        }
    }
    settings
}

/// The two halves of a line.
fn entry(line: &str) -> (String, String) {
    let mut key = String::new();
    let mut rest = line.chars();
    let mut parted = None;
    while let Some(c) = rest.next() {
        match c {
            '\\' => key.extend(unescaped(&mut rest)),
            '=' | ':' => {
                parted = Some(true);
                break;
            }
            c if c.is_ascii_whitespace() => {
                parted = Some(false);
                break;
            }
            c => key.push(c),
        }
    }
    let mut value = rest.as_str().trim_start();
    if parted == Some(false) {
        value = value.strip_prefix(['=', ':']).unwrap_or(value).trim_start();
    }
    let mut text = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => text.extend(unescaped(&mut rest)),
            c => text.push(c),
        }
    }
    (key, text)
}

/// What stands after a `\`.
fn unescaped(rest: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match rest.next()? {
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        'f' => '\u{c}',
        'u' => {
            let digits: String = rest.by_ref().take(4).collect();
            let code = u32::from_str_radix(&digits, 16).ok()?;
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_read_as_java_reads_them() {
        let text = "# a comment\n! another\n\nclient.id = me\na:b\nc d\\\n  e\nf\\=g=h\\u0041\n";
        let read = properties(text);
        let pairs: Vec<(&str, &str)> = read
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        let expected = [("a", "b"), ("c", "de"), ("client.id", "me"), ("f=g", "hA")];
        assert_eq!(pairs, expected);
    }

    #[test]
    fn addresses_have_a_host_and_a_port() {
        for good in ["localhost:9092", "PLAINTEXT://a:1, b:2", "[::1]:9092"] {
            assert_eq!(addresses(good), Ok(()), "{good}");
        }
        for (bad, why) in [
            ("nohost", "Invalid url in bootstrap.servers: nohost"),
            ("nohost:x", "Invalid url in bootstrap.servers: nohost:x"),
            ("a:70000", "Invalid port in bootstrap.servers: a:70000"),
            (
                "",
                "You must set either bootstrap.servers or bootstrap.controllers",
            ),
        ] {
            assert_eq!(addresses(bad), Err(why.to_owned()));
        }
    }
}
