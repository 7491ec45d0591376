//! Pictures of a conflict: the integrated graph of everybody's moves, and the
//! evolution from a status quo. Plain data first; [`svg`] and [`graphml`]
//! write it.

mod graphml;
mod layout;
mod svg;

pub use graphml::graphml;
pub use svg::svg;

use demarche_stability::{Evolution, Model, Player, State, StateSet, Steps, player_moves};

/// The most states that a picture shows: more cannot be read.
pub const DRAWN: usize = 256;

/// A picture: states and moves between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// The players' names; moves name them by number.
    pub players: Vec<String>,
    /// The states.
    pub nodes: Vec<Node>,
    /// The moves.
    pub arcs: Vec<Arc>,
    /// What a double frame means; `None` where no state has one.
    pub marked: Option<String>,
    /// Whether the states stand in columns by their distance from the start.
    pub layered: bool,
}

/// A state in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The state.
    pub state: State,
    /// Its pattern or name.
    pub label: String,
    /// Its name, beside a pattern.
    pub name: Option<String>,
    /// Whether it is an equilibrium.
    pub equilibrium: bool,
    /// Whether things stand there now.
    pub start: bool,
    /// The fewest moves from the start.
    pub distance: Option<usize>,
}

/// A move in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// The number of the node from which.
    pub from: usize,
    /// The number of the node to which.
    pub to: usize,
    /// Who moves.
    pub player: usize,
    /// Whether the mover gains.
    pub improves: bool,
}

/// There are more states than a picture can show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a picture shows at most {DRAWN} states, and there are more; narrow the model, or draw the evolution from a status quo by improvements"
)]
pub struct TooLarge;

/// Everybody's moves over all states, with the equilibria marked.
///
/// # Errors
///
/// [`TooLarge`].
pub fn integrated(
    model: &Model,
    players: &[Player],
    equilibria: Option<(&StateSet, String)>,
    start: Option<State>,
) -> Result<Picture, TooLarge> {
    let states = model.states(DRAWN).ok_or(TooLarge)?;
    let marked = |state: State| {
        equilibria
            .as_ref()
            .is_some_and(|(set, _)| set.contains(state))
    };
    let nodes: Vec<Node> = states
        .iter()
        .map(|state| node(model, *state, marked(*state), start, None))
        .collect();
    let mut arcs = Vec::new();
    for (player, who) in players.iter().enumerate() {
        for (from, state) in states.iter().enumerate() {
            let better = player_moves(model, &who.members, *state, Steps::Improvements);
            for to in player_moves(model, &who.members, *state, Steps::Moves) {
                let Ok(place) = states.binary_search(&to) else {
                    continue;
                };
                arcs.push(Arc {
                    from,
                    to: place,
                    player,
                    improves: better.contains(&to),
                });
            }
        }
    }
    Ok(Picture {
        title: model.name().to_owned(),
        players: players.iter().map(|player| player.name.clone()).collect(),
        nodes,
        arcs,
        marked: equilibria.map(|(_, words)| words),
        layered: false,
    })
}

/// What can come of the start by the shortest ways.
///
/// # Errors
///
/// [`TooLarge`].
pub fn evolution(
    model: &Model,
    evolution: &Evolution,
    equilibria: Option<(&StateSet, String)>,
) -> Result<Picture, TooLarge> {
    let reached: Vec<(State, usize)> = evolution.distances().collect();
    if reached.len() > DRAWN {
        return Err(TooLarge);
    }
    let marked = |state: State| {
        equilibria
            .as_ref()
            .is_some_and(|(set, _)| set.contains(state))
    };
    let start = evolution.start();
    let nodes = reached
        .iter()
        .map(|(state, distance)| node(model, *state, marked(*state), Some(start), Some(*distance)))
        .collect();
    let place = |state: State| {
        reached
            .binary_search_by_key(&state, |(state, _)| *state)
            .ok()
    };
    let players = evolution.players();
    let arcs = evolution
        .tree()
        .into_iter()
        .filter_map(|step| {
            let improves = |dm: &usize| model.compare(*dm, step.to, step.from).is_better();
            Some(Arc {
                from: place(step.from)?,
                to: place(step.to)?,
                player: step.player,
                improves: players[step.player].members.iter().all(improves),
            })
        })
        .collect();
    Ok(Picture {
        title: format!(
            "{}: from {}",
            model.name(),
            model
                .label(start)
                .map_or_else(|| model.pattern(start), str::to_owned)
        ),
        players: players.iter().map(|player| player.name.clone()).collect(),
        nodes,
        arcs,
        marked: equilibria.map(|(_, words)| words),
        layered: true,
    })
}

fn node(
    model: &Model,
    state: State,
    equilibrium: bool,
    start: Option<State>,
    distance: Option<usize>,
) -> Node {
    let label = model.pattern(state);
    let name = model.label(state).filter(|name| *name != label);
    Node {
        state,
        name: name.map(str::to_owned),
        label,
        equilibrium,
        start: start == Some(state),
        distance,
    }
}

/// Text inside XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 has no other controls, and none of them is worth a look.
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
