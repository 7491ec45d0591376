//! Pages of our own making, read whole.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::{Note, Span};

const PAGE: &str = r#"<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Envoys meet for a third day | The Lakeside Post</title>
<meta property="og:site_name" content="The Lakeside Post">
<meta name="author" content="Jane Roe">
<link rel="canonical" href="https://post.example/2025/envoys">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": "Envoys meet for a third day", "datePublished": "2025-08-22T09:00:00Z", "author": [{"name": "Jane Roe"}, {"name": "John Doe"}]}]}</script>
<style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Envoys meet for a third day</h1>
<p>The envoys met for a third day by the lake,&nbsp;and an aide said that <b>nothing</b> had
been agreed &mdash; &ldquo;not a word&rdquo; &amp; not a line.</p>
<p>&#8220;We have time,&#8221; the minister told reporters,<br>adding that the talks would go on until a text was found.</p>
<p>“No.”</p>
<ul><li>The first point of the plan is a halt to the fighting along the whole line.</li>
<li>The second point is a guarantee that several states would give together.</li></ul>
<p>Her deputy was less hopeful and said that the other side had come with empty hands.</p>
</article>
<aside><h2>Most read</h2><p><a href="/x">World leaders arrive at the lake for talks</a></p></aside>
<footer><p>Copyright 2025 The Lakeside Post. All rights reserved.</p></footer>
</body></html>"#;

fn back<'o>(original: &'o str, draft: Draft, words: &str) -> Vec<&'o str> {
    let (text, map) = draft.view.finish();
    let at = text.find(words).unwrap();
    let spans = map.to_original(Span::new(at, at + words.len()));
    spans.iter().map(|span| &original[span.range()]).collect()
}

#[test]
fn main_text_leads_back_to_the_source() {
    let text = read(PAGE).view.finish().0;
    assert!(text.contains("The envoys met for a third day by the lake, and an aide said that nothing had been agreed — “not a word” & not a line.\n“We have time,” the minister told reporters,\nadding that"), "{text}");
    assert!(text.contains("“No.”\nThe first point"), "{text}");
    assert!(text.ends_with("empty hands."), "{text}");
    assert!(
        !text.contains("World") && !text.contains("Copyright"),
        "{text}"
    );
    assert_eq!(
        back(PAGE, read(PAGE), "said that nothing had been agreed — “not"),
        [
            "said that ",
            "nothing",
            " had\nbeen agreed &mdash; &ldquo;not"
        ]
    );
    assert_eq!(back(PAGE, read(PAGE), "lake, and"), ["lake,&nbsp;and"]);
    assert_eq!(
        back(PAGE, read(PAGE), "reporters,\nadding"),
        ["reporters,", "adding"]
    );
}

#[test]
fn metadata_is_what_the_page_says() {
    let metadata = read(PAGE).metadata;
    assert_eq!(
        metadata.title.as_deref(),
        Some("Envoys meet for a third day")
    );
    assert_eq!(metadata.outlet.as_deref(), Some("The Lakeside Post"));
    assert_eq!(metadata.author.as_deref(), Some("Jane Roe, John Doe"));
    assert_eq!(metadata.date.as_deref(), Some("2025-08-22T09:00:00Z"));
    assert_eq!(
        metadata.url.as_deref(),
        Some("https://post.example/2025/envoys")
    );
    assert_eq!(metadata.language.as_deref(), Some("en-GB"));
}

#[test]
fn other_places_of_metadata() {
    let page = "<html><head><title>Talks &amp; more - Post</title><meta name=og:title content='x'><meta itemprop=datePublished content='22 August 2025'><meta property=og:url content=/relative></head><body><h1>A <i>b</i></h1><time datetime=2025-08-23></time><p>Words.</p></body></html>";
    let metadata = read(page).metadata;
    assert_eq!(metadata.title.as_deref(), Some("x"));
    assert_eq!(metadata.date.as_deref(), Some("2025-08-22"));
    assert_eq!(metadata.url, None);
    let times = "<p>W</p><time datetime=2025-08-23T10:00></time><time datetime=2025-08-23></time>";
    assert_eq!(
        read(times).metadata.date.as_deref(),
        Some("2025-08-23T10:00")
    );
    let two = "<p>W</p><time datetime=2025-08-23></time><time datetime=2025-08-24></time>";
    assert_eq!(read(two).metadata.date, None);
    let unclear = read("<meta name=date content='03/04/2025'><title>T &amp; U</title><p>W</p>");
    assert_eq!(unclear.metadata.title.as_deref(), Some("T & U"));
    assert!(matches!(unclear.notes[..], [Note::Unread { .. }]));
}

