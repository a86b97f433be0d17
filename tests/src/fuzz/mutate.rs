//! Real lines in which something is changed.

use worlds::simulation::dice::Dice;

/// What means something to one of the languages.
const PIECES: &[&str] = &[
    "'",
    "\"",
    "\\",
    "$",
    "$(",
    ")",
    "(",
    "{",
    "}",
    "`",
    "|",
    "||",
    "&",
    "&&",
    ";",
    "<",
    ">",
    ">>",
    "<<",
    "<<<",
    "<<EOF\n",
    "2>&1",
    "#",
    "\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "=",
    ",",
    ":",
    "--",
    "-",
    "@",
    "@1 ",
    "%",
    "*",
    "?",
    "~",
    "!",
    "[",
    "]",
    "for ",
    "do ",
    "done",
    "in ",
    "while read ",
    "$x",
    "$?",
    "${x}",
    "{1..9}",
    "{1..999999999}",
    "$(seq 1 99999)",
    "\0",
    "\u{7f}",
    "\u{a0}",
    "é",
    "😀",
    "\u{feff}",
    "\u{202e}",
    "0",
    "9999999999999999999",
    "-1",
    "--help",
    " --topic orders",
    " | ",
    " | head -n 1",
    " > f",
    " &",
];

/// A line in which some things are changed.
pub(super) fn mutate(dice: &mut Dice, line: &str, other: &str) -> String {
    let mut chars: Vec<char> = line.chars().collect();
    for _ in 0..dice.below(4) + 1 {
        let at = dice.below(chars.len() + 1);
        let to = (at + dice.below(12)).min(chars.len());
        match dice.below(9) {
            0 => chars.truncate(at),
            1 => drop(chars.drain(at..to)),
            2 => {
                let again: Vec<char> = chars[at..to].to_vec();
                chars.splice(at..at, again);
            }
            3 if at < chars.len() => {
                let code = u32::from(chars[at]) ^ (1 << dice.below(7));
                chars[at] = char::from_u32(code).unwrap_or('?');
            }
            4 => {
                let words: Vec<&str> = other.split(' ').collect();
                let word = [" ", dice.pick(&words), " "].concat();
                chars.splice(at..at, word.chars());
            }
            5 if dice.one_in(20) => {
                let piece = dice.pick(PIECES);
                let many = piece.repeat(dice.pick(&[50, 500, 3_000]));
                chars.splice(at..at, many.chars());
            }
            _ => {
                chars.splice(at..at, dice.pick(PIECES).chars());
            }
        }
    }
    chars.into_iter().collect()
}

/// Two lines that become one.
pub(super) fn join(dice: &mut Dice, one: &str, other: &str) -> String {
    match dice.below(6) {
        0 => [one, " | ", other].concat(),
        1 => [one, "; ", other].concat(),
        2 => [one, " && ", other].concat(),
        3 => [one, " $(", other, ")"].concat(),
        4 => ["for x in 1 2; do ", one, "; done; ", other].concat(),
        _ => [one, "\n", other].concat(),
    }
}

/// A text that is no line of anything.
pub(super) fn garbage(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..dice.below(30) {
        match dice.one_in(3) {
            true => text.extend(char::from_u32(dice.below(0x3000) as u32)),
            false => text.push_str(dice.pick(PIECES)),
        }
    }
    text
}
