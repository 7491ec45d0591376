//! Small words and word classes that the tables do not hold. Own lists.

use crate::gazetteer::Gender;

/// Words that end a noun phrase's head: what follows only modifies it.
pub(crate) const POSTMODIFIERS: &[&str] = &[
    "of", "for", "at", "with", "in", "on", "to", "from", "by", "who", "that", "which", "whose",
    "whom", "based", "covering", "speaking", "briefed", "familiar", "close", "involved", "near",
    "inside", "within", "under", "over", "about", "against", "across", "around", "among",
    "including", "representing", "working", "cited", "quoted", "seen", "obtained", "reviewed",
    "dated", "published", "released", "issued", "signed", "between", "during", "toward",
    "towards", "after", "before", "as", "such", "not", "outside", "throughout", "opposed",
    "knowledgeable", "aware", "privy", "present", "when", "where", "while", "than", "like",
    "asking", "requesting", "has", "had", "have", "is", "was", "were", "are",
];

/// Prepositions after which stands whom somebody speaks for.
pub(crate) const BELONGING: &[&str] = &["of", "for", "at", "with", "in", "from", "representing", "inside", "within", "across", "based"];

/// Words before a noun that say nothing of the office.
pub(crate) const QUALIFIERS: &[&str] = &[
    "former", "senior", "top", "then", "outgoing", "incoming", "new", "late", "current", "newly",
    "longtime", "long-time", "veteran", "acting", "interim", "old", "elected", "re-elected",
    "another", "other", "one", "two", "three", "four", "five", "several", "some", "many", "ex",
    "high-ranking", "high-level", "unnamed", "anonymous", "prominent", "leading", "most", "more",
    "influential", "powerful", "disgraced", "retired", "first", "second", "third", "embattled",
    "local", "same", "unidentified", "ailing", "exiled", "ousted", "deposed", "incumbent",
    "popular", "young", "younger", "older", "respected", "renowned", "noted", "famous", "hawkish",
    "conservative", "liberal", "moderate", "hard-line", "hardline", "pro-western", "named", "few",
    "own", "visiting", "fellow", "key", "ranking", "independent", "number", "dozen", "hundreds",
];

/// Qualifiers after which an office is no longer held.
pub(crate) const FORMER: &[&str] = &["former", "ex", "ousted", "deposed", "late", "disgraced", "retired", "onetime", "one-time"];

pub(crate) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my",
    "your", "any", "each", "every", "no", "all", "both",
];

/// Words that join names ("de Gaulle", "bin Salman").
pub(crate) const PARTICLES: &[&str] = &[
    "de", "da", "del", "della", "der", "den", "van", "von", "bin", "bint", "ibn", "al", "el",
    "la", "le", "du", "dos", "das", "di", "ter", "ten", "abu", "ben", "y", "zu",
];

/// Portfolios and other words that make one office of a title: "foreign
/// minister", "prime minister", "secretary of state".
pub(crate) const PORTFOLIOS: &[&str] = &[
    "foreign", "prime", "vice", "deputy", "assistant", "associate", "chief", "defense", "defence",
    "finance", "interior", "justice", "trade", "commerce", "energy", "oil", "health", "education",
    "agriculture", "transport", "transportation", "labor", "labour", "environment", "culture",
    "economy", "economic", "home", "national", "security", "press", "state", "treasury", "affairs",
    "general", "attorney", "staff", "executive", "managing", "special", "permanent", "police",
    "army", "navy", "military", "air", "opposition", "majority", "minority", "party", "house",
    "supreme", "crown", "climate", "development", "international", "intelligence", "science",
    "technology", "information", "communications", "campaign", "homeland", "veterans", "housing",
    "religious", "spiritual", "political", "policy", "under", "joint", "chiefs", "high",
    "commissioner", "europe", "european", "lead", "central", "federal", "regional", "district",
    "city", "provincial", "government", "cabinet", "presidential", "parliamentary", "congressional",
    "district", "public", "human", "rights", "nuclear", "peace", "ministry", "department", "grand",
    "research", "political", "senior", "non-resident", "nonresident", "visiting", "legal",
    "diplomatic", "water", "resources", "planning", "tourism", "sports", "immigration", "digital",
];

