//! Web pages: their main text, each character led back to the page's source.
//!
//! The tokeniser walks the source and cuts it into blocks of text with their
//! places ([`page`]). A library that knows pages says what their main text is,
//! without places; that is laid over the blocks, and those that it holds are
//! kept ([`main_text`]).

mod align;
mod elements;
mod entities;
mod head;
mod main_text;
mod page;

use crate::offsets::View;
use crate::reports::Draft;

/// Reads a page: one line a paragraph, heading, list item or cell.
pub(crate) fn read(original: &str) -> Draft {
    let page = page::walk(original, 0);
    let mut notes = Vec::new();
    let kept = main_text::choose(original, &page, &mut notes);
    let mut view = View::default();
    for (block, kept) in page.blocks.iter().zip(kept) {
        if kept {
            view.append(&block.view);
            view.end_line();
        }
    }
    Draft {
        view,
        metadata: head::metadata(&page.head, &mut notes),
        notes,
    }
}

/// Adds all the text of a piece of HTML that stands at byte `at` of its original.
pub(crate) fn push_fragment(view: &mut View, source: &str, at: usize) {
    for block in page::walk(source, at).blocks {
        view.append(&block.view);
        view.end_line();
    }
}

#[cfg(test)]
mod tests;
