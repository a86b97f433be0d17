//! Topic patterns: which names they match, and what Java says of those that it
//! refuses. Both were seen in Java 17.

use client::consumer::Pattern;
/// Patterns that Java refuses, and its words.
const REFUSED: &[(&str, &str)] = &[
    ("(", "Unclosed group near index 1\n("),
    ("[a", "Unclosed character class near index 1\n[a\n ^"),
    ("*a", "Dangling meta character '*' near index 0\n*a\n^"),
    ("a{2", "Unclosed counted closure near index 3\na{2"),
    ("a{", "Illegal repetition near index 2\na{"),
    ("a**", "Dangling meta character '*' near index 2\na**\n  ^"),
    ("[z-a]", "Illegal character range near index 3\n[z-a]\n   ^"),
    ("\\", "Unexpected internal error near index 1\n\\"),
    (
        "x{3,1}",
        "Illegal repetition range near index 5\nx{3,1}\n     ^",
    ),
    (")", "Unmatched closing ')'\n)"),
    (
        "a{99999999999}",
        "Illegal repetition range near index 11\na{99999999999}\n           ^",
    ),
    ("(?z)", "Unknown inline modifier near index 2\n(?z)\n  ^"),
    (
        "\\k<x>",
        "named capturing group <x> does not exist near index 4\n\\k<x>\n    ^",
    ),
    (
        "\\y",
        "Illegal/unsupported escape sequence near index 1\n\\y\n ^",
    ),
    ("a{,2}", "Illegal repetition near index 2\na{,2}\n  ^"),
    ("+", "Dangling meta character '+' near index 0\n+\n^"),
    ("?", "Dangling meta character '?' near index 0\n?\n^"),
    ("a|*", "Dangling meta character '*' near index 2\na|*\n  ^"),
    ("(?", "Unknown inline modifier near index 2\n(?"),
    (
        "(?<n",
        "named capturing group is missing trailing '>' near index 4\n(?<n",
    ),
    (
        "(?P<n>a)",
        "Unknown inline modifier near index 2\n(?P<n>a)\n  ^",
    ),
    ("[]", "Unclosed character class near index 1\n[]\n ^"),
    ("[^]", "Unclosed character class near index 2\n[^]\n  ^"),
    (
        "\\p{Foo}",
        "Unknown character property name {Foo} near index 6\n\\p{Foo}\n      ^",
    ),
    (
        "\\p",
        "Unknown character property name {\0} near index 2\n\\p",
    ),
];

#[test]
fn what_java_refuses_is_refused_in_its_words() {
    for (pattern, message) in REFUSED {
        let refused = Pattern::compile(pattern).map(|_| ());
        assert_eq!(refused, Err((*message).to_owned()), "{pattern}");
    }
}

/// Patterns with names that they match and names that they do not.
const MATCHED: &[(&str, &[&str], &[&str])] = &[
    ("shop-.*", &["shop-", "shop-eu"], &["shop", "my-shop-eu"]),
    ("shop", &["shop"], &["shop-eu", "shops"]),
    ("", &[""], &["a"]),
    ("a|b.*", &["a", "b", "bcd"], &["ab", "c"]),
    ("a|", &["a", ""], &["b"]),
    (
        "pa-(?!two).*",
        &["pa-one", "pa-"],
        &["pa-two", "pa-twofold"],
    ),
    ("(?!__).*", &["a", "_a"], &["__a"]),
    (".*(?<!-dlq)", &["orders", "dlq"], &["orders-dlq"]),
    ("(?<=)a(?=b)b", &["ab"], &["a"]),
    ("(?i)PA-ONE", &["pa-one", "Pa-One"], &["pa-two"]),
    ("(?i:PA)-one", &["pa-one"], &["pa-ONE"]),
    ("(?i)[a-c]+(?-i)D", &["AbCD"], &["AbCd"]),
    ("pa-\\w+", &["pa-one", "pa-1_a"], &["pa-", "pa-a.b"]),
    ("\\d{2,3}", &["12", "123"], &["1", "1234"]),
    ("\\d{2,}", &["12", "12345"], &["1"]),
    ("a{2}{3}", &["aaaaaa"], &["aaaaa", "aa"]),
    ("pa-(one|two)", &["pa-one", "pa-two"], &["pa-oneone"]),
    ("(a|b)*c", &["c", "ababc"], &["abab"]),
    ("(a*)*", &["", "aaaa"], &["b"]),
    (
        "(a*)*b",
        &["aaab", "b"],
        &["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"],
    ),
    ("^pa-one$", &["pa-one"], &["pa-one-two"]),
    ("\\Apa\\z", &["pa"], &["pap"]),
    ("\\p{Alpha}+-one", &["pa-one"], &["p1-one"]),
    ("\\P{Digit}+", &["abc"], &["a1"]),
    ("[a-z&&[^b]]+", &["ac"], &["abc"]),
    ("[a-d[x-z]]+", &["adxz"], &["ae"]),
    ("[^a-c]+", &["xyz"], &["xaz"]),
    ("[]a]+", &["a]"], &["b"]),
    ("[a-]+", &["a-"], &["b"]),
    ("[\\w-]+", &["a-b_1"], &["a.b"]),
    ("[\\w.-]+", &["a-b.c"], &["a b"]),
    ("[[:alpha:]]", &["a", ":"], &["b", "ab"]),
    ("a\\.b", &["a.b"], &["axb"]),
    ("\\Qa.b\\E", &["a.b"], &["axb"]),
    ("\\x70a", &["pa"], &["x70a"]),
    ("\\u0070a", &["pa"], &["u0070a"]),
    ("\\bpa-one\\b", &["pa-one"], &["pa-ones"]),
    ("(?:pa)-on++e", &["pa-one", "pa-onne"], &["pa-oe"]),
    (".*+e", &[], &["pa-one"]),
    ("(?>a|ab)c", &["ac"], &["abc"]),
    (".*?e", &["pa-one"], &["pa-on"]),
    ("(?<team>\\w+)-.*", &["red-1"], &["-1"]),
    ("{2}", &[""], &["a"]),
    ("p{1}a", &["pa"], &["ppa"]),
];

#[test]
fn a_pattern_matches_the_whole_name() {
    for (pattern, matched, others) in MATCHED {
        let compiled = Pattern::compile(pattern).unwrap();
        for name in *matched {
            assert!(compiled.matches(name), "{pattern} {name}");
        }
        for name in *others {
            assert!(!compiled.matches(name), "{pattern} {name}");
        }
    }
}

#[test]
fn counted_repetitions_have_a_limit() {
    assert!(Pattern::compile("(a{1000}){1000}").is_err());
    assert!(Pattern::compile("a{1000}")
        .unwrap()
        .matches(&"a".repeat(1000)));
}