/// Nouns that end the name of a body.
pub(crate) const BODY_NOUNS: &[&str] = &[
    "ministry", "department", "institute", "institution", "academy", "university", "college",
    "school", "council", "committee", "commission", "party", "union", "bank", "agency", "bureau",
    "office", "court", "center", "centre", "association", "federation", "foundation", "group",
    "company", "corporation", "corp", "inc", "ltd", "llc", "fund", "organization", "organisation",
    "alliance", "league", "parliament", "assembly", "senate", "congress", "army", "navy", "forces",
    "force", "guard", "service", "administration", "campaign", "coalition", "movement", "front",
    "brigade", "embassy", "board", "authority", "society", "club", "endowment", "initiative",
    "network", "secretariat", "brothers", "partners",
    "associates", "holdings", "industries", "airlines", "airways", "systems", "motors", "reserve",
    "treasury", "chamber", "church", "command", "fleet", "corps", "division", "police", "hospital",
    "museum", "library", "directorate", "mission", "consulate", "consortium",
    "confederation", "caucus", "tribunal", "cabinet", "politburo", "duma", "house", "exchange",
    "trust", "project", "coast", "forum", "watch", "syndicate", "cartel", "studies", "airport",
    "team", "lab", "laboratory", "laboratories", "legion", "battalion", "regiment",
];

/// Nouns that end the name of an outlet; a place before them is part of it.
pub(crate) const OUTLET_NOUNS: &[&str] = &[
    "times", "post", "news", "daily", "herald", "tribune", "journal", "gazette", "telegraph",
    "guardian", "independent", "observer", "chronicle", "mail", "sun", "star", "mirror", "globe",
    "standard", "press", "radio", "television", "tv", "today", "weekly", "magazine", "review",
    "morning", "inquirer", "examiner", "courier", "bulletin", "register", "sentinel", "dispatch",
    "broadcasting", "global", "wire", "monitor", "digest", "agency",
];

/// Outlets whose names do not say so.
pub(crate) const OUTLETS: &[&str] = &[
    "reuters", "afp", "ap", "xinhua", "tass", "itar-tass", "interfax", "bloomberg", "axios",
    "politico", "cnn", "bbc", "nbc", "abc", "cbs", "npr", "pbs", "msnbc", "cnbc", "rt", "sputnik",
    "yonhap", "kyodo", "nhk", "anadolu", "dpa", "ansa", "efe", "pti", "ani", "irna", "isna",
    "kcna", "cctv", "cgtn", "caixin", "nikkei", "spiegel", "welt", "bild", "economist", "newsweek",
    "time", "huffpost", "buzzfeed", "vox", "slate", "breitbart", "haaretz", "ynet", "dawn",
    "euronews", "meduza", "kommersant", "izvestia", "vedomosti", "novosti", "suspilne",
    "unian", "ukrinform", "belta", "ukrinform", "facebook", "twitter", "telegram", "toutiao",
    "scmp", "mothership", "semafor", "euractiv", "rferl", "tvp", "zdf", "ard", "afr", "upi", "ria",
];

