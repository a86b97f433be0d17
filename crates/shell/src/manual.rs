//! What `man` shows of a tool.

use tools::kafka::Tool;
use tools::options::table;

/// The page of a tool, line by line.
pub(crate) fn manual(tool: &Tool) -> Vec<String> {
    let mut lines = vec![
        "NAME".to_owned(),
        ["    ", tool.name, ".sh - ", tool.about].concat(),
        String::new(),
        "OPTIONS".to_owned(),
    ];
    let options = table(tool.options);
    lines.extend(options.lines().skip(2).map(|line| ["    ", line].concat()));
    lines.push(String::new());
    lines.push("EXAMPLES".to_owned());
    lines.extend(tool.examples.iter().map(|line| ["    ", line].concat()));
    lines
}
