//! A JSON value, and its text.

use super::write;

/// A JSON value. There are no fractions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, whose fields stay in their order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value as text, without blanks.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.print(&mut out);
        out
    }

    /// How long the text is, more or less: what is escaped counts as if it were
    /// not.
    pub fn length(&self) -> usize {
        match self {
            Json::Null | Json::Bool(_) => 4,
            Json::Int(number) => {
                let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0);
                digits as usize + 1 + usize::from(*number < 0)
            }
            Json::Text(text) => text.len() + 2,
            Json::List(items) => {
                let items = items.iter().map(|item| item.length() + 1);
                items.sum::<usize>().max(1) + 1
            }
            Json::Object(fields) => {
                let fields = fields.iter();
                let fields = fields.map(|(name, value)| name.len() + value.length() + 4);
                fields.sum::<usize>().max(1) + 1
            }
        }
    }

    fn print(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(true) => out.push_str("true"),
            Json::Bool(false) => out.push_str("false"),
            Json::Int(number) => write::number(*number, out),
            Json::Text(text) => write::string(text, out),
            Json::List(items) => {
                out.push('[');
                for item in items {
                    write::separate(out);
                    item.print(out);
                }
                out.push(']');
            }
            Json::Object(fields) => {
                out.push('{');
                for (name, value) in fields {
                    write::name(name, out);
                    value.print(out);
                }
                out.push('}');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(fields: &[(&str, Json)]) -> Json {
        let fields = fields.iter();
        let fields = fields.map(|(name, value)| ((*name).to_owned(), value.clone()));
        Json::Object(fields.collect())
    }

    #[test]
    fn values_lie_in_values() {
        let inner = object(&[
            ("a", Json::Null),
            ("b", Json::List(vec![Json::Bool(true), Json::Bool(false)])),
        ]);
        let value = Json::List(vec![
            Json::Object(Vec::new()),
            Json::List(Vec::new()),
            inner,
            Json::Text("x\n".to_owned()),
            Json::Int(-120),
            Json::Int(i64::MIN),
        ]);
        let text = r#"[{},[],{"a":null,"b":[true,false]},"x\n",-120,"-9223372036854775808"]"#;
        assert_eq!(value.text(), text);
    }

    #[test]
    fn the_length_is_that_of_the_text() {
        for value in [
            Json::Null,
            Json::Int(0),
            Json::Int(-10),
            Json::Int(999),
            Json::Text("abc".to_owned()),
            Json::List(Vec::new()),
            Json::List(vec![Json::Int(1), Json::Int(2)]),
            object(&[]),
            object(&[("a", Json::Int(1)), ("bc", Json::Bool(true))]),
        ] {
            assert_eq!(value.length(), value.text().len(), "{value:?}");
        }
    }
}