/// Words that start a sentence and are no names.
pub(crate) const OPENERS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "he", "she", "it", "they", "we", "i",
    "you", "his", "her", "its", "their", "our", "my", "your", "in", "on", "at", "by", "for",
    "from", "with", "to", "of", "as", "if", "when", "while", "although", "though", "because",
    "since", "after", "before", "until", "during", "despite", "however", "but", "and", "or", "nor",
    "so", "yet", "then", "there", "here", "now", "today", "yesterday", "tomorrow", "recently",
    "meanwhile", "moreover", "furthermore", "also", "still", "even", "just", "only", "not", "no",
    "yes", "what", "why", "how", "who", "whose", "which", "where", "whether", "some", "many",
    "most", "several", "few", "both", "all", "each", "every", "any", "one", "two", "three", "four",
    "five", "six", "first", "second", "third", "last", "next", "more", "less", "much", "other",
    "others", "another", "such", "under", "over", "between", "among", "against", "about",
    "according", "asked", "speaking", "talking", "writing", "citing", "instead", "indeed",
    "perhaps", "maybe", "once", "earlier", "later", "soon", "again", "too", "let", "do", "does",
    "did", "is", "are", "was", "were", "will", "would", "can", "could", "should", "may", "might",
    "must", "have", "has", "had", "be", "been", "being", "get", "got", "go", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "mr",
    "mrs", "ms", "dr", "sir", "like", "unlike", "given", "through", "throughout", "within",
    "without", "upon", "off", "out", "up", "down", "back", "well", "never", "ever", "often",
    "always", "sometimes", "usually", "currently", "previously", "finally", "additionally",
    "consequently", "therefore", "thus", "hence", "nevertheless", "nonetheless", "otherwise",
    "regarding", "concerning", "amid", "along", "across", "behind", "beyond", "except", "toward",
    "towards", "via", "per", "than", "please", "read", "follow", "photo", "image", "file",
    "statement", "original", "looking", "face", "faced", "facing", "top", "source", "related",
    "new", "old", "good", "great", "big", "people", "them", "him", "me", "us", "mine", "those",
    "nobody", "nothing", "everyone", "everything", "someone", "something", "anyone", "anything",
    "none", "neither", "either", "part", "following", "including", "speaking", "responding",
    "commenting", "addressing", "adding", "noting", "calling", "saying", "meeting", "asked",
    "nine", "ten", "seven", "eight", "dozens", "hundreds", "thousands", "critics", "sources",
    "officials", "experts", "analysts", "observers", "witnesses", "residents", "local", "rather",
    "whatever", "whenever", "wherever", "never", "hello", "thanks", "thank", "together", "during",
    "video", "watch", "update", "breaking", "opinion", "editorial", "exclusive", "analysis",
    "say", "says", "said", "tell", "thing", "things", "time", "times", "year", "years", "day",
    "days", "week", "weeks", "month", "months", "if", "almost", "nearly", "roughly", "around",
    "early", "late", "long", "short", "high", "low", "far", "near", "right", "left", "own",
    "same", "different", "sure", "ok", "okay", "oh", "ah", "well", "why", "unfortunately",
    "fortunately", "clearly", "obviously", "certainly", "apparently", "reportedly", "allegedly",
    "surely", "overall", "besides", "whereas", "notably", "importantly", "similarly", "likewise",
    "separately", "eventually", "ultimately", "initially", "originally", "generally", "basically",
    "actually", "frankly", "honestly", "sadly", "interestingly", "especially", "particularly",
    "specifically", "primarily", "largely", "mainly", "mostly", "partly", "barely", "hardly",
    "simply", "merely", "nor", "lest", "albeit", "plus", "minus", "versus", "none", "english",
    "internet", "god", "christmas", "easter", "ramadan", "covid", "covid-19", "tv", "dna",
];

/// Adjectives of regions: they tell no side.
pub(crate) const REGIONAL: &[&str] = &[
    "european", "western", "eastern", "northern", "southern", "african", "asian", "arab",
    "american", "latin", "nordic", "baltic", "balkan", "scandinavian", "caribbean", "pacific",
    "islamic", "muslim", "christian", "jewish", "catholic", "orthodox", "sunni", "shiite", "shia",
    "kurdish", "palestinian", "democratic", "republican", "soviet", "eurasian", "asia-pacific",
    "indo-pacific", "transatlantic", "anglo-american", "non-western", "anti-western",
];

/// Days and months: they open no name.
pub(crate) const CALENDAR: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "october", "november", "december", "september",
];

/// Texts that speak.
pub(crate) const DOCUMENTS: &[&str] = &[
    "document", "draft", "letter", "report", "treaty", "agreement", "memo", "memorandum", "paper",
    "communique", "resolution", "declaration", "study", "poll", "survey", "transcript", "filing",
    "lawsuit", "complaint", "email", "e-mail", "law", "constitution", "indictment", "article",
    "book", "plan", "text", "cable", "decree", "protocol", "charter", "bill", "act", "order",
    "file", "record", "affidavit", "ruling", "verdict", "dossier", "accord", "deal", "contract",
    "proposal", "clause", "paragraph", "note", "website", "page", "press-release", "release",
    "data", "statistics", "figures", "research", "analysis", "assessment", "review", "audit",
    "documents", "papers", "records", "reports", "polls", "studies", "emails", "cables", "files",
    "surveys", "letters", "editorial", "op-ed", "advertisement", "ad", "platform", "manifesto",
    "footage", "video", "recording", "tape", "intelligence-report", "findings", "evidence",
    "rumors", "rumours", "rules", "guidelines", "legislation", "story", "stories", "headline",
    "translation", "readout", "blueprint", "convention", "pact", "framework",
];

