//! How esbuild is asked for bundles, whatever they are for.

/// What the published code begins with that others copy: a comment that minifiers keep.
pub(crate) const BANNER: &str = concat!(
    "/*! kafka-playground ",
    env!("CARGO_PKG_VERSION"),
    ", Apache-2.0 */\n"
);

pub(crate) const ESBUILD: &[&str] = &[
    "--bundle",
    "--minify",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
    "--loader:.svg=dataurl",
    "--loader:.png=dataurl",
    // The keys of the tables of texts (web/src/texts), and nothing else.
    "--mangle-props=^\\$",
    concat!(
        "--define:globalThis.KAFKA_PLAYGROUND_VERSION=\"",
        env!("CARGO_PKG_VERSION"),
        "\""
    ),
];
