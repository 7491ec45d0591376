//! Chooses the cases that news needs: what is left out, and why.

use super::Case;

/// What is left out, by words of the input (a space is a word's edge), and why.
const LEFT_OUT: [(&str, &[&str]); 10] = [
    (
        "years in words",
        &[
            " nineteen ",
            " two thousand",
            " seventeen hundred",
            " one thousand",
            " two hundred",
            " twenty-tens",
            " noughties",
        ],
    ),
    (
        "working days and weeks",
        &[" business ", " working week", " workweek"],
    ),
    (
        "queries with operators, more than, less than",
        &[" greater ", " than ", "=", "~", " equal ", " equals "],
    ),
    (
        "feasts of some countries, and weekends of feasts",
        &[
            " independence ",
            " workers' ",
            " labor ",
            " eid ",
            " earth day",
            " black friday",
            " saint patrick",
            " thanksgiving ",
            " fourth of july",
            " 4th of july ",
            " halloween",
        ],
    ),
    (
        "fiscal and school years",
        &[" fiscal ", " school ", " sy", " cy"],
    ),
    (
        "an assistant's shorthand",
        &[" eoy", " otd", " w/c", " ooo ", " year to date"],
    ),
    (
        "a weekday beside a count, weekdays counted",
        &[
            " sundays ",
            " two monday",
            " now. monday",
            " today on ",
            " 3 days on ",
            " christmas on ",
            " sunday 3 ",
            " saturday 3 ",
            " monday two ",
            " thursday, two ",
            " that one ",
            " second sunday",
            " first sunday",
            " third tuesday",
            " fifth sunday",
            " last monday april",
        ],
    ),
    (
        "a stretch by its beginning",
        &[
            " starting from ",
            " starting tomorrow",
            " starting may",
            " days, from ",
            " week, from ",
            " in the future",
            " hence",
            " since 2011",
            " since the year 2011",
        ],
    ),
    (
        "years before 1000, addresses, codes and chat",
        &[
            " year 247",
            " archive-",
            "report-",
            "abc-",
            "http",
            "-2020-07-01-",
            "-20200701-",
            " and half ",
            " month of september.",
        ],
    ),
    (
        "part weeks",
        &[
            " between wednesday and friday",
            " between friday and sunday",
            " from tue to thur",
        ],
    ),
];

/// The same, by the words of the expression itself.
const LEFT_OUT_EXPRESSIONS: [(&str, &[&str]); 2] = [
    (
        "the running day, week or year without a word that says so",
        &[
            "day",
            "week",
            "month",
            "year",
            "weekend",
            "fortnight",
            "my day",
            "my week",
            "my weekend",
            "end of year",
            "end of month",
            "rest*",
            "remaining*",
        ],
    ),
    (
        "counted from what was told before",
        &[
            "* later",
            "next day",
            "last day",
            "same *",
            "that weekend",
            "day before",
            "day after",
            "*following *",
        ],
    ),
];

/// A word of the list, which may begin or end with anything (`*`).
fn like(text: &str, pattern: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(_), Some(_)) => text.contains(pattern.trim_matches('*')),
        (Some(end), None) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => text == pattern,
    }
}

/// Why a case is left out, if it is.
pub fn left_out(case: &Case) -> Option<&'static str> {
    let input = format!(" {} ", case.input.to_lowercase().replace(['?', '!'], " "));
    for (why, words) in LEFT_OUT {
        if words.iter().any(|word| input.contains(word)) {
            return Some(why);
        }
    }
    let numbers = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_digit() || "./- ,".contains(c))
    };
    for (why, patterns) in LEFT_OUT_EXPRESSIONS {
        if case
            .wanted
            .iter()
            .any(|wanted| patterns.iter().any(|pattern| like(&wanted.text, pattern)))
        {
            return Some(why);
        }
    }
    for wanted in &case.wanted {
        let last = wanted.text.split(' ').next_back().unwrap_or_default();
        if wanted.timex.starts_with("XXXX-XX")
            || (numbers(last)
                && last.len() <= 5
                && last.contains(['.', '/', '-'])
                && wanted.timex.contains("XXXX"))
        {
            return Some("a day without its month, or a month in numbers without a year");
        }
        if wanted.text.contains(char::is_alphabetic)
            && numbers(last)
            && last.len() == 2
            && !wanted.timex.contains("XXXX")
            && wanted.timex.len() < 11
        {
            return Some("years of two digits after a month");
        }
    }
    let oddities = [
        "/23/",
        "-2020-23",
        "-2020-september",
        "2016 10 16",
        " - 11",
        "- 11",
        " -11 ",
        " / 11",
        "/ 11",
        " /11 ",
        " - 2016",
        "11- 2016",
        " -2016",
        "10/1",
        "5/1",
        "2/29-",
        "5/12",
        "5/19",
        "10-1-2018",
        "08/12,",
        "7/6",
        "7-6",
        "/2019-may",
        "7.6",
        "4.22",
        "4-22",
        "4/22",
        "22/04",
        "2/29 ",
    ];
    oddities
        .iter()
        .any(|odd| input.contains(odd))
        .then_some("days in numbers without a year, and odd orders")
}
