//! What must hold of every reading, whatever the bytes.

use demarche_reading::{Options, Place, Span, read_bytes};

/// Reads `bytes` as the file `name` and checks that every character of every
/// text leads back to whole characters of its original, in rising order.
pub fn check(name: &str, bytes: &[u8]) {
    let options = Options {
        // No report may be left out for its language here.
        language: Some("en".to_owned()),
        max_bytes: 1 << 20,
        ..Options::default()
    };
    for read in read_bytes(Place::file(name), bytes.to_vec(), &options) {
        let report = match read {
            Ok(report) => report,
            Err(skipped) => {
                assert!(skipped.to_string().contains(name));
                continue;
            }
        };
        let points = report.code_points();
        let mut last = 0;
        for (at, c) in report.text.char_indices() {
            let span = Span::new(at, at + c.len_utf8());
            for part in report.map.to_original(span) {
                assert!(report.original.get(part.range()).is_some());
                assert!(part.end >= last);
                last = part.end;
                let (start, end) = (points.of_byte(part.start), points.of_byte(part.end));
                assert_eq!(points.byte_of(start), Some(part.start));
                assert_eq!(points.byte_of(end), Some(part.end));
            }
        }
    }
}
