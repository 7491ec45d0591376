//! What kinds of HTML element there are, as far as reading text goes.

/// Elements that hold nothing and have no end.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements that another of their kind ends, so that they do not nest.
pub(super) fn ends_by_itself(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"li"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"option"
            | b"html"
            | b"head"
            | b"body"
    )
}

/// Elements that stand on lines of their own.
pub(super) fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"body"
            | b"br"
            | b"caption"
            | b"center"
            | b"dd"
            | b"details"
            | b"dialog"
            | b"dir"
            | b"div"
            | b"dl"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"head"
            | b"header"
            | b"hr"
            | b"html"
            | b"legend"
            | b"li"
            | b"main"
            | b"menu"
            | b"nav"
            | b"ol"
            | b"p"
            | b"pre"
            | b"section"
            | b"summary"
            | b"table"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"title"
            | b"tr"
            | b"ul"
    )
}

/// Elements around an article that are not part of it.
pub(super) fn is_furniture(name: &[u8]) -> bool {
    matches!(
        name,
        b"nav" | b"footer" | b"aside" | b"form" | b"menu" | b"figcaption" | b"dialog"
    )
}

/// Elements whose text is not shown as text.
pub(super) fn is_unshown(name: &[u8]) -> bool {
    matches!(
        name,
        b"noscript"
            | b"template"
            | b"svg"
            | b"math"
            | b"textarea"
            | b"select"
            | b"button"
            | b"iframe"
            | b"object"
            | b"canvas"
            | b"audio"
            | b"video"
            | b"noembed"
            | b"noframes"
    )
}
