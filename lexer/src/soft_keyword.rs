//! `match`, `case`, `type`, `lazy`, and the parenthesis after `with`: words whose role only the tokens around them tell.
//!
//! The lexer pushes soft keywords as names and reports them here; the ones that act as keywords are promoted.
//! - `match` opens a statement when its logical line ends in a colon;
//! - `case` does at the start of a line directly inside such a block;
//! - `type` does before a name and `=` or `[`; `lazy` before `import` or `from`;
//! - `with (` opens a list of items when the matching parenthesis stands before a colon and holds no tuple,
//!   generator, `yield` or `:=`.

use crate::token::{Tok, Token};

#[derive(Debug, Default)]
pub(crate) struct SoftKeywords {
    /// Indices of `type`, `lazy` and `with` tokens that may be promoted at the end.
    candidates: Vec<(usize, Tok)>,
    /// The index of a `match` at the start of the current line.
    match_at: Option<usize>,
    /// The last finished line was the head of a `match` statement.
    match_head: bool,
    /// For each open block whether it belongs to a `match` statement.
    blocks: Vec<bool>,
    /// The current line is the first token's; `case` is looked for only there.
    case_at: Vec<usize>,
}

impl SoftKeywords {
    /// Takes note of a word that is about to be pushed.
    pub fn word(&mut self, kind: Tok, tokens: &[Token], outside_brackets: bool) {
        if !outside_brackets {
            return;
        }
        let index = tokens.len();
        let previous = tokens.last().map_or(Tok::Newline, |token| token.kind);
        let line_start = matches!(previous, Tok::Newline | Tok::Indent | Tok::Dedent | Tok::StartFile);
        match kind {
            Tok::Match if line_start => self.match_at = Some(index),
            Tok::Case if line_start && self.blocks.last() == Some(&true) => self.case_at.push(index),
            Tok::Type | Tok::Lazy if line_start || matches!(previous, Tok::Semi | Tok::Colon) => {
                self.candidates.push((index, kind));
            }
            Tok::With => self.candidates.push((index, kind)),
            _ => {}
        }
    }

    /// Decides about the `match` of a line whose `Newline` is about to be pushed.
    pub fn line_end(&mut self, tokens: &mut [Token]) {
        self.match_head = false;
        let last = tokens.len() - 1;
        if let Some(index) = self.match_at.take()
            && tokens[last].kind == Tok::Colon
            && last > index + 1
        {
            tokens[index].kind = Tok::Match;
            self.match_head = true;
        }
    }

    pub fn same_block(&mut self) {
        self.match_head = false;
    }

    pub fn open_block(&mut self) {
        self.blocks.push(self.match_head);
        self.match_head = false;
    }

    pub fn close_blocks(&mut self, count: usize) {
        self.blocks.truncate(self.blocks.len().saturating_sub(count));
        self.match_head = false;
    }

    /// Promotes the remaining candidates once all tokens are known.
    pub fn resolve(&mut self, tokens: &mut [Token]) {
        for &index in &self.case_at {
            tokens[index].kind = Tok::Case;
        }
        let kind_at = |tokens: &[Token], index: usize| tokens.get(index).map_or(Tok::EndMarker, |token| token.kind);
        for &(index, kind) in &self.candidates {
            let next = kind_at(tokens, index + 1);
            match kind {
                Tok::Type if next == Tok::Name => {
                    if matches!(kind_at(tokens, index + 2), Tok::Equal | Tok::LBracket) {
                        tokens[index].kind = Tok::Type;
                    }
                }
                Tok::Lazy if matches!(next, Tok::Import | Tok::From) => tokens[index].kind = Tok::Lazy,
                Tok::With if next == Tok::LParen && holds_with_items(&tokens[index + 1..]) => {
                    tokens[index + 1].kind = Tok::WithLParen;
                }
                _ => {}
            }
        }
    }
}

/// Whether the parenthesis at the start of `tokens` opens a list of `with` items.
fn holds_with_items(tokens: &[Token]) -> bool {
    let mut depth = 0;
    let mut lambda_parameters = false;
    let mut verdict = true;
    for (i, token) in tokens.iter().enumerate() {
        match token.kind {
            Tok::LParen | Tok::LBracket | Tok::LBrace | Tok::FieldOpen => depth += 1,
            Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::FieldClose => {
                depth -= 1;
                if depth == 0 {
                    let before_colon = tokens.get(i + 1).is_some_and(|next| next.kind == Tok::Colon);
                    return verdict && i > 1 && before_colon;
                }
            }
            Tok::Newline | Tok::EndMarker | Tok::Error => return false,
            _ if depth != 1 => {}
            Tok::As => return true,
            Tok::Lambda => lambda_parameters = true,
            Tok::Colon => lambda_parameters = false,
            Tok::For | Tok::Yield | Tok::ColonEqual => verdict = false,
            Tok::Star if !lambda_parameters && matches!(tokens[i - 1].kind, Tok::LParen | Tok::Comma) => {
                verdict = false
            }
            _ => {}
        }
    }
    false
}
