//! Days that web addresses tell by themselves.
//!
//! Many carry one in their path (`/2025/08/22/`). Some services number what
//! they publish by the clock: the identifiers of `ByteDance` services hold
//! the seconds since 1970 in their upper 32 bits, those of X (Twitter) the
//! milliseconds since 4 November 2010, 01:42:54.657 UTC, above bit 22
//! ("snowflakes", as Twitter published them in 2010).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What an address tells of its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dated {
    pub day: Date,
    pub reason: String,
}

/// The day of an address; `None` where it tells none.
pub(crate) fn day(address: &str) -> Option<Dated> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let host = host.trim_start_matches("www.");
    in_path(path).or_else(|| in_number(host, path))
}

fn in_path(path: &str) -> Option<Dated> {
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        (digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())
            .flatten()
    };
    parts.windows(3).find_map(|window| {
        let year = number(window[0], 4..=4).filter(|year| (1990..=2200).contains(year))?;
        let month = number(window[1], 1..=2)?;
        let day = number(window[2], 1..=2)?;
        let day = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Dated {
            day,
            reason: format!("the address has the day {day} in its path"),
        })
    })
}

fn in_number(host: &str, path: &str) -> Option<Dated> {
    let ends = |name: &str| host == name || host.ends_with(&format!(".{name}"));
    let byte_dance = ["toutiao.com", "douyin.com", "tiktok.com", "ixigua.com"]
        .iter()
        .any(|name| ends(name));
    let x = (ends("x.com") || ends("twitter.com")) && path.contains("/status/");
    if !byte_dance && !x {
        return None;
    }
    let id: u64 = path
        .split(|c: char| !c.is_ascii_digit())
        .find(|part| (18..=19).contains(&part.len()))?
        .parse()
        .ok()?;
    let moment = if byte_dance {
        Timestamp::from_second(i64::try_from(id >> 32).ok()?).ok()?
    } else {
        Timestamp::from_millisecond(i64::try_from(id >> 22).ok()? + 1_288_834_974_657).ok()?
    };
    let day = TimeZone::UTC.to_datetime(moment).date();
    (2006..=2200).contains(&day.year()).then(|| Dated {
        day,
        reason: format!("the number in the address holds the moment it was given out, {day} (UTC)"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_their_day() {
        for (address, expected) in [
            (
                "https://paper.example/world/2025/08/19/seven",
                Some("2025-08-19"),
            ),
            (
                "https://paper.example/2025-8-9-title.html",
                Some("2025-08-09"),
            ),
            (
                "https://www.toutiao.com/article/7500000000000000000/",
                Some("2025-05-02"),
            ),
            (
                "https://x.com/someone/status/1900000000000000000",
                Some("2025-03-13"),
            ),
            ("https://paper.example/article/7500000000000000000/", None),
            ("https://paper.example/2025/13/40/", None),
            ("no address", None),
        ] {
            let day = day(address).map(|dated| dated.day.to_string());
            assert_eq!(day.as_deref(), expected, "{address}");
        }
    }
}
