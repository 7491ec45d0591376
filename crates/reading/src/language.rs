//! Finds the language of a report, and does not misjudge short ones.

use whatlang::{Lang, Script};

/// English, the language that Demarche reads.
pub(crate) const ENGLISH: &str = "en";

/// Letters below which trigrams of a Latin text say too little.
const ENOUGH_LETTERS: usize = 100;
/// Letters from which the detector is believed even where it is not sure:
/// between close languages, such as Danish and Norwegian, it never is.
const MANY_LETTERS: usize = 140;
/// Letters below which even the script says too little.
const ENOUGH_OF_SCRIPT: usize = 12;
/// Bytes that are looked at.
const SAMPLE: usize = 16 << 10;

/// Small words that English has in every sentence and its neighbours do not.
/// They make up some 15 in 100 words of English news.
const SMALL_WORDS: &[&str] = &[
    "the", "of", "and", "that", "with", "from", "has", "his", "are", "its", "this", "which",
    "were", "been", "their", "who", "they", "would",
];

/// ISO 639-1 for the codes that the detector uses.
const TWO_LETTERS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

/// The language of `text`, given what the report declares: a sure finding,
/// else the declaration, else English.
pub(crate) fn find(text: &str, declared: Option<&str>) -> String {
    let declared = declared.and_then(normalise);
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let assumed = || declared.clone().unwrap_or_else(|| ENGLISH.to_owned());
    let Some(info) = whatlang::detect(sample) else {
        return assumed();
    };
    if info.script() != Script::Latin {
        let sure = letters >= ENOUGH_OF_SCRIPT;
        return if sure {
            short(info.lang().code())
        } else {
            assumed()
        };
    }
    if letters < ENOUGH_LETTERS {
        return assumed();
    }
    // Names and quotations mislead trigrams; small words settle English.
    let english = small_words_in_hundred(sample);
    let sure = info.is_reliable() || letters >= MANY_LETTERS;
    if english >= 10 || (info.lang() == Lang::Eng && sure) {
        ENGLISH.to_owned()
    } else if english < 4 && sure {
        short(info.lang().code())
    } else {
        assumed()
    }
}

fn small_words_in_hundred(text: &str) -> usize {
    let (mut all, mut small) = (0, 0);
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        all += 1;
        small += usize::from(
            SMALL_WORDS
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known)),
        );
    }
    small * 100 / all.max(1)
}

/// A declared language as its code alone: `en` of `en-GB`, `eng` or `English`.
pub(crate) fn normalise(declared: &str) -> Option<String> {
    let code = declared
        .trim()
        .split(['-', '_', ',', ' ', ';'])
        .next()?
        .to_ascii_lowercase();
    if code.len() < 2 || !code.bytes().all(|b| b.is_ascii_alphabetic()) || code == "und" {
        return None;
    }
    if code.len() <= 3 {
        return Some(short(&code));
    }
    Lang::all()
        .iter()
        .find(|lang| lang.eng_name().eq_ignore_ascii_case(&code))
        .map(|lang| short(lang.code()))
}

/// The English name of a code, or the code itself.
pub(crate) fn name(code: &str) -> String {
    if code == "zh" {
        return "Chinese".to_owned();
    }
    let long = TWO_LETTERS
        .iter()
        .find(|(_, two)| *two == code)
        .map_or(code, |(three, _)| three);
    Lang::from_code(long).map_or_else(
        || format!("a language with the code `{code}`"),
        |lang| lang.eng_name().to_owned(),
    )
}

fn short(code: &str) -> String {
    TWO_LETTERS
        .iter()
        .find(|(three, _)| *three == code)
        .map_or(code, |(_, two)| two)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH_TEXT: &str = "The delegations met again on Monday by the lake, and an aide to the minister told reporters that nothing had been agreed so far but that the mood was better than a week ago.";
    const FRENCH_TEXT: &str = "Les délégations se sont retrouvées lundi au bord du lac, et un conseiller du ministre a déclaré aux journalistes que rien n'était encore décidé mais que l'ambiance était meilleure.";

    #[test]
    fn finds_languages() {
        assert_eq!(find(ENGLISH_TEXT, None), "en");
        assert_eq!(find(FRENCH_TEXT, Some("en")), "fr");
        assert_eq!(find(ENGLISH_TEXT, Some("de-DE")), "en");
        let german = "Der Minister sagte am Montag, dass die Gespräche in der kommenden Woche fortgesetzt würden und dass noch nichts entschieden sei, was die Garantien betrifft.";
        assert_eq!(find(german, None), "de");
        let names = "Zelenskyy, Yermak, Umerov, Kuleba, Reznikov, Podolyak, Stefanchuk and Shmyhal met with Erdogan, Kalin, Fidan, Cavusoglu and Akar in the palace of Dolmabahce, the office of Erdogan said.";
        assert_eq!(find(names, Some("uk")), "en");
        assert_eq!(
            find("Министр заявил, что переговоры продолжатся.", None),
            "ru"
        );
        assert_eq!(find("外交部发言人表示，会谈将继续进行下去。", None), "zh");
    }

    #[test]
    fn short_texts_are_what_they_declare_else_english() {
        for text in ["Merci.", "Macron: non.", "Kyiv, Oslo, Bern", "42", ""] {
            assert_eq!(find(text, None), "en", "{text}");
            assert_eq!(find(text, Some("fr-FR")), "fr", "{text}");
        }
    }

    #[test]
    fn codes_and_names() {
        assert_eq!(normalise("en_US").as_deref(), Some("en"));
        assert_eq!(normalise("eng").as_deref(), Some("en"));
        assert_eq!(normalise("English").as_deref(), Some("en"));
        assert_eq!(normalise("x"), None);
        assert_eq!(normalise("und"), None);
        assert_eq!(name("fr"), "French");
        assert_eq!(name("zh"), "Chinese");
        assert_eq!(name("qq"), "a language with the code `qq`");
    }
}
