//! How a batch is compressed.

/// The codec of a batch, as its attributes name it. Records are kept as they
/// are all the same; the codec is a name and a size.
///
/// Source: `CompressionType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// Not compressed.
    #[default]
    None,
    /// `gzip`.
    Gzip,
    /// `snappy`.
    Snappy,
    /// `lz4`.
    Lz4,
    /// `zstd`.
    Zstd,
}

impl Compression {
    /// All codecs, in the order of their numbers in a batch's attributes.
    pub const ALL: [Compression; 5] = [
        Compression::None,
        Compression::Gzip,
        Compression::Snappy,
        Compression::Lz4,
        Compression::Zstd,
    ];

    /// The name in `compression.type`.
    pub fn name(self) -> &'static str {
        match self {
            Compression::None => "none",
            Compression::Gzip => "gzip",
            Compression::Snappy => "snappy",
            Compression::Lz4 => "lz4",
            Compression::Zstd => "zstd",
        }
    }

    /// The codec of this name, if there is one.
    pub fn by_name(name: &str) -> Option<Self> {
        Compression::ALL
            .into_iter()
            .find(|codec| codec.name() == name)
    }
}
