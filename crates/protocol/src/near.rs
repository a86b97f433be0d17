//! The nearest known word.
//!
//! *Read on in [the broker](../../broker/index.html), the next crate.*

/// The candidate that `word` was most likely meant to be, if one is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(64).collect();
    let allowed = (word.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= allowed || is_prefix(&word, candidate) && word.len() > 1
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn is_prefix(word: &[char], candidate: &str) -> bool {
    let mut chars = candidate.chars();
    word.iter().all(|c| chars.next() == Some(*c))
}

/// Letters to add, drop, change or swap with a neighbour.
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let width = b.len() + 1;
    let mut before_last = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1; width];
        for j in 0..b.len() {
            let same = usize::from(a[i] != b[j]);
            row[j + 1] = (last[j] + same).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[width - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let words = ["produce", "consume", "pause", "poll", "crash"];
        for (word, expected) in [
            ("prodcue", Some("produce")),
            ("cosume", Some("consume")),
            ("prod", Some("produce")),
            ("pol", Some("poll")),
            ("xyzzy", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, words), expected, "{word}");
        }
    }
}
