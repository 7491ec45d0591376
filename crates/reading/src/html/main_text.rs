//! Says which blocks of a page are its main text.

use std::thread;

use rs_trafilatura::page_type::PageType;

use super::align;
use super::page::{Block, Page};
use crate::Note;

/// Open elements that the library's tree may have on top of each other; real
/// pages stay below a hundred, and a tree far deeper takes it minutes.
const DEEPEST: usize = 256;
/// Start tags and bytes beyond which the library takes too long.
const MOST_TAGS: usize = 20_000;
const LARGEST: usize = 8 << 20;
/// The library's own stack: its helpers recurse, and the caller's stack is
/// not ours to spend.
const STACK: usize = 32 << 20;
/// Bytes of main text below which the library has most likely missed it.
const TOO_LITTLE: usize = 80;

/// Which blocks are main text, by the library where it can be used, else by
/// simple rules.
pub(crate) fn choose(source: &str, page: &Page, notes: &mut Vec<Note>) -> Vec<bool> {
    let fits = page.depth <= DEEPEST && page.tags <= MOST_TAGS && source.len() <= LARGEST;
    let texts: Vec<&str> = page.blocks.iter().map(|block| block.view.text()).collect();
    let kept = fits
        .then(|| without_scripts(source, page))
        .and_then(by_library)
        .and_then(|text| align::blocks_in(&texts, &text));
    let size = |kept: &[bool]| -> usize {
        let kept = texts.iter().zip(kept).filter(|(_, kept)| **kept);
        kept.map(|(text, _)| text.len()).sum()
    };
    let simple = simple_rules(&page.blocks);
    match kept {
        Some(kept) if size(&kept) >= TOO_LITTLE => kept,
        Some(kept) if size(&kept) >= size(&simple) => kept,
        Some(_) => simple,
        None => {
            notes.push(Note::SimpleRules);
            simple
        }
    }
}

/// The source less scripts and styles. The library would prefer the text that
/// a script repeats to the text of the page, which alone has places.
fn without_scripts(source: &str, page: &Page) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut from = 0;
    for script in &page.scripts {
        kept.push_str(source.get(from..script.start).unwrap_or_default());
        from = script.end.max(from);
    }
    kept.push_str(source.get(from..).unwrap_or_default());
    kept
}

/// The main text by the library; `None` where it fails.
///
/// It runs on a thread of its own: a panic in it is a failure to find the
/// text, not the end of the reading, and leaves none of its state behind.
fn by_library(source: String) -> Option<String> {
    let find = move || {
        let options = rs_trafilatura::Options {
            page_type: Some(PageType::Article),
            ..rs_trafilatura::Options::default()
        };
        rs_trafilatura::extract_with_options(&source, &options).ok()
    };
    let thread = thread::Builder::new()
        .name("main text".to_owned())
        .stack_size(STACK);
    let found = thread.spawn(find).ok()?.join().ok()??;
    Some(found.content_text)
}

/// Blocks of the article, where one is marked and has some text, else of the
/// page; without furniture and without blocks that are mostly links.
fn simple_rules(blocks: &[Block]) -> Vec<bool> {
    let prose = |block: &Block| !block.in_furniture && block.linked * 2 < block.view.text().len();
    let in_article: usize = blocks
        .iter()
        .filter(|block| block.in_article && prose(block))
        .map(|block| block.view.text().len())
        .sum();
    let marked = in_article >= TOO_LITTLE;
    blocks
        .iter()
        .map(|block| prose(block) && (block.in_article || !marked))
        .collect()
}
