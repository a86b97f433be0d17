//! The style sheets in code, shrunk.
//!
//! The page's style sheets are templates in JavaScript, because they come with
//! the modules that need them and a browser must read the sources as they are.
//! esbuild does not look into a template; so each is given to it as CSS. One is
//! known by its first words (web/src/styles/adopt.js).

use std::collections::BTreeMap;

use anyhow::{bail, Result};

/// How a style sheet in code begins.
const MARK: &str = "/* sheet */";

/// `code` with each style sheet in it replaced by what `shrink` makes of it.
///
/// Sheets that were shrunk before are kept in `known`: several bundles have them.
pub(crate) fn shrink_sheets(
    code: &str,
    known: &mut BTreeMap<String, String>,
    shrink: impl Fn(&str) -> Result<String>,
) -> Result<String> {
    let mut shrunk = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        let (before, after) = rest.split_at(at);
        let Some(end) = after.find('`').filter(|_| before.ends_with('`')) else {
            bail!("a style sheet in code is not a template that begins with `{MARK}`");
        };
        let sheet = &after[MARK.len()..end];
        if !known.contains_key(sheet) {
            check_plain(sheet)?;
            let small = shrink(sheet)?;
            check_plain(&small)?;
            known.insert(sheet.to_string(), small);
        }
        shrunk.push_str(before);
        shrunk.push_str(&known[sheet]);
        rest = &after[end..];
    }
    shrunk.push_str(rest);
    Ok(shrunk)
}

/// In a template, these would be code or escapes.
fn check_plain(sheet: &str) -> Result<()> {
    if let Some(found) = ["`", "\\", "${"].iter().find(|text| sheet.contains(**text)) {
        bail!("a style sheet in code holds `{found}`, which a template reads as its own: write it otherwise");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shrunk(code: &str) -> Result<String> {
        shrink_sheets(code, &mut BTreeMap::new(), |sheet| {
            Ok(sheet.replace(char::is_whitespace, ""))
        })
    }

    #[test]
    fn sheets_are_shrunk_and_nothing_else() {
        let code = "a=`x y`;b=`/* sheet */\n.a { b: c }\n`;c=`/* sheet */ d `+` e `";
        assert_eq!(shrunk(code).unwrap(), "a=`x y`;b=`.a{b:c}`;c=`d`+` e `");
    }

    #[test]
    fn a_sheet_that_code_would_read_differently_is_refused() {
        for code in [
            "a=\"/* sheet */ b\"",
            "a=`/* sheet */ b",
            "a=`/* sheet */ ${b}`",
            "a=`/* sheet */ \\2039`",
        ] {
            assert!(shrunk(code).is_err(), "{code}");
        }
    }
}
