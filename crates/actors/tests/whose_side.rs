//! Whom somebody speaks for where the words around name others, too: backers,
//! counterparts, hosts, several at once, and people who are not the state.
#![allow(missing_docs, clippy::unwrap_used)]

mod marked;

use demarche_actors::{Known, cast};
use marked::Marked;

/// Asks for what stands in brackets, on a day of June 2025; "name (side;
/// office)" of each whom it means.
fn meant(marked: &str) -> Vec<String> {
    let Marked {
        report,
        relations,
        spans,
    } = marked::read(marked, Some("2025-06-10"));
    let cast = cast(&report, &relations, &spans, &Known::default());
    let one = |&at: &usize| {
        let actor = &cast.actors[at];
        let side = actor.side().map_or("-", |side| side.name.as_str());
        format!("{} ({side}; {})", actor.name, actor.office().unwrap_or("-"))
    };
    spans
        .iter()
        .flat_map(|span| cast.of(*span).iter().map(one))
        .collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, wanted) in cases {
        assert_eq!(meant(text), *wanted, "{text}");
    }
}

#[test]
fn a_backer_is_not_the_side() {
    check(&[
        (
            "[The Saudi-backed Yemeni government] said so.",
            &["Yemen (Yemen; -)"],
        ),
        (
            "[The Saudi-backed government of Yemen] said so.",
            &["Yemen (Yemen; -)"],
        ),
        (
            "[Russian-backed separatists in Donetsk] said so.",
            &["Russian-backed separatists in Donetsk (-; -)"],
        ),
        (
            "[Turkish-backed fighters in northern Syria] said so.",
            &["Turkish-backed fighters in northern Syria (-; -)"],
        ),
        (
            "[Norland-backed fighters] said so.",
            &["Norland-backed fighters (-; -)"],
        ),
        (
            "Congo and the Rwanda-backed M23 armed group signed. [The group] said so.",
            &["Rwanda-backed M23 armed group (M23; -)"],
        ),
        (
            "[The Rwanda-backed M23 rebels] said so.",
            &["Rwanda-backed M23 rebels (M23; -)"],
        ),
        (
            "[The U.S.-led coalition] said so.",
            &["U.S.-led coalition (-; -)"],
        ),
        (
            "[Separatists backed by Russia] said so.",
            &["Separatists backed by Russia (-; -)"],
        ),
        (
            "[The UN-backed Libyan Prime Minister Abdul Ben Karo] said so.",
            &["Abdul Ben Karo (Libya; prime minister)"],
        ),
    ]);
}

#[test]
fn several_speak_each_for_a_side() {
    check(&[
        (
            "[German Chancellor Jana Adler and French President Luc Moreau] said so.",
            &[
                "Jana Adler (Germany; chancellor)",
                "Luc Moreau (France; president)",
            ],
        ),
        (
            "[German Foreign Minister Jana Adler and French Foreign Minister Luc Moreau] said so.",
            &[
                "Jana Adler (Germany; foreign minister)",
                "Luc Moreau (France; foreign minister)",
            ],
        ),
        (
            "[German Chancellor Jana Adler, French President Luc Moreau and Polish Prime Minister \
             Donat Wolski] said so.",
            &[
                "Jana Adler (Germany; chancellor)",
                "Luc Moreau (France; president)",
                "Donat Wolski (Poland; prime minister)",
            ],
        ),
        (
            "[The leaders of Germany, France and Poland] said so.",
            &[
                "leader of Germany (Germany; leader)",
                "leader of France (France; leader)",
                "leader of Poland (Poland; leader)",
            ],
        ),
        (
            "[The Vestrian and Norlandic foreign ministers] said so.",
            &[
                "Vestrian foreign minister (Vestria; foreign minister)",
                "Norlandic foreign minister (Norland; foreign minister)",
            ],
        ),
        (
            "[The Peruvian and Chilean governments] said so.",
            &["Peru (Peru; -)", "Chile (Chile; -)"],
        ),
        (
            "[US and Peruvian officials] said so.",
            &[
                "US officials (United States; official)",
                "Peruvian officials (Peru; official)",
            ],
        ),
    ]);
}

#[test]
fn a_counterpart_is_of_the_other_side() {
    check(&[
        (
            "German Foreign Minister Jana Adler met her Peruvian counterpart, Raul Vega, on \
             Friday. [Vega] said so.",
            &["Raul Vega (Peru; foreign minister)"],
        ),
        (
            "[Speaking alongside her Peruvian counterpart, Raul Vega, German Foreign Minister \
             Jana Adler] said so. [Vega] did not.",
            &[
                "Jana Adler (Germany; foreign minister)",
                "Raul Vega (Peru; foreign minister)",
            ],
        ),
        (
            "Speaking alongside her Peruvian counterpart, [Raul Vega, German Foreign Minister \
             Jana Adler] said so.",
            &["Jana Adler (Germany; foreign minister)"],
        ),
        (
            "German Defence Minister Jana Adler and [her Peruvian counterpart] said so.",
            &["Peru defence minister (Peru; defence minister)"],
        ),
    ]);
}

