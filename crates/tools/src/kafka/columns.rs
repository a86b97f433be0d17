//! Rows of columns, as Java's `printf("%-15s %-10s ...")` lays them out.

/// Puts a text into a column: blanks follow it up to the column's width. Java
/// counts UTF-16 units.
pub(crate) fn put(line: &mut String, text: &str, width: usize) {
    line.push_str(text);
    for _ in text.encode_utf16().count()..width {
        line.push(' ');
    }
}

/// A row of columns with a blank between them. A width of 0 is that of the
/// text.
pub(crate) fn row<'a>(cells: impl IntoIterator<Item = (&'a str, usize)>) -> String {
    let mut line = String::new();
    for (at, (text, width)) in cells.into_iter().enumerate() {
        if at > 0 {
            line.push(' ');
        }
        put(&mut line, text, width);
    }
    line
}

/// The width of a column: that of its longest text, and at least `least`.
pub(crate) fn width<'a>(texts: impl Iterator<Item = &'a str>, least: usize) -> usize {
    let longest = texts.map(|text| text.encode_utf16().count()).max();
    longest.unwrap_or(0).max(least)
}
