//! What a page says of itself: meta tags, `OpenGraph`, JSON-LD, links and times.

use serde_json::Value;

use crate::{Metadata, Note, dates};

/// The raw statements of a page about itself, in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) language: Option<String>,
    pub(crate) title: String,
    /// The first heading of the first level, and how many there are.
    pub(crate) heading: String,
    pub(crate) headings: usize,
    pub(crate) canonical: Option<String>,
    /// Property or name in lower case, and content.
    pub(crate) meta: Vec<(String, String)>,
    /// Whether it is marked as the day of publication, and the value.
    pub(crate) times: Vec<(bool, String)>,
    pub(crate) json_ld: Vec<String>,
}

impl Head {
    fn meta<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = String> + 'a {
        names.iter().flat_map(move |name| {
            let found = self.meta.iter().filter(move |(key, _)| key == name);
            found.filter_map(|(_, value)| clean(value))
        })
    }
}

/// What the page says, each field from the most explicit place that has it.
pub(crate) fn metadata(head: &Head, notes: &mut Vec<Note>) -> Metadata {
    let article = article(&head.json_ld).unwrap_or_default();
    let outlet = head
        .meta(&["og:site_name"])
        .next()
        .or_else(|| name_of(article.get("publisher")))
        .or_else(|| head.meta(&["dc.publisher", "application-name"]).next());
    let only_heading = (head.headings == 1).then(|| clean(&head.heading)).flatten();
    let title = string(article.get("headline"))
        .or_else(|| {
            head.meta(&["og:title", "twitter:title", "citation_title", "dc.title"])
                .next()
        })
        .or(only_heading)
        .or_else(|| clean(&head.title))
        .map(|title| without_outlet(&title, outlet.as_deref()));
    let author = name_of(article.get("author")).or_else(|| {
        let names = [
            "author",
            "article:author",
            "dc.creator",
            "byl",
            "parsely-author",
        ];
        head.meta(&names).find(|name| !is_address(name))
    });
    let url = head
        .canonical
        .clone()
        .into_iter()
        .chain(head.meta(&["og:url"]))
        .chain(string(article.get("url")))
        .chain(string(article.get("mainEntityOfPage")))
        .chain(
            article
                .get("mainEntityOfPage")
                .and_then(|page| string(page.get("@id"))),
        )
        .map(|url| url.trim().to_owned())
        .find(|url| is_address(url));
    let language = head
        .language
        .clone()
        .or_else(|| {
            head.meta(&["content-language", "language", "dc.language", "og:locale"])
                .next()
        })
        .or_else(|| string(article.get("inLanguage")));
    Metadata {
        id: None,
        url,
        title,
        outlet,
        author,
        date: date(head, &article, notes),
        language,
    }
}

fn date(head: &Head, article: &Value, notes: &mut Vec<Note>) -> Option<String> {
    const NAMES: [&str; 13] = [
        "article:published_time",
        "datepublished",
        "og:published_time",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "citation_publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dc.date",
        "date",
    ];
    let stated: Vec<String> = head
        .meta(&NAMES[..1])
        .chain(string(article.get("datePublished")))
        .chain(head.meta(&NAMES[1..]))
        .chain(
            head.times
                .iter()
                .filter(|(stated, _)| *stated)
                .map(|(_, value)| value.clone()),
        )
        .collect();
    if let Some(date) = stated.iter().find_map(|value| dates::iso(value)) {
        return Some(date);
    }
    if let Some(value) = stated.into_iter().next() {
        let field = "date".to_owned();
        notes.push(Note::Unread { field, value });
    }
    // Other times count only where all of them mean one day.
    let mut times = head.times.iter().filter_map(|(_, value)| dates::iso(value));
    let first = times.next()?;
    times
        .all(|other| other[..10] == first[..10])
        .then_some(first)
}

/// The first article that the page's JSON-LD describes.
fn article(scripts: &[String]) -> Option<Value> {
    scripts.iter().find_map(|script| {
        let mut open = vec![serde_json::from_str::<Value>(script.trim()).ok()?];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values.into_iter().rev()),
                Value::Object(mut fields) => {
                    if fields.get("@type").is_some_and(is_article) {
                        return Some(Value::Object(fields));
                    }
                    open.extend(fields.remove("@graph"));
                }
                _ => {}
            }
        }
        None
    })
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
        }
        Value::Array(kinds) => kinds
            .iter()
            .any(|kind| kind.is_string() && is_article(kind)),
        _ => false,
    }
}

/// The name of a person or an organisation, or their names.
fn name_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Array(values) => {
            let names: Vec<String> = values
                .iter()
                .filter(|value| !value.is_array())
                .filter_map(|value| name_of(Some(value)))
                .collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Object(fields) => string(fields.get("name")),
        other => string(Some(other)).filter(|name| !is_address(name)),
    }
}

fn string(value: Option<&Value>) -> Option<String> {
    value?.as_str().and_then(clean)
}

fn is_address(value: &str) -> bool {
    value.starts_with("https://") || value.starts_with("http://")
}

/// On one line, without what nobody sees; `None` where nothing is left.
fn clean(value: &str) -> Option<String> {
    let shown: String = value
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    let mut line = words.join(" ");
    line.retain(|c| crate::text::kind(c) == crate::text::Kind::Plain);
    (!line.is_empty()).then_some(line)
}

/// A title without ` | The Outlet` at its end.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let stripped = outlet.and_then(|outlet| {
        let rest = title.strip_suffix(outlet)?.trim_end();
        let rest = rest
            .strip_suffix(['|', '-', '–', '—', '·', ':'])?
            .trim_end();
        (!rest.is_empty()).then(|| rest.to_owned())
    });
    stripped.unwrap_or_else(|| title.to_owned())
}