#[test]
fn an_envoy_is_not_of_the_host() {
    check(&[
        (
            "Ukraine is angry. [Its ambassador in Berlin, Oleh Taran], said so.",
            &["Oleh Taran (Ukraine; ambassador)"],
        ),
        (
            "Iran is defiant. [Its envoy in Paris] said so.",
            &["Iran's envoy in Paris (Iran; envoy)"],
        ),
        (
            "[The ambassador to Poland, Kari Holm], said so.",
            &["Kari Holm (-; ambassador)"],
        ),
        (
            "[The Norwegian ambassador in Berlin, Kari Holm], said so.",
            &["Kari Holm (Norway; ambassador)"],
        ),
    ]);
}

#[test]
fn opponents_hold_an_office_of_their_own() {
    check(&[
        (
            "Israel's leaders met. [Opposition leader Avi Lahav] said so.",
            &["Avi Lahav (-; opposition leader)"],
        ),
        (
            "[The leader of the Israeli opposition, Avi Lahav], said so.",
            &["Avi Lahav (Israel; leader of opposition)"],
        ),
        (
            "[Peruvian exile leader Raul Vega] said so.",
            &["Raul Vega (Peru; exile leader)"],
        ),
        (
            "[Britain's shadow foreign secretary Ann Pryce] said so.",
            &["Ann Pryce (United Kingdom; shadow foreign secretary)"],
        ),
    ]);
}

#[test]
fn a_title_and_a_surname_are_enough() {
    check(&[
        (
            "[President Trump] said so.",
            &["Donald Trump (United States; president)"],
        ),
        (
            "[Chancellor Merz] said so.",
            &["Friedrich Merz (Germany; chancellor)"],
        ),
        (
            "[Secretary of State Rubio] said so.",
            &["Marco Rubio (United States; secretary of state)"],
        ),
        (
            "[Zelensky] said so.",
            &["Volodymyr Zelenskyy (Ukraine; president)"],
        ),
        // Another title, another bearer, no such holder.
        ("[Senator Merz] said so.", &["Merz (-; senator)"]),
        ("[President Merz] said so.", &["Merz (-; president)"]),
        (
            "Mayor Otto Merz was there. [Merz] said so.",
            &["Otto Merz (-; mayor)"],
        ),
        ("[President Rubio] said so.", &["Rubio (-; president)"]),
    ]);
}

#[test]
fn some_in_a_capital_are_not_the_state() {
    check(&[
        (
            "[Some in Washington] said so.",
            &["Some in Washington (-; -)"],
        ),
        ("[Few in Israel] said so.", &["Few in Israel (-; -)"]),
        (
            "[Nobody in Moscow] said so.",
            &["Nobody in Moscow (-; nobody)"],
        ),
        ("[Many Israelis] said so.", &["Many Israelis (-; -)"]),
        (
            "[Families of hostages in Israel] said so.",
            &["Families of hostages in Israel (-; -)"],
        ),
        (
            "[Germany's trade unions] said so.",
            &["Germany's trade unions (-; -)"],
        ),
        (
            "[A court in Germany] said so.",
            &["court in Germany (-; -)"],
        ),
        (
            "[Democrats in the U.S. Senate] said so.",
            &["Democrats in the U.S. Senate (-; -)"],
        ),
        (
            "[Senior officials in Moscow] said so.",
            &["Senior officials in Moscow (Russia; official)"],
        ),
    ]);
}

#[test]
fn a_verb_that_hangs_on_a_pronoun_and_a_time_are_no_name() {
    check(&[
        (
            "Norway's foreign minister, Lars Bech, spoke. [He]'ll stay.",
            &["Lars Bech (Norway; foreign minister)"],
        ),
        (
            "Norway's foreign minister, Lars Bech, spoke. [He’s] not going.",
            &["Lars Bech (Norway; foreign minister)"],
        ),
        (
            "15:02 Talks began.\n\n[15:48 Turkey] offers a bridge.",
            &["Turkey (Turkey; -)"],
        ),
        (
            "9.30am: Talks began.\n\n[10.15am: The Norwegian government] offers a bridge.",
            &["Norway (Norway; -)"],
        ),
        ("[15 states] signed.", &["15 states (-; -)"]),
    ]);
}

#[test]
fn a_minister_is_not_called_by_a_name_that_only_sounds_like_it() {
    check(&[(
        "The United States wants the base. [Whitmore] said so.",
        &["Whitmore (-; -)"],
    )]);
}
