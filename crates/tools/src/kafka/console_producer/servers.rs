//! `host:port`, as the tools take it. There is one broker here, and it is the
//! one that is meant, whatever it is called.

use crate::kafka::client_settings::port;

/// Checks a list of them, as tools do that say so themselves.
/// Source: `ToolsUtils.validateBootstrapServer`.
///
/// # Errors
/// What they say.
pub(super) fn validate(list: Option<&str>) -> Result<(), &'static str> {
    let list = list.unwrap_or_default();
    if list.trim().is_empty() {
        return Err("Error while validating the bootstrap address\n");
    }
    // Empty ones at the end do not count, as in Java's `split`.
    let list = if list.contains(',') {
        list.trim_end_matches(',')
    } else {
        list
    };
    if list.is_empty() || list.split(',').any(|url| port(url).is_none()) {
        return Err("Please provide valid host:port like host1:9091,host2:9092\n");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_has_a_port() {
        for good in [
            "localhost:9092",
            "[::1]:9092",
            "PLAINTEXT://h:1",
            "a:1,b:2",
            "a:1,,",
        ] {
            assert!(validate(Some(good)).is_ok(), "{good}");
        }
        for bad in ["localhost", "a:b", "a b:1", "a:1,b", ","] {
            assert!(validate(Some(bad)).is_err(), "{bad}");
        }
        assert!(validate(Some(" ")).unwrap_err().starts_with("Error while"));
    }
}
