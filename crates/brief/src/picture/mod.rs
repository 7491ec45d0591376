//! Pictures as SVG: drawn with shapes and letters besides colour, so that they
//! survive a printer without ink of the right kind.

mod answers;
mod matrix;
mod room;
mod timeline;

use demarche_positions::Stand;

use crate::brief::Brief;
use crate::document::PictureKind;
use crate::html::escape;

/// A picture with its caption; `None` where there is nothing to show.
pub(crate) fn draw(brief: &Brief, kind: PictureKind) -> Option<(String, String)> {
    match kind {
        PictureKind::Matrix => matrix::draw(brief),
        PictureKind::Timeline(index) => timeline::draw(brief, index),
        PictureKind::Answers => answers::draw(brief),
    }
}

/// The colour of a stand; the same as in the page's styles.
fn colour(stand: Stand) -> &'static str {
    match stand {
        Stand::Yes => "#1a6e3c",
        Stand::No => "#a32020",
        Stand::Conditional => "#8a5a00",
        Stand::NonCommittal => "#2b5f8a",
        Stand::Divided => "#6b2f8a",
        Stand::Unstated => "#bbbbbb",
    }
}

/// A mark that tells stands apart without colour.
fn mark(stand: Stand) -> &'static str {
    match stand {
        Stand::Yes => "+",
        Stand::No => "−",
        Stand::Conditional => "if",
        Stand::NonCommittal => "~",
        Stand::Divided => "±",
        Stand::Unstated => "",
    }
}

/// What the marks mean.
const LEGEND: &str = "+ yes, − no, if: on conditions, ~ non-committal, ± divided";

/// An SVG element of so many units around `inside`.
fn svg(width: usize, height: usize, title: &str, inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" font-family=\"Georgia, serif\" \
         font-size=\"12\">\n<title>{}</title>\n{inside}</svg>\n",
        escape(title)
    )
}
