//! Which names a topic can have.
//!
//! Broker, client and tools ask the same rules, and say the same of a name that breaks one.
//!
//! *Read next: [`api`](crate::api), what the two say to each other.*

/// Kafka's topics of its own: clients see them only if they ask for them.
const INTERNAL: [&str; 3] = [
    "__consumer_offsets",
    "__transaction_state",
    "__share_group_state",
];

/// The longest name, in UTF-16 units as Java counts (a legal name has one for
/// each character).
pub(crate) const MAX_LENGTH: usize = 249;

/// Checks a name of a topic (`Topic.validate`).
///
/// # Errors
/// The message of Kafka's `InvalidTopicException`.
pub fn validate(name: &str) -> Result<(), String> {
    validate_as("Topic name", name)
}

/// Checks another name that follows the rules of topics; `what` it is begins
/// the sentence.
///
/// # Errors
/// Kafka's text.
pub fn validate_as(what: &str, name: &str) -> Result<(), String> {
    let reason: &[&str] = if name.is_empty() {
        &["the empty string is not allowed"]
    } else if name == "." || name == ".." {
        &["'", name, "' is not allowed"]
    } else if name.encode_utf16().count() > MAX_LENGTH {
        // The number is MAX_LENGTH.
        &[
            "the length of '",
            name,
            "' is longer than the max allowed length 249",
        ]
    } else if !name.bytes().all(is_legal) {
        &[
            "'",
            name,
            "' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
        ]
    } else {
        return Ok(());
    };
    Err([what, " is invalid: ", &reason.concat()].concat())
}

/// Whether a byte is one of Kafka's `[a-zA-Z0-9._-]`. No byte of a longer
/// character is.
fn is_legal(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

/// Whether a name has a character that can collide, `.` or `_`
/// (`Topic.hasCollisionChars`): the tools warn about these.
pub fn has_collision_chars(name: &str) -> bool {
    name.bytes().any(|byte| matches!(byte, b'.' | b'_'))
}

/// The name with `_` for each `.`, as metrics have it
/// (`Topic.unifyCollisionChars`).
pub fn unify(name: &str) -> String {
    name.replace('.', "_")
}

/// Whether two names are the same once `.` and `_` are
/// (`Topic.hasCollision`): a topic cannot be created beside such another.
pub fn collides(left: &str, right: &str) -> bool {
    let dots_as_underscores = |byte| if byte == b'.' { b'_' } else { byte };
    left.bytes()
        .map(dots_as_underscores)
        .eq(right.bytes().map(dots_as_underscores))
}

/// Whether the name is that of one of Kafka's own topics
/// (`Topic.isInternal`).
pub fn is_internal(name: &str) -> bool {
    INTERNAL.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_names_pass() {
        let longest = "x".repeat(MAX_LENGTH);
        for name in ["a", "...", "_0-9_.", "ORDERS_2024", "-", &longest] {
            assert_eq!(validate(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn illegal_names_get_kafkas_message() {
        let long = "x".repeat(MAX_LENGTH + 1);
        let too_long = format!("the length of '{long}' is longer than the max allowed length 249");
        for (name, reason) in [
            ("", "the empty string is not allowed"),
            (".", "'.' is not allowed"),
            ("..", "'..' is not allowed"),
            (&long, &too_long),
            (
                "caf\u{e9}",
                "'caf\u{e9}' contains one or more characters other than ASCII \
                 alphanumerics, '.', '_' and '-'",
            ),
        ] {
            let message = format!("Topic name is invalid: {reason}");
            assert_eq!(validate(name), Err(message), "{name}");
        }
    }

    #[test]
    fn length_is_looked_at_before_characters_and_in_utf16_units() {
        let length_refused =
            |name: &str| validate(name).is_err_and(|message| message.contains("the length of"));
        assert!(!length_refused(&"\u{e9}".repeat(MAX_LENGTH)));
        assert!(length_refused(&"\u{e9}".repeat(MAX_LENGTH + 1)));
        assert!(length_refused(&"\u{1f600}".repeat(MAX_LENGTH / 2 + 1)));
    }

    #[test]
    fn dots_and_underscores_collide() {
        for (left, right, collide) in [
            ("a.b", "a_b", true),
            ("a_b.c", "a.b_c", true),
            ("a.b", "a-b", false),
            ("a.b", "a.b.", false),
        ] {
            assert_eq!(collides(left, right), collide, "{left} {right}");
            assert_eq!(unify(left) == unify(right), collide, "{left} {right}");
        }
        assert!(has_collision_chars("a.b") && has_collision_chars("a_b"));
        assert!(!has_collision_chars("a-b"));
    }

    #[test]
    fn kafkas_own_topics_are_internal() {
        assert!(is_internal("__consumer_offsets"));
        assert!(!is_internal("__consumer_offset"));
        assert!(!is_internal("__cluster_metadata"));
    }
}
