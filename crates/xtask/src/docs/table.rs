//! Tables that a phone folds into paragraphs, and that stay tables for who hears them.

use pulldown_cmark::Alignment;

use super::html::escape;

/// A table that is being written.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    /// The texts of its head, which a phone shows before each cell.
    head: Vec<String>,
    /// Whether its head is being written.
    pub(super) in_head: bool,
    /// Which cell of its row is being written.
    pub(super) column: usize,
    /// The cell that is being written.
    pub(super) cell: String,
    /// The same as text.
    pub(super) cell_text: String,
    /// Whether the cell began with code, which then names its row.
    pub(super) code: Option<String>,
    /// The row that is being written.
    row: String,
    row_id: Option<String>,
}

impl Table {
    /// A table whose columns are aligned so.
    pub(super) fn new(alignments: &[Alignment]) -> Self {
        Self {
            alignments: alignments.to_vec(),
            ..Self::default()
        }
    }

    /// Another row begins.
    pub(super) fn begin_row(&mut self) {
        self.row.clear();
        self.row_id = None;
        self.column = 0;
    }

    /// Another cell begins.
    pub(super) fn begin_cell(&mut self) {
        self.cell.clear();
        self.cell_text.clear();
        self.code = None;
    }

    /// The cell is written; `id` names its row.
    pub(super) fn end_cell(&mut self, id: Option<String>) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"number\"",
            _ => "",
        };
        let cell = std::mem::take(&mut self.cell);
        if self.in_head {
            self.row.push_str(&format!(
                "<th scope=\"col\" role=\"columnheader\"{class}>{cell}</th>"
            ));
            self.head.push(std::mem::take(&mut self.cell_text));
        } else if self.column == 0 {
            self.row_id = id;
            self.row.push_str(&format!(
                "<th scope=\"row\" role=\"rowheader\"{class}>{cell}</th>"
            ));
        } else {
            let label = self.head.get(self.column).map_or("", String::as_str);
            let label = escape(label);
            self.row.push_str(&format!(
                "<td role=\"cell\" data-label=\"{label}\"{class}>{cell}</td>"
            ));
        }
        self.column += 1;
    }

    /// The row that was written, as HTML. A table that a style sheet folds stays one for who hears it, because its roles are written out.
    pub(super) fn end_row(&mut self) -> String {
        let row = std::mem::take(&mut self.row);
        if self.in_head {
            self.in_head = false;
            let columns = self.head.len();
            return format!("<table role=\"table\" data-columns=\"{columns}\">\n<thead role=\"rowgroup\"><tr role=\"row\">{row}</tr></thead>\n<tbody role=\"rowgroup\">\n");
        }
        let id = self
            .row_id
            .take()
            .map_or_else(String::new, |id| format!(" id=\"{id}\""));
        format!("<tr role=\"row\"{id}>{row}</tr>\n")
    }
}