/// Acts of speaking: with an owner they stand for the owner.
pub(crate) const UTTERANCES: &[&str] = &[
    "statement", "statements", "remark", "remarks", "word", "words", "comment", "comments",
    "speech", "speeches", "tweet", "tweets", "post", "posts", "response", "reaction", "view",
    "views", "opinion", "opinions", "position", "stance", "claim", "claims", "testimony",
    "announcement", "call", "calls", "suggestion", "criticism", "assertion", "argument",
    "warning", "warnings", "promise", "pledge", "demand", "demands", "request", "letter",
    "address", "interview", "account", "accounts", "message", "messages", "rhetoric", "answer",
    "proposal", "proposals", "plan", "plans", "allegations",
    "allegation", "belief", "desire", "decision", "mantra", "admission", "denial", "assessment",
];

/// Bodies of people that stand for the side they belong to.
pub(crate) const SIDES: &[&str] = &[
    "side", "government", "authority", "regime", "leadership",
];

/// Honorifics and the gender they tell.
pub(crate) fn honorific(word: &str) -> Option<Option<Gender>> {
    Some(match word {
        "mr" | "sir" | "lord" | "messrs" => Some(Gender::Man),
        "mrs" | "ms" | "miss" | "madam" | "madame" | "dame" | "lady" => Some(Gender::Woman),
        "dr" | "prof" | "hon" | "justice" => None,
        _ => return None,
    })
}

/// The words that point at somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pronoun {
    /// "he", "she": one person, with the gender.
    Personal(Gender),
    /// "it".
    Thing,
    /// "they".
    Several,
    /// "I", "we": whoever speaks.
    Speaker,
    /// "who", "which": whoever was named just before.
    Relative,
    /// "you" and whatever else means nobody in particular.
    Nobody,
}

/// What a word points at, if it is a pronoun.
pub(crate) fn pronoun(word: &str) -> Option<Pronoun> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Pronoun::Personal(Gender::Man),
        "she" | "her" | "hers" | "herself" => Pronoun::Personal(Gender::Woman),
        "it" | "its" | "itself" => Pronoun::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Pronoun::Several,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::Speaker,
        "who" | "whom" | "whose" | "which" | "that" => Pronoun::Relative,
        "you" | "your" | "one" | "this" | "there" | "what" => Pronoun::Nobody,
        _ => return None,
    })
}

/// Family names that stand before the given name in the press: the commonest
/// of China, Korea and Vietnam.
pub(crate) const NAME_FIRST: &[&str] = &[
    "wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "sun",
    "hu", "zhu", "gao", "lin", "he", "guo", "ma", "luo", "liang", "song", "zheng", "xie", "han",
    "tang", "feng", "yu", "dong", "xiao", "cheng", "cao", "yuan", "deng", "fu", "shen", "zeng",
    "peng", "lu", "su", "jiang", "cai", "jia", "ding", "wei", "xue", "ye", "yan", "pan", "du",
    "dai", "xia", "zhong", "tian", "ren", "fan", "fang", "shi", "yao", "tan", "liao", "zou",
    "xiong", "jin", "hao", "kong", "bai", "cui", "kang", "mao", "qiu", "qin", "gu", "hou", "shao",
    "meng", "long", "wan", "duan", "qian", "chang", "xi", "geng", "hua", "kim", "lee", "park",
    "choi", "jung", "jeong", "kang", "cho", "yoon", "jang", "lim", "moon", "oh", "seo", "shin",
    "kwon", "hwang", "ahn", "ri", "pak", "choe", "nguyen", "tran", "pham", "phan", "vo", "dang",
    "bui", "ban", "tsai", "hsu", "qi", "lai", "leung", "lam", "tung", "jong",
];
