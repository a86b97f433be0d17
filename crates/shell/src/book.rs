#![doc = include_str!("book.md")]
