//! Reads conditions from text.

use super::Condition;
use super::nearest::nearest;
use crate::state::Pattern;

/// How deep parentheses and NOT may nest. Deeper text is refused, so that no
/// input can exhaust the stack.
const DEPTH: usize = 200;

/// Why a text is no condition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at character {}: {problem}", at + 1)]
pub struct ConditionError {
    /// The byte of the text at which reading stopped, from 0.
    pub at: usize,
    /// What is wrong there, and what to do.
    pub problem: String,
}

/// Finds a condition by its name.
pub(crate) type Lookup<'a> = &'a dyn Fn(&str) -> Option<Condition>;

/// What the words of a condition may mean.
pub(crate) struct Names<'a> {
    options: &'a [String],
    /// Conditions that have a name of their own.
    defined: Option<Lookup<'a>>,
}

impl<'a> Names<'a> {
    pub fn options(options: &'a [String]) -> Self {
        Self {
            options,
            defined: None,
        }
    }

    /// Words that name no option are looked up with `defined`.
    pub fn with(options: &'a [String], defined: Lookup<'a>) -> Self {
        Self {
            options,
            defined: Some(defined),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(usize, bool),
    Word(String),
    Quoted(String),
    Not,
    And,
    Or,
    If,
    Then,
    Iff,
    Xor,
    Open,
    Close,
    End,
}

/// See [`Condition::parse`].
pub(crate) fn parse(text: &str, names: &Names<'_>) -> Result<Condition, ConditionError> {
    let options = names.options.len();
    if text.len() == options
        && let Some(pattern) = Pattern::parse(text)
        && pattern.care != 0
    {
        return Ok(Condition::Fits(pattern));
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
        names,
    };
    let condition = parser.connected()?;
    match parser.peek() {
        Token::End => Ok(condition),
        Token::If | Token::Then | Token::Iff | Token::Xor => Err(parser.error(
            "IF, IFF, XOR and -> cannot follow each other; put parentheses round one of them",
        )),
        Token::Close => Err(parser.error("this ) closes nothing; take it out")),
        _ => Err(parser.error("expected AND, OR, IF, IFF or XOR here")),
    }
}

/// Every word that stands in the text and is no operator, in order.
pub(crate) fn words(text: &str) -> Result<Vec<String>, ConditionError> {
    Ok(tokens(text)?
        .into_iter()
        .filter_map(|(_, token)| match token {
            Token::Word(word) | Token::Quoted(word) => Some(word),
            _ => None,
        })
        .collect())
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, ConditionError> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some(&(at, letter)) = rest.peek() {
        if letter.is_whitespace() {
            rest.next();
            continue;
        }
        let mut run = |fits: fn(char) -> bool| {
            let mut end = at;
            while let Some(&(place, next)) = rest.peek() {
                if !fits(next) {
                    break;
                }
                end = place + next.len_utf8();
                rest.next();
            }
            &text[at..end]
        };
        let token = if letter.is_ascii_digit() {
            number(run(|c| c.is_ascii_digit()), true, at)?
        } else if letter.is_alphabetic() || letter == '_' {
            word(run(|c| c.is_alphanumeric() || c == '_'))
        } else {
            rest.next();
            let following = text[at + letter.len_utf8()..].chars().next();
            match letter {
                '(' => Token::Open,
                ')' => Token::Close,
                '!' | '~' => Token::Not,
                '&' => Token::And,
                '|' => Token::Or,
                '^' => Token::Xor,
                '-' if following == Some('>') => {
                    rest.next();
                    Token::Then
                }
                '<' if text[at..].starts_with("<->") => {
                    rest.next();
                    rest.next();
                    Token::Iff
                }
                '-' if following.is_some_and(|c| c.is_ascii_digit()) => {
                    let digits = text[at + 1..]
                        .find(|c: char| !c.is_ascii_digit())
                        .map_or(text.len(), |n| at + 1 + n);
                    while rest.peek().is_some_and(|(place, _)| *place < digits) {
                        rest.next();
                    }
                    number(&text[at + 1..digits], false, at)?
                }
                '"' => {
                    let Some(length) = text[at + 1..].find('"') else {
                        return Err(error(at, "this quotation mark is never closed"));
                    };
                    while rest
                        .peek()
                        .is_some_and(|(place, _)| *place <= at + 1 + length)
                    {
                        rest.next();
                    }
                    Token::Quoted(text[at + 1..at + 1 + length].to_owned())
                }
                other => {
                    return Err(error(
                        at,
                        format!(
                            "{other:?} has no meaning in a condition; write option names of several words in double quotes"
                        ),
                    ));
                }
            }
        };
        tokens.push((at, token));
    }
    tokens.push((text.len(), Token::End));
    Ok(tokens)
}

fn number(digits: &str, taken: bool, at: usize) -> Result<Token, ConditionError> {
    match digits.parse() {
        Ok(number) => Ok(Token::Number(number, taken)),
        Err(_) => Err(error(at, format!("{digits} is no option number"))),
    }
}

fn word(word: &str) -> Token {
    match word.to_ascii_uppercase().as_str() {
        "NOT" => Token::Not,
        "AND" => Token::And,
        "OR" => Token::Or,
        "IF" => Token::If,
        "IFF" => Token::Iff,
        "XOR" => Token::Xor,
        _ => Token::Word(word.to_owned()),
    }
}

fn error(at: usize, problem: impl Into<String>) -> ConditionError {
    ConditionError {
        at,
        problem: problem.into(),
    }
}

struct Parser<'a> {
    tokens: Vec<(usize, Token)>,
    at: usize,
    depth: usize,
    names: &'a Names<'a>,
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].1
    }

    fn take(&mut self) -> Token {
        let token = self.tokens[self.at].1.clone();
        // The end stays where it is, however often it is taken.
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn error(&self, problem: impl Into<String>) -> ConditionError {
        error(self.tokens[self.at].0, problem)
    }

    fn connected(&mut self) -> Result<Condition, ConditionError> {
        let left = self.any()?;
        let connective = self.peek().clone();
        if !matches!(
            connective,
            Token::If | Token::Then | Token::Iff | Token::Xor
        ) {
            return Ok(left);
        }
        self.take();
        let (left, right) = (Box::new(left), Box::new(self.any()?));
        Ok(match connective {
            Token::If => Condition::If(left, right),
            Token::Then => Condition::If(right, left),
            Token::Iff => Condition::Iff(left, right),
            _ => Condition::Xor(left, right),
        })
    }

    fn any(&mut self) -> Result<Condition, ConditionError> {
        let mut parts = vec![self.all()?];
        while *self.peek() == Token::Or {
            self.take();
            parts.push(self.all()?);
        }
        Ok(single(parts, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition, ConditionError> {
        let mut parts = vec![self.atom()?];
        while *self.peek() == Token::And {
            self.take();
            parts.push(self.atom()?);
        }
        Ok(single(parts, Condition::All))
    }

    fn atom(&mut self) -> Result<Condition, ConditionError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.error(format!(
                "nested more than {DEPTH} deep; split the condition"
            )));
        }
        let start = self.at;
        let condition = match self.take() {
            Token::Not => Condition::Not(Box::new(self.atom()?)),
            Token::Open => {
                let inner = self.connected()?;
                if self.take() != Token::Close {
                    self.at = start;
                    return Err(self.error("this ( is never closed"));
                }
                inner
            }
            Token::Number(number, taken) => {
                let count = self.names.options.len();
                if number == 0 || number > count {
                    self.at = start;
                    return Err(self.error(format!(
                        "there is no option {number}; the model has options 1 to {count}"
                    )));
                }
                let option = Condition::Taken(number - 1);
                if taken { option } else { option.negated() }
            }
            Token::Word(name) | Token::Quoted(name) => self.named(&name, start)?,
            Token::End => {
                return Err(self.error("the condition ends too early; an option is missing"));
            }
            _ => {
                self.at = start;
                return Err(self.error("expected an option, NOT or a parenthesis here"));
            }
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn named(&mut self, name: &str, start: usize) -> Result<Condition, ConditionError> {
        if let Some(option) = self.names.options.iter().position(|option| option == name) {
            return Ok(Condition::Taken(option));
        }
        if let Some(condition) = self.names.defined.and_then(|defined| defined(name)) {
            return Ok(condition);
        }
        self.at = start;
        let near = nearest(name, self.names.options.iter().map(String::as_str));
        Err(self.error(match near {
            Some(near) => format!("there is no option \"{name}\"; did you mean \"{near}\"?"),
            None => format!("there is no option \"{name}\""),
        }))
    }
}

fn single(mut parts: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        join(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Condition, ConditionError> {
        parse(
            text,
            &Names::options(&["strike", "wage offer", "lockout"].map(String::from)),
        )
    }

    #[test]
    fn precedence_is_that_of_the_literature() {
        assert_eq!(
            read("1 OR 2 AND NOT 3 IF 1").unwrap(),
            read("((1 OR (2 AND (NOT 3))) IF (1))").unwrap()
        );
        assert_eq!(read("1 -> 2").unwrap(), read("2 IF 1").unwrap());
        assert_eq!(read("-3").unwrap(), read("NOT lockout").unwrap());
        assert_eq!(
            read("\"wage offer\" & strike").unwrap(),
            read("2 and 1").unwrap()
        );
    }

    #[test]
    fn a_pattern_is_one_only_at_full_length() {
        assert!(matches!(read("Y-N"), Ok(Condition::Fits(_))));
        assert!(read("Y-").is_err());
        assert!(read("---").is_err());
    }

    #[test]
    fn errors_name_the_place_and_the_remedy() {
        let message = |text: &str| read(text).unwrap_err().to_string();
        insta::assert_snapshot!(
            ["strke", "1 AND", "(1 OR 2", "1 2", "4", "1 IF 2 IF 3", "1)", "\"wage", "1 AND ; 2", "AND 1", "99999999999999999999999"]
                .map(message)
                .join("\n"),
            @r#"
        at character 1: there is no option "strke"; did you mean "strike"?
        at character 6: the condition ends too early; an option is missing
        at character 1: this ( is never closed
        at character 3: expected AND, OR, IF, IFF or XOR here
        at character 1: there is no option 4; the model has options 1 to 3
        at character 8: IF, IFF, XOR and -> cannot follow each other; put parentheses round one of them
        at character 2: this ) closes nothing; take it out
        at character 1: this quotation mark is never closed
        at character 7: ';' has no meaning in a condition; write option names of several words in double quotes
        at character 1: expected an option, NOT or a parenthesis here
        at character 1: 99999999999999999999999 is no option number
        "#
        );
    }

    #[test]
    fn nesting_has_a_limit() {
        let deep = "(".repeat(100_000) + "1" + &")".repeat(100_000);
        assert!(read(&deep).unwrap_err().problem.contains("nested"));
    }
}