#[test]
fn a_truncated_page_is_read_as_far_as_it_goes() {
    let cut = &PAGE[..PAGE.find("until a text").unwrap()];
    let text = read(cut).view.finish().0;
    assert!(text.contains("nothing had been agreed"), "{text}");
    assert!(text.ends_with("the talks would go on"), "{text}");
    for end in (0..PAGE.len())
        .filter(|end| PAGE.is_char_boundary(*end))
        .step_by(97)
    {
        read(&PAGE[..end]);
    }
}

#[test]
fn deep_nesting_neither_overflows_nor_takes_long() {
    let words =
        "The envoys met for a third day by the lake and found nothing to say to one another.";
    for tag in ["div", "b", "font", "blockquote", "ul><li", "table><tr><td"] {
        let page = format!("{}<p>{words}</p>", format!("<{tag}>").repeat(100_000));
        let start = Instant::now();
        let draft = read(&page);
        assert_eq!(draft.notes, [Note::SimpleRules], "{tag}");
        assert_eq!(draft.view.finish().0, words, "{tag}");
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{tag}: {:?}",
            start.elapsed()
        );
    }
    // Just below the limit the library must bear it.
    let page = format!("{}<p>{words}</p>", "<div>".repeat(250));
    assert_eq!(read(&page).view.finish().0, words);
}

#[test]
fn many_flat_tags_do_not_take_long() {
    for count in [4_000, 200_000] {
        let words = "<p>The envoys met <b>again</b> and said so.</p>".repeat(count);
        let start = Instant::now();
        let text = read(&format!("<article>{words}</article>")).view.finish().0;
        assert_eq!(text.lines().count(), count);
        assert!(
            start.elapsed() < Duration::from_mins(2),
            "{:?}",
            start.elapsed()
        );
    }
}

#[test]
fn verbatim_text_keeps_its_lines() {
    let page = "<pre>First line of the statement &amp; more\n\nSecond   line</pre>";
    assert_eq!(
        read(page).view.finish().0,
        "First line of the statement & more\nSecond line"
    );
}

#[test]
fn fragments_keep_all_their_text() {
    let mut view = View::default();
    push_fragment(
        &mut view,
        "<p>a &lt; b</p><script>x</script><nav>c</nav>",
        100,
    );
    let (text, map) = view.finish();
    assert_eq!(text, "a < b\nc");
    assert_eq!(map.to_original(Span::new(2, 3)), [Span::new(105, 109)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_tag_soup_maps_rightly(source in "(\\PC|<p>|</p>|<b|>|<div class='x'>|&amp;|&nbsp;|&#8212;|&|;|<!--|-->|<script>|</script>|<title>|</title>|<pre>|\n|\r\n|\u{ad}|\0|<a href=x>|</a>|<br/>|<svg/>|[a-z ]{5,9}){0,60}") {
        let page = page::walk(&source, 0);
        let mut last = 0;
        for block in page.blocks {
            let (text, map) = block.view.finish_untrimmed();
            for (at, c) in text.char_indices() {
                let spans = map.to_original(Span::new(at, at + c.len_utf8()));
                prop_assert_eq!(spans.len(), 1);
                prop_assert!(spans[0].start >= last);
                last = spans[0].start;
                let raw = source.get(spans[0].range());
                prop_assert!(raw.is_some_and(|raw| raw.starts_with(c) || raw.starts_with('&') || c == ' '));
            }
        }
    }
}
